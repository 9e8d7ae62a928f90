"""check, hint and show as a learner calls them in a notebook."""

import functools
import re
import signal
import time
from types import SimpleNamespace

import numpy as np
import pytest
from tiny import write_course

from autograder.course.model import Course, Limits
from autograder.engine.results import Failure
from autograder.engine.subject import TimedOut
from autograder.learner import notebook, verdicts
from autograder.learner.watch import Watch


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course")).folder


@pytest.fixture(autouse=True)
def in_the_course(folder, monkeypatch):
    monkeypatch.chdir(folder)
    notebook._MEMORY.unlink(missing_ok=True)
    notebook._checker.cache_clear()
    verdicts._passed.clear()


def double(x):
    return 2 * np.asarray(x, dtype=float)


def stub(x):
    raise NotImplementedError


stub.__name__ = "double"


def test_check_says_what_passed():
    assert notebook.check(double).text.startswith("double: all 4 public properties passed")


def test_check_shows_text_and_html():
    bundle = notebook.check(stub)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("double is not written yet.")
    assert "soundcheck-not_implemented" in bundle["text/html"]


@pytest.mark.parametrize("wrong", [None, 3.0])
def test_check_wants_the_function_itself(wrong):
    assert notebook.check(wrong).text == (
        "check takes the function itself: check(rms), without calling it."
    )


def test_a_name_is_as_good_as_the_function():
    assert notebook.check("double").score == 10.0
    assert notebook.hint("double").text.startswith("Hint 1 of 2 for double")
    assert notebook.check("triple").text.startswith("No lesson has an exercise 'triple'")


@pytest.mark.parametrize("verb", ["check", "show"])
def test_a_name_that_nobody_has_defined_gets_a_sentence(verb):
    space = {"__name__": "__main__", verb: getattr(notebook, verb)}
    exec(f"report = {verb}('double')", space)
    assert space["report"].text == (
        f"double is not defined yet: run the cell that defines it, then {verb}(double) again."
    )


def test_a_function_that_needs_another_one_says_which_cell_to_run():
    law = SimpleNamespace(
        failure=Failure("It stopped with NameError: name 'rms' is not defined.", {}, crash=True)
    )
    module = SimpleNamespace(exercises=[SimpleNamespace(id="rms")])
    said = "It needs your rms: run the cell that defines it, then check again."
    assert notebook._missing(law, module) == said
    assert notebook._missing(law, SimpleNamespace(exercises=[])) == ""
    assert notebook._missing(None, module) == ""


def test_an_unknown_function_gets_a_sentence():
    def triple(x):
        return 3 * x

    assert notebook.check(triple).text == (
        "No lesson has an exercise 'triple': is the function's name as in the lesson?"
    )


def test_a_lambda_is_known_by_its_variable():
    space = {"np": np}
    exec("double = lambda x: 2 * np.asarray(x, dtype=float)", space)
    assert notebook.check(space["double"]).score == 10.0


def test_a_class_with_a_call_is_a_function_too():
    class Doubler:
        __name__ = "double"

        def __call__(self, x):
            return 2 * np.asarray(x, dtype=float)

    assert notebook.check(Doubler()).score == 10.0


@pytest.mark.parametrize(
    "definition",
    [
        "class Doubler:\n    def __call__(self, x):\n        return 2 * np.asarray(x, float)\n"
        "double = Doubler()",
        "def times(factor, x):\n    return factor * np.asarray(x, float)\n"
        "double = functools.partial(times, 2)",
        "double = np.vectorize(lambda x: 2.0 * x)",
    ],
)
def test_an_object_is_known_by_its_variable(definition):
    space = {"np": np, "functools": functools, "check": notebook.check}
    exec(f"{definition}\nreport = check(double)", space)
    assert space["report"].score == 10.0


def test_a_wrong_module_gets_a_sentence():
    assert notebook.check(double, module="dft").text.startswith("No module 'dft'")


