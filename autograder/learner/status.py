"""Progress through the course. The learner's notebooks are the truth: they are run and checked."""

from html import escape
from pathlib import Path

from autograder.course.model import CourseError, find_course
from autograder.engine import results
from autograder.grading import sandbox
from autograder.grading.grade import UNSAFE, Grader
from autograder.grading.reading import Unreadable, read_notebook

_BAR = 10


def progress(folder, tell=lambda name: None):
    """Return ``[(module, GradeReport, Unreadable or None)]`` for the notebooks in a folder.

    Parameters
    ----------
    folder : path
        Holds the learner's notebooks, or a folder ``my-lessons`` that does, or a folder for each
        module as nbgrader makes them; or is one of those.
    tell : callable
        Gets each notebook's name before it is run, which takes a second or two.

    Raises
    ------
    CourseError
        If there is no lesson.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CourseError(f"{folder} is not a folder: give the folder with your lessons.")
    course = find_course()
    paths = _notebooks(folder, course)
    if not paths:
        raise CourseError(
            f"No lesson in {folder.resolve().name}/: run 'soundcheck learn' first, or name the folder."
        )
    rows, grader = [], Grader(course, sandbox=sandbox.works())
    for module in course.modules:
        report = None
        if module.id in paths:
            tell(paths[module.id].name)
            try:
                report = grader.grade(read_notebook(paths[module.id]), module)
            except Unreadable as error:
                report = error
        rows.append((module, report))
    return rows


def _notebooks(folder, course):
    """Return ``{module id: path}`` of the notebooks, from the place that has the most of them."""
    layouts = ["{stem}.ipynb", "my-lessons/{stem}.ipynb", "{id}/{stem}.ipynb"]
    if folder.resolve().name in [module.id for module in course.modules]:  # in nbgrader's decibels/
        layouts.append("../{id}/{stem}.ipynb")
    found = []
    for layout in layouts:
        paths = {m.id: folder / layout.format(id=m.id, stem=m.stem) for m in course.modules}
        found.append({id: path for id, path in paths.items() if path.is_file()})
    return max(found, key=len)


def progress_text(rows):
    """Return the progress as text: a bar for each module, and what to do next."""
    lines = []
    width = max(len(module.title) for module, _ in rows)
    for module, report in rows:
        bar = ""
        if _graded(report):
            full = int(_BAR * report.score / report.max_score)
            bar = f"{'#' * full}{'.' * (_BAR - full)}  "
        lines.append(f"{module.number:2d}  {module.title:<{width}}  {bar}{_state(report)}")
        lines += [f"    {remark}" for remark in _remarks(report)]
    return "\n".join([*lines, "", _sum(rows)])


def progress_html(rows):
    """Return the progress as an HTML table with the same words."""
    cells = ""
    for module, report in rows:
        title, state = escape(f"{module.number}. {module.title}"), escape(_state(report))
        score = report.score if _graded(report) else 0
        remarks = "".join(f"<br>{escape(remark)}" for remark in _remarks(report))
        cells += (
            f'<tr><td style="text-align:left">{title}</td><td><progress value="{score:g}" '
            f'max="{module.points:g}" aria-label="{title}"></progress></td>'
            f'<td style="text-align:left">{state}{remarks}</td></tr>'
        )
    return (
        f'<div class="soundcheck soundcheck-status"><table>{cells}</table><div>{escape(_sum(rows))}'
        "</div></div>"
    )


def _graded(report):
    return report is not None and not isinstance(report, Unreadable)


def _state(report):
    if not _graded(report):
        return "not started" if report is None else str(report)
    done = sum(e.status == results.PASSED for e in report.exercises)
    return (
        f"{report.score:g} of {report.max_score:g} points, "
        f"{done} of {len(report.exercises)} exercises"
    )


def _remarks(report):
    """Return why a notebook could not be run to its end, if so."""
    return [flag for flag in report.flags if flag != UNSAFE] if _graded(report) else []


def _sum(rows):
    earned = sum(report.score for _, report in rows if _graded(report))
    text = f"{earned:g} of {sum(module.points for module, _ in rows):g} points."
    for module, report in rows:
        exercises = report.exercises if _graded(report) else module.exercises
        left = [e.id for e in exercises if getattr(e, "status", None) != results.PASSED]
        if left:
            return f"{text} Next: {left[0]} in {module.stem}.ipynb."
    return text
