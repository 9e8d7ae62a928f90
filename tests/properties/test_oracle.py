"""The laws of the Fourier oracle: block phases, folding, correlation, amplitude, phase, leakage."""

import math
import operator

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    at_most,
    close,
    example,
    given,
    noise,
    number,
    numbers,
    refuses,
    seeds,
    shape,
    shown_as,
    st,
    text_of,
)

TURNS = "the product of a block's number and a ratio below 50 is rounded at about 1e-13 turns"
SINES = "2 pi f t is rounded at 1e-16 of some thousand radians, about 1e-12; the rest is margin"
ONE_SUM = "one sum of at most 64 products: rounding stays below 1e-14 of the largest"
ONE_RATIO = "sin(pi r K) is rounded at about 1e-14, and divided by at least 0.003"

frequencies = st.sampled_from([440.0, 4.0, 1.0, 1000.0]) | st.floats(0.1, 1e4)
amplitudes = st.sampled_from([1.0, 2.0, 0.5]) | st.floats(1e-3, 1e3)
# One list, so that a counterexample shrinks to the first phase that breaks the law.
phases = st.sampled_from(
    [0, 90, 45, 180, 270, 30, 60, 135, 359.9, 0.1, *(tenths / 10 for tenths in range(37, 3600, 93))]
)
blocks = st.sampled_from([10, 1, 2, 3, 7]) | st.integers(1, 32)
samples = st.sampled_from([16, 12, 13, 32]) | st.integers(12, 40)
overtones = st.lists(st.integers(2, 10), max_size=3, unique=True)
# Ratios of frequencies that are at least 0.001 away from every integer.
ratios = st.sampled_from([1.5, 1.3, 2.25, 0.5, 1.001, 2**0.5, (1 + 5**0.5) / 2]) | st.builds(
    operator.add, st.integers(0, 8), st.floats(0.001, 0.999)
)
fractions = st.sampled_from(
    [[3, 2], [13, 10], [1, 2], [9, 4], [5, 3], [7, 5], [1, 3], [8, 7], [29, 12]]
)

UNITS = {
    "f": "Hz",
    "f_target": "Hz",
    "f_component": "Hz",
    "phase": "degrees",
    "n_blocks": "blocks",
    "samples_per_block": "samples",
    "m": "samples",
    "delay": "periods",
}


def tones(*parts, dc=0.0):
    """Return a signal: a constant plus one sine for each (amplitude, Hz, degrees)."""

    def s(t):
        t = np.asarray(t, dtype=np.float64)
        return dc + sum(
            (a * np.sin(2 * np.pi * f * t + math.radians(deg)) for a, f, deg in parts),
            np.zeros(t.shape),
        )

    terms = [
        f"{a!r} * np.sin({2 * f!r} * np.pi * t + math.radians({deg!r}))" for a, f, deg in parts
    ]
    if dc or not parts:
        terms.append(f"{dc!r} + 0 * t")
    return shown_as(s, f"lambda t: {' + '.join(terms)}")


def harmonics(f, orders, dc=0.0):
    """Return the parts of a signal that has the given multiples of `f`, each of amplitude 1."""
    return [(1.0, n * f, 40 * n) for n in orders], dc


def mixture(seed, f):
    """Return three sines of random amplitude and phase, between 0.2 and 6 times `f`."""
    rng = np.random.default_rng(seed)

    def drawn(low, high):  # two digits behind the point are enough, and easy to read
        return round(float(rng.uniform(low, high)), 2)

    return tones(
        *[(drawn(0.1, 1), drawn(0.2, 6) * f, drawn(0, 360)) for _ in range(3)],
        dc=drawn(-1, 1),
    )


def delayed(s, seconds):
    """Return the signal `seconds` later."""

    def later(t):
        return s(np.asarray(t) - seconds)

    return shown_as(later, f"lambda t: ({text_of(s)})(t - {seconds!r})")


def cycle(m, turns=1, degrees=0.0):
    """Return a sine that goes through `turns` cycles in `m` samples."""
    return np.sin(2 * np.pi * turns * np.arange(m) / m + math.radians(degrees))


