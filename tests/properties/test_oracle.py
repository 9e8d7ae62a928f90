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
    count,
    domain,
    example,
    given,
    noise,
    number,
    numbers,
    over,
    place,
    real,
    refuses,
    row,
    seeds,
    shape,
    shown_as,
    st,
)

TURNS = "the ratio is rounded at 1e-16 of itself, and this error grows with the block's number"
SINES = "2 pi f t is rounded at 1e-16 of all its radians, and f t / K of them lie in each block"
ONE_SUM = (
    "one sum of products, its angles below 2 pi: rounding stays below 1e-13 of the largest sample"
)
ONE_RATIO = "pi r K is rounded at 1e-16 of itself, pi r as well, and that is divided by K sin(pi r)"

frequencies = st.sampled_from([440.0, 4.0, 1.0, 1000.0]) | st.floats(0.1, 1e4)
amplitudes = st.sampled_from([1.0, 2.0, 0.5, 2.0**-100, 2.0**100]) | st.floats(1e-3, 1e3)
# One list, so that a counterexample shrinks to the first phase that breaks the law.
LISTED = [0, 90, 45, 180, 270, 30, 60, 135, 359.9, 0.1]
phases = st.sampled_from(LISTED + [tenths / 10 for tenths in range(37, 3600, 93)])
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

powers = st.sampled_from([0, -100, -40, 40, 100])

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


def described(s, text, parts=(), dc=math.nan):
    """Return the signal with what it is made of, and as it is written."""
    s.parts, s.dc = parts, dc
    return shown_as(s, text)


def tones(*parts, dc=0.0, delay=0.0):
    """Return a signal: a constant plus one sine for each (amplitude, Hz, degrees), all of it later."""

    def s(t):
        t = np.asarray(t, dtype=np.float64) - delay
        sines = (a * np.sin(2 * np.pi * f * t + math.radians(deg)) for a, f, deg in parts)
        return sum(sines, 0 * t) + dc

    time = f"(t - {delay!r})" if delay else "t"
    text = "".join(
        f" + {a!r} * np.sin(2 * np.pi * {f!r} * {time} + math.radians({deg!r}))"
        for a, f, deg in parts
    )
    return described(s, f"lambda t: 0 * t{text} + {dc!r}", parts, dc)


def margin(s, f, n_blocks):
    """Return how far off rounding may bring the average of `n_blocks` blocks of `s`."""
    ratio = max((part[1] for part in s.parts), default=0.0) / f
    return peak(s) * (1e-12 + 1e-14 * (1 + ratio) * n_blocks)


def peak(s):
    """Return what no value of the signal is above."""
    return abs(s.dc) + sum(abs(part[0]) for part in s.parts)


def harmonics(f, orders, gain, dc=0.0):
    """Return the parts of a signal that has the given multiples of `f`, and its constant."""
    return [(gain, n * f, 40 * n) for n in orders], gain * dc


def mixture(seed, f, power=0, delay=0.0):
    """Return three sines of random amplitude and phase, between 0.2 and 6 times `f`."""
    rng, gain = np.random.default_rng(seed), 2.0**power

    def drawn(low, high):  # two digits behind the point are enough, and easy to read
        return round(float(rng.uniform(low, high)), 2)

    parts = [(gain * drawn(0.1, 1), drawn(0.2, 6) * f, drawn(0, 360)) for _ in range(3)]
    return tones(*parts, dc=gain * drawn(-1, 1), delay=delay)


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


phase_of = phases.map(float)
tone = st.tuples(
    st.sampled_from([1.0, 0.5, 2.0]) | st.floats(0.1, 1),
    ratios | st.integers(1, 6).map(float),
    phase_of,
).map(list)


target = st.tuples(st.sampled_from([1.0, 0.5, 2.0]), st.just(1.0), phase_of).map(list)
several = st.builds(lambda one, others: [one, *others], target, st.lists(tone, max_size=2))


def sounds(parts=several, dc=0.5, power=0):
    """Return what is drawn of a signal; its parts are (amplitude, ratio to the target, degrees)."""
    return st.fixed_dictionaries({"parts": parts, "dc": st.just(dc), "power": st.just(power)})


def alone(amplitude, ratio):
    """Return the parts of a signal that is one sine."""
    return st.tuples(amplitude, ratio, phase_of).map(lambda part: [list(part)])


