"""Writes a value as Python: what is printed can be pasted and gives the value again.

Where a value is too long for that, the text has an ellipsis (:data:`CUT`) and is no Python.
"""

import ast
import math
import weakref
from collections import deque

import numpy as np

#: Marks a text that is not the whole value.
CUT = "…"
_FULL = 16  # so many numbers are written one by one
_LONG = 64  # so many still are, where there is no shorter text
_STACKED = 400  # so many characters of rows are
_FIRST = 3  # of longer ones

_shown = {}  # id: (weak reference, text) of what content files have described
_lately = deque(maxlen=8)  # described arrays: what is made of them outlives them otherwise


def shown_as(value, text):
    """Say how an array or a function is written, where a learner is shown a call with it.

    Parameters
    ----------
    value : ndarray or callable
    text : str
        A Python expression that gives `value`, from ``np``, ``math`` and the course's vocabulary.

    Returns
    -------
    ndarray or callable
        `value` itself.
    """
    key = id(value)
    if isinstance(value, np.ndarray):
        _lately.append((value, text))
    _shown[key] = weakref.ref(value, lambda _: _shown.pop(key, None)), text
    return value


def text_of(value):
    """Return what :func:`shown_as` was told about this very object, or None."""
    reference, text = _shown.get(id(value), (None, None))
    return text if reference and reference() is value else None


