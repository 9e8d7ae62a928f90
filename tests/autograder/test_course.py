"""course.yml is validated: a wrong file is refused with the line and the mend."""

import pytest
from tiny import change, write_course

from autograder.course.content import load_properties
from autograder.course.model import CourseError, find_course, load_course


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path)


@pytest.mark.parametrize(
    "old, new, line, word",
    [
        ("points: 10", "points: 0", 10, "greater than 0"),
        ("points: 10", "points: many", 10, "number"),
        ("id: double", "id: Double!", 9, "pattern"),
        ("minutes: 5", "minuets: 5", 7, "unknown key"),
        ("number: 1", "number: 1\n    number: 2", 6, "stands twice"),
        ("seed: 1", "", 1, "seed: Field required"),
        ("title: Tiny", "title: [", 3, ""),
        ('"Multiply."', '" "', 12, "hint is empty"),
        ("minutes: 5", "minutes: 5\n    needs: [fourier]", 4, "does not come before"),
    ],
)
def test_a_wrong_course_names_the_line(course, old, new, line, word):
    change(course, "course.yml", old, new)
    with pytest.raises(CourseError) as caught:
        load_course(course.folder)
    text = str(caught.value)
    assert text.startswith(f"course.yml, line {line}:"), text
    assert word in text and "\n" not in text


def test_modules_are_found_by_id_and_by_stem(course):
    assert course.module("gain") is course.module("01_gain")
    with pytest.raises(CourseError, match="No module 'dft': the course has gain"):
        course.module("dft")


def test_a_course_is_found_from_a_folder_inside_it(course):
    inside = course.folder / "my-lessons"
    inside.mkdir()
    assert find_course(inside).title == "Tiny"


def test_a_property_must_follow_the_pattern(course):
    change(course, "tests/properties/test_gain.py", "def test_double_adds", "def test_adds")
    with pytest.raises(CourseError, match="test_adds must be called test_<exercise>_<law>"):
        load_properties(course, course.modules[0])


def test_a_property_needs_a_docstring(course):
    change(course, "tests/properties/test_gain.py", '"""Twice one is two."""', "")
    with pytest.raises(CourseError, match="no docstring"):
        load_properties(course, course.modules[0])


def test_fingerprints_of_other_laws_are_refused(course):
    from autograder.course import fingerprints

    change(course, "tests/properties/test_gain.py", "st.integers(1, 20)", "st.integers(1, 30)")
    with pytest.raises(CourseError, match="soundcheck build"):
        fingerprints.load(course, course.modules[0])
