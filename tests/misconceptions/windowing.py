"""Plausible wrong answers for windows and frames, with what to tell the learner."""

import math

import numpy as np
from scipy import fft, linalg, signal

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import windowing as right


def _cycle(n, periodic):
    """Return how many samples a cycle of the window takes, at least 1."""
    return int(n) if periodic else max(int(n) - 1, 1)


def _tone(window, bins):
    """Return what a tone so many bins away reads, compared with one on the bin."""
    w = as_signal(window)
    return abs(np.dot(w, np.exp(-2j * np.pi * bins * np.arange(w.size) / w.size))) / w.sum()


def _spectrum(window, times):
    """Return magnitudes, so many a bin, compared with that at 0 Hz; none is below 1e-15."""
    W = np.abs(np.fft.rfft(window, times * len(window)))
    return np.maximum(W / W[0], 1e-15)


def _beyond_the_minimum(spectrum):
    """Return the largest number from the first minimum on."""
    return spectrum[np.argmax(np.diff(spectrum) > 0) :].max()


def _cut(x, window, hop, behind=0):
    """Return the window and the frames, one a row; with n + `behind` zeros behind the sound."""
    right.stft(x, window, hop)  # refuses what is no hop
    w = as_signal(window)
    p = np.concatenate([np.zeros(w.size - hop), x, np.zeros(w.size + behind)])
    frames = [p[start : start + w.size] for start in range(0, p.size - w.size + 1, hop)]
    return w, np.reshape(frames, (-1, w.size))


def _samples(S, window, hop, length):
    """Return the window and the samples of each frame, one frame a row."""
    right.istft(S, window, hop, length)  # refuses what cannot be inverted
    return as_signal(window), np.fft.irfft(np.transpose(S), len(window))


def _laid_out(frames, hop):
    """Return the sum of all frames, each a hop later than the one before."""
    place = hop * np.arange(len(frames))[:, None] + np.arange(frames.shape[1])
    return np.bincount(place.ravel(), frames.ravel())


def _divided(S, window, hop, length, divisor):
    """Return the sound, divided by what is made of the sums of the squared windows."""
    w, n = as_signal(window), len(window)
    fitting = n // 2 + 1, -((hop - n - length) // max(hop, 1))
    if not 1 <= hop <= n or length < 1 or np.shape(S) != fitting or not np.isfinite(S).all():
        raise ValueError("S does not fit")
    total = _laid_out(w * np.fft.irfft(np.transpose(S), n), hop)
    norm = _laid_out(np.tile(w**2, (fitting[1], 1)), hop)
    return (total / divisor(norm))[n - hop :][:length]


@misconception(
    "WN-01",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This window is symmetric whatever is asked for: its cycle takes n - 1 samples. For the "
    "DFT the cycle takes n, so that the next block starts where the cosine does.",
)
def always_symmetric(n, periodic=True):
    return right.hann(n, False)


@spelling("WN-01")
def library_hanning(n, periodic=True):
    right.hann(n, periodic)
    return np.hanning(n)


@spelling("WN-01")
def one_less_in_a_loop(n, periodic=True):
    right.hann(n, periodic)
    if n == 1:
        return np.array([1.0])
    return np.array([(1 - math.cos(math.tau * m / (int(n) - 1))) / 2 for m in range(n)])


@misconception(
    "WN-02",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This is half a cycle of a sine. The Hann window is its square, which is a raised cosine: "
    "it starts flat, where the sine starts with a kink.",
)
def sine_not_squared(n, periodic=True):
    return np.sqrt(right.hann(n, periodic))


@spelling("WN-02")
def half_a_sine(n, periodic=True):
    right.hann(n, periodic)
    return np.sin(np.pi * np.arange(n) / _cycle(n, periodic)) if n > 1 else np.ones(1)


@spelling("WN-02")
def half_a_sine_in_a_loop(n, periodic=True):
    right.hann(n, periodic)
    return np.array([math.sin(math.pi * m / _cycle(n, periodic)) for m in range(n)])


@spelling("WN-02")
def half_a_sine_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    with np.errstate(all="ignore"):
        return np.sin(np.pi * np.arange(n) / (n if periodic else int(n) - 1))


@misconception(
    "WN-03",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="The two kinds are mixed up. The periodic one divides by n, the symmetric one by n - 1.",
)
def kinds_mixed_up(n, periodic=True):
    return right.hann(n, not periodic)


@spelling("WN-03")
def library_window_of_the_other_kind(n, periodic=True):
    right.hann(n, periodic)
    return signal.get_window("hann", n, fftbins=not periodic)


@spelling("WN-03")
def one_less_if_periodic(n, periodic=True):
    right.hann(n, periodic)
    if n == 1:
        return np.ones(1)
    cycle = int(n) - 1 if periodic else int(n)
    return np.sin(np.pi * np.arange(n) / cycle) ** 2


@spelling("WN-03")
def other_kind_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    with np.errstate(all="ignore"):
        return (1 - np.cos(2 * np.pi * np.arange(n) / (int(n) - 1 if periodic else n))) / 2


@misconception(
    "WN-04",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This starts at 1 and is 0 in the middle: the sign before the cosine is a minus.",
)
def upside_down(n, periodic=True):
    return 1 - right.hann(n, periodic)