def beside(expected, got, whole):
    """Return the expected angles, moved by `whole` where they lie next to the answer then."""
    expected = np.asarray(expected, dtype=float)
    number(got) if expected.ndim == 0 else array(got, expected.shape)
    turns = np.round((np.asarray(got) - expected) / whole)
    return expected + whole * np.where(np.abs(turns) <= 1, turns, 0)


def two(answer):
    """Return c and d as an array, or say what came instead."""
    return numbers(answer, "c, d")


# block_phases


@shape
@given(f_target=frequencies, r=ratios, n_blocks=blocks)
def test_block_phases_is_one_phase_per_block(block_phases, f_target, r, n_blocks):
    """There is one phase for each block, a real and finite number."""
    array(block_phases(f_target, r * f_target, n_blocks), n_blocks)


@anchor
@given(n_blocks=st.integers(2, 10))
def test_block_phases_of_1_3_hz(block_phases, n_blocks):
    """Against 1 Hz, a sine of 1.3 Hz starts its blocks at 0, 0.3, 0.6, 0.9, 0.2, ... turns."""
    expected = np.array([0.0, 0.3, 0.6, 0.9, 0.2, 0.5, 0.8, 0.1, 0.4, 0.7])[:n_blocks]
    close(block_phases(1.0, 1.3, n_blocks), expected, unit="turns", atol=1e-9, because=TURNS)


@given(f_target=frequencies, r=ratios, n_blocks=blocks)
@example(f_target=1.0, r=0.0, n_blocks=2)
def test_block_phases_stay_within_one_turn(block_phases, f_target, r, n_blocks):
    """Phases are from 0 to 1: whole turns that the sine has been through do not show."""
    got = np.asarray(block_phases(f_target, r * f_target, n_blocks), dtype=float)
    at_most(float(np.max(got)), 1.0, unit="turns", what="the largest phase", because=TURNS)
    at_most(float(np.max(-got)), 0.0, unit="turns", what="minus the smallest phase", because=TURNS)


@given(f_target=frequencies, r=ratios | st.just(0.0), multiple=st.integers(1, 12), n_blocks=blocks)
@example(f_target=4.0, r=0.0, multiple=2, n_blocks=10)
def test_block_phases_ignore_multiples(block_phases, f_target, r, multiple, n_blocks):
    """Raising the sine by a multiple of the target frequency changes no phase."""
    low = np.asarray(block_phases(f_target, r * f_target, n_blocks), dtype=float)
    high = block_phases(f_target, (r + multiple) * f_target, n_blocks)
    agree(high, beside(low, high, 1), unit="turns", atol=1e-9, because=TURNS)


@given(f_target=frequencies, ratio=fractions)
def test_block_phases_are_evenly_spread(block_phases, f_target, ratio):
    """At p/q times the target frequency (lowest terms), q blocks start 1/q turn apart."""
    p, q = ratio
    got = np.asarray(block_phases(f_target, f_target * p / q, q), dtype=float)
    # 0 may come back as almost 1: begin to count half a step before 0.
    close(
        np.sort((got + 0.5 / q) % 1 - 0.5 / q),
        np.arange(q) / q,
        unit="turns",
        what="the phases, sorted,",
        atol=1e-9,
        because=TURNS,
    )


@given(f_target=frequencies, r=ratios, n_blocks=blocks)
def test_block_phases_say_how_the_sine_goes_on(block_phases, f_target, r, n_blocks):
    """A sine that starts at the phase of a block looks as the component does in that block."""
    component = tones((1.0, r * f_target, 0.0))
    starts = np.arange(n_blocks) / f_target
    turns = np.asarray(block_phases(f_target, r * f_target, n_blocks), dtype=float)
    ahead = 0.1 / (r * f_target)
    close(
        np.sin(2 * np.pi * (turns + 0.1)), component(starts + ahead), atol=1e-9, because=SINES,
        what="the sine a tenth of a turn later, in the block",
    )  # fmt: skip


@given(f_target=frequencies, r=ratios, scale=st.sampled_from([2.0, 10.0, 0.5]), n_blocks=blocks)
def test_block_phases_depend_on_the_ratio(block_phases, f_target, r, scale, n_blocks):
    """Only the ratio of the two frequencies counts, not how high they are."""
    one = block_phases(f_target, r * f_target, n_blocks)
    other = block_phases(scale * f_target, scale * r * f_target, n_blocks)
    agree(other, beside(one, other, 1), unit="turns", atol=1e-9, because=TURNS)


