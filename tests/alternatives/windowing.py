"""Independent right answers for windows and frames: libraries, other algorithms and styles."""

import cmath
import math
from collections import defaultdict

import numpy as np
from scipy import fft, linalg, signal, sparse

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="hann")
def squared_sine(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, int) and n >= 1)
    if n == 1:
        return np.array([1.0])
    return np.sin(np.pi * np.arange(n) / (n - 1 + periodic)) ** 2


@alternative(of="hann")
def library_window(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, int) and n >= 1)
    return signal.get_window("hann", n, fftbins=bool(periodic))


@alternative(of="hann")
def sample_by_sample(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, int) and n >= 1)
    if n == 1:
        return np.array([1])
    cycle = n if periodic else n - 1
    return np.array([(1 - math.cos(2 * math.pi * m / cycle)) / 2 for m in range(n)])


@alternative(of="hann")
def three_bins_back_to_time(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, int) and n >= 1)
    if n == 1:
        return np.ones(1)
    if not periodic:
        w = three_bins_back_to_time(n - 1)
        return np.append(w, 0.0) if n > 2 else np.zeros(2)
    bins = np.zeros(n)
    bins[0] = 0.5 * n
    bins[1] -= 0.25 * n
    bins[-1] -= 0.25 * n
    return np.fft.ifft(bins).real


@alternative(of="window_figures")
def measured_with_tones(window):
    """The gain and the loss from tones, the bandwidth from the energy of all bins."""
    w = as_signal(window)
    _check(w.sum() > 0)
    n = w.size
    m = np.arange(n)

    def reads(bins):
        tones = np.exp(2j * np.pi * np.outer(bins, m) / n)
        return np.abs(tones @ w)

    power = np.mean(np.abs(np.fft.fft(w)) ** 2)
    steps = np.arange(0, n / 2 + 1e-9, 1 / 16)
    lobe = reads(steps)
    first = 1
    while lobe[first + 1] < lobe[first]:
        first += 1
    highest = 20 * np.log10(lobe[first:].max() / lobe[0])
    return lobe[0] / n, power * n / lobe[0] ** 2, 20 * np.log10(lobe[0] / lobe[8]), highest


@alternative(of="window_figures")
def polynomial_on_the_circle(window):
    w = as_signal(window)
    _check(w.sum() > 0)
    n, total = len(w), math.fsum(w)
    f, H = signal.freqz(w, worN=20 * n + 1, include_nyquist=True)
    level = 20 * np.log10(np.maximum(np.abs(H) / total, 1e-30))
    first = next(i for i in range(1, len(level) - 1) if level[i + 1] > level[i])
    half = abs(np.polyval(w[::-1], cmath.exp(-1j * math.pi / n)))
    energy = math.fsum(v * v for v in w)
    return (
        total / n,
        energy / total**2 * n,
        20 * math.log10(total / half),
        float(max(level[first:])),
    )


@alternative(of="window_figures")
def peaks_of_the_padded_spectrum(window):
    w = as_signal(window)
    _check(w.sum() > 0)
    w = w / w.sum()
    n = w.size
    W = np.abs(fft.fft(np.pad(w, (0, 99 * n))))
    tops, _ = signal.find_peaks(np.concatenate([W, W[:2]]), height=0)
    tops = [i for i in tops if 0 < i < W.size]
    half = abs(np.dot(w, np.exp(-1j * np.pi * np.arange(n) / n)))
    return (
        float(np.mean(as_signal(window))),
        float(n * np.dot(w, w)),
        -20 * math.log10(half),
        20 * math.log10(max(W[tops])),
    )


@alternative(of="ola_sum")
def rows_of_one_hop(window, hop):
    w = as_signal(window)
    _check(1 <= hop <= w.size)
    return np.append(w, np.zeros(-w.size % hop)).reshape(-1, hop).sum(axis=0)


@alternative(of="ola_sum")
def counted_places(window, hop):
    w = as_signal(window)
    _check(1 <= hop <= w.size)
    return np.bincount(np.arange(w.size) % hop, weights=w)


@alternative(of="ola_sum")
def train_of_windows(window, hop):
    w = as_signal(window)
    _check(1 <= hop <= w.size)
    train = np.zeros((w.size + 2) * hop)
    train[::hop] = 1
    return np.convolve(train, w)[w.size * hop : (w.size + 1) * hop]


@alternative(of="ola_sum")
def plain_loops(window, hop):
    w = as_signal(window).tolist()
    _check(1 <= hop <= len(w))
    sums = [0.0] * hop
    for i, value in enumerate(w):
        sums[i % hop] += value
    return np.array(sums)


