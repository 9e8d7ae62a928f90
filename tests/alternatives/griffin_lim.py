"""Independent right answers for Griffin-Lim: other algorithms and styles.

None computes in float32. Its 6e-8 are more than the laws allow for one transform there and back, and
in the loop they grow: a bin that happens to be small takes its phase from rounding.
"""

import cmath
import functools
import math

import numpy as np
from scipy import linalg

from autograder.laws import alternative
from solutions import griffin_lim as given


@alternative(of="project_magnitude")
def stretched(C, A):
    C, A = _fitting(C, A)
    size = np.abs(C)
    some = size > 0
    out = A.astype(complex)
    out[some] = C[some] / size[some] * A[some]
    return out


@alternative(of="project_magnitude")
def cosine_and_sine(C, A):
    C, A = _fitting(C, A)
    angle = np.arctan2(C.imag, C.real)
    out = np.empty(C.shape, dtype=complex)
    out.real, out.imag = A * np.cos(angle), A * np.sin(angle)
    return out


@alternative(of="project_magnitude")
def number_by_number(C, A):
    C, A = (values.tolist() for values in _fitting(C, A))
    return np.array(
        [
            [cmath.rect(a, cmath.phase(c)) for c, a in zip(*pair, strict=True)]
            for pair in zip(C, A, strict=True)
        ]
    )


@alternative(of="project_magnitude")
def largest_part_first(C, A):
    C, A = _fitting(C, A)
    largest = np.maximum(np.abs(C.real), np.abs(C.imag))
    arrow = np.where(largest > 0, C, 1) / np.where(largest > 0, largest, 1)
    return A * arrow / np.hypot(arrow.real, arrow.imag)


@alternative(of="project_consistent")
def frame_by_frame(C, window, hop, length):
    given.istft(C, window, hop, length)  # refuses what has no inverse
    return _spectrum(_overlap_add(C, window, hop, length), window, hop)


@alternative(of="project_consistent")
def one_large_matrix(C, window, hop, length):
    given.istft(C, window, hop, length)
    C = np.asarray(C, dtype=complex)
    T, wanted = _equations(len(window), hop, length, window), _all_bins(C, len(window))
    x = np.linalg.lstsq(_real(T), _real(wanted.ravel()), rcond=None)[0]
    return (T @ x).reshape(wanted.shape)[: len(C)]


@alternative(of="project_consistent")
def sample_by_sample(C, window, hop, length):
    given.istft(C, window, hop, length)
    C = np.asarray(C, dtype=complex).tolist()
    n, M = len(window), len(C[0])
    x = []
    for place in range(n - hop, n - hop + length):
        above = below = 0.0
        for m in range(M):
            if 0 <= place - m * hop < n:
                above += window[place - m * hop] * _one_sample(C, m, place - m * hop, n)
                below += window[place - m * hop] ** 2
        x.append(above / below)
    return _spectrum(np.array(x), window, hop)


@alternative(of="project_consistent")
def dual_window(C, window, hop, length):
    """Back with a window that has the division in it, as an object that knows both ways."""
    given.istft(C, window, hop, length)
    there_and_back = _Frames(window, hop, length)
    return there_and_back.spectrum(there_and_back.signal(np.asarray(C, dtype=complex)))


