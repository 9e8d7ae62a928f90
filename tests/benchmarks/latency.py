"""How long a learner waits for a check: ``python tests/benchmarks/latency.py``.

For each module: the time of ``check`` for right answers (references and alternatives) and for wrong
ones (misconceptions, with the counterexample shrunk), and of the very first check in a new kernel.
"""

import statistics
import subprocess
import sys
import time

from autograder.course.content import load_alternatives, load_misconceptions, load_solution
from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.page import exercise_html
from autograder.engine.subject import local

REPEATS = 3


def main():
    course = find_course()
    print(f"{'module':<14}{'answers':<10}{'checks':>7}{'median':>10}{'worst':>10}")
    for module in course.modules:
        checker = ModuleChecker(course, module)
        for kind, functions in (("right", right(checker)), ("wrong", wrong(checker))):
            times = [once(checker, *pair) for pair in functions for _ in range(REPEATS)]
            print(
                f"{module.id:<14}{kind:<10}{len(times):>7}{1000 * statistics.median(times):>7.0f} ms"
                f"{1000 * max(times):>7.0f} ms"
            )
    first = course.modules[0]
    code = (
        f"import time; begin = time.perf_counter(); from autograder import check\n"
        f"def {first.exercises[0].id}(x): return 0.0\n"
        f"check({first.exercises[0].id}); print(time.perf_counter() - begin)"
    )
    seconds = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(REPEATS)]
    print(f"first check in a new process, imports included: {statistics.median(seconds):.2f} s")


def once(checker, id, function):
    begin = time.perf_counter()
    exercise_html(checker.examine(id, local(function)), checker.units)
    return time.perf_counter() - begin


def right(checker):
    yield from ((e.id, getattr(checker.solution, e.id)) for e in checker.module.exercises)
    yield from ((f.alternative, f) for f in load_alternatives(checker.course, checker.module))


def wrong(checker):
    for function in load_misconceptions(checker.course, checker.module):
        of = function.misconception["of"]
        variant = load_solution(checker.course, checker.module, {of: function})
        yield of, getattr(variant, of)


if __name__ == "__main__":
    main()
