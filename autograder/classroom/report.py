"""The class summary on one page: marks, flags, what was hard, and which misconceptions came up."""

from collections import Counter
from dataclasses import dataclass
from html import escape

from autograder.classroom.store import load_result, printable, students
from autograder.course.content import load_misconceptions
from autograder.course.model import CourseError
from autograder.engine.results import PASSED


@dataclass(frozen=True)
class Mark:
    """One student's mark for one module, from the gradebook."""

    score: float
    manual: bool


@dataclass(frozen=True)
class Summary:
    """A class at a glance.

    Attributes
    ----------
    modules : list of Module
    students : list of str
    marks : dict
        (student, module id) -> Mark, for submissions in the gradebook.
    maxima : dict
        module id -> points to be had, by the gradebook.
    flags, notes : list of (student, module id, text)
    passed : dict
        (module id, exercise id) -> (students who earned all points, students who handed in).
    misconceptions : list of (id, advice, number of students), most frequent first
    """

    title: str
    modules: list
    students: list
    marks: dict
    maxima: dict
    flags: list
    notes: list
    passed: dict
    misconceptions: list


def summarize(classroom, modules, gradebook):
    """Return the Summary of a class: marks from the gradebook, reasons from stored results."""
    from nbgrader.api import MissingEntry

    marks, maxima, flags, notes, passed = {}, {}, [], [], {}
    held, everyone = Counter(), set()
    for module in modules:
        try:
            submissions = gradebook.assignment_submissions(module.id)
            maxima[module.id] = gradebook.find_assignment(module.id).max_score
        except MissingEntry:  # not released yet
            continue
        results = {}
        for submission in submissions:
            student = submission.student_id
            manual = any(
                grade.manual_score is not None
                for notebook in submission.notebooks
                for grade in notebook.grades
            )
            marks[student, module.id] = Mark(
                max(0.0, submission.score - submission.late_submission_penalty), manual
            )
            results[student] = load_result(classroom, student, module.id)
        for student in students(classroom, module):
            results.setdefault(student, None)
        everyone.update(results)
        for student, result in sorted(results.items()):
            if result is None:
                flags.append((student, module.id, "Not graded yet: run `soundcheck grade`."))
                continue
            flags += [(student, module.id, text) for text in result["flags"]]
            notes += [(student, module.id, text) for text in result["notes"]]
            held.update(_misconceptions_of(result))
        graded = [_statuses(result) for result in results.values() if result]
        for exercise in module.exercises:
            right = sum(statuses.get(exercise.id) == PASSED for statuses in graded)
            passed[module.id, exercise.id] = right, len(results)
    advice = _advice(classroom.course, modules)
    return Summary(
        title=classroom.course.title,
        modules=[m for m in modules if m.id in maxima],
        students=sorted(everyone),
        marks=marks,
        maxima=maxima,
        flags=flags,
        notes=notes,
        passed=passed,
        misconceptions=[
            (id, advice.get(id, ""), n)
            for id, n in sorted(held.items(), key=lambda item: (-item[1], item[0]))
        ],
    )


def report_text(summary):
    """Return the summary as a text table, for a terminal."""
    width = max([len("student"), *(len(printable(s)) for s in summary.students)])
    columns = [max(len(m.id), 8) for m in summary.modules]
    lines = [
        f"{'student':<{width}}  "
        + "  ".join(f"{m.id:>{n}}" for m, n in zip(summary.modules, columns, strict=True))
    ]
    flagged = {(student, module) for student, module, _ in summary.flags}
    for student in summary.students:
        cells = [
            _score(summary, student, m) + ("!" if (student, m.id) in flagged else " ")
            for m in summary.modules
        ]
        lines.append(
            f"{printable(student):<{width}}  "
            + "  ".join(f"{cell:>{n}}" for cell, n in zip(cells, columns, strict=True))
        )
    if summary.flags:
        lines += ["", "Flags (!):"] + [
            f"  {printable(student)}, {module}: {printable(text)}"
            for student, module, text in summary.flags
        ]
    lines += ["", "All points:"] + [
        f"  {module}.{exercise}: {right} of {n}"
        for (module, exercise), (right, n) in summary.passed.items()
    ]
    if summary.misconceptions:
        lines += ["", "Misconceptions:"] + [
            f"  {id}: {n} {'student' if n == 1 else 'students'}"
            for id, _, n in summary.misconceptions
        ]
    return "\n".join(lines)


def report_html(summary):
    """Return the summary as one HTML page without scripts; every text in it is escaped."""
    head = "".join(
        f"<th>{escape(m.title)}<br><small>of {summary.maxima[m.id]:g}</small></th>"
        for m in summary.modules
    )
    flagged = {(student, module) for student, module, _ in summary.flags}
    rows = "".join(
        f"<tr><th scope=row>{escape(printable(student))}</th>"
        + "".join(
            f"<td>{_score(summary, student, m)}{' ⚑' if (student, m.id) in flagged else ''}</td>"
            for m in summary.modules
        )
        + "</tr>"
        for student in summary.students
    )
    parts = [
        f"<h1>{escape(summary.title)}</h1>",
        "<h2>Marks</h2>"
        f"<table><thead><tr><th>Student</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "<p>⚑ flagged, see below; * changed by hand; – nothing handed in.</p>",
    ]
    parts += _section(
        "Flags",
        "Student, Lesson, Why",
        [(student, module, text) for student, module, text in summary.flags],
    )
    parts += _section(
        "Exercises",
        "Lesson, Exercise, All points",
        [
            (module, exercise, f"{right} of {n}" + (f" ({100 * right / n:.0f}%)" if n else ""))
            for (module, exercise), (right, n) in summary.passed.items()
        ],
    )
    parts += _section(
        "Misconceptions",
        "Students, Id, What to say",
        [(str(n), id, advice) for id, advice, n in summary.misconceptions],
    )
    parts += _section("Accidents that were mended", "Student, Lesson, What", summary.notes)
    return _PAGE.format(title=escape(summary.title), body="\n".join(parts))


_PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.45 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: .25em .8em;
          border-bottom: 1px solid #8886; }}
td {{ font-variant-numeric: tabular-nums; }}
td:not(:last-child) {{ white-space: nowrap; }}
</style></head><body>
{body}
</body></html>
"""


def _section(title, columns, rows):
    if not rows:
        return []
    head = "".join(f"<th>{column}</th>" for column in columns.split(", "))
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(printable(text))}</td>" for text in row) + "</tr>"
        for row in rows
    )
    return [f"<h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"]


def _score(summary, student, module):
    mark = summary.marks.get((student, module.id))
    return "–" if mark is None else f"{mark.score:g}" + ("*" if mark.manual else "")


def _statuses(result):
    return {exercise["id"]: exercise["status"] for exercise in result["exercises"]}


def _misconceptions_of(result):
    return {
        prop["misconception"]
        for exercise in result["exercises"]
        for prop in exercise["properties"]
        if prop["misconception"]
    }


def _advice(course, modules):
    said = {}
    for module in modules:
        try:
            for wrong in load_misconceptions(course, module):
                said[wrong.misconception["id"]] = wrong.misconception["says"]
        except CourseError:  # a module without misconceptions has nothing to say
            continue
    return said