@given(case=st.sampled_from(range(5)))
def test_block_phases_refuses_no_frequency(block_phases, case):
    """A target of 0 Hz, a negative or non-finite frequency, or no block raises ValueError."""
    bad = [(0.0, 1.3, 10), (-1.0, 1.3, 10), (1.0, -1.3, 10), (1.0, math.nan, 10), (1.0, 1.3, 0)]
    refuses(block_phases, *bad[case], because="there are no such blocks")


@given(f_target=frequencies, r=ratios, n_blocks=blocks)
def test_block_phases_agrees_with_the_reference(block_phases, reference, f_target, r, n_blocks):
    """The phases are those that the course's own solution gives."""
    right = reference(f_target, r * f_target, n_blocks)
    got = block_phases(f_target, r * f_target, n_blocks)
    close(got, beside(right, got, 1), unit="turns", atol=1e-9, because=TURNS)


# fold_average


@shape
@given(
    f=frequencies, amplitude=amplitudes | st.just(0.0), n_blocks=blocks, samples_per_block=samples
)
def test_fold_average_is_one_block(fold_average, f, amplitude, n_blocks, samples_per_block):
    """The average of all blocks is one block of real, finite samples."""
    s = tones((amplitude, f, 0.0))
    array(fold_average(s, f, n_blocks, samples_per_block), samples_per_block)


@anchor
@given(
    f=st.sampled_from([1.0, 4.0, 10.0]),
    n_blocks=st.sampled_from([2, 1, 3, 5, 10]),
    samples_per_block=st.sampled_from([4, 3, 5, 8]),
)
def test_fold_average_of_a_ramp(fold_average, f, n_blocks, samples_per_block):
    """Of the ramp s(t) = t, two blocks of 1 s average to a ramp that starts at half a second."""

    def s(t):
        return np.asarray(t) * 1.0

    s = shown_as(s, "lambda t: 1.0 * t")
    expected = ((n_blocks - 1) / 2 + np.arange(samples_per_block) / samples_per_block) / f
    close(fold_average(s, f, n_blocks, samples_per_block), expected, atol=1e-9, because=ONE_SUM)


@given(
    f=frequencies,
    amplitude=amplitudes,
    phase=phases,
    orders=overtones,
    n_blocks=blocks,
    samples_per_block=samples,
)
def test_fold_average_keeps_the_target(
    fold_average, f, amplitude, phase, orders, n_blocks, samples_per_block
):
    """The target frequency and its multiples come through the average unchanged."""
    more, dc = harmonics(f, orders, dc=0.5)
    s = tones((amplitude, f, phase), *more, dc=dc)
    once = s(np.arange(samples_per_block) / (samples_per_block * f))
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        once,
        atol=1e-9 * (amplitude + 1),
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, ratio=fractions, phase=phases, rounds=st.integers(1, 3))
def test_fold_average_cancels_the_rest(fold_average, f, amplitude, ratio, phase, rounds):
    """At p/q times the target frequency (lowest terms), q blocks cancel, and so do 2q and 3q."""
    p, q = ratio
    s = tones((amplitude, f * p / q, phase))
    close(fold_average(s, f, rounds * q, 12), np.zeros(12), atol=1e-9 * amplitude, because=SINES)


@given(f=frequencies, amplitude=amplitudes, r=ratios, phase=phases, n_blocks=blocks)
def test_fold_average_shrinks_the_rest(fold_average, f, amplitude, r, phase, n_blocks):
    """Of a sine at another ratio r, K blocks leave at most amplitude / (K |sin(pi r)|)."""
    left = np.asarray(fold_average(tones((amplitude, r * f, phase)), f, n_blocks, 12), dtype=float)
    at_most(
        float(np.max(np.abs(left))),
        amplitude / (n_blocks * abs(math.sin(math.pi * r))),
        slack=1e-9 * amplitude,
        what="the largest sample",
        because=SINES,
    )


