"""One worker process: how it is started, talked to within a time limit, and got rid of."""

import os
import queue
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from autograder.engine.subject import Died, TimedOut
from autograder.grading import wire

_CHUNK = 2**16  # bytes of the first read of a frame: most are shorter


def environment(home):
    """Return the environment of a worker whose own directory is `home`."""
    variables = {
        "LANG": "C.UTF-8",
        "HOME": home,
        "TMPDIR": home,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": home,
        "PYTHONHASHSEED": "0",  # the same order of sets, the same report
        "SOUNDCHECK_WORKER": "1",  # check() and its kind do nothing there
    }
    for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
        variables[library + "_NUM_THREADS"] = "1"
    return variables


def font_lists():
    """Return Matplotlib's lists of this machine's fonts, which it else makes anew: a second."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return sorted(cache.glob("matplotlib/fontlist-*.json"))


class Process:
    """A worker, as its grader sees it. A subclass starts it and tells how it ended.

    Parameters
    ----------
    to, back : binary files
        The grader's ends of the two pipes, unbuffered.
    """

    def __init__(self, to, back):
        self._pipes = _Pipes(to, back) if os.name == "posix" else _Threaded(to, back)

    def exchange(self, frame, seconds, too_late):
        """Send a frame and return the one that answers it, within `seconds`.

        Raises
        ------
        TimedOut
            With the text `too_late`.
        Died
            The worker is gone, or answers in frames that are none.
        """
        try:
            return self._pipes.exchange(frame, seconds)
        except TimeoutError:
            raise TimedOut(too_late) from None
        except (OSError, EOFError):
            raise Died(self._epitaph()) from None
        except wire.WireError as error:
            raise Died(f"The process sent {error}.") from None


class PlainProcess(Process):
    """A worker without a sandbox: for a learner's own code on the learner's own machine."""

    def __init__(self):
        self._home = Path(tempfile.mkdtemp(prefix="soundcheck-"))
        self._process = _launch(self._home)
        super().__init__(self._process.stdin, self._process.stdout)

    def kill(self):
        """Kill the worker and all it started in its process group; remove its files."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except AttributeError:  # Windows
            self._process.kill()
        except ProcessLookupError:
            pass
        self._process.wait()
        self._pipes.close()
        try:
            shutil.rmtree(self._home, ignore_errors=True)
        except RecursionError:
            pass
        if os.name == "posix" and self._home.exists():  # nested deeper than rmtree goes
            subprocess.run(["rm", "-rf", str(self._home)], stderr=subprocess.DEVNULL, check=False)

    def _epitaph(self):
        try:
            return epitaph(self._process.wait(timeout=1.0))
        except subprocess.TimeoutExpired:
            return epitaph(None)


def epitaph(code):
    """Say how a process ended: its exit status, less than 0 for a signal, None if it still runs."""
    if code is None:
        return "The process broke its connection to the grader."
    if code < 0:
        return f"The process was ended by the signal {signal.Signals(-code).name}."
    return f"The process ended itself (exit status {code})."


def _launch(home):
    """Start a worker whose own directory is `home`, leading a process group of its own."""
    for fonts in font_lists():
        shutil.copy(fonts, home)
    root = str(Path(__file__).resolve().parents[2])
    boot = (
        f"import sys; sys.path.insert(0, {root!r})\nimport autograder.grading.worker as w; w.main()"
    )
    variables = {"PATH": os.environ.get("PATH", os.defpath), **environment(str(home))}
    if "SYSTEMROOT" in os.environ:  # Windows starts nothing without it
        variables["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return subprocess.Popen(
        # Not -I, which would ignore PYTHONHASHSEED; the environment is ours anyway.
        [sys.executable, "-s", "-P", "-c", boot],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=home,
        env=variables,
        start_new_session=True,
    )


class _Pipes:
    """Talks over two pipes that are never waited for longer than there is time."""

    def __init__(self, to, back):
        self._to, self._back = to, back
        self._can_write, self._can_read = select.poll(), select.poll()
        self._can_write.register(to, select.POLLOUT)
        self._can_read.register(back, select.POLLIN)
        for pipe in (to, back):
            os.set_blocking(pipe.fileno(), False)

    def exchange(self, frame, seconds):
        """Send a frame and return the next, or raise TimeoutError, OSError, EOFError, WireError."""
        self._end = time.monotonic() + seconds
        rest = memoryview(wire.framed(frame))
        while rest:
            rest = rest[self._once(self._can_write, self._to.write, rest) :]
        data = b""
        while len(data) < 4:
            data += self._once(self._can_read, self._back.read, _CHUNK)
        size = wire.frame_size(data[:4])
        if len(data) > 4 + size:
            raise wire.WireError("more than one answer")
        if len(data) < 4 + size:
            whole = bytearray(4 + size)
            whole[: len(data)] = data
            rest, data = memoryview(whole)[len(data) :], whole
            while rest:
                rest = rest[self._once(self._can_read, self._back.readinto, rest) :]
        return memoryview(data)[4:]

    def _once(self, ready, action, argument):
        """Read or write once, in time, however slowly the other side dribbles."""
        while (done := action(argument)) is None:
            if not ready.poll(1000 * max(self._end - time.monotonic(), 0.0)):
                raise TimeoutError
        if not done:
            raise EOFError
        if time.monotonic() > self._end:
            raise TimeoutError
        return done

    def close(self):
        self._to.close()
        self._back.close()


class _Threaded:
    """Talks over pipes that cannot be polled (Windows): a thread blocks, its employer does not."""

    def __init__(self, to, back):
        self._to, self._back = to, back
        self._requests = queue.SimpleQueue()
        self._replies = queue.SimpleQueue()
        threading.Thread(target=self._talk, daemon=True).start()

    def exchange(self, frame, seconds):
        self._requests.put(frame)
        try:
            reply = self._replies.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def close(self):
        self._requests.put(None)

    def _talk(self):
        with self._to, self._back:
            while (frame := self._requests.get()) is not None:
                try:
                    wire.send(self._to, frame)
                    self._replies.put(wire.receive(self._back))
                except (OSError, EOFError, wire.WireError) as error:
                    self._replies.put(error)
                    break
