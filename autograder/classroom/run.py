"""The instructor's words, release to export, over nbgrader's own interface, in one process.

nbgrader's log goes to ``logs/`` in the class; the screen gets a line or two.
"""

import glob
import shutil
import sys
import time
import warnings
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from autograder.classroom.create import nbgrader_config, open_class, tools_on_path, write_source
from autograder.classroom.store import load_result, printable, save_result, students
from autograder.course.model import CourseError
from autograder.engine.checker import ModuleChecker
from autograder.engine.results import MISSING, ExerciseResult


class _NbGrader:
    """nbgrader's interface for one class."""

    def __init__(self, classroom):
        self.classroom = classroom

    @cached_property
    def api(self):
        with _quiet():
            from nbgrader.apps.api import NbGraderAPI  # takes seconds to import
            from nbgrader.coursedir import CourseDirectory

        config = nbgrader_config(self.classroom)
        return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)

    @contextmanager
    def gradebook(self):
        """Yield the gradebook, whichever database nbgrader_config.py names."""
        coursedir = self.api.coursedir
        with _quiet():
            from nbgrader.api import Gradebook

            with tools_on_path(), Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                yield gradebook

    def run(self, command, function, *args, **kwargs):
        """Call nbgrader, keep its log, and return its error, an empty string if there was none."""
        with _quiet(), tools_on_path():
            outcome = function(*args, **kwargs)
        path = self.classroom.folder / "logs" / f"{command}.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(
                f"--- {datetime.now():%Y-%m-%d %H:%M:%S} {command} {args[0]}\n"
                f"{outcome.get('log', '')}{outcome.get('error', '')}"
            )
        return "" if outcome["success"] else _reason(outcome)


