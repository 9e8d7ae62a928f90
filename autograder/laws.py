"""The vocabulary of property, misconception and alternative files.

A property file imports everything it needs from here. Each assertion raises :class:`Broken`, which
carries what a learner needs: what was expected, what came, the unit, and why the tolerance is what
it is.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import hypothesis
import numpy as np
from hypothesis import assume, example
from hypothesis import strategies as st

from autograder.engine.subject import Crashed, Other
from autograder.numbers import pair, plain, quantity

__all__ = [
    "Broken", "alternative", "anchor", "assume", "at_most", "close", "equal", "example", "given",
    "kinds", "misconception", "noise", "number", "array", "refuses", "seeds", "shape", "signal", "st",
]

_NEAR = 0.01

#: Seeds for :func:`noise` and :func:`signal`.
seeds = st.integers(0, 2**32 - 1)

#: Kinds of :func:`signal`, the hard cases among them.
kinds = st.sampled_from(["noise", "sine", "dc", "impulse", "silence"])


class Broken(AssertionError):
    """A law does not hold.

    Attributes
    ----------
    sentence : str
        What happened, without the counterexample.
    expected, got, tolerance, because : str
        Values as text, with units; empty where there is nothing to show.
    compared : Compared or None
        The numbers behind the text, for a picture.
    """

    def __init__(self, sentence, *, expected="", got="", tolerance="", because="", compared=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.expected = expected
        self.got = got
        self.tolerance = tolerance
        self.because = because
        self.compared = compared


@dataclass(frozen=True)
class Compared:
    """Two answers side by side: arrays of one shape, and where their samples are.

    `at` are the positions along the last axis (by default the index), `at_unit` is their unit; `fs`
    in Hz is given where the answers are sounds.
    """

    expected: np.ndarray
    got: np.ndarray
    unit: str = ""
    at: np.ndarray | None = None
    at_unit: str = ""
    fs: float | None = None


_witness = None  # while `witnessed` is open: what every `close` compares


@contextmanager
def witnessed():
    """Collect what :func:`close` compares inside the block, broken or not."""
    global _witness
    _witness = []
    try:
        yield _witness
    finally:
        _witness = None


def given(**strategies):
    """Draw a property's parameters, as Hypothesis's own ``given`` with keywords does.

    The strategies stay at hand, so that the engine can draw once and replay.
    """
    def decorate(body):
        test = hypothesis.given(**strategies)(body)
        test.law_strategies = strategies
        return test
    return decorate


def shape(test):
    """Mark a property as the shape check: when it fails, nothing after it is run."""
    test.law_kind = "shape"
    return test


def anchor(test):
    """Mark a property as an anchor: a number that a person can verify by hand."""
    test.law_kind = "anchor"
    return test


def noise(seed, n, scale=1.0):
    """Return `n` normally distributed samples, the same ones for the same seed."""
    return scale * np.random.default_rng(seed).standard_normal(n)


def signal(kind, seed, n):
    """Return one of the standard test signals, shape (n,), float64.

    Parameters
    ----------
    kind : {"noise", "sine", "dc", "impulse", "silence"}
    seed : int
        Chooses the noise, the phase, the level or the place.
    n : int
        Number of samples.
    """
    rng = np.random.default_rng(seed)
    if kind == "noise":
        return rng.standard_normal(n)
    if kind == "sine":
        return np.sin(2 * np.pi * np.arange(n) / 8 + rng.uniform(0, 2 * np.pi))
    if kind == "dc":
        return np.full(n, rng.uniform(0.1, 2.0))
    x = np.zeros(n)
    if kind == "impulse":
        x[rng.integers(n)] = 1.0
    return x


def number(got, *, finite=True):
    """Assert that `got` is one real number (finite unless `finite` is False)."""
    value = _real(got, ())
    if finite and not np.isfinite(value):
        raise Broken(f"The answer is {plain(value)}, expected a finite number.", got=plain(value),
                     expected="a finite number")


def array(got, n):
    """Assert that `got` is a real, finite array of shape `n` (an int or a tuple)."""
    want = (n,) if isinstance(n, int) else tuple(n)
    value = _real(got, want)
    bad = np.flatnonzero(~np.isfinite(value))
    if bad.size:
        raise Broken(f"The answer has {plain(value.flat[bad[0]])} at index {bad[0]}.",
                     expected="finite numbers", got=plain(value.flat[bad[0]]))


def close(got, expected, *, because, unit="", rtol=0.0, atol=0.0, at=None, at_unit="", fs=None):
    """Assert that `got` equals `expected` within ``atol + rtol * |expected|``, sample by sample.

    Parameters
    ----------
    got : object
        What the function under test returned.
    expected : float or ndarray
        The right value; its shape is the shape that `got` must have.
    because : str
        Why the tolerance is what it is.
    unit : str, optional
        Unit of both values, "" for a plain ratio.
    at, at_unit : array_like (n,) and str, optional
        Positions of the samples, for example times in "s"; by default they are counted.
    fs : float, optional
        Sample rate in Hz, where the answer is a sound that one can listen to.
    """
    want = np.asarray(expected, dtype=np.float64)
    value = _real(got, want.shape)
    at = np.arange(want.shape[-1]) / fs if at is None and fs else at
    compared = Compared(want, value, unit, at, "s" if fs else at_unit, fs)
    if _witness is not None:
        _witness.append(compared)
    if np.isnan(value).any() and not np.isnan(want).any():
        where = "" if want.ndim == 0 else f" at index {int(np.flatnonzero(np.isnan(value))[0])}"
        raise Broken(f"The answer is NaN (not a number){where}.", got="NaN",
                     expected=quantity(want.flat[0], unit) if want.ndim == 0 else "numbers")
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(value - want)
        bound = atol + rtol * np.abs(want)
        good = (value == want) | (np.isfinite(want) & (off <= bound))
    if good.all():
        return
    excess = np.where(good, -1.0, np.nan_to_num(off - bound, nan=np.inf, posinf=np.inf))
    worst = int(np.argmax(excess))
    place = _place(compared, worst)
    right, wrong = pair(float(want.flat[worst]), float(value.flat[worst]))
    # The tolerance matters to the reader only where the answer is nearly right.
    near = off.flat[worst] <= _NEAR * np.abs(want.flat[worst])
    raise Broken(
        f"Expected {quantity(right, unit)}{place}, got {quantity(wrong, unit)}.",
        expected=quantity(right, unit) + place,
        got=quantity(wrong, unit),
        tolerance=_tolerance(rtol, atol, unit) if near else "",
        because=because,
        compared=compared,
    )


def equal(got, expected, *, because):
    """Assert that `got` equals `expected` to the last bit."""
    close(got, expected, because=because)


def at_most(got, bound, *, because, unit="", slack=0.0):
    """Assert that the number `got` is not above `bound` by more than `slack`."""
    value = float(_real(got, ()))
    if np.isnan(value):
        raise Broken("The answer is NaN (not a number).", got="NaN",
                     expected=f"at most {quantity(bound, unit)}")
    if value > bound + slack:
        high, wrong = pair(float(bound), value)
        raise Broken(
            f"Expected at most {quantity(high, unit)}, got {quantity(wrong, unit)}.",
            expected=f"at most {quantity(high, unit)}", got=quantity(wrong, unit),
            tolerance=_tolerance(0.0, slack, unit), because=because,
        )


def refuses(function, *args, because):
    """Assert that calling `function` with `args` raises ValueError."""
    try:
        value = function(*args)
    except Crashed as crash:
        if crash.type == "ValueError":
            return
        raise Broken(
            f"Expected a ValueError ({because}), but it stopped with {crash}.",
            expected="ValueError", got=crash.type,
        ) from None
    raise Broken(f"Expected a ValueError ({because}), but it returned {_short(value)}.",
                 expected="ValueError", got=_short(value))


def misconception(id, *, of, breaks, says):
    """Mark a plausible wrong function.

    Parameters
    ----------
    id : str
        For example "DB-02".
    of : str
        The exercise whose function this one replaces.
    breaks : list of str
        The properties that fail for it, by the names of their tests.
    says : str
        One or two sentences to the learner; never the solution.
    """
    def mark(function):
        function.misconception = {"id": id, "of": of, "breaks": list(breaks), "says": says}
        return function
    return mark


def alternative(of):
    """Mark an independent right function for the exercise `of`."""
    def mark(function):
        function.alternative = of
        return function
    return mark


def _real(got, want):
    """Return `got` as a float64 array of shape `want`, or say what else it is."""
    wanted = "one number" if want == () else f"an array of shape {want}"
    if got is None:
        raise Broken("The function returned nothing: is its `return` missing?", expected=wanted,
                     got="nothing")
    if isinstance(got, Other) or isinstance(got, (str, bytes, dict, set)) or callable(got):
        name = got.type_name if isinstance(got, Other) else type(got).__name__
        raise Broken(f"The function returned a {name}, expected {wanted}.", expected=wanted,
                     got=f"a {name}")
    if isinstance(got, (list, tuple)):
        kind = type(got).__name__
        mend = "return the number itself" if want == () else "turn it into an array with np.array"
        raise Broken(f"The function returned a {kind}, expected {wanted}: {mend}.", expected=wanted,
                     got=f"a {kind}")
    value = np.asarray(got)
    if value.dtype == bool:
        raise Broken(f"The function returned True or False, expected {wanted}.", expected=wanted,
                     got="a truth value")
    if np.iscomplexobj(value):
        raise Broken(f"The answer is complex, expected {wanted} that is real.", expected="real",
                     got="complex")
    if value.dtype.kind not in "iuf":
        raise Broken(f"The answer has dtype {value.dtype}, expected {wanted}.", expected=wanted,
                     got=f"dtype {value.dtype}")
    if value.shape != want:
        shown = "one number" if value.shape == () else f"an array of shape {value.shape}"
        raise Broken(f"The function returned {shown}, expected {wanted}.", expected=wanted, got=shown)
    return value.astype(np.float64)


def _place(compared, worst):
    """Return where in an array the worst sample is, as text."""
    if compared.expected.ndim == 0:
        return ""
    if compared.at is None or compared.expected.ndim > 1:
        return f" at index {worst}"
    return f" at {quantity(compared.at[worst], compared.at_unit)}"


def _short(value):
    if isinstance(value, Other):
        return f"a {value.type_name}"
    if value is None:
        return "nothing"
    array = np.asarray(value) if not isinstance(value, (str, dict, set)) else None
    if array is not None and array.dtype.kind in "iuf" and array.ndim == 0:
        return plain(float(array))
    if array is not None and array.dtype.kind in "biufc":
        return f"an array of shape {array.shape}"
    return f"a {type(value).__name__}"


def _tolerance(rtol, atol, unit):
    parts = [f"{rtol:.0e} relative".replace("e-0", "e-")] if rtol else []
    parts += [quantity(f"{atol:.0e}".replace("e-0", "e-"), unit)] if atol else []
    return " + ".join(parts) or "none: the values must be equal"
