"""Mutants: copies of a reference with one thing wrong in the part that learners write, or with one of
the given lines above it lost.

Cosmic Ray's operators make the general ones, :mod:`autograder.course.operators` those of the field,
:mod:`autograder.course.shortcuts` what works for tame input.
"""

import ast
import difflib
import functools
import re
from dataclasses import dataclass

from autograder.course import lesson, operators, shortcuts
from autograder.course.content import function_source

# What Cosmic Ray has beside these (bits, decorators, arguments that it is told) says nothing here.
_NAMES = re.compile(
    r"core/(ReplaceBinaryOperator_(Add|Sub|Mul|Div|FloorDiv|Mod|Pow)_(Add|Sub|Mul|Div|FloorDiv|Mod|Pow)"
    r"|ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Eq|NotEq|Lt|LtE|Gt|GtE)"
    r"|ReplaceUnaryOperator_(USub_UAdd|Delete_USub|Delete_Not)|NumberReplacer|ReplaceTrueWithFalse|ReplaceFalseWithTrue"
    r"|ReplaceAndWithOr|ReplaceOrWithAnd|AddNot|ReplaceBreakWithContinue|ReplaceContinueWithBreak"
    r"|ZeroIterationForLoop)"
)


@dataclass(frozen=True)
class Mutant:
    """One wrong copy of a function.

    `was` and `now` are the lines that differ, without comments, as Python itself would print them.
    """

    exercise: str
    operator: str
    was: str
    now: str
    source: str

    @property
    def is_shortcut(self):
        return self.operator.startswith("shortcut")

    @property
    def key(self):
        return self.exercise, self.was, self.now


def mutants(course, module, exercise, domain=None):
    """Return the mutants of an exercise's reference, each different text once.

    Parameters
    ----------
    course : Course
    module : Module
    exercise : Exercise
    domain : Domain, optional
        Of the exercise, for the shortcuts.

    Returns
    -------
    list of Mutant
    """
    source = function_source(course.solution(module), exercise.id)
    tree = ast.parse(source)
    right = ast.unparse(tree)
    made = {_plain(right): None}
    for operator, text in _texts(source, tree, domain):
        if (plain := _plain(text)) not in made:
            lines = _difference(right.split("\n"), text.split("\n"))
            made[plain] = Mutant(exercise.id, operator, *lines, text)
    return [mutant for mutant in made.values() if mutant]


class _Plain(ast.NodeTransformer):
    """Writes in one way what is the same in Python: +x is x, --x is x, a remainder is never below 0."""

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.UAdd):
            return node.operand
        inner = node.operand
        if isinstance(node.op, ast.USub) and isinstance(inner, ast.UnaryOp):
            return inner.operand if isinstance(inner.op, ast.USub) else node
        return node

    def visit_Compare(self, node):
        self.generic_visit(node)
        match node:
            case ast.Compare(
                left=ast.BinOp(op=ast.Mod(), right=ast.Constant(value=n)),
                ops=[ast.LtE() | ast.Gt() as op],
                comparators=[ast.Constant(value=0)],
            ) if n > 0:
                node.ops = [ast.Eq() if isinstance(op, ast.LtE) else ast.NotEq()]
        return node


def _plain(text):
    return ast.unparse(_Plain().visit(ast.parse(text)))


def _texts(source, tree, domain):
    first, last = _own_lines(source, tree)
    for name in _operators():
        yield from ((name, text) for text in _by_cosmic_ray(name, source, tree, first, last))
    for name, variant in (*operators.variants(tree, first, last), *operators.lost(tree, first)):
        yield name, ast.unparse(variant)
    if domain:
        for name, variant in shortcuts.variants(tree, first, last, domain):
            yield name, ast.unparse(variant)


def _own_lines(source, tree):
    """Return the first and the last line of what a learner writes."""
    marks = [
        i
        for i, line in enumerate(source.split("\n"), 1)
        if lesson.BEGIN in line or lesson.END in line
    ]
    if marks:
        return marks[0] + 1, marks[-1] - 1
    function = tree.body[0]
    return function.body[0].end_lineno + 1, function.end_lineno


@functools.cache
def _operators():
    from cosmic_ray.plugins import operator_names

    return [name for name in operator_names() if _NAMES.fullmatch(name)]


def _by_cosmic_ray(name, source, tree, first, last):
    """Yield what an operator of Cosmic Ray makes between two lines, messages of errors left alone."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    spared = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    operator = get_operator(name)()
    places = [
        place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node)
    ]
    for occurrence, ((line, _), _) in enumerate(places):
        if first <= line <= last and line not in spared:
            try:
                yield ast.unparse(ast.parse(mutate_code(source, operator, occurrence)))
            except SyntaxError:
                pass


def _difference(right, wrong):
    """Return the lines that differ, before and after."""
    matcher = difflib.SequenceMatcher(None, right, wrong, autojunk=False)
    changed = [codes for codes in matcher.get_opcodes() if codes[0] != "equal"]
    was = " / ".join(line.strip() for _, i, j, _, _ in changed for line in right[i:j])
    now = " / ".join(line.strip() for _, _, _, i, j in changed for line in wrong[i:j])
    return was, now
