"""What nbgrader calls: our reader, and our steps in `nbgrader autograde`.

The class's ``nbgrader_config.py`` names these classes. Whatever a submission is, it ends with a
number in every check cell; without one nbgrader would give full marks. `soundcheck grade` does the
same without nbgrader's converters (:mod:`.batch`), and what it stored is not graded again here.
"""

from functools import lru_cache
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.classroom import desk
from autograder.classroom.files import withdraw_links
from autograder.classroom.folder import open_class
from autograder.classroom.guard import Guard, Refused
from autograder.classroom.paper import (
    Paper,
    put_in_order,
    read_notebook,
    unreadable_notebook,
    write_scores,
)
from autograder.classroom.sheet import read_sheet
from autograder.classroom.store import (
    basis,
    content_key,
    load_result,
    new_record,
    nothing,
    save_result,
)
from autograder.course.model import CourseError

SECONDS = 1200.0  # the last net, far above what the limits of one notebook add up to


@lru_cache(maxsize=1)
def _guard():
    return Guard(SECONDS, ["autograder.classroom.paper", "autograder.classroom.desk"])


class SubmissionExporter(NotebookExporter):
    """Reads a submission; one that cannot be read becomes an empty notebook that says why."""

    def from_filename(self, filename, resources=None, **kw):
        """Convert a notebook file; see :class:`nbconvert.exporters.Exporter`."""
        if not self.parent._sanitizing:  # the second of nbgrader's two passes reads our own file
            return super().from_filename(filename, resources, **kw)
        names = resources["nbgrader"]
        withdraw_links(
            Path(filename).parent,
            Path(self.parent._format_dest(names["assignment"], names["student"])),
        )
        try:
            nb = _guard().call(read_notebook, Path(filename))
        except Refused as why:
            nb = unreadable_notebook(f"Reading it failed: {why}. Save it again in Jupyter.")
        return self.from_notebook_node(nb, resources, **kw)


class Restore(NbGraderPreprocessor):
    """Puts a submission in order before nbgrader looks at it; see :mod:`.restore`."""

    def preprocess(self, nb, resources):
        """Return the notebook with its cells restored, and what was found in its metadata."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            sheet = read_sheet(
                gradebook, self.parent.parent.coursedir, names["assignment"], names["notebook"]
            )
        put_in_order(nb, sheet)
        return nb, resources


class Grade(NbGraderPreprocessor):
    """In place of nbgrader's Execute: the engine grades and writes plain numbers."""

    def preprocess(self, nb, resources):
        """Return the notebook with a score and the feedback in each check cell.

        Raises
        ------
        CourseError
            For nothing that a student did: nbgrader stops here and keeps old marks.
        """
        names = resources["nbgrader"]
        student, assignment = names["student"], names["assignment"]
        classroom = open_class(self.parent.parent.coursedir.root)
        module = classroom.module(assignment)
        if names["notebook"] != module.stem:
            raise CourseError(
                f"{names['notebook']} is not the lesson of {module.id}, {module.stem}"
            )
        said = nb.metadata.get("soundcheck", {})
        paper = Paper(
            nb,
            list(said.get("flags", [])),
            list(said.get("notes", [])),
            bool(said.get("readable", True)),
        )
        version = basis(classroom, module)
        key = content_key(version, paper)
        record = load_result(classroom, student, assignment)
        if record is None or record.get("key") != key:
            found = _graded(classroom, version, module, paper)
            record = new_record(student, key, paper, found)
            save_result(classroom, student, assignment, record)
        write_scores(paper, record)
        return nb, resources


def _graded(classroom, version, module, paper):
    """Return what the engine finds, whatever the notebook does to the process that looks at it."""
    try:
        return _guard().call(desk.grade, classroom.folder, version, module.id, paper.sources)[0]
    except Refused as why:
        return nothing(module, f"Grading failed ({why}): grade this one again.")
