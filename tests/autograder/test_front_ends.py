"""What a check says where JupyterLab is not: plain nbconvert, and front ends that show text only."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook
from tiny import write_course

from autograder.course import execute

SOURCES = {
    "import": "import numpy as np\nfrom autograder import check, hint, show, status",
    "wrong": "def double(x):\n    return np.asarray(x, dtype=float) + np.ones(np.shape(x))",
    "check": "check(double)",
    "hint": "hint(double)",
    "show": "show(double)",
    "status": "status()",
}


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    """Return a folder with a learner's saved notebook, and that notebook executed in a kernel."""
    course = write_course(tmp_path_factory.mktemp("course"))
    folder = tmp_path_factory.mktemp("lessons")
    notebook = new_notebook(cells=[new_code_cell(text, id=id) for id, text in SOURCES.items()])
    nbformat.write(notebook, folder / "01_gain.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOUNDCHECK_COURSE", str(course.folder))
        yield folder, *execute.run(notebook, folder)


def shown(notebook, id):
    """Return the one bundle that a cell shows."""
    [output] = next(cell for cell in notebook.cells if cell.id == id).outputs
    return output.data


def test_plain_nbconvert_shows_the_report(learner):
    from nbconvert import HTMLExporter

    _, notebook, problems = learner
    assert problems == []
    page = BeautifulSoup(HTMLExporter().from_notebook_node(notebook)[0], "html.parser")
    report = page.select_one(".soundcheck-failed")
    assert "double: 2 of 4 public properties hold" in report.text
    assert "Probably mistake GA-02: That adds a constant." in report.text
    assert report.img["alt"].startswith("Your answers over the expected ones")
    own = BeautifulSoup(shown(notebook, "check")["text/html"], "html.parser")
    assert report.get_text(" ", strip=True) == own.get_text(" ", strip=True)


@pytest.mark.parametrize("id", ["check", "hint", "show", "status"])
def test_text_stands_beside_html_in_80_columns(learner, id):
    data = shown(learner[1], id)
    assert "text/html" in data
    text = data["text/plain"]
    assert text.strip() and max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text and "<" not in text


def test_status_in_the_kernel_reads_the_saved_notebook(learner):
    data = shown(learner[1], "status")
    assert "1  Gain  " in data["text/plain"]
    assert "0 of 1 exercises" in data["text/plain"]
    assert "Next: double in 01_gain.ipynb." in data["text/plain"]
    assert "Unsaved work is not counted" in data["text/plain"]
    bar = BeautifulSoup(data["text/html"], "html.parser").progress
    assert bar["max"] == "10" and bar["aria-label"] == "1. Gain"


def test_progress_survives_a_restart_of_the_kernel_and_a_move_of_the_folder(learner, monkeypatch):
    folder, first, _ = learner
    assert "Hint 1 of 2" in shown(first, "hint")["text/plain"]
    moved = folder.rename(folder.parent / "moved-lessons")
    again, problems = execute.run(nbformat.read(moved / "01_gain.ipynb", 4), moved)
    assert problems == []
    assert "Hint 2 of 2" in shown(again, "hint")["text/plain"]
    assert shown(again, "status") == shown(first, "status")
