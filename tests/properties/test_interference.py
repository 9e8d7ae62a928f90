"""The laws of interference: sines, sums of phasors, beats, envelopes, combs and cancellation."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
from scipy import signal as sp_signal

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
    number,
    numbers,
    over,
    place,
    real,
    refuses,
    row,
    samples,
    seeds,
    shape,
    shown_as,
    st,
)

EPS = 2.0**-52
SINES = "2 pi f t is rounded at 1e-16 of some thousand radians, about 1e-12; the rest is margin"
ARROWS = (
    "the rule of cosines, which subtracts squares, is right too and loses half of the 16 digits"
)
ONE_LOG = "a rounding error of 1e-16 in the ratio is 1e-15 dB; the rest is margin"
DIFFERENCE = "one subtraction, rounded once"
ANGLE = "an angle is rounded at 2e-16 of itself, and one that is added up at that of each step"

rates = st.sampled_from([8.0, 48000.0, 44100.0, 16000.0, 1.0])
# Frequencies as fractions of the sample rate: 0 Hz and half the rate are among them.
steps = st.sampled_from([[1, 8], [1, 4], [1, 3], [1, 2], [0, 1], [3, 8], [1, 48], [441, 48000]])
amplitudes = st.sampled_from([1.0, 2.0, 0.5]) | st.floats(1e-3, 1e3)
# One list, so that a counterexample shrinks to the first phase that breaks the law.
phases = st.sampled_from(
    [0, 90, 45, 180, 60, 120, 270, 48, -90, -135, *(tenths / 10 for tenths in range(37, 3600, 93))]
)
lengths = st.sampled_from([8, 0, 1, 2, 3, 16, 64])
waves = st.lists(
    st.tuples(st.sampled_from([1.0, 2.0, 3.0, 0.5, 0.0]) | st.floats(0.01, 10), phases).map(list),
    min_size=1,
    max_size=5,
)
tones = st.sampled_from([440.0, 1000.0, 300.0, 12000.0]) | st.floats(1.0, 1e4)
pairs = st.sampled_from(
    [[1000, 1030], [440, 446], [300, 450], [12000, 9000], [12000, 7000], [3000, 3001], [1, 2]]
)
delays = st.sampled_from([0.001, 0.0005, 0.01, 0.002]) | st.floats(1e-5, 0.1)
turns = st.sampled_from([0.25, 0.0, 1.0, 0.1, 0.75, 1.3, 2.0]) | st.integers(0, 200).map(
    lambda k: k / 16 + 0.01
)
# Level errors, and phase errors that leave something to measure.
gains = st.sampled_from([0.0, -1.0, 1.0, -6.0, 3.0]) | st.floats(-40, 20)
angles = st.sampled_from([10, 60, 90, 180, 1, 120, -10]) | st.integers(1, 1800).map(
    lambda tenths: tenths / 10
)

UNITS = {
    "fs": "Hz",
    "f": "Hz",
    "f1": "Hz",
    "f2": "Hz",
    "pair": "Hz",
    "shift": "Hz",
    "n": "samples",
    "later": "samples",
    "phase": "degrees",
    "phi1": "degrees",
    "phi2": "degrees",
    "turn": "degrees",
    "apart": "degrees",
    "phase_error": "degrees",
    "gain_error": "dB",
    "tau": "s",
    "turns": "periods",
}

# What each parameter may be.

#: Phases in rad, far beyond a turn too.
ANGLES = real(-100, 100, phases.map(math.radians))
SINE = domain(
    f=real(-1e6, 1e6, tones),
    amp=real(-1e30, 1e30, amplitudes),
    phase=ANGLES,
    fs=real(0.001, 192e3, rates),
    n=count(0, 20_000),
    also={
        "above half the rate": (
            st.floats(0.51, 40).map(lambda cycles: {"f": 8000 * cycles, "fs": 8000.0, "n": 64}),
            lambda f, fs, n, **_: n > 8 and f > fs / 2,
        ),
        "high for long": (
            st.floats(1e5, 1e6).map(lambda f: {"f": f, "n": 20_000, "fs": 48e3}),
            lambda f, fs, n, **_: n * f / fs > 4e4,
        ),
        "low for long": (
            st.floats(0.1, 10).map(lambda f: {"f": f, "n": 20_000, "fs": 48e3}),
            lambda f, fs, n, **_: n > 1e4 and 0 < f / fs < 1e-3,
        ),
        "all but zero": (
            st.sampled_from([1e-10, -1e-10]).map(
                lambda phase: {"phase": phase, "n": 16, "f": 12_000.0, "fs": 48_000.0}
            ),
            lambda phase, n, **_: n > 8 and 0 < abs(phase) < 1e-9,
        ),
        "very quiet": (
            st.floats(1, 2).map(lambda a: {"amp": a * 2.0**-100, "n": 16}),
            lambda amp, n, **_: n > 8 and 0 < amp < 2.0**-90,
        ),
    },
)


def drawn_row(most, **fixed):
    """Return a strategy of what :func:`samples` takes, of so many numbers."""
    parts = {"kind": "noise", "shape": [most]} | fixed
    return st.fixed_dictionaries({"seed": seeds} | {k: st.just(v) for k, v in parts.items()})


#: A phase for each of at most 2000 sines; those that are too many are cut off.
PHASES = place(
    lambda drawn: np.array(drawn) if isinstance(drawn, list) else samples(**drawn),
    usual=drawn_row(2000),
    in_step=(drawn_row(2000, kind="silence"), lambda v: not np.any(v)),
    many_turns=(drawn_row(2000, power=6), lambda v: np.abs(v).max() > 60),
    a_list=(drawn_row(2000, container="list"), lambda v: isinstance(v, list)),
    float32=(drawn_row(2000, container="float32"), lambda v: v_is(v, "float32")),
    int16=(
        drawn_row(2000, container="int16", integers=[-400, 400]),
        lambda v: v_is(v, "int16"),
    ),
)


def all_but(apart):
    """Return a case: two equal sines that are almost so many radians apart."""
    strategy = st.tuples(st.sampled_from([1.0, -2.0]), st.sampled_from([1e-7, -1e-7])).map(
        lambda both: {
            "amps": {"kind": "dc", "seed": 1, "shape": [2]},
            "phases": [both[0], both[0] + apart + both[1]],
        }
    )
    return (
        strategy,
        lambda amps, phases: len(amps) == 2 and 0 < abs(phases[1] - phases[0] - apart) < 1e-6,
    )


PHASOR_SUM = domain(
    amps=row(1, 2000),
    phases=PHASES,
    fit=lambda amps, phases: {"phases": phases[: len(amps)]},
    also={
        "nearly in step": all_but(0.0),
        "nearly opposite": all_but(math.pi),
        "one, upside down": (
            st.sampled_from([4, 8]).map(
                lambda seed: {"amps": {"kind": "noise", "seed": seed, "shape": [1]}}
            ),
            lambda amps, phases: len(amps) == 1 and amps[0] < 0,
        ),
    },
)


def v_is(value, dtype):
    """Return whether a value is an array, or a number of NumPy's, of this type."""
    return getattr(value, "dtype", None) == dtype