def heard(s, f, **_):
    """Return the signal that was drawn for the target frequency `f`."""
    gain = 2.0 ** s["power"]
    parts = [(gain * amplitude, ratio * f, phase) for amplitude, ratio, phase in s["parts"]]
    return {"s": tones(*parts, dc=gain * s["dc"])}


ONE = st.just(1.0)
# So near to an integer that np.isclose takes them for one.
NEAR = st.sampled_from(
    [1 + 1e-5, 1 - 1e-5, 2 + 1e-6, 7 - 1e-7, 7 + 1e-5, 45 + 1e-4, 500 + 3e-3, 500 - 1e-3]
)
SIGNAL = place(
    lambda drawn: drawn,
    usual=sounds(),
    silence=(sounds(st.just([]), dc=0.0), lambda s: peak(s) == 0),
    a_constant=(sounds(st.just([]), dc=-2.0), lambda s: not s.parts and abs(s.dc) > 0),
    very_quiet=(sounds(power=-100), lambda s: 0 < peak(s) < 2.0**-90),
    quiet=(sounds(power=-40), lambda s: 0 < peak(s) < 2.0**-30),
    loud=(sounds(power=40), lambda s: peak(s) > 2.0**30),
    very_loud=(sounds(power=100), lambda s: peak(s) > 2.0**90),
    target_alone=(sounds(alone(ONE, ONE), dc=0.0), lambda s: len(s.parts) == 1 and s.dc == 0),
    target_alone_hardly_ahead=(
        sounds(st.just([[1.0, 1.0, 3e-9]]), dc=0.0),
        lambda s: len(s.parts) == 1 and 0 < s.parts[0][2] < 1e-8,
    ),
    target_far_below_the_rest=(
        st.builds(
            lambda one, other, dc: {"parts": one + other, "dc": dc, "power": 0},
            alone(st.sampled_from([1e-9, 1e-5]), ONE),
            alone(ONE, st.integers(2, 5).map(float)),
            st.sampled_from([0.0, 1.0]),
        ),
        lambda s: len(s.parts) == 2 and s.parts[0][0] < 1e-4 * s.parts[1][0],
    ),
)
SPOKEN = {
    "f": real(0.01, 1e5, frequencies),
    "n_blocks": count(1, 400, blocks),
    "samples_per_block": count(3, 400, samples),
}
NEIGHBORS = {
    "next to a multiple, many blocks": (
        st.fixed_dictionaries(
            {"s": sounds(alone(ONE, NEAR), dc=0.0), "n_blocks": st.sampled_from([100, 333, 400])}
        ),
        lambda s, f, n_blocks, samples_per_block: (
            n_blocks >= 100 and any(0 < abs(p[1] / f - round(p[1] / f)) < 4e-3 for p in s.parts)
        ),
    ),
    "more cycles a block than samples": (
        st.fixed_dictionaries({"s": sounds(alone(ONE, st.floats(50, 300)), dc=0.0)}),
        lambda s, f, n_blocks, samples_per_block: any(
            p[1] / f > samples_per_block for p in s.parts
        ),
    ),
}
BLOCK_PHASES = domain(
    f_target=real(0.01, 1e5, frequencies),
    f_component=real(0, 1e5, frequencies),
    n_blocks=count(1, 5000, blocks),
    also={
        "a multiple": (
            st.fixed_dictionaries(
                {"f_target": st.just(4.0), "f_component": st.integers(1, 20).map(lambda n: 4.0 * n)}
            ),
            lambda f_target, f_component, n_blocks: (
                f_component > 0 and f_component % f_target == 0 and n_blocks > 1
            ),
        ),
        "next to a multiple, many blocks": (
            st.fixed_dictionaries(
                {"f_target": ONE, "f_component": NEAR, "n_blocks": st.just(5000)}
            ),
            lambda f_target, f_component, n_blocks: (
                0 < abs(f_component / f_target - round(f_component / f_target)) < 4e-3
                and n_blocks > 1000
            ),
        ),
        "hardly above a multiple": (
            st.fixed_dictionaries({"f_target": ONE, "f_component": st.just(3 + 1e-10)}),
            lambda f_target, f_component, n_blocks: (
                0 < f_component / f_target - round(f_component / f_target) < 1e-9
            ),
        ),
        "hardly below a multiple": (
            st.fixed_dictionaries(
                {"f_target": ONE, "f_component": st.just(3 - 1e-10), "n_blocks": st.just(5)}
            ),
            lambda f_target, f_component, n_blocks: (
                -1e-9 < f_component / f_target - round(f_component / f_target) < 0
            ),
        ),
    },
)
FOLD = domain(s=SIGNAL, **SPOKEN, fit=heard, also=NEIGHBORS)
ORACLE = domain(s=SIGNAL, **SPOKEN, fit=heard, also=NEIGHBORS)
CORRELATE = domain(
    block=row(
        3,
        5000,
        containers=("list", "float32", "int16", "uint8", "int64"),
    )
)
ATTENUATION = domain(
    r=real(-1000, 1000, ratios),
    n_blocks=count(1, 100_000, st.sampled_from([3, 1, 2, 4, 10, 100]) | st.integers(1, 200)),
    also={
        "next to an integer, many blocks": (
            st.fixed_dictionaries({"r": NEAR, "n_blocks": st.just(100_000)}),
            lambda r, n_blocks: 0 < abs(r - round(r)) < 4e-3 and n_blocks > 1000,
        ),
        "hardly beside an integer, many blocks": (
            st.fixed_dictionaries(
                {
                    "r": st.sampled_from([7 - 1e-7, 2 + 1e-7, 1 - 1.5e-7]),
                    "n_blocks": st.just(100_000),
                }
            ),
            lambda r, n_blocks: 0 < abs(r - round(r)) < 2e-7 and n_blocks > 1000,
        ),
        "next to a zero": (
            st.fixed_dictionaries(
                {"r": st.sampled_from([1.5 + 1e-10, 0.5 - 1e-10]), "n_blocks": st.just(2)}
            ),
            lambda r, n_blocks: 0 < abs(r * n_blocks - round(r * n_blocks)) < 1e-9,
        ),
        "an integer, many blocks": (
            st.fixed_dictionaries(
                {"r": st.integers(-50, 50).map(float), "n_blocks": st.just(99_999)}
            ),
            lambda r, n_blocks: r == round(r) and n_blocks > 1000,
        ),
    },
)


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
    close(block_phases(1.0, 1.3, n_blocks), expected, unit="turns", atol=1e-12, because=TURNS)


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


