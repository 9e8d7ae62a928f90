"""The laws of windows: their shape and figures, overlap, frames, energy, and the way back."""

import math
from dataclasses import replace

import numpy as np
from scipy import signal as sp_signal

from autograder.laws import (
    agree,
    anchor,
    array,
    choice,
    close,
    count,
    domain,
    example,
    given,
    kinds,
    noise,
    number,
    numbers,
    over,
    place,
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
COSINE = "one cosine a sample, its angle rounded at 1e-15"
SUMS = "sums of at most some hundred products: rounding stays below 1e-14 of the largest"
RATIO = "two sums and a quotient: rounding stays below 1e-14"
GRID = "looking 16 times a bin may miss the top by 0.04 dB"
PRINTED = "Harris prints two decimals, and whole decibels for side lobes"
QUOTIENT = "divided by a sum of squares of at least 1/4: rounding stays below 1e-14"
ANGLE = "sums of some thousand products: rounding stays below 1e-13 of the lengths"
LONG_SUM = (
    "the sums of up to 20,000 numbers, one after the other, may be off by 2e-12 of their sizes"
)
TURNS = "2 pi k i / n is rounded at 1e-16 of at most some thousand radians, then n are added up"
ENERGY = "a sum of squares, one after the other: some thousand of them may be off by 1e-12"
NO_FRAMES = "frames that far apart leave samples out; frames start one after the other"

sizes = st.sampled_from([8, 1, 2, 3, 4, 5, 7, 9]) | st.integers(1, 64)
long = st.sampled_from([8, 1000, 1024, 255]) | st.integers(1, 1024)
hops = st.sampled_from([2, 1, 3, 4, 5, 8])
overlaps = st.sampled_from([2, 0, 1, 3, 4, 6, 12])
lengths = st.sampled_from([8, 1, 2, 3, 10, 5, 31])
gains = st.sampled_from([1, 2, 10])
windows = st.sampled_from(["hann", "boxcar", "hamming", "cosine"])

UNITS = {
    "n": "samples",
    "hop": "samples",
    "overlap": "samples",
    "length": "samples",
    "zeros": "samples",
    "place": "samples",
    "phase": "degrees",
}


def frames(x, window, hop):
    """Return the frames of a sound with its zeros before and behind, one a column, windowed."""
    n = len(window)
    around = np.concatenate([np.zeros(n - hop), x, np.zeros(n)])
    starts = range(0, len(x) + n - hop, hop)
    return np.stack([window * around[start : start + n] for start in starts], axis=1)


def spectra(x, window, hop):
    """Return the short-time Fourier transform, frame by frame."""
    return np.fft.rfft(frames(x, window, hop), axis=0)


def get_window(name, n, fftbins=True):
    """Return a window of SciPy's."""
    text = f"get_window({name!r}, {n}{'' if fftbins else ', fftbins=False'})"
    return shown_as(sp_signal.get_window(name, n, fftbins), text)


def rough(seed, n):
    """Return a window without any symmetry, from 1 to 2, the same one for the same seed."""
    return 1 + np.random.default_rng(seed).random(n)


def steps(seed, n):
    """Return a sound that is easy to read: whole numbers from -9 to 9, the same for the same seed."""
    return np.random.default_rng(seed).integers(-9, 10, n).astype(float)


def any_frames(seed, n, count):
    """Return spectra that belong to no sound, shape (n // 2 + 1, count)."""
    shape = (n // 2 + 1, count)
    return (noise(seed, math.prod(shape)) + 1j * noise(seed + 1, math.prod(shape))).reshape(shape)


def frames_of_samples(seed, n, count):
    """Return spectra of real frames, shape (n // 2 + 1, count): bin 0 and that at fs/2 are real."""
    S = any_frames(seed, n, count)
    S[0] = S[0].real
    if n % 2 == 0:
        S[-1] = S[-1].real
    return S


def close_apart(got, expected, size, off, *, because):
    """Assert that an answer is right to `off` of the largest `size`; where that is tiny, to `off` of it.

    `size` says, place by place, how much is added up there.
    """
    size = np.broadcast_to(size, np.shape(expected))
    close(got, expected, atol=off * size.max(), because=because)
    tiny = size < 1e-6 * size.max()
    if tiny.any():
        got, expected = np.where(tiny, got, 0), np.where(tiny, expected, 0)
        about = {"because": because, "what": "the quiet ones"}
        close(got, expected, atol=off * size[tiny].max(), **about)


def is_odd_one(dtype):
    """Return whether an argument is an array, or a number of NumPy's, of this type."""
    return lambda v: getattr(v, "dtype", None) == dtype


# What each parameter may be.

HANN = domain(
    n=replace(
        count(
            1,
            100_000,
            sizes,
            also={
                "two": (st.just(2), lambda v: v == 2),
                "a NumPy integer": (
                    st.integers(2, 64).map(lambda n: ["int64", n]),
                    is_odd_one(np.int64),
                ),
                "a small NumPy integer": (
                    st.integers(100, 255).map(lambda n: ["uint8", n]),
                    is_odd_one(np.uint8),
                ),
            },
        ),
        build=lambda n: getattr(np, n[0])(n[1]) if isinstance(n, list) else n,
    ),
    periodic=choice(True, False),
)


#: Windows as NumPy writes them; all but the first few have side lobes from 16 samples on.
SHAPES = {
    "ones": "np.ones({n})",
    "Hann": "np.hanning({n} + 1)[:-1]",
    "Hamming": "np.hamming({n})",
    "Bartlett": "np.bartlett({n} + 1)[:-1]",
    "Blackman": "np.blackman({n})",
    "sine": "np.sin(np.pi * np.arange({n}) / {n})",
    "ramp": "1 - np.arange({n}) / (2 * {n})",
    "trapezoid": "np.minimum(1, np.minimum(np.arange({n}), np.arange({n}, 0, -1)) / (0.2 * {n}))",
    "Hann^8": "np.hanning({n} + 1)[:-1] ** 8",
    "Hann^12": "np.hanning({n} + 1)[:-1] ** 12",
    "flat top": (
        "np.cos(2 * np.pi * np.outer(np.arange({n}), range(5)) / {n})"
        " @ [0.2156, -0.4166, 0.2773, -0.0836, 0.0069]"
    ),
    "alternating": "1 - 0.5 * (np.arange({n}) % 2)",
}


def shaped(name, n, power=0, container="float64"):
    """Return a window of `n` samples, 2**power at the top, in one of several containers."""
    text = SHAPES[name].format(n=n)
    if power:
        text = f"2.0**{power} * ({text})"
    if container == "int16":
        text = f"np.rint(32_767 * ({text})).astype(np.int16)"
    if container == "float32":
        text = f"({text}).astype(np.float32)"
    w = eval(text)  # one text both makes it and is what a learner is shown
    return w.tolist() if container == "list" else shown_as(w, text)


some_samples = st.integers(40, 80)
some_bins = st.integers(1, 13)
some_frames = st.integers(1, 4)


def drawn_shapes(names=tuple(SHAPES), n=some_samples, **fixed):
    """Draw what :func:`shaped` takes."""
    own = {name: st.just(value) for name, value in fixed.items()}
    return st.fixed_dictionaries({"name": st.sampled_from(names), "n": n, **own})


def largest(v):
    """Return the largest magnitude among some numbers, whatever holds them."""
    return float(np.max(np.abs(np.asarray(v, dtype=complex))))


def is_positive(v):
    return np.min(v) > 0


WINDOW_FIGURES = domain(
    window=place(
        lambda drawn: shaped(**drawn),
        usual=drawn_shapes(),
        three=(drawn_shapes(["ones"], st.just(3)), lambda v: len(v) == 3),
        few=(drawn_shapes(["ones", "ramp"], st.integers(4, 9)), lambda v: 3 < len(v) < 10),
        odd=(drawn_shapes(n=st.integers(20, 40).map(lambda h: 2 * h + 1)), lambda v: len(v) % 2),
        even=(drawn_shapes(n=st.integers(20, 40).map(lambda h: 2 * h)), lambda v: len(v) % 2 == 0),
        long=(drawn_shapes(n=st.integers(18_000, 20_000)), lambda v: len(v) >= 18_000),
        very_quiet=(drawn_shapes(power=-100), lambda v: largest(v) < 2.0**-90),
        quiet=(drawn_shapes(power=-40), lambda v: 2.0**-50 < largest(v) < 2.0**-30),
        loud=(drawn_shapes(power=40), lambda v: 2.0**50 > largest(v) > 2.0**30),
        very_loud=(drawn_shapes(power=100), lambda v: largest(v) > 2.0**90),
        side_lobes_180_dB_down=(
            drawn_shapes(["Hann^12"], st.integers(40, 80)),
            lambda v: len(v) >= 40 and v[len(v) // 4] < 1e-3 * largest(v),
        ),
        partly_negative=(drawn_shapes(["flat top"]), lambda v: np.min(v) < 0),
        highest_at_half_the_rate=(
            drawn_shapes(["alternating"]),
            lambda v: len(v) > 9 and 0.45 * v[0] < v[1] < 0.55 * v[0],
        ),
        from_above_zero=(drawn_shapes(["Hamming", "ramp", "ones"]), is_positive),
        a_list=(drawn_shapes(container="list"), lambda v: isinstance(v, list)),
        float32=(drawn_shapes(container="float32"), is_odd_one(np.float32)),
        int16=(drawn_shapes(container="int16"), is_odd_one(np.int16)),
    )
)

#: Any row of numbers, as a window; and a sound that is cut by it.
WINDOW = row(1, 64, usual=sizes)
SOUND = row(1, 2000, usual=lengths)
HOPS = place(
    lambda hop: hop,
    usual=hops,
    every_sample=(st.just(1), lambda hop: hop == 1),
    a_NumPy_integer=(hops.map(lambda hop: {"int64": hop}), is_odd_one(np.int64)),
)
WHOLE = 10**6  # of a hop: as long as the window


def within(hop, n):
    """Return a hop that windows of `n` samples allow."""
    return np.int64(min(hop["int64"], n)) if isinstance(hop, dict) else min(hop, n)


def window_of(n, kind="noise"):
    """Draw a row of n samples, a number or a strategy."""
    n = st.just(n) if isinstance(n, int) else n
    return st.fixed_dictionaries(
        {"kind": st.just(kind), "seed": seeds, "shape": n.map(lambda size: [size])}
    )


#: How the hop fits the window: cases of several arguments.
RELATIONS = {
    "windows side by side": (
        st.just({"hop": WHOLE}),
        lambda window, hop, **_: hop == len(window) > 1,
    ),
    "a hop above half a window": (
        window_of(st.integers(9, 15)).map(lambda w: {"window": w, "hop": 8}),
        lambda window, hop, **_: len(window) / 2 < hop < len(window),
    ),
    "a hop that divides the window": (
        window_of(24).map(lambda w: {"window": w, "hop": 8}),
        lambda window, hop, **_: 1 < hop < len(window) and len(window) % hop == 0,
    ),
    "a hop that does not": (
        window_of(st.sampled_from([25, 29, 31])).map(lambda w: {"window": w, "hop": 8}),
        lambda window, hop, **_: len(window) % hop > 0,
    ),
}
OLA_SUM = domain(
    window=row(1, 20_000, usual=sizes),
    hop=HOPS,
    also={
        **RELATIONS,
        "a long hop": (
            window_of(st.integers(10_000, 20_000)).map(lambda w: {"window": w, "hop": 4000}),
            lambda window, hop: hop == 4000,
        ),
    },
    fit=lambda window, hop: {"hop": within(hop, len(window))},
)
#: A long window, as they are in use; the hop is not far from it, so that frames are few.
LONG = st.tuples(window_of(st.integers(513, 600)), st.integers(250, 600)).map(
    lambda both: {"window": both[0], "hop": both[1]}
)
STFT = domain(
    x=SOUND,
    window=WINDOW,
    hop=HOPS,
    also={
        **RELATIONS,
        "long windows": (
            st.tuples(LONG, window_of(st.integers(1000, 1500))).map(
                lambda both: {**both[0], "x": both[1]}
            ),
            lambda window, **_: len(window) > 512,
        ),
        "a sound shorter than the hop": (
            window_of(st.integers(2, 7)).map(lambda x: {"x": x, "hop": 8}),
            lambda x, hop, **_: len(x) < hop,
        ),
    },
    fit=lambda x, window, hop: {"hop": within(hop, len(window))},
)


def drawn_bins(bins=some_bins, frames=some_frames, kind="noise", **fixed):
    """Draw what :func:`samples` takes, of bins by frames."""
    own = {name: st.just(value) for name, value in fixed.items()}
    shape = st.tuples(bins, frames).map(list)
    return st.fixed_dictionaries({"kind": st.just(kind), "seed": seeds, "shape": shape, **own})


def spectra_cases(**sizes):
    """Return the cases of complex bins by frames."""
    return {
        "usual": drawn_bins(),
        **sizes,
        "silence": (drawn_bins(kind="silence"), lambda S: not np.any(S)),
        "very_quiet": (drawn_bins(power=-100), lambda S: 0 < largest(S) < 2.0**-90),
        "quiet": (drawn_bins(power=-40), lambda S: 2.0**-55 < largest(S) < 2.0**-30),
        "loud": (drawn_bins(power=40), lambda S: 2.0**30 < largest(S) < 2.0**55),
        "very_loud": (drawn_bins(power=100), lambda S: largest(S) > 2.0**90),
        "a_list": (drawn_bins(container="list"), lambda S: isinstance(S, list)),
        "single_precision": (drawn_bins(container="float32"), is_odd_one(np.complex64)),
        "integers": (drawn_bins(container="int16"), is_odd_one(np.int16)),
    }


def bins_of(drawn, n=None):
    """Return bins by frames; of real frames of `n` samples, bin 0 and that at fs/2 are real."""
    S = samples(**drawn, complex=True)
    if n is None:
        return S
    alone = (2 * np.arange(n // 2 + 1) % n == 0).tolist()
    if isinstance(S, list):
        return [[z.real if a else z for z in r] for r, a in zip(S, alone, strict=True)]
    text = f"np.where(2 * np.arange({n // 2 + 1})[:, None] % {n} == 0, {{0}}.real, {{0}})"
    return shown_as(np.where(np.c_[alone], S.real, S), text.format(text_of(S)))


def samples_a_frame(drawn, odd):
    """Return the number of samples of frames that have so many bins."""
    return max(2 * drawn["shape"][0] - 2 + odd, 1)


ONESIDED_ENERGY = domain(
    S=place(
        lambda drawn: drawn,
        **spectra_cases(
            one_frame=(drawn_bins(frames=st.just(1)), lambda S: np.shape(S)[1] == 1),
            one_bin=(drawn_bins(bins=st.just(1)), lambda S: np.shape(S)[0] == 1),
            many_bins=(drawn_bins(st.integers(2000, 2500)), lambda S: len(S) >= 2000),
            many_frames=(
                drawn_bins(frames=st.integers(2000, 2500)),
                lambda S: np.shape(S)[1] >= 2000,
            ),
            tiny_beside_large=(
                drawn_bins(st.just(4), st.just(2), "spread"),
                lambda S: 0 < np.min(np.abs(S)) < 1e-9 * largest(S),
            ),
        ),
    ),
    n=place(
        lambda odd: odd,
        usual=st.booleans(),
        even=(st.just(False), lambda n: n % 2 == 0),
        odd=(st.just(True), lambda n: n % 2 == 1),
    ),
    also={
        "frames of two samples": (
            drawn_bins(st.just(2)).map(lambda S: {"S": S, "n": False}),
            lambda S, n: n == 2,
        ),
        "very many bins, an odd number of samples": (
            drawn_bins(st.integers(2000, 2500)).map(lambda S: {"S": S, "n": True}),
            lambda S, n: n > 3998 and n % 2 == 1,
        ),
    },
    fit=lambda S, n: {
        "S": bins_of(S, samples_a_frame(S, n)),
        "n": samples_a_frame(S, n),
    },
)


def turning(window):
    """Return how far off rounding may bring the sum of this window's samples, each turned."""
    w = np.asarray(window, dtype=float)
    return (1e-14 + 2e-15 * w.size) * float(np.sum(np.abs(w)))


def invertible(window, hop):
    """Return the hop, or a part of it that loses nothing where the window is next to zero."""
    w = np.asarray(window, dtype=float)
    hop = within(hop, w.size)
    while hop > 1 and np.bincount(np.arange(w.size) % hop, w**2).min() <= 1e-4 * np.max(w**2):
        hop //= 2
    return hop


def framed(S, window, hop, length):
    """Return the arguments of `istft`, with as many bins and frames as belong to them."""
    n, hop = len(window), invertible(window, hop)
    shape = [n // 2 + 1, -((hop - n - length) // int(hop))]
    return {"S": bins_of(S | {"shape": shape}), "hop": hop}


ISTFT = domain(
    S=place(
        lambda drawn: drawn,
        **spectra_cases(
            tiny_beside_large=(
                drawn_bins(kind="spread"),
                lambda S: 0 < np.min(np.abs(S)) < 1e-9 * largest(S),
            ),
        ),
    ),
    window=row(1, 64, usual=sizes, kinds=("noise", "sine", "dc"), silence=False),
    hop=HOPS,
    length=count(1, 2000, lengths),
    also={
        **RELATIONS,
        "long windows": (
            st.tuples(LONG, st.integers(1000, 1500)).map(
                lambda both: {**both[0], "length": both[1]}
            ),
            lambda window, **_: len(window) > 512,
        ),
        "a sound shorter than the hop": (
            st.fixed_dictionaries({"length": st.integers(2, 7), "hop": st.just(8)}),
            lambda length, hop, **_: length < hop,
        ),
    },
    fit=framed,
)


# hann


@shape
@given(n=long, periodic=st.booleans())
def test_hann_is_a_row_of_n(hann, n, periodic):
    """The answer is a row of n finite numbers."""
    array(hann(n, periodic), n)


@anchor
@given(n=st.sampled_from([4, 2, 6]))
def test_hann_of_four_samples(hann, n):
    """Periodic, as it is if nothing is said: 4 samples are 0, 0.5, 1, 0.5; 2 are 0, 1."""
    right = {2: [0, 1], 4: [0, 0.5, 1, 0.5], 6: [0, 0.25, 0.75, 1, 0.75, 0.25]}[n]
    close(hann(n), np.array(right), atol=1e-12, because=COSINE)


@anchor
@given(n=st.sampled_from([5, 3, 7]))
def test_hann_of_five_symmetric_samples(hann, n):
    """Symmetric: 5 samples are 0, 0.5, 1, 0.5, 0; 3 are 0, 1, 0."""
    right = {3: [0, 1, 0], 5: [0, 0.5, 1, 0.5, 0], 7: [0, 0.25, 0.75, 1, 0.75, 0.25, 0]}[n]
    close(hann(n, False), np.array(right), atol=1e-12, because=COSINE)


@given(periodic=st.booleans())
def test_hann_of_one_sample(hann, periodic):
    """A window of one sample is 1, periodic or symmetric."""
    close(hann(1, periodic), np.ones(1), because="nothing is computed", atol=1e-12)


@given(n=st.sampled_from([8, 2, 4, 10]) | st.integers(1, 512).map(lambda half: 2 * half))
def test_hann_and_its_neighbor_add_up(hann, n):
    """A window and the next one, half a window later, add up to 1."""
    w = array(hann(n), n)
    both = w + np.roll(w, n // 2)
    close(both, np.ones(n), atol=1e-12, what="the sum of both windows", because=COSINE)


@given(n=st.sampled_from([8, 3, 4, 5]) | st.integers(3, 256))
def test_hann_is_three_waves(hann, n):
    """Its DFT has three bins that are not 0: n/2 at bin 0, and -n/4 at the bins beside it."""
    w = array(hann(n), n)
    right = np.zeros(n)
    right[[0, 1, -1]] = n / 2, -n / 4, -n / 4
    spectrum = np.fft.fft(w).real
    close(spectrum, right, atol=1e-12 * n, what="the real part of its DFT", because=SUMS)


@given(n=long, periodic=st.booleans())
@example(n=2, periodic=False)
def test_hann_is_that_of_scipy(hann, n, periodic):
    """The window is that of scipy.signal.get_window, periodic and symmetric."""
    right = get_window("hann", n, fftbins=periodic)
    close(hann(n, periodic), right, atol=1e-12, because=COSINE)


# 4.0 would be answered by whoever keeps the answer for 4: no other law asks for 2001 samples.
@given(n=st.sampled_from([0, -1, 2.5, 2001.0]), periodic=st.booleans())
def test_hann_refuses_what_is_no_number_of_samples(hann, n, periodic):
    """No sample, half a sample or a number with a decimal point raises ValueError."""
    refuses(hann, n, periodic, because="n counts samples")


@over(HANN)
def test_hann_agrees_with_the_reference(hann, reference, n, periodic):
    """The window is the one that the course's own solution gives."""
    close(hann(n, periodic), reference(n, periodic), atol=1e-12, because=COSINE)


# window_figures

# Windows with side lobes, and what Harris prints for them in his table 1: coherent gain, noise
# bandwidth in bins, scalloping loss in dB, highest side lobe in dB.
TABLE = {
    "boxcar": (1.00, 1.00, 3.92, -13),
    "hann": (0.50, 1.50, 1.42, -32),
    "hamming": (0.54, 1.36, 1.78, -43),
    "bartlett": (0.50, 1.33, 1.82, -27),
    "cosine": (0.64, 1.23, 2.10, -23),
    "blackman": (0.42, 1.73, 1.10, -58),
    "blackmanharris": (0.36, 2.00, 0.83, -92),
}
GAIN, BANDWIDTH, LOSS, LOBE = "(gain)", "bins (bandwidth)", "dB (loss)", "dB (side lobe)"
names = st.sampled_from(list(TABLE))
some = st.sampled_from([32, 33, 64, 16, 17])


FIGURES = "coherent_gain, noise_bandwidth, scalloping_loss, highest_sidelobe"


def four(answer):
    """Return the four figures, or say what else came."""
    return numbers(answer, FIGURES)


@shape
@given(name=names, n=some, gain=gains)
def test_window_figures_are_four_numbers(window_figures, name, n, gain):
    """The answer is four finite numbers: gain, bandwidth, scalloping loss, highest side lobe."""
    four(window_figures(gain * get_window(name, n)))


@anchor
@given(gain=gains)
def test_window_figures_of_three_equal_samples(window_figures, gain):
    """1, 1, 1: the gain is 1, the bandwidth 1 bin, the loss 3.52 dB, the side lobe -9.54 dB."""
    got = four(window_figures([gain] * 3))
    # Half a bin is 1/6 of a turn a sample: 1 + 2 cos(60 degrees) = 2. Half a turn: 1 - 1 + 1 = 1.
    close(got[0], gain, unit=GAIN, rtol=1e-9, what="coherent_gain", because=BY_HAND)
    close(got[1], 1.0, unit=BANDWIDTH, rtol=1e-9, what="noise_bandwidth", because=BY_HAND)
    close(
        got[2],
        20 * math.log10(3 / 2),
        unit=LOSS,
        atol=1e-6,
        what="scalloping_loss",
        because=BY_HAND,
    )
    close(
        got[3], 20 * math.log10(1 / 3), unit=LOBE, atol=0.05, what="highest_sidelobe", because=GRID
    )


@anchor
@given(gain=gains)
def test_window_figures_of_weighted_samples(window_figures, gain):
    """1, 2, 2, 1 has a gain of 6/4 and a bandwidth of 4 (1 + 4 + 4 + 1) / 36 = 1.11 bins."""
    got = four(window_figures(gain * np.array([1, 2, 2, 1])))
    close(got[0], 1.5 * gain, unit=GAIN, rtol=1e-9, what="coherent_gain", because=BY_HAND)
    close(got[1], 10 / 9, unit=BANDWIDTH, rtol=1e-9, what="noise_bandwidth", because=BY_HAND)


@given(name=names, n=st.sampled_from([128, 200, 256]))
def test_window_figures_are_those_of_harris(window_figures, name, n):
    """The figures of seven windows are those that Harris printed in 1978."""
    got, right = four(window_figures(get_window(name, n))), TABLE[name]
    close(got[0], right[0], unit=GAIN, atol=0.009, what="coherent_gain", because=PRINTED)
    close(got[1], right[1], unit=BANDWIDTH, atol=0.009, what="noise_bandwidth", because=PRINTED)
    # He prints 1.78 dB for the Hamming window, whose formula gives 1.75.
    close(got[2], right[2], unit=LOSS, atol=0.04, what="scalloping_loss", because=PRINTED)
    close(got[3], right[3], unit=LOBE, atol=0.6, what="highest_sidelobe", because=PRINTED)


@given(seed=seeds, n=some, gain=st.sampled_from([1.0, 0.001]))
def test_window_figures_of_the_samples_alone(window_figures, seed, n, gain):
    """The gain is the mean of the window; the bandwidth is 1 + its variance over the mean squared."""
    window = gain * rough(seed, n)
    mean, bandwidth, *_ = four(window_figures(window))
    close(mean, np.mean(window), unit=GAIN, rtol=1e-9, what="coherent_gain", because=RATIO)
    right = 1 + np.var(window) / np.mean(window) ** 2
    close(bandwidth, right, unit=BANDWIDTH, rtol=1e-9, what="noise_bandwidth", because=RATIO)


@given(name=names, n=some, phase=st.sampled_from([0, 90, 45]))
def test_window_figures_of_a_tone(window_figures, name, n, phase):
    """A complex tone half-way between two bins reads less than one on a bin by the loss in dB."""
    window = get_window(name, n)
    turns = np.arange(n) / n
    tones = np.exp(2j * np.pi * np.outer([3, 3.5], turns) + 1j * math.radians(phase))
    on, between = np.abs(np.fft.fft(tones * window)[:, 3])
    loss = four(window_figures(window))[2]
    close(
        loss,
        20 * math.log10(on / between),
        unit=LOSS,
        atol=1e-6,
        what="scalloping_loss",
        because=RATIO,
    )


@given(attenuation=st.sampled_from([50, 60, 80]), n=st.sampled_from([33, 32, 48]))
def test_window_figures_of_equal_sidelobes(window_figures, attenuation, n):
    """A Dolph-Chebyshev window, whose side lobes are all equally high, tells how high they are."""
    window = get_window(("chebwin", attenuation), n, fftbins=False)
    highest = four(window_figures(window))[3]
    close(highest, -attenuation, unit=LOBE, atol=0.05, what="highest_sidelobe", because=GRID)


@given(window=st.sampled_from([[1, -1, 0], [0, 0, 0, 0], [1, -2, 0], [0.5, -2, 0.5, 0.5]]))
def test_window_figures_refuses_a_sum_of_zero(window_figures, window):
    """A window whose sum is 0 or below raises ValueError: there is nothing to compare with."""
    refuses(window_figures, window, because="every figure compares with the sum of the window")


@over(WINDOW_FIGURES)
def test_window_figures_agrees_with_the_reference(window_figures, reference, window):
    """The figures are those that the course's own solution gives."""
    got, right = (four(f(window)) for f in (window_figures, reference))
    gain, bandwidth, loss, lobe = FIGURES.split(", ")
    close(got[0], right[0], unit=GAIN, rtol=1e-11, what=gain, because=RATIO)
    close(got[1], right[1], unit=BANDWIDTH, rtol=1e-11, what=bandwidth, because=RATIO)
    close(got[2], right[2], unit=LOSS, atol=1e-9, what=loss, because=RATIO)
    close(got[3], right[3], unit=LOBE, atol=0.05, what=lobe, because=GRID)


# ola_sum


@shape
@given(kind=kinds, seed=seeds, hop=hops, overlap=overlaps)
@example(kind="sine", seed=0, hop=1, overlap=0)
def test_ola_sum_is_a_row_of_one_hop(ola_sum, kind, seed, hop, overlap):
    """The answer has one finite number for each sample of a hop."""
    array(ola_sum(signal(kind, seed, hop + overlap), hop), hop)


@anchor
@given(hop=st.sampled_from([2, 1, 3, 4]), gain=gains)
def test_ola_sum_of_four_samples(ola_sum, hop, gain):
    """The window 1, 2, 3, 4 every two samples adds up to 4, 6; every sample, to 10."""
    right = {1: [10], 2: [4, 6], 3: [5, 2, 3], 4: [1, 2, 3, 4]}[hop]
    window = gain * np.array([1, 2, 3, 4])
    close(ola_sum(window, hop), gain * np.array(right), atol=1e-9, because=BY_HAND)


@given(hop=st.sampled_from([4, 3, 5, 8, 16]), times=st.integers(2, 8))
def test_ola_sum_of_the_hann_window(ola_sum, hop, times):
    """Periodic Hann windows that overlap q times, with q of at least 2, add up to q/2 everywhere."""
    got = ola_sum(get_window("hann", hop * times), hop)
    close(got, np.full(hop, times / 2), atol=1e-12 * times, because=SUMS)


@given(seed=seeds, hop=hops, overlap=overlaps)
@example(seed=0, hop=1, overlap=0)
def test_ola_sum_loses_nothing(ola_sum, seed, hop, overlap):
    """All its numbers add up to the sum of the window: each sample falls on one place."""
    window = rough(seed, hop + overlap)
    got = array(ola_sum(window, hop), hop)
    total = float(np.sum(window))
    close(float(np.sum(got)), total, rtol=1e-12, what="the sum of all numbers", because=SUMS)


@given(seed=seeds, hop=hops, overlap=overlaps)
def test_ola_sum_of_twice_as_many(ola_sum, seed, hop, overlap):
    """Half the hop means twice the windows: those of the doubled hop, and the same a hop later."""
    window = rough(seed, 2 * hop + overlap)
    few = array(ola_sum(window, 2 * hop), 2 * hop)
    twin = few.reshape(2, hop).sum(axis=0)
    agree(ola_sum(window, hop), twin, rtol=1e-12, because=SUMS)


@given(seed=seeds, hop=hops, overlap=overlaps)
@example(seed=0, hop=8, overlap=0)
@example(seed=0, hop=1, overlap=0)
def test_ola_sum_is_what_many_windows_give(ola_sum, seed, hop, overlap):
    """It is what one finds when many windows are laid out and added, far from both ends."""
    n = hop + overlap
    window = rough(seed, n)
    start = n * hop  # far enough from the start, and a place where a window starts
    total = np.zeros(2 * start + n)
    for at in range(0, 2 * start, hop):
        total[at : at + n] += window
    close(ola_sum(window, hop), total[start : start + hop], rtol=1e-12, because=SUMS)


@given(n=st.sampled_from([4, 1, 8]), case=st.sampled_from(range(3)))
def test_ola_sum_refuses_other_hops(ola_sum, n, case):
    """A hop below 1, or above the length of the window, raises ValueError."""
    refuses(ola_sum, np.ones(n), [0, -1, n + 1][case], because=NO_FRAMES)


@given(case=st.sampled_from(range(3)))
def test_ola_sum_refuses_what_is_no_window(ola_sum, case):
    """A window without samples, of two rows, or that is not finite raises ValueError."""
    bad = [[], [[1.0, 2.0], [3.0, 4.0]], [1.0, math.nan]]
    refuses(ola_sum, bad[case], 1, because="this is no window")


@over(OLA_SUM)
def test_ola_sum_agrees_with_the_reference(ola_sum, reference, window, hop):
    """The sums are those that the course's own solution gives."""
    got, right = ola_sum(window, hop), reference(window, hop)
    sizes = np.abs(np.asarray(window, dtype=float))
    size = np.bincount(np.arange(sizes.size) % hop, sizes)
    close_apart(got, right, size, 1e-11, because=LONG_SUM)


# stft


@shape
@given(kind=kinds, seed=seeds, length=lengths, hop=hops, overlap=overlaps)
@example(kind="dc", seed=0, length=2, hop=1, overlap=0)
def test_stft_is_bins_by_frames(stft, kind, seed, length, hop, overlap):
    """There are n // 2 + 1 bins in (L + n - hop) / hop frames, rounded up; all are finite."""
    n = hop + overlap
    S = stft(signal(kind, seed, length), get_window("hamming", n), hop)
    array(S, (n // 2 + 1, math.ceil((length + overlap) / hop)), dtype=complex)


@anchor
@given(gain=gains, weights=st.sampled_from(["1, 1, 1, 1", "1, 2, 3, 4"]))
def test_stft_of_one_sample(stft, gain, weights):
    """One sample, four in a frame, hop 2: it comes third in the first frame, first in the next."""
    window = [float(weight) for weight in weights.split(",")]
    right = np.array([[window[2], window[0]], [-window[2], window[0]], [window[2], window[0]]])
    close(stft([gain], window, 2), gain * right.astype(complex), atol=1e-9, because=BY_HAND)


@anchor
@given(gain=gains)
def test_stft_without_overlap(stft, gain):
    """1, 2, 3 in frames of two is 1, 2 and 3, 0: their sums are 3 and 3, their differences -1, 3."""
    S = stft(gain * np.array([1, 2, 3]), [1, 1], 2)
    close(S, gain * np.array([[3, 3], [-1, 3]], dtype=complex), atol=1e-9, because=BY_HAND)


@given(
    n=st.sampled_from([8, 12, 15]),
    phase=st.sampled_from([0, 90, 45, -60]),
    name=windows,
    hop=st.sampled_from([4, 3, 1]),
)
def test_stft_of_a_tone(stft, n, phase, name, hop):
    """A cosine on a bin reads half the sum of the window, turned as far as it is at the start."""
    window = get_window(name, n)
    t = np.arange(4 * n)
    x = np.cos(2 * np.pi * 2 * t / n + math.radians(phase))
    S = stft(x, window, hop)
    count = math.ceil((4 * n + n - hop) / hop)
    S = array(S, (n // 2 + 1, count), dtype=complex)
    inner = [m for m in range(count) if n - hop <= m * hop <= n - hop + len(x) - n]
    start = np.array(inner) * hop - (n - hop)  # where each of them starts in the sound
    shift = np.exp(1j * (2 * np.pi * 2 * start / n + math.radians(phase)))
    # What the negative frequency leaks into this bin, with this window.
    other = np.sum(window * np.exp(-2j * np.pi * 4 * np.arange(n) / n))
    right = (shift * np.sum(window) + np.conj(shift) * other) / 2
    for m, value in zip(inner, right, strict=True):
        close(S[2, m], value, atol=1e-11 * n, what=f"bin 2 of frame {m}", because=SUMS)


@given(seed=seeds, other=seeds, gain=st.sampled_from([2.0, -1.0]), hop=hops, overlap=overlaps)
@example(seed=0, other=1, gain=2.0, hop=1, overlap=0)
def test_stft_of_a_sum(stft, seed, other, gain, hop, overlap):
    """The frames of a sum are the sums of the frames."""
    window, x, y = rough(1, hop + overlap), noise(seed, 10), noise(other, 10)
    shape = ((hop + overlap) // 2 + 1, math.ceil((10 + overlap) / hop))
    both = stft(x + gain * y, window, hop)
    one, two = (array(stft(z, window, hop), shape, dtype=complex) for z in (x, y))
    twin = one + gain * two
    agree(both, twin, atol=1e-11 * (hop + overlap), calls=3, because=SUMS)


@given(seed=seeds, length=lengths, hop=hops, overlap=overlaps)
@example(seed=0, length=5, hop=1, overlap=0)
def test_stft_of_a_later_sound(stft, seed, length, hop, overlap):
    """A sound one hop later has the same frames, one column later, after a silent one."""
    window, x = rough(1, hop + overlap), noise(seed, length)
    bins = (hop + overlap) // 2 + 1
    shape = (bins, math.ceil((length + overlap) / hop))
    S = array(stft(x, window, hop), shape, dtype=complex)
    twin = np.concatenate([np.zeros((bins, 1)), S], axis=1)
    later = stft(np.concatenate([np.zeros(hop), x]), window, hop)
    agree(later, twin, atol=1e-11 * (hop + overlap), because=SUMS)


@given(
    seed=seeds,
    length=lengths,
    hop=hops,
    overlap=overlaps,
    quiet=st.sampled_from([0, -40, -100]),
)
@example(seed=0, length=1, hop=1, overlap=0, quiet=0)
@example(seed=0, length=100, hop=16, overlap=47, quiet=0)
@example(seed=0, length=31, hop=2, overlap=2, quiet=-40)
@example(seed=0, length=31, hop=4, overlap=4, quiet=-100)
def test_stft_is_the_dft_of_each_frame(stft, seed, length, hop, overlap, quiet):
    """Each column is the sum of w x exp(-2 pi j k i / n) over the samples of its frame."""
    n = hop + overlap
    window, x = rough(1, n), noise(seed, length)
    if quiet:
        gains = f"np.where(np.arange({length}) < {length // 2}, 2.0**{quiet}, 1.0)"
        x = x * np.where(np.arange(length) < length // 2, 2.0**quiet, 1.0)
        shown_as(x, f"noise({seed}, {length}) * {gains}")
    waves = np.exp(-2j * np.pi * np.outer(np.arange(n // 2 + 1), np.arange(n)) / n)
    cut = frames(x, window, hop)
    loudest = np.max(np.abs(cut), axis=0)
    close_apart(stft(x, window, hop), waves @ cut, loudest, 1e-12 * n, because=SUMS)


@given(n=st.sampled_from([4, 1, 8]), case=st.sampled_from(range(3)))
def test_stft_refuses_other_hops(stft, n, case):
    """A hop below 1, or above the length of the window, raises ValueError."""
    refuses(stft, [1.0, 2.0, 3.0], np.ones(n), [0, -1, n + 1][case], because=NO_FRAMES)


@over(STFT)
def test_stft_agrees_with_the_reference(stft, reference, x, window, hop):
    """The frames are those that the course's own solution gives."""
    right = np.asarray(reference(x, window, hop), dtype=complex)
    close(stft(x, window, hop), right, atol=turning(window) * largest(x), because=TURNS)


# onesided_energy


@shape
@given(kind=kinds, seed=seeds, n=sizes, length=lengths)
def test_onesided_energy_is_one_number(onesided_energy, kind, seed, n, length):
    """The answer is one finite number."""
    number(onesided_energy(spectra(signal(kind, seed, length), np.ones(n), n), n))


@anchor
@given(gain=gains, n=st.sampled_from([4, 5]))
def test_onesided_energy_of_three_bins(onesided_energy, gain, n):
    """The bins 1, 2, 3 have 1 + 4 + 4 + 9 = 18 if n is 4, and 1 + 4 + 4 + 9 + 9 = 27 if n is 5."""
    S = gain * np.array([[1], [2j], [3]])
    close(onesided_energy(S, n), {4: 18, 5: 27}[n] * gain**2, rtol=1e-9, because=BY_HAND)


@anchor
@given(gain=gains, n=st.sampled_from([1, 2, 3]))
def test_onesided_energy_of_few_bins(onesided_energy, gain, n):
    """Two frames with the bins 3, 4 and 1, 2: bin 0 counts once, and so does bin 1 if n is 2."""
    S = gain * np.array([[3, 1], [4, 2]])[: n // 2 + 1]
    right = {1: 9 + 1, 2: 9 + 1 + 16 + 4, 3: 9 + 1 + 2 * (16 + 4)}[n] * gain**2
    close(onesided_energy(S.tolist(), n), right, rtol=1e-9, because=BY_HAND)


@given(seed=seeds, n=sizes, name=windows, overlap=st.sampled_from([0, 2, 5]), length=lengths)
@example(seed=0, n=7, name="hann", overlap=0, length=1)
def test_onesided_energy_is_that_of_the_samples(onesided_energy, seed, n, name, overlap, length):
    """Divided by n it is the sum of the squares of all windowed samples: Parseval's theorem."""
    hop = max(n - overlap, 1)
    cut = frames(noise(seed, length), get_window(name, n), hop)
    got = onesided_energy(np.fft.rfft(cut, axis=0), n)
    close(got, n * np.sum(cut**2), rtol=1e-11, atol=1e-20, because=SUMS)


@given(seed=seeds, n=sizes, count=st.integers(1, 4))
def test_onesided_energy_is_that_of_all_bins(onesided_energy, seed, n, count):
    """It is the sum over all n bins, the negative frequencies among them."""
    samples = noise(seed, n * count).reshape(n, count)
    right = np.sum(np.abs(np.fft.fft(samples, axis=0)) ** 2)
    close(onesided_energy(np.fft.rfft(samples, axis=0), n), right, rtol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, phase=st.sampled_from([90, 180, 45]), gain=gains)
def test_onesided_energy_has_no_phase(onesided_energy, seed, n, phase, gain):
    """Turning the bins changes nothing; making them g times as large makes it g squared as large."""
    S = frames_of_samples(seed, n, 2)
    before = number(onesided_energy(S, n))
    turn = np.full((len(S), 1), gain * np.exp(1j * math.radians(phase)))
    turn[0] = gain  # real samples have a real bin 0, and a real bin at fs/2
    if n % 2 == 0:
        turn[-1] = -gain
    agree(onesided_energy(turn * S, n), gain**2 * before, rtol=1e-11, because=SUMS)


@given(n=st.sampled_from([8, 9, 1]), case=st.sampled_from(range(6)))
def test_onesided_energy_refuses_other_bins(onesided_energy, n, case):
    """Bins that do not belong to frames of n samples, or are not finite, raise ValueError."""
    count = n // 2 + 1
    shapes = [(count + 1, 3), (count - 1, 3), (count,), (count, count, 2), (count, 1), (1, 3)]
    S = np.full(shapes[case], math.nan if case == 4 else 1.0)
    refuses(
        onesided_energy,
        S,
        0 if case == 5 else n,
        because="n samples have n // 2 + 1 bins, one column a frame",
    )


@over(ONESIDED_ENERGY)
def test_onesided_energy_agrees_with_the_reference(onesided_energy, reference, S, n):
    """The energy is the one that the course's own solution gives."""
    close(onesided_energy(S, n), reference(S, n), rtol=1e-11, because=ENERGY)


# istft

inner = st.sampled_from([2, 1, 4, 5, 7, 12])
strides = st.sampled_from([2, 1, 3])


@shape
@given(kind=kinds, seed=seeds, length=lengths, hop=strides, overlap=inner)
@example(kind="sine", seed=0, length=1, hop=2, overlap=1)
def test_istft_is_a_row_of_the_length(istft, kind, seed, length, hop, overlap):
    """The answer is one finite number for each sample asked for."""
    window = get_window("hann", hop + overlap)
    S = spectra(signal(kind, seed, length), window, hop)
    array(istft(S, window, hop, length), length)


@anchor
@given(gain=gains, length=st.sampled_from([4, 3]))
def test_istft_without_overlap(istft, gain, length):
    """The bins 3, -1 are the samples 1, 2, and 7, 1 are 4, 3; one after the other: 1, 2, 4, 3."""
    S = gain * np.array([[3, 7], [-1, 1]])
    right = gain * np.array([1, 2, 4, 3.0])[:length]
    close(istft(S, [1, 1], 2, length), right, atol=1e-9, because=BY_HAND)


@anchor
@given(first=st.sampled_from([2, 4, 6]), gain=gains)
def test_istft_of_frames_that_differ(istft, first, gain):
    """Where two frames of a window of ones say 2 and 4 for the same sample, it becomes 3."""
    # The frames of the sound 2, 3: 0, 2 and 2, 3 and 3, 0. The first one is then changed.
    cut = np.array([[0, 2, 3], [first, 3, 0]])
    S = gain * np.array([cut[0] + cut[1], cut[0] - cut[1]])
    close(istft(S, [1, 1], 1, 2), gain * np.array([(first + 2) / 2, 3]), atol=1e-9, because=BY_HAND)


@given(
    name=windows | st.just("no symmetry"),
    seed=seeds,
    length=lengths,
    hop=strides,
    overlap=inner,
    quiet=st.sampled_from([0, -40, -100]),
    power=st.sampled_from([0, -100, 100]),
)
@example(name="no symmetry", seed=0, length=5, hop=3, overlap=0, quiet=0, power=0)
@example(name="hann", seed=0, length=1, hop=3, overlap=1, quiet=0, power=0)
@example(name="hann", seed=0, length=100, hop=4, overlap=12, quiet=-40, power=0)
@example(name="no symmetry", seed=25, length=1, hop=2, overlap=7, quiet=0, power=-100)
@example(name="no symmetry", seed=1, length=31, hop=2, overlap=2, quiet=-100, power=0)
def test_istft_undoes_the_transform(istft, name, seed, length, hop, overlap, quiet, power):
    """The frames of a sound give back the sound, up to its first and last sample, quiet parts too."""
    n, x = hop + overlap, steps(seed, length) * 2.0**power
    x[: length // 2] *= 2.0**quiet
    window = rough(seed, n) if name == "no symmetry" else get_window(name, n)
    # A sample is as exact as the loudest one that shares a frame with it.
    size = [np.max(np.abs(x[max(t - n + 1, 0) : t + n])) for t in range(length)]
    back = istft(spectra(x, window, hop), window, hop, length)
    close_apart(back, x, size, 1e-11, because=QUOTIENT)


@given(first=st.sampled_from([5, 0, 2]), second=st.sampled_from([0, 5, 1]))
def test_istft_weighs_frames_by_the_window(istft, first, second):
    """With the window 1, 2, the frames 0, a and b, 0 give the sample (2 a + b) / 5."""
    # The sum of (a - 2 x)^2 and (b - x)^2 is smallest there.
    S = np.array([[first, second], [-first, second]])
    right = np.array([(2 * first + second) / 5])
    close(istft(S, [1, 2], 1, 1), right, atol=1e-9, because=BY_HAND)


@given(name=windows, seed=seeds, length=lengths, hop=strides, overlap=inner)
@example(name="hann", seed=0, length=2, hop=3, overlap=1)
def test_istft_leaves_the_smallest_difference(istft, name, seed, length, hop, overlap):
    """What it cannot explain of edited frames is at right angles to the frames of every sound."""
    n = hop + overlap
    window = get_window(name, n)
    S = any_frames(seed, n, math.ceil((length + overlap) / hop))
    got = array(istft(S, window, hop, length), length)
    other = noise(seed + 2, length)
    weights = np.full((n // 2 + 1, 1), 2.0)  # bins with a partner count twice
    weights[0] = 1
    weights[n // 2] = 2 - (n % 2 == 0)
    target = spectra(other, window, hop)
    explained, wanted = (
        float(np.sum(weights * (A * np.conj(target)).real)) for A in (spectra(got, window, hop), S)
    )
    size = math.sqrt(np.sum(weights * abs(target) ** 2) * np.sum(weights * abs(S) ** 2))
    what = "what the answer's frames have in common with those of another sound"
    close(explained, wanted, atol=1e-10 * size, what=what, because=ANGLE)


@given(
    part=st.sampled_from([0.0, 1e-11, 0.95e-10, 1.05e-10, 1e-9]),
    gain=st.sampled_from([1.0, 1000.0, 0.001, 0.0, 2.0**-100, 2.0**100]),
    hop=st.sampled_from([2, 3, 4]),
    times=st.sampled_from([1, 4]),
)
@example(part=1.05e-10, gain=1.0, hop=2, times=4)
def test_istft_refuses_samples_that_are_lost(istft, part, gain, hop, times):
    """Squares that add up to 1e-10 of the largest square, or 0, are refused; more is inverted."""
    # Elsewhere one square is there, or four: what counts is the largest of them, not their sum.
    once = np.append(0.0, np.ones(hop - 1))
    window = gain * np.tile(once, times)
    window[0] = gain * np.sqrt(part)
    x = np.arange(1.0, 2 * hop + 1)
    S = spectra(x, window, hop)
    if part <= 1e-10 or gain == 0:
        refuses(istft, S, window, hop, 2 * hop, because="next to nothing is left of some samples")
    else:
        because = "rounding at 1e-16 is made 1e5 times larger by the division"
        close(istft(S, window, hop, 2 * hop), x, atol=1e-7, because=because)


@given(case=st.sampled_from(range(7)))
def test_istft_refuses_frames_that_do_not_fit(istft, case):
    """Frames of another window, hop or length, or a hop outside 1 to n, raise ValueError."""
    S = np.ones((3, 4))  # a window of 4, hop 2, 5 or 6 samples
    wrong = [
        (S, np.ones(4), 2, 7),
        (S, np.ones(4), 2, 4),
        (S, np.ones(6), 2, 5),
        (np.ones((3, 1)), np.ones(4), 2, 0),
        (S, np.ones(4), 0, 5),
        (S, np.ones(4), 5, 21),
        (S * math.inf, np.ones(4), 2, 5),
    ]
    refuses(istft, *wrong[case], because="they belong to no sound of that length")


@over(ISTFT)
def test_istft_agrees_with_the_reference(istft, reference, S, window, hop, length):
    """The sound is the one that the course's own solution gives, for edited frames, too."""
    right = reference(S, window, hop, length)
    weight = np.bincount(np.arange(len(window)) % hop, np.asarray(window, dtype=float) ** 2)
    off = turning(window) / weight.min() * 2 * largest(S)
    close(istft(S, window, hop, length), right, atol=off, because=QUOTIENT)
