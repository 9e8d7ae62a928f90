"""Plausible wrong answers for the discrete Fourier transform, with what to tell the learner."""

import math

import numpy as np
import scipy.fft

from autograder.laws import misconception, spelling
from solutions import dft as right


def _table(rows, columns, sign=-1):
    """Return the waves exp(sign 2 pi j r c), with r from `rows` and c from `columns`."""
    return np.exp(sign * 2j * np.pi * np.outer(rows, columns))


def _samples(x):
    """Return samples as complex numbers, or refuse them as the reference does."""
    right.dft(x)
    return np.asarray(x, dtype=complex)


def _halves(x):
    """Yield the lower half of the coefficients of a real signal, by three transforms."""
    right.amplitude_phase(x)  # refuses what is no real signal
    x = np.asarray(x, dtype=float)
    yield np.fft.rfft(x)
    yield scipy.fft.rfft(x)
    yield np.fft.fft(x)[: x.size // 2 + 1]


def _by_numpy(x):
    return next(_halves(x))


def _by_scipy(x):
    return list(_halves(x))[1]


def _partners(x, odd=2, even=1, constant=1):
    """Return how often each bin of the lower half counts; the last one by whether N is odd."""
    counts = np.full(len(x) // 2 + 1, 2.0)
    counts[-1] = odd if len(x) % 2 else even
    counts[0] = constant
    return counts


@misconception(
    "DF-01",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="These waves turn the other way: that is exp(+2 pi j k n / N), the sign of the inverse. "
    "The forward transform has the minus sign.",
)
def sign_of_the_inverse(x):
    return np.conj(right.dft(np.conj(x)))


@spelling("DF-01")
def inverse_times_n(x):
    return np.fft.ifft(_samples(x)) * len(x)


@spelling("DF-01")
def plus_in_the_exponent(x):
    x, k = _samples(x), np.arange(len(x))
    return _table(k, k / len(x), 1) @ x


@misconception(
    "DF-02",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="Every coefficient is divided by the number of samples. Here the forward transform is a "
    "bare sum; the factor 1/N belongs to the inverse.",
)
def divided_by_n(x):
    return right.dft(x) / len(x)


@spelling("DF-02")
def forward_norm(x):
    return np.fft.fft(_samples(x), norm="forward")


@spelling("DF-02")
def mean_for_the_sum(x):
    x, n = _samples(x), np.arange(len(x))
    return np.array([np.mean(x * np.exp(-2j * np.pi * k * n / len(x))) for k in n])


@misconception(
    "DF-03",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="The bins start at 1. The first coefficient belongs to the wave that goes through 0 "
    "cycles, the constant.",
)
def bins_start_at_one(x):
    return np.roll(right.dft(x), -1)


@spelling("DF-03")
def from_one_to_n(x):
    x, k = _samples(x), np.arange(len(x))
    return _table(k + 1, k / len(x)) @ x


@spelling("DF-03")
def first_to_the_end(x):
    X = scipy.fft.fft(_samples(x))
    return np.append(X[1:], X[0])


@misconception(
    "DF-04",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="These are the magnitudes alone. A coefficient is a complex number; its angle is the "
    "phase, and without that there is no way back.",
)
def magnitudes_only(x):
    return np.abs(right.dft(x))


@spelling("DF-04")
def absolute_fft(x):
    return np.abs(np.fft.fft(_samples(x)))


@spelling("DF-04")
def length_of_both_parts(x):
    X = right.dft(x)
    return np.hypot(X.real, X.imag)


@misconception(
    "DF-05",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="These waves reach a full cycle at the last sample. It ends one sample later, where the "
    "next one would begin: the angle grows by 2 pi k / N from sample to sample.",
)
def cycle_too_short(x):
    n = len(right.dft(x))
    return _table(np.arange(n), np.linspace(0, 1, n)) @ np.asarray(x)


@spelling("DF-05")
def divided_by_n_minus_one(x):
    x, n = _samples(x), np.arange(len(x))
    turns = n / max(len(x) - 1, 1)
    return np.array([np.sum(x * np.exp(-2j * np.pi * k * turns)) for k in n])


@spelling("DF-05")
def linspace_with_its_end(x):
    x = _samples(x)
    angle = np.linspace(0, 2 * np.pi, len(x))
    return np.array([np.dot(x, np.cos(k * angle) - 1j * np.sin(k * angle)) for k in range(len(x))])


@misconception(
    "DF-06",
    of="dft",
    breaks=["test_dft_is_one_coefficient_per_sample"],
    says="This is the lower half of the bins. It says everything about a real signal, but the "
    "transform has as many coefficients as there are samples.",
)
def lower_half(x):
    return right.dft(x)[: len(x) // 2 + 1]


@spelling("DF-06")
def real_transform(x):
    return np.fft.fft(_samples(x))[: len(x) // 2 + 1]


@spelling("DF-06")
def half_of_the_table(x):
    x, n = _samples(x), np.arange(len(x))
    return _table(np.arange(len(x) // 2 + 1), n / len(x)) @ x


@misconception(
    "DF-07",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="The factor 2 pi is missing in the exponent. exp(j a) takes the angle a in radians, "
    "and a full cycle has 2 pi of them.",
)
def without_two_pi(x):
    n = len(right.dft(x))
    return np.exp(-1j * np.outer(np.arange(n), np.arange(n)) / n) @ np.asarray(x)


@spelling("DF-07")
def angle_in_turns(x):
    x, n = _samples(x), np.arange(len(x))
    return np.array([np.sum(x * np.exp(-1j * k * n / len(x))) for k in n])


@spelling("DF-07")
def cosine_of_turns(x):
    x, n = _samples(x), np.arange(len(x))
    turns = np.outer(n, n) / len(x)
    return np.cos(turns) @ x - 1j * (np.sin(turns) @ x)


@misconception(
    "DF-08",
    of="dft",
    breaks=["test_dft_of_a_sum"],
    says="The imaginary parts of the samples got lost. The sum is the same for complex samples; "
    "it needs no case of its own.",
)
def real_part_of_the_input(x):
    right.dft(x)  # refuses what is no signal
    return right.dft(np.real(x))


@spelling("DF-08")
def real_fft(x):
    return np.fft.fft(_samples(x).real)


@spelling("DF-08")
def half_and_mirror(x):
    X = np.fft.rfft(_samples(x).real)
    return np.concatenate([X, X[1 : (len(x) + 1) // 2].conj()[::-1]])


@misconception(
    "DF-09",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="The coefficients are divided by the root of N. With that factor in both directions the "
    "transform is orthonormal, and some books do so. Here the forward transform is a bare sum.",
)
def orthonormal(x):
    return right.dft(x) / math.sqrt(len(x))


@spelling("DF-09")
def ortho(x):
    return np.fft.fft(_samples(x), norm="ortho")


@spelling("DF-09")
def root_in_the_table(x):
    x, k = _samples(x), np.arange(len(x))
    return (_table(k, k / len(x)) / np.sqrt(len(x))) @ x


@misconception(
    "DF-10",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_end_at_half_the_rate"],
    says="This divides the range up to fs/2 evenly. With an odd number of samples there is no "
    "bin at fs/2: the last one is half a spacing below.",
)
def up_to_half_the_rate(n, fs):
    return np.linspace(0, fs / 2, len(right.bin_frequencies(n, fs)))


@spelling("DF-10")
def even_steps(n, fs):
    right.bin_frequencies(n, fs)
    count = n // 2 + 1
    return np.arange(count) * (fs / 2) / max(count - 1, 1)


@spelling("DF-10")
def one_by_one(n, fs):
    right.bin_frequencies(n, fs)
    last = max(n // 2, 1)
    return np.array([k / last * fs / 2 for k in range(n // 2 + 1)])


@misconception(
    "DF-11",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_is_half_of_the_bins"],
    says="These are all n bins. Asked for is the lower half, up to fs/2; the others are the "
    "negative frequencies.",
)
def all_bins(n, fs):
    right.bin_frequencies(n, fs)
    return np.arange(n) * fs / n


@spelling("DF-11")
def spaced_bins(n, fs):
    right.bin_frequencies(n, fs)
    return np.linspace(0, fs, n, endpoint=False)


@spelling("DF-11")
def steps_of_the_spacing(n, fs):
    right.bin_frequencies(n, fs)
    return np.array([k * fs / n for k in range(n)])


@misconception(
    "DF-12",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_of_1024_samples"],
    says="The spacing was rounded before it was multiplied, and the error grows with every bin. "
    "Keep fs/n as it is; round when you print.",
)
def rounded_spacing(n, fs):
    return np.round(right.bin_frequencies(n, fs)[:2][-1], 1) * np.arange(n // 2 + 1)


@spelling("DF-12")
def rounded_to_a_tenth(n, fs):
    right.bin_frequencies(n, fs)
    return np.array([k * round(fs / n, 1) for k in range(n // 2 + 1)])


@spelling("DF-12")
def tenths_of_a_hertz(n, fs):
    right.bin_frequencies(n, fs)
    return np.arange(n // 2 + 1) * (np.rint(10 * fs / n) / 10)


@misconception(
    "DF-13",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_a_thousand_apart"],
    says="The spacing is fs/(n - 1). n samples last n/fs seconds, for each of them stands for a "
    "stretch of 1/fs, the last one as well.",
)
def n_minus_one_gaps(n, fs):
    return right.bin_frequencies(n, fs) * n / max(n - 1, 1)


@spelling("DF-13")
def last_sample_ends(n, fs):
    right.bin_frequencies(n, fs)
    return np.arange(n // 2 + 1) * fs / max(n - 1, 1)


@spelling("DF-13")
def linspace_to_the_rate(n, fs):
    right.bin_frequencies(n, fs)
    return np.linspace(0, fs, n)[: n // 2 + 1]


@misconception(
    "DF-14",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_a_thousand_apart"],
    says="These bins start at the first spacing. Bin 0 is at 0 Hz: it is the constant.",
)
def first_bin_missing(n, fs):
    return right.bin_frequencies(n, fs) + fs / n


@spelling("DF-14")
def counted_from_one(n, fs):
    right.bin_frequencies(n, fs)
    return np.arange(1, n // 2 + 2) * fs / n


@spelling("DF-14")
def cut_after_the_constant(n, fs):
    right.bin_frequencies(n, fs)
    return np.arange(n // 2 + 2)[1:] * (fs / n)


@misconception(
    "DF-15",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The answer is N times too large: the factor 1/N is missing. Each wave has the inner "
    "product N with itself, and somebody has to take that out again.",
)
def without_one_over_n(X):
    return len(X) * right.idft(X)


@spelling("DF-15")
def unscaled_inverse(X):
    return np.fft.ifft(_samples(X), norm="forward")


@spelling("DF-15")
def sum_of_waves(X):
    X, n = _samples(X), np.arange(len(X))
    return _table(n, n / len(X), 1) @ X


@misconception(
    "DF-16",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The waves turn the same way as in the forward transform, so that the signal comes out "
    "backwards in time. The inverse has the other sign in the exponent.",
)
def backwards_in_time(X):
    return right.dft(X) / len(X)


@spelling("DF-16")
def forward_by_n(X):
    return np.fft.fft(_samples(X)) / len(X)


@spelling("DF-16")
def minus_in_the_exponent(X):
    X, n = _samples(X), np.arange(len(X))
    return np.array([np.mean(X * np.exp(-2j * np.pi * k * n / len(X))) for k in n])


@misconception(
    "DF-17",
    of="idft",
    breaks=["test_idft_undoes_the_transform"],
    says="The imaginary part was thrown away. It is zero where the samples were real, but the "
    "inverse has to give back complex samples, too.",
)
def real_part_only(X):
    return right.idft(X).real


@spelling("DF-17")
def real_inverse(X):
    return np.real(np.fft.ifft(_samples(X)))


@spelling("DF-17")
def cosines_and_sines(X):
    X, n = _samples(X), np.arange(len(X))
    angle = 2 * np.pi * np.outer(n, n) / len(X)
    return (np.cos(angle) @ X.real - np.sin(angle) @ X.imag) / len(X)


@misconception(
    "DF-18",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="These are magnitudes: every sample below zero has been folded up. Sum the waves, and "
    "take what comes out as it is.",
)
def magnitudes_of_the_samples(X):
    return np.abs(right.idft(X))


@spelling("DF-18")
def absolute_inverse(X):
    return abs(np.fft.ifft(_samples(X)))


@spelling("DF-18")
def root_of_the_power(X):
    x = scipy.fft.ifft(_samples(X))
    return np.sqrt(x.real**2 + x.imag**2)


@misconception(
    "DF-19",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The factor is the root of 1/N. That fits a forward transform which has it as well; "
    "this one is a bare sum, so all of 1/N belongs here.",
)
def half_of_the_factor(X):
    return math.sqrt(len(X)) * right.idft(X)


@spelling("DF-19")
def ortho_inverse(X):
    return np.fft.ifft(_samples(X), norm="ortho")


@spelling("DF-19")
def root_of_n(X):
    X, n = _samples(X), np.arange(len(X))
    return _table(n, n / len(X), 1) @ X / np.sqrt(len(X))


@misconception(
    "DF-20",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="This is the imaginary part of the coefficient. It grows with the amplitude; the phase "
    "is an angle, and takes the real part as well.",
)
def imaginary_part_as_phase(x):
    amplitude, _ = right.amplitude_phase(x)
    return amplitude, right.dft(x).imag[: len(amplitude)]


@spelling("DF-20")
def imaginary_part_as_phase_by_numpy(x):
    X = _by_numpy(x)
    return _partners(x) * np.abs(X) / len(x), X.imag


@spelling("DF-20")
def imaginary_part_as_phase_by_scipy(x):
    X = _by_scipy(x)
    return _partners(x) * np.abs(X) / len(x), X.imag


@misconception(
    "DF-21",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_four_samples"],
    says="Every bin is doubled. The factor 2 stands for the partner in the upper half, and the "
    "constant has none; nor has fs/2.",
)
def doubled_everywhere(x):
    _, phase = right.amplitude_phase(x)
    return 2 / len(x) * np.abs(right.dft(x)[: len(phase)]), phase


@spelling("DF-21")
def doubled_everywhere_by_numpy(x):
    X = _by_numpy(x)
    return 2 * np.abs(X) / len(x), np.angle(X)


@spelling("DF-21")
def doubled_everywhere_by_scipy(x):
    X = _by_scipy(x)
    return 2 * np.abs(X) / len(x), np.angle(X)


@misconception(
    "DF-22",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_four_samples"],
    says="The last bin is doubled for an even number of samples as well. It is at fs/2 then, its "
    "own partner, and counts once.",
)
def half_the_rate_doubled(x):
    amplitude, phase = right.amplitude_phase(x)
    if len(x) % 2 == 0:
        amplitude[-1] *= 2
    return amplitude, phase


@spelling("DF-22")
def half_the_rate_doubled_by_numpy(x):
    X = _by_numpy(x)
    return _partners(x, even=2) * np.abs(X) / len(x), np.angle(X)


@spelling("DF-22")
def half_the_rate_doubled_by_scipy(x):
    X = _by_scipy(x)
    return _partners(x, even=2) * np.abs(X) / len(x), np.angle(X)


@misconception(
    "DF-23",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="The last bin is never doubled. It stands alone only if N is even; an odd number of "
    "samples has no bin at fs/2, and its last bin has a partner as the others do.",
)
def last_bin_always_single(x):
    amplitude, phase = right.amplitude_phase(x)
    if len(x) % 2 and len(x) > 1:
        amplitude[-1] /= 2
    return amplitude, phase


@spelling("DF-23")
def both_ends_halved(x):
    X = _by_numpy(x)
    amplitude = 2 * np.abs(X) / len(x)
    amplitude[0] /= 2
    amplitude[-1] /= 2  # the only bin of one sample is halved twice
    return amplitude, np.angle(X)


@spelling("DF-23")
def last_bin_always_single_by_numpy(x):
    X = _by_numpy(x)
    return _partners(x, odd=1) * np.abs(X) / len(x), np.angle(X)


@spelling("DF-23")
def last_bin_always_single_by_scipy(x):
    X = _by_scipy(x)
    return _partners(x, odd=1) * np.abs(X) / len(x), np.angle(X)


@misconception(
    "DF-24",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_four_samples"],
    says="The amplitudes are half as large as they should be. A cosine is shared by two bins, k "
    "and N - k, and this counts one of them.",
)
def one_of_two_partners(x):
    _, phase = right.amplitude_phase(x)
    return np.abs(right.dft(x)[: len(phase)]) / len(x), phase


@spelling("DF-24")
def one_of_two_partners_by_numpy(x):
    X = _by_numpy(x)
    return np.abs(X) / len(x), np.angle(X)


@spelling("DF-24")
def one_of_two_partners_by_scipy(x):
    X = _by_scipy(x)
    return np.abs(X) / len(x), np.angle(X)


@misconception(
    "DF-25",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_four_samples"],
    says="These are the bare magnitudes of the coefficients. They grow with the number of "
    "samples, though the wave stays the same.",
)
def bare_magnitudes(x):
    _, phase = right.amplitude_phase(x)
    return np.abs(right.dft(x)[: len(phase)]), phase


@spelling("DF-25")
def bare_magnitudes_by_numpy(x):
    X = _by_numpy(x)
    return np.abs(X), np.angle(X)


@spelling("DF-25")
def bare_magnitudes_by_scipy(x):
    X = _by_scipy(x)
    return np.abs(X), np.angle(X)


@misconception(
    "DF-26",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="The arctangent of a quotient cannot tell a wave from its opposite, for the two signs "
    "cancel in it. It needs both parts, each with its sign.",
)
def half_of_the_circle(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, phase - np.pi * np.round(phase / np.pi)


@spelling("DF-26")
def arctangent_of_the_quotient(x):
    X = _by_numpy(x)
    with np.errstate(all="ignore"):
        return _partners(x) * np.abs(X) / len(x), np.nan_to_num(np.arctan(X.imag / X.real))


@spelling("DF-26")
def arctangent_beside_zero(x):
    X = _by_scipy(x)
    safe = np.where(X.real == 0, 1e-300, X.real)
    with np.errstate(over="ignore"):
        return _partners(x) * np.abs(X) / len(x), np.arctan(X.imag / safe)


@misconception(
    "DF-27",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="These phases are in degrees. Asked for are radians, 2 pi to the turn.",
)
def in_degrees(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, np.degrees(phase)


@spelling("DF-27")
def in_degrees_by_numpy(x):
    X = _by_numpy(x)
    return _partners(x) * np.abs(X) / len(x), np.angle(X, deg=True)


@spelling("DF-27")
def in_degrees_by_scipy(x):
    X = _by_scipy(x)
    return _partners(x) * np.abs(X) / len(x), np.angle(X, deg=True)


@misconception(
    "DF-28",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="These are the phases of sines, A sin(x + phi). Asked for are those of cosines, a "
    "quarter of a turn less.",
)
def phases_of_sines(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, np.angle(1j * np.exp(1j * phase))


@spelling("DF-28")
def phases_of_sines_by_numpy(x):
    X = _by_numpy(x)
    return _partners(x) * np.abs(X) / len(x), np.angle(1j * X)


@spelling("DF-28")
def phases_of_sines_by_scipy(x):
    X = _by_scipy(x)
    return _partners(x) * np.abs(X) / len(x), np.angle(1j * X)


@misconception(
    "DF-29",
    of="dtft",
    breaks=["test_dtft_at_a_quarter_of_the_rate"],
    says="The sample rate is missing: this takes f for cycles per sample. Sample n is at the "
    "time n / fs.",
)
def without_the_sample_rate(x, f, fs):
    right.dtft(x, f, fs)  # refuses what is no frequency
    return right.dtft(x, f, 1.0)


@spelling("DF-29")
def cycles_a_sample(x, f, fs):
    right.dtft(x, f, fs)
    return complex(np.sum(x * _table(f, np.arange(len(x)))))


@spelling("DF-29")
def loop_without_the_rate(x, f, fs):
    right.dtft(x, f, fs)
    return sum(v * np.exp(-2j * np.pi * f * n) for n, v in enumerate(np.asarray(x, float)))


@misconception(
    "DF-30",
    of="dtft",
    breaks=["test_dtft_of_a_constant"],
    says="This goes to the nearest bin of the DFT. Between two bins there is a value of its own: "
    "put the frequency into the exponent as it is.",
)
def nearest_bin(x, f, fs):
    right.dtft(x, f, fs)
    return right.dtft(x, round(f * len(x) / fs) * fs / len(x), fs)


@spelling("DF-30")
def bin_of_the_transform(x, f, fs):
    right.dtft(x, f, fs)
    return complex(np.fft.fft(x)[round(f * len(x) / fs) % len(x)])


@spelling("DF-30")
def wave_of_the_nearest_bin(x, f, fs):
    right.dtft(x, f, fs)
    k = np.round(f / fs * len(x))
    return complex(np.exp(-2j * np.pi * k * np.arange(len(x)) / len(x)) @ np.asarray(x, float))


@misconception(
    "DF-31",
    of="dtft",
    breaks=["test_dtft_at_a_quarter_of_the_rate"],
    says="This wave turns the other way. As in the DFT, the exponent has a minus sign.",
)
def other_sign(x, f, fs):
    return np.conj(right.dtft(x, f, fs))


@spelling("DF-31")
def plus_sign(x, f, fs):
    right.dtft(x, f, fs)
    return complex(np.sum(x * np.exp(2j * np.pi * f * np.arange(len(x)) / fs)))


@spelling("DF-31")
def cosine_plus_sine(x, f, fs):
    right.dtft(x, f, fs)
    angle = 2 * np.pi * f / fs * np.arange(len(x))
    return complex(np.dot(x, np.cos(angle)), np.dot(x, np.sin(angle)))


@misconception(
    "DF-32",
    of="dtft",
    breaks=["test_dtft_at_a_bin"],
    says="This is divided by the number of samples. The transform is a bare sum, as in the DFT.",
)
def mean_instead_of_sum(x, f, fs):
    return right.dtft(x, f, fs) / len(x)


@spelling("DF-32")
def mean_of_the_products(x, f, fs):
    right.dtft(x, f, fs)
    return complex(np.mean(x * np.exp(-2j * np.pi * f * np.arange(len(x)) / fs)))


@spelling("DF-32")
def average_in_a_loop(x, f, fs):
    right.dtft(x, f, fs)
    x = np.asarray(x, float)
    return sum(v * np.exp(-2j * np.pi * f * n / fs) for n, v in enumerate(x)) / x.size


@misconception(
    "DF-33",
    of="dtft",
    breaks=["test_dtft_at_a_quarter_of_the_rate"],
    says="This is the magnitude. The answer is complex: its angle is the phase.",
)
def magnitude_only(x, f, fs):
    return abs(right.dtft(x, f, fs))


@spelling("DF-33")
def absolute_sum(x, f, fs):
    right.dtft(x, f, fs)
    return np.abs(np.sum(x * np.exp(-2j * np.pi * f * np.arange(len(x)) / fs)))


@spelling("DF-33")
def length_of_two_sums(x, f, fs):
    right.dtft(x, f, fs)
    angle = 2 * np.pi * f / fs * np.arange(len(x))
    return math.hypot(np.dot(x, np.cos(angle)), np.dot(x, np.sin(angle)))


@misconception(
    "DF-34",
    of="dtft",
    breaks=["test_dtft_at_a_bin"],
    says="This takes f for the number of a bin, cycles in N samples. It is in Hz: what counts is "
    "f times the time n / fs.",
)
def frequency_as_bin_number(x, f, fs):
    right.dtft(x, f, fs)
    return right.dtft(x, f, float(len(x)))


@spelling("DF-34")
def cycles_in_n(x, f, fs):
    right.dtft(x, f, fs)
    return complex(np.sum(x * np.exp(-2j * np.pi * f * np.arange(len(x)) / len(x))))


@spelling("DF-34")
def loop_over_n(x, f, fs):
    right.dtft(x, f, fs)
    x = np.asarray(x, float)
    return sum(v * np.exp(-2j * np.pi * f * n / x.size) for n, v in enumerate(x))


@misconception(
    "DF-35",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="The phases have the other sign. cos(x + phi) runs ahead of cos(x), and the angle of its "
    "coefficient is +phi.",
)
def phases_negated(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, np.angle(np.exp(-1j * phase))


@spelling("DF-35")
def angle_of_the_conjugate(x):
    X = _by_numpy(x)
    return _partners(x) * np.abs(X) / len(x), np.angle(X.conj())


@spelling("DF-35")
def minus_the_imaginary_part(x):
    X = _by_scipy(x)
    return _partners(x) * np.abs(X) / len(x), np.arctan2(-X.imag, X.real)


@misconception(
    "DF-36",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="Real and imaginary part have changed places in the arctangent. arctan2 takes the "
    "imaginary part first: y, then x.",
)
def arguments_exchanged(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, np.arctan2(np.cos(phase), np.sin(phase))


@spelling("DF-36")
def real_part_first(x):
    X = _by_numpy(x)
    return _partners(x) * np.abs(X) / len(x), np.arctan2(X.real, X.imag)


@spelling("DF-36")
def real_part_first_in_a_loop(x):
    X = _by_scipy(x)
    phases = [math.atan2(z.real, z.imag) for z in X]
    return _partners(x) * np.abs(X) / len(x), np.array(phases)


@misconception(
    "DF-37",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_four_samples"],
    says="Amplitudes and phases have changed places: the amplitudes come first.",
)
def rows_exchanged(x):
    amplitude, phase = right.amplitude_phase(x)
    return phase, amplitude


@spelling("DF-37")
def rows_exchanged_by_numpy(x):
    X = _by_numpy(x)
    return np.angle(X), _partners(x) * np.abs(X) / len(x)


@spelling("DF-37")
def rows_exchanged_by_scipy(x):
    X = _by_scipy(x)
    return np.angle(X), _partners(x) * np.abs(X) / len(x)


@misconception(
    "DF-38",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="This is the real part, the sum with cosines alone. A sine adds up to nothing in it: the "
    "coefficient has a second part, with sines.",
)
def cosines_alone(x):
    return right.dft(x).real


@spelling("DF-38")
def sum_with_cosines(x):
    x, n = np.real(_samples(x)), np.arange(len(x))
    return np.cos(2 * np.pi * np.outer(n, n) / len(x)) @ x


@spelling("DF-38")
def real_part_of_the_fft(x):
    return np.fft.fft(_samples(x)).real


@misconception(
    "DF-39",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="Half a cycle is taken for a whole one: a cycle has 2 pi, not pi.",
)
def half_cycles(x):
    x, k = _samples(x), np.arange(len(x))
    return _table(k, k / len(x) / 2) @ x


@spelling("DF-39")
def pi_for_two_pi(x):
    x, n = _samples(x), np.arange(len(x))
    return np.array([np.sum(x * np.exp(-1j * np.pi * k * n / len(x))) for k in n])


@spelling("DF-39")
def padded_to_twice_the_length(x):
    return np.fft.fft(_samples(x), 2 * len(x))[: len(x)]


@misconception(
    "DF-40",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_a_thousand_apart"],
    says="These are angular frequencies, in radians per second. Asked for are Hz, cycles per "
    "second: without 2 pi.",
)
def angular(n, fs):
    return 2 * np.pi * right.bin_frequencies(n, fs)


@spelling("DF-40")
def radians_a_second(n, fs):
    right.bin_frequencies(n, fs)
    return 2 * np.pi * np.arange(n // 2 + 1) * fs / n


@spelling("DF-40")
def circle_in_n_parts(n, fs):
    right.bin_frequencies(n, fs)
    return np.linspace(0, 2 * np.pi * fs, n + 1)[: n // 2 + 1]
