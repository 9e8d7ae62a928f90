"""Runs the laws of one exercise on one implementation.

Recorded examples are replayed first; only the first law that breaks is given to Hypothesis, to
shrink its counterexample.
"""

from autograder.engine import foresight, results, words
from autograder.engine.naming import PROBES, alike, digest, fitting
from autograder.engine.quiet import quiet
from autograder.engine.results import ExerciseResult, Failure, PropertyResult
from autograder.engine.subject import (
    Crashed,
    Died,
    NotWritten,
    Subject,
    TimedOut,
    Trouble,
    is_single,
)
from autograder.laws.assertions import witnessed
from autograder.laws.broken import Broken

#: Calls of the law under shrinking. A count, not a time: the same submission shrinks the same way.
SHRINK_BUDGET = 300
_NAME = 60  # characters of a function's name that are told


class _Enough(BaseException):
    """Leaves Hypothesis when the budget is used up."""


def examine(
    laws,
    function,
    prints,
    *,
    points,
    reference=None,
    shrink=True,
    survey=False,
    many=None,
    heard=None,
    faults=dict,
):
    """Examine one exercise.

    Parameters
    ----------
    laws : list of Property
        In order: shape first.
    function : callable
        The learner's; raises only Trouble.
    prints : ExercisePrints
        Recorded examples, reference answers, and what the misconceptions answer.
    points : float
        What the exercise is worth.
    reference : callable, optional
        The live reference; without it the recorded answers serve.
    shrink : bool, optional
        Whether to look for the smallest counterexample of the first law that breaks.
    survey : bool, optional
        Whether to compare the answers in all recorded examples of that law, for a picture.
    many : callable, optional
        Makes many calls at once: those of `prints.calls`; see :mod:`.foresight`.
    heard : set, optional
        The questions that are no news to the function; those of the public examples are added.
    faults : callable, optional
        Returns ``{name: misconception or None}`` of the functions that this one calls and that fail
        their own checks. Asked only if a law breaks.

    Returns
    -------
    ExerciseResult
    """
    dealt = foresight.Dealt(function)
    subject = Subject(laws[0].exercise, dealt)
    out = ExerciseResult(
        id=subject.__name__, status=results.PASSED, max_score=points, total=len(laws)
    )
    answers, agreement = {}, 1.0
    heard = set() if heard is None else heard
    with quiet():
        try:
            # One call alone first: a function that never answers is not asked many times.
            _, first = _replay(laws[0], subject, prints, most=1)
            for law in laws:
                known = (prints.calls or {}).get(law.name) if many else None
                rows = foresight.ask(many, known) if known else ()
                failure, answers[law.name] = _replay(law, subject, prints, rows, heard=heard)
                dealt.deal(())
                if failure and shrink and out.first_failure is None:
                    case = failure.example.get("case", "") if law.domain else ""
                    smaller, out.steady = _shrink(law, subject, reference, prints.seed, case)
                    failure = smaller or failure
                    if survey:
                        failure.survey = _survey(law, subject, prints)
                out.properties.append(_result(law, failure))
                if failure and law.kind == "shape":
                    break
            else:
                same = all(map(alike, first, answers[laws[0].name]))
                out.steady &= same and _steady(laws, subject, prints, answers)
            if out.first_failure and not results.missing(out.properties):
                agreement = _agreement(laws, subject, prints, heard)
        except NotWritten as other:
            out.status, out.properties = results.NOT_WRITTEN, []
            name = str(other)[:_NAME]
            out.unwritten = name if name.isidentifier() and name != out.id else ""
            return out
        except (TimedOut, Died) as trouble:
            law = laws[len(out.properties)] if len(out.properties) < len(laws) else laws[-1]
            out.status = results.TIMEOUT if isinstance(trouble, TimedOut) else results.KILLED
            out.properties[len(laws) - 1 :] = []
            right = out.properties and all(p.passed for p in out.properties)
            slow = "Right so far, but too slow. " if right and isinstance(trouble, TimedOut) else ""
            out.properties.append(_result(law, Failure(f"{slow}{trouble}", {})))
    broken = out.first_failure
    if broken:
        if out.status == results.PASSED:
            out.status = results.ERROR if broken.failure.crash else results.FAILED
        with quiet():
            _name(out, answers, prints, faults())
    out.missing = results.missing(out.properties, agreement)
    out.score = 0.0 if out.missing else results.score(out.properties, out.total, points)
    return out


