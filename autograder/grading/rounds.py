"""The two rounds of an examination, each exercise on its own; see :mod:`autograder.engine.secret`."""

import functools

from autograder.course.model import CourseError
from autograder.engine import results, secret
from autograder.engine.results import ExerciseResult, Failure, PropertyResult
from autograder.engine.subject import TimedOut
from autograder.grading import patience


class SecretRound:
    """The second round of an examination, by a class's own examples; see :mod:`..engine.secret`."""

    def __init__(self, checker, prints, session, heard, flags, cells):
        self._checker, self._prints, self._session = checker, prints, session
        self._heard, self._flags, self._lines = heard, flags, secret.lines_of(cells)

    def joined(self, result):
        """Return the result of both rounds; where there are no points left to lose, the first one."""
        if not result.score:
            return result
        ended = result.status in (results.TIMEOUT, results.KILLED)
        held = [prop.name for prop in result.properties if prop.passed]
        many = functools.partial(self._session.call_many, result.id)
        again = examined(
            self._checker,
            self._checker.module.exercise(result.id),
            self._flags,
            secret.veiled(self._session.function(result.id), self._lines),
            prints=self._prints,
            laws=held if ended else None,
            shrink=False,
            many=secret.veiled_many(many, self._lines),
            heard=self._heard[result.id],
        )
        return secret.joined(result, again)


def examined(checker, exercise, flags, function, **options):
    """Return what a checker finds; whatever it stumbles over there is this exercise's own."""
    try:
        with patience.limited(checker.course.limits.exercise):
            return checker.examine(exercise.id, function, **options)
    except CourseError:
        raise
    except TimedOut as trouble:
        status, why = results.TIMEOUT, str(trouble)
    except Exception as error:
        status, why = results.ERROR, f"Its answers could not be examined ({type(error).__name__})."
        flags.append(f"{exercise.id}: {why}")
    laws = checker.laws[exercise.id]
    failed = PropertyResult(laws[0].name, laws[0].law, laws[0].kind, False, Failure(why, {}))
    return ExerciseResult(exercise.id, status, exercise.points, [failed], total=len(laws))
