"""Independent right answers for interference: other algorithms, libraries and styles."""

import cmath
import math
from fractions import Fraction

import numpy as np
from scipy import signal, special

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="sine")
def imaginary_part(f, amp, phase, fs, n):
    _check(math.isfinite(f + amp + phase) and 0 < fs < math.inf and n >= 0)
    return (amp * np.exp(1j * (phase + 2 * np.pi * f / fs * np.arange(n)))).imag


@alternative(of="sine")
def turning_arrow(f, amp, phase, fs, n):
    _check(math.isfinite(f + amp + phase) and 0 < fs < math.inf and n >= 0)
    arrow, step, x = cmath.rect(amp, phase), cmath.rect(1, 2 * math.pi * f / fs), []
    for _ in range(n):
        x.append(arrow.imag)
        arrow *= step
    return np.array(x)


@alternative(of="sine")
def cosine_and_sine_mixed(f, amp, phase, fs, n):
    _check(math.isfinite(f + amp + phase) and 0 < fs < math.inf and n >= 0)
    angle = np.linspace(0, 2 * np.pi * f * n / fs, n, endpoint=False)
    return amp * math.sin(phase) * np.cos(angle) + amp * math.cos(phase) * np.sin(angle)


@alternative(of="sine")
def exact_turns(f, amp, phase, fs, n):
    _check(math.isfinite(f + amp + phase) and 0 < fs < math.inf and n >= 0)
    step = Fraction(f) / Fraction(fs)
    return np.array(
        [amp * math.sin(2 * math.pi * float(k * step % 1) + phase) for k in range(n)], dtype=float
    )


@alternative(of="phasor_sum")
def along_and_across(amps, phases):
    amps, phases = _waves(amps, phases)
    x = math.fsum(a * math.cos(p) for a, p in zip(amps, phases, strict=True))
    y = math.fsum(a * math.sin(p) for a, p in zip(amps, phases, strict=True))
    return math.hypot(x, y), math.atan2(y, x)


@alternative(of="phasor_sum")
def from_the_samples_of_the_sum(amps, phases):
    amps, phases = _waves(amps, phases)
    angle = 2 * np.pi * np.arange(8) / 8
    total = amps @ np.sin(angle + phases[:, None])
    first = np.fft.fft(total)[1] / 4
    return np.hypot(first.real, first.imag), np.arctan2(first.real, -first.imag)


@alternative(of="phasor_sum")
def rule_of_cosines(amps, phases):
    amps, phases = _waves(amps, phases)
    square = amps @ np.cos(phases[:, None] - phases) @ amps
    return math.sqrt(max(square, 0.0)), np.arctan2(amps @ np.sin(phases), amps @ np.cos(phases))


@alternative(of="phasor_sum")
def one_after_the_other(amps, phases):
    amps, phases = _waves(amps, phases)
    total = 0j
    for amp, phase in zip(amps.tolist(), phases.tolist(), strict=True):
        total += cmath.rect(amp, phase)
    return np.array(cmath.polar(total))


@alternative(of="beat_rate")
def higher_minus_lower(f1, f2):
    _check(0 <= f1 < math.inf and 0 <= f2 < math.inf)
    return max(f1, f2) - min(f1, f2)


@alternative(of="beat_rate")
def range_of_the_two(f1, f2):
    _check(0 <= f1 < math.inf and 0 <= f2 < math.inf)
    return np.ptp(np.array([f1, f2], dtype=float))


@alternative(of="beat_rate")
def speed_of_the_phase_difference(f1, f2):
    _check(0 <= f1 < math.inf and 0 <= f2 < math.inf)
    phase = np.outer([2 * np.pi * f1, 2 * np.pi * f2], [0, 1])
    turned = np.diff(phase[0] - phase[1]) / (2 * np.pi)
    return float(np.hypot(turned, 0)[0])


