"""Keeps what a check or its libraries say to the terminal out of the answer."""

import io
import os
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import numpy as np

_STDERR = 2


@contextmanager
def quiet():
    """Keep a learner's prints, NumPy's warnings and LAPACK's complaints away."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), _mute(_STDERR):
        warnings.simplefilter("ignore")
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            yield


@contextmanager
def _mute(descriptor):
    """Send to nowhere what compiled code writes past Python."""
    try:
        kept = os.dup(descriptor)
    except OSError:  # closed: nobody listens
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, descriptor)
        os.close(kept)
