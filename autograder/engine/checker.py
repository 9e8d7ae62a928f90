"""Checks one function of a module: joins its laws, its recorded examples and its points."""

import functools

from autograder.course import fingerprints
from autograder.course.content import load_properties, load_solution
from autograder.engine import results, without
from autograder.engine.examine import examine
from autograder.engine.foresight import foresee
from autograder.engine.subject import Subject, Trouble, local

#: Of an exercise that is to be written without something: in one of them it must be so.
_CALLS = 30


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
        handed=None,
    ):
        """Return the ExerciseResult of `function`, which raises only Trouble.

        `prints` are other recorded examples than the public ones (a class's own seed), `laws` the
        names of those laws that are to be held against it (default: all). `many` makes many calls at
        once; it serves where the reference is at hand to foresee them. `callees` returns the other
        exercises' functions that this one calls, by name; `known` are results of exercises that were
        examined before. `handed` is asked, with the arguments of a call and names of functions, which
        of them gets the whole work; by default it is seen in this process.
        """
        mine = (prints or self.prints)[exercise_id]
        if many and self.solution and mine.calls is None:
            right = getattr(self.solution, exercise_id)
            mine.calls = foresee(self.laws[exercise_id], right, mine)
        reference = None
        if self.solution:
            reference = Subject(exercise_id, local(getattr(self.solution, exercise_id)))
        result = examine(
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
        names = self.module.exercise(exercise_id).without
        if names and result.status == results.PASSED:
            asked = handed or functools.partial(without.handed, function)
            result.handed = self._handed(exercise_id, asked, names)
            if result.handed:
                result.status, result.score = results.FAILED, 0.0
        return result

    def _handed(self, exercise_id, asked, names):
        """Return the function that gets the whole work in each of some calls, or ""."""
        law = next(law for law in self.laws[exercise_id] if law.domain)
        drawn = self.prints[exercise_id].drawn[law.name][:_CALLS]
        try:
            given = {asked(law.domain.arguments(example), names) for example in drawn}
        except Trouble:  # its own answers are what counts
            return ""
        return "" if "" in given else sorted(given)[0]

    def _faults(self, callees, known):
        """Return ``{exercise: misconception or None}`` of those called functions that fail their checks."""
        done, found = {result.id: result for result in known}, {}
        for id, function in callees().items():
            result = done.get(id) or self.examine(id, function, shrink=False)
            if result.status != results.PASSED:
                first = result.first_failure
                found[id] = first.misconception if first and result.culprit == id else None
        return found
