"""Grades one notebook: the learner's code in a worker, the laws and the score here."""

import functools
import hashlib
import json
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from autograder.course import fingerprints, record
from autograder.course.model import CourseError, find_course
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.results import ExerciseResult
from autograder.engine.subject import Died, TimedOut, Trouble
from autograder.engine.words import UNSTEADY
from autograder.grading import memory
from autograder.grading.reading import read_notebook
from autograder.grading.rounds import SecretRound, examined
from autograder.grading.session import Limits, Session
from autograder.grading.slicing import needed_cells

UNSAFE = "Graded without the sandbox: the notebook's code could read and change this machine."


@dataclass
class GradeReport:
    """What one notebook earned, and why."""

    module: str
    exercises: list[ExerciseResult]
    flags: list[str] = field(default_factory=list)
    provenance: dict = field(default_factory=dict)

    @property
    def score(self):
        return round(sum(e.score for e in self.exercises), 2)

    @property
    def max_score(self):
        return round(sum(e.max_score for e in self.exercises), 2)

    def to_json(self):
        """Return the report as JSON text, the same bytes for the same notebook, course and seed."""
        return (
            json.dumps(
                {
                    "module": self.module,
                    "score": self.score,
                    "max_score": self.max_score,
                    "exercises": [_exercise(e) for e in self.exercises],
                    "flags": self.flags,
                    "provenance": self.provenance,
                },
                indent=1,
                ensure_ascii=False,
                allow_nan=False,
                default=str,
            )
            + "\n"
        )


class Grader:
    """Grades notebooks of one course.

    Parameters
    ----------
    course : Course
    class_seed : int, optional
        A class's own secret seed: its examples are replayed after the public ones.
    sandbox : bool
        Lock the notebooks' code in. Without it every report is flagged.
    recorded : callable, optional
        Returns what :func:`~autograder.course.record.record` returns for (course, module, seed),
        for a class that keeps it.
    """

    def __init__(self, course, *, class_seed=None, sandbox=True, recorded=record.record):
        self.course = course
        self._class_seed = class_seed
        self._recorded = recorded
        self._sandbox = sandbox
        self._checkers = {}
        self._own = {}

    def grade(self, notebook, module, only=None):
        """Return the GradeReport of a :class:`~autograder.grading.reading.Notebook`.

        `only` are the ids of exercises to grade; default: all.

        Raises
        ------
        SandboxMissing
            If learners' code cannot be locked in on this machine.
        """
        checker, own = self._load(module)
        limits = self.course.limits
        report = GradeReport(module.id, [], provenance=self._provenance(module))
        names, heard = [e.id for e in module.exercises], {}
        cells = [cell.source for cell in notebook.cells if not _is_check(cell, names)]
        keep = needed_cells(cells, self._own_cells(module))
        # What is left out stays as an empty cell, so that cells keep their numbers.
        cells = [cell if kept else "" for cell, kept in zip(cells, keep, strict=True)]
        if not self._sandbox:
            report.flags.append(UNSAFE)
        limits = Limits(limits.call, limits.exercise, limits.notebook)
        with memory.bounded(), Session(limits, sandbox=self._sandbox) as session:
            try:
                loaded = session.load(cells, names)
            except (TimedOut, Died) as trouble:
                report.flags.append(f"The notebook was not graded: {trouble}")
                status = results.TIMEOUT if isinstance(trouble, TimedOut) else results.KILLED
                report.exercises = [_empty(e, status) for e in module.exercises]
                return report
            report.flags += [
                f"Cell {error.cell + 1}: {error.message}" for error in loaded.errors if error.ours
            ]
            for exercise in module.exercises:
                if only and exercise.id not in only:
                    continue
                if exercise.id in loaded.defined:
                    result = examined(
                        checker,
                        exercise,
                        report.flags,
                        session.function(exercise.id),
                        many=functools.partial(session.call_many, exercise.id),
                        handed=functools.partial(session.handed, exercise.id),
                        heard=heard.setdefault(exercise.id, set()),
                        callees=functools.partial(_callees, session, exercise.id, loaded.defined),
                        known=report.exercises,
                    )
                else:
                    result = _empty(
                        exercise, results.MISSING, _why_missing(exercise.id, cells, loaded.errors)
                    )
                report.exercises.append(result)
            if own:
                session.renew()
                again = SecretRound(checker, own, session, heard, report.flags, cells)
                report.exercises = [again.joined(result) for result in report.exercises]
            report.flags += [
                f"{result.id}: {UNSTEADY}" for result in report.exercises if not result.steady
            ]
        return report

    def _own_cells(self, module):
        """Return the sources of the lesson's code cells but the exercises, where they are at hand."""
        if module.id not in self._own:
            path = self.course.notebook(module)
            cells = read_notebook(path).cells if path.is_file() else []
            self._own[module.id] = {c.source for c in cells if c.grade_id is None}
        return self._own[module.id]

    def units(self, module):
        """Return the units of the module's drawn parameters, by name."""
        return self._load(module)[0].units

    def _load(self, module):
        if module.id not in self._checkers:
            checker, own = ModuleChecker(self.course, module), None
            if self._class_seed is not None:
                own = fingerprints.prints(self._recorded(self.course, module, self._class_seed))
                own = {id: own[id].beyond(public) for id, public in checker.prints.items()}
            self._checkers[module.id] = checker, own
        return self._checkers[module.id]

    def _provenance(self, module):
        try:
            engine = version("soundcheck")
        except PackageNotFoundError:
            engine = "not installed"
        seed = (
            "public"
            if self._class_seed is None
            else "class " + _hash(str(self._class_seed).encode())
        )
        return {
            "course": _hash((self.course.folder / "course.yml").read_bytes()),
            "tests": _hash(
                self.course.properties(module).read_bytes()
                + self.course.fingerprints(module).read_bytes()
            ),
            "seed": seed,
            "engine": engine,
        }


