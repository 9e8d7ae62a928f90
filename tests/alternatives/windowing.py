"""Independent right answers for windows and frames: libraries, other algorithms and styles.

None computes in float32. A rounding of 6e-8 is far more than what the laws allow, and has to be: a
window that is wrong by so little does not give a sound back, which is what the lesson ends in.
"""

import cmath
import functools
import math
from collections import defaultdict

import numpy as np
from scipy import fft, linalg, signal, sparse

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="hann")
def squared_sine(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, (int, np.integer)) and n >= 1)
    if n == 1:
        return np.array([1.0])
    return np.sin(np.pi * np.arange(n) / (n - 1 + periodic)) ** 2


@alternative(of="hann")
def library_window(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, (int, np.integer)) and n >= 1)
    return signal.get_window("hann", n, fftbins=bool(periodic))


@alternative(of="hann")
def sample_by_sample(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, (int, np.integer)) and n >= 1)
    if n == 1:
        return np.array([1])
    cycle = n if periodic else n - 1
    return np.array([(1 - math.cos(2 * math.pi * m / cycle)) / 2 for m in range(n)])


@alternative(of="hann")
def three_bins_back_to_time(n, periodic=True):
    _check(not isinstance(n, bool) and isinstance(n, (int, np.integer)) and n >= 1)
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
    power = np.mean(np.abs(np.fft.fft(w)) ** 2)
    lobe = np.abs(signal.zoom_fft(w, [0, n / 2], 8 * n + 1, fs=n, endpoint=True))  # 16 a bin
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


@alternative(of="window_figures")
def fast_transform_by_hand(window):
    """The fast Fourier transform, by halves of halves."""
    w = as_signal(window)
    total = math.fsum(w)
    _check(total > 0)
    n = len(w)
    size = 1
    while size < 16 * n:
        size *= 2
    lobe = np.abs(_by_halves(np.append(w, np.zeros(size - n)))[: size // 2 + 1]).tolist()
    down = 1
    while lobe[down] < lobe[down - 1]:
        down += 1
    half = abs(sum(v * cmath.exp(-1j * math.pi * i / n) for i, v in enumerate(w.tolist())))
    return [
        total / n,
        n * math.fsum(w * w) / total**2,
        -20 * math.log10(half / total),
        20 * math.log10(max(lobe[down:]) / total),
    ]


_matrix = functools.cache(linalg.dft)


def _by_halves(x):
    if len(x) == 1:
        return x.astype(complex)
    if len(x) <= 64:
        return _matrix(len(x)) @ x
    even, odd = _by_halves(x[::2]), _by_halves(x[1::2])
    odd = np.exp(-2j * np.pi / len(x) * np.arange(len(odd))) * odd
    return np.concatenate([even + odd, even - odd])


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
def sorted_by_place(window, hop):
    w = as_signal(window)
    _check(1 <= hop <= w.size)
    place = np.arange(w.size) % hop
    return np.add.reduceat(
        w[np.argsort(place, kind="stable")], np.searchsorted(np.sort(place), range(hop))
    )


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
def row_by_row_as_filters(x, window, hop):
    """Each row is the sound behind a band-pass filter, of which every hop-th sample is kept."""
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size)
    n = w.size
    waves = np.exp(-2j * np.pi / n * np.outer(range(n // 2 + 1), range(n)))
    return np.stack([np.convolve(x, (w * wave)[::-1])[hop - 1 :: hop] for wave in waves])


@alternative(of="stft")
def table_of_places(x, window, hop):
    x, w = as_signal(x), as_signal(window)
    _check(1 <= hop <= w.size)
    n = w.size
    count = math.ceil((x.size + n - hop) / hop)
    padded = np.zeros((count - 1) * hop + n)
    padded[n - hop : n - hop + x.size] = x
    places = np.arange(n)[:, None] + hop * np.arange(count)
    return fft.rfft(w[:, None] * padded[places], axis=0)


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
def energy_of_the_samples(S, n):
    S = np.array(S, dtype=complex)
    _check(n >= 1 and S.ndim == 2 and len(S) == n // 2 + 1 and np.isfinite(S).all())
    return n * np.sum(np.fft.irfft(S, n, axis=0) ** 2)


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


@alternative(of="onesided_energy")
def of_the_samples(S, n):
    """By Parseval's theorem, from the frames themselves, which may be complex if bin 0 is."""
    S = np.array(S, dtype=complex)
    _check(n >= 1 and S.ndim == 2 and len(S) == n // 2 + 1 and np.isfinite(S).all())
    frames = fft.ifft(np.concatenate([S, np.conj(S[1 : (n + 1) // 2][::-1])]), axis=0)
    return n * np.vdot(frames, frames).real


@alternative(of="istft")
def solved_as_least_squares(S, window, hop, length):
    """The matrix that makes all frames from a sound, and the best sound for the frames given."""
    frames, w = _frames(S, window, hop, length)
    n, count = frames.shape
    t = (np.arange(count)[:, None] * hop + np.arange(n) - (n - hop)).ravel()
    inside = np.flatnonzero((t >= 0) & (t < length))
    entries = np.tile(w, count)[inside], (inside, t[inside])
    A = sparse.csr_array(entries, (n * count, length))
    return sparse.linalg.spsolve((A.T @ A).tocsc(), A.T @ frames.T.ravel())


@alternative(of="istft")
def frame_after_frame(S, window, hop, length):
    frames, w = _frames(S, window, hop, length)
    n, count = frames.shape
    top, bottom = np.zeros((2, (count - 1) * hop + n))
    for m, frame in enumerate(frames.T):
        top[m * hop : m * hop + n] += w * frame
        bottom[m * hop : m * hop + n] += w**2
    return top[n - hop :][:length] / bottom[n - hop :][:length]


@alternative(of="istft")
def dictionaries(S, window, hop, length):
    """In plain Python, the inverse DFT of each frame as well."""
    _frames(S, window, hop, length)
    S, w = np.array(S, dtype=complex).T.tolist(), as_signal(window).tolist()
    n = len(w)
    turns = [cmath.exp(2j * cmath.pi * k / n) for k in range(n)]
    top, bottom = defaultdict(float), defaultdict(float)
    for m, bins in enumerate(S):
        for i, weight in enumerate(w):
            wave = [(z * turns[k * i % n]).real / n for k, z in enumerate(bins)]
            value = sum(wave) + sum(wave[1 : (n + 1) // 2])  # the partners say the same
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
