"""Shortcuts that a person takes, as mutants: what works for tame input and for nothing else.

An argument is clamped, rounded, made positive, sorted, cut or kept in its small container before the
work begins; an answer is cleaned, clipped or rounded before it is given; a constant hides in a quotient or
a logarithm. What an argument cannot be by its domain is no shortcut.
"""

import ast

import numpy as np

from autograder.course.operators import replaced

TINY = 1e-12
HUGE = 1e9


def cleaned(x, limit=TINY):
    """What is small is taken for rounding noise."""
    return np.where(np.abs(x) < limit, 0, x)


def without_small(x):
    """What is small beside the largest is taken for rounding noise."""
    return cleaned(x, 1e-9 * np.max(np.abs(x), initial=0.0))


def clipped(x):
    """What is very large is held back."""
    return np.where(np.abs(x) > HUGE, HUGE * np.sign(x), x)


def single(x):
    """Half of the digits."""
    return np.asarray(x).astype(np.complex64 if np.iscomplexobj(x) else np.float32)


def doubled_and_halved(x):
    """The sum of small integers is as small, and wraps around."""
    return (np.asarray(x) + np.asarray(x)) / 2


#: What mutants call.
NAMES = {f.__name__: f for f in (cleaned, without_small, clipped, single, doubled_and_halved)}
_OF_ANSWERS = ("cleaned({x})", "clipped({x})", "np.round({x}, 9)", "single({x})")


def variants(tree, first, last, domain):
    """Yield ``(operator, tree)`` for every shortcut.

    Parameters
    ----------
    tree : ast.Module
        Of one function.
    first, last : int
        Lines of the part that a learner writes.
    domain : Domain
        Of its parameters.
    """
    for name, place in domain.places.items():
        for operator, changed, early in _arguments(name, place):
            yield (
                f"shortcut: {operator}",
                _begun(tree, f"{name} = {changed}", 0 if early else first),
            )
    for node in ast.walk(tree):
        if first <= getattr(node, "lineno", 0) <= last:
            for operator, new in _inside(node):
                yield f"shortcut: {operator}", replaced(tree, node, new)


def _arguments(name, place):
    """Yield ``(operator, what stands in the place of an argument, whether before the given lines)``."""
    if place.dims:
        yield from _rows(name, place)
    elif place.most is not None:
        yield from ((*pair, False) for pair in _numbers(name, place))


def _numbers(x, place):
    span = place.most - place.least
    whole = isinstance(place.most, int) and isinstance(place.least, int) and "many" in place.met
    high, low = place.most - 0.08 * span, place.least + 0.08 * span
    yield "cap", f"min({x}, {int(high) if whole else f'{high:.3g}'})"
    if place.least < 0:
        yield "floor", f"max({x}, {low:.3g})"
        yield "abs", f"abs({x})"
    if not whole:
        yield "snapped", f"round({x}) if abs({x} - round({x})) < 1e-05 else {x}"
        yield "rounded", f"float(f'{{{x}:.6g}}')"
        yield "single precision", f"float(np.float32({x}))"


def _rows(x, place):
    cases = place.met
    if "long" in cases:
        most = int(0.85 * place.most)
        yield "cut", f"np.asarray({x})[..., :{most}] if np.ndim({x}) else {x}", False
    yield "abs", f"np.abs({x})", False
    yield "sorted", f"np.sort({x}) if np.ndim({x}) else {x}", False
    if {"quiet", "very quiet"} & cases.keys():
        yield "cleaned", f"cleaned({x})", False
    if {"loud", "very loud"} & cases.keys():
        yield "clipped", f"clipped({x})", False
    if "tiny beside large" in cases:
        yield "cleaned", f"without_small({x})", False
    yield "single precision", f"single({x})", False
    if {"int16", "uint8"} & cases.keys():
        yield "container kept", f"doubled_and_halved({x})", True
    for d in place.dims[1:]:
        yield f"not {d}-D", f"{x} if np.ndim({x}) != {d} else None", True
    if place.least == 0:
        yield "not empty", f"{x} if np.size({x}) else None", True


def _inside(node):
    """Yield what may stand in the place of a part of the learner's lines."""
    match node:
        case ast.Return(value=ast.Call() | ast.BinOp() | ast.Name() as value):
            for text in _OF_ANSWERS:
                yield "answer", ast.Return(_expression(text, x=value))
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            yield "isclose", _expression("np.isclose({x}, {y})", x=left, y=right)
            yield "nearly equal", _expression(f"np.abs({{x}} - {{y}}) < {TINY:g}", x=left, y=right)
        case ast.BinOp(op=ast.Div(), left=left, right=right) if not isinstance(right, ast.Constant):
            yield "hidden constant", _expression(f"{{x}} / ({{y}} + {TINY:g})", x=left, y=right)
            yield "held above", _expression(f"{{x}} / np.maximum({{y}}, {TINY:g})", x=left, y=right)
        case ast.Call(func=ast.Attribute(attr="log10" | "log" | "log2"), args=[value]):
            hidden = _expression(f"{{x}} + {TINY:g}", x=value)
            yield "hidden constant", ast.Call(node.func, [hidden], [])
        case ast.Call(func=ast.Name(id="range"), args=[*before, stop]) if len(before) < 2:
            yield (
                "early stop",
                ast.Call(node.func, [*before, _expression("min({x}, 40)", x=stop)], []),
            )


def _expression(text, **parts):
    return ast.parse(
        text.format(**{name: f"({ast.unparse(p)})" for name, p in parts.items()}), mode="eval"
    ).body


def _begun(tree, statement, line):
    """Return the tree with a statement before the first one at or after a line, docstring aside."""
    function = tree.body[0]
    at = next((i for i, node in enumerate(function.body) if i and node.lineno >= line), 1)
    body = [*function.body[:at], ast.parse(statement).body[0], *function.body[at:]]
    fields = {**dict(ast.iter_fields(function)), "body": body}
    return ast.fix_missing_locations(ast.Module([ast.FunctionDef(**fields)], []))
