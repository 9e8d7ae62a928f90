"""The sandbox: bubblewrap around a warm parent, which forks a worker for each session.

This is the grader's side of :mod:`autograder.grading.warm`. What the sandbox shows of this machine
is in :func:`command`: the interpreter, its libraries, the installed packages, and nothing else.
"""

import atexit
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path

from autograder.course.model import CourseError
from autograder.grading.process import Process, environment, epitaph, font_lists

START_SECONDS = 60.0  # a cold disk may take long to give us NumPy
KILL_SECONDS = 10.0
PIPE_BYTES = 2**20
_OWN = "/opt/soundcheck"  # where the sandbox has this package when it comes from a checkout
_HOME = "/home/learner"
_DEVICES = [f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")]
_PACKAGE = Path(__file__).resolve().parents[1]
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


class SandboxMissing(CourseError):
    """Learners' code cannot be locked in on this machine. The text says how to mend it."""


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
        try:
            self._parent = _warm_parent()
            to, back, self._control = self._parent.spawn(modules)
        except OSError:  # it died since it was last used
            self._parent.kill()
            self._parent = _warm_parent()
            to, back, self._control = self._parent.spawn(modules)
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
                    raise _does_not_work(message[1:].decode(errors="replace"))
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
                raise _does_not_work(text.splitlines()[-1] if text else "it says nothing")
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


def command():
    """Return the command that starts bubblewrap with a warm parent in it.

    Raises
    ------
    SandboxMissing
        This machine has no bubblewrap.
    """
    locks = "Grading locks learners' code in with bubblewrap"
    if sys.platform != "linux":
        raise SandboxMissing(f"{locks}, which needs Linux (on Windows: WSL). {_OR}")
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise SandboxMissing(f"{locks}, which is missing: sudo apt install bubblewrap. {_OR}")
    python = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    sites = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    sites = [os.path.realpath(p) for p in sites if os.path.isdir(p)]
    boot = (
        "import sys\n"
        "base = [p for p in sys.path if not p.endswith(('site-packages', 'dist-packages'))]\n"
        f"sys.path[:] = {[_OWN, *sites]} + base\n"
        "import autograder.grading.warm as w; w.main()"
    )
    arguments = [bwrap, *_LOCKS, "--clearenv"]
    for name, value in environment(_HOME).items():
        arguments += ["--setenv", name, value]
    shown = _libraries(python, sites)
    arguments += [*_system(), *shown, *_own_files()]
    if not any(path.startswith("/tmp/") for path in shown):
        arguments += ["--symlink", _HOME, "/tmp"]
    arguments += ["--remount-ro", "/"]
    # Not -I, which would ignore PYTHONHASHSEED; the environment is ours anyway.
    return [*arguments, "--chdir", _HOME, python, "-s", "-P", "-B", "-c", boot]


_LOCKS = (
    "--unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try "
    "--die-with-parent --new-session --cap-drop ALL --uid 1000 --gid 1000"
).split()


def _system():
    """Bind what the loader needs, and make /proc, /tmp and the smallest /dev."""
    arguments = ["--ro-bind", "/usr/lib", "/usr/lib"]
    for path in ("/usr/lib32", "/usr/lib64", "/usr/libx32", "/etc/ld.so.cache"):
        arguments += ["--ro-bind-try", path, path]
    for path in ("/usr/share/fonts", "/usr/share/zoneinfo"):
        arguments += ["--ro-bind-try", path, path]
    for path in ("/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    arguments += ["--proc", "/proc", "--tmpfs", "/dev"]
    for device in _DEVICES:
        arguments += ["--dev-bind", device, device]
    arguments += ["--symlink", "/proc/self/fd", "/dev/fd", "--remount-ro", "/dev"]
    return [*arguments, "--size", str(2**26), "--tmpfs", _HOME]


def _libraries(python, sites):
    """Bind the interpreter and the installed packages, without the course's answers among them."""
    own = os.path.join(sys.base_prefix, "lib")
    library = [
        os.path.join(sysconfig.get_config_var("LIBDIR") or own, name)
        for name in [sysconfig.get_config_var("INSTSONAME")]
        if name
    ]
    arguments, bound = [], ["/usr/lib"]
    for path in (python, own, os.path.join(sys.base_prefix, "lib64"), *library, *sites):
        if os.path.exists(path) and not any(Path(path).is_relative_to(b) for b in bound):
            arguments += ["--ro-bind", path, path]
            bound.append(path)
    for site in {*sites, sysconfig.get_path("purelib", vars={"base": sys.base_prefix})}:
        arguments += _hide_answers(os.path.join(site, "autograder"))
    return arguments


def _own_files():
    """Bind this package, and lend Matplotlib its list of fonts."""
    own = f"{_OWN}/autograder"
    arguments = ["--ro-bind", str(_PACKAGE), own]
    if (_PACKAGE / "_course").is_dir():
        arguments += ["--tmpfs", f"{own}/_course", "--remount-ro", f"{own}/_course"]
    for fonts in font_lists():
        arguments += ["--ro-bind", str(fonts), f"{_HOME}/{fonts.name}"]
    return arguments


def _hide_answers(package):
    answers = os.path.join(package, "_course")
    return ["--tmpfs", answers, "--remount-ro", answers] if os.path.isdir(answers) else []


_OR = "(--unsafe-no-sandbox runs it unprotected.)"


def _does_not_work(why):
    return SandboxMissing(
        f"The sandbox does not work here ({why}). Allow user namespaces: "
        "sudo sysctl kernel.unprivileged_userns_clone=1 (Debian), "
        "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), docker run --privileged. "
        f"{_OR}"
    )


def _widen(pipe):
    import fcntl

    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        pass  # the user has many of them: it works with less
