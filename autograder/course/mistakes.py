"""Records what each misconception answers, in each of its spellings, and which laws it breaks."""

import numpy as np

from autograder.course.content import load_solution
from autograder.course.fingerprints import Told
from autograder.course.model import CourseError
from autograder.engine.naming import NOISE, PROBES, alike, digest, head, masked, span, within
from autograder.engine.subject import Crashed, Subject, Trouble, local

#: The share of an answer's numbers of which rounding may decide: half of them are phases.
_MOST = 0.6
_WRONG = (AssertionError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)


def right_answers(laws, function, entry, others):
    """Return the digests of the reference's first answers, without what is noise.

    What other right functions answer otherwise, though all laws hold, is noise, too: pi or -pi.

    Parameters
    ----------
    laws : list of Property
        Of one exercise.
    function : callable
        The reference.
    entry : dict
        What is recorded of the exercise so far.
    others : list of callable
        Independent right functions.
    """
    first = _without_noise(_answers(laws, function, entry), laws, function, entry)
    rows = first
    for other in others:
        theirs = _answers(laws, other, entry)
        rows = {
            name: [_shared(*three) for three in zip(row, first[name], theirs[name], strict=True)]
            for name, row in rows.items()
        }
    return rows


def _shared(left, mine, their):
    """Return what is left of an answer of the reference without what another right one has otherwise.

    Where most is otherwise, it is the answer that is of another kind: a list, in single precision, its
    rows in another order.
    """
    both = masked(mine, their)
    if isinstance(left, str) or isinstance(both, str):
        return left
    lost = sum(new is None and old is not None for new, old in zip(both, mine, strict=True))
    if lost > _MOST * (len(mine) - head(mine)):
        return left
    return [None if new is None else old for old, new in zip(left, both, strict=True)]


def variants(course, module, exercise, wrong, laws, entry, right):
    """Return what the misconceptions of a module answer in one exercise, where that is not right.

    Returns
    -------
    dict
        ``{id: {"breaks": {law: [kind, ...]}, "answers": [rows, ...]}}``. A kind is the type of the
        exception, or "" where there was an answer. The first rows are digests in the form of
        `right`; the others have only what is different from the first: null stands for the same.
        Of a misconception with a range they are the least and the greatest answers.
    """
    found = {}
    for mistake in wrong:
        about = mistake.misconception
        spelled, differ, breaks = [], False, {}
        for spelling in mistake.spellings:
            solution = load_solution(course, module, {about["of"]: spelling})
            function = getattr(solution, exercise)
            answers = _answers(laws, function, entry)
            if _differ(answers, right):
                answers = _without_noise(answers, laws, function, entry)
            if not _differ(answers, right):
                if about["between"]:
                    spelled.append(answers)
                continue
            differ = True
            spelled.append(answers)
            for name, kind in _breaks(laws, function, entry).items():
                if kind not in breaks.setdefault(name, []):
                    breaks[name].append(kind)
        if differ and breaks:  # what no law sees is no mistake here
            if about["between"]:
                spelled = _ends(spelled)
            first, *others = spelled
            others = [_different(rows, first) for rows in others]
            others = [rows for i, rows in enumerate(others) if rows and rows not in others[:i]]
            found[about["id"]] = {"breaks": breaks, "answers": [first, *others]}
    return found


def _different(rows, first):
    """Return of `rows` what is another than in `first`."""
    out = {}
    for name, row in rows.items():
        pairs = zip(row, first[name], strict=True)
        marked = [None if mine == theirs or alike(mine, theirs) else mine for mine, theirs in pairs]
        if any(mine is not None for mine in marked):
            out[name] = marked
    return out


def _ends(spelled):
    """Return the least and the greatest answers of several spellings."""
    ends = {
        name: [span([rows[name][i] for rows in spelled]) for i in range(len(row))]
        for name, row in spelled[0].items()
    }
    return [{name: [pair[end] for pair in row] for name, row in ends.items()} for end in (0, 1)]


def _differ(answers, right):
    return any(
        not within(free, mine, mine)
        for name, row in right.items()
        for mine, free in zip(answers[name], row, strict=True)
        if free != NOISE
    )


def _without_noise(rows, laws, function, entry):
    """Put `NOISE` for answers, and None for numbers, of which rounding decides.

    The phase of a bin that holds nothing is another on each processor, and in each right solution.
    """
    # Both ways: noise may be nothing but a sign.
    for seed, way in ((0, 1), (0, -1), (1, 1), (1, -1)):
        others = _answers(laws, shaken(function, seed, way), entry)
        rows = {
            name: [masked(*pair) for pair in zip(row, others[name], strict=True)]
            for name, row in rows.items()
        }
    return rows


def shaken(function, seed, way=1):
    """Return `function` of signals that differ in their last digits, this `way` or the other."""

    def shake(value):
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
            return value
        # None stays as it is: what is decided by the last bit shows in one of the two ways.
        steps = np.random.default_rng(seed).choice([-4, -3, -2, -1, 1, 2, 3, 4], value.shape)
        return value * (1 + way * 2**-50 * steps)  # more than the rounding of a sum

    return lambda *args: function(*map(shake, args))


def _examples(law, entry):
    recorded = entry["properties"][law.name]
    for i, example in enumerate(recorded["examples"]):
        yield example, Told(recorded["reference"][i]) if law.uses_reference else None


def _answers(laws, function, entry):
    """Return the digests of the first answers of `function` to the first examples of each law."""
    subject = _Once(laws[0].exercise, local(function))
    rows = {}
    for law in laws:
        row = []
        for example, told in list(_examples(law, entry))[:PROBES]:
            subject.begin()
            _held(law, subject, told, example)
            row.append(digest(subject.answers[0]) if subject.answers else "?nothing")
        rows[law.name] = row
    return rows


def _breaks(laws, function, entry):
    """Return ``{law: kind}`` of the laws that `function` breaks; nothing after a shape that is wrong."""
    subject = Subject(laws[0].exercise, local(function))
    found = {}
    for law in laws:
        for example, told in _examples(law, entry):
            subject.begin()
            if (kind := _held(law, subject, told, example)) is not None:
                found[law.name] = kind
                break
        if law.name in found and law.kind == "shape":
            break
    return found


def _held(law, subject, told, example):
    """Return None if a law holds for an example, else how it breaks: "" or the type of an exception."""
    try:
        with np.errstate(all="ignore"):
            law.hold(subject, told, example)
    except _Answered:
        return None
    except Crashed as crash:
        return crash.type
    except _WRONG:
        return ""
    except Trouble as trouble:
        raise CourseError(f"{law.exercise}: a misconception gives no answer: {trouble}") from None
    return None


class _Once(Subject):
    """A subject that ends the law after its first answer: what follows is not recorded."""

    def __call__(self, *args, **kwargs):
        super().__call__(*args, **kwargs)
        raise _Answered


class _Answered(Exception):
    pass