def near(f, by):
    """Return a strategy of a frequency and one that is so little higher, either way round."""
    return st.permutations([f, f * (1 + by)])


BEAT_RATE = domain(
    f1=real(0, 1e9, tones),
    f2=real(0, 1e9, tones),
    also={
        "close together": (
            near(440.0, 1e-13).map(lambda both: {"f1": both[0], "f2": both[1]}),
            lambda f1, f2: 0 < abs(float(f1) - float(f2)) < 1e-4 * f1,
        ),
        "one frequency": (
            tones.map(lambda f: {"f1": f, "f2": f}),
            lambda f1, f2: f1 == f2,
        ),
        "very low": (
            st.floats(1, 2).map(lambda f: {"f1": f * 2.0**-100, "f2": 2.0**-98}),
            lambda f1, f2: 0 < f1 < 2.0**-90 and 0 < f2 < 2.0**-90,
        ),
        "very high": (
            st.floats(1, 2).map(lambda f: {"f1": f * 2.0**100, "f2": 2.0**102}),
            lambda f1, f2: f1 > 2.0**90 and f2 > 2.0**90,
        ),
        "a simple ratio": (
            st.tuples(tones, st.sampled_from([2.0, 1.5, 3.0])).map(
                lambda both: {"f1": both[0], "f2": both[0] * both[1]}
            ),
            lambda f1, f2: f1 and f2 / f1 in (2.0, 1.5, 3.0),
        ),
    },
)

ANY_TONE = real(-1e5, 1e5, tones)
TWO_TONE_ENVELOPE = domain(
    t=row(
        1,
        5000,
        powers=(-40, 0),
        also={
            "hours": (
                st.just({"power": 12, "shape": [16], "kind": "noise"}),
                lambda t: np.abs(t).max() > 3600,
            ),
        },
    ),
    f1=ANY_TONE,
    f2=ANY_TONE,
    phi1=ANGLES,
    phi2=ANGLES,
    also={
        "one frequency": (
            tones.map(lambda f: {"f1": f, "f2": f}),
            lambda f1, f2, **_: f1 == f2,
        ),
        "close together": (
            near(440.0, 1e-11).map(
                lambda both: {
                    "f1": both[0],
                    "f2": both[1],
                    "t": {"kind": "noise", "seed": 1, "shape": [16], "power": 12},
                }
            ),
            lambda t, f1, f2, **_: len(t) > 8 and 0 < abs(f1 - f2) < 1e-4 * abs(f1),
        ),
        "close to silence": (
            st.sampled_from([6e-7, -6e-7]).map(
                lambda off: {
                    "t": {"kind": "silence", "seed": 0, "shape": [4]},
                    "phi1": math.pi + off,
                    "phi2": 0.0,
                }
            ),
            lambda t, phi1, phi2, **_: not np.any(t) and 0 < abs(phi1 - phi2 - math.pi) < 1e-6,
        ),
    },
)


def frequencies(drawn):
    """Return frequencies in Hz that are not negative, some thousands of them where usual."""
    if isinstance(drawn, list):
        return np.array(drawn)
    x = samples(**drawn, integers=(0, 32_767))
    if isinstance(x, list):
        return [1000 * abs(f) for f in x]
    if x.dtype == np.int16:
        return x
    text = ", ".join(f"{name}={value!r}" for name, value in drawn.items())
    return shown_as(1000 * np.abs(x), f"1000 * np.abs(samples({text}))")


