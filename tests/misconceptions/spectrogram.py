"""Plausible wrong answers for the spectrogram, with what to tell the learner."""

import math

import numpy as np
import scipy.fft
import scipy.signal

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import spectrogram as right


def _frames(x, window, hop):
    """Return the frames, one a row, and the window; refuse what the reference refuses."""
    right.spectrogram(x, window, hop)
    x, w = as_signal(x), as_signal(window)
    padded = np.concatenate([np.zeros(w.size - hop), x, np.zeros(w.size)])
    starts = range(0, x.size + w.size - hop, hop)
    return np.array([padded[start : start + w.size] for start in starts]), w


def _doubled(A, n, axis=0):
    """Return the lower half of the bins with all those doubled that have a partner."""
    A = np.moveaxis(np.array(A), axis, 0)
    A[1 : (n + 1) // 2] *= 2
    return np.moveaxis(A, 0, axis)


def _waves(n):
    """Return the cosines and the sines of the lower half of the bins, one a row."""
    angle = 2 * np.pi * np.outer(np.arange(n // 2 + 1), np.arange(n)) / n
    return np.cos(angle), np.sin(angle)


def _amplitudes(A, ref, floor):
    """Return an array of amplitudes, and the answer if it is silent; refuse as the reference does."""
    level = right.amplitude_to_db(A, ref, floor)
    return np.asarray(A, dtype=float), None if np.any(A) else level


def _count(length, n, hop, fs):
    """Return the number of frames."""
    return len(right.frame_times(length, n, hop, fs))


def _tones(df, dt, fs):
    """Refuse what are no distances and no rate."""
    right.window_length(df, math.inf if dt == math.inf else 1e9, fs)


def _allowed(n, df, dt, fs):
    """Return a number of samples that fits between two clicks."""
    _tones(df, dt, fs)
    if n > dt * fs or dt <= 0:
        raise ValueError("too long")
    return n


@misconception(
    "SG-01",
    of="spectrogram",
    breaks=["test_spectrogram_of_one_sample"],
    says="This is divided by the number of samples. That is the sum of a window of ones; a Hann "
    "window adds up to half as much, so every amplitude reads too low by half.",
)
def scaled_by_n(x, window, hop):
    return right.spectrogram(x, window, hop) * np.sum(window) / len(window)


@spelling("SG-01")
def halved_by_numpy(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames * w)).T / w.size, w.size)


@spelling("SG-01")
def forward_norm(x, window, hop):
    frames, w = _frames(x, window, hop)
    A = 2 * np.abs(scipy.fft.rfft(frames * w, norm="forward", axis=1))
    A[:, 0] /= 2
    if w.size % 2 == 0:
        A[:, -1] /= 2
    return A.T


@misconception(
    "SG-02",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="A cosine reads half of its amplitude here. It is shared by two bins, of which only the "
    "lower one is in the picture.",
)
def not_doubled(x, window, hop):
    A = right.spectrogram(x, window, hop)
    A[1 : (len(window) + 1) // 2] /= 2
    return A


@spelling("SG-02")
def stft_of_scipy(x, window, hop):
    frames, w = _frames(x, window, hop)
    n, L = w.size, len(frames) * hop
    padded = np.zeros(n - hop + L)
    padded[n - hop :][: np.size(x)] = x
    how = {"nperseg": n, "noverlap": n - hop, "boundary": None, "padded": False}
    return np.abs(scipy.signal.stft(padded, window=w, **how)[2])


@spelling("SG-02")
def lower_half_of_the_fft(x, window, hop):
    frames, w = _frames(x, window, hop)
    return np.abs(np.fft.fft(frames * w)[:, : w.size // 2 + 1].T) / np.sum(w)


@misconception(
    "SG-03",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="All rows are doubled. The factor 2 stands for the mirror image in the upper half, and a "
    "constant has none; nor has half the sample rate, if n is even.",
)
def doubled_everywhere(x, window, hop):
    A = right.spectrogram(x, window, hop)
    A[0] *= 2
    if len(window) % 2 == 0:
        A[-1] *= 2
    return A


@spelling("SG-03")
def twice_the_rfft(x, window, hop):
    frames, w = _frames(x, window, hop)
    return 2 / w.sum() * np.abs(np.fft.rfft(w * frames, axis=-1).T)


@spelling("SG-03")
def twice_cosines_and_sines(x, window, hop):
    frames, w = _frames(x, window, hop)
    c, d = _waves(w.size)
    return 2 * np.hypot(c @ (frames * w).T, d @ (frames * w).T) / w.sum()


@misconception(
    "SG-04",
    of="spectrogram",
    breaks=["test_spectrogram_of_the_last_bin_if_n_is_odd"],
    says="The last row is never doubled. It stands alone only if n is even; an odd window has no "
    "bin at half the sample rate, and its last bin has a mirror image as the others do.",
)
def last_row_always_single(x, window, hop):
    A = right.spectrogram(x, window, hop)
    if len(window) % 2 and len(window) > 1:
        A[-1] /= 2
    return A


@spelling("SG-04")
def both_ends_halved(x, window, hop):
    frames, w = _frames(x, window, hop)
    A = 2 * np.abs(np.fft.rfft(frames * w)).T / w.sum()
    A[0] /= 2
    A[-1] /= 2  # the only row of one sample is halved twice
    return A


@spelling("SG-04")
def all_between_the_ends_doubled(x, window, hop):
    frames, w = _frames(x, window, hop)
    columns = []
    for frame in frames:
        column = np.abs(np.fft.rfft(frame * w)) / w.sum()
        column[1:-1] *= 2
        columns.append(column)
    return np.column_stack(columns)


@misconception(
    "SG-05",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="The last row is doubled even where n is even. It is at half the sample rate then, its own "
    "mirror image, and counts once.",
)
def half_the_rate_doubled(x, window, hop):
    A = right.spectrogram(x, window, hop)
    if len(window) % 2 == 0:
        A[-1] *= 2
    return A


@spelling("SG-05")
def all_but_the_constant_doubled(x, window, hop):
    frames, w = _frames(x, window, hop)
    A = np.abs(np.fft.rfft(frames * w)).T / w.sum()
    A[1:] *= 2
    return A


@spelling("SG-05")
def only_the_constant_halved(x, window, hop):
    frames, w = _frames(x, window, hop)
    A = np.abs(np.fft.fft(frames * w / w.sum()))[:, : w.size // 2 + 1]
    return np.where(np.arange(A.shape[1]) == 0, A, 2 * A).T


@misconception(
    "SG-06",
    of="spectrogram",
    breaks=["test_spectrogram_is_a_column_per_frame"],
    says="Rows and columns are exchanged. Frequency runs down the rows and time along the columns; "
    "a table with one frame a row has to be transposed.",
)
def frames_in_rows(x, window, hop):
    return right.spectrogram(x, window, hop).T


@spelling("SG-06")
def rfft_of_the_table(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames * w)).T, w.size).T / w.sum()


@spelling("SG-06")
def list_of_spectra(x, window, hop):
    frames, w = _frames(x, window, hop)
    scale = np.array([2.0 if k and 2 * k != w.size else 1.0 for k in range(w.size // 2 + 1)])
    return np.array([scale * np.abs(np.fft.rfft(frame * w)) / w.sum() for frame in frames])


@misconception(
    "SG-07",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="These are powers: the magnitudes have been squared. Asked for are amplitudes, in the unit "
    "of the signal, so twice the sound reads twice as much.",
)
def power(x, window, hop):
    return right.spectrogram(x, window, hop) ** 2


@spelling("SG-07")
def root_forgotten(x, window, hop):
    frames, w = _frames(x, window, hop)
    X = np.fft.rfft(frames * w).T
    return _doubled(X.real**2 + X.imag**2, w.size) / w.sum() ** 2


@spelling("SG-07")
def square_of_the_doubled(x, window, hop):
    frames, w = _frames(x, window, hop)
    X = _doubled(np.fft.rfft(frames * w).T / w.sum(), w.size)
    return (X * X.conj()).real


@spelling("SG-07")
def squared_magnitude_by_the_sum(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames * w).T) ** 2 / w.sum(), w.size)


@misconception(
    "SG-08",
    of="spectrogram",
    breaks=["test_spectrogram_of_one_sample"],
    says="The frames have not been weighed: at most the scale knows the window. Each frame is "
    "multiplied with the window, sample by sample, before it is transformed.",
)
def window_forgotten(x, window, hop):
    right.spectrogram(x, window, hop)  # refuses what cannot be read
    n = len(window)
    return right.spectrogram(x, np.ones(n), hop) * n / np.sum(window)


@spelling("SG-08")
def bare_frames_by_the_sum(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames).T) / w.sum(), w.size)


@spelling("SG-08")
def window_for_its_length_only(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames, axis=1)) / w.size, w.size, axis=1).T


