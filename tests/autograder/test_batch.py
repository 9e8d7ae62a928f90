"""Grading a class loses nothing and does nothing twice, whatever breaks on the way."""

import errno
import os
import random
import re
import shutil
import sqlite3

import pytest
from gradebooks import notebooks, rows
from killing import fall_over_x, torment
from killing import records as stored
from small import STUDENTS, copied, solution, submit, write_class

from autograder.classroom import pool, run
from autograder.classroom.progress import progress
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import load_result
from autograder.course.model import CourseError

pytestmark = pytest.mark.needs("sandbox")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A class before grading."""
    return write_class(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def graded(fresh):
    """A copy of the class, graded without any disturbance."""
    classroom = copied(fresh, "graded")
    assert run.grade(classroom.folder, [], jobs=2) == 1
    return classroom


@pytest.fixture
def again(graded, tmp_path):
    """A copy of the graded class."""
    return copied(graded, tmp_path / "class")


def test_all_are_graded(graded):
    assert set(stored(graded)) == set(STUDENTS)
    scores = {name: load_result(graded, name, "gain")["score"] for name in STUDENTS}
    assert [scores[name] for name in STUDENTS[:5]] == [10.0, 7.5, 0.0, 0.0, 10.0]
    assert "cannot be read" in load_result(graded, STUDENTS[5], "gain")["flags"][0]
    assert len(notebooks(graded)) == len(STUDENTS) + 4  # and those with a timestamp


def test_the_same_command_again_changes_nothing(graded, again, capsys):
    before = stored(again), rows(again), notebooks(again)
    assert run.grade(again.folder, []) == 1
    assert (stored(again), rows(again), notebooks(again)) == before
    said = re.sub(r"in \d s", "in a moment", capsys.readouterr().out)
    assert "12 submissions graded in a moment (12 of them before), 1 flagged" in said


def test_what_is_new_is_graded_and_looked_at_again(again, capsys):
    with NbGrader(again).gradebook() as gradebook:
        for name in STUDENTS[:2]:
            grade = gradebook.find_grade("check-double", "01_gain", "gain", name)
            grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    before = stored(again)
    submit(again, STUDENTS[1], solution(again))
    run.grade(again.folder, [])
    after = stored(again)
    assert [name for name in STUDENTS if before[name] != after[name]] == [STUDENTS[1]]
    assert "(11 of them before)" in capsys.readouterr().out
    marks = {row[3]: row[6:] for row in rows(again) if row[0] == "grade"}
    assert marks[STUDENTS[0]] == (10.0, 3.0, None, False)
    assert marks[STUDENTS[1]] == (10.0, 3.0, None, True)


def test_a_new_due_date_changes_the_penalties(again):
    with NbGrader(again).gradebook() as gradebook:
        gradebook.update_or_create_assignment("gain", duedate="2026-02-01 00:00:00 UTC")
    assert any(row[4] for row in rows(again) if row[0] == "notebook")
    run.grade(again.folder, [])
    assert not any(row[4] for row in rows(again) if row[0] == "notebook")


def test_a_damaged_gradebook_is_told_and_filled_again(graded, again, capsys):
    database, records = again.folder / "gradebook.db", stored(again)
    backup = database.read_bytes()
    for damage in (b"x" * len(backup), backup[:8192] + os.urandom(len(backup) - 8192)):
        database.write_bytes(damage)
        with pytest.raises(
            CourseError, match="(?s)damaged.*put a copy of it back.*is kept"
        ) as error:
            run.grade(again.folder, [])
        assert "\n" not in str(error.value)
    database.unlink()
    with pytest.raises(CourseError, match="gain is not in the gradebook: run `soundcheck release`"):
        run.grade(again.folder, [])
    run.release(again.folder, [])
    run.grade(again.folder, [])
    assert stored(again) == records
    penalties = [row for row in rows(again) if row[0] in ("grade", "comment", "student")]
    assert penalties == [r for r in rows(graded) if r[0] in ("grade", "comment", "student")]


def test_a_gradebook_in_use_costs_nothing(graded, fresh, tmp_path):
    classroom = copied(fresh, tmp_path / "class")
    with (classroom.folder / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.db_url += "?timeout=0.1"\n')
    with sqlite3.connect(classroom.folder / "gradebook.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")  # others may read, none may write
        with pytest.raises(CourseError, match="in use .*close what uses it") as error:
            run.grade(classroom.folder, [])
        assert "\n" not in str(error.value)
    other.close()
    records = stored(classroom)
    assert set(records) == set(STUDENTS) and notebooks(classroom) == {}
    run.grade(classroom.folder, [])
    assert stored(classroom) == records
    assert (rows(classroom), notebooks(classroom)) == (rows(graded), notebooks(graded))


@pytest.mark.parametrize("room", ["results", "autograded"])
def test_a_full_disk_costs_nothing(graded, fresh, tmp_path, monkeypatch, room):
    classroom = copied(fresh, tmp_path / "class")
    left = 5

    def full(old, new):
        nonlocal left
        left -= room in str(new)
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        move(old, new)

    with monkeypatch.context() as patch:
        for function in ("replace", "rename"):
            move = getattr(os, function)
            patch.setattr(os, function, full)
        with pytest.raises(CourseError, match="Cannot write .*No space left.*is kept"):
            run.grade(classroom.folder, [])
    kept = stored(classroom)
    assert len(kept) >= 5 and not list(classroom.folder.rglob("*.tmp"))
    assert not list(classroom.folder.rglob(".*.new"))
    run.grade(classroom.folder, [])
    assert {name: stored(classroom)[name] for name in kept} == kept
    assert (rows(classroom), notebooks(classroom)) == (rows(graded), notebooks(graded))


def test_killed_at_any_moment_nothing_is_lost(fresh):
    assert len(torment(fresh, 3, random.Random(os.getpid()))) == 3


def test_two_runs_at_once_are_refused(again):
    from autograder.classroom.batch import _alone

    with _alone(again), pytest.raises(CourseError, match="Another `soundcheck grade`"):
        run.grade(again.folder, [])


def test_settings_of_ones_own_are_nbgraders_business(again, capsys):
    assert NbGrader(again).as_new
    config = again.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.LimitOutput.max_lines = 10\n")
    records, before = stored(again), rows(again)
    shutil.rmtree(again.folder / "autograded")
    assert not NbGrader(again).as_new
    assert run.grade(again.folder, []) == 1
    assert (stored(again), rows(again)) == (records, before)
    assert len(notebooks(again)) == len(STUDENTS) + 4
    assert "[INFO]" in (again.folder / "logs" / "grade.log").read_text()


def test_links_lead_nowhere(again, tmp_path):
    """A link in a submission is neither graded nor copied to where the student can read it."""
    module = again.course.modules[0]
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    inbound = again.folder / "exchange" / "class" / "inbound"
    for student, link in (("eve", os.symlink), ("hal", os.link)):
        box = inbound / f"{student}+gain+2026-01-05 10:00:00.000000 UTC+abc"
        box.mkdir()
        link(again.folder / "source" / "gain" / "01_gain.ipynb", box / "01_gain.ipynb")
        link(secret, box / "submission_secret.txt")
    run.collect(again.folder, [])
    assert list((again.folder / "submitted" / "eve").rglob("*")) == [
        again.folder / "submitted" / "eve" / "gain"
    ]

    for name, link in (("timestamp.txt", os.symlink), ("more.txt", os.link)):
        link(secret, again.submission("s01", module).with_name(name))
    again.submission("s02", module).with_name("timestamp.txt").write_text("yesterday!")
    run.grade(again.folder, [])
    for student in ("eve", "hal"):
        assert "There is no 01_gain.ipynb" in load_result(again, student, "gain")["flags"][0]
    for student in ("s01", "s02"):
        assert "timestamp.txt does not say" in load_result(again, student, "gain")["flags"][0]
    assert sorted(p.name for p in (again.folder / "autograded" / "s01").rglob("*.*")) == [
        "01_gain.ipynb"
    ]
    nbgrader = NbGrader(again)
    again.submission("s01", module).with_name("timestamp.txt").unlink()
    assert not nbgrader.run("grade", nbgrader.api.autograde, "gain", "s01")
    assert "the secret" not in str(notebooks(again))


def test_marks_are_quoted(again):
    with NbGrader(again).gradebook() as gradebook:
        gradebook.update_or_create_student("s00", last_name='Doe, "Joe"', first_name="J\nJ")
    run.export(again.folder, [])
    text = (again.folder / "grades.csv").read_text()
    assert '"Doe, ""Joe""","J\nJ"' in text and text.count("gain,2026-01-05 12:00:00,") == 12


def test_a_process_that_dies_costs_only_its_own():
    started = []

    def start():
        started.append(1)
        return pool.processes(2)

    tasks = [(name, (name,)) for name in "abcdXefgh"]
    found = dict(pool.each(start(), start, fall_over_x, tasks, 4, 60))
    assert {name for name, result in found.items() if result == name * 2} == set("abcdefgh")
    assert isinstance(found["X"], pool.BrokenExecutor) and 2 <= len(started) <= 4


def test_progress_in_plain_lines(monkeypatch, capsys):
    monkeypatch.setattr("autograder.classroom.progress._SECONDS", 0.0)
    with progress("Grading", 3) as step:
        for flags in (0, 1, 2):
            step(flags)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("Grading: 1 of 3, ") and "/s, about" in first
    assert second.startswith("Grading: 2 of 3, ") and second.endswith("left, 1 flagged")


def test_progress_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Grading", 2) as step:
        step(0), step(1)
    assert "2/2" in capsys.readouterr().err
