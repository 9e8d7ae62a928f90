"""Plausible wrong answers for the Fourier oracle, with what to tell the learner."""

import cmath
import math

import numpy as np
from scipy import integrate, special

from autograder.laws import misconception, spelling
from solutions import oracle as right


def _samples(s, f, n_blocks, samples_per_block):
    """Return all samples of all blocks, after the reference has refused what is no block."""
    right.fold_average(s, f, n_blocks, samples_per_block)
    return s(np.arange(n_blocks * samples_per_block) / (samples_per_block * f))


def _bin(s, f, n_blocks, samples_per_block):
    """Return c - jd: the bin of the target in the Fourier transform of all samples."""
    x = _samples(s, f, n_blocks, samples_per_block)
    return complex(2 / len(x) * np.fft.fft(x)[n_blocks])


def _angles(block):
    """Return the angles of one cycle, after the reference has refused what is no block."""
    right.correlate_block(block)
    return 2 * np.pi * np.arange(len(block)) / len(block)


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


@spelling("OR-01")
def cycles_since_the_start(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    period = 1 / f_target
    return np.array([f_component * k * period for k in range(n_blocks)])


@spelling("OR-01")
def ratio_added_again_and_again(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    ratio = f_component / f_target
    return np.linspace(0, (n_blocks - 1) * ratio, n_blocks)


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


@spelling("OR-02")
def blocks_of_the_component(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    starts = np.arange(n_blocks) * np.divide(1, f_component)
    return np.modf(f_target * starts)[0]


@spelling("OR-02")
def target_over_component(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.array([math.fmod(k * (f_target / f_component), 1) for k in range(n_blocks)])


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


@spelling("OR-06")
def one_row_with_its_end(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t, total = np.linspace(0, 1 / f, samples_per_block), 0
    for _ in range(n_blocks):
        total, t = total + s(t), t + 1 / f
    return total / n_blocks


@spelling("OR-06")
def gaps_for_samples(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    gap = 1 / (f * (samples_per_block - 1))
    k, m = np.ogrid[:n_blocks, :samples_per_block]
    return np.average(s(k / f + m * gap), axis=0)


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


@spelling("OR-07")
def angles_for_times(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.arange(n_blocks * samples_per_block) / (samples_per_block * f)
    return s(2 * np.pi * f * t).reshape(n_blocks, samples_per_block).mean(axis=0)


@spelling("OR-07")
def from_zero_to_two_pi(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    cycle = np.linspace(0, math.tau, samples_per_block, endpoint=False)
    return sum(s(cycle + math.tau * k) for k in range(n_blocks)) / n_blocks


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


@spelling("OR-08")
def filled_by_columns(s, f, n_blocks, samples_per_block):
    x = _samples(s, f, n_blocks, samples_per_block)
    return x.reshape((n_blocks, samples_per_block), order="F").mean(axis=0)


@spelling("OR-08")
def neighbors_averaged(s, f, n_blocks, samples_per_block):
    x = _samples(s, f, n_blocks, samples_per_block)
    return np.array([np.mean(x[k : k + n_blocks]) for k in range(0, len(x), n_blocks)])


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


@spelling("OR-09")
def block_by_block(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    t = np.linspace(0, 1 / f, samples_per_block, endpoint=False)
    return np.array([np.mean(s(t + k / f)) for k in range(n_blocks)])


@spelling("OR-09")
def averages_of_the_split(s, f, n_blocks, samples_per_block):
    blocks = np.split(_samples(s, f, n_blocks, samples_per_block), n_blocks)
    return np.stack([np.sum(block) / samples_per_block for block in blocks])


@misconception(
    "OR-10",
    of="fold_average",
    breaks=["test_fold_average_cancels_the_rest"],
    says="This is the first block alone. Where nothing is averaged, nothing cancels.",
)
def first_block_only(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    return right.fold_average(s, f, 1, samples_per_block)


@spelling("OR-10")
def first_row_of_the_table(s, f, n_blocks, samples_per_block):
    return _samples(s, f, n_blocks, samples_per_block).reshape(n_blocks, -1)[0]


@spelling("OR-10")
def always_from_zero_seconds(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    total = np.zeros(samples_per_block)
    for _ in range(n_blocks):
        total += s(np.arange(samples_per_block) / (samples_per_block * f))
    return total / n_blocks


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


@spelling("OR-13")
def sine_before_cosine(block):
    x = _angles(block)
    return tuple(2 / len(block) * float(np.dot(block, wave(x))) for wave in (np.sin, np.cos))


@spelling("OR-13")
def imaginary_part_first(block):
    right.correlate_block(block)
    bin = np.fft.rfft(block)[1] * 2 / len(block)
    return -bin.imag, bin.real


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


@spelling("OR-15")
def one_gap_less_than_samples(block):
    right.correlate_block(block)
    m, c, d = len(block), 0.0, 0.0
    for k in range(m):
        c += float(block[k]) * math.cos(math.tau * k / (m - 1)) * 2 / m
        d += float(block[k]) * math.sin(math.tau * k / (m - 1)) * 2 / m
    return c, d


@spelling("OR-15")
def integral_over_the_cycle(block):
    right.correlate_block(block)
    x = np.linspace(0, 2 * np.pi, len(block))
    return tuple(
        float(integrate.trapezoid(block * wave(x), x) / np.pi) for wave in (np.cos, np.sin)
    )


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


@spelling("OR-16")
def imaginary_part_alone(s, f, n_blocks, samples_per_block):
    return abs(_bin(s, f, n_blocks, samples_per_block).imag)


@spelling("OR-16")
def mean_of_sine_times_signal(s, f, n_blocks, samples_per_block):
    x = _samples(s, f, n_blocks, samples_per_block)
    t = np.arange(len(x)) / (samples_per_block * f)
    return float(2 * np.mean(x * np.sin(2 * np.pi * f * t)))


@misconception(
    "OR-17",
    of="oracle",
    breaks=["test_oracle_finds_a_sine_at_any_phase"],
    between=True,
    says="This keeps the best of some phases. Between two of them it is low, of 36 phases by "
    "up to 0.4 percent; c and d together give the maximum exactly, without a search.",
)
def scan_of_36_phases(s, f, n_blocks, samples_per_block):
    block = right.fold_average(s, f, n_blocks, samples_per_block)
    angle = 2 * np.pi * np.arange(len(block)) / len(block)
    return float(max(2 * np.mean(block * np.sin(angle + 2 * np.pi * k / 36)) for k in range(36)))


@spelling("OR-17")
def scan_of_4_phases(s, f, n_blocks, samples_per_block):
    z = _bin(s, f, n_blocks, samples_per_block)
    return max(z.real, z.imag, -z.real, -z.imag)


@spelling("OR-17")
def scan_of_5_phases(s, f, n_blocks, samples_per_block):
    z = _bin(s, f, n_blocks, samples_per_block)
    return float(np.max(np.imag(z.conjugate() * np.exp(2j * np.pi * np.arange(5) / 5))))


@spelling("OR-17")
def scan_degree_by_degree(s, f, n_blocks, samples_per_block):
    block = right.fold_average(s, f, n_blocks, samples_per_block)
    waves = np.sin(_angles(block) + np.radians(np.arange(360))[:, np.newaxis])
    return float(np.max(waves @ block) * 2 / samples_per_block)


@spelling("OR-17")
def scan_in_tenths_of_a_degree(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    phases = np.radians(np.arange(3600) / 10)
    return float(np.max(c * np.sin(phases) + d * np.cos(phases)))


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


@spelling("OR-18")
def parts_of_the_bin_added(s, f, n_blocks, samples_per_block):
    z = _bin(s, f, n_blocks, samples_per_block)
    return abs(z.real) + abs(z.imag)


@spelling("OR-18")
def sum_norm(s, f, n_blocks, samples_per_block):
    x = _angles(block := right.fold_average(s, f, n_blocks, samples_per_block))
    return np.linalg.norm(np.stack([np.cos(x), np.sin(x)]) @ block, 1) * 2 / len(block)


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


@spelling("OR-20")
def imaginary_part_of_the_bin(s, f, n_blocks, samples_per_block):
    return _bin(s, f, n_blocks, samples_per_block).imag


@spelling("OR-20")
def imaginary_part_of_the_sum(s, f, n_blocks, samples_per_block):
    block = right.fold_average(s, f, n_blocks, samples_per_block)
    return float(np.imag(np.sum(block * np.exp(-1j * _angles(block)))))


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


@spelling("OR-22")
def arctangent_of_the_quotient(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.arctan(np.divide(c, d)))


@spelling("OR-22")
def arctangent_of_the_parts(s, f, n_blocks, samples_per_block):
    z = _bin(s, f, n_blocks, samples_per_block)
    return math.atan(z.real / -z.imag)


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


@spelling("OR-24")
def one_or_nothing(r, n_blocks):
    right.attenuation(r, n_blocks)
    return 1.0 if r % 1 == 0 else 0.0


@spelling("OR-24")
def one_where_it_is_close(r, n_blocks):
    right.attenuation(r, n_blocks)
    return float(np.isclose(r, np.round(r)))


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


@spelling("OR-26")
def sine_over_its_angle(r, n_blocks):
    right.attenuation(r, n_blocks)
    x = math.pi * r * n_blocks
    return abs(math.sin(x) / x) if x else 1.0


@spelling("OR-26")
def integral_of_the_pointer(r, n_blocks):
    right.attenuation(r, n_blocks)
    x = 2j * np.pi * r * n_blocks
    return abs((cmath.exp(x) - 1) / x) if x else 1.0


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


@spelling("OR-27")
def quotient_with_its_sign(r, n_blocks):
    right.attenuation(r, n_blocks)
    if abs(r - round(r)) < 1e-9:
        return 1.0
    return math.sin(math.pi * r * n_blocks) / (n_blocks * math.sin(math.pi * r))


@spelling("OR-27")
def periodic_sinc(r, n_blocks):
    right.attenuation(r, n_blocks)
    return float(special.diric(2 * np.pi * r, n_blocks))


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


@spelling("OR-03")
def angle_of_a_pointer(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.angle(np.exp(2j * np.pi * f_component / f_target * np.arange(n_blocks)))


@spelling("OR-04")
def counted_from_one(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    return np.arange(1, n_blocks + 1) * (f_component / f_target) % 1


@spelling("OR-04")
def turned_before_it_is_noted(f_target, f_component, n_blocks):
    right.block_phases(f_target, f_component, n_blocks)
    phase, phases = 0.0, []
    for _ in range(n_blocks):
        phase = math.fmod(phase + f_component / f_target, 1)
        phases.append(phase)
    return np.array(phases)


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


@spelling("OR-14")
def mean_of_the_turning_pointer(block):
    z = 2 * np.mean(block * np.exp(-1j * _angles(block)))
    return float(z.real), float(z.imag)


@spelling("OR-19")
def squares_added(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return c**2 + d**2


@spelling("OR-19")
def power_of_the_bin(s, f, n_blocks, samples_per_block):
    z = _bin(s, f, n_blocks, samples_per_block)
    return (z * z.conjugate()).real


@spelling("OR-21")
def angle_of_the_fourier_bin(s, f, n_blocks, samples_per_block):
    right.fold_average(s, f, n_blocks, samples_per_block)
    n = n_blocks * samples_per_block
    return float(np.angle(np.fft.fft(s(np.arange(n) / (samples_per_block * f)))[n_blocks]))


@spelling("OR-21")
def angle_of_the_mean_pointer(s, f, n_blocks, samples_per_block):
    x = _samples(s, f, n_blocks, samples_per_block)
    t = np.arange(len(x)) / (samples_per_block * f)
    return cmath.phase(np.vdot(np.exp(2j * np.pi * f * t), x))


@spelling("OR-23")
def numpy_degrees(s, f, n_blocks, samples_per_block):
    c, d = right.correlate_block(right.fold_average(s, f, n_blocks, samples_per_block))
    return float(np.degrees(np.arctan2(c, d)))


@spelling("OR-23")
def angle_in_degrees(s, f, n_blocks, samples_per_block):
    return float(np.angle(1j * _bin(s, f, n_blocks, samples_per_block), deg=True))


@spelling("OR-25")
def length_of_the_sum(r, n_blocks):
    right.attenuation(r, n_blocks)
    return float(abs(np.sum(np.exp(2j * np.pi * r * np.arange(n_blocks)))))


@spelling("OR-25")
def quotient_of_sines(r, n_blocks):
    right.attenuation(r, n_blocks)
    x = math.pi * (r - round(r))
    return abs(math.sin(n_blocks * x) / math.sin(x)) if abs(x) > 1e-9 else float(n_blocks)
