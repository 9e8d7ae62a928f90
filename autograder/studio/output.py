"""How a picture or a sound gets onto the page."""

import os
from contextlib import contextmanager

# Non-None while `explore` gathers what one call of its function shows.
_gathered = None


def grading():
    """Tell whether the notebook is being graded: nobody looks, so nothing is rendered."""
    return bool(os.environ.get("SOUNDCHECK_WORKER"))


def show(bundle):
    """Display a mimebundle (dict of MIME type to data), or hand it to the gatherer in charge."""
    if _gathered is not None:
        _gathered.append(bundle)
        return
    from IPython.display import display

    display(bundle, raw=True)


@contextmanager
def gather():
    """Collect the mimebundles shown inside the block, in order, instead of displaying them."""
    global _gathered
    outer, _gathered = _gathered, []
    try:
        yield _gathered
    finally:
        _gathered = outer


def joined(bundles):
    """Make one mimebundle of several: HTML and text one after the other, the first picture."""
    one = {}
    for kind in ("text/html", "text/plain"):
        one[kind] = "\n".join(bundle[kind] for bundle in bundles)
    pictures = [bundle["image/png"] for bundle in bundles if "image/png" in bundle]
    return {**one, "image/png": pictures[0]} if pictures else one
