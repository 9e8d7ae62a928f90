"""What a check or a grade found, as plain data."""

from dataclasses import dataclass, field

PASSED, FAILED, NOT_WRITTEN = "passed", "failed", "not_implemented"
MISSING, ERROR, TIMEOUT, KILLED = "missing", "error", "timeout", "killed"


@dataclass
class Failure:
    """Why one property does not hold, for one example.

    `calls` are those that show it (:class:`~autograder.engine.subject.Call`): one, or the several
    that a law compares where `relation` is true. `kind` says that the answer is the wrong kind of
    thing, or none at all, whatever the law is about; `crash` is the type of the exception that the
    function raised, if it did. `compared` holds the numbers of this example,
    `survey` those of the recorded examples (:class:`~autograder.laws.assertions.Compared`), both for
    a picture. `secret` is a failure of which no more is told than that there is one
    (:mod:`.secret`).
    """

    sentence: str
    example: dict
    calls: list = field(default_factory=list)
    expected: str = ""
    got: str = ""
    tolerance: str = ""
    because: str = ""
    crash: str = ""
    kind: bool = False
    relation: bool = False
    compared: object = None
    survey: list = field(default_factory=list)
    secret: bool = False


@dataclass
class PropertyResult:
    """One law: held or not."""

    name: str
    law: str
    kind: str
    passed: bool
    failure: Failure | None = None
    misconception: str | None = None

    @property
    def message(self):
        return self.failure.sentence if self.failure else "holds"


@dataclass
class ExerciseResult:
    """One exercise: its status, its points, its laws.

    `advice` is what to say about the named misconception, and `origin` the function whose mistake it is.
    `culprit` is the function that it was made in: that one, if it is the exercise itself or is called
    by it and fails its own check; else the exercise, which makes the same mistake once more.
    `upstream` is a function that this one calls and that fails its own check; `unwritten` one that it
    calls and that is not written yet. `steady` is False for a function that answers the
    same call differently a second time. `missing` is what :func:`missing` says.
    """

    id: str
    status: str
    max_score: float
    properties: list[PropertyResult] = field(default_factory=list)
    score: float = 0.0
    note: str = ""
    advice: str = ""
    origin: str = ""
    culprit: str = ""
    upstream: str = ""
    unwritten: str = ""
    steady: bool = True
    missing: str = ""
    total: int = 0
    handed: str = ""

    @property
    def first_failure(self):
        """The first law that broke; one that can be told in full goes before those that cannot."""
        broken = [p for p in self.properties if not p.passed]
        return next((p for p in broken if not p.failure.secret), broken[0] if broken else None)


#: Right answers to fewer questions than this share are no beginning of a solution.
ENOUGH_AGREEMENT = 0.4


def missing(properties, agreement=1.0):
    """Return what is missing before there are points: "shape", "anchor" or "agreement", else "".

    Parameters
    ----------
    properties : list of PropertyResult
        Those that were run.
    agreement : float, optional
        The share of questions with the right answer. Many laws hold for zeros, and known values can be
        learned by heart: who answers nearly everything else wrong earns nothing.
    """
    broken = {p.kind for p in properties if not p.passed}
    for gate in ("shape", "anchor"):
        if gate in broken:
            return gate
    return "agreement" if agreement < ENOUGH_AGREEMENT else ""


def score(properties, total, points):
    """Return the share of `points` that belongs to the share of laws that hold, of `total`."""
    held = sum(p.passed for p in properties)
    return round(points * held / total, 2) if total else 0.0
