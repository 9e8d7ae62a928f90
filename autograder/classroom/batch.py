"""Grades a class: several processes grade, this one alone writes what comes of it."""

import fcntl
import functools
import glob
import json
import os
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import nbformat

from autograder.classroom import desk, pool
from autograder.classroom.files import read_timestamp
from autograder.classroom.folder import open_class
from autograder.classroom.guard import Guard, Refused
from autograder.classroom.paper import (
    put_in_order,
    read_notebook,
    unreadable_notebook,
    write_scores,
)
from autograder.classroom.progress import progress
from autograder.classroom.stock import NbGrader
from autograder.classroom.store import (
    basis,
    content_key,
    load_result,
    missing,
    new_record,
    nothing,
    printable,
    refused,
    save_result,
    students,
    unfit,
    write_safely,
)
from autograder.course.model import CourseError

READ_SECONDS = 20.0  # for one file; a moment, mostly
_NET = 10  # a submission that takes so many times its notebook's limit is given up


def grade(folder, modules, jobs=None, timings=None):
    """Grade all submissions into the gradebook. Return 1 if one was flagged, else 0.

    What is graded is stored as it comes. The same command, run again, grades only what is new or
    was changed, and brings the gradebook up to date.

    Parameters
    ----------
    folder : path
        The class.
    modules : list of str
        Default: all.
    jobs : int, optional
        How many processes grade; default: one a core.
    timings : Path, optional
        Where to write how long everything took, as JSON.

    Raises
    ------
    CourseError
        If the class, the course or the gradebook is not in order.
    """
    classroom = open_class(folder)
    course = classroom.course
    wanted = [course.module(name) for name in modules] if modules else course.modules
    work = [(module, student) for module in wanted for student in students(classroom, module)]
    if not work:
        raise CourseError(
            "No submissions in this class: run `soundcheck collect`, or put "
            "notebooks into submitted/STUDENT/MODULE/."
        )
    with _alone(classroom):
        batch = _Batch(classroom, work, jobs or pool.cores())
        try:
            batch.run()
        except KeyboardInterrupt:
            raise CourseError(
                "Stopped. What is graded is kept: the same command goes on from here."
            ) from None
        finally:
            if timings:
                write_safely(timings, json.dumps(batch.times(), indent=1) + "\n", 0o644)
    print(batch.summary())
    return 1 if batch.flagged else 0


