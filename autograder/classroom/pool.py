"""Several processes that grade at the same time.

What is asked of them is what `concurrent.futures.Executor` offers, so that another one could take
the place of :func:`processes`: Dask's ``client.get_executor()``, for many machines.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import forkserver

_PRELOAD = ["autograder.classroom.desk", "autograder.classroom.paper"]
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def cores():
    """Return how many processes may run at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(count):
    """Return an executor with `count` processes of this machine, each with one thread of BLAS."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    with _environment(dict.fromkeys(_ONE_THREAD, "1")):
        forkserver.ensure_running()  # it imports all that is needed, once; each process is a fork
    return ProcessPoolExecutor(count, mp_context=context, initializer=begin)


def begin():
    """Put a process of this machine in order: it ends with the one who started it, and not before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    """Leave nothing behind when the coordinator is killed: the sandbox ends with this process."""
    multiprocessing.parent_process().join()
    os.kill(os.getpid(), signal.SIGKILL)


def end(executor):
    """Stop now: nobody waits any more for what is being graded."""
    executor.shutdown(wait=False, cancel_futures=True)
    for child in multiprocessing.active_children():
        child.kill()


def each(executor, start, function, tasks, width, seconds):
    """Call a function for each task and yield ``(name, result)`` as they come, out of order.

    A task that takes longer than `seconds` kills its process. A process that dies takes all with it that was under way. All of that is tried again, one at a
    time, so that only the task that kills its process twice is given up: its result is the
    exception.

    Parameters
    ----------
    executor : concurrent.futures.Executor
        It is shut down at the end.
    start : callable
        Returns another one.
    function : callable
    tasks : iterable of (name, arguments)
        Read no further ahead than is needed.
    width : int
        How many tasks are under way at the same time.
    seconds : int
        The last net, far above what a task's own limits add up to.
    """
    tasks, suspects, running = iter(tasks), deque(), {}
    try:
        while True:
            alone = bool(suspects)
            while len(running) < (1 if alone else width):
                task = suspects.popleft() if suspects else None if alone else next(tasks, None)
                if task is None:
                    break
                try:
                    running[executor.submit(_timed, seconds, function, *task[1])] = task
                except BrokenExecutor:  # one under way has just died: it will tell
                    suspects.append(task)
                    break
            if not running:
                if suspects:
                    executor = start()
                    continue
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = False
            for future in done:
                task = running.pop(future)
                error = future.exception()
                if isinstance(error, BrokenExecutor):
                    broken = True
                    if not alone:
                        suspects.append(task)
                        continue
                yield task[0], error or future.result()
            if broken:
                suspects.extend(running.values())
                running.clear()
                executor.shutdown(wait=False)
                executor = start()
    except BaseException:
        end(executor)
        raise
    finally:
        executor.shutdown()


def _timed(seconds, function, *args):
    """Call a function; the kernel ends this process if it takes too long, whatever it is busy with."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        return function(*args)
    finally:
        signal.alarm(0)


@contextmanager
def _environment(values):
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
