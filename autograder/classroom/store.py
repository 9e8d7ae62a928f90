"""The class's own record of results: one JSON file per student and module.

A record bears the key of what it was made from. As long as the key is the same nothing is graded
again; and when a gradebook is lost, the records fill a new one.
"""

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import autograder
from autograder.course.model import CourseError
from autograder.engine.results import MISSING
from autograder.grading import bubblewrap

_LIBRARIES = ("numpy", "hypothesis", "ipython", "msgpack")


def save_result(classroom, student, assignment, record):
    """Write what grading found, all of it or nothing, whenever the power fails.

    Parameters
    ----------
    classroom : Classroom
    student, assignment : str
        Names of directories in the class, so they are safe as names of files.
    record : dict
        See :func:`new_record`.

    Raises
    ------
    CourseError
        If the file cannot be written.
    """
    path = _path(classroom, student, assignment)
    write_safely(path, json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def load_result(classroom, student, assignment):
    """Return the stored record as a dict, or None."""
    try:
        return json.loads(_path(classroom, student, assignment).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_safely(path, text, mode=0o600):
    """Write a file so that there is never half of it, on disk before this returns.

    Raises
    ------
    CourseError
        If it cannot be written; then there is no trace of it.
    """
    half = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            # A name in it may hold bytes that are no UTF-8; in JSON this is how they are spelled.
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise CourseError(
            f"Cannot write {path}: {error.strerror}: mend that and run the same command again; "
            "what is graded is kept."
        ) from None


def new_record(student, key, paper, graded):
    """Return the record of a submission: what the engine found, and what was wrong with the file.

    Parameters
    ----------
    student, key : str
    paper : Paper
    graded : dict
        From :func:`~autograder.classroom.desk.grade`, or :func:`nothing`.
    """
    return {
        **graded,
        "flags": paper.flags + graded["flags"],
        "notes": paper.notes,
        "student": student,
        # A grade that failed for the engine's own fault is tried again.
        "key": None if graded.get("failed") else key,
    }


def nothing(module, flag):
    """Return what stands for the engine's findings where there are none."""
    exercises = [
        {"id": e.id, "score": 0.0, "max_score": e.points, "status": MISSING, "properties": []}
        for e in module.exercises
    ]
    return {
        "module": module.id,
        "score": 0.0,
        "max_score": module.points,
        "exercises": exercises,
        "flags": [flag],
        "provenance": {},
        "pages": {},
        "failed": True,
    }


def missing(path, module):
    """Return the record of a submission without the lesson's notebook, which belongs at `path`."""
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    found = f" ({printable(others[0])} is there: rename it)" if others else ""
    flag = f"There is no {path.name} in the submission{found}: grade again once it is there."
    return nothing(module, flag) | {"notes": [], "key": None}


def refused(module, why):
    """Return the record of a submission that something went wrong with on its way."""
    why = printable(" ".join(why.split()))[:300]
    return nothing(module, f"It could not be processed: {why}") | {"notes": [], "key": None}


def content_key(basis, paper):
    """Return the key of a submission's record.

    Parameters
    ----------
    basis : str
        What :func:`basis` returned for the class and the module.
    paper : Paper
        The submission, put in order.
    """
    told = [basis, paper.sources, paper.flags, paper.notes, paper.readable]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def basis(classroom, module):
    """Return a digest of all that a grade depends on but the submission."""
    course = classroom.course
    files = [
        course.properties(module),
        course.fingerprints(module),
        course.solution(module),
        course.misconceptions(module),
    ]
    told = [
        _engine(),
        sys.version,
        [version(name) for name in _LIBRARIES],
        module.model_dump(mode="json"),
        course.limits.model_dump(mode="json"),
        course.seed,
        classroom.seed,
        bubblewrap.wanted(),
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@lru_cache(maxsize=1)
def _engine():
    """Return a digest of this package: more honest than a version that nobody remembered to raise."""
    root = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def students(classroom, module, step="submitted"):
    """Return the students who have a module in a room of the class, sorted.

    What begins with a dot is no student: these are files of the system's, or of an attack's.
    """
    return sorted(
        path.parent.name
        for path in (classroom.folder / step).glob(f"*/{module.id}")
        if os.path.isdir(path) and not path.parent.name.startswith(".")
    )


def unfit(student):
    """Return why a folder's name can be no student's in the gradebook, or an empty string."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return "the name of the student's folder is no UTF-8 text: rename it"
    if student != student.strip():
        return "the name of the student's folder begins or ends with a blank: rename it"
    if re.search(r"[*?]|\[.*\]", student, re.DOTALL):  # nbgrader would find others' notebooks by it
        return "the name of the student's folder holds *, ? or [...]: rename it"
    return ""


#: How the log says that something was left out.
NOT_COLLECTED = "Not collected: "


def printable(text):
    """Return text of a student's that may go to a terminal: no control characters, one line."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _path(classroom, student, assignment):
    return classroom.folder / "results" / student / f"{assignment}.json"
