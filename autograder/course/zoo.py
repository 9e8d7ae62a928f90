"""Functions that answer without doing the work: none may earn more than a tenth of the points.

They are as cunning as can be: the shape and the kind of every answer, and which input is refused, are
told to them by the reference.
"""

import inspect

import numpy as np

from autograder.course import fingerprints, lazy, record
from autograder.engine.subject import Subject, local

MOST = 0.1  # of an exercise's points
#: The seed of a class: who has learned the public examples by heart has not seen its own.
_SECRET = 2


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
        count = len(inspect.signature(self._right).parameters)
        self._known = self._table()
        self.animals = {name: self._lazy(name) for name in lazy.names(count)} | {
            "NaN": self._lazy("NaN"),
            "random": self._lazy("random"),
            "first answer": self._first_answer(),
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

    def _lazy(self, name):
        """Return a function that knows the public examples by heart, and else gives a lazy answer."""

        def animal(*args, **named):
            key = _key(args, named)
            if key in self._known:
                return self._known[key]
            right = self._right(*args, **named)
            given = lazy.answers([*args, *named.values()])
            given |= {"NaN": np.nan, "random": _RNG.standard_normal(1000)}
            return lazy.fitted(given.get(name, 0.0), right)

        return animal

    def _first_answer(self):
        first = []

        def animal(*args, **named):
            right = self._right(*args, **named)
            first[:] = first or [right]
            return lazy.fitted(np.ravel(first[0])[0], right)

        return animal

    def _table(self):
        """Return what the reference answers to everything that public laws ask."""
        table = {}

        def note(*args, **named):
            answer = self._right(*args, **named)
            table[_key(args, named)] = answer
            return answer

        for law in self._checker.laws[self._exercise]:
            for example, told in self._checker.prints[self._exercise].examples(law):
                law.hold(Subject(self._exercise, local(note)), told, example)
        return table


def _key(args, named):
    return tuple(
        (np.shape(a), np.asarray(a).tobytes()) if not callable(a) else id(type(a))
        for a in (*args, *named.values())
    )


_RNG = np.random.default_rng(0)
