"""The builder: from a lesson text to the notebooks that nbgrader and learners get."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import lesson

_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_notebook(course, module):
    """Return the instructor's notebook: solved, with nbgrader's marks, for generate_assignment."""
    return _build(course, module, solved=True)


def learner_notebook(course, module):
    """Return the notebook that a learner opens: stubs in place of the solutions."""
    return _build(course, module, solved=False)


def text(notebook):
    """Return a notebook's file text, the same bytes for the same notebook."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _build(course, module, solved):
    cells, taken = [], set()
    for cell in lesson.read_lesson(course, module):
        id = lesson.cell_id(cell, taken)
        taken.add(id)
        if "exercise" in cell.metadata:
            exercise = module.exercise(cell.metadata["exercise"])
            source = lesson.solved(course, module, exercise)
            made = new_code_cell(source if solved else lesson.stubbed(source), id=id)
            made.metadata.update(deletable=False, nbgrader=_nbgrader(id, solution=True))
        elif "check" in cell.metadata:
            exercise = module.exercise(cell.metadata["check"])
            made = new_code_cell(f"check({exercise.id})", id=id)
            made.metadata.update(
                deletable=False, editable=False, nbgrader=_nbgrader(id, points=exercise.points)
            )
        elif "given" in cell.metadata:
            made = new_code_cell(lesson.given(course, module, cell.metadata["given"]), id=id)
        elif cell.cell_type == "markdown":
            made = new_markdown_cell(lesson.without_seed_ids(cell.source), id=id)
            if not made.source.strip():
                continue
        else:
            made = new_code_cell(cell.source, id=id)
        if "fold" in cell.metadata:
            made.source = lesson.titled(made.source, cell.metadata["fold"])
            made.metadata.jupyter = {"source_hidden": True}
        cells.append(made)
    return new_notebook(cells=cells, metadata={**_METADATA, "soundcheck": {"module": module.id}})


def _nbgrader(grade_id, *, solution=False, points=None):
    """Return nbgrader's cell metadata, schema 3: a solution cell, or a locked test cell."""
    metadata = {
        "schema_version": 3,
        "grade_id": grade_id,
        "solution": solution,
        "grade": points is not None,
        "locked": points is not None,
        "task": False,
    }
    return metadata if points is None else {**metadata, "points": points}
