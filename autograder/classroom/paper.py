"""A submission on its way through grading: from the bytes handed in to the graded notebook."""

import html
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.classroom.restore import MAX_SHOWN, restore, shortened
from autograder.grading.reading import Unreadable, read_bytes, read_cells

CHECK = "check-"  # a check cell is called check-<exercise>
MAX_REMARKS = 20  # flags, and notes, of one submission
MAX_ALL_SHOWN = 100_000  # characters of all code cells of a graded notebook


@dataclass
class Paper:
    """A submission put in order.

    Attributes
    ----------
    nb : NotebookNode
    flags, notes : list of str
        What was found wrong with it: to be looked at, and mended.
    readable : bool
    """

    nb: NotebookNode
    flags: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    readable: bool = True

    @property
    def sources(self):
        """The texts of its code cells: all that grading needs of it."""
        return [cell.source for cell in self.nb.cells if cell.cell_type == "code"]


def submitted_notebook(data):
    """Return the notebook in `data` in nbformat 4: its cells' texts, and what nbgrader is told.

    Raises
    ------
    Unreadable
        For whatever is wrong with the bytes.
    """
    cells = [
        NotebookNode(
            cell_type=cell.kind,
            source=cell.source,
            metadata=NotebookNode(nbgrader=NotebookNode(cell.claim)),
        )
        for cell in read_cells(data)
    ]
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=cells)


def unreadable_notebook(why):
    """Return the notebook that stands for a file that cannot be read."""
    return new_notebook(metadata={"unreadable": str(why)})


def put_in_order(nb, sheet):
    """Return the Paper of a notebook as submitted, which is changed; see :mod:`.restore`."""
    unreadable = nb.metadata.get("unreadable")
    found = restore(nb, sheet.originals, sheet.trusted, sheet.metadata)
    if unreadable:
        found.flags, found.notes = [f"The submission cannot be read. {unreadable}"], []
    paper = Paper(nb, _first(found.flags), _first(found.notes), not unreadable)
    nb.metadata.soundcheck = NotebookNode(
        flags=paper.flags, notes=paper.notes, readable=paper.readable
    )
    return paper


def _first(remarks):
    more = len(remarks) - MAX_REMARKS
    return remarks[:MAX_REMARKS] + [f"... and {more} more of this kind."] if more > 0 else remarks


def read_notebook(path):
    """Return the notebook as submitted at `path`, or the one that says why it cannot be read.

    Nothing is run. To be called in a :class:`~autograder.classroom.guard.Guard`, for the bytes are a
    student's.
    """
    try:
        return submitted_notebook(read_bytes(path, follow_symlinks=False))
    except Unreadable as error:
        return unreadable_notebook(error)


def write_scores(paper, record):
    """Write a plain number and the feedback into each check cell of a paper's notebook."""
    results = {CHECK + result["id"]: result for result in record["exercises"]}
    for cell in paper.nb.cells:
        claim = cell.metadata.get("nbgrader", {})
        # An answer that the instructor added to be marked by hand has a grade of another kind.
        if not claim.get("grade") or claim.get("solution") or cell.cell_type != "code":
            continue
        result = results.get(claim["grade_id"])
        points = float(claim["points"])
        # Points are the gradebook's: an instructor may have changed them in the source notebook.
        share = result["score"] / result["max_score"] if result else 0.0
        score = round(min(max(share, 0.0), 1.0) * points, 2)
        cell.outputs = [_output("execute_result", "text/plain", repr(float(score)))]
        cell.outputs[0].execution_count = None
        # Of a file that nobody could read there is nothing to say for each exercise.
        page = record["pages"].get(result["id"]) if result and paper.readable else None
        if page:
            # MathJax would make links of formulas that a student wrote: this class stops it.
            page = f'<div class="tex2jax_ignore mathjax_ignore">{page}</div>'
            cell.outputs.insert(0, _output("display_data", "text/html", page))
    _cut(paper.nb)
    if record["flags"] or record["notes"]:
        paper.nb.cells.insert(0, _remarks(record["flags"], record["notes"]))


def _cut(nb):
    """Cut code cells that are too long to be looked at; what was handed in stays as it is."""
    room = MAX_ALL_SHOWN
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.source = shortened(cell.source, min(MAX_SHOWN, max(room, 1000)))
            room -= len(cell.source)


def _output(kind, form, text):
    """Return a cell's output; nbformat's own function validates each of them, which takes longer
    than all the rest, and the notebook as a whole is validated when it is written."""
    return NotebookNode(output_type=kind, data=NotebookNode({form: text}), metadata=NotebookNode())


def _remarks(flags, notes):
    """Return the cell at the top of a notebook that tells student and instructor what was found."""
    lines = [f"<li><strong>{html.escape(' '.join(flag.split()))}</strong></li>" for flag in flags]
    lines += [f"<li>{html.escape(' '.join(note.split()))}</li>" for note in notes]
    return new_markdown_cell(
        '<div class="tex2jax_ignore mathjax_ignore"><p>Remarks on this '
        f"submission:</p><ul>{''.join(lines)}</ul></div>",
        id="remarks",
    )