@alternative(of="two_tone_envelope")
def length_of_the_sum(t, f1, f2, phi1, phi2):
    t = as_signal(t)
    _check(math.isfinite(f1 + f2 + phi1 + phi2))
    return np.abs(
        np.exp(1j * (2 * np.pi * f1 * t + phi1)) + np.exp(1j * (2 * np.pi * f2 * t + phi2))
    )


@alternative(of="two_tone_envelope")
def cosine_rule_at_each_moment(t, f1, f2, phi1, phi2):
    _check(math.isfinite(f1 + f2 + phi1 + phi2))
    lengths = []
    for moment in as_signal(t):
        angle = 2 * math.pi * (f2 - f1) * moment + phi2 - phi1
        lengths.append(math.sqrt(2 + 2 * math.cos(angle)))
    return np.array(lengths)


@alternative(of="two_tone_envelope")
def from_sum_and_quarter_turn(t, f1, f2, phi1, phi2):
    t = as_signal(t)
    _check(math.isfinite(f1 + f2 + phi1 + phi2))
    angles = 2 * np.pi * np.outer([f1, f2], t) + np.array([[phi1], [phi2]])
    return np.hypot(np.sin(angles).sum(axis=0), np.cos(angles).sum(axis=0))


@alternative(of="comb_gain_db")
def one_cosine(f, tau):
    f = as_signal(f)
    _check((f >= 0).all() and 0 <= tau < math.inf)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(np.abs(2 * special.cosdg(180 * f * tau)))


@alternative(of="comb_gain_db")
def cosine_rule(f, tau):
    f = as_signal(f)
    _check((f >= 0).all() and 0 <= tau < math.inf)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(2 + 2 * np.cos(2 * np.pi * f * tau))


@alternative(of="comb_gain_db")
def two_taps(f, tau):
    """The frequency response of a filter with the taps 1 and 1, one sample being the delay."""
    f = as_signal(f)
    _check((f >= 0).all() and 0 <= tau < math.inf)
    _, h = signal.freqz([1.0, 1.0], worN=2 * np.pi * f * tau)
    return 20 * np.log10(np.maximum(np.abs(h), 1e-300))


@alternative(of="comb_gain_db")
def one_frequency_at_a_time(f, tau):
    gains = []
    for frequency in as_signal(f).tolist():
        _check(frequency >= 0 and 0 <= tau < math.inf)
        angle = math.tau * math.fmod(frequency * tau, 1)
        both = math.hypot(1 + math.cos(angle), math.sin(angle))
        gains.append(20 * math.log10(both) if both else -math.inf)
    return np.array(gains)


@alternative(of="cancel_db")
def rule_of_cosines_for_what_is_left(gain_error_db, phase_error_deg):
    _check(math.isfinite(gain_error_db + phase_error_deg))
    g = 10 ** (gain_error_db / 20)
    square = 1 + g * g - 2 * g * math.cos(math.radians(phase_error_deg))
    return 10 * math.log10(square) if square > 0 else -math.inf


@alternative(of="cancel_db")
def along_and_across_what_is_left(gain_error_db, phase_error_deg):
    _check(math.isfinite(gain_error_db + phase_error_deg))
    g = np.power(10.0, gain_error_db / 20)
    left = np.hypot(
        1 - g * np.cos(np.pi * phase_error_deg / 180), g * special.sindg(phase_error_deg)
    )
    with np.errstate(divide="ignore"):
        return 20 * np.log10(left)


@alternative(of="cancel_db")
def measured_over_a_cycle(gain_error_db, phase_error_deg):
    _check(math.isfinite(gain_error_db + phase_error_deg))
    angle = 2 * np.pi * np.arange(12) / 12
    copy = 10 ** (gain_error_db / 20) * np.sin(angle + math.radians(phase_error_deg))
    power = np.mean((np.sin(angle) - copy) ** 2) / np.mean(np.sin(angle) ** 2)
    return float(10 * np.log10(power)) if power else -math.inf


def _waves(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    _check(amps.size == phases.size)
    return amps, phases


def _check(right):
    if not right:
        raise ValueError("wrong argument")
