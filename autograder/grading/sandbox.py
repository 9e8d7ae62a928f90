"""The sandbox: bubblewrap around a warm parent, which forks a worker for each session.

This is the grader's side of :mod:`autograder.grading.warm`.
"""

import atexit
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading

from autograder.grading.bubblewrap import SandboxMissing, command, does_not_work, wanted
from autograder.grading.process import Process, epitaph

START_SECONDS = 60.0  # a cold disk may take long to give us NumPy
KILL_SECONDS = 10.0
PIPE_BYTES = 2**20
_READY, _TROUBLE = b"ready", b"!"

# What a notebook's words promise that it will import: once in the parent, not in each worker.
_PRELOADS = {
    "autograder": ("autograder.learner.notebook", "autograder.studio.magics"),
    "matplotlib": ("matplotlib.pyplot",),
    "studio": (
        "matplotlib.pyplot",
        *(f"autograder.studio.{name}" for name in ("plots", "sounds", "sliders")),
    ),
    "scipy": ("scipy.signal",),
}


class SandboxedProcess(Process):
    """A worker in the sandbox.

    Parameters
    ----------
    cells : list of str
        The notebook that it will run: tells what the warm parent should have imported.

    Raises
    ------
    SandboxMissing
        There is no bubblewrap, or it does not work here.
    """

    def __init__(self, cells=()):
        words = set(re.findall(r"\w+", " ".join(cells)))
        modules = [m for word, names in _PRELOADS.items() if word in words for m in names]
        self._parent = _warm_parent()
        try:
            to, back, self._control = self._parent.spawn(modules)
        except OSError:  # it died since it was last used
            self._parent.kill()
            self._parent = _warm_parent()
            try:
                to, back, self._control = self._parent.spawn(modules)
            except OSError as error:
                raise does_not_work(error) from None
        self._code = None
        super().__init__(to, back)

    def kill(self):
        """Kill the worker, and with it all that its namespaces hold."""
        self._pipes.close()
        try:
            self._control.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the keeper is gone
        try:
            if self._listen(KILL_SECONDS) is None:
                self._parent.kill()  # nothing else is sure to end the worker
        except SandboxMissing:
            pass  # there never was a worker, and who wanted it has been told
        self._control.close()

    def _epitaph(self):
        return epitaph(self._listen(1.0))

    def _listen(self, seconds):
        """Return the exit code that the keeper tells within `seconds`, or None."""
        self._control.settimeout(seconds)
        try:
            while self._code is None and (message := self._control.recv(2000)):
                if message.startswith(_TROUBLE):
                    raise does_not_work(message[1:].decode(errors="replace"))
                self._code = os.waitstatus_to_exitcode(int(message))
        except OSError:
            pass  # no answer in time, or nobody to give one
        return self._code


class _WarmParent:
    """Bubblewrap with a warm parent in it."""

    def __init__(self):
        arguments = command()
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with tempfile.TemporaryFile() as errors:
            started = threading.Event()
            run = threading.Thread(
                target=self._run, args=(arguments, theirs, errors, started), daemon=True
            )
            run.start()
            started.wait()
            self._socket.settimeout(START_SECONDS)
            try:
                ready = self._socket.recv(100) == _READY
            except OSError:
                ready = False
            if not ready:
                self.kill()
                errors.seek(0)
                text = errors.read(10_000).decode(errors="replace").strip()
                raise does_not_work(text.splitlines()[-1] if text else "it says nothing")
        self.alive = True

    def _run(self, arguments, theirs, errors, started):
        """Start bubblewrap and wait for its end: it would end with the thread that started it."""
        try:
            self._process = subprocess.Popen(
                arguments,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env={},  # what bubblewrap itself is given can be read in its /proc
                start_new_session=True,  # an interrupt from the keyboard is for the grader
            )
        finally:
            theirs.close()
            started.set()
        self._process.wait()

    def spawn(self, modules):
        """Have a worker forked.

        Returns
        -------
        to, back : binary files
            Unbuffered pipes to and from it.
        control : socket.socket
            Tells how it ended, and ends it when shut down.

        Raises
        ------
        OSError
            The warm parent is gone.
        """
        requests, to = os.pipe()
        back, replies = os.pipe()
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            to, back = open(to, "wb", buffering=0), open(back, "rb", buffering=0)
            try:
                for pipe in (requests, replies):
                    _widen(pipe)
                request = json.dumps({"modules": modules}).encode()
                with self._lock:
                    socket.send_fds(self._socket, [request], [requests, replies, theirs.fileno()])
            except OSError:
                to.close(), back.close(), control.close()
                raise
            finally:
                os.close(requests)
                os.close(replies)
        return to, back, control

    def kill(self):
        """End the sandbox and everything in it."""
        self.alive = False
        self._socket.close()  # which ends the warm parent, and that all the others
        try:
            self._process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


_parents = {}  # of this process; a forked one has none, whatever it inherits
_parents_lock = threading.Lock()


def _warm_parent():
    with _parents_lock:
        parent = _parents.get(os.getpid())
        if parent is None or not parent.alive:
            parent = _parents[os.getpid()] = _WarmParent()
        return parent


def works():
    """Whether learners' code can be locked in on this machine, and nobody has forbidden it."""
    if not wanted():
        return False
    try:
        _warm_parent()
    except SandboxMissing:
        return False
    return True


def say_if_missing(what):
    """Say on stderr that `what` is run as anything else that one starts, if that is so."""
    if not works():
        print(f"Without a sandbox here: {what} runs with your own rights.", file=sys.stderr)


@atexit.register
def close():
    """End this process's sandbox; the next session starts a new one."""
    parent = _parents.pop(os.getpid(), None)
    if parent is not None and parent.alive:
        parent.kill()


def _renew_lock():
    global _parents_lock
    _parents_lock = threading.Lock()  # another thread may have held it when this process forked


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


def _widen(pipe):
    import fcntl

    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        pass  # the user has many of them: it works with less
