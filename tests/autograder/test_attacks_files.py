"""Files that attack whoever opens them, alone and on their way through a class."""

import io
import json
import os
import re
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import pytest
from attacks.corpus import NOTHING
from attacks.files import FILES

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import load_result
from autograder.classroom.students import answered, solved
from autograder.course.model import load_course
from autograder.grading.grade import Grader
from autograder.grading.reading import Unreadable, read_notebook

pytestmark = pytest.mark.needs("sandbox")
COURSE = load_course(Path(__file__).parents[2])
MODULE = COURSE.module("decibels")
TARGET = MODULE.exercise("level_at_distance")
HTML = "<script>evil_html()</script><img src=x onerror=evil_html()>"


@pytest.fixture(scope="module")
def grader():
    return Grader(COURSE)


def right_notebook():
    sources = ["import math\nimport numpy as np", solved(COURSE, MODULE)[TARGET.id]]
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


@pytest.mark.parametrize("title", FILES)
def test_file(title, grader, tmp_path):
    make, _, earns, says = FILES[title]
    path = tmp_path / f"{MODULE.stem}.ipynb"
    make(path, right_notebook())
    begin, most = time.monotonic(), memory()
    if says:
        with pytest.raises(Unreadable, match=says) as caught:
            read_notebook(path, follow_symlinks=False)
        assert "\n" not in str(caught.value)
    else:
        notebook = read_notebook(path, follow_symlinks=False)
        report = grader.grade(notebook, MODULE, [TARGET.id])
        assert report.score == earns * TARGET.points
        json.loads(report.to_json())
    assert time.monotonic() - begin < 20.0  # 3 on a quiet machine, for six million lists
    assert memory() - most < 2**30


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class whose students attack it on every way in, graded and with feedback."""
    outside = tmp_path_factory.mktemp("outside")
    classroom = create_class(tmp_path_factory.mktemp("class") / "attacked", COURSE)
    run.release(classroom.folder, [MODULE.id])
    released = nbformat.read(classroom.folder / "release" / MODULE.id / f"{MODULE.stem}.ipynb", 4)
    released.cells = [c for c in released.cells if not c.source.startswith("%%needs")]
    right = answered(released, solved(COURSE, MODULE))
    solution = classroom.folder / "source" / MODULE.id / f"{MODULE.stem}.ipynb"
    inbound = next((classroom.folder / "exchange").rglob("inbound"))
    for student, put in {
        "linker": lambda path: path.symlink_to(solution),
        "folderlinker": lambda path: path.parent.rmdir() or path.parent.symlink_to(solution.parent),
        "hardlinker": lambda path: os.link(solution, path),
        "honest": lambda path: path.write_text(nbformat.writes(right)),
        "scripter": lambda path: path.write_text(nbformat.writes(scripted(right))),
    }.items():
        stamp = "2026-01-05 10:00:00 UTC"
        folder = inbound / f"{student}+{MODULE.id}+{stamp}+x"
        folder.mkdir()
        put(folder / f"{MODULE.stem}.ipynb")
    run.collect(classroom.folder, [MODULE.id])
    archive = classroom.folder / "downloaded" / MODULE.id / "archive"
    archive.mkdir(parents=True)
    good = nbformat.writes(right)
    (archive / "linked.zip").symlink_to(solution)
    with zipfile.ZipFile(archive / "all.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"zipper_{MODULE.stem}.ipynb", good)
        for slip in (
            "../" * 12 + f"{outside}/slip.ipynb",
            f"{outside}/absolute.ipynb",
            "..\\x.ipynb",
        ):
            file.writestr(slip, good)
        file.writestr(f"bomber_{MODULE.stem}.ipynb", bytes(200 * 10**6))
        link = zipfile.ZipInfo(f"ziplinker_{MODULE.stem}.ipynb")
        link.external_attr = 0o120777 << 16
        file.writestr(link, str(solution))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as own:
            own.writestr(f"{MODULE.stem}.ipynb", good)
        file.writestr("nested.zip", inner.getvalue())
        file.writestr("broken.zip", good)
    (archive / "garbage.zip").write_bytes(b"PK\3\4" * 1000)
    zip_collect(classroom)
    run.grade(classroom.folder, [MODULE.id])
    run.feedback(classroom.folder, [MODULE.id])
    assert not list(outside.iterdir())
    return classroom


def scripted(notebook):
    """Return a notebook with scripts wherever text can be."""
    nb = nbformat.from_dict(json.loads(json.dumps(notebook)))
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in nb.cells}
    cells["rms"].source += (
        f"\nrms.__name__ = rms.__doc__ = {HTML!r}\n_rms = rms\n"
        f"def rms(x):\n    raise type({HTML!r}, (Exception,), {{}})({HTML!r})  # {HTML}\n"
    )
    cells["sum_levels"].source += f"\ndef sum_levels(x):\n    return {HTML!r}\n"
    nb.cells.append(nbformat.v4.new_markdown_cell(f"{HTML} [a](javascript:evil_html()) $x^2$"))
    shown = nbformat.v4.new_output(
        "display_data", {"text/html": HTML, "application/javascript": "evil_html()"}
    )
    nb.cells.append(nbformat.v4.new_code_cell("1", outputs=[shown]))
    nb.cells[-1].metadata.tags = [HTML]
    nb.cells[-1].id = "evil"
    nb.metadata.title = HTML
    return nb


def zip_collect(classroom):
    """Run nbgrader's own command, as an instructor does."""
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "zip_collect", MODULE.id],
        cwd=classroom.folder,
        capture_output=True,
        timeout=120,
        check=True,
    )


@pytest.mark.parametrize(
    "student, share",
    [("honest", 1.0), ("zipper", 1.0), ("nested", 1.0), ("bomber", NOTHING)],
)
def test_a_class_gives_the_honest_mark(graded, student, share):
    result = load_result(graded, student, MODULE.id)
    assert result["score"] == share * MODULE.points
    assert bool(result["flags"]) == (share == NOTHING), result["flags"]


@pytest.mark.parametrize("student", ["linker", "folderlinker", "hardlinker", "ziplinker"])
def test_links_to_the_solution_earn_nothing(graded, student):
    path = graded.folder / "submitted" / student / MODULE.id / f"{MODULE.stem}.ipynb"
    if path.exists():
        assert load_result(graded, student, MODULE.id)["score"] == NOTHING
    page = graded.folder / "feedback" / student / MODULE.id / f"{MODULE.stem}.html"
    assert not page.exists() or "np.mean(np.square(x))" not in page.read_text(encoding="utf-8")


def test_feedback_is_inert(graded):
    assert load_result(graded, "scripter", MODULE.id)["score"] < MODULE.points
    page = graded.folder / "feedback" / "scripter" / MODULE.id / f"{MODULE.stem}.html"
    text = page.read_text(encoding="utf-8")
    assert "evil_html" in text
    assert not re.search(r"<script[^>]*>\s*evil|<[^>]*\sonerror=|href=\W?javascript:", text)


def test_the_gradebook_has_them_all(graded):
    with NbGrader(graded).gradebook() as gradebook:
        marks = {s.student.id: s.score for s in gradebook.assignment_submissions(MODULE.id)}
    assert marks["honest"] == marks["zipper"] == MODULE.points
    assert all(0 <= mark <= MODULE.points for mark in marks.values())
