"""The made-up class: twelve students, and each gets a grade or a flag that says why not."""

import re
from pathlib import Path

import nbformat
import pytest

from autograder.classroom.demo import _later_lesson, demo
from autograder.classroom.store import load_result
from autograder.classroom.students import mistaken
from autograder.course.content import load_misconceptions
from autograder.course.model import CourseError, load_course
from autograder.course.notebooks import learner_notebook

pytestmark = pytest.mark.needs("sandbox")

COURSE = load_course(Path(__file__).parents[2])
MODULE, SECOND = COURSE.modules[:2]


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What the demo of the first lesson printed, its exit code, its directory."""
    from contextlib import redirect_stdout
    from io import StringIO

    folder = tmp_path_factory.mktemp("demo") / "class"
    with redirect_stdout(StringIO()) as out:
        code = demo(folder, COURSE.model_copy(update={"modules": [MODULE]}))
    return out.getvalue(), code, folder


@pytest.fixture(scope="module")
def results(played):
    from autograder.classroom.create import open_class

    classroom = open_class(played[2])
    names = sorted(path.parent.name for path in (classroom.folder / "results").glob("*/*.json"))
    return {name: load_result(classroom, name, MODULE.id) for name in names}


def test_all_twelve_have_a_grade_or_a_flag(played, results):
    assert played[1] == 0
    assert len(results) == 12
    assert [name for name, result in results.items() if result["flags"]] == ["finn"]
    assert results["ada"]["score"] == results["gus"]["score"] == MODULE.points
    assert results["cleo"]["score"] == results["finn"]["score"] == 0
    for name in ("ben", "dan", "eve", "hana", "ivo", "kai", "lea"):
        assert 0 < results[name]["score"] < MODULE.points, name


def test_each_trouble_is_told_apart(results):
    def statuses(name):
        return {e["status"] for e in results[name]["exercises"]}

    assert statuses("cleo") == {"not_implemented"}
    assert statuses("ben") == {"passed", "not_implemented"}
    assert "timeout" in statuses("eve")
    assert any(
        "NameError" in prop["message"]
        for e in results["dan"]["exercises"]
        for prop in e["properties"]
    )
    assert any("deleted" in note for note in results["gus"]["notes"])
    assert any("more than once" in note for note in results["hana"]["notes"])


def test_every_misconception_that_is_held_is_named(results):
    named = {
        prop["misconception"]
        for result in results.values()
        for e in result["exercises"]
        for prop in e["properties"]
    } - {None}
    held = {id for of_one in mistaken(COURSE, MODULE, 7)[1] for id in of_one}
    assert named == held
    everything = {w.misconception["id"] for w in load_misconceptions(COURSE, MODULE)}
    assert len(held) > 0.9 * len(everything)


def test_the_last_lines_say_what_to_open(played):
    text, _, folder = played
    files = [Path(line.strip()) for line in text.splitlines() if re.match(r"  \S+\.html$", line)]
    assert files[-2:] and all(path.is_file() for path in files)
    assert "12 submissions graded" in text and (folder / "grades.csv").is_file()


def test_the_second_lesson_has_mistakes_of_its_own():
    made = _later_lesson(COURSE, SECOND, learner_notebook(COURSE, SECOND))
    assert [s.student for s in made] == ["ada", "ivo", "jana", "kai"]
    for submission in made:
        nbformat.validate(nbformat.reads(submission.data.decode(), 4))
    held = [id for ids in mistaken(COURSE, SECOND, 3)[1] for id in ids]
    assert len(held) == len(set(held)) >= 8


def test_a_directory_in_use_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CourseError, match="not empty"):
        demo(tmp_path, COURSE)