@given(f=frequencies, one=seeds, other=seeds, n_blocks=blocks, samples_per_block=samples)
def test_fold_average_of_a_sum(fold_average, f, one, other, n_blocks, samples_per_block):
    """The average of two signals played together is the sum of their averages."""
    a, b = mixture(one, f), mixture(other, f)

    def s(t):
        return a(t) + b(t)

    s = shown_as(s, f"lambda t: ({text_of(a)})(t) + ({text_of(b)})(t)")
    apart = [
        np.asarray(fold_average(x, f, n_blocks, samples_per_block), dtype=float) for x in (a, b)
    ]
    agree(
        fold_average(s, f, n_blocks, samples_per_block),
        sum(apart),
        atol=1e-9,
        calls=3,
        because=SINES,
    )


@given(f=frequencies, seed=seeds, half=st.integers(1, 8), samples_per_block=samples)
def test_fold_average_in_two_halves(fold_average, f, seed, half, samples_per_block):
    """The average of 2K blocks is halfway between those of the first K and of the last K."""
    s = mixture(seed, f)
    first, last = (
        np.asarray(fold_average(x, f, half, samples_per_block), dtype=float)
        for x in (s, delayed(s, -half / f))
    )
    agree(
        fold_average(s, f, 2 * half, samples_per_block),
        (first + last) / 2,
        atol=1e-9,
        calls=3,
        because=SINES,
    )


@given(f=frequencies, n_blocks=blocks, samples_per_block=samples)
def test_fold_average_stays_within_its_blocks(fold_average, f, n_blocks, samples_per_block):
    """What the signal does before the first block and after the last one changes nothing."""
    early, late = -0.5 / samples_per_block, n_blocks - 0.5 / samples_per_block

    def s(t):
        blocks = np.asarray(t) * f
        return np.where((blocks > early) & (blocks < late), 1.0, 1000.0)

    inside = f"(t * {f!r} > {early!r}) & (t * {f!r} < {late!r})"
    s = shown_as(s, f"lambda t: np.where({inside}, 1.0, 1000.0)")
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        np.ones(samples_per_block),
        atol=1e-9,
        because=ONE_SUM,
    )


@given(case=st.sampled_from(range(5)))
def test_fold_average_refuses_no_blocks(fold_average, case):
    """A frequency that is not above zero, no block, or fewer than 3 samples raise ValueError."""
    bad = [(0.0, 10, 16), (-4.0, 10, 16), (math.inf, 10, 16), (4.0, 0, 16), (4.0, 10, 2)]
    refuses(fold_average, tones((1.0, 4.0, 0.0)), *bad[case], because="there are no such blocks")


@given(f=frequencies, seed=seeds, n_blocks=blocks, samples_per_block=samples)
def test_fold_average_agrees_with_the_reference(
    fold_average, reference, f, seed, n_blocks, samples_per_block
):
    """The average is the one that the course's own solution gives."""
    s = mixture(seed, f)
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        reference(s, f, n_blocks, samples_per_block),
        atol=1e-9,
        because=SINES,
    )


# correlate_block

sizes = st.sampled_from([8, 3, 4, 5, 16, 64]) | st.integers(3, 64)


@shape
@given(amplitude=amplitudes | st.just(0.0), m=sizes)
def test_correlate_block_is_two_numbers(correlate_block, amplitude, m):
    """The answer is two real, finite numbers: c, then d."""
    two(correlate_block(amplitude * cycle(m)))


@anchor
@given(phase=st.sampled_from([0, 90, 180, 270]), amplitude=st.sampled_from([1, 2, 10]))
def test_correlate_block_of_four_samples(correlate_block, phase, amplitude):
    """The sine 0, 1, 0, -1 gives c = 0 and d = 1; the cosine 1, 0, -1, 0 gives c = 1 and d = 0."""
    quarter = phase // 90
    block = np.roll([0, 1, 0, -1], -quarter) * amplitude
    expected = amplitude * np.array([[0, 1], [1, 0], [0, -1], [-1, 0]][quarter])
    close(two(correlate_block(block)), expected, atol=1e-12 * amplitude, because=ONE_SUM)