class _Batch:
    """One run over the submissions of a class."""

    def __init__(self, classroom, work, jobs):
        self.flagged = {}
        self._classroom = classroom
        self._work = work
        self._modules = list({module.id: module for module, _ in work}.values())
        self._jobs = min(jobs, len(work))
        self._basis = {module.id: basis(classroom, module) for module in self._modules}
        self._spent, self._times = Counter(), []
        self._graded = 0
        self._begin = time.monotonic()
        self._reader = Guard(READ_SECONDS, ["autograder.classroom.paper"])

    def run(self):
        """Grade what is not graded yet, and write all into the gradebook."""
        self._nbgrader = NbGrader(self._classroom)
        start = functools.partial(pool.processes, self._jobs)
        with ExitStack() as stack:
            stack.enter_context(self._reader)
            executor = start()
            self._reader.start()
            stack.callback(pool.end, executor)
            self._load(executor, stack)
            self._spent["start"] = time.monotonic() - self._begin
            self._step = stack.enter_context(progress("Grading", len(self._work)))
            tasks = self._tasks()
            seconds = int(_NET * self._classroom.course.limits.notebook)
            for name, result in pool.each(
                executor, start, desk.grade, tasks, 2 * self._jobs, seconds
            ):
                self._done(*name, result)
            self._give_up(self._book.finish())

    def _load(self, executor, stack):
        """Load the laws in the processes, and in the meantime nbgrader in this one."""
        loading = [
            executor.submit(desk.prepare, self._classroom.folder, version, id)
            for id, version in self._basis.items()
        ]
        from autograder.classroom.book import Book

        self._as_new = self._nbgrader.as_new
        self._book = Book(self._nbgrader, self._spent)
        stack.callback(self._book.close)
        self._sheets = {module.id: self._sheet(module) for module in self._modules}
        try:
            for future in loading:
                future.result()  # a course in disorder is found before any mark
        except pool.BrokenExecutor as error:
            raise CourseError(f"The graders do not start ({error}): try fewer --jobs.") from None

    def summary(self):
        """Return what to tell the instructor, one line a flagged submission."""
        seconds = time.monotonic() - self._begin
        count = len(self._work)
        lines = [
            f"{count} submission{'s' if count > 1 else ''} graded in {seconds:.0f} s"
            + (f" ({count - self._graded} of them before)" if self._graded < count else "")
            + f", {len(self.flagged)} flagged"
        ]
        lines += [
            f"  {printable(student)}, {id}: {printable(flags[0])}"
            + (f" (and {len(flags) - 1} more)" if len(flags) > 1 else "")
            for (id, student), flags in sorted(self.flagged.items())
        ]
        return "\n".join(lines)

    def times(self):
        """Return how long everything took, in seconds."""
        return {
            "seconds": time.monotonic() - self._begin,
            "jobs": self._jobs,
            "coordinator": {"cpu": time.process_time(), **self._spent},
            "submissions": self._times,
        }

    def _sheet(self, module):
        sheet = self._book.sheet(module)
        if sheet is None:
            raise CourseError(
                f"{module.id} is not in the gradebook: run `soundcheck release`, then this again."
            )
        return sheet

    def _tasks(self):
        """Yield the submissions that have to be graded; what is stored is only written again."""
        for module, student in self._work:
            with self._on_its_own(module, student):
                task = self._task(module, student)
                if task is not None:
                    yield task
                    continue
            self._step(len(self.flagged))

    def _task(self, module, student):
        """Return what has to be graded, or None if that is done or cannot be done."""
        path = self._classroom.submission(student, module)
        if why := unfit(student):
            self._flag(module, student, why)
            return None
        if not os.path.lexists(path):
            self._settle(module, student, None, missing(path, module))
            return None
        with self._clock("reading"):
            paper, timestamp = self._take(path, module)
            key = content_key(self._basis[module.id], paper)
            record = load_result(self._classroom, student, module.id)
        if record is not None and record.get("key") == key:
            self._settle(module, student, (paper, timestamp), record)
            return None
        return (
            (module, student, paper, timestamp, key),
            (self._classroom.folder, self._basis[module.id], module.id, paper.sources),
        )

    def _take(self, path, module):
        try:
            nb = self._reader.call(read_notebook, path)
        except Refused as why:
            nb = unreadable_notebook(f"Reading it failed: {why}. Save it again in Jupyter.")
        paper = put_in_order(nb, self._sheets[module.id])
        timestamp, flag = read_timestamp(path.parent)
        if flag:
            paper.flags.append(flag)
        return paper, timestamp

    def _done(self, module, student, paper, timestamp, key, result):
        """Store what came back from a grader."""
        if isinstance(result, CourseError):
            raise result  # nothing that a student did: no mark is touched
        if isinstance(result, Exception):
            why = f"Grading failed ({type(result).__name__}: {result}): grade this one again."
            result = nothing(module, why), {}
        found, seconds = result
        self._times.append({"student": student, "module": module.id, **seconds})
        self._graded += 1
        with self._on_its_own(module, student):
            record = new_record(student, key, paper, found)
            self._settle(module, student, (paper, timestamp), record, new=True)
        self._step(len(self.flagged))

    @contextmanager
    def _on_its_own(self, module, student):
        """Turn whatever goes wrong with one submission into its own flag: the batch goes on."""
        try:
            yield
        except (CourseError, GeneratorExit):
            raise
        except Exception as error:
            self._flag(module, student, f"{type(error).__name__}: {error}")

    def _flag(self, module, student, why):
        """Say of a submission that is not in the gradebook why not."""
        record = refused(module, why)
        self.flagged[module.id, student] = record["flags"]
        with suppress(OSError, ValueError):
            save_result(self._classroom, student, module.id, record | {"student": student})

    def _settle(self, module, student, taken, record, new=False):
        """Store a record, and hand the notebook and the marks that follow from it to the book."""
        if new or taken is None:
            with self._clock("storing"):
                save_result(self._classroom, student, module.id, record | {"student": student})
        if record["flags"]:
            self.flagged[module.id, student] = record["flags"]
        self._nbgrader.log("grade", f"{student} {module.id}: {record['score']:g}", "")
        if not self._as_new and taken:
            self._through_nbgrader(module, student)
            return
        with self._clock("finishing"):
            graded = self._finish(module, student, taken, record)
        self._give_up(self._book.add(graded))

    def _finish(self, module, student, taken, record):
        from autograder.classroom.book import Graded
        from autograder.classroom.gradebook import Entry, read_cells

        entry = Entry(module.id, module.stem, student)
        if taken is None:
            points = {
                o.name: 0.0 for o in self._sheets[module.id].originals if o.points is not None
            }
            entry.scores = points
            return Graded(module, student, None, entry)
        paper, entry.timestamp = taken
        write_scores(paper, record)
        entry.scores, entry.comments = read_cells(paper.nb)
        return Graded(module, student, nbformat.writes(paper.nb) + "\n", entry)

    def _through_nbgrader(self, module, student):
        """Let nbgrader write a submission, by the class's own settings; it finds it graded."""
        api = self._nbgrader.api
        why = self._nbgrader.run("grade", api.autograde, module.id, student_id=glob.escape(student))
        if why:
            self._settle(module, student, None, refused(module, why))

    def _give_up(self, failed):
        """Say of submissions that did not go into the gradebook why not."""
        for graded, why in failed:
            self._flag(graded.module, graded.student, why)

    @contextmanager
    def _clock(self, phase):
        begin = time.perf_counter()
        try:
            yield
        finally:
            self._spent[phase] += time.perf_counter() - begin


@contextmanager
def _alone(classroom):
    """Keep a second run out of the class; the lock goes with the process, however that ends."""
    with Path(classroom.folder, ".soundcheck.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError(
                "Another `soundcheck grade` is at work in this class: wait until it is done."
            ) from None
        yield