def release(folder, modules):
    """Make the students' version of modules and put it into the exchange. Return an exit code.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    nbgrader = _NbGrader(open_class(folder))
    for module in _modules(nbgrader.classroom, modules):
        write_source(nbgrader.classroom, module)
        for function in (nbgrader.api.generate_assignment, _releasing(nbgrader.api)):
            if reason := nbgrader.run("release", function, module.id):
                raise CourseError(
                    f"{module.id} is not released: {reason} "
                    "(the whole story is in logs/release.log)."
                )
        print(
            f"{module.id}: released; the students' notebook is "
            f"release/{module.id}/{module.stem}.ipynb"
        )
    return 0


def collect(folder, modules):
    """Copy what students submitted to the exchange into the class. Return an exit code."""
    nbgrader = _NbGrader(open_class(folder))
    for module in _modules(nbgrader.classroom, modules):
        if not (nbgrader.classroom.folder / "release" / module.id).is_dir():
            if modules:
                raise CourseError(f"{module.id} is not released yet: run `soundcheck release`.")
            continue
        if reason := nbgrader.run("collect", nbgrader.api.collect, module.id):
            raise CourseError(
                f"{module.id} is not collected: {reason} (the whole story is in logs/collect.log)."
            )
        print(f"{module.id}: {_count(students(nbgrader.classroom, module), 'submission')}")
    return 0


def grade(folder, modules):
    """Grade all submissions into the gradebook. Return 1 if one was flagged, else 0."""
    nbgrader = _NbGrader(open_class(folder))
    classroom = nbgrader.classroom
    work = [
        (module, student)
        for module in _modules(classroom, modules)
        for student in students(classroom, module)
    ]
    if not work:
        raise CourseError(
            "No submissions in this class: run `soundcheck collect`, or put "
            "notebooks into submitted/STUDENT/MODULE/."
        )
    for module in {module.id: module for module, _ in work}.values():
        ModuleChecker(classroom.course, module)  # a course in disorder is found before any mark
    begin, flagged = time.monotonic(), []
    with _progress("Grading", work) as steps:
        for module, student in steps:
            result = _grade_one(nbgrader, module, student)
            if result["flags"]:
                flagged.append((module, student, result["flags"]))
    print(
        f"{_count(work, 'submission')} graded in {time.monotonic() - begin:.0f} s, "
        f"{len(flagged)} flagged"
    )
    for module, student, flags in flagged:
        print(
            f"  {printable(student)}, {module.id}: {printable(flags[0])}"
            + (f" (and {len(flags) - 1} more)" if len(flags) > 1 else "")
        )
    return 1 if flagged else 0


def feedback(folder, modules):
    """Write the feedback pages of graded submissions. Return an exit code."""
    nbgrader = _NbGrader(open_class(folder))
    classroom = nbgrader.classroom
    work = [
        (module, student)
        for module in _modules(classroom, modules)
        for student in students(classroom, module, step="autograded")
    ]
    if not work:
        raise CourseError("Nothing is graded in this class: run `soundcheck grade`.")
    failed = []
    with _progress("Writing feedback", work) as steps:
        for module, student in steps:
            if reason := nbgrader.run(
                "feedback",
                nbgrader.api.generate_feedback,
                module.id,
                student_id=glob.escape(student),
            ):
                failed.append(f"{printable(student)}, {module.id}: {reason}")
    print(
        f"{_count(work[len(failed) :], 'feedback page')} in feedback/; "
        "`nbgrader release_feedback MODULE` hands them out"
    )
    for line in failed:
        print(f"  no feedback for {line}")
    return 1 if failed else 0


def export(folder, modules):
    """Write the marks to grades.csv in the class. Return an exit code."""
    nbgrader = _NbGrader(open_class(folder))
    from nbgrader.plugins import CsvExportPlugin

    path = nbgrader.classroom.folder / "grades.csv"
    wanted = [module.id for module in _modules(nbgrader.classroom, modules)] if modules else []
    with nbgrader.gradebook() as gradebook:
        CsvExportPlugin(to=str(path), assignment=wanted).export(gradebook)
    print(f"marks written to {path}")
    return 0


def report(folder, modules):
    """Write the class summary to report.html and print it. Return an exit code."""
    from autograder.classroom.report import report_html, report_text, summarize

    nbgrader = _NbGrader(open_class(folder))
    with nbgrader.gradebook() as gradebook:
        summary = summarize(nbgrader.classroom, _modules(nbgrader.classroom, modules), gradebook)
    path = nbgrader.classroom.folder / "report.html"
    path.write_text(report_html(summary), encoding="utf-8")
    print(report_text(summary))
    print(f"\nwritten to {path}")
    return 0


def _grade_one(nbgrader, module, student):
    classroom = nbgrader.classroom
    reason = nbgrader.run(
        "grade", nbgrader.api.autograde, module.id, student_id=glob.escape(student)
    )
    graded = classroom.folder / "autograded" / student / module.id / f"{module.stem}.ipynb"
    if not reason and graded.is_file():
        return load_result(classroom, student, module.id)
    return _give_nothing(nbgrader, module, student, _why_not(classroom, module, student, reason))


def _why_not(classroom, module, student, reason):
    expected = classroom.submission(student, module)
    if expected.is_file():
        return f"nbgrader could not process it: {reason}"
    others = sorted(path.name for path in expected.parent.glob("*.ipynb"))
    found = f" ({others[0]} is there: rename it)" if others else ""
    return f"There is no {expected.name} in the submission{found}: grade again once it is there."


def _give_nothing(nbgrader, module, student, flag):
    """Record a submission that nbgrader cannot process: no points, a flag, no stale leftovers."""
    from autograder.grading.grade import GradeReport

    with nbgrader.gradebook() as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(module.id, student)
        notebook = gradebook.find_submission_notebook(module.stem, module.id, student)
        for cell in notebook.grades:
            cell.auto_score, cell.needs_manual_grade = 0.0, cell.manual_score is not None
        gradebook.db.commit()
    shutil.rmtree(
        nbgrader.classroom.folder / "autograded" / student / module.id, ignore_errors=True
    )
    nothing = [ExerciseResult(e.id, MISSING, e.points) for e in module.exercises]
    report = GradeReport(module.id, nothing, [flag])
    save_result(nbgrader.classroom, student, module.id, report, [])
    return load_result(nbgrader.classroom, student, module.id)


def _modules(classroom, names):
    course = classroom.course
    return [course.module(name) for name in names] if names else course.modules


def _releasing(api):
    """Return nbgrader's release_assignment, with force: a lesson may be released again, mended."""
    from nbgrader.utils import capture_log, temp_attrs

    def run(assignment):
        with temp_attrs(api.coursedir, assignment_id=assignment):
            app = api.exchange.ReleaseAssignment(
                coursedir=api.coursedir, authenticator=api.authenticator, parent=api
            )
            app.force = True
            return capture_log(app)

    return run


def _reason(outcome):
    """Return the line of nbgrader's log that tells most, on one line."""
    lines = [line for line in outcome.get("log", "").splitlines() if line.startswith("[ERROR]")]
    told = [
        line.removeprefix("[ERROR]").strip()
        for line in lines
        if "Traceback" not in line and "There was an error" not in line
    ]
    text = told[0] if told else outcome.get("error", "").strip().splitlines()[-1]
    return printable(text)[:300].rstrip(". ")


@contextmanager
def _quiet():
    """Hide the warnings of nbgrader's code about itself, which an instructor cannot mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _count(things, word):
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


@contextmanager
def _progress(title, work):
    """Yield an iterator over `work` that moves a progress line, on a terminal only."""
    if not sys.stderr.isatty():
        yield iter(work)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield progress.track(work, description=title)
