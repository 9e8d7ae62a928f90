"""Independent right answers for the beamformer: other algorithms and styles.

None is in single precision inside: that is right to 1e-7, and the laws ask for 1e-9 and better, which
any solution in double precision has.
"""

import cmath
import math

import numpy as np
from scipy import fft, linalg

from autograder.laws import alternative


def _check(good):
    if not good:
        raise ValueError("no valid input")


def _plain_delays(positions, u, c=343.0):
    """Return the delays, one scalar product after the other."""
    u = [float(q) for q in u]
    _check(len(positions) > 0 and all(len(p) == len(u) for p in positions))
    _check(math.isfinite(c) and c > 0 and abs(math.hypot(*u) - 1) <= 1e-6)
    return [-sum(float(a) * b for a, b in zip(p, u, strict=True)) / c for p in positions]


@alternative(of="steering_delays")
def one_product_at_a_time(positions, u, c=343.0):
    return np.array(_plain_delays(positions, u, c))


@alternative(of="steering_delays")
def sum_over_coordinates(positions, u, c=343.0):
    _plain_delays(positions, u, c)
    return np.sum(np.asarray(positions, float) * -np.asarray(u, float), axis=1) / c


@alternative(of="steering_delays")
def einstein(positions, u, c=343.0):
    _plain_delays(positions, u, c)
    return np.einsum("md,d->m", np.asarray(positions, float), -np.asarray(u, float) / c)


@alternative(of="steering_delays")
def slowness(positions, u, c=343.0):
    """The slowness vector -u/c, in s/m, points the way the wave travels."""
    _plain_delays(positions, u, c)
    return np.inner(positions, np.divide(u, -c))


class Wavefront:
    """A flat wavefront that travels at c toward the array, at the origin at the time 0."""

    def __init__(self, u, c):
        self.travel, self.c = -np.asarray(u, float), c

    def reaches(self, p):
        return float(np.dot(p, self.travel)) / self.c


@alternative(of="steering_delays")
def travelling_wavefront(positions, u, c=343.0):
    _plain_delays(positions, u, c)
    front = Wavefront(u, c)
    return np.array([front.reaches(np.asarray(p, float)) for p in positions])


def _signal(x, delay):
    x = np.asarray(x, dtype=float)
    _check(x.ndim and x.size and np.isfinite(x).all() and math.isfinite(delay))
    return x


