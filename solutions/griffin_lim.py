"""Griffin-Lim: a signal from the magnitudes of its short-time spectrum alone.

The reference solutions of lesson 10. A spectrum over time has the shape (bins, frames); its frames
hold ``n`` samples, are `hop` samples apart and cover every sample equally often: ``n - hop`` zeros
are put before the signal, and frames are made until it ends. The inverse is the one with the least
squared error, and the algorithm that of D. W. Griffin and J. S. Lim, Signal estimation from
modified short-time Fourier transform, IEEE Trans. ASSP 32 (1984), 236-243.

The first three functions are given to the learner.
"""

import math

import numpy as np

from autograder.studio import as_signal


def stft(x, window, hop):
    """Return the short-time Fourier transform, (n // 2 + 1, M) complex, of a signal x, (L,).

    The window has n samples, and M = ceil((L + n - hop) / hop) frames are `hop` samples apart.
    """
    x, window = as_signal(x), as_signal(window, "the window")
    n = window.size
    if not 1 <= hop <= n:
        raise ValueError(f"hop is {hop}: it must be from 1 to {n}, the length of the window")
    M = math.ceil((x.size + n - hop) / hop)
    padded = np.zeros((M - 1) * hop + n)
    padded[n - hop : n - hop + x.size] = x
    frames = np.lib.stride_tricks.sliding_window_view(padded, n)[::hop]
    return np.fft.rfft(window * frames).T


def istft(C, window, hop, length):
    """Return the signal, (length,), whose stft is as near as possible to C, (n // 2 + 1, M).

    In each place: the sum of window times frame, divided by the sum of the squared window.
    """
    C, window = np.asarray(C, dtype=np.complex128), as_signal(window, "the window")
    n = window.size
    if not 1 <= hop <= n or length < 1:
        raise ValueError(f"hop {hop} and length {length} do not fit a window of {n}")
    M = math.ceil((length + n - hop) / hop)
    if C.shape != (n // 2 + 1, M):
        raise ValueError(f"the shape is {C.shape}, but {length} samples have {(n // 2 + 1, M)}")
    place = (hop * np.arange(M)[:, None] + np.arange(n)).ravel()
    above = np.bincount(place, (window * np.fft.irfft(C.T, n)).ravel())
    below = np.bincount(place, np.tile(window**2, M))
    signal = slice(n - hop, n - hop + length)
    if np.min(below[signal]) < 1e-10 * np.max(window**2):
        raise ValueError("the window leaves a gap between frames: those samples are lost")
    return above[signal] / below[signal]


def as_magnitudes(A):
    """Return A as an array of magnitudes, (bins, frames): finite, none of them negative."""
    if np.iscomplexobj(A):
        raise ValueError("a magnitude is real")
    A = np.array(A, dtype=np.float64)
    if A.ndim != 2 or A.size == 0 or not np.isfinite(A).all() or np.min(A) < 0:
        raise ValueError("magnitudes must be a finite array (bins, frames) without negative ones")
    return A


def project_magnitude(C, A):
    """Return the numbers that have the magnitudes A and are nearest to C.

    Parameters
    ----------
    C : array_like, shape (bins, frames)
        Complex numbers of any magnitude.
    A : array_like, shape (bins, frames)
        The magnitudes wanted, in the unit of `C`: real, none negative.

    Returns
    -------
    ndarray, shape (bins, frames), complex128
        The magnitudes of `A` with the phases of `C`. Where `C` is 0 it has no phase; there the
        answer has the phase 0.

    Raises
    ------
    ValueError
        If the shapes differ, or anything is not finite, or a magnitude is negative.
    """
    A = as_magnitudes(A)
    C = np.array(C, dtype=np.complex128) + 0.0  # -0.0, whose phase would be pi, becomes 0.0
    if C.shape != A.shape or not np.isfinite(C).all():
        raise ValueError("C must be finite and have the shape of A")
    ### BEGIN SOLUTION
    return A * np.exp(1j * np.angle(C))
    ### END SOLUTION


def project_consistent(C, window, hop, length):
    """Return the short-time spectrum of a real signal that is nearest to C.

    Parameters
    ----------
    C : array_like, shape (n // 2 + 1, M)
        Complex numbers, where ``M = ceil((length + n - hop) / hop)``.
    window : array_like, shape (n,)
        The window of each frame.
    hop : int
        From frame to frame, in samples; from 1 to n.
    length : int
        Length of the signal in samples.

    Returns
    -------
    ndarray, shape (n // 2 + 1, M), complex128
        The ``stft`` of some signal of `length` samples, in the unit of `C`: the one with the least
        squared distance, where each bin but those at 0 Hz and at half the sample rate counts twice.

    Raises
    ------
    ValueError
        If the shape of `C` does not fit, or the window leaves a gap between frames.
    """
    ### BEGIN SOLUTION
    return stft(istft(C, window, hop, length), window, hop)
    ### END SOLUTION


def spectral_error(x, A, window, hop):
    """Return how far the magnitudes of a signal's spectrum are from those that were wanted.

    Parameters
    ----------
    x : array_like, shape (length,)
        The signal.
    A : array_like, shape (n // 2 + 1, M)
        The magnitudes wanted: real, none negative.
    window : array_like, shape (n,)
        The window of each frame.
    hop : int
        From frame to frame, in samples; from 1 to n.

    Returns
    -------
    float
        The root of the sum of ``(|stft(x)| - A)^2`` over **all** n bins of each frame, those in the
        upper half included: they mirror the lower half. In the unit of `A`.

    Raises
    ------
    ValueError
        If the shape of `A` is not that of the signal's stft, or `A` are no magnitudes.
    """
    A = as_magnitudes(A)
    S = stft(x, window, hop)
    if A.shape != S.shape:
        raise ValueError(f"the magnitudes have shape {A.shape}, the signal's spectrum {S.shape}")
    ### BEGIN SOLUTION
    n = len(window)
    counts = np.full(len(A), 2)
    # No partner in the upper half: the last bin, if n is even, and always bin 0.
    counts[-1] = 1 + n % 2
    counts[0] = 1
    return float(np.sqrt(counts @ np.sum((np.abs(S) - A) ** 2, axis=1)))
    ### END SOLUTION


def griffin_lim(A, window, hop, length, n_iter=32, rng=0, phase=None):
    """Return a signal whose short-time spectrum has about the magnitudes A.

    Parameters
    ----------
    A : array_like, shape (n // 2 + 1, M)
        The magnitudes wanted, where ``M = ceil((length + n - hop) / hop)``: real, none negative.
    window : array_like, shape (n,)
        The window of each frame.
    hop : int
        From frame to frame, in samples; from 1 to n.
    length : int
        Length of the signal in samples.
    n_iter : int, optional
        How many signals are computed, one from the other; at least 1.
    rng : int, optional
        Seed of the random phases to begin with.
    phase : array_like, shape (n // 2 + 1, M), optional
        Phases to begin with, in radians, in place of random ones.

    Returns
    -------
    x : ndarray, shape (length,), float64
        The last of the signals.
    D : ndarray, shape (n_iter,), float64
        The spectral error of each of the signals; ``D[0]`` is that of the first, which has the
        phases to begin with, and ``D[-1]`` that of `x`.

    Raises
    ------
    ValueError
        If the shape of `A` or of `phase` does not fit, anything is not finite, a magnitude is
        negative, `n_iter` is below 1, or the window leaves a gap between frames.
    """
    A = as_magnitudes(A)
    if n_iter < 1:
        raise ValueError(f"n_iter is {n_iter}: there must be at least one signal")
    if phase is None:
        phase = np.random.default_rng(rng).uniform(-np.pi, np.pi, A.shape)
    phase = np.array(phase, dtype=np.float64)
    if phase.shape != A.shape or not np.isfinite(phase).all():
        raise ValueError("phase must be finite and have the shape of A")
    ### BEGIN SOLUTION
    C = A * np.exp(1j * phase)
    D = []
    for _ in range(n_iter):
        x = istft(C, window, hop, length)
        D.append(spectral_error(x, A, window, hop))
        C = project_magnitude(stft(x, window, hop), A)
    return x, np.array(D)
    ### END SOLUTION
