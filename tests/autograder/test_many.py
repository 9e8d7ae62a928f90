"""Many calls in one frame: each still has an outcome and a limit of its own."""

import time

import numpy as np
import pytest
from caged import BOTH

from autograder.engine.subject import Crashed, Died, Other, TimedOut
from autograder.grading.session import Limits, Session

MANY = r"""
import itertools, os, time
import numpy as np
count = itertools.count()
buffer = np.zeros(2)

def double(x): return 2 * x
def reuse(x):
    buffer[:] = x
    return buffer
def odd(x, unit=None):
    if x % 3 == 0: raise ValueError(f"{x} {unit}")
    return x
def nap(x):
    time.sleep(0.05)
    return x
def hang_at_5(x):
    while x == 5: pass
    return x
def leave_at_5_and_9(x):
    if x in (5, 9): os._exit(x)
    return x
def leave(x): os._exit(1)
def leave_in_company(x):
    if next(count) == 20: os._exit(1)
    return x
def large(x): return np.zeros(500_000)
def lend(f): return f(1)
def tell(): return "one", {2}
"""


@pytest.fixture(scope="module", params=BOTH, ids=["plain", "sandbox"])
def many(request):
    with Session(Limits(call=0.5, exercise=4.0), sandbox=request.param) as session:

        def many(name, *arguments):
            session.load([MANY], [])
            return session.call_many(name, [((x,), {}) for x in arguments])

        many.session = session
        yield many


def test_many_calls_give_what_single_calls_give(many):
    assert many("double", *range(600)) == [2 * x for x in range(600)]
    values = many("double", np.arange(3.0), np.float32(1.5), [1, (2.5, "a")], "a", None)
    assert values[0].tolist() == [0.0, 2.0, 4.0] and not values[0].flags.writeable
    assert values[1].dtype == np.float32 and values[2] == [1, (2.5, "a")] * 2
    assert values[3] == "aa" and type(values[4]) is Crashed
    calls = [((3,), {"unit": "Pa"}), ((), {"x": 4})]
    error, value = many.session.call_many("odd", calls)
    assert (error.type, error.message, error.line, value) == ("ValueError", "3 Pa", 12, 4)
    assert many.session.call_many("odd", []) == []
    [first, second] = many.session.call_many("tell", [((), {})] * 2)
    assert first[0] == "one" and type(first[1]) is Other and type(second) is tuple


def test_an_answer_is_the_one_of_its_time(many):
    assert [value.tolist() for value in many("reuse", 1.0, 2.0)] == [[1.0, 1.0], [2.0, 2.0]]


def test_many_slow_calls_are_not_one_call_that_is_too_slow(many):
    assert many("nap", *range(15)) == [*range(15)]


def test_of_many_calls_only_the_one_that_hangs_is_lost(many):
    *first, lost, last = many("hang_at_5", *range(7))
    assert first == [*range(5)] and type(lost) is TimedOut and last == 6


def test_of_many_calls_only_those_that_kill_are_lost(many):
    outcomes = many("leave_at_5_and_9", *range(12))
    assert [i for i, value in enumerate(outcomes) if type(value) is Died] == [5, 9]
    outcomes = many("leave", *range(6))
    assert all(type(value) is Died for value in outcomes) and "3 times" in str(outcomes[5])


def test_what_dies_in_batches_is_called_alone(many):
    outcomes = many("leave_in_company", *range(15), *range(15))
    assert sum(type(value) is Died for value in outcomes) <= 1


def test_large_answers_travel_in_several_batches(many):
    outcomes = many("large", *range(20))
    assert [value.shape for value in outcomes] == [(500_000,)] * 20


def test_of_many_calls_those_that_lend_a_function_are_single(many):
    assert many("lend", lambda x: x + 1, lambda x: x + 2) == [2, 3]


def test_many_calls_cost_a_fraction_of_single_calls(many):
    many("double", 1.0)
    calls = [((float(x),), {}) for x in range(500)]
    seconds = []
    for work in (
        lambda: [many.session.call("double", *call) for call in calls],
        lambda: many.session.call_many("double", calls),
    ):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    assert seconds[1] < seconds[0] / 3  # a tenth on a quiet machine
