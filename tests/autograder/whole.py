"""A class through everything: release, submit, collect, grade, feedback, export, and every mark as it should be.

    python tests/autograder/whole.py --students 20        one submission of each for every lesson

Students hand in references, alternatives, misconceptions, mutants, blanks and halves. What each must
get is found without sandbox and gradebook: by running their answers here.
"""

import argparse
import contextlib
import inspect
import io
import itertools
import json
import os
import random
import sys
import tempfile
import time
import types
from pathlib import Path

import nbformat
import numpy as np
from nbgrader.api import Grade

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.demo import Submission, hand_in
from autograder.classroom.stock import NbGrader
from autograder.classroom.students import answered, mistaken, solved, written
from autograder.course import fingerprints, record
from autograder.course.content import load_alternatives
from autograder.course.model import find_course
from autograder.course.mutants import mutants
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local


def play(folder, course, modules, students):
    """Play a class and return its wrong marks, ``[(student, module, exercise, expected, got)]``."""
    classroom = create_class(folder, course)
    names = [module.id for module in modules]
    run.release(folder, names)
    expected = {}
    for module in modules:
        path = classroom.folder / "release" / module.id / f"{module.stem}.ipynb"
        released = nbformat.read(path, as_version=4)
        answers = made_up(course, module, students)
        hand_in(
            classroom,
            module,
            [
                Submission(student, kind, nbformat.writes(answered(released, sources)).encode())
                for student, (kind, sources) in answers.items()
            ],
        )
        expected |= marks(course, module, answers, released, classroom.seed)
    timings = Path(folder, "timings.json")
    for step in (run.collect, run.grade, run.feedback, run.export):
        begin = time.perf_counter()
        extra = {"timings": timings} if step is run.grade else {}
        code = step(folder, names, **extra)
        print(f"{step.__name__}: {time.perf_counter() - begin:.0f} s, exit code {code}", flush=True)
    got = in_gradebook(classroom)
    print(
        f"{len(expected)} marks of {len(modules) * students} submissions in {len(modules)} lessons"
    )
    return [
        (*key, *pair)
        for key in sorted(expected.keys() | got.keys())
        if (pair := (expected.get(key), got.get(key)))[0] != pair[1]
    ]


def made_up(course, module, students):
    """Return ``{student: (kind, {exercise: source})}``, the kinds in turn."""
    right = solved(course, module)
    others = {}
    for function in filter(inspect.isfunction, load_alternatives(course, module)):
        source = written(
            course.alternatives(module), function.__name__, function.alternative, right
        )
        others.setdefault(function.alternative, []).append(source)
    wrong, _ = mistaken(course, module, students)
    broken = [m for exercise in module.exercises for m in mutants(course, module, exercise)]
    chosen = random.Random(module.id)
    kinds = itertools.cycle(
        ["misconceptions", "mutant", "alternatives", "reference", "half", "blank"]
    )
    answers = {}
    for i, kind in zip(range(students), kinds, strict=False):
        if kind == "misconceptions":
            sources = wrong[i // 6]
        elif kind == "mutant":
            mutant = chosen.choice(broken)
            sources = right | {mutant.exercise: mutant.source}
        elif kind == "alternatives":
            sources = right | {id: texts[i // 6 % len(texts)] for id, texts in others.items()}
        elif kind == "half":
            sources = dict(list(right.items())[: len(right) // 2])
        else:
            sources = right if kind == "reference" else {}
        answers[f"s{i:03d}"] = kind, sources
    return answers


def marks(course, module, answers, released, seed):
    """Return ``{(student, module, exercise): score}``: what the answers earn when they are run here."""
    checker = ModuleChecker(course, module)
    own = fingerprints.prints(record.record(course, module, seed))
    prints = {id: public.joined(own[id]) for id, public in checker.prints.items()}
    found = {}
    for student, (_, sources) in answers.items():
        theirs = defined(released, module, sources)
        for exercise in module.exercises:
            score = 0.0
            if exercise.id in sources:
                function = local(getattr(theirs, exercise.id))
                score = checker.examine(exercise.id, function, prints=prints, shrink=False).score
            found[student, module.id, exercise.id] = score
    return found


def defined(released, module, sources):
    """Return a namespace with what a student wrote, among the lesson's given functions and imports."""
    space = types.ModuleType("handed_in")
    exercises = {exercise.id for exercise in module.exercises}
    for cell in answered(released, sources).cells:
        if cell.cell_type != "code" or cell.source.startswith("%%"):
            continue
        if cell.id in exercises:
            exec(compile(cell.source, f"<{cell.id}>", "exec"), vars(space))
        elif not cell.id.startswith("check-"):
            # Pictures and sounds are not the matter here; imports and given functions are.
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, "<lesson>", "exec"), vars(space))
    return space


def in_gradebook(classroom):
    """Return ``{(student, module, exercise): score}`` as the gradebook has them."""
    with NbGrader(classroom).gradebook() as gradebook:
        return {
            (
                grade.student.id,
                grade.assignment.name,
                grade.name.removeprefix("check-"),
            ): grade.score
            for grade in gradebook.db.query(Grade)
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("modules", nargs="*")
    options = parser.parse_args()
    course = find_course()
    modules = [course.module(id) for id in options.modules] or course.modules
    os.environ["SOUNDCHECK_WORKER"] = "1"  # lessons' cells make no pictures here
    with tempfile.TemporaryDirectory() as folder, np.errstate(all="ignore"):
        begin = time.perf_counter()
        wrong = play(Path(folder, "class"), course, modules, options.students)
        seconds = time.perf_counter() - begin
    for row in wrong:
        print(json.dumps(row))
    print(f"{len(wrong)} wrong marks; all of it took {seconds:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
