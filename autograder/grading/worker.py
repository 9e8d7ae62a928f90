"""The process in which a learner's notebook runs and its functions are called.

Nothing that this process says decides a score: it only sends back what the functions returned. The
grader's side is :mod:`autograder.grading.running`; the frames are those of
:mod:`autograder.grading.wire`. Every request gets one reply; while a call is under way a reply may
be a call-back, which the grader answers with its next frame.
"""

import builtins
import functools
import os
import random
import sys
import threading
import traceback
from itertools import zip_longest
from pathlib import Path
from time import monotonic

import numpy as np

from autograder.engine import without
from autograder.engine.reach import reached
from autograder.engine.subject import unwritten
from autograder.grading import wire

MAX_TEXT = 2000  # characters of an exception's message
MAX_LINE = 200  # characters of a quoted line
MAX_FILE = 64 * 2**20  # bytes of a file that the learner's code writes
MAX_OPEN = 256  # files at a time

_cells = {}  # source of each notebook cell, by the file name under which it is compiled


def main():
    """Serve requests on what were standard input and output until the grader hangs up."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # what a notebook prints goes nowhere
        os.dup2(null, standard)
    _hide_the_checkout()
    serve(requests, replies)


def serve(requests, replies):
    """Serve requests on two pipes until the grader hangs up. Never returns.

    Parameters
    ----------
    requests, replies : int
        File descriptors, open for reading and for writing.
    """
    channel = _Channel(requests, replies)
    worker = _Worker(channel)
    while True:
        request = channel.receive()
        try:
            reply = getattr(worker, "do_" + request["op"])(request)
        except BaseException as error:  # sys.exit() in a function is no way out
            reply = {"error": describe(error)}
        channel.reply(request["id"], reply)


class _Channel:
    """The private pipes to the grader."""

    def __init__(self, requests, replies):
        self._requests = open(requests, "rb", buffering=0)
        self._replies = open(replies, "wb", buffering=0)
        self._pid = os.getpid()
        self._lock = threading.Lock()

    def receive(self):
        try:
            return wire.load(wire.receive(self._requests))
        except (EOFError, OSError):
            os._exit(0)  # the grader is gone

    def reply(self, number, reply):
        """Send a reply; where its value is too much, say so in its place."""
        try:
            frame = wire.dump({"id": number, **reply})
        except wire.WireError as error:
            frame = wire.dump({"id": number, "value": wire.Other(str(error))})
        self._send(frame)

    def call_back(self, number, args):
        """Have the grader call one of its functions.

        Raises
        ------
        Exception
            What the grader's function raised, where that is a built-in exception; else a
            RuntimeError.
        """
        frame = wire.dump({"callback": number, "args": list(args)})
        with self._lock:  # learners may have threads
            self._send(frame)
            answer = self.receive()
        if "error" in answer:
            name, message = answer["error"]
            kind = getattr(builtins, name, None)
            is_error = isinstance(kind, type) and issubclass(kind, Exception)
            raise (kind if is_error else RuntimeError)(message)
        value = answer["value"]
        return value.copy() if isinstance(value, np.ndarray) else value

    def _send(self, frame):
        if os.getpid() != self._pid:
            os._exit(0)  # a fork of the learner's has come back here: only one may answer
        wire.send(self._replies, frame)


class _Worker:
    """The notebook's namespace and the requests that it serves."""

    def __init__(self, channel):
        self._channel = channel
        self._shell = None  # a request to start comes first

    def do_start(self, request):
        """Set the limits and make an empty notebook. The seeds make unseeded noise repeatable."""
        _set_limits(request["memory_mb"] * 2**20, request["cpu_seconds"])
        self._shell = make_shell()
        random.seed(0)
        np.random.seed(0)
        return {}

    def do_cell(self, request):
        """Run one cell; its error, if any, is the answer."""
        self._shell.compile.cell = request["index"]
        result = self._shell.run_cell(request["source"], store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return {} if error is None else {"error": describe(error)}

    def do_names(self, request):
        """Tell which names the notebook has bound to something that can be called."""
        space = self._shell.user_ns
        return {"defined": [name for name in request["names"] if callable(space.get(name))]}

    def do_reached(self, request):
        """Tell which of some names a function leads to."""
        space = self._shell.user_ns
        return {"reached": reached(space.get(request["name"]), space, request["names"])}

    def do_handed(self, request):
        """Call a function and tell which of some functions of libraries gets the whole work."""
        names = [name for name, _ in request["kwargs"]]
        values = [self._argument(value) for _, value in request["kwargs"]]
        function = self._shell.user_ns[request["name"]]
        arguments = dict(zip(names, values, strict=True))
        return {"handed": without.handed(function, arguments, request["names"])}

    def do_call(self, request):
        """Call one of the notebook's functions."""
        return {"value": self._call(request["name"], request["args"], request["kwargs"])}

    def do_calls(self, request):
        """Call a function many times, while there is time and room: tell the outcomes so far."""
        end = monotonic() + request["seconds"]
        outcomes = wire.Outcomes()
        name = request["name"]
        for args, kwargs in zip_longest(request["args"], request["kwargs"], fillvalue=()):
            try:
                outcome = [self._call(name, args, kwargs)]
            except BaseException as error:
                outcome = describe(error)
            # Encoded at once: the function may change later what it has returned.
            if not outcomes.add(outcome) or monotonic() > end:
                break
        return {"outcomes": outcomes}

    def _call(self, name, args, kwargs):
        if name not in self._shell.user_ns:
            raise NameError(f"name '{name}' is not defined")
        args = [self._argument(value) for value in args]
        kwargs = {key: self._argument(value) for key, value in kwargs}
        return self._shell.user_ns[name](*args, **kwargs)

    def _argument(self, value):
        if type(value) is wire.Callback:
            return lambda *args: self._channel.call_back(value.id, args)
        if type(value) is np.ndarray and value.ndim == 0:
            return value[()]  # it was a NumPy scalar
        return value


def describe(error):
    """Return an exception as plain data, with the learner's own line.

    Parameters
    ----------
    error : BaseException
        Possibly of a class that the learner wrote.

    Returns
    -------
    list
        Type, message, and the line (counted from 1 in its cell) and its source: those of the last
        frame that lies in a notebook cell; None where there is none.
    """
    kind = type(error)
    name = wire.type_name(kind)
    try:
        message = str.__getitem__(str(error), slice(MAX_TEXT))
    except BaseException:
        message = "(an exception without a readable message)"
    try:
        if issubclass(kind, NotImplementedError):
            name, message = "NotImplementedError", _unwritten(error)[:MAX_TEXT]
        line, source = _own_line(error)
    except BaseException:
        line, source = None, None
    return [name, message, line, source]


def _unwritten(error):
    """Return the name of the function that is not written, where another one was called."""
    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename not in _cells:
        frames = frames.tb_next
    return unwritten(frames)


def _own_line(error):
    places = [(f.f_code.co_filename, line) for f, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename, error.lineno))
    for file, line in reversed(places):
        if file in _cells:
            lines = _cells[file].splitlines()
            blank = next((i for i, text in enumerate(lines) if text.strip()), 0)
            line += blank  # IPython drops blank lines at the top before it compiles
            return line, lines[line - 1].strip()[:MAX_LINE]
    return None, None


