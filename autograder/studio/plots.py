"""What lessons draw: waveforms, spectra, planes of values, and arrows that measure."""

import matplotlib.pyplot as plt
import numpy as np

from autograder.studio.signals import as_signal
from autograder.studio.style import COLORS  # noqa: F401  sets the course's style too


def waveform(x, fs, *, ax=None, label=None, unit="Pa"):
    """Draw a signal against time.

    Parameters
    ----------
    x : array_like [shape=(n,)], real-valued
        The samples.
    fs : float
        Sample rate in Hz.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure's axes if left out.
    label : str, optional
        The name of the line in a legend.
    unit : str
        Unit of the samples, for the axis.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, with time in ms below one second, in s from there on.
    """
    x = as_signal(x)
    ax = plt.subplots()[1] if ax is None else ax
    scale, time_unit = (1.0, "s") if len(x) >= fs else (1000.0, "ms")
    ax.plot(np.arange(len(x)) / fs * scale, x, label=label)
    ax.set(xlabel=f"time ({time_unit})", ylabel=_axis(unit))
    ax.margins(x=0)
    return ax


def spectrum(x, fs, *, ax=None, label=None, unit="Pa"):
    """Draw the amplitude of a signal's partials against frequency, in dB.

    A sine of amplitude 1 that lasts for the whole signal stands at 0 dB: the DFT of the signal
    under a Hann window, divided by half the window's sum. What is 120 dB below the strongest
    partial or 1e-12 of the unit is drawn on the floor.

    Parameters
    ----------
    x : array_like [shape=(n,)], real-valued
        The samples.
    fs : float
        Sample rate in Hz.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure's axes if left out.
    label : str, optional
        The name of the line in a legend.
    unit : str
        Unit of the samples, for the axis.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, from 0 Hz to half the sample rate.
    """
    x = as_signal(x)
    ax = plt.subplots()[1] if ax is None else ax
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(len(x)) + 0.5) / len(x))
    amplitude = np.abs(np.fft.rfft(x * window)) / (window.sum() / 2)
    floor = max(1e-6 * amplitude.max(), 1e-12)
    level = 20 * np.log10(np.maximum(amplitude, floor))
    ax.plot(np.fft.rfftfreq(len(x), 1 / fs), level, label=label)
    ax.set(xlabel="frequency (Hz)", ylabel=f"amplitude (dB re 1 {unit})")
    ax.margins(x=0)
    return ax


def heatmap(values, x, y, *, xlabel, ylabel, label, ax=None, vmin=None, vmax=None):
    """Draw values over a plane, with a color bar: a spectrogram, levels in bands, power by direction.

    Parameters
    ----------
    values : array_like [shape=(len(y), len(x))], real-valued
        What is drawn; ``values[j, i]`` belongs to ``x[i]`` and ``y[j]``. Spectrograms are laid out
        like this: (bins, frames).
    x, y : array_like [shape=(n,) and (m,)]
        Evenly spaced centers of the cells.
    xlabel, ylabel, label : str
        What the two axes and the colors mean, with units.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    vmin, vmax : float, optional
        The values of the darkest and of the brightest color.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the shape of `values` is not that of the axes.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.shape != (len(y), len(x)):
        raise ValueError(
            f"values has the shape {values.shape}, but y and x have {len(y)} and {len(x)} places"
        )
    ax = plt.subplots()[1] if ax is None else ax
    ends = [end for places in (x, y) for end in _edges(places)]
    # Brightness rises with the value: cividis is read alike with any form of color blindness.
    image = ax.imshow(
        values, origin="lower", aspect="auto", extent=ends, cmap="cividis", vmin=vmin, vmax=vmax
    )
    ax.grid(False)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.figure.colorbar(image, ax=ax, label=label, pad=0.02)
    return ax


def measure(ax, start, end, text, *, color="black", ha="left", va="center", offset=(6, 0)):
    """Draw a two-headed arrow between two points, as on a technical drawing, and label it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    start, end : tuple of float
        The two points, in the units of the axes.
    text : str
        The label, at the middle of the arrow.
    color, ha, va, offset
        Color of arrow and label; how the label is set beside the middle, and how far, in points.
    """
    arrow = {"arrowstyle": "<->", "color": color, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=arrow)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    ax.annotate(text, middle, offset, textcoords="offset points", color=color, ha=ha, va=va)


def _edges(centers):
    """Return where evenly spaced cells begin and end."""
    half = (centers[-1] - centers[0]) / (2 * (len(centers) - 1)) if len(centers) > 1 else 0.5
    return float(centers[0] - half), float(centers[-1] + half)


def _axis(unit):
    if unit == "Pa":
        return "sound pressure (Pa)"
    return f"amplitude ({unit})" if unit else "amplitude"
