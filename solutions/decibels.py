"""Levels: from the RMS of a pressure signal to the level of many sources at a distance.

The reference solutions of lesson 1. Levels are in decibels (dB) throughout; pressures are sound
pressures in pascals (Pa), that is, deviations from the static pressure of the air.
"""

import math

import numpy as np

from autograder.studio import as_signal


def rms(x):
    """Return the root mean square (effective value) of a signal.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal, for example sound pressure in Pa.

    Returns
    -------
    float
        The RMS, in the unit of `x`; never negative.

    Raises
    ------
    ValueError
        If `x` is empty, not one-dimensional, complex or not finite.

    Notes
    -----
    The definition is that of IEC 60050-103, entry 103-02-03.
    """
    x = as_signal(x)
    ### BEGIN SOLUTION
    return float(np.sqrt(np.mean(np.square(x))))
    ### END SOLUTION


def level_db(x, ref):
    """Return the level of a signal relative to a reference RMS.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal, a root-power quantity such as pressure or voltage.
    ref : float
        The RMS that counts as 0 dB, in the unit of `x`.

    Returns
    -------
    float
        The level in dB; ``-inf`` for silence.

    Raises
    ------
    ValueError
        If `x` is not a valid signal, or `ref` is not a finite number above zero.

    Notes
    -----
    The level of a root-power quantity is defined in ISO 80000-1:2009, annex C.
    """
    x = as_signal(x)
    ### BEGIN SOLUTION
    if not (math.isfinite(ref) and ref > 0):
        raise ValueError(f"ref is {ref}: a level needs a reference above zero")
    value = rms(x)
    if value == 0:
        return -math.inf
    return 20 * math.log10(value / ref)
    ### END SOLUTION


def spl_db(p_pa):
    """Return the sound pressure level in air.

    Parameters
    ----------
    p_pa : array_like, shape (n,)
        Sound pressure in Pa.

    Returns
    -------
    float
        The level in dB relative to 20 micropascals (RMS); ``-inf`` for silence.

    Raises
    ------
    ValueError
        If `p_pa` is empty, not one-dimensional, complex or not finite.

    Notes
    -----
    The reference pressure for air is that of ISO 1683:2015.
    """
    p_pa = as_signal(p_pa, "p_pa")
    ### BEGIN SOLUTION
    return level_db(p_pa, 20e-6)
    ### END SOLUTION


def db_to_amplitude(db):
    """Return the amplitude ratio that belongs to a level difference.

    Parameters
    ----------
    db : array_like, any shape
        Level differences in dB; ``-inf`` stands for silence.

    Returns
    -------
    ndarray, shape of `db`, float64
        Amplitude ratios, without unit; 0 dB is 1.

    Raises
    ------
    ValueError
        If any value is NaN.
    """
    db = np.asarray(db, dtype=np.float64)
    if np.isnan(db).any():
        raise ValueError("db contains NaN: a level must be a number or -inf")
    ### BEGIN SOLUTION
    return np.power(10.0, db / 20)
    ### END SOLUTION


def level_at_distance(level, r1, r2):
    """Return the level of a point source at another distance, in the free field.

    Parameters
    ----------
    level : float
        Level in dB at distance `r1`.
    r1, r2 : float
        Distances from the source in m.

    Returns
    -------
    float
        Level in dB at distance `r2`.

    Raises
    ------
    ValueError
        If a distance is not a finite number above zero.

    Notes
    -----
    Spherical waves in the free field: Kuttruff, Room Acoustics, 6th ed., section 1.2.
    """
    ### BEGIN SOLUTION
    for r in (r1, r2):
        if not (math.isfinite(r) and r > 0):
            raise ValueError(f"a distance is {r} m: it must be above zero")
    return level + 20 * math.log10(r1 / r2)
    ### END SOLUTION


def sum_levels(levels):
    """Return the level of several independent (incoherent) sources together.

    Parameters
    ----------
    levels : array_like, shape (k,)
        The level of each source alone, in dB; ``-inf`` stands for a silent one.

    Returns
    -------
    float
        The level of all sources together in dB; ``-inf`` if every source is silent.

    Raises
    ------
    ValueError
        If there is no level, or one is NaN or ``+inf``.

    Notes
    -----
    Levels may be thousands of dB, above and below zero and from each other: the answer is right for
    them, too.
    """
    levels = np.asarray(levels, dtype=np.float64)
    if levels.ndim != 1 or levels.size == 0:
        raise ValueError("levels must be a list of at least one level in dB")
    if np.isnan(levels).any() or np.isposinf(levels).any():
        raise ValueError("levels contains NaN or +inf: a level must be finite or -inf")
    ### BEGIN SOLUTION
    highest = levels.max()
    if np.isneginf(highest):
        return -math.inf
    return float(highest + 10 * np.log10(np.sum(10 ** ((levels - highest) / 10))))
    ### END SOLUTION
