"""Delay-and-sum beamforming: many microphones, pointed by arithmetic alone.

The reference solutions of lesson 13. A direction is a unit vector u that points from the array
toward the source. Sources are far away, so that their wavefronts are flat, and the microphone at
the position p hears a sound ``-p . u / c`` seconds later than it passes the origin: earlier, if the
microphone is nearer to the source. See D. H. Johnson and D. E. Dudgeon, Array Signal Processing
(Prentice Hall, 1993), chapter 4.
"""

import math

import numpy as np

from autograder.studio import as_signal


def steering_delays(positions, u, c=343.0):
    """Return how much later each microphone hears a far source than the origin would.

    Parameters
    ----------
    positions : array_like, shape (M, d)
        The microphones, one a row, in meters from the origin; d is 1, 2 or 3 coordinates.
    u : array_like, shape (d,)
        The direction from the array toward the source, a vector of length 1.
    c : float
        Speed of sound in m/s.

    Returns
    -------
    ndarray, shape (M,), float64
        The delays in seconds, relative to the origin (not to the first microphone). Negative for a
        microphone that is nearer to the source than the origin is.

    Raises
    ------
    ValueError
        If there is no microphone, a position has not as many coordinates as `u`, something is not
        finite, the length of `u` differs from 1 by more than 1e-6, or `c` is not above zero.
    """
    positions = np.array([as_signal(row, "each position") for row in positions])
    u = as_signal(u, "u")
    if positions.ndim != 2 or positions.shape[1] != u.size:
        raise ValueError("each microphone needs a position with as many coordinates as u")
    if abs(np.linalg.norm(u) - 1) > 1e-6:
        raise ValueError(f"u has the length {np.linalg.norm(u):g}: a direction has the length 1")
    if not (math.isfinite(c) and c > 0):
        raise ValueError(f"c is {c} m/s: it must be above zero")
    ### BEGIN SOLUTION
    return -(positions @ u) / c
    ### END SOLUTION


def delay_signal(x, delay_samples):
    """Return a signal later by any number of samples, also by a part of one.

    The samples are taken for one turn of a loop, as the DFT does: what leaves at the end comes in
    at the start.

    Parameters
    ----------
    x : array_like, shape (..., N)
        The samples; time is the last axis, and all rows are delayed alike.
    delay_samples : float
        How much later, in samples; any number. A negative one makes the signal earlier.

    Returns
    -------
    ndarray, same shape as `x`, float64
        The delayed samples, in the unit of `x`.

    Raises
    ------
    ValueError
        If `x` is a single number, empty or not finite, or `delay_samples` is not finite.

    Notes
    -----
    If N is even, bin N / 2 of the DFT is its own mirror image, of a positive and a negative
    frequency at once: the mean of the turns of both, ``cos(pi d)``, is left of it.
    See T. I. Laakso and others, Splitting the unit delay, IEEE Signal Processing Magazine 13 (1996).
    """
    x = np.array(x, dtype=np.float64)
    if x.ndim == 0 or x.size == 0 or not np.isfinite(x).all():
        raise ValueError("x must hold at least one sample in each row, and finite ones only")
    if not math.isfinite(delay_samples):
        raise ValueError(f"delay_samples is {delay_samples}: it must be a finite number")
    ### BEGIN SOLUTION
    n = x.shape[-1]
    # Bin k goes through k / N cycles a sample: that is what rfftfreq gives.
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(n) * delay_samples)
    # irfft keeps the real part of bin N / 2: that is the cosine which this bin needs.
    return np.fft.irfft(np.fft.rfft(x) * turns, n)
    ### END SOLUTION


def delay_and_sum(X, delays, fs):
    """Return the beam: all microphones with their delays removed, averaged.

    Parameters
    ----------
    X : array_like, shape (M, N)
        The recording, one microphone a row; taken for one turn of a loop, as in `delay_signal`.
    delays : array_like, shape (M,)
        How much later, in seconds, each microphone hears the wanted source.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    ndarray, shape (N,), float64
        The mean of the aligned microphones, in the unit of `X`. A source with these delays comes
        out as it passes the origin, neither louder nor softer.

    Raises
    ------
    ValueError
        If `X` has no microphone or no sample, there is not one delay for each microphone, something
        is not finite, or `fs` is not above zero.
    """
    X = np.array([as_signal(row, "each row of X") for row in X])
    delays = as_signal(delays, "delays")
    if X.ndim != 2 or len(X) != delays.size:
        raise ValueError("X needs one row of samples for each of the delays")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    ### BEGIN SOLUTION
    aligned = [delay_signal(X[m], -delays[m] * fs) for m in range(len(X))]
    return np.mean(aligned, axis=0)
    ### END SOLUTION


def beam_response(positions, look, src, f, c=343.0):
    """Return by how much a steady tone from one direction comes through a beam to another.

    Parameters
    ----------
    positions : array_like, shape (M, d)
        The microphones, in meters from the origin.
    look : array_like, shape (d,)
        The direction the beam is steered to, a vector of length 1.
    src : array_like, shape (d,)
        The direction the tone comes from, a vector of length 1.
    f : float
        Frequency of the tone in Hz, 0 or more.
    c : float
        Speed of sound in m/s.

    Returns
    -------
    complex
        The beam's output divided by the tone as it passes the origin: the magnitude is the gain in
        amplitude, from 0 to 1, and the angle is the phase in radians by which the output is ahead.

    Raises
    ------
    ValueError
        If `f` is negative or not finite, or one of the others is refused by `steering_delays`.
    """
    if not (math.isfinite(f) and f >= 0):
        raise ValueError(f"f is {f} Hz: it must be 0 or more")
    ### BEGIN SOLUTION
    left_over = steering_delays(positions, src, c) - steering_delays(positions, look, c)
    return complex(np.mean(np.exp(-2j * np.pi * f * left_over)))
    ### END SOLUTION


def steered_power(X, positions, dirs, fs):
    """Return the power that a beam hears in each of many directions.

    Parameters
    ----------
    X : array_like, shape (M, N)
        The recording, one microphone a row.
    positions : array_like, shape (M, d)
        The microphones, in meters from the origin.
    dirs : array_like, shape (K, d)
        The directions to steer to, one a row, each of length 1.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    ndarray, shape (K,), float64
        The mean square of the beam steered to each direction, in the unit of `X` squared. The speed
        of sound is 343 m/s.

    Raises
    ------
    ValueError
        If there is no direction, or something is refused by `steering_delays` or `delay_and_sum`.
    """
    if len(dirs) == 0:
        raise ValueError("dirs is empty: give at least one direction")
    ### BEGIN SOLUTION
    beams = [delay_and_sum(X, steering_delays(positions, u), fs) for u in dirs]
    return np.mean(np.square(beams), axis=1)
    ### END SOLUTION
