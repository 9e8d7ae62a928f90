"""Plausible wrong answers for the beamformer, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from solutions import beamforming as right


def _samples(x, delay_samples):
    """Return samples as an array; refuse what the reference refuses."""
    right.delay_signal(x, delay_samples)
    return np.asarray(x, float)


def _beam(X, delays, fs):
    """Return the beam as the mean of turned spectra; refuse what the reference refuses."""
    right.delay_and_sum(X, delays, fs)
    X = np.asarray(X, float)
    turns = np.exp(2j * np.pi * np.outer(delays, np.fft.rfftfreq(X.shape[1], 1 / fs)))
    return np.fft.irfft(np.mean(np.fft.rfft(X) * turns, axis=0), X.shape[1])


def _beams(X, positions, dirs, fs):
    """Return the beams to many directions, one a row."""
    right.steered_power(X, positions, dirs, fs)
    return np.array([_beam(X, right.steering_delays(positions, u), fs) for u in dirs])


def _late(positions, look, src, f, c):
    """Return the delays that are left after aligning."""
    right.beam_response(positions, look, src, f, c)
    return -np.asarray(positions, float) @ (np.asarray(src, float) - np.asarray(look, float)) / c


@misconception(
    "BF-01",
    of="steering_delays",
    breaks=["test_steering_delays_of_34_centimeters"],
    says="These delays have the other sign. u points toward the source, so a microphone that lies "
    "further along u is nearer to it and hears it earlier: its delay is negative.",
)
def away_from_the_source(positions, u, c=343.0):
    return -right.steering_delays(positions, u, c)


@spelling("BF-01")
def plus_for_minus(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.asarray(positions, float) @ np.asarray(u, float) / c


@spelling("BF-01")
def along_u_in_a_loop(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.array([sum(p * q for p, q in zip(row, u, strict=True)) / c for row in positions])


@misconception(
    "BF-02",
    of="steering_delays",
    breaks=["test_steering_delays_of_34_centimeters"],
    says="These delays are counted from the first microphone. Here they are counted from the "
    "origin, so that the array may be described from any place.",
)
def from_the_first_microphone(positions, u, c=343.0):
    tau = right.steering_delays(positions, u, c)
    return tau - tau[0]


@spelling("BF-02")
def positions_from_the_first(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    p = np.asarray(positions, float)
    return -(p - p[0]) @ np.asarray(u, float) / c


@spelling("BF-02")
def path_beyond_the_first(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    along = [float(np.dot(p, u)) for p in np.asarray(positions, float)]
    return np.array([(along[0] - one) / c for one in along])


@misconception(
    "BF-03",
    of="steering_delays",
    breaks=["test_steering_delays_of_34_centimeters"],
    says="These are distances in meters. Sound needs 1/c seconds for each of them.",
)
def in_meters(positions, u, c=343.0):
    return c * right.steering_delays(positions, u, c)


@spelling("BF-03")
def scalar_product_alone(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return -np.asarray(positions, float) @ np.asarray(u, float)


@spelling("BF-03")
def path_of_each_microphone(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.array([-np.dot(np.asarray(p, float), u) for p in positions])


@misconception(
    "BF-04",
    of="steering_delays",
    breaks=["test_steering_delays_are_differences_of_distances"],
    says="The speed of sound is a fixed number here. It is the argument c: warmer air, or water, "
    "has another one.",
)
def fixed_speed(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return right.steering_delays(positions, u)


@spelling("BF-04")
def c_overwritten(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    c = 343.0
    return np.array([-np.dot(np.asarray(p, float), u) / c for p in positions])


@spelling("BF-04")
def three_hundred_and_forty(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return -(np.asarray(positions, float) @ np.asarray(u, float)) / 340


@misconception(
    "BF-05",
    of="steering_delays",
    breaks=["test_steering_delays_of_34_centimeters"],
    says="No delay is below zero here. Only the origin is the zero of time: a microphone nearer to "
    "the source than the origin is early, and its delay negative.",
)
def never_early(positions, u, c=343.0):
    tau = right.steering_delays(positions, u, c)
    return tau - tau.min()


@spelling("BF-05")
def behind_the_nearest(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    along = np.asarray(positions, float) @ np.asarray(u, float)
    return (np.max(along) - along) / c


@spelling("BF-05")
def without_the_sign(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.abs(np.asarray(positions, float) @ np.asarray(u, float)) / c


@spelling("BF-05")
def cut_off_at_zero(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.array([max(0.0, -np.dot(np.asarray(p, float), u) / c) for p in positions])


@misconception(
    "BF-06",
    of="steering_delays",
    breaks=["test_steering_delays_of_34_centimeters"],
    says="The distance of the microphone from the origin alone does not tell the delay. What counts "
    "is how much of it lies in the direction of the source: the scalar product with u.",
)
def without_direction(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.linalg.norm(np.asarray(positions, float), axis=1) / c


@spelling("BF-06")
def root_of_the_squares(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.sqrt(np.sum(np.asarray(positions, float) ** 2, axis=1)) / c


@spelling("BF-06")
def distance_from_the_origin(positions, u, c=343.0):
    right.steering_delays(positions, u, c)
    return np.array([math.hypot(*map(float, p)) / c for p in positions])


@misconception(
    "BF-07",
    of="delay_signal",
    breaks=["test_delay_signal_by_a_whole_sample"],
    says="This makes the signal earlier. A delay moves samples to higher indices: which way do the "
    "waves of the DFT turn then?",
)
def earlier(x, delay_samples):
    return right.delay_signal(x, -delay_samples)


@spelling("BF-07")
def turned_forward(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(2j * np.pi * np.arange(n // 2 + 1) * delay_samples / n)
    return np.fft.irfft(np.fft.rfft(x) * turns, n)


@spelling("BF-07")
def plus_and_both_halves(x, delay_samples):
    x = _samples(x, delay_samples)
    f = np.fft.fftfreq(x.shape[-1])
    return np.fft.ifft(np.fft.fft(x) * np.exp(2j * np.pi * f * delay_samples)).real


@misconception(
    "BF-08",
    of="delay_signal",
    breaks=["test_delay_signal_by_half_a_sample"],
    says="The delay is rounded to whole samples. At 16 kHz a sample is 2 cm of path, half a "
    "wavelength of 8 kHz: turn each wave of the DFT instead, then any part of a sample will do.",
)
def whole_samples(x, delay_samples):
    x = _samples(x, delay_samples)
    return np.roll(x, round(delay_samples), axis=-1)


@spelling("BF-08")
def part_cut_off(x, delay_samples):
    x = _samples(x, delay_samples)
    return np.roll(x, int(delay_samples), axis=-1)


@spelling("BF-08")
def nearest_index(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    return x[..., (np.arange(n) - int(np.rint(delay_samples))) % n]


@misconception(
    "BF-09",
    of="delay_signal",
    breaks=["test_delay_signal_by_half_a_sample"],
    says="This draws straight lines between the samples. That is a mean of two neighbors, which "
    "makes high frequencies softer; the DFT keeps every wave as strong as it was.",
)
def straight_lines(x, delay_samples):
    x = _samples(x, delay_samples)
    whole = int(np.floor(delay_samples))
    part = delay_samples - whole
    return (1 - part) * np.roll(x, whole, -1) + part * np.roll(x, whole + 1, -1)


@spelling("BF-09")
def interp_of_a_loop(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    at = np.arange(n) - delay_samples
    draw = lambda row: np.interp(at, np.arange(n), row, period=n)  # noqa: E731
    return np.apply_along_axis(draw, -1, x)


@spelling("BF-09")
def mean_of_two_neighbors(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    at = np.arange(n) - delay_samples
    left = np.floor(at).astype(int)
    part = at - left
    return x[..., left % n] * (1 - part) + x[..., (left + 1) % n] * part


@misconception(
    "BF-10",
    of="delay_signal",
    breaks=["test_delay_signal_by_half_a_sample"],
    says="The upper half of the bins is turned as if it were high frequencies. Bin N - k is the "
    "negative frequency -k and turns the other way; np.fft.fftfreq, or rfft, takes care of it.",
)
def no_negative_frequencies(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-2j * np.pi * np.arange(n) * delay_samples / n)
    return np.real(np.fft.ifft(np.fft.fft(x) * turns))


@spelling("BF-10")
def turn_to_the_power_of_k(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-2j * np.pi * delay_samples * np.linspace(0, 1, n, endpoint=False))
    return np.fft.ifft(turns * np.fft.fft(x)).real


@spelling("BF-10")
def waves_of_every_bin(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    k = np.arange(n)
    X = np.fft.fft(x)
    waves = np.exp(2j * np.pi * np.outer(k, k - delay_samples) / n)
    return np.real(X @ waves) / n


@misconception(
    "BF-11",
    of="delay_signal",
    breaks=["test_delay_signal_at_half_the_rate"],
    says="Bin N/2 is left as it is. It stands for half a cycle a sample in both directions of "
    "turning; the two turns by the delay average to cos(pi d).",
)
def last_bin_left_alone(x, delay_samples):
    y = right.delay_signal(x, delay_samples)
    n = y.shape[-1]
    X, Y = np.fft.rfft(np.asarray(x, float)), np.fft.rfft(y)
    if n % 2 == 0:
        Y[..., -1] = X[..., -1]
    return np.fft.irfft(Y, n)


@spelling("BF-11")
def no_turn_at_half_the_rate(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(n) * delay_samples)
    if n % 2 == 0:
        turns[-1] = 1
    return np.fft.irfft(np.fft.rfft(x) * turns, n)


@spelling("BF-11")
def pairs_of_bins_alone(x, delay_samples):
    x = _samples(x, delay_samples)
    Y = np.fft.fft(x)
    n = Y.shape[-1]
    for k in range(1, (n + 1) // 2):
        Y[..., k] *= np.exp(-2j * np.pi * k * delay_samples / n)
        Y[..., n - k] = np.conj(Y[..., k])
    return np.fft.ifft(Y).real


@misconception(
    "BF-12",
    of="delay_signal",
    breaks=["test_delay_signal_rolls_every_row"],
    says="This delays along the first axis, from microphone to microphone. Time is the last axis.",
)
def first_axis(x, delay_samples):
    y = right.delay_signal(x, delay_samples)
    if y.ndim == 1:
        return y
    return np.moveaxis(right.delay_signal(np.moveaxis(np.asarray(x), 0, -1), delay_samples), -1, 0)


@spelling("BF-12")
def transform_over_the_microphones(x, delay_samples):
    x = _samples(x, delay_samples)
    n = len(x)
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(n) * delay_samples)
    turns = turns.reshape(-1, *[1] * (x.ndim - 1))
    return np.fft.irfft(np.fft.rfft(x, axis=0) * turns, n, axis=0)


@spelling("BF-12")
def column_by_column(x, delay_samples):
    x = _samples(x, delay_samples)
    delay = lambda column: right.delay_signal(column, delay_samples)  # noqa: E731
    return np.apply_along_axis(delay, 0, x)


@misconception(
    "BF-13",
    of="delay_signal",
    breaks=["test_delay_signal_by_a_whole_sample"],
    says="Zeros come in at the start, and the end is lost. Here the samples are one turn of a "
    "loop: what leaves at the end comes in at the start.",
)
def zeros_come_in(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    pad = np.zeros((*x.shape[:-1], n))
    return right.delay_signal(np.concatenate([pad, x, pad], axis=-1), delay_samples)[..., n : 2 * n]


@spelling("BF-13")
def padded_behind(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * n) * delay_samples)
    return np.fft.irfft(np.fft.rfft(x, 2 * n) * turns, 2 * n)[..., :n]


@spelling("BF-13")
def sum_of_sincs(x, delay_samples):
    x = _samples(x, delay_samples)
    n = np.arange(x.shape[-1])
    return x @ np.sinc(n - delay_samples - n[:, None])


@spelling("BF-13")
def whole_samples_of_zeros(x, delay_samples):
    x = _samples(x, delay_samples)
    y = np.zeros(x.shape)
    n, d = x.shape[-1], round(delay_samples)
    if abs(d) < n:
        y[..., max(d, 0) : n + min(d, 0)] = x[..., max(-d, 0) : n - max(d, 0)]
    return y


@misconception(
    "BF-14",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_of_a_click"],
    says="The delays are added once more. The sound arrived later by them; to align the "
    "microphones, each must be made earlier by as much. (If delay_signal turns the wrong way, this "
    "comes out, too: check it first.)",
)
def delayed_again(X, delays, fs):
    return right.delay_and_sum(X, -np.asarray(delays, float), fs)


@spelling("BF-14")
def loop_with_plus(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    rows = np.asarray(X, float)
    moved = [right.delay_signal(x, tau * fs) for x, tau in zip(rows, delays, strict=True)]
    return np.mean(moved, axis=0)


@spelling("BF-14")
def turned_backward_in_the_spectrum(X, delays, fs):
    return _beam(X, -np.asarray(delays, float), fs)


@misconception(
    "BF-15",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_of_a_click"],
    says="The delays are in seconds, and were used as a number of samples. One second is fs samples.",
)
def seconds_as_samples(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    return right.delay_and_sum(X, delays, 1.0)


@spelling("BF-15")
def samples_a_second_forgotten(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    rows = np.asarray(X, float)
    return np.mean([right.delay_signal(x, -t) for x, t in zip(rows, delays, strict=True)], axis=0)


@spelling("BF-15")
def rfftfreq_without_the_rate(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    X = np.asarray(X, float)
    turns = np.exp(2j * np.pi * np.outer(delays, np.fft.rfftfreq(X.shape[1])))
    return np.fft.irfft(np.fft.rfft(X) * turns, X.shape[1]).mean(axis=0)


@misconception(
    "BF-16",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_of_a_click"],
    says="This is the sum, M times too large. The mean leaves the wanted source as loud as it was.",
)
def sum_not_mean(X, delays, fs):
    return len(X) * right.delay_and_sum(X, delays, fs)


@spelling("BF-16")
def added_up(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    rows = np.asarray(X, float)
    return sum(right.delay_signal(x, -tau * fs) for x, tau in zip(rows, delays, strict=True))


@spelling("BF-16")
def spectra_added(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    X = np.asarray(X, float)
    turns = np.exp(2j * np.pi * np.outer(delays, np.fft.rfftfreq(X.shape[1], 1 / fs)))
    return np.fft.irfft((np.fft.rfft(X) * turns).sum(axis=0), X.shape[1])


@misconception(
    "BF-17",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_in_any_order"],
    says="The magnitudes of the spectra are averaged here, apart from the phases. "
    "Magnitudes are never negative and cannot cancel: average the waveforms.",
)
def magnitudes_added(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    rows = np.array(X, dtype=float)
    first = np.fft.rfft(right.delay_signal(rows[0], -delays[0] * fs))
    size = np.mean(np.abs(np.fft.rfft(rows)), axis=0)
    return np.fft.irfft(size * np.exp(1j * np.angle(first)), rows.shape[1])


@spelling("BF-17")
def no_phase_at_all(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    X = np.asarray(X, float)
    return np.fft.irfft(np.mean(np.abs(np.fft.rfft(X)), axis=0), X.shape[1])


@spelling("BF-17")
def phase_of_the_first_as_it_came(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    spectra = np.fft.rfft(np.asarray(X, float))
    size = sum(abs(one) for one in spectra) / len(spectra)
    return np.fft.irfft(size * np.exp(1j * np.angle(spectra[0])), np.shape(X)[1])


@misconception(
    "BF-18",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_of_a_click"],
    says="The delays are ignored: this is the mean of the microphones as they are, a beam to "
    "straight ahead.",
)
def not_aligned(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    return np.mean(np.asarray(X, float), axis=0)


@spelling("BF-18")
def rows_added_as_they_are(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    total = np.zeros(np.shape(X)[1])
    for row in X:
        total += np.asarray(row, float)
    return total / len(X)


@spelling("BF-18")
def mean_of_the_spectra(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    X = np.asarray(X, float)
    return np.fft.irfft(np.fft.rfft(X).mean(axis=0), X.shape[1])


@misconception(
    "BF-19",
    of="beam_response",
    breaks=["test_beam_response_of_one_microphone"],
    says="The phase has the other sign. A tone that is still late by tau after aligning is turned "
    "backwards, and what is left over is the delay of the source less the one removed. (A wrong "
    "sign in steering_delays comes out like this, too: check it first.)",
)
def look_and_source_exchanged(positions, look, src, f, c=343.0):
    return right.beam_response(positions, src, look, f, c)


@spelling("BF-19")
def plus_in_the_exponent(positions, look, src, f, c=343.0):
    late = right.steering_delays(positions, src, c) - right.steering_delays(positions, look, c)
    right.beam_response(positions, look, src, f, c)
    return complex(np.mean(np.exp(2j * np.pi * f * late)))


@spelling("BF-19")
def ahead_for_late(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    ahead = np.asarray(positions, float) @ (np.asarray(src, float) - np.asarray(look, float)) / c
    return complex(np.mean(np.exp(-2j * np.pi * f * ahead)))


@misconception(
    "BF-20",
    of="beam_response",
    breaks=["test_beam_response_of_one_microphone"],
    says="This is the magnitude alone. Asked for is the complex gain: its angle is the phase of the "
    "output.",
)
def magnitude_only(positions, look, src, f, c=343.0):
    return abs(right.beam_response(positions, look, src, f, c))


@spelling("BF-20")
def length_of_the_mean(positions, look, src, f, c=343.0):
    g = right.beam_response(positions, look, src, f, c)
    return float(np.hypot(g.real, g.imag))


@spelling("BF-20")
def absolute_mean(positions, look, src, f, c=343.0):
    return float(np.abs(np.mean(np.exp(-2j * np.pi * f * _late(positions, look, src, f, c)))))


@misconception(
    "BF-21",
    of="beam_response",
    breaks=["test_beam_response_of_one_microphone"],
    says="The factor 2 pi is missing. f times the delay counts turns, and a turn has 2 pi radians.",
)
def without_two_pi(positions, look, src, f, c=343.0):
    return right.beam_response(positions, look, src, f / (2 * np.pi), c)


@spelling("BF-21")
def frequency_as_angular(positions, look, src, f, c=343.0):
    return complex(np.mean(np.exp(-1j * f * _late(positions, look, src, f, c))))


@spelling("BF-21")
def cosine_and_sine_of_turns(positions, look, src, f, c=343.0):
    angle = [f * late for late in _late(positions, look, src, f, c)]
    return complex(np.mean(np.cos(angle)), -np.mean(np.sin(angle)))


@misconception(
    "BF-22",
    of="beam_response",
    breaks=["test_beam_response_of_a_pair"],
    says="This is the sum over the microphones. The beam is their mean, so that g is 1 where it "
    "looks.",
)
def sum_over_microphones(positions, look, src, f, c=343.0):
    return len(positions) * right.beam_response(positions, look, src, f, c)


@spelling("BF-22")
def turns_added(positions, look, src, f, c=343.0):
    return complex(np.sum(np.exp(-2j * np.pi * f * _late(positions, look, src, f, c))))


@spelling("BF-22")
def product_of_two_vectors(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    heard, removed = (
        np.exp(-2j * np.pi * f * right.steering_delays(positions, u, c)) for u in (src, look)
    )
    return complex(np.vdot(removed, heard))


@misconception(
    "BF-23",
    of="beam_response",
    breaks=["test_beam_response_to_what_it_looks_at"],
    says="The delays of the look direction are not removed. This is the response of a beam to "
    "which nothing was steered: the plain mean of the microphones.",
)
def never_steered(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    tau = right.steering_delays(positions, src, c)
    return complex(np.mean(np.exp(-2j * np.pi * f * tau)))


@spelling("BF-23")
def arrivals_averaged(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    ahead = np.asarray(positions, float) @ np.asarray(src, float) / c
    return complex(np.mean(np.exp(2j * np.pi * f * ahead)))


@spelling("BF-23")
def equal_weights(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    M = len(positions)
    heard = np.exp(-2j * np.pi * f * right.steering_delays(positions, src, c))
    return complex(np.full(M, 1 / M) @ heard)


@misconception(
    "BF-24",
    of="beam_response",
    breaks=["test_beam_response_of_a_pair"],
    says="The delays were averaged before they became turns. Each microphone has a turn of its own; "
    "average those, so that they can cancel.",
)
def mean_of_the_delays(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    late = right.steering_delays(positions, src, c) - right.steering_delays(positions, look, c)
    return complex(np.exp(-2j * np.pi * f * np.mean(late)))


@spelling("BF-24")
def turn_of_the_mean_delay(positions, look, src, f, c=343.0):
    late = _late(positions, look, src, f, c)
    angle = 2 * np.pi * f * sum(late) / len(late)
    return complex(np.cos(angle), -np.sin(angle))


@spelling("BF-24")
def middle_of_the_array(positions, look, src, f, c=343.0):
    right.beam_response(positions, look, src, f, c)
    middle = np.mean(np.asarray(positions, float), axis=0)
    return complex(np.exp(2j * np.pi * f / c * (middle @ (np.asarray(src) - np.asarray(look)))))


@misconception(
    "BF-25",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="The power of each microphone is taken first, and then the mean. Squares cannot cancel, so "
    "every direction looks alike: add the waveforms first.",
)
def squared_before_adding(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    return np.full(len(dirs), np.mean(np.square(np.asarray(X, float))))


@spelling("BF-25")
def power_of_each_then_mean(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    power = np.mean([np.mean(np.asarray(row, float) ** 2) for row in X])
    return np.array([power for _ in dirs])


@spelling("BF-25")
def aligned_squares_averaged(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    X, out = np.asarray(X, float), []
    for u in dirs:
        tau = right.steering_delays(positions, u)
        aligned = [right.delay_signal(x, -t * fs) for x, t in zip(X, tau, strict=True)]
        out.append(np.mean(np.square(aligned)))
    return np.array(out)


@misconception(
    "BF-26",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="This is the RMS of each beam, the root of its power.",
)
def rms_of_the_beam(X, positions, dirs, fs):
    return np.sqrt(right.steered_power(X, positions, dirs, fs))


@spelling("BF-26")
def root_of_the_mean_square(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    X = np.asarray(X, float)
    beams = [right.delay_and_sum(X, right.steering_delays(positions, u), fs) for u in dirs]
    return np.linalg.norm(beams, axis=-1) / X.shape[1] ** 0.5


@spelling("BF-26")
def norm_by_the_root_of_n(X, positions, dirs, fs):
    beams = _beams(X, positions, dirs, fs)
    return np.array([math.sqrt(np.mean(beam**2)) for beam in beams])


@misconception(
    "BF-27",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="This is the energy, the sum of the squares. Power is their mean: it does not grow with "
    "the length of the recording.",
)
def energy_of_the_beam(X, positions, dirs, fs):
    return np.shape(X)[1] * right.steered_power(X, positions, dirs, fs)


@spelling("BF-27")
def sum_of_squares(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    X = np.asarray(X, float)
    beams = [right.delay_and_sum(X, right.steering_delays(positions, u), fs) for u in dirs]
    return np.sum(np.square(beams), axis=-1)


@spelling("BF-27")
def each_beam_times_itself(X, positions, dirs, fs):
    return np.array([beam @ beam for beam in _beams(X, positions, dirs, fs)])


@misconception(
    "BF-28",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="This map is mirrored: it shows the power at the opposite of each direction. Delays are "
    "removed by delay_and_sum already; hand them over as steering_delays gives them. (A wrong sign "
    "in one of those two mirrors it, too: check them first.)",
)
def opposite_directions(X, positions, dirs, fs):
    return right.steered_power(X, positions, -np.asarray(dirs, float), fs)


@spelling("BF-28")
def delays_negated(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    beams = [right.delay_and_sum(X, -right.steering_delays(positions, u), fs) for u in dirs]
    return np.mean(np.square(beams), axis=1)


@spelling("BF-28")
def delays_toward_the_source(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    tau = np.asarray(dirs, float) @ np.asarray(positions, float).T / 343
    return np.array([np.mean(_beam(X, row, fs) ** 2) for row in tau])


@misconception(
    "BF-29",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="The powers are divided by the largest one. That makes a nice picture, but a silent room "
    "and a loud one look alike: leave the scaling to the plot.",
)
def relative_to_the_largest(X, positions, dirs, fs):
    power = right.steered_power(X, positions, dirs, fs)
    return power / max(power.max(), 1e-300)


@spelling("BF-29")
def quotient_with_silence_left_out(X, positions, dirs, fs):
    power = np.mean(np.square(_beams(X, positions, dirs, fs)), axis=1)
    return np.divide(power, np.max(power), out=np.zeros_like(power), where=power > 0)


@spelling("BF-29")
def plain_quotient(X, positions, dirs, fs):
    power = np.array([np.mean(beam**2) for beam in _beams(X, positions, dirs, fs)])
    with np.errstate(divide="ignore", invalid="ignore"):
        return power / power.max()


@misconception(
    "BF-30",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="This is the square of the beam's mean. Power is the mean of its square.",
)
def square_of_the_mean(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    X = np.asarray(X, float)
    beams = [right.delay_and_sum(X, right.steering_delays(positions, u), fs) for u in dirs]
    return np.mean(beams, axis=-1) ** 2


@spelling("BF-30")
def mean_of_each_beam(X, positions, dirs, fs):
    return np.array([np.mean(beam) ** 2 for beam in _beams(X, positions, dirs, fs)])


@spelling("BF-30")
def square_of_sum_by_n(X, positions, dirs, fs):
    beams = _beams(X, positions, dirs, fs)
    return np.square(beams.sum(axis=1) / beams.shape[1])


@misconception(
    "BF-31",
    of="delay_signal",
    breaks=["test_delay_signal_by_a_whole_sample"],
    says="Every wave is turned by half the angle: a whole cycle is 2 pi radians, not pi.",
)
def half_the_angle(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-1j * np.pi * np.fft.rfftfreq(n) * delay_samples)
    return np.fft.irfft(np.fft.rfft(x) * turns, n)


@spelling("BF-31")
def half_the_delay(x, delay_samples):
    return right.delay_signal(x, delay_samples / 2)


@spelling("BF-31")
def pi_for_two_pi(x, delay_samples):
    x = _samples(x, delay_samples)
    f = np.fft.fftfreq(x.shape[-1])
    return np.real(np.fft.ifft(np.fft.fft(x) * np.exp(-1j * np.pi * f * delay_samples)))


@misconception(
    "BF-33",
    of="delay_signal",
    breaks=["test_delay_signal_of_a_wave"],
    says="The frequencies end at half the sample rate always. With an odd number of samples no bin "
    "lies there: bin k is at k / N cycles a sample, whatever N is.",
)
def frequencies_up_to_a_half(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    turns = np.exp(-2j * np.pi * np.linspace(0, 0.5, n // 2 + 1) * delay_samples)
    return np.fft.irfft(np.fft.rfft(x) * turns, n)


@spelling("BF-33")
def halves_of_a_whole_number(x, delay_samples):
    x = _samples(x, delay_samples)
    n = x.shape[-1]
    k = np.arange(n // 2 + 1)
    turns = np.exp(-1j * np.pi * k / max(n // 2, 1) * delay_samples)
    return np.fft.irfft(np.fft.rfft(x) * turns, n)


@spelling("BF-33")
def even_number_of_bins_taken_for_granted(x, delay_samples):
    x = _samples(x, delay_samples)
    X, n = np.fft.rfft(x), x.shape[-1]
    for k in range(1, n // 2 + 1):
        X[..., k] *= np.exp(-2j * np.pi * k * delay_samples / (2 * (n // 2)))
    return np.fft.irfft(X, n)


@misconception(
    "BF-34",
    of="beam_response",
    breaks=["test_beam_response_of_one_microphone"],
    says="This is the square of the magnitude, a gain in power. Asked for is the complex gain in "
    "amplitude.",
)
def gain_in_power(positions, look, src, f, c=343.0):
    return abs(right.beam_response(positions, look, src, f, c)) ** 2


@spelling("BF-34")
def times_its_conjugate(positions, look, src, f, c=343.0):
    g = right.beam_response(positions, look, src, f, c)
    return (g * g.conjugate()).real


@spelling("BF-34")
def sum_of_both_squares(positions, look, src, f, c=343.0):
    angle = 2 * np.pi * f * _late(positions, look, src, f, c)
    return float(np.mean(np.cos(angle)) ** 2 + np.mean(np.sin(angle)) ** 2)


@misconception(
    "BF-35",
    of="beam_response",
    breaks=["test_beam_response_of_one_microphone"],
    says="This is the gain in decibels. Asked for is the complex gain itself; the plot makes "
    "decibels of it.",
)
def gain_in_decibels(positions, look, src, f, c=343.0):
    return 20 * np.log10(abs(right.beam_response(positions, look, src, f, c)))


@spelling("BF-35")
def ten_logs_of_the_power(positions, look, src, f, c=343.0):
    g = np.mean(np.exp(-2j * np.pi * f * _late(positions, look, src, f, c)))
    return float(10 * np.log10(abs(g) ** 2))


@spelling("BF-35")
def decibels_with_a_floor(positions, look, src, f, c=343.0):
    g = abs(right.beam_response(positions, look, src, f, c))
    return 20 * math.log10(max(g, 1e-12))


@misconception(
    "BF-36",
    of="steered_power",
    breaks=["test_steered_power_is_one_a_direction"],
    says="These powers are in decibels. Asked for is the mean square itself; silence, a power of 0, "
    "has no decibels.",
)
def power_in_decibels(X, positions, dirs, fs):
    with np.errstate(divide="ignore"):
        return 10 * np.log10(right.steered_power(X, positions, dirs, fs))


@spelling("BF-36")
def twenty_logs_of_the_rms(X, positions, dirs, fs):
    rms = np.sqrt(np.mean(np.square(_beams(X, positions, dirs, fs)), axis=1))
    with np.errstate(divide="ignore"):
        return 20 * np.log10(rms)


@spelling("BF-36")
def level_of_each_beam(X, positions, dirs, fs):
    powers = [np.mean(beam**2) for beam in _beams(X, positions, dirs, fs)]
    return np.array([10 * math.log10(p) if p > 0 else -math.inf for p in powers])


@misconception(
    "BF-37",
    of="steered_power",
    breaks=["test_steered_power_of_a_click_from_the_left"],
    says="The variance leaves out what is constant in a beam. Power is the mean of the squares of "
    "the samples as they are.",
)
def variance_of_the_beam(X, positions, dirs, fs):
    right.steered_power(X, positions, dirs, fs)
    X = np.asarray(X, dtype=float)
    beams = [right.delay_and_sum(X, right.steering_delays(positions, u), fs) for u in dirs]
    return np.var(beams, axis=-1)


@spelling("BF-37")
def square_of_the_standard_deviation(X, positions, dirs, fs):
    return np.array([np.std(beam) ** 2 for beam in _beams(X, positions, dirs, fs)])


@spelling("BF-37")
def power_of_what_varies(X, positions, dirs, fs):
    beams = _beams(X, positions, dirs, fs)
    return np.mean((beams - beams.mean(axis=1, keepdims=True)) ** 2, axis=1)


@misconception(
    "BF-38",
    of="delay_and_sum",
    breaks=["test_delay_and_sum_recovers_the_source"],
    says="The delays are counted from the first microphone here. Removed as they are given, they "
    "leave the sound as it passes the origin.",
)
def aligned_with_the_first(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    return right.delay_and_sum(X, np.asarray(delays, float) - delays[0], fs)


@spelling("BF-38")
def later_than_the_first(X, delays, fs):
    return _beam(X, [tau - delays[0] for tau in delays], fs)


@spelling("BF-38")
def moved_to_meet_the_first(X, delays, fs):
    right.delay_and_sum(X, delays, fs)
    rows = np.asarray(X, float)
    moved = [rows[0]]
    for row, tau in zip(rows[1:], delays[1:], strict=True):
        moved.append(right.delay_signal(row, (delays[0] - tau) * fs))
    return sum(moved) / len(moved)
