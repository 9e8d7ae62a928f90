"""Attacks that walk the stack, the heap and the functions that they are given."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

walk = partial(attack, theme="walking", wins=True, earns=ALL)
BOTH = DECIBELS, ORACLE
NAMES = '"expected", "want", "reference", "told", "prints", "law", "laws", "subject", "gradebook", "desired"'

walk(
    "the stack",
    "Looks in the variables of all callers for the right answer.",
    f"""
import sys
_right, _found = TARGET, []

def TARGET(*args):
    frame = sys._getframe()
    while frame := frame.f_back:
        if {{{NAMES}}} & frame.f_locals.keys():
            return "won"
    return _right(*args)
""",
    on=BOTH,
)
walk(
    "all frames of all threads",
    "The same for threads, generators and tracebacks.",
    f"""
import gc, sys, types
frames = list(sys._current_frames().values())
for thing in gc.get_objects():
    if isinstance(thing, types.FrameType):
        frames.append(thing)
    elif isinstance(thing, (types.GeneratorType, types.CoroutineType)):
        frames.append(getattr(thing, "gi_frame", None) or getattr(thing, "cr_frame", None))
won = False
for frame in frames:
    while frame is not None:
        won = won or {{{NAMES}}} & frame.f_locals.keys() and "autograder" in frame.f_code.co_filename
        frame = frame.f_back
""",
)
walk(
    "the heap",
    "Asks gc for the laws, the recorded examples and their answers.",
    """
import gc
kinds = {"Property", "ModuleChecker", "ExercisePrints", "Grader", "Course", "Subject", "Gradebook"}
won = any(type(thing).__name__ in kinds for thing in gc.get_objects())
for thing in gc.get_objects():
    if type(thing) is dict and "examples" in thing.keys() and "reference" in thing.keys():
        won = True
""",
    on=BOTH,
)
walk(
    "the modules",
    "Looks for solutions, laws and the gradebook among all loaded modules.",
    """
import sys
names = ("solutions", "autograder.classroom", "autograder._course", "nbgrader", "pytest", "test_")
won = any(name.startswith(names) for name in sys.modules)
""",
)
walk(
    "inside a lent function",
    "The signal s of the oracle is a function of known parts: reads them from its closure.",
    """
_right = TARGET

def _parts(thing, depth=0):
    yield thing
    if depth < 4:
        for name in "__closure__", "__defaults__", "__kwdefaults__", "__self__", "__wrapped__", "func", "args":
            inner = getattr(thing, name, None)
            for part in inner if isinstance(inner, tuple) else [inner]:
                yield from _parts(getattr(part, "cell_contents", part), depth + 1)
        for constant in getattr(getattr(thing, "__code__", None), "co_consts", ()):
            yield constant

def TARGET(s, *args):
    if any(isinstance(part, (float, np.ndarray, list)) for part in _parts(s)):
        return "won"
    return _right(s, *args)
""",
    on=(("oracle", "oracle"),),
)
walk(
    "a lent function, asked for more",
    "Calls s with objects that would spy on the grader, and with sizes that would fill its memory.",
    """
_right = TARGET

class Spy:
    def __array__(self, *a, **k): return np.zeros(1)
    __mul__ = __rmul__ = __add__ = lambda self, other: open("/tmp/spy", "w")

def TARGET(s, *args):
    for t in Spy(), "t", b"t", None, {}, {1}, [[1], [2, 3]], 10**400, 1j, np.zeros((0, 2**40)), s:
        try:
            s(t)
        except Exception as error:
            if "solutions" in str(error) or "/tests/" in str(error):
                return "won"
    try:
        s(np.broadcast_to(0.0, 10**9))
    except Exception:
        pass
    return _right(s, *args)
""",
    on=(("oracle", "fold_average"),),
    confined=False,
)
walk(
    "a lent function, kept",
    "Keeps s from one call and uses it in the next.",
    """
_right, _kept = TARGET, []

def TARGET(s, *args):
    for old in _kept[:3]:
        try:
            old(np.zeros(3))
        except Exception:
            pass
    _kept.append(s)
    return _right(s, *args)
""",
    on=(("oracle", "fold_average"),),
    confined=False,
)
