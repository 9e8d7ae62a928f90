"""Independent right answers for the discrete Fourier transform: other algorithms and styles."""

import cmath
import math
from functools import reduce

import numpy as np
from scipy import fft, linalg, signal

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="dft")
def library(x):
    return np.fft.fft(_row(x))


@alternative(of="dft")
def two_loops(x):
    n = len(_row(x))
    X = []
    for k in range(n):
        total = 0j
        for m in range(n):
            total += complex(x[m]) * cmath.exp(-2j * cmath.pi * k * m / n)
        X.append(total)
    return np.array(X)


@alternative(of="dft")
def matrix_of_the_library(x):
    x = _row(x)
    return linalg.dft(x.size) @ x


@alternative(of="dft")
def cosines_and_sines(x):
    x = _row(x)
    angle = 2 * np.pi * np.outer(np.arange(x.size), np.arange(x.size)) / x.size
    return (x * np.cos(angle)).sum(axis=1) - 1j * (x * np.sin(angle)).sum(axis=1)


@alternative(of="dft")
def even_and_odd_samples(x):
    """The fast Fourier transform of Cooley and Tukey, with the plain sum where n is odd."""
    x = _row(x)
    n = x.size
    if n % 2:
        return np.array([_horner(x, cmath.exp(-2j * cmath.pi * k / n)) for k in range(n)])
    even, odd = even_and_odd_samples(x[::2]), even_and_odd_samples(x[1::2])
    odd = odd * np.exp(-2j * np.pi * np.arange(n // 2) / n)
    return np.concatenate([even + odd, even - odd])


@alternative(of="dft")
def chirp_z(x):
    return signal.czt(_row(x))


@alternative(of="bin_frequencies")
def library_frequencies(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.fft.rfftfreq(n, 1 / fs)


@alternative(of="bin_frequencies")
def evenly_to_the_last(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    return np.linspace(0, (n // 2) * fs / n, n // 2 + 1)


@alternative(of="bin_frequencies")
def one_by_one(n, fs):
    _check(n >= 1 and 0 < fs < math.inf)
    frequencies, k = [], 0
    while 2 * k <= n:
        frequencies.append(k / (n / fs))
        k += 1
    return np.array(frequencies)


@alternative(of="idft")
def library_inverse(X):
    return fft.ifft(_row(X))


@alternative(of="idft")
def conjugate_trick(X):
    return np.conj(np.fft.fft(np.conj(_row(X)))) / len(X)


@alternative(of="idft")
def solved_as_equations(X):
    X = _row(X)
    return np.linalg.solve(linalg.dft(X.size), X)


@alternative(of="idft")
def wave_by_wave(X):
    X = _row(X)
    n = X.size
    x = np.zeros(n, dtype=complex)
    for k in range(n):
        x += X[k] * np.exp(2j * np.pi * k * np.arange(n) / n) / n
    return x


@alternative(of="idft")
def forward_and_backwards(X):
    x = np.fft.fft(_row(X)) / len(X)
    return np.concatenate([x[:1], x[:0:-1]])


@alternative(of="idft")
def even_and_odd_coefficients(X):
    """The fast inverse transform, halved at every step, with the plain sum where N is odd."""
    X = _row(X)
    n = X.size
    if n % 2:
        return np.array([_horner(X, cmath.exp(2j * cmath.pi * k / n)) for k in range(n)]) / n
    even, odd = even_and_odd_coefficients(X[::2]), even_and_odd_coefficients(X[1::2])
    odd = odd * np.exp(2j * np.pi * np.arange(n // 2) / n)
    return np.concatenate([even + odd, even - odd]) / 2


@alternative(of="amplitude_phase")
def without_numpy(x):
    x = as_signal(x).tolist()
    n, amplitudes, phases = len(x), [], []
    for k in range(n // 2 + 1):
        c = math.fsum(a * math.cos(math.tau * (k * m % n) / n) for m, a in enumerate(x))
        d = math.fsum(a * math.sin(math.tau * (k * m % n) / n) for m, a in enumerate(x))
        amplitudes.append(math.hypot(c, d) * (1 if 2 * k in (0, n) else 2) / n)
        phases.append(math.atan2(-d, c))
    return np.array(amplitudes), np.array(phases)


@alternative(of="amplitude_phase")
def of_the_real_transform(x):
    x = as_signal(x)
    scale = np.full(x.size // 2 + 1, 2 / x.size)
    scale[0] = 1 / x.size
    if x.size % 2 == 0:
        scale[-1] = 1 / x.size
    X = scale * np.fft.rfft(x)
    return np.hypot(X.real, X.imag), np.arctan2(X.imag, X.real)


@alternative(of="amplitude_phase")
def both_halves_added(x):
    x = as_signal(x)
    n = x.size
    X = np.fft.fft(x)
    amplitude, phase = [], []
    for k in range(n // 2 + 1):
        partners = {k, -k % n}
        amplitude.append(sum(abs(X[bin]) for bin in partners) / n)
        phase.append(cmath.phase(X[k]))
    return [np.array(amplitude), np.array(phase)]


@alternative(of="amplitude_phase")
def least_squares(x):
    x = as_signal(x)
    n = x.size
    k = np.arange(n // 2 + 1)
    angle = 2 * np.pi * np.outer(np.arange(n), k) / n
    # The sines at 0 Hz and at half the rate are zero; least squares leaves them out.
    columns = np.concatenate([np.cos(angle), np.sin(np.where(2 * k % n == 0, 0.0, angle))], axis=1)
    c, d = np.split(np.linalg.lstsq(columns, x, rcond=1e-10)[0], 2)
    return np.array([np.hypot(c, d), np.arctan2(-d, c)])


@alternative(of="dtft")
def horner(x, f, fs):
    x = as_signal(x)
    _check(math.isfinite(f) and 0 < fs < math.inf)
    return _horner(x, cmath.exp(-2j * cmath.pi * f / fs))


@alternative(of="dtft")
def times_in_seconds(x, f, fs):
    x = as_signal(x)
    _check(math.isfinite(f) and 0 < fs < math.inf)
    t = np.arange(len(x)) / fs
    return np.dot(x, np.cos(2 * np.pi * f * t)) - 1j * np.dot(x, np.sin(2 * np.pi * f * t))


@alternative(of="dtft")
def frequency_response(x, f, fs):
    x = as_signal(x)
    _check(math.isfinite(f) and 0 < fs < math.inf)
    return signal.freqz(x, worN=[2 * np.pi * f / fs])[1][0]


@alternative(of="dtft")
def sample_by_sample(x, f, fs):
    x = as_signal(x)
    _check(math.isfinite(f) and 0 < fs < math.inf)
    terms = [a * cmath.exp(-2j * cmath.pi * (f / fs * m % 1)) for m, a in enumerate(x.tolist())]
    return complex(math.fsum(t.real for t in terms), math.fsum(t.imag for t in terms))


def _row(x):
    x = np.array(x, dtype=complex)
    _check(x.ndim == 1 and x.size > 0 and np.isfinite(x).all())
    return x


def _horner(x, z):
    """Return the polynomial with the coefficients `x` at the point `z`."""
    return reduce(lambda total, a: total * z + a, reversed(x.tolist()), 0j)


def _check(good):
    if not good:
        raise ValueError("out of range")
