"""Names the mistake: compares a learner's answers with those that each misconception gives.

Answers are compared as digests, so that a class receives numbers only, never the source of a right
or a wrong solution.
"""

import math

import numpy as np

from autograder.engine.subject import Other

#: Recorded examples of each property whose first answer is kept.
PROBES = 8
#: Fewer answers than this prove nothing.
ENOUGH = 5
#: Stands for an answer of which rounding decides; None stands for one number of an answer.
NOISE = "?noise"
_LONG = 12
#: Of a longer answer so many numbers are kept, evenly spread, and so many sums over all of them.
_SPREAD, _SUMS = 6, 2
#: An answer of more numbers than this is none that a law asked for, and takes long to digest.
_LARGE = 2**18
_DIGITS = 10


def digest(answer):
    """Return a short plain form of an answer: text for what is no number, else a list of numbers.

    First how many numbers tell the shape, then these, then numbers of the answer.
    """
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
        shapes = [number for part in parts for number in part[: head(part)]]
        values = [number for part in parts for number in part[head(part) :]]
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
        # Sums with fixed factors tell long answers apart, unless one of their numbers is noise.
        index = np.arange(flat.size)
        with np.errstate(all="ignore"):
            sums = [np.sum(flat * np.cos(k * index)) for k in range(1, _SUMS + 1)]
        spread = flat[np.linspace(0, flat.size - 1, _SPREAD).astype(int)]
        flat = np.concatenate([spread, sums])
    rounded = [float(f"{v:.{_DIGITS}g}") for v in flat]
    return [float(values.ndim), *map(float, values.shape), *rounded]


def head(one):
    """Return how many numbers of a digest tell the shape."""
    return 1 + int(one[0])


def is_zero(one):
    """Whether a digest stands for an answer without a number other than zero."""
    return not isinstance(one, str) and not any(one[head(one) :])


def alike(one, other):
    """Whether two digests stand for the same answer, up to rounding and to what is noise in either."""
    return within(one, other, other)


def within(one, low, high):
    """Whether the numbers of a digest lie between those of two others, up to rounding."""
    if any(isinstance(part, str) for part in (one, low, high)):
        return one == low == high or NOISE in (low, high)
    if not len(one) == len(low) == len(high):
        return False
    slack = _slack(low, high)
    rows = zip(one, low, high, strict=True)
    return all(None in row or _between(*row, slack) for row in rows)


def _slack(*digests):
    """Return what rounding may add to any number of an answer: a part of the largest."""
    sizes = [abs(v) for one in digests for v in one if v is not None and math.isfinite(v)]
    return 1e-12 * max([1.0, *sizes])


def _between(value, low, high, slack, rtol=1e-8):
    if any(map(math.isnan, (value, low, high))):
        return all(map(math.isnan, (value, low, high)))
    if low <= value <= high:
        return True
    nearest = low if value < low else high
    return math.isfinite(value - nearest) and abs(value - nearest) <= slack + rtol * abs(nearest)


def masked(one, other):
    """Return the digest `one` without what is another in `other`: that is noise."""
    if isinstance(one, str) or isinstance(other, str):
        return one if one == other else NOISE
    if len(one) != len(other) or one[: head(one)] != other[: head(one)]:
        return NOISE
    # Stricter than a comparison is: what moves by nearly as much as that allows may move by more.
    slack = _slack(one) / 10
    return [
        mine if None not in (mine, theirs) and _between(mine, theirs, theirs, slack, 1e-9) else None
        for mine, theirs in zip(one, other, strict=True)
    ]


def span(rows):
    """Return the smallest and the largest numbers of several digests, as two digests."""
    if any(isinstance(row, str) for row in rows) or len(set(map(len, rows))) > 1:
        same = all(row == rows[0] for row in rows)
        return (rows[0], rows[0]) if same else (NOISE, NOISE)
    columns = list(zip(*rows, strict=True))
    low, high = ([None if None in c else end(c) for c in columns] for end in (min, max))
    return low, high


def fitting(answers, right, variants):
    """Return the ids of the misconceptions that give all of `answers`.

    Examples to which the learner's function or the reference gave no number are passed over: an
    unhandled special case, or input that was not refused, does not hide a formula that is wrong. So
    is what the reference or the misconception answers with rounding noise.

    Parameters
    ----------
    answers, right : dict
        ``{property: [digest, ...]}``: the first answers of the learner and of the reference.
    variants : dict
        ``{misconception id: [(low, high), ...]}``: for each of its spellings the least and the
        greatest answers, in the form of `answers`.
    """
    keys = [
        (name, i)
        for name, row in answers.items()
        for i, mine in enumerate(row)
        if i < len(right.get(name, ()))
        and not isinstance(mine, str)
        and not isinstance(right[name][i], str)
    ]
    if len(keys) < ENOUGH:
        return []
    return [
        id
        for id, spellings in variants.items()
        if any(_fits(keys, answers, right, *spelling) for spelling in spellings)
    ]


def _fits(keys, answers, right, low, high):
    steady, differs = 0, False
    for name, i in keys:
        ends = low[name][i], high[name][i]
        if NOISE in ends:
            continue
        steady += 1
        free = right[name][i]
        if not within(_without(answers[name][i], free), *ends):
            return False
        differs = differs or not within(free, *ends)
    return differs and 2 * steady >= len(keys)


def _without(one, right):
    """Return the digest `one` without the numbers that are noise in the right one."""
    if len(one) != len(right):
        return one
    return [None if free is None else mine for mine, free in zip(one, right, strict=True)]