@given(amplitude=amplitudes, phase=phases, m=sizes)
def test_correlate_block_of_a_cycle(correlate_block, amplitude, phase, m):
    """Of one cycle with phase phi, c is A sin(phi) and d is A cos(phi), however many samples."""
    phi = math.radians(phase)
    close(
        two(correlate_block(amplitude * cycle(m, degrees=phase))),
        amplitude * np.array([math.sin(phi), math.cos(phi)]),
        atol=1e-12 * amplitude,
        because=ONE_SUM,
    )


@given(order=st.integers(0, 14), phase=phases, amplitude=amplitudes, m=st.integers(16, 40))
@example(order=0, phase=90, amplitude=1.0, m=16)
def test_correlate_block_ignores_multiples(correlate_block, order, phase, amplitude, m):
    """A constant, and sines that go through 2, 3, ... whole cycles, leave c and d at zero."""
    turns = 0 if order == 1 else order
    close(
        two(correlate_block(amplitude * cycle(m, turns=turns, degrees=phase))),
        np.zeros(2),
        atol=1e-12 * amplitude,
        because=ONE_SUM,
    )


@given(one=seeds, other=seeds, gain=st.sampled_from([1.0, -1.0, 3.0]), m=sizes)
def test_correlate_block_of_a_sum(correlate_block, one, other, gain, m):
    """Multiplying a sum is the sum of the products: two blocks together give the sum of both."""
    a, b = noise(one, m), noise(other, m)
    agree(
        two(correlate_block(a + gain * b)),
        two(correlate_block(a)) + gain * two(correlate_block(b)),
        atol=1e-11,
        calls=3,
        because=ONE_SUM,
    )


@given(seed=seeds, steps=st.integers(1, 8), m=sizes)
def test_correlate_block_turned(correlate_block, seed, steps, m):
    """Starting the block at another of its samples turns the point (c, d), at the same radius."""
    block = noise(seed, m)
    agree(
        np.hypot(*two(correlate_block(np.roll(block, steps)))),
        np.hypot(*two(correlate_block(block))),
        atol=1e-11,
        because=ONE_SUM,
    )


@given(seed=seeds, m=sizes)
def test_correlate_block_is_the_first_fourier_coefficient(correlate_block, seed, m):
    """2/m times np.fft.fft(block)[1] is c - jd, for any block."""
    block = noise(seed, m)
    right = 2 / m * np.fft.fft(block)[1]
    close(
        two(correlate_block(block)),
        np.array([right.real, -right.imag]),
        atol=1e-11,
        because=ONE_SUM,
    )


@given(case=st.sampled_from(range(4)))
def test_correlate_block_refuses_what_is_no_block(correlate_block, case):
    """Fewer than 3 samples, two dimensions, or a sample that is not finite raise ValueError."""
    bad = [[1.0, 2.0], [], [[1.0, 2.0, 3.0]], [1.0, math.nan, 0.0]]
    refuses(correlate_block, bad[case], because="this is not a block")


@given(seed=seeds, m=sizes)
def test_correlate_block_agrees_with_the_reference(correlate_block, reference, seed, m):
    """c and d are those that the course's own solution gives."""
    block = noise(seed, m)
    close(two(correlate_block(block)), np.asarray(reference(block)), atol=1e-11, because=ONE_SUM)


# oracle


@shape
@given(
    f=frequencies,
    amplitude=amplitudes | st.just(0.0),
    phase=phases,
    n_blocks=blocks,
    samples_per_block=samples,
)
def test_oracle_is_one_number(oracle, f, amplitude, phase, n_blocks, samples_per_block):
    """The oracle's answer is one real, finite number, for silence too."""
    number(oracle(tones((amplitude, f, phase)), f, n_blocks, samples_per_block))


@anchor
@given(
    f=frequencies,
    amplitude=amplitudes,
    n_blocks=blocks,
    samples_per_block=st.sampled_from([16, 3, 4, 5]),
)
def test_oracle_finds_a_sine(oracle, f, amplitude, n_blocks, samples_per_block):
    """Asked for the frequency of a sine of amplitude 2, the oracle says 2."""
    close(
        oracle(tones((amplitude, f, 0)), f, n_blocks, samples_per_block),
        amplitude,
        atol=5e-9 * amplitude,
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, phase=phases, n_blocks=blocks)
def test_oracle_finds_a_sine_at_any_phase(oracle, f, amplitude, phase, n_blocks):
    """The phase of the sine makes no difference."""
    close(
        oracle(tones((amplitude, f, phase)), f, n_blocks, 12),
        amplitude,
        atol=5e-9 * amplitude,
        because=SINES,
    )


