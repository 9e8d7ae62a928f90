"""The instructor's words, release to export, over nbgrader's own interface, in one process.

nbgrader's log goes to ``logs/`` in the class; the screen gets a line or two.
"""

import glob
from functools import lru_cache

from autograder.classroom.batch import grade  # noqa: F401  (one of the words)
from autograder.classroom.create import write_source
from autograder.classroom.folder import open_class
from autograder.classroom.guard import Guard, Refused
from autograder.classroom.progress import progress
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import NOT_COLLECTED, printable, students
from autograder.course.model import CourseError

PAGE_SECONDS = 60.0  # for one feedback page; a second, mostly


def release(folder, modules):
    """Make the students' version of modules and put it into the exchange. Return an exit code.

    Raises
    ------
    CourseError
        If nbgrader refuses.
    """
    nbgrader = NbGrader(open_class(folder))
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
    """Copy what students submitted to the exchange into the class. Return an exit code.

    It is 1 if something was left out, which costs nobody else anything.
    """
    nbgrader, left_out = NbGrader(open_class(folder)), 0
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
        refused = [line for line in nbgrader.said.splitlines() if NOT_COLLECTED in line]
        for line in refused:
            print(f"  {printable(line.partition(']')[2].strip())}")
        left_out += len(refused)
    return 1 if left_out else 0


def feedback(folder, modules):
    """Write the feedback pages of graded submissions. Return an exit code."""
    nbgrader = NbGrader(open_class(folder))
    classroom = nbgrader.classroom
    work = [
        (module, student)
        for module in _modules(classroom, modules)
        for student in students(classroom, module, step="autograded")
    ]
    if not work:
        raise CourseError("Nothing is graded in this class: run `soundcheck grade`.")
    failed = []
    guard = Guard(PAGE_SECONDS, [__name__, "nbgrader.apps.api"])
    with guard, progress("Writing feedback", len(work)) as step:
        for module, student in work:
            try:
                reason = guard.call(write_page, classroom.folder, module.id, student)
            except Refused as why:
                reason = str(why)
            if reason:
                failed.append(f"{printable(student)}, {module.id}: {printable(reason)}")
            step()
    print(
        f"{_count(work[len(failed) :], 'feedback page')} in feedback/; "
        "`nbgrader release_feedback MODULE` hands them out"
    )
    for line in failed:
        print(f"  no feedback for {line}")
    return 1 if failed else 0


def write_page(folder, module, student):
    """Let nbgrader write one feedback page; return why it is not there, or an empty string."""
    nbgrader = _nbgrader(folder)
    return nbgrader.run(
        "feedback", nbgrader.api.generate_feedback, module, student_id=glob.escape(student)
    )


@lru_cache(maxsize=1)
def _nbgrader(folder):
    return NbGrader(open_class(folder))


def export(folder, modules):
    """Write the marks to grades.csv in the class. Return an exit code."""
    from autograder.classroom.book import explained
    from autograder.classroom.export import write_marks

    nbgrader = NbGrader(open_class(folder))
    wanted = [module.id for module in _modules(nbgrader.classroom, modules)] if modules else []
    path = nbgrader.classroom.folder / "grades.csv"
    with explained(), nbgrader.gradebook() as gradebook:
        write_marks(gradebook, path, wanted)
    print(f"marks written to {path}")
    return 0


def report(folder, modules):
    """Write the class summary to report.html and print it. Return an exit code."""
    from autograder.classroom.book import explained
    from autograder.classroom.report import report_html, report_text, summarize

    nbgrader = NbGrader(open_class(folder))
    with explained(), nbgrader.gradebook() as gradebook:
        summary = summarize(nbgrader.classroom, _modules(nbgrader.classroom, modules), gradebook)
    path = nbgrader.classroom.folder / "report.html"
    path.write_text(report_html(summary), encoding="utf-8")
    print(report_text(summary))
    print(f"\nwritten to {path}")
    return 0


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


def _count(things, word):
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
