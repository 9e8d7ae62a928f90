"""The function under test, and the ways it can fail to answer.

A property calls a :class:`Subject` as if it were the learner's function. Whether the code behind it
runs in this process or in a worker is the business of the callable that the subject wraps.
"""

import linecache
import traceback

import numpy as np

from autograder.numbers import plain


class Trouble(Exception):
    """No answer came from the function under test."""


class NotWritten(Trouble):
    """The function still raises NotImplementedError."""


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
            value = manageable(self.function(*args, **kwargs))
        except Crashed as crash:
            self.answers.append(crash.type)
            raise
        self.answers.append(value)
        return value


#: Characters of a text inside an answer, and bits of a whole number: more is no part of any answer,
#: and NumPy would give every element of a list the room of the longest, or find it no float.
MAX_TEXT, MAX_BITS, MAX_DEPTH = 100, 1000, 16


def manageable(answer, depth=0):
    """Return an answer with :class:`Other` in place of what would cost its reader too much."""
    kind = type(answer)
    if kind is int and answer.bit_length() > MAX_BITS:
        return Other("number of more than 300 digits")
    if kind in (str, bytes) and depth and len(answer) > MAX_TEXT:
        return Other(kind.__name__)
    if kind is list or kind is tuple:
        if depth == MAX_DEPTH:
            return Other(kind.__name__)
        return kind([manageable(part, depth + 1) for part in answer])
    return answer


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
            raise NotWritten(str(error)) from None
        except Trouble:
            raise
        except RecursionError as error:
            raise Crashed("RecursionError", str(error), *_own_line(error, function)) from None
        except Exception as error:
            raise Crashed(type(error).__name__, str(error), *_own_line(error, function)) from None

    return call


def _own_line(error, function):
    """Find the last line of the traceback that lies in the file of `function`."""
    code = getattr(function, "__code__", None)
    own = code.co_filename if code else None
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == own]
    if not frames:
        return None, None
    last = frames[-1]
    return last.lineno, linecache.getline(last.filename, last.lineno).strip() or None
