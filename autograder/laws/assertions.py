"""Assertions that say what a learner needs when they fail.

Each raises :class:`Broken`: what was expected, what came, the unit, and why the tolerance is what it
is. An expected value is a right one, never an answer of the function under test: where a law is about
several answers, :func:`agree` says that they do not fit together.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from autograder.engine.subject import Crashed
from autograder.laws.answers import maybe_complex, place, real, short
from autograder.laws.broken import Broken
from autograder.numbers import pair, quantity

_COUNTED = ("index", "sample")  # are named before the number
_NEAR = 0.01
#: Values of a large answer that must be left to compare.
_ENOUGH = 16
_SINGLE = 1e-5  # of the largest value: what computing in single precision may cost


@dataclass(frozen=True)
class Compared:
    """Two answers side by side: arrays of one shape, and where their samples are.

    `at` are the positions along the last axis (by default the index), `at_unit` is their unit; `fs`
    in Hz is given where the answers are sounds. `bound` is how far off each sample may be. `names`
    say what the two are, and `what` what of an answer they are, where they are not all of it.
    """

    expected: np.ndarray
    got: np.ndarray
    unit: str = ""
    at: np.ndarray | None = None
    at_unit: str = ""
    fs: float | None = None
    bound: np.ndarray | float = 0.0
    names: tuple[str, str] = ("expected", "yours")
    what: str = ""


#: Whether a large answer of the reference was told in this example: NaN where nothing is known of it.
told_in_part = False

_witness = None  # while `witnessed` is open: what every comparison compares


@contextmanager
def witnessed():
    """Collect what is compared inside the block, broken or not."""
    global _witness
    _witness = []
    try:
        yield _witness
    finally:
        _witness = None


def close(
    got,
    expected,
    *,
    because,
    unit="",
    rtol=0.0,
    atol=0.0,
    at=None,
    at_unit="",
    fs=None,
    what="",
    axes=(),
):
    """Assert that `got` equals `expected` within ``atol + rtol * |expected|``, sample by sample.

    Parameters
    ----------
    got : object
        What the function under test returned to one call, or what follows from that.
    expected : float, complex or ndarray
        The right value; its shape is the shape that `got` must have. Where it is real, `got` must
        be; where it is complex, both parts are compared, and the one that is further off is told.
    because : str
        Why the tolerance is what it is.
    unit : str, optional
        Unit of both values, "" for a plain ratio.
    rtol : float, optional
    atol : float or array_like, optional
        One for all samples, or one for each.
    at, at_unit : array_like (n,) and str, optional
        Positions of the samples, for example times in "s", or counted ("index", "sample") from
        elsewhere than the first; by default they are counted from that.
    fs : float, optional
        Sample rate in Hz, where the answer is a sound that one can listen to.
    what : str, optional
        What is compared, where that is not the whole answer: a part of it, or what follows from it.
    axes : sequence of str, optional
        What is counted along each axis, to say where an entry is: ``("row", "column")``.
    """
    want = np.asarray(expected)
    compared, good, worst, part = _compare(got, want, unit, rtol, atol, at, at_unit, fs, what)
    value, want = compared.got, compared.expected
    if (np.isnan(value) & ~np.isnan(want)).any():
        index = int(np.flatnonzero(np.isnan(value) & ~np.isnan(want))[0])
        raise Broken(
            f"{what or 'The answer'} is NaN (not a number){place(want.shape, index, axes)}.",
            got="NaN",
            expected=quantity(want.flat[0], unit) if want.ndim == 0 else "numbers",
            answers=(got,),
        )
    if good.all():
        return
    where = part + _place(compared, worst, axes)
    right, wrong = pair(float(want.flat[worst]), float(value.flat[worst]))
    expected = f"{quantity(right, unit)}{f' for {what}' if what else ''}{where}"
    raise Broken(
        f"Expected {expected}, got {quantity(wrong, unit)}.",
        expected=expected,
        got=quantity(wrong, unit),
        answers=(got,),
        **_about(compared, worst, rtol, atol, unit, because),
    )


def agree(
    one,
    other,
    *,
    because,
    unit="",
    rtol=0.0,
    atol=0.0,
    at=None,
    at_unit="",
    fs=None,
    what="",
    axes=(),
    calls=2,
):
    """Assert that two answers of the function under test, or what follows from them, are equal.

    Neither is known to be right: the message shows both, and the calls that they came from. The
    parameters are those of :func:`close`.

    Parameters
    ----------
    one, other : object
        They must be of the same shape, within ``atol + rtol * |other|``.
    calls : int, optional
        From how many calls they follow, the last ones of the law.
    """
    maybe_complex(one, np.shape(other), what)
    maybe_complex(other, np.shape(one), what)
    compared, good, worst, part = _compare(
        one, np.asarray(other), unit, rtol, atol, at, at_unit, fs, what, ("one", "other")
    )
    if good.all():
        return
    first, second = pair(float(compared.got.flat[worst]), float(compared.expected.flat[worst]))
    where = (f" for {what}" if what else "") + part + _place(compared, worst, axes)
    raise Broken(
        f"These must agree: {quantity(first, unit)} and {quantity(second, unit)}{where}.",
        answers=(one, other),
        relation=calls,
        **_about(compared, worst, rtol, atol, unit, because),
    )


def equal(got, expected, *, because, what=""):
    """Assert that `got` equals `expected` to the last bit."""
    close(got, expected, because=because, what=what)


def at_most(got, bound, *, because, unit="", slack=0.0, what="", calls=1):
    """Assert that the number `got` is not above `bound` by more than `slack`.

    `what` says what is bounded, where that is not the answer itself; `calls` from how many calls it
    follows.
    """
    value = float(real(got, (), what))
    of = f" for {what}" if what else ""
    relation = calls if calls > 1 else 0
    if np.isnan(value):
        raise Broken(
            f"{what or 'The answer'} is NaN (not a number).",
            got="NaN",
            expected=f"at most {quantity(bound, unit)}",
            answers=(got,),
            relation=relation,
        )
    if value > bound + slack:
        high, wrong = pair(float(bound), value)
        raise Broken(
            f"Expected at most {quantity(high, unit)}{of}, got {quantity(wrong, unit)}.",
            expected=f"at most {quantity(high, unit)}",
            got=quantity(wrong, unit),
            tolerance=_tolerance(0.0, slack, unit),
            because=because,
            answers=(got,),
            relation=relation,
        )


def refuses(function, *args, because):
    """Assert that calling `function` with `args` raises ValueError."""
    try:
        value = function(*args)
    except Crashed as crash:
        # Writing into an argument is a ValueError of NumPy's, and no refusal.
        if crash.type == "ValueError" and "read-only" not in crash.message:
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


def _compare(got, want, unit, rtol, atol, at, at_unit, fs, what, names=Compared.names):
    """Return Compared, which entries are equal, the worst one, and the part of a complex number."""
    at = np.arange(want.shape[-1]) / fs if at is None and fs else at
    at_unit = at_unit or ("s" if fs else "")
    size, part = np.abs(want), ""
    relation = names != Compared.names
    if np.iscomplexobj(want) or relation and np.iscomplexobj(got):
        want, value, part = _further_off(maybe_complex(got, want.shape, what), want)
    else:
        want, value = want.astype(np.float64), real(got, want.shape, what)
    with np.errstate(invalid="ignore"):  # 0 times infinity
        bound = atol + rtol * size
    compared = Compared(want, value, unit, at, at_unit, fs, bound, names, what)
    if _witness is not None:
        _witness.append(compared)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(value - want)
        good = (value == want) | (np.isfinite(want) & (off <= bound)) | _unknown(want)
    excess = np.where(good, -1.0, np.nan_to_num(off - bound, nan=np.inf, posinf=np.inf))
    return compared, good, int(np.argmax(excess)) if excess.size else 0, part


def _unknown(want):
    """Return where nothing is known of what the reference answered."""
    unknown = np.isnan(want) & told_in_part
    if unknown.any() and np.sum(~unknown) < _ENOUGH:
        raise RuntimeError("a law must compare a large answer of the reference value by value")
    return unknown


def _about(compared, worst, rtol, atol, unit, because):
    """Return what else a message may say about a comparison that broke."""
    want, got = compared.expected, compared.got
    with np.errstate(all="ignore"):
        off = np.abs(got - want)
        near = off.flat[worst] <= _NEAR * np.abs(want.flat[worst])
        finite = np.isfinite(want)
        single = np.array_equal(finite, np.isfinite(got)) and bool(
            np.all(off[finite] <= _SINGLE * np.max(np.abs(want[finite]), initial=0.0))
        )
    return {
        # The tolerance matters to the reader only where the answer is nearly right.
        "tolerance": _tolerance(rtol, _at(worst, atol, off), unit) if near else "",
        "because": because,
        "compared": compared,
        "near": single,
    }


def _place(compared, worst, axes):
    """Return where in an array the worst sample is, as text."""
    if compared.at is None or compared.expected.ndim != 1 or axes:
        return place(compared.expected.shape, worst, axes)
    if compared.at_unit in _COUNTED:
        return f" at {compared.at_unit} {int(compared.at[worst])}"
    return f" at {quantity(compared.at[worst], compared.at_unit)}"


def _further_off(got, want):
    """Return that part of two complex answers that differs more, of both, and its name."""
    parts = [
        (want.real, got.real, " in the real part"),
        (want.imag, got.imag, " in the imaginary part"),
    ]
    with np.errstate(invalid="ignore"):
        off = [
            np.where(np.isnan(w), 0.0, np.nan_to_num(np.abs(g - w), nan=np.inf, posinf=np.inf))
            for w, g, _ in parts
        ]
    return parts[int(np.max(off[1], initial=0.0) > np.max(off[0], initial=0.0))]


def _at(worst, atol, off):
    return float(np.broadcast_to(atol, off.shape).flat[worst])


def _tolerance(rtol, atol, unit):
    parts = [f"{rtol:.0e} relative".replace("e-0", "e-")] if rtol else []
    parts += [quantity(f"{atol:.0e}".replace("e-0", "e-"), unit)] if atol else []
    return " + ".join(parts) or "none: the values must be equal"
