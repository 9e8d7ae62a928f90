"""A process of its own for what a student's bytes could stop: reading a file, making a page of it.

Whatever happens there (any exception, more memory or time than there is, a crash of the interpreter)
is told in a sentence, and the next call begins anew.
"""

import multiprocessing
import pickle
from contextlib import suppress

from autograder.classroom import pool
from autograder.course.model import CourseError
from autograder.grading import memory

SECONDS = 60.0
START_SECONDS = 60.0  # a cold disk may take long to give us the libraries


class Refused(Exception):
    """No result. The text says why, in a sentence without its full stop."""


class Guard:
    """Calls functions in another process, one after the other.

    Parameters
    ----------
    seconds : float
        How long a call may take.
    preload : list of str, optional
        Modules that the process will need, imported before the time of a call begins.
    """

    def __init__(self, seconds=SECONDS, preload=()):
        self._seconds = seconds
        self._preload = list(preload)
        self._process = self._pipe = None
        self._ready = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def call(self, function, *args):
        """Return ``function(*args)``.

        Raises
        ------
        Refused
            There is no result, for whatever reason.
        CourseError
            If the function raises it: nothing that a student did.
        """
        self.start()
        self._await()
        try:
            self._pipe.send((function, args))
            if not self._pipe.poll(self._seconds):
                raise Refused(f"it took longer than {self._seconds:g} s")
            kind, value = self._pipe.recv()
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            raise Refused("the process that did it ended") from None
        except BaseException:
            self.close()
            raise
        if kind == "course":
            raise CourseError(value)
        if kind == "error":
            raise Refused(value)
        return value

    def close(self):
        """End the process; the next call starts another one."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def start(self):
        """Start the process, if there is none, without waiting for it."""
        if self._process is not None and not self._process.is_alive():
            self.close()  # somebody else ended it, between two calls: that is nobody's fault here
        if self._process is None:
            context = multiprocessing.get_context("forkserver")
            self._pipe, theirs = context.Pipe()
            arguments = theirs, self._preload
            self._process = context.Process(target=_serve, args=arguments, daemon=True)
            self._process.start()
            theirs.close()
            self._ready = False

    def _await(self):
        if self._ready:
            return
        try:
            self._ready = self._pipe.poll(START_SECONDS) and self._pipe.recv()
        except (OSError, EOFError):
            pass
        if not self._ready:
            self.close()
            raise CourseError("The process that reads submissions does not start: try again.")


def _serve(pipe, preload):
    pool.begin()
    for name in preload:
        __import__(name)
    pipe.send(True)
    with memory.bounded(), suppress(EOFError):
        while True:
            function, args = pipe.recv()
            pipe.send(_outcome(function, args))


def _outcome(function, args):
    try:
        return "value", function(*args)
    except CourseError as error:
        return "course", str(error)
    except MemoryError:
        return "error", "it took more memory than there is for it"
    except RecursionError:
        return "error", "it is nested too deep"
    except BaseException as error:
        text = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return "error", "".join(c if c.isprintable() else "?" for c in text)
