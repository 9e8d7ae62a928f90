"""The class's own record of results: one JSON file per student and module."""

import json
import os


def save_result(classroom, student, assignment, report, notes):
    """Write what grading found, beside the marks that nbgrader keeps.

    Parameters
    ----------
    classroom : Classroom
    student, assignment : str
        Names of directories in the class, so they are safe as names of files.
    report : GradeReport
    notes : list of str
        Accidents that were mended; they need nobody's attention.
    """
    path = classroom.folder / "results" / student / f"{assignment}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.loads(report.to_json()) | {"student": student, "notes": notes}
    half = path.with_suffix(".tmp")
    half.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(half, path)  # all of it or nothing, whenever the power fails


def load_result(classroom, student, assignment):
    """Return the stored result as a dict, or None."""
    path = classroom.folder / "results" / student / f"{assignment}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def students(classroom, module, step="submitted"):
    """Return the students who have a module in a room of the class, sorted."""
    return sorted(
        path.parent.name
        for path in (classroom.folder / step).glob(f"*/{module.id}")
        if path.is_dir()
    )


def printable(text):
    """Return text of a student's that may go to a terminal: no control characters, one line."""
    return "".join(c if c.isprintable() else "?" for c in text)