def grade_file(path, course=None, module_id=None, class_seed=None, sandbox=True):
    """Grade the notebook at `path`; its module is read from it, else from its name, else given.

    Raises
    ------
    Unreadable
        If the file is no notebook.
    CourseError
        If no module of the course fits, or learners' code cannot be locked in on this machine.
    """
    course = course or find_course()
    notebook = read_notebook(path)
    grader = Grader(course, class_seed=class_seed, sandbox=sandbox)
    return grader.grade(notebook, module_of(notebook, course, module_id))


def module_of(notebook, course, module_id=None):
    """Return the module that a notebook belongs to."""
    if module_id:
        return course.module(module_id)
    for name in (notebook.module, notebook.name):
        for module in course.modules:
            if name in (module.id, module.stem):
                return module
    names = ", ".join(m.id for m in course.modules)
    raise CourseError(
        f"{notebook.name}.ipynb does not say which lesson it is: add --module ({names})."
    )


def _is_check(cell, names):
    """Whether a cell only checks; check does nothing here, so leaving it out changes no result."""
    return cell.source.strip() in {f"check({name})" for name in names}


def _callees(session, name, defined):
    """Return the exercises' functions that one of them calls, by name."""
    try:
        return {other: session.function(other) for other in session.reached(name, defined)}
    except Trouble:
        return {}


def _why_missing(name, cells, errors):
    for error in errors:
        if f"def {name}" in cells[error.cell]:
            where = f", line {error.line}: `{error.source}`" if error.source else ""
            return f"Its cell stopped with {error.type}: {error.message}{where}."
    return ""


def _empty(exercise, status, note=""):
    return ExerciseResult(id=exercise.id, status=status, max_score=exercise.points, note=note)


def _hash(data):
    return hashlib.sha256(data).hexdigest()[:16]


def _exercise(result):
    return {
        "id": result.id,
        "score": result.score,
        "max_score": result.max_score,
        "status": result.status,
        "properties": [
            {
                "name": p.name,
                "passed": p.passed,
                "message": p.message,
                "counterexample": _finite(p.failure.example) if p.failure else None,
                "misconception": p.misconception,
            }
            for p in result.properties
        ],
    }


def _finite(value):
    """Return plain JSON with infinities and NaN as text, which strict JSON cannot hold."""
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_finite(v) for v in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value
