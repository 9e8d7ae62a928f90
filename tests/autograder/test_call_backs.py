"""A function that asks its argument s(t) many times costs the learner only the learner's time."""

import time

import numpy as np
import pytest

from autograder.engine.subject import TimedOut
from autograder.grading.session import Limits, Session

CELL = """
import time
import numpy as np

def often(s, n):
    return sum(float(s(np.array([float(i)]))[0]) for i in range(n))

def for_ever(s):
    while True:
        s(np.zeros(1))

def slow_between(s):
    for i in range(100):
        s(np.zeros(1))
        time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def session():
    with Session(Limits(call=0.5, exercise=1.0), sandbox=False) as session:
        session.load([CELL], [])
        yield session


def slow(t):
    time.sleep(0.01)
    return np.asarray(t)


def test_the_time_of_the_signal_is_not_the_learners(session):
    assert session.function("often")(slow, 100) == sum(range(100))  # twice the limit


def test_who_asks_for_ever_is_stopped_and_told_what_is_slow(session):
    begin = time.monotonic()
    with pytest.raises(TimedOut, match=r"called the function that it was given \d+ times: call it"):
        session.function("for_ever")(np.asarray)
    assert time.monotonic() - begin < 4 * 0.5 + 2


def test_the_time_between_is_the_learners(session):
    begin = time.monotonic()
    with pytest.raises(TimedOut):
        session.function("slow_between")(np.asarray)
    assert time.monotonic() - begin < 2
