"""Independent right answers for the Fourier oracle: other algorithms, libraries and styles."""

import cmath
import math
from fractions import Fraction

import numpy as np
from scipy import special

from autograder.laws import alternative
from autograder.studio import as_signal


@alternative(of="block_phases")
def turn_by_turn(f_target, f_component, n_blocks):
    _check(0 < f_target < math.inf and 0 <= f_component < math.inf and n_blocks >= 1)
    phases, phase = [], 0.0
    for _ in range(n_blocks):
        phases.append(phase)
        phase = math.fmod(phase + f_component / f_target, 1.0)
    return np.array(phases)


@alternative(of="block_phases")
def angles_of_phasors(f_target, f_component, n_blocks):
    _check(0 < f_target < math.inf and 0 <= f_component < math.inf and n_blocks >= 1)
    phasors = np.exp(2j * np.pi * f_component * (np.arange(n_blocks) / f_target))
    return np.angle(phasors) / (2 * np.pi) % 1


@alternative(of="block_phases")
def exact_fractions(f_target, f_component, n_blocks):
    _check(0 < f_target < math.inf and 0 <= f_component < math.inf and n_blocks >= 1)
    step = Fraction(f_component) / Fraction(f_target)
    return np.array([float(k * step - math.floor(k * step)) for k in range(n_blocks)])


@alternative(of="fold_average")
def block_by_block(s, f, n_blocks, samples_per_block):
    _check(0 < f < math.inf and n_blocks >= 1 and samples_per_block >= 3)
    total = np.zeros(samples_per_block)
    for k in range(n_blocks):
        start = k / f
        total += s(start + np.linspace(0, 1 / f, samples_per_block, endpoint=False))
    return total / n_blocks


@alternative(of="fold_average")
def running_mean(s, f, n_blocks, samples_per_block):
    _check(0 < f < math.inf and n_blocks >= 1 and samples_per_block >= 3)
    period = 1 / f
    t = np.arange(samples_per_block) * (period / samples_per_block)
    mean = np.zeros(samples_per_block)
    for k in range(n_blocks):
        mean = mean + (s(t + k * period) - mean) / (k + 1)
    return mean


@alternative(of="fold_average")
def table_of_times(s, f, n_blocks, samples_per_block):
    _check(0 < f < math.inf and n_blocks >= 1 and samples_per_block >= 3)
    k, m = np.mgrid[:n_blocks, :samples_per_block]
    return np.einsum("km->m", s((k + m / samples_per_block) / f)) / n_blocks


@alternative(of="fold_average")
def strided_sums(s, f, n_blocks, samples_per_block):
    _check(0 < f < math.inf and n_blocks >= 1 and samples_per_block >= 3)
    x = list(s(np.arange(n_blocks * samples_per_block) / samples_per_block / f))
    return np.array(
        [math.fsum(x[m::samples_per_block]) / n_blocks for m in range(samples_per_block)]
    )


@alternative(of="correlate_block")
def first_fourier_bin(block):
    block = as_signal(block)
    _check(len(block) >= 3)
    coefficient = np.fft.rfft(block)[1] * 2 / len(block)
    return coefficient.real, -coefficient.imag


@alternative(of="correlate_block")
def least_squares(block):
    block = as_signal(block)
    _check(len(block) >= 3)
    angle = np.linspace(0, 2 * np.pi, len(block), endpoint=False)
    waves = np.column_stack([np.cos(angle), np.sin(angle)])
    return tuple(np.linalg.lstsq(waves, block, rcond=None)[0])


@alternative(of="correlate_block")
def sample_by_sample(block):
    block = as_signal(block)
    m = len(block)
    _check(m >= 3)
    c = math.fsum(x * math.cos(math.tau * k / m) for k, x in enumerate(block)) / (m / 2)
    d = math.fsum(x * math.sin(math.tau * k / m) for k, x in enumerate(block)) / (m / 2)
    return np.array([c, d])


@alternative(of="correlate_block")
def table_of_two_waves(block):
    block = as_signal(block)
    _check(len(block) >= 3)
    k = np.arange(len(block))
    waves = np.exp(2j * np.pi * k / len(block)).view(float).reshape(-1, 2)  # cosines, sines
    return block @ waves / (len(block) / 2)


