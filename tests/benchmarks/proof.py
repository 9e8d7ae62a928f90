"""Runs the whole proof that the laws are right, and writes its numbers into ``tests/README.md``.

    python tests/benchmarks/proof.py

Ends with 1 if a mutant survives without a reason, a law breaks for nothing, a right solution is not
spared, or an animal of the zoo earns more than a tenth.
"""

import sys
from pathlib import Path

import numpy as np

from autograder.course import corners, mutation
from autograder.course.content import load_alternatives
from autograder.course.model import find_course
from autograder.course.zoo import MOST, earned
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "autograder"))

from styles import styles  # noqa: E402

PAGE = TESTS / "README.md"
BEGIN, END = "<!-- made by tests/benchmarks/proof.py -->\n", "<!-- end -->\n"
HEAD = (
    "| lesson | exercises | laws | cases of domains, all met | mutants | of them shortcuts "
    "| killed by the public examples | with a class's own | survivors, each with its reason "
    "| right solutions, all spared | best of the zoo |\n"
    "| --- " + "| ---: " * 10 + "|\n"
)


def main():
    course = find_course()
    rows, wrong, sums = [], [], np.zeros(9, dtype=int)
    for module, done in mutation.verdicts(course, course.modules):
        wrong += mutation.findings(course, module, done)
        checker = ModuleChecker(course, module)
        spared = right_solutions(checker, wrong)
        n = mutation.count(done)
        laws = sum(map(len, checker.laws.values()))
        row = [
            len(module.exercises),
            laws,
            cases(checker, wrong),
            n["mutants"],
            n["shortcuts"],
            n["public"],
            n["all"],
            n["equivalent"],
            spared,
        ]
        sums += row
        shares = earned(checker)
        wrong += [f"{animal} earns {100 * x:.0f} %" for animal, x in shares.items() if x > MOST]
        rows.append(
            line(f"{module.number} {module.id}", row, f"{100 * max(shares.values()):.0f} %")
        )
        print(rows[-1], end="", flush=True)
    rows.append(line("all", sums, ""))
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + HEAD + "".join(rows) + END + after, encoding="utf-8")
    print("\n".join(wrong) or "no findings")
    return 1 if wrong else 0


def line(name, numbers, last):
    return f"| {name} | " + " | ".join(str(n) for n in numbers) + f" | {last} |\n"


def cases(checker, wrong):
    """Return how many cases the domains of a module have; those that nothing meets are wrong."""
    met = 0
    for id, laws in checker.laws.items():
        missed = corners.unmet(laws, getattr(checker.solution, id), checker.prints[id])
        wrong += [f"{id}: no example is {case!r}" for case in missed]
        domains = {repr(law.domain.cases): law.domain for law in laws if law.domain}.values()
        met += sum(len(domain.cases) - 1 for domain in domains) - len(missed)
    return met


def right_solutions(checker, wrong):
    """Return how many right solutions were tried: reference, its styles, alternatives."""
    tried = 0
    for exercise in checker.module.exercises:
        right = getattr(checker.solution, exercise.id)
        functions = (
            {"reference": right}
            | styles(right)
            | {
                f.__name__: f
                for f in load_alternatives(checker.course, checker.module)
                if f.alternative == exercise.id
            }
        )
        for name, function in functions.items():
            result = checker.examine(exercise.id, local(function), shrink=False)
            if result.status != results.PASSED:
                wrong.append(f"{exercise.id}: {name} is not spared")
        tried += len(functions)
    return tried


if __name__ == "__main__":
    sys.exit(main())
