"""Assertions that say what a learner needs when they fail.

Each raises :class:`Broken`: what was expected, what came, the unit, and why the tolerance is what it
is.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from autograder.engine.subject import Crashed
from autograder.laws.answers import maybe_complex, real, short
from autograder.laws.broken import Broken
from autograder.numbers import pair, plain, quantity

_NEAR = 0.01
#: Values of a large answer that must be left to compare.
_ENOUGH = 16


@dataclass(frozen=True)
class Compared:
    """Two answers side by side: arrays of one shape, and where their samples are.

    `at` are the positions along the last axis (by default the index), `at_unit` is their unit; `fs`
    in Hz is given where the answers are sounds. `bound` is how far off each sample may be.
    """

    expected: np.ndarray
    got: np.ndarray
    unit: str = ""
    at: np.ndarray | None = None
    at_unit: str = ""
    fs: float | None = None
    bound: np.ndarray | float = 0.0


#: Whether a large answer of the reference was told in this example: NaN where nothing is known of it.
told_in_part = False

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


def number(got, *, finite=True, dtype=float):
    """Assert that `got` is one number (finite unless `finite` is False); return it.

    Returns
    -------
    ndarray, shape (), float64, or complex128 if `dtype` is complex
    """
    value = maybe_complex(got, ()) if dtype is complex else real(got, ())
    if finite and not np.isfinite(value):
        wrong = _not_finite(value)
        raise Broken(
            f"The answer is {wrong}, expected a finite number.",
            got=wrong,
            expected="a finite number",
        )
    return value


def unpack(got, names):
    """Assert that `got` is as many values as `names` ("x, errors"); return them.

    Returns
    -------
    tuple
    """
    return _several(got, names, "values")


def numbers(got, names):
    """Assert that `got` is a row of real, finite numbers, as many as `names` ("c, d"); return it.

    Returns
    -------
    ndarray, shape (number of names,), float64
    """
    row = _several(got, names, "numbers")
    for one in row:
        number(one)
    return np.array([float(one) for one in row])


def array(got, n, dtype=float):
    """Assert that `got` is a finite array of shape `n` (an int or a tuple); return it.

    Parameters
    ----------
    got : object
        What the function under test returned.
    n : int or tuple of int
        The shape that it must have.
    dtype : {float, complex}, optional
        With complex, real answers are taken too.

    Returns
    -------
    ndarray, float64 or complex128
    """
    want = (n,) if isinstance(n, int) else tuple(n)
    value = maybe_complex(got, want) if dtype is complex else real(got, want)
    bad = np.flatnonzero(~np.isfinite(value))
    if bad.size:
        wrong = _not_finite(value.flat[bad[0]])
        raise Broken(
            f"The answer has {wrong} at index {_index(want, bad[0])}.",
            expected="finite numbers",
            got=wrong,
        )
    return value


def close(got, expected, *, because, unit="", rtol=0.0, atol=0.0, at=None, at_unit="", fs=None):
    """Assert that `got` equals `expected` within ``atol + rtol * |expected|``, sample by sample.

    Parameters
    ----------
    got : object
        What the function under test returned.
    expected : float, complex or ndarray
        The right value; its shape is the shape that `got` must have. Where it is real, `got` must
        be; where it is complex, both parts are compared, and the one that is further off is told.
    because : str
        Why the tolerance is what it is.
    unit : str, optional
        Unit of both values, "" for a plain ratio.
    at, at_unit : array_like (n,) and str, optional
        Positions of the samples, for example times in "s"; by default they are counted.
    fs : float, optional
        Sample rate in Hz, where the answer is a sound that one can listen to.
    """
    want = np.asarray(expected)
    at = np.arange(want.shape[-1]) / fs if at is None and fs else at
    at_unit = "s" if fs else at_unit
    tolerance = _tolerance(rtol, atol, unit)
    size = np.abs(want)
    if np.iscomplexobj(want):
        want, value, part = _further_off(maybe_complex(got, want.shape), want)
        unit = f"{unit} {part}".strip()
    else:
        want = want.astype(np.float64)
        value = real(got, want.shape)
    with np.errstate(invalid="ignore"):  # 0 times infinity
        bound = atol + rtol * size
    compared = Compared(want, value, unit, at, at_unit, fs, bound)
    if _witness is not None:
        _witness.append(compared)
    if (np.isnan(value) & ~np.isnan(want)).any():
        index = int(np.flatnonzero(np.isnan(value) & ~np.isnan(want))[0])
        where = "" if want.ndim == 0 else f" at index {_index(want.shape, index)}"
        raise Broken(
            f"The answer is NaN (not a number){where}.",
            got="NaN",
            expected=quantity(want.flat[0], unit) if want.ndim == 0 else "numbers",
        )
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(value - want)
        good = (value == want) | (np.isfinite(want) & (off <= bound)) | _unknown(want)
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
        tolerance=tolerance if near else "",
        because=because,
        compared=compared,
    )


def _unknown(want):
    """Return where nothing is known of what the reference answered."""
    unknown = np.isnan(want) & told_in_part
    if unknown.any() and np.sum(~unknown) < _ENOUGH:
        raise RuntimeError("a law must compare a large answer of the reference value by value")
    return unknown


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


def _several(got, names, kind):
    count = len(names.split(","))
    several = isinstance(got, (tuple, list)) or getattr(got, "ndim", 0) >= 1
    if not several or len(got) != count:
        what = short(got) if not several else f"{len(got)} value" + "s" * (len(got) != 1)
        raise Broken(
            f"The function returned {what}, expected {count} {kind}: `return {names}`.",
            expected=f"{count} {kind}: {names}",
            got=what,
        )
    return tuple(got)


def _place(compared, worst):
    """Return where in an array the worst sample is, as text."""
    if compared.expected.ndim == 0:
        return ""
    if compared.at is None or compared.expected.ndim > 1:
        return f" at index {_index(compared.expected.shape, worst)}"
    return f" at {quantity(compared.at[worst], compared.at_unit)}"


def _index(shape, flat):
    """Return an index as one writes it: 3, or (2, 3) in two dimensions."""
    index = tuple(map(int, np.unravel_index(flat, shape)))
    return index[0] if len(index) == 1 else index


def _not_finite(value):
    """Return that part of a number, as text, which is not finite."""
    return plain(value.imag if np.isfinite(value.real) else value.real)


def _further_off(got, want):
    """Return that part of two complex answers that differs more, of both, and its name."""
    parts = [
        (want.real, got.real, "in the real part"),
        (want.imag, got.imag, "in the imaginary part"),
    ]
    with np.errstate(invalid="ignore"):
        off = [
            np.where(np.isnan(w), 0.0, np.nan_to_num(np.abs(g - w), nan=np.inf, posinf=np.inf))
            for w, g, _ in parts
        ]
    return parts[int(np.max(off[1], initial=0.0) > np.max(off[0], initial=0.0))]


def _tolerance(rtol, atol, unit):
    parts = [f"{rtol:.0e} relative".replace("e-0", "e-")] if rtol else []
    parts += [quantity(f"{atol:.0e}".replace("e-0", "e-"), unit)] if atol else []
    return " + ".join(parts) or "none: the values must be equal"
