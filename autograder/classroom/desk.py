"""Grades submissions of one class: a pure function of a notebook's code, in any process.

Whoever imports this module first decides how many threads NumPy has: see :mod:`.pool`.
"""

import hashlib
import json
import time
from functools import lru_cache
from importlib.metadata import version

from autograder.classroom.folder import open_class
from autograder.classroom.store import nothing, write_safely
from autograder.course import fingerprints, record
from autograder.course.model import CourseError
from autograder.engine.page import exercise_html
from autograder.grading import bubblewrap
from autograder.grading.grade import Grader
from autograder.grading.reading import Cell, Notebook


def prepare(folder, basis, module_id):
    """Load a module and the class's own examples, which are drawn once and kept.

    Raises
    ------
    CourseError
        If the course is not in order.
    """
    _desk(folder, basis).prepare(module_id)


def grade(folder, basis, module_id, sources):
    """Return what the engine finds in a notebook.

    Parameters
    ----------
    folder : Path
        The class.
    basis : str
        From :func:`~autograder.classroom.store.basis`: another one, and all is loaded anew.
    module_id : str
    sources : list of str
        The code cells, in order.

    Returns
    -------
    found : dict
        The report as JSON has it, and ``pages``: {exercise: HTML}.
    seconds : dict
        ``wall`` and ``cpu`` of this process (the learner's code runs in another one).

    Raises
    ------
    CourseError
        For nothing that a student did.
    """
    begin, cpu = time.perf_counter(), time.process_time()
    found = _desk(folder, basis).grade(module_id, sources)
    return found, {"wall": time.perf_counter() - begin, "cpu": time.process_time() - cpu}


class _Desk:
    def __init__(self, folder):
        self._classroom = open_class(folder)
        self._grader = Grader(
            self._classroom.course,
            class_seed=self._classroom.seed,
            sandbox=bubblewrap.wanted(),
            recorded=self._recorded,
        )

    def prepare(self, module_id):
        self._grader.units(self._classroom.module(module_id))

    def grade(self, module_id, sources):
        module = self._classroom.module(module_id)
        notebook = Notebook([Cell(source) for source in sources], module.id, module.stem)
        try:
            report = self._grader.grade(notebook, module)
            units = self._grader.units(module)
            pages = {result.id: exercise_html(result, units) for result in report.exercises}
        except CourseError:
            raise
        except Exception as error:  # a mistake of the engine must not stop the batch
            return nothing(
                module,
                f"Grading failed ({type(error).__name__}: {error}): grade this one again.",
            )
        return json.loads(report.to_json()) | {"pages": pages}

    def _recorded(self, course, module, seed):
        """Return the class's own examples of a module, kept in the class."""
        told = [seed, version("hypothesis"), version("numpy")]
        files = (course.properties(module), course.solution(module), course.misconceptions(module))
        told += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
        name = f"{module.id}-{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]}.json"
        room = self._classroom.folder / "examples"
        try:
            return json.loads((room / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            pass
        recorded = record.record(course, module, seed)
        room.mkdir(mode=0o700, exist_ok=True)
        for old in room.glob(f"{module.id}-*.json"):
            old.unlink(missing_ok=True)
        write_safely(room / name, fingerprints.dump(recorded))
        return recorded


@lru_cache(maxsize=4)
def _desk(folder, basis):
    return _Desk(folder)