def _name(out, answers, prints, faults):
    """Name the mistake, if only one fits, and the function that it was made in.

    A function that is called and fails its own check comes first; then the mistakes of the exercise
    itself; then those of others, made here once more. A mistake is named only beside an error that
    it makes: at the first law that breaks it has to break, too, and in the same way.
    """
    broken = out.first_failure
    out.upstream = next(iter(faults), "")
    breaking = {
        id: spellings
        for id, spellings in prints.variants.items()
        if broken.failure.crash in prints.breaks[id].get(broken.name, ())
    }
    fits = {id: prints.misconceptions[id]["of"] for id in fitting(answers, prints.right, breaking)}
    faulty = [id for id, of in fits.items() if of in faults and faults[of] in (None, id)]
    for ids in (faulty, [id for id, of in fits.items() if of == out.id], list(fits)):
        if ids:
            break
    else:
        return
    if len(ids) == 1:
        broken.misconception = ids[0]
        out.origin = fits[ids[0]]
        out.culprit = out.origin if ids is faulty else out.id
        out.advice = prints.misconceptions[ids[0]]["says"]


def _result(law, failure):
    return PropertyResult(
        name=law.name, law=law.law, kind=law.kind, passed=failure is None, failure=failure
    )


def _replay(law, subject, prints, rows=(), most=None, heard=None):
    """Return the first failure over the recorded examples, and the digests of the first answers.

    `rows` are foreseen calls with their outcomes, by example; `most` ends the replay early; what the
    public examples ask is added to `heard`.
    """
    failure, answers = None, []
    public = prints.public.get(law.name, 0)
    for i, (example, told) in enumerate(prints.examples(law)):
        if i == most or (failure and i >= PROBES):
            break
        if rows:
            subject.function.deal(rows[i])
        found = _try(law, subject, told, example)
        failure = failure or found
        if i < public and heard is not None:
            heard.update(subject.questions)
        if i < PROBES:
            answers.append(digest(subject.answers[0]) if subject.answers else "?nothing")
    return failure, answers


def _agreement(laws, subject, prints, heard):
    """Return the share of the questions to which the answer is the reference's.

    Only those count that nobody could know, and that no answer without work gets right.
    """
    held = total = 0
    for law in laws:
        if law.uses_reference and law.drawn:
            examples = list(prints.examples(law))
            public = prints.public.get(law.name, 0)
            known = [example for example, _ in examples[:public]]
            for i, (example, told) in enumerate(examples[public:], public):
                # What is known: its functions s(t) would seem to be new ones.
                if i in prints.easy[law.name] or example in known:
                    continue
                found = _try(law, subject, told, example)
                if not heard.issuperset(subject.questions):
                    heard.update(subject.questions)
                    held += found is None
                    total += 1
    return held / total if total else 1.0


def _steady(laws, subject, prints, answers):
    """Whether the first example of each law gets the same answer a second time."""
    for law in laws:
        _, again = _replay(law, subject, prints, most=1)
        if not all(map(alike, again, answers[law.name])):
            return False
    return True


def _try(law, subject, reference, example):
    """Return why `law` breaks for `example`, or None. Trouble other than a crash is passed on."""
    subject.begin()
    try:
        law.hold(subject, reference, example)
    except Broken as broken:
        calls = subject.recent(broken.answers, max(broken.relation, 1))
        single = broken.near and any(is_single(call.answer) for call in calls)
        return Failure(
            f"{broken.sentence} {words.SINGLE}" if single else broken.sentence,
            example,
            calls,
            broken.expected,
            broken.got,
            broken.tolerance,
            broken.because,
            kind=broken.kind,
            relation=bool(broken.relation),
            compared=broken.compared,
        )
    except Crashed as crash:
        sentence = words.crash(crash, subject.changes_its_arguments)
        return Failure(sentence, example, subject.recent(), crash=crash.type, kind=True)
    except Trouble:
        raise
    except (
        TypeError, ValueError, AttributeError, IndexError, ArithmeticError, MemoryError
    ) as error:  # fmt: skip
        # The law computes with the answer; an answer that is no number breaks it here, and so does
        # the difference of a row and a column.
        return Failure(
            f"The answer could not be used in a calculation ({type(error).__name__}).",
            example,
            subject.recent(),
        )
    return None


def _shrink(law, subject, reference, seed, case):
    """Return the failure for the smallest counterexample that Hypothesis finds, or None.

    Also whether the examples that failed once did so again.
    """
    if not law.drawn or (law.uses_reference and reference is None):
        return None, True
    from hypothesis.errors import Flaky

    from autograder.course.record import run_given

    smallest, calls = None, 0

    def body(**arguments):
        nonlocal smallest, calls
        example = law.example_of(arguments)
        calls += 1
        if calls > SHRINK_BUDGET:
            raise _Enough
        try:
            failure = _try(law, subject, reference, example)
        except Trouble:
            raise _Enough from None
        if failure:
            smallest = failure
            raise Broken(failure.sentence)

    try:
        run_given(law, body, subject, reference, seed, shrink=True, case=case)
    except (_Enough, Broken):
        pass
    except Flaky:
        return smallest, False
    return smallest, True


def _survey(law, subject, prints):
    """Return what the law compares in its recorded examples, the last comparison of each."""
    found = []
    for example, told in prints.examples(law):
        with witnessed() as compared:
            try:
                _try(law, subject, told, example)
            except Trouble:
                return found
        found += compared[-1:]
    return found
