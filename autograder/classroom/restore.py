"""Puts a submitted notebook back in order: nothing in it is believed but the cells' texts.

nbgrader's metadata (which cell is graded, for how many points) comes from the gradebook. What a
browser would run is gone afterwards, for the instructor reads these notebooks on the very server
that holds the gradebook: outputs, attachments, foreign metadata, and HTML in text cells.
"""

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

MAX_SHOWN, MAX_LINE = 10_000, 400


@dataclass(frozen=True)
class Original:
    """A cell as the gradebook knows it."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    solution: bool
    points: float | None  # None: not graded

    def metadata(self):
        """Return nbgrader's metadata of the cell."""
        data = {
            "schema_version": 3,
            "grade_id": self.name,
            "cell_type": self.cell_type,
            "locked": self.locked,
            "solution": self.solution,
            "grade": self.points is not None,
            "task": False,
            "checksum": self.checksum,
        }
        return data if self.points is None else {**data, "points": self.points}


@dataclass
class Findings:
    """What was wrong with a submission.

    `flags` ask for the instructor's eyes; `notes` tell of accidents that were mended.
    """

    flags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def restore(nb, originals, trusted, metadata):
    """Rebuild a notebook in place and return the Findings.

    Parameters
    ----------
    nb : NotebookNode
        As submitted, nbformat 4.
    originals : list of Original
        The cells of the assignment, in the order of its notebook.
    trusted : set of str
        Texts of the course's own cells; any other text cell is shown as plain text.
    metadata : dict
        The notebook's metadata, as in the source notebook.
    """
    found = Findings()
    known = {original.name: original for original in originals}
    claims = [_claim(cell) for cell in nb.cells]
    last = {claim.get("grade_id"): i for i, claim in enumerate(claims) if _name(claim) in known}
    cells = []
    for index, (cell, claim) in enumerate(zip(nb.cells, claims, strict=True)):
        name = _name(claim)
        if name in known and last[name] == index:
            cells.append(_original_cell(cell, claim, known[name], trusted, found))
            continue
        if name in known:
            found.notes.append(f"The cell {name} is there more than once: the last one counts.")
        elif claim.get("grade") is True:
            found.flags.append(
                "A cell that is not of this lesson claims to be graded "
                f"({_short(name) or 'no name'}): ignored."
            )
        cells.append(_plain_cell(cell, trusted))
    _add_missing(cells, originals, found)
    for index, cell in enumerate(cells):
        # Ids end up in HTML attributes; a fixed pattern keeps them harmless and unique.
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        fit = name and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name)
        cell["id"] = name if fit else f"cell-{index}"
    nb.cells = cells
    nb.metadata = NotebookNode(metadata)
    nb.nbformat, nb.nbformat_minor = 4, 5
    return found


def shortened(source, most=MAX_SHOWN):
    """Return what of a text can be shown to people: not all of a long one, nor of a long line.

    What colors code and what reads Markdown take minutes for some texts of 100,000 characters, and
    what they are slow with is mostly one long line.
    """
    more = len(source) - most
    lines = [
        line if len(line) <= MAX_LINE else f"{line[:MAX_LINE]}... ({len(line) - MAX_LINE} more)"
        for line in source[:most].split("\n")
    ]
    return "\n".join([*lines, f"# ... ({more} more characters)"] if more > 0 else lines)


def as_text(source):
    """Return Markdown that shows `source` as it is: in a fence neither HTML nor MathJax acts."""
    source = shortened(source)
    longest = max(map(len, re.findall("`+", source)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{source}\n{fence}"


def _claim(cell):
    data = cell.get("metadata", {}).get("nbgrader")
    return data if isinstance(data, dict) else {}


def _name(claim):
    name = claim.get("grade_id")
    return name if isinstance(name, str) else ""


def _original_cell(cell, claim, original, trusted, found):
    """Return a cell of the assignment, with the student's text where it is theirs to write."""
    source = cell.source
    if original.locked and source != original.source:
        if source not in trusted:  # as released, that is, without an instructor's hidden tests
            found.flags.append(f"The check cell {original.name} was edited: the original was used.")
        source = original.source
    if original.points is not None and claim.get("points") != original.points:
        found.flags.append(
            f"The cell {original.name} claims {_short(claim.get('points'))} points: "
            f"it is worth {original.points:g}."
        )
    if cell.cell_type != original.cell_type:
        found.notes.append(
            f"The cell {original.name} was turned into {cell.cell_type}: turned back."
        )
    return _cell(original.cell_type, source, nbgrader=original.metadata())


def _plain_cell(cell, trusted):
    if cell.cell_type == "code":
        return _cell("code", cell.source)
    if cell.cell_type == "markdown" and cell.source in trusted:
        return _cell("markdown", cell.source)
    return _cell("markdown", as_text(cell.source))


def _cell(cell_type, source, **metadata):
    cell = NotebookNode(cell_type=cell_type, source=source, metadata=NotebookNode(metadata))
    if "nbgrader" in metadata:
        cell.metadata.nbgrader = NotebookNode(metadata["nbgrader"])
    if cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    return cell


def _add_missing(cells, originals, found):
    """Put deleted check cells back, each behind the nearest earlier cell of the assignment."""
    place = 0
    for original in originals:
        here = next(
            (
                i
                for i, cell in enumerate(cells)
                if cell.metadata.get("nbgrader", {}).get("grade_id") == original.name
            ),
            None,
        )
        if here is None and original.points is not None:
            found.notes.append(f"The check cell {original.name} was deleted: put back.")
            here = place
            cells.insert(
                here, _cell(original.cell_type, original.source, nbgrader=original.metadata())
            )
        elif here is None and original.solution:
            found.notes.append(f"The cell {original.name} was deleted.")
        if here is not None:
            place = here + 1


def _short(value):
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"
