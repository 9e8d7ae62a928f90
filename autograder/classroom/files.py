"""The files of a submission beside its notebook, and the graded notebook's place in the class.

Whatever a student made a name point at, nothing but an ordinary file of the submission itself is
copied: a link could lead to the solutions, and feedback goes back to the student.
"""

import os
import shutil
import stat
from pathlib import Path

from autograder.course.model import CourseError
from autograder.grading.reading import Unreadable, read_bytes

_TIMESTAMP = "timestamp.txt"
_MODE = 0o444  # what nbgrader gives graded files


def is_own_file(path):
    """Whether a path is an ordinary file that has no other name."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def copy_own(path, target):
    """Copy an ordinary file; return False, and copy nothing, if it is anything else."""
    try:
        # Looked at when it is open: a student could put a link in its place at any moment.
        source = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    with open(source, "rb") as file:
        status = os.fstat(source)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            return False
        with open(target, "wb") as copy:
            shutil.copyfileobj(file, copy)
    return True


def withdraw_links(submission, copied):
    """Delete from `copied` what nbgrader copied there by following a link in `submission`."""
    for folder, _, names in os.walk(submission):
        for name in names:
            path = Path(folder, name)
            if not is_own_file(path):
                (copied / path.relative_to(submission)).unlink(missing_ok=True)


def read_timestamp(submission):
    """Return when a submission was handed in, in UTC, and a flag if that cannot be read.

    Returns
    -------
    timestamp : datetime or None
    flag : str
        Empty if all is well.
    """
    from nbgrader.utils import parse_utc

    path = submission / _TIMESTAMP
    if not os.path.lexists(path):
        return None, ""
    try:
        text = read_bytes(path, follow_symlinks=False)[:100].decode().strip()
        return (parse_utc(text) if text else None), ""
    except (Unreadable, ValueError, OverflowError):
        return None, f"{_TIMESTAMP} does not say when this was handed in: it cannot count as late."


def is_current(classroom, student, module, text):
    """Whether a graded notebook (None: none) is there already, for this very submission."""
    there = graded_folder(classroom, student, module)
    if text is None:
        return not there.exists()
    names = (f"{module.stem}.ipynb", _TIMESTAMP)
    wanted = (text.encode(), _bytes(classroom.submission(student, module).with_name(_TIMESTAMP)))
    return tuple(_bytes(there / name) for name in names) == wanted


def put_graded(nbgrader, student, module, text):
    """Write a graded notebook, with the submission's other files, where nbgrader looks for it.

    `text` None takes away what is there.

    Raises
    ------
    CourseError
        If it cannot be written.
    """
    classroom, coursedir = nbgrader.classroom, nbgrader.coursedir
    target = graded_folder(classroom, student, module)
    new = target.with_name(f".{target.name}.new")
    try:
        if text is None:
            _remove(target)
            return
        _remove(new)
        new.mkdir(parents=True)
        submission = classroom.submission(student, module).parent
        source = Path(coursedir.format_path(coursedir.source_directory, ".", module.id))
        _copy(submission, new, coursedir.ignore, copy_own)
        _copy(source, new, coursedir.ignore, shutil.copyfile)  # the class's own files win
        notebook = new / f"{module.stem}.ipynb"
        notebook.write_text(text, encoding="utf-8")
        for path in new.rglob("*"):
            if path.is_file():
                path.chmod(_MODE)
        _remove(target)
        os.rename(new, target)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise CourseError(
            f"Cannot write {target}: {error.strerror}: mend that and run the same command again; "
            "what is graded is kept."
        ) from None


def graded_folder(classroom, student, module):
    return classroom.folder / "autograded" / student / module.id


def _bytes(path):
    try:
        return read_bytes(path, follow_symlinks=False)
    except Unreadable:
        return None


def _copy(source, target, ignored, copy):
    from nbgrader.utils import find_all_files

    for path in find_all_files(str(source), [*ignored, "*.ipynb"]):
        place = target / Path(path).relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        copy(path, place)


def _remove(folder):
    if folder.exists():
        shutil.rmtree(folder)
