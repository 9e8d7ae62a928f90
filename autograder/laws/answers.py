"""Tells what kind of thing a function under test returned, and says so where it is the wrong kind."""

import numpy as np

from autograder.engine.subject import Other
from autograder.laws.broken import Broken
from autograder.numbers import plain


def real(got, want):
    """Return `got` as a float64 array of shape `want`, or say what else it is."""
    value, wanted = _numeric(got, want)
    if np.iscomplexobj(value):
        raise Broken(
            f"The answer is complex, expected {wanted} that is real.",
            expected="real",
            got="complex",
        )
    return value.astype(np.float64)


def maybe_complex(got, want):
    """Return `got` as a complex128 array of shape `want`, or say what else it is."""
    return _numeric(got, want)[0].astype(np.complex128)


def _numeric(got, want):
    """Return `got` as an array of numbers of shape `want`, and in words what is wanted."""
    wanted = "one number" if want == () else f"an array of shape {want}"
    if got is None:
        raise Broken(
            "The function returned nothing: is its `return` missing?",
            expected=wanted,
            got="nothing",
        )
    if isinstance(got, Other) or isinstance(got, (str, bytes, dict, set)) or callable(got):
        name = got.type_name if isinstance(got, Other) else type(got).__name__
        raise Broken(
            f"The function returned a {name}, expected {wanted}.", expected=wanted, got=f"a {name}"
        )
    if isinstance(got, (list, tuple)):
        kind = type(got).__name__
        mend = "return the number itself" if want == () else "turn it into an array with np.array"
        raise Broken(
            f"The function returned a {kind}, expected {wanted}: {mend}.",
            expected=wanted,
            got=f"a {kind}",
        )
    value = np.asarray(got)
    if value.dtype == bool:
        raise Broken(
            f"The function returned True or False, expected {wanted}.",
            expected=wanted,
            got="a truth value",
        )
    if value.dtype.kind not in "iufc":
        raise Broken(
            f"The answer has dtype {value.dtype}, expected {wanted}.",
            expected=wanted,
            got=f"dtype {value.dtype}",
        )
    if value.shape != want:
        shown = "one number" if value.shape == () else f"an array of shape {value.shape}"
        raise Broken(
            f"The function returned {shown}, expected {wanted}.", expected=wanted, got=shown
        )
    return value, wanted


def short(value):
    """Return a few words for whatever a function returned."""
    if isinstance(value, Other):
        return f"a {value.type_name}"
    if value is None:
        return "nothing"
    array = np.asarray(None if isinstance(value, (str, dict, set)) else value)
    if array.ndim == 0 and array.dtype.kind in "iuf":
        return plain(float(array))
    if array.ndim == 0 and array.dtype.kind == "c":
        return "a complex number"
    if array.ndim and array.dtype.kind in "biufc":
        return f"an array of shape {array.shape}"
    return "True or False" if array.dtype == bool else f"a {type(value).__name__}"
