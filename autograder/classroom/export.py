"""The marks as CSV, as nbgrader exports them, with every field quoted where it has to be.

Students choose names; a spreadsheet would calculate one that begins like a formula.
"""

import csv
import io

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.classroom.store import write_safely

_COLUMNS = (
    "assignment duedate timestamp student_id last_name first_name email raw_score "
    "late_submission_penalty score max_score"
).split()


class CsvExport(ExportPlugin):
    """What `nbgrader export` writes in a class."""

    def export(self, gradebook):
        """Write the file that the option ``--to`` names."""
        from pathlib import Path

        path = Path(self.to or "grades.csv").absolute()
        write_marks(gradebook, path, self.assignment, self.student)


def write_marks(gradebook, path, assignments=(), students=()):
    """Write one line a student and assignment, zero for those who handed in nothing.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    path : Path
    assignments, students : list of str, optional
        Default: all.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for assignment in gradebook.assignments:
        if assignments and assignment.name not in assignments:
            continue
        for student in gradebook.students:
            if not students or student.id in students:
                row = _row(gradebook, assignment, student)
                table.writerow({column: inert(value) for column, value in row.items()})
    write_safely(path, text.getvalue())


def inert(value):
    """Return a field that a spreadsheet takes for text, and a terminal for nothing but text."""
    if not isinstance(value, str):
        return value
    text = "".join(c if c.isprintable() or c in "\t\r\n" else "?" for c in value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _row(gradebook, assignment, student):
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
        "timestamp": None,
        "raw_score": 0.0,
        "late_submission_penalty": 0.0,
        "score": 0.0,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row
    penalty = submission.late_submission_penalty
    return row | {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }
