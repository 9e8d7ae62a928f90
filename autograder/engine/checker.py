"""Checks one function of a module: joins its laws, its recorded examples and its points."""

import functools

from autograder.course import fingerprints
from autograder.course.content import load_properties, load_solution
from autograder.engine import results
from autograder.engine.examine import examine
from autograder.engine.foresight import foresee
from autograder.engine.subject import Subject, local


class ModuleChecker:
    """Everything that is needed to examine the exercises of one module, loaded once.

    Parameters
    ----------
    course : Course
    module : Module
    """

    def __init__(self, course, module):
        self.course = course
        self.module = module
        self.laws, self.units = load_properties(course, module)
        self.prints = fingerprints.load(course, module)

    @functools.cached_property
    def solution(self):
        """The reference module, or None in a class, which does not have it."""
        return load_solution(self.course, self.module) if self.course.complete else None

    def examine(
        self,
        exercise_id,
        function,
        *,
        prints=None,
        laws=None,
        shrink=True,
        survey=False,
        many=None,
        heard=None,
        callees=dict,
        known=(),
    ):
        """Return the ExerciseResult of `function`, which raises only Trouble.

        `prints` are other recorded examples than the public ones (a class's own seed), `laws` the
        names of those laws that are to be held against it (default: all). `many` makes many calls at
        once; it serves where the reference is at hand to foresee them. `callees` returns the other
        exercises' functions that this one calls, by name; `known` are results of exercises that were
        examined before.
        """
        mine = (prints or self.prints)[exercise_id]
        if many and self.solution and mine.calls is None:
            right = getattr(self.solution, exercise_id)
            mine.calls = foresee(self.laws[exercise_id], right, mine)
        reference = None
        if self.solution:
            reference = Subject(exercise_id, local(getattr(self.solution, exercise_id)))
        return examine(
            [law for law in self.laws[exercise_id] if laws is None or law.name in laws],
            function,
            mine,
            points=self.module.exercise(exercise_id).points,
            reference=reference,
            shrink=shrink,
            survey=survey,
            many=many,
            heard=heard,
            faults=functools.partial(self._faults, callees, known),
        )

    def _faults(self, callees, known):
        """Return ``{exercise: misconception or None}`` of those called functions that fail their checks."""
        done, found = {result.id: result for result in known}, {}
        for id, function in callees().items():
            result = done.get(id) or self.examine(id, function, shrink=False)
            if result.status != results.PASSED:
                first = result.first_failure
                found[id] = first.misconception if first and result.culprit == id else None
        return found
