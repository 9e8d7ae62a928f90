"""Sounds: recordings to work on, and a player at a level that is safe on headphones."""

import html
import io
import math
from pathlib import Path

import numpy as np

from autograder.studio.output import grading, show
from autograder.studio.signals import as_signal

_MATERIAL = Path(__file__).parent / "material"
_FADE = 0.010  # s: long enough to remove the click of a cut, too short to be heard as a fade


def sound(name, fs=None):
    """Return a recording: one that comes with the course, or a WAV file of your own.

    Parameters
    ----------
    name : {"woman", "man", "guitar"} or path
        Two talkers, a plucked chord (16 kHz, about 3 s each), or the path of a WAV file.
    fs : int, optional
        Sample rate in Hz to convert to; by default the recording's own.

    Returns
    -------
    x : np.ndarray [shape=(n,)], float64
        The samples, several channels averaged to one. The largest is 0.5, unless all are zero.
    fs : int
        Sample rate in Hz.

    Raises
    ------
    ValueError
        If there is no such recording, it is no WAV file, it is empty, or the rate is no positive
        whole number.
    """
    shipped = sorted(path.stem for path in _MATERIAL.glob("*.wav"))
    path = _MATERIAL / f"{name}.wav" if name in shipped else Path(name)
    if fs is not None and (fs != int(fs) or fs <= 0):
        raise ValueError(f"fs is {fs}: it must be a whole number of samples per second")
    try:
        content = path.read_bytes()
    except OSError:
        raise ValueError(
            f"there is no recording {str(name)!r}: give one of {', '.join(shipped)}, or the path "
            "of a WAV file"
        ) from None
    x, rate = _read(content, path.name)
    if fs is not None and fs != rate:
        from scipy.signal import resample_poly

        common = math.gcd(int(fs), rate)
        x, rate = resample_poly(x, int(fs) // common, rate // common), int(fs)
    return 0.5 * x / (np.max(np.abs(x)) or 1.0), rate


def _read(content, name):
    """Return the samples [shape=(n,)], float64 within -1 and 1, and the rate of a WAV file."""
    import warnings

    from scipy.io import wavfile

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # chunks of other programs, such as tags
            rate, samples = wavfile.read(io.BytesIO(content))
    except Exception:
        raise ValueError(
            f"{name} is not a WAV file that can be read: export it as WAV, 16 bit PCM"
        ) from None
    if samples.size == 0:
        raise ValueError(f"{name} is empty: it needs at least one sample")
    kind = samples.dtype
    middle = 128.0 if kind == np.uint8 else 0.0
    full = 1.0 if kind.kind == "f" else 128.0 if kind == np.uint8 else -float(np.iinfo(kind).min)
    x = (samples.astype(np.float64) - middle) / full
    return as_signal(x.mean(axis=1) if x.ndim == 2 else x, name), int(rate)


def play(x, fs, *, label, level_dbfs=-12.0):
    """Show a player for a sound.

    The sound is scaled so that its largest sample is at ``level_dbfs``, whatever its unit was, and
    faded in and out over 10 ms. So two players cannot be compared in level, unless they say so: to
    compare levels, put the sounds one after the other in one player.

    Parameters
    ----------
    x : array_like [shape=(n,) or (2, n)], real-valued
        The samples; two rows are the left and the right channel.
    fs : int
        Sample rate in Hz.
    label : str
        What is heard, in a few words; shown above the player.
    level_dbfs : float
        Level of the largest sample in dB relative to digital full scale, at most 0.

    Raises
    ------
    ValueError
        If the sound is empty, silent, not finite or of another shape, the label is empty, or the
        level is above full scale.
    """
    if not isinstance(label, str) or not label.strip():
        raise ValueError("label is empty: say in a few words what is heard")
    if not level_dbfs <= 0:
        raise ValueError(f"level_dbfs is {level_dbfs}: it must be at most 0 dB, full scale")
    if grading():
        return
    samples = ready(x, fs, level_dbfs)

    from IPython.display import Audio

    source = Audio(data=samples, rate=fs, normalize=False).src_attr()
    words = f"{' '.join(label.split())} ({samples.shape[-1] / fs:.1f} s)"
    named = html.escape(words)
    show(
        {
            "text/html": f'<div style="margin: 0.5em 0"><div>&#9835; {named}</div>'
            f'<audio controls aria-label="{named}" src="{source}"></audio></div>',
            "text/plain": f"[sound: {words}]",
        }
    )


def ready(x, fs, level_dbfs):
    """Return the sound [shape=(n,) or (2, n)], faded and scaled to a peak of ``level_dbfs``."""
    rows = [x] if np.ndim(x) == 1 else x
    if np.ndim(x) not in (1, 2) or len(rows) not in (1, 2):
        raise ValueError(
            f"the sound must have the shape (n,), or (2, n) for stereo, but it is {np.shape(x)}"
        )
    samples = np.stack([as_signal(row, "the sound") for row in rows])
    n = samples.shape[1]
    fade = min(round(_FADE * fs), n // 2)
    ramp = 0.5 - 0.5 * np.cos(np.pi * np.arange(fade) / max(fade, 1))
    samples[:, :fade] *= ramp
    samples[:, n - fade :] *= ramp[::-1]
    peak = np.max(np.abs(samples))
    if peak == 0:
        raise ValueError("the sound is silent: every sample is 0, so there is nothing to hear")
    samples *= 10 ** (level_dbfs / 20) / peak
    return samples[0] if np.ndim(x) == 1 else samples
