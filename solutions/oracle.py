"""The Fourier oracle: how much of one frequency is in a signal, by cutting, averaging, correlating.

The reference solutions of lesson 5. A signal here is a function ``s(t)``: it takes an array of
times in seconds and returns an array of values. Sines are written ``A sin(2 pi f t + phi)``.
"""

import math

import numpy as np

from autograder.studio import as_signal


def block_phases(f_target, f_component, n_blocks):
    """Return where in its cycle a sine stands at the start of each block.

    A block lasts one period of the target frequency, ``1 / f_target`` seconds. The first block
    starts at 0 s, and there the sine ``sin(2 pi f_component t)`` is at the start of its cycle.

    Parameters
    ----------
    f_target : float
        The frequency that sets the length of the blocks, in Hz.
    f_component : float
        The frequency of the sine, in Hz.
    n_blocks : int
        Number of blocks.

    Returns
    -------
    ndarray, shape (n_blocks,), float64
        The phase at the start of each block, in turns (1 turn = 360 degrees), from 0 to 1.

    Raises
    ------
    ValueError
        If `f_target` is not above zero, `f_component` is negative, one of them is not finite, or
        `n_blocks` is below 1.
    """
    if not (math.isfinite(f_target) and f_target > 0):
        raise ValueError(f"f_target is {f_target} Hz: it must be above zero")
    if not (math.isfinite(f_component) and f_component >= 0):
        raise ValueError(f"f_component is {f_component} Hz: it must not be negative")
    if n_blocks < 1:
        raise ValueError(f"n_blocks is {n_blocks}: there must be at least one block")
    ### BEGIN SOLUTION
    return np.arange(n_blocks) * (f_component / f_target) % 1
    ### END SOLUTION


def fold_average(s, f, n_blocks, samples_per_block):
    """Cut a signal into blocks of one period of `f` and return their average.

    Parameters
    ----------
    s : callable
        The signal: takes an array of times in s, returns an array of the same shape.
    f : float
        The target frequency in Hz; a block lasts ``1 / f`` seconds. The first one starts at 0 s.
    n_blocks : int
        Number of blocks, one right after the other.
    samples_per_block : int
        Number of evenly spaced samples in a block, at least 3. The first is at the very start of
        the block; the end of a block is the start of the next one, and belongs to that.

    Returns
    -------
    ndarray, shape (samples_per_block,), float64
        The average over all blocks, in the unit of `s`.

    Raises
    ------
    ValueError
        If `f` is not a finite number above zero, `n_blocks` is below 1 or `samples_per_block` below
        3.
    """
    if not (math.isfinite(f) and f > 0):
        raise ValueError(f"f is {f} Hz: it must be above zero")
    if n_blocks < 1:
        raise ValueError(f"n_blocks is {n_blocks}: there must be at least one block")
    if samples_per_block < 3:
        raise ValueError(f"samples_per_block is {samples_per_block}: a cycle needs at least 3")
    ### BEGIN SOLUTION
    t = np.arange(n_blocks * samples_per_block) / (samples_per_block * f)
    return s(t).reshape(n_blocks, samples_per_block).mean(axis=0)
    ### END SOLUTION


def correlate_block(block):
    """Compare a block with one cycle of a cosine and with one cycle of a sine.

    Parameters
    ----------
    block : array_like, shape (m,)
        Samples of one period, evenly spaced, the first at its very start; at least 3.

    Returns
    -------
    c, d : float
        ``2 / m`` times the sum of the block times ``cos(2 pi k / m)``, and the same with ``sin``,
        where k counts the samples from 0. So ``c cos + d sin`` is the part of the block that goes
        through exactly one cycle.

    Raises
    ------
    ValueError
        If `block` is not a row of at least 3 finite real numbers.
    """
    block = as_signal(block, "block")
    if block.size < 3:
        raise ValueError(f"block has {block.size} samples: a cycle needs at least 3")
    ### BEGIN SOLUTION
    angle = 2 * np.pi * np.arange(block.size) / block.size
    return 2 * float(np.mean(block * np.cos(angle))), 2 * float(np.mean(block * np.sin(angle)))
    ### END SOLUTION


def oracle(s, f, n_blocks, samples_per_block):
    """Return the amplitude with which a frequency is present in a signal.

    Parameters
    ----------
    s : callable
        The signal: takes an array of times in s, returns an array of the same shape.
    f : float
        The target frequency in Hz.
    n_blocks, samples_per_block : int
        How many periods of `f` to listen to, and how many samples to take of each, as in
        `fold_average`.

    Returns
    -------
    float
        The amplitude A of the component ``A sin(2 pi f t + phi)``, in the unit of `s`; never
        negative.

    Raises
    ------
    ValueError
        If `fold_average` refuses its arguments.
    """
    ### BEGIN SOLUTION
    c, d = correlate_block(fold_average(s, f, n_blocks, samples_per_block))
    return math.hypot(c, d)
    ### END SOLUTION


def oracle_phase(s, f, n_blocks, samples_per_block):
    """Return the phase with which a frequency is present in a signal.

    Parameters
    ----------
    s : callable
        The signal: takes an array of times in s, returns an array of the same shape.
    f : float
        The target frequency in Hz.
    n_blocks, samples_per_block : int
        As in `fold_average`.

    Returns
    -------
    float
        The phase phi of the component ``A sin(2 pi f t + phi)`` in radians, from -pi to pi. Where
        the amplitude is zero it is any number of these.

    Raises
    ------
    ValueError
        If `fold_average` refuses its arguments.
    """
    ### BEGIN SOLUTION
    c, d = correlate_block(fold_average(s, f, n_blocks, samples_per_block))
    return math.atan2(c, d)
    ### END SOLUTION


def attenuation(r, n_blocks):
    """Return what averaging leaves of a sine whose frequency is r times the target frequency.

    Parameters
    ----------
    r : float
        Frequency of the sine divided by the target frequency; of either sign.
    n_blocks : int
        Number of blocks that are averaged.

    Returns
    -------
    float
        Amplitude of the averaged sine divided by its amplitude before, from 0 to 1; also where `r`
        is an integer but for a rounding error, of some 1e-15 of `r`.

    Raises
    ------
    ValueError
        If `r` is not finite or `n_blocks` is below 1.
    """
    if not math.isfinite(r):
        raise ValueError(f"r is {r}: it must be a finite number")
    if n_blocks < 1:
        raise ValueError(f"n_blocks is {n_blocks}: there must be at least one block")
    ### BEGIN SOLUTION
    # Only the distance to the nearest integer counts; sinc(x) = sin(pi x) / (pi x) is 1 at x = 0.
    off = r - round(r)
    return float(abs(np.sinc(off * n_blocks) / np.sinc(off)))
    ### END SOLUTION
