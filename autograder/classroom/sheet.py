"""An assignment as the class has it: what a submission is held against, and cannot change."""

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.classroom.restore import Original


@dataclass(frozen=True)
class Sheet:
    """What the gradebook and the class's own notebooks say of an assignment.

    Attributes
    ----------
    originals : list of Original
        Its cells, in the order of the notebook.
    trusted : set of str
        Texts of the course's own cells.
    metadata : dict
        The notebook's metadata.
    notebooks : list of str
        Names of the notebooks of the assignment.
    """

    originals: list
    trusted: set
    metadata: dict
    notebooks: list


def read_sheet(gradebook, coursedir, assignment, name):
    """Return the Sheet of the notebook `name`.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not have it.
    """
    notebook = gradebook.find_notebook(name, assignment)
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    originals = [
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
    texts, metadata = _own_notebook(coursedir, assignment, name)
    if kernelspec := json.loads(notebook.kernelspec or "null"):
        metadata["kernelspec"] = kernelspec
    return Sheet(
        originals=_in_order(originals, texts),
        trusted=set(texts.values()),
        metadata=metadata,
        notebooks=[other.name for other in notebook.assignment.notebooks],
    )


def _own_notebook(coursedir, assignment, name):
    """Return {cell id: text} of the class's own versions of a notebook, and its metadata."""
    texts, metadata = {}, {}
    for step in (coursedir.release_directory, coursedir.source_directory):
        path = Path(coursedir.format_path(step, ".", assignment)) / f"{name}.ipynb"
        if path.is_file():
            nb = nbformat.read(path, as_version=4)
            metadata = nb.metadata
            for index, cell in enumerate(nb.cells):
                id = cell.metadata.get("nbgrader", {}).get("grade_id", f"{step} {index}")
                texts.setdefault(id, cell.source)
    return texts, {key: metadata[key] for key in ("kernelspec", "language_info") if key in metadata}


def _in_order(originals, texts):
    """Sort cells as in the notebook: a database promises no order."""
    place = {name: index for index, name in enumerate(texts)}
    return sorted(originals, key=lambda original: place.get(original.name, len(place)))