def written(value):
    """Return a value as a Python expression, as short as it can be."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, (list, tuple)):
        return _row(value)
    if isinstance(value, (bool, str)) or value is None:
        return repr(value)
    if isinstance(value, (float, complex)) or type(value) is int:
        return _number(value, "math")
    if isinstance(value, np.generic) and value.dtype.kind in "iufc":
        return f"np.{value.dtype}({_number(value.item(), 'math')})"
    return f"<{type(value).__name__}{CUT}>"


def _row(values):
    left, right = "[]" if isinstance(values, list) else "()"
    parts = [written(part) for part in values]
    if len(parts) > _LONG:
        parts[_FIRST:] = [f"{CUT} {len(values)} in all"]
    comma = "," * (isinstance(values, tuple) and len(parts) == 1)
    return f"{left}{', '.join(parts)}{comma}{right}"


def _array(x):
    named = text_of(x)
    if x.dtype.kind not in "biufc":
        return f"<array of dtype {x.dtype}{CUT}>"
    if not x.size:
        return "np.array([])" if x.shape == (0,) and x.dtype == float else _filled("zeros", x)
    if named and x.size > _FULL:
        return named
    if x.size > 4 and _same(x, np.full_like(x, x.flat[0])):
        return _filled("full", x)
    if x.size > _FULL:
        shorter = _counted(x) or _made_of(x) or _stacked(x)
        if shorter:
            return shorter
    if x.size > _LONG:
        first = ", ".join(_number(v, "np") for v in x.flat[:_FIRST])
        return f"<array of shape {x.shape}: {first}, {CUT}>"
    return f"np.array({_nested(x.tolist())}{_dtype(x, ', ')})"


def _nested(values):
    if isinstance(values, list):
        return f"[{', '.join(map(_nested, values))}]"
    return repr(values) if isinstance(values, bool) else _number(values, "np")


def _dtype(x, before):
    """Return the dtype as an argument, where NumPy would not take it by itself."""
    usual = {"b": np.bool_, "i": np.int64, "f": np.float64, "c": np.complex128}
    return "" if x.dtype == usual.get(x.dtype.kind) else f"{before}dtype=np.{x.dtype}"


def _filled(kind, x):
    shape = x.shape[0] if x.ndim == 1 else x.shape
    if kind == "full":
        return f"np.full({shape}, {_number(x.flat[0].item(), 'np')}{_dtype(x, ', ')})"
    return f"np.zeros({shape}{'' if x.dtype == float else f', dtype=np.{x.dtype}'})"


def _counted(x):
    """Return a row of evenly spaced numbers as such, or None."""
    if x.ndim != 1 or x.dtype.kind not in "if" or not np.isfinite(x).all():
        return None
    n, count = x.size, np.arange(x.size)
    step = float(x[-1] - x[0]) / (n - 1)
    if not step or not math.isfinite(1 / step):
        return None
    start = "" if x[0] == 0 else f"{_number(x[0].item(), 'np')} + "
    tries = [(f"{start}np.arange({n})", x[0] + count)] if step == 1 else []
    for rate in (1 / step, float(f"{1 / step:.12g}")):
        tries.append((f"{start}np.arange({n}) / {rate!r}", x[0] + count / rate))
    for size in (step, float(f"{step:.12g}"), float(x[1] - x[0])):
        tries.append((f"{start}np.arange({n}) * {size!r}", x[0] + count * size))
    return next((text for text, y in tries if _same(x, y)), None)


def _made_of(x):
    """Return an array as a multiple, or a part, of one that has a text, or None."""
    if x.ndim != 1 or x.dtype != np.float64:
        return None
    for r, text in _described_rows():
        if r.dtype != x.dtype or not r.any():
            continue
        more = x.size - r.size
        simple = text if _is_one(text) else f"({text})"
        if not more:
            made = _multiple(x, r, simple)
        elif more < 0 and _same(x, r[: x.size]):
            made = f"{simple}[:{x.size}]"
        elif more < 0 and _same(x, r[-x.size :]):
            made = f"{simple}[{-more}:]"
        elif more > 0 and x.size % r.size == 0 and _same(x, np.tile(r, x.size // r.size)):
            made = f"np.tile({text}, {x.size // r.size})"
        elif more > 0 and not x[:more].any() and (part := _multiple(x[more:], r, simple)):
            made = f"np.append(np.zeros({more}), {part})"
        elif more > 0 and not x[r.size :].any() and (part := _multiple(x[: r.size], r, simple)):
            made = f"np.append({part}, np.zeros({more}))"
        else:
            made = None
        if made:
            return made
    return None


def _is_one(text):
    """Whether an expression may stand before [...] as it is."""
    return isinstance(ast.parse(text, mode="eval").body, (ast.Name, ast.Call, ast.Subscript))


def _described_rows():
    """Yield what was described lately, the latest first, of a table each row, and its text."""
    for r, text in reversed(_lately):
        if r.ndim == 1:
            yield r, text
        elif r.ndim == 2:
            yield from ((row, f"{text}[{i}]") for i, row in enumerate(r))


def _stacked(x):
    """Return a table of more numbers than are written one by one as its rows, or None."""
    rows = [_array(row) for row in x] if x.ndim == 2 and x.size > _LONG else []
    short = rows and all(CUT not in row for row in rows) and sum(map(len, rows)) < _STACKED
    return f"np.stack([{', '.join(rows)}])" if short else None


def _multiple(x, r, text):
    """Return `x` as a multiple of `r`, maybe backwards, or None."""
    for end, row in (("", r), ("[::-1]", r[::-1])):
        largest = int(np.argmax(np.abs(row)))
        with np.errstate(all="ignore"):
            ratio = float(x[largest] / row[largest])
        for gain in (ratio, float(f"{ratio:.14g}")):
            if _same(x, gain * row):
                factor = {1.0: "", -1.0: "-"}.get(gain, f"{_number(gain, 'np')} * ")
                return f"{factor}{text}{end}"
    return None


def _same(one, other):
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)


def _number(value, module):
    """Return a Python number as text that gives it again, to the last bit."""
    if isinstance(value, complex):
        if all(map(math.isfinite, (value.real, value.imag))) and not _minus_zero(value):
            text = repr(value)
            return text[1:-1] if text.startswith("(") else text
        return f"complex({_number(value.real, module)}, {_number(value.imag, module)})"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{module}.nan" if math.isnan(value) else f"{'-' * (value < 0)}{module}.inf"
    return repr(float(value)) if isinstance(value, float) else repr(value)


def _minus_zero(value):
    return any(part == 0 and math.copysign(1, part) < 0 for part in (value.real, value.imag))
