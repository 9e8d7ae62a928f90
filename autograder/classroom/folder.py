"""A class's folder: its course, its secret seed and its nbgrader settings."""

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from autograder.course.model import Course, CourseError, load_course

CLASS_FILE, CONFIG_FILE = "soundcheck.yml", "nbgrader_config.py"


@dataclass(frozen=True)
class Classroom:
    """One run of a course: its directory, its course and its secret seed."""

    folder: Path
    course: Course
    seed: int

    def module(self, assignment):
        """Return the module of an nbgrader assignment, which bears the module's id."""
        return self.course.module(assignment)

    def submission(self, student, module):
        """Return the path at which a student's notebook is expected."""
        return self.folder / "submitted" / student / module.id / f"{module.stem}.ipynb"


def open_class(folder):
    """Return the Classroom in a directory.

    Raises
    ------
    CourseError
        If it is no class, or its course is gone.
    """
    folder = Path(folder).absolute()
    path = folder / CLASS_FILE
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        course, seed = data["course"], data["seed"]
    except OSError:
        raise CourseError(
            f"{folder} is not a class: make one with `soundcheck class create DIR`."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError):
        course = seed = None
    if not isinstance(course, str) or type(seed) is not int:
        raise CourseError(
            f"{path} needs the keys course (a folder) and seed (a whole number): mend it."
        )
    if not (folder / course / "course.yml").is_file():
        raise CourseError(
            f"The course of this class is not in {course}: write its place in {path}."
        )
    return Classroom(folder, load_course(folder / course), seed)


def nbgrader_config(classroom):
    """Return the class's nbgrader settings, wherever the process runs.

    Raises
    ------
    CourseError
        If the file is missing or cannot be run.
    """
    from traitlets.config import PyFileConfigLoader

    try:
        return PyFileConfigLoader(CONFIG_FILE, path=str(classroom.folder)).load_config()
    except Exception as error:  # the file is Python: it can raise anything
        path = classroom.folder / CONFIG_FILE
        raise CourseError(
            f"{path} cannot be used ({type(error).__name__}: {error}): mend it, or "
            "take the one of a new class."
        ) from None


@contextmanager
def tools_on_path():
    """Let nbgrader find `alembic`, which it runs from PATH, beside the running interpreter."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
