"""One submission cannot stop a class: the corpus of hostile ones, on the whole way, beside honest ones.

Release, collect, grade, feedback, report and export, once for all of them together; then again by
nbgrader's own command.
"""

import copy
import csv
import json
import os
import shutil
import time

import pytest
from attacks.submissions import NAME, SUBMISSIONS
from small import solution
from tiny import write_course

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import load_result, unfit

pytestmark = pytest.mark.needs("sandbox")
POINTS = 10.0
HONEST = "honest", "zoe"  # one before and one after nearly all others
STOCK = (
    *("honest", "zoe", "cell_metadata_600_deep", "half_character_in_a_name", "long_runs"),
    "millions_of_objects",
)
BOX = "{}+gain+2026-01-05 10:00:00.000000 UTC+abc"


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The class, and what each command said and returned."""
    folder = tmp_path_factory.mktemp("hostile")
    classroom = create_class(folder / "class", write_course(folder / "course"))
    page = classroom.folder / "source" / "gain" / "conventions.md"
    page.write_text("the class's own")
    (page.parent / "data").mkdir()
    (page.parent / "data" / "sound.txt").write_text("the class's own")
    run.release(classroom.folder, [])
    good = json.loads(json.dumps(solution(classroom)))
    inbound = next((classroom.folder / "exchange").rglob("inbound"))
    for student in HONEST:
        box = inbound / BOX.format(student)
        box.mkdir()
        (box / NAME).write_text(json.dumps(good))
    hostile_boxes(inbound, good)
    assert run.collect(classroom.folder, []) == 1
    for student, (make, *_) in SUBMISSIONS.items():
        place = classroom.folder / "submitted" / student / "gain"
        place.mkdir(parents=True)
        made = make(copy.deepcopy(good), place)
        if made is not None:
            data = made if isinstance(made, bytes) else json.dumps(made).encode()
            (place / NAME).write_bytes(data)
    (classroom.folder / "submitted" / ".." / "submitted" / ".hidden" / "gain").mkdir(parents=True)
    (classroom.folder / "submitted" / "a file").write_text("x")
    begin = time.monotonic()
    assert run.grade(classroom.folder, []) == 1
    assert time.monotonic() - begin < 240.0
    run.feedback(classroom.folder, [])
    assert run.report(classroom.folder, []) == 0
    assert run.export(classroom.folder, []) == 0
    return classroom


def hostile_boxes(inbound, good):
    """Put folders and more into the exchange that nbgrader stops at."""
    for name in (
        "x+gain+yesterday+abc", "x+gain+", "x+gain+0001-01-01 00:00:00 UTC+x", "+gain+2026-01-05 UTC+x",
        "..+gain+2026-01-05 10:00:00 UTC+x", ".dot+gain+2026-01-05 10:00:00 UTC+x",
        "x+gain+9999-12-31 23:59:59 UTC+x", "x+gain+2026-99-99 10:00:00 UTC+x", "honest+gain+garbage+x",
    ):  # fmt: skip
        (inbound / name).mkdir()
        (inbound / name / NAME).write_text("{")
    (inbound / BOX.format("a file")).write_text("x")
    (inbound / BOX.format("a link")).symlink_to(inbound / BOX.format("honest"))
    with open(os.path.join(os.fsencode(inbound), b"\xff+gain+2026-01-05 10:00:00 UTC+x"), "wb"):
        pass


def test_collecting_leaves_out_what_is_odd(played):
    students = sorted(path.name for path in (played.folder / "submitted").iterdir())
    assert set(HONEST) <= set(students)
    assert not {"x", "", "a link"} & set(students) and ".dot" not in students
    assert not (played.folder / "gain").exists() and not (played.folder / "submitted/gain").exists()


@pytest.mark.parametrize("student", HONEST)
def test_honest_students_get_marks_and_pages(played, student):
    result = load_result(played, student, "gain")
    assert (result["score"], result["flags"]) == (POINTS, [])
    page = played.folder / "feedback" / student / "gain" / "01_gain.html"
    assert "public properties" in page.read_text()
    assert (page.parents[3] / "autograded" / student / "gain" / "conventions.md").is_file()


@pytest.mark.parametrize("student", SUBMISSIONS, ids=ascii)
def test_each_gets_a_mark_or_a_flag_of_its_own(played, student):
    _, _, earns, flag, page = SUBMISSIONS[student]
    result = load_result(played, student, "gain")
    assert result["score"] == earns * POINTS, (result["flags"], result["exercises"])
    assert bool(result["flags"]) == bool(flag), result["flags"]
    if flag:
        assert any(flag in text for text in result["flags"]), result["flags"]
        assert len(result["flags"]) < 50 and all(len(text) < 500 for text in result["flags"])
    there = (played.folder / "feedback" / student / "gain" / "01_gain.html").exists()
    assert there == page


def test_the_classs_own_files_stand_where_a_student_wanted_to(played):
    for student in ("in_the_way_of_a_page", "in_the_way_of_a_folder"):
        there = played.folder / "autograded" / student / "gain"
        assert (there / "conventions.md").read_text() == "the class's own"
        assert (there / "data" / "sound.txt").read_text() == "the class's own"
    copied = list((played.folder / "autograded" / "thousands_of_files" / "gain").iterdir())
    assert len(copied) < 1100
    assert not list((played.folder / "autograded" / "odd_neighbors" / "gain").glob("solution*"))


def test_the_gradebook_the_report_and_the_marks_have_them_all(played):
    with NbGrader(played).gradebook() as gradebook:
        marks = {s.student.id: s.score for s in gradebook.assignment_submissions("gain")}
    text = (played.folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text and "\x1b" not in text
    with (played.folder / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["student_id"] for row in rows}
    assert not [name for name in names if name.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not [name for name in names if "\x1b" in name]
    assert len(rows) == len(marks)
    for student in HONEST:
        assert marks[student] == POINTS and f">{student}<" in text and student in names
    assert {s for s in SUBMISSIONS if s not in marks} == {s for s in SUBMISSIONS if unfit(s)}


def test_nothing_said_is_obeyed_by_a_terminal(played, capsys):
    run.grade(played.folder, [])
    run.report(played.folder, [])
    said = capsys.readouterr().out
    assert said.isascii() or not set(said) & set("\x1b\x07\u202e")
    assert "\x1b" not in said


def test_nbgraders_own_command_grades_the_others_too(played, tmp_path):
    """By the classes that nbgrader_config.py names; it stops at nobody but who has no notebook."""
    folder = tmp_path / "class"
    shutil.copytree(played.folder, folder, symlinks=True, ignore=_not_copied)
    from autograder.classroom.folder import open_class

    classroom = open_class(folder)
    nbgrader = NbGrader(classroom)
    for student in STOCK:
        assert not nbgrader.run("grade", nbgrader.api.autograde, "gain", student_id=student)
        assert load_result(classroom, student, "gain")["score"] in (0.0, POINTS)
    assert load_result(classroom, "honest", "gain")["score"] == POINTS


def _not_copied(folder, names):
    others = [n for n in names if n not in STOCK] if folder.endswith("submitted") else []
    return [n for n in names if n in ("autograded", "feedback", "results", "exchange")] + others
