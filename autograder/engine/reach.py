"""Finds which functions of a notebook another one calls, itself or through others."""

import dis
import functools
import types


def reached(function, space, names):
    """Return those of `names` that `function` leads to, in their order.

    Parameters
    ----------
    function : callable
    space : dict
        The notebook's names and what they stand for.
    names : list of str
    """
    seen, waiting = {}, [function]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen[id(one)] = one
            waiting += _next(one, space)
    return [n for n in names if space.get(n) is not function and id(space.get(n)) in seen]


def _next(one, space):
    """Yield what a callable may call: functions it wraps or holds, and those it knows by name."""
    if isinstance(one, functools.partial):
        yield one.func
    elif isinstance(one, types.MethodType):
        yield one.__func__
    elif isinstance(one, types.FunctionType):
        for cell in one.__closure__ or ():
            try:
                if callable(cell.cell_contents):
                    yield cell.cell_contents
            except ValueError:  # not filled yet
                pass
        if one.__globals__ is space:
            for name in _globals(one.__code__):
                if callable(space.get(name)):
                    yield space[name]
    elif isinstance(one, type):
        yield from (part for part in vars(one).values() if callable(part))
    elif not isinstance(one, types.BuiltinFunctionType):
        yield type(one)
    if callable(wrapped := getattr(one, "__wrapped__", None)):
        yield wrapped


def _globals(code):
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _globals(part)
