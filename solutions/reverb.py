"""Reverberation: how a room answers a sound, and how its decay is measured.

The reference solutions of lesson 11. A room is linear and does not change with time, so all that it
does to a sound between one place and another is in its room impulse response (RIR). The decay is
measured as in ISO 3382-1 and M. R. Schroeder, New method of measuring reverberation time, J. Acoust.
Soc. Am. 37 (1965), pp. 409-412.
"""

import math

import numpy as np

from autograder.studio import as_signal


def convolve_direct(x, h):
    """Return the convolution of a signal and an impulse response, copy by copy.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal, in any unit.
    h : array_like, shape (m,)
        The impulse response; its samples are factors without a unit.

    Returns
    -------
    ndarray, shape (n + m - 1,), float64
        The signal in the room, in the unit of `x`: all of it, with the tail after the last sample
        of `x`.

    Raises
    ------
    ValueError
        If `x` or `h` is empty, not one-dimensional, complex or not finite.

    Notes
    -----
    Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., section 2.3.
    """
    x, h = as_signal(x), as_signal(h, "h")
    ### BEGIN SOLUTION
    y = np.zeros(x.size + h.size - 1)
    for delay, factor in enumerate(h):
        y[delay : delay + x.size] += factor * x
    return y
    ### END SOLUTION


def convolve_fft(x, h):
    """Return the convolution of a signal and an impulse response, by way of their spectra.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal, in any unit.
    h : array_like, shape (m,)
        The impulse response.

    Returns
    -------
    ndarray, shape (n + m - 1,), float64
        The same as that of `convolve_direct`, up to rounding. Sounds of 100,000 samples and more
        take a fraction of a second.

    Raises
    ------
    ValueError
        If `x` or `h` is empty, not one-dimensional, complex or not finite.

    Notes
    -----
    Oppenheim and Schafer, section 8.7.
    """
    x, h = as_signal(x), as_signal(h, "h")
    ### BEGIN SOLUTION
    # Room for the whole tail; with less it would come around and fall on the beginning.
    size = x.size + h.size - 1
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(h, size), size)
    ### END SOLUTION


def convolve_blocks(x, h, block):
    """Return the convolution of a signal that comes in blocks, with one block in hand at a time.

    So nothing may get all of `x` at once: neither your own `convolve_direct` and `convolve_fft` nor
    `numpy.convolve`, `scipy.signal.convolve`, `scipy.signal.fftconvolve`, `scipy.signal.oaconvolve`
    or `scipy.signal.lfilter`. A block at a time they may.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal, in any unit.
    h : array_like, shape (m,)
        The impulse response; it may be longer than a block.
    block : int
        Samples in a block. The last block may have fewer.

    Returns
    -------
    ndarray, shape (n + m - 1,), float64
        The same as that of `convolve_direct`, up to rounding, for any `block`.

    Raises
    ------
    ValueError
        If `x` or `h` is not a valid signal, or `block` is below 1.

    Notes
    -----
    This is the overlap-add method: Oppenheim and Schafer, section 8.7.3.
    """
    x, h = as_signal(x), as_signal(h, "h")
    if block < 1:
        raise ValueError(f"block is {block}: a block has at least one sample")
    ### BEGIN SOLUTION
    y = np.zeros(x.size + h.size - 1)
    for start in range(0, x.size, block):
        answer = convolve_fft(x[start : start + block], h)
        y[start : start + answer.size] += answer
    return y
    ### END SOLUTION


def wet_dry(x, h, wet):
    """Return a mixture of a sound as it is and the same sound in a room.

    Parameters
    ----------
    x : array_like, shape (n,)
        The sound as it is, "dry", in any unit.
    h : array_like, shape (m,)
        The impulse response of the room.
    wet : float
        The share of the sound in the room, from 0 to 1 (both included). The rest, ``1 - wet``, is
        the share of the sound as it is.

    Returns
    -------
    ndarray, shape (n + m - 1,), float64
        The mixture, in the unit of `x`; both begin at sample 0.

    Raises
    ------
    ValueError
        If `x` or `h` is not a valid signal, or `wet` is not from 0 to 1.
    """
    x, h = as_signal(x), as_signal(h, "h")
    if not 0 <= wet <= 1:
        raise ValueError(f"wet is {wet}: a share is from 0 to 1")
    ### BEGIN SOLUTION
    y = wet * convolve_fft(x, h)
    y[: x.size] += (1 - wet) * x
    return y
    ### END SOLUTION