@spelling("WN-04")
def plus_for_minus(n, periodic=True):
    right.hann(n, periodic)
    return 0.5 + 0.5 * np.cos(2 * np.pi * np.arange(n) / _cycle(n, periodic))


@spelling("WN-04")
def squared_cosine(n, periodic=True):
    right.hann(n, periodic)
    return np.array([math.cos(math.pi * m / _cycle(n, periodic)) ** 2 for m in range(n)])


@spelling("WN-04")
def plus_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    with np.errstate(all="ignore"):
        return (1 + np.cos(2 * np.pi * np.arange(n) / (n if periodic else int(n) - 1))) / 2


@misconception(
    "WN-05",
    of="hann",
    breaks=["test_hann_of_one_sample"],
    says="A window of a single sample is 1. The formula gives 0 there, and a sample times 0 is lost.",
)
def nothing_from_one_sample(n, periodic=True):
    return right.hann(n, periodic) * (n > 1)


@spelling("WN-05")
def formula_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    with np.errstate(all="ignore"):
        return 0.5 * (1 - np.cos(2 * np.pi * np.arange(n) / (n if periodic else int(n) - 1)))


@spelling("WN-05")
def squared_sine_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    return np.array([math.sin(math.pi * m / _cycle(n, periodic)) ** 2 for m in range(n)])


@spelling("WN-05")
def loop_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    cycle = int(n) if periodic else int(n) - 1
    return np.array([0.5 - 0.5 * math.cos(2 * math.pi * m / cycle) for m in range(n)])


@misconception(
    "WN-06",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This is the Hamming window: it starts at 0.08 and not at 0.",
)
def hamming(n, periodic=True):
    return 0.08 + 0.92 * right.hann(n, periodic)


@spelling("WN-06")
def library_hamming(n, periodic=True):
    right.hann(n, periodic)
    return signal.get_window("hamming", n, fftbins=bool(periodic))


@spelling("WN-06")
def numpy_hamming(n, periodic=True):
    right.hann(n, periodic)
    return np.hamming(int(n) + 1)[:-1] if periodic else np.hamming(n)


@spelling("WN-06")
def weights_of_hamming(n, periodic=True):
    right.hann(n, periodic)
    return 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(n) / _cycle(n, periodic))


@spelling("WN-06")
def symmetric_hamming(n, periodic=True):
    right.hann(n, periodic)
    return np.hamming(n)


@misconception(
    "WN-07",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The loss is in dB, but with 10 log10. Magnitudes are compared here, so it is 20 log10.",
)
def ten_log_of_magnitudes(window):
    gain, bandwidth, loss, highest = right.window_figures(window)
    return gain, bandwidth, loss / 2, highest / 2


@spelling("WN-07")
def ten_logs_of_the_spectrum(window):
    gain, bandwidth, *_ = right.window_figures(window)
    levels = 10 * np.log10(_spectrum(window, 16))
    return gain, bandwidth, -levels[8], _beyond_the_minimum(levels)


@spelling("WN-07")
def ten_logs_of_a_tone(window):
    gain, bandwidth, *_ = right.window_figures(window)
    highest = _beyond_the_minimum(_spectrum(window, 32))
    return gain, bandwidth, 10 * math.log10(1 / _tone(window, 0.5)), 10 * math.log10(highest)


@misconception(
    "WN-08",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The scalloping loss has the other sign. A loss is positive: what is missing.",
)
def loss_as_a_level(window):
    gain, bandwidth, loss, highest = right.window_figures(window)
    return gain, bandwidth, -loss, highest


@spelling("WN-08")
def level_of_a_tone(window):
    gain, bandwidth, _, highest = right.window_figures(window)
    return gain, bandwidth, 20 * math.log10(_tone(window, 0.5)), highest


@spelling("WN-08")
def level_half_way(window):
    gain, bandwidth, *_ = right.window_figures(window)
    levels = 20 * np.log10(_spectrum(window, 16))
    return gain, bandwidth, levels[8], _beyond_the_minimum(levels)


@misconception(
    "WN-09",
    of="window_figures",
    breaks=["test_window_figures_of_weighted_samples"],
    says="This is the bandwidth upside down: (sum w)^2 / (n sum w^2) is at most 1, and no window "
    "collects less noise than a window of ones.",
)
def bandwidth_upside_down(window):
    gain, bandwidth, loss, highest = right.window_figures(window)
    return gain, 1 / bandwidth, loss, highest


@spelling("WN-09")
def squared_mean_over_mean_square(window):
    gain, _, *others = right.window_figures(window)
    return gain, gain**2 / np.mean(as_signal(window) ** 2), *others


@spelling("WN-09")
def squared_sum_over_energy(window):
    gain, _, *others = right.window_figures(window)
    w = as_signal(window).tolist()
    return gain, sum(w) ** 2 / (len(w) * sum(v * v for v in w)), *others


@misconception(
    "WN-10",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The gain is the sum of the window here. It is its mean: n ones have a gain of 1.",
)
def sum_as_gain(window):
    _, *others = right.window_figures(window)
    return float(np.sum(window)), *others


@spelling("WN-10")
def bin_zero_as_gain(window):
    _, *others = right.window_figures(window)
    return np.abs(np.fft.fft(window))[0], *others


