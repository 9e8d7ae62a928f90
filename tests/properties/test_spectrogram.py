"""The laws of the spectrogram: calibrated amplitudes, levels, both axes, and the window's length."""

import math
from dataclasses import replace

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
    integer,
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
    text_of,
)

BY_HAND = "a few additions: rounding stays below 1e-15 of the largest"
TURNS = "2 pi k i / n is rounded at 1e-16 of at most some thousand radians, then n are added up"
SUMS = "sums of at most 32 products, each rounded at 1e-16 of the largest sample"
LOGARITHM = "a ratio rounded at 1e-16 makes a level that is off by 1e-15 dB"
GRID = "a few products of whole numbers and one quotient: rounding stays below 1e-15"
WHOLE = "the answer is a whole number"
SAMPLES = "one click, one frame"

# The hop is at most 4 samples and the window at least 4, so that every pair of them will do.
sizes = st.sampled_from([8, 4, 5, 7, 9, 16]) | st.integers(4, 20)
hops = st.integers(1, 4)
lengths = st.sampled_from([8, 1, 2, 5, 16, 31]) | st.integers(1, 40)
amplitudes = st.sampled_from([1.0, 2.0, 0.5, 10.0]) | st.floats(1e-3, 1e3)
gains = st.sampled_from([1, 2, 10])
windows = st.sampled_from(["ones", "Hann", "ramp"])
phases = st.sampled_from([0, 90, -90, 45, 180, 30, -60]) | st.integers(-179, 180)
rates = st.sampled_from([1000.0, 8000.0, 16_000.0, 48_000.0, 44_100.0]) | st.floats(1.0, 1e6)
floors = st.sampled_from([-80.0, -60.0, -50.0, -20.0, 0.0, -120.0, -33.0])
shapes = st.sampled_from(["row", "picture", "one"])

UNITS = {
    "L": "samples",
    "n": "samples",
    "hop": "samples",
    "at": "samples",
    "fs": "Hz",
    "phase": "degrees",
    "ref": "in the unit of A",
    "floor": "dB",
    "df": "Hz",
    "clicks": "samples",
}


def weights(window, n):
    """Return the weights of a window, shape (n,): all positive but the first of a Hann window."""
    i = np.arange(n)
    if window == "Hann":
        # Rounded, so that halves are shown as halves; by far less than any tolerance.
        return np.round(0.5 - 0.5 * np.cos(2 * np.pi * i / n), 14)
    return np.ones(n) if window == "ones" else 1.0 + i


def frames_of(L, n, hop):
    """Return the number of frames of a signal of `L` samples."""
    return math.ceil((L + n - hop) / hop)


def starts(L, n, hop):
    """Return the place of the first sample of each frame; before the signal it is negative."""
    return np.arange(frames_of(L, n, hop)) * hop - (n - hop)


