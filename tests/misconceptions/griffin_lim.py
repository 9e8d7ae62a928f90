"""Plausible wrong answers for Griffin-Lim, with what to tell the learner."""

import cmath
import math

import numpy as np

from autograder.laws import misconception, spelling
from solutions import griffin_lim as right


def _start(A, window, hop, length, n_iter, rng, phase):
    """Return magnitudes and phases to begin with; refuse what the reference refuses."""
    right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    A = np.asarray(A, dtype=float)
    drawn = np.random.default_rng(rng).uniform(-np.pi, np.pi, np.shape(A))
    return A, drawn if phase is None else np.asarray(phase, dtype=float)


def _rounds(C, A, window, hop, length, n_iter):
    """Return what the loop makes of a first spectrum."""
    D = []
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
        C = right.project_magnitude(right.stft(x, window, hop), A)
    return x, np.array(D)


def _overlap_add(C, window, hop, length, *, synthesis, divisor):
    """Return an inverse with other windows: `synthesis` on each frame, sum of `divisor` below."""
    window, n = np.asarray(window, dtype=float), len(window)
    frames = np.fft.irfft(C.T, n)
    above, below = np.zeros((2, (len(frames) - 1) * hop + n))
    for m, frame in enumerate(frames):
        above[m * hop :][:n] += synthesis(window) * frame
        below[m * hop :][:n] += divisor(window)
    return (above / below)[n - hop : n - hop + length]


def _numbers(C, A):
    """Return both as arrays, without -0.0; refuse what the reference refuses."""
    right.project_magnitude(C, A)
    return np.array(C, dtype=complex) + 0.0, np.array(A, dtype=float)


def _added_at(C, window, hop, length, above, below):
    """Return an inverse with these powers of the window, by additions at places."""
    w, n = np.asarray(window, dtype=float), len(window)
    place = hop * np.arange(C.shape[1])[:, None] + np.arange(n)
    sums = np.zeros((2, place.max() + 1))
    np.add.at(sums[0], place, np.fft.irfft(C.T, n) * w**above)
    np.add.at(sums[1], place, np.broadcast_to(w**below, place.shape))
    return (sums[0] / sums[1])[n - hop : n - hop + length]


def _off(x, A, window, hop):
    """Return by how much the magnitudes of the lower half are off; refuse as the reference does."""
    right.spectral_error(x, A, window, hop)
    return np.abs(right.stft(x, window, hop)) - np.asarray(A, dtype=float)


def _mirror(n):
    """Return for each of all n bins the one of the lower half."""
    return np.minimum(np.arange(n), n - np.arange(n))


def _counts(n):
    """Return how often each bin of the lower half stands in the whole spectrum."""
    return np.bincount(_mirror(n))


@misconception(
    "GL-01",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="This multiplies C with the magnitudes. C brings its own magnitude along; only its phase "
    "may stay.",
)
def product_of_both(C, A):
    return np.abs(C) * right.project_magnitude(C, A)


@spelling("GL-01")
def only_multiplied(C, A):
    C, A = _numbers(C, A)
    return C * A


@spelling("GL-01")
def product_in_polar_form(C, A):
    C, A = _numbers(C, A)
    out = np.empty_like(C)
    for place in np.ndindex(C.shape):
        size, angle = cmath.polar(C[place])
        out[place] = cmath.rect(size * A[place], angle)
    return out


@misconception(
    "GL-02",
    of="project_magnitude",
    breaks=["test_project_magnitude_is_one_number_per_bin"],
    says="Where C is 0 this is 0 divided by 0, and one NaN spreads through every frame that it "
    "touches. A silent bin needs a phase, too: take 0.",
)
def zero_over_zero(C, A):
    return np.where(np.asarray(C) == 0, np.nan, right.project_magnitude(C, A))


@spelling("GL-02")
def plain_quotient(C, A):
    C, A = _numbers(C, A)
    with np.errstate(invalid="ignore", divide="ignore"):
        return C / np.abs(C) * A


@spelling("GL-02")
def gain_of_each_bin(C, A):
    C, A = _numbers(C, A)
    with np.errstate(invalid="ignore", divide="ignore"):
        return C * (A / np.abs(C))