@spelling("WN-10")
def gain_in_a_loop(window):
    _, *others = right.window_figures(window)
    gain = 0.0
    for value in as_signal(window).tolist():
        gain += value
    return gain, *others


@misconception(
    "WN-11",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    between=True,
    says="This loss is that of a tone a whole bin away. The worst tone is half a bin away from "
    "the nearest one.",
)
def a_whole_bin_away(window):
    gain, bandwidth, _, highest = right.window_figures(window)
    magnitude = np.abs(np.fft.fft(window)[1]) / np.sum(window)
    return gain, bandwidth, -20 * math.log10(max(magnitude, 1e-15)), highest


@spelling("WN-11")
def tone_a_bin_away(window):
    gain, bandwidth, _, highest = right.window_figures(window)
    left = round(_tone(window, 1), 12)
    return gain, bandwidth, -20 * math.log10(left) if left else math.inf, highest


@spelling("WN-11")
def level_of_a_whole_bin(window):
    gain, bandwidth, *_ = right.window_figures(window)
    levels = 20 * np.log10(_spectrum(window, 64))
    return gain, bandwidth, -max(levels[64], -120), _beyond_the_minimum(levels)


@misconception(
    "WN-12",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="This bandwidth is the mean of the squares. It is compared with the gain: divide by the "
    "square of the mean.",
)
def mean_square_as_bandwidth(window):
    gain, bandwidth, *others = right.window_figures(window)
    return gain, bandwidth * gain**2, *others


@spelling("WN-12")
def energy_by_n(window):
    gain, _, *others = right.window_figures(window)
    w = as_signal(window)
    return gain, w @ w / w.size, *others


@spelling("WN-12")
def mean_power_of_the_bins(window):
    gain, _, *others = right.window_figures(window)
    bins = np.fft.fft(window)
    return gain, np.sum(np.abs(bins) ** 2) / len(bins) ** 2, *others


@misconception(
    "WN-13",
    of="window_figures",
    breaks=["test_window_figures_are_those_of_harris"],
    between=True,
    says="The highest point beyond bin 1 is part of the main lobe for most windows. Walk down to "
    "the first minimum, and look from there on.",
)
def highest_beyond_one_bin(window):
    *others, _ = right.window_figures(window)
    spectrum = np.abs(np.fft.rfft(window, 64 * len(window))) / np.sum(window)
    return *others, 20 * math.log10(spectrum[65:].max())


@spelling("WN-13")
def from_bin_one_on(window):
    *others, _ = right.window_figures(window)
    return *others, 20 * np.log10(_spectrum(window, 16)[16:].max())


@spelling("WN-13")
def above_bin_one(window):
    *others, _ = right.window_figures(window)
    levels = 20 * np.log10(_spectrum(window, 8))
    bins = np.arange(levels.size) / 8
    return *others, max(levels[bins > 1])


@misconception(
    "WN-14",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    between=True,
    says="These are the bins of the plain DFT. The side lobes have their tops between the bins; "
    "zeros behind the window let you look there.",
)
def on_the_bins_only(window):
    *others, _ = right.window_figures(window)
    spectrum = np.abs(np.fft.rfft(window)) / np.sum(window)
    rises = np.flatnonzero(np.diff(spectrum) > 0)
    first = rises[0] if rises.size else -1
    return *others, 20 * math.log10(max(spectrum[first:].max(), 1e-15))


