"""check, hint and show as a learner calls them in a notebook."""

import functools

import numpy as np
import pytest
from tiny import write_course

from autograder.learner import notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course")).folder


@pytest.fixture(autouse=True)
def in_the_course(folder, monkeypatch):
    monkeypatch.chdir(folder)
    notebook._MEMORY.unlink(missing_ok=True)
    notebook._checker.cache_clear()


def double(x):
    return 2 * np.asarray(x)


def stub(x):
    raise NotImplementedError


stub.__name__ = "double"


def test_check_says_what_passed():
    assert notebook.check(double).text.startswith("double: all 4 public properties passed")


def test_check_shows_text_and_html():
    bundle = notebook.check(stub)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("double is not written yet.")
    assert "soundcheck-not_implemented" in bundle["text/html"]


@pytest.mark.parametrize("wrong", [None, "double", 3.0])
def test_check_wants_the_function_itself(wrong):
    assert notebook.check(wrong).text == (
        "check takes the function itself: check(rms), without quotes and without calling it."
    )


def test_an_unknown_function_gets_a_sentence():
    def triple(x):
        return 3 * x

    assert notebook.check(triple).text == (
        "No lesson has an exercise 'triple': is the function's name as in the lesson?"
    )


def test_a_lambda_is_known_by_its_variable():
    space = {"np": np}
    exec("double = lambda x: 2 * np.asarray(x)", space)
    assert notebook.check(space["double"]).score == 10.0


def test_a_class_with_a_call_is_a_function_too():
    class Doubler:
        __name__ = "double"

        def __call__(self, x):
            return 2 * np.asarray(x)

    assert notebook.check(Doubler()).score == 10.0


@pytest.mark.parametrize(
    "definition",
    [
        "class Doubler:\n    def __call__(self, x):\n        return 2 * np.asarray(x)\n"
        "double = Doubler()",
        "def times(factor, x):\n    return factor * np.asarray(x)\n"
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
        assert "return 2 * np.asarray(x)" in text  # yours
        assert "return loud" in text and "BEGIN SOLUTION" not in text
        assert "def times_two" in text and "alternative" not in text
        assert "Adding costs less than multiplying." in text
    assert notebook.show(stub).text == (
        "show(double) opens the reference once your own version passes check(double)."
    )


def test_stock_nbgrader_reads_a_plain_number(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert notebook.check(double)._repr_mimebundle_()["text/plain"] == "10.0"
    assert notebook.check(stub)._repr_mimebundle_()["text/plain"] == "0.0"


def test_nothing_happens_where_the_notebook_is_graded(monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_WORKER", "1")
    assert notebook.check(double) is notebook.hint(double) is notebook.show(double) is None
    assert notebook.status() is None
