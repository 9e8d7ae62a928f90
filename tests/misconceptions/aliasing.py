"""Plausible wrong answers for sampling, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception
from solutions import aliasing as right


@misconception(
    "AL-01",
    of="alias_frequency",
    breaks=["test_alias_frequency_at_48_khz"],
    says="This takes away whole sample rates, but does not fold. What is left can still lie above "
    "half the sample rate, where a slower wave, turning the other way, has the same samples.",
)
def remainder_without_folding(f, fs):
    right.alias_frequency(f, fs)  # refuses what is no sampling
    return f % fs


@misconception(
    "AL-02",
    of="alias_frequency",
    breaks=["test_alias_frequency_at_48_khz"],
    says="This starts again from 0 Hz at half the sample rate. A rising tone does not jump there: it "
    "turns around and comes back down.",
)
def remainder_of_half_the_rate(f, fs):
    right.alias_frequency(f, fs)
    return f % (fs / 2)


@misconception(
    "AL-03",
    of="alias_frequency",
    breaks=["test_alias_frequency_at_48_khz"],
    says="This stops at half the sample rate. The samples of a higher tone are not those of the "
    "highest possible one: the farther above, the lower it is heard.",
)
def stops_at_half_the_rate(f, fs):
    right.alias_frequency(f, fs)
    return min(abs(f), fs / 2)


@misconception(
    "AL-04",
    of="alias_frequency",
    breaks=["test_alias_frequency_at_48_khz"],
    says="The sign is still there. It tells which way around the wave turns; the frequency that is "
    "heard has none.",
)
def with_its_sign(f, fs):
    right.alias_frequency(f, fs)
    return math.remainder(f, fs)


@misconception(
    "AL-05",
    of="alias_frequency",
    breaks=["test_alias_frequency_at_48_khz"],
    says="This folds once, at half the sample rate. Going up further, the alias reaches 0 Hz at the "
    "sample rate and folds there too, and so on for ever.",
)
def folds_once(f, fs):
    right.alias_frequency(f, fs)
    return abs(f) if abs(f) <= fs / 2 else abs(fs - abs(f))


@misconception(
    "AL-06",
    of="interpolate_periodic",
    breaks=["test_interpolate_periodic_of_four_samples"],
    says="These are straight lines from sample to sample. Lines have corners, and corners contain "
    "frequencies above half the sample rate, which were never in the signal.",
)
def straight_lines(x, t):
    right.interpolate_periodic(x, t)
    x = np.asarray(x, dtype=float)
    return np.interp(t, np.arange(len(x)), x, period=len(x))


@misconception(
    "AL-07",
    of="interpolate_periodic",
    breaks=["test_interpolate_periodic_of_four_samples"],
    says="This holds each sample until the next one: a staircase. Its steps contain frequencies "
    "above half the sample rate, and it is half a sample late.",
)
def staircase(x, t):
    right.interpolate_periodic(x, t)
    x = np.asarray(x, dtype=float)
    return x[np.floor(t).astype(int) % len(x)]


@misconception(
    "AL-08",
    of="interpolate_periodic",
    breaks=["test_interpolate_periodic_of_four_samples"],
    says="This adds one sinc for each sample, as if there were silence before and after. The signal "
    "repeats, so each sample has repeats too, and all of their sincs count.",
)
def one_period_only(x, t):
    right.interpolate_periodic(x, t)
    x = np.asarray(x, dtype=float)
    return np.sinc(np.asarray(t)[:, np.newaxis] - np.arange(len(x))) @ x


@misconception(
    "AL-09",
    of="interpolate_periodic",
    breaks=["test_interpolate_periodic_of_four_samples"],
    says="This is the kernel for an odd number of samples. With an even number the fastest part goes "
    "through half a cycle a sample, and counts as a cosine: that is the factor cos(pi u / n).",
)
def odd_kernel_for_all(x, t):
    right.interpolate_periodic(x, t)
    x = np.asarray(x, dtype=float)
    n = len(x)
    u = np.asarray(t)[:, np.newaxis] - np.arange(n)
    u = u - n * np.round(u / n)
    return np.sinc(u) / np.sinc(u / n) @ x


@misconception(
    "AL-10",
    of="resample_periodic",
    breaks=["test_resample_periodic_keeps_the_old_samples"],
    says="The entry at half a cycle a sample is copied as it is. It stands alone in the shorter "
    "signal; in the longer one such an entry has a twin, and both together count twice.",
)
def middle_entry_not_halved(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    parts = np.zeros(m // 2 + 1, dtype=complex)
    top = min(n, m) // 2 + 1
    parts[:top] = np.fft.rfft(x)[:top]
    return np.fft.irfft(parts, m) * (m / n)


@misconception(
    "AL-11",
    of="resample_periodic",
    breaks=["test_resample_periodic_from_four_to_eight"],
    says="The shape is right, the height is not: the way back, irfft, divides by the new number of "
    "samples, but the entries were summed over the old one.",
)
def height_not_mended(x, m):
    return right.resample_periodic(x, m) * (len(x) / m)


@misconception(
    "AL-12",
    of="resample_periodic",
    breaks=["test_resample_periodic_from_four_to_eight"],
    says="These samples go from the first old sample to the last one. A period ends one sample after "
    "the last, where it begins again: the new samples are n/m apart.",
)
def last_on_last(x, m):
    right.resample_periodic(x, m)
    return right.interpolate_periodic(x, np.linspace(0, len(x) - 1, m))


@misconception(
    "AL-13",
    of="resample_periodic",
    breaks=["test_resample_periodic_lets_nothing_fold"],
    says="This reads the curve at the new times, which is right for more samples. For fewer, what has "
    "become too fast for them must be taken out first; here it folds.",
)
def read_without_removing(x, m):
    right.resample_periodic(x, m)
    return right.interpolate_periodic(x, np.arange(m) * len(x) / m)


@misconception(
    "AL-14",
    of="decimate",
    breaks=["test_decimate_removes_the_fastest"],
    says="This keeps every q-th sample and filters nothing. All that lies above half the new rate "
    "folds into what you hear.",
)
def no_filter(x, q, taps=129):
    right.decimate(x, q, taps)  # refuses what is no decimation
    return np.asarray(x, dtype=float)[::q]


@misconception(
    "AL-15",
    of="decimate",
    breaks=["test_decimate_removes_the_fastest"],
    says="This throws samples away first and filters afterward. What has folded is by then a low "
    "frequency like any other, and no filter can tell it from the rest.",
)
def filter_too_late(x, q, taps=129):
    right.decimate(x, q, taps)
    kept = np.asarray(x, dtype=float)[::q]
    h = _filter(q, taps)
    return np.convolve(kept, h)[taps // 2 : taps // 2 + len(kept)]


@misconception(
    "AL-16",
    of="decimate",
    breaks=["test_decimate_keeps_a_constant"],
    says="The samples of this filter do not add up to 1, so everything comes out louder. Divide the "
    "filter by its sum.",
)
def filter_not_divided(x, q, taps=129):
    middle = np.arange(taps) - taps // 2
    return right.decimate(x, q, taps) * np.sum(np.hamming(taps) * np.sinc(0.9 / q * middle))


@misconception(
    "AL-17",
    of="decimate",
    breaks=["test_decimate_removes_what_is_high"],
    says="This averages q samples at a time. An average is a low-pass filter, but a poor one: much of "
    "what lies above half the new rate gets through, and the answer is late.",
)
def mean_of_q(x, q, taps=129):
    right.decimate(x, q, taps)
    x = np.asarray(x, dtype=float)
    return np.array([np.mean(x[k : k + q]) for k in range(0, len(x), q)])


@misconception(
    "AL-18",
    of="decimate",
    breaks=["test_decimate_keeps_what_is_low", "test_decimate_backward"],
    says="The answer is late by half the filter. A convolution starts when the filter's first sample "
    "meets the signal; yours should start when its middle does.",
)
def late_by_half_the_filter(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(x, _filter(q, taps))[: len(x) : q]


@misconception(
    "AL-19",
    of="decimate",
    breaks=["test_decimate_is_every_qth_sample"],
    says="np.convolve(..., mode='same') is as long as the longer of its two arguments. Here the filter "
    "was the longer one.",
)
def same_as_the_filter(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(x, _filter(q, taps), mode="same")[::q]


def _filter(q, taps):
    h = np.hamming(taps) * np.sinc(0.9 / q * (np.arange(taps) - taps // 2))
    return h / h.sum()
