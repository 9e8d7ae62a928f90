"""Recorded examples and fingerprints.

The examples of a property are the same for everybody, so they are drawn once, with what the
reference and every misconception answer to them, and replayed at every check. The file holds
numbers only.
"""

import dataclasses
import functools
import hashlib
import json
import os
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from autograder.course.content import load_misconceptions, load_properties, load_solution
from autograder.course.model import CourseError
from autograder.engine.naming import NOISE, PROBES, alike, digest
from autograder.engine.subject import Crashed, Subject, Trouble, local

EXAMPLES = 60

# Hypothesis keeps a folder of notes; not in the learner's or the instructor's working directory.
_OWNER = os.getuid() if hasattr(os, "getuid") else "mine"
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / f"soundcheck-{_OWNER}")
)


@dataclass
class ExercisePrints:
    """What is recorded of one exercise.

    `calls` are the calls that can be foreseen (:mod:`autograder.engine.foresight`), once somebody
    has worked them out. `public` is how many of a law's examples, the first ones, everybody knows;
    where it says nothing, all are as good as new.
    """

    seed: int
    drawn: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    right: dict = field(default_factory=dict)
    variants: dict = field(default_factory=dict)
    misconceptions: dict = field(default_factory=dict)
    calls: dict | None = None
    public: dict = field(default_factory=dict)

    def joined(self, other):
        """Return these examples followed by those of `other`; what misconceptions answer stays."""
        return dataclasses.replace(
            self,
            drawn={name: rows + other.drawn[name] for name, rows in self.drawn.items()},
            told={name: rows + other.told[name] for name, rows in self.told.items()},
            public={name: len(rows) for name, rows in self.drawn.items()},
        )

    def examples(self, law):
        """Yield ``(example, reference)`` for each recorded example of a property."""
        told = self.told.get(law.name, [])
        for i, example in enumerate(self.drawn[law.name]):
            yield example, _Told(told[i]) if told else None


class _Told:
    """The reference as a class has it: the recorded answers to one example, in order."""

    def __init__(self, answers):
        self._answers = iter(answers)

    def __call__(self, *args):
        return from_json(next(self._answers))


