"""The one way in for a signal."""

import numpy as np


def as_signal(x, name="x"):
    """Return a signal as one contiguous row of float64 samples.

    Lists, integers, float32, strided and read-only arrays of the same values all come out the same,
    so that what is computed from them is equal to the last bit. The input is never changed.

    Parameters
    ----------
    x : array_like [shape=(n,)], real-valued
        The samples.
    name : str
        What to call the signal in an error message.

    Returns
    -------
    np.ndarray [shape=(n,)], float64
        The samples; the same memory as ``x`` where that is possible.

    Raises
    ------
    ValueError
        If ``x`` is empty, not one-dimensional, not real numbers, or not finite.
    """
    try:
        samples = np.asarray(x)
    except ValueError:  # rows of different lengths
        raise ValueError(
            f"{name} must be one row of numbers, not rows of several lengths"
        ) from None
    if samples.dtype.kind == "c":
        raise ValueError(f"{name} must be real, but its samples are complex numbers")
    if samples.ndim != 1:
        raise ValueError(
            f"{name} must be one row of samples (n,), but its shape is {samples.shape}"
        )
    if samples.size == 0:
        raise ValueError(f"{name} is empty: it needs at least one sample")
    if samples.dtype.kind not in "biuf":
        raise ValueError(f"{name} must be numbers, but its samples are of type {samples.dtype}")
    samples = np.ascontiguousarray(samples, dtype=np.float64)
    bad = np.flatnonzero(~np.isfinite(samples))
    if bad.size:
        raise ValueError(
            f"{name} must be finite, but {name}[{bad[0]}] is {samples[bad[0]]} "
            f"({bad.size} of {samples.size} samples)"
        )
    return samples
