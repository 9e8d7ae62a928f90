"""nbgrader's traps: whatever a notebook is, it gets the right mark or a flag, whoever grades it."""

import copy
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from gradebooks import notebooks, rows

import autograder
from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.folder import open_class
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import load_result
from autograder.classroom.students import answered, solved
from autograder.course.model import load_course

pytestmark = pytest.mark.needs("sandbox")

COURSE = load_course(Path(__file__).parents[2])
MODULE = COURSE.modules[0]
ONE, OTHER = MODULE.exercise("db_to_amplitude"), MODULE.exercise("level_at_distance")
POINTS = ONE.points + OTHER.points  # the others are left unwritten, which grades faster
TRAPS = {}
DUE = "2026-01-05 12:00:00.000000 UTC"
LATE = {"right": 1, "no_kernel": 2, "wrong_kernel": -1}  # hours


def trap(mark, flag=None, note=None):
    """Register a function that makes a submission from a notebook with answers and one without.

    `mark` is what it has to earn, `flag` and `note` are parts of what has to be said about it.
    """

    def register(function):
        TRAPS[function.__name__] = function, mark, flag, note
        return function

    return register


def cell(nb, name):
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def checks(nb):
    return [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade")]


@trap(POINTS)
def right(nb, released):
    return nb


@trap(MODULE.points)
def all_right(nb, released):
    return answered(released, solved(COURSE, MODULE))


@trap(0.0)
def blank(nb, released):
    return released


def wrapped(nb, before, value):
    """Wrap the function of an exercise into one that runs `before` and returns `value`."""
    cell(
        nb, ONE.id
    ).source += f"\n\n_right = {ONE.id}\n\n\ndef {ONE.id}(x):\n    {before}\n    return {value}\n"
    return nb


@trap(POINTS)
def numpy_scalars(nb, released):
    # nbgrader reads the text np.float64(0.0) of a check cell as full marks.
    return wrapped(nb, "y = _right(x)", "np.float64(y) if np.ndim(y) == 0 else y")


@trap(POINTS)
def stderr_everywhere(nb, released):
    # nbgrader gives nothing for a check cell with anything on stderr, such as a RuntimeWarning.
    nb.cells.insert(0, nbformat.v4.new_code_cell("import sys, warnings\nprint(1, file=sys.stderr)"))
    return wrapped(nb, "warnings.warn('careful')", "_right(x)")


@trap(POINTS, note="more than once")
def everything_twice(nb, released):
    nb.cells += copy.deepcopy(nb.cells)
    return nb


@trap(POINTS, note="more than once")
def check_copied_to_the_top(nb, released):
    nb.cells.insert(0, copy.deepcopy(checks(nb)[-1]))
    return nb


@trap(POINTS, note=f"check-{ONE.id} was deleted")
def checks_deleted(nb, released):
    gone = checks(nb)
    nb.cells = [c for c in nb.cells if c not in gone]
    return nb


@trap(POINTS - OTHER.points, note=f"The cell {OTHER.id} was deleted")
def exercise_and_check_deleted(nb, released):
    # Stock add_missing_cells looks for the cell before the missing one and fails without it.
    nb.cells = [
        c
        for c in nb.cells
        if c.metadata.get("nbgrader", {}).get("grade_id", "").split("-")[-1] != OTHER.id
    ]
    return nb


@trap(0.0, note=f"The cell {ONE.id} was deleted")
def all_cells_deleted(nb, released):
    nb.cells = []
    return nb


@trap(0.0, flag="was edited")
def check_edited(nb, released):
    for c in checks(released):
        c.source = "99.0"
    return released


@trap(POINTS, flag="(my-check)", note=f"check-{ONE.id} was deleted")
def cells_renamed(nb, released):
    cell(nb, f"check-{ONE.id}").metadata.nbgrader.grade_id = "my-check"
    cell(nb, OTHER.id).metadata.nbgrader.grade_id = "my-answer"
    return nb


@trap(POINTS, flag="claims 1000 points")
def points_changed(nb, released):
    for c in checks(nb):
        c.metadata.nbgrader.points = 1000
    return nb


@trap(POINTS, flag="not of this lesson")
def forged_check(nb, released):
    extra = copy.deepcopy(checks(nb)[0])
    extra.metadata.nbgrader.update(grade_id="bonus", points=50)
    extra.update(id="bonus", source="50.0")
    nb.cells.append(extra)
    return nb


@trap(0.0)
def outputs_forged(nb, released):
    for c in released.cells:
        if c.cell_type == "code":
            c.outputs = [
                nbformat.v4.new_output(
                    "execute_result",
                    {"text/plain": "2.0", "text/html": "<script>evil_output</script>"},
                )
            ]
    released.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"evil_output": 1}}
    return released


