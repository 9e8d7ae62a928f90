"""Finds solutions where learners could read them."""

import ast

from autograder.course.content import function_source
from autograder.course.lesson import solved

#: Shorter lines (``return x``) say nothing about where they come from.
_TELLING = 24


def secret_lines(course, module):
    """Return the telling code lines of the module's solutions and misconceptions, without spaces."""
    lines = set()
    for exercise in module.exercises:
        body = solved(course, module, exercise).partition("### BEGIN SOLUTION")[2]
        lines |= _telling(body.partition("### END SOLUTION")[0])
    wrong = course.misconceptions(module)
    for node in ast.parse(wrong.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            source = function_source(wrong, node.name).split("\n")
            # The decorator's sentence is for the learner; the body is not.
            lines |= _telling(
                "\n".join(
                    source[node.body[0].lineno - node.decorator_list[0].lineno :]
                    if node.decorator_list
                    else source
                )
            )
    return lines


def leaks(text, secrets):
    """Return the secret lines that stand in `text`."""
    return sorted(secrets & {_squeezed(line) for line in text.split("\n")})


def _telling(source):
    squeezed = {_squeezed(line) for line in source.split("\n")}
    return {line for line in squeezed if len(line) >= _TELLING and not line.startswith(("#", '"'))}


def _squeezed(line):
    return "".join(line.split())
