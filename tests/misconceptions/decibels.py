"""Plausible wrong answers for levels, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception
from autograder.studio import as_signal
from solutions import decibels


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


@misconception(
    "DB-02",
    of="rms",
    breaks=["test_rms_of_three_and_four", "test_rms_scaling"],
    says="This is the mean of the squares, without the root. Its unit is Pa squared: "
    "twice the signal gives four times the answer.",
)
def mean_square(x):
    return float(np.mean(np.square(as_signal(x))))


@misconception(
    "DB-03",
    of="rms",
    breaks=["test_rms_of_a_sine"],
    says="This is the largest magnitude, the peak. A single click would count as much "
    "as a tone that lasts all the time.",
)
def peak(x):
    return float(np.max(np.abs(as_signal(x))))


@misconception(
    "DB-04",
    of="rms",
    breaks=["test_rms_of_a_sine"],
    says="This is the average magnitude. It weighs samples evenly, but power goes with "
    "the square, so large samples count more.",
)
def mean_magnitude(x):
    return float(np.mean(np.abs(as_signal(x))))


@misconception(
    "DB-05",
    of="rms",
    breaks=["test_rms_counts_the_mean"],
    says="This takes the mean out first: it is the standard deviation. The two agree "
    "only for signals with mean zero; a constant carries power too.",
)
def standard_deviation(x):
    return float(np.std(as_signal(x)))


@misconception(
    "DB-06",
    of="level_at_distance",
    breaks=["test_level_at_distance_doubled"],
    says="This applies the square twice. 1/r^2 is the law of the intensity; the pressure "
    "falls as 1/r, and both say -6.02 dB for twice the distance.",
)
def inverse_square_on_pressure(level, r1, r2):
    return 2 * decibels.level_at_distance(level, r1, r2) - level


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


@misconception(
    "DB-08",
    of="level_db",
    breaks=["test_level_db_of_silence"],
    says="A small constant inside the logarithm keeps it finite for silence, but changes "
    "the level of every quiet signal. Treat silence as its own case.",
)
def tiny_constant_in_the_log(x, ref):
    decibels.level_db(x, ref)  # refuses what is no signal or no reference
    return 20 * math.log10((decibels.rms(x) + 1e-10) / ref)


@misconception(
    "DB-09",
    of="db_to_amplitude",
    breaks=["test_db_to_amplitude_of_twenty"],
    says="Dividing by 10 gives the ratio of powers. An amplitude is the root of a power, "
    "so its exponent is half as large.",
)
def power_ratio(db):
    return decibels.db_to_amplitude(db) ** 2


@misconception(
    "DB-10",
    of="level_at_distance",
    breaks=["test_level_at_distance_doubled"],
    says="The ratio stands upside down: the level grows with the distance. Farther away "
    "must be quieter.",
)
def louder_farther_away(level, r1, r2):
    return decibels.level_at_distance(level, r2, r1)


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


@misconception(
    "DB-12",
    of="spl_db",
    breaks=["test_spl_db_of_one_pascal"],
    says="The reference here is 1 Pa. In air 0 dB SPL is 20 micropascals, 93.98 dB below that.",
)
def relative_to_one_pascal(p_pa):
    return decibels.level_db(p_pa, 1.0)
