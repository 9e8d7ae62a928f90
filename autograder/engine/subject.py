"""The function under test, and the ways it can fail to answer.

A property calls a :class:`Subject` as if it were the learner's function. Whether the code behind it
runs in this process or in a worker is the business of the callable that the subject wraps.
"""

import linecache
import sysconfig
import traceback

import numpy as np

from autograder.numbers import plain


class Trouble(Exception):
    """No answer came from the function under test."""


class NotWritten(Trouble):
    """A function still raises NotImplementedError: the text is its name."""


class TimedOut(Trouble):
    """The function did not answer in time."""


class Died(Trouble):
    """The process that ran the function is gone."""


class Crashed(Trouble):
    """The function raised an exception.

    Attributes
    ----------
    type, message : str
        Class name and text of the exception.
    line : int or None
        Line in the learner's cell, counted from 1.
    source : str or None
        The text of that line.
    """

    def __init__(self, type, message, line=None, source=None):
        super().__init__(f"{type}: {message}")
        self.type = type
        self.message = message
        self.line = line
        self.source = source


class Other:
    """Stands for a returned object that is neither a number, an array nor a list."""

    def __init__(self, type_name):
        self.type_name = type_name


class Subject:
    """A callable that freezes its arguments and logs questions and answers.

    Parameters
    ----------
    name : str
        The exercise's name.
    function : callable
        Raises only :class:`Trouble`.
    """

    def __init__(self, name, function):
        self.__name__ = name
        self.function = function
        self.answers = []
        self.questions = []
        self._arguments = None

    @property
    def last_call(self):
        """The last call as text, for example ``rms([3, 4])``."""
        if self._arguments is None:
            return ""
        args, kwargs = self._arguments
        shown = [_show(a) for a in args] + [f"{key}={_show(v)}" for key, v in kwargs.items()]
        return f"{self.__name__}({', '.join(shown)})"

    def __call__(self, *args, **kwargs):
        self._arguments = args, kwargs
        args = tuple(freeze(a) for a in args)
        kwargs = {key: freeze(value) for key, value in kwargs.items()}
        self.questions.append(tuple(map(_asked, (*args, *kwargs.values()))))
        try:
            value = self.function(*args, **kwargs)
        except Crashed as crash:
            self.answers.append(crash.type)
            raise
        self.answers.append(value)
        return value


def freeze(value):
    """Return a copy, read-only if it is an array, so that a function cannot change its caller's data."""
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = False
    if isinstance(value, list):
        value = [freeze(part) for part in value]
    return value


def _asked(value):
    """Return what tells an argument from others; no function is ever the same as another."""
    if callable(value):
        return object()
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    return repr(value)


def _show(value):
    """Return an argument as short text."""
    if callable(value):
        return getattr(value, "__name__", "s")
    if isinstance(value, (bool, str)) or value is None:
        return repr(value)
    if isinstance(value, (list, tuple, np.ndarray)):
        try:
            values = np.asarray(value)
        except ValueError:  # rows of unequal lengths: a law may hand over an earlier answer
            return f"<{type(value).__name__}>"
        if values.dtype.kind not in "iuf" or values.ndim > 1 and values.size > 4:
            return f"array of shape {values.shape}"
        if values.ndim != 1:
            return str(values.tolist())
        if values.size > 4 and (values == values[0]).all():
            return f"[{plain(values[0], 4)}, ... {values.size} times]"
        shown = ", ".join(plain(v, 4) for v in values[:4])
        return f"[{shown}, ... {values.size} samples]" if values.size > 4 else f"[{shown}]"
    return (
        plain(value) if isinstance(value, (int, float, np.number)) else f"<{type(value).__name__}>"
    )


def local(function):
    """Wrap a function of this process so that it raises only :class:`Trouble`."""

    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except NotImplementedError as error:
            raise NotWritten(unwritten(error.__traceback__.tb_next)) from None
        except Trouble:
            raise
        except RecursionError as error:
            raise Crashed("RecursionError", str(error), *_own_line(error, function)) from None
        except Exception as error:
            raise Crashed(type(error).__name__, str(error), *_own_line(error, function)) from None

    return call


def unwritten(frames):
    """Return the name of the function that raised, from a traceback that begins at the first call.

    It is empty where that is the function that was called, or one of a library.
    """
    codes = [frame.f_code for frame, _ in traceback.walk_tb(frames)]
    if not codes or codes[0] is codes[-1] or codes[-1].co_filename.startswith(_LIBRARIES):
        return ""
    return codes[-1].co_name


_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})


def _own_line(error, function):
    """Find the last line of the traceback that lies in the file of `function`."""
    code = getattr(function, "__code__", None)
    own = code.co_filename if code else None
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == own]
    if not frames:
        return None, None
    last = frames[-1]
    return last.lineno, linecache.getline(last.filename, last.lineno).strip() or None
