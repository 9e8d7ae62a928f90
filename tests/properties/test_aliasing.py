"""The laws of sampling: folding, the curve between the samples, resampling, decimation."""

import math
from dataclasses import replace

import numpy as np
from scipy.signal import firwin

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
    kinds,
    noise,
    number,
    over,
    place,
    real,
    refuses,
    row,
    samples,
    seeds,
    shape,
    shown_as,
    signal,
    st,
)

EPS = 2.0**-52

HALF_THE_DIGITS = "an arccosine near 1, one right way to get there, is exact to 1e-8 only"
KERNEL = "one sum of at most 64 products; the angles are rounded at about 1e-13"

sizes = st.sampled_from([4, 8, 5, 1, 2, 3, 7, 16, 63, 64]) | st.integers(1, 64)
amplitudes = st.sampled_from([1.0, 2.0, 10.0]) | st.floats(1e-3, 1e3)
phases = st.sampled_from([0, 90, 45, 180, 270, 30, 359.9]) | st.integers(0, 359)
# Hundredths of a sample: sin(pi t) / sin(pi t / n) is 0/0 at whole numbers, and inexact next to them.
times = st.sampled_from([0.5, 0.25, 1.5, 2.0, 0.0, -0.5]) | st.integers(-5000, 5000).map(
    lambda hundredths: hundredths / 100
)
containers = st.sampled_from(["array", "list", "integers", "float32", "every second"])

UNITS = {
    "f": "Hz",
    "fs": "Hz",
    "f_and_alias": "Hz",
    "phase": "degrees",
    "n": "samples",
    "m": "samples",
    "at": "samples",
    "steps": "samples",
    "taps": "samples",
}
NOT_SIGNALS = [[], [[1.0, 2.0]], [1.0, math.nan], [math.inf, 0.0]]
bad_signals = st.sampled_from(range(len(NOT_SIGNALS)))


def put_in(container, x):
    """Return whole numbers in another container, which makes no other signal of them."""
    if container == "list":
        return x.tolist()
    if container == "integers":
        return x.astype(np.int64)
    if container == "float32":
        return x.astype(np.float32)
    return np.repeat(x, 2)[::2] if container == "every second" else x


def whole_numbers(seed, n):
    """Return `n` random whole numbers from -100 to 100 as float64."""
    return np.random.default_rng(seed).integers(-100, 101, n).astype(float)


def sine(cycles, at, phase=0.0):
    """Return a sine at the places `at`, which are parts of the time that the cycles take."""
    return np.round(np.sin(2 * np.pi * cycles * np.asarray(at) + math.radians(phase)), 13)


def sampled_sine(f, n, phase=0.0):
    """Return `n` samples of a sine of `f` cycles a sample."""
    turns = f"2 * np.pi * {f!r} * np.arange({n})"
    text = f"np.round(np.sin({turns} + math.radians({phase!r})), 13)"
    return shown_as(sine(f, np.arange(n), phase), text)