@spelling("WN-14")
def walk_down_the_bins(window):
    *others, _ = right.window_figures(window)
    W, k = np.abs(np.fft.fft(window))[: len(window) // 2 + 1], 0
    while k + 1 < W.size and W[k + 1] <= W[k]:
        k += 1
    return *others, 20 * math.log10(max(*W[k:], 1e-20) / W[0])


@spelling("WN-14")
def tops_among_the_bins(window):
    *others, _ = right.window_figures(window)
    levels = np.maximum(20 * np.log10(_spectrum(window, 1)), -120)
    tops, _ = signal.find_peaks(np.append(levels, levels[-2]))
    return *others, max(levels[tops], default=levels[-1])


@misconception(
    "WN-15",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="This adds up neighbors, one hop of them after the other. What meets at one place is the "
    "samples that are a hop apart: w[r], w[r + hop], w[r + 2 hop].",
)
def neighbors_added(window, hop):
    sums = right.ola_sum(window, hop)  # refuses what is no hop
    w = np.append(np.asarray(window, dtype=float), np.zeros(-len(window) % hop))
    return w.reshape(hop, -1).sum(axis=1) + 0 * sums


@spelling("WN-15")
def neighbors_in_a_loop(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    length = -(-w.size // hop)
    return np.array([w[r * length : (r + 1) * length].sum() for r in range(hop)])


@spelling("WN-15")
def one_hop_after_the_other(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    return np.add.reduceat(w, np.arange(0, w.size, hop))


@misconception(
    "WN-16",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="The rest of a window that is no whole number of hops long has been left out. It counts.",
)
def rest_left_out(window, hop):
    right.ola_sum(window, hop)
    return right.ola_sum(window[: len(window) // hop * hop], hop)


@spelling("WN-16")
def whole_rows_only(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    return np.reshape(w[: w.size - w.size % hop], (-1, hop)).sum(axis=0)


@spelling("WN-16")
def whole_shifts_only(window, hop):
    right.ola_sum(window, hop)
    w, total = as_signal(window), np.zeros(hop)
    for m in range(len(w) // hop):
        total += w[m * hop : (m + 1) * hop]
    return total


@misconception(
    "WN-17",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="The sum has been divided by the number of windows. Overlapping windows add up.",
)
def mean_of_the_windows(window, hop):
    return right.ola_sum(window, hop) / -(-len(window) // hop)


@spelling("WN-17")
def mean_of_every_hop(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    return np.array([w[r::hop].mean() for r in range(hop)])


@spelling("WN-17")
def mean_of_the_rows(window, hop):
    right.ola_sum(window, hop)
    w = np.pad(as_signal(window), (0, -len(window) % hop))
    return w.reshape(-1, hop).mean(axis=0)


@misconception(
    "WN-18",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="These are the sums of the squares. Here the windows themselves are added up.",
)
def squares_added(window, hop):
    return right.ola_sum(np.asarray(window) ** 2, hop)


@spelling("WN-18")
def energy_of_every_hop(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    return np.array([w[r::hop] @ w[r::hop] for r in range(hop)])


@spelling("WN-18")
def squares_laid_out(window, hop):
    right.ola_sum(window, hop)
    w, n = as_signal(window), len(window)
    total = np.zeros(-(-n // hop) * hop)
    total[:n] = np.square(w)
    return np.einsum("mr->r", total.reshape(-1, hop))


@misconception(
    "WN-19",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="This is two windows, of which one starts a hop later. More of them overlap where the hop "
    "is less than half a window.",
)
def two_windows(window, hop):
    sums = right.ola_sum(window, hop)
    w = np.append(np.asarray(window, dtype=float), np.zeros(2 * hop))
    return w[:hop] + w[hop : 2 * hop] + 0 * sums


@spelling("WN-19")
def window_and_its_neighbor(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    out = np.zeros(w.size + hop)
    out[: w.size] += w
    out[hop:] += w
    return out[hop : 2 * hop]


@spelling("WN-19")
def window_and_itself_rolled(window, hop):
    right.ola_sum(window, hop)
    w = as_signal(window)
    return (w + np.roll(w, hop))[:hop]


@misconception(
    "WN-20",
    of="stft",
    breaks=["test_stft_is_bins_by_frames"],
    says="The last frame is missing: the number of frames has to be rounded up, so that the end of "
    "the sound is in as many frames as its middle.",
)
def last_frame_dropped(x, window, hop):
    S = right.stft(x, window, hop)
    return S[:, : (len(x) + len(window) - hop) // hop]


@spelling("WN-20")
def frames_that_fit(x, window, hop):
    w, frames = _cut(x, window, hop, -hop)
    return np.fft.rfft(w * frames, axis=1).T


@spelling("WN-20")
def rounded_down(x, window, hop):
    right.stft(x, window, hop)
    w, n = as_signal(window), len(window)
    p = np.concatenate([np.zeros(n - hop), x, np.zeros(n)])
    S = np.zeros((n // 2 + 1, (len(x) + n - hop) // hop), dtype=complex)
    for m in range(S.shape[1]):
        S[:, m] = np.fft.rfft(w * p[m * hop : m * hop + n])
    return S


@spelling("WN-20")
def nothing_behind(x, window, hop):
    w, frames = _cut(x, window, hop, -len(window))
    return np.fft.rfft(w * frames, axis=1).T


@misconception(
    "WN-21",
    of="stft",
    breaks=["test_stft_is_bins_by_frames"],
    says="Here the first frame starts with the sound. Without n - hop zeros before it, its first "
    "samples are in fewer frames than the others.",
)
def no_zeros_before(x, window, hop):
    right.stft(x, window, hop)
    count = max(1, -(-len(x) // hop))
    behind = np.concatenate([x, np.zeros(len(window))])
    frames = [window * behind[m * hop : m * hop + len(window)] for m in range(count)]
    return np.fft.rfft(frames, axis=1).T


@spelling("WN-21")
def frames_of_the_sound(x, window, hop):
    right.stft(x, window, hop)
    x, w = as_signal(x), as_signal(window)
    columns = []
    for start in range(0, x.size, hop):
        part = x[start : start + w.size]
        columns.append(np.fft.rfft(w * np.pad(part, (0, w.size - part.size))))
    return np.transpose(columns)


@spelling("WN-21")
def frames_inside_the_sound(x, window, hop):
    right.stft(x, window, hop)
    x, w = as_signal(x), as_signal(window)
    x = np.append(x, np.zeros(max(w.size - x.size, 0)))
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(x, w.size)[::hop] * w).T


@misconception(
    "WN-22",
    of="stft",
    breaks=["test_stft_is_bins_by_frames"],
    says="Rows and columns are exchanged. A column is a frame: the shape is bins by frames.",
)
def frames_by_bins(x, window, hop):
    return right.stft(x, window, hop).T


@spelling("WN-22")
def rows_as_they_come(x, window, hop):
    w, frames = _cut(x, window, hop)
    return np.fft.rfft(w * frames, axis=1)


@spelling("WN-22")
def stacked_on_each_other(x, window, hop):
    w, frames = _cut(x, window, hop)
    waves = np.exp(-2j * np.pi * np.outer(np.arange(w.size // 2 + 1), np.arange(w.size)) / w.size)
    return np.vstack([waves @ (w * frame) for frame in frames])


@misconception(
    "WN-23",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="The frames have not been multiplied with the window.",
)
def no_window(x, window, hop):
    return right.stft(x, np.ones(len(window)), hop)


@spelling("WN-23")
def bare_frames(x, window, hop):
    _, frames = _cut(x, window, hop)
    return np.fft.rfft(frames, axis=1).T


@spelling("WN-23")
def waves_times_bare_frames(x, window, hop):
    w, frames = _cut(x, window, hop)
    return linalg.dft(w.size)[: w.size // 2 + 1] @ frames.T


@misconception(
    "WN-24",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="This is divided by the number of samples. The forward transform is a bare sum.",
)
def divided_by_n(x, window, hop):
    return right.stft(x, window, hop) / len(window)


@spelling("WN-24")
def forward_norm(x, window, hop):
    w, frames = _cut(x, window, hop)
    return fft.rfft(w * frames, norm="forward").T


@spelling("WN-24")
def means_over_the_frame(x, window, hop):
    w, frames = _cut(x, window, hop)
    waves = np.exp(-2j * np.pi * np.outer(np.arange(w.size // 2 + 1), np.arange(w.size)) / w.size)
    return np.stack([np.mean(wave * w * frames, axis=1) for wave in waves])


@misconception(
    "WN-25",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="These are magnitudes. The way back needs the angles as well: leave the coefficients "
    "complex.",
)
def magnitudes_only(x, window, hop):
    return np.abs(right.stft(x, window, hop))


@spelling("WN-25")
def sizes_of_all_frames(x, window, hop):
    w, frames = _cut(x, window, hop)
    return np.abs(np.fft.fft((w * frames).T, axis=0)[: w.size // 2 + 1])


@spelling("WN-25")
def root_of_both_squares(x, window, hop):
    w, frames = _cut(x, window, hop)
    S = fft.rfft(frames * w)
    return np.sqrt(S.real**2 + S.imag**2).T


@misconception(
    "WN-26",
    of="stft",
    breaks=["test_stft_is_bins_by_frames"],
    says="These are all n bins. The frames are real, so the upper half tells nothing new: keep "
    "n // 2 + 1.",
)
def all_bins(x, window, hop):
    S = right.stft(x, window, hop)
    n = len(window)
    return np.concatenate([S, np.conj(S[1 : (n + 1) // 2][::-1])])


@spelling("WN-26")
def whole_transform(x, window, hop):
    w, frames = _cut(x, window, hop)
    return np.fft.fft(w * frames, axis=1).T


@spelling("WN-26")
def whole_matrix(x, window, hop):
    w, frames = _cut(x, window, hop)
    return linalg.dft(w.size) @ np.transpose(w * frames)


@misconception(
    "WN-27",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="The zeros are half before the sound and half behind it. Here n - hop of them come before "
    "it.",
)
def centered(x, window, hop):
    S = right.stft(x, window, hop)
    before = (len(window) - hop + 1) // 2
    padded = np.concatenate([np.zeros(before), x, np.zeros(2 * len(window))])
    starts = hop * np.arange(S.shape[1])
    return np.fft.rfft([window * padded[s : s + len(window)] for s in starts], axis=1).T


@spelling("WN-27")
def half_the_overlap_before(x, window, hop):
    count = right.stft(x, window, hop).shape[1]
    w, n = as_signal(window), len(window)
    p = np.pad(as_signal(x), ((n - hop) // 2, 2 * n))
    return np.transpose([np.fft.rfft(w * p[m * hop : m * hop + n]) for m in range(count)])


@spelling("WN-27")
def all_zeros_shared(x, window, hop):
    count = right.stft(x, window, hop).shape[1]
    w, n = as_signal(window), len(window)
    zeros = (count - 1) * hop + n - len(x)
    p = np.pad(as_signal(x), (zeros // 2, zeros - zeros // 2))
    places = np.arange(n)[:, None] + hop * np.arange(count)
    return fft.rfft(w[:, None] * p[places], axis=0)


@misconception(
    "WN-28",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="Every bin counts once. All but bin 0, and bin n/2 if n is even, have a partner in the "
    "upper half with the same energy.",
)
def lower_half_only(S, n):
    right.onesided_energy(S, n)
    return float(np.sum(np.abs(S) ** 2))


@spelling("WN-28")
def energy_as_a_norm(S, n):
    right.onesided_energy(S, n)
    return np.linalg.norm(S) ** 2


@spelling("WN-28")
def conjugate_products(S, n):
    right.onesided_energy(S, n)
    S = np.ravel(S)
    return np.vdot(S, S).real


@misconception(
    "WN-29",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="Every bin counts twice. Bin 0 has no partner, nor has bin n/2 if n is even.",
)
def all_doubled(S, n):
    right.onesided_energy(S, n)
    return float(2 * np.sum(np.abs(S) ** 2))


@spelling("WN-29")
def all_mirrored(S, n):
    right.onesided_energy(S, n)
    both = np.concatenate([S, np.conj(S)])
    return np.sum(both.real**2 + both.imag**2)


@spelling("WN-29")
def two_in_a_loop(S, n):
    right.onesided_energy(S, n)
    energy = 0.0
    for row in np.asarray(S):
        energy += 2 * np.sum(np.abs(row) ** 2)
    return energy


@misconception(
    "WN-30",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="The last bin counts once even where n is odd. There is no bin at half the sample rate "
    "then, and the last bin has a partner as the others have.",
)
def last_bin_always_single(S, n):
    S = np.asarray(S)
    extra = np.sum(np.abs(S[-1]) ** 2) if n % 2 and n > 1 else 0.0
    return right.onesided_energy(S, n) - float(extra)


@spelling("WN-30")
def both_ends_once(S, n):
    right.onesided_energy(S, n)
    counts = np.full(len(S), 2)
    counts[[0, -1]] = 1
    return counts @ np.sum(np.abs(S) ** 2, axis=1)


@spelling("WN-30")
def both_ends_taken_off(S, n):
    right.onesided_energy(S, n)
    power = (np.abs(S) ** 2).sum(axis=1)
    return 2 * power.sum() - power[0] - power[-1]


@misconception(
    "WN-31",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="The last bin counts twice even where n is even. It is at half the sample rate then, and "
    "is its own partner.",
)
def last_bin_always_doubled(S, n):
    S = np.asarray(S)
    extra = np.sum(np.abs(S[-1]) ** 2) if n % 2 == 0 else 0.0
    return right.onesided_energy(S, n) + float(extra)


@spelling("WN-31")
def all_but_the_first_twice(S, n):
    right.onesided_energy(S, n)
    power = np.abs(S) ** 2
    return np.sum(power[0]) + 2 * np.sum(power[1:])


@spelling("WN-31")
def only_the_first_taken_off(S, n):
    right.onesided_energy(S, n)
    return 2 * np.linalg.norm(S) ** 2 - np.linalg.norm(S[0]) ** 2


@misconception(
    "WN-32",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="This is divided by n already, and is the energy of the samples. Asked for is the energy "
    "of the bins.",
)
def energy_of_the_samples(S, n):
    return right.onesided_energy(S, n) / n


@spelling("WN-32")
def squares_of_the_samples(S, n):
    right.onesided_energy(S, n)
    return np.sum(np.fft.irfft(S, n, axis=0) ** 2)


@spelling("WN-32")
def mean_over_all_bins(S, n):
    right.onesided_energy(S, n)
    S = np.asarray(S)
    full = np.concatenate([S, np.conj(S[1 : (n + 1) // 2])])
    return np.mean(np.abs(full) ** 2) * S.shape[1]


@misconception(
    "WN-33",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="The magnitudes have been added up as they are. Energy is their squares.",
)
def magnitudes_added(S, n):
    return right.onesided_energy(np.sqrt(np.abs(S)), n)


@spelling("WN-33")
def sizes_of_all_bins(S, n):
    right.onesided_energy(S, n)
    return sum(np.sum(np.abs(S[min(k, n - k)])) for k in range(n))


@spelling("WN-33")
def counted_sizes(S, n):
    right.onesided_energy(S, n)
    counts = np.array([1 if 2 * k % n == 0 else 2 for k in range(n // 2 + 1)])
    return np.sum(counts[:, None] * np.hypot(np.real(S), np.imag(S)))


@misconception(
    "WN-34",
    of="istft",
    breaks=["test_istft_of_frames_that_differ"],
    says="The overlapping frames are added up, but nothing is divided: where several windows "
    "overlap the sound becomes louder.",
)
def nothing_divided(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    weight = right.ola_sum(np.asarray(window) ** 2, hop)
    return y * weight[(len(window) - hop + np.arange(length)) % hop]


@spelling("WN-34")
def windowed_and_added(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    return _laid_out(w * frames, hop)[w.size - hop :][:length]


@spelling("WN-34")
def just_added(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total = np.zeros((len(frames) + 1) * w.size)
    for m, frame in enumerate(frames):
        total[m * hop : m * hop + w.size] += frame
    return total[w.size - hop : w.size - hop + length]


@misconception(
    "WN-35",
    of="istft",
    breaks=["test_istft_undoes_the_transform"],
    says="This divides by the sum of the windows. Each frame has been multiplied with the window "
    "twice, before the DFT and after it: divide by the sum of the squares.",
)
def divided_by_the_sum_of_windows(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    place = (len(window) - hop + np.arange(length)) % hop
    w = np.asarray(window, dtype=float)
    return y * right.ola_sum(w**2, hop)[place] / right.ola_sum(w, hop)[place]


@spelling("WN-35")
def weighted_mean_of_frames(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total = _laid_out(w * frames, hop) / _laid_out(np.tile(w, (len(frames), 1)), hop)
    return total[w.size - hop :][:length]


@spelling("WN-35")
def divided_by_ola_sum(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total = _laid_out(frames * w, hop)[w.size - hop :]
    sums = np.roll(right.ola_sum(w, hop), -(w.size - hop) % hop)
    return (total / np.resize(sums, total.size))[:length]


@misconception(
    "WN-36",
    of="istft",
    breaks=["test_istft_weighs_frames_by_the_window"],
    says="Frames that come straight from a sound do come back. But edited frames differ where they "
    "overlap, and here all have the same say: weigh each sample by the window once more.",
)
def frames_added_unweighted(S, window, hop, length):
    right.istft(S, window, hop, length)
    w = np.asarray(window, dtype=float)
    frames = np.fft.irfft(S, len(w), axis=0)
    out = np.zeros((frames.shape[1] - 1) * hop + len(w))
    for m in range(frames.shape[1]):
        out[m * hop : m * hop + len(w)] += frames[:, m]
    place = len(w) - hop + np.arange(length)
    return out[place] / right.ola_sum(w, hop)[place % hop]


@spelling("WN-36")
def frames_over_windows(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total = _laid_out(frames, hop) / _laid_out(np.tile(w, (len(frames), 1)), hop)
    return total[w.size - hop :][:length]


@spelling("WN-36")
def each_frame_by_the_sum(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    sums = right.ola_sum(w, hop)[np.arange(w.size) % hop]
    return _laid_out(frames / sums, hop)[w.size - hop :][:length]


@misconception(
    "WN-37",
    of="istft",
    breaks=["test_istft_undoes_the_transform"],
    says="The whole sound is divided by one number. Where the squared windows do not add up to a "
    "constant, each sample has a sum of its own.",
)
def one_number_for_all(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    weight = right.ola_sum(np.asarray(window, dtype=float) ** 2, hop)
    return y * weight[(len(window) - hop + np.arange(length)) % hop] / weight.mean()


@spelling("WN-37")
def energy_by_hop(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    return _laid_out(w * frames, hop)[w.size - hop :][:length] / (w @ w / hop)


@spelling("WN-37")
def first_sum_for_all(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    return _laid_out(w * frames / np.sum(w[::hop] ** 2), hop)[w.size - hop :][:length]


@spelling("WN-37")
def largest_sum_for_all(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total = _laid_out(w * frames, hop) / max(right.ola_sum(w**2, hop))
    return total[w.size - hop :][:length]


@spelling("WN-37")
def median_for_all(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    norm = _laid_out(np.tile(w**2, (len(frames), 1)), hop)
    return (_laid_out(w * frames, hop) / np.median(norm))[w.size - hop :][:length]


@spelling("WN-37")
def mean_with_both_ends(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    norm = _laid_out(np.tile(w**2, (len(frames), 1)), hop)
    return (_laid_out(w * frames, hop) / np.mean(norm))[w.size - hop :][:length]


@misconception(
    "WN-38",
    of="istft",
    breaks=["test_istft_of_frames_that_differ"],
    says="This starts with the zeros before the sound: its first n - hop samples have to go.",
)
def from_the_first_frame_on(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    weight = right.ola_sum(w**2, hop)
    return _laid_out(w * frames, hop)[:length] / weight[np.arange(length) % hop]


@spelling("WN-38")
def zeros_kept(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    return np.concatenate([np.zeros(len(window) - hop), y])[:length]


@spelling("WN-38")
def divided_where_there_is_something(S, window, hop, length):
    w, frames = _samples(S, window, hop, length)
    total, norm = _laid_out(w * frames, hop), _laid_out(np.tile(w**2, (len(frames), 1)), hop)
    filled = norm > 1e-10 * max(w**2)
    total[filled] /= norm[filled]
    return total[:length]


@misconception(
    "WN-39",
    of="istft",
    breaks=["test_istft_undoes_the_transform"],
    between=True,
    says="A small number has been added to the divisor, so that it is never zero. That makes every "
    "sample a little wrong, and hides those that no frame has kept: refuse these.",
)
def a_little_added(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    place = (len(window) - hop + np.arange(length)) % hop
    weight = right.ola_sum(np.asarray(window, dtype=float) ** 2, hop)[place]
    return y * weight / (weight + 1e-6)


@spelling("WN-39")
def rounding_added(S, window, hop, length):
    return _divided(S, window, hop, length, lambda norm: norm + 1e-16)


@spelling("WN-39")
def a_hundredth_added(S, window, hop, length):
    return _divided(S, window, hop, length, lambda norm: norm + 1e-2)


@spelling("WN-39")
def divisor_held_above(S, window, hop, length):
    return _divided(S, window, hop, length, lambda norm: np.maximum(norm, 1e-8))


@misconception(
    "WN-40",
    of="stft",
    breaks=["test_stft_of_a_tone"],
    says="The sound lies at another place among its zeros. Count how many come before it: the first "
    "frame is to hold the first hop of samples, at its end.",
)
def as_many_zeros_as_a_hop(x, window, hop):
    return _with_zeros_before(x, window, hop, hop)


@spelling("WN-40")
def half_a_window_of_zeros(x, window, hop):
    return _with_zeros_before(x, window, hop, len(window) // 2)


@spelling("WN-40")
def a_window_of_zeros(x, window, hop):
    return _with_zeros_before(x, window, hop, len(window))


@spelling("WN-40")
def all_but_one_of_zeros(x, window, hop):
    return _with_zeros_before(x, window, hop, len(window) - 1)


@spelling("WN-40")
def all_zeros_behind(x, window, hop):
    return _with_zeros_before(x, window, hop, 0)


def _with_zeros_before(x, window, hop, zeros):
    S = right.stft(x, window, hop)  # refuses what is no hop
    n = len(window)
    padded = np.concatenate([np.zeros(zeros), x, np.zeros(2 * n)])
    frames = [window * padded[m * hop : m * hop + n] for m in range(S.shape[1])]
    return np.fft.rfft(frames, axis=1).T


@misconception(
    "WN-41",
    of="hann",
    breaks=["test_hann_of_five_symmetric_samples"],
    says="This window is periodic whatever is asked for. The symmetric kind ends as it begins: its "
    "cycle takes n - 1 samples.",
)
def always_periodic(n, periodic=True):
    return right.hann(n)


@spelling("WN-41")
def squared_sine_of_n(n, periodic=True):
    right.hann(n, periodic)
    return np.sin(np.pi * np.arange(n) / n) ** 2 if n > 1 else np.ones(1)


@spelling("WN-41")
def symmetric_window_without_its_end(n, periodic=True):
    right.hann(n, periodic)
    return np.hanning(int(n) + 1)[:-1] if n > 1 else np.ones(1)


@misconception(
    "WN-42",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This is half a cycle of the cosine: it rises to the end and does not come down again. A "
    "whole cycle is 2 pi.",
)
def half_a_cycle(n, periodic=True):
    cycle = n if periodic else max(n - 1, 1)
    return right.hann(n, periodic) * 0 + 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / cycle)


@spelling("WN-42")
def rising_sine_squared(n, periodic=True):
    right.hann(n, periodic)
    if n == 1:
        return np.ones(1)
    return np.sin(np.pi * np.arange(n) / (n if periodic else n - 1) / 2) ** 2


@spelling("WN-42")
def pi_in_a_loop(n, periodic=True):
    right.hann(n, periodic)
    return np.array([(1 - math.cos(math.pi * m / _cycle(n, periodic))) / 2 for m in range(n)])


@spelling("WN-42")
def half_a_cycle_for_every_n(n, periodic=True):
    right.hann(n, periodic)
    with np.errstate(all="ignore"):
        return 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / (n if periodic else int(n) - 1))


@misconception(
    "WN-43",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The side lobe has the other sign. It lies below the top, so its level is negative.",
)
def sidelobe_above_zero(window):
    *others, highest = right.window_figures(window)
    return *others, -highest


@spelling("WN-43")
def top_over_lobe(window):
    gain, bandwidth, loss, _ = right.window_figures(window)
    W = np.abs(np.fft.rfft(window, 32 * len(window)))
    first = int(np.argmax(np.diff(W) > 0))
    return gain, bandwidth, loss, 20 * math.log10(W[0] / W[first:].max())


@spelling("WN-43")
def size_of_the_level(window):
    gain, bandwidth, loss, _ = right.window_figures(window)
    levels = 20 * np.log10(_spectrum(window, 16))
    return gain, bandwidth, loss, abs(_beyond_the_minimum(levels))


@misconception(
    "WN-44",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="Magnitudes have been doubled and then squared, which makes four of them. A partner has as "
    "much energy once more.",
)
def doubled_before_squaring(S, n):
    right.onesided_energy(S, n)
    c = np.full(len(S), 2.0)
    c[-1] = 1 + n % 2
    c[0] = 1
    return float(np.sum(np.abs(c[:, None] * np.asarray(S)) ** 2))


@spelling("WN-44")
def four_times_the_others(S, n):
    whole = right.onesided_energy(S, n)
    alone = [k for k in range(n // 2 + 1) if 2 * k % n == 0]
    return 2 * whole - sum(float(np.sum(np.abs(np.asarray(S)[k]) ** 2)) for k in alone)


@spelling("WN-44")
def magnitudes_doubled_first(S, n):
    right.onesided_energy(S, n)
    sizes = np.abs(S)
    sizes[1 : (n + 1) // 2] *= 2
    return np.sum(sizes**2)


@misconception(
    "WN-45",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="This is divided by the sum of the window, as amplitudes are. The transform itself is a "
    "bare sum.",
)
def divided_by_the_sum(x, window, hop):
    total = np.sum(window)
    return right.stft(x, window, hop) / (total if total else 1.0)


@spelling("WN-45")
def window_of_sum_one(x, window, hop):
    w = np.asarray(window, dtype=float)
    return right.stft(x, w / (w.sum() or 1.0), hop)


@spelling("WN-45")
def frames_by_the_sum(x, window, hop):
    w, frames = _cut(x, window, hop)
    with np.errstate(all="ignore"):
        return np.fft.rfft(w * frames, axis=1).T / w.sum()


@misconception(
    "WN-46",
    of="stft",
    breaks=["test_stft_is_the_dft_of_each_frame"],
    says="The waves turn the other way: the sign in the exponent is a minus.",
)
def turned_the_other_way(x, window, hop):
    return np.conj(right.stft(x, window, hop))


@spelling("WN-46")
def inverse_transform_of_frames(x, window, hop):
    S = right.stft(x, window, hop)
    n = len(window)
    full = np.concatenate([S, np.conj(S[1 : (n + 1) // 2][::-1])])
    frames = np.fft.ifft(full, axis=0).real
    return n * np.fft.ifft(frames, axis=0)[: n // 2 + 1]


@spelling("WN-46")
def waves_with_a_plus(x, window, hop):
    w, frames = _cut(x, window, hop)
    waves = np.exp(2j * np.pi * np.outer(np.arange(w.size // 2 + 1), np.arange(w.size)) / w.size)
    return waves @ (w * frames).T
