"""Finds which functions of a notebook another one calls, itself or through others."""

import dis
import functools
import importlib
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
    seen = _led_to(function, space)
    return [n for n in names if space.get(n) is not function and id(space.get(n)) in seen]


def import_ahead(function, space):
    """Import what a function would import when it is called: that may take longer than its work."""
    for one in _led_to(function, space).values():
        if isinstance(one, types.FunctionType) and one.__globals__ is space:
            for name in _operands(one.__code__, ("IMPORT_NAME",)):
                try:
                    importlib.import_module(name)
                except BaseException:  # it is told when the function itself stops there
                    pass


def _led_to(function, space):
    """Return what a function leads to, itself included, by id."""
    seen, waiting = {}, [function]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen[id(one)] = one
            waiting += _next(one, space)
    return seen


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
            for name in _operands(one.__code__, ("LOAD_GLOBAL", "LOAD_NAME")):
                if callable(space.get(name)):
                    yield space[name]
    elif isinstance(one, type):
        yield from (part for part in vars(one).values() if callable(part))
    elif not isinstance(one, types.BuiltinFunctionType):
        yield type(one)
    if callable(wrapped := getattr(one, "__wrapped__", None)):
        yield wrapped


def _operands(code, operations):
    for step in dis.get_instructions(code):
        if step.opname in operations:
            yield step.argval
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _operands(part, operations)
