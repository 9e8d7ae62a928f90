"""Counts what lessons cover of the notes that the course grew from: their placeholders and claims.

A lesson's source names them in comments: P003 a promised picture, sound or exercise, C014 a claim
that is taught right.
"""

import re

from autograder.course.lesson import seed_ids

_ID = re.compile(r"[PC]\d{3}")


def coverage(course, module):
    """Return ``{"placeholders": n, "claims": n}``, each id counted once."""
    ids = _ids(course, module)
    return {
        "placeholders": sum(id.startswith("P") for id in ids),
        "claims": sum(id.startswith("C") for id in ids),
    }


def misnamed(course, module):
    """Yield what is wrong with the ids of a lesson."""
    ids = _ids(course, module)
    text = course.lesson(module).name
    for id in sorted(ids):
        if not _ID.fullmatch(id):
            yield f"{text}: the seed id {id!r} is neither P nor C with three digits"
    for other in course.modules[: course.modules.index(module)]:
        for id in sorted(ids & _ids(course, other)):
            if id.startswith("P"):
                yield f"{text}: {id} is in {other.stem}.md already: a placeholder has one lesson"


def _ids(course, module):
    path = course.lesson(module)
    return set(seed_ids(path.read_text(encoding="utf-8"))) if path.is_file() else set()