@misconception(
    "GL-03",
    of="project_magnitude",
    breaks=["test_project_magnitude_without_a_phase"],
    says="Where C is 0 the answer has the magnitude 0. It has to have the magnitude A in every "
    "bin, so a silent bin of C is given the phase 0.",
)
def silent_bins_stay_silent(C, A):
    out = right.project_magnitude(C, A)
    return np.where(np.asarray(C) == 0, 0, out)


@spelling("GL-03")
def sign_of_the_complex_number(C, A):
    C, A = _numbers(C, A)
    return A * np.sign(C)


@spelling("GL-03")
def divided_where_it_is_not_zero(C, A):
    C, A = _numbers(C, A)
    size = np.abs(C)
    return np.divide(C, size, out=np.zeros_like(C), where=size > 0) * A


@misconception(
    "GL-04",
    of="project_magnitude",
    breaks=["test_project_magnitude_has_the_magnitudes"],
    between=True,
    says="The small number that keeps the quotient from 0/0 has a unit, that of C. For a quiet sound "
    "it is not small, and the magnitudes come out too low. An angle needs no such help.",
)
def small_number_below(C, A):
    C, A = _numbers(C, A)
    return A * C / (np.abs(C) + 1e-8)


@spelling("GL-04")
def hardly_anything_below(C, A):
    C, A = _numbers(C, A)
    return A * C / (np.abs(C) + 1e-20)


@spelling("GL-04")
def much_below(C, A):
    C, A = _numbers(C, A)
    return C / (np.sqrt(C.real**2 + C.imag**2) + 1e-3) * A


@spelling("GL-04")
def never_divided_by_less(C, A):
    C, A = _numbers(C, A)
    return A * C / np.maximum(np.abs(C), 1e-10)


@misconception(
    "GL-05",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="The angle stands in the exponent without j. exp of a real number grows; exp(j a) turns.",
)
def angle_without_j(C, A):
    C, A = _numbers(C, A)
    return A * np.exp(np.angle(C))


@spelling("GL-05")
def cosh_for_exp(C, A):
    C, A = _numbers(C, A)
    angle = np.angle(C)
    return A * (np.cosh(angle) + np.sinh(angle))


@spelling("GL-05")
def power_of_e(C, A):
    C, A = _numbers(C, A)
    return A * np.reshape([math.e ** cmath.phase(c) for c in C.ravel()], A.shape)


@misconception(
    "GL-06",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="Every phase has the wrong sign: these are the conjugates. In sound, each frame would run "
    "backwards.",
)
def other_sign_of_the_phase(C, A):
    return np.conj(right.project_magnitude(C, A))


@spelling("GL-06")
def minus_in_the_exponent(C, A):
    C, A = _numbers(C, A)
    return A * np.exp(-1j * np.angle(C))


@spelling("GL-06")
def cosine_minus_sine(C, A):
    C, A = _numbers(C, A)
    angle = np.arctan2(C.imag, C.real)
    return A * (np.cos(angle) - 1j * np.sin(angle))


@misconception(
    "GL-07",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="The angle of a complex number needs the signs of both parts. The arctangent of their "
    "quotient cannot tell a number from its negative.",
)
def arctangent_of_the_quotient(C, A):
    out = right.project_magnitude(C, A)
    return np.where(np.real(C) < 0, -out, out)


@spelling("GL-07")
def np_arctan(C, A):
    C, A = _numbers(C, A)
    with np.errstate(invalid="ignore", divide="ignore"):
        angle = np.where(C == 0, 0.0, np.arctan(C.imag / C.real))
    return A * np.exp(1j * angle)


@spelling("GL-07")
def arctangent_beside_zero(C, A):
    C, A = _numbers(C, A)
    with np.errstate(over="ignore"):
        angle = np.arctan(C.imag / (C.real + 1e-300))
    return A * (np.cos(angle) + 1j * np.sin(angle))


@misconception(
    "GL-08",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="These are the magnitudes wanted, without a phase. The phases are those of C.",
)
def magnitudes_alone(C, A):
    return np.abs(right.project_magnitude(C, A))


