"""The learner's function beside the reference, and another right way to do it."""

import ast
import inspect
import textwrap
from html import escape

from autograder.course.content import function_source, load_alternatives


def comparison(checker, id, function):
    """Return the comparison as ``(text, html)``.

    Parameters
    ----------
    checker : ModuleChecker
        Of a complete course.
    id : str
        The exercise.
    function : callable
        The learner's version, which passes.
    """
    course, module = checker.course, checker.module
    other = next(f for f in load_alternatives(course, module) if f.alternative == id)
    parts = [
        ("Yours", _own(function)),
        ("The course's", _bare(function_source(course.solution(module), id))),
        ("Another way", _bare(function_source(course.alternatives(module), other.__name__))),
    ]
    remark = module.exercise(id).remark
    text = "\n\n".join([f"{title}:\n\n{textwrap.indent(code, '    ')}" for title, code in parts])
    html = "".join(
        f'<div style="min-width:0"><strong>{escape(title)}</strong>'
        f'<pre style="margin:.3em 0;white-space:pre-wrap">{escape(code)}</pre></div>'
        for title, code in parts
    )
    return (
        f"{text}\n\n{textwrap.fill(remark, 80)}",
        f'<div style="display:flex;flex-wrap:wrap;gap:1.5em">{html}</div>'
        f'<p style="max-width:50em">{escape(remark)}</p>',
    )


def _own(function):
    try:
        return _bare(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return "(its source cannot be found)"


def _bare(source):
    """Return a function's source without decorators, docstring and nbgrader's marks."""
    node = ast.parse(source).body[0]
    lines = source.split("\n")
    dropped = set(range(node.lineno - 1))
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
        dropped |= set(range(node.body[0].lineno - 1, node.body[0].end_lineno))
    return "\n".join(
        line
        for i, line in enumerate(lines)
        if i not in dropped and not line.strip().startswith("### ")
    )
