"""A submission on its way through grading: from the bytes handed in to the graded notebook."""

import html
import json
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.classroom.restore import restore
from autograder.grading.reading import Unreadable, as_notebook

CHECK = "check-"  # a check cell is called check-<exercise>


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
    """Return the notebook in `data` in nbformat 4, with readable sources; nothing else is checked.

    Raises
    ------
    Unreadable
        For whatever is wrong with the bytes.
    """
    as_notebook(data, "")  # the rules of what can be read are there
    data = json.loads(data.decode("utf-8-sig"))
    if data["nbformat"] < 4:
        data = nbformat.convert(nbformat.from_dict(data), 4)
    cells = []
    for cell in data["cells"]:
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind in ("code", "markdown", "raw"):
            metadata = cell.get("metadata")
            cells.append(
                NotebookNode(
                    cell_type=kind,
                    source=_text(cell.get("source")),
                    metadata=nbformat.from_dict(metadata if isinstance(metadata, dict) else {}),
                )
            )
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
    paper = Paper(nb, found.flags, found.notes, not unreadable)
    nb.metadata.soundcheck = NotebookNode(
        flags=paper.flags, notes=paper.notes, readable=paper.readable
    )
    return paper


def take(data, sheet):
    """Return the Paper of the bytes handed in, or of the Unreadable that stands for them."""
    try:
        if isinstance(data, Unreadable):
            raise data
        nb = submitted_notebook(data)
    except Unreadable as error:
        nb = unreadable_notebook(error)
    return put_in_order(nb, sheet)


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
    if record["flags"] or record["notes"]:
        paper.nb.cells.insert(0, _remarks(record["flags"], record["notes"]))


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


def _text(source):
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # Half characters, which JSON can spell, cannot be written to the graded notebook.
    return str(source or "").encode("utf-8", "backslashreplace").decode("utf-8")