@trap(POINTS)
def html_in_text_cells(nb, released):
    evil = "<script>evil_text</script><img src=x onerror=evil_text> $$ </code><b>evil_text $$"
    nb.cells[0].source += "\n" + evil
    nb.cells.insert(0, nbformat.v4.new_markdown_cell("```\n" + evil + "\n````\n" + evil))
    nb.cells.insert(0, nbformat.v4.new_raw_cell(evil, metadata={"raw_mimetype": "text/html"}))
    nb.cells.insert(0, nbformat.v4.new_code_cell("1", metadata={"tags": ['"><b>evil_text']}))
    return nb


@trap(POINTS)
def wrong_kernel(nb, released):
    nb.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    nb.metadata.language_info = {"name": "R"}
    return nb


@trap(POINTS)
def no_kernel(nb, released):
    nb.metadata = {}
    return nb


@trap(POINTS, note="turned into markdown")
def cells_of_another_type(nb, released):
    for name in (f"check-{ONE.id}", ONE.id):
        found = cell(nb, name)
        found.cell_type = "markdown"
        del found["outputs"], found["execution_count"]
    return nb


@trap(POINTS)
def metadata_of_another_schema(nb, released):
    # Stock: a schema that is too new or too old stops the batch for the whole class.
    for c, version in zip(checks(nb), (99, 1, "x", None), strict=False):
        c.metadata.nbgrader.schema_version = version
    return nb


@trap(POINTS, flag="(no name)", note="was deleted")
def metadata_of_wrong_types(nb, released):
    for c, wrong in zip(checks(nb), ("yes", [], {"grade": True, "grade_id": 7}), strict=False):
        c.metadata.nbgrader = wrong
    nb.cells[0].metadata = {"nbgrader": None}
    return nb


@trap(0.0, flag="ended the process")
def kernel_killed(nb, released):
    nb.cells += [nbformat.v4.new_code_cell("import os\nos._exit(0)") for _ in range(5)]
    return nb


@trap(POINTS)
def format_3(nb, released):
    return nbformat.v3.writes_json(nbformat.convert(nb, 3)).encode()


@trap(0.0, flag="newer format")
def format_5(nb, released):
    return json.dumps({**nb, "nbformat": 5}).encode()


@trap(0.0, flag="is empty")
def empty_file(nb, released):
    return b""


@trap(0.0, flag="not JSON")
def not_json(nb, released):
    return nbformat.writes(nb).encode()[:3000]


@trap(0.0, flag="not a notebook")
def another_json(nb, released):
    return b"[1, 2]"


@trap(0.0, flag="not UTF-8")
def another_encoding(nb, released):
    return nbformat.writes(nb).encode("utf-16")


@trap(0.0, flag="symbolic link")
def a_link_to_the_solution(nb, released):
    return Path("source", MODULE.id, f"{MODULE.stem}.ipynb")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class with one student for each trap, graded."""
    classroom = create_class(tmp_path_factory.mktemp("class") / "traps", COURSE)
    run.release(classroom.folder, [MODULE.id])
    released = nbformat.read(classroom.folder / "release" / MODULE.id / f"{MODULE.stem}.ipynb", 4)
    # Without the plots, which take time and play no part here.
    released.cells = [c for c in released.cells if not c.source.startswith("%%needs")]
    right = solved(COURSE, MODULE)
    good = answered(released, {e.id: right[e.id] for e in (ONE, OTHER)})
    for name, (make, *_) in TRAPS.items():
        made = make(copy.deepcopy(good), copy.deepcopy(released))
        path = classroom.submission(name, MODULE)
        path.parent.mkdir(parents=True)
        if isinstance(made, Path):
            path.symlink_to(classroom.folder / made)
        else:
            path.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())
    for name, hours in LATE.items():
        stamp = classroom.submission(name, MODULE).with_name("timestamp.txt")
        stamp.write_text(f"2026-01-05 {12 + hours:02d}:00:00.000000 UTC")
    with (classroom.folder / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with NbGrader(classroom).gradebook() as gradebook:
        gradebook.update_or_create_assignment(MODULE.id, duedate=DUE)
    before = fingerprint(classroom.folder / "submitted")
    shutil.copytree(classroom.folder, f"{classroom.folder}-stock", symlinks=True)
    assert run.grade(classroom.folder, []) == 1
    assert fingerprint(classroom.folder / "submitted") == before
    return classroom


@pytest.fixture(scope="module")
def stock_graded(graded):
    """The same class, graded by the stock command, which finds the results stored."""
    folder = Path(f"{graded.folder}-stock")
    shutil.copytree(graded.folder / "results", folder / "results", dirs_exist_ok=True)
    results = fingerprint(folder / "results")
    outcome = stock(folder, "autograde", MODULE.id)
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    assert fingerprint(folder / "results") == results  # nothing is graded twice
    return open_class(folder)


def test_the_batch_writes_what_the_stock_command_writes(graded, stock_graded):
    assert notebooks(graded) == notebooks(stock_graded)
    ours = rows(graded)
    assert ours == rows(stock_graded)
    penalties = {row[3]: row[4] for row in ours if row[0] == "notebook" and row[4]}
    assert penalties == {name: POINTS for name, hours in LATE.items() if hours > 0}


def stock(folder, *command):
    """Run a stock nbgrader command inside a class, without the environment's bin on PATH."""
    root = Path(autograder.__file__).parents[1]
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder,
        text=True,
        timeout=300,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root), "PATH": os.defpath},
    )


