"""The ways in which people write the same right function, as wrappers around one."""

import numpy as np


class Samples(np.ndarray):
    """An array class of somebody's own."""


class Stateless:
    """A function as an object."""

    def __init__(self, function):
        self._function = function

    def __call__(self, *args, **named):
        return self._function(*args, **named)


def styles(right):
    """Return ``{style: function}``, each of which gives the answers of `right`."""

    def answering(change):
        return lambda *args, **named: _each(right(*args, **named), change)

    def copying(*args, **named):
        # Every argument taken apart and put together again.
        again = [
            np.array(a.tolist(), dtype=a.dtype) if isinstance(a, np.ndarray) else a for a in args
        ]
        return right(*again, **named)

    return {
        "read-only": answering(_read_only),
        "a class of its own": answering(lambda part: part.view(Samples)),
        "every second place in memory": answering(
            lambda part: np.repeat(part, 2, axis=-1)[..., ::2]
        ),
        "column by column": answering(np.asfortranarray),
        "copies": copying,
        "an object": Stateless(right),
    }


def _each(answer, change):
    """Return an answer with each of its arrays changed; a number becomes one without dimensions."""
    if isinstance(answer, tuple):
        return tuple(_each(part, change) for part in answer)
    part = np.asarray(answer)
    return change(part) if part.ndim else part


def _read_only(part):
    part = part.copy()
    part.flags.writeable = False
    return part
