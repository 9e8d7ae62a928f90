"""``soundcheck check NOTEBOOK``: the learner's check, in a terminal."""

from autograder.course.model import find_course
from autograder.engine import results
from autograder.engine.words import exercise_text
from autograder.grading import sandbox
from autograder.grading.grade import UNSAFE, Grader, module_of
from autograder.grading.reading import read_notebook


def check_notebook(path, exercise_ids):
    """Print what `check` says of each exercise; return 0 if all pass, else 1."""
    course = find_course()
    notebook = read_notebook(path)
    module = module_of(notebook, course)
    chosen = exercise_ids or [e.id for e in module.exercises]
    for id in chosen:
        module.exercise(id)
    sandbox.say_if_missing("the notebook's code")
    grader = Grader(course, sandbox=sandbox.works())
    report = grader.grade(notebook, module, only=chosen)
    units = grader.units(module)
    for result in report.exercises:
        print(exercise_text(result, units), end="\n\n")
    for flag in report.flags:
        if flag != UNSAFE:
            print(flag)
    done = sum(r.status == results.PASSED for r in report.exercises)
    print(f"{done} of {len(report.exercises)} exercises pass in {path.name}.")
    return 0 if done == len(report.exercises) else 1
