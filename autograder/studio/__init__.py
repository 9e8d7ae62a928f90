"""What a lesson may say: figures with alt text, safe sounds, sliders, and ``%%needs``.

Thin over matplotlib, IPython and ipywidgets, which are imported when first used, so that a solution
can take :func:`as_signal` from here at no cost.
"""

import importlib
import sys

from autograder.studio.signals import as_signal

_HOME = {
    "COLORS": "style",
    "figure": "pictures",
    "measure": "plots",
    "waveform": "plots",
    "spectrum": "plots",
    "animation": "pictures",
    "heatmap": "plots",
    "play": "sounds",
    "sound": "sounds",
    "explore": "sliders",
}

__all__ = [
    "COLORS",
    "animation",
    "as_signal",
    "explore",
    "figure",
    "heatmap",
    "measure",
    "play",
    "sound",
    "spectrum",
    "waveform",
]


def __getattr__(name):
    if name in _HOME:
        return getattr(importlib.import_module(f"autograder.studio.{_HOME[name]}"), name)
    raise AttributeError(f"module 'autograder.studio' has no attribute {name!r}")


if "IPython" in sys.modules:  # in a notebook: a script has no cells to put %%needs on
    from autograder.studio import magics

    magics.register()
