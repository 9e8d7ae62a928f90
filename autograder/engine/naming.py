"""Names the mistake: compares a learner's answers with those that each misconception gives.

Answers are compared as digests, so that a class receives numbers only, never the source of a right
or a wrong solution.
"""

import numpy as np

from autograder.engine.subject import Other

#: Recorded examples of each property whose first answer is kept.
PROBES = 8
#: Fewer answers than this prove nothing.
ENOUGH = 5
#: Stands for an answer of which rounding decides.
NOISE = "?noise"
_LONG = 12
#: An answer of more numbers than this is none that a law asked for, and takes long to digest.
_LARGE = 2**18
_DIGITS = 10


def digest(answer):
    """Return a short plain form of an answer: text for what is no number, else a list of numbers."""
    if answer is None or isinstance(answer, (str, Other)):
        return answer if isinstance(answer, str) else f"?{type(answer).__name__}"
    if isinstance(answer, (list, tuple)) and any(isinstance(a, Other) for a in answer):
        return "?list"
    try:
        values = np.asarray(answer)
        numeric = values.dtype.kind in "biufc"
    except ValueError:  # parts of unequal shapes: each has its own digest
        parts = [digest(part) for part in answer]
        if any(isinstance(part, str) for part in parts):
            return f"?{type(answer).__name__}"
        shapes = [number for part in parts for number in part[: 1 + int(part[0])]]
        values = [number for part in parts for number in part[1 + int(part[0]) :]]
        return [float(len(shapes)), *shapes, *values]
    if not numeric:
        return f"?{type(answer).__name__}"
    if values.size > _LARGE:
        return "?large"
    if values.dtype in (np.float32, np.complex64):
        return "?single precision"  # its last digits, which would be told, depend on the processor
    flat = values.ravel()
    if np.iscomplexobj(flat):
        flat = np.concatenate([flat.real, flat.imag])
    flat = flat.astype(np.float64)
    if flat.size > _LONG:
        # Projections on fixed directions tell long answers apart in a few numbers.
        index = np.arange(flat.size)
        with np.errstate(all="ignore"):
            flat = np.array([np.sum(flat * np.cos(k * index)) for k in range(1, 5)])
    rounded = [float(f"{v:.{_DIGITS}g}") for v in flat]
    return [float(values.ndim), *map(float, values.shape), *rounded]


def is_zero(one):
    """Whether a digest stands for an answer without a number other than zero."""
    return not isinstance(one, str) and not any(one[1 + int(one[0]) :])


def alike(one, other):
    """Whether two digests stand for the same answer, up to rounding."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return len(one) == len(other) and bool(
        np.allclose(one, other, rtol=1e-8, atol=1e-12, equal_nan=True)
    )


def name_mistake(answers, right, variants, own=()):
    """Return the id of the only misconception that gives all of `answers`, or None.

    A mistake in this very function goes before those in functions that it calls: a sign that is
    wrong here, or there, gives the same answers.

    Examples to which the learner's function or the reference gave no number are passed over: an
    unhandled special case, or input that was not refused, does not hide a formula that is wrong. So
    are those to which the reference or the misconception answers with rounding noise.

    Parameters
    ----------
    answers, right : dict
        ``{property: [digest, ...]}``: the first answers of the learner and of the reference.
    variants : dict
        ``{misconception id: {property: [digest, ...]}}``.
    own : container of str, optional
        The ids of the misconceptions of this exercise itself.
    """
    keys = [
        (name, i)
        for name, row in answers.items()
        for i, mine in enumerate(row)
        if i < len(right[name])
        and not isinstance(mine, str)
        and not isinstance(right[name][i], str)
    ]
    if len(keys) < ENOUGH:
        return None
    fits = [id for id, theirs in variants.items() if _fits(keys, answers, right, theirs)]
    fits = [id for id in fits if id in own] or fits
    return fits[0] if len(fits) == 1 else None


def _fits(keys, answers, right, theirs):
    steady = [(name, i) for name, i in keys if theirs[name][i] != NOISE]
    return (
        2 * len(steady) >= len(keys)
        and all(alike(answers[n][i], theirs[n][i]) for n, i in steady)
        and not all(alike(right[n][i], theirs[n][i]) for n, i in steady)
    )
