"""Functions that answer without doing the work: none may earn more than a tenth of the points.

They are as cunning as can be: the shape and the kind of every answer, and which input is refused, are
told to them by the reference.
"""

import numpy as np

from autograder.engine.subject import Subject, local


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
        fill = _FILLS[name]
        first = []

        def animal(*args, **named):
            answer = self._right(*args, **named)
            first.append(answer)
            return _filled(answer, lambda part, before: fill(part, before), first[0])

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
