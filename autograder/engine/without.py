"""Notices that a function hands its whole work to one that it is to be written without."""

import importlib
import inspect
import sys

import numpy as np


def handed(function, arguments, names):
    """Return which function of a library got all of the first argument during a call, or "".

    What is looked at is what runs, whatever name it goes by and whoever calls it. Code that is meant
    to hide from this can.

    Parameters
    ----------
    function : callable
    arguments : dict
        Of the call, by name; the first one is the work.
    names : list of str
        For example ``["numpy.convolve"]``; one without a dot is a function of the notebook.
    """
    work = np.size(next(iter(arguments.values())))
    codes = {found(name).__code__: name for name in names if "." in name}
    own = {name for name in names if "." not in name}
    seen = []

    def look(frame, event, _):
        if event == "call":
            code = frame.f_code
            name = codes.get(code) or (code.co_name if code.co_name in own else "")
            if name and any(_size(value) >= work for value in frame.f_locals.values()):
                seen.append(name)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        function(**arguments)
    finally:
        sys.setprofile(before)
    return seen[0] if seen else ""


def found(name):
    """Return the Python function that ``library.module.name`` stands for, without its wrappers.

    Raises
    ------
    LookupError
        If there is none.
    """
    module, _, own = name.rpartition(".")
    try:
        function = inspect.unwrap(getattr(importlib.import_module(module), own))
    except (ImportError, AttributeError, ValueError):
        raise LookupError(name) from None
    if not inspect.isfunction(function):
        raise LookupError(name)
    return function


def _size(value):
    return value.size if isinstance(value, np.ndarray) else len(value) if _is_row(value) else 0


def _is_row(value):
    return isinstance(value, (list, tuple))
