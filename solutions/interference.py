"""Phase and interference: how waves add, at one frequency, at two, and with a delayed copy.

The reference solutions of lesson 2. Sines are written ``A sin(2 pi f t + phi)`` throughout, with the
amplitude A, the frequency f in Hz, the time t in s and the phase phi in radians.
"""

import math

import numpy as np

from autograder.studio import as_signal


def sine(f, amp, phase, fs, n):
    """Return samples of a sine; the first one is at the time 0 s.

    Parameters
    ----------
    f : float
        Frequency in Hz.
    amp : float
        Amplitude, from the middle line to the crest.
    phase : float
        Phase in radians: the angle at which the sine stands at 0 s.
    fs : float
        Sample rate, in samples per second (Hz).
    n : int
        Number of samples; may be 0.

    Returns
    -------
    ndarray, shape (n,), float64
        ``A sin(2 pi f t + phi)`` at the times 0, 1/fs, 2/fs, ... s, in the unit of `amp`.

    Raises
    ------
    ValueError
        If `f`, `amp` or `phase` is not finite, `fs` is not a finite number above zero, or `n` is
        negative.
    """
    if not (math.isfinite(f) and math.isfinite(amp) and math.isfinite(phase)):
        raise ValueError(f"f = {f} Hz, amp = {amp}, phase = {phase} rad: all must be finite")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: a sample rate must be above zero")
    if n < 0:
        raise ValueError(f"n is {n}: there cannot be fewer than no samples")
    ### BEGIN SOLUTION
    t = np.arange(n) / fs
    return amp * np.sin(2 * np.pi * f * t + phase)
    ### END SOLUTION


def phasor_sum(amps, phases):
    """Return amplitude and phase of the sum of sines of one and the same frequency.

    Parameters
    ----------
    amps : array_like, shape (k,)
        The amplitude of each sine.
    phases : array_like, shape (k,)
        The phase of each sine in radians.

    Returns
    -------
    amp : float
        The amplitude of the sum, in the unit of `amps`; never negative.
    phase : float
        The phase of the sum in radians, from -pi to pi. Any number in this range where `amp` is 0.

    Raises
    ------
    ValueError
        If there is no sine, a number is not finite, or there are not as many phases as amplitudes.
    """
    amps, phases = as_signal(amps, "amps"), as_signal(phases, "phases")
    if amps.size != phases.size:
        raise ValueError(f"{amps.size} amplitudes and {phases.size} phases: every sine has both")
    ### BEGIN SOLUTION
    arrow = np.sum(amps * np.exp(1j * phases))
    return float(np.abs(arrow)), float(np.angle(arrow))
    ### END SOLUTION


def beat_rate(f1, f2):
    """Return how often per second two tones together swell and fade.

    Parameters
    ----------
    f1, f2 : float
        The frequencies of the tones in Hz, in any order.

    Returns
    -------
    float
        Beats per second (Hz); 0 where the tones have one frequency.

    Raises
    ------
    ValueError
        If a frequency is negative or not finite.
    """
    f1, f2 = float(f1), float(f2)  # a difference of NumPy's unsigned integers is never negative
    for f in (f1, f2):
        if not (math.isfinite(f) and f >= 0):
            raise ValueError(f"a frequency is {f} Hz: it must be finite and not negative")
    ### BEGIN SOLUTION
    return abs(f1 - f2)
    ### END SOLUTION


def two_tone_envelope(t, f1, f2, phi1, phi2):
    """Return the envelope of ``sin(2 pi f1 t + phi1) + sin(2 pi f2 t + phi2)``.

    Parameters
    ----------
    t : array_like, shape (n,)
        Times in s.
    f1, f2 : float
        The frequencies of the tones in Hz. Each tone has the amplitude 1.
    phi1, phi2 : float
        The phases of the tones in radians.

    Returns
    -------
    ndarray, shape (n,), float64
        The amplitude of the sum at each moment, the length of the sum of both arrows, from 0 to 2.

    Raises
    ------
    ValueError
        If `t` is not a row of finite numbers, or another argument is not finite.
    """
    t = as_signal(t, "t")
    if not all(map(math.isfinite, (f1, f2, phi1, phi2))):
        raise ValueError(f"f1, f2, phi1, phi2 = {f1}, {f2}, {phi1}, {phi2}: all must be finite")
    ### BEGIN SOLUTION
    return 2 * np.abs(np.cos(np.pi * (f1 - f2) * t + (phi1 - phi2) / 2))
    ### END SOLUTION


def comb_gain_db(f, tau):
    """Return what adding a delayed copy does to the level of a sine.

    Parameters
    ----------
    f : array_like, shape (n,)
        Frequencies in Hz, not negative.
    tau : float
        Delay of the copy in s, not negative. The copy is as strong as the original.

    Returns
    -------
    ndarray, shape (n,), float64
        For each frequency the level of the sum in dB, relative to the original alone. Where the sum
        vanishes it is ``-inf``, or so low that only rounding is left.

    Raises
    ------
    ValueError
        If `f` is not a row of finite numbers, or a frequency or the delay is negative.
    """
    f = as_signal(f, "f")
    if (f < 0).any():
        raise ValueError("f contains a negative number: a frequency is 0 Hz or more")
    if not (math.isfinite(tau) and tau >= 0):
        raise ValueError(f"tau is {tau} s: a delay is 0 s or more")
    ### BEGIN SOLUTION
    return 20 * np.log10(np.abs(1 + np.exp(-2j * np.pi * f * tau)))
    ### END SOLUTION


def cancel_db(gain_error_db, phase_error_deg):
    """Return what is left of a sine after adding a copy of it that is not quite its opposite.

    Parameters
    ----------
    gain_error_db : float
        Level of the copy relative to the original in dB, from -1000 to 1000; 0 is exact.
    phase_error_deg : float
        How far the copy is from opposite phase, in degrees; 0 is exact.

    Returns
    -------
    float
        Level of the sum in dB, relative to the original alone. Where nothing is left it is ``-inf``, or
        so low (below -300 dB) that only rounding is left.

    Raises
    ------
    ValueError
        If an error is not a finite number.
    """
    if not (math.isfinite(gain_error_db) and math.isfinite(phase_error_deg)):
        raise ValueError(f"errors of {gain_error_db} dB and {phase_error_deg} degrees: not finite")
    ### BEGIN SOLUTION
    copy = 10 ** (gain_error_db / 20) * np.exp(1j * math.radians(phase_error_deg))
    left = abs(1 - copy)
    return 20 * math.log10(left) if left > 0 else -math.inf
    ### END SOLUTION