@given(
    f=frequencies,
    amplitude=amplitudes | st.just(0.0),
    phase=phases,
    orders=overtones,
    dc=st.sampled_from([0.0, 3.0, -1.0]),
    n_blocks=blocks,
    samples_per_block=samples,
)
@example(f=4.0, amplitude=0.0, phase=0, orders=[2, 3, 4], dc=3.0, n_blocks=1, samples_per_block=12)
def test_oracle_ignores_multiples(
    oracle, f, amplitude, phase, orders, dc, n_blocks, samples_per_block
):
    """A constant and multiples of the frequency change nothing; alone, they give zero."""
    more, dc = harmonics(f, orders, dc)
    close(
        oracle(tones((amplitude, f, phase), *more, dc=dc), f, n_blocks, samples_per_block),
        amplitude,
        atol=5e-9 * (amplitude + 1),
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, ratio=fractions, phase=phases, rounds=st.integers(1, 3))
def test_oracle_of_a_fraction_is_zero(oracle, f, amplitude, ratio, phase, rounds):
    """A tone at p/q times the target frequency (lowest terms) gives zero after q, 2q, 3q blocks."""
    p, q = ratio
    close(
        oracle(tones((amplitude, f * p / q, phase)), f, rounds * q, 12),
        0.0,
        atol=5e-9 * amplitude,
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, r=ratios, phase=phases, n_blocks=blocks)
def test_oracle_forgets_other_tones(oracle, f, amplitude, r, phase, n_blocks):
    """A tone at another ratio r leaves at most A / (K d), with d from r to the next integer."""
    bound = amplitude / (n_blocks * abs(r - round(r)))
    at_most(
        oracle(tones((amplitude, r * f, phase)), f, n_blocks, 12),
        bound,
        slack=5e-9 * amplitude,
        because=SINES,
    )


@given(
    f=frequencies,
    amplitude=amplitudes,
    delay=st.sampled_from([0.25, 0.5, 0.1, 3.2]),
    n_blocks=blocks,
)
@example(f=440.0, amplitude=1.0, delay=0.1, n_blocks=1)
def test_oracle_hears_the_same_later(oracle, f, amplitude, delay, n_blocks):
    """Delaying a tone with its overtones changes nothing."""
    more, dc = harmonics(f, [2, 3, 5], dc=1.0)
    s = tones((amplitude, f, 20), *more, dc=dc)
    agree(
        oracle(delayed(s, delay / f), f, n_blocks, 16),
        oracle(s, f, n_blocks, 16),
        atol=1e-8 * (amplitude + 1),
        because=SINES,
    )


@given(f=frequencies, seed=seeds, n_blocks=blocks, samples_per_block=samples)
def test_oracle_is_a_fourier_coefficient(oracle, f, seed, n_blocks, samples_per_block):
    """For any signal: K blocks of M samples give 2/(KM) times bin K of their Fourier transform."""
    s, n = mixture(seed, f), n_blocks * samples_per_block
    bins = np.fft.rfft(s(np.arange(n) / (samples_per_block * f)))
    close(
        oracle(s, f, n_blocks, samples_per_block),
        2 / n * abs(bins[n_blocks]),
        atol=1e-9,
        because=SINES,
    )


@given(f=frequencies, seed=seeds, n_blocks=blocks, samples_per_block=samples)
def test_oracle_agrees_with_the_reference(oracle, reference, f, seed, n_blocks, samples_per_block):
    """The amplitude is the one that the course's own solution gives."""
    s = mixture(seed, f)
    close(
        oracle(s, f, n_blocks, samples_per_block),
        reference(s, f, n_blocks, samples_per_block),
        atol=1e-9,
        because=SINES,
    )


# oracle_phase

ANGLE = "the angle of a point at least half as far out as the largest tone: errors of 1e-12 double"
WHOLE = 2 * math.pi