def partners(n):
    """Return, for each of the lower bins, in how many bins the wave is found: 1 or 2."""
    return np.array([len({k, -k % n}) for k in range(n // 2 + 1)])


def cosine(amplitude, cycles, phase, n):
    """Return `n` samples of a cosine of `cycles` cycles per sample; `phase` in degrees."""
    angle = 2 * np.pi * cycles * np.arange(n) + math.radians(phase)
    return amplitude * (np.round(np.cos(angle), 14) + 0.0)


def largest(v):
    """Return the largest magnitude among some numbers, whatever holds them."""
    return float(np.max(np.abs(np.asarray(v, dtype=float))))


def of_type(dtype):
    """Return whether an argument is an array, or a number of NumPy's, of this type."""
    return lambda v: getattr(v, "dtype", None) == dtype


# What each parameter may be.

#: Windows as NumPy writes them, of any number of samples; their sum is above zero.
SHAPES = {
    "ones": "np.ones({n})",
    "Hann": "np.hanning({n} + 1)[:-1] + ({n} == 1)",
    "ramp": "1 + np.arange({n}) / 8",
    "partly negative": "1 - 1.5 * (np.arange({n}) % 3 == 1)",
}
some_samples = sizes | st.integers(1, 24)


def shaped(name, n, power=0, container="float64"):
    """Return a window of `n` samples, 2**power in size, in one of several containers."""
    text = SHAPES[name].format(n=n)
    if power:
        text = f"2.0**{power} * ({text})"
    if container == "int16":
        text = f"np.rint(8000 * ({text})).astype(np.int16)"
    if container == "float32":
        text = f"({text}).astype(np.float32)"
    w = eval(text)  # one text both makes it and is what a learner is shown
    return w.tolist() if container == "list" else shown_as(w, text)


def drawn_shapes(names=tuple(SHAPES), n=some_samples, **fixed):
    """Draw what :func:`shaped` takes."""
    own = {name: st.just(value) for name, value in fixed.items()}
    return st.fixed_dictionaries({"name": st.sampled_from(names), "n": n, **own})


def sounds(n):
    """Draw what :func:`samples` takes: noise."""
    return st.fixed_dictionaries(
        {"kind": st.just("noise"), "seed": seeds, "shape": n.map(lambda size: [size])}
    )


WHOLE_WINDOW = 10**6  # of a hop
HOPS = place(
    lambda hop: hop,
    usual=hops,
    every_sample=(st.just(1), lambda hop: hop == 1),
    a_NumPy_integer=(hops.map(lambda hop: {"int64": hop}), of_type(np.int64)),
)


def within(hop, n):
    """Return a hop that windows of `n` samples allow."""
    return np.int64(min(hop["int64"], n)) if isinstance(hop, dict) else min(hop, n)


SPECTROGRAM = domain(
    x=row(1, 5000, usual=lengths),
    window=place(
        lambda drawn: shaped(**drawn),
        usual=drawn_shapes(),
        one=(drawn_shapes(n=st.just(1)), lambda v: len(v) == 1),
        two=(drawn_shapes(n=st.just(2)), lambda v: len(v) == 2),
        odd=(drawn_shapes(n=st.sampled_from([3, 5, 9, 15])), lambda v: len(v) % 2),
        even=(drawn_shapes(n=st.sampled_from([4, 6, 8, 16])), lambda v: len(v) % 2 == 0),
        very_quiet=(drawn_shapes(power=-100), lambda v: largest(v) < 2.0**-90),
        quiet=(drawn_shapes(power=-40), lambda v: 2.0**-50 < largest(v) < 2.0**-30),
        loud=(drawn_shapes(power=40), lambda v: 2.0**50 > largest(v) > 2.0**30),
        very_loud=(drawn_shapes(power=100), lambda v: largest(v) > 2.0**90),
        partly_negative=(
            drawn_shapes(["partly negative"], st.integers(2, 20)),
            lambda v: np.min(v) < 0,
        ),
        a_list=(drawn_shapes(container="list"), lambda v: isinstance(v, list)),
        float32=(drawn_shapes(container="float32"), of_type(np.float32)),
        int16=(drawn_shapes(container="int16"), of_type(np.int16)),
    ),
    hop=HOPS,
    also={
        "windows side by side": (
            st.just({"hop": WHOLE_WINDOW}),
            lambda window, hop, **_: hop == len(window) > 1,
        ),
        "a hop that does not divide the window": (
            drawn_shapes(n=st.sampled_from([7, 8, 11])).map(lambda w: {"window": w, "hop": 3}),
            lambda window, hop, **_: len(window) % hop > 0,
        ),
        "long windows": (
            st.fixed_dictionaries(
                {
                    "window": drawn_shapes(n=st.integers(1000, 1024)),
                    "hop": st.integers(400, 1024),
                    "x": sounds(st.integers(1000, 1500)),
                }
            ),
            lambda window, **_: len(window) >= 1000,
        ),
        "a sound shorter than the hop": (
            sounds(st.integers(1, 3)).map(lambda x: {"x": x, "hop": 4}),
            lambda x, hop, **_: len(x) < hop,
        ),
    },
    fit=lambda x, window, hop: {"hop": within(hop, len(window))},
)


def not_negative(drawn):
    """Return amplitudes: samples without their signs."""
    if drawn.get("container") in ("int16", "uint8"):
        return samples(**drawn, integers=(0, 200))
    drawn = dict(drawn)
    fading = drawn.pop("fading", 0)
    A = samples(**drawn)
    if fading:
        steps = f"np.arange({len(A)})[:, None, None]"
        text = f"np.abs({text_of(A)}) * 2.0 ** (-{fading} * {steps})"
        return shown_as(np.abs(A) * 2.0 ** (-fading * np.arange(len(A))[:, None, None]), text)
    if isinstance(A, list):
        return np.abs(A).tolist()
    return shown_as(np.abs(A), f"np.abs({text_of(A)})") if np.ndim(A) else abs(float(A))


def amplitudes_like(**fixed):
    """Draw what :func:`not_negative` takes."""
    own = {name: st.just(value) for name, value in fixed.items()}
    return st.fixed_dictionaries({"seed": seeds, **own})


AMPLITUDES = row(1, 5000, dims=(2, 1, 0, 3), containers=("list", "float32", "int16", "uint8"))
AMPLITUDE_TO_DB = domain(
    A=replace(AMPLITUDES, build=not_negative),
    ref=real(2.0**-100, 2.0**100, amplitudes),
    floor=real(-2000, 0, floors),
    also={
        "very quiet, and a low floor": (
            amplitudes_like(kind="spread", shape=[2, 6], power=-100).map(
                lambda A: {"A": A, "floor": -2000.0}
            ),
            lambda A, floor, **_: largest(A) < 2.0**-90 and floor < -1000,
        ),
        "a silent stack": (
            amplitudes_like(kind="silence", shape=[2, 3, 4]).map(
                lambda A: {"A": A, "floor": -60.0}
            ),
            lambda A, floor, **_: np.ndim(A) == 3 and not np.any(A) and floor != -80,
        ),
        "very quiet, and silence beside it": (
            amplitudes_like(kind="impulse", shape=[2, 6], power=-100).map(
                lambda A: {"A": A, "floor": -2000.0}
            ),
            lambda A, floor, **_: 0 < largest(A) < 2.0**-90 and np.min(A) == 0 and floor < -1000,
        ),
        "a stack, one picture far quieter": (
            amplitudes_like(kind="noise", shape=[2, 3, 4], fading=40).map(lambda A: {"A": A}),
            lambda A, **_: np.ndim(A) == 3 and len(A) == 2 and np.max(A[1]) < 1e-9 * np.max(A[0]),
        ),
    },
)
#: A rate that a sampled quantity may have: a wave of the sea, a sound, a radio.
RATES = real(0.01, 1e9, rates)
FRAME_TIMES = domain(
    length=count(1, 200_000, lengths),
    n=count(1, 100_000, sizes),
    hop=HOPS,
    fs=RATES,
    also={
        "frames side by side": (
            st.just({"hop": WHOLE_WINDOW}),
            lambda n, hop, **_: hop == n > 1,
        ),
        "a hop that does not divide the window": (
            st.sampled_from([7, 8, 11]).map(lambda n: {"n": n, "hop": 3}),
            lambda n, hop, **_: n % hop > 0,
        ),
        "the last sample begins a frame": (
            st.integers(1, 9).map(lambda m: {"n": 8, "hop": 4, "length": 4 * m + 1}),
            lambda length, n, hop, **_: (length + n - hop) % hop == 1 % hop and hop > 1,
        ),
        "the last sample ends a hop": (
            st.integers(1, 9).map(lambda m: {"n": 8, "hop": 4, "length": 4 * m}),
            lambda length, n, hop, **_: (length + n - hop) % hop == 0 and hop > 1,
        ),
        "long frames of a long sound": (
            st.integers(50_000, 200_000).map(lambda L: {"n": 4096, "hop": 1024, "length": L}),
            lambda length, hop, **_: length >= 50_000 and hop == 1024,
        ),
    },
    fit=lambda length, n, hop, fs: {"hop": within(hop, n)},
)
FREQUENCY_AXIS = domain(n=count(1, 100_000, sizes), fs=RATES)


def length_wanted(df, dt, fs):
    """Return distances for which a window of `n` samples is right: n - part would be enough."""
    n = df["n"]
    return {"df": fs / 2 if n == 8 else 4 * fs / (n - df["part"]), "dt": (n + dt) / fs}


def wanted(n, part):
    """Draw a number of samples, and how much less would do."""
    return st.fixed_dictionaries({"n": n, "part": part})


some_lengths = st.sampled_from([320, 640, 16, 100]) | st.integers(9, 4000)
broken = st.sampled_from([0.5, 0.25, 0.75])
WINDOW_LENGTH = domain(
    df=place(
        lambda drawn: drawn,
        usual=wanted(some_lengths, broken),
    ),
    dt=place(
        lambda samples: samples,
        usual=st.sampled_from([10.0, 1e6, 0.5]) | st.floats(0.5, 1e6),
        very_long=(st.just(1e12), lambda dt: dt > 100),
    ),
    fs=RATES,
    also={
        "tones half the rate apart": (
            st.just({"df": {"n": 8, "part": 0}}),
            lambda df, fs, **_: df == fs / 2,
        ),
        "tones close together": (
            wanted(st.integers(900_000, 10**6), broken).map(lambda df: {"df": df}),
            lambda df, fs, **_: fs / df > 200_000,
        ),
        "a little more than a whole number": (
            wanted(some_lengths, st.just(1 - 1e-6)).map(lambda df: {"df": df}),
            lambda df, fs, **_: 0 < 4 * fs / df % 1 < 1e-5,
        ),
        "a little less than a whole number": (
            wanted(some_lengths, st.just(1e-6)).map(lambda df: {"df": df}),
            lambda df, fs, **_: 4 * fs / df % 1 > 1 - 1e-5,
        ),
        "a whole number, and clicks just as far apart": (
            st.integers(2, 11).map(
                lambda k: {"df": {"n": 8 * 2**k, "part": 0}, "dt": 0, "fs": 8192.0}
            ),
            lambda df, dt, fs: 4 * fs / df % 1 == 0 and dt * fs == 4 * fs / df,
        ),
        "clicks half a sample further apart": (
            some_lengths.map(lambda n: {"df": {"n": n, "part": 0.5}, "dt": 0.5}),
            lambda df, dt, fs: 0.1 < dt * fs - math.ceil(4 * fs / df) < 0.9,
        ),
    },
    fit=length_wanted,
)


# spectrogram


@shape
@given(kind=kinds, seed=seeds, L=lengths, n=sizes, hop=hops)
@example(kind="dc", seed=0, L=1, n=1, hop=1)
@example(kind="noise", seed=0, L=9, n=2, hop=1)
@example(kind="dc", seed=0, L=8, n=8, hop=1)
def test_spectrogram_is_a_column_per_frame(spectrogram, kind, seed, L, n, hop):
    """There is a row for each of the n // 2 + 1 bins and a column for each frame."""
    array(
        spectrogram(signal(kind, seed, L), weights("ones", n), hop),
        (n // 2 + 1, frames_of(L, n, hop)),
    )


@anchor
@given(wave=st.sampled_from([0, 1, 2]), gain=gains)
def test_spectrogram_of_four_samples(spectrogram, wave, gain):
    """One frame of four ones: 1, 1, 1, 1 reads 1, 0, 0; 1, 0, -1, 0 reads 0, 1, 0; 1, -1, 1, -1 the last."""
    x = gain * np.array([[1, 1, 1, 1], [1, 0, -1, 0], [1, -1, 1, -1]])[wave]
    right = gain * np.eye(3)[wave][:, np.newaxis]
    close(spectrogram(x.tolist(), [1, 1, 1, 1], 4), right, atol=1e-12 * gain, because=BY_HAND)


@anchor
@given(gain=gains)
def test_spectrogram_of_one_sample(spectrogram, gain):
    """The sample 1 under the window 0, 0.5, 1, 0.5, hop 2: first 0.5, 1, 0.5, then nothing."""
    right = gain * np.array([[0.5, 0], [1, 0], [0.5, 0]])
    close(spectrogram([gain], [0, 0.5, 1, 0.5], 2), right, atol=1e-12 * gain, because=BY_HAND)


@given(
    amplitude=amplitudes,
    k=st.integers(1, 3),
    phase=phases,
    window=st.sampled_from(["ones", "Hann"]),
    n=st.sampled_from([8, 9, 16]),
    hop=hops,
)
def test_spectrogram_of_a_tone(spectrogram, amplitude, k, phase, window, n, hop):
    """A cosine on a bin reads its amplitude there, in all frames it fills, whatever the window."""
    L = n + 8
    x = cosine(amplitude, k / n, phase, L)
    got = array(spectrogram(x, weights(window, n), hop), (n // 2 + 1, frames_of(L, n, hop)))
    first = starts(L, n, hop)
    filled = (first >= 0) & (first + n <= L)
    right = np.full(np.count_nonzero(filled), amplitude)
    what, at = f"bin {k}", np.flatnonzero(filled)
    close(
        got[k, filled],
        right,
        atol=1e-11 * amplitude,
        at=at,
        at_unit="index",
        what=what,
        because=SUMS,
    )


@given(amplitude=amplitudes, alternating=st.booleans(), window=windows, n=sizes)
@example(amplitude=1.0, alternating=True, window="Hann", n=8)
@example(amplitude=1.0, alternating=False, window="ones", n=1)
@example(amplitude=1.0, alternating=True, window="ones", n=2)
def test_spectrogram_of_bins_without_a_partner(spectrogram, amplitude, alternating, window, n):
    """A constant reads its value in bin 0; so does A, -A, A, -A in the last bin, if n is even."""
    alternating = alternating and n % 2 == 0
    x = amplitude * (-1.0 if alternating else 1.0) ** np.arange(2 * n)
    got = array(spectrogram(x, weights(window, n), n), (n // 2 + 1, 2))
    row = got[-1 if alternating else 0]
    what = f"bin {len(got) - 1 if alternating else 0}"
    close(row, np.full(2, amplitude), atol=1e-11 * amplitude, what=what, because=SUMS)


@given(amplitude=amplitudes, n=st.sampled_from([5, 3, 7, 9]), phase=phases)
def test_spectrogram_of_the_last_bin_if_n_is_odd(spectrogram, amplitude, n, phase):
    """If n is odd the last bin has a partner: a cosine there reads its amplitude."""
    x = cosine(amplitude, (n // 2) / n, phase, n)
    right = np.zeros((n // 2 + 1, 1))
    right[-1] = amplitude
    close(spectrogram(x, np.ones(n), n), right, atol=1e-11 * amplitude, because=SUMS)


@given(height=amplitudes, at=st.integers(0, 15), window=windows, n=sizes, hop=hops)
def test_spectrogram_of_a_click(spectrogram, height, at, window, n, hop):
    """A click is as strong in all frequencies, in each frame by the weight at its place there."""
    x = np.zeros(16)
    x[at] = height
    w = weights(window, n)
    place = at - starts(16, n, hop)
    inside = (place >= 0) & (place < n)
    weight = np.where(inside, w[np.where(inside, place, 0)], 0.0)
    right = np.outer(partners(n), height * weight / w.sum())
    close(spectrogram(x, w, hop), right, atol=1e-11 * height, because=SUMS)


@given(
    seed=seeds,
    gain=st.sampled_from([2.0, -1.0, 1000.0, 2.0**-100, 2.0**100]),
    weight=st.sampled_from([2.0, 0.01, 100.0, 2.0**-100, 2.0**100]),
    n=sizes,
    hop=hops,
)
def test_spectrogram_scaling(spectrogram, seed, gain, weight, n, hop):
    """Making the signal g times larger makes all amplitudes |g| times larger; the window's size is no matter."""
    x, w = noise(seed, 16), weights("ramp", n)
    before = array(spectrogram(x, w, hop), (n // 2 + 1, frames_of(16, n, hop)))
    twin = abs(gain) * before
    agree(spectrogram(gain * x, weight * w, hop), twin, atol=1e-10 * abs(gain), because=SUMS)


@given(seed=seeds, L=lengths, window=windows, n=sizes, hop=hops)
@example(seed=0, L=5, window="ones", n=1, hop=1)
@example(seed=0, L=5, window="ramp", n=2, hop=2)
@example(seed=0, L=5, window="ramp", n=3, hop=2)
def test_spectrogram_is_cosines_and_sines(spectrogram, seed, L, window, n, hop):
    """Each value is found by multiplying the frame with a cosine and a sine and adding up."""
    x, w = noise(seed, L), weights(window, n)
    angle = 2 * np.pi * np.outer(np.arange(n // 2 + 1), np.arange(n)) / n
    right = np.zeros((n // 2 + 1, frames_of(L, n, hop)))
    for m, first in enumerate(starts(L, n, hop)):
        i = np.arange(max(first, 0), min(first + n, L))
        c = np.cos(angle[:, i - first]) @ (w[i - first] * x[i])
        d = np.sin(angle[:, i - first]) @ (w[i - first] * x[i])
        right[:, m] = partners(n) * np.hypot(c, d) / w.sum()
    close(spectrogram(x, w, hop), right, atol=1e-10, because=SUMS)


@given(case=st.sampled_from(range(6)))
def test_spectrogram_refuses_what_cannot_be_read(spectrogram, case):
    """A window whose sum is not above zero, and a hop below 1 or above n, raise ValueError."""
    bad = [
        ([1.0, 2.0, 3.0], [1.0, -1.0], 1),
        ([1.0, 2.0, 3.0], [1.0, -2.0], 1),
        ([1.0, 2.0, 3.0], [1.0, 1.0], 0),
        ([1.0, 2.0, 3.0], [1.0, 1.0], 3),
        ([], [1.0, 1.0], 1),
        ([1.0, 2.0, 3.0], [], 1),
    ]
    refuses(spectrogram, *bad[case], because="no amplitude can be read")


@over(SPECTROGRAM)
def test_spectrogram_agrees_with_the_reference(spectrogram, reference, x, window, hop):
    """The amplitudes are those that the course's own solution gives."""
    w = np.asarray(window, dtype=float)
    off = (2e-14 + 4e-15 * w.size) * float(np.sum(np.abs(w)) / np.sum(w)) * largest(x)
    close(spectrogram(x, window, hop), reference(x, window, hop), atol=off, because=TURNS)


# amplitude_to_db


def amounts(shape, seed):
    """Return some amplitudes between 0.001 and 1, as a row, as rows and columns, or just one."""
    size = {"row": 4, "picture": (2, 3), "one": 1}[shape]
    return 10.0 ** np.random.default_rng(seed).uniform(-3, 0, size)


@shape
@given(shape=shapes, seed=seeds, silent=st.booleans())
def test_amplitude_to_db_keeps_the_shape(amplitude_to_db, shape, seed, silent):
    """There is one finite level for each amplitude, in the same arrangement, in silence too."""
    A = amounts(shape, seed) * (not silent)
    array(amplitude_to_db(A), A.shape)


@anchor
@given(gain=st.sampled_from([0, 1, 2, -1]))
def test_amplitude_to_db_of_a_tenth(amplitude_to_db, gain):
    """1, 0.1 and 0.01 are 0, -20 and -40 dB; ten times as much is 20 dB more."""
    A = 10.0 ** np.array([gain, gain - 1, gain - 2])
    right = np.array([0.0, -20, -40]) + 20 * gain
    close(amplitude_to_db(A), right, unit="dB", atol=1e-9, because=LOGARITHM)


@anchor
@given(gain=st.sampled_from([0, 1, 2, -1]))
def test_amplitude_to_db_of_next_to_nothing(amplitude_to_db, gain):
    """1, 0.000001 and 0 are 0, -80 and -80 dB: the floor is 80 dB below the largest of them."""
    A = 10.0**gain * np.array([1, 1e-6, 0])
    right = np.array([0.0, -80, -80]) + 20 * gain
    close(amplitude_to_db(A), right, unit="dB", atol=1e-9, because=LOGARITHM)


@given(ref=amplitudes, shape=shapes, floor=floors)
def test_amplitude_to_db_of_the_reference(amplitude_to_db, ref, shape, floor):
    """What is as large as ref reads 0 dB, and half of it 6.0206 dB less, unless the floor is higher."""
    A = np.full(amounts(shape, 0).shape, ref)
    right = np.zeros(A.shape)
    A[..., 1:] /= 2
    right[..., 1:] = max(-20 * math.log10(2), floor)
    close(amplitude_to_db(A, ref, floor), right, unit="dB", atol=1e-9, because=LOGARITHM)


@given(shape=shapes, seed=seeds, gain=st.sampled_from([10.0, 2.0, 0.001]), floor=floors)
def test_amplitude_to_db_with_another_unit(amplitude_to_db, shape, seed, gain, floor):
    """If amplitudes and ref are in a smaller unit, all levels, and the floor, stay what they are."""
    A = amounts(shape, seed)
    A.flat[-1] = 0 if A.size > 1 else 1
    before = array(amplitude_to_db(A, 1.0, floor), A.shape)
    twin = before
    agree(amplitude_to_db(gain * A, gain, floor), twin, unit="dB", atol=1e-9, because=LOGARITHM)


@given(shape=shapes, seed=seeds, ref=amplitudes)
def test_amplitude_to_db_can_be_undone(amplitude_to_db, shape, seed, ref):
    """Above the floor, ref times 10 to the power of L/20 is the amplitude again."""
    A = amounts(shape, seed)
    level = array(amplitude_to_db(A, ref), A.shape)
    again = ref * 10 ** (level / 20)
    close(again, A, rtol=1e-9, what="ref 10^(L/20)", because=LOGARITHM)


@given(floor=floors, gain=gains, seed=seeds)
def test_amplitude_to_db_of_a_quiet_column(amplitude_to_db, floor, gain, seed):
    """The floor hangs from the largest amplitude of the whole picture, not of a row or a column."""
    A = gain * np.array([[1, 1e-7, 0.1], [1e-8, 1e-9, 0]])
    top = 20 * math.log10(gain)
    right = top + np.array([[0, floor, max(-20.0, floor)], [floor, floor, floor]])
    right[0, 1], right[1, :2] = top + np.maximum(-140, floor), top + np.maximum([-160, -180], floor)
    close(amplitude_to_db(A, 1.0, floor), right, unit="dB", atol=1e-9, because=LOGARITHM)


@given(shape=shapes, floor=floors, ref=amplitudes)
def test_amplitude_to_db_of_silence(amplitude_to_db, shape, floor, ref):
    """Where all is silent every level is the floor; a single sound as large as ref brings it to 0 dB."""
    A = np.zeros(amounts(shape, 0).shape)
    flat = np.full(A.shape, floor)
    close(amplitude_to_db(A, ref, floor), flat, unit="dB", atol=1e-9, because=LOGARITHM)
    A.flat[0] = ref
    flat.flat[0] = 0
    close(amplitude_to_db(A, ref, floor), flat, unit="dB", atol=1e-9, because=LOGARITHM)


@given(case=st.sampled_from(range(9)))
def test_amplitude_to_db_refuses_what_has_no_level(amplitude_to_db, case):
    """A negative amplitude, one that is no number, a ref of zero, or a floor above 0 is refused."""
    bad = [
        ([1.0, -1.0],),
        ([1.0, math.nan],),
        ([1.0, math.inf],),
        ([],),
        ([1.0], 0.0),
        ([1.0], -1.0),
        ([1.0], math.inf),
        ([1.0], 1.0, 0.5),
        ([1.0], 1.0, -math.inf),
    ]
    refuses(amplitude_to_db, *bad[case], because="there is no such level")


@over(AMPLITUDE_TO_DB)
def test_amplitude_to_db_agrees_with_the_reference(amplitude_to_db, reference, A, ref, floor):
    """The levels are those that the course's own solution gives."""
    right = reference(A, ref, floor)
    close(amplitude_to_db(A, ref, floor), right, unit="dB", atol=1e-9, because=LOGARITHM)


# frame_times


@shape
@given(L=lengths, n=sizes, hop=hops, fs=rates)
@example(L=1, n=1, hop=1, fs=1000.0)
@example(L=48_000, n=1200, hop=480, fs=48_000.0)
def test_frame_times_is_one_for_each_frame(frame_times, L, n, hop, fs):
    """There is one real, finite number for each column of the spectrogram."""
    array(frame_times(L, n, hop, fs), frames_of(L, n, hop))


@anchor
@given(fs=st.sampled_from([1.0, 2.0, 10.0, 1000.0]))
def test_frame_times_of_four_samples(frame_times, fs):
    """4 samples in frames of 4 with a hop of 1, at 1 Hz: -1, 0, 1, 2, 3, 4, 5 s; at 2 Hz half of it."""
    right = np.array([-1, 0, 1, 2, 3, 4, 5]) / fs
    close(frame_times(4, 4, 1, fs), right, unit="s", rtol=1e-12, atol=1e-15, because=GRID)


@anchor
@given(frames=st.integers(1, 3), n=st.sampled_from([4, 8, 5]))
def test_frame_times_side_by_side(frame_times, frames, n):
    """Where the hop is the length of the window, frames stand side by side: n/2, n/2 + n and so on."""
    right = (np.arange(frames) + 0.5) * n / 1000
    close(frame_times(frames * n, n, n, 1000), right, unit="s", rtol=1e-12, because=GRID)


@given(L=lengths, n=sizes, hop=hops, fs=rates)
@example(L=1600, n=400, hop=160, fs=16_000.0)
def test_frame_times_begin_before_the_signal(frame_times, L, n, hop, fs):
    """The first frame ends with the first hop of samples: its middle is n/2 samples before that."""
    got = array(frame_times(L, n, hop, fs), frames_of(L, n, hop))
    first, right = float(got[0]), (hop - n / 2) / fs
    close(first, right, unit="s", atol=1e-12 * n / fs, what="the first time", because=GRID)


@given(L=st.integers(5, 40), n=sizes, hop=hops, fs=rates)
def test_frame_times_are_a_hop_apart(frame_times, L, n, hop, fs):
    """From frame to frame hop / fs seconds go by."""
    got = array(frame_times(L, n, hop, fs), frames_of(L, n, hop))
    steps = np.diff(got)
    right = np.full(steps.size, hop / fs)
    close(steps, right, unit="s", atol=1e-11 / fs, what="the step to the next time", because=GRID)


@given(L=lengths, n=sizes, hop=hops, fs=rates, at=st.integers(0, 39))
def test_frame_times_find_a_click(frame_times, L, n, hop, fs, at):
    """Under a Hann window, the frame where a click is loudest is at most half a hop away from it."""
    at %= L
    got = array(frame_times(L, n, hop, fs), frames_of(L, n, hop))
    place = at - starts(L, n, hop)
    inside = (place >= 0) & (place < n)
    loudest = np.argmax(np.where(inside, np.sin(np.pi * place / n) ** 2, -1))
    away = abs(float(got[loudest]) - at / fs)
    # Past the end of the signal there may be no frame on the other side of the click.
    bound = hop / 2 if loudest < len(place) - 1 else max(hop / 2, n / 2)
    at_most(
        away, bound / fs, unit="s", slack=1e-9 / fs, because=SAMPLES,
        what=f"the way from the click to frame {loudest}",
    )  # fmt: skip


@given(L=lengths, n=sizes, hop=hops, fs=rates, gain=st.sampled_from([2.0, 0.5]))
def test_frame_times_at_another_rate(frame_times, L, n, hop, fs, gain):
    """Sampling twice as fast halves all times."""
    got = array(frame_times(L, n, hop, fs), frames_of(L, n, hop))
    twin = got / gain
    agree(frame_times(L, n, hop, gain * fs), twin, unit="s", atol=1e-11 / fs, because=GRID)


@given(case=st.sampled_from(range(6)))
def test_frame_times_refuses_no_frames(frame_times, case):
    """No sample, a hop below 1 or above n, or a rate that is not finite and above zero is refused."""
    bad = [
        (0, 4, 2, 1000.0),
        (8, 4, 0, 1000.0),
        (8, 4, 5, 1000.0),
        (8, 4, 2, 0.0),
        (8, 4, 2, math.inf),
        (8, 4, 2, math.nan),
    ]
    refuses(frame_times, *bad[case], because="there are no such frames")


@over(FRAME_TIMES)
def test_frame_times_agrees_with_the_reference(frame_times, reference, length, n, hop, fs):
    """The times are those that the course's own solution gives."""
    right = reference(length, n, hop, fs)
    off = 1e-14 * (length + n) / fs
    close(frame_times(length, n, hop, fs), right, unit="s", atol=off, because=GRID)


# frequency_axis


@shape
@given(n=sizes | st.integers(1, 2048), fs=rates)
@example(n=1, fs=1000.0)
def test_frequency_axis_is_one_for_each_row(frequency_axis, n, fs):
    """There are n // 2 + 1 real, finite numbers, one for each row of the spectrogram."""
    array(frequency_axis(n, fs), n // 2 + 1)


@anchor
@given(n=st.integers(2, 12))
@example(n=8)
def test_frequency_axis_of_a_millisecond(frequency_axis, n):
    """A window of 1 ms has rows at 0, 1000, 2000 Hz and so on, up to half the rate at most."""
    right = np.array([0, 1000, 2000, 3000, 4000, 5000, 6000.0])[: n // 2 + 1]
    close(frequency_axis(n, 1000.0 * n), right, unit="Hz", rtol=1e-12, because=GRID)


@anchor
@given(gain=st.sampled_from([1, 2]))
def test_frequency_axis_for_speech(frequency_axis, gain):
    """A window of 400 samples at 16 kHz, that is 25 ms: 0, 40, 80 Hz and so on up to 8000 Hz."""
    got = array(frequency_axis(400, 16_000 * gain), 201)
    right = gain * np.array([0, 40, 80, 8000])
    at = [0, 1, 2, 200]
    close(got[at], right, unit="Hz", rtol=1e-12, at=at, at_unit="index", because=GRID)


@given(n=st.sampled_from([8, 9, 4, 5]) | st.integers(2, 64), fs=rates, k=st.integers(0, 32))
def test_frequency_axis_names_the_loudest_row(frequency_axis, n, fs, k):
    """A cosine of the frequency of row k is loudest in bin k of the DFT."""
    k = min(k, n // 2)
    got = array(frequency_axis(n, fs), n // 2 + 1)
    x = np.cos(2 * np.pi * float(got[k]) * np.arange(n) / fs)
    loudest = int(np.argmax(np.abs(np.fft.rfft(x))))
    close(
        loudest, k, what=f"the loudest bin of a cosine of the frequency of row {k}", because=WHOLE
    )


@given(n=st.sampled_from([8, 9, 4, 5]) | st.integers(2, 512), fs=rates)
def test_frequency_axis_ends_at_half_the_rate(frequency_axis, n, fs):
    """The last row is at fs/2 if n is even, and half a step below it if n is odd."""
    got = array(frequency_axis(n, fs), n // 2 + 1)
    right = fs / 2 if n % 2 == 0 else fs / 2 - fs / n / 2
    close(float(got[-1]), right, unit="Hz", rtol=1e-12, what="the last row", because=GRID)


@given(n=sizes, fs=rates, faster=st.sampled_from([2, 3]))
def test_frequency_axis_depends_on_the_duration(frequency_axis, n, fs, faster):
    """At twice the rate, twice as many samples last as long: the same rows, and others above them."""
    slow = array(frequency_axis(n, fs), n // 2 + 1)
    fast = array(frequency_axis(faster * n, faster * fs), faster * n // 2 + 1)
    twin = slow
    agree(fast[: twin.size], twin, unit="Hz", rtol=1e-11, because=GRID)


@given(case=st.sampled_from(range(5)))
def test_frequency_axis_refuses_no_samples(frequency_axis, case):
    """No sample, or a sample rate that is not above zero and finite, raises ValueError."""
    bad = [(0, 8000.0), (-8, 8000.0), (8, 0.0), (8, math.inf), (8, math.nan)]
    refuses(frequency_axis, *bad[case], because="there are no such rows")


@over(FREQUENCY_AXIS)
def test_frequency_axis_agrees_with_the_reference(frequency_axis, reference, n, fs):
    """The frequencies are those that the course's own solution gives."""
    close(frequency_axis(n, fs), reference(n, fs), unit="Hz", rtol=1e-13, because=GRID)


# window_length

ALWAYS = 1000.0  # s: clicks this far apart are separated by every window in use
# One list, so that a counterexample shrinks to the first distance that breaks the law.
spacings = st.sampled_from([100, 110, 70, 50, 200, 440, 333, 30, 61.8, 12.3, *range(15, 500, 23)])


@shape
@given(df=spacings, fs=st.sampled_from([8000.0, 16_000.0, 44_100.0]))
def test_window_length_is_one_number(window_length, df, fs):
    """The answer is a whole number, an int: it counts samples."""
    integer(window_length(df, ALWAYS, fs), "a number of samples")


@anchor
@given(df=st.sampled_from([100, 200, 50, 400]), fs=st.sampled_from([8000, 16_000, 48_000]))
@example(df=100, fs=16_000)
def test_window_length_for_100_hertz(window_length, df, fs):
    """Tones 100 Hz apart need 40 ms: 320 samples at 8000 Hz, 640 at 16 kHz. For 200 Hz it is half."""
    samples = {100: 40, 200: 20, 50: 80, 400: 10}[df] * fs // 1000
    close(window_length(df, ALWAYS, fs), samples, unit="samples", because=WHOLE)


@given(df=spacings, fs=st.sampled_from([8000.0, 16_000.0, 44_100.0]))
def test_window_length_puts_lobes_side_by_side(window_length, df, fs):
    """The lobes, 4 fs / n wide, just do not overlap: with one sample less they would."""
    n = float(number(window_length(df, ALWAYS, fs)))
    width = 4 * fs / max(n, 1e-9)
    at_most(
        width, df, unit="Hz", slack=1e-6 * df, what="the width of the lobe", because="side by side"
    )
    wider = 4 * fs / max(n - 1, 1e-9)
    at_most(
        df, wider, unit="Hz", slack=1e-6 * df, because="the shortest such window",
        what="df beside the lobe of a window that is one sample shorter",
    )  # fmt: skip


@given(df=st.sampled_from([110, 100, 70, 130, 333]))
def test_window_length_reaches_the_first_zero(window_length, df):
    """Half-way between the tones the transform of the window has just gone through zero."""
    n = float(number(window_length(df, ALWAYS, 8000.0)))
    n = min(max(round(n), 2), 1000)
    level = []
    for size in (n, n - 1):
        # Around its middle the window is even, and its transform real: positive in the main lobe.
        t = np.arange(size) - size / 2
        w = 0.5 + 0.5 * np.cos(2 * np.pi * t / size)
        level.append(float(np.mean(w * np.cos(np.pi * df * t / 8000.0))))
    what = "the transform of the window, half-way between the tones,"
    at_most(level[0], 0.0, slack=1e-9, what=what, because="outside of the main lobe")
    at_most(
        -level[1], 0.0, what="minus that of a window one sample shorter",
        because="one sample less, and it is inside of the main lobe",
    )  # fmt: skip


@given(
    part=st.integers(1, 11),
    clicks=st.sampled_from([0, -1, 1, -0.25, 0.5, -3, 3]),
    broken=st.sampled_from([0, 0.5]),
)
@example(part=5, clicks=0, broken=0)
@example(part=5, clicks=-1, broken=0)
@example(part=11, clicks=-1, broken=0.5)
@example(part=4, clicks=-0.25, broken=0.5)
@example(part=4, clicks=0, broken=0.5)
def test_window_length_has_to_fit_between_clicks(window_length, part, clicks, broken):
    """A window as long as the clicks are apart will do; if they are closer, it raises ValueError."""
    # At 8192 Hz nearly all of these numbers are exact: the window has 2, 4, 8, ... times 8 samples,
    # and half a sample less would be enough, or not.
    fs, n = 8192.0, 8 * 2**part
    df, dt = 4 * fs / (n - broken), (n + clicks) / fs
    if clicks < 0:
        refuses(window_length, df, dt, fs, because=f"{n} samples, clicks {n + clicks} apart")
    else:
        close(window_length(df, dt, fs), n, unit="samples", because=WHOLE)


@given(df=spacings, gain=st.sampled_from([2.0, 0.5, 4.0]), tight=st.booleans())
def test_window_length_counts_cycles(window_length, df, gain, tight):
    """At twice the rate, for tones twice as far apart and clicks half as far, nothing changes."""
    fs = 8000.0
    dt = 5 / df if tight else ALWAYS
    n = float(number(window_length(df, dt, fs)))
    again = window_length(gain * df, dt / gain, gain * fs)
    close(again, n, unit="samples", because=WHOLE)


@given(case=st.sampled_from(range(8)))
def test_window_length_refuses_no_distance(window_length, case):
    """Distances and rates that are not above zero, and tones further apart than fs/2, are refused."""
    bad = [
        (0.0, 1.0, 8000.0),
        (-100.0, 1.0, 8000.0),
        (4001.0, 1.0, 8000.0),
        (100.0, 0.0, 8000.0),
        (100.0, math.inf, 8000.0),
        (100.0, 1.0, 0.0),
        (100.0, 1.0, math.inf),
        (math.nan, 1.0, 8000.0),
    ]
    refuses(window_length, *bad[case], because="there is no such pair")


@over(WINDOW_LENGTH)
def test_window_length_agrees_with_the_reference(window_length, reference, df, dt, fs):
    """The length is the one that the course's own solution gives."""
    right = reference(df, dt, fs)
    close(window_length(df, dt, fs), right, unit="samples", because=WHOLE)
