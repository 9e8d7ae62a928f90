"""Assertions about what kind of thing a function under test returned.

Where an answer has several parts, `what` names the one that is looked at.
"""

import numpy as np

from autograder.engine.subject import Other
from autograder.laws.broken import Broken
from autograder.numbers import plain


def number(got, *, finite=True, dtype=float, what=""):
    """Assert that `got` is one number (finite unless `finite` is False); return it.

    Returns
    -------
    ndarray, shape (), float64, or complex128 if `dtype` is complex
    """
    value = (maybe_complex if dtype is complex else real)(got, (), what)
    if finite and not np.isfinite(value):
        wrong = _not_finite(value)
        raise Broken(
            f"{_subject(what)} is {wrong}, expected a finite number.",
            got=wrong,
            expected="a finite number",
            answers=(got,),
        )
    return value


def integer(got, what):
    """Assert that `got` is a whole number as Python has it, an int; return it as one.

    Parameters
    ----------
    got : object
        What the function under test returned.
    what : str
        What it counts: "a number of samples".
    """
    real(got, (), what)
    value = np.asarray(got)
    if value.dtype.kind not in "iu":
        shown = plain(value, 17)
        raise Broken(
            f"The function returned {shown if '.' in shown else shown + '.0'}, a float: {what} is "
            "an int.",
            expected="an int",
            got="a float",
            answers=(got,),
            kind=True,
        )
    return int(value)


def numbers(got, names):
    """Assert that `got` is a row of real, finite numbers, as many as `names` ("c, d"); return it.

    Returns
    -------
    ndarray, shape (number of names,), float64
    """
    row = _several(got, names, "numbers")
    for one, name in zip(row, _split(names), strict=True):
        number(one, what=name)
    return np.array([float(one) for one in row])


def unpack(got, names):
    """Assert that `got` is as many values as `names` ("x, errors"); return them.

    Returns
    -------
    tuple
    """
    return _several(got, names, "values")


def array(got, n, dtype=float, what="", axes=()):
    """Assert that `got` is a finite array of shape `n` (an int or a tuple); return it.

    Parameters
    ----------
    got : object
        What the function under test returned.
    n : int or tuple of int
        The shape that it must have.
    dtype : {float, complex, int}, optional
        With complex, real answers are taken too; with int, an integer type is asked for.
    what : str, optional
        The name of this part of the answer.
    axes : sequence of str, optional
        What is counted along each axis, to say where an entry is: ``("row", "column")``.

    Returns
    -------
    ndarray, float64 or complex128, or of integers
    """
    want = (n,) if isinstance(n, int) else tuple(n)
    value = (maybe_complex if dtype is complex else real)(got, want, what)
    if dtype is int:
        if np.asarray(got).dtype.kind not in "iu":
            raise Broken(
                f"{_subject(what)} has dtype {np.asarray(got).dtype}: counts are integers, "
                "dtype=int.",
                expected="integers",
                got=f"dtype {np.asarray(got).dtype}",
                answers=(got,),
                kind=True,
            )
        return np.asarray(got)
    bad = np.flatnonzero(~np.isfinite(value))
    if bad.size:
        wrong = _not_finite(value.flat[bad[0]])
        raise Broken(
            f"{_subject(what)} has {wrong}{place(want, bad[0], axes)}.",
            expected="finite numbers",
            got=wrong,
            answers=(got,),
        )
    return value


def real(got, want, what=""):
    """Return `got` as a float64 array of shape `want`, or say what else it is."""
    value, wanted = _numeric(got, want, what)
    if np.iscomplexobj(value):
        raise _wrong(f"{_subject(what)} is complex, expected {wanted} that is real.",
                     "real", "complex", got)  # fmt: skip
    return value.astype(np.float64)


def maybe_complex(got, want, what=""):
    """Return `got` as a complex128 array of shape `want`, or say what else it is."""
    return _numeric(got, want, what)[0].astype(np.complex128)


def place(shape, flat, axes=()):
    """Return where in an array an entry is: " at index 3", " at row 2, column 3"."""
    if not shape:
        return ""
    index = tuple(map(int, np.unravel_index(flat, shape)))
    if axes:
        return " at " + ", ".join(f"{axis} {i}" for axis, i in zip(axes, index, strict=True))
    return f" at index {index[0] if len(index) == 1 else index}"


def short(value):
    """Return a few words for whatever a function returned."""
    if isinstance(value, Other):
        return f"a {value.type_name}"
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return f"({', '.join(map(short, value))})"
    try:
        array = np.asarray(None if isinstance(value, (str, dict, set)) else value)
    except ValueError:  # rows of unequal lengths
        return f"a {type(value).__name__}"
    if array.dtype.kind in "iufc" and (array.ndim == 0 or array.size <= 8):
        return f"{_brackets(array.tolist())}"
    if array.ndim and array.dtype.kind in "biufc":
        return f"an array of shape {array.shape}"
    return "True or False" if array.dtype == bool else f"a {type(value).__name__}"


def _brackets(values):
    if isinstance(values, list):
        return f"[{', '.join(map(_brackets, values))}]"
    if isinstance(values, complex):
        real, imag = plain(values.real), plain(values.imag)
        return f"{real}{'' if imag.startswith('-') else '+'}{imag}j"
    return plain(values)


def _numeric(got, want, what):
    """Return `got` as an array of numbers of shape `want`, and in words what is wanted."""
    wanted = "one number" if want == () else f"an array of shape {want}"
    returned = f"{what} is" if what else "The function returned"
    if got is None:
        raise _wrong(
            f"{what} is None, expected {wanted}."
            if what
            else "The function returned nothing: is its `return` missing?",
            wanted,
            "nothing",
            got,
        )
    if isinstance(got, Other) or isinstance(got, (str, bytes, dict, set)) or callable(got):
        name = got.type_name if isinstance(got, Other) else type(got).__name__
        raise _wrong(f"{returned} a {name}, expected {wanted}.", wanted, f"a {name}", got)
    if isinstance(got, (list, tuple)):
        kind = type(got).__name__
        mend = "return the number itself" if want == () else "turn it into an array with np.array"
        raise _wrong(f"{returned} a {kind}, expected {wanted}: {mend}.", wanted, f"a {kind}", got)
    value = np.asarray(got)
    if value.dtype == bool:
        raise _wrong(f"{returned} True or False, expected {wanted}.", wanted, "a truth value", got)
    if value.dtype.kind not in "iufc":
        raise _wrong(f"{_subject(what)} has dtype {value.dtype}, expected {wanted}.",
                     wanted, f"dtype {value.dtype}", got)  # fmt: skip
    if value.shape != want:
        shown = "one number" if value.shape == () else f"an array of shape {value.shape}"
        raise _wrong(f"{returned} {shown}, expected {wanted}.", wanted, shown, got)
    return value, wanted


def _wrong(sentence, expected, got, answer):
    return Broken(sentence, expected=expected, got=got, answers=(answer,), kind=True)


def _subject(what):
    return what or "The answer"


def _several(got, names, kind):
    count = len(_split(names))
    several = isinstance(got, (tuple, list)) or getattr(got, "ndim", 0) >= 1
    if not several or len(got) != count:
        what = short(got) if not several else f"{len(got)} value" + "s" * (len(got) != 1)
        raise _wrong(
            f"The function returned {what}, expected {count} {kind}: `return {names}`.",
            f"{count} {kind}: {names}",
            what,
            got,
        )
    return tuple(got)


def _split(names):
    return [name.strip() for name in names.split(",")]


def _not_finite(value):
    """Return that part of a number, as text, which is not finite."""
    return plain(value.imag if np.isfinite(value.real) else value.real)
