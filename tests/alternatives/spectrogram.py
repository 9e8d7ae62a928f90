"""Independent right answers for the spectrogram: other algorithms, libraries and styles.

None computes in float32: all is compared far more sharply than float32 is rounded, so that a floor, a
scale or half a sample cannot hide there.
"""

import cmath
import math
from fractions import Fraction

import numpy as np
from scipy import linalg, signal

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="spectrogram")
def of_scipy(x, window, hop):
    x, w = _checked(x, window, hop)
    n = w.size
    frames = -(-(x.size + n - hop) // hop)
    # Slice p of scipy is centered at sample p hop: zeros bring the first frame to a start of 0.
    padded = np.concatenate([np.zeros(n - hop), x, np.zeros(n)])
    transform = signal.ShortTimeFFT(
        w, hop, fs=1.0, fft_mode="onesided2X", scale_to="magnitude", phase_shift=None
    )
    columns = []
    for m in range(frames):
        frame = np.concatenate([padded[m * hop : m * hop + n], np.zeros(max(2 * n, 4))])
        middle = n // 2
        shifted = np.concatenate([np.zeros(-middle % hop), frame])
        p = (middle + -middle % hop) // hop
        columns.append(np.abs(transform.stft(shifted, p0=p, p1=p + 1))[:, 0])
    return np.stack(columns, axis=1)


@alternative(of="spectrogram")
def frame_by_frame(x, window, hop):
    x, w = _checked(x, window, hop)
    n, columns, start = w.size, [], hop - w.size
    while start < x.size:
        frame = np.array([x[i] if 0 <= i < x.size else 0.0 for i in range(start, start + n)])
        both = np.abs(np.fft.fft(frame * w)) / np.sum(w)
        columns.append([both[k] + (both[-k] if 0 < k < n - k else 0) for k in range(n // 2 + 1)])
        start += hop
    return np.array(columns).T


@alternative(of="spectrogram")
def plain_loops(x, window, hop):
    x, w = (one.tolist() for one in _checked(x, window, hop))
    n, total = len(w), math.fsum(w)
    rows = []
    for k in range(n // 2 + 1):
        turn, row = cmath.exp(-2j * cmath.pi * k / n), []
        for m in range(-(-(len(x) + n - hop) // hop)):
            arrow, end = 0j, min(n, len(x) + n - hop - m * hop)
            for i in range(end - 1, -1, -1):
                at = m * hop - (n - hop) + i
                arrow = arrow * turn + (w[i] * x[at] if at >= 0 else 0.0)
            row.append(abs(arrow) / total * (1 if k in (0, n / 2) else 2))
        rows.append(row)
    return np.array(rows)


@alternative(of="spectrogram")
def one_matrix(x, window, hop):
    x, w = _checked(x, window, hop)
    n = w.size
    frames = -(-(x.size + n - hop) // hop)
    at = np.arange(frames) * hop - (n - hop) + np.arange(n)[:, np.newaxis]
    cut = np.where((at >= 0) & (at < x.size), x[np.clip(at, 0, x.size - 1)], 0.0)
    waves = linalg.dft(n)[: n // 2 + 1] * w * (2 / w.sum())
    waves[0] /= 2
    if n % 2 == 0:
        waves[-1] /= 2
    return np.abs(waves @ cut)


@alternative(of="spectrogram")
def as_filters(x, window, hop):
    """Each row is the signal through a band-pass filter, the window on a wave, every hop samples."""
    x, w = _checked(x, window, hop)
    n = w.size
    frames = -(-(x.size + n - hop) // hop)
    rows = []
    for k in range(n // 2 + 1):
        response = w[::-1] * np.exp(2j * np.pi * k * np.arange(n) / n)
        heard = np.abs(np.convolve(x, response / w.sum()))
        row = np.zeros(frames)
        row[: len(heard[hop - 1 :: hop])] = heard[hop - 1 :: hop][:frames]
        rows.append(row if k == 0 or 2 * k == n else 2 * row)
    return np.array(rows)


@alternative(of="amplitude_to_db")
def cut_off_afterwards(A, ref=1.0, floor=-80.0):
    A = _amounts(A, ref, floor)
    if not A.any():
        return np.zeros(A.shape) + floor
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(A) - 20 * np.log10(ref)
    return np.clip(level, level.max() + floor, None)


@alternative(of="amplitude_to_db")
def of_powers(A, ref=1.0, floor=-80.0):
    power = (_amounts(A, ref, floor) / ref) ** 2
    top = power.max()
    if top == 0:
        return np.full_like(power, floor)
    lowest = 10 * math.log10(top) + floor
    level = np.full_like(power, -np.inf)
    np.log10(power, out=level, where=power > 0)
    return np.where(10 * level > lowest, 10 * level, lowest)


@alternative(of="amplitude_to_db")
def one_by_one(A, ref=1.0, floor=-80.0):
    A = _amounts(A, ref, floor)
    levels = [20 * math.log10(a / ref) if a > 0 else -math.inf for a in A.ravel().tolist()]
    lowest = max(levels) + floor if max(levels) > -math.inf else floor
    return np.array([max(level, lowest) for level in levels]).reshape(A.shape)


@alternative(of="amplitude_to_db")
def relative_to_the_largest(A, ref=1.0, floor=-80.0):
    A = _amounts(A, ref, floor)
    peak = np.max(A)
    if not peak > 0:
        return np.broadcast_to(np.float64(floor), A.shape)
    below = 20 * np.log10(np.fmax(A / peak, 10.0 ** (floor / 20)))
    return below + 20 * np.log10(peak / ref)


@alternative(of="frame_times")
def by_counting(length, n, hop, fs):
    _frames(length, n, hop, fs)
    times, start = [], hop - n
    while start < length:
        times.append((2 * start + n) / (2 * fs))
        start += hop
    return np.array(times)


@alternative(of="frame_times")
def evenly_from_first_to_last(length, n, hop, fs):
    _frames(length, n, hop, fs)
    frames = (length + n - 1) // hop
    first = hop / fs - n / fs / 2
    return np.linspace(first, first + (frames - 1) * hop / fs, frames)


@alternative(of="frame_times")
def counted_first(length, n, hop, fs):
    _frames(length, n, hop, fs)
    count = math.ceil((length + n - hop) / hop)
    start = np.arange(count) * hop - (n - hop)
    return 0.5 * (start + (start + n)) / fs


@alternative(of="frame_times")
def window_in_seconds(length, n, hop, fs):
    _frames(length, n, hop, fs)
    step = hop / fs
    return np.fromiter(
        ((m + 1) * step - n / fs / 2 for m in range(-(-(length + n - hop) // hop))), dtype=float
    )


@alternative(of="frequency_axis")
def of_numpy(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.fft.rfftfreq(n, 1 / fs)


@alternative(of="frequency_axis")
def evenly_to_the_last_row(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.linspace(0, (n // 2) * fs / n, n // 2 + 1)


@alternative(of="frequency_axis")
def cycles_over_duration(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.array([k / (n / fs) for k in range(n + 1) if 2 * k <= n])


@alternative(of="frequency_axis")
def lower_half_of_all(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.abs(np.fft.fftfreq(n))[: n // 2 + 1] * fs


@alternative(of="window_length")
def product_of_both(df, dt, fs):
    _pair(df, dt, fs)
    n = -int(-4 * fs // df)
    _check(n / fs <= dt)
    return n


@alternative(of="window_length")
def longer_and_longer(df, dt, fs):
    _pair(df, dt, fs)
    n = 8
    while n * df < 4 * fs:
        n *= 2
    low, high = 0, n
    while high - low > 1:
        n = (low + high) // 2
        low, high = (low, n) if n * df >= 4 * fs else (n, high)
    _check(high <= dt * fs)
    return high


@alternative(of="window_length")
def seconds_first(df, dt, fs):
    _pair(df, dt, fs)
    duration = 4 / df
    n = math.ceil(duration * fs - 1e-9)
    _check(n <= dt * fs * (1 + 1e-12))
    return np.int64(n)


@alternative(of="window_length")
def exact_fractions(df, dt, fs):
    _pair(df, dt, fs)
    n = math.ceil(4 * Fraction(fs) / Fraction(df))
    _check(n <= Fraction(dt) * Fraction(fs))
    return n


def _checked(x, window, hop):
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size and w.sum() > 0)
    return x, w


def _amounts(A, ref, floor):
    A = np.asarray(A, dtype=float)
    _check(A.size and np.isfinite(A).all() and (A >= 0).all())
    _check(0 < ref < math.inf and -math.inf < floor <= 0)
    return A


def _frames(length, n, hop, fs):
    _check(length >= 1 and 1 <= hop <= n and 0 < fs < math.inf)


def _pair(df, dt, fs):
    _check(0 < dt < math.inf and 0 < fs < math.inf and 0 < df <= fs / 2)


def _check(good):
    if not good:
        raise ValueError("out of range")
