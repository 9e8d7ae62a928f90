"""Answers without work: constants, the arguments themselves, and the least that one can make of them.

They are told the shape of each answer. A question that one of them gets right proves nothing about who
answers it.
"""

import numpy as np

from autograder.course.fingerprints import Told
from autograder.engine.quiet import quiet
from autograder.engine.subject import Crashed, Subject, Trouble

CONSTANTS = (0.0, 1.0, -1.0, 0.5, 2.0, np.inf, -np.inf)
_OF_ONE = {
    "abs": np.abs,
    "negated": np.negative,
    "sum": np.sum,
    "mean": np.mean,
    "largest": np.max,
    "smallest": np.min,
    "first": lambda x: np.ravel(x)[0],
    "length": np.size,
    "square": np.square,
}
_OF_TWO = {
    "sum": np.add,
    "difference": np.subtract,
    "product": np.multiply,
    "quotient": np.divide,
}


def answers(args):
    """Return ``{name: number or array}``: what one could say to a question without thinking."""
    found = {f"constant {value:g}": value for value in CONSTANTS}
    numeric = [(i, x) for i, a in enumerate(args, 1) if (x := _numbers(a)) is not None]
    for i, x in numeric:
        found[f"argument {i}"] = x
        if i <= 2 and x.size:
            found |= _tried(
                {f"{name} of argument {i}": (make, x) for name, make in _OF_ONE.items()}
            )
    if len(numeric) > 1 and all(x.size for _, x in numeric[:2]):
        (_, x), (_, y) = numeric[:2]
        found |= _tried({f"{name} of two": (make, x, y) for name, make in _OF_TWO.items()})
    return found


def names(parameters):
    """Return the names of all lazy answers of a function with so many parameters."""
    return list(answers([1.0] * parameters))


def fitted(value, answer):
    """Return an answer of the same kind as `answer`, a number, array or tuple, that says `value` everywhere."""
    if isinstance(answer, tuple):
        return tuple(fitted(value, part) for part in answer)
    part = np.asarray(answer)
    if np.shape(value) == part.shape:
        new = np.array(value)
    else:
        new = np.resize(value, part.shape) if np.size(value) else np.zeros(part.shape)
    return new if part.ndim else new[()]


def easy(law, drawn, told):
    """Return the indices of those recorded examples for which the law holds for a lazy answer.

    Parameters
    ----------
    law : Property
    drawn, told : list
        The examples, and what the reference answered in each, as recorded.
    """
    found = []
    for i, (example, row) in enumerate(zip(drawn, told, strict=True)):
        seen = set()

        def ask(name, example=example, row=row, seen=seen):
            right = Told(row)

            def lazy(*args, **named):
                given = answers([*args, *named.values()])
                seen.update(given)
                try:
                    answer = right()
                except StopIteration:
                    raise Crashed("LookupError", "the reference is asked less") from None
                return fitted(given.get(name, 0.0), answer)

            try:
                law.hold(Subject(law.exercise, lazy), Told(row), example)
            except (AssertionError, Trouble, ArithmeticError, TypeError, ValueError, IndexError):
                return False
            return True

        with quiet():
            if ask("") or any(ask(name) for name in sorted(seen)):
                found.append(i)
    return found


def _numbers(argument):
    if callable(argument) or argument is None or isinstance(argument, str):
        return None
    try:
        x = np.asarray(argument)
    except ValueError:
        return None
    return x if x.dtype.kind in "biufc" else None


def _tried(made):
    out = {}
    with quiet():
        for name, (make, *args) in made.items():
            try:
                out[name] = make(*args)
            except (ValueError, TypeError, IndexError):
                pass
    return out
