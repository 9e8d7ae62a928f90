"""Attacks that return objects which answer comparisons themselves."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

lie = partial(attack, theme="lying")
BOTH = DECIBELS, ORACLE
VECTOR = (("decibels", "db_to_amplitude"), ("oracle", "correlate_block"))


def returning(expression, before=""):
    return f"{before}\n\ndef TARGET(*args, **kwargs):\n    return {expression}\n"


lie(
    "__sub__ and __abs__",
    "The difference to anything is 0.",
    returning(
        "Liar()",
        """
class Liar:
    def nothing(self, *other):
        return 0.0
    __sub__ = __rsub__ = __add__ = __mul__ = __rmul__ = __pow__ = __abs__ = __neg__ = nothing
    __truediv__ = __rtruediv__ = __float__ = nothing
    __array_priority__ = 10**6
    __array_ufunc__ = None
""",
    ),
    status="failed",
    on=BOTH,
)
lie(
    "__eq__, __le__ and __lt__",
    "It is equal to anything, and less than anything.",
    returning(
        "Liar()",
        """
class Liar:
    def yes(self, *other):
        return True
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = yes
    __hash__ = None
    def __sub__(self, other): return self
    __rsub__ = __mul__ = __rmul__ = __abs__ = __sub__
    __array_ufunc__ = None
""",
    ),
    on=BOTH,
)
lie(
    "__array__",
    "It turns into whatever array it is compared with, found in the caller's variables.",
    returning(
        "Liar()",
        """
import sys

class Liar:
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe()
        while frame := frame.f_back:
            for name in "desired", "expected", "want", "y", "b":
                if name in frame.f_locals:
                    return np.asarray(frame.f_locals[name], dtype=float)
        return np.zeros(())
""",
    ),
    on=BOTH,
)
lie(
    "__float__",
    "It is a number only when asked, and then the one that is wanted.",
    returning(
        "Liar()",
        """
class Liar:
    def __float__(self): return 3.5355339059327378
    __int__ = __index__ = lambda self: 3
    def __getattr__(self, name): return lambda *a: 0.0
""",
    ),
)
lie(
    "a subclass of ndarray",
    "An array whose every operation gives zero.",
    returning(
        "np.zeros(()).view(Liar)",
        """
