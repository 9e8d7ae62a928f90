"""Reads notebooks that nobody vouches for: it returns their code cells or says why it cannot."""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 20 * 10**6
MAX_CELLS = 5000


class Unreadable(Exception):
    """A file that is no notebook. The text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes
    ----------
    source : str
    grade_id : str or None
        nbgrader's name for the cell.
    locked : bool
        Whether nbgrader calls it locked. It is the submission that says so: do not believe it.
    """

    source: str
    grade_id: str | None = None
    locked: bool = False


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
    data = _parse(data)
    version = data.get("nbformat") if type(data) is dict else None
    if type(version) is not int or version < 1:
        raise Unreadable("This JSON file is not a notebook. Save the notebook again in Jupyter.")
    if version > 4:
        raise Unreadable("The notebook is of a newer format. Save it again as notebook format 4.")
    if version < 4:
        data = _upgrade(data)
    cells, metadata = data.get("cells"), _dict(data.get("metadata"))
    if type(cells) is not list:
        raise Unreadable("The notebook has no list of cells. Save it again in Jupyter.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"The notebook has more than {MAX_CELLS} cells. Delete those not needed.")
    return Notebook(
        cells=[_cell(i, c) for i, c in enumerate(cells, 1) if _dict(c).get("cell_type") == "code"],
        module=_name(_dict(metadata.get("soundcheck")).get("module")),
        name=name,
    )


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


def _upgrade(data):
    import nbformat  # slow to import, and hardly ever needed

    try:
        return nbformat.convert(nbformat.from_dict(data), 4)
    except Exception:
        why = "The notebook is of an old format that cannot be converted."
        raise Unreadable(f"{why} Open it in Jupyter and save it.") from None


def _cell(number, cell):
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Unreadable(
            f"Cell {number} has no readable source. Save the notebook again in Jupyter."
        )
    nbgrader = _dict(_dict(cell.get("metadata")).get("nbgrader"))
    return Cell(_text(source), _name(nbgrader.get("grade_id")), nbgrader.get("locked") is True)


def _dict(value):
    return value if isinstance(value, dict) else {}


def _name(value):
    return _text(value) if isinstance(value, str) else None


def _text(value):
    """Return a str that can be printed: JSON can spell half characters, which no file can hold."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
