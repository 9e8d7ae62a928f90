"""A room by image sources: mirror the source in every wall, then delay, weaken and add.

The reference solutions of lesson 12. The room is a box with one corner at the origin; along axis i
its low wall stands at 0 and its high wall at ``room[i]``, all in meters. The method is that of
Allen and Berkley, Image method for efficiently simulating small-room acoustics, J. Acoust. Soc.
Am. 65 (1979), pages 943 to 950, with delays between the samples after Peterson, J. Acoust. Soc. Am.
80 (1986), pages 1527 to 1529.
"""

import math

import numpy as np


def reflection_coefficient(alpha):
    """Return how much of the sound pressure a wall gives back.

    Parameters
    ----------
    alpha : float
        Absorption coefficient: the share of the arriving energy that the wall keeps, from 0 to 1.

    Returns
    -------
    float
        Reflected over arriving pressure, from 0 to 1.

    Raises
    ------
    ValueError
        If `alpha` is not a number from 0 to 1.
    """
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha is {alpha}: a share of the energy is from 0 to 1")
    ### BEGIN SOLUTION
    return math.sqrt(1 - alpha)
    ### END SOLUTION


def image_sources(room, src, max_order):
    """Return the mirror images of a source in a room, and how often each wall is hit.

    Parameters
    ----------
    room : array_like, shape (d,)
        Lengths of the room along its d = 2 or 3 axes, in m.
    src : array_like, shape (d,)
        Position of the source in m, inside of the room and on no wall.
    max_order : int
        The largest number of reflections.

    Returns
    -------
    pos : ndarray, shape (n, d), float64
        Positions of all images with at most `max_order` reflections, in m; the source itself, with
        no reflection, is one of them. The rows may come in any order, and none comes twice.
    hits : ndarray, shape (n, d, 2), int
        For each image how often the way from it is reflected by the low wall, ``hits[:, i, 0]``,
        and by the high wall, ``hits[:, i, 1]``, of axis i.

    Raises
    ------
    ValueError
        If `room` does not have 2 or 3 lengths above zero, `src` is not inside of it, or
        `max_order` is below 0.

    Notes
    -----
    Mirror room number m along an axis of length L reaches from ``m L`` to ``(m + 1) L``. There are
    ``2 N^2 + 2 N + 1`` images up to order N for d = 2, and ``(2 N + 1) (2 N^2 + 2 N + 3) / 3`` for
    d = 3.
    """
    room, src = np.array(room, dtype=np.float64), np.array(src, dtype=np.float64)
    if room.shape not in ((2,), (3,)) or not (np.isfinite(room) & (room > 0)).all():
        raise ValueError("room must be 2 or 3 lengths above zero, in m")
    if src.shape != room.shape or not ((src > 0) & (src < room)).all():
        raise ValueError("src must be a position inside of the room")
    if max_order < 0:
        raise ValueError(f"max_order is {max_order}: it must be at least 0")
    ### BEGIN SOLUTION
    m = np.arange(-max_order, max_order + 1)
    cells = np.stack(np.meshgrid(*[m] * room.size, indexing="ij"), axis=-1).reshape(-1, room.size)
    cells = cells[np.abs(cells).sum(axis=1) <= max_order]
    pos = cells * room + np.where(cells % 2, room - src, src)
    # Low walls and their images stand at even multiples of the length, high ones at odd multiples.
    return pos, np.abs(np.stack([cells // 2, (cells + 1) // 2], axis=-1))
    ### END SOLUTION


def arrivals(room, src, mic, beta, max_order, c=343.0):
    """Return when, and how strong, the sound of a source arrives at a microphone.

    Parameters
    ----------
    room : array_like, shape (d,)
        Lengths of the room along its d = 2 or 3 axes, in m.
    src, mic : array_like, shape (d,)
        Positions of source and microphone in m, inside of the room and on no wall.
    beta : array_like, shape (d, 2), or float
        Reflection coefficients of the low and the high wall of each axis, from 0 to 1; or one for
        all walls.
    max_order : int
        The largest number of reflections.
    c : float, optional
        Speed of sound in m/s.

    Returns
    -------
    delays : ndarray, shape (n,), float64
        Travel times in s, ascending; one for each image, also where nothing is left of it.
    amps : ndarray, shape (n,), float64
        The amplitude of each arrival in 1/m: times the source's strength (in Pa m) it is the
        pressure.

    Raises
    ------
    ValueError
        If `room`, `src` or `max_order` is not what `image_sources` takes, `mic` is not inside of
        the room or less than 1e-6 m from `src`, a `beta` is not from 0 to 1, or `c` is not a finite
        number above zero.

    Notes
    -----
    Allen and Berkley, equations 9 and 10. With ``d = 2`` the plane is a floor plan of a room in
    space whose floor and ceiling give nothing back.
    """
    pos, hits = image_sources(room, src, max_order)
    room, mic = np.array(room, dtype=np.float64), np.array(mic, dtype=np.float64)
    beta = np.broadcast_to(np.array(beta, dtype=np.float64), (room.size, 2))
    if mic.shape != room.shape or not ((mic > 0) & (mic < room)).all():
        raise ValueError("mic must be a position inside of the room")
    if np.linalg.norm(mic - src) < 1e-6:
        raise ValueError("mic and src are at one place, where the pressure is infinite")
    if not ((beta >= 0) & (beta <= 1)).all():
        raise ValueError("each beta must be from 0 to 1: no wall gives back more than arrives")
    if not (math.isfinite(c) and c > 0):
        raise ValueError(f"c is {c} m/s: it must be above zero")
    ### BEGIN SOLUTION
    r = np.linalg.norm(pos - mic, axis=1)
    amps = np.prod(beta**hits, axis=(1, 2)) / (4 * np.pi * r)
    order = np.argsort(r, kind="stable")  # ties in one order on every processor
    return r[order] / c, amps[order]
    ### END SOLUTION


def fractional_kernel(delay_samples, taps=81):
    """Return a short filter that delays by any number of samples, also between two of them.

    Parameters
    ----------
    delay_samples : float
        The delay d in samples.
    taps : int, optional
        Length of the filter in samples; odd.

    Returns
    -------
    first_index : int
        Where the filter starts: its middle is the whole number next to the delay. (Half-way between
        two samples either will do.)
    kernel : ndarray, shape (taps,), float64
        The filter at the samples n = first_index, first_index + 1 and so on.

    Raises
    ------
    ValueError
        If `delay_samples` is not finite, or `taps` is not an odd number above zero.

    Notes
    -----
    The filter is a sinc with its crest at the delay, times a Hann window that is centered on the
    delay, not on a sample: 1 there, and 0 half of `taps` before and after it.
    """
    if not math.isfinite(delay_samples):
        raise ValueError(f"delay_samples is {delay_samples}: it must be a finite number")
    if taps < 1 or taps % 2 == 0:
        raise ValueError(f"taps is {taps}: it must be odd, so that there is a middle")
    ### BEGIN SOLUTION
    first_index = round(delay_samples) - taps // 2
    u = first_index + np.arange(taps) - delay_samples
    return first_index, np.sinc(u) * np.cos(np.pi * u / taps) ** 2
    ### END SOLUTION


def rir(delays, amps, fs, taps=81):
    """Return the room impulse response: the sum of all arrivals, sampled.

    Parameters
    ----------
    delays : array_like, shape (m,)
        Travel times in s, none of them negative, in any order.
    amps : array_like, shape (m,)
        Amplitudes of the arrivals, in any unit.
    fs : float
        Sample rate in Hz.
    taps : int, optional
        Length of the filter of each arrival, as `fractional_kernel` takes it.

    Returns
    -------
    ndarray, shape (n,), float64
        The response, in the unit of `amps`. The time t is at the index ``t fs + taps // 2``: all is
        late by half a filter, so that the earliest one has room for its first half. Its length is
        n = ceil(fs times the longest delay) + taps.

    Raises
    ------
    ValueError
        If `delays` and `amps` are not two rows of one length, at least 1, of finite numbers, a
        delay is negative, or `fs` is not a finite number above zero.
    """
    delays, amps = np.array(delays, dtype=np.float64), np.array(amps, dtype=np.float64)
    if delays.ndim != 1 or delays.size == 0 or amps.shape != delays.shape:
        raise ValueError("delays and amps must be two rows of one length, at least 1")
    if not (np.isfinite(delays) & np.isfinite(amps) & (delays >= 0)).all():
        raise ValueError("delays and amps must be finite, and no delay below zero")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    h = np.zeros(math.ceil(np.max(delays) * fs) + taps)
    ### BEGIN SOLUTION
    for delay, amp in zip(delays, amps, strict=True):
        first_index, kernel = fractional_kernel(delay * fs, taps)
        start = first_index + taps // 2
        h[start : start + taps] += amp * kernel
    return h
    ### END SOLUTION