def test_a_stopped_check_says_so():
    def hangs(x):
        raise KeyboardInterrupt

    hangs.__name__ = "double"
    assert notebook.check(hangs).text.startswith("double: stopped.")


def test_hints_come_one_at_a_time_and_end():
    assert notebook.hint(double).text == (
        "Hint 1 of 2 for double: Twice as large.\n1 more: call hint(double) again."
    )
    for _ in range(2):
        assert notebook.hint(double).text == (
            "Hint 2 of 2 for double: Multiply.\nThat was the last one."
        )


@pytest.mark.parametrize("broken", ["{", "[]", '{"gain/double": "two"}'])
def test_a_broken_memory_of_hints_starts_over(broken):
    notebook._MEMORY.write_text(broken)
    assert notebook.hint(double).text.startswith("Hint 1 of 2")
    assert notebook.hint(double).text.startswith("Hint 2 of 2")


def test_show_opens_the_reference_to_those_who_pass():
    report = notebook.show(double)
    for text in (report.text, report.html):
        assert "return 2 * np.asarray(x, dtype=float)" in text  # yours
        assert "return loud" in text and "BEGIN SOLUTION" not in text
        assert "def times_two" in text and "alternative" not in text
        assert "Adding costs less than multiplying." in text
    assert notebook.show(stub).text == (
        "show(double) opens the reference once your own version passes check(double)."
    )


@pytest.mark.parametrize(
    "loop", ["pass", "try:\n            1 / 0\n        except Exception: pass"]
)
def test_an_endless_loop_is_stopped(loop, monkeypatch):
    space = {}
    exec(f"def double(x):\n    while True:\n        {loop}", space)
    before = signal.getsignal(signal.SIGALRM)
    begin = time.monotonic()
    report = notebook.check(space["double"])
    assert "No answer within 2 s." in report.text and time.monotonic() - begin < 10
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_many_slow_calls_are_stopped_too():
    def double(x):
        time.sleep(0.3)
        return 2 * np.asarray(x, dtype=float)

    watch = Watch(Limits(call=1.0, exercise=1.0, notebook=9.0))
    with watch, pytest.raises(TimedOut, match="All calls together took longer than 1 s."):
        for _ in range(9):
            watch(double)([1.0])


def test_what_is_printed_is_shown_in_part():
    def double(x):
        print("looking <at>", len(x))
        return 2 * np.asarray(x, dtype=float)

    report = notebook.check(double)
    assert report.text.startswith("double: all 4 public properties passed")
    assert re.search(
        r"Printed during the check \(the first 8 of \d+ lines\):\n  looking <at>", report.text
    )
    assert "<summary>Printed during the check" in report.html
    assert "looking &lt;at&gt;" in report.html and "looking <at>" not in report.html
    quiet = notebook.check(globals()["double"])
    assert "Printed" not in quiet.text + quiet.html


def test_the_reference_is_offered_as_it_can_be_called():
    space = {"__name__": "__main__", "check": notebook.check, "double": double}
    exec("report = check(double)", space)
    assert space["report"].text.endswith("from autograder import show; show(double)")
    space["show"] = notebook.show
    exec("report = check(double)", space)
    assert space["report"].text.endswith("See how the course does it: show(double)")


def test_the_reference_is_not_offered_where_it_is_not(folder, monkeypatch):
    monkeypatch.setattr(Course, "complete", property(lambda self: False))
    assert "show" not in notebook.check(double).text


def test_stock_nbgrader_reads_a_plain_number(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert notebook.check(double)._repr_mimebundle_()["text/plain"] == "10.0"
    assert notebook.check(stub)._repr_mimebundle_()["text/plain"] == "0.0"


def test_nothing_happens_where_the_notebook_is_graded(monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_WORKER", "1")
    assert notebook.check(double) is notebook.hint(double) is notebook.show(double) is None
    assert notebook.status() is None
