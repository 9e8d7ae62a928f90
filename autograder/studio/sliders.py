"""Explorations: sliders where widgets run, a static picture where they do not."""

from decimal import Decimal

from autograder.studio.output import gather, grading, joined, show

_UNITS = {"Hz", "kHz", "s", "ms", "m", "cm", "mm", "dB", "Pa", "degrees", "periods", "samples"}

# ipywidgets gives the handle of a slider no name, so a screen reader would say its value alone.
_NAMES = """<script>(() => {
    let times = 0
    const name = () => {
        for (const slider of document.querySelectorAll(".widget-slider"))
            slider.querySelector(".noUi-handle")?.setAttribute(
                "aria-label", slider.querySelector(".widget-label").textContent)
        if (times++ < 40) setTimeout(name, 250)  // the widgets may come later than this
    }
    name()
})()</script>"""


def explore(function, **sliders):
    """Show what a function shows, with sliders for its arguments.

    The function is called with the starting values, and again whenever a slider has been moved. It
    shows its pictures and sounds with the studio's ``figure``, ``play`` and ``animation``. What it
    shows is an ordinary output of the cell: on a page, on paper, or wherever widgets do not run,
    the picture for the starting values is there all the same, with its alt text.

    Parameters
    ----------
    function : callable
        Takes one keyword argument for each slider.
    **sliders : tuple (lowest, highest, step, start)
        The range of each argument. Four integers make an integer slider. The argument's name is also
        what the learner reads; a unit at its end is set apart: ``delay_in_ms`` or ``delay_ms`` is
        shown as "delay (ms)".

    Raises
    ------
    ValueError
        If the function shows nothing at the starting values.
    """
    if grading():
        return
    from IPython.display import display

    # Called before the sliders are made: if it needs a function that is not written yet, the
    # learner should not see sliders that do nothing.
    bundle = _shown(function, {name: start for name, (*_, start) in sliders.items()})
    widgets = {name: _slider(name, *limits) for name, limits in sliders.items()}
    show(_controls(widgets))
    picture = display(_with_names(bundle), raw=True, display_id=True)

    def redraw(_):
        values = {name: widget.value for name, widget in widgets.items()}
        picture.update(_with_names(_shown(function, values)), raw=True)

    for widget in widgets.values():
        widget.observe(redraw, "value")


def _shown(function, values):
    with gather() as bundles:
        function(**values)
    if not bundles:
        raise ValueError(f"{function.__name__} showed nothing: end it in figure(...) or play(...)")
    return joined(bundles)


def _slider(name, lowest, highest, step, start):
    from ipywidgets import FloatSlider, IntSlider, Layout

    limits = lowest, highest, step, start
    whole = all(isinstance(number, int) for number in limits)
    label = _label(name)
    return (IntSlider if whole else FloatSlider)(
        value=start,
        min=lowest,
        max=highest,
        step=step,
        description=label,
        tooltip=label,
        readout_format="d" if whole else f".{max(map(_decimals, limits))}f",
        continuous_update=False,  # a redraw takes a tenth of a second: once, where the slider stops
        style={"description_width": "initial"},
        layout=Layout(width="100%", max_width="40em"),
    )


def _label(name):
    """Return an argument's name as a person would write it, the unit in parentheses."""
    *words, last = name.split("_")
    if not words or last not in _UNITS:
        return " ".join([*words, last])
    return f"{' '.join(words).removesuffix(' in')} ({last})"


def _decimals(number):
    return -min(Decimal(str(number)).normalize().as_tuple().exponent, 0)


def _controls(widgets):
    from ipywidgets import VBox

    at = ", ".join(f"{w.description} = {w.value:g}" for w in widgets.values())
    words = f"Run this lesson in JupyterLab to move the sliders. Shown here: {at}."
    return {
        **VBox(list(widgets.values()))._repr_mimebundle_(),
        "text/html": f"<em>{words}</em>",
        "text/plain": f"[{words}]",
    }


def _with_names(bundle):
    return {**bundle, "text/html": bundle["text/html"] + _NAMES}
