"""Sampling: where a frequency folds to, what lies between the samples, and how to change the rate.

The reference solutions of lesson 3. Frequencies are in Hz. Time in `interpolate_periodic` is counted
in samples, so 2.5 lies halfway between the samples number 2 and 3.
"""

import math

import numpy as np

from autograder.studio import as_signal


def alias_frequency(f, fs):
    """Return the frequency at which a sampled sine is heard.

    Parameters
    ----------
    f : float
        Frequency of the sine before sampling, in Hz; a negative one turns the other way around.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    float
        The one frequency from 0 to ``fs / 2`` (both included), in Hz, at which a cosine has the same
        samples as at `f`.

    Raises
    ------
    ValueError
        If `f` is not finite, or `fs` is not a finite number above zero.

    Notes
    -----
    C. E. Shannon, Communication in the presence of noise, Proc. IRE 37 (1949), section II.
    """
    if not math.isfinite(f):
        raise ValueError(f"f is {f} Hz: it must be a finite number")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: a sample rate must be above zero")
    ### BEGIN SOLUTION
    # The remainder from the *nearest* multiple of fs, exact; it is from -fs/2 to fs/2.
    return abs(math.remainder(f, fs))
    ### END SOLUTION


def interpolate_periodic(x, t):
    """Return the values between the samples of a signal that repeats for ever.

    The curve through the samples is the smoothest one: it is made of sines and cosines that go
    through 0, 1, 2, ... whole cycles in n samples, up to half a cycle a sample, and of nothing
    faster. If n is even, the fastest one is taken as a cosine, ``cos(pi t)``.

    Parameters
    ----------
    x : array_like, shape (n,)
        One period of the signal; after the last sample comes the first one again.
    t : array_like, shape (m,)
        The times, in samples: ``t = k`` is at ``x[k]``, 0.5 halfway to the next one. Any real numbers,
        also below 0 and above n.

    Returns
    -------
    ndarray, shape (m,), float64
        The values at the times `t`, in the unit of `x`.

    Raises
    ------
    ValueError
        If `x` or `t` is empty, not one-dimensional, complex or not finite.

    Notes
    -----
    The sum of all repeats of ``sinc(t - k)`` is the Dirichlet kernel: Oppenheim and Schafer,
    Discrete-Time Signal Processing, 3rd ed., chapters 4 and 8.
    """
    x = as_signal(x)
    t = as_signal(t, "t")
    ### BEGIN SOLUTION
    n = x.size
    u = t[:, np.newaxis] - np.arange(n)  # (m, n): from each sample to each time
    u -= n * np.round(u / n)  # to the nearest repeat of the sample; at most n/2 away
    kernel = np.sinc(u) / np.sinc(u / n)
    if n % 2 == 0:
        kernel *= np.cos(np.pi * u / n)
    return kernel @ x
    ### END SOLUTION


def resample_periodic(x, m):
    """Return a periodic signal at another sample rate: m samples in place of n, over the same time.

    Both signals are made of the same sines and cosines, those that go through at most ``m / 2`` and at
    most ``n / 2`` cycles. What goes through more than ``m / 2`` cycles is left out, since it would
    fold. Of a part with exactly half a cycle a sample, only the cosine shows in samples; it is kept
    at its full height.

    Parameters
    ----------
    x : array_like, shape (n,)
        One period of the signal, evenly spaced samples.
    m : int
        The wanted number of samples, at least 1; above or below n.

    Returns
    -------
    ndarray, shape (m,), float64
        Samples of the same period, in the unit of `x`; the first one is at the time of ``x[0]``.

    Raises
    ------
    ValueError
        If `x` is empty, not one-dimensional, complex or not finite, or `m` is below 1.
    """
    x = as_signal(x)
    if m < 1:
        raise ValueError(f"m is {m}: there must be at least one sample")
    ### BEGIN SOLUTION
    n = x.size
    parts = np.fft.rfft(x)[: min(n, m) // 2 + 1]  # irfft fills up with zeros
    # Half a cycle a sample in the shorter signal is one entry there, a pair in the longer one.
    if m > n and n % 2 == 0:
        parts[-1] /= 2
    if m < n and m % 2 == 0:
        parts[-1] *= 2
    return np.fft.irfft(parts, m) * (m / n)
    ### END SOLUTION


def decimate(x, q, taps=129):
    """Return a signal at a q times lower sample rate: low-pass filtered, then every q-th sample.

    The filter is a sinc under a Hamming window. It cuts off at 0.9 of half the new sample rate, lets a
    constant through unchanged, and delays nothing.

    Parameters
    ----------
    x : array_like, shape (n,)
        The signal; it counts as zero before its first sample and after its last one.
    q : int
        The factor, at least 2.
    taps : int
        Length of the filter in samples, odd and at least 3. Longer filters cut off more sharply: the
        step from "passes" to "is gone" is about ``3.3 / taps`` of the old sample rate wide. So 129
        are enough for `q` up to 5; beyond that, take at least ``26 q``.

    Returns
    -------
    ndarray, shape (ceil(n / q),), float64
        The filtered samples number 0, q, 2q, ..., in the unit of `x`.

    Raises
    ------
    ValueError
        If `x` is empty, not one-dimensional, complex or not finite, `q` is below 2, or `taps` is even
        or below 3.

    Notes
    -----
    Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., 7.5.
    """
    x = as_signal(x)
    if q < 2:
        raise ValueError(f"q is {q}: to keep every q-th sample, q must be at least 2")
    if taps < 3 or taps % 2 == 0:
        raise ValueError(f"taps is {taps}: it must be odd and at least 3, to have a middle")
    ### BEGIN SOLUTION
    half = taps // 2
    h = np.hamming(taps) * np.sinc(0.9 / q * (np.arange(taps) - half))
    h /= h.sum()
    return np.convolve(x, h)[half : half + x.size : q]
    ### END SOLUTION
