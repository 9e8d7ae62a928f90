"""Functions that answer without doing the work: none may earn more than a tenth of the points.

They are as cunning as can be: the shape and the kind of every answer, and which input is refused, are
told to them by the reference.
"""

import numpy as np

from autograder.course import fingerprints, record
from autograder.engine.subject import Subject, local

MOST = 0.1  # of an exercise's points
_SECRET = (
    2  # the seed of a class: who has learned the public examples by heart has not seen its own
)


def earned(checker, seed=_SECRET):
    """Return ``{"exercise: animal": share of its points}`` for all exercises of a module."""
    secret = fingerprints.prints(record.record(checker.course, checker.module, seed))
    prints = {id: public.joined(secret[id]) for id, public in checker.prints.items()}
    with np.errstate(all="ignore"):
        return {
            f"{exercise.id}: {animal}": share
            for exercise in checker.module.exercises
            for animal, share in Zoo(checker, exercise.id).earns(prints).items()
        }


class Zoo:
    """The animals of one exercise, and what they earn where a class has examples of its own.

    Parameters
    ----------
    checker : ModuleChecker
    exercise : str
    """

    def __init__(self, checker, exercise):
        self._checker, self._exercise = checker, exercise
        self._right = getattr(checker.solution, exercise)
        self.animals = {name: self._animal(name) for name in _FILLS} | {
            "input": self._first_argument,
            "anchors": self._remembers(lambda law: law.kind == "anchor"),
            "examples": self._remembers(lambda law: True),
        }

    def earns(self, prints):
        """Return the share of the points that each animal earns, as a dict."""
        points = self._checker.module.exercise(self._exercise).points
        return {
            name: self._checker.examine(
                self._exercise, local(animal), prints=prints, shrink=False
            ).score
            / points
            for name, animal in self.animals.items()
        }

    def _animal(self, name):
        first = []

        def animal(*args, **named):
            answer = self._right(*args, **named)
            first[:] = first or [answer]
            return _filled(answer, _FILLS[name], first[0])

        return animal

    def _first_argument(self, *args, **named):
        answer = self._right(*args, **named)
        x = args[0] if not callable(args[0]) else 0.0
        fits = np.shape(x) == np.shape(answer) and not isinstance(answer, tuple)
        return (
            np.array(x)
            if fits
            else _filled(answer, lambda part, _: np.resize(x, part.shape), answer)
        )

    def _remembers(self, chosen):
        """Return a function that knows the answers of some public laws by heart, and else says zero."""
        table = {}

        def note(*args, **named):
            answer = self._right(*args, **named)
            table[_key(args, named)] = answer
            return answer

        for law in self._checker.laws[self._exercise]:
            if chosen(law):
                for example, told in self._checker.prints[self._exercise].examples(law):
                    law.hold(Subject(self._exercise, local(note)), told, example)

        def animal(*args, **named):
            key = _key(args, named)
            if key in table:
                return table[key]
            return _filled(self._right(*args, **named), _FILLS["zeros"], None)

        return animal


def _key(args, named):
    return tuple(
        (np.shape(a), np.asarray(a).tobytes()) if not callable(a) else id(type(a))
        for a in (*args, *named.values())
    )


def _filled(answer, fill, before):
    """Return an answer of the same kind with other numbers."""
    if isinstance(answer, tuple):
        befores = before if isinstance(before, tuple) else answer
        return tuple(_filled(part, fill, b) for part, b in zip(answer, befores, strict=True))
    part = np.asarray(answer)
    new = np.asarray(fill(part, before), dtype=part.dtype if part.dtype.kind != "i" else None)
    return new if part.ndim else new[()]


_RNG = np.random.default_rng(0)
_FILLS = {
    "zeros": lambda part, _: np.zeros(part.shape),
    "ones": lambda part, _: np.ones(part.shape),
    "NaN": lambda part, _: np.full(part.shape, np.nan),
    "random": lambda part, _: _RNG.standard_normal(part.shape),
    "constant": lambda part, _: np.full(part.shape, 0.7071),
    "first answer": lambda part, before: np.resize(before, part.shape),
}