class Liar(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.True_ if "e" in ufunc.__name__[:2] else np.float64(0.0)
    def __array_function__(self, function, types, args, kwargs):
        return True
    def tobytes(self, *a): raise SystemExit
    shape = property(lambda self: (10**9,))
    dtype = property(lambda self: "float64")
    nbytes = property(lambda self: -1)
""",
    ),
    on=BOTH,
)
lie(
    "a subclass of float",
    "isinstance(answer, float) holds, and so does every comparison.",
    returning(
        "Liar(1.0)",
        """
class Liar(float):
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = lambda self, *other: Liar(0.0)
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __hash__ = float.__hash__
""",
    ),
    on=BOTH,
)
lie(
    "a subclass of np.float64",
    "A NumPy scalar that agrees with everything.",
    returning(
        "Liar(1.0)",
        """
class Liar(np.float64):
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = lambda self, *other: Liar(0.0)
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: np.True_
    dtype = property(lambda self: np.dtype("O"))
""",
    ),
)
lie(
    "__class__ and the type's name",
    "It says that it is a float, and its type calls itself so.",
    returning(
        "Liar()",
        """
class Meta(type):
    __name__ = property(lambda cls: "float")
    __instancecheck__ = __subclasscheck__ = lambda cls, other: True
    def __eq__(cls, other): return True
    def __hash__(cls): return hash(float)

class Liar(metaclass=Meta):
    __class__ = property(lambda self: float)
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
""",
    ),
)
lie(
    "a masked array",
    "Everything is masked, and a masked comparison is not False.",
    returning("np.ma.array(0.0, mask=True)"),
)
lie(
    "a structured array",
    "One named field, for which many functions have no answer but True.",
    returning("np.zeros((), dtype=[('a', 'f8'), ('b', 'O')])"),
)
lie(
    "an array of objects",
    "Each of its elements is a liar.",
    returning(
        "np.array(Liar(), dtype=object)",
        """
class Liar:
    __sub__ = __rsub__ = __mul__ = __abs__ = __float__ = lambda self, *other: 0.0
    __le__ = __eq__ = __lt__ = lambda self, other: True
""",
    ),
)
lie(
    "not a time",
    "NaT and NaN compare in their own way.",
    returning("np.datetime64('NaT') if args else np.nan"),
)
lie("NaN", "Comparisons with NaN are all false; so is `error > tolerance`.", returning("np.nan"))
lie(
    "infinity",
    "Infinity is close to infinity, and twice infinity is infinity.",
    returning("np.inf"),
    on=BOTH,
)
lie("negative zero", "-0.0 has no sign, and as a score would be less than zero.", returning("-0.0"))
lie(
    "np.float64(0.0) as a score",
    "nbgrader reads NumPy 2's text of zero as full marks.",
    returning("np.float64(0.0)"),
    on=BOTH,
)
lie("True", "True is close to 1.", returning("np.True_"))
lie("text", "A string that reads like a score.", returning("'10.0'"), on=BOTH)
lie(
    "complex",
    "A complex number without an imaginary part.",
    returning("complex(_right(*args))", "_right = TARGET"),
    confined=False,
)
lie(
    "a shape of 8 GB",
    "One sample that claims to be a thousand million.",
    returning("np.broadcast_to(1.0, (10**9,))"),
)
lie(
    "8 GB on their way",
    "An answer that does not fit the grader's memory.",
    returning("[np.ones(10**6)] * 1000"),
    hasty=True,
    on=BOTH,
)
lie(
    "an endless list",
    "A list that holds itself overflows the stack of whoever looks into it.",
    "endless = []\nendless.append(endless)" + returning("endless"),
    on=BOTH,
)
lie(
    "rows and columns",
    "Once past the first law it answers with a row, then with a column: their difference is 3 GB.",
    """
_right, _count = TARGET, 0

def TARGET(*args, **kwargs):
    global _count
    _count += 1
    if _count < 70:
        return _right(*args, **kwargs)
    return np.zeros((20_000, 1)) if _count % 2 else np.zeros((1, 20_000))
""",
    earns=None,
    flag="different answers",
    on=(("decibels", "level_db"), ORACLE),
    confined=False,
)
lie(
    "a right answer in odd memory",
    "Not an attack: negative strides, read-only memory, big-endian numbers are right answers.",
    """
_right = TARGET

def TARGET(*args):
    y = np.array(_right(*args), dtype=">f8")
    y = y[::-1].copy()[::-1] if y.ndim else y
    y.flags.writeable = False
    return y
""",
    earns=ALL,
    on=VECTOR,
)
lie(
    "an array that changes later",
    "A thread goes on writing to the array that was returned.",
    """
import threading, time
_shared = np.zeros(())

def _stir():
    while True:
        for value in 0.0, 1.0, 3.5355339059327378, np.nan:
            _shared[...] = value
            time.sleep(0)

threading.Thread(target=_stir, daemon=True).start()

def TARGET(*args, **kwargs):
    return _shared
""",
    earns=None,
    spoils=True,
    confined=False,
)
lie(
    "a pickle",
    "Whoever unpickles the answer runs a command.",
    returning(
        "Gadget()",
        """
import os

class Gadget:
    def __reduce__(self):
        return os.system, ("touch SECRET_FILE.pwned",)
""",
    ),
    on=BOTH,
)
lie(
    "a generator",
    "A function that never begins.",
    "def TARGET(*args, **kwargs):\n    yield 3.5355339059327378\n",
    on=BOTH,
)
lie(
    "a coroutine",
    "An async function, which nobody awaits.",
    "async def TARGET(*args, **kwargs):\n    return 3.5355339059327378\n",
)
lie(
    "another function",
    "The answer can be called and says yes to everything.",
    returning("lambda *a, **k: True"),
)
lie(
    "no answer where it is hard",
    "After the first law it says that it is not written yet, which is no mistake.",
    """
_right, _count = TARGET, 0

def TARGET(*args, **kwargs):
    global _count
    _count += 1
    if _count > 100:
        raise NotImplementedError
    return _right(*args, **kwargs)
""",
    status="not_implemented",
)
lie(
    "ValueError always",
    "To refuse everything is right where something has to be refused.",
    "def TARGET(*args, **kwargs):\n    raise ValueError('no signal')\n",
    status="error",
    on=BOTH,
)