COMB_GAIN_DB = domain(
    f=replace(row(1, 5000, powers=(-100, 20)), build=frequencies),
    tau=real(0, 10.0, delays),
    also={
        "exactly between": (
            st.integers(0, 4000).map(
                lambda k: {"f": [1024 * (k + 0.5), 1024 * k + 256.0], "tau": 2.0**-10}
            ),
            lambda f, tau: tau == 2.0**-10 and (f % 1024 == 512).any(),
        ),
        "a short delay": (
            seeds.map(
                lambda seed: {
                    "f": {"kind": "noise", "seed": seed, "shape": [16], "power": 18},
                    "tau": 2e-9,
                }
            ),
            lambda f, tau: 0 < tau < 1e-8 and np.max(f) * tau > 0.2,
        ),
        "all but between": (
            st.tuples(st.integers(0, 4), st.sampled_from([1e-6, -1e-6])).map(
                lambda d: {"f": [1024 * (d[0] + 0.5 + d[1]), 256.0], "tau": 2.0**-10}
            ),
            lambda f, tau: tau == 2.0**-10 and 0 < abs(f[0] % 1024 - 512) < 0.1,
        ),
    },
)
CANCEL_DB = domain(
    gain_error_db=real(-1000, 1000, gains),
    phase_error_deg=real(-1e4, 1e4, angles.map(float)),
    also={
        "all but exact": (
            st.sampled_from([[5e-6, 0.0], [0.0, 5e-5], [-5e-6, -5e-5]]).map(
                lambda both: {"gain_error_db": both[0], "phase_error_deg": both[1]}
            ),
            lambda gain_error_db, phase_error_deg: (
                0 < abs(gain_error_db) + abs(phase_error_deg) < 1e-3
            ),
        ),
        "a copy far weaker, or stronger": (
            st.sampled_from([-1, 1]).flatmap(
                lambda sign: st.floats(150, 200).map(
                    lambda db: {"gain_error_db": sign * db, "phase_error_deg": 10.0}
                )
            ),
            lambda gain_error_db, phase_error_deg: 140 < abs(gain_error_db) < 210,
        ),
        "whole turns": (
            st.tuples(gains, st.sampled_from([360.0, -720.0, 3600.0])).map(
                lambda both: {"gain_error_db": both[0], "phase_error_deg": both[1]}
            ),
            lambda gain_error_db, phase_error_deg: (
                phase_error_deg != 0 and phase_error_deg % 360 == 0
            ),
        ),
    },
)


def rad(degrees):
    """Return an angle in radians."""
    return math.radians(degrees)


def ms(t):
    """Return times in s as times in ms, for a picture."""
    return 1000 * np.asarray(t)


# sine


@shape
@given(step=steps, amp=amplitudes | st.just(0.0), phase=phases, fs=rates, n=lengths)
@example(step=[0, 1], amp=0.0, phase=0, fs=8.0, n=0)
def test_sine_is_a_row_of_samples(sine, step, amp, phase, fs, n):
    """A sine of n samples is a row of n real, finite numbers, also when n is 0."""
    array(sine(fs * step[0] / step[1], amp, rad(phase), fs, n), n)


