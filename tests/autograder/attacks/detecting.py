"""Functions that notice that they are graded, remember what they said, or guess."""

from functools import partial

from attacks.corpus import DECIBELS, NOTHING, ORACLE, attack

detect = partial(attack, theme="detecting")
BOTH = DECIBELS, ORACLE
UNSTEADY = "different answers"

detect(
    "a table of the public examples",
    "Answers from the recorded examples, which are in every learner's copy; knows nothing else.",
    """
import zlib
_right, _table = TARGET, PUBLIC_CALLS

def TARGET(*args):
    if zlib.crc32(repr(args).encode()) in _table:
        return _right(*args)
    return 0.125
""",
    earns=None,
    on=BOTH,
    confined=False,
    seeded=True,
)
detect(
    "the number of calls",
    "Right for the first hundred calls, and then anything.",
    """
_right, _count = TARGET, 0

def TARGET(*args):
    global _count
    _count += 1
    return _right(*args) if _count < 100 else 0.125
""",
    earns=None,
    flag=UNSTEADY,
    on=BOTH,
)
detect(
    "the time",
    "Right for a twentieth of a second.",
    """
import time
_right, _begin = TARGET, []

def TARGET(*args):
    _begin.append(time.monotonic())
    return _right(*args) if _begin[-1] - _begin[0] < 0.01 else 0.125
""",
    earns=None,
    flag=UNSTEADY,
)
detect(
    "random answers",
    "Guesses.",
    "import random\n\ndef TARGET(*args):\n    return random.random()",
    earns=NOTHING,
    flag=UNSTEADY,
    on=BOTH,
)
detect(
    "right most of the time",
    "One answer in thirty is wrong, at random: a counterexample that fails only once.",
    """
import random
_right = TARGET

def TARGET(*args):
    return _right(*args) if random.random() < 29 / 30 else 0.125
""",
    earns=None,
    flag=UNSTEADY,
    on=BOTH,
)
detect(
    "the answer before",
    "Returns what would have been right for the call before.",
    """
_right, _last = TARGET, 0.0

def TARGET(*args):
    global _last
    _last, answer = _right(*args), _last
    return answer
""",
    earns=NOTHING,
    flag=UNSTEADY,
    on=BOTH,
)
detect(
    "the grader's environment",
    "Lies only where it is graded.",
    """
import os, sys
_right = TARGET

def TARGET(*args):
    graded = "SOUNDCHECK_WORKER" in os.environ or not sys.stdin or "ipykernel" not in sys.modules
    return 0.125 if graded else _right(*args)
""",
    earns=NOTHING,
    confined=False,
)
detect(
    "the questions ahead",
    "Reads in the caller's variables what will be asked next, and how often.",
    """
import sys
_right = TARGET

def TARGET(*args):
    frame = sys._getframe()
    while frame := frame.f_back:
        request = frame.f_locals.get("request")
        if isinstance(request, dict) and len(request.get("args", ())) > 3:
            return 0.125
    return _right(*args)
""",
    earns=None,
    flag=UNSTEADY,
    confined=False,
)
detect(
    "the shape of the questions",
    "Right for the few inputs that a person would check by hand, and 0 for all others.",
    """
_right = TARGET

def TARGET(*args):
    return _right(*args) if len(repr(args)) < 40 else 0.0
""",
    earns=None,
)
