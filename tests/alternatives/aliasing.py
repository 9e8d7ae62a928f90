"""Independent right answers for sampling: other algorithms, libraries and styles."""

import cmath
import math
from fractions import Fraction

import numpy as np
from scipy import signal

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="alias_frequency")
def nearest_multiple(f, fs):
    _check(math.isfinite(f) and 0 < fs < math.inf)
    return abs(f - fs * round(f / fs))


@alternative(of="alias_frequency")
def remainder_then_fold(f, fs):
    _check(math.isfinite(f) and 0 < fs < math.inf)
    rest = math.fmod(abs(f), fs)
    return rest if rest <= fs / 2 else fs - rest


@alternative(of="alias_frequency")
def angle_of_a_phasor(f, fs):
    _check(math.isfinite(f) and 0 < fs < math.inf)
    return np.abs(np.angle(np.exp(2j * np.pi * f / fs))) * fs / (2 * np.pi)


@alternative(of="alias_frequency")
def arccosine_of_the_next_sample(f, fs):
    _check(math.isfinite(f) and 0 < fs < math.inf)
    return fs * math.acos(math.cos(math.tau * (f / fs))) / math.tau


@alternative(of="alias_frequency")
def triangle_in_fractions(f, fs):
    _check(math.isfinite(f) and 0 < fs < math.inf)
    f, fs = Fraction(f), Fraction(fs)
    return float(fs / 2 - abs(abs(f) % fs - fs / 2))


@alternative(of="interpolate_periodic")
def sum_of_the_series(x, t):
    x, t = as_signal(x), as_signal(t)
    n = len(x)
    entries = np.fft.fft(x) / n
    y = np.zeros(len(t), dtype=complex)
    for k, entry in zip(np.fft.fftfreq(n, 1 / n), entries, strict=True):
        if 2 * abs(k) == n:
            y += entry * np.cos(np.pi * t)
        else:
            y += entry * np.exp(2j * np.pi * k * t / n)
    return y.real


@alternative(of="interpolate_periodic")
def one_kernel_at_a_time(x, t):
    x, t = as_signal(x), as_signal(t)
    n, y = len(x), []
    for time in t:
        total = 0.0
        for k in range(n):
            u = time - k
            if u % n == 0:
                kernel = 1.0
            elif n % 2:
                kernel = math.sin(math.pi * u) / (n * math.sin(math.pi * u / n))
            else:
                kernel = math.sin(math.pi * u) / (n * math.tan(math.pi * u / n))
            total += x[k] * kernel
        y.append(total)
    return np.array(y)


@alternative(of="interpolate_periodic")
def barycentric(x, t):
    x, t = as_signal(x), as_signal(t)
    n = len(x)
    y = np.empty(len(t))
    signs = (-1.0) ** np.arange(n)
    for i, time in enumerate(t):
        u = (time - np.arange(n)) % n
        if np.any(u == 0):
            y[i] = x[np.argmin(u)]
            continue
        weights = signs / (np.sin(np.pi * u / n) if n % 2 else np.tan(np.pi * u / n))
        # For odd n, % n has turned the kernel's sign at every sample that lies ahead.
        weights = np.where((n % 2 == 1) & (np.arange(n) > time % n), -weights, weights)
        y[i] = weights @ x / weights.sum() if n > 1 else x[0]
    return y


