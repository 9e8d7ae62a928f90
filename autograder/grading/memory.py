"""Bounds the grader's own memory while it computes with what a learner's function returned."""

import os
from contextlib import contextmanager

ROOM = 2 * 2**30  # bytes beyond what is in use: far more than a law needs


@contextmanager
def bounded():
    """Let this process take little more memory than it has; beyond that it gets a MemoryError.

    The difference of a row and a column of 60,000 samples, both small enough to travel, has 29 GB.
    Where the system knows no such limit (it has no sandbox either) there is none.
    """
    try:
        import resource

        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceilings = [used + ROOM, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(ceilings), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
