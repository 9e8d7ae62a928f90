"""Plausible wrong answers for windows and frames, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from solutions import windowing as right


@misconception(
    "WN-01",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This window is symmetric whatever is asked for: its cycle takes n - 1 samples. For the "
    "DFT the cycle takes n, so that the next block starts where the cosine does.",
)
def always_symmetric(n, periodic=True):
    return right.hann(n, False)


@misconception(
    "WN-02",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This is half a cycle of a sine. The Hann window is its square, which is a raised cosine: "
    "it starts flat, where the sine starts with a kink.",
)
def sine_not_squared(n, periodic=True):
    return np.sqrt(right.hann(n, periodic))


@misconception(
    "WN-03",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="The two kinds are mixed up. The periodic one divides by n, the symmetric one by n - 1.",
)
def kinds_mixed_up(n, periodic=True):
    return right.hann(n, not periodic)


@misconception(
    "WN-04",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This starts at 1 and is 0 in the middle: the sign before the cosine is a minus.",
)
def upside_down(n, periodic=True):
    return 1 - right.hann(n, periodic)


@misconception(
    "WN-05",
    of="hann",
    breaks=["test_hann_of_one_sample"],
    says="A window of a single sample is 1. The formula gives 0 there, and a sample times 0 is lost.",
)
def nothing_from_one_sample(n, periodic=True):
    return right.hann(n, periodic) * (n > 1)


@misconception(
    "WN-06",
    of="hann",
    breaks=["test_hann_of_four_samples"],
    says="This is the Hamming window: it starts at 0.08 and not at 0.",
)
def hamming(n, periodic=True):
    return 0.08 + 0.92 * right.hann(n, periodic)


@misconception(
    "WN-07",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The loss is in dB, but with 10 log10. Magnitudes are compared here, so it is 20 log10.",
)
def ten_log_of_magnitudes(window):
    gain, bandwidth, loss, highest = right.window_figures(window)
    return gain, bandwidth, loss / 2, highest / 2


@misconception(
    "WN-08",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The scalloping loss has the other sign. A loss is positive: what is missing.",
)
def loss_as_a_level(window):
    gain, bandwidth, loss, highest = right.window_figures(window)
    return gain, bandwidth, -loss, highest


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


@misconception(
    "WN-10",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="The gain is the sum of the window here. It is its mean: n ones have a gain of 1.",
)
def sum_as_gain(window):
    _, *others = right.window_figures(window)
    return float(np.sum(window)), *others


@misconception(
    "WN-11",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="This loss is that of a tone a whole bin away. The worst tone is half a bin away from "
    "the nearest one.",
)
def a_whole_bin_away(window):
    gain, bandwidth, _, highest = right.window_figures(window)
    magnitude = np.abs(np.fft.fft(window)[1]) / np.sum(window)
    return gain, bandwidth, -20 * math.log10(max(magnitude, 1e-15)), highest


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


@misconception(
    "WN-13",
    of="window_figures",
    breaks=["test_window_figures_are_those_of_harris"],
    says="The highest point beyond bin 1 is part of the main lobe for most windows. Walk down to "
    "the first minimum, and look from there on.",
)
def highest_beyond_one_bin(window):
    *others, _ = right.window_figures(window)
    spectrum = np.abs(np.fft.rfft(window, 64 * len(window))) / np.sum(window)
    return *others, 20 * math.log10(spectrum[65:].max())


@misconception(
    "WN-14",
    of="window_figures",
    breaks=["test_window_figures_of_three_equal_samples"],
    says="These are the bins of the plain DFT. The side lobes have their tops between the bins; "
    "zeros behind the window let you look there.",
)
def on_the_bins_only(window):
    *others, _ = right.window_figures(window)
    spectrum = np.abs(np.fft.rfft(window)) / np.sum(window)
    rises = np.flatnonzero(np.diff(spectrum) > 0)
    first = rises[0] if rises.size else -1
    return *others, 20 * math.log10(max(spectrum[first:].max(), 1e-15))


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


@misconception(
    "WN-16",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="The rest of a window that is no whole number of hops long has been left out. It counts.",
)
def rest_left_out(window, hop):
    right.ola_sum(window, hop)
    return right.ola_sum(window[: len(window) // hop * hop], hop)


@misconception(
    "WN-17",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="The sum has been divided by the number of windows. Overlapping windows add up.",
)
def mean_of_the_windows(window, hop):
    return right.ola_sum(window, hop) / -(-len(window) // hop)


@misconception(
    "WN-18",
    of="ola_sum",
    breaks=["test_ola_sum_of_four_samples"],
    says="These are the sums of the squares. Here the windows themselves are added up.",
)
def squares_added(window, hop):
    return right.ola_sum(np.asarray(window) ** 2, hop)


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


@misconception(
    "WN-22",
    of="stft",
    breaks=["test_stft_is_bins_by_frames"],
    says="Rows and columns are exchanged. A column is a frame: the shape is bins by frames.",
)
def frames_by_bins(x, window, hop):
    return right.stft(x, window, hop).T


@misconception(
    "WN-23",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="The frames have not been multiplied with the window.",
)
def no_window(x, window, hop):
    return right.stft(x, np.ones(len(window)), hop)


@misconception(
    "WN-24",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="This is divided by the number of samples. The forward transform is a bare sum.",
)
def divided_by_n(x, window, hop):
    return right.stft(x, window, hop) / len(window)


@misconception(
    "WN-25",
    of="stft",
    breaks=["test_stft_of_one_sample"],
    says="These are magnitudes. The way back needs the angles as well: leave the coefficients "
    "complex.",
)
def magnitudes_only(x, window, hop):
    return np.abs(right.stft(x, window, hop))


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


@misconception(
    "WN-29",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="Every bin counts twice. Bin 0 has no partner, nor has bin n/2 if n is even.",
)
def all_doubled(S, n):
    right.onesided_energy(S, n)
    return float(2 * np.sum(np.abs(S) ** 2))


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


@misconception(
    "WN-32",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="This is divided by n already, and is the energy of the samples. Asked for is the energy "
    "of the bins.",
)
def energy_of_the_samples(S, n):
    return right.onesided_energy(S, n) / n


@misconception(
    "WN-33",
    of="onesided_energy",
    breaks=["test_onesided_energy_of_three_bins"],
    says="The magnitudes have been added up as they are. Energy is their squares.",
)
def magnitudes_added(S, n):
    return right.onesided_energy(np.sqrt(np.abs(S)), n)


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


@misconception(
    "WN-38",
    of="istft",
    breaks=["test_istft_of_frames_that_differ"],
    says="This starts with the zeros before the sound: its first n - hop samples have to go.",
)
def zeros_kept(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    return np.concatenate([np.zeros(len(window) - hop), y])[:length]


@misconception(
    "WN-39",
    of="istft",
    breaks=["test_istft_undoes_the_transform"],
    says="A small number has been added to the divisor, so that it is never zero. That makes every "
    "sample a little wrong, and hides those that no frame has kept: refuse these.",
)
def a_little_added(S, window, hop, length):
    y = right.istft(S, window, hop, length)
    place = (len(window) - hop + np.arange(length)) % hop
    weight = right.ola_sum(np.asarray(window, dtype=float) ** 2, hop)[place]
    return y * weight / (weight + 1e-6)


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
