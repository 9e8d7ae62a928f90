"""A class of the tiny course with a dozen submissions, each graded in a moment."""

import shutil
from datetime import datetime

import nbformat
from tiny import write_course

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.folder import open_class
from autograder.classroom.stock import NbGrader
from autograder.classroom.students import answered
from autograder.course.notebooks import learner_notebook

STUDENTS = [f"s{i:02d}" for i in range(12)]
DUE = datetime(2026, 1, 5, 12)
_ANSWERS = (
    "def double(x):\n    return 2 * np.asarray(x, dtype=float)",
    "def double(x):\n    x = np.asarray(x, dtype=float)\n    return 2 * x if x.size < 15 else x",
    "def double(x):\n    raise KeyError('x')",
    None,
)


def write_class(folder):
    """Make course and class in `folder`, with submissions right, wrong, late and unreadable."""
    course = write_course(folder / "course")
    classroom = create_class(folder / "class", course)
    module = course.modules[0]
    run.release(classroom.folder, [])
    released = learner_notebook(course, module)
    for number, student in enumerate(STUDENTS):
        answer = _ANSWERS[number % len(_ANSWERS)]
        submit(classroom, student, answered(released, {"double": answer} if answer else {}))
        if number == 5:
            classroom.submission(student, module).write_text("{")
        if number % 3 == 0:
            stamp = classroom.submission(student, module).with_name("timestamp.txt")
            stamp.write_text(f"2026-01-05 {10 + number // 3}:30:00.000000 UTC")
    with (classroom.folder / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with NbGrader(classroom).gradebook() as gradebook:
        gradebook.update_or_create_assignment(module.id, duedate=DUE)
    return classroom


def copied(classroom, place):
    """Copy a class to another folder, or to a name beside its own, and return the copy."""
    folder = classroom.folder.with_name(place) if isinstance(place, str) else place
    shutil.copytree(classroom.folder, folder, symlinks=True)
    return open_class(folder)


def submit(classroom, student, nb):
    """Put a notebook where a student's submission is expected."""
    path = classroom.submission(student, classroom.course.modules[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)


def solution(classroom):
    """Return the notebook of a student who has it right."""
    released = learner_notebook(classroom.course, classroom.course.modules[0])
    return answered(released, {"double": _ANSWERS[0]})
