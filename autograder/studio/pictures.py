"""Pictures and animations on the page: with alt text, readable in a dark theme, and able to hold still.

A picture is drawn once, for white paper. On a dark page the style below turns its lightness around and
keeps the hues, so that what was blue is blue still. What is inside the axes of an image (`imshow`) keeps
its own colors, since there a bright color means a large value.
"""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from autograder.studio import style  # noqa: F401  sets the course's style
from autograder.studio.output import grading, show

# Dots an inch of the PNG, and CSS pixels an inch on the page: twice as many, sharp on any screen.
_DOTS, _PIXELS = 192, 96

_LARGEST_GIF = 1_000_000  # bytes: a lesson must stay small enough to mail

#: What a page needs for the pictures, whatever its theme.
RULES = """
.soundcheck-picture{display:inline-block;position:relative;max-width:100%}
.soundcheck-picture img{display:block;max-width:100%;height:auto}
.soundcheck-picture :is(i,b){position:absolute}
.soundcheck-animation:has(:checked) .moves,
.soundcheck-animation:not(:has(:checked)) .still,
.soundcheck-animation .play{display:none}
@media (prefers-reduced-motion:reduce){
.soundcheck-animation:not(:has(:checked)) .moves,
.soundcheck-animation:has(:checked) .still,
.soundcheck-animation .pause{display:none}
.soundcheck-animation:has(:checked) .moves,
.soundcheck-animation:not(:has(:checked)) .still{display:inline-block}
.soundcheck-animation .play{display:inline}
}
"""

#: What a dark page needs besides.
DARK = """
.soundcheck-picture{mix-blend-mode:screen}
.soundcheck-picture img{filter:invert(1) hue-rotate(180deg)}
.soundcheck-picture:has(i) img{filter:invert(1)}
.soundcheck-picture i{backdrop-filter:invert(1)}
.soundcheck-picture b{backdrop-filter:hue-rotate(180deg)}
"""

_STYLE = "".join(f'<style>{RULES}[data-jp-theme-light="false"]{{{DARK}}}</style>'.split("\n"))


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
        show(_bundle(_picture(png, "image/png", alt, fig), png, alt))
    plt.close(fig)


def animation(draw, n_frames, *, alt, fps=20):
    """Show a GIF of ``n_frames`` frames that can be paused, with alt text and a still for print.

    Parameters
    ----------
    draw : callable
        ``draw(k)`` draws frame ``k``, from 0 to ``n_frames - 1``. It returns either a whole figure,
        a new one for each frame and all of one size. Or it draws into a figure that is there already
        and returns the artists that it has drawn or changed, as for matplotlib's ``FuncAnimation``
        with ``blit=True``: the rest of the figure is drawn once, which is ten times faster. The
        limits of the axes must then stay as they are. Frame 0 is the still.
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
    first = draw(0)
    whole = isinstance(first, Figure)
    fig = first if whole else first[0].get_figure()
    png = _png(fig)
    fig.set_layout_engine("none")  # what is laid out stays so: that is half of the work
    frames = (_whole if whole else _blitted)(draw, first, n_frames)
    gif, still = io.BytesIO(), io.BytesIO()
    frames[0].save(
        gif, "gif", save_all=True, append_images=frames[1:], duration=round(1000 / fps), loop=0
    )
    frames[0].save(still, "png", optimize=True)
    if gif.tell() >= _LARGEST_GIF:
        raise ValueError(
            f"the animation has {gif.tell()} bytes, {_LARGEST_GIF} is too many: "
            "use fewer frames or a smaller figure"
        )
    tag = (
        '<div class="soundcheck-animation"><label><input type="checkbox"> <span class="pause">pause'
        '</span><span class="play">play</span></label><br>'
        f"{_picture(gif.getvalue(), 'image/gif', alt, fig, ' moves')}"
        f"{_picture(still.getvalue(), 'image/png', alt, fig, ' still')}</div>"
    )
    show(_bundle(tag, png, alt))
    plt.close(fig)


def _whole(draw, first, n_frames):
    """Return the frames of figures, all laid out as the first one is."""
    places = [ax.get_position(original=True) for ax in first.axes]
    frames = []
    for k in range(n_frames):
        fig = draw(k) if k else first
        if k and len(fig.axes) == len(places):
            fig.set_layout_engine("none")
            for ax, place in zip(fig.axes, places, strict=True):
                ax.set_position(place, which="original")
        canvas = FigureCanvasAgg(fig)
        fig.set_dpi(_PIXELS)
        canvas.draw()
        frames.append(_frame(canvas))
        if k:
            plt.close(fig)
    return frames


def _blitted(draw, artists, n_frames):
    """Return the frames of one figure of which only the artists change."""
    fig = artists[0].get_figure()
    canvas = FigureCanvasAgg(fig)
    fig.set_dpi(_PIXELS)
    for artist in artists:
        artist.set_animated(True)  # left out of the ground
    canvas.draw()
    ground = canvas.copy_from_bbox(fig.bbox)
    frames = []
    for k in range(n_frames):
        artists = draw(k) if k else artists
        canvas.restore_region(ground)
        for artist in sorted(artists, key=lambda artist: artist.get_zorder()):
            fig.draw_artist(artist)
        frames.append(_frame(canvas))
    return frames


def _frame(canvas):
    picture = Image.fromarray(np.array(canvas.buffer_rgba()), "RGBA").convert("RGB")
    return picture.quantize(64, dither=Image.Dither.NONE)


def _checked(alt):
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError("alt is empty: say in a sentence what the picture shows")
    return " ".join(alt.split())


def _png(fig):
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=_DOTS)
    # 256 colors are plenty for a drawing, and a third of the bytes.
    picture = Image.open(buffer).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, "png", optimize=True)
    return small.getvalue()


def _picture(data, kind, alt, fig, name=""):
    """Return the HTML of a picture; `fig` has been drawn, so its axes are in their places."""
    source = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
    held = [(_holds_image(ax), ax.get_position()) for ax in fig.axes]
    places = ""
    if any(image for image, _ in held):
        # Turning the hue is not exact: images are spared it, the other axes get it by themselves.
        places = "".join(_place("i" if image else "b", box) for image, box in held)
    return (
        f'<span class="soundcheck-picture{name}"><img src="{source}" alt="{html.escape(alt)}" '
        f'width="{round(fig.get_figwidth() * _PIXELS)}">{places}</span>'
    )


def _place(tag, box):
    return (
        f'<{tag} style="left:{100 * box.x0:.2f}%;top:{100 - 100 * box.y1:.2f}%;'
        f'width:{100 * box.width:.2f}%;height:{100 * box.height:.2f}%"></{tag}>'
    )


def _holds_image(ax):
    from matplotlib.collections import QuadMesh

    return bool(ax.images) or any(isinstance(c, QuadMesh) for c in ax.collections)


def _bundle(tag, still, alt):
    # JupyterLab and nbconvert's page for it drop the alt text that IPython's Image puts in the
    # metadata of an image/png output. Both prefer HTML, where it stays. The PNG beside it is for
    # those that show no HTML (LaTeX and PDF), the plain text for those that show no picture.
    return {
        "text/html": _STYLE + tag,
        "image/png": base64.b64encode(still).decode("ascii"),
        "text/plain": f"[picture: {alt}]",
    }