def run_given(law, body, subject, reference, seed, *, shrink=False, examples=EXAMPLES):
    """Run `body` in place of the test's own body, under the course's fixed Hypothesis profile."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, settings

    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.explicit, Phase.generate]
    profile = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    test = hypothesis.given(**law.strategies)(functools.wraps(law.body)(body))
    hypothesis.seed(seed ^ zlib.crc32(law.test_name.encode()))(profile(test))(
        **law.fixtures(subject, reference)
    )


def draw(law, reference, seed, examples=EXAMPLES):
    """Return the examples of one property and what the reference answers in each.

    Parameters
    ----------
    law : Property
    reference : callable
        The reference; the property must hold for it.

    Returns
    -------
    drawn : list of dict
        Keyword arguments, plain JSON.
    told : list of list
        Per example the reference's answers in the order of the calls; empty where the property does
        not ask for the reference.
    """
    drawn, told = [], []
    subject = Subject(law.exercise, local(reference))

    def body(**arguments):
        example = {k: v for k, v in arguments.items() if k not in (law.exercise, "reference")}
        example = _plain_example(law, example)
        oracle = Subject(law.exercise, local(reference))
        law.hold(subject, oracle, example)
        if example not in drawn:
            drawn.append(example)
            told.append([to_json(answer) for answer in oracle.answers])

    if not law.drawn:
        body()
        return drawn, told if law.uses_reference else []
    run_given(law, body, subject, subject, seed, examples=examples)
    return drawn, told if law.uses_reference else []


def record(course, module, seed=None):
    """Return the fingerprints of a module as a dict that goes to JSON.

    With another `seed` than the course's own they are without misconceptions: mistakes are named by
    the public examples.
    """
    own = seed is None
    seed = course.seed if own else seed
    laws, _ = load_properties(course, module)
    reference = load_solution(course, module)
    wrong = load_misconceptions(course, module) if own else []
    out = {
        "module": module.id,
        "seed": seed,
        "laws": _version(course, module),
        "misconceptions": {},
        "exercises": {},
    }
    for function in wrong:
        about = function.misconception
        out["misconceptions"][about["id"]] = {"of": about["of"], "says": about["says"]}
    for exercise in module.exercises:
        entry = {"properties": {}, "variants": {}}
        for law in laws[exercise.id]:
            drawn, told = draw(law, getattr(reference, exercise.id), seed)
            entry["properties"][law.name] = {"examples": drawn, "reference": told}
        right = _steady_answers(laws[exercise.id], getattr(reference, exercise.id), entry)
        for function in wrong:
            about = function.misconception
            variant = load_solution(course, module, {about["of"]: function})
            answers = _steady_answers(laws[exercise.id], getattr(variant, exercise.id), entry)
            if any(
                NOISE not in pair and not alike(*pair)
                for law in laws[exercise.id]
                for pair in zip(answers[law.name], right[law.name], strict=True)
            ):
                entry["variants"][about["id"]] = answers
        entry["right"] = right
        out["exercises"][exercise.id] = entry
    return out


def _steady_answers(laws, function, entry):
    """Return what :func:`_answers` does, and `NOISE` for answers of which rounding decides.

    The phase of a bin that holds nothing is another on each processor, and in each right solution.
    """
    rows = _answers(laws, function, entry)
    for others in (_answers(laws, shaken(function, seed), entry) for seed in range(2)):
        for name, row in rows.items():
            pairs = zip(row, others[name], strict=True)
            rows[name] = [mine if alike(mine, other) else NOISE for mine, other in pairs]
    return rows


def shaken(function, seed):
    """Return `function` of signals that differ in their last digits."""

    def shake(value):
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
            return value
        return value * (1 + 2**-52 * np.random.default_rng(seed).integers(-2, 3, value.shape))

    return lambda *args: function(*map(shake, args))


def _answers(laws, function, entry):
    """Return the digests of the first answers of `function` to the first examples of each law."""
    subject = Subject(laws[0].exercise, local(function))
    rows = {}
    for law in laws:
        recorded = entry["properties"][law.name]
        row = []
        for i, example in enumerate(recorded["examples"][:PROBES]):
            subject.answers.clear()
            told = _Told(recorded["reference"][i]) if law.uses_reference else None
            try:
                with np.errstate(all="ignore"):
                    law.hold(subject, told, example)
            except (AssertionError, Crashed, TypeError, ValueError, ArithmeticError):
                pass
            except Trouble as trouble:
                raise CourseError(
                    f"{law.exercise}: a misconception gives no answer: {trouble}"
                ) from None
            row.append(digest(subject.answers[0]) if subject.answers else "?nothing")
        rows[law.name] = row
    return rows


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
    if recorded["laws"] != _version(course, module) or recorded["seed"] != course.seed:
        raise CourseError(
            f"{path.name} belongs to other laws or another seed: run 'soundcheck build'."
        )
    return prints(recorded)


def _version(course, module):
    """Return a digest of the property file, so that stale fingerprints are noticed."""
    return hashlib.sha256(course.properties(module).read_bytes()).hexdigest()[:16]


def prints(recorded):
    """Return ``{exercise: ExercisePrints}`` from what :func:`record` made."""
    return {
        id: ExercisePrints(
            seed=recorded["seed"],
            drawn={name: p["examples"] for name, p in entry["properties"].items()},
            told={name: p["reference"] for name, p in entry["properties"].items()},
            right=entry["right"],
            variants=entry["variants"],
            misconceptions=recorded["misconceptions"],
        )
        for id, entry in recorded["exercises"].items()
    }


def to_json(answer):
    """Return an answer of the reference as plain JSON."""
    try:
        values = np.asarray(answer)
    except ValueError:  # parts of unequal shapes
        return {"parts": [to_json(part) for part in answer]}
    if np.iscomplexobj(values):
        return {"re": values.real.tolist(), "im": values.imag.tolist()}
    return values.tolist()


def from_json(answer):
    if isinstance(answer, dict) and "parts" in answer:
        return tuple(from_json(part) for part in answer["parts"])
    if isinstance(answer, dict):
        return np.asarray(answer["re"]) + 1j * np.asarray(answer["im"])
    return np.asarray(answer) if isinstance(answer, list) else answer


def _plain_example(law, example):
    try:
        return json.loads(json.dumps(example))
    except TypeError:
        raise CourseError(
            f"{law.test_name} draws something that is not plain JSON: draw physical "
            "parameters (numbers, strings, lists) and build arrays from them."
        ) from None