def energy_decay(h):
    """Return the share of an impulse response's energy that is still to come, at each sample.

    Parameters
    ----------
    h : array_like, shape (n,)
        The impulse response, in any unit.

    Returns
    -------
    ndarray, shape (n,), float64
        The energy decay curve: sample k holds the energy of h[k], h[k + 1] and so on to the end,
        divided by the energy of all of `h`. It begins at 1 and never rises, and each value is
        right to ten digits, also where little is left.

    Raises
    ------
    ValueError
        If `h` is not a valid signal, or silent: of no energy there is no share.

    Notes
    -----
    Backward integration, after Schroeder (1965).
    """
    h = as_signal(h, "h")
    ### BEGIN SOLUTION
    to_come = np.cumsum(h[::-1] ** 2)[::-1]
    if to_come[0] == 0:
        raise ValueError("h is silent: it has no energy that could decay")
    return to_come / to_come[0]
    ### END SOLUTION


def rt60(h, fs, hi=-5.0, lo=-35.0):
    """Return the reverberation time of an impulse response: how long a decay of 60 dB takes.

    Parameters
    ----------
    h : array_like, shape (n,)
        The impulse response, in any unit. Sample k is at the time k / fs.
    fs : float
        Sample rate in Hz.
    hi, lo : float
        The levels in dB, ``lo < hi <= 0``, between which the decay is measured. The default is
        called T30: it uses 30 dB, and says how long 60 dB would take at the same rate.

    Returns
    -------
    float
        The reverberation time in s.

    Raises
    ------
    ValueError
        If `h` is not a valid signal or silent, or `fs`, `hi` or `lo` is out of range; or if the
        samples of the decay curve from `hi` down to `lo` (both included) do not have at least two
        different levels, so that they have no slope.

    Notes
    -----
    A straight line is fitted by least squares to the level of the energy decay curve over time, to
    all of its samples from `hi` down to `lo` (ISO 3382-1).
    """
    h = as_signal(h, "h")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    if not -math.inf < lo < hi <= 0:
        raise ValueError(f"hi is {hi} dB and lo is {lo} dB: the decay goes from 0 dB down")
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):  # where nothing is to come, the level is minus infinity
        level = 10 * np.log10(energy_decay(h))
    chosen = (level <= hi) & (level >= lo)
    level, time = level[chosen], np.flatnonzero(chosen) / fs
    if np.unique(level).size < 2:
        raise ValueError(f"the decay has fewer than two levels from {hi} to {lo} dB")
    slope = np.polyfit(time, level, 1)[0]
    return float(-60 / slope)
    ### END SOLUTION


def band_decay(h, fs, edges, frame):
    """Return the energy of an impulse response in each frequency band and each stretch of time.

    The impulse response is cut into frames, one right after the other, without a window. If the
    last one is not full, zeros fill it. The energy of a frame is shared out among its bins: that
    of bin number k, at the frequency k fs / frame, goes to the band in which this frequency is.

    Parameters
    ----------
    h : array_like, shape (n,)
        The impulse response, in any unit.
    fs : float
        Sample rate in Hz.
    edges : array_like, shape (bands + 1,)
        The limits of the bands in Hz, rising. A band includes its lower limit, but not its upper
        one.
    frame : int
        Samples in a frame.

    Returns
    -------
    ndarray, shape (bands, ceil(n / frame)), float64
        The energies, in the unit of `h` squared. If the bands include all frequencies from 0 to
        fs / 2, each column adds up to the sum of the squared samples of its frame.

    Raises
    ------
    ValueError
        If `h` or `edges` is not a valid signal, `edges` has fewer than two entries or does not
        rise, `fs` is not a finite number above zero, or `frame` is below 1.

    Notes
    -----
    Parseval's theorem for one-sided spectra: lesson 6.
    """
    h, edges = as_signal(h, "h"), as_signal(edges, "edges")
    if edges.size < 2 or (np.diff(edges) <= 0).any():
        raise ValueError("edges must be at least two frequencies, each above the one before")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    if frame < 1:
        raise ValueError(f"frame is {frame}: a frame has at least one sample")
    ### BEGIN SOLUTION
    count = math.ceil(h.size / frame)
    frames = np.zeros(count * frame)
    frames[: h.size] = h
    energy = np.abs(np.fft.rfft(frames.reshape(count, frame))) ** 2 / frame
    energy[:, 1 : (frame + 1) // 2] *= 2  # these bins have a partner
    f = np.arange(frame // 2 + 1) * fs / frame
    low, high = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    inside = (low <= f) & (f < high)  # a row for each band, a column for each bin
    return inside @ energy.T
    ### END SOLUTION
