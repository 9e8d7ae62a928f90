"""Reads a lesson text and puts the exercises into it.

A lesson is MyST Markdown. Two kinds of code cell are empty in the text and name an exercise instead:
``:exercise: rms`` becomes the function to write, ``:check: rms`` the cell that checks it. A third kind,
``:given: stft istft``, becomes functions of the reference that the learner gets as they are.

A code cell that only draws or plays starts folded: ``:fold: Six tones, each half as high``. JupyterLab
shows the first line of a folded cell, so that is where the line goes, as a comment; a click on it, or
Enter, opens the cell. On the site the line is the summary of the fold.
"""

import hashlib
import re

from autograder.course.content import function_source
from autograder.course.model import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_TITLE = "# "
STUB = "# YOUR CODE HERE\nraise NotImplementedError"

_SEED_IDS = re.compile(r"<!--\s*seed:\s*(.*?)\s*-->\n?")


def read_lesson(course, module):
    """Return the cells of a lesson as nbformat cells, in order; exercise and check cells still empty.

    Raises
    ------
    CourseError
        If the text is missing, or its exercises are not those of ``course.yml``, each once, in
        order, and each followed by its check.
    """
    import jupytext

    path = course.lesson(module)
    if not path.is_file():
        raise CourseError(f"exercises/{path.name} is missing: every module has a lesson text.")
    cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst").cells
    wanted = [(kind, e.id) for e in module.exercises for kind in ("exercise", "check")]
    marked = [
        (kind, cell.metadata[kind])
        for cell in cells
        for kind in ("exercise", "check")
        if kind in cell.metadata
    ]
    if marked != wanted:
        odd = next(
            (
                m
                for m, w in zip(
                    marked + [("", "nothing")], wanted + [("", "nothing")], strict=False
                )
                if m != w
            ),
            marked[-1],
        )
        raise CourseError(
            f"exercises/{path.name}: found {' '.join(odd).strip()} out of place: "
            "every exercise of course.yml comes once, in order, then its check."
        )
    return cells


def seed_ids(text):
    """Return the ids (P003, C014) that a lesson text names in its comments."""
    return [id for ids in _SEED_IDS.findall(text) for id in ids.split()]


def without_seed_ids(text):
    return _SEED_IDS.sub("", text).strip("\n")


def solved(course, module, exercise):
    """Return the reference's source with nbgrader's solution marks around the learner's part."""
    source = function_source(course.solution(module), exercise.id)
    if BEGIN in source:
        return source
    lines = source.split("\n")
    first = _first_line_after_docstring(source)
    indent = "    "
    return "\n".join([*lines[:first], indent + BEGIN, *lines[first:], indent + END])


def given(course, module, names):
    """Return the source of the reference's functions `names` (separated by spaces), one after another."""
    return "\n\n\n".join(function_source(course.solution(module), name) for name in names.split())


def titled(source, line):
    """Return the source of a folded cell with `line` where JupyterLab shows it."""
    first, _, rest = source.partition("\n")
    if first.startswith("%%"):  # a magic must come first
        return f"{first}  {_TITLE}{line}\n{rest}"
    return f"{_TITLE}{line}\n{source}"


def title(cell):
    """Return the line of a folded cell, or an empty string."""
    folded = cell.metadata.get("jupyter", {}).get("source_hidden")
    return cell.source.partition("\n")[0].partition(_TITLE)[2] if folded else ""


def stubbed(source):
    """Return a solved source with the stub in place of the solution, as nbgrader would put it."""
    out, inside = [], False
    for line in source.split("\n"):
        if BEGIN in line:
            indent = line[: len(line) - len(line.lstrip())]
            out += [indent + stub for stub in STUB.split("\n")]
            inside = True
        elif END in line:
            inside = False
        elif not inside:
            out.append(line)
    return "\n".join(out)


def _first_line_after_docstring(source):
    import ast

    function = ast.parse(source).body[0]
    return function.body[0].end_lineno


def cell_id(cell, taken):
    """Return an id for a cell: the exercise's name, or a hash of the text, stable under edits elsewhere."""
    if "exercise" in cell.metadata:
        return cell.metadata["exercise"]
    if "check" in cell.metadata:
        return f"check-{cell.metadata['check']}"
    if "given" in cell.metadata:
        return f"given-{cell.metadata['given'].split()[0]}"
    digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    id, n = digest, 2
    while id in taken:
        id, n = f"{digest}-{n}", n + 1
    return id