@shape
@given(
    f=frequencies, amplitude=amplitudes, phase=phases, n_blocks=blocks, samples_per_block=samples
)
def test_oracle_phase_is_one_number(oracle_phase, f, amplitude, phase, n_blocks, samples_per_block):
    """The phase is one real, finite number."""
    number(oracle_phase(tones((amplitude, f, phase)), f, n_blocks, samples_per_block))


@anchor
@given(f=frequencies, phase=st.sampled_from([0, 90, -90, 45]), n_blocks=blocks)
def test_oracle_phase_of_sine_and_cosine(oracle_phase, f, phase, n_blocks):
    """A sine has phase 0, a cosine has phase pi/2."""
    right = math.radians(phase)
    close(
        oracle_phase(tones((1.0, f, phase)), f, n_blocks, 16),
        right,
        unit="rad",
        atol=1e-7,
        because=ANGLE,
    )


@given(
    f=frequencies,
    amplitude=amplitudes,
    phase=phases,
    orders=overtones,
    n_blocks=blocks,
    samples_per_block=samples,
)
def test_oracle_phase_among_overtones(
    oracle_phase, f, amplitude, phase, orders, n_blocks, samples_per_block
):
    """Any phase is found again, whatever the amplitude, with overtones and a constant present."""
    more, dc = harmonics(f, orders, dc=0.5)
    more = [(a * amplitude, n, degrees) for a, n, degrees in more]
    s = tones((amplitude, f, phase), *more, dc=dc * amplitude)
    right = math.remainder(math.radians(phase), WHOLE)
    got = oracle_phase(s, f, n_blocks, samples_per_block)
    close(got, beside(right, got, WHOLE), unit="rad", atol=1e-7, because=ANGLE)


@given(f=frequencies, phase=phases)
def test_oracle_phase_stays_within_one_turn(oracle_phase, f, phase):
    """The phase is from -pi to pi."""
    got = oracle_phase(tones((1.0, f, phase)), f, 3, 12)
    number(got)
    at_most(abs(float(got)), math.pi, unit="rad", slack=1e-12, what="the angle", because=ANGLE)


@given(f=frequencies, phase=phases, delay=st.sampled_from([0.25, 0.5, 0.1, 3.2]), n_blocks=blocks)
def test_oracle_phase_of_a_delay(oracle_phase, f, phase, delay, n_blocks):
    """A delay of a quarter of a period takes a quarter of a turn away from the phase."""
    s = tones((1.0, f, phase))
    phase_before = oracle_phase(s, f, n_blocks, 16)
    number(phase_before)
    twin = math.remainder(float(phase_before) - WHOLE * delay, WHOLE)
    got = oracle_phase(delayed(s, delay / f), f, n_blocks, 16)
    agree(got, beside(twin, got, WHOLE), unit="rad", atol=1e-7, because=ANGLE)


@given(f=frequencies, phase=phases, r=ratios, n_blocks=blocks)
def test_oracle_phase_is_the_angle_of_a_fourier_coefficient(oracle_phase, f, phase, r, n_blocks):
    """It is the angle of bin K of the Fourier transform of all samples, plus pi/2."""
    s = tones((1.0, f, phase), (0.2, r * f, 30))
    bins = np.fft.rfft(s(np.arange(n_blocks * 16) / (16 * f)))
    right = math.remainder(float(np.angle(bins[n_blocks])) + math.pi / 2, WHOLE)
    got = oracle_phase(s, f, n_blocks, 16)
    close(got, beside(right, got, WHOLE), unit="rad", atol=1e-7, because=ANGLE)


@given(f=frequencies, phase=phases, r=ratios, n_blocks=blocks, samples_per_block=samples)
def test_oracle_phase_agrees_with_the_reference(
    oracle_phase, reference, f, phase, r, n_blocks, samples_per_block
):
    """The phase is the one that the course's own solution gives."""
    s = tones((1.0, f, phase), (0.2, r * f, 30))
    right = reference(s, f, n_blocks, samples_per_block)
    got = oracle_phase(s, f, n_blocks, samples_per_block)
    close(got, beside(right, got, WHOLE), unit="rad", atol=1e-7, because=ANGLE)


