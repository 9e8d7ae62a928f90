"""A class: made once, then run with stock nbgrader commands and with soundcheck's words."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

import autograder
from autograder.classroom import run
from autograder.classroom.create import create_class, open_class
from autograder.classroom.restore import Original, as_text, restore
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import load_result
from autograder.classroom.students import answered, mistaken, solved, with_body
from autograder.course.model import CourseError, load_course
from autograder.course.notebooks import learner_notebook

pytestmark = pytest.mark.needs("sandbox")

COURSE = load_course(Path(__file__).parents[2])
MODULE, OTHER = COURSE.modules[:2]
FIRST = MODULE.exercises[0]
EXTRA = 2.0  # points that the instructor adds to the first exercise


def stock(folder, *command):
    """Run a stock nbgrader command in a class, without the environment's bin on PATH."""
    root = str(Path(autograder.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder,
        text=True,
        timeout=300,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": root, "PATH": os.defpath},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def released(classroom):
    return nbformat.read(classroom.folder / "release" / MODULE.id / f"{MODULE.stem}.ipynb", 4)


def marks(classroom):
    """Return {student: score} of the first module, as exported."""
    assert run.export(classroom.folder, [MODULE.id]) == 0
    with (classroom.folder / "grades.csv").open(encoding="utf-8") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    """A class in which stock commands released, collected, graded and returned one module."""
    classroom = create_class(tmp_path_factory.mktemp("classes") / "Fall term", COURSE)
    folder = classroom.folder
    source = folder / "source" / MODULE.id / f"{MODULE.stem}.ipynb"
    nb = nbformat.read(source, 4)
    check = next(c for c in nb.cells if c.id == f"check-{FIRST.id}")
    check.metadata.nbgrader.points += EXTRA
    nbformat.write(nb, source)
    stock(folder, "generate_assignment", MODULE.id)
    stock(folder, "release_assignment", MODULE.id)

    right = answered(released(classroom), solved(COURSE, MODULE))
    partly = answered(released(classroom), mistaken(COURSE, MODULE, 1)[0][0])
    inbound = (
        folder
        / "exchange"
        / "Fall-term"
        / "inbound"
        / f"ann+{MODULE.id}+2026-01-05 10:00:00.000000 UTC+abc"
    )
    inbound.mkdir()
    nbformat.write(right, inbound / f"{MODULE.stem}.ipynb")
    (inbound / "timestamp.txt").write_text("2026-01-05 10:00:00.000000 UTC")
    (inbound / "evil.html").write_text("<script>alert(1)</script>")
    stock(folder, "collect", MODULE.id)

    archive = folder / "downloaded" / MODULE.id / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as file:
        file.writestr(f"bob_4711_12_{MODULE.stem}-1.ipynb", nbformat.writes(partly))
        file.writestr(f"cid/{MODULE.stem}.ipynb", nbformat.writes(released(classroom)))
    stock(folder, "zip_collect", MODULE.id)

    stock(folder, "autograde", MODULE.id)
    stock(folder, "generate_feedback", MODULE.id)
    stock(folder, "export")
    return classroom


def test_stock_commands_run_a_class(klass):
    with (klass.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = {
            row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == MODULE.id
        }
    assert {row["max_score"] for row in rows.values()} == {str(MODULE.points + EXTRA)}
    assert float(rows["ann"]["score"]) == MODULE.points + EXTRA
    assert rows["ann"]["timestamp"].startswith("2026-01-05 10:00")
    assert 0 < float(rows["bob"]["score"]) < MODULE.points
    assert float(rows["cid"]["score"]) == 0


def test_feedback_names_the_misconception(klass):
    page = klass.folder / "feedback" / "bob" / MODULE.id / f"{MODULE.stem}.html"
    text = page.read_text(encoding="utf-8")
    for id in mistaken(COURSE, MODULE, 1)[1][0]:
        assert "Probably mistake" in text and f">{id}</abbr>:" in text


def test_only_notebooks_are_collected(klass):
    assert not list((klass.folder / "submitted").rglob("*.html"))


def test_the_released_notebook_is_the_learners(klass):
    def sources(nb):
        return [(c.cell_type, c.source) for c in nb.cells]

    assert sources(released(klass)) == sources(learner_notebook(COURSE, MODULE))
    assert "BEGIN SOLUTION" not in nbformat.writes(released(klass))


def test_soundcheck_releases_and_collects_again_from_anywhere(klass, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run.release(klass.folder, [MODULE.id]) == 0
    assert run.collect(klass.folder, []) == 0
    out = capsys.readouterr().out
    assert f"{MODULE.id}: released" in out and f"{MODULE.id}: 3 submissions" in out
    assert list(tmp_path.iterdir()) == []
    assert (klass.folder / "release" / MODULE.id / "conventions.md").is_file()


def test_what_nbgrader_cannot_process_is_flagged(klass, capsys):
    odd, lost = "<b>eve", "finn"
    path = klass.submission(odd, MODULE).with_name("Copy of it.ipynb")
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    klass.submission(lost, MODULE).parent.mkdir(parents=True)
    crash = answered(
        released(klass),
        {FIRST.id: with_body(released(klass), FIRST.id, "raise SystemError('<i>no</i>')")},
    )
    nbformat.write(crash, klass.submission("ann", MODULE))

    assert run.grade(klass.folder, [MODULE.id]) == 1
    out = capsys.readouterr().out
    assert "5 submissions graded" in out and "2 flagged" in out
    assert "Copy of it.ipynb is there" in load_result(klass, odd, MODULE.id)["flags"][0]
    assert "There is no" in load_result(klass, lost, MODULE.id)["flags"][0]
    scores = marks(klass)
    assert scores[odd] == scores[lost] == scores["ann"] == 0
    assert f"bob {MODULE.id}" in (klass.folder / "logs" / "grade.log").read_text(encoding="utf-8")

    assert run.report(klass.folder, []) == 0
    table = capsys.readouterr().out
    page = (klass.folder / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;eve" in page and "<b>eve" not in page and "<script" not in page
    assert "Copy of it.ipynb" in page and "Copy of it.ipynb" in table
    for id in mistaken(COURSE, MODULE, 1)[1][0]:
        assert id in page and f"{id}: 1 student" in table


def test_the_same_submission_gives_the_same_record(klass):
    path = klass.folder / "results" / "bob" / f"{MODULE.id}.json"
    before = path.read_bytes()
    nbgrader = NbGrader(klass)
    assert not nbgrader.run("grade", nbgrader.api.autograde, MODULE.id, "bob")
    assert path.read_bytes() == before
    assert json.loads(before)["provenance"]["seed"].startswith("class ")


def test_a_course_in_disorder_costs_nobody_a_mark(klass):
    before = marks(klass)
    path = klass.folder / "soundcheck.yml"
    good = path.read_text(encoding="utf-8")
    broken = klass.folder / "course"
    shutil.copytree(COURSE.folder / "solutions", broken / "solutions")
    shutil.copy(COURSE.folder / "course.yml", broken)
    try:
        path.write_text(f"course: {broken}\nseed: 1", encoding="utf-8")
        with pytest.raises(CourseError, match=f"test_{MODULE.id}.py is missing"):
            run.grade(klass.folder, [])
    finally:
        path.write_text(good, encoding="utf-8")
    assert marks(klass) == before


def test_what_is_secret_is_readable_by_the_owner_only(klass):
    for name in (
        "soundcheck.yml",
        "gradebook.db",
        "source",
        "submitted",
        "autograded",
        "feedback",
        "results",
    ):
        assert stat.S_IMODE((klass.folder / name).stat().st_mode) & 0o077 == 0, name
    assert klass.seed.bit_length() > 90


def test_a_class_is_made_only_in_an_empty_place_from_a_clone(klass, tmp_path):
    with pytest.raises(CourseError, match="not empty: name a new directory"):
        create_class(klass.folder, COURSE)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CourseError, match="not empty"):
        create_class(tmp_path / "file", COURSE)
    with pytest.raises(CourseError, match="inside a clone"):
        create_class(tmp_path / "new", COURSE.model_copy(update={"folder": tmp_path}))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "is not a class: make one"),
        ("nothing", "needs the keys course .* and seed"),
        ("course: [1", "needs the keys"),
        ("course: /nowhere\nseed: 1", "not in /nowhere: write its place in"),
    ],
)
def test_a_directory_that_is_no_class_is_refused(tmp_path, text, message):
    if text:
        (tmp_path / "soundcheck.yml").write_text(text, encoding="utf-8")
    for word in (run.release, run.collect, run.grade, run.feedback, run.export, run.report):
        with pytest.raises(CourseError, match=message) as error:
            word(tmp_path, [])
        assert "\n" not in str(error.value)


def test_settings_that_cannot_be_used_are_refused(klass):
    path = klass.folder / "nbgrader_config.py"
    good = path.read_text(encoding="utf-8")
    try:
        for bad in ("c = (", "1 / 0"):
            path.write_text(bad, encoding="utf-8")
            with pytest.raises(CourseError, match="nbgrader_config.py cannot be used"):
                run.grade(klass.folder, [MODULE.id])
        path.unlink()
        with pytest.raises(CourseError, match="nbgrader_config.py cannot be used"):
            run.release(klass.folder, [MODULE.id])
    finally:
        path.write_text(good, encoding="utf-8")


def test_wrong_use_is_refused_with_the_mend(klass):
    with pytest.raises(CourseError, match="No module 'nothing': the course has"):
        run.grade(klass.folder, ["nothing"])
    with pytest.raises(CourseError, match="No submissions in this class: run `soundcheck collect`"):
        run.grade(klass.folder, [OTHER.id])
    with pytest.raises(CourseError, match="Nothing is graded"):
        run.feedback(klass.folder, [OTHER.id])
    with pytest.raises(CourseError, match="not released yet: run `soundcheck release`"):
        run.collect(klass.folder, [OTHER.id])
    open_class(klass.folder)


def test_first_cells_that_are_missing_come_back_in_order():
    originals = [
        Original(name, "code", name, None, locked, not locked, 1.0 if locked else None)
        for name, locked in (("a", False), ("check-a", True), ("b", False), ("check-b", True))
    ]
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("mine", metadata={"nbgrader": {"grade_id": "b"}})]
    )
    found = restore(nb, originals, set(), {})
    assert [c.id for c in nb.cells] == ["check-a", "b", "check-b"]
    assert [c.source for c in nb.cells] == ["check-a", "mine", "check-b"]
    assert not found.flags and len(found.notes) == 3


@pytest.mark.parametrize(
    "text", ["", "plain", "```\n<b>\n```", "   ````\n````x", "~~~\n<b>", "$$x$$\n```\n$$<b>$$"]
)
def test_text_is_shown_as_it_is(text):
    from nbconvert.filters import markdown2html

    html = markdown2html(as_text(text)).strip()
    assert html.startswith("<pre><code>") and html.endswith("</code></pre>")
    assert "<b>" not in html and html.count("<pre>") == 1
