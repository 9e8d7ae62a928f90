"""Windows, what they cost, and how a sound is cut into overlapping frames and put together again.

The reference solutions of lesson 7. A *frame* is n samples times a window of n samples; the next
frame starts `hop` samples later. Windows are periodic unless said otherwise. The figures of a
window are those of F. J. Harris, On the use of windows for harmonic analysis with the discrete
Fourier transform, Proc. IEEE 66 (1978), pages 51 to 83. The inverse is the least-squares one of
D. W. Griffin and J. S. Lim, Signal estimation from modified short-time Fourier transform, IEEE
Trans. ASSP 32 (1984), pages 236 to 243, equation 6.
"""

import math

import numpy as np

from autograder.studio import as_signal


def hann(n, periodic=True):
    """Return the Hann window: a cosine that has been raised so that it starts at zero.

    Parameters
    ----------
    n : int
        Number of samples.
    periodic : bool, optional
        If True, one whole cycle of the cosine takes n samples, so that the next window would start
        with the next sample. This is the one to use with a DFT. If False, the window is symmetric:
        one whole cycle takes n - 1 samples, and the last sample equals the first.

    Returns
    -------
    ndarray, shape (n,), float64
        The window, from 0 to 1. A window of one sample is 1, whichever its kind.

    Raises
    ------
    ValueError
        If `n` is not a whole number of at least 1; 4.0 is a float, and none.

    Notes
    -----
    ``w[m] = 0.5 - 0.5 cos(2 pi m / n)``, or with n - 1 in the place of n.
    """
    if not isinstance(n, (int, np.integer)) or n < 1:
        raise ValueError(f"n is {n!r}: it must be a whole number of at least 1")
    ### BEGIN SOLUTION
    if n == 1:
        return np.ones(1)
    cycle = n if periodic else n - 1
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / cycle)
    ### END SOLUTION


def window_figures(window):
    """Return the four numbers by which windows are compared.

    Parameters
    ----------
    window : array_like, shape (n,)
        The window. Its spectrum has at least one side lobe: it falls from 0 Hz on to a minimum and
        rises again. (Windows such as 1, 2, 1, whose spectrum only falls, are not asked for.)

    Returns
    -------
    coherent_gain : float
        The mean of the window: what it leaves of the amplitude of a tone that fits. No unit.
    noise_bandwidth : float
        The equivalent noise bandwidth in bins of fs / n: how wide a band of white noise each bin
        collects, compared with what it reads for a tone. A window of ones has 1 bin.
    scalloping_loss : float
        How much less a tone half-way between two bins reads than one on a bin, in dB; positive.
    highest_sidelobe : float
        The highest point of the spectrum's magnitude beyond its first minimum, compared with the
        magnitude at 0 Hz, in dB; negative. It is right to 0.05 dB, for which it is enough to look
        16 times a bin.

    Raises
    ------
    ValueError
        If `window` is not a valid signal, or the sum of its samples is not above zero.
    """
    window = as_signal(window, "window")
    if not window.sum() > 0:
        raise ValueError("the sum of the window must be above zero")
    ### BEGIN SOLUTION
    n = window.size
    total = window.sum()
    noise_bandwidth = n * np.sum(window**2) / total**2
    # Zeros behind the window add no information, but let the DFT look 64 times a bin.
    spectrum = np.abs(np.fft.rfft(window, 64 * n)) / total
    scalloping_loss = -20 * math.log10(spectrum[32])
    # The main lobe only falls: whatever the spectrum has risen to is part of a side lobe.
    risen = np.diff(spectrum) > 0
    highest = 20 * math.log10(spectrum[1:][risen].max())
    return float(total / n), float(noise_bandwidth), scalloping_loss, highest
    ### END SOLUTION


def ola_sum(window, hop):
    """Return what windows add up to when one starts every `hop` samples.

    Parameters
    ----------
    window : array_like, shape (n,)
        The window.
    hop : int
        Samples from the start of one window to the start of the next, from 1 to n.

    Returns
    -------
    ndarray, shape (hop,), float64
        The sum of all windows at one place after the other, far from both ends of the sound, where
        it repeats every `hop` samples. Number r belongs to the places where a window started r
        samples before.

    Raises
    ------
    ValueError
        If `window` is not a valid signal, or `hop` is below 1 or above n.

    Notes
    -----
    ``c[r] = w[r] + w[r + hop] + w[r + 2 hop] + ...`` as far as the window goes.
    """
    window = as_signal(window, "window")
    if not 1 <= hop <= window.size:
        raise ValueError(f"hop is {hop} samples: it must be from 1 to {window.size}")
    ### BEGIN SOLUTION
    return np.array([window[r::hop].sum() for r in range(hop)])
    ### END SOLUTION