# attenuation

counts = st.sampled_from([3, 1, 2, 4, 10, 100]) | st.integers(1, 200)


@shape
@given(r=ratios, n_blocks=counts)
def test_attenuation_is_one_number(attenuation, r, n_blocks):
    """The answer is one real, finite number."""
    number(attenuation(r, n_blocks))


@anchor
@given(r=st.sampled_from([1.5, 0.5, 2.5, 7.5]), n_blocks=st.sampled_from([3, 1, 2, 4, 5, 100]))
def test_attenuation_of_one_and_a_half(attenuation, r, n_blocks):
    """At r = 1.5 the blocks are +, -, +, - ...: 3 blocks leave 1/3, 4 leave nothing."""
    close(attenuation(r, n_blocks), n_blocks % 2 / n_blocks, atol=1e-9, because=ONE_RATIO)


@given(r=st.integers(0, 50), n_blocks=counts)
def test_attenuation_of_a_multiple(attenuation, r, n_blocks):
    """A multiple of the target frequency is not attenuated at all: 1."""
    close(attenuation(float(r), n_blocks), 1.0, atol=1e-9, because=ONE_RATIO)


@given(r=st.sampled_from([0.3 / 0.1, 1 + 2e-16, 7 + 1e-15, 12 - 2e-15]), n_blocks=counts)
def test_attenuation_of_almost_a_multiple(attenuation, r, n_blocks):
    """0.3/0.1 is not 3 for a computer but 2.9999999999999996; the answer is 1 nevertheless."""
    close(attenuation(r, n_blocks), 1.0, atol=1e-9, because=ONE_RATIO)


@given(ratio=fractions, rounds=st.integers(1, 5))
def test_attenuation_is_zero_at_multiples_of_q(attenuation, ratio, rounds):
    """At r = p/q in lowest terms, q, 2q, 3q ... blocks leave nothing."""
    p, q = ratio
    close(attenuation(p / q, rounds * q), 0.0, atol=1e-9, because=ONE_RATIO)


@given(r=ratios, whole=st.integers(1, 5), n_blocks=counts)
def test_attenuation_repeats(attenuation, r, whole, n_blocks):
    """Only the distance to the nearest integer counts: r, r + 1 and 1 - r are attenuated alike."""
    one = attenuation(r, n_blocks)
    number(one)
    for same in (r + whole, whole - r):
        agree(attenuation(same, n_blocks), one, atol=1e-9, because=ONE_RATIO)


@given(r=ratios, n_blocks=st.integers(1, 14), groups=st.integers(2, 14))
def test_attenuation_in_groups(attenuation, r, n_blocks, groups):
    """Averaging K blocks, then L such averages, attenuates as averaging K L blocks at once."""
    agree(
        attenuation(r, n_blocks * groups),
        attenuation(r, n_blocks) * attenuation(r * n_blocks, groups),
        atol=1e-9,
        calls=3,
        because=ONE_RATIO,
    )


@given(r=ratios, n_blocks=counts)
def test_attenuation_is_what_averaging_does(attenuation, r, n_blocks):
    """K sines, each r turns further on than the one before, average to a sine of this amplitude."""
    turns = r * np.arange(n_blocks)[:, None] + np.arange(8) / 8
    average = np.sin(2 * np.pi * turns).mean(axis=0)
    close(
        attenuation(r, n_blocks),
        math.sqrt(2) * np.sqrt(np.mean(average**2)),
        atol=1e-9,
        because=ONE_RATIO,
    )


@given(case=st.sampled_from(range(4)))
def test_attenuation_refuses_no_blocks(attenuation, case):
    """A ratio that is not finite, or no block, raises ValueError."""
    bad = [(1.5, 0), (1.5, -3), (math.nan, 3), (math.inf, 3)]
    refuses(attenuation, *bad[case], because="there is no such average")


@given(r=ratios, n_blocks=counts)
def test_attenuation_agrees_with_the_reference(attenuation, reference, r, n_blocks):
    """The attenuation is the one that the course's own solution gives."""
    close(attenuation(r, n_blocks), reference(r, n_blocks), atol=1e-9, because=ONE_RATIO)
