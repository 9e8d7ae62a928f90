"""What nbgrader calls: our reader, and our steps in `nbgrader autograde`.

The class's ``nbgrader_config.py`` names these classes. Whatever a submission is, it ends with a
number in every check cell; without one nbgrader would give full marks.
"""

import functools
import html
import json
import traceback
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.classroom.create import open_class
from autograder.classroom.restore import Original, restore
from autograder.classroom.store import save_result
from autograder.course.content import load_properties
from autograder.course.model import CourseError
from autograder.engine.page import exercise_html
from autograder.engine.results import MISSING, ExerciseResult
from autograder.grading.grade import Grader, GradeReport
from autograder.grading.reading import Cell, Notebook, Unreadable, read_notebook

CHECK = "check-"  # a check cell is called check-<exercise>


class SubmissionExporter(NotebookExporter):
    """Reads a submission; one that cannot be read becomes an empty notebook that says why."""

    def from_filename(self, filename, resources=None, **kw):
        """Convert a notebook file; see :class:`nbconvert.exporters.Exporter`."""
        if not self.parent._sanitizing:  # the second of nbgrader's two passes reads our own file
            return super().from_filename(filename, resources, **kw)
        try:
            nb = read_submission(Path(filename))
        except Unreadable as error:
            nb = new_notebook(metadata={"unreadable": str(error)})
        return self.from_notebook_node(nb, resources, **kw)


class Restore(NbGraderPreprocessor):
    """Puts a submission in order before nbgrader looks at it; see :mod:`.restore`."""

    def preprocess(self, nb, resources):
        """Return the notebook with its cells restored, and what was found in its metadata."""
        names = resources["nbgrader"]
        unreadable = nb.metadata.get("unreadable")
        originals = _originals(names)
        trusted, metadata = _own_notebook(self.parent.parent.coursedir, names)
        found = restore(nb, _in_order(originals, trusted), set(trusted.values()), metadata)
        if unreadable:
            found.flags, found.notes = [f"The submission cannot be read. {unreadable}"], []
        nb.metadata.soundcheck = NotebookNode(
            flags=found.flags, notes=found.notes, readable=not unreadable
        )
        return nb, resources


class Grade(NbGraderPreprocessor):
    """In place of nbgrader's Execute: the engine grades and writes plain numbers."""

    def preprocess(self, nb, resources):
        """Return the notebook with a score and the feedback in each check cell."""
        names = resources["nbgrader"]
        said = nb.metadata.get("soundcheck", {})
        flags, notes = list(said.get("flags", [])), list(said.get("notes", []))
        desk = _desk(self.parent.parent.coursedir.root)
        try:
            report, units = desk.grade(nb, names["assignment"], names["notebook"])
        except CourseError:  # nothing that a student did: nbgrader stops here and keeps old marks
            raise
        except Exception as error:  # a mistake of the engine must not stop the batch
            self.log.error(traceback.format_exc())
            flags.append(f"Grading failed ({type(error).__name__}: {error}): grade this one again.")
            report, units = _nothing(nb, names["assignment"]), {}
        report.flags[:0] = flags
        # Of a file that nobody could read there is nothing to say for each exercise.
        _write_scores(nb, report, units if said.get("readable", True) else None)
        if report.flags or notes:
            nb.cells.insert(0, _remarks(report.flags, notes))
        save_result(desk.classroom, names["student"], names["assignment"], report, notes)
        return nb, resources


class _Desk:
    """A grader at work in one class."""

    def __init__(self, folder):
        self.classroom = open_class(folder)
        self._grader = Grader(self.classroom.course, class_seed=self.classroom.seed)
        self._units = {}

    def grade(self, nb, assignment, notebook):
        """Return the GradeReport of a restored notebook, and the units of its module."""
        module = self.classroom.module(assignment)
        if notebook != module.stem:
            raise CourseError(f"{notebook} is not the lesson of {module.id}, {module.stem}")
        if module.id not in self._units:
            self._units[module.id] = load_properties(self.classroom.course, module)[1]
        cells = [Cell(cell.source, *_marks(cell)) for cell in nb.cells if cell.cell_type == "code"]
        report = self._grader.grade(Notebook(cells, module.id, module.stem), module)
        return report, self._units[module.id]


@functools.lru_cache(maxsize=4)
def _desk(folder):
    return _Desk(folder)


