"""Reads notebooks that nobody vouches for: it returns their cells' texts or says why it cannot."""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

MAX_BYTES = 20 * 10**6
MAX_CELLS = 5000
MAX_NAME = 100  # characters of a text in metadata
#: Lists and objects in a file. A file of nothing else would fill gigabytes when it is parsed.
MAX_PARTS = 10**6


class Unreadable(Exception):
    """A file that is no notebook. The text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes
    ----------
    source : str
    kind : str
        ``code``, ``markdown`` or ``raw``.
    claim : dict
        What its metadata tells nbgrader: any of `grade_id`, `grade` and `points`, a short text, a
        number or a truth value each. It is the submission that says so: do not believe it.
    """

    source: str
    kind: str = "code"
    claim: dict = field(default_factory=dict)

    @property
    def grade_id(self):
        """nbgrader's name for the cell, or None."""
        name = self.claim.get("grade_id")
        return name if isinstance(name, str) else None


@dataclass(frozen=True)
class Notebook:
    """The code cells of a notebook, in order.

    Attributes
    ----------
    cells : list of Cell
    module : str or None
        What the metadata says, unchecked.
    name : str
        The file's name without its ending.
    """

    cells: list[Cell]
    module: str | None
    name: str


def read_notebook(path, follow_symlinks=True):
    """Read the code cells of a notebook. Runs nothing.

    Parameters
    ----------
    path : str or Path
    follow_symlinks : bool
        False for submissions, which could point at anything on the grader's machine.

    Returns
    -------
    Notebook

    Raises
    ------
    Unreadable
        For whatever is wrong with the file, and nothing else.
    """
    return as_notebook(read_bytes(Path(path), follow_symlinks), Path(path).stem)


def as_notebook(data, name):
    """Return the Notebook in `data`, the bytes of a file; `name` is the file's without its ending.

    Raises
    ------
    Unreadable
        For whatever is wrong with it.
    """
    cells, metadata = _read(data)
    module = _short(_dict(metadata.get("soundcheck")).get("module"))
    return Notebook(
        cells=[cell for cell in cells if cell.kind == "code"],
        module=module if isinstance(module, str) else None,
        name=name,
    )


def read_cells(data):
    """Return the Cells of every kind in `data`, the bytes of a notebook's file.

    Raises
    ------
    Unreadable
        For whatever is wrong with it.
    """
    return _read(data)[0]


def _read(data):
    """Return the cells and the metadata in a file.

    All else, whatever its size, depth or type, is left behind here: no other part of the program,
    and no library, is handed what a student wrote but for the texts of cells and a few plain values.
    """
    data = _parse(data)
    version = data.get("nbformat") if type(data) is dict else None
    if type(version) is not int or version < 1:
        raise Unreadable("This JSON file is not a notebook. Save the notebook again in Jupyter.")
    if version > 4:
        raise Unreadable("The notebook is of a newer format. Save it again as notebook format 4.")
    cells = data.get("cells") if version == 4 else _old_cells(data, version)
    if type(cells) is not list:
        raise Unreadable("The notebook has no list of cells. Save it again in Jupyter.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"The notebook has more than {MAX_CELLS} cells. Delete those not needed.")
    cells = [_cell(number, _dict(cell)) for number, cell in enumerate(cells, 1)]
    return [cell for cell in cells if cell], _dict(data.get("metadata"))


def read_bytes(path, follow_symlinks=True):
    """Return what is in a notebook's file, or raise Unreadable; see :func:`read_notebook`."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NONBLOCK", 0)  # opening a named pipe would wait for ever
    if not follow_symlinks:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        if not follow_symlinks and path.is_symlink():
            raise Unreadable("The file is a symbolic link. Hand in the notebook itself.")
        if path.is_dir():
            raise Unreadable("This is a directory. Name a notebook (.ipynb) in it.")
        with open(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable("This is not an ordinary file. Name a notebook (.ipynb).")
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("There is no such file. Check its name and the directory.") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        why = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"The file cannot be read ({why}). Check its name and rights.") from None
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 10**6} MB"
        raise Unreadable(f"The file is larger than {limit}. Clear its outputs and save it again.")
    return data


def _parse(data):
    if not data.strip():
        raise Unreadable("The file is empty. Save the notebook again, or hand in a copy of it.")
    if data.count(b"{") + data.count(b"[") > MAX_PARTS:
        raise Unreadable("The file holds more than a million parts. Clear its outputs and save it.")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(
            "The file is not UTF-8 text. Save the notebook again in Jupyter."
        ) from None
    except ValueError:
        raise Unreadable("The file is not JSON. Save the notebook again in Jupyter.") from None
    except RecursionError:
        raise Unreadable(
            "The file is nested too deep. Save the notebook again in Jupyter."
        ) from None


def _old_cells(data, version):
    """Return the cells of the formats 2 and 3, which had them in worksheets, as format 4 has them."""
    sheets = data.get("worksheets")
    if version > 1 and type(sheets) is list and all(isinstance(sheet, dict) for sheet in sheets):
        rows = [sheet.get("cells") for sheet in sheets]
        if all(type(row) is list for row in rows):
            return [_as_new(_dict(cell)) for row in rows for cell in row]
    why = "The notebook is of an old format that cannot be converted."
    raise Unreadable(f"{why} Open it in Jupyter and save it.")


def _as_new(cell):
    code = cell.get("cell_type") == "code"
    kind = "code" if code else "raw" if cell.get("cell_type") == "raw" else "markdown"
    return {
        "cell_type": kind,
        "source": cell.get("input" if code else "source"),
        "metadata": cell.get("metadata"),
    }


def _cell(number, cell):
    kind, source = cell.get("cell_type"), cell.get("source")
    if kind not in ("code", "markdown", "raw"):
        return None
    if isinstance(source, list) and (
        kind != "code" or all(isinstance(line, str) for line in source)
    ):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        if kind == "code":
            raise Unreadable(
                f"Cell {number} has no readable source. Save the notebook again in Jupyter."
            )
        source = ""
    claim = _dict(_dict(cell.get("metadata")).get("nbgrader"))
    claim = {key: _short(claim[key]) for key in ("grade_id", "grade", "points") if key in claim}
    return Cell(printed(source), kind, claim)


def _dict(value):
    return value if isinstance(value, dict) else {}


def _short(value):
    """Return a plain value of metadata as it is, if it is short; else what it is, in a word."""
    if isinstance(value, str):
        return printed(value[:MAX_NAME])
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int) and value.bit_length() < 64:
        return value
    return f"<{type(value).__name__}>"


def printed(text):
    """Return a str that can be printed: JSON can spell half characters, which no file can hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
