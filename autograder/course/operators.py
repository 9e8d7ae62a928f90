"""The slips that are typical of signal processing, as mutation operators on Python's syntax tree.

Each yields copies of a statement with one thing changed. Cosmic Ray has the general ones (another
operator, another number, another comparison); here is what a person gets wrong with a formula.
"""

import ast
import copy

# Both directions: a sine for a cosine, a mean for a sum, the whole spectrum for a half of it.
_CONFUSED = [
    ("sin", "cos"),
    ("log10", "log"),
    ("log10", "log2"),
    ("floor", "ceil"),
    ("floor", "round"),
    ("ceil", "round"),
    ("rint", "floor"),
    ("rint", "trunc"),
    ("round", "int"),
    ("mean", "sum"),
    ("mean", "median"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("amax", "amin"),
    ("real", "abs"),
    ("real", "imag"),
    ("abs", "angle"),
    ("fft", "ifft"),
    ("rfft", "fft"),
    ("irfft", "ifft"),
    ("radians", "degrees"),
    ("zeros", "ones"),
    ("any", "all"),
    ("sqrt", "square"),
    ("sqrt", "abs"),
    ("cumsum", "cumprod"),
    ("arctan2", "hypot"),
    ("ceil", "int"),
    ("floor", "int"),
    ("convolve", "correlate"),
    ("tile", "repeat"),
]
_OTHER = {}
for _one, _two in _CONFUSED:
    _OTHER.setdefault(_one, []).append(_two)
    _OTHER.setdefault(_two, []).append(_one)

# Dropping these changes no value that a law could see, or only what the given lines vouch for.
_KEPT = {
    "float",
    "int",
    "complex",
    "bool",
    "as_signal",
    "asarray",
    "array",
    "range",
    "len",
    "zip",
    "list",
}
# Their arguments are lengths, steps and numbers of things.
_SIZED = {"range", "arange", "linspace", "zeros", "ones", "full", "eye", "roll", "repeat", "tile"}
_SIZED |= {"fft", "ifft", "rfft", "irfft", "fftfreq", "rfftfreq", "pad", "reshape", "ceil", "floor"}


def variants(tree, first, last):
    """Yield ``(operator, tree)`` for every slip between two lines, both counted in.

    Parameters
    ----------
    tree : ast.Module
    first, last : int
        Lines of the part that a learner writes.
    """
    sites = [node for node in ast.walk(tree) if first <= getattr(node, "lineno", 0) <= last]
    spared = {
        id(inner) for node in sites if isinstance(node, ast.Raise) for inner in ast.walk(node)
    }
    for node in sites:
        if id(node) in spared:
            continue
        for name, new in _slips(node):
            yield name, replaced(tree, node, new)


def lost(tree, first):
    """Yield ``("lost", tree)`` for each given statement above a line: who types it all anew may forget one.

    So the laws about what a function takes and what it refuses have something to kill.
    """
    for node in tree.body[0].body:
        if node.end_lineno < first and not isinstance(node, ast.Expr):
            yield "lost", replaced(tree, node, None)


def _slips(node):
    """Yield ``(operator, what stands in the node's place)``; None takes a statement away."""
    for slips in (_confused, _dropped, _turned, _off_by_one, _halved, _unsliced, _less):
        for new in slips(node):
            yield slips.__name__.strip("_"), new


def _confused(node):
    """Another function: sin for cos, sum for mean."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
    for other in _OTHER.get(name, ()):
        new = copy.copy(node)
        setattr(new, "attr" if isinstance(node, ast.Attribute) else "id", other)
        yield new


def _dropped(node):
    """A function that is forgotten: conj(x) becomes x; a factor or a term; a keyword."""
    if isinstance(node, ast.Call):
        if len(node.args) == 1 and _name(node.func) not in _KEPT:
            yield node.args[0]
        if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
            yield node.func.value
        for i in range(len(node.keywords)):
            new = copy.copy(node)
            new.keywords = node.keywords[:i] + node.keywords[i + 1 :]
            yield new
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.Attribute) and node.attr in ("T", "real", "imag"):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse


def _turned(node):
    """The sign of an exponent or of an angle; a row read backward; an axis."""
    if isinstance(node, ast.Call) and _name(node.func) in ("exp", "sin", "tan", "roll"):
        new = copy.copy(node)
        new.args = [*node.args[:-1], ast.UnaryOp(ast.USub(), node.args[-1])]
        yield new
    if isinstance(node, ast.keyword) and node.arg == "axis":
        for axis in (0, 1, None):
            yield ast.keyword("axis", ast.Constant(axis))
    if isinstance(node, ast.Constant) and isinstance(node.value, complex):
        yield ast.UnaryOp(ast.USub(), node)
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.UnaryOp(ast.USub(), node.value))


def _off_by_one(node):
    """n - 1 or n + 1 for n, where n is an operand or a bound."""
    for field in ("left", "right", "lower", "upper"):
        value = getattr(node, field, None)
        if _counts(value):
            for op in (ast.Add(), ast.Sub()):
                new = copy.copy(node)
                setattr(new, field, ast.BinOp(value, op, ast.Constant(1)))
                yield new
    if isinstance(node, ast.Call):
        for i, value in enumerate(node.args):
            if _counts(value) and _name(node.func) in _SIZED:
                for op in (ast.Add(), ast.Sub()):
                    new = copy.copy(node)
                    new.args = [
                        *node.args[:i],
                        ast.BinOp(value, op, ast.Constant(1)),
                        *node.args[i + 1 :],
                    ]
                    yield new


def _halved(node):
    """Ten for twenty, pi for two pi, a rate that is no longer true."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value:
        # Nobody takes half of an odd number of things; arange(n + 0.5) is arange(n + 1).
        odd = isinstance(node.value, int) and node.value % 2
        for factor in (2,) if odd else (2, 0.5):
            yield ast.Constant(node.value * factor)
    if isinstance(node, ast.Attribute) and node.attr == "pi":
        yield ast.BinOp(node, ast.Mult(), ast.Constant(2))
        yield ast.BinOp(node, ast.Div(), ast.Constant(2))
    if isinstance(node, ast.Name) and node.id == "fs" and isinstance(node.ctx, ast.Load):
        yield ast.Constant(48000)


def _unsliced(node):
    """All of a row in place of a part of it."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    if isinstance(node, ast.Slice):
        for field in ("lower", "upper", "step"):
            if getattr(node, field) is not None:
                new = copy.copy(node)
                setattr(new, field, None)
                yield new


def _less(node):
    """A statement that is forgotten: a refusal, an update; = in place of +=; a branch always taken."""
    if isinstance(node, (ast.If, ast.AugAssign, ast.Expr)):
        yield None
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        yield None
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value)
    if isinstance(node, ast.If):
        for test in (True, False):
            new = copy.copy(node)
            new.test = ast.Constant(test)
            yield new
    if isinstance(node, ast.BoolOp):
        for i in range(len(node.values)):
            rest = node.values[:i] + node.values[i + 1 :]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _counts(node):
    """Whether a node is a name, a length or a size: something that may be one too many."""
    if isinstance(node, ast.Call):
        return _name(node.func) == "len"
    if isinstance(node, ast.Attribute):
        return node.attr in ("size", "ndim")
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def _name(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def replaced(tree, old, new):
    """Return the tree with `new` in the place of `old`; nothing of the original is shared or changed."""

    class Put(ast.NodeTransformer):
        def visit(self, node):
            if node is old:
                if new is None:
                    return ast.Pass()
                return new
            fields = {}
            for name, value in ast.iter_fields(node):
                if isinstance(value, list):
                    fields[name] = [self.visit(v) if isinstance(v, ast.AST) else v for v in value]
                else:
                    fields[name] = self.visit(value) if isinstance(value, ast.AST) else value
            return type(node)(**fields)

    return ast.fix_missing_locations(Put().visit(tree))