def read_submission(path):
    """Return a submitted notebook in nbformat 4, with readable sources; nothing else is checked.

    Raises
    ------
    Unreadable
        For whatever is wrong with the file.
    """
    read_notebook(path, follow_symlinks=False)  # the rules of what can be read are there
    data = nbformat.from_dict(json.loads(path.read_bytes().decode("utf-8-sig")))
    if data["nbformat"] < 4:
        data = nbformat.convert(data, 4)
    cells = []
    for cell in data["cells"]:
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind in ("code", "markdown", "raw"):
            metadata = cell.get("metadata")
            cells.append(
                NotebookNode(
                    cell_type=kind,
                    source=_text(cell.get("source")),
                    metadata=metadata if isinstance(metadata, dict) else NotebookNode(),
                )
            )
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=cells)


def _text(source):
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # Half characters, which JSON can spell, cannot be written to the graded notebook.
    return str(source or "").encode("utf-8", "backslashreplace").decode("utf-8")


def _originals(names):
    with Gradebook(names["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(names["notebook"], names["assignment"])
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        return [
            Original(
                name=cell.name,
                cell_type=cell.cell_type,
                source=cell.source,
                checksum=cell.checksum,
                locked=cell.locked,
                solution=cell.name in solutions,
                points=points.get(cell.name),
            )
            for cell in notebook.source_cells
        ]


def _own_notebook(coursedir, names):
    """Return {cell id: text} of the class's own versions of a notebook, and its metadata."""
    texts, metadata = {}, {}
    for step in (coursedir.release_directory, coursedir.source_directory):
        path = (
            Path(coursedir.format_path(step, ".", names["assignment"]))
            / f"{names['notebook']}.ipynb"
        )
        if path.is_file():
            nb = nbformat.read(path, as_version=4)
            metadata = nb.metadata
            for index, cell in enumerate(nb.cells):
                name = cell.metadata.get("nbgrader", {}).get("grade_id", f"{step} {index}")
                texts.setdefault(name, cell.source)
    return texts, {key: metadata[key] for key in ("kernelspec", "language_info") if key in metadata}


def _in_order(originals, texts):
    """Sort cells as in the notebook: a database promises no order."""
    place = {name: index for index, name in enumerate(texts)}
    return sorted(originals, key=lambda original: place.get(original.name, len(place)))


def _marks(cell):
    claim = cell.metadata.get("nbgrader", {})
    return claim.get("grade_id"), bool(claim.get("locked"))


def _graded(nb):
    return [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def _nothing(nb, assignment):
    """Return the report of a notebook that earned nothing, for want of a better one."""
    return GradeReport(
        assignment,
        [
            ExerciseResult(
                id=cell.metadata.nbgrader.grade_id.removeprefix(CHECK),
                status=MISSING,
                max_score=float(cell.metadata.nbgrader.points),
            )
            for cell in _graded(nb)
        ],
    )


def _write_scores(nb, report, units):
    results = {CHECK + result.id: result for result in report.exercises}
    for cell in _graded(nb):
        result = results.get(cell.metadata.nbgrader.grade_id)
        points = float(cell.metadata.nbgrader.points)
        # Points are the gradebook's: an instructor may have changed them in the source notebook.
        share = result.score / result.max_score if result else 0.0
        score = round(min(max(share, 0.0), 1.0) * points, 2)
        cell.outputs = [new_output("execute_result", {"text/plain": repr(float(score))})]
        if result and units is not None:
            # MathJax would make links of formulas that a student wrote: this class stops it.
            page = exercise_html(result, units)
            cell.outputs.insert(
                0,
                new_output(
                    "display_data",
                    {"text/html": f'<div class="tex2jax_ignore mathjax_ignore">{page}</div>'},
                ),
            )


def _remarks(flags, notes):
    """Return the cell at the top of a notebook that tells student and instructor what was found."""
    lines = [f"<li><strong>{html.escape(' '.join(flag.split()))}</strong></li>" for flag in flags]
    lines += [f"<li>{html.escape(' '.join(note.split()))}</li>" for note in notes]
    return new_markdown_cell(
        '<div class="tex2jax_ignore mathjax_ignore"><p>Remarks on this '
        f"submission:</p><ul>{''.join(lines)}</ul></div>",
        id="remarks",
    )
