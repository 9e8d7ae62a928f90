"""Independent right answers for levels: other algorithms, other libraries, other styles."""

import math
from fractions import Fraction
from functools import reduce

import numpy as np
from scipy import special

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="rms")
def norm_over_root_n(x):
    x = as_signal(x)
    return np.linalg.norm(x) / math.sqrt(len(x))


@alternative(of="rms")
def plain_loop(x):
    total = 0.0
    count = 0
    for sample in as_signal(x):
        total += sample * sample
        count += 1
    return (total / count) ** 0.5


@alternative(of="rms")
def dot_product(x):
    x = as_signal(x)
    return np.sqrt(x @ x / x.size)


@alternative(of="level_db")
def difference_of_logarithms(x, ref):
    x = as_signal(x)
    if not 0 < ref < math.inf:
        raise ValueError("ref")
    power = math.fsum(sample * sample for sample in x) / len(x)
    return 10 * math.log10(power) - 20 * math.log10(ref) if power else -math.inf


@alternative(of="level_db")
def natural_logarithms(x, ref):
    x = as_signal(x)
    if not np.isfinite(ref) or ref <= 0:
        raise ValueError("ref")
    with np.errstate(divide="ignore"):
        return 20 / np.log(10) * np.log(np.linalg.norm(x) / (ref * np.sqrt(x.size)))


@alternative(of="level_db")
def no_numpy_inside(x, ref):
    x = as_signal(x).tolist()
    if not 0 < ref < math.inf:
        raise ValueError("ref")
    strength = math.hypot(*x)
    return 20 * (math.log10(strength / ref) - math.log10(len(x)) / 2) if strength else -math.inf


@alternative(of="spl_db")
def pascals_plus_94(p_pa):
    p_pa = as_signal(p_pa)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(np.mean(p_pa**2)) + 10 * np.log10(2.5e9)


@alternative(of="spl_db")
def micropascals(p_pa):
    p_pa = as_signal(p_pa) * 1e6
    power = sum(sample**2 for sample in p_pa) / len(p_pa)
    return 10 * math.log10(power / 400) if power > 0 else float("-inf")


@alternative(of="spl_db")
def power_in_a_loop(p_pa):
    power = n = 0
    for sample in as_signal(p_pa).tolist():
        n += 1
        power += (sample * sample - power) / n  # the mean so far
    return 94 - 0.02059991327962422 + 10 * math.log10(power) if power else -math.inf


@alternative(of="db_to_amplitude")
def exponential(db):
    return np.exp(_numbers(db) * (math.log(10) / 20))


@alternative(of="db_to_amplitude")
def exp10(db):
    return special.exp10(_numbers(db) / 20)


@alternative(of="db_to_amplitude")
def one_by_one(db):
    db = _numbers(db)
    return np.array([math.pow(10, one / 20) for one in db.ravel()]).reshape(db.shape)


@alternative(of="level_at_distance")
def through_the_intensity(level, r1, r2):
    if not (0 < r1 < math.inf and 0 < r2 < math.inf):
        raise ValueError("distance")
    intensity = 10 ** (level / 10) * (r1 / r2) ** 2
    return 10 * math.log10(intensity)


@alternative(of="level_at_distance")
def through_logarithms(level, r1, r2):
    r1, r2 = np.float64(r1), np.float64(r2)
    if not (np.isfinite([r1, r2]).all() and r1 > 0 and r2 > 0):
        raise ValueError("distance")
    return level - 20 * (np.log10(r2) - np.log10(r1))


@alternative(of="level_at_distance")
def in_doublings(level, r1, r2):
    for r in (r1, r2):
        if r <= 0 or r == math.inf or r != r:
            raise ValueError("distance")
    return level - 20 * math.log10(2) * math.log2(r2 / r1)


@alternative(of="sum_levels")
def logsumexp(levels):
    levels = _checked(levels)
    scale = 10 / math.log(10)
    return scale * special.logsumexp(levels / scale)


@alternative(of="sum_levels")
def pairwise(levels):
    total = -math.inf
    for level in sorted(_checked(levels)):
        high, low = max(total, level), min(total, level)
        if low > -math.inf:
            high += 10 * math.log1p(10 ** ((low - high) / 10)) / math.log(10)
        total = high
    return total


@alternative(of="sum_levels")
def exact_fractions(levels):
    levels = _checked(levels)
    top = max(levels)
    if top == -math.inf:
        return top
    total = sum(Fraction(10 ** ((level - top) / 10)) for level in levels)
    return top + 10 * math.log10(total)


@alternative(of="sum_levels")
def reduced(levels):
    return reduce(np.logaddexp, _checked(levels) * (math.log(10) / 10)) * (10 / math.log(10))


def _numbers(db):
    db = np.asarray(db, dtype=float)
    if np.isnan(db).any():
        raise ValueError("db")
    return db


def _checked(levels):
    levels = np.asarray(levels, dtype=float)
    if levels.ndim != 1 or not levels.size or np.isnan(levels).any() or (levels == np.inf).any():
        raise ValueError("levels")
    return levels
