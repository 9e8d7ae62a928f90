"""Attacks that change the libraries with which a grader would compare."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

patch = partial(attack, theme="patching")
BOTH = DECIBELS, ORACLE
LIE = "\n\ndef TARGET(*args, **kwargs):\n    return 0.5\n"

patch(
    "builtins",
    "abs() is always 0 and all() always True, so that every comparison holds.",
    "import builtins\nbuiltins.abs = lambda x: 0.0\nbuiltins.all = lambda x: True" + LIE,
    status="failed",
    on=BOTH,
)
patch(
    "np.testing",
    "Every assertion of np.testing does nothing.",
    """
import numpy.testing
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *a, **k: None)
"""
    + LIE,
    on=BOTH,
)
patch(
    "numpy's comparisons",
    "np.allclose, np.isclose, np.abs and their kind say what the attacker likes.",
    """
for name in "allclose", "isclose", "array_equal", "all", "isfinite":
    setattr(np, name, lambda *a, **k: True)
np.abs = np.max = lambda *a, **k: 0.0
"""
    + LIE,
    on=BOTH,
)
patch(
    "np.asarray",
    "Whatever is turned into an array becomes the one that was last asked for.",
    "np.asarray = np.array = lambda *a, **k: np.float64(0.0)" + LIE,
)
patch(
    "hypothesis",
    "The laws are never run, for @given and @settings make them empty.",
    """
import hypothesis
hypothesis.given = lambda *a, **k: lambda test: lambda *b, **l: None
hypothesis.settings = lambda *a, **k: lambda test: test
"""
    + LIE,
)
patch(
    "the import system",
    "A finder at the head of sys.meta_path delivers empty modules in place of the laws.",
    """
import importlib.abc, importlib.machinery, sys, types

class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("autograder", "numpy.testing", "pytest", "hypothesis")):
            return importlib.machinery.ModuleSpec(name, self)
    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: lambda *a, **k: None
        return module
    def exec_module(self, module):
        pass

sys.meta_path.insert(0, Finder())
for name in [n for n in sys.modules if n.startswith("numpy.testing")]:
    del sys.modules[name]
"""
    + LIE,
    on=BOTH,
)
patch(
    "sys.modules",
    "The engine's modules are replaced by ones that find everything right.",
    """
import sys, types
for name in list(sys.modules):
    if name.startswith("autograder"):
        fake = types.ModuleType(name)
        fake.__getattr__ = lambda name: lambda *a, **k: True
        sys.modules[name] = fake
"""
    + LIE,
    on=BOTH,
)
patch(
    "the worker's own functions",
    "The worker's methods are replaced by some that claim a pass and a score.",
    """
from autograder.grading import worker
worker._Worker._call = lambda self, *a: {"passed": True, "score": 10.0, "value": 3.5355}
worker.describe = lambda error: ["passed", "all laws hold", 1, "score = 10"]
"""
    + LIE,
    spoils=True,
    on=BOTH,
)
patch(
    "msgpack",
    "What packs the answers packs something else.",
    "import msgpack\nmsgpack.packb = lambda *a, **k: b'\\x81\\xa5score\\x0a'",
    flag="Cell",
    earns=ALL,  # the cell is left out of the next try, and the right function stays
)
patch(
    "code objects found by gc",
    "Every function that checks or compares anything gets the code of one that does nothing.",
    """
import gc, types
nothing = (lambda *a, **k: None).__code__
for f in gc.get_objects():
    if isinstance(f, types.FunctionType) and f.__name__ in (
        "assert_allclose", "close", "number", "equal", "refuses", "hold", "score", "examine",
        "allclose", "isclose",
    ):
        try:
            f.__code__ = nothing
        except ValueError:
            pass
"""
    + LIE,
    on=BOTH,
)
patch(
    "sys.settrace",
    "A trace function changes the variables of whoever calls the learner's function.",
    """
import sys

def spy(frame, event, arg):
    for name in "got", "value", "expected", "want", "passed", "score":
        if name in frame.f_locals:
            frame.f_locals[name] = 10.0
    return spy

sys.settrace(spy)
for frame in sys._current_frames().values():
    while frame:
        frame.f_trace = spy
        frame = frame.f_back
"""
    + LIE,
)
patch(
    "IPython's AST transformers",
    "Every assert is taken out of the cells that come later.",
    """
import ast

class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

get_ipython().ast_transformers.append(NoAsserts())
"""
    + LIE,
    on=BOTH,
)
patch(
    "IPython's input transformers",
    "The text of every later cell is replaced by one that passes.",
    """
get_ipython().input_transformers_cleanup.append(lambda lines: ["1.0\\n"])
"""
    + LIE.replace("def", "exec('''def").rstrip()
    + "\n''')\n",
)
patch(
    "IPython's displays",
    "Hooks print and display full marks after every cell.",
    """
import sys
from IPython.display import HTML, display
sys.displayhook = lambda value: print("10.0")
get_ipython().events.register("post_run_cell", lambda result: display(HTML("<h1>10 of 10</h1>")))
get_ipython().showtraceback = lambda *a, **k: print("10.0")
"""
    + LIE,
    on=BOTH,
)
patch(
    "IPython's run_cell",
    "The shell runs nothing any more and says that all went well.",
    """
shell = get_ipython()
type(shell).run_cell = type(shell).run_cell_async = lambda self, *a, **k: type(
    "Result", (), {"success": True, "error_before_exec": None, "error_in_exec": None, "result": 10.0}
)()
"""
    + LIE,
)
patch(
    "atexit",
    "When the process ends it writes a score to wherever one might be read.",
    """
import atexit, sys

def write():
    for fd in range(256):
        try:
            os.write(fd, b'{"score": 10.0}')
        except OSError:
            pass

import os
atexit.register(write)
"""
    + LIE,
)
patch(
    "numpy's random numbers",
    "With a generator that gives only zeros every input is silence, for which 0 is right.",
    """
class Zeros:
    def __getattr__(self, name):
        return lambda *a, **k: np.zeros(a[0] if a and name == "standard_normal" else 1)

np.random.default_rng = lambda *a: Zeros()
np.random.seed(0)

def TARGET(*args, **kwargs):
    return 0.0
""",
    on=BOTH,
)
patch(
    "float comparison in C",
    "All floats are equal: the type's comparison is overwritten through ctypes.",
    """
import ctypes
base = id(float)
offset = 25 * ctypes.sizeof(ctypes.c_void_p)  # tp_richcompare, with the header of CPython
compare = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_int)(
    lambda a, b, operation: True
)
ctypes.c_void_p.from_address(base + offset).value = ctypes.cast(compare, ctypes.c_void_p).value
"""
    + LIE,
    spoils=True,
)
