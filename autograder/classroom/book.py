"""The coordinator's side of grading: nbgrader's gradebook and the graded notebooks.

Only one process writes them, some submissions at a time. A database that refuses costs nothing:
what was graded is in the class's records, and the same command goes on from there.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from autograder.classroom import gradebook
from autograder.classroom.files import is_current, put_graded
from autograder.classroom.sheet import read_sheet
from autograder.classroom.stock import quiet
from autograder.course.model import CourseError

_MANY, _SECONDS = 20, 2.0  # write when there are so many, or after so long


@dataclass
class Graded:
    """A submission that is ready for the gradebook.

    `text` is the graded notebook, None if there is none.
    """

    module: object
    student: str
    text: str | None
    entry: gradebook.Entry


class Book:
    """The gradebook of a class and its graded notebooks.

    Parameters
    ----------
    nbgrader : NbGrader
    spent : Counter
        Where the seconds of writing are added.

    Raises
    ------
    CourseError
        If the gradebook cannot be used.
    """

    def __init__(self, nbgrader, spent):
        self._nbgrader = nbgrader
        self._spent = spent
        self._waiting, self._since = [], time.monotonic()
        self._refused = None
        self._penalty = nbgrader.late_penalty()
        with explained():
            self._gradebook = nbgrader.open_gradebook()

    def sheet(self, module):
        """Return the Sheet of a module, or None if the gradebook does not have it."""
        with explained(), quiet():
            try:
                return read_sheet(self._gradebook, self._nbgrader.coursedir, module.id, module.stem)
            except gradebook.api.MissingEntry:
                return None
            finally:
                self._gradebook.db.remove()

    def add(self, graded):
        """Take a graded submission, and return those that could not be written: (Graded, why)."""
        self._waiting.append(graded)
        full = len(self._waiting) >= _MANY or time.monotonic() - self._since > _SECONDS
        return self._write() if full and not self._refused else []

    def finish(self):
        """Write what is left, and return what :meth:`add` returns.

        Raises
        ------
        CourseError
            If the gradebook cannot be written.
        """
        failed = self._write()
        if self._refused:
            raise CourseError(_trouble(self._refused))
        return failed

    def close(self):
        """Close the gradebook; what is not written yet is written by the next run."""
        self._gradebook.close()

    def _write(self):
        """Write all that waits, unless the database refuses: then it goes on waiting."""
        self._refused, failed = None, []
        try:
            try:
                self._write_rows(self._waiting)
            except Exception as error:
                if _is_refusal(error):
                    raise
                failed = self._one_by_one()
        except DBAPIError as error:
            self._refused = error
            return failed
        with self._clock("notebooks"):
            for graded in self._waiting:
                try:
                    if graded.entry.again:
                        put_graded(self._nbgrader, graded.student, graded.module, graded.text)
                except CourseError:
                    raise
                except Exception as error:  # a name that a student chose
                    failed.append((graded, f"{type(error).__name__}: {error}".splitlines()[0]))
        self._waiting, self._since = [], time.monotonic()
        return failed

    def _one_by_one(self):
        """Write submissions on their own, for one of them does not fit into the database."""
        failed, waiting, self._waiting = [], self._waiting, []
        for place, graded in enumerate(waiting):
            try:
                self._write_rows([graded])
                self._waiting.append(graded)
            except Exception as error:
                if _is_refusal(error):
                    self._waiting += waiting[place:]
                    raise
                failed.append((graded, f"{type(error).__name__}: {error}".splitlines()[0]))
        return failed

    def _write_rows(self, waiting):
        with self._clock("gradebook"), quiet():
            for graded in waiting:
                graded.entry.again = not is_current(
                    self._nbgrader.classroom, graded.student, graded.module, graded.text
                )
            gradebook.write(self._gradebook, [g.entry for g in waiting], self._penalty)

    @contextmanager
    def _clock(self, phase):
        begin = time.perf_counter()
        try:
            yield
        finally:
            self._spent[phase] += time.perf_counter() - begin


@contextmanager
def explained():
    """Turn a database that refuses into a CourseError of one line."""
    try:
        yield
    except DBAPIError as error:
        raise CourseError(_trouble(error)) from None


def _is_refusal(error):
    """Whether a database refuses as such, not one row."""
    return isinstance(error, DBAPIError) and not isinstance(error, (DataError, IntegrityError))


def _trouble(error):
    why = str(error.orig).strip().splitlines()[0].rstrip(".")
    again = "then run the same command again: what is graded is kept"
    if "locked" in why:
        return f"The gradebook is in use ({why}): close what uses it, {again}."
    if "malformed" in why or "not a database" in why:
        return (
            f"The gradebook is damaged ({why}): put a copy of it back, or move it away and run "
            f"`soundcheck release` for a new one; {again}."
        )
    return f"The gradebook cannot be used ({why}): mend that, {again}."
