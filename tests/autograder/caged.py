"""For tests of the sandbox: a look around from inside, and at its processes from outside."""

import os
import time
from pathlib import Path

import pytest

from autograder.grading import sandbox

# For what holds with a sandbox and without.
BOTH = [False, pytest.param(True, marks=pytest.mark.needs("sandbox"))]

PROBES = r"""
import ctypes, fcntl, mmap, os, re, resource, signal, socket, stat, subprocess, sys, tempfile
import threading, time
from pathlib import Path
import numpy as np
libc = ctypes.CDLL(None, use_errno=True)
def echo(x): return x
def status():
    return Path("/proc/self/status").read_text()
def limits():
    names = "AS", "CPU", "CORE", "FSIZE", "NOFILE", "NPROC"
    return [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[1] for name in names]
def processes():
    return [name for name in os.listdir("/proc") if name.isdigit()]
def environments():
    return [Path("/proc", name, "environ").read_bytes() for name in processes()]
def read(path):
    return Path(path).read_text()
def ls(path):
    return sorted(os.listdir(path))
def write(path):
    Path(path).write_text("x")
def fill(megabytes):
    with tempfile.NamedTemporaryFile() as a, tempfile.NamedTemporaryFile() as b:
        for _ in range(megabytes):
            (a if a.tell() < 60 * 2**20 else b).write(bytes(2**20))
def many_files(n):
    for i in range(n):
        Path("file" + str(i)).touch()
def descriptors():
    found = []
    for fd in range(1024):
        try:
            found.append([fd, stat.S_IFMT(os.fstat(fd).st_mode)])
        except OSError:
            pass
    return found
def kill(pid):
    os.kill(pid, signal.SIGKILL)
def change_device():
    os.chmod("/dev/null", 0)
def change_open_device():
    os.fchmod(1, 0)
def system_call(number, *arguments):
    result = libc.syscall(number, *arguments)
    return ctypes.get_errno() if result == -1 else 0
def inet(): socket.socket()
def unix(): socket.socket(socket.AF_UNIX)
def datagrams(): socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
def streams():
    a, b = socket.socketpair()
    a.send(b"x")
    return b.recv(1).decode()
def fork(): os.fork()
def run(): subprocess.run(["/bin/true"])
def execute(): os.execv(sys.executable, [sys.executable])
def spawn(): os.posix_spawn(sys.executable, [sys.executable], {})
def threads(n):
    done = []
    every = [threading.Thread(target=done.append, args=(i,)) for i in range(n)]
    for thread in every: thread.start()
    for thread in every: thread.join()
    return len(done)
def sleepers(n):
    for _ in range(n):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
def stubborn():
    libc.prctl(1, 0, 0, 0, 0)
    for number in range(1, 64):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True: pass
"""


@pytest.fixture
def fresh(monkeypatch):
    """Let the test have a sandbox of its own."""
    monkeypatch.setattr(sandbox, "_parents", {})
    monkeypatch.setenv("SOUNDCHECK_SECRET", "s3cret")
    yield
    sandbox.close()


def family(pid):
    """Return the processes of this machine that stem from one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except OSError:
                pass  # it has just ended
    found = {pid}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return found & parents.keys()


def warm_parent():
    return sandbox._warm_parent()._process.pid


def runs(pid):
    """Tell whether a process is there; one that only waits for this machine's init is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(done):
    end = time.monotonic() + 3.0
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def own_env():
    root = str(Path(sandbox.__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": root}