@anchor
@given(amp=st.sampled_from([1.0, 2.0, 10.0]), phase=st.sampled_from([0, 90, 180, 270]), fs=rates)
def test_sine_of_four_samples_a_cycle(sine, amp, phase, fs):
    """At a quarter of the sample rate a sine goes 0, A, 0, -A; a quarter turn ahead A, 0, -A, 0."""
    close(
        sine(fs / 4, amp, rad(phase), fs, 8),
        amp * np.tile(np.roll([0.0, 1.0, 0.0, -1.0], -(phase // 90)), 2),
        atol=1e-12 * amp,
        because="the sine of a multiple of 90 degrees, rounded",
    )


@given(step=steps, amp=amplitudes, phase=phases, fs=rates)
def test_sine_starts_at_its_phase(sine, step, amp, phase, fs):
    """The first sample is at 0 s, so it is A sin(phi), whatever the frequency."""
    close(
        sine(fs * step[0] / step[1], amp, rad(phase), fs, 1),
        np.array([amp * math.sin(rad(phase))]),
        atol=1e-12 * amp,
        because="the sine of one angle",
    )


@given(step=steps, amp=amplitudes, phase=phases, fs=rates, n=st.sampled_from([8, 3, 64]))
def test_sine_swings_evenly(sine, step, amp, phase, fs, n):
    """Of any three samples in a row the outer two sum to 2 cos(2 pi f / fs) times the middle one."""
    x = np.asarray(sine(fs * step[0] / step[1], amp, rad(phase), fs, n), dtype=float)
    agree(
        x[2:] + x[:-2],
        2 * math.cos(2 * math.pi * step[0] / step[1]) * x[1:-1],
        atol=1e-10 * amp,
        calls=1,
        because=SINES,
    )


@given(step=steps, phase=phases, fs=rates, later=st.integers(1, 10))
def test_sine_later_is_a_sine_ahead(sine, step, phase, fs, later):
    """Starting k samples later is the same as having a phase that is 2 pi f k / fs larger."""
    f = fs * step[0] / step[1]
    ahead = sine(f, 1.0, rad(phase) + 2 * math.pi * later * step[0] / step[1], fs, 16)
    whole = np.asarray(sine(f, 1.0, rad(phase), fs, 16 + later), dtype=float)
    agree(ahead, whole[later:], atol=1e-10, because=SINES)


@given(amp=amplitudes, cycles=st.integers(1, 20), phase=phases, fs=rates)
def test_sine_has_its_rms(sine, amp, cycles, phase, fs):
    """Over whole cycles of 8 samples the RMS is A / sqrt(2)."""
    x = np.asarray(sine(fs / 8, amp, rad(phase), fs, 8 * cycles), dtype=float)
    close(
        float(np.sqrt(np.mean(x * x))),
        amp / math.sqrt(2),
        atol=1e-10 * amp,
        what="the RMS",
        because=SINES,
    )


@given(step=steps, phase=phases, fs=rates, n=st.sampled_from([16, 3, 48]))
def test_sine_is_exact(sine, step, phase, fs, n):
    """Each sample is the sine of the angle that exact fractions of a turn give."""
    f = fs * step[0] / step[1]
    ratio = Fraction(f) / Fraction(fs)
    right = [math.sin(2 * math.pi * float(k * ratio % 1) + rad(phase)) for k in range(n)]
    close(sine(f, 1.0, rad(phase), fs, n), np.array(right), atol=1e-10, because=SINES)


@given(case=st.sampled_from(range(5)))
def test_sine_refuses_no_sample_rate(sine, case):
    """A sample rate that is not above zero, fewer than no samples, or NaN raise ValueError."""
    bad = [
        (440.0, 1.0, 0.0, 0.0, 8),
        (440.0, 1.0, 0.0, -48000.0, 8),
        (440.0, 1.0, 0.0, 48000.0, -1),
        (math.nan, 1.0, 0.0, 48000.0, 8),
        (440.0, 1.0, 0.0, math.inf, 8),
    ]
    refuses(sine, *bad[case], because="there is no such sine")


@over(SINE)
def test_sine_agrees_with_the_reference(sine, reference, f, amp, phase, fs, n):
    """The samples are those that the course's own solution gives."""
    angle = 2 * math.pi * abs(f) * n / fs + abs(phase)
    close(
        sine(f, amp, phase, fs, n),
        reference(f, amp, phase, fs, n),
        atol=8 * EPS * abs(amp) * (10 + n + angle),
        fs=fs,
        because=ANGLE,
    )


# phasor_sum

CYCLE = np.arange(16) / 16  # times in periods, one cycle


def two(answer):
    """Return amplitude and phase as an array, or say what came instead."""
    return numbers(answer, "amp, phase")


def added(parts):
    """Return amplitudes, phases in rad, and the sum of the sines over one cycle."""
    amps = np.array([amp for amp, _ in parts])
    angles = np.radians([float(degrees) for _, degrees in parts])
    return (
        amps,
        angles,
        sum(a * np.sin(2 * np.pi * CYCLE + p) for a, p in zip(amps, angles, strict=True)),
    )


def same_wave(answer, parts, calls=1):
    """Assert that one sine with this amplitude and phase is the sum of the parts, at all times."""
    amp, phase = two(answer)
    amps, _, total = added(parts)
    about = {"atol": 1e-7 * (1 + amps.sum()), "at": CYCLE, "at_unit": "periods", "because": ARROWS}
    wave = amp * np.sin(2 * np.pi * CYCLE + phase)
    if calls == 1:
        close(wave, total, what="the sine", **about)
    else:
        agree(wave, total, what="the sine", calls=calls, **about)


@shape
@given(parts=waves)
@example(parts=[[0.0, 0]])
@example(parts=[[1.0, 90], [1.0, 90], [1.0, 90]])
def test_phasor_sum_is_two_numbers(phasor_sum, parts):
    """The answer is two real, finite numbers, the amplitude and the phase, for silence too."""
    amps, angles, _ = added(parts)
    two(phasor_sum(amps, angles))


TWO_EQUAL = {90: 2**0.5, 180: 0.0, 120: 1.0, 0: 2.0, 60: 3**0.5, 48: 1.8270909152852017}


@anchor
@given(
    apart=st.sampled_from([90, 180, 120, 0, 60, -90]),
    scale=st.sampled_from([1.0, 2.0, 10.0]),
    turn=st.sampled_from([0, 90, 30]),
)
def test_phasor_sum_of_two_equal_waves(phasor_sum, apart, scale, turn):
    """Two waves of amplitude 1 give 2 in step, 1.4142 at 90, 1 at 120 and 0 at 180 degrees."""
    amp, _ = two(phasor_sum(np.full(2, scale), np.radians([float(turn), float(turn + apart)])))
    close(amp, scale * TWO_EQUAL[abs(apart)], atol=1e-7 * scale, what="amp", because=ARROWS)


@given(turn=phases, apart=st.sampled_from([60, 0, 90, 120, 30, 170]), amp=amplitudes)
@example(turn=0, apart=0, amp=1.0)
def test_phasor_sum_lies_in_the_middle(phasor_sum, turn, apart, amp):
    """The phase of the sum of two equal waves lies midway between theirs."""
    _, phase = two(phasor_sum(np.full(2, amp), np.radians([float(turn), float(turn + apart)])))
    middle = math.remainder(rad(turn + apart / 2), 2 * math.pi)
    # Angles that differ by a whole turn are the same.
    turns = round((phase - middle) / (2 * math.pi))
    close(
        phase,
        middle + (2 * math.pi * turns if abs(turns) <= 1 else 0),
        unit="rad",
        atol=1e-7,
        what="phase",
        because=ARROWS,
    )


@given(parts=waves)
@example(parts=[[1.0, -135]])
@example(parts=[[0.0, 0]])
def test_phasor_sum_stays_in_range(phasor_sum, parts):
    """The phase is from -pi to pi, for phases beyond that too."""
    amps, angles, _ = added(parts)
    _, phase = two(phasor_sum(amps, angles))
    at_most(
        abs(phase),
        math.pi,
        unit="rad",
        slack=1e-9,
        what="the size of phase",
        because="rounding of pi",
    )


@given(parts=waves)
@example(parts=[[0.0, 0]])
@example(parts=[[1.0, 90], [1.0, 90], [1.0, 90]])
def test_phasor_sum_never_has_a_negative_amplitude(phasor_sum, parts):
    """The amplitude is not negative, and not above the sum of all amplitudes."""
    amps, angles, _ = added(parts)
    amp, _ = two(phasor_sum(amps, angles))
    half = amps.sum() / 2
    at_most(-amp, 0.0, slack=1e-7, what="minus amp", because="an amplitude is a length")
    at_most(amp, 2 * half, slack=1e-7 * (1 + half), what="amp", because=ARROWS)


@given(parts=waves)
@example(parts=[[1.0, 0], [1.0, 180]])
@example(parts=[[2.0, 0], [2.0, 90]])
@example(parts=[[0.0, 0]])
@example(parts=[[1.0, 90], [1.0, 90], [1.0, 90]])
def test_phasor_sum_is_the_sum_at_every_moment(phasor_sum, parts):
    """One sine with this amplitude and phase is the sum of all the sines, at every moment."""
    amps, angles, _ = added(parts)
    same_wave(phasor_sum(amps, angles), parts)


@given(parts=waves, more=waves)
@example(parts=[[0.0, 0]], more=[[1.0, 0]])
@example(parts=[[1.0, 90]], more=[[1.0, 90], [1.0, 90], [1.0, 90]])
def test_phasor_sum_in_groups(phasor_sum, parts, more):
    """Summing two groups first and then both sums gives the same wave."""
    groups = [two(phasor_sum(*added(group)[:2])) for group in (parts, more)]
    same_wave(phasor_sum(*np.transpose(groups)), parts + more, calls=3)


@given(case=st.sampled_from(range(4)))
def test_phasor_sum_refuses_what_is_no_wave(phasor_sum, case):
    """No wave, a phase too few, or a number that is not finite raise ValueError."""
    bad = [([], []), ([1.0, 1.0], [0.0]), ([1.0], [math.nan]), ([math.inf], [0.0])]
    refuses(phasor_sum, *bad[case], because="there are no such waves")


@over(PHASOR_SUM)
def test_phasor_sum_agrees_with_the_reference(phasor_sum, reference, amps, phases):
    """Amplitude and phase are those that the course's own solution gives."""
    (amp, phase), (a, p) = two(phasor_sum(amps, phases)), np.asarray(reference(amps, phases))
    total = float(np.sum(np.abs(np.asarray(amps, dtype=float))))
    close(amp, a, what="amp", atol=1e-7 * total, because=ARROWS)
    if a:
        angle = float(np.max(np.abs(phases)))
        turns = round((phase - p) / (2 * math.pi))
        close(
            phase,
            p + (2 * math.pi * turns if abs(turns) <= 1 else 0),
            unit="rad",
            what="phase",
            atol=4 * EPS * (10 + len(amps) + angle) * total / a,
            because="the tip is off by 2e-16 of all arrows, and turns the more, the shorter their sum",
        )


# beat_rate


@shape
@given(f1=tones, f2=tones | st.just(0.0))
def test_beat_rate_is_one_number(beat_rate, f1, f2):
    """The beat rate is one real, finite number."""
    number(beat_rate(f1, f2))


BEATS = {(1000, 1030): 30, (440, 446): 6, (300, 450): 150, (12000, 7000): 5000, (3000, 3001): 1}


@anchor
@given(pair=st.sampled_from([list(pair) for pair in BEATS]))
def test_beat_rate_of_1000_and_1030(beat_rate, pair):
    """1000 and 1030 Hz beat 30 times a second, 440 and 446 Hz 6 times."""
    close(
        beat_rate(*map(float, pair)), BEATS[tuple(pair)], unit="Hz", atol=1e-9, because=DIFFERENCE
    )


@given(f1=tones, f2=tones)
def test_beat_rate_has_no_order(beat_rate, f1, f2):
    """Which of the two tones comes first makes no difference."""
    agree(beat_rate(f1, f2), beat_rate(f2, f1), unit="Hz", atol=1e-9, because=DIFFERENCE)


@given(f1=tones, f2=tones, shift=st.sampled_from([100.0, 1.0, 5000.0]))
def test_beat_rate_ignores_how_high(beat_rate, f1, f2, shift):
    """Raising both tones by the same number of Hz changes nothing."""
    agree(
        beat_rate(f1 + shift, f2 + shift),
        beat_rate(f1, f2),
        unit="Hz",
        atol=1e-9,
        because="the sums are rounded at 1e-12 Hz",
    )


@given(f1=st.integers(60, 200), beats=st.integers(0, 12), above=st.booleans())
@example(f1=100, beats=0, above=True)
def test_beat_rate_counts_the_silences(beat_rate, f1, beats, above):
    """Add up both tones for a second and count: so often do they cancel."""
    f2 = f1 + beats if above else f1 - beats
    t = np.arange(512) / 512
    both = np.sin(2 * np.pi * f1 * t + 1.0) + np.sin(2 * np.pi * f2 * t)
    # The tones go through whole cycles in the second, so the Hilbert transform is exact.
    quiet = np.abs(sp_signal.hilbert(both)) < 0.2
    silences = int(np.sum(quiet & ~np.roll(quiet, 1)))
    close(
        beat_rate(float(f1), float(f2)),
        silences,
        unit="Hz",
        atol=1e-9,
        because="silences are counted, and the frequencies are whole numbers",
    )


@given(case=st.sampled_from(range(4)))
def test_beat_rate_refuses_no_frequency(beat_rate, case):
    """A negative or non-finite frequency raises ValueError."""
    bad = [(-440.0, 446.0), (440.0, -446.0), (440.0, math.nan), (math.inf, 446.0)]
    refuses(beat_rate, *bad[case], because="this is no frequency")


@over(BEAT_RATE)
def test_beat_rate_agrees_with_the_reference(beat_rate, reference, f1, f2):
    """The rate is the one that the course's own solution gives."""
    atol = 8 * EPS * max(float(f1), float(f2))
    close(beat_rate(f1, f2), reference(f1, f2), unit="Hz", atol=atol, because=DIFFERENCE)


# two_tone_envelope

seconds = st.sampled_from([0.01, 0.1, 0.001, 1.0])
sizes = st.sampled_from([16, 1, 2, 3, 64])


def moments(t_end, n):
    """Return n times in s from 0 on, the last one before `t_end`."""
    return np.arange(n) * (t_end / n)


@shape
@given(f1=tones, f2=tones | st.just(0.0), phi1=phases, phi2=phases, n=sizes)
def test_two_tone_envelope_is_one_per_moment(two_tone_envelope, f1, f2, phi1, phi2, n):
    """There is one real, finite number for each moment."""
    array(two_tone_envelope(moments(0.1, n), f1, f2, rad(phi1), rad(phi2)), n)


@anchor
@given(pair=pairs, phase=st.sampled_from([0, 90, 45]))
def test_two_tone_envelope_of_two_in_step(two_tone_envelope, pair, phase):
    """In step at 0 s, two tones give 2, then 1 after a third of a beat, 0 after half, and 2 again."""
    f1, f2 = map(float, pair)
    t = np.array([0, 1 / 3, 1 / 2, 2 / 3, 1]) / abs(f1 - f2)
    close(
        two_tone_envelope(t, f1, f2, rad(phase), rad(phase)),
        np.array([2.0, 1.0, 0.0, 1.0, 2.0]),
        atol=1e-6,
        at=ms(t),
        at_unit="ms",
        because=ARROWS,
    )


@given(pair=pairs, apart=st.sampled_from([90, 180, 0, 120, 48, -60]), phase=phases)
@example(pair=[1000, 1030], apart=0, phase=0)
def test_two_tone_envelope_starts_as_the_phases_say(two_tone_envelope, pair, apart, phase):
    """At 0 s the envelope is 2 for equal phases, 1.4142 if they are 90 degrees apart, 0 for 180."""
    close(
        two_tone_envelope(np.zeros(1), *map(float, pair), rad(phase + apart), rad(phase)),
        np.array([TWO_EQUAL[abs(apart)]]),
        atol=1e-6,
        because=ARROWS,
    )


@given(pair=pairs, phi1=phases, phi2=phases, n=sizes)
def test_two_tone_envelope_repeats(two_tone_envelope, pair, phi1, phi2, n):
    """The envelope repeats after 1/|f1 - f2| seconds, whatever the phases."""
    f1, f2 = map(float, pair)
    beat = 1 / abs(f1 - f2)
    t = moments(beat, n)
    agree(
        two_tone_envelope(t + beat, f1, f2, rad(phi1), rad(phi2)),
        two_tone_envelope(t, f1, f2, rad(phi1), rad(phi2)),
        atol=1e-6,
        at=ms(t),
        at_unit="ms",
        because=ARROWS,
    )


@given(pair=pairs, phi1=phases, phi2=phases)
def test_two_tone_envelope_goes_from_0_to_2(two_tone_envelope, pair, phi1, phi2):
    """Within one beat the envelope reaches 2 and falls to 0, whatever the phases."""
    f1, f2 = map(float, pair)
    t = moments(1 / abs(f1 - f2), 1000)
    got = np.asarray(two_tone_envelope(t, f1, f2, rad(phi1), rad(phi2)), dtype=float)
    near = "1000 moments a beat come within 1/2000 of a beat of silence: 0.0031"
    close(got.max(), 2.0, atol=4e-3, what="the highest value", because=near)
    close(got.min(), 0.0, atol=4e-3, what="the lowest value", because=near)


@given(pair=pairs, phi1=phases, phi2=phases, turn=st.sampled_from([90, 180, 48]), n=sizes)
def test_two_tone_envelope_slides(two_tone_envelope, pair, phi1, phi2, turn, n):
    """A change of one tone's phase slides the envelope in time and does nothing else."""
    f1, f2 = map(float, pair)
    t = moments(1 / abs(f1 - f2), n)
    sooner = turn / 360 / (f1 - f2)
    agree(
        two_tone_envelope(t, f1, f2, rad(phi1 + turn), rad(phi2)),
        two_tone_envelope(t + sooner, f1, f2, rad(phi1), rad(phi2)),
        atol=1e-6,
        at=ms(t),
        at_unit="ms",
        because=ARROWS,
    )


@given(
    f1=st.integers(20, 80),
    difference=st.sampled_from([4, 1, 0, -3, 30, -15]),
    phi1=phases,
    phi2=phases,
)
@example(f1=20, difference=0, phi1=0, phi2=180)
def test_two_tone_envelope_is_that_of_the_sum(two_tone_envelope, f1, difference, phi1, phi2):
    """It is the envelope that the Hilbert transform finds in the sum of both tones."""
    f2 = f1 + difference
    t = np.arange(256) / 256
    both = np.sin(2 * np.pi * f1 * t + rad(phi1)) + np.sin(2 * np.pi * f2 * t + rad(phi2))
    close(
        two_tone_envelope(t, float(f1), float(f2), rad(phi1), rad(phi2)),
        np.abs(sp_signal.hilbert(both)),
        atol=1e-6,
        at=ms(t),
        at_unit="ms",
        because="both tones go through whole cycles, so the Hilbert transform is exact",
    )


@given(case=st.sampled_from(range(4)))
def test_two_tone_envelope_refuses_no_time(two_tone_envelope, case):
    """No moment, a time that is not finite, or a frequency that is not finite raise ValueError."""
    bad = [([], 440.0), ([0.0, math.nan], 440.0), ([0.0], math.inf), ([[0.0]], 440.0)]
    t, f1 = bad[case]
    refuses(two_tone_envelope, t, f1, 446.0, 0.0, 0.0, because="there is no such envelope")


@over(TWO_TONE_ENVELOPE)
def test_two_tone_envelope_agrees_with_the_reference(
    two_tone_envelope, reference, t, f1, f2, phi1, phi2
):
    """The envelope is the one that the course's own solution gives."""
    end = float(np.max(np.abs(np.asarray(t, dtype=float))))
    angle = 2 * math.pi * (abs(f1) + abs(f2)) * end + abs(phi1) + abs(phi2)
    off = 8 * EPS * (10 + angle)
    right, got = reference(t, f1, f2, phi1, phi2), two_tone_envelope(t, f1, f2, phi1, phi2)
    about = {"at": ms(t), "at_unit": "ms"}
    close(got, right, atol=1e-7 + off, because=ARROWS, **about)
    squares = np.asarray(got, dtype=float) ** 2
    close(squares, right**2, what="the square", atol=4 * off, because=ANGLE, **about)


# comb_gain_db


AS_RATIO = "the gain as a ratio, 10 to the power of (dB / 20),"


def ratio(db):
    """Return levels in dB as ratios of amplitudes; -inf is 0."""
    return np.power(10.0, np.asarray(db, dtype=float) / 20)


@shape
@given(tau=delays, n=st.sampled_from([16, 1, 2, 3]))
def test_comb_gain_db_is_one_per_frequency(comb_gain_db, tau, n):
    """There is one real number of decibels for each frequency."""
    array(comb_gain_db((1 + np.arange(n)) / (3 * tau), tau), n)


@anchor
@given(tau=st.sampled_from([0.001, 0.002, 0.01]), k=st.integers(0, 10))
def test_comb_gain_db_of_a_millisecond(comb_gain_db, tau, k):
    """A copy 1 ms later gives +6.02 dB at 0, 1000, 2000 Hz, +3.01 at 250 and 0 dB at 333.33 Hz."""
    f = (k + np.array([0.0, 0.25, 1 / 3, 2 / 3, 0.75, 1.0])) / tau
    close(
        comb_gain_db(f, tau),
        np.array([6.020599913, 3.010299957, 0.0, 0.0, 3.010299957, 6.020599913]),
        unit="dB",
        atol=1e-6,
        at=f,
        at_unit="Hz",
        because=ONE_LOG,
    )


@given(tau=delays, k=st.integers(0, 50))
def test_comb_gain_db_cancels_between(comb_gain_db, tau, k):
    """Half a period late, or 1.5, 2.5, ... periods, the copy cancels the sine."""
    # Beside it a frequency that is heard, so that not all of the answer is rounding.
    got = np.asarray(comb_gain_db(np.array([(k + 0.5) / tau, (k + 1) / tau]), tau), dtype=float)
    at_most(
        float(got[0]) if got.shape == (2,) else got,
        -120.0,
        unit="dB",
        what="the gain half a period late",
        because="what rounding leaves is smaller than a millionth",
    )


@given(tau=delays, turns=turns, k=st.integers(1, 20))
def test_comb_gain_db_repeats(comb_gain_db, tau, turns, k):
    """The teeth of the comb are 1/tau Hz apart and all alike."""
    f = (turns + np.arange(16) / 16) / tau
    agree(
        ratio(comb_gain_db(f + k / tau, tau)),
        ratio(comb_gain_db(f, tau)),
        what=AS_RATIO,
        atol=1e-7,
        at=f,
        at_unit="Hz",
        because=ARROWS,
    )


@given(tau=delays, turns=turns)
def test_comb_gain_db_keeps_the_power(comb_gain_db, tau, turns):
    """What is lost at one frequency is won half a tooth on: both powers sum to 4."""
    f = np.array([turns, turns + 0.5]) / tau
    power = ratio(comb_gain_db(f, tau)) ** 2
    close(float(np.sum(power)), 4.0, atol=1e-7, what="the sum of both powers", because=ARROWS)


@given(tau=delays, turns=turns, scale=st.sampled_from([2.0, 10.0, 0.5]))
def test_comb_gain_db_depends_on_periods(comb_gain_db, tau, turns, scale):
    """Only how many periods the copy is late counts: twice the frequency, half the delay."""
    f = np.array([turns, 0.3, 0.0]) / tau
    agree(
        ratio(comb_gain_db(scale * f, tau / scale)),
        ratio(comb_gain_db(f, tau)),
        what=AS_RATIO,
        atol=1e-7,
        at=f,
        at_unit="Hz",
        because=ARROWS,
    )


@given(tau=delays, turns=turns)
@example(tau=0.001, turns=0.5)
def test_comb_gain_db_is_what_one_measures(comb_gain_db, tau, turns):
    """It is the RMS of a sine plus its delayed copy, relative to the RMS of the sine."""
    f = np.array([max(turns, 0.01), turns + 0.1]) / tau
    t = np.arange(12)[:, None] / (12 * f)
    x = np.sin(2 * np.pi * f * t)
    both = x + np.sin(2 * np.pi * f * (t - tau))
    measured = np.sqrt(np.mean(both**2, axis=0) / np.mean(x**2, axis=0))
    close(
        ratio(comb_gain_db(f, tau)), measured, atol=1e-7, at=f, at_unit="Hz", what=AS_RATIO,
        because=ARROWS,
    )  # fmt: skip


@given(case=st.sampled_from(range(4)))
def test_comb_gain_db_refuses_a_negative_delay(comb_gain_db, case):
    """A negative delay or frequency, NaN, or no frequency raise ValueError."""
    bad = [([440.0], -0.001), ([-440.0], 0.001), ([math.nan], 0.001), ([], 0.001)]
    refuses(comb_gain_db, *bad[case], because="there is no such comb")


@over(COMB_GAIN_DB)
def test_comb_gain_db_agrees_with_the_reference(comb_gain_db, reference, f, tau):
    """The gain is the one that the course's own solution gives."""
    off = 8 * EPS * (10 + 2 * math.pi * float(np.max(f)) * tau)
    right, got = ratio(reference(f, tau)), ratio(comb_gain_db(f, tau))
    about = {"at": np.asarray(f), "at_unit": "Hz"}
    close(got, right, what=AS_RATIO, atol=1e-7 + off, because=ARROWS, **about)
    close(got**2, right**2, what="the ratio of powers", atol=4 * off, because=ANGLE, **about)


# cancel_db


@shape
@given(gain_error=gains, phase_error=angles)
def test_cancel_db_is_one_number(cancel_db, gain_error, phase_error):
    """As long as something is left, its level is one real, finite number."""
    number(cancel_db(gain_error, float(phase_error)))


LEFT = {(0, 10): -15.173, (0, 60): 0.0, (0, 180): 6.021, (-1, 0): -19.271, (0, 1): -35.163}


@anchor
@given(errors=st.sampled_from([list(errors) for errors in LEFT]))
def test_cancel_db_of_ten_degrees(cancel_db, errors):
    """10 degrees off leave -15.17 dB, 60 degrees 0 dB, 180 degrees +6.02 dB; 1 dB off -19.27 dB."""
    gain_error, phase_error = errors
    close(
        cancel_db(float(gain_error), float(phase_error)),
        LEFT[gain_error, phase_error],
        unit="dB",
        atol=1e-3,
        because="the expected values are rounded to a thousandth",
    )


@given(zero=st.sampled_from([0.0, -0.0]))
def test_cancel_db_of_the_exact_opposite(cancel_db, zero):
    """The exact opposite leaves nothing: -inf dB, or only what rounding leaves, below -300 dB."""
    at_most(cancel_db(zero, 0.0), -300.0, unit="dB", because="rounding leaves a few 1e-16 at most")


@given(gain_error=gains, phase_error=angles)
def test_cancel_db_early_or_late(cancel_db, gain_error, phase_error):
    """Too early or too late by the same angle leaves the same, and so do 360 degrees more."""
    once = ratio(cancel_db(gain_error, float(phase_error)))
    late = ratio(cancel_db(gain_error, -float(phase_error)))
    agree(late, once, what=AS_RATIO, rtol=1e-7, atol=1e-7, because=ARROWS)
    again = ratio(cancel_db(gain_error, float(phase_error)))
    more = ratio(cancel_db(gain_error, float(phase_error) + 360.0))
    agree(more, again, what=AS_RATIO, rtol=1e-7, atol=1e-7, because=ARROWS)


@given(gain_error=gains, phase_error=angles)
def test_cancel_db_exchanged(cancel_db, gain_error, phase_error):
    """Exchanging the two sounds leaves the same sound: only the level it is compared with differs."""
    agree(
        ratio(cancel_db(-gain_error, float(phase_error))),
        ratio(cancel_db(gain_error, float(phase_error)) - gain_error),
        what=AS_RATIO,
        rtol=1e-7,
        atol=1e-5,
        because=ARROWS + ", times the ratio of both sounds, up to 100",
    )


@given(gain_error=gains, phase_error=angles)
def test_cancel_db_and_its_opposite(cancel_db, gain_error, phase_error):
    """The powers that are left with a copy and with the inverted copy sum to 2 (1 + g*g)."""
    g = 10 ** (gain_error / 20)
    one, other = (ratio(cancel_db(gain_error, float(phase_error) + turn)) for turn in (0, 180))
    agree(float(one**2 + other**2), 2 * (1 + g * g), rtol=1e-7, what="the sum", because=ARROWS)


@given(gain_error=gains, phase_error=angles)
def test_cancel_db_is_what_one_measures(cancel_db, gain_error, phase_error):
    """It is the RMS of a sine minus its copy, relative to the RMS of the sine."""
    cycle = 2 * np.pi * np.arange(24) / 24
    left = np.sin(cycle) - 10 ** (gain_error / 20) * np.sin(cycle + rad(phase_error))
    close(
        ratio(cancel_db(gain_error, float(phase_error))),
        math.sqrt(np.mean(left**2) / np.mean(np.sin(cycle) ** 2)),
        what=AS_RATIO,
        rtol=1e-7,
        atol=1e-7,
        because=ARROWS,
    )


@given(case=st.sampled_from(range(3)))
def test_cancel_db_refuses_no_number(cancel_db, case):
    """An error that is not a finite number raises ValueError."""
    bad = [(math.nan, 10.0), (0.0, math.inf), (-math.inf, 0.0)]
    refuses(cancel_db, *bad[case], because="an error is not finite")


@over(CANCEL_DB)
def test_cancel_db_agrees_with_the_reference(cancel_db, reference, gain_error_db, phase_error_deg):
    """What is left is what the course's own solution gives."""
    both = 1 + 10 ** (gain_error_db / 20)
    right = ratio(reference(gain_error_db, phase_error_deg))
    got = ratio(cancel_db(gain_error_db, phase_error_deg))
    close(got, right, what=AS_RATIO, atol=1e-7 * both, because=ARROWS)
    off = 8 * EPS * (10 + abs(rad(phase_error_deg)) + abs(gain_error_db) / 4)
    close(got**2, right**2, what="the ratio of powers", atol=off * both**2, because=ANGLE)
