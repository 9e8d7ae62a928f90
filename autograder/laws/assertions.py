"""Assertions that say what a learner needs when they fail.

Each raises :class:`Broken`: what was expected, what came, the unit, and why the tolerance is what it
is.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from autograder.engine.subject import Crashed
from autograder.laws.answers import real, short
from autograder.laws.broken import Broken
from autograder.numbers import pair, plain, quantity

_NEAR = 0.01


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


def number(got, *, finite=True):
    """Assert that `got` is one real number (finite unless `finite` is False)."""
    value = real(got, ())
    if finite and not np.isfinite(value):
        raise Broken(
            f"The answer is {plain(value)}, expected a finite number.",
            got=plain(value),
            expected="a finite number",
        )


def numbers(got, names):
    """Assert that `got` is a row of real, finite numbers, as many as `names` ("c, d"); return it.

    Returns
    -------
    ndarray, shape (number of names,), float64
    """
    count = len(names.split(","))
    row = isinstance(got, (tuple, list)) or getattr(got, "ndim", 0) == 1
    if not row or len(got) != count:
        what = short(got) if not row else f"{len(got)} value" + "s" * (len(got) != 1)
        raise Broken(
            f"The function returned {what}, expected {count} numbers: `return {names}`.",
            expected=f"{count} numbers: {names}",
            got=what,
        )
    for one in got:
        number(one)
    return np.array([float(one) for one in got])


def array(got, n):
    """Assert that `got` is a real, finite array of shape `n` (an int or a tuple)."""
    want = (n,) if isinstance(n, int) else tuple(n)
    value = real(got, want)
    bad = np.flatnonzero(~np.isfinite(value))
    if bad.size:
        raise Broken(
            f"The answer has {plain(value.flat[bad[0]])} at index {bad[0]}.",
            expected="finite numbers",
            got=plain(value.flat[bad[0]]),
        )


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
    value = real(got, want.shape)
    at = np.arange(want.shape[-1]) / fs if at is None and fs else at
    compared = Compared(want, value, unit, at, "s" if fs else at_unit, fs)
    if _witness is not None:
        _witness.append(compared)
    if np.isnan(value).any() and not np.isnan(want).any():
        where = "" if want.ndim == 0 else f" at index {int(np.flatnonzero(np.isnan(value))[0])}"
        raise Broken(
            f"The answer is NaN (not a number){where}.",
            got="NaN",
            expected=quantity(want.flat[0], unit) if want.ndim == 0 else "numbers",
        )
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
    value = float(real(got, ()))
    if np.isnan(value):
        raise Broken(
            "The answer is NaN (not a number).",
            got="NaN",
            expected=f"at most {quantity(bound, unit)}",
        )
    if value > bound + slack:
        high, wrong = pair(float(bound), value)
        raise Broken(
            f"Expected at most {quantity(high, unit)}, got {quantity(wrong, unit)}.",
            expected=f"at most {quantity(high, unit)}",
            got=quantity(wrong, unit),
            tolerance=_tolerance(0.0, slack, unit),
            because=because,
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
            expected="ValueError",
            got=crash.type,
        ) from None
    raise Broken(
        f"Expected a ValueError ({because}), but it returned {short(value)}.",
        expected="ValueError",
        got=short(value),
    )


def _place(compared, worst):
    """Return where in an array the worst sample is, as text."""
    if compared.expected.ndim == 0:
        return ""
    if compared.at is None or compared.expected.ndim > 1:
        return f" at index {worst}"
    return f" at {quantity(compared.at[worst], compared.at_unit)}"


def _tolerance(rtol, atol, unit):
    parts = [f"{rtol:.0e} relative".replace("e-0", "e-")] if rtol else []
    parts += [quantity(f"{atol:.0e}".replace("e-0", "e-"), unit)] if atol else []
    return " + ".join(parts) or "none: the values must be equal"