@spelling("GL-08")
def as_it_was_wanted(C, A):
    _, A = _numbers(C, A)
    return A


@spelling("GL-08")
def only_the_real_part_set(C, A):
    out = np.zeros_like(right.project_magnitude(C, A))
    out.real = A
    return out


@misconception(
    "GL-09",
    of="project_consistent",
    breaks=["test_project_consistent_of_one_sample"],
    says="This is C as it came, frame by frame. Most complex arrays are the spectrum of no sound at "
    "all: add the frames up to a signal and come back.",
)
def nothing_done(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    return np.array(C, dtype=complex)


@spelling("GL-09")
def its_own_magnitudes(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    return right.project_magnitude(C, np.abs(C))


@spelling("GL-09")
def frame_by_frame(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    frames = np.fft.irfft(np.transpose(C), len(window))
    return np.fft.rfft(frames).T


@misconception(
    "GL-10",
    of="project_consistent",
    breaks=["test_project_consistent_keeps_the_shape"],
    says="This is the signal. Asked for is its spectrum: one more step.",
)
def only_one_way(C, window, hop, length):
    return right.istft(C, window, hop, length)


@spelling("GL-10")
def frames_added_up(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    C = np.asarray(C, dtype=complex)
    return _overlap_add(C, window, hop, length, synthesis=np.array, divisor=np.square)


@spelling("GL-10")
def signal_by_addition_at_places(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    return _added_at(np.asarray(C, dtype=complex), window, hop, length, 1, 2)


@misconception(
    "GL-11",
    of="project_consistent",
    breaks=["test_project_consistent_leaves_a_rest_without_sound"],
    says="The frames were added up without the window and divided by the sum of the window. A "
    "sound's own spectrum survives that, but for any other the answer is not the nearest.",
)
def no_second_window(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    C = np.asarray(C, dtype=complex)
    x = _overlap_add(C, window, hop, length, synthesis=np.ones_like, divisor=lambda w: w)
    return right.stft(x, window, hop)


@spelling("GL-11")
def bare_frames_by_the_window(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    x = _added_at(np.asarray(C, dtype=complex), window, hop, length, 0, 1)
    return right.stft(x, window, hop)


@spelling("GL-11")
def window_as_the_frame_of_a_constant(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    n, M = len(window), np.shape(C)[1]
    above, below = [np.zeros(length + 2 * n) for _ in "xw"]
    for m, frame in enumerate(np.fft.irfft(np.transpose(C), n)):
        above[m * hop : m * hop + n] += frame
    below[: (M - 1) * hop + n] = np.convolve(np.arange((M - 1) * hop + 1) % hop == 0, window)
    part = slice(n - hop, n - hop + length)
    return right.stft(above[part] / below[part], window, hop)


@misconception(
    "GL-12",
    of="project_consistent",
    breaks=["test_project_consistent_leaves_a_sound_alone"],
    says="Every frame has been under the window twice, once on its way to the spectrum and once "
    "back: divide by the sum of the squared window, not of the window.",
)
def divided_by_the_window_once(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    C = np.asarray(C, dtype=complex)
    x = _overlap_add(C, window, hop, length, synthesis=np.array, divisor=lambda w: w)
    return right.stft(x, window, hop)


@spelling("GL-12")
def square_forgotten(C, window, hop, length):
    right.project_consistent(C, window, hop, length)
    x = _added_at(np.asarray(C, dtype=complex), window, hop, length, 1, 1)
    return right.stft(x, window, hop)


@spelling("GL-12")
def window_in_the_spectrum_and_once_below(C, window, hop, length):
    x = right.istft(C, window, hop, length)
    n, M = len(window), np.shape(C)[1]
    starts = np.arange((M - 1) * hop + 1) % hop == 0
    once, twice = np.convolve(starts, window), np.convolve(starts, np.square(window))
    part = slice(n - hop, n - hop + length)
    return right.stft(x * twice[part] / once[part], window, hop)


@misconception(
    "GL-13",
    of="project_consistent",
    breaks=["test_project_consistent_of_one_sample"],
    says="This keeps the magnitudes of C and takes phases of a sound. That is the next step; this "
    "one returns the spectrum of the sound as it is.",
)
def magnitudes_put_back(C, window, hop, length):
    S = right.project_consistent(C, window, hop, length)
    return right.project_magnitude(S, np.abs(C))


@spelling("GL-13")
def phases_of_a_sound(C, window, hop, length):
    S = right.stft(right.istft(C, window, hop, length), window, hop)
    return np.abs(C) * np.exp(1j * np.angle(S + 0.0))


@spelling("GL-13")
def scaled_back(C, window, hop, length):
    S = right.stft(right.istft(C, window, hop, length), window, hop)
    size = np.abs(S)
    return np.where(size > 0, S / np.where(size > 0, size, 1), 1) * np.abs(C)


@misconception(
    "GL-14",
    of="spectral_error",
    breaks=["test_spectral_error_of_a_click"],
    says="This sums the lower half of the bins, each once. The upper half mirrors it and counts as "
    "well; without it the error of Griffin-Lim may rise.",
)
def lower_half_only(x, A, window, hop):
    return np.linalg.norm(_off(x, A, window, hop))


@spelling("GL-14")
def root_of_the_plain_sum(x, A, window, hop):
    off = _off(x, A, window, hop)
    return float(np.sum(off**2) ** 0.5)


@spelling("GL-14")
def distance_of_the_lower_halves(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    return math.dist(np.abs(right.stft(x, window, hop)).ravel(), np.ravel(A).tolist())


@misconception(
    "GL-15",
    of="spectral_error",
    breaks=["test_spectral_error_of_a_click"],
    says="Every bin is counted twice. The bin at 0 Hz has no mirror image, and neither has that at "
    "half the sample rate.",
)
def every_bin_twice(x, A, window, hop):
    return np.sqrt(2) * lower_half_only(x, A, window, hop)


@spelling("GL-15")
def root_of_twice_the_sum(x, A, window, hop):
    off = _off(x, A, window, hop)
    return float(np.sqrt(2 * np.sum(off**2)))


@spelling("GL-15")
def mirrored_as_a_whole(x, A, window, hop):
    off = _off(x, A, window, hop)
    return np.linalg.norm(np.concatenate([off, off[::-1]]))


@misconception(
    "GL-16",
    of="spectral_error",
    breaks=["test_spectral_error_of_a_click"],
    says="The last bin is counted once always. It stands alone if the window is even; an odd "
    "number of samples has no bin at half the sample rate.",
)
def last_bin_always_single(x, A, window, hop):
    error = right.spectral_error(x, A, window, hop)
    n = len(window)
    if n % 2 == 0 or n == 1:
        return error
    last = np.abs(right.stft(x, window, hop))[-1] - np.asarray(A)[-1]
    return np.sqrt(max(error**2 - np.sum(last**2), 0))


@spelling("GL-16")
def mirrored_without_both_ends(x, A, window, hop):
    off = _off(x, A, window, hop)
    return np.linalg.norm(np.concatenate([off, off[-2:0:-1]]))


@spelling("GL-16")
def both_ends_once(x, A, window, hop):
    off = _off(x, A, window, hop)
    counts = np.full((len(off), 1), 2)
    counts[0] = counts[-1] = 1
    return math.sqrt(np.sum(counts * off**2))


@misconception(
    "GL-17",
    of="spectral_error",
    breaks=["test_spectral_error_of_two_samples"],
    says="This compares complex numbers with magnitudes. The phases of the sound are not wrong, "
    "nobody has asked for any: take the magnitudes first.",
)
def phases_compared_too(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    counts = _counts(len(window))
    off = right.stft(x, window, hop) - np.asarray(A)
    return np.sqrt(counts @ np.sum(np.abs(off) ** 2, axis=1))


@spelling("GL-17")
def norm_of_the_whole_difference(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    off = right.stft(x, window, hop) - np.asarray(A, dtype=float)
    return np.linalg.norm(off[_mirror(len(window))])


@spelling("GL-17")
def both_parts_compared(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    S = right.stft(x, window, hop)[_mirror(len(window))]
    A = np.asarray(A, dtype=float)[_mirror(len(window))]
    return math.sqrt(np.sum((S.real - A) ** 2) + np.sum(S.imag**2))


@misconception(
    "GL-18",
    of="spectral_error",
    breaks=["test_spectral_error_of_two_samples"],
    says="The root is missing: this is the square of the distance. Twice as loud, it is four times "
    "as large.",
)
def without_the_root(x, A, window, hop):
    return right.spectral_error(x, A, window, hop) ** 2


@spelling("GL-18")
def sum_of_the_squares(x, A, window, hop):
    off = _off(x, A, window, hop)[_mirror(len(window))]
    return float(np.sum(off**2))


@spelling("GL-18")
def squares_counted(x, A, window, hop):
    off = _off(x, A, window, hop)
    return float(_counts(len(window)) @ np.sum(off**2, axis=1))


@misconception(
    "GL-19",
    of="spectral_error",
    breaks=["test_spectral_error_of_two_samples"],
    says="This is a mean over the bins. The norm is a sum: it grows with the length of the sound.",
)
def mean_over_bins(x, A, window, hop):
    error = right.spectral_error(x, A, window, hop)
    return error / np.sqrt(len(window) * np.shape(A)[1])


@spelling("GL-19")
def root_of_the_mean_square(x, A, window, hop):
    off = _off(x, A, window, hop)[_mirror(len(window))]
    return np.sqrt(np.mean(off**2))


@spelling("GL-19")
def rms_of_the_lower_half(x, A, window, hop):
    return float(np.sqrt(np.mean(np.square(_off(x, A, window, hop)))))


@misconception(
    "GL-20",
    of="spectral_error",
    breaks=["test_spectral_error_of_two_samples"],
    says="These are powers, the squares of magnitudes, and their differences. Compare the "
    "magnitudes themselves.",
)
def powers_compared(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    counts = _counts(len(window))
    off = np.abs(right.stft(x, window, hop)) ** 2 - np.asarray(A) ** 2
    return np.sqrt(counts @ np.sum(off**2, axis=1))


@spelling("GL-20")
def norm_of_the_powers(x, A, window, hop):
    right.spectral_error(x, A, window, hop)
    S = right.stft(x, window, hop)
    off = (S * S.conj()).real - np.square(np.asarray(A, dtype=float))
    return np.linalg.norm(off[_mirror(len(window))])


@spelling("GL-20")
def product_of_sum_and_difference(x, A, window, hop):
    off = _off(x, A, window, hop)
    both = off * (np.abs(right.stft(x, window, hop)) + np.asarray(A, dtype=float))
    return math.sqrt(np.sum(_counts(len(window))[:, None] * both**2))


@misconception(
    "GL-21",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="Every round gives the first signal again. Either its phases are not taken over into the "
    "next round, or the magnitudes wanted are not put back: then there is nothing left to improve.",
)
def phase_never_updated(A, window, hop, length, n_iter=32, rng=0, phase=None):
    x, D = right.griffin_lim(A, window, hop, length, 1, rng, phase)
    right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    return x, np.repeat(D, n_iter)


@spelling("GL-21")
def always_the_first_spectrum(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    D = []
    for _ in range(n_iter):
        x = right.istft(A * np.exp(1j * phase), window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
    return x, np.array(D)


@spelling("GL-21")
def magnitudes_never_put_back(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C, D = A * np.exp(1j * phase), np.zeros(n_iter)
    for i in range(n_iter):
        x = right.istft(C, window, hop, length)
        C = right.stft(x, window, hop)
        D[i] = right.spectral_error(x, A, window, hop)
    return x, D


@misconception(
    "GL-22",
    of="griffin_lim",
    breaks=["test_griffin_lim_never_rises"],
    says="This carries on past each new spectrum by 0.99 of the last step. That is the fast "
    "Griffin-Lim of 2013. It is often better, but its error may rise; asked for is the plain one.",
)
def fast_variant(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C, before, D = A * np.exp(1j * phase), 0, []
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        S = right.stft(x, window, hop)
        D += [right.spectral_error(x, A, window, hop)]
        C = right.project_magnitude(S + 0.99 * (S - before), A)
        before = S
    return x, np.array(D)


@spelling("GL-22")
def less_a_part_of_the_one_before(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C, S, D = A * np.exp(1j * phase), np.zeros(A.shape, complex), []
    for _ in range(n_iter):
        before = S
        x = right.istft(C, window, hop, length)
        S = right.stft(x, window, hop)
        C = S - 0.99 / (1 + 0.99) * before
        C = A * np.exp(1j * np.angle(C))
        D.append(right.spectral_error(x, A, window, hop))
    return x, np.array(D)


@spelling("GL-22")
def step_from_the_first_spectrum(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C = before = A * np.exp(1j * phase)
    D = []
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        S = right.project_consistent(C, window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
        C = right.project_magnitude(S + 0.99 * (S - before), A)
        before = S
    return x, np.array(D)


@misconception(
    "GL-23",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="The magnitudes were squared on their way. A is the magnitude, not the power.",
)
def power_for_magnitude(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    return right.griffin_lim(A**2, window, hop, length, n_iter, rng, phase)


@spelling("GL-23")
def power_in_each_round(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C, D = A**2 * np.exp(1j * phase), []
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
        C = right.project_magnitude(right.stft(x, window, hop), A**2)
    return x, np.array(D)


@spelling("GL-23")
def power_in_the_first_spectrum(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    return _rounds(A * A * np.exp(1j * phase), A, window, hop, length, n_iter)


@misconception(
    "GL-24",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="The signal is one round ahead of its errors. D[-1] has to be the error of the signal "
    "that is returned.",
)
def signal_one_round_ahead(A, window, hop, length, n_iter=32, rng=0, phase=None):
    x, D = right.griffin_lim(A, window, hop, length, n_iter + 1, rng, phase)
    _, D = right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    return x, D


@spelling("GL-24")
def inverse_once_more_after_the_loop(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C, D = A * np.exp(1j * phase), []
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
        C = right.project_magnitude(right.stft(x, window, hop), A)
    return right.istft(C, window, hop, length), np.array(D)


@spelling("GL-24")
def error_before_the_step(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    x = right.istft(A * np.exp(1j * phase), window, hop, length)
    D = np.empty(n_iter)
    for i in range(n_iter):
        D[i] = right.spectral_error(x, A, window, hop)
        phase = np.angle(right.stft(x, window, hop))
        x = right.istft(A * np.exp(1j * phase), window, hop, length)
    return x, D


@misconception(
    "GL-25",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="The phases to begin with are passed over: this always starts from random ones.",
)
def phase_ignored(A, window, hop, length, n_iter=32, rng=0, phase=None):
    right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    return right.griffin_lim(A, window, hop, length, n_iter, rng)


@spelling("GL-25")
def phase_overwritten(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, _ = _start(A, window, hop, length, n_iter, rng, phase)
    phase = np.random.default_rng(rng).uniform(-np.pi, np.pi, np.shape(A))
    return _rounds(A * np.exp(1j * phase), A, window, hop, length, n_iter)


@spelling("GL-25")
def phases_of_the_old_generator(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, _ = _start(A, window, hop, length, n_iter, rng, phase)
    phase = np.random.RandomState(rng).uniform(-np.pi, np.pi, A.shape)
    return _rounds(A * np.exp(1j * phase), A, window, hop, length, n_iter)


@spelling("GL-25")
def turns_from_zero_on(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, _ = _start(A, window, hop, length, n_iter, rng, phase)
    turns = np.random.default_rng(rng).random(A.shape)
    return _rounds(A * np.exp(2j * np.pi * turns), A, window, hop, length, n_iter)


@misconception(
    "GL-26",
    of="griffin_lim",
    breaks=["test_griffin_lim_begins_with_least_squares"],
    says="This starts from A itself, with all phases 0. Begin with the phases that are given or "
    "drawn.",
)
def always_from_phase_zero(A, window, hop, length, n_iter=32, rng=0, phase=None):
    right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    return right.griffin_lim(A, window, hop, length, n_iter, rng, np.zeros(np.shape(A)))


@spelling("GL-26")
def magnitudes_as_the_first_spectrum(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, _ = _start(A, window, hop, length, n_iter, rng, phase)
    return _rounds(A.astype(complex), A, window, hop, length, n_iter)


@spelling("GL-26")
def phases_of_nothing(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, _ = _start(A, window, hop, length, n_iter, rng, phase)
    C, D = np.zeros_like(A), []
    while len(D) < n_iter:
        x = right.istft(A * np.exp(1j * np.angle(C)), window, hop, length)
        D.append(right.spectral_error(x, A, window, hop))
        C = right.stft(x, window, hop)
    return x, np.array(D)


@misconception(
    "GL-27",
    of="griffin_lim",
    breaks=["test_griffin_lim_is_a_signal_and_its_errors"],
    says="D has only the last error. Keep one for each round: the curve shows whether it works.",
)
def last_error_only(A, window, hop, length, n_iter=32, rng=0, phase=None):
    x, D = right.griffin_lim(A, window, hop, length, n_iter, rng, phase)
    return x, D[-1:]


@spelling("GL-27")
def error_after_the_loop(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    x, _ = _rounds(A * np.exp(1j * phase), A, window, hop, length, n_iter)
    return x, right.spectral_error(x, A, window, hop)


@spelling("GL-27")
def error_overwritten(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C = A * np.exp(1j * phase)
    for _ in range(n_iter):
        x = right.istft(C, window, hop, length)
        D = [right.spectral_error(x, A, window, hop)]
        C = right.project_magnitude(right.stft(x, window, hop), A)
    return x, np.array(D)


@misconception(
    "GL-28",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="The first spectrum has the phases, but not the magnitudes A: every bin begins at 1. The "
    "right magnitudes belong into the first round, too.",
)
def begins_without_the_magnitudes(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    return _rounds(np.exp(1j * phase), A, window, hop, length, n_iter)


@spelling("GL-28")
def begins_with_bare_arrows(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    return _rounds(np.cos(phase) + 1j * np.sin(phase), A, window, hop, length, n_iter)


@spelling("GL-28")
def magnitudes_of_one(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C = np.vectorize(cmath.rect)(1.0, phase)
    return _rounds(C, A, window, hop, length, n_iter)


@misconception(
    "GL-29",
    of="project_magnitude",
    breaks=["test_project_magnitude_of_four_numbers"],
    says="Sine and cosine are exchanged. The cosine of the angle is the real part, the sine the "
    "imaginary part.",
)
def cosine_and_sine_exchanged(C, A):
    C, A = _numbers(C, A)
    angle = np.angle(C)
    return A * (np.sin(angle) + 1j * np.cos(angle))


@spelling("GL-29")
def parts_exchanged(C, A):
    out = right.project_magnitude(C, A)
    return out.imag + 1j * out.real


@spelling("GL-29")
def real_part_first(C, A):
    C, A = _numbers(C, A)
    angle = np.arctan2(C.real, C.imag)
    return A * np.exp(1j * angle)


@misconception(
    "GL-30",
    of="griffin_lim",
    breaks=["test_griffin_lim_of_one_sample"],
    says="Sine and cosine are exchanged in the first spectrum. The phase 0 is a positive real "
    "number, and the cosine of 0 is 1.",
)
def first_spectrum_with_sine_first(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C = A * (np.sin(phase) + 1j * np.cos(phase))
    return _rounds(C, A, window, hop, length, n_iter)


@spelling("GL-30")
def sine_for_the_real_part(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    C = np.empty(A.shape, dtype=complex)
    C.real, C.imag = A * np.sin(phase), A * np.cos(phase)
    return _rounds(C, A, window, hop, length, n_iter)


@spelling("GL-30")
def turned_from_the_imaginary_axis(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _start(A, window, hop, length, n_iter, rng, phase)
    return right.griffin_lim(A, window, hop, length, n_iter, rng, np.pi / 2 - phase)
