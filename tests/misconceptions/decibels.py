"""Plausible wrong answers for levels, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import decibels


def _refuse(x, ref):
    """Refuse what is no signal and what is no reference, as the reference does."""
    decibels.level_db(x, ref)


def _levels(db):
    """Return levels as an array, without NaN."""
    decibels.db_to_amplitude(db)
    return np.asarray(db, dtype=np.float64)


@misconception(
    "DB-01",
    of="level_db",
    breaks=["test_level_db_of_ten_times"],
    says="That is 10 log10 of an amplitude ratio. Ten times the logarithm belongs to "
    "powers; pressure is a root-power quantity, its square is the power, and the "
    "square doubles the factor.",
)
def ten_logs_of_amplitude(x, ref):
    return decibels.level_db(x, ref) / 2


@spelling("DB-01")
def ten_logs_of_the_ratio(x, ref):
    _refuse(x, ref)
    value = math.sqrt(np.dot(x, x) / len(x))
    return 10 * math.log10(value / ref) if value else -math.inf


@spelling("DB-01")
def ten_logs_one_by_one(x, ref):
    _refuse(x, ref)
    with np.errstate(divide="ignore"):
        return 10 * (np.log10(decibels.rms(x)) - np.log10(ref))


@misconception(
    "DB-02",
    of="rms",
    breaks=["test_rms_of_three_and_four", "test_rms_scaling"],
    says="This is the mean of the squares, without the root. Its unit is Pa squared: "
    "twice the signal gives four times the answer.",
)
def mean_square(x):
    return float(np.mean(np.square(as_signal(x))))


@spelling("DB-02")
def sum_of_squares_by_n(x):
    x = as_signal(x)
    return sum(v * v for v in x.tolist()) / x.size


@spelling("DB-02")
def dot_product_by_n(x):
    x = as_signal(x)
    return x @ x / len(x)


@misconception(
    "DB-03",
    of="rms",
    breaks=["test_rms_of_a_sine"],
    says="This is the largest magnitude, the peak. A single click would count as much "
    "as a tone that lasts all the time.",
)
def peak(x):
    return float(np.max(np.abs(as_signal(x))))


@spelling("DB-03")
def larger_of_the_extremes(x):
    x = as_signal(x)
    return max(x.max(), -x.min())


@spelling("DB-03")
def maximum_norm(x):
    return np.linalg.norm(as_signal(x), np.inf)


@misconception(
    "DB-04",
    of="rms",
    breaks=["test_rms_of_a_sine"],
    says="This is the average magnitude. It weighs samples evenly, but power goes with "
    "the square, so large samples count more.",
)
def mean_magnitude(x):
    return float(np.mean(np.abs(as_signal(x))))


@spelling("DB-04")
def root_of_each_square(x):
    return np.mean(np.sqrt(as_signal(x) ** 2))


@spelling("DB-04")
def sum_norm_by_n(x):
    x = as_signal(x)
    return np.linalg.norm(x, 1) / x.size


@misconception(
    "DB-05",
    of="rms",
    breaks=["test_rms_counts_the_mean"],
    says="This takes the mean out first: it is the standard deviation. The two agree "
    "only for signals with mean zero; a constant carries power too.",
)
def standard_deviation(x):
    return float(np.std(as_signal(x)))


@spelling("DB-05")
def rms_of_what_varies(x):
    x = as_signal(x)
    return decibels.rms(x - x.mean())


@spelling("DB-05")
def root_of_the_variance(x):
    x = as_signal(x).tolist()
    mean = math.fsum(x) / len(x)
    return math.sqrt(math.fsum((v - mean) ** 2 for v in x) / len(x))


@misconception(
    "DB-06",
    of="level_at_distance",
    breaks=["test_level_at_distance_doubled"],
    says="This applies the square twice. 1/r^2 is the law of the intensity; the pressure "
    "falls as 1/r, and both say -6.02 dB for twice the distance.",
)
def inverse_square_on_pressure(level, r1, r2):
    return 2 * decibels.level_at_distance(level, r1, r2) - level


@spelling("DB-06")
def forty_logs(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)  # refuses what is no distance
    return level - 40 * math.log10(r2 / r1)


@spelling("DB-06")
def twenty_logs_of_the_squares(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)
    return level + 20 * np.log10((r1 / r2) ** 2)


@misconception(
    "DB-07",
    of="sum_levels",
    breaks=["test_sum_levels_of_equal_sources"],
    says="This adds the amplitudes, as if all sources moved in step. The phases of "
    "independent sources are unrelated, so their powers add.",
)
def amplitudes_add(levels):
    if decibels.sum_levels(levels) == -math.inf:
        return -math.inf
    return float(20 * np.log10(np.sum(10 ** (np.asarray(levels) / 20))))


@spelling("DB-07")
def amplitudes_add_without_overflow(levels):
    decibels.sum_levels(levels)
    top = max(levels)
    if top == -math.inf:
        return top
    return top + 20 * math.log10(sum(10 ** ((level - top) / 20) for level in levels))


@spelling("DB-07")
def amplitudes_add_by_helper(levels):
    decibels.sum_levels(levels)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(decibels.db_to_amplitude(levels).sum())


@misconception(
    "DB-08",
    of="level_db",
    breaks=["test_level_db_of_silence"],
    between=True,
    says="Something keeps the logarithm finite for silence: a small constant in it, or a floor. The "
    "level of silence is -inf, and of every quiet signal it becomes wrong. Treat silence as its own "
    "case.",
)
def tiny_constant_in_the_log(x, ref):
    _refuse(x, ref)
    return 20 * math.log10((decibels.rms(x) + 1e-10) / ref)


@spelling("DB-08")
def smallest_number_in_the_log(x, ref):
    _refuse(x, ref)
    return 20 * math.log10(decibels.rms(x) / ref + 1e-300)


@spelling("DB-08")
def small_floor_under_the_rms(x, ref):
    _refuse(x, ref)
    return 20 * math.log10(max(decibels.rms(x), 1e-20 * ref) / ref)


@spelling("DB-08")
def large_constant_in_the_log(x, ref):
    _refuse(x, ref)
    return 20 * math.log10(decibels.rms(x) / ref + 1e-2)


@spelling("DB-08")
def large_constant_on_the_rms(x, ref):
    _refuse(x, ref)
    return 20 * math.log10((decibels.rms(x) + 1e-2) / ref)


@misconception(
    "DB-09",
    of="db_to_amplitude",
    breaks=["test_db_to_amplitude_of_twenty"],
    says="Dividing by 10 gives the ratio of powers. An amplitude is the root of a power, "
    "so its exponent is half as large.",
)
def power_ratio(db):
    return decibels.db_to_amplitude(db) ** 2


@spelling("DB-09")
def exponent_by_ten(db):
    return 10 ** (_levels(db) / 10)


@spelling("DB-09")
def exponential_of_a_tenth(db):
    return np.exp(_levels(db) * math.log(10) / 10)


@misconception(
    "DB-10",
    of="level_at_distance",
    breaks=["test_level_at_distance_doubled"],
    says="The ratio stands upside down: the level grows with the distance. Farther away "
    "must be quieter.",
)
def louder_farther_away(level, r1, r2):
    return decibels.level_at_distance(level, r2, r1)


@spelling("DB-10")
def log_of_the_inverse(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)
    return level + 20 * math.log10(r2 / r1)


@spelling("DB-10")
def minus_for_plus(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)
    return level - 20 * (np.log10(r1) - np.log10(r2))


@misconception(
    "DB-11",
    of="sum_levels",
    breaks=["test_sum_levels_of_equal_sources"],
    says="Decibels are logarithms, so adding them multiplies the powers. Go back to "
    "powers, add those, and take the logarithm of the sum.",
)
def decibels_add(levels):
    decibels.sum_levels(levels)  # refuses what is no list of levels
    return float(np.sum(np.asarray(levels, dtype=float)))


@spelling("DB-11")
def decibels_add_in_a_loop(levels):
    decibels.sum_levels(levels)
    total = 0.0
    for level in levels:
        total += level
    return total


@spelling("DB-11")
def logarithm_of_the_product(levels):
    decibels.sum_levels(levels)
    return 10 * sum(math.log10(10 ** (v / 10)) if abs(v) < 3000 else v / 10 for v in levels)


@misconception(
    "DB-12",
    of="spl_db",
    breaks=["test_spl_db_of_one_pascal"],
    says="The reference here is 1 Pa. In air 0 dB SPL is 20 micropascals, 93.98 dB below that.",
)
def relative_to_one_pascal(p_pa):
    return decibels.level_db(p_pa, 1.0)


@spelling("DB-12")
def twenty_logs_of_the_pascals(p_pa):
    value = decibels.rms(p_pa)
    return 20 * math.log10(value) if value else -math.inf


@spelling("DB-12")
def mean_power_in_db(p_pa):
    p = as_signal(p_pa)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(np.mean(p**2))


@misconception(
    "DB-13",
    of="level_at_distance",
    breaks=["test_level_at_distance_doubled"],
    says="This takes the ratio of the distances for one of powers: 3 dB for twice the distance. The "
    "pressure falls as 1/r, and pressure is a root-power quantity: its square is the power.",
)
def ten_logs_of_the_distances(level, r1, r2):
    return (decibels.level_at_distance(level, r1, r2) + level) / 2


@spelling("DB-13")
def ten_logs_of_the_distance_ratio(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)
    return level - 10 * math.log10(r2 / r1)


@spelling("DB-13")
def twenty_logs_of_a_root(level, r1, r2):
    decibels.level_at_distance(level, r1, r2)
    return level + 20 * np.log10(np.sqrt(r1) / np.sqrt(r2))


@misconception(
    "DB-14",
    of="level_db",
    breaks=["test_level_db_of_ten_times"],
    says="This is the natural logarithm. Decibels count in powers of ten: math.log is the natural "
    "one, math.log10 the common one.",
)
def natural_logarithm(x, ref):
    return decibels.level_db(x, ref) * math.log(10)


@spelling("DB-14")
def twenty_natural_logs(x, ref):
    _refuse(x, ref)
    value = decibels.rms(x)
    return 20 * math.log(value / ref) if value else -math.inf


@spelling("DB-14")
def ten_natural_logs_of_the_power(x, ref):
    _refuse(x, ref)
    with np.errstate(divide="ignore"):
        return 10 * np.log(np.mean(np.square(x))) - 20 * np.log(ref)


@misconception(
    "DB-15",
    of="sum_levels",
    breaks=["test_sum_levels_of_equal_sources"],
    says="This is the level of the mean power. Two equal sources together have twice the power of "
    "one, not the same: sum, do not average.",
)
def mean_of_the_powers(levels):
    return decibels.sum_levels(levels) - 10 * math.log10(len(levels))


@spelling("DB-15")
def average_power(levels):
    decibels.sum_levels(levels)
    top = max(levels)
    if top == -math.inf:
        return top
    return top + 10 * math.log10(np.mean(10 ** ((np.asarray(levels) - top) / 10)))


@spelling("DB-15")
def sum_of_powers_by_count(levels):
    decibels.sum_levels(levels)
    with np.errstate(divide="ignore"):
        powers = np.power(10.0, np.asarray(levels) / 10)
        return 10 * np.log10(powers.sum() / powers.size)
