"""A worker that hangs, dies, shouts or hides costs the call that it was in, and leaves nothing."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from caged import PROBES, family, fresh, own_env, runs, wait_until, warm_parent

from autograder.engine.subject import Crashed, Died, TimedOut
from autograder.grading import sandbox
from autograder.grading.session import Limits, Session

__all__ = ["fresh"]
pytestmark = pytest.mark.needs("sandbox")

MISHAPS = r"""
import ctypes, faulthandler, itertools, os, signal, sys, threading, time
import numpy as np
def echo(x): return x
def leave(): os._exit(0)
def overflow():
    sys.setrecursionlimit(10**9)
    def deeper(): return repr([[]]) + deeper()
    f = lambda: f()
    class A:
        def __getattr__(self, name): return getattr(self, name)
    return ctypes.PYFUNCTYPE(ctypes.c_int)(overflow)()
def segfault(): return ctypes.string_at(1)
def abort(): os.abort()
def kill_itself():
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pthread_kill(threading.get_ident(), signal.SIGKILL)
    return "alive"
def eat():
    x = []
    while True: x.append(np.ones(10**6))
def eat_in_c(): return ctypes.memset(ctypes.create_string_buffer(8 * 10**9), 1, 8 * 10**9)
def return_much(): return np.ones(10**9)
def loop():
    while True: pass
def deaf():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        try: time.sleep(60)
        except BaseException: pass
def hang_in_c(): return sum(itertools.repeat(0))
def hang_in_lock():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
def hang_in_thread():
    def run():
        while True: pass
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
class Sticky:
    def __del__(self):
        while True: pass
def hang_in_del():
    x = Sticky()
def hang_at_exit():
    import atexit
    atexit.register(loop)
    sys.exit()
def flood():
    while True: os.write(1, b"noise" * 10_000); print("noise" * 10_000, file=sys.__stderr__)
def flood_the_grader():
    while True:
        try: os.write(4, bytes(10**6))
        except OSError: pass
def dribble():
    os.write(4, b"\3\0\0\0")
    while True: os.write(4, b"x")
def close_all():
    os.closerange(0, 100)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def mishaps():
    with Session(Limits(call=0.4, memory_mb=700)) as session:
        assert session.load([MISHAPS], []).errors == ()
        yield session


@pytest.mark.parametrize(
    "name, kind",
    [
        *((name, TimedOut) for name in "loop deaf hang_in_c hang_in_lock".split()),
        *((name, TimedOut) for name in "hang_in_thread hang_in_del flood".split()),
        *((name, Died) for name in "leave overflow segfault abort".split()),
        *((name, Died) for name in "flood_the_grader close_all".split()),
        ("dribble", (TimedOut, Died)),
        ("eat", (Crashed, TimedOut)),
        *((name, Crashed) for name in "eat_in_c return_much hang_at_exit".split()),
    ],
)
def test_a_mishap_costs_one_call(mishaps, name, kind):
    begin = time.monotonic()
    with pytest.raises(kind):
        mishaps.call(name)
    assert mishaps.call("echo", [1]) == 1
    assert time.monotonic() - begin < 3.0


def test_no_suicide_by_signal(mishaps):
    """The first process of a PID namespace cannot be killed from inside."""
    assert mishaps.call("kill_itself") == "alive"


def test_nothing_is_left(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def here():
        return os.listdir(tmp_path), sorted(os.listdir("/proc/self/fd"))

    everything = here()
    with Session() as session:
        session.load([PROBES], [])
    before = here()
    for name, args in ("stubborn", []), ("inet", []), ("sleepers", [20]), ("fill", [30]):
        with Session(Limits(call=0.2)) as session:
            session.load([PROBES], [])
            try:
                session.call(name, args)
            except (TimedOut, Crashed):
                pass
    assert here() == before
    pid = warm_parent()
    wait_until(lambda: len(family(pid)) == 3)
    sandbox.close()
    assert family(pid) == set()
    assert here() == everything


def test_a_grader_that_is_killed_takes_everything_along():
    code = (
        "import sys\n"
        "from autograder.grading import sandbox\n"
        "from autograder.grading.session import Session\n"
        "s = Session(); s.load(['def f():\\n  while True: pass'], [])\n"
        "print(sandbox._warm_parent()._process.pid, flush=True)\n"
        "s.call('f')"
    )
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=own_env())
    with grader:
        pid = int(grader.stdout.readline())
        members = family(pid)
        assert len(members) == 5  # with a keeper and a worker
        grader.kill()
    wait_until(lambda: not any(runs(member) for member in members))


def test_a_warm_parent_that_dies_is_replaced(fresh):
    with Session() as session:
        session.load([PROBES], [])
        os.kill(warm_parent(), signal.SIGKILL)
        with pytest.raises(Died):
            session.call("stubborn")
        assert session.call("echo", [1]) == 1


def test_sessions_side_by_side():
    def work(number):
        with Session() as session:
            session.load([PROBES], [])
            return session.call("echo", [number])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(12))) == [*range(12)]


def test_a_session_is_ready_soon():
    seconds = []
    for _ in range(7):
        begin = time.perf_counter()
        with Session() as session:
            session.load(["def f(): pass"], ["f"])
            seconds.append(time.perf_counter() - begin)
    assert sorted(seconds)[3] < 0.05
