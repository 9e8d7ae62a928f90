"""The files of a submission beside its notebook, and the graded notebook's place in the class.

Whatever a student made a name point at, nothing but an ordinary file of the submission itself is
copied: a link could lead to the solutions, and feedback goes back to the student.
"""

import errno
import os
import shutil
import stat
from pathlib import Path

from autograder.course.model import CourseError
from autograder.grading.reading import Unreadable, read_bytes

_TIMESTAMP = "timestamp.txt"
_MODE = 0o444  # what nbgrader gives graded files
YEARS = range(2000, 2100)  # in which something can have been handed in
#: Files beside a notebook that are handed on, and their bytes.
MAX_FILES, MAX_BYTES = 1000, 100 * 10**6
#: Trouble with the disk, not with a name that a student chose.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENFILE, errno.EMFILE}


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
    """Delete from `copied` what nbgrader copied there by following a link in `submission`.

    And a time that cannot be read, at which nbgrader would stop when it makes the feedback.
    """
    forget_bad_timestamp(copied)
    for folder, _, names in os.walk(submission):
        for name in names:
            path = Path(folder, name)
            if not is_own_file(path):
                (copied / path.relative_to(submission)).unlink(missing_ok=True)


def forget_bad_timestamp(folder):
    """Delete a time that cannot be read, at which nbgrader would stop."""
    if read_timestamp(folder)[1]:
        (folder / _TIMESTAMP).unlink(missing_ok=True)


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
        time = parse_utc(text) if text else None
        if time is None or time.year in YEARS:
            return time, ""
    except Exception:  # a text can make dateutil raise nearly anything
        pass
    return None, f"{_TIMESTAMP} does not say when this was handed in: it cannot count as late."


def is_current(classroom, student, module, text):
    """Whether a graded notebook (None: none) is there already, for this very submission."""
    there = graded_folder(classroom, student, module)
    if text is None:
        return not there.exists()
    names = (f"{module.stem}.ipynb", _TIMESTAMP)
    submission = classroom.submission(student, module).parent
    stamp = None if read_timestamp(submission)[1] else _bytes(submission / _TIMESTAMP)
    return tuple(_bytes(there / name) for name in names) == (text.encode(), stamp)


def put_graded(nbgrader, student, module, text):
    """Write a graded notebook, with the submission's other files, where nbgrader looks for it.

    `text` None takes away what is there. Files of the submission that cannot be copied, or are in
    the way of the class's own, are left out.

    Raises
    ------
    CourseError
        If the disk is full or broken.
    OSError
        If this one cannot be written.
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
        source = Path(coursedir.format_path(coursedir.source_directory, ".", module.id))
        for path, place in _beside(source, new, coursedir.ignore):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        submission = classroom.submission(student, module).parent
        _copy_submitted(submission, new, coursedir.ignore)
        notebook = new / f"{module.stem}.ipynb"
        notebook.write_text(text, encoding="utf-8")
        for path in new.rglob("*"):
            if path.is_file():
                path.chmod(_MODE)
        _remove(target)
        os.rename(new, target)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        if error.errno not in _DISK:
            raise
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


def _beside(source, target, ignored):
    """Yield the files of a folder beside its notebooks, and their places in another."""
    from nbgrader.utils import find_all_files

    for path in find_all_files(str(source), [*ignored, "*.ipynb"]):
        yield Path(path), target / Path(path).relative_to(source)


def _copy_submitted(submission, new, ignored):
    """Copy a submission's own files to where the class's are, which stay as they are."""
    files, room = MAX_FILES, MAX_BYTES
    bad_stamp = submission / _TIMESTAMP if read_timestamp(submission)[1] else None
    for path, place in _beside(submission, new, ignored):
        if path == bad_stamp or os.path.lexists(place):
            continue
        try:
            files, room = files - 1, room - path.lstat().st_size
            if files < 0 or room < 0:
                return
            place.parent.mkdir(parents=True, exist_ok=True)
            copy_own(path, place)
        except OSError as error:
            if error.errno in _DISK:
                raise


def _remove(folder):
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    elif os.path.lexists(folder):
        folder.unlink()
