"""A new class: an nbgrader course directory, configured for the engine."""

import os
import re
import secrets
import shutil
from pathlib import Path

import yaml

from autograder.classroom.folder import CLASS_FILE, CONFIG_FILE, open_class, tools_on_path
from autograder.course.lesson import STUB
from autograder.course.model import CourseError
from autograder.course.notebooks import source_notebook, text

# Rooms that hold solutions, marks or students' work: nobody else on the machine may look inside.
_PRIVATE = ("source", "submitted", "autograded", "feedback", "results", "examples", "logs")

_CONFIG = r'''"""nbgrader's settings for this class. Stock `nbgrader ...` commands work here."""

import os

c = get_config()  # noqa: F821
HERE = os.path.dirname(os.path.abspath(__file__))

# Every path hangs on this file, so the commands work from anywhere and the class can be moved.
c.CourseDirectory.root = HERE
c.CourseDirectory.course_id = {course_id!r}
# A gradebook of its own. Another database: any SQLAlchemy address, such as postgresql://...
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(HERE, "gradebook.db")
# A lesson is one notebook: other files of a submission are not collected and not handed on.
c.CourseDirectory.include = ["*.ipynb", "timestamp.txt", "submission_secret.txt"]
# The exchange is inside the class, so that one machine needs neither root nor a shared directory.
c.Exchange.root = os.path.join(HERE, "exchange")
# zip_collect: STUDENT_01_lesson.ipynb, a learning platform's STUDENT_123_01_lesson-2.ipynb, or
# STUDENT/01_lesson.ipynb. Change it if your platform names files otherwise.
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?!extracted/)(?P<student_id>[^/_.][^/_]*)(?:/|_(?:.*_)?)(?P<file_id>\d\d_\w+?)(?:-\d+)?\.ipynb$")
# Only ordinary files are collected: a link could lead to the solutions or to another student, and
# a file in an archive to anywhere.
c.ZipCollectApp.extractor_plugin = "autograder.classroom.unpack.Extractor"
c.ExchangeFactory.collect = "autograder.classroom.collect.Collect"
# Marks with every field quoted where it has to be.
c.ExportApp.plugin_class = "autograder.classroom.export.CsvExport"
# The stub in the place of a solution, the same as in the notebooks of the clone.
c.ClearSolutions.code_stub = {{"python": {stub!r}}}
# A submission that cannot be read is replaced by an empty one with a flag: the batch goes on.
c.Autograde.exporter_class = "autograder.classroom.preprocessors.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [
    # First ours: it takes metadata from the gradebook and leaves nothing that a browser would run.
    "autograder.classroom.preprocessors.Restore",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    # In place of Execute, which would run the student's code in the process that can write marks.
    "autograder.classroom.preprocessors.Grade",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# A check cell that a student deleted comes back, so that it counts.
c.OverwriteCells.add_missing_cells = True
'''


def create_class(folder, course):
    """Make a class in a new or empty directory and return it.

    Parameters
    ----------
    folder : path
    course : Course
        Has to be complete, for the source notebooks hold the solutions.

    Raises
    ------
    CourseError
        If the directory is in use or cannot be written, or the course is not a clone.
    """
    folder = Path(folder).absolute()
    if not course.complete:
        raise CourseError(
            "The installed package has no solutions: make a class inside a clone of the course."
        )
    sources = [(module, text(source_notebook(course, module))) for module in course.modules]
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CourseError(f"{folder} is not empty: name a new directory for the class.")
        folder.mkdir(parents=True, exist_ok=True)
        for name in _PRIVATE:
            (folder / name).mkdir(mode=0o700)
        name = re.sub(r"[^A-Za-z0-9_.-]+", "-", folder.name).strip("-.") or "soundcheck"
        config = _CONFIG.format(course_id=name, stub=STUB)
        (folder / CONFIG_FILE).write_text(config, encoding="utf-8")
        _write_private(folder / CLASS_FILE, _class_text(course))
        for module, source in sources:
            _write_source(folder, course, module, source)
        _make_gradebook(folder, name)
    except OSError as error:
        raise CourseError(
            f"Cannot make a class in {folder}: {error.strerror}: name another directory."
        ) from None
    return open_class(folder)


def write_source(classroom, module):
    """Write a module's source notebook, unless the class has one, which may have been edited."""
    if not _source_path(classroom.folder, module).exists():
        course = classroom.course
        _write_source(classroom.folder, course, module, text(source_notebook(course, module)))


def _source_path(folder, module):
    return folder / "source" / module.id / f"{module.stem}.ipynb"


def _write_source(folder, course, module, source):
    path = _source_path(folder, module)
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")
    for page in course.pages:
        if f"({page.name})" in source:
            shutil.copyfile(page, path.parent / page.name)


def _class_text(course):
    return (
        "# Whoever knows the seed knows the class's own examples: keep this file to yourself.\n"
        + yaml.safe_dump(
            {"course": str(course.folder), "seed": secrets.randbits(128)},
            sort_keys=False,
            allow_unicode=True,
        )
    )


def _write_private(path, content):
    with open(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(content)


def _make_gradebook(folder, course_id):
    from nbgrader.api import Gradebook  # takes seconds to import

    path = folder / "gradebook.db"
    _write_private(path, "")
    with tools_on_path():
        Gradebook(f"sqlite:///{path}", course_id).close()
