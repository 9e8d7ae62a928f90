"""The learner's copy of the lessons: complete, and never overwritten."""

import json
import platform

import pytest
from tiny import write_course

from autograder.course.model import CourseError, load_course
from autograder.learner.learn import copy_lessons


def test_lessons_are_copied_once_and_work_is_kept(tmp_path):
    course = write_course(tmp_path / "course")
    mine = tmp_path / "my-lessons"
    assert copy_lessons(course, mine) == ["01_gain.ipynb"]
    (mine / "01_gain.ipynb").write_text("my work")
    assert copy_lessons(course, mine) == []
    assert (mine / "01_gain.ipynb").read_text() == "my work"


def test_a_copy_says_what_the_kernel_would_write_into_it(tmp_path):
    course = write_course(tmp_path / "course")
    copy_lessons(course, tmp_path)
    mine, lesson = (
        json.loads((folder / "01_gain.ipynb").read_text())
        for folder in (tmp_path, course.folder / "exercises")
    )
    about = mine["metadata"].pop("language_info")
    assert about["version"] == platform.python_version() and about["name"] == "python"
    lesson["metadata"].pop("language_info")
    assert mine == lesson


def test_the_pages_that_lessons_link_to_come_along_and_stay_new(tmp_path):
    course = write_course(tmp_path / "course")
    page = course.folder / "exercises/signs.md"
    for text in ("# Signs", "# Signs, mended"):
        page.write_text(text)
        copy_lessons(course, tmp_path / "mine")
        assert (tmp_path / "mine/signs.md").read_text() == text


def test_a_file_in_the_way_is_refused(tmp_path):
    course = write_course(tmp_path / "course")
    (tmp_path / "taken").write_text("")
    with pytest.raises(CourseError, match="taken is a file"):
        copy_lessons(course, tmp_path / "taken")


def test_an_installed_course_has_no_lessons_to_copy(tmp_path):
    course = write_course(tmp_path / "course")
    installed = tmp_path / "installed"
    installed.mkdir()
    (installed / "course.yml").write_text((course.folder / "course.yml").read_text())
    with pytest.raises(CourseError, match="has no lessons"):
        copy_lessons(load_course(installed), tmp_path / "mine")
