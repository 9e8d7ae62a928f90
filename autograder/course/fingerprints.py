"""Fingerprints: what is recorded of a module, as a file and in memory."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field

import numpy as np

from autograder.course.model import CourseError
from autograder.laws import assertions

#: Answers of more numbers than this are not recorded whole.
WHOLE = 256
_PICKS = 64


@dataclass
class ExercisePrints:
    """What is recorded of one exercise.

    `right` has what the reference answers, `variants` what each misconception answers
    (:func:`spelled_out`), `breaks` which laws it breaks, and how.

    `calls` are the calls that can be foreseen (:mod:`autograder.engine.foresight`), once somebody
    has worked them out. `public` is how many of a law's examples, the first ones, everybody knows;
    where it says nothing, all are as good as new. `easy` are the indices of examples to which an answer
    without work is right (:mod:`autograder.course.lazy`).
    """

    seed: int
    drawn: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    right: dict = field(default_factory=dict)
    variants: dict = field(default_factory=dict)
    breaks: dict = field(default_factory=dict)
    misconceptions: dict = field(default_factory=dict)
    calls: dict | None = None
    public: dict = field(default_factory=dict)
    easy: dict = field(default_factory=dict)

    def joined(self, other):
        """Return these examples followed by those of `other`; what misconceptions answer stays."""
        return dataclasses.replace(
            self,
            drawn={name: rows + other.drawn[name] for name, rows in self.drawn.items()},
            told={name: rows + other.told[name] for name, rows in self.told.items()},
            public={name: len(rows) for name, rows in self.drawn.items()},
            easy={
                name: rows + [len(self.drawn[name]) + i for i in other.easy[name]]
                for name, rows in self.easy.items()
            },
        )

    def beyond(self, public):
        """Return only those of these examples that are not among the `public` ones."""
        drawn, told = {}, {}
        for name, rows in self.drawn.items():
            new = [i for i, row in enumerate(rows) if row not in public.drawn[name]]
            drawn[name] = [rows[i] for i in new]
            told[name] = [self.told[name][i] for i in new] if self.told[name] else []
        return dataclasses.replace(self, drawn=drawn, told=told)

    def examples(self, law):
        """Yield ``(example, reference)`` for each recorded example of a property."""
        told = self.told.get(law.name, [])
        for i, example in enumerate(self.drawn[law.name]):
            yield example, Told(told[i]) if told else None


class Told:
    """The reference as a class has it: the recorded answers to one example, in order."""

    def __init__(self, answers):
        self._answers = iter(answers)

    def __call__(self, *args):
        return from_json(next(self._answers))


def prints(recorded):
    """Return ``{exercise: ExercisePrints}`` from what :func:`~autograder.course.record.record` made."""
    return {
        id: ExercisePrints(
            seed=recorded["seed"],
            drawn={name: p["examples"] for name, p in entry["properties"].items()},
            told={name: p["reference"] for name, p in entry["properties"].items()},
            easy={name: p["easy"] for name, p in entry["properties"].items()},
            right=entry["right"],
            variants={
                id: spelled_out(variant["answers"], "between" in recorded["misconceptions"][id])
                for id, variant in entry["variants"].items()
            },
            breaks={id: variant["breaks"] for id, variant in entry["variants"].items()},
            misconceptions=recorded["misconceptions"],
        )
        for id, entry in recorded["exercises"].items()
    }


def spelled_out(answers, between):
    """Return the answers of a misconception's spellings as a list of pairs: the least, the greatest.

    Parameters
    ----------
    answers : list of dict
        As :func:`autograder.course.mistakes.variants` records them.
    between : bool
        Whether the first and the last are the ends of a range.
    """
    first = answers[0]
    whole = [first] + [
        {name: _filled(rows.get(name), row) for name, row in first.items()} for rows in answers[1:]
    ]
    return [(whole[0], whole[-1])] if between else [(rows, rows) for rows in whole]


def _filled(row, first):
    if row is None:
        return first
    return [whole if part is None else part for part, whole in zip(row, first, strict=True)]


def to_json(answer):
    """Return an answer of the reference as plain JSON; of a large one its shape and some values."""
    try:
        values = np.asarray(answer)
    except ValueError:  # parts of unequal shapes
        return {"parts": [to_json(part) for part in answer]}
    if values.size > WHOLE:
        return {"shape": values.shape, "some": to_json(values.ravel()[_picked(values.size)])}
    if np.iscomplexobj(values):
        return {"re": values.real.tolist(), "im": values.imag.tolist()}
    return values.tolist()


def from_json(answer):
    if isinstance(answer, dict) and "parts" in answer:
        return tuple(from_json(part) for part in answer["parts"])
    if isinstance(answer, dict) and "some" in answer:
        some = from_json(answer["some"])
        unknown = complex(np.nan, np.nan) if np.iscomplexobj(some) else np.nan
        whole = np.full(int(np.prod(answer["shape"])), unknown)
        whole[_picked(whole.size)] = some
        assertions.told_in_part = True
        return whole.reshape(answer["shape"])
    if isinstance(answer, dict):
        return np.asarray(answer["re"]) + 1j * np.asarray(answer["im"])
    return np.asarray(answer) if isinstance(answer, list) else answer


def _picked(size):
    """Return which values of a large answer are kept: both ends, and others without a pattern."""
    inside = np.random.default_rng(size).choice(size - 4, _PICKS - 4, replace=False) + 2
    return np.sort(np.r_[0, 1, inside, size - 2, size - 1])


def dump(recorded):
    """Return the text of a fingerprints file: JSON with one line a property."""

    def lines(value, depth):
        if depth == 0 or not isinstance(value, dict) or not value:
            return json.dumps(value, separators=(",", ":"))
        inner = ",\n".join(f"{json.dumps(k)}:{lines(v, depth - 1)}" for k, v in value.items())
        return f"{{\n{inner}\n}}"

    return lines(recorded, 4) + "\n"


def load(course, module):
    """Return ``{exercise: ExercisePrints}`` from the module's fingerprints file."""
    path = course.fingerprints(module)
    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CourseError(f"{path.name} is missing or broken: run 'soundcheck build'.") from None
    if recorded["laws"] != version(course, module) or recorded["seed"] != course.seed:
        raise CourseError(
            f"{path.name} belongs to other laws or another seed: run 'soundcheck build'."
        )
    return prints(recorded)


def version(course, module):
    """Return a digest of the property file, so that stale fingerprints are noticed."""
    return hashlib.sha256(course.properties(module).read_bytes()).hexdigest()[:16]