@over(BLOCK_PHASES)
def test_block_phases_agrees_with_the_reference(
    block_phases, reference, f_target, f_component, n_blocks
):
    """The phases are those that the course's own solution gives."""
    right = reference(f_target, f_component, n_blocks)
    got = block_phases(f_target, f_component, n_blocks)
    close(
        got,
        beside(right, got, 1),
        unit="turns",
        atol=1e-12 + 4e-16 * n_blocks * (1 + f_component / f_target),
        because=TURNS,
    )


# fold_average


@shape
@given(
    f=frequencies, amplitude=amplitudes | st.just(0.0), n_blocks=blocks, samples_per_block=samples
)
def test_fold_average_is_one_block(fold_average, f, amplitude, n_blocks, samples_per_block):
    """The average of all blocks is one block of real, finite samples."""
    s = tones((amplitude, f, 0))
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

    described(s, "lambda t: np.asarray(t) * 1.0")
    expected = ((n_blocks - 1) / 2 + np.arange(samples_per_block) / samples_per_block) / f
    close(fold_average(s, f, n_blocks, samples_per_block), expected, atol=1e-12, because=ONE_SUM)


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
    more, dc = harmonics(f, orders, amplitude, dc=0.5)
    s = tones((amplitude, f, phase), *more, dc=dc)
    once = s(np.arange(samples_per_block) / (samples_per_block * f))
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        once,
        atol=margin(s, f, n_blocks),
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, ratio=fractions, phase=phases, rounds=st.integers(1, 3))
def test_fold_average_cancels_the_rest(fold_average, f, amplitude, ratio, phase, rounds):
    """At p/q times the target frequency (lowest terms), q blocks cancel, and so do 2q and 3q."""
    p, q = ratio
    s = tones((amplitude, f * p / q, phase))
    close(
        fold_average(s, f, rounds * q, 12),
        np.zeros(12),
        atol=margin(s, f, rounds * q),
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, r=ratios, phase=phases, n_blocks=blocks)
def test_fold_average_shrinks_the_rest(fold_average, f, amplitude, r, phase, n_blocks):
    """Of a sine at another ratio r, K blocks leave at most amplitude / (K |sin(pi r)|)."""
    s = tones((amplitude, r * f, phase))
    left = np.asarray(fold_average(s, f, n_blocks, 12), dtype=float)
    at_most(
        float(np.max(np.abs(left))),
        amplitude / (n_blocks * abs(math.sin(math.pi * r))),
        slack=margin(s, f, n_blocks),
        what="the largest sample",
        because=SINES,
    )


