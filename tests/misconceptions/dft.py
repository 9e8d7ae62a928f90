"""Plausible wrong answers for the discrete Fourier transform, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception
from solutions import dft as right


def _table(rows, columns, sign=-1):
    """Return the waves exp(sign 2 pi j r c), with r from `rows` and c from `columns`."""
    return np.exp(sign * 2j * np.pi * np.outer(rows, columns))


@misconception(
    "DF-01",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="These waves turn the other way: that is exp(+2 pi j k n / N), the sign of the inverse. "
    "The forward transform has the minus sign.",
)
def sign_of_the_inverse(x):
    return np.conj(right.dft(np.conj(x)))


@misconception(
    "DF-02",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="Every coefficient is divided by the number of samples. Here the forward transform is a "
    "bare sum; the factor 1/N belongs to the inverse.",
)
def divided_by_n(x):
    return right.dft(x) / len(x)


@misconception(
    "DF-03",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="The bins start at 1. The first coefficient belongs to the wave that goes through 0 "
    "cycles, the constant.",
)
def bins_start_at_one(x):
    return np.roll(right.dft(x), -1)


@misconception(
    "DF-04",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="These are the magnitudes alone. A coefficient is a complex number; its angle is the "
    "phase, and without that there is no way back.",
)
def magnitudes_only(x):
    return np.abs(right.dft(x))


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


@misconception(
    "DF-06",
    of="dft",
    breaks=["test_dft_is_one_coefficient_per_sample"],
    says="This is the lower half of the bins. It says everything about a real signal, but the "
    "transform has as many coefficients as there are samples.",
)
def lower_half(x):
    return right.dft(x)[: len(x) // 2 + 1]


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


@misconception(
    "DF-09",
    of="dft",
    breaks=["test_dft_of_four_samples"],
    says="The coefficients are divided by the root of N. With that factor in both directions the "
    "transform is orthonormal, and some books do so. Here the forward transform is a bare sum.",
)
def orthonormal(x):
    return right.dft(x) / math.sqrt(len(x))


@misconception(
    "DF-10",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_end_at_half_the_rate"],
    says="This divides the range up to fs/2 evenly. With an odd number of samples there is no "
    "bin at fs/2: the last one is half a spacing below.",
)
def up_to_half_the_rate(n, fs):
    return np.linspace(0, fs / 2, len(right.bin_frequencies(n, fs)))


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


@misconception(
    "DF-12",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_of_1024_samples"],
    says="The spacing was rounded before it was multiplied, and the error grows with every bin. "
    "Keep fs/n as it is; round when you print.",
)
def rounded_spacing(n, fs):
    return np.round(right.bin_frequencies(n, fs)[:2][-1], 1) * np.arange(n // 2 + 1)


@misconception(
    "DF-13",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_a_thousand_apart"],
    says="The spacing is fs/(n - 1). n samples last n/fs seconds, for each of them stands for a "
    "stretch of 1/fs, the last one as well.",
)
def n_minus_one_gaps(n, fs):
    return right.bin_frequencies(n, fs) * n / max(n - 1, 1)


@misconception(
    "DF-14",
    of="bin_frequencies",
    breaks=["test_bin_frequencies_a_thousand_apart"],
    says="These bins start at the first spacing. Bin 0 is at 0 Hz: it is the constant.",
)
def first_bin_missing(n, fs):
    return right.bin_frequencies(n, fs) + fs / n


@misconception(
    "DF-15",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The answer is N times too large: the factor 1/N is missing. Each wave has the inner "
    "product N with itself, and somebody has to take that out again.",
)
def without_one_over_n(X):
    return len(X) * right.idft(X)


@misconception(
    "DF-16",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The waves turn the same way as in the forward transform, so that the signal comes out "
    "backwards in time. The inverse has the other sign in the exponent.",
)
def backwards_in_time(X):
    return right.dft(X) / len(X)


@misconception(
    "DF-17",
    of="idft",
    breaks=["test_idft_undoes_the_transform"],
    says="The imaginary part was thrown away. It is zero where the samples were real, but the "
    "inverse has to give back complex samples, too.",
)
def real_part_only(X):
    return right.idft(X).real


@misconception(
    "DF-18",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="These are magnitudes: every sample below zero has been folded up. Sum the waves, and "
    "take what comes out as it is.",
)
def magnitudes_of_the_samples(X):
    return np.abs(right.idft(X))


@misconception(
    "DF-19",
    of="idft",
    breaks=["test_idft_of_four_coefficients"],
    says="The factor is the root of 1/N. That fits a forward transform which has it as well; "
    "this one is a bare sum, so all of 1/N belongs here.",
)
def half_of_the_factor(X):
    return math.sqrt(len(X)) * right.idft(X)


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


@misconception(
    "DF-27",
    of="amplitude_phase",
    breaks=["test_amplitude_phase_of_a_cosine"],
    says="These phases are in degrees. Asked for are radians, 2 pi to the turn.",
)
def in_degrees(x):
    amplitude, phase = right.amplitude_phase(x)
    return amplitude, np.degrees(phase)


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


@misconception(
    "DF-31",
    of="dtft",
    breaks=["test_dtft_at_a_quarter_of_the_rate"],
    says="This wave turns the other way. As in the DFT, the exponent has a minus sign.",
)
def other_sign(x, f, fs):
    return np.conj(right.dtft(x, f, fs))


@misconception(
    "DF-32",
    of="dtft",
    breaks=["test_dtft_at_a_bin"],
    says="This is divided by the number of samples. The transform is a bare sum, as in the DFT.",
)
def mean_instead_of_sum(x, f, fs):
    return right.dtft(x, f, fs) / len(x)


@misconception(
    "DF-33",
    of="dtft",
    breaks=["test_dtft_at_a_quarter_of_the_rate"],
    says="This is the magnitude. The answer is complex: its angle is the phase.",
)
def magnitude_only(x, f, fs):
    return abs(right.dtft(x, f, fs))


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
