"""The command line: ``soundcheck``.

Exit codes: 0 all good; 1 something to look at; 2 wrong usage or unreadable input, with one line.
"""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Learn audio by implementing it: check, grade and prove the course.",
)
class_app = typer.Typer(no_args_is_help=True, help="Classes: nbgrader course directories.")
app.add_typer(class_app, name="class")

ClassDir = Annotated[Path | None, typer.Option("--class", metavar="DIR", help="The class.")]
Modules = Annotated[list[str] | None, typer.Argument(help="Lessons; default: all.")]


def main():
    app()


@contextmanager
def _one_line_errors(notebook=None):
    """Turn wrong input into one line, which names the notebook, and exit code 2.

    Whatever a command prints goes through here: names and texts of others reach no terminal raw.
    """
    from autograder.course.model import CourseError
    from autograder.engine.terminal import harmless, harmless_output
    from autograder.grading.reading import Unreadable

    try:
        with harmless_output(sys.stdout):
            yield
    except CourseError as error:
        print(harmless(" ".join(str(error).split())), file=sys.stderr)
        raise typer.Exit(2) from None
    except Unreadable as error:
        print(harmless(" ".join(f"{notebook}: {error}".split())), file=sys.stderr)
        raise typer.Exit(2) from None


def _write(path, text):
    from autograder.course.model import CourseError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(f"Cannot write {path}: {error.strerror}: name another file.") from None


@app.command()
def learn(
    module: Annotated[str | None, typer.Argument(help="Lesson to open.")] = None,
    folder: Annotated[Path, typer.Option("--dir", help="Where your copy is.")] = Path("my-lessons"),
):
    """Make your own copy of the lessons and open it in JupyterLab; your work is never overwritten."""
    with _one_line_errors():
        from autograder.course.model import find_course
        from autograder.learner.learn import open_lessons

        raise typer.Exit(open_lessons(find_course(), folder, module))


@app.command()
def check(notebook: Path, exercises: Annotated[list[str] | None, typer.Argument()] = None):
    """Check a notebook, or some of its exercises, as `check` does inside it.

    This runs the notebook's code: in the sandbox where there is one, else as your own.
    """
    with _one_line_errors(notebook):
        from autograder.learner.terminal import check_notebook

        raise typer.Exit(check_notebook(notebook, exercises or []))


@app.command()
def status(folder: Annotated[Path, typer.Argument()] = Path(".")):
    """Show the progress through the course of the notebooks in a folder.

    This runs the notebooks' code: in the sandbox where there is one, else as your own.
    """
    with _one_line_errors():
        from autograder.grading import sandbox
        from autograder.learner.status import progress, progress_text

        sandbox.say_if_missing("the notebooks' code")
        rows = progress(folder, _tell)
        _tell("")
        print(progress_text(rows))


def _tell(name):
    """Say on a terminal which notebook is being run; an empty name wipes the line."""
    if sys.stderr.isatty():
        print(f"\r\033[K{name and f'Running {name} ...'}", end="", file=sys.stderr, flush=True)


@app.command()
def grade(
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NOTEBOOK | MODULE...", help="A notebook, or with --class its lessons."
        ),
    ] = None,
    module: Annotated[str | None, typer.Option(help="The notebook's lesson.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the report to this file.")] = None,
    timings: Annotated[Path | None, typer.Option(help="Write times to this file.")] = None,
    class_dir: ClassDir = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="With --class: processes; default: one a core.")
    ] = None,
    unsafe_no_sandbox: Annotated[
        bool, typer.Option("--unsafe-no-sandbox", help="Run learners' code unprotected.")
    ] = False,
):
    """Grade one notebook, or with --class a whole class."""
    if unsafe_no_sandbox:
        _take_the_risk()
    with _one_line_errors(target and target[0]):
        if class_dir:
            from autograder.classroom import run

            raise typer.Exit(run.grade(class_dir, target or [], jobs, timings))
        if not target or len(target) > 1:
            raise typer.BadParameter("name one notebook, or a class with --class DIR")
        raise typer.Exit(_grade_one(Path(target[0]), module, json, timings))


