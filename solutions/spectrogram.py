"""Spectrograms: what is in a sound, and when, on a scale that can be read off.

The reference solutions of lesson 8. Frames are cut as in lesson 7: `n - hop` zeros come before the
first sample, so that every sample lies in each frame that can hold it, and a frame starts every `hop`
samples as long as there is a sample to come. Amplitudes are scaled by the sum of the window, the
"spectrum" scaling of G. Heinzel, A. Rüdiger and R. Schilling, Spectrum and spectral density
estimation by the Discrete Fourier transform (2002), section 9.
"""

import math

import numpy as np

from autograder.studio import as_signal


def spectrogram(x, window, hop):
    """Return the amplitude spectrum of every frame of a signal.

    Parameters
    ----------
    x : array_like, shape (L,)
        The samples; real.
    window : array_like, shape (n,)
        The weight of each sample of a frame; real. Its sum is above zero.
    hop : int
        Samples from the start of one frame to the start of the next, from 1 to n.

    Returns
    -------
    ndarray, shape (n // 2 + 1, M), float64
        The amplitudes in the unit of `x`, never negative: one row for each frequency, one column
        for each of the ``M = ceil((L + n - hop) / hop)`` frames. A cosine of amplitude A whose
        frequency is that of a bin reads A there in every frame that it fills; so does a constant A
        in bin 0 and, if n is even, ``A, -A, A, -A`` in the last bin.

    Raises
    ------
    ValueError
        If `x` or `window` is no valid signal, `hop` is below 1 or above n, or the sum of the window
        is not above zero.
    """
    x = as_signal(x)
    window = as_signal(window, "window")
    n = window.size
    if not 1 <= hop <= n:
        raise ValueError(
            f"hop is {hop} samples: it must be from 1 to {n}, the length of the window"
        )
    if not window.sum() > 0:
        raise ValueError(
            "the sum of the window is not above zero: no amplitude can be read with it"
        )
    # Row m of frames is frame m: n samples, with zeros where the signal has not begun or is over.
    count = -(-(x.size + n - hop) // hop)
    padded = np.zeros((count - 1) * hop + n)
    padded[n - hop : n - hop + x.size] = x
    frames = np.lib.stride_tricks.sliding_window_view(padded, n)[::hop]
    ### BEGIN SOLUTION
    amplitude = np.abs(np.fft.rfft(frames * window)).T / window.sum()
    # A cosine is shared by two bins, of which one is kept. Bin 0 and n / 2 have no partner.
    amplitude[1 : (n + 1) // 2] *= 2
    return amplitude
    ### END SOLUTION


def amplitude_to_db(A, ref=1.0, floor=-80.0):
    """Return amplitudes as levels, cut off at a floor below the largest of them.

    Parameters
    ----------
    A : array_like, any shape
        The amplitudes: finite, none of them negative.
    ref : float, optional
        The amplitude that reads 0 dB, in the unit of `A`.
    floor : float, optional
        The lowest level in dB, relative to the largest level in all of `A`; at most 0.

    Returns
    -------
    ndarray, the shape of `A`, float64
        The levels in dB. Where all of `A` is zero there is no largest level, and every level is
        `floor`.

    Raises
    ------
    ValueError
        If `A` is empty, negative, complex or not finite anywhere, `ref` is not a finite number
        above zero, or `floor` is above zero or not finite.
    """
    A = np.array(A)
    if A.size == 0 or A.dtype.kind not in "iuf" or not (np.isfinite(A) & (A >= 0)).all():
        raise ValueError("A must be finite numbers, none of them negative")
    if not 0 < ref < math.inf:
        raise ValueError(f"ref is {ref}: it must be a finite number above zero")
    if not -math.inf < floor <= 0:
        raise ValueError(f"floor is {floor} dB: it must be a finite number, at most 0")
    A = A.astype(np.float64)
    ### BEGIN SOLUTION
    if not A.any():
        return np.full(A.shape, float(floor))
    # What is below the floor is lifted before the logarithm, which then never meets a zero.
    lowest = A.max() * 10 ** (floor / 20)
    return 20 * np.log10(np.maximum(A, lowest) / ref)
    ### END SOLUTION


def frame_times(length, n, hop, fs):
    """Return the time in the middle of each frame of `spectrogram`.

    Parameters
    ----------
    length : int
        Number of samples of the signal. Sample i is at the time i / fs.
    n : int
        Number of samples of the window.
    hop : int
        Samples from the start of one frame to the start of the next, from 1 to n.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    ndarray, shape (M,), float64
        The times in seconds, n / 2 samples after the start of each frame, where a periodic Hann
        window has its top. There are ``M = ceil((length + n - hop) / hop)`` frames, and the first
        of them starts n - hop samples before the signal: its time may be negative.

    Raises
    ------
    ValueError
        If `length` is below 1, `hop` is below 1 or above n, or `fs` is not a finite number above
        zero.
    """
    if length < 1:
        raise ValueError(f"length is {length}: there must be at least one sample")
    if not 1 <= hop <= n:
        raise ValueError(
            f"hop is {hop} samples: it must be from 1 to {n}, the length of the window"
        )
    if not 0 < fs < math.inf:
        raise ValueError(f"fs is {fs} Hz: it must be a finite number above zero")
    ### BEGIN SOLUTION
    # There are frames as long as one of the signal's samples is still to come.
    start = np.arange(hop - n, length, hop)
    return (start + n / 2) / fs
    ### END SOLUTION


def frequency_axis(n, fs):
    """Return the frequency of each row of `spectrogram`.

    Parameters
    ----------
    n : int
        Number of samples of the window.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    ndarray, shape (n // 2 + 1,), float64
        The frequencies in Hz, from 0 on in equal steps. The last one is fs/2 if `n` is even, and
        half a step below it if `n` is odd.

    Raises
    ------
    ValueError
        If `n` is below 1, or `fs` is not a finite number above zero.
    """
    if n < 1:
        raise ValueError(f"n is {n}: there must be at least one sample")
    if not 0 < fs < math.inf:
        raise ValueError(f"fs is {fs} Hz: it must be a finite number above zero")
    ### BEGIN SOLUTION
    return np.arange(n // 2 + 1) * (fs / n)
    ### END SOLUTION


def window_length(df, dt, fs):
    """Return the shortest Hann window that separates two tones, if it also separates two clicks.

    Two tones are separated if the main lobes of the window around them do not overlap: each is
    4 fs / n wide. Two clicks are separated if no frame can hold both: they are at least n samples
    apart. (The first weight of a periodic Hann window is zero, so n - 1 samples count.)

    Parameters
    ----------
    df : float
        Distance of the tones in Hz, at most fs/2.
    dt : float
        Distance of the clicks in seconds.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    int
        n, the number of samples of the window.

    Raises
    ------
    ValueError
        If `dt` or `fs` is not a finite number above zero, or `df` is not above zero and at most
        fs/2; and if the window is longer than `dt`, so that no window can do both.
    """
    if not (0 < dt < math.inf and 0 < fs < math.inf):
        raise ValueError(f"dt is {dt} s and fs {fs} Hz: both must be finite and above zero")
    if not 0 < df <= fs / 2:
        raise ValueError(f"df is {df} Hz: it must be above zero and at most fs/2")
    ### BEGIN SOLUTION
    n = math.ceil(4 * fs / df)
    if n > dt * fs:
        raise ValueError(
            f"tones {df} Hz apart need a window of {n / fs} s, which reaches over clicks {dt} s apart"
        )
    return n
    ### END SOLUTION
