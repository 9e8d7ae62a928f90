"""Right solutions under many other examples: no law may ever break for them.

python tests/benchmarks/stress.py --seeds 50 --examples 60 [module ...]
"""

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from autograder.course import record
from autograder.course.content import load_alternatives, load_properties, load_solution
from autograder.course.model import find_course
from autograder.course.record import ExercisePrints
from autograder.engine import results
from autograder.engine.examine import examine
from autograder.engine.subject import local

FIRST = 1000  # seeds from here on: none that a test or the course uses


def stress(id, seed, examples):
    """Return ``(examples drawn, [what broke, ...])`` for one module and one seed."""
    course = find_course()
    module = course.module(id)
    laws, _ = load_properties(course, module)
    solution = load_solution(course, module)
    others = load_alternatives(course, module)
    drawn, broken = 0, []
    for exercise in module.exercises:
        prints = ExercisePrints(seed=seed)
        for law in laws[exercise.id]:
            try:
                with np.errstate(all="ignore"):
                    rows = record.draw(law, getattr(solution, exercise.id), seed, examples)
            except AssertionError as error:
                broken.append(f"{law.test_name}, seed {seed}: {error}")
                rows = [], []
            prints.drawn[law.name], prints.told[law.name] = rows
            drawn += len(rows[0])
        for function in others:
            if function.alternative == exercise.id:
                result = examine(
                    laws[exercise.id], local(function), prints, points=1.0, shrink=False
                )
                if result.status != results.PASSED:
                    first = result.first_failure
                    what = (
                        f"{first.name}: {first.message}: {first.failure.example}" if first else ""
                    )
                    broken.append(f"{function.__name__}, seed {seed}: {result.status} {what}")
    return drawn, broken


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
                pool.submit(stress, id, FIRST + k, arguments.examples)
                for k in range(arguments.seeds)
            ]
            done = [job.result() for job in jobs]
            broken = [line for _, lines in done for line in lines]
            worst += len(broken)
            print(
                f"{id}: {sum(n for n, _ in done)} examples, {arguments.seeds} seeds, "
                f"{len(broken)} broke, {time.perf_counter() - start:.0f} s",
                flush=True,
            )
            print("\n".join(f"  {line}" for line in broken[:20]), end="\n" * bool(broken))
    raise SystemExit(bool(worst))


if __name__ == "__main__":
    main()
