"""The discrete Fourier transform: from N samples to N coefficients, and back without loss.

The reference solutions of lesson 6. The forward transform has ``exp(-2 pi j k n / N)`` and no
factor, the inverse ``exp(+2 pi j k n / N)`` and the factor ``1 / N``, as in numpy.fft; j is the
imaginary unit. These are the definitions of Oppenheim and Schafer, Discrete-Time Signal
Processing, 3rd ed., section 8.1.
"""

import math

import numpy as np

from autograder.studio import as_signal


def dft(x):
    """Return the discrete Fourier transform of a signal.

    Parameters
    ----------
    x : array_like, shape (N,)
        The samples, real or complex, in any unit.

    Returns
    -------
    ndarray, shape (N,), complex128
        The coefficients in the unit of `x`. Number k belongs to the wave that goes through k whole
        cycles in the N samples. Nothing is divided by N.

    Raises
    ------
    ValueError
        If `x` is empty, not one-dimensional or not finite.

    Notes
    -----
    A table of all waves takes 16 bytes times N squared: 67 MB for 2048 samples.
    """
    x = np.array(x, dtype=np.complex128)
    if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
        raise ValueError("x must be one row of at least one finite number")
    ### BEGIN SOLUTION
    k = np.arange(x.size)
    waves = np.exp(-2j * np.pi * np.outer(k, k) / x.size)
    return waves @ x
    ### END SOLUTION


def bin_frequencies(n, fs):
    """Return the frequencies of the lower half of the bins, from 0 Hz to at most fs/2.

    Parameters
    ----------
    n : int
        Number of samples that are transformed.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    ndarray, shape (n // 2 + 1,), float64
        The frequency of each bin in Hz. The last one is fs/2 where `n` is even, and half a spacing
        below it where `n` is odd.

    Raises
    ------
    ValueError
        If `n` is below 1, or `fs` is not a finite number above zero.
    """
    if n < 1:
        raise ValueError(f"n is {n}: there must be at least one sample")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    ### BEGIN SOLUTION
    return np.arange(n // 2 + 1) * (fs / n)
    ### END SOLUTION


def idft(X):
    """Return the signal that has the given coefficients: the inverse of `dft`.

    Parameters
    ----------
    X : array_like, shape (N,)
        The coefficients, as `dft` returns them.

    Returns
    -------
    ndarray, shape (N,), complex128
        The samples, in the unit of `X`. Where they are real, their imaginary parts are zero up to
        rounding.

    Raises
    ------
    ValueError
        If `X` is empty, not one-dimensional or not finite.
    """
    X = np.array(X, dtype=np.complex128)
    if X.ndim != 1 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError("X must be one row of at least one finite number")
    ### BEGIN SOLUTION
    n = np.arange(X.size)
    waves = np.exp(2j * np.pi * np.outer(n, n) / X.size)
    return waves @ X / X.size
    ### END SOLUTION


def amplitude_phase(x):
    """Return amplitude and phase of the cosines that a real signal is the sum of.

    The signal is ``x[n] = sum of A[k] cos(2 pi k n / N + phi[k])`` over k from 0 to N // 2.

    Parameters
    ----------
    x : array_like, shape (N,)
        The samples; real.

    Returns
    -------
    A : ndarray, shape (N // 2 + 1,), float64
        The amplitude of each cosine, in the unit of `x`; never negative.
    phi : ndarray, shape (N // 2 + 1,), float64
        The phase of each cosine in radians, from -pi to pi. A negative constant is an amplitude
        with the phase pi. Where the amplitude is zero the phase is any number.

    Raises
    ------
    ValueError
        If `x` is empty, not one-dimensional, complex or not finite.
    """
    x = as_signal(x)
    ### BEGIN SOLUTION
    half = dft(x)[: x.size // 2 + 1]
    amplitude = 2 * np.abs(half) / x.size
    # Bin 0, and for an even number the last bin, have no partner in the upper half.
    amplitude[0] /= 2
    if x.size % 2 == 0:
        amplitude[-1] /= 2
    return amplitude, np.angle(half)
    ### END SOLUTION


def dtft(x, f, fs):
    """Return the Fourier transform of a finite signal at any frequency.

    Parameters
    ----------
    x : array_like, shape (N,)
        The samples; real. Sample n is at the time n / fs.
    f : float
        The frequency in Hz: any, also between the bins, negative, or above fs/2.
    fs : float
        Sample rate in Hz.

    Returns
    -------
    complex
        The coefficient in the unit of `x`. At the frequency ``k fs / N`` it is bin k of the DFT.

    Raises
    ------
    ValueError
        If `x` is not a valid signal, `f` is not finite, or `fs` is not a finite number above zero.

    Notes
    -----
    The discrete-time Fourier transform: Oppenheim and Schafer, section 2.7.
    """
    x = as_signal(x)
    if not math.isfinite(f):
        raise ValueError(f"f is {f} Hz: it must be a finite number")
    if not (math.isfinite(fs) and fs > 0):
        raise ValueError(f"fs is {fs} Hz: it must be above zero")
    ### BEGIN SOLUTION
    wave = np.exp(-2j * np.pi * (f / fs) * np.arange(x.size))
    return complex(np.sum(x * wave))
    ### END SOLUTION