def fingerprint(folder):
    return {
        path: (path.read_bytes(), path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def marks(graded):
    """What gradebook.db holds: {student: {check cell: (automatic score, points)}}."""
    with sqlite3.connect(graded.folder / "gradebook.db") as database:
        rows = database.execute("""
            SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score,
                   grade_cells.max_score, grade.needs_manual_grade
            FROM grade
            JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
            JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
            JOIN grade_cells ON grade_cells.id = grade.cell_id
            JOIN base_cell ON base_cell.id = grade.cell_id""").fetchall()
    database.close()
    found = {}
    for student, name, score, points, manual in rows:
        assert not manual
        found.setdefault(student, {})[name] = score, points
    return found


@pytest.mark.parametrize("name", TRAPS)
def test_the_gradebook_has_the_right_mark(marks, name):
    cells = marks[name]
    assert {check: points for check, (_, points) in cells.items()} == {
        f"check-{e.id}": e.points for e in MODULE.exercises
    }
    assert all(type(score) is float and 0 <= score <= points for score, points in cells.values())
    assert sum(score for score, _ in cells.values()) == pytest.approx(TRAPS[name][1])


@pytest.mark.parametrize("name", TRAPS)
def test_it_is_said_why(graded, name):
    _, mark, flag, note = TRAPS[name]
    result = load_result(graded, name, MODULE.id)
    assert result["score"] == pytest.approx(mark)
    for wanted, texts in ((flag, result["flags"]), (note, result["notes"])):
        if wanted:
            assert any(wanted in text for text in texts), texts
    assert bool(result["flags"]) == bool(flag), result["flags"]


@pytest.mark.parametrize("name", TRAPS)
def test_each_check_cell_holds_one_plain_number(graded, name):
    nb = nbformat.read(graded.folder / "autograded" / name / MODULE.id / f"{MODULE.stem}.ipynb", 4)
    assert {c.metadata.nbgrader.grade_id for c in checks(nb)} == {
        f"check-{e.id}" for e in MODULE.exercises
    }
    for c in nb.cells:
        results = [o for o in c.get("outputs", []) if o.output_type == "execute_result"]
        assert len(results) == (c in checks(nb))
        assert all(re.fullmatch(r"\d+\.\d+", o.data["text/plain"]) for o in results)


@pytest.fixture(scope="module")
def page(graded):
    """Return the feedback page of a student, made on demand."""
    nbgrader = NbGrader(graded)

    def make(name):
        assert not nbgrader.run("feedback", nbgrader.api.generate_feedback, MODULE.id, name)
        path = graded.folder / "feedback" / name / MODULE.id / f"{MODULE.stem}.html"
        return path.read_text(encoding="utf-8")

    return make


def test_outputs_of_a_student_reach_no_browser(page):
    assert "evil_output" not in page("outputs_forged")


def test_html_of_a_student_is_shown_as_text(page):
    text = page("html_in_text_cells")
    assert "&lt;script&gt;evil_text" in text
    assert not re.search(r"<script>evil|<b>evil|<img src=x|<[^>]*evil_text", text)


def test_feedback_carries_the_message_and_the_remarks(page):
    assert f"{ONE.id} is not written yet" in page("blank")
    assert f"{ONE.id}: all" in page("right")
    assert "The file is empty" in page("empty_file")
    assert "is not defined" not in page("empty_file")
    assert "claims 1000 points" in page("points_changed")