def warm_up():
    """Do once, before a fork, what is slow the first time."""
    make_shell().run_cell("pass", store_history=False)
    np.random.seed(0)  # NumPy imports it when first used


@functools.cache
def make_shell():
    """Return this process's IPython shell: it knows magics, keeps no history and shows nothing."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.text import SList
    from traitlets import Type
    from traitlets.config import Config

    class Compiler(CachingCompiler):
        """Names the code of each cell so that a traceback tells which lines are the learner's."""

        cell = 0

        def get_code_name(self, raw_code, transformed_code, number):
            name = f"<cell {self.cell}>"
            _cells[name] = raw_code
            return name

    class Shell(InteractiveShell):
        compiler_class = Type(Compiler)

        def showtraceback(self, *args, **kwargs):
            pass  # formatting one takes longer than the call itself

        showsyntaxerror = showindentationerror = showtraceback

        def enable_gui(self, gui=None):
            pass  # `%matplotlib inline` asks for it

        def system(self, cmd):
            try:
                super().system(cmd)
            except OSError:
                pass  # the sandbox starts no programs: `!pip install numpy` is no reason to stop

        def getoutput(self, *args, **kwargs):
            try:
                return super().getoutput(*args, **kwargs)
            except OSError:
                return SList()

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell = Shell.instance(config=config)
    shell.display_formatter.active_types = ["text/plain"]  # no pictures: nobody looks
    return shell


def _set_limits(memory_bytes, cpu_seconds):
    """Limit memory, processor time and files. The clock is the grader's business."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, MAX_FILE),
        (resource.RLIMIT_NOFILE, MAX_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        if ceiling != resource.RLIM_INFINITY:
            limit = min(limit, ceiling)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (OSError, ValueError):
            pass  # macOS knows some limits by name only


def _hide_the_checkout():
    """Keep `import solutions` out of reach when the package runs from a checkout."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "numpy").exists():
        sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != root]


if __name__ == "__main__":
    main()
