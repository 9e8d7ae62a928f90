"""Writes many submissions into nbgrader's gradebook at once.

`nbgrader autograde` opens the database a dozen times for each submission and commits for each cell.
Here the rows come out the same from a few statements for many submissions, in one transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime

from nbgrader import api
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import insert, select, update


@dataclass
class Entry:
    """What one submission puts into the gradebook.

    Attributes
    ----------
    scores : dict
        {graded cell: automatic score, None where a person has to give it}
    comments : dict
        {answer cell: automatic comment or None}
    again : bool
        Whether this is another submission than the one graded before.
    """

    assignment: str
    notebook: str
    student: str
    timestamp: datetime | None = None
    scores: dict = field(default_factory=dict)
    comments: dict = field(default_factory=dict)
    again: bool = True


def read_cells(nb):
    """Return the scores and comments of a graded notebook, by nbgrader's own rules."""
    scores, comments = {}, {}
    for cell in nb.cells:
        if is_grade(cell):
            scores[cell.metadata.nbgrader.grade_id] = determine_grade(cell)[0]
        if is_solution(cell) or is_task(cell):
            same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
            untouched = same and not is_task(cell)
            comments[cell.metadata.nbgrader.grade_id] = "No response." if untouched else None
    return scores, comments


def write(gradebook, entries, penalty):
    """Write entries of one or more assignments in one transaction.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    entries : list of Entry
        At most one a student and assignment.
    penalty : callable
        (student, score, seconds late) -> points to take off, or None.

    Raises
    ------
    sqlalchemy.exc.SQLAlchemyError
        If the database refuses; then nothing is written.
    """
    session = gradebook.db()
    try:
        for assignment, notebook in {(e.assignment, e.notebook) for e in entries}:
            mine = [e for e in entries if (e.assignment, e.notebook) == (assignment, notebook)]
            _Writer(session, assignment, notebook, mine).write(penalty)
        session.commit()
    finally:
        gradebook.db.remove()  # which takes back what was not committed


