"""The laws of Griffin-Lim: two projections, the error that never rises, and the loop of both."""

import math
from functools import lru_cache

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
    kinds,
    noise,
    number,
    over,
    place,
    refuses,
    row,
    seeds,
    shape,
    signal,
    st,
    unpack,
)

IN_X, IN_D = "in x", "in D"  # said with the numbers of an answer that has two parts

BY_HAND = "a few additions: rounding stays below 1e-15 of the largest"
ONE_TURN = "one angle and one product: rounding stays below 1e-15"
EACH = "one angle and one product: each number is rounded at 1e-15 of its own size"
FRAMES = "transforms of frames of at most 16 samples, there and back: rounding stays below 1e-13"
LOUDNESS = "a root of a sum of some hundred squares, each rounded at about 1e-15"
LOOP = "some rounds: a bin that happens to be small takes its phase from rounding of 1e-15"
RISE = "the proof allows no rise at all; rounding of D was measured at 4e-16 of the magnitudes"
HALFWAY = "measured: from 0.19 to 0.55 in 3000 cases"
OTHER_NOISE = "measured: at most 0.82 in 10 000 cases; 1 would be the same wave"

bins = st.sampled_from([1, 2, 5]) | st.integers(1, 6)
frames = st.sampled_from([1, 2, 4]) | st.integers(1, 6)
windows = st.sampled_from(["ones", "hann", "uneven", "signed"])
# Samples in a frame, and how many frames cover each sample: odd and even, one sample, one frame.
sizes = st.sampled_from([4, 8, 1, 2, 3, 5, 6, 7, 9, 16])
overlaps = st.sampled_from([2, 1, 3, 4])
lengths = st.sampled_from([4, 1, 2, 5, 12, 16]) | st.integers(1, 24)
gains = st.sampled_from([1, 2, 10])
scales = st.sampled_from([1.0, 1e-3, 1e-9, 1e-12, 2.0, 1e9])

UNITS = {
    "bins": "bins",
    "frames": "frames",
    "n": "samples",
    "overlap": "frames",
    "length": "samples",
    "turn": "degrees",
    "quarters": "quarter turns",
}


def drawn(**fixed):
    """Return what a window, or numbers that fit it, are drawn from: made by `fitting`."""
    usual = {"seed": seeds, "power": st.just(0)}
    return st.fixed_dictionaries(usual | fixed)


def as_drawn():
    """Return the place of an array whose size the other arguments decide."""

    def top(x):
        return np.max(np.abs(x), initial=0.0)

    return place(
        lambda given: given,
        usual=drawn(),
        very_quiet=(drawn(power=st.just(-100)), lambda x: 0 < top(x) < 1e-24),
        quiet=(drawn(power=st.just(-40)), lambda x: 0 < top(x) < 1e-9),
        loud=(drawn(power=st.just(40)), lambda x: top(x) > 1e9),
        very_loud=(drawn(power=st.just(100)), lambda x: top(x) > 1e24),
        silence=(drawn(power=st.just(None)), lambda x: not np.any(x)),
        soft_to_the_end=(drawn(soft=st.just(True)), is_soft_to_the_end),
        a_list=(drawn(container=st.just("list")), lambda x: isinstance(x, list)),
    )


def is_soft_to_the_end(x):
    """Say whether the second half, in time, is more than 160 dB below the first."""
    sizes = np.max(np.abs(np.atleast_2d(x)), axis=0)
    half = len(sizes) // 2
    return half > 0 and 0 < np.max(sizes[half:]) < 1e-8 * np.max(sizes[:half])


def window_places(n, overlap, most):
    """Return the places of window, hop and length: those of the frames that a signal is cut into."""
    cut_into = st.fixed_dictionaries({"window": windows, "n": n})
    long = st.fixed_dictionaries({"window": windows, "n": st.sampled_from([64, 63])})
    return {
        "window": place(
            lambda given: given,
            usual=cut_into,
            long=(long, lambda w: len(w) > 60),
            even=(cut_into, lambda w: len(w) % 2 == 0),
            odd=(
                st.fixed_dictionaries({"window": windows, "n": st.sampled_from([5, 7])}),
                lambda w: len(w) % 2 == 1,
            ),
            one_sample=(
                st.fixed_dictionaries({"window": windows, "n": st.just(1)}),
                lambda w: len(w) == 1,
            ),
            tiny=(
                st.fixed_dictionaries({"window": windows, "n": n, "power": st.just(-40)}),
                lambda w: np.max(np.abs(w)) < 1e-9,
            ),
            large=(
                st.fixed_dictionaries({"window": windows, "n": n, "power": st.just(40)}),
                lambda w: np.max(np.abs(w)) > 1e9,
            ),
            **{
                name: (
                    st.fixed_dictionaries({"window": st.just(name), "n": n}),
                    lambda w, name=name: len(w) > 2 and np.array_equal(w, taper(name, len(w))),
                )
                for name in ("hann", "uneven", "signed")
            },
        ),
        "hop": place(
            lambda given: given,
            usual=overlap,
            one=(st.just(16), lambda hop: hop == 1),
            more_than_one=(st.just(2), lambda hop: hop > 1),
        ),
        "length": count(1, most, lengths),
    }


def taper(window, n):
    """Return a window of n samples."""
    return window_and_hop(window, n, 1)[0]


def fitting(window, hop, length, **others):
    """Return the arguments of a call, from what was drawn: window and hop, and what fits them."""
    w, hop = window_and_hop(window["window"], window["n"], hop)
    w = w * 2.0 ** window.get("power", 0)
    size = size_of(len(w), hop, length)
    made = {"window": w, "hop": hop}
    for name, what in others.items():
        if name == "phase":
            turns = 1 if what > 0 else 10 * (what < 0)  # 0: all zeros; below: by more than a turn
            made[name] = turns * phases(abs(what), size)
        elif isinstance(what, dict):
            scale = 0.0 if what["power"] is None else 2.0 ** what["power"]
            numbers = noisy(what["seed"], *size)
            made[name] = scale * (np.abs(numbers) if name == "A" else numbers)
            if what.get("soft"):
                made[name][..., size[-1] // 2 :] *= 2.0**-30
            if what.get("container") == "list":
                made[name] = made[name].tolist()
    return made


def fitting_x(x, A, window, hop):
    """Return window, hop and magnitudes that fit a signal x."""
    made = fitting(window, hop, np.size(x), A=A)
    if A.get("nearly"):
        samples = np.asarray(x, dtype=float)
        made["A"] = np.abs(spectra(samples, made["window"], made["hop"])) * (1 + 1e-6)
    return made


def frame_places(n, overlap):
    """Return the places of window and hop."""
    places = window_places(n, overlap, 1)
    return {"window": places["window"], "hop": places["hop"]}


def sized_alike(C, A):
    """Return magnitudes of the shape of C, in the container that they came in."""
    whole = np.resize(np.abs(A), np.shape(C))
    return {"A": whole.tolist() if isinstance(A, list) else whole}


PROJECT_MAGNITUDE = domain(
    C=row(
        1,
        3000,
        dims=(2,),
        complex=True,
        containers=("list", "float32"),
        also={"many bins": (st.just({"shape": [600, 2]}), lambda C: len(C) == 600)},
    ),
    A=row(1, 40, dims=(2,), containers=("list", "float32", "int16", "uint8"), integers=(0, 255)),
    also={
        "zeros of either sign": (
            st.just({"C": {"kind": "silence", "seed": 0, "shape": [2, 3], "power": -1}}),
            lambda C, A: np.shape(C) == (2, 3) and not np.any(C) and np.any(A),
        )
    },
    fit=sized_alike,
)
PROJECT_CONSISTENT = domain(C=as_drawn(), **window_places(sizes, overlaps, 400), fit=fitting)
SPECTRAL_ERROR = domain(
    x=row(1, 400, usual=lengths),
    A=as_drawn(),
    **frame_places(sizes, overlaps),
    also={
        "nearly the magnitudes of x": (
            st.just({"A": {"seed": 0, "power": 0, "nearly": True}}),
            lambda x, A, window, hop: (
                np.allclose(A, np.abs(spectra(x, window, hop)), 1e-5, 0) and np.any(A)
            ),
        ),
        "both very quiet": (
            st.just(
                {
                    "x": {"kind": "noise", "seed": 0, "shape": [12], "power": -100},
                    "A": {"seed": 1, "power": -100},
                }
            ),
            lambda x, A, window, hop: 0 < np.max(np.abs(x)) < 1e-24 and 0 < np.max(A) < 1e-24,
        ),
    },
    fit=fitting_x,
)
GRIFFIN_LIM = domain(
    A=as_drawn(),
    **window_places(st.sampled_from([4, 8, 2, 5]), overlaps, 100),
    n_iter=count(1, 60, st.sampled_from([2, 1, 3])),
    rng=place(lambda given: given, usual=st.integers(0, 9), large=(st.just(4711), lambda r: r > 9)),
    phase=place(
        lambda given: given,
        usual=seeds,
        zeros=(st.just(0), lambda phase: not np.any(phase)),
        beyond_a_turn=(st.integers(-9, -1), lambda phase: np.max(np.abs(phase)) > 4),
    ),
    fit=fitting,
)


def grid(got, size):
    """Return the answer as finite complex numbers of the shape `size`, or say what else it is."""
    return array(got, size, dtype=complex)


def noisy(seed, *size):
    """Return complex noise of the given shape."""
    return noise(seed, 2 * math.prod(size)).view(np.complex128).reshape(size)


def whole(seed, bins, frames):
    """Return magnitudes that are easy to read, whole numbers from 1 to 9."""
    return np.random.default_rng(seed).integers(1, 10, (bins, frames)).astype(float)


def phases(seed, size):
    """Return random phases in radians."""
    return np.random.default_rng(seed).uniform(-np.pi, np.pi, size)


def window_and_hop(window, n, overlap):
    """Return a window of n samples, and the hop at which about `overlap` frames cover a sample."""
    if window == "hann" and n > 1:
        # It begins with a zero, so that one frame alone would leave gaps.
        return np.sin(np.pi * np.arange(n) / n) ** 2, max(1, n // max(2, overlap))
    if window in ("uneven", "signed"):
        sign = (-1) ** (np.arange(n) // 2) if window == "signed" else 1
        return sign * (0.25 + np.arange(n) * 3 % 7 / 4), max(1, n // overlap)
    return np.ones(n), max(1, n // overlap)


def size_of(n, hop, length):
    """Return the shape of the stft of `length` samples."""
    return n // 2 + 1, math.ceil((length + n - hop) / hop)


def cut(x, w, hop):
    """Return the frames of a signal under the window w, one a row."""
    n = len(w)
    M = size_of(n, hop, len(x))[1]
    around = np.concatenate([np.zeros(n - hop), x, np.zeros(n)])
    return w * np.array([around[m * hop : m * hop + n] for m in range(M)])


def spectra(x, w, hop):
    """Return the stft of a signal, (bins, frames)."""
    return np.fft.rfft(cut(x, w, hop)).T


def counts(n):
    """Return how often each bin of the lower half stands in the whole spectrum, as a column."""
    k = np.arange(n // 2 + 1)
    return np.where(2 * k % n == 0, 1, 2)[:, None]


def norm(values, n):
    """Return the norm over all n bins of what is given for the lower half of them."""
    return float(np.sqrt(np.sum(counts(n) * np.abs(values) ** 2)))


@lru_cache(maxsize=2000)
def system(window, n, overlap, length):
    """Return the stft of `length` samples as a matrix, and the matrix of the nearest signal."""
    w, hop = window_and_hop(window, n, overlap)
    T = np.array([spectra(e, w, hop).ravel() for e in np.eye(length)]).T
    root = np.sqrt(np.broadcast_to(counts(n), size_of(n, hop, length))).ravel()[:, None]
    inverse = np.linalg.pinv(np.concatenate([root * T.real, root * T.imag]))
    return T, inverse * np.concatenate([root, root]).T


def nearest(C, *setting):
    """Return the signal whose stft is nearest to C by solving the equations of least squares."""
    return system(*setting)[1] @ np.concatenate([C.real.ravel(), C.imag.ravel()])


# project_magnitude


@shape
@given(seed=seeds, bins=bins, frames=frames, silent=st.booleans())
def test_project_magnitude_is_one_number_per_bin(project_magnitude, seed, bins, frames, silent):
    """There is one finite complex number for each bin of each frame."""
    A, C = whole(seed, bins, frames), noisy(seed + 1, bins, frames)
    grid(project_magnitude((not silent) * C, A), (bins, frames))


@anchor
@given(gain=gains)
def test_project_magnitude_of_four_numbers(project_magnitude, gain):
    """3 + 4j with the magnitude 10 becomes 6 + 8j; 2j with 3 becomes 3j; -5 with 1 becomes -1."""
    got = project_magnitude([[3 + 4j, 2j], [-5, 0.1]], [[10 * gain, 3 * gain], [gain, gain]])
    close(got, gain * np.array([[6 + 8j, 3j], [-1, 1]]), atol=1e-6 * gain, because=BY_HAND)


@given(seed=seeds, bins=bins, frames=frames)
def test_project_magnitude_without_a_phase(project_magnitude, seed, bins, frames):
    """Where C is 0 it has no phase, and the answer is A itself: the phase 0."""
    A, C = whole(seed, bins, frames), noisy(seed + 1, bins, frames)
    silent = noise(seed, bins * frames).reshape(bins, frames) < 0.5
    silent[0, 0] = True
    got = grid(project_magnitude(np.where(silent, 0, C), A), (bins, frames))
    close(got[silent], A[silent] + 0j, atol=1e-12, because=ONE_TURN)


@given(seed=seeds, bins=bins, frames=frames, scale=scales)
def test_project_magnitude_has_the_magnitudes(project_magnitude, seed, bins, frames, scale):
    """The answer has the magnitudes A, however small or large those of C are."""
    A, C = whole(seed, bins, frames), scale * noisy(seed + 1, bins, frames)
    got = grid(project_magnitude(C, A), (bins, frames))
    heard = "a part in a million is far below what can be heard"
    close(np.abs(got), A, rtol=1e-6, what="the magnitude", because=heard)


@given(seed=seeds, bins=bins, frames=frames, scale=scales)
def test_project_magnitude_keeps_the_phases(project_magnitude, seed, bins, frames, scale):
    """The answer points where C points: times the conjugate of C it is the product of magnitudes."""
    A, C = scale * np.abs(noisy(seed, bins, frames)), noisy(seed + 1, bins, frames)
    got = grid(project_magnitude(C, A), (bins, frames))
    right = A * np.abs(C) + 0j
    close(
        got * np.conj(C),
        right,
        atol=1e-11 * scale,
        what="the answer times conj(C)",
        because=ONE_TURN,
    )


@given(seed=seeds, bins=bins, frames=frames)
def test_project_magnitude_is_the_nearest(project_magnitude, seed, bins, frames):
    """The way from C to the answer is the difference of magnitudes: no shorter one exists."""
    A, C = np.abs(noisy(seed, bins, frames)), noisy(seed + 1, bins, frames)
    got = grid(project_magnitude(C, A), (bins, frames))
    right = np.abs(A - np.abs(C))
    close(np.abs(got - C), right, atol=1e-12, what="the way from C", because=ONE_TURN)


@given(seed=seeds, bins=bins, frames=frames, turn=st.sampled_from([90, 180, 30, -60]))
def test_project_magnitude_turns_along(project_magnitude, seed, bins, frames, turn):
    """Turning C by an angle turns the answer by that angle."""
    A, C = np.abs(noisy(seed, bins, frames)), noisy(seed + 1, bins, frames)
    arrow = np.exp(1j * math.radians(turn))
    twin = arrow * grid(project_magnitude(C, A), (bins, frames))
    agree(project_magnitude(arrow * C, A), twin, atol=1e-11, because=ONE_TURN)


@given(
    part=st.sampled_from([0.5, 1e-4, -1e-6, 1e-9, -1e-12]),
    quarters=st.integers(0, 3),
    gain=scales,
)
def test_project_magnitude_nearly_along_an_axis(project_magnitude, part, quarters, gain):
    """1 + 0.5j with the magnitude of 2 + 1j becomes 2 + 1j; a far smaller second part doubles, too."""
    turn = [1, 1j, -1, -1j][quarters]
    C = turn * np.array([[complex(1, part), complex(1, -part)]])
    apart = gain * np.array([1, 2.0**-100])  # each number is on its own
    got = grid(project_magnitude(apart * C, np.abs(2 * C)), (1, 2)) * np.conj(turn)
    right = np.array([[2 * part, -2 * part]])
    close(got.imag, right, atol=5e-15, what="the part across the axis", because=EACH)


@given(case=st.sampled_from(range(6)))
def test_project_magnitude_refuses_no_magnitudes(project_magnitude, case):
    """A negative or infinite magnitude, NaN, or other shapes are refused."""
    C, A = [
        ([[1j, 1]], [[1.0, -1e-9]]),
        ([[1j, 1]], [[1.0, math.inf]]),
        ([[math.nan, 1]], [[1.0, 1.0]]),
        ([[1j, 1]], [[1.0], [1.0]]),
        ([[1j], [1]], [[1.0, 1.0]]),
        ([[1j, 1]], [1.0, 1.0]),
    ][case]
    refuses(project_magnitude, C, A, because="these are no magnitudes of C")


@over(PROJECT_MAGNITUDE)
def test_project_magnitude_agrees_with_the_reference(project_magnitude, reference, C, A):
    """The numbers are those that the course's own solution gives."""
    off = 1e-13 * np.abs(np.asarray(A, dtype=float))
    close(project_magnitude(C, A), reference(C, A), atol=off, because=EACH)


# project_consistent


@shape
@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
def test_project_consistent_keeps_the_shape(project_consistent, seed, window, n, overlap, length):
    """The answer is complex and finite, and has the shape of C."""
    w, hop = window_and_hop(window, n, overlap)
    size = size_of(n, hop, length)
    grid(project_consistent(noisy(seed, *size), w, hop, length), size)


@anchor
@given(place=st.sampled_from(range(4)), gain=gains)
def test_project_consistent_of_one_sample(project_consistent, place, gain):
    """One sample x, seen by two frames of two, has the spectrum x, x over -x, x, whatever C is."""
    C = np.zeros(4)
    C[place] = 4 * gain
    x = gain * [1, 1, -1, 1][place]
    got = project_consistent(C.reshape(2, 2).tolist(), [1, 1], 1, 1)
    close(got, x * np.array([[1, 1], [-1, 1 + 0j]]), atol=1e-12 * gain, because=BY_HAND)


@given(kind=kinds, seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
@example(kind="dc", seed=0, window="hann", n=1, overlap=1, length=2)
def test_project_consistent_leaves_a_sound_alone(
    project_consistent, kind, seed, window, n, overlap, length
):
    """The spectrum of a sound stays as it is."""
    w, hop = window_and_hop(window, n, overlap)
    C = spectra(signal(kind, seed, length), w, hop)
    close(project_consistent(C, w, hop, length), C, atol=1e-11, because=FRAMES)


@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
@example(seed=0, window="ones", n=1, overlap=2, length=5)
def test_project_consistent_leaves_a_rest_without_sound(
    project_consistent, seed, window, n, overlap, length
):
    """What it takes away is at right angles to the spectrum of every sound: none is nearer."""
    w, hop = window_and_hop(window, n, overlap)
    size = size_of(n, hop, length)
    C = noisy(seed, *size)
    rest = C - grid(project_consistent(C, w, hop, length), size)
    T, _ = system(window, n, overlap, length)
    products = np.real(np.conj(T).T @ (counts(n) * rest).ravel())
    what = "what it took away, beside the spectrum of an impulse"
    close(products, np.zeros(length), atol=1e-10, what=what, because=FRAMES)


@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
def test_project_consistent_twice(project_consistent, seed, window, n, overlap, length):
    """Done once more it changes nothing: the answer is the spectrum of a sound."""
    w, hop = window_and_hop(window, n, overlap)
    size = size_of(n, hop, length)
    once = grid(project_consistent(noisy(seed, *size), w, hop, length), size)
    at_most(
        -norm(once, n), -1e-6, because="C was noise, and some of it is always a sound",
        what="minus the size of the answer",
    )  # fmt: skip
    agree(project_consistent(once, w, hop, length), once, atol=1e-11, because=FRAMES)


@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
def test_project_consistent_is_least_squares(project_consistent, seed, window, n, overlap, length):
    """It is the solution of the equations of least squares, written as one large matrix."""
    w, hop = window_and_hop(window, n, overlap)
    C = noisy(seed, *size_of(n, hop, length))
    right = system(window, n, overlap, length)[0] @ nearest(C, window, n, overlap, length)
    close(project_consistent(C, w, hop, length), right.reshape(C.shape), atol=1e-10, because=FRAMES)


@over(PROJECT_CONSISTENT)
def test_project_consistent_agrees_with_the_reference(
    project_consistent, reference, C, window, hop, length
):
    """The spectrum is the one that the course's own solution gives."""
    got = project_consistent(C, window, hop, length)
    off = 1e-12 * np.max(np.abs(C))
    close(got, reference(C, window, hop, length), atol=off, because=FRAMES)


# spectral_error


@shape
@given(kind=kinds, seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
def test_spectral_error_is_one_number(spectral_error, kind, seed, window, n, overlap, length):
    """The answer is one finite number, and not below 0."""
    w, hop = window_and_hop(window, n, overlap)
    A = np.abs(noisy(seed, *size_of(n, hop, length)))
    got = spectral_error(signal(kind, seed, length), A, w, hop)
    number(got)
    at_most(-float(got), 0.0, what="minus the answer", because="a distance is never negative")


@anchor
@given(wanted=st.sampled_from([0, 4, 3]), gain=gains)
def test_spectral_error_of_two_samples(spectral_error, wanted, gain):
    """In frames of one sample, 3 and -4 have magnitudes 3 and 4: from 0 and 0 they are 5 away."""
    right = math.hypot(3 - wanted, 4 - wanted) * gain
    got = spectral_error([3 * gain, -4 * gain], [[wanted * gain, wanted * gain]], [1], 1)
    close(got, right, atol=1e-12 * gain, because=BY_HAND)


@anchor
@given(n=st.sampled_from([4, 1, 2, 3]) | st.integers(1, 9), gain=gains)
@example(n=9, gain=1)
def test_spectral_error_of_a_click(spectral_error, n, gain):
    """A sample of 1 in a frame of n has n bins of magnitude 1: from silence it is sqrt(n) away."""
    silence = np.zeros((n // 2 + 1, 1))
    got = spectral_error([gain] + [0] * (n - 1), silence, np.ones(n), n)
    close(got, gain * math.sqrt(n), atol=1e-12 * gain, because=BY_HAND)


@given(
    seed=seeds,
    window=windows,
    n=sizes,
    overlap=overlaps,
    length=lengths,
    sign=st.sampled_from([1, -1]),
)
def test_spectral_error_of_its_own_magnitudes(
    spectral_error, seed, window, n, overlap, length, sign
):
    """A sound and its negative are 0 off their own magnitudes; if each is 1 off, sqrt(n frames)."""
    w, hop = window_and_hop(window, n, overlap)
    x = noise(seed, length)
    own = np.abs(spectra(x, w, hop))
    # Every magnitude one too large, so that there is an answer that is not 0.
    right = math.sqrt(n * own.shape[1])
    close(spectral_error(sign * x, own + 1, w, hop), right, rtol=1e-11, because=LOUDNESS)
    close(spectral_error(sign * x, own, w, hop), 0.0, atol=1e-11, because=LOUDNESS)


@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
def test_spectral_error_from_silence(spectral_error, seed, window, n, overlap, length):
    """From silence its square is n times the energy of all frames: Parseval's theorem."""
    w, hop = window_and_hop(window, n, overlap)
    x = noise(seed, length)
    right = math.sqrt(n * np.sum(cut(x, w, hop) ** 2))
    got = spectral_error(x, np.zeros(size_of(n, hop, length)), w, hop)
    close(got, right, rtol=1e-11, because=LOUDNESS)


@given(
    seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths,
    gain=st.sampled_from([2.0, 0.5, -1.0, -1000.0]),
)  # fmt: skip
def test_spectral_error_scaling(spectral_error, seed, window, n, overlap, length, gain):
    """Sound and magnitudes g times as large have an error |g| times as large."""
    w, hop = window_and_hop(window, n, overlap)
    x, A = noise(seed, length), np.abs(noisy(seed, *size_of(n, hop, length)))
    twin = abs(gain) * float(spectral_error(x, A, w, hop))
    agree(spectral_error(gain * x, abs(gain) * A, w, hop), twin, rtol=1e-11, because=LOUDNESS)


@given(seed=seeds, window=windows, n=sizes, overlap=overlaps, length=lengths)
@example(seed=0, window="hann", n=1, overlap=4, length=5)
def test_spectral_error_over_all_bins(spectral_error, seed, window, n, overlap, length):
    """It is the norm over all n bins of np.fft.fft, the upper half mirroring the lower."""
    w, hop = window_and_hop(window, n, overlap)
    x, A = noise(seed, length), np.abs(noisy(seed, *size_of(n, hop, length)))
    k = np.arange(n)
    off = np.abs(np.fft.fft(cut(x, w, hop))).T - A[np.minimum(k, n - k)]
    right = float(np.linalg.norm(off))
    close(spectral_error(x, A, w, hop), right, rtol=1e-11, because=LOUDNESS)


@given(case=st.sampled_from(range(5)))
def test_spectral_error_refuses_other_shapes(spectral_error, case):
    """Magnitudes of another number of bins or frames, or negative ones, are refused."""
    x, A = [
        ([1.0, 2, 3, 4], np.ones((2, 1))),
        ([1.0, 2], np.ones((2, 3))),
        ([1.0, 2, 3, 4], np.ones((3, 2))),
        ([1.0, 2, 3, 4], np.ones(2)),
        ([1.0, 2, 3, 4], -np.ones((2, 2))),
    ][case]
    refuses(spectral_error, x, A, [1.0, 1.0], 2, because="these are no magnitudes of x")


@over(SPECTRAL_ERROR)
def test_spectral_error_agrees_with_the_reference(spectral_error, reference, x, A, window, hop):
    """The error is the one that the course's own solution gives."""
    right = reference(x, A, window, hop)
    sizes = np.max(np.abs(window)) * np.sqrt(len(window)) * np.max(np.abs(x)), np.max(A)
    off = 1e-14 * np.sqrt(np.size(A)) * max(sizes)
    got = spectral_error(x, A, window, hop)
    close(got, right, rtol=1e-11, atol=off, because=LOUDNESS)


# griffin_lim

small = st.sampled_from([4, 8, 2, 5])  # frames of so many samples; loops take time
rounds = st.sampled_from([2, 1, 3])
few = st.integers(0, 2)


def both(answer, length, n_iter):
    """Return signal and errors as arrays, or say what came instead."""
    x, D = unpack(answer, "x, D")
    D = np.array(D) if isinstance(D, (tuple, list)) else D
    array(x, length, what="x")
    array(D, n_iter, what="D")
    return tuple(np.asarray(part, dtype=float) for part in (x, D))


@shape
@given(
    kind=kinds, seed=st.integers(0, 9), window=windows, n=sizes, overlap=overlaps, length=lengths,
    n_iter=rounds,
)  # fmt: skip
def test_griffin_lim_is_a_signal_and_its_errors(
    griffin_lim, kind, seed, window, n, overlap, length, n_iter
):
    """The answer is x, with `length` samples, then D, with `n_iter` errors: all finite."""
    w, hop = window_and_hop(window, n, overlap)
    A = np.abs(spectra(signal(kind, seed, length), w, hop))
    both(griffin_lim(A, w, hop, length, n_iter, seed), length, n_iter)


@anchor
@given(n_iter=st.sampled_from([1, 2, 3]), gain=gains)
def test_griffin_lim_of_one_sample(griffin_lim, n_iter, gain):
    """One sample in two frames, magnitudes 2 and phases 0: first 1, error 2; then 2, error 0."""
    A, start = [[2 * gain, 2 * gain], [2 * gain, 2 * gain]], [[0, 0], [0, 0]]
    x, D = both(griffin_lim(A, [1, 1], 1, 1, n_iter, 0, start), 1, n_iter)
    last = np.array([gain if n_iter == 1 else 2 * gain])
    close(x, last, unit=IN_X, atol=1e-12 * gain, what="x", because=BY_HAND)
    errors = 2.0 * gain * (np.arange(n_iter) == 0)
    close(D, errors, unit=IN_D, atol=1e-12 * gain, what="D", because=BY_HAND)


@given(seed=seeds, window=windows, n=small, overlap=overlaps, length=lengths)
@example(seed=0, window="ones", n=5, overlap=1, length=1)
def test_griffin_lim_begins_with_least_squares(griffin_lim, seed, window, n, overlap, length):
    """The first signal is the nearest to the magnitudes with the phases to begin with."""
    w, hop = window_and_hop(window, n, overlap)
    A = np.abs(noisy(seed, *size_of(n, hop, length)))
    start = phases(seed, A.shape)
    x, _ = both(griffin_lim(A, w, hop, length, 1, 0, start), length, 1)
    right = nearest(A * np.exp(1j * start), window, n, overlap, length)
    close(x, right, unit=IN_X, atol=1e-10, what="x", because=FRAMES)


@given(seed=st.integers(0, 999), window=windows, n=small, overlap=overlaps, length=lengths)
@example(seed=1, window="uneven", n=5, overlap=1, length=20)
def test_griffin_lim_never_rises(griffin_lim, seed, window, n, overlap, length):
    """No error is larger than the one before, and the last is that of the signal returned."""
    w, hop = window_and_hop(window, n, overlap)
    A = np.abs(noisy(seed, *size_of(n, hop, length)))
    x, D = both(griffin_lim(A, w, hop, length, 4, seed), length, 4)
    loud = norm(A, n)
    error = norm(np.abs(spectra(x, w, hop)) - A, n)
    agree(
        D[-1], error, unit=IN_D, atol=1e-12 * loud, calls=1, what="the last D and the error of x",
        because=LOUDNESS,
    )  # fmt: skip
    worst = int(np.argmax(np.diff(D)))
    at_most(
        D[worst + 1], D[worst], unit=IN_D, slack=1e-12 * loud, because=RISE,
        what=f"D[{worst + 1}], the error after D[{worst}]",
    )  # fmt: skip


@given(
    seed=seeds, window=windows, n=small, overlap=overlaps, length=lengths, n_iter=rounds,
    sign=st.sampled_from([1, -1]),
)  # fmt: skip
@example(seed=0, window="ones", n=5, overlap=1, length=16, n_iter=3, sign=1)
@example(seed=1, window="ones", n=8, overlap=1, length=1, n_iter=3, sign=1)
def test_griffin_lim_stays_at_the_truth(
    griffin_lim, seed, window, n, overlap, length, n_iter, sign
):
    """From the right phases it returns the sound with errors of 0; from its negative's, that."""
    w, hop = window_and_hop(window, n, overlap)
    x = sign * noise(seed, length)
    C = spectra(x, w, hop)
    answer = griffin_lim(np.abs(C), w, hop, length, n_iter, 0, np.angle(C))
    got, D = both(answer, length, n_iter)
    close(got, x, unit=IN_X, atol=1e-9, what="x", because=FRAMES)
    atol = 1e-10 * (1 + norm(C, n))
    close(D, np.zeros(n_iter), unit=IN_D, atol=atol, what="D", because=LOUDNESS)


@given(seed=few, n=st.sampled_from([4, 5]), exponent=st.sampled_from([1, -1, 30, -30]))
def test_griffin_lim_scaling(griffin_lim, seed, n, exponent):
    """Magnitudes 2^k times as large give a signal and errors 2^k times as large, also very small."""
    w, hop = window_and_hop("hann", n, 2)
    A = np.abs(spectra(noise(seed, 12), w, hop))
    start, gain = phases(seed, A.shape), 2.0**exponent
    x, D = both(griffin_lim(A, w, hop, 12, 2, 0, start), 12, 2)
    more, E = both(griffin_lim(gain * A, w, hop, 12, 2, 0, start), 12, 2)
    agree(more / gain, x, unit=IN_X, atol=1e-9, because=LOOP, what="x")
    agree(E / gain, D, unit=IN_D, atol=1e-9, because=LOOP, what="D")


@given(seed=few)
def test_griffin_lim_without_further_arguments(griffin_lim, seed):
    """If nothing is said of them there are 32 rounds, from the phases of the seed 0."""
    w, hop = window_and_hop("hann", 4, 2)
    A = np.abs(spectra(noise(seed, 8), w, hop))
    x, D = both(griffin_lim(A, w, hop, 8), 8, 32)
    again, E = both(griffin_lim(A, w, hop, 8, 32, 0), 8, 32)
    agree(x, again, what="x", because="the same seed draws the same phases")
    agree(D, E, what="D", because="the same seed draws the same phases")


@given(seed=few)
def test_griffin_lim_makes_progress(griffin_lim, seed):
    """For noise of 64 samples, 20 rounds take more than a quarter off the first error."""
    w, hop = window_and_hop("hann", 16, 4)
    A = np.abs(spectra(noise(seed, 64), w, hop))
    _, D = both(griffin_lim(A, w, hop, 64, 20, seed + 1), 64, 20)
    at_most(D[-1] / D[0], 0.75, what="the last D over the first", because=HALFWAY)


@given(seed=st.integers(0, 9), n=st.sampled_from([4, 8]))
def test_griffin_lim_is_reproducible(griffin_lim, seed, n):
    """The same seed gives the same signal to the last bit, and another seed another signal."""
    w, hop = window_and_hop("hann", n, 4)
    A = np.abs(spectra(noise(seed, 24), w, hop))
    one, again, other = (
        both(griffin_lim(A, w, hop, 24, 1, r), 24, 1)[0] for r in (seed, seed, seed + 1)
    )
    agree(again, one, because="the same seed draws the same phases", what="x", calls=3)
    alike = abs(one @ other) / math.sqrt(one @ one * (other @ other))
    at_most(alike, 0.99, because=OTHER_NOISE, what="how much two seeds sound alike", calls=3)


@given(case=st.sampled_from(range(7)))
def test_griffin_lim_refuses_no_rounds(griffin_lim, case):
    """No round at all, a negative magnitude, a shape that does not fit, or NaN is refused."""
    A, good, bad = np.ones((3, 5)), np.zeros((3, 5)), np.full((3, 5), math.nan)
    args = [
        (A, 8, 0, 0, good),
        (A, 8, -1, 0, good),
        (-A, 8, 1, 0, good),
        (A * math.inf, 8, 1, 0, good),
        (A, 9, 1, 0, good),
        (A, 8, 1, 0, good[:, :1]),
        (A, 8, 1, 0, bad),
    ][case]
    magnitudes, length, *rest = args
    refuses(griffin_lim, magnitudes, np.ones(4), 2, length, *rest, because="there is no answer")


@over(GRIFFIN_LIM)
def test_griffin_lim_agrees_with_the_reference(
    griffin_lim, reference, A, window, hop, length, n_iter, rng, phase
):
    """Signal and errors are those that the course's own solution gives."""
    x, D = both(griffin_lim(A, window, hop, length, n_iter, rng, phase), length, n_iter)
    right, errors = reference(A, window, hop, length, n_iter, rng, phase)
    off = 1e-7 * np.max(A) / np.max(np.abs(window))
    close(x, right, unit=IN_X, atol=off, what="x", because=LOOP)
    close(D, errors, unit=IN_D, atol=1e-7 * np.max(A), what="D", because=LOOP)