def mixture(seed, n):
    """Return ``wave(at, most)``: a sum of all sines that n samples of a period can hold.

    `at` are parts of the period; sines of more than `most` cycles are left out.
    """
    rng = np.random.default_rng(seed)
    height, phase = rng.uniform(-1, 1, n // 2 + 1), rng.uniform(0, 360, n // 2 + 1)
    if n % 2 == 0:
        phase[-1] = 90.0  # half a cycle a sample: samples show its cosine only

    def wave(at, most=n):
        rows = [height[c] * sine(c, at, phase[c]) for c in range(n // 2 + 1) if c <= most]
        return np.sum(rows, axis=0)

    return wave


# alias_frequency

# Parts of a hertz and not floats, which Hypothesis draws close to 0 so often that most aliases are 0.
rates = st.sampled_from([48_000, 8_000, 44_100, 16_000]) | st.integers(200, 400_000).map(
    lambda halves: halves / 2
)
frequencies = st.sampled_from([25_000, 1_000, 0, 24_000, 100_000.5]) | st.integers(
    -4_000_000, 4_000_000
).map(lambda quarters: quarters / 4)
shares = st.sampled_from([0.5, 0.0, 1.0, 0.1]) | st.floats(0, 1)


def scaled(power):
    """Return a case in which both frequencies are so many powers of two away from the usual."""
    strategy = st.tuples(st.floats(-4, 4), st.floats(1, 2)).map(
        lambda both: {"f": both[0] * 2.0**power, "fs": both[1] * 2.0**power}
    )
    return strategy, lambda f, fs: 2.0 ** (power - 1) < fs < 2.0 ** (power + 2)


ALIAS_FREQUENCY = domain(
    f=real(-1e8, 1e8, frequencies),
    fs=real(100.0, 1e9, rates),
    also={
        "many times the rate": (
            st.floats(2e7, 9e7).map(lambda f: {"f": f, "fs": 100.0}),
            lambda f, fs: f > 2e5 * fs,
        ),
        "close to a multiple of half the rate": (
            st.tuples(
                st.integers(0, 9), st.sampled_from([1e-2, -1e-2, 1e-3, -1e-3, 1e-4, -1e-5])
            ).map(lambda both: {"f": 8000.0 * (both[0] / 2 + both[1]), "fs": 8000.0}),
            lambda f, fs: 0 < abs(math.remainder(f, fs / 2)) < 2e-2 * fs,
        ),
        "at a multiple of half the rate": (
            st.tuples(st.integers(-5, 9), rates).map(
                lambda both: {"f": both[0] * both[1] / 2, "fs": both[1]}
            ),
            lambda f, fs: f and math.remainder(f, fs / 2) == 0,
        ),
        "very low": scaled(-100),
        "very high": scaled(100),
    },
)


@shape
@given(f=frequencies, fs=rates)
def test_alias_frequency_is_one_number(alias_frequency, f, fs):
    """The alias of a frequency is one real, finite number."""
    number(alias_frequency(f, fs))


@anchor
@given(
    f_and_alias=st.sampled_from(
        [
            [25_000, 23_000],
            [1_000, 1_000],
            [47_000, 1_000],
            [48_000, 0],
            [24_000, 24_000],
            [73_000, 23_000],
            [0, 0],
        ]
    )
)
def test_alias_frequency_at_48_khz(alias_frequency, f_and_alias):
    """At 48 kHz, 25 kHz is heard at 23 kHz, 47 kHz at 1 kHz, 48 kHz at 0 Hz, 73 kHz at 23 kHz."""
    f, alias = f_and_alias
    close(alias_frequency(f, 48_000), alias, unit="Hz", atol=0.005, because=HALF_THE_DIGITS)


@given(share=shares, fs=rates)
def test_alias_frequency_leaves_what_is_low(alias_frequency, share, fs):
    """From 0 Hz up to half the sample rate a frequency is its own alias."""
    f = share * fs / 2
    close(alias_frequency(f, fs), f, unit="Hz", atol=1e-7 * fs, because=HALF_THE_DIGITS)


@given(share=shares, fs=rates)
def test_alias_frequency_folds(alias_frequency, share, fs):
    """So many hertz above half the sample rate are heard as many hertz below it."""
    above = share * fs / 2
    close(
        alias_frequency(fs / 2 + above, fs),
        fs / 2 - above,
        unit="Hz",
        atol=1e-7 * fs,
        because=HALF_THE_DIGITS,
    )


@given(f=frequencies, fs=rates)
def test_alias_frequency_stays_low(alias_frequency, f, fs):
    """An alias lies between 0 Hz and half the sample rate."""
    alias = alias_frequency(f, fs)
    number(alias)
    at_most(float(alias), fs / 2, unit="Hz", slack=1e-7 * fs, because=HALF_THE_DIGITS)
    at_most(
        -float(alias), 0.0, unit="Hz", slack=1e-7 * fs, what="minus the answer",
        because=HALF_THE_DIGITS,
    )  # fmt: skip


@given(f=frequencies, fs=rates, times=st.integers(-20, 20), backward=st.booleans())
@example(f=1_000, fs=8_000, times=1, backward=False)
def test_alias_frequency_repeats(alias_frequency, f, fs, times, backward):
    """Whole sample rates added, or a minus sign, change nothing."""
    other = (-f if backward else f) + times * fs
    agree(
        alias_frequency(other, fs),
        alias_frequency(f, fs),
        unit="Hz",
        atol=1e-7 * fs,
        because=HALF_THE_DIGITS,
    )


@given(f=frequencies, fs=rates)
def test_alias_frequency_has_the_same_samples(alias_frequency, f, fs):
    """Cosines at a frequency and at its alias have the same samples."""
    t = np.arange(32) / fs
    close(
        np.cos(2 * np.pi * float(alias_frequency(f, fs)) * t),
        np.cos(2 * np.pi * f * t),
        what="the cosine",
        atol=5e-5,
        fs=fs,
        because="an alias that is off by 1e-7 of the sample rate is off by 2e-5 after 32 samples",
    )


@given(case=st.sampled_from(range(6)))
def test_alias_frequency_refuses_no_rate(alias_frequency, case):
    """A sample rate that is not above zero, or a number that is not finite, raises ValueError."""
    bad = [(1e3, 0.0), (1e3, -8e3), (1e3, math.nan), (1e3, math.inf), (math.nan, 8e3)]
    bad.append((math.inf, 8e3))
    refuses(alias_frequency, *bad[case], because="there is no such sampling")


@over(ALIAS_FREQUENCY)
def test_alias_frequency_agrees_with_the_reference(alias_frequency, reference, f, fs):
    """The alias is the one that the course's own solution gives."""
    f_hz, fs_hz = abs(float(f)), float(fs)
    right, got = reference(f, fs), alias_frequency(f, fs)
    off = 4 * EPS * f_hz
    close(got, right, unit="Hz", atol=1e-7 * fs_hz + off, because=HALF_THE_DIGITS)
    close(
        math.cos(2 * math.pi * float(got) / fs_hz),
        math.cos(2 * math.pi * right / fs_hz),
        what="the cosine one sample on",
        atol=4 * EPS + 2 * math.pi * off / fs_hz,
        because="the cycles between two samples are rounded at 2e-16 of themselves",
    )


# interpolate_periodic


def signal_of(drawn):
    """Return samples, as told by what was drawn; see :func:`signals`."""
    x = samples(**{name: value for name, value in drawn.items() if name not in ("beside", "soft")})
    if "soft" in drawn:
        x[len(x) // 2 :] *= drawn["soft"]
    return x + drawn["beside"] if "beside" in drawn else x


def row_of(n, **fixed):
    """Return a strategy of noise of `n` samples."""
    return seeds.map(lambda seed: {"kind": "noise", "seed": seed, "shape": [n], **fixed})


def signals(most, n, **fixed):
    """Return the place of a signal; a large constant, or large samples, may hide the rest of it."""
    usual = row(1, most, powers=(-100, 100), **fixed)
    hidden = {
        "beside a large constant": row_of(n, beside=1e10),
        "soft in the second half": row_of(n, soft=1e-10),
    }
    met = {
        "beside a large constant": lambda x: len(x) >= n and np.mean(x) > 1e9 * np.std(x),
        "soft in the second half": lambda x: (
            len(x) >= n and largest(x[len(x) // 2 :]) < 1e-9 * largest(x) != 0
        ),
    }
    return replace(usual, build=signal_of, cases=usual.cases | hidden, met=usual.met | met)


def moments(drawn):
    """Return times in samples; next to whole numbers where that was drawn."""
    if "near" not in drawn:
        return samples(**drawn)
    off = np.array(drawn["near"])
    return np.random.default_rng(drawn["seed"]).integers(-9, 10, off.size) + off


def between(t):
    """Return how far from a whole number the nearest time is that is none."""
    off = np.abs(t - np.round(t))
    return float(np.min(off[off > 0], initial=0.5))


TIMES = row(1, 800, powers=(-30, 0), spread=False, integers=(-500, 500))
NEAR = [1e-3, -1e-3, 1e-4, -1e-4, 1e-5, -1e-5, 1e-6, -1e-6, 0.01, -0.01, 0.1, -0.1]
TIMES = replace(
    TIMES,
    build=moments,
    cases=TIMES.cases
    | {
        "next to samples": st.fixed_dictionaries({"seed": seeds, "near": st.just(NEAR)}),
        "far from 0": st.fixed_dictionaries(
            {"kind": st.just("noise"), "seed": seeds, "shape": st.just([9]), "power": st.just(17)}
        ),
    },
    met=TIMES.met
    | {
        "next to samples": lambda t: between(np.asarray(t, dtype=float)) < 0.009,
        "far from 0": lambda t: np.abs(t).max() > 1e4,
    },
)
WHOLE = [0.0] * 12
INTERPOLATE_PERIODIC = domain(
    x=signals(800, 12),
    t=TIMES,
    also={
        "soft, and at samples": (
            st.tuples(row_of(12, soft=1e-10), seeds).map(
                lambda d: {"x": d[0], "t": {"seed": d[1], "near": WHOLE}}
            ),
            lambda x, t: len(x) == len(t) == 12 and between(np.asarray(t, dtype=float)) == 0.5,
        ),
        "next to samples of few": (
            st.tuples(st.integers(1, 7), seeds).map(
                lambda d: {
                    "x": {"kind": "noise", "seed": d[1], "shape": [d[0]]},
                    "t": {"seed": d[1], "near": NEAR},
                }
            ),
            lambda x, t: len(x) < 8 and len(t) > 8 and between(np.asarray(t, dtype=float)) < 0.009,
        ),
    },
)


def largest(x):
    """Return the largest magnitude in a signal."""
    return float(np.max(np.abs(np.asarray(x, dtype=float))))


# A sine that fits in n samples: [cycles, n] with more than two samples a cycle.
fitting = st.sampled_from([[1, 4], [1, 8], [3, 8], [2, 5], [0, 1], [0, 2]]) | st.builds(
    lambda cycles, more: [cycles, 2 * cycles + more], st.integers(0, 24), st.integers(1, 12)
)


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=sizes, at=times)
@example(kind="dc", seed=0, n=4, m=4, at=0.5)
@example(kind="sine", seed=0, n=1, m=1, at=0.0)
def test_interpolate_periodic_is_one_value_a_time(interpolate_periodic, kind, seed, n, m, at):
    """There is one real, finite value for each time."""
    array(interpolate_periodic(signal(kind, seed, n), at + np.arange(m) / 4), m)


@anchor
@given(phase=st.sampled_from([0, 90, 180, 270]), amplitude=st.sampled_from([1.0, 2.0]))
def test_interpolate_periodic_of_four_samples(interpolate_periodic, phase, amplitude):
    """Halfway between the samples 0 and 1 of the sine 0, 1, 0, -1 lies 0.7071, not 0.5."""
    x = amplitude * np.roll([0.0, 1.0, 0.0, -1.0], -phase // 90)
    s = 0.5**0.5
    curve = amplitude * np.roll([0.0, s, 1.0, s, 0.0, -s, -1.0, -s], -phase // 45)
    t = np.arange(8) / 2
    close(
        interpolate_periodic(x, t),
        curve,
        atol=1e-9 * amplitude,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(container=containers, seed=seeds, n=sizes, turns=st.sampled_from([0, 1, -1, 5, 1001]))
@example(container="array", seed=0, n=1, turns=0)
@example(container="list", seed=88, n=1, turns=1)
def test_interpolate_periodic_passes_the_samples(interpolate_periodic, container, seed, n, turns):
    """At whole numbers the curve passes through the samples, in every round."""
    x = whole_numbers(seed, n)
    t = np.arange(n) + turns * n
    close(
        interpolate_periodic(put_in(container, x), t),
        x,
        atol=1e-7,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(cycles_and_n=fitting, amplitude=amplitudes, phase=phases, at=times)
@example(cycles_and_n=[0, 1], amplitude=1.0, phase=90, at=0.5)
@example(cycles_and_n=[0, 7], amplitude=1.0, phase=30, at=0.5)
def test_interpolate_periodic_of_a_sine(interpolate_periodic, cycles_and_n, amplitude, phase, at):
    """Any sine with more than two samples a cycle comes back at any time, and so does a constant."""
    cycles, n = cycles_and_n
    t = at + np.arange(4) / 4
    close(
        interpolate_periodic(amplitude * sine(cycles, np.arange(n) / n, phase), t),
        amplitude * sine(cycles, t / n, phase),
        atol=1e-9 * amplitude,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(n=st.sampled_from([2, 4, 8, 64]), amplitude=amplitudes, at=times)
def test_interpolate_periodic_of_the_fastest(interpolate_periodic, n, amplitude, at):
    """The samples 1, -1, 1, -1, ... are joined by a cosine, cos(pi t)."""
    t = at + np.arange(4) / 4
    close(
        interpolate_periodic(amplitude * (-1.0) ** np.arange(n), t),
        amplitude * np.cos(np.pi * t),
        atol=1e-9 * amplitude,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(seed=seeds, n=sizes, at=times, steps=st.integers(0, 70), turns=st.integers(-2, 2))
def test_interpolate_periodic_turned(interpolate_periodic, seed, n, at, steps, turns):
    """Beginning at another sample, or whole periods later, moves the curve and changes nothing else."""
    x, t = noise(seed, n), at + np.arange(4) / 4
    agree(
        interpolate_periodic(np.roll(x, steps), t + steps + turns * n),
        np.asarray(interpolate_periodic(x, t), dtype=float),
        atol=1e-9,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(seed=seeds, n=sizes, at=times)
def test_interpolate_periodic_of_a_mixture(interpolate_periodic, seed, n, at):
    """A mixture of all the sines that n samples can hold comes back at any time."""
    wave, t = mixture(seed, n), at + np.arange(4) / 4
    close(
        interpolate_periodic(wave(np.arange(n) / n), t),
        wave(t / n),
        atol=1e-9,
        because=KERNEL,
        at=t,
        at_unit="samples",
    )


@given(case=bad_signals, which=st.sampled_from(["x", "t"]))
def test_interpolate_periodic_refuses_what_is_no_signal(interpolate_periodic, case, which):
    """Samples or times that are missing, two-dimensional or not finite raise ValueError."""
    bad = NOT_SIGNALS[case]
    x, t = (bad, [0.5]) if which == "x" else ([1.0, 2.0], bad)
    refuses(interpolate_periodic, x, t, because=f"{which} is not a row of numbers")


@over(INTERPOLATE_PERIODIC)
def test_interpolate_periodic_agrees_with_the_reference(interpolate_periodic, reference, x, t):
    """The curve is the one that the course's own solution gives, for any samples."""
    places = np.asarray(t, dtype=float)
    far = len(x) + float(np.max(np.abs(places)))
    close(
        interpolate_periodic(x, t),
        reference(x, t),
        atol=EPS * largest(x) * far * (100 + 8 / between(places)),
        because="a place is rounded at 2e-16 of itself, which counts the more, the closer it is to a sample",
        at=places,
        at_unit="samples",
    )


# resample_periodic

# Up and down: a sine that fits in both numbers of samples, and one that fits in the old one only.
fitting_both = st.sampled_from(
    [[1, 4, 8], [1, 8, 4], [1, 5, 3], [2, 5, 12], [0, 1, 2]]
) | st.builds(
    lambda cycles, more, other: [cycles, 2 * cycles + more, 2 * cycles + other],
    st.integers(0, 16),
    st.integers(1, 30),
    st.integers(1, 30),
)
too_fast = st.sampled_from([[3, 8, 4], [3, 8, 5], [2, 5, 3], [1, 4, 1]]) | st.builds(
    lambda cycles, more, m: [cycles, 2 * cycles + more, 1 + m % (2 * cycles - 1)],
    st.integers(1, 16),
    st.integers(1, 12),
    st.integers(0, 30),
)


RESAMPLE_PERIODIC = domain(
    x=signals(3000, 12),
    m=count(1, 3000),
    also={
        "soft, and twice as many": (
            row_of(12, soft=1e-10).map(lambda x: {"x": x, "m": 24}),
            lambda x, m: len(x) == 12 and m == 24,
        ),
        "as many": (
            st.integers(1, 9).flatmap(
                lambda n: row_of(n).map(lambda x: {"x": x, "m": x["shape"][0]})
            ),
            lambda x, m: len(x) == m,
        ),
        "many to many": (
            st.tuples(row_of(1200) | row_of(1201), st.integers(1100, 1300)).map(
                lambda both: {"x": both[0], "m": both[1]}
            ),
            lambda x, m: 1100 < len(x) < 1300 and 1100 <= m <= 1300,
        ),
        "one more or less": (
            st.tuples(st.integers(3, 12), st.sampled_from([1, -1])).flatmap(
                lambda both: row_of(both[0]).map(lambda x: {"x": x, "m": both[0] + both[1]})
            ),
            lambda x, m: abs(len(x) - m) == 1,
        ),
    },
)


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=sizes)
def test_resample_periodic_is_m_samples(resample_periodic, kind, seed, n, m):
    """There are as many samples as asked for, real and finite."""
    array(resample_periodic(signal(kind, seed, n), m), m)


@anchor
@given(phase=st.sampled_from([0, 90, 180, 270]), amplitude=st.sampled_from([1.0, 2.0]))
def test_resample_periodic_from_four_to_eight(resample_periodic, phase, amplitude):
    """The sine 0, 1, 0, -1 in eight samples is 0, 0.7071, 1, 0.7071, 0, -0.7071, -1, -0.7071."""
    s = 0.5**0.5
    x = amplitude * np.roll([0.0, 1.0, 0.0, -1.0], -phase // 90)
    y = amplitude * np.roll([0.0, s, 1.0, s, 0.0, -s, -1.0, -s], -phase // 45)
    close(resample_periodic(x, 8), y, atol=1e-9 * amplitude, because=KERNEL)


@given(cycles_n_m=fitting_both, amplitude=amplitudes, phase=phases)
@example(cycles_n_m=[0, 1, 1], amplitude=1.0, phase=90)
def test_resample_periodic_of_a_sine(resample_periodic, cycles_n_m, amplitude, phase):
    """A sine with more than two samples a cycle before and after stays that sine, up or down."""
    cycles, n, m = cycles_n_m
    close(
        resample_periodic(amplitude * sine(cycles, np.arange(n) / n, phase), m),
        amplitude * sine(cycles, np.arange(m) / m, phase),
        atol=1e-9 * amplitude,
        because=KERNEL,
    )


@given(cycles_n_m=too_fast, amplitude=amplitudes, phase=phases)
def test_resample_periodic_lets_nothing_fold(resample_periodic, cycles_n_m, amplitude, phase):
    """A sine with fewer than two of the new samples a cycle is gone, instead of folded."""
    cycles, n, m = cycles_n_m
    close(
        resample_periodic(amplitude * sine(cycles, np.arange(n) / n, phase), m),
        np.zeros(m),
        atol=1e-9 * amplitude,
        because=KERNEL,
    )


@given(seed=seeds, n=sizes, times=st.sampled_from([3, 2, 4, 1]), container=containers)
@example(seed=88, n=1, times=1, container="integers")
def test_resample_periodic_keeps_the_old_samples(resample_periodic, seed, n, times, container):
    """With three times as many samples, every third one is an old sample, whatever the signal."""
    x = whole_numbers(seed, n)
    y = np.asarray(resample_periodic(put_in(container, x), times * n), dtype=float)
    at = times * np.arange(n)
    close(y[::times], x, atol=1e-7, at=at, at_unit="index", because=KERNEL)


@given(seed=seeds, n=sizes, more=st.integers(0, 40))
def test_resample_periodic_and_back(resample_periodic, seed, n, more):
    """To more samples and back again gives the same signal, whatever it was."""
    x = noise(seed, n)
    there = np.asarray(resample_periodic(x, n + more), dtype=float)
    agree(resample_periodic(there, n), x, atol=1e-9, because=KERNEL)


@given(seed=seeds, n=sizes, m=sizes)
def test_resample_periodic_of_a_mixture(resample_periodic, seed, n, m):
    """Of a mixture of sines, those with at most m/2 cycles are left, and unchanged."""
    wave = mixture(seed, n)
    close(
        resample_periodic(wave(np.arange(n) / n), m),
        wave(np.arange(m) / m, m / 2),
        atol=1e-9,
        because=KERNEL,
    )


@given(case=st.sampled_from(range(6)))
def test_resample_periodic_refuses_no_samples(resample_periodic, case):
    """No sample wanted, or samples that are no signal, raise ValueError."""
    x, m = [*((bad, 4) for bad in NOT_SIGNALS), ([1.0, 2.0], 0), ([1.0, 2.0], -3)][case]
    refuses(resample_periodic, x, m, because="there is no such signal")


@over(RESAMPLE_PERIODIC)
def test_resample_periodic_agrees_with_the_reference(resample_periodic, reference, x, m):
    """The samples are those that the course's own solution gives, for any signal."""
    close(
        resample_periodic(x, m),
        reference(x, m),
        atol=32 * EPS * (len(x) + m) * largest(x),
        because="each sample is a sum over all others, whose angles are rounded at 2e-16 of n turns",
    )


# decimate

SUM = "one sum of as many products as the filter has samples, each rounded at 1e-16"
FILTER = "a filter of 129 samples under a Hamming window is within 0.5 % up to here"
GONE = "a filter of 129 samples under a Hamming window lets through less than 3 % from here on"

NEW_RATE = 8000  # Hz, where a law's answer is shown and played

lengths = st.sampled_from([8, 300, 129, 1, 2, 3, 7, 64, 128, 130]) | st.integers(1, 300)
factors = st.sampled_from([2, 3, 4, 5])
filters = st.sampled_from([129, 3, 5, 33, 65])


def middle(y, n, q, reach=64, most=40):
    """Return at most `most` of the n/q samples, `reach` old ones from both ends, and their indices."""
    inside = np.arange(-(-reach // q), (n - 1 - reach) // q + 1)[:most]
    return np.asarray(y, dtype=float)[inside], inside


def odd(least, most):
    return st.integers(least // 2, most // 2).map(lambda half: 2 * half + 1)


DECIMATE = domain(
    x=signals(20_000, 400, usual=lengths),
    q=count(2, 400, factors),
    taps=place(
        lambda drawn: drawn,
        usual=filters,
        least=(st.just(3), lambda taps: taps == 3),
        long=(odd(131, 400), lambda taps: 129 < taps < 1000),
        very_long=(odd(1801, 2001), lambda taps: taps > 1800),
    ),
    also={
        "large q and a long filter": (
            st.tuples(row_of(20_000), st.integers(80, 100)).map(
                lambda d: {"x": d[0], "q": d[1], "taps": 26 * d[1] + 1}
            ),
            lambda x, q, taps: len(x) > 2 * taps and q > 12 and taps > 26 * q,
        ),
        "q above the filter": (
            odd(3, 33).map(lambda taps: {"q": taps + 1, "taps": taps}),
            lambda x, q, taps: q > taps,
        ),
        "as long as the filter": (
            st.sampled_from(["noise", "dc"]).map(
                lambda kind: {"x": {"kind": kind, "seed": 5, "shape": [33]}, "taps": 33}
            ),
            lambda x, q, taps: len(x) == taps,
        ),
    },
)


@shape
@given(kind=kinds, seed=seeds, n=lengths, q=factors | st.integers(2, 12))
def test_decimate_is_every_qth_sample(decimate, kind, seed, n, q):
    """There are n/q samples, rounded up, also where the signal is shorter than the filter."""
    array(decimate(signal(kind, seed, n), q), math.ceil(n / q))


@anchor
@given(value=st.sampled_from([1.0, 2.0, -3.0]), q=factors)
def test_decimate_keeps_a_constant(decimate, value, q):
    """A constant keeps its value, away from the ends."""
    got, inside = middle(decimate(np.full(1000, value), q), 1000, q, reach=330)
    close(
        got,
        np.full(inside.size, value),
        atol=1e-9,
        because=SUM,
        at=inside,
        at_unit="index",
        fs=NEW_RATE,
    )


@anchor
@given(amplitude=st.sampled_from([1.0, 2.0]), q=factors)
def test_decimate_removes_the_fastest(decimate, amplitude, q):
    """The samples 1, -1, 1, -1, ... are gone, though every second one of them is 1."""
    x = shown_as(amplitude * (-1.0) ** np.arange(1000), f"{amplitude} * (-1.0) ** np.arange(1000)")
    got, inside = middle(decimate(x, q), 1000, q, reach=330)
    close(
        got,
        np.zeros(inside.size),
        atol=0.01 * amplitude,
        because=GONE,
        at=inside,
        at_unit="index",
        fs=NEW_RATE,
    )


@given(
    q=factors,
    share=st.sampled_from([0.3, 0.0, 0.5, 0.75]) | st.integers(0, 75).map(lambda s: s / 100),
    phase=phases,
)
def test_decimate_keeps_what_is_low(decimate, q, share, phase):
    """Up to 3/4 of half the new sample rate a sine keeps its height and its place in time."""
    n, f = 400, share / (2 * q)
    got, inside = middle(decimate(sampled_sine(f, n, phase), q), n, q)
    close(
        got,
        sine(f, q * inside, phase),
        atol=0.02,
        because=FILTER,
        at=inside,
        at_unit="index",
        fs=NEW_RATE,
    )


@given(
    q=factors,
    share=st.sampled_from([1.5, 1.0, 2.0, 1.1]) | st.integers(100, 500).map(lambda s: s / 100),
    phase=phases,
)
def test_decimate_removes_what_is_high(decimate, q, share, phase):
    """From half the new sample rate on, a sine is gone: less than 3 % of it is left."""
    n, f = 850 * q + 129, min(share, q) / (2 * q)  # a tenth of a second: long enough to hear
    y = decimate(sampled_sine(f, n, phase), q)
    got, inside = middle(y, n, q, most=n)
    close(
        got,
        np.zeros(inside.size),
        atol=0.03,
        because=GONE,
        at=inside,
        at_unit="index",
        fs=NEW_RATE,
    )


@given(seed=seeds, m=st.sampled_from([1, 2, 3, 8, 60]), q=factors, taps=filters)
def test_decimate_backward(decimate, seed, m, q, taps):
    """A signal played backward gives the answer backward: nothing is delayed."""
    x = noise(seed, (m - 1) * q + 1)
    forward = np.asarray(decimate(x, q, taps), dtype=float)
    agree(decimate(x[::-1], q, taps), forward[::-1], atol=1e-11, because=SUM)


@given(q=factors | st.integers(2, 12), taps=filters)
def test_decimate_of_a_click(decimate, q, taps):
    """A single 1 gives samples of scipy.signal.firwin's filter with the cut-off 0.9/q."""
    half = taps // 2
    x = np.zeros(q * half + half + 1)
    x[q * half] = 1.0
    right = np.concatenate([np.zeros((q - 1) * half), firwin(taps, 0.9 / q)])[::q]
    close(decimate(x, q, taps), right, atol=1e-11, because=SUM)


@given(case=st.sampled_from(range(8)))
def test_decimate_refuses_what_cannot_be(decimate, case):
    """A factor below 2, a filter without a middle, or samples that are no signal raise ValueError."""
    bad = [(x, 2, 129) for x in NOT_SIGNALS]
    bad += [([1.0], 1, 129), ([1.0], 0, 129), ([1.0], 2, 128), ([1.0], 2, 1)]
    refuses(decimate, *bad[case], because="there is no such decimation")


@over(DECIMATE)
def test_decimate_agrees_with_the_reference(decimate, reference, x, q, taps):
    """The samples are those that the course's own solution gives, for any signal."""
    atol = 64 * EPS * math.sqrt(taps) * largest(x)
    close(decimate(x, q, taps), reference(x, q, taps), atol=atol, because=SUM)