@spelling("SG-08")
def bare_cosines_and_sines(x, window, hop):
    frames, w = _frames(x, window, hop)
    c, d = _waves(w.size)
    return _doubled(np.hypot(c @ frames.T, d @ frames.T), w.size) / w.sum()


@misconception(
    "SG-09",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="These are bare magnitudes. They grow with the length of the window, though the sound stays "
    "the same: the scale is missing.",
)
def without_scale(x, window, hop):
    A = not_doubled(x, window, hop)
    return A * np.sum(window)


@spelling("SG-09")
def bare_magnitudes(x, window, hop):
    frames, w = _frames(x, window, hop)
    return np.abs(scipy.fft.rfft(frames * w)).T


@spelling("SG-09")
def bare_magnitudes_doubled(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.fft(frames * w)).T[: w.size // 2 + 1], w.size)


@misconception(
    "SG-10",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="The picture is scaled so that its largest value is 1. Then nothing can be read off it: a "
    "whisper and a shout look alike. The scale comes from the window alone.",
)
def largest_is_one(x, window, hop):
    A = right.spectrogram(x, window, hop)
    return A / max(A.max(), 1e-300)


@spelling("SG-10")
def by_the_largest_magnitude(x, window, hop):
    frames, w = _frames(x, window, hop)
    X = np.abs(np.fft.rfft(frames * w)).T
    return X / X.max() if X.any() else X


@spelling("SG-10")
def doubled_and_by_the_largest(x, window, hop):
    frames, w = _frames(x, window, hop)
    A = _doubled(np.abs(np.fft.rfft(frames * w)).T, w.size)
    return np.divide(A, np.max(A), out=np.zeros_like(A), where=A > 0)


@misconception(
    "SG-11",
    of="spectrogram",
    breaks=["test_spectrogram_of_one_sample"],
    says="This is divided by the root of the window's energy. That scale makes noise read right, "
    "per hertz; a tone reads its amplitude if the divisor is the sum of the window.",
)
def scaled_by_energy(x, window, hop):
    w = np.asarray(window, dtype=float)
    return right.spectrogram(x, w, hop) * np.sum(w) / math.sqrt(w.size * np.sum(w**2))


@spelling("SG-11")
def norm_of_the_window(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.rfft(frames * w)).T / np.linalg.norm(w), w.size)


