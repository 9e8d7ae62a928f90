"""Right solutions under many other examples: no law may ever break for them.

The reference gets every example; the other right functions get the first ones of each law, then take
turns. Also how much of its tolerance each law ever needs: one that comes near to 1 by chance breaks for
a right solution some day, and is to be derived again.

python tests/benchmarks/stress.py --seeds 50 --examples 60 [module ...]
"""

import argparse
import functools
import itertools
import os
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import numpy as np
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from autograder.course.content import load_alternatives, load_properties, load_solution
from autograder.course.model import find_course
from autograder.engine.subject import Subject, local
from autograder.laws.assertions import witnessed

sys.path.insert(0, str(Path(__file__).parents[1] / "autograder"))
from styles import styles  # noqa: E402

FIRST = 1000  # seeds from here on: none that a test or the course uses
BATCH = 20  # examples drawn in one go: most of Hypothesis's time goes by the go
TIGHT = 0.2  # of the tolerance
FIRST_FOR_ALL = 100  # different examples of a law; then one other right function each, in turn
EXHAUSTED = 5  # seeds in a row that brought nothing new: there is no more


@dataclass
class Law:
    """What became of one law: different examples, what broke, and the most that was used of its tolerance."""

    name: str
    examples: int = 0
    broken: list = field(default_factory=list)
    used: float = 0.0
    by: str = ""


def stress(id, name, seeds, examples):
    """Hold one law against the right functions of its exercise."""
    law = next(law for law in _laws(id) if law.test_name == name)
    reference, *others = rights(id, law.exercise).items()
    turns = itertools.cycle(others)
    done, seen, stale = Law(name), set(), 0
    for seed in range(FIRST, FIRST + seeds):
        before = len(seen)
        for example in rows(law, seed, examples):
            key = repr(example)
            if key not in seen:
                seen.add(key)
                told = _hold(law, *reference, example, [], done, seed)
                for other in others if len(seen) <= FIRST_FOR_ALL else [next(turns)]:
                    _hold(law, *other, example, told, done, seed)
        stale = stale + 1 if len(seen) == before else 0
        if stale == EXHAUSTED:
            break
    done.examples = len(seen)
    return done


def _hold(law, title, function, example, told, done, seed):
    """Hold the law once; return what the reference, which comes first, answered in it."""
    subject = Subject(law.exercise, local(function))
    if title == "reference":
        reference = Subject(law.exercise, local(function))
    else:
        answers = iter(told)
        reference = lambda *args: next(answers)  # noqa: E731
    with witnessed() as compared, np.errstate(all="ignore"):
        try:
            law.hold(subject, reference, example)
        except Exception as error:
            done.broken.append(f"{law.test_name}, {title}, seed {seed}: {error}: {example}")
    used = max(map(_used, compared), default=0.0)
    if used > done.used:
        done.used, done.by = used, f"{title}: {example}"
    return reference.answers if title == "reference" else told


def _used(compared):
    """Return the largest share of its tolerance that an answer needs; 0 where it has none."""
    with np.errstate(all="ignore"):
        share = np.abs(compared.got - compared.expected) / compared.bound
    return float(np.max(share, initial=0.0, where=np.isfinite(share)))


def rows(law, seed, examples):
    """Yield so many examples of a law."""
    if not law.drawn:
        yield {}
        return
    drawn = []
    strategy = law.strategies["example"] if law.domain else st.fixed_dictionaries(law.strategies)

    @hypothesis.seed(seed ^ zlib.crc32(law.test_name.encode()))
    @settings(
        max_examples=-(-examples // BATCH),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(st.lists(strategy, min_size=BATCH, max_size=BATCH))
    def draw(batch):
        drawn.extend(batch)

    draw()
    yield from drawn


@functools.cache
def rights(id, exercise):
    """Return ``{title: function}``: the reference first, the alternatives, and the reference in other styles."""
    course = find_course()
    module = course.module(id)
    reference = getattr(load_solution(course, module), exercise)
    others = {f.__name__: f for f in load_alternatives(course, module) if f.alternative == exercise}
    return {"reference": reference} | others | styles(reference)


@functools.cache
def _laws(id):
    course = find_course()
    return sum(load_properties(course, course.module(id))[0].values(), [])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--examples", type=int, default=60)
    arguments = parser.parse_args()
    ids = arguments.modules or [module.id for module in find_course().modules]
    worst = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for id in ids:
            start = time.perf_counter()
            jobs = [
                pool.submit(stress, id, law.test_name, arguments.seeds, arguments.examples)
                for law in _laws(id)
            ]
            done = [job.result() for job in jobs]
            broken = [line for law in done for line in law.broken]
            worst += len(broken)
            tight = sorted((law for law in done), key=lambda law: -law.used)
            print(
                f"{id}: {sum(law.examples for law in done)} examples, {arguments.seeds} seeds, "
                f"{len(broken)} broke, at most {tight[0].used:.2g} of a tolerance used, "
                f"{time.perf_counter() - start:.0f} s",
                flush=True,
            )
            print("\n".join(f"  {line}" for line in broken[:20]), end="\n" * bool(broken))
            for law in tight:
                if law.used > TIGHT:
                    print(f"  {law.name} used {law.used:.2g} of its tolerance: {law.by}")
    raise SystemExit(bool(worst))


if __name__ == "__main__":
    main()