class _Frames:
    def __init__(self, window, hop, length):
        self.window, self.hop, self.length = np.asarray(window, dtype=float), hop, length
        weight = np.array([np.sum(self.window[r::hop] ** 2) for r in range(hop)])
        self.dual = self.window / weight[np.arange(self.window.size) % hop]
        self.waves = linalg.dft(self.window.size)

    def signal(self, C):
        n = self.window.size
        out = np.zeros(self.length + 2 * n + self.hop)
        frames = np.conj(self.waves) @ _all_bins(C, n) / n
        for m, frame in enumerate(frames.real.T):
            out[m * self.hop : m * self.hop + n] += self.dual * frame
        return out[n - self.hop :][: self.length]

    def spectrum(self, x):
        half = self.waves[: self.window.size // 2 + 1]
        return half @ _frames(x, self.window, self.hop).T


@alternative(of="spectral_error")
def all_bins(x, A, window, hop):
    A, frames = _wanted(x, A, window, hop)
    n = len(window)
    return np.linalg.norm(np.abs(np.fft.fft(frames)) - _all_bins(A, n).real.T)


@alternative(of="spectral_error")
def doubled_and_taken_back(x, A, window, hop):
    A, frames = _wanted(x, A, window, hop)
    off = (np.abs(np.fft.rfft(frames)).T - A) ** 2
    total = 2 * off.sum() - off[0].sum() - (off[-1].sum() if len(window) % 2 == 0 else 0)
    return math.sqrt(max(total, 0.0))


@alternative(of="spectral_error")
def one_long_sum(x, A, window, hop):
    A, frames = _wanted(x, A, window, hop)
    terms = []
    for frame, wanted in zip(frames.tolist(), A.T.tolist(), strict=True):
        n = len(frame)
        for k in range(n):
            wave = [cmath.exp(-2j * cmath.pi * (k * i % n) / n) for i in range(n)]
            size = abs(sum(a * b for a, b in zip(frame, wave, strict=True)))
            terms.append((size - wanted[min(k, n - k)]) ** 2)
    return math.fsum(terms) ** 0.5


@alternative(of="spectral_error")
def one_hypotenuse_after_the_other(x, A, window, hop):
    A, frames = _wanted(x, A, window, hop)
    n = len(window)
    off = np.abs(linalg.dft(n) @ frames.T) - A[[min(k, n - k) for k in range(n)]]
    return functools.reduce(math.hypot, off.ravel().tolist(), 0.0)


@alternative(of="griffin_lim")
def on_all_bins(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _begin(A, window, hop, length, n_iter, rng, phase)
    n = len(window)
    wanted, errors = _all_bins(A, n).real, []
    C = _all_bins(A * np.exp(1j * phase), n)
    for _ in range(n_iter):
        x = _overlap_add(C[: n // 2 + 1], window, hop, length)
        C = np.fft.fft(_frames(x, window, hop)).T
        errors.append(np.linalg.norm(np.abs(C) - wanted))
        C = wanted * np.where(C == 0, 1, C / np.where(C == 0, 1, np.abs(C)))
    return x, np.array(errors)


@alternative(of="griffin_lim")
def by_one_large_matrix(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _begin(A, window, hop, length, n_iter, rng, phase)
    n = len(window)
    T = _equations(n, hop, length, window)
    inverse = np.linalg.pinv(_real(T))
    wanted = _all_bins(A, n).real.ravel()
    C = _all_bins(A * np.exp(1j * phase), n).ravel()
    errors = np.empty(n_iter)
    for i in range(n_iter):
        x = inverse @ _real(C)
        C = T @ x
        errors[i] = math.dist(np.abs(C), wanted)
        C = wanted * np.exp(1j * np.angle(C))
    return x, errors


@alternative(of="griffin_lim")
def again_from_the_signal(A, window, hop, length, n_iter=32, rng=0, phase=None):
    """One round, and the rest by a call of itself, with the phases that came out."""
    A, phase = _begin(A, window, hop, length, n_iter, rng, phase)
    x = given.istft(A * (np.cos(phase) + 1j * np.sin(phase)), window, hop, length)
    D = [all_bins(x, A, window, hop)]
    if n_iter == 1:
        return x, np.array(D)
    phase = np.angle(_spectrum(x, window, hop))
    x, rest = again_from_the_signal(A, window, hop, length, n_iter - 1, rng, phase)
    return x, np.concatenate([D, rest])


@alternative(of="griffin_lim")
def rounds_of_an_object(A, window, hop, length, n_iter=32, rng=0, phase=None):
    search = _Search(*_begin(A, window, hop, length, n_iter, rng, phase), window, hop, length)
    D = [search.round() for _ in range(n_iter)]
    return [search.x, D]


@alternative(of="griffin_lim")
def in_plain_python(A, window, hop, length, n_iter=32, rng=0, phase=None):
    A, phase = _begin(A, window, hop, length, n_iter, rng, phase)
    A, w, n = A.T.tolist(), [float(v) for v in window], len(window)
    turns = [cmath.exp(2j * cmath.pi * k / n) for k in range(n)]
    C = [[cmath.rect(*z) for z in zip(*row, strict=True)] for row in zip(A, phase.T, strict=True)]
    bins, D = range(n // 2 + 1), []
    counts = [1 if 2 * k % n == 0 else 2 for k in bins]
    for _ in range(n_iter):
        above, below = ([0.0] * (length + 2 * n) for _ in range(2))
        for m, c in enumerate(C):
            for i in range(n):
                value = sum(counts[k] * (c[k] * turns[k * i % n]).real for k in bins) / n
                above[m * hop + i] += w[i] * value
                below[m * hop + i] += w[i] ** 2
        x = [above[t] / below[t] for t in range(n - hop, n - hop + length)]
        around = [0.0] * (n - hop) + x + [0.0] * n
        error = 0.0
        for m, wanted in enumerate(A):
            frame = [w[i] * around[m * hop + i] for i in range(n)]
            for k in bins:
                z = sum(frame[i] * turns[-k * i % n] for i in range(n))
                error += counts[k] * (abs(z) - wanted[k]) ** 2
                C[m][k] = cmath.rect(wanted[k], cmath.phase(z))
        D.append(math.sqrt(error))
    return np.array(x), np.array(D)


class _Search:
    def __init__(self, A, phase, window, hop, length):
        self.A, self.window, self.hop, self.length = A, window, hop, length
        self.C = number_by_number(np.exp(1j * phase), A)

    def round(self):
        self.x = _overlap_add(self.C, self.window, self.hop, self.length)
        self.C = largest_part_first(_spectrum(self.x, self.window, self.hop), self.A)
        return doubled_and_taken_back(self.x, self.A, self.window, self.hop)


def _fitting(C, A):
    C, A = np.array(C, dtype=complex), given.as_magnitudes(A)
    if C.shape != A.shape or not np.isfinite(C).all():
        raise ValueError("out of range")
    return C, A


def _wanted(x, A, window, hop):
    A, frames = given.as_magnitudes(A), _frames(x, window, hop)
    if A.shape != (len(window) // 2 + 1, len(frames)):
        raise ValueError("out of range")
    return A, frames


def _begin(A, window, hop, length, n_iter, rng, phase):
    A = given.as_magnitudes(A)
    if n_iter < 1:
        raise ValueError("out of range")
    if phase is None:
        phase = np.random.default_rng(rng).uniform(0, 2 * np.pi, A.shape)
    phase = np.array(phase, dtype=float)
    _fitting(phase, A)
    given.istft(A, window, hop, length)  # refuses what has no inverse
    return A, phase


def _frames(x, window, hop):
    n = len(window)
    M = -(-(len(x) + n - hop) // hop)
    padded = [0.0] * (n - hop) + [float(a) for a in x] + [0.0] * n
    return np.array([[w * padded[m * hop + i] for i, w in enumerate(window)] for m in range(M)])


def _spectrum(x, window, hop):
    return np.array([np.fft.rfft(frame) for frame in _frames(x, window, hop)]).T


def _overlap_add(C, window, hop, length):
    n, window = len(window), np.asarray(window, dtype=float)
    columns = np.asarray(C, dtype=complex).T
    above, below = np.zeros((2, (len(columns) - 1) * hop + n))
    for m, column in enumerate(columns):
        above[m * hop : m * hop + n] += window * np.fft.irfft(column, n)
        below[m * hop : m * hop + n] += window**2
    inside = slice(n - hop, n - hop + length)
    return above[inside] / below[inside]


def _one_sample(C, m, i, n):
    """Return sample i of frame m: the real part of the inverse transform, wave by wave."""
    total = 0.0
    for k in range(n // 2 + 1):
        count = 1 if 2 * k % n == 0 else 2
        total += count * (C[k][m] * cmath.exp(2j * cmath.pi * (k * i % n) / n)).real / n
    return total


def _all_bins(C, n):
    """Return all n bins of the frames of which C has the lower half."""
    lower = np.array(C, dtype=complex)
    upper = np.conj(lower[1 : (n + 1) // 2][::-1])
    return np.concatenate([lower, upper])


def _equations(n, hop, length, window):
    """Return the matrix that makes all bins of all frames of a signal."""
    return np.array([np.fft.fft(_frames(e, window, hop)).T.ravel() for e in np.eye(length)]).T


def _real(values):
    return np.concatenate([values.real, values.imag])
