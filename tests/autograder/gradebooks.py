"""What two gradebooks have to agree on: everything but the random ids of their rows."""

from autograder.classroom.stock import NbGrader


def rows(classroom):
    """Return what the gradebook of a class says, by name, in order."""
    from nbgrader import api

    with NbGrader(classroom).gradebook() as gradebook:
        query = gradebook.db.query
        found = [("student", s.id, s.first_name, s.last_name) for s in query(api.Student)]
        for s in query(api.SubmittedAssignment):
            found.append(("submission", s.name, s.student_id, str(s.timestamp), str(s.extension)))
        for n in query(api.SubmittedNotebook):
            who = (n.assignment.name, n.name, n.student.id)
            found.append(("notebook", *who, n.late_submission_penalty, n.score, n.max_score))
            for g in n.grades:
                marks = (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                found.append(("grade", *who, g.name, g.cell_type, *marks))
            for c in n.comments:
                found.append(("comment", *who, c.name, c.auto_comment, c.manual_comment))
    return sorted(found, key=repr)


def notebooks(classroom):
    """Return {path: (bytes, mode)} of all graded files."""
    room = classroom.folder / "autograded"
    return {
        str(path.relative_to(room)): (path.read_bytes(), path.stat().st_mode)
        for path in room.rglob("*")
        if path.is_file()
    }
