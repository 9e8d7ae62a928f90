"""Pictures: waveforms, spectra, animations, and how a figure is shown with its alt text."""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from PIL import Image

from autograder.studio.output import grading, show
from autograder.studio.signals import as_signal

# Okabe and Ito (2008): tell apart by eye, with any common form of color blindness, and in gray.
COLORS = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "yellow": "#F0E442",
    "black": "#000000",
}

# Dots an inch of the PNG, and CSS pixels an inch on the page: twice as many, sharp on any screen.
_DOTS, _PIXELS = 192, 96

_LARGEST_GIF = 1_000_000  # bytes: a lesson must stay small enough to mail

plt.rcParams.update(
    {
        "figure.figsize": (7.5, 3.2),
        "figure.facecolor": "white",  # so that it reads on JupyterLab's dark theme too
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.08,
        "figure.constrained_layout.h_pad": 0.08,
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "lines.linewidth": 1.6,
        "legend.frameon": False,
        # Yellow is left out of the cycle: a thin yellow line on white is hard to see.
        "axes.prop_cycle": cycler(color=[c for n, c in COLORS.items() if n != "yellow"]),
    }
)


def figure(fig, *, alt):
    """Show a matplotlib figure as a picture with alt text, and close it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure.
    alt : str
        What the picture shows, for a reader who cannot see it.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    alt = _checked(alt)
    if not grading():
        png = _png(fig)
        width = round(fig.get_figwidth() * _PIXELS)
        show(_picture(png, "image/png", alt, width, still=png))
    plt.close(fig)


def animation(draw, n_frames, *, alt, fps=20):
    """Show an endless GIF of ``n_frames`` figures, with alt text and a still for print.

    Parameters
    ----------
    draw : callable
        ``draw(k)`` returns the figure of frame ``k``, for ``k`` from 0 to ``n_frames - 1``. All
        figures must have one size. Frame 0 is the still.
    n_frames : int
        Number of frames.
    alt : str
        What the animation shows, for a reader who cannot see it.
    fps : float
        Frames per second (GIF counts in 1/100 s, so 20 and 25 are kept exactly).

    Raises
    ------
    ValueError
        If the alt text is empty or the GIF is 1 MB or more.
    """
    alt = _checked(alt)
    if grading():
        return
    frames = []
    for k in range(n_frames):
        fig = draw(k)
        if k == 0:
            still, width = _png(fig), round(fig.get_figwidth() * _PIXELS)
        frame = Image.open(io.BytesIO(_png(fig, _PIXELS))).convert("RGB")
        frames.append(frame.quantize(64, dither=Image.Dither.NONE))
        plt.close(fig)
    gif = io.BytesIO()
    frames[0].save(
        gif, "gif", save_all=True, append_images=frames[1:], duration=round(1000 / fps), loop=0
    )
    if gif.tell() >= _LARGEST_GIF:
        raise ValueError(
            f"the animation has {gif.tell()} bytes, {_LARGEST_GIF} is too many: "
            "use fewer frames or a smaller figure"
        )
    show(_picture(gif.getvalue(), "image/gif", alt, width, still=still))


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


def _checked(alt):
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError("alt is empty: say in a sentence what the picture shows")
    return " ".join(alt.split())


def _edges(centers):
    """Return where evenly spaced cells begin and end."""
    half = (centers[-1] - centers[0]) / (2 * (len(centers) - 1)) if len(centers) > 1 else 0.5
    return float(centers[0] - half), float(centers[-1] + half)


def _axis(unit):
    if unit == "Pa":
        return "sound pressure (Pa)"
    return f"amplitude ({unit})" if unit else "amplitude"


def _png(fig, dpi=_DOTS):
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=dpi)
    # 256 colors are plenty for a drawing, and a third of the bytes.
    picture = Image.open(buffer).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, "png", optimize=True)
    return small.getvalue()


def _picture(data, kind, alt, width, *, still):
    # JupyterLab and nbconvert's page for it drop the alt text that IPython's Image puts in the
    # metadata of an image/png output. Both prefer HTML, where it stays. The PNG beside it is for
    # those that show no HTML (LaTeX and PDF), the plain text for those that show no picture.
    source = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
    style = "max-width: 100%; height: auto"
    tag = f'<img src="{source}" alt="{html.escape(alt)}" width="{width}" style="{style}">'
    return {
        "text/html": tag,
        "image/png": base64.b64encode(still).decode("ascii"),
        "text/plain": f"[picture: {alt}]",
    }