@given(f=frequencies, one=seeds, other=seeds, n_blocks=blocks, samples_per_block=samples)
def test_fold_average_of_a_sum(fold_average, f, one, other, n_blocks, samples_per_block):
    """The average of two signals played together is the sum of their averages."""
    a, b = mixture(one, f), mixture(other, f)
    s = tones(*a.parts, *b.parts, dc=a.dc + b.dc)
    apart = [
        np.asarray(fold_average(x, f, n_blocks, samples_per_block), dtype=float) for x in (a, b)
    ]
    agree(
        fold_average(s, f, n_blocks, samples_per_block),
        sum(apart),
        atol=margin(s, f, n_blocks),
        calls=3,
        because=SINES,
    )


@given(f=frequencies, seed=seeds, half=st.integers(1, 8), samples_per_block=samples)
def test_fold_average_in_two_halves(fold_average, f, seed, half, samples_per_block):
    """The average of 2K blocks is halfway between those of the first K and of the last K."""
    s = mixture(seed, f)
    first, last = (
        np.asarray(fold_average(x, f, half, samples_per_block), dtype=float)
        for x in (s, mixture(seed, f, delay=-half / f))
    )
    agree(
        fold_average(s, f, 2 * half, samples_per_block),
        (first + last) / 2,
        atol=margin(s, f, 2 * half),
        calls=3,
        because=SINES,
    )


@given(f=frequencies, n_blocks=blocks, samples_per_block=samples)
def test_fold_average_stays_within_its_blocks(fold_average, f, n_blocks, samples_per_block):
    """What the signal does before the first block and after the last one changes nothing."""
    early, late = -0.5 / samples_per_block / f, (n_blocks - 0.5 / samples_per_block) / f

    def s(t):
        return np.where((t > early) & (t < late), 1.0, 1000.0)

    described(s, f"lambda t: np.where((t > {early!r}) & (t < {late!r}), 1.0, 1000.0)")
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        np.ones(samples_per_block),
        atol=1e-12,
        because=ONE_SUM,
    )


@given(case=st.sampled_from(range(5)))
def test_fold_average_refuses_no_blocks(fold_average, case):
    """A frequency that is not above zero, no block, or fewer than 3 samples raise ValueError."""
    bad = [(0.0, 10, 16), (-4.0, 10, 16), (math.inf, 10, 16), (4.0, 0, 16), (4.0, 10, 2)]
    refuses(fold_average, tones((1.0, 4.0, 0.0)), *bad[case], because="there are no such blocks")


