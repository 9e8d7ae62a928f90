"""The function under test, and the ways it can fail to answer.

A property calls a :class:`Subject` as if it were the learner's function. Whether the code behind it
runs in this process or in a worker is the business of the callable that the subject wraps.
"""

import linecache
import operator
import re
import sysconfig
import traceback
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from autograder.engine.expression import CUT, shown_as, text_of, written

_KEPT = 64  # calls of one law that are remembered


class Trouble(Exception):
    """No answer came from the function under test."""


class NotWritten(Trouble):
    """A function still raises NotImplementedError: the text is its name."""


class TimedOut(Trouble):
    """The function did not answer in time."""

    CALL = "No answer within {:g} s."
    ALL = "All calls together took longer than {:g} s."


class Died(Trouble):
    """The process that ran the function is gone."""


class Crashed(Trouble):
    """The function raised an exception.

    Attributes
    ----------
    type, message : str
        Class name and text of the exception, one line without control characters.
    line : int or None
        Line in the learner's cell, counted from 1.
    source : str or None
        The text of that line.
    """

    def __init__(self, type, message, line=None, source=None):
        self.type = printable(type)
        self.message = " ".join(printable(message).split())
        self.line = line
        self.source = printable(source) if source else None
        super().__init__(f"{self.type}: {self.message}")

    def __reduce__(self):  # an exception is pickled by its text alone
        return Crashed, (self.type, self.message, self.line, self.source)


class Other:
    """Stands for a returned object that is neither a number, an array nor a list."""

    def __init__(self, type_name):
        self.type_name = printable(type_name)


def printable(text):
    """Return a text of somebody's own as one line, without what a terminal would obey."""
    text = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", text)
    return "".join(c if c.isprintable() else " " for c in text)


@dataclass(frozen=True)
class Call:
    """One call of a function under test, for a learner.

    `text` can be pasted, after the definitions in `names`, unless it is cut; `answer` is what came.
    """

    text: str
    names: tuple[str, ...]
    answer: object = None


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
        self.begin()

    def begin(self):
        """Forget all calls: a law begins."""
        self.answers = []
        self.questions = []
        self._log = deque(maxlen=_KEPT)

    def __call__(self, *args, **kwargs):
        args = tuple(freeze(a) for a in args)
        kwargs = {key: freeze(value) for key, value in kwargs.items()}
        entry = [args, kwargs, None]
        self._log.append(entry)
        self.questions.append(tuple(map(_asked, (*args, *kwargs.values()))))
        try:
            value = manageable(self.function(*args, **kwargs))
        except Crashed as crash:
            self.answers.append(crash.type)
            raise
        self.answers.append(value)
        entry[2] = value
        return value

    @property
    def last_call(self):
        """The last call as text, for example ``rms(np.array([3.0, 4.0]))``."""
        calls = self.recent()
        return calls[0].text if calls else ""

    def recent(self, got=(), most=1):
        """Return the calls that a learner should see, as a list of :class:`Call`.

        Parameters
        ----------
        got : sequence
            What a law compared: the calls that answered so come first.
        most : int, optional
            So many calls are shown; beside those of `got` they are the last ones.
        """
        log = list(self._log)
        places = {place for one in got if (place := self._origin(one)) is not None}
        for place in reversed(range(len(log))):
            if len(places) >= most:
                break
            places.add(place)
        names = {}
        chosen = [log[place] for place in sorted(places)]
        texts = [self._text(args, kwargs, names) for args, kwargs, _ in chosen]
        return [
            Call(text, tuple(names.values()), answer)
            for text, (_, _, answer) in zip(texts, chosen, strict=True)
        ]

    def changes_its_arguments(self):
        """Whether the last call, asked again with arrays that can be changed, changes one of them."""
        args, kwargs, _ = self._log[-1]
        given = [np.array(a) if isinstance(a, np.ndarray) else a for a in args]
        kept = [np.array(a) if isinstance(a, np.ndarray) else None for a in args]
        with suppress(Trouble):
            self.function(*given, **kwargs)
        return any(
            not np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
            for one, other in zip(kept, given, strict=True)
            if one is not None
        )

    def _origin(self, got):
        """Return which logged call gave `got`, or had it as a part of its answer; or None."""
        for same in (operator.is_, _equal):
            for place in reversed(range(len(self._log))):
                answer = self._log[place][2]
                parts = answer if isinstance(answer, (tuple, list)) else ()
                if any(same(one, got) for one in (answer, *parts)):
                    return place
        return None

    def _text(self, args, kwargs, names):
        """Return a call as text; functions among its arguments get a name in `names`."""

        def shown(value):
            if not callable(value):
                return written(value)
            if value not in names:
                name = f"s{len(names) + 1}" if names else "s"
                names[value] = f"{name} = {text_of(value) or f'<a function{CUT}>'}"
            return names[value].partition(" ")[0]

        parts = [shown(a) for a in args] + [f"{key}={shown(v)}" for key, v in kwargs.items()]
        return f"{self.__name__}({', '.join(parts)})"


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
        text = text_of(value)
        value = value.copy()
        value.flags.writeable = False
        return shown_as(value, text) if text else value
    if isinstance(value, list):
        value = [freeze(part) for part in value]
    return value


def is_single(answer):
    """Whether an answer has single precision: by its type, or since all its numbers would fit."""
    parts = answer if isinstance(answer, (tuple, list)) else [answer]
    for part in parts:
        try:
            values = np.asarray(part)
        except ValueError:  # rows of unequal lengths
            continue
        if values.dtype.kind == "c":
            values = np.stack([values.real, values.imag])
        if values.dtype == np.float32:
            return True
        if values.dtype == np.float64 and values.size:
            with np.errstate(all="ignore"):
                rounded = values.astype(np.float32).astype(np.float64)
                # Multiples of 1/4096 fit everywhere: 0.5 tells nothing.
                fine = values * 4096
            if np.array_equal(rounded, values, equal_nan=True) and (fine != np.rint(fine)).any():
                return True
    return False


def _equal(answer, got):
    """Whether two values hold the same numbers."""
    try:
        one, other = np.asarray(answer, dtype=complex), np.asarray(got, dtype=complex)
    except (TypeError, ValueError):
        return False
    return one.size > 0 and np.array_equal(one.ravel(), other.ravel(), equal_nan=True)


def _asked(value):
    """Return what tells an argument from others; no function is ever the same as another."""
    if callable(value):
        return object()
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    return repr(value)


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
