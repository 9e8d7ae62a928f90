"""Plausible wrong answers for sampling, with what to tell the learner."""

import math

import numpy as np
import scipy.fft
from scipy.interpolate import interp1d
from scipy.signal import fftconvolve, firwin, lfilter, upfirdn
from scipy.special import diric

from autograder.laws import misconception, spelling
from solutions import aliasing as right


def _from_the_middle(taps):
    return np.arange(taps) - taps // 2


def _kept(x, q, taps, sinc):
    h = np.hamming(taps) * sinc
    return np.convolve(np.asarray(x, dtype=float), h / h.sum())[taps // 2 : taps // 2 + len(x) : q]


def _filter(q, taps):
    h = np.hamming(taps) * np.sinc(0.9 / q * (np.arange(taps) - taps // 2))
    return h / h.sum()


def _rows(x, t):
    """Return samples and times as arrays, or refuse them as the reference does."""
    right.interpolate_periodic(x, t)
    return np.asarray(x, dtype=float), np.asarray(t, dtype=float)


def _checked(x, q, taps):
    """Return samples as an array, or refuse what is no decimation as the reference does."""
    right.decimate(x, q, taps)
    return np.asarray(x, dtype=float)


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


@spelling("AL-01")
def remainder_by_floor(f, fs):
    right.alias_frequency(f, fs)
    return f - fs * math.floor(f / fs)


@spelling("AL-01")
def remainder_of_the_size(f, fs):
    right.alias_frequency(f, fs)
    return abs(f) % fs


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


@spelling("AL-02")
def remainder_of_the_size_by_half_the_rate(f, fs):
    right.alias_frequency(f, fs)
    return abs(f) % (fs / 2)


@spelling("AL-02")
def fmod_of_half_the_rate(f, fs):
    right.alias_frequency(f, fs)
    return math.fmod(abs(f), fs / 2)


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


@spelling("AL-03")
def clipped(f, fs):
    right.alias_frequency(f, fs)
    return abs(np.clip(f, -fs / 2, fs / 2))


@spelling("AL-03")
def stops_without_abs(f, fs):
    right.alias_frequency(f, fs)
    return fs / 2 if f > fs / 2 else f


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


@spelling("AL-04")
def signed_by_round(f, fs):
    right.alias_frequency(f, fs)
    return f - fs * round(f / fs)


@spelling("AL-04")
def signed_by_half_a_rate(f, fs):
    right.alias_frequency(f, fs)
    return (f + fs / 2) % fs - fs / 2


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


@spelling("AL-05")
def folds_once_without_abs(f, fs):
    right.alias_frequency(f, fs)
    return f if f <= fs / 2 else fs - f


@spelling("AL-05")
def folds_once_by_half(f, fs):
    right.alias_frequency(f, fs)
    return abs(f) if abs(f) < fs / 2 else fs - abs(f)


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


@spelling("AL-06")
def two_weights(x, t):
    x, t = _rows(x, t)
    before = np.floor(t).astype(int)
    share = t - before
    return (1 - share) * x[before % len(x)] + share * x[(before + 1) % len(x)]


@spelling("AL-06")
def lines_to_the_first_again(x, t):
    x, t = _rows(x, t)
    return interp1d(np.arange(len(x) + 1), np.append(x, x[0]))(t % len(x))


@spelling("AL-06")
def lines_that_end(x, t):
    x, t = _rows(x, t)
    return np.interp(t, np.arange(len(x)), x)


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


@spelling("AL-07")
def each_held(x, t):
    x, t = _rows(x, t)
    return np.array([x[math.floor(one) % len(x)] for one in t])


@spelling("AL-07")
def cut_off_after_the_point(x, t):
    x, t = _rows(x, t)
    return x[t.astype(int) % len(x)]


@spelling("AL-07")
def the_last_one_before(x, t):
    x, t = _rows(x, t)
    return x[np.searchsorted(np.arange(len(x)), t % len(x), side="right") - 1]


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


@spelling("AL-08")
def sincs_in_a_loop(x, t):
    x, t = _rows(x, t)
    y = np.zeros(len(t))
    for k, value in enumerate(x):
        y += value * np.sinc(t - k)
    return y


@spelling("AL-08")
def sincs_of_one_period_folded(x, t):
    x, t = _rows(x, t)
    u = (t % len(x))[:, np.newaxis] - np.arange(len(x))
    with np.errstate(all="ignore"):
        return np.where(u == 0, 1.0, np.sin(np.pi * u) / (np.pi * u)) @ x


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


@spelling("AL-09")
def sine_by_sine_for_all(x, t):
    right.interpolate_periodic(x, t)
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    n = len(x)
    u = t[:, np.newaxis] - np.arange(n)
    u = u - n * np.round(u / n)
    with np.errstate(all="ignore"):
        kernel = np.where(u == 0, 1.0, np.sin(np.pi * u) / (n * np.sin(np.pi * u / n)))
    return kernel @ x


@spelling("AL-09")
def dirichlet_for_all(x, t):
    x, t = _rows(x, t)
    n = len(x)
    return diric(2 * np.pi * (t[:, np.newaxis] - np.arange(n)) / n, n) @ x


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


@spelling("AL-10")
def padded_by_irfft(x, m):
    right.resample_periodic(x, m)
    return scipy.fft.irfft(scipy.fft.rfft(np.asarray(x, dtype=float)), m) * m / len(x)


@spelling("AL-10")
def both_halves_copied(x, m):
    right.resample_periodic(x, m)
    entries, out = np.fft.fft(x), np.zeros(m, dtype=complex)
    half = min(len(x), m) // 2
    if half:
        out[-half:] = entries[-half:]
    out[: half + 1] = entries[: half + 1]
    return np.fft.ifft(out).real * m / len(x)


@spelling("AL-10")
def all_but_the_constant_doubled(x, m):
    right.resample_periodic(x, m)
    n, k = len(x), np.arange(m)
    entries = np.fft.rfft(x) / n
    y = np.full(m, entries[0].real)
    for c in range(1, min(n, m) // 2 + 1):
        y += 2 * np.real(entries[c] * np.exp(2j * np.pi * c * k / m))
    return y


@misconception(
    "AL-11",
    of="resample_periodic",
    breaks=["test_resample_periodic_from_four_to_eight"],
    says="The shape is right, the height is not: the way back, irfft, divides by the new number of "
    "samples, but the entries were summed over the old one.",
)
def height_not_mended(x, m):
    return right.resample_periodic(x, m) * (len(x) / m)


@spelling("AL-11")
def height_kept_with_scipys_series(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    parts = np.fft.rfft(x)[: min(n, m) // 2 + 1]
    if m > n and n % 2 == 0:
        parts[-1] /= 2
    if m < n and m % 2 == 0:
        parts[-1] *= 2
    return np.fft.irfft(parts, m)


@spelling("AL-11")
def height_of_the_whole_inverse(x, m):
    right.resample_periodic(x, m)
    n, entries, out = len(x), np.fft.fft(x), np.zeros(m, dtype=complex)
    half = min(n, m) // 2
    for c in range(-half, half + 1):
        out[c % m] += entries[c % n] * (0.5 if 2 * abs(c) == n else 1)
    return np.fft.ifft(out).real


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


@spelling("AL-12")
def one_less_between(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    times = np.arange(m) * (n - 1) / max(m - 1, 1)
    c = np.fft.fftfreq(n, 1 / n)
    return (np.exp(2j * np.pi * np.outer(times, c) / n) @ np.fft.fft(x)).real / n


@spelling("AL-12")
def lines_from_first_to_last(x, m):
    right.resample_periodic(x, m)
    return np.interp(np.linspace(0, len(x) - 1, m), np.arange(len(x)), x)


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


@spelling("AL-13")
def all_sines_at_the_new_times(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    c = np.fft.fftfreq(n, 1 / n)
    return (np.exp(2j * np.pi * np.outer(np.arange(m) / m, c)) @ np.fft.fft(x)).real / n


@spelling("AL-13")
def up_then_every_nth(x, m):
    right.resample_periodic(x, m)
    many = math.lcm(len(x), m)
    return right.resample_periodic(x, many)[:: many // m]


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


@spelling("AL-14")
def picked_in_a_loop(x, q, taps=129):
    x = _checked(x, q, taps)
    return np.array([x[k] for k in range(0, len(x), q)])


@spelling("AL-14")
def upfirdn_without_a_filter(x, q, taps=129):
    return upfirdn([1.0], _checked(x, q, taps), down=q)


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


@spelling("AL-15")
def firwin_too_late(x, q, taps=129):
    kept = _checked(x, q, taps)[::q]
    return fftconvolve(kept, firwin(taps, 0.9 / q))[taps // 2 :][: len(kept)]


@spelling("AL-15")
def filter_of_the_new_rate_too_late(x, q, taps=129):
    kept = _checked(x, q, taps)[::q]
    late = lfilter(firwin(taps, 0.9), 1.0, np.append(kept, np.zeros(taps // 2)))
    return late[taps // 2 :]


@misconception(
    "AL-16",
    of="decimate",
    breaks=["test_decimate_keeps_a_constant"],
    says="The samples of this filter do not add up to 1, so a constant comes out with another height. "
    "Divide the filter by its sum.",
)
def filter_not_divided(x, q, taps=129):
    middle = np.arange(taps) - taps // 2
    return right.decimate(x, q, taps) * np.sum(np.hamming(taps) * np.sinc(0.9 / q * middle))


@spelling("AL-16")
def undivided_by_fft(x, q, taps=129):
    right.decimate(x, q, taps)
    h = np.hamming(taps) * np.sinc(0.9 / q * _from_the_middle(taps))
    return fftconvolve(np.asarray(x, dtype=float), h)[taps // 2 :][: len(x)][::q]


@spelling("AL-16")
def height_of_the_cutoff(x, q, taps=129):
    x = _checked(x, q, taps)
    h = np.hamming(taps) * np.sinc(0.9 / q * _from_the_middle(taps)) * 0.9 / q
    return np.convolve(x, h)[taps // 2 : taps // 2 + len(x) : q]


@misconception(
    "AL-17",
    of="decimate",
    breaks=["test_decimate_removes_what_is_high"],
    says="This averages q samples at a time. An average is a low-pass filter, but a poor one: much of "
    "what lies above half the new rate gets through, and the answer is moved by (q - 1)/2 samples.",
)
def mean_of_q(x, q, taps=129):
    right.decimate(x, q, taps)
    x = np.asarray(x, dtype=float)
    return np.array([np.mean(x[k : k + q]) for k in range(0, len(x), q)])


@spelling("AL-17")
def rows_of_q(x, q, taps=129):
    x = _checked(x, q, taps)
    return np.pad(x, (0, -len(x) % q)).reshape(-1, q).mean(axis=1)


@spelling("AL-17")
def moving_average(x, q, taps=129):
    return lfilter(np.ones(q) / q, 1.0, _checked(x, q, taps))[::q]


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


@spelling("AL-18")
def late_by_lfilter(x, q, taps=129):
    right.decimate(x, q, taps)
    return lfilter(_filter(q, taps), 1.0, np.asarray(x, dtype=float))[::q]


@spelling("AL-18")
def late_by_firwin(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(np.asarray(x, dtype=float), firwin(taps, 0.9 / q))[: len(x) : q]


@misconception(
    "AL-19",
    of="decimate",
    breaks=["test_decimate_is_every_qth_sample"],
    says="np.convolve(..., mode='same') is as long as the longer of its two arguments. Here the filter "
    "was the longer one. Take the whole convolution, and keep those of its samples at which the "
    "filter's middle lies on the signal: as many as x has, but not the first ones.",
)
def same_as_the_filter(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(x, _filter(q, taps), mode="same")[::q]


@spelling("AL-19")
def same_with_firwin(x, q, taps=129):
    return np.convolve(_checked(x, q, taps), firwin(taps, 0.9 / q), "same")[::q]


@spelling("AL-19")
def same_and_picked(x, q, taps=129):
    i = _from_the_middle(taps)
    with np.errstate(all="ignore"):
        h = np.where(i == 0, 0.9 / q, np.sin(np.pi * 0.9 / q * i) / (np.pi * i))
    h *= 0.54 + 0.46 * np.cos(2 * np.pi * i / (taps - 1))
    y = np.convolve(h / np.sum(h), _checked(x, q, taps), mode="same")
    return np.array([y[k] for k in range(0, len(y), q)])


@misconception(
    "AL-20",
    of="interpolate_periodic",
    breaks=["test_interpolate_periodic_of_a_sine"],
    says="This is the kernel for an even number of samples. With an odd number there is no part of half "
    "a cycle a sample, and no cosine in the kernel.",
)
def even_kernel_for_all(x, t):
    right.interpolate_periodic(x, t)
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    n = len(x)
    u = t[:, np.newaxis] - np.arange(n)
    u = u - n * np.round(u / n)
    return np.sinc(u) / np.sinc(u / n) * np.cos(np.pi * u / n) @ x


@spelling("AL-20")
def tangent_for_all(x, t):
    right.interpolate_periodic(x, t)
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    n = len(x)
    u = (t[:, np.newaxis] - np.arange(n) + n / 2) % n - n / 2
    with np.errstate(all="ignore"):
        kernel = np.where(u == 0, 1.0, np.sin(np.pi * u) / (n * np.tan(np.pi * u / n)))
    return kernel @ x


@spelling("AL-20")
def dirichlet_and_cosine_for_all(x, t):
    x, t = _rows(x, t)
    n = len(x)
    angle = 2 * np.pi * (t[:, np.newaxis] - np.arange(n)) / n
    return (diric(angle, n) * np.cos(angle / 2)) @ x


@misconception(
    "AL-21",
    of="resample_periodic",
    breaks=["test_resample_periodic_keeps_the_old_samples"],
    says="The entry at half a cycle a sample is left out. It is a part of the signal like the others: the "
    "samples 1, -1, 1, -1 consist of nothing else.",
)
def middle_entry_lost(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    parts = np.fft.rfft(x)[: (min(n, m) + 1) // 2]
    return np.fft.irfft(parts, m) * (m / n)


@spelling("AL-21")
def middle_entry_lost_in_a_loop(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    entries, k = np.fft.fft(x) / n, np.arange(m)
    y = np.full(m, entries[0].real)
    for c in range(1, (min(n, m) + 1) // 2):
        y += 2 * np.real(entries[c] * np.exp(2j * np.pi * c * k / m))
    return y


@spelling("AL-21")
def middle_entry_lost_on_both_sides(x, m):
    right.resample_periodic(x, m)
    n = len(x)
    entries, out = np.fft.fft(x), np.zeros(m, dtype=complex)
    top = (min(n, m) + 1) // 2
    out[:top] = entries[:top]
    if top > 1:
        out[1 - top :] = entries[1 - top :]
    return np.fft.ifft(out).real * m / n


@misconception(
    "AL-22",
    of="decimate",
    breaks=["test_decimate_keeps_what_is_low"],
    says="This filter stops at half of where it should. np.sinc(c i) passes what is below c/2 cycles a "
    "sample, and half the new sample rate is 1/(2q) of them: the 2 is there already.",
)
def stops_at_half(x, q, taps=129):
    right.decimate(x, q, taps)
    return _kept(x, q, taps, np.sinc(0.45 / q * _from_the_middle(taps)))


@spelling("AL-22")
def stops_at_half_by_a_sine(x, q, taps=129):
    right.decimate(x, q, taps)
    i = _from_the_middle(taps)
    with np.errstate(all="ignore"):
        sinc = np.where(i == 0, 0.45 / q, np.sin(0.45 * np.pi * i / q) / (np.pi * i))
    return _kept(x, q, taps, sinc)


@spelling("AL-22")
def stops_at_half_by_firwin(x, q, taps=129):
    right.decimate(x, q, taps)
    h = firwin(taps, 0.45 / q)
    return np.convolve(np.asarray(x, dtype=float), h)[taps // 2 : taps // 2 + len(x) : q]


@misconception(
    "AL-23",
    of="decimate",
    breaks=["test_decimate_of_a_click"],
    says="This filter cuts off at half the new sample rate itself. It is to begin at 0.9 of that, so that "
    "it is done where folding begins.",
)
def no_room_for_the_filter(x, q, taps=129):
    right.decimate(x, q, taps)
    return _kept(x, q, taps, np.sinc(_from_the_middle(taps) / q))


@spelling("AL-23")
def no_room_by_firwin(x, q, taps=129):
    right.decimate(x, q, taps)
    h = firwin(taps, 1 / q)
    return np.convolve(np.asarray(x, dtype=float), h)[taps // 2 : taps // 2 + len(x) : q]


@spelling("AL-23")
def no_room_by_fft(x, q, taps=129):
    right.decimate(x, q, taps)
    h = np.hamming(taps) * np.sinc(_from_the_middle(taps) / q)
    return fftconvolve(np.asarray(x, dtype=float), h / h.sum())[taps // 2 :][: len(x)][::q]


@misconception(
    "AL-24",
    of="decimate",
    breaks=["test_decimate_removes_what_is_high"],
    says="This filter cuts off at 0.9 of half the *old* sample rate: it takes away next to nothing, and "
    "what lies above half the new rate folds.",
)
def cuts_at_the_old_rate(x, q, taps=129):
    right.decimate(x, q, taps)
    return _kept(x, q, taps, np.sinc(0.9 * _from_the_middle(taps)))


@spelling("AL-24")
def cuts_at_the_old_rate_by_firwin(x, q, taps=129):
    right.decimate(x, q, taps)
    h = firwin(taps, 0.9)
    return np.convolve(np.asarray(x, dtype=float), h)[taps // 2 : taps // 2 + len(x) : q]


@spelling("AL-24")
def cuts_at_the_old_rate_by_lfilter(x, q, taps=129):
    x, half = _checked(x, q, taps), taps // 2
    return lfilter(firwin(taps, 0.45, fs=1), 1.0, np.append(x, np.zeros(half)))[half::q]


@misconception(
    "AL-25",
    of="decimate",
    breaks=["test_decimate_backward"],
    says="np.convolve(..., mode='same') keeps the middle of the longer of its two arguments. Where that "
    "is the filter, its first len(x) samples are not those that belong to x.",
)
def same_and_cut(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(x, _filter(q, taps), mode="same")[: len(x)][::q]


@spelling("AL-25")
def same_and_cut_in_one(x, q, taps=129):
    right.decimate(x, q, taps)
    return np.convolve(_filter(q, taps), np.asarray(x, dtype=float), "same")[: len(x) : q]


@spelling("AL-25")
def same_and_taken(x, q, taps=129):
    x = _checked(x, q, taps)
    return np.convolve(firwin(taps, 0.9 / q), x, "same").take(np.arange(0, len(x), q))
