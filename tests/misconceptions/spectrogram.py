"""Plausible wrong answers for the spectrogram, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import spectrogram as right


@misconception(
    "SG-01",
    of="spectrogram",
    breaks=["test_spectrogram_of_one_sample"],
    says="This is divided by the number of samples. That is the sum of a window of ones; a Hann "
    "window adds up to half as much, so every amplitude reads too low by half.",
)
def scaled_by_n(x, window, hop):
    return right.spectrogram(x, window, hop) * np.sum(window) / len(window)


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


@misconception(
    "SG-06",
    of="spectrogram",
    breaks=["test_spectrogram_is_a_column_per_frame"],
    says="Rows and columns are exchanged. Frequency runs down the rows and time along the columns; "
    "a table with one frame a row has to be transposed.",
)
def frames_in_rows(x, window, hop):
    return right.spectrogram(x, window, hop).T


@misconception(
    "SG-07",
    of="spectrogram",
    breaks=["test_spectrogram_of_four_samples"],
    says="These are powers: the magnitudes have been squared. Asked for are amplitudes, in the unit "
    "of the signal, so twice the sound reads twice as much.",
)
def power(x, window, hop):
    return right.spectrogram(x, window, hop) ** 2


@misconception(
    "SG-08",
    of="spectrogram",
    breaks=["test_spectrogram_of_one_sample"],
    says="The frames have not been weighed: the window was used for the scale only. Each frame is "
    "multiplied with the window, sample by sample, before it is transformed.",
)
def window_forgotten(x, window, hop):
    right.spectrogram(x, window, hop)  # refuses what cannot be read
    n = len(window)
    return right.spectrogram(x, np.ones(n), hop) * n / np.sum(window)


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


@misconception(
    "SG-12",
    of="spectrogram",
    breaks=["test_spectrogram_of_a_tone"],
    says="These are real parts. They depend on where in its cycle a wave is cut; the amplitude is "
    "the length of the complex number, from both of its parts.",
)
def real_parts(x, window, hop):
    A = right.spectrogram(x, window, hop)
    x, w = as_signal(x), as_signal(window)
    n = w.size
    padded = np.concatenate([np.zeros(n - hop), x, np.zeros(n)])
    frames = np.stack([padded[m * hop : m * hop + n] for m in range(A.shape[1])])
    X = np.fft.rfft(frames * w).T / w.sum()
    X[1 : (n + 1) // 2] *= 2
    return np.abs(X.real)


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


@misconception(
    "SG-17",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_the_reference"],
    says="The reference has been left out. What is as large as ref reads 0 dB.",
)
def reference_forgotten(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    return right.amplitude_to_db(A, 1.0, floor)


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


@misconception(
    "SG-19",
    of="amplitude_to_db",
    breaks=["test_amplitude_to_db_of_next_to_nothing"],
    says="There is no floor here: a small number inside the logarithm keeps zeros from becoming "
    "minus infinity, and quiet parts reach down to it. The floor is so many dB below the largest.",
)
def small_number_in_the_logarithm(A, ref=1.0, floor=-80.0):
    level = right.amplitude_to_db(A, ref, floor)
    A = np.asarray(A, dtype=np.float64)
    return 20 * np.log10((A + 1e-10) / ref) if np.any(A) else level


@misconception(
    "SG-20",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These are the times at which the frames start. A frame speaks for its middle, where the "
    "window is largest, half a window later.",
)
def start_of_the_frame(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) - n / 2 / fs


@misconception(
    "SG-21",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="The zeros in front of the signal are not taken into account. The first frame starts n - hop "
    "samples before the first sample, so all times are too late by that much.",
)
def zeros_in_front_forgotten(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) + (n - hop) / fs


@misconception(
    "SG-22",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These frames are a whole window apart. They overlap: the next one starts one hop later.",
)
def a_window_apart(length, n, hop, fs):
    t = right.frame_times(length, n, hop, fs)
    return t[0] + np.arange(t.size) * n / fs


@misconception(
    "SG-23",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These are counts of samples. Divided by the sample rate they are seconds.",
)
def in_samples(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) * fs


@misconception(
    "SG-24",
    of="frame_times",
    breaks=["test_frame_times_of_four_samples"],
    says="These times are half a sample early: half-way between the first and the last sample of a "
    "frame. A periodic Hann window has its top at n/2, for sample n would be its next zero.",
)
def half_a_sample_early(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs) - 0.5 / fs


@misconception(
    "SG-25",
    of="frame_times",
    breaks=["test_frame_times_is_one_for_each_frame"],
    says="There is a frame too few. The last one is needed even if it is not filled: round the "
    "number of hops up.",
)
def last_frame_dropped(length, n, hop, fs):
    return right.frame_times(length, n, hop, fs)[: (length + n - hop) // hop]


@misconception(
    "SG-26",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="This divides the range up to fs/2 evenly. If n is odd there is no row at fs/2: the last "
    "one is half a step below.",
)
def up_to_half_the_rate(n, fs):
    return np.linspace(0, fs / 2, right.frequency_axis(n, fs).size)


@misconception(
    "SG-27",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="These are bin numbers. Row k goes through k cycles in a frame; in Hz that is k fs / n.",
)
def bin_numbers(n, fs):
    return np.arange(right.frequency_axis(n, fs).size)


@misconception(
    "SG-28",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="The step is that of the lower half only. All n bins share the range up to fs, so one step "
    "is fs / n, not fs / (n / 2).",
)
def twice_the_step(n, fs):
    return 2 * right.frequency_axis(n, fs)


@misconception(
    "SG-29",
    of="frequency_axis",
    breaks=["test_frequency_axis_of_a_millisecond"],
    says="The step is fs / (n - 1). n samples last n / fs seconds, for each of them stands for a "
    "stretch of 1 / fs, the last one as well.",
)
def n_minus_one_gaps(n, fs):
    return right.frequency_axis(n, fs) * n / max(n - 1, 1)


@misconception(
    "SG-30",
    of="window_length",
    breaks=["test_window_length_for_100_hertz"],
    says="This window makes the step of the frequency axis as small as the distance of the tones. But "
    "each tone fills four steps, the width of the main lobe.",
)
def one_step(df, dt, fs):
    right.window_length(df, math.inf if dt == math.inf else 1e9, fs)
    n = math.ceil(fs / df)
    if n > dt * fs or dt <= 0:
        raise ValueError("too long")
    return n


@misconception(
    "SG-31",
    of="window_length",
    breaks=["test_window_length_for_100_hertz"],
    says="This window is half as long as it should be: the lobes of the two tones still overlap by "
    "half. The whole lobe is four steps wide, two on each side of the tone.",
)
def half_of_the_lobe(df, dt, fs):
    right.window_length(df, math.inf if dt == math.inf else 1e9, fs)
    n = math.ceil(2 * fs / df)
    if n > dt * fs or dt <= 0:
        raise ValueError("too long")
    return n


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


@spelling("SG-15")
def floor_below_the_reference(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    with np.errstate(divide="ignore"):
        return np.maximum(20 * np.log10(np.asarray(A, dtype=float) / ref), floor)


@spelling("SG-15")
def lifted_to_the_floor_of_ref(A, ref=1.0, floor=-80.0):
    right.amplitude_to_db(A, ref, floor)
    return 20 * np.log10(np.maximum(np.asarray(A, dtype=float) / ref, 10 ** (floor / 20)))