class _Writer:
    """Writes the submissions of one notebook."""

    def __init__(self, session, assignment, notebook, entries):
        self._session = session
        self._entries = {entry.student: entry for entry in entries}
        row = session.execute(
            select(api.Assignment.id, api.Assignment.duedate, api.Notebook.id)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .where(api.Assignment.name == assignment, api.Notebook.name == notebook)
        ).one()
        self._assignment, self._due, self._notebook = row

    def write(self, penalty):
        self._add_students()
        self._submissions()
        self._rows(api.Grade, (api.GradeCell, api.TaskCell), self._grade)
        self._rows(api.Comment, (api.SolutionCell, api.TaskCell), self._comment)
        self._penalties(penalty)

    def _add_students(self):
        known = set(
            self._session.scalars(
                select(api.Student.id).where(api.Student.id.in_(list(self._entries)))
            )
        )
        self._insert(api.Student, [{"id": name} for name in self._entries if name not in known])

    def _submissions(self):
        """Find or make the rows of the submissions and of their notebooks."""
        table = api.SubmittedAssignment
        query = select(table.id, table.student_id, table.timestamp, table.extension).where(
            table.assignment_id == self._assignment, table.student_id.in_(list(self._entries))
        )
        found = {row.student_id: row for row in self._session.execute(query)}
        new = [
            {
                "id": api.new_uuid(),
                "assignment_id": self._assignment,
                "student_id": name,
                "timestamp": entry.timestamp,
            }
            for name, entry in self._entries.items()
            if name not in found
        ]
        self._insert(table, new)
        self._update(
            table,
            [
                {"id": found[name].id, "timestamp": entry.timestamp}
                for name, entry in self._entries.items()
                if name in found and entry.timestamp and entry.timestamp != found[name].timestamp
            ],
        )
        self._late = {
            name: self._seconds_late(
                entry.timestamp or (found[name].timestamp if name in found else None),
                found[name].extension if name in found else None,
            )
            for name, entry in self._entries.items()
        }
        ids = {row.id: name for name, row in found.items()}
        ids |= {row["id"]: row["student_id"] for row in new}
        table = api.SubmittedNotebook
        query = select(table.id, table.assignment_id, table.late_submission_penalty).where(
            table.notebook_id == self._notebook, table.assignment_id.in_(list(ids))
        )
        rows = self._session.execute(query).all()
        self._students = {row.id: ids[row.assignment_id] for row in rows}
        self._present_penalty = {row.id: row.late_submission_penalty for row in rows}
        missing = set(ids) - {row.assignment_id for row in rows}
        added = [
            {"id": api.new_uuid(), "assignment_id": id, "notebook_id": self._notebook}
            for id in missing
        ]
        self._insert(table, added)
        self._students |= {row["id"]: ids[row["assignment_id"]] for row in added}

    def _seconds_late(self, timestamp, extension):
        if timestamp is None or self._due is None:
            return 0.0
        due = self._due + extension if extension is not None else self._due
        return max(0.0, (timestamp - due).total_seconds())

    def _rows(self, table, kinds, change):
        """Make the missing rows of a kind of cell, and change those that are there."""
        cells = {}
        for kind in kinds:
            query = select(kind.id, kind.name).where(kind.notebook_id == self._notebook)
            cells.update((row.id, row.name) for row in self._session.execute(query))
        query = select(*(getattr(table, name) for name in _COLUMNS[table])).where(
            table.notebook_id.in_(list(self._students)), table.cell_id.in_(list(cells))
        )
        there = {(row.notebook_id, row.cell_id): row for row in self._session.execute(query)}
        self._insert(
            table,
            [
                {"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell}
                | change(self._entries[student], name, None)
                for notebook, student in self._students.items()
                for cell, name in cells.items()
                if (notebook, cell) not in there
            ],
        )
        changed = []
        for (notebook, cell), row in there.items():
            values = change(self._entries[self._students[notebook]], cells[cell], row)
            if any(getattr(row, name) != value for name, value in values.items()):
                changed.append({"id": row.id} | values)
        self._update(table, changed)

    def _grade(self, entry, name, row):
        if name not in entry.scores and row is not None:
            return {}
        score = entry.scores.get(name)
        manual = row is not None and row.manual_score is not None
        # What a person gave is looked at again when there is something new to look at.
        if row is not None and not entry.again and row.auto_score == score:
            return {}
        return {"auto_score": score, "needs_manual_grade": manual or score is None}

    def _comment(self, entry, name, row):
        if name not in entry.comments and row is not None:
            return {}
        return {"auto_comment": entry.comments.get(name)}

    def _penalties(self, penalty):
        """Set what being late costs, from all the points of a notebook, those given by hand too."""
        late = [id for id, name in self._students.items() if self._late[name] > 0]
        points = dict.fromkeys(late, 0.0)
        query = select(api.Grade.notebook_id, api.Grade.score).where(
            api.Grade.notebook_id.in_(late)
        )
        for row in self._session.execute(query):
            points[row.notebook_id] += row.score
        changed = []
        for id, name in self._students.items():
            cost = penalty(name, points[id], self._late[name]) if id in points else None
            if cost is not None:
                cost = min(max(cost, 0), points[id])
            if cost != self._present_penalty.get(id):
                changed.append({"id": id, "late_submission_penalty": cost})
        self._update(api.SubmittedNotebook, changed)

    def _insert(self, table, rows):
        if rows:
            self._session.execute(insert(table.__table__), rows)

    def _update(self, table, rows):
        if rows:
            self._session.execute(update(table), rows)


_COLUMNS = {
    api.Grade: (
        "id",
        "notebook_id",
        "cell_id",
        "auto_score",
        "manual_score",
        "needs_manual_grade",
    ),
    api.Comment: ("id", "notebook_id", "cell_id", "auto_comment"),
}