def stft(x, window, hop):
    """Return the short-time Fourier transform: the DFT of one windowed frame after the other.

    Before the sound come n - hop zeros, and behind it as many as the last frame needs. So each
    sample of the sound lies in every frame that can hold it, the first and the last one as well.

    Parameters
    ----------
    x : array_like, shape (L,)
        The sound, in any unit.
    window : array_like, shape (n,)
        The window that each frame is multiplied with.
    hop : int
        Samples from the start of one frame to the start of the next, from 1 to n.

    Returns
    -------
    ndarray, shape (n // 2 + 1, M), complex128
        Column m is the lower half of the DFT of frame m, with the sign and the scale of
        numpy.fft.rfft. M is ``(L + n - hop) / hop``, rounded up.

    Raises
    ------
    ValueError
        If `x` or `window` is not a valid signal, or `hop` is below 1 or above n.

    Notes
    -----
    ``S[k, m] = sum of w[i] p[m hop + i] exp(-2 pi j k i / n)`` over i from 0 to n - 1, where p is
    the sound with its zeros: ``p[n - hop + t] = x[t]``.
    """
    x, window = as_signal(x), as_signal(window, "window")
    if not 1 <= hop <= window.size:
        raise ValueError(f"hop is {hop} samples: it must be from 1 to {window.size}")
    ### BEGIN SOLUTION
    n = window.size
    # With n - 1 zeros behind it, a frame starts every hop as long as it still holds a sample of x.
    padded = np.concatenate([np.zeros(n - hop), x, np.zeros(n - 1)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, n)[::hop]  # one a row
    return np.fft.rfft(frames * window).T
    ### END SOLUTION


def onesided_energy(S, n):
    """Return the energy of all n bins of real frames from their lower half.

    Parameters
    ----------
    S : array_like, shape (n // 2 + 1, M)
        The lower half of the DFT of M real frames, one a column.
    n : int
        Samples in a frame. The shape of `S` alone does not tell: 8 and 9 samples both have 5 bins.

    Returns
    -------
    float
        The sum of the squared magnitudes of all n bins of all frames, in the unit of `S` squared.
        Divided by n it is the sum of the squares of all samples of all frames.

    Raises
    ------
    ValueError
        If `S` is not finite or has not n // 2 + 1 rows.
    """
    S = np.array(S, dtype=np.complex128)
    if n < 1 or S.ndim != 2 or S.shape[0] != n // 2 + 1 or not np.isfinite(S).all():
        raise ValueError("S must be finite numbers in n // 2 + 1 rows")
    ### BEGIN SOLUTION
    counts = np.full(len(S), 2)  # a bin and its partner in the upper half
    # No partner: the last bin, if n is even, and always bin 0.
    counts[-1] = 1 + n % 2
    counts[0] = 1
    return float(np.sum(counts @ np.abs(S) ** 2))
    ### END SOLUTION


def istft(S, window, hop, length):
    """Return the sound whose short-time Fourier transform is nearest to the one given.

    If `S` comes straight from `stft` that is the sound itself. If `S` has been edited there is, as
    a rule, no sound that has exactly these frames; then it is the one for which the sum of the
    squared differences, over all n bins of all frames, is smallest.

    Parameters
    ----------
    S : array_like, shape (n // 2 + 1, M)
        The frames as `stft` returns them, edited or not.
    window : array_like, shape (n,)
        The window that `stft` was given.
    hop : int
        The hop that `stft` was given, from 1 to n.
    length : int
        Samples of the sound; it fits M, which is ``(length + n - hop) / hop``, rounded up.

    Returns
    -------
    ndarray, shape (length,), float64
        The sound, in the unit of the sound that `stft` was given.

    Raises
    ------
    ValueError
        If an argument is not of the kind above, or the frames do not tell what the sound was: if
        somewhere the sum of the squared windows is at most 1e-10 times the largest squared sample
        of the window.
    """
    S, window = np.array(S, dtype=np.complex128), as_signal(window, "window")
    if not 1 <= hop <= window.size:
        raise ValueError(f"hop is {hop} samples: it must be from 1 to {window.size}")
    expected = (window.size // 2 + 1, -(-(length + window.size - hop) // hop))
    if length < 1 or S.shape != expected or not np.isfinite(S).all():
        raise ValueError(f"S must be finite numbers in the shape {expected}")
    ### BEGIN SOLUTION
    n = window.size
    weight = ola_sum(window**2, hop)
    if weight.min() <= 1e-10 * np.max(window**2):
        raise ValueError("the window is next to zero where no other frame overlaps it")
    frames = np.fft.irfft(S.T, n)  # one a row
    place = hop * np.arange(len(frames))[:, None] + np.arange(n)
    total = np.bincount(place.ravel(), (window * frames).ravel())
    kept = n - hop + np.arange(length)
    return total[kept] / weight[kept % hop]
    ### END SOLUTION