@alternative(of="oracle")
def fourier_bin(s, f, n_blocks, samples_per_block):
    n = n_blocks * samples_per_block
    x = s(np.arange(n) / (f * samples_per_block))
    return 2 * np.abs(np.fft.fft(x)[n_blocks]) / n


@alternative(of="oracle")
def goertzel(s, f, n_blocks, samples_per_block):
    n = n_blocks * samples_per_block
    turn = 2 * math.cos(2 * math.pi / samples_per_block)
    before, last = 0.0, 0.0
    for x in s(np.arange(n) / (f * samples_per_block)):
        before, last = last, x + turn * last - before
    return 2 / n * math.sqrt(max(before**2 + last**2 - turn * before * last, 0.0))


@alternative(of="oracle")
def center_of_the_winding(s, f, n_blocks, samples_per_block):
    t = np.linspace(0, n_blocks / f, n_blocks * samples_per_block, endpoint=False)
    return 2 * abs(np.mean(s(t) * np.exp(-2j * np.pi * f * t)))


@alternative(of="oracle")
def best_fitting_sine(s, f, n_blocks, samples_per_block):
    t = np.arange(n_blocks * samples_per_block) / (f * samples_per_block)
    waves = np.column_stack([np.cos(2 * np.pi * f * t), np.sin(2 * np.pi * f * t)])
    return np.linalg.norm(np.linalg.lstsq(waves, s(t), rcond=None)[0])


@alternative(of="oracle_phase")
def angle_of_the_fourier_bin(s, f, n_blocks, samples_per_block):
    n = n_blocks * samples_per_block
    return np.angle(1j * np.fft.fft(s(np.arange(n) / (f * samples_per_block)))[n_blocks])


@alternative(of="oracle_phase")
def fitted_phase(s, f, n_blocks, samples_per_block):
    t = np.arange(n_blocks * samples_per_block) / (f * samples_per_block)
    waves = np.column_stack([np.sin(2 * np.pi * f * t), np.cos(2 * np.pi * f * t)])
    in_phase, ahead = np.linalg.lstsq(waves, s(t), rcond=None)[0]
    return cmath.phase(complex(in_phase, ahead))


@alternative(of="oracle_phase")
def sign_and_arccosine(s, f, n_blocks, samples_per_block):
    c = d = 0.0
    for k in range(n_blocks):
        for m, x in enumerate(s((k + np.arange(samples_per_block) / samples_per_block) / f)):
            c += x * math.cos(math.tau * m / samples_per_block)
            d += x * math.sin(math.tau * m / samples_per_block)
    return (
        2 * math.atan2(c, math.hypot(c, d) + d)
        if d > 0
        else math.copysign(math.pi / 2, c) - math.atan(d / c)
        if c
        else math.pi
    )


@alternative(of="attenuation")
def mean_of_phasors(r, n_blocks):
    _check(math.isfinite(r) and n_blocks >= 1)
    return abs(np.mean(np.exp(2j * np.pi * r * np.arange(n_blocks))))


@alternative(of="attenuation")
def dirichlet_kernel(r, n_blocks):
    _check(math.isfinite(r) and n_blocks >= 1)
    return abs(float(special.diric(2 * np.pi * r, n_blocks)))


@alternative(of="attenuation")
def pairs_of_arrows(r, n_blocks):
    """Seen from the middle of the blocks, the arrows are pairs, one the mirror image of the other."""
    _check(math.isfinite(r) and n_blocks >= 1)
    from_the_middle = np.arange(n_blocks) - (n_blocks - 1) / 2
    return abs(np.mean(np.cos(2 * np.pi * r * from_the_middle)))


@alternative(of="attenuation")
def formula_with_its_own_case(r, n_blocks):
    _check(math.isfinite(r) and n_blocks >= 1)
    if math.isclose(r, round(r), abs_tol=1e-9):
        return 1
    return math.fabs(math.sin(math.pi * r * n_blocks) / math.sin(math.pi * r)) / n_blocks


@alternative(of="attenuation")
def geometric_series(r, n_blocks):
    _check(math.isfinite(r) and n_blocks >= 1)
    turn = cmath.exp(2j * math.pi * r)
    if abs(turn - 1) < 1e-9:
        return 1.0
    return abs((turn**n_blocks - 1) / (turn - 1)) / n_blocks


def _check(good):
    if not good:
        raise ValueError("out of range")