@alternative(of="stft")
def frame_by_frame(x, window, hop):
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size)
    rest = np.concatenate([np.zeros(w.size - hop), x])
    columns = []
    while rest.size:
        frame = np.zeros(w.size)
        taken = rest[: w.size]
        frame[: taken.size] = taken
        columns.append(np.fft.fft(w * frame)[: w.size // 2 + 1])
        rest = rest[hop:]
    return np.array(columns).T


@alternative(of="stft")
def library_transform(x, window, hop):
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size)
    n = w.size
    count = math.ceil((x.size + n - hop) / hop)
    padded = np.pad(x, (n - hop, n))[: (count - 1) * hop + n]
    padded = np.pad(padded, (0, (count - 1) * hop + n - padded.size))
    views = np.lib.stride_tricks.sliding_window_view(padded, n)[::hop]
    return fft.rfft(views * w).T


@alternative(of="stft")
def matrix_of_waves(x, window, hop):
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size)
    n = w.size
    count = -((hop - n - x.size) // hop)
    waves = linalg.dft(n)[: n // 2 + 1] * w
    S = np.zeros((n // 2 + 1, count), dtype=complex)
    for m in range(count):
        for i in range(n):
            t = m * hop + i - (n - hop)
            if 0 <= t < x.size:
                S[:, m] += waves[:, i] * x[t]
    return S


@alternative(of="stft")
def only_loops(x, window, hop):
    x, w = as_signal(x).tolist(), as_signal(window).tolist()
    n = len(w)
    _check(1 <= hop <= n)
    count = math.ceil((len(x) + n - hop) / hop)
    rows = []
    for k in range(n // 2 + 1):
        turn = [cmath.exp(-2j * cmath.pi * (k * i % n) / n) for i in range(n)]
        row = []
        for m in range(count):
            first = m * hop - n + hop
            inside = range(max(0, -first), min(n, len(x) - first))
            row.append(sum((w[i] * x[first + i] * turn[i] for i in inside), 0j))
        rows.append(row)
    return np.array(rows)


@alternative(of="onesided_energy")
def mirrored(S, n):
    S = np.array(S, dtype=complex)
    _check(n >= 1 and S.ndim == 2 and len(S) == n // 2 + 1 and np.isfinite(S).all())
    return float(sum(np.sum(np.abs(S[min(k, n - k)]) ** 2) for k in range(n)))


@alternative(of="onesided_energy")
def weighted_bins(S, n):
    S = np.array(S, dtype=complex)
    _check(n >= 1 and S.ndim == 2 and len(S) == n // 2 + 1 and np.isfinite(S).all())
    k = np.arange(n // 2 + 1)
    weights = np.where(2 * k % n == 0, 1, 2)
    return np.einsum("k,km,km->", weights, S, S.conj()).real


@alternative(of="onesided_energy")
def bin_by_bin(S, n):
    S = np.array(S, dtype=complex)
    _check(n >= 1 and S.ndim == 2 and len(S) == n // 2 + 1 and np.isfinite(S).all())
    energy = 0.0
    for k, row in enumerate(S.tolist()):
        for z in row:
            energy += (1 if k in (0, n / 2) else 2) * (z.real**2 + z.imag**2)
    return energy


@alternative(of="istft")
def solved_as_least_squares(S, window, hop, length):
    """The matrix that makes all frames from a sound, and the best sound for the frames given."""
    frames, w = _frames(S, window, hop, length)
    n, count = frames.shape
    A = np.zeros((n * count, length))
    for m in range(count):
        for i in range(n):
            t = m * hop + i - (n - hop)
            if 0 <= t < length:
                A[m * n + i, t] = w[i]
    return np.linalg.lstsq(A, frames.T.ravel(), rcond=None)[0]


@alternative(of="istft")
def sums_at_each_place(S, window, hop, length):
    frames, w = _frames(S, window, hop, length)
    n, count = frames.shape
    place = (np.arange(n)[:, None] + hop * np.arange(count)).ravel()
    top = np.bincount(place, (w[:, None] * frames).ravel())
    bottom = np.bincount(place, np.repeat(w**2, count))
    kept = slice(n - hop, n - hop + length)
    return top[kept] / bottom[kept]


@alternative(of="istft")
def dictionaries(S, window, hop, length):
    frames, w = _frames(S, window, hop, length)
    n = len(w)
    top, bottom = defaultdict(float), defaultdict(float)
    for m, frame in enumerate(frames.T.tolist()):
        for i, (value, weight) in enumerate(zip(frame, w.tolist(), strict=True)):
            t = m * hop + i - n + hop
            top[t] += weight * value
            bottom[t] += weight**2
    return np.array([top[t] / bottom[t] for t in range(length)])


@alternative(of="istft")
def dual_window(S, window, hop, length):
    """Each frame times one window that has the division in it, then a sparse matrix adds up."""
    frames, w = _frames(S, window, hop, length)
    n, count = frames.shape
    dual = w / np.tile(plain_loops(w**2, hop), -(-n // hop))[:n]
    place = (np.arange(n)[:, None] + hop * np.arange(count)).ravel()
    one = np.ones(place.size)
    lay = sparse.csr_array((one, (place, np.arange(place.size))))
    return (lay @ (dual[:, None] * frames).ravel())[n - hop : n - hop + length]


def _frames(S, window, hop, length):
    """Return the samples of each frame, and the window; refuse what cannot be inverted."""
    S, w = np.array(S, dtype=complex), as_signal(window)
    n = w.size
    _check(1 <= hop <= n and length >= 1 and np.isfinite(S).all())
    _check(S.shape == (n // 2 + 1, math.ceil((length + n - hop) / hop)))
    _check(min(np.sum(w[r::hop] ** 2) for r in range(hop)) > 1e-10 * max(w**2))
    upper = np.conj(S[1 : (n + 1) // 2][::-1])
    return np.fft.ifft(np.concatenate([S, upper]), axis=0).real, w


def _check(good):
    if not good:
        raise ValueError("out of range")