def _take_the_risk():
    import os

    from autograder.grading.bubblewrap import UNSAFE_VARIABLE

    os.environ[UNSAFE_VARIABLE] = "1"
    print(
        "Without the sandbox the notebooks' code can read and change this machine, the gradebook "
        "too. Every result is flagged.",
        file=sys.stderr,
    )


def _grade_one(notebook, module, json_file, timings):
    import json
    import time

    from autograder.grading import bubblewrap
    from autograder.grading.grade import grade_file

    begin = time.perf_counter()
    report = grade_file(notebook, module_id=module, sandbox=bubblewrap.wanted())
    if json_file:
        _write(json_file, report.to_json())
    if timings:
        _write(timings, json.dumps({"seconds": time.perf_counter() - begin}) + "\n")
    print(f"{report.module}: {report.score:g} of {report.max_score:g} points")
    for exercise in report.exercises:
        print(f"  {exercise.id}: {exercise.score:g} of {exercise.max_score:g} ({exercise.status})")
    for flag in report.flags:
        print(f"  flag: {flag}")
    return 0 if not report.flags and report.score == report.max_score else 1


@class_app.command("create")
def create(folder: Path):
    """Make a new class: an nbgrader course directory, configured."""
    with _one_line_errors():
        from autograder.classroom.create import create_class
        from autograder.course.model import find_course

        create_class(folder, find_course())


def _class_command(name, text):
    def command(class_dir: ClassDir = None, modules: Modules = None):
        with _one_line_errors():
            from autograder.classroom import run

            if class_dir is None:
                raise typer.BadParameter("name the class with --class DIR")
            raise typer.Exit(getattr(run, name)(class_dir, modules or []))

    command.__doc__ = text
    app.command(name)(command)


for _name, _text in {
    "release": "Make the students' version of lessons and release it to the exchange.",
    "collect": "Collect what students submitted to the exchange.",
    "feedback": "Make the feedback pages.",
    "report": "Write the class summary.",
    "export": "Write the marks as CSV.",
}.items():
    _class_command(_name, _text)


@app.command()
def build(modules: Modules = None):
    """Write the notebooks and fingerprints of lessons anew, from their sources."""
    with _one_line_errors():
        from autograder.course.build import build as build_module
        from autograder.course.model import find_course

        course = find_course()
        for module in _chosen(course, modules):
            for path in build_module(course, module):
                print(f"wrote {path.relative_to(course.folder)}")


@app.command()
def verify(
    modules: Modules = None,
    json: Annotated[Path | None, typer.Option(help="Write the findings here.")] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Instead, break every reference in every way.")
    ] = False,
):
    """Let the course prove itself: references, starters, misconceptions, alternatives, leaks."""
    with _one_line_errors():
        from autograder.course.model import find_course
        from autograder.course.verify import verify as verify_course

        course = find_course()
        if mutants:
            from autograder.course import mutation

            raise typer.Exit(mutation.verify(course, _chosen(course, modules)))
        raise typer.Exit(verify_course(course, _chosen(course, modules), json))


@app.command()
def demo(folder: Annotated[Path, typer.Argument()] = Path("demo-class")):
    """Play a made-up class from release to feedback."""
    with _one_line_errors():
        from autograder.classroom.demo import demo as play
        from autograder.course.model import find_course

        raise typer.Exit(play(folder, find_course()))


@app.command()
def site(folder: Annotated[Path, typer.Argument(metavar="DIR")]):
    """Make the whole course a site to read, look at and listen to, without a network."""
    with _one_line_errors():
        from autograder.course.model import find_course
        from autograder.course.site import make_site

        raise typer.Exit(make_site(find_course(), folder))


def _chosen(course, names):
    return [course.module(name) for name in names] if names else course.modules
