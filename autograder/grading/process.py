"""One worker process: how it is started, talked to within a time limit, and got rid of."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from autograder.engine.subject import Died, TimedOut
from autograder.grading import wire


def launch(home):
    """Start a worker. A sandbox takes this function's place.

    Parameters
    ----------
    home : Path
        An empty directory, the worker's alone.

    Returns
    -------
    subprocess.Popen
        With unbuffered pipes as stdin and stdout, leading a process group of its own.
    """
    _lend_fonts(home)
    root = str(Path(__file__).resolve().parents[2])
    boot = (
        f"import sys; sys.path.insert(0, {root!r})\nimport autograder.grading.worker as w; w.main()"
    )
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(home),
        "PYTHONHASHSEED": "0",  # the same order of sets, the same report
        "SOUNDCHECK_WORKER": "1",  # check() and its kind do nothing there
    }
    for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
        environment[library + "_NUM_THREADS"] = "1"
    if "SYSTEMROOT" in os.environ:  # Windows starts nothing without it
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return subprocess.Popen(
        # Not -I, which would ignore PYTHONHASHSEED; the environment is ours anyway.
        [sys.executable, "-s", "-P", "-c", boot],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=home,
        env=environment,
        start_new_session=True,
    )


def _lend_fonts(home):
    """Copy Matplotlib's list of this machine's fonts, which it else makes anew for each worker."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for fonts in cache.glob("matplotlib/fontlist-*.json"):
        shutil.copy(fonts, home)


class Process:
    """One worker process with its files, and the thread that talks to it.

    The thread may block on a pipe (a grandchild can hold it open); whoever waits for it does not.
    """

    def __init__(self, launch):
        self._home = Path(tempfile.mkdtemp(prefix="soundcheck-"))
        self._process = launch(self._home)
        self._requests = queue.SimpleQueue()
        self._replies = queue.SimpleQueue()
        threading.Thread(target=self._talk, daemon=True).start()

    def exchange(self, frame, seconds, too_late):
        """Send a frame and return the one that answers it, within `seconds`."""
        self._requests.put(frame)
        try:
            reply = self._replies.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise TimedOut(too_late) from None
        if reply is None:
            raise Died(self._epitaph())
        return reply

    def kill(self):
        """Kill the worker and all it started in its process group; remove its files."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except AttributeError:  # Windows
            self._process.kill()
        except ProcessLookupError:
            pass
        self._process.wait()
        self._requests.put(None)
        try:
            shutil.rmtree(self._home, ignore_errors=True)
        except RecursionError:
            pass
        if os.name == "posix" and self._home.exists():  # nested deeper than rmtree goes
            subprocess.run(["rm", "-rf", str(self._home)], stderr=subprocess.DEVNULL, check=False)

    def _talk(self):
        to, back = self._process.stdin, self._process.stdout
        with to, back:
            while (frame := self._requests.get()) is not None:
                try:
                    wire.send(to, frame)
                    self._replies.put(wire.receive(back))
                except (OSError, EOFError, wire.WireError):
                    self._replies.put(None)
                    break

    def _epitaph(self):
        try:
            status = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return "The process broke its connection to the grader."
        if status < 0:
            name = signal.Signals(-status).name
            return f"The process was ended by the signal {name}."
        return f"The process ended itself (exit status {status})."