@spelling("SG-11")
def rms_of_the_window(x, window, hop):
    frames, w = _frames(x, window, hop)
    w = w / np.sqrt(np.mean(w**2))
    return _doubled(np.abs(np.fft.rfft(frames * w)).T / w.size, w.size)


@misconception(
    "SG-12",
    of="spectrogram",
    breaks=["test_spectrogram_of_a_tone"],
    says="These are real parts. They depend on where in its cycle a wave is cut; the amplitude is "
    "the length of the complex number, from both of its parts.",
)
def real_parts(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.fft.fft(frames * w / w.sum()).real[:, : w.size // 2 + 1].T), w.size)


@spelling("SG-12")
def real_of_the_rfft(x, window, hop):
    frames, w = _frames(x, window, hop)
    return _doubled(np.abs(np.real(np.fft.rfft(frames * w))).T / w.sum(), w.size)


@spelling("SG-12")
def cosines_alone(x, window, hop):
    frames, w = _frames(x, window, hop)
    c, _ = _waves(w.size)
    return _doubled(c @ (frames * w).T, w.size) / w.sum()


@misconception(
    "SG-13",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_a_tenth"],
    says="That is 10 log10, which belongs to powers. A is an amplitude, and its square is the power: "
    "the square makes it 20.",
)
def ten_logs(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    return right.amplitude_to_db(A, ref, 2 * floor) / 2


@spelling("SG-13")
def ten_logs_of_the_ratio(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(A / ref)
    return np.maximum(level, level.max() + floor)


@spelling("SG-13")
def ten_logs_of_what_was_lifted(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    return 10 * np.log10(np.maximum(A, A.max() * 10 ** (floor / 20)) / ref)


@misconception(
    "SG-14",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_keeps_the_shape"],
    says="Silence gives minus infinity here. Nothing can be drawn at minus infinity: where all is "
    "zero there is no largest level, and the answer is the floor everywhere.",
)
def minus_infinity_for_silence(A, ref=1.0, floor=-80.0):
    level = right.amplitude_to_db(A, ref, floor)
    return level if np.any(A) else np.full(level.shape, -np.inf)


@spelling("SG-14")
def no_case_for_silence(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(np.maximum(A, A.max() * 10 ** (floor / 20)) / ref)


@spelling("SG-14")
def floor_below_minus_infinity(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(A / ref)
    return np.clip(level, np.max(level) + floor, None)


@misconception(
    "SG-15",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_next_to_nothing"],
    says="This floor is at a fixed level. It has to hang from the largest amplitude of the picture, "
    "or a loud recording shows its noise and a quiet one loses its voice.",
)
def fixed_floor(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    A = np.asarray(A, dtype=np.float64)
    lowest = ref * 10 ** (floor / 20)
    return 20 * np.log10(np.maximum(A, lowest) / ref)


@spelling("SG-15")
def floor_below_the_reference(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    with np.errstate(divide="ignore"):
        return np.maximum(20 * np.log10(np.asarray(A, dtype=float) / ref), floor)


@spelling("SG-15")
def lifted_to_the_floor_of_ref(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    return 20 * np.log10(np.maximum(np.asarray(A, dtype=float) / ref, 10 ** (floor / 20)))


@misconception(
    "SG-16",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_a_quiet_column"],
    says="Every column has a floor of its own, which hangs from the largest amplitude in it. Then "
    "the same color means another range in each column.",
)
def floor_of_each_column(A, ref=1.0, floor=-80.0):
    level = right.amplitude_to_db(A, ref, floor)
    if level.ndim < 2:
        return level
    columns = [right.amplitude_to_db(c, ref, floor) for c in np.transpose(A)]
    return np.array(columns).T


@spelling("SG-16")
def largest_of_axis_zero(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(A / ref)
    top = level.max(axis=0) if A.ndim else level
    return np.where(np.isfinite(top), np.maximum(level, top + floor), floor)


@spelling("SG-16")
def column_by_column(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    out = np.full(A.shape, floor)
    for m in range(A.shape[-1] if A.ndim else 0):
        top = A[..., m].max()
        if top > 0:
            out[..., m] = 20 * np.log10(np.maximum(A[..., m] / top, 10 ** (floor / 20)) * top / ref)
    return out


@misconception(
    "SG-17",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_the_reference"],
    says="The reference has been left out. What is as large as ref reads 0 dB.",
)
def reference_forgotten(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    return right.amplitude_to_db(A, 1.0, floor)


@spelling("SG-17")
def twenty_logs_of_the_amplitude(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(A)
    return np.maximum(level, level.max() + floor)


@spelling("SG-17")
def lifted_and_never_divided(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    lowest = A.max() * 10 ** (floor / 20)
    return np.vectorize(lambda a: 20 * math.log10(max(a, lowest)))(A)


@misconception(
    "SG-18",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_a_tenth"],
    says="The levels are relative to the largest amplitude, which always reads 0 dB. They are asked "
    "for relative to ref; only the floor hangs from the largest.",
)
def largest_is_zero_db(A, ref=1.0, floor=-80.0):
    level = right.amplitude_to_db(A, ref, floor)
    return level - level.max() if np.any(A) else level


@spelling("SG-18")
def divided_by_the_largest(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    with np.errstate(divide="ignore"):
        return np.maximum(20 * np.log10(A / A.max()), floor)


@spelling("SG-18")
def largest_as_the_reference(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    ref = np.max(A)
    if ref == 0:
        return silence
    return np.clip(20 * np.log10(A / ref + 1e-300), floor, 0.0)


@misconception(
    "SG-19",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_next_to_nothing"],
    between=True,
    says="There is no floor here: a small number inside the logarithm keeps zeros from becoming "
    "minus infinity, and quiet parts reach down to it. The floor is so many dB below the largest.",
)
def small_number_in_the_logarithm(A, ref=1.0, floor=-80.0):
    level = right.amplitude_to_db(A, ref, floor)
    A = np.asarray(A, dtype=np.float64)
    return 20 * np.log10((A + 1e-10) / ref) if np.any(A) else level


@spelling("SG-19")
def smallest_number_in_the_logarithm(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    return 20 * np.log10(A / ref + 1e-300)


@spelling("SG-19")
def not_below_a_tiny_number(A, ref=1.0, floor=-80.0):
    A, silence = _amplitudes(A, ref, floor)
    if silence is not None:
        return silence
    return 20 * np.log10(np.maximum(A, 1e-20) / ref)


@spelling("SG-19")
def large_number_in_the_logarithm(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    return 20 * np.log10(A / ref + 1e-2)


@spelling("SG-19")
def large_number_beside_the_amplitude(A, ref=1.0, floor=-80.0):
    A, _ = _amplitudes(A, ref, floor)
    return 20 * np.log10((A + 1e-2) / ref)


@misconception(
    "SG-20",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These are the times at which the frames start. A frame speaks for its middle, where the "
    "window is largest, half a window later.",
)
def start_of_the_frame(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) - n / 2 / fs


@spelling("SG-20")
def first_sample_of_each_frame(length, n, hop, fs):
    _count(length, n, hop, fs)
    return np.arange(hop - n, length, hop) / fs


@spelling("SG-20")
def hops_less_the_zeros(length, n, hop, fs):
    return np.array([(m * hop - (n - hop)) / fs for m in range(_count(length, n, hop, fs))])


@misconception(
    "SG-21",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="The zeros in front of the signal are not taken into account. The first frame starts n - hop "
    "samples before the first sample, so all times are too late by that much.",
)
def zeros_in_front_forgotten(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) + (n - hop) / fs


@spelling("SG-21")
def hops_and_half_a_window(length, n, hop, fs):
    return (np.arange(_count(length, n, hop, fs)) * hop + n / 2) / fs


@spelling("SG-21")
def middles_in_the_padded_signal(length, n, hop, fs):
    first = n / (2 * fs)
    M = _count(length, n, hop, fs)
    return np.linspace(first, first + (M - 1) * hop / fs, M)


@misconception(
    "SG-22",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These frames are a whole window apart. They overlap: the next one starts one hop later.",
)
def a_window_apart(length, n, hop, fs):
    t = right.frame_times(length, n, hop, fs)
    return t[0] + np.arange(t.size) * n / fs


@spelling("SG-22")
def windows_side_by_side(length, n, hop, fs):
    return (hop - n / 2 + n * np.arange(_count(length, n, hop, fs))) / fs


@spelling("SG-22")
def start_moved_by_a_window(length, n, hop, fs):
    times, start = [], hop - n
    for _ in range(_count(length, n, hop, fs)):
        times.append((start + n / 2) / fs)
        start += n
    return np.array(times)


@misconception(
    "SG-23",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These are counts of samples. Divided by the sample rate they are seconds.",
)
def in_samples(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) * fs


@spelling("SG-23")
def middles_as_indices(length, n, hop, fs):
    _count(length, n, hop, fs)
    return np.arange(hop - n, length, hop) + n / 2


@spelling("SG-23")
def rate_never_used(length, n, hop, fs):
    return np.array([m * hop - (n - hop) + 0.5 * n for m in range(_count(length, n, hop, fs))])


@misconception(
    "SG-24",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These times are half a sample early: half-way between the first and the last sample of a "
    "frame. A periodic Hann window has its top at n/2, for sample n would be its next zero.",
)
def half_a_sample_early(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) - 0.5 / fs


@spelling("SG-24")
def half_of_n_minus_one(length, n, hop, fs):
    start = hop * np.arange(_count(length, n, hop, fs)) - (n - hop)
    return (start + (n - 1) / 2) / fs


@spelling("SG-24")
def mean_of_the_indices(length, n, hop, fs):
    starts = [hop - n + m * hop for m in range(_count(length, n, hop, fs))]
    return np.array([(first + (first + n - 1)) / 2 / fs for first in starts])


@misconception(
    "SG-25",
    of="frame_times",
    breaks=["test_frame_times_is_one_for_each_frame"],
    says="There is a frame too few. The last one is needed even if it is not filled: round the "
    "number of hops up.",
)
def last_frame_dropped(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs)[: (length + n - hop) // hop]


@spelling("SG-25")
def hops_cut_off(length, n, hop, fs):
    _count(length, n, hop, fs)
    return (np.arange(int((length + n - hop) / hop)) * hop - (n - hop) + n / 2) / fs


@spelling("SG-25")
def frames_that_are_filled(length, n, hop, fs):
    _count(length, n, hop, fs)
    start = np.arange(hop - n, length - n + 1, hop)
    return (start + n / 2) / fs


@misconception(
    "SG-26",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="This divides the range up to fs/2 evenly. If n is odd there is no row at fs/2: the last "
    "one is half a step below.",
)
def up_to_half_the_rate(n, fs):
    return np.linspace(0, fs / 2, right.frequency_axis(n, fs).size)


@spelling("SG-26")
def even_steps_to_half_the_rate(n, fs):
    right.frequency_axis(n, fs)
    return np.arange(n // 2 + 1) * (fs / 2) / max(n // 2, 1)


@spelling("SG-26")
def half_the_rate_in_a_loop(n, fs):
    right.frequency_axis(n, fs)
    last = n // 2
    return np.array([0.0, *(0.5 * fs * k / last for k in range(1, last + 1))])


@misconception(
    "SG-27",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="These are bin numbers. Row k goes through k cycles in a frame; in Hz that is k fs / n.",
)
def bin_numbers(n, fs):
    return np.arange(right.frequency_axis(n, fs).size)


@spelling("SG-27")
def rate_of_one_a_second(n, fs):
    right.frequency_axis(n, fs)
    return np.fft.rfftfreq(n, 1 / n)


@spelling("SG-27")
def rows_counted(n, fs):
    right.frequency_axis(n, fs)
    return np.linspace(0, n // 2, n // 2 + 1)


@misconception(
    "SG-28",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="The step is that of the lower half only. All n bins share the range up to fs, so one step "
    "is fs / n, not fs / (n / 2).",
)
def twice_the_step(n, fs):
    return 2 * right.frequency_axis(n, fs)


@spelling("SG-28")
def whole_rate_in_the_lower_half(n, fs):
    right.frequency_axis(n, fs)
    return np.linspace(0, fs, n // 2 + 1)


@spelling("SG-28")
def step_of_half_a_window(n, fs):
    right.frequency_axis(n, fs)
    return np.arange(n // 2 + 1) * fs / (n / 2)


@misconception(
    "SG-29",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="The step is fs / (n - 1). n samples last n / fs seconds, for each of them stands for a "
    "stretch of 1 / fs, the last one as well.",
)
def n_minus_one_gaps(n, fs):
    return right.frequency_axis(n, fs) * n / max(n - 1, 1)


@spelling("SG-29")
def rate_with_both_ends(n, fs):
    right.frequency_axis(n, fs)
    return np.linspace(0, fs, n)[: n // 2 + 1]


@spelling("SG-29")
def duration_of_the_gaps(n, fs):
    right.frequency_axis(n, fs)
    duration = (n - 1) / fs
    return np.array([k / duration if k else 0.0 for k in range(n // 2 + 1)])


@misconception(
    "SG-30",
    of="window_length",
    breaks=["test_window_length_for_100_hertz"],
    says="This window makes the step of the frequency axis as small as the distance of the tones. But "
    "each tone fills four steps, the width of the main lobe.",
)
def one_step(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(math.ceil(fs / df), df, dt, fs)


@spelling("SG-30")
def as_many_as_the_step_needs(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(-int(-fs // df), df, dt, fs)


@spelling("SG-30")
def one_cycle_of_the_beat(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(int(np.ceil(1 / df * fs)), df, dt, fs)


@misconception(
    "SG-31",
    of="window_length",
    breaks=["test_window_length_for_100_hertz"],
    says="This window is half as long as it should be: the lobes of the two tones still overlap by "
    "half. The whole lobe is four steps wide, two on each side of the tone.",
)
def half_of_the_lobe(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(math.ceil(2 * fs / df), df, dt, fs)


@spelling("SG-31")
def two_steps(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(int(np.ceil(2 / (df / fs))), df, dt, fs)


@spelling("SG-31")
def twice_the_samples_of_a_step(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(2 * math.ceil(fs / df), df, dt, fs)


@misconception(
    "SG-32",
    of="window_length",
    breaks=["test_window_length_puts_lobes_side_by_side"],
    says="The number of samples was rounded down, so that the lobes overlap a little. Round up: the "
    "window must not be shorter than 4 / df.",
)
def rounded_down(df, dt, fs):
    right.window_length(df, dt, fs)
    return math.floor(4 * fs / df)


@spelling("SG-32")
def int_cuts_off(df, dt, fs):
    right.window_length(df, dt, fs)
    return int(4 * fs / df)


@spelling("SG-32")
def floor_division(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(int(4 * fs // df), df, dt, fs)


@misconception(
    "SG-33",
    of="window_length",
    breaks=["test_window_length_for_100_hertz"],
    says="This is the longest window that separates the clicks. Asked for is the shortest that "
    "separates the tones; the clicks only say how long it may be.",
)
def as_long_as_the_clicks_allow(df, dt, fs):
    right.window_length(df, dt, fs)
    return math.floor(dt * fs)


@spelling("SG-33")
def samples_between_the_clicks(df, dt, fs):
    _tones(df, dt, fs)
    n = int(dt * fs)
    if n < 4 * fs / df:
        raise ValueError("too short")
    return n


@spelling("SG-33")
def whole_samples_between_the_clicks(df, dt, fs):
    right.window_length(df, dt, fs)
    return int(np.floor(dt / (1 / fs) * (1 + 1e-15)))


@misconception(
    "SG-34",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These times only count hops. That is right where a hop is half a window; else the middle of "
    "the first frame is not at 0 s.",
)
def hops_alone(length, n, hop, fs):
    return np.arange(len(right.frame_times(length, n, hop, fs))) * hop / fs


@spelling("SG-34")
def evenly_from_zero(length, n, hop, fs):
    times = right.frame_times(length, n, hop, fs)
    return times - times[0]


@spelling("SG-34")
def steps_of_a_hop(length, n, hop, fs):
    M = _count(length, n, hop, fs)
    return np.linspace(0, (M - 1) * hop / fs, M)


@misconception(
    "SG-35",
    of="window_length",
    breaks=["test_window_length_puts_lobes_side_by_side"],
    says="The number of samples was rounded to the nearest one. Half of the time that is too short: "
    "take the next whole number that is large enough.",
)
def rounded_to_the_nearest(df, dt, fs):
    right.window_length(df, dt, fs)
    return round(4 * fs / df)


@spelling("SG-35")
def half_added_and_cut(df, dt, fs):
    right.window_length(df, dt, fs)
    return int(4 * fs / df + 0.5)


@spelling("SG-35")
def nearest_whole_number(df, dt, fs):
    _tones(df, dt, fs)
    return _allowed(int(np.rint(4 / df * fs)), df, dt, fs)