def _kernel(n, delay):
    """Return the samples of an impulse that is `delay` late: the Dirichlet kernel, as cosines."""
    at = np.arange(n) - delay
    values = np.ones(n)
    for k in range(1, (n + 1) // 2):
        values = values + 2 * np.cos(2 * np.pi * k * at / n)
    if n % 2 == 0:
        values = values + math.cos(math.pi * delay) * (-1.0) ** np.arange(n)
    return values / n


@alternative(of="delay_signal")
def whole_spectrum(x, delay_samples):
    x = _signal(x, delay_samples)
    turns = np.exp(-2j * np.pi * np.fft.fftfreq(x.shape[-1]) * delay_samples)
    return np.real(np.fft.ifft(np.fft.fft(x) * turns))


@alternative(of="delay_signal")
def circulant_matrix(x, delay_samples):
    x = _signal(x, delay_samples)
    return x @ linalg.circulant(_kernel(x.shape[-1], delay_samples)).T


@alternative(of="delay_signal")
def convolved_with_an_impulse(x, delay_samples):
    x = _signal(x, delay_samples)
    n = x.shape[-1]
    late = _kernel(n, delay_samples)
    y = np.zeros_like(x)
    for m in range(n):
        y += np.roll(x, m, axis=-1) * late[m]
    return y


@alternative(of="delay_signal")
def plain_loops(x, delay_samples):
    x = _signal(x, delay_samples)
    if x.ndim > 1:
        return np.stack([plain_loops(row, delay_samples) for row in x])
    n, samples = len(x), [float(v) for v in x]
    late = [float(v) for v in _kernel(n, delay_samples)]
    return np.array([sum(samples[m] * late[(i - m) % n] for m in range(n)) for i in range(n)])


@alternative(of="delay_signal")
def whole_steps_then_the_rest(x, delay_samples):
    x = _signal(x, delay_samples)
    whole = math.floor(delay_samples)
    k = np.arange(x.shape[-1] // 2 + 1)
    turns = np.exp(-2j * np.pi * k * (delay_samples - whole) / x.shape[-1])
    y = fft.irfft(fft.rfft(x, axis=-1) * turns, x.shape[-1], axis=-1)
    # A whole step turns the sign of the bin at half the rate, just as cos(pi d) does.
    return np.roll(y, whole, axis=-1)


def _recording(X, delays, fs):
    _check(len(X) > 0 and len(X) == len(delays) and math.isfinite(fs) and fs > 0)
    X, delays = np.asarray(X, float), np.asarray(delays, float)
    _check(X.ndim == 2 and X.shape[1] > 0 and np.isfinite(X).all() and np.isfinite(delays).all())
    return X, delays


@alternative(of="delay_and_sum")
def in_the_frequency_domain(X, delays, fs):
    X, delays = _recording(X, delays, fs)
    f = np.fft.rfftfreq(X.shape[1], 1 / fs)
    weights = np.exp(2j * np.pi * np.outer(delays, f)) / len(X)
    return np.fft.irfft(np.sum(weights * np.fft.rfft(X), axis=0), X.shape[1])


@alternative(of="delay_and_sum")
def one_microphone_at_a_time(X, delays, fs):
    X, delays = _recording(X, delays, fs)
    beam = np.zeros(X.shape[1])
    for x, tau in zip(X, delays, strict=True):
        beam += convolved_with_an_impulse(x, -tau * fs)
    return beam / len(X)


@alternative(of="delay_and_sum")
def running_mean(X, delays, fs):
    X, delays = _recording(X, delays, fs)
    beam = whole_spectrum(X[0], -delays[0] * fs)
    for m in range(1, len(X)):
        beam = beam + (whole_spectrum(X[m], -delays[m] * fs) - beam) / (m + 1)
    return beam


@alternative(of="delay_and_sum")
def from_the_latest(X, delays, fs):
    """Wait for the latest microphone, as a machine without a future must; then undo the wait."""
    X, delays = _recording(X, delays, fs)
    n = X.shape[1]
    f = np.abs(np.fft.fftfreq(n, 1 / fs)) * np.sign(np.fft.fftfreq(n))
    wait = delays.max() - delays
    both = np.exp(-2j * np.pi * np.outer(wait - delays.max(), f))
    return np.mean(np.fft.ifft(np.fft.fft(X) * both).real, axis=0)


@alternative(of="delay_and_sum")
def matrix_of_all_microphones(X, delays, fs):
    X, delays = _recording(X, delays, fs)
    table = np.hstack([linalg.circulant(_kernel(X.shape[1], -tau * fs)) for tau in delays])
    return table @ X.ravel() / len(X)


def _tone(positions, look, src, f, c):
    _check(math.isfinite(f) and f >= 0)
    return _plain_delays(positions, look, c), _plain_delays(positions, src, c)


@alternative(of="beam_response")
def one_turn_at_a_time(positions, look, src, f, c=343.0):
    removed, arrives = _tone(positions, look, src, f, c)
    total = 0j
    for out, back in zip(arrives, removed, strict=True):
        total += cmath.exp(-2j * cmath.pi * f * (out - back))
    return total / len(positions)


@alternative(of="beam_response")
def wave_number(positions, look, src, f, c=343.0):
    _tone(positions, look, src, f, c)
    k = 2 * np.pi * f / c
    return np.exp(1j * k * (np.asarray(positions, float) @ np.subtract(src, look))).mean()


@alternative(of="beam_response")
def inner_product(positions, look, src, f, c=343.0):
    removed, arrives = _tone(positions, look, src, f, c)
    steering = np.exp(-2j * np.pi * f * np.array(removed))
    return np.vdot(steering, np.exp(-2j * np.pi * f * np.array(arrives))) / len(removed)


@alternative(of="beam_response")
def cosines_and_sines(positions, look, src, f, c=343.0):
    removed, arrives = _tone(positions, look, src, f, c)
    angle = [2 * math.pi * f * (back - out) for out, back in zip(arrives, removed, strict=True)]
    n = len(angle)
    return complex(sum(map(math.cos, angle)) / n, sum(map(math.sin, angle)) / n)


@alternative(of="beam_response")
class Arrow:
    """An arrow for each microphone, put tip to tail."""

    def __new__(cls, positions, look, src, f, c=343.0):
        removed, arrives = _tone(positions, look, src, f, c)
        tip = super().__new__(cls)
        tip.x = tip.y = 0.0
        for out, back in zip(arrives, removed, strict=True):
            tip.add(f * (back - out) % 1)
        return complex(tip.x, tip.y) / len(positions)

    def add(self, turns):
        self.x += math.cos(2 * math.pi * turns)
        self.y += math.sin(2 * math.pi * turns)


def _map(X, positions, dirs, fs):
    _check(len(dirs) > 0)
    delays = np.array([_plain_delays(positions, u) for u in dirs])
    return (_recording(X, delays[0], fs)[0], delays)


@alternative(of="steered_power")
def one_direction_at_a_time(X, positions, dirs, fs):
    X, delays = _map(X, positions, dirs, fs)
    power = []
    for row in delays:
        beam = running_mean(X, row, fs)
        power.append(sum(v * v for v in beam) / len(beam))
    return np.array(power)


@alternative(of="steered_power")
def all_at_once(X, positions, dirs, fs):
    X, delays = _map(X, positions, dirs, fs)
    f = np.fft.rfftfreq(X.shape[1], 1 / fs)
    weights = np.exp(2j * np.pi * delays[:, :, None] * f)
    beams = np.fft.irfft(np.mean(weights * np.fft.rfft(X), axis=1), X.shape[1])
    return np.var(beams, axis=1) + np.mean(beams, axis=1) ** 2


@alternative(of="steered_power")
def plain_loops_over_all(X, positions, dirs, fs):
    X, delays = _map(X, positions, dirs, fs)
    power = []
    for row in delays:
        beam = [0.0] * X.shape[1]
        for x, tau in zip(X, row, strict=True):
            late = plain_loops(x, -float(tau) * fs)
            beam = [a + float(b) / len(row) for a, b in zip(beam, late, strict=True)]
        power.append(math.fsum(v * v for v in beam) / len(beam))
    return np.array(power)


@alternative(of="steered_power")
def by_parseval(X, positions, dirs, fs):
    """The power is the sum of the squares of all bins over N squared: no way back is needed."""
    X, delays = _map(X, positions, dirs, fs)
    n = X.shape[1]
    f = np.fft.fftfreq(n, 1 / fs)
    turns = np.exp(2j * np.pi * delays[:, :, None] * f)
    if n % 2 == 0:
        turns[:, :, n // 2] = turns[:, :, n // 2].real
    beams = np.einsum("kmf,mf->kf", turns, np.fft.fft(X)) / len(X)
    return np.sum(np.abs(beams) ** 2, axis=1) / n**2


@alternative(of="steered_power")
def quadratic_form(X, positions, dirs, fs):
    """The mean of all products of two aligned microphones, M squared of them."""
    X, delays = _map(X, positions, dirs, fs)
    power = []
    for row in delays:
        Y = np.stack([whole_spectrum(x, -tau * fs) for x, tau in zip(X, row, strict=True)])
        power.append(np.mean(Y @ Y.T) / X.shape[1])
    return np.array(power)