@over(FOLD)
def test_fold_average_agrees_with_the_reference(
    fold_average, reference, s, f, n_blocks, samples_per_block
):
    """The average is the one that the course's own solution gives."""
    close(
        fold_average(s, f, n_blocks, samples_per_block),
        reference(s, f, n_blocks, samples_per_block),
        atol=margin(s, f, n_blocks),
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
@example(amplitude=1.0, phase=1e-8, m=8)
@example(amplitude=1.0, phase=90 + 1e-8, m=8)
def test_correlate_block_of_a_cycle(correlate_block, amplitude, phase, m):
    """Of one cycle with phase phi, c is A sin(phi) and d is A cos(phi), however many samples."""
    phi = math.radians(phase)
    close(
        two(correlate_block(amplitude * cycle(m, degrees=phase))),
        amplitude * np.array([math.sin(phi), math.cos(phi)]),
        atol=1e-13 * amplitude,
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


@given(one=seeds, other=seeds, gain=st.sampled_from([1.0, -1.0, 3.0, 1e9]), m=sizes)
def test_correlate_block_of_a_sum(correlate_block, one, other, gain, m):
    """Multiplying a sum is the sum of the products: two blocks together give the sum of both."""
    a, b = noise(one, m), noise(other, m)
    agree(
        two(correlate_block(a + gain * b)),
        two(correlate_block(a)) + gain * two(correlate_block(b)),
        atol=1e-12 * max(1, abs(gain)),
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


@given(seed=seeds, m=sizes, power=powers)
def test_correlate_block_is_the_first_fourier_coefficient(correlate_block, seed, m, power):
    """2/m times np.fft.fft(block)[1] is c - jd, for any block."""
    block = noise(seed, m, 2.0**power)
    right = 2 / m * np.fft.fft(block)[1]
    close(
        two(correlate_block(block)),
        np.array([right.real, -right.imag]),
        atol=1e-12 * 2.0**power,
        because=ONE_SUM,
    )


@given(case=st.sampled_from(range(4)))
def test_correlate_block_refuses_what_is_no_block(correlate_block, case):
    """Fewer than 3 samples, two dimensions, or a sample that is not finite raise ValueError."""
    bad = [[1.0, 2.0], [], [[1.0, 2.0, 3.0]], [1.0, math.nan, 0.0]]
    refuses(correlate_block, bad[case], because="this is not a block")


@over(CORRELATE)
def test_correlate_block_agrees_with_the_reference(correlate_block, reference, block):
    """c and d are those that the course's own solution gives."""
    largest = float(np.max(np.abs(np.asarray(block, dtype=float))))
    close(
        two(correlate_block(block)),
        np.asarray(reference(block)),
        atol=1e-13 * largest,
        because=ONE_SUM,
    )


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
        atol=1e-11 * amplitude,
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, phase=phases, n_blocks=blocks)
def test_oracle_finds_a_sine_at_any_phase(oracle, f, amplitude, phase, n_blocks):
    """The phase of the sine makes no difference."""
    close(
        oracle(tones((amplitude, f, phase)), f, n_blocks, 12),
        amplitude,
        atol=1e-11 * amplitude,
        because=SINES,
    )


@given(
    f=frequencies,
    gain=amplitudes,
    part=st.sampled_from([1.0, 0.0, 1e-9]),
    phase=phases,
    orders=overtones,
    dc=st.sampled_from([0.0, 3.0, -1.0]),
    n_blocks=blocks,
    samples_per_block=samples,
)
@example(
    f=4.0, gain=1.0, part=0.0, phase=0, orders=[2, 3, 4], dc=3.0, n_blocks=1, samples_per_block=12
)
def test_oracle_ignores_multiples(
    oracle, f, gain, part, phase, orders, dc, n_blocks, samples_per_block
):
    """A constant and multiples of the frequency change nothing; alone, they give zero."""
    more, dc = harmonics(f, orders, gain, dc)
    s = tones((gain * part, f, phase), *more, dc=dc)
    close(
        oracle(s, f, n_blocks, samples_per_block),
        gain * part,
        atol=2 * margin(s, f, n_blocks),
        because=SINES,
    )


@given(f=frequencies, amplitude=amplitudes, ratio=fractions, phase=phases, rounds=st.integers(1, 3))
def test_oracle_of_a_fraction_is_zero(oracle, f, amplitude, ratio, phase, rounds):
    """A tone at p/q times the target frequency (lowest terms) gives zero after q, 2q, 3q blocks."""
    p, q = ratio
    s = tones((amplitude, f * p / q, phase))
    close(oracle(s, f, rounds * q, 12), 0.0, atol=2 * margin(s, f, rounds * q), because=SINES)


@given(f=frequencies, amplitude=amplitudes, r=ratios, phase=phases, n_blocks=blocks)
def test_oracle_forgets_other_tones(oracle, f, amplitude, r, phase, n_blocks):
    """A tone at another ratio r leaves at most A / (K d), with d from r to the next integer."""
    bound = amplitude / (n_blocks * abs(r - round(r)))
    s = tones((amplitude, r * f, phase))
    at_most(oracle(s, f, n_blocks, 12), bound, slack=2 * margin(s, f, n_blocks), because=SINES)


@given(
    f=frequencies,
    amplitude=amplitudes,
    delay=st.sampled_from([0.25, 0.5, 0.1, 3.2]),
    n_blocks=blocks,
)
@example(f=440.0, amplitude=1.0, delay=0.1, n_blocks=1)
def test_oracle_hears_the_same_later(oracle, f, amplitude, delay, n_blocks):
    """Delaying a tone with its overtones changes nothing."""
    more, dc = harmonics(f, [2, 3, 5], amplitude, dc=1.0)
    parts = (amplitude, f, 20), *more
    s, later = tones(*parts, dc=dc), tones(*parts, dc=dc, delay=delay / f)
    agree(
        oracle(later, f, n_blocks, 16),
        oracle(s, f, n_blocks, 16),
        atol=4 * margin(s, f, n_blocks),
        because=SINES,
    )


@given(f=frequencies, seed=seeds, power=powers, n_blocks=blocks, samples_per_block=samples)
def test_oracle_is_a_fourier_coefficient(oracle, f, seed, power, n_blocks, samples_per_block):
    """For any signal: K blocks of M samples give 2/(KM) times bin K of their Fourier transform."""
    s, n = mixture(seed, f, power), n_blocks * samples_per_block
    bins = np.fft.rfft(s(np.arange(n) / (samples_per_block * f)))
    close(
        oracle(s, f, n_blocks, samples_per_block),
        2 / n * abs(bins[n_blocks]),
        atol=2 * margin(s, f, n_blocks),
        because=SINES,
    )


@over(ORACLE)
def test_oracle_agrees_with_the_reference(oracle, reference, s, f, n_blocks, samples_per_block):
    """The amplitude is the one that the course's own solution gives."""
    close(
        oracle(s, f, n_blocks, samples_per_block),
        reference(s, f, n_blocks, samples_per_block),
        atol=2 * margin(s, f, n_blocks),
        because=SINES,
    )


# oracle_phase

ANGLE = (
    "an error of the point divided by its distance from the middle, and none that is below 1e-12"
)
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
        atol=1e-11,
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
    more, dc = harmonics(f, orders, amplitude, dc=0.5)
    s = tones((amplitude, f, phase), *more, dc=dc)
    right = math.remainder(math.radians(phase), WHOLE)
    got = oracle_phase(s, f, n_blocks, samples_per_block)
    off = 2 * margin(s, f, n_blocks) / amplitude
    close(got, beside(right, got, WHOLE), unit="rad", atol=off, because=ANGLE)


@given(f=frequencies, phase=phases)
def test_oracle_phase_stays_within_one_turn(oracle_phase, f, phase):
    """The phase is from -pi to pi."""
    got = oracle_phase(tones((1.0, f, phase)), f, 3, 12)
    number(got)
    at_most(abs(float(got)), math.pi, unit="rad", slack=1e-12, what="the angle", because=ANGLE)


@given(f=frequencies, phase=phases, delay=st.sampled_from([0.25, 0.5, 0.1, 3.2]), n_blocks=blocks)
def test_oracle_phase_of_a_delay(oracle_phase, f, phase, delay, n_blocks):
    """A delay of a quarter of a period takes a quarter of a turn away from the phase."""
    s, later = tones((1.0, f, phase)), tones((1.0, f, phase), delay=delay / f)
    before = oracle_phase(s, f, n_blocks, 16)
    number(before)
    twin = math.remainder(float(before) - WHOLE * delay, WHOLE)
    got = oracle_phase(later, f, n_blocks, 16)
    off = 4 * margin(s, f, n_blocks)
    agree(got, beside(twin, got, WHOLE), unit="rad", atol=off, because=ANGLE)


@given(f=frequencies, gain=amplitudes, phase=phases, r=ratios, n_blocks=blocks)
def test_oracle_phase_is_the_angle_of_a_fourier_coefficient(
    oracle_phase, f, gain, phase, r, n_blocks
):
    """It is the angle of bin K of the Fourier transform of all samples, plus pi/2."""
    s = tones((gain, f, phase), (0.2 * gain, r * f, 30))
    bins = np.fft.rfft(s(np.arange(n_blocks * 16) / (16 * f)))
    right = math.remainder(float(np.angle(bins[n_blocks])) + math.pi / 2, WHOLE)
    got = oracle_phase(s, f, n_blocks, 16)
    off = 4 * margin(s, f, n_blocks) / gain
    close(got, beside(right, got, WHOLE), unit="rad", atol=off, because=ANGLE)


@over(ORACLE)
def test_oracle_phase_agrees_with_the_reference(
    oracle_phase, reference, s, f, n_blocks, samples_per_block
):
    """The phase is the one that the course's own solution gives."""
    right = reference(s, f, n_blocks, samples_per_block)
    got = oracle_phase(s, f, n_blocks, samples_per_block)
    number(got)
    n = n_blocks * samples_per_block
    amplitude = 2 / n * abs(np.fft.rfft(s(np.arange(n) / (samples_per_block * f)))[n_blocks])
    off = 2 * margin(s, f, n_blocks)
    if off < 0.01 * amplitude:  # else rounding decides
        off = off / amplitude
        close(got, beside(right, got, WHOLE), unit="rad", atol=off, because=ANGLE)


# attenuation

counts = st.sampled_from([3, 1, 2, 4, 10, 100]) | st.integers(1, 200)


def rounding(r, n_blocks):
    """Return how far off rounding may bring the attenuation."""
    off = abs(r - round(r))
    steep = 1 / off if off > 1e-9 else 0.0  # nearer than that, it is 1
    return 1e-12 + 1e-15 * (1 + abs(r)) * (6 * n_blocks + steep)


@shape
@given(r=ratios, n_blocks=counts)
def test_attenuation_is_one_number(attenuation, r, n_blocks):
    """The answer is one real, finite number."""
    number(attenuation(r, n_blocks))


@anchor
@given(r=st.sampled_from([1.5, 0.5, 2.5, 7.5]), n_blocks=st.sampled_from([3, 1, 2, 4, 5, 100]))
def test_attenuation_of_one_and_a_half(attenuation, r, n_blocks):
    """At r = 1.5 the blocks are +, -, +, - ...: 3 blocks leave 1/3, 4 leave nothing."""
    close(
        attenuation(r, n_blocks),
        n_blocks % 2 / n_blocks,
        atol=rounding(r, n_blocks),
        because=ONE_RATIO,
    )


@given(r=st.integers(0, 50), n_blocks=counts)
def test_attenuation_of_a_multiple(attenuation, r, n_blocks):
    """A multiple of the target frequency is not attenuated at all: 1."""
    close(attenuation(float(r), n_blocks), 1.0, atol=rounding(r, n_blocks), because=ONE_RATIO)


@given(r=st.sampled_from([0.3 / 0.1, 1 + 2e-16, 7 + 1e-15, 12 - 2e-15]), n_blocks=counts)
def test_attenuation_of_almost_a_multiple(attenuation, r, n_blocks):
    """0.3/0.1 is not 3 for a computer but 2.9999999999999996; the answer is 1 nevertheless."""
    close(attenuation(r, n_blocks), 1.0, atol=rounding(r, n_blocks), because=ONE_RATIO)


@given(ratio=fractions, rounds=st.integers(1, 5))
def test_attenuation_is_zero_at_multiples_of_q(attenuation, ratio, rounds):
    """At r = p/q in lowest terms, q, 2q, 3q ... blocks leave nothing."""
    p, q = ratio
    close(
        attenuation(p / q, rounds * q),
        0.0,
        atol=rounding(p / q, rounds * q),
        because=ONE_RATIO,
    )


@given(r=ratios, whole=st.integers(1, 5), n_blocks=counts)
def test_attenuation_repeats(attenuation, r, whole, n_blocks):
    """Only the distance to the nearest integer counts: r, r + 1 and 1 - r are attenuated alike."""
    one = attenuation(r, n_blocks)
    number(one)
    for same in (r + whole, whole - r, -r):
        agree(
            attenuation(same, n_blocks), one, atol=2 * rounding(same, n_blocks), because=ONE_RATIO
        )


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
        atol=rounding(r, n_blocks),
        because=ONE_RATIO,
    )


@given(case=st.sampled_from(range(4)))
def test_attenuation_refuses_no_blocks(attenuation, case):
    """A ratio that is not finite, or no block, raises ValueError."""
    bad = [(1.5, 0), (1.5, -3), (math.nan, 3), (math.inf, 3)]
    refuses(attenuation, *bad[case], because="there is no such average")


@over(ATTENUATION)
def test_attenuation_agrees_with_the_reference(attenuation, reference, r, n_blocks):
    """The attenuation is the one that the course's own solution gives."""
    close(
        attenuation(r, n_blocks),
        reference(r, n_blocks),
        atol=rounding(r, n_blocks),
        because=ONE_RATIO,
    )
