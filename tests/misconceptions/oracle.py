"""Plausible wrong answers for the Fourier oracle, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from solutions import oracle as right


@misconception(
    "OR-01",
    of="block_phases",
    breaks=["test_block_phases_stay_within_one_turn"],
    says="These phases go on counting whole turns. A wheel that has turned 1.3 times "
    "stands as one that has turned 0.3 times; only that part is its phase.",
)
def whole_turns_too(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)  # refuses what is no frequency
    return np.arange(n_blocks) * f_component / f_target


@misconception(
    "OR-02",
    of="block_phases",
    breaks=["test_block_phases_of_1_3_hz"],
    says="The ratio stands upside down. A block lasts one period of the target; how "
    "many cycles does the *component* go through in that time?",
)
def ratio_upside_down(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.arange(n_blocks) * f_target / f_component % 1


@misconception(
    "OR-03",
    of="block_phases",
    breaks=["test_block_phases_of_1_3_hz"],
    says="These phases are in radians, 6.28 to the turn. Asked for are turns.",
)
def in_radians(f_target, f_component, n_blocks):
    return 2 * np.pi * right.block_phases(f_target, f_component, n_blocks)


@misconception(
    "OR-04",
    of="block_phases",
    breaks=["test_block_phases_of_1_3_hz"],
    says="These are the phases at the *end* of each block. The first block starts at "
    "0 s, with phase 0.",
)
def at_the_end_of_the_block(f_target, f_component, n_blocks):
    return right.block_phases(f_target, f_component, n_blocks + 1)[1:]


@misconception(
    "OR-05",
    of="fold_average",
    breaks=["test_fold_average_keeps_the_target"],
    says="This adds the blocks up and does not divide by their number. The answer "
    "then grows with every block, and what should cancel never gets smaller.",
)
def sum_of_blocks(s, f, n_blocks, samples_per_block):
    return n_blocks * right.fold_average(s, f, n_blocks, samples_per_block)


@misconception(
    "OR-06",
    of="fold_average",
    breaks=["test_fold_average_of_a_ramp"],
    says="The samples reach to the very end of the block, as with np.linspace and its "
    "endpoint. That end is the start of the next block, so a moment of each "
    "cycle counts twice, and the samples stand too far apart.",
)
def endpoint_twice(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    return np.mean(
        [s(np.linspace(k / f, (k + 1) / f, samples_per_block)) for k in range(n_blocks)], axis=0
    )


@misconception(
    "OR-07",
    of="fold_average",
    breaks=["test_fold_average_of_a_ramp"],
    says="These blocks are 2 pi seconds long, whatever the frequency. 2 pi is one "
    "turn as an angle; as a time, one cycle lasts one period of the target.",
)
def two_pi_seconds(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    return right.fold_average(s, 1 / (2 * math.pi), n_blocks, samples_per_block)


@misconception(
    "OR-08",
    of="fold_average",
    breaks=["test_fold_average_of_a_ramp"],
    says="The samples are arranged as (samples, blocks), but time runs through one "
    "block before it enters the next. So neighbors within a block were averaged.",
)
def reshaped_the_other_way(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.arange(n_blocks * samples_per_block) / (samples_per_block * f)
    return s(t).reshape(samples_per_block, n_blocks).mean(axis=1)


@misconception(
    "OR-09",
    of="fold_average",
    breaks=["test_fold_average_is_one_block"],
    says="This averages each block over time, which gives one number for each block. "
    "Stack the blocks, and average over the stack.",
)
def mean_of_each_block(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.arange(n_blocks * samples_per_block) / (samples_per_block * f)
    return s(t).reshape(n_blocks, samples_per_block).mean(axis=1)


@misconception(
    "OR-10",
    of="fold_average",
    breaks=["test_fold_average_cancels_the_rest"],
    says="This is the first block alone. Where nothing is averaged, nothing cancels.",
)
def first_block_only(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    return right.fold_average(s, f, 1, samples_per_block)


@misconception(
    "OR-11",
    of="correlate_block",
    breaks=["test_correlate_block_of_four_samples"],
    says="The answers are half as large as they should be. The mean of sine times "
    "sine is one half, not one.",
)
def half_of_it(block):
    c, d = right.correlate_block(block)
    return c / 2, d / 2


@misconception(
    "OR-12",
    of="correlate_block",
    breaks=["test_correlate_block_of_a_cycle"],
    says="These are bare sums: they grow with the number of samples, though the wave "
    "stays the same.",
)
def bare_sums(block):
    c, d = right.correlate_block(block)
    return c * len(block) / 2, d * len(block) / 2


@misconception(
    "OR-13",
    of="correlate_block",
    breaks=["test_correlate_block_of_four_samples"],
    says="Sine and cosine have changed places. c belongs to the cosine and d to the "
    "sine: a wave that starts with phase 0 has all of its amplitude in d.",
)
def sine_first(block):
    c, d = right.correlate_block(block)
    return d, c


@misconception(
    "OR-14",
    of="correlate_block",
    breaks=["test_correlate_block_of_four_samples"],
    says="The sine part has the wrong sign. exp(-jx) is cos x - j sin x, so the "
    "imaginary part of a Fourier coefficient is *minus* the sine part.",
)
def sign_of_the_imaginary_part(block):
    c, d = right.correlate_block(block)
    return c, -d


@misconception(
    "OR-15",
    of="correlate_block",
    breaks=["test_correlate_block_of_four_samples"],
    says="This sine and cosine reach 2 pi at the last sample. The block ends one "
    "sample later: with m samples the angle grows by 2 pi / m from one to the "
    "next.",
)
def cycle_too_short(block):
    right.correlate_block(block)
    block = np.asarray(block)
    angle = np.linspace(0, 2 * np.pi, len(block))
    return 2 * np.mean(block * np.cos(angle)), 2 * np.mean(block * np.sin(angle))


@misconception(
    "OR-16",
    of="oracle",
    breaks=["test_oracle_finds_a_sine_at_any_phase"],
    says="This compares with the sine alone. A wave that is a quarter of a turn ahead "
    "is orthogonal to it and goes unnoticed; the cosine would have caught it.",
)
def sine_only(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return abs(d)


@misconception(
    "OR-17",
    of="oracle",
    breaks=["test_oracle_finds_a_sine_at_any_phase"],
    says="This tries 36 phases and keeps the best. Between two of them it is low by "
    "up to 0.4 percent; c and d together give the maximum exactly, without a "
    "search.",
)
def scan_of_36_phases(s, f, n_blocks, samples_per_block):
    block = right.fold_average(s, f, n_blocks, samples_per_block)
    angle = 2 * np.pi * np.arange(len(block)) / len(block)
    return float(max(2 * np.mean(block * np.sin(angle + 2 * np.pi * k / 36)) for k in range(36)))


@misconception(
    "OR-18",
    of="oracle",
    breaks=["test_oracle_finds_a_sine_at_any_phase"],
    says="The magnitudes of c and d are added. They stand at right angles, as the two "
    "sides of a triangle do; the amplitude is its longest side.",
)
def sides_added(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return abs(c) + abs(d)


@misconception(
    "OR-19",
    of="oracle",
    breaks=["test_oracle_finds_a_sine"],
    says="This is the square of the amplitude: a tone twice as high would give four times as much.",
)
def amplitude_squared(s, f, n_blocks, samples_per_block):
    return right.oracle(s, f, n_blocks, samples_per_block) ** 2


@misconception(
    "OR-20",
    of="oracle_phase",
    breaks=["test_oracle_phase_of_sine_and_cosine"],
    says="This is the imaginary part of the Fourier coefficient, which grows with the "
    "amplitude. A phase is an angle, and does not.",
)
def imaginary_part(s, f, n_blocks, samples_per_block):
    return -right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))[1]


@misconception(
    "OR-21",
    of="oracle_phase",
    breaks=["test_oracle_phase_of_sine_and_cosine"],
    says="This is the phase of a cosine, A cos(2 pi f t + phi), as the Fourier "
    "transform gives it. Here a sine has phase 0, which is a quarter of a turn "
    "from that.",
)
def phase_of_the_cosine(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return math.atan2(-d, c)


@misconception(
    "OR-22",
    of="oracle_phase",
    breaks=["test_oracle_phase_among_overtones"],
    says="The arctangent of a ratio cannot tell a wave from its opposite, for the two "
    "signs cancel in the ratio. It needs both numbers, each with its sign.",
)
def half_of_the_circle(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return math.atan(c / d) if d else math.copysign(math.pi / 2, c)


@misconception(
    "OR-23",
    of="oracle_phase",
    breaks=["test_oracle_phase_of_sine_and_cosine"],
    says="This phase is in degrees, 360 to the turn. Asked for are radians.",
)
def in_degrees(s, f, n_blocks, samples_per_block):
    return math.degrees(right.oracle_phase(s, f, n_blocks, samples_per_block))


@misconception(
    "OR-24",
    of="attenuation",
    breaks=["test_attenuation_of_one_and_a_half"],
    says="This says that everything but a multiple vanishes at once. It does so only "
    "for certain numbers of blocks; otherwise a remainder is left that shrinks "
    "slowly.",
)
def always_zero(r, n_blocks):
    right.attenuation(r, n_blocks)  # refuses what is no average
    return 1.0 if abs(r - round(r)) < 1e-9 else 0.0


@misconception(
    "OR-25",
    of="attenuation",
    breaks=["test_attenuation_of_one_and_a_half"],
    says="This is what the *sum* of the blocks leaves. The oracle averages: the same, "
    "divided by the number of blocks.",
)
def of_the_sum(r, n_blocks):
    return n_blocks * right.attenuation(r, n_blocks)


@misconception(
    "OR-26",
    of="attenuation",
    breaks=["test_attenuation_repeats"],
    says="This is sin(pi r K) / (pi r K), which has a single peak, at r = 0. Blocks "
    "cannot tell r from r + 1, so every integer has to give 1.",
)
def one_long_average(r, n_blocks):
    right.attenuation(r, n_blocks)
    return float(abs(np.sinc(r * n_blocks)))


@misconception(
    "OR-27",
    of="attenuation",
    breaks=["test_attenuation_repeats"],
    says="A ratio of two sines takes either sign. An amplitude is never negative: "
    "what you found is the amplitude times the sign of the wave that is left.",
)
def with_a_sign(r, n_blocks):
    off = r - round(r)
    sign = np.sign(np.sinc(off * n_blocks)) * (-1.0) ** (round(r) * (n_blocks - 1))
    return float(sign * right.attenuation(r, n_blocks))


@misconception(
    "OR-28",
    of="oracle_phase",
    breaks=["test_oracle_phase_of_sine_and_cosine"],
    says="The two coordinates have changed places. A sine has c = 0 and the phase 0, a cosine d = 0 "
    "and the phase pi/2: from which axis does the angle count?",
)
def angle_from_the_other_axis(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return math.atan2(d, c)


@spelling("OR-28")
def angle_of_a_complex_number(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return float(np.angle(c + 1j * d))


@spelling("OR-28")
def conjugate_of_the_fourier_bin(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    n = n_blocks * samples_per_block
    bin = np.fft.fft(s(np.arange(n) / (samples_per_block * f)))[n_blocks]
    return float(np.arctan2(-bin.imag, bin.real))


@misconception(
    "OR-29",
    of="oracle_phase",
    breaks=["test_oracle_phase_of_sine_and_cosine"],
    says="This phase has the wrong sign. A wave that is ahead of the sine, as the cosine is, has a "
    "phase above zero.",
)
def late_for_early(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return math.atan2(-c, d)


@spelling("OR-29")
def minus_the_phase(s, f, n_blocks, samples_per_block):
    return -right.oracle_phase(s, f, n_blocks, samples_per_block)


@spelling("OR-29")
def quarter_turn_the_wrong_way(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    n = n_blocks * samples_per_block
    bin = np.fft.fft(s(np.arange(n) / (samples_per_block * f)))[n_blocks]
    return float(-np.angle(1j * bin))


@misconception(
    "OR-30",
    of="oracle",
    breaks=["test_oracle_finds_a_sine_at_any_phase"],
    says="c and d are added as they are. They stand at right angles, and either may be negative: "
    "the amplitude is the longest side of their triangle.",
)
def sides_added_with_their_signs(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return abs(c + d)


@spelling("OR-30")
def sum_of_both(s, f, n_blocks, samples_per_block):
    return sum(right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block)))


@spelling("OR-30")
def one_wave_for_both(s, f, n_blocks, samples_per_block):
    block = right.fold_average(s, f, n_blocks, samples_per_block)
    angle = 2 * np.pi * np.arange(len(block)) / len(block)
    return float(abs(2 * np.mean(block * (np.cos(angle) + np.sin(angle)))))


@misconception(
    "OR-31",
    of="fold_average",
    breaks=["test_fold_average_of_a_ramp"],
    says="One row of times reaches to the very end of the last block, as with np.linspace and its "
    "endpoint. So the samples stand a little too far apart, and each block begins later than it "
    "should.",
)
def to_the_end_of_the_last_block(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.linspace(0, n_blocks / f, n_blocks * samples_per_block)
    return s(t).reshape(n_blocks, samples_per_block).mean(axis=0)


@spelling("OR-31")
def one_gap_too_few(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    n = n_blocks * samples_per_block
    x = s(np.arange(n) * (n_blocks / f / (n - 1)))
    return sum(x[k * samples_per_block : (k + 1) * samples_per_block] for k in range(n_blocks)) / (
        n_blocks
    )


@spelling("OR-31")
def every_mth_sample(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    x = s(np.linspace(0, n_blocks / f, n_blocks * samples_per_block, endpoint=True))
    return np.array([np.mean(x[m::samples_per_block]) for m in range(samples_per_block)])


@misconception(
    "OR-32",
    of="block_phases",
    breaks=["test_block_phases_of_1_3_hz"],
    says="These phases are in degrees, 360 to the turn. Asked for are turns.",
)
def phases_in_degrees(f_target, f_component, n_blocks):
    return 360 * right.block_phases(f_target, f_component, n_blocks)


@spelling("OR-32")
def remainder_of_360(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.mod(360 * f_component * np.arange(n_blocks) / f_target, 360)


@spelling("OR-32")
def degrees_of_an_angle(f_target, f_component, n_blocks):
    return np.degrees(2 * np.pi * right.block_phases(f_target, f_component, n_blocks))


@spelling("OR-03")
def remainder_of_two_pi(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.mod(2 * np.pi * f_component * np.arange(n_blocks) / f_target, 2 * np.pi)


@spelling("OR-04")
def counted_from_one(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.arange(1, n_blocks + 1) * (f_component / f_target) % 1


@spelling("OR-05")
def added_up(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.arange(samples_per_block) / (samples_per_block * f)
    return sum(s(t + k / f) for k in range(n_blocks))


@spelling("OR-05")
def sum_over_the_stack(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.arange(n_blocks * samples_per_block) / (samples_per_block * f)
    return s(t).reshape(n_blocks, samples_per_block).sum(axis=0)


@spelling("OR-11")
def means_of_the_products(block):
    right.correlate_block(block)
    x = 2 * np.pi * np.arange(len(block)) / len(block)
    return float(np.mean(np.cos(x) * block)), float(np.mean(np.sin(x) * block))


@spelling("OR-11")
def divided_by_all_samples(block):
    right.correlate_block(block)
    bin = np.fft.rfft(block)[1] / len(block)
    return bin.real, -bin.imag


@spelling("OR-12")
def dot_products(block):
    right.correlate_block(block)
    x = 2 * np.pi * np.arange(len(block)) / len(block)
    return float(np.dot(block, np.cos(x))), float(np.dot(block, np.sin(x)))


@spelling("OR-12")
def bare_fourier_bin(block):
    right.correlate_block(block)
    bin = np.fft.fft(block)[1]
    return bin.real, -bin.imag


@spelling("OR-14")
def parts_of_the_fourier_bin(block):
    right.correlate_block(block)
    bin = 2 * np.fft.fft(block)[1] / len(block)
    return bin.real, bin.imag


@spelling("OR-19")
def squares_added(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return c**2 + d**2


@spelling("OR-21")
def angle_of_the_fourier_bin(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    n = n_blocks * samples_per_block
    return float(np.angle(np.fft.fft(s(np.arange(n) / (samples_per_block * f)))[n_blocks]))


@spelling("OR-23")
def numpy_degrees(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return float(np.degrees(np.arctan2(c, d)))


@spelling("OR-25")
def length_of_the_sum(r, n_blocks):
    right.attenuation(r, n_blocks)
    return float(abs(np.sum(np.exp(2j * np.pi * r * np.arange(n_blocks)))))
