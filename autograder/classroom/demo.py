"""A made-up class of twelve, from release to report, with all that grading has to meet."""

import copy
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.folder import nbgrader_config
from autograder.classroom.store import load_result, students
from autograder.classroom.students import answered, mistaken, solved, with_body

_MISTAKEN = ["ivo", "jana", "kai", "lea"]
_AHEAD = _MISTAKEN[:3]  # those who handed in the second lesson, too: a tour takes under a minute


@dataclass(frozen=True)
class Submission:
    student: str
    story: str
    data: bytes


def demo(folder, course):
    """Play a class in a new directory and return an exit code.

    Parameters
    ----------
    folder : path
    course : Course

    Raises
    ------
    CourseError
        If the directory is in use, or the course is not a clone.
    """
    begin = time.monotonic()
    classroom = create_class(folder, course)
    modules = course.modules[:2]
    names = [module.id for module in modules]
    run.release(folder, names)
    for module, first in zip(modules, (True, False), strict=False):
        path = classroom.folder / "release" / module.id / f"{module.stem}.ipynb"
        released = nbformat.read(path, as_version=4)
        make = _first_lesson if first else _later_lesson
        handed_in = make(course, module, released)
        hand_in(classroom, module, handed_in)
        print(f"\n{module.id}, {len(handed_in)} submissions:")
        print("\n".join(f"  {s.student:<5} {s.story}" for s in handed_in) + "\n")
    run.collect(folder, names)
    run.grade(folder, names)
    run.feedback(folder, names)
    run.export(folder, names)
    run.report(folder, names)
    lost = [
        (student, module.id)
        for module in modules
        for student in students(classroom, module)
        if load_result(classroom, student, module.id) is None
    ]
    print(
        f"\nAll of it took {time.monotonic() - begin:.0f} s. Now open:\n"
        f"  {classroom.folder / 'report.html'}\n"
        f"  {_feedback_page(classroom, modules[0], 'ivo')}\n"
        f"  or, with `jupyter lab` in {classroom.folder}, nbgrader's Formgrader"
    )
    for student, module in lost:
        print(f"  {student}, {module}: neither a grade nor a flag")
    return 1 if lost else 0


def _first_lesson(course, module, released):
    """Return the submissions of all twelve."""
    right = solved(course, module)
    answers, held = mistaken(course, module, 7)
    ids = [exercise.id for exercise in module.exercises]
    half = dict(list(right.items())[: len(right) // 2])
    good = answered(released, right)

    def broken_at(number, statement):
        """Return the answers of a mistaken student, with one more function spoiled."""
        spoiled = next((id for id in reversed(ids) if answers[number][id] == right[id]), ids[-1])
        return answered(
            released, answers[number] | {spoiled: with_body(released, spoiled, statement)}
        )

    notebooks = [
        ("ada", "right", good),
        ("ben", "half of it right, the rest not written", answered(released, half)),
        ("cleo", "handed in as released", released),
        ("dan", f"a crash, and {_list(held[4])}", broken_at(4, "return no_such_name")),
        (
            "eve",
            f"a loop without end, and {_list(held[5])}",
            broken_at(5, "while True:\n        pass"),
        ),
        ("gus", "deleted check cells", _without_checks(good)),
        ("hana", f"copied cells, and {_list(held[6])}", _copied(answered(released, answers[6]))),
    ] + [(name, _list(held[i]), answered(released, answers[i])) for i, name in enumerate(_MISTAKEN)]
    handed_in = [Submission(name, story, _bytes(nb)) for name, story, nb in notebooks]
    cut = Submission("finn", "a file cut in the middle", _bytes(good)[:5000])
    return sorted([*handed_in, cut], key=lambda s: s.student)


def _later_lesson(course, module, released):
    """Return the submissions of those who have come this far."""
    answers, held = mistaken(course, module, len(_AHEAD))
    return [Submission("ada", "right", _bytes(answered(released, solved(course, module))))] + [
        Submission(name, _list(ids), _bytes(answered(released, answer)))
        for name, ids, answer in zip(_AHEAD, held, answers, strict=True)
    ]


def hand_in(classroom, module, submissions):
    """Submit as `nbgrader submit` does, from a directory of each student's own."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    for submission in submissions:
        with tempfile.TemporaryDirectory() as home:
            path = Path(home, module.id, f"{module.stem}.ipynb")
            path.parent.mkdir()
            path.write_bytes(submission.data)
            config = nbgrader_config(classroom)
            config.Exchange.cache, config.Exchange.assignment_dir = str(Path(home, "cache")), home
            config.CourseDirectory.student_id = submission.student
            config.CourseDirectory.assignment_id = module.id
            submit = ExchangeFactory(config=config).Submit(
                coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config)
            )
            submit.start()


def _without_checks(nb):
    """Return a copy without the first two check cells."""
    checks = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade")][:2]
    nb = copy.deepcopy(nb)
    nb.cells = [cell for cell in nb.cells if cell not in checks]
    return nb


def _copied(nb):
    """Return a copy in which a function and its check are there twice."""
    nb = copy.deepcopy(nb)
    at = next(i for i, cell in enumerate(nb.cells) if cell.metadata.get("nbgrader"))
    twins = copy.deepcopy(nb.cells[at : at + 2])
    for cell in twins:
        cell["id"] += "-copy"
    nb.cells[at + 2 : at + 2] = twins
    return nb


def _bytes(nb):
    return nbformat.writes(nb).encode()


def _list(ids):
    return ", ".join(ids) or "right"


def _feedback_page(classroom, module, student):
    return classroom.folder / "feedback" / student / module.id / f"{module.stem}.html"