@alternative(of="interpolate_periodic")
def fitted_sines(x, t):
    x, t = as_signal(x), as_signal(t)
    n = len(x)

    def waves(at):
        angle = 2 * np.pi * np.outer(at, np.arange(n // 2 + 1)) / n
        return np.hstack([np.cos(angle), np.sin(angle[:, 1 : (n + 1) // 2])])

    return waves(t) @ np.linalg.solve(waves(np.arange(n)), x)


@alternative(of="resample_periodic")
def scipys_own(x, m):
    _check(m >= 1)
    return signal.resample(as_signal(x), m)


@alternative(of="resample_periodic")
def nearest_curve(x, m):
    x = as_signal(x)
    _check(m >= 1)
    n = len(x)
    if m >= n:
        return _rows(n, m) @ x
    return np.linalg.lstsq(_rows(m, n), x, rcond=None)[0]


@alternative(of="resample_periodic")
def slow_series(x, m):
    x = as_signal(x)
    _check(m >= 1)
    n = len(x)
    y = np.full(m, math.fsum(x) / n)
    for c in range(1, min(n, m) // 2 + 1):
        share = 1 if 2 * c == n else 2
        angle = 2 * np.pi * c * np.arange(n) / n
        a, b = share / n * (x @ np.cos(angle)), share / n * (x @ np.sin(angle))
        angle = 2 * np.pi * c * np.arange(m) / m
        y += a * np.cos(angle) + b * np.sin(angle)
    return y


@alternative(of="resample_periodic")
def without_numpy(x, m):
    x = as_signal(x).tolist()
    _check(m >= 1)
    n, short = len(x), min(len(x), m)
    y = [math.fsum(x) / n] * m
    for c in range(1, short // 2 + 1):
        entry = sum(a * cmath.exp(-2j * cmath.pi * (c * k % n) / n) for k, a in enumerate(x)) / n
        # Half a cycle a sample has no twin among the negative frequencies of x.
        entry *= 1 if 2 * c == n else 2
        for k in range(m):
            y[k] += (entry * cmath.exp(2j * cmath.pi * (c * k % m) / m)).real
    return np.array(y)


@alternative(of="resample_periodic")
def both_sides_of_the_spectrum(x, m):
    x = as_signal(x)
    _check(m >= 1)
    n = len(x)
    entries, out = np.fft.fft(x), np.zeros(m, dtype=complex)
    short = min(n, m)
    for k in range(-(short // 2), short // 2 + 1):
        split = n < m and 2 * abs(k) == n
        if short == 1 or not (n == m and 2 * k == -n):
            out[k % m] += entries[k % n] * (0.5 if split else 1)
    return np.fft.ifft(out).real * m / n


@alternative(of="decimate")
def polyphase(x, q, taps=129):
    x = as_signal(x)
    _check(q >= 2 and taps >= 3 and taps % 2)
    late = -(taps // 2) % q  # zeros in front, so that the filter's middle meets sample 0
    h = np.append(np.zeros(late), signal.firwin(taps, 0.9 / q))
    first = (late + taps // 2) // q
    return signal.upfirdn(h, x, down=q)[first : first - (-len(x) // q)]


@alternative(of="decimate")
def fast_convolution(x, q, taps=129):
    x = as_signal(x)
    _check(q >= 2 and taps >= 3 and taps % 2)
    h = signal.firwin(taps, 0.45 / q, window="hamming", fs=1.0)
    return signal.fftconvolve(x, h)[taps // 2 : len(x) + taps // 2][::q]


@alternative(of="decimate")
def sample_by_sample(x, q, taps=129):
    x = as_signal(x).tolist()
    _check(q >= 2 and taps >= 3 and taps % 2)
    half, h = taps // 2, []
    for i in range(-half, half + 1):
        sinc = math.sin(0.9 * math.pi * i / q) / (0.9 * math.pi * i / q) if i else 1.0
        h.append(sinc * (0.54 + 0.46 * math.cos(math.pi * i / half)))
    total = math.fsum(h)
    y = []
    for center in range(0, len(x), q):
        low, high = max(center - half, 0), min(center + half, len(x) - 1)
        y.append(sum(x[k] * h[half + center - k] for k in range(low, high + 1)) / total)
    return np.array(y)


@alternative(of="decimate")
def sliding_windows(x, q, taps=129):
    x = as_signal(x)
    _check(q >= 2 and taps >= 3 and taps % 2)
    i = np.arange(taps) - taps // 2
    h = np.sinc(0.9 * i / q) * signal.get_window("hamming", taps, fftbins=False)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, taps // 2), taps)
    return windows[::q] @ (h / h.sum())


def _rows(n, m):
    """Return the matrix that reads the curve through n samples at m times."""
    return np.stack([signal.resample(unit, m) for unit in np.eye(n)], axis=1)


def _check(good):
    if not good:
        raise ValueError("out of range")
