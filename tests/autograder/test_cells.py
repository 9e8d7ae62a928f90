"""What a notebook says around a check: names not defined yet, cells that failed, cells that need one."""

import nbformat
import pytest
from nbclient import NotebookClient
from tiny import write_course

CELLS = {
    "import": "from autograder import check, hint, show\nimport autograder.studio\nimport numpy as np",
    "check nothing": "check(double)",
    "hint nothing": "hint(double)",
    "check misspelled": "check(duoble)",
    "another name": "check(unheard)",
    "another error": "double + 1",
    "wrong": "def double(x):\n    return None",
    "needs wrong": "%%needs double  # a picture\nprint('ran')",
    "right": "def double(x):\n    return 2 * np.asarray(x, dtype=float)",
    "needs right": "%%needs double\nprint('ran')",
    "needs another": "%%needs triple\nprint('ran')",
    "syntax": "def double(x):\n    return (",
    "check outdated": "check(double)",
    "error": "1 / 0\ndef double(x):\n    return 2 * np.asarray(x, dtype=float)",
    "check still outdated": "check(double)",
    "error below": "def double(x):\n    return None\n1 / 0",
    "check new": "check(double)",
    "right again": "def double(x):\n    return 2 * np.asarray(x, dtype=float)",
    "check again": "check(double)",
    "stub": "def double(x):\n    raise NotImplementedError",
    "needs stub": "%%needs double\nprint(double(1))",
}
OLD = "The cell of double stopped with {} when it ran last, so this is about the double"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The text that each cell shows, in a real kernel beside a course; "!" before an error."""
    course = write_course(tmp_path_factory.mktemp("course"))
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    )
    NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(course.folder)}},
    ).execute()
    return {
        name: " ".join("".join(map(_text, cell.outputs)).split())
        for name, cell in zip(CELLS, notebook.cells, strict=True)
    }


def _text(output):
    if output.output_type == "error":
        return f"!{output.ename}"
    return output.get("text") or output.data["text/plain"]


def test_a_check_before_its_cell_has_run_says_so(said):
    line = "double is not defined yet: run the cell that defines it, then check(double) again."
    assert said["check nothing"] == line


def test_a_hint_needs_no_function(said):
    assert said["hint nothing"].startswith("Hint 1 of 2 for double: Twice as large.")


def test_a_name_nearly_right_is_set_right(said):
    assert said["check misspelled"] == "There is no duoble. Did you mean check(double)?"


def test_every_other_error_is_shown_as_usual(said):
    assert said["another name"] == said["another error"] == "!NameError"


def test_a_cell_waits_for_a_function_that_passes(said):
    assert said["needs wrong"] == (
        "This cell needs your double, which does not pass its check yet: mend it, check(double), "
        "then run this cell again."
    )
    assert said["needs right"] == said["needs another"] == "ran"
    assert said["needs stub"].startswith("double is not written yet:")


def test_a_check_after_a_cell_that_failed_says_what_it_is_about(said):
    assert said["check outdated"].startswith(OLD.format("SyntaxError"))
    assert "double: all 4 public properties passed" in said["check outdated"]
    assert said["check still outdated"].startswith(OLD.format("ZeroDivisionError"))


def test_a_check_of_what_its_cell_says_is_only_a_check(said):
    assert said["check new"].startswith("double: 0 of 4")
    assert said["check again"].startswith("double: all 4 public properties passed")
