"""Bounds the grader's own time while it computes with what a learner's function returned."""

import signal
import threading
from contextlib import contextmanager

from autograder.engine.subject import TimedOut


@contextmanager
def limited(seconds):
    """Let this process compute for so many seconds inside the block; beyond that it gets TimedOut.

    Processor time of this process alone counts: waiting for the learner's code has limits of its
    own, and what else the machine does is nobody's fault. Where the system knows no such clock, and
    in threads, which it would not wake, there is no limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_):
        raise TimedOut(f"To look at its answers took longer than {seconds:g} s.")

    before = signal.signal(signal.SIGPROF, stop)
    try:
        # Again and again: somebody on the way might hold the exception back.
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
    finally:
        signal.signal(signal.SIGPROF, before)
