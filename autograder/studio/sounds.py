"""Sounds, at a level that is safe on headphones."""

import html

import numpy as np

from autograder.studio.output import grading, show
from autograder.studio.signals import as_signal

_FADE = 0.010  # s: long enough to remove the click of a cut, too short to be heard as a fade


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
    sound = ready(x, fs, level_dbfs)

    from IPython.display import Audio

    source = Audio(data=sound, rate=fs, normalize=False).src_attr()
    words = f"{' '.join(label.split())} ({sound.shape[-1] / fs:.1f} s)"
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
    sound = np.stack([as_signal(row, "the sound") for row in rows])
    n = sound.shape[1]
    fade = min(round(_FADE * fs), n // 2)
    ramp = 0.5 - 0.5 * np.cos(np.pi * np.arange(fade) / max(fade, 1))
    sound[:, :fade] *= ramp
    sound[:, n - fade :] *= ramp[::-1]
    peak = np.max(np.abs(sound))
    if peak == 0:
        raise ValueError("the sound is silent: every sample is 0, so there is nothing to hear")
    sound *= 10 ** (level_dbfs / 20) / peak
    return sound[0] if np.ndim(x) == 1 else sound
