"""Calls of the learner's function in the notebook: within the course's limits, prints kept."""

import signal
import threading
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout

from autograder.engine.reach import import_ahead
from autograder.engine.subject import TimedOut, local

_KEPT = 4000  # characters of what a function prints
_SHOWN = 8  # lines
_AGAIN = 0.1  # s: until a loop that catches everything is interrupted once more


class _TooLate(BaseException):
    """Leaves the learner's code; no `except Exception` of theirs holds it."""


class Watch:
    """Wraps functions so that they raise only Trouble, also where they never end.

    Inside ``with watch:`` a call that takes longer than the limit is interrupted, by a signal: where
    there is none (on Windows, or outside of the main thread) calls may take as long as they want.

    Parameters
    ----------
    limits : Limits
        Of the course: seconds for a call, and for all calls together.
    """

    def __init__(self, limits):
        self.limits = limits
        self.printed = _Printed()
        self._left = limits.exercise
        self._armed = False

    def __enter__(self):
        main = threading.current_thread() is threading.main_thread()
        self._armed = main and hasattr(signal, "setitimer")
        if self._armed:
            self._before = signal.signal(signal.SIGALRM, _interrupt)
        return self

    def __exit__(self, *error):
        if self._armed:
            signal.signal(signal.SIGALRM, self._before)
        self._armed = False

    def __call__(self, function):
        """Return `function`, watched."""
        inner = local(function)
        import_ahead(function, getattr(function, "__globals__", {}))

        def call(*args, **kwargs):
            begin = time.monotonic()
            try:
                with redirect_stdout(self.printed), redirect_stderr(self.printed), self._timer():
                    return inner(*args, **kwargs)
            except _TooLate:
                all_of_it = self._left < self.limits.call
                raise TimedOut(
                    TimedOut.ALL.format(self.limits.exercise)
                    if all_of_it
                    else TimedOut.CALL.format(self.limits.call)
                ) from None
            finally:
                self._left -= time.monotonic() - begin

        return call

    def anew(self, function):
        """Return another function, watched, with as much time as if it were the first one."""
        other = Watch(self.limits)
        other._armed = self._armed
        return other(function)

    @contextmanager
    def _timer(self):
        if not self._armed:
            yield
            return
        if self._left <= 0:
            raise _TooLate
        signal.setitimer(signal.ITIMER_REAL, min(self.limits.call, self._left), _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(number, frame):
    raise _TooLate


class _Printed:
    """A file that keeps the beginning of what is written to it."""

    def __init__(self):
        self.lines = 0
        self._parts, self._room = [], _KEPT

    def write(self, text):
        self.lines += text.count("\n")
        if self._room > 0:
            self._parts.append(text[: self._room])
            self._room -= len(text)
        return len(text)

    def flush(self):
        pass

    def summary(self):
        """Return what was printed, as ``(heading, text)``, or None."""
        text = "".join(self._parts)
        if not text.strip():
            return None
        lines = text.rstrip("\n").split("\n")
        shown = "\n".join(line[:200] for line in lines[:_SHOWN])
        count = max(self.lines, len(lines))
        heading = "Printed during the check"
        if count > _SHOWN:
            heading += f" (the first {_SHOWN} of {count} lines)"
        return heading, shown
