"""Progress through the course. The learner's notebooks are the truth: they are run and checked."""

from pathlib import Path

from autograder.course.model import CourseError, find_course
from autograder.engine import results
from autograder.grading.grade import Grader
from autograder.grading.reading import Unreadable, read_notebook

_BAR = 10


def progress(folder):
    """Return ``[(module, GradeReport, Unreadable or None)]`` for the notebooks in a folder.

    Parameters
    ----------
    folder : path
        Holds the learner's notebooks, or a folder ``my-lessons`` that does.

    Raises
    ------
    CourseError
        If there is no lesson.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CourseError(f"{folder} is not a folder: give the folder with your lessons.")
    course = find_course()
    stems = {f"{m.stem}.ipynb" for m in course.modules}
    if not any((folder / stem).exists() for stem in stems) and (folder / "my-lessons").is_dir():
        folder = folder / "my-lessons"
    rows, grader = [], Grader(course, sandbox=False)  # the learner's own code
    for module in course.modules:
        path = folder / f"{module.stem}.ipynb"
        if not path.exists():
            rows.append((module, None))
            continue
        try:
            rows.append((module, grader.grade(read_notebook(path), module)))
        except Unreadable as error:
            rows.append((module, error))
    if all(report is None for _, report in rows):
        raise CourseError(
            f"No lesson in {folder}: run 'soundcheck learn' first, or name the folder."
        )
    return rows


def progress_text(rows):
    """Return the progress as text: a bar for each module, and what to do next."""
    lines, earned, possible, following = [], 0.0, 0.0, None
    width = max(len(module.title) for module, _ in rows)
    for module, report in rows:
        possible += module.points
        if report is None or isinstance(report, Unreadable):
            note = "not started" if report is None else str(report)
            lines.append(f"{module.number:2d}  {module.title:<{width}}  {note}")
            following = following or (module, module.exercises[0].id)
            continue
        earned += report.score
        done = [e.id for e in report.exercises if e.status == results.PASSED]
        full = round(_BAR * report.score / report.max_score)
        lines.append(
            f"{module.number:2d}  {module.title:<{width}}  {'#' * full}{'.' * (_BAR - full)}"
            f"  {report.score:g} of {report.max_score:g} points, "
            f"{len(done)} of {len(report.exercises)} exercises"
        )
        left = [e.id for e in report.exercises if e.status != results.PASSED]
        if left and following is None:
            following = module, left[0]
    lines.append(f"\n{earned:g} of {possible:g} points.")
    if following:
        lines[-1] += f" Next: {following[1]} in {following[0].stem}.ipynb."
    return "\n".join(lines)
