"""The vocabulary of property, misconception and alternative files.

A property file imports everything it needs from here.
"""

from hypothesis import example
from hypothesis import strategies as st

from autograder.engine.expression import shown_as, text_of
from autograder.laws.answers import array, integer, number, numbers, unpack
from autograder.laws.assertions import agree, at_most, close, equal, refuses
from autograder.laws.domains import domain, over, place
from autograder.laws.places import choice, count, real, row, samples
from autograder.laws.writing import (
    alternative,
    anchor,
    given,
    kinds,
    misconception,
    noise,
    seeds,
    shape,
    signal,
    spelling,
)

__all__ = [
    "agree",
    "alternative",
    "anchor",
    "at_most",
    "choice",
    "close",
    "count",
    "domain",
    "equal",
    "example",
    "given",
    "integer",
    "kinds",
    "misconception",
    "noise",
    "number",
    "numbers",
    "array",
    "over",
    "place",
    "real",
    "refuses",
    "row",
    "samples",
    "seeds",
    "shape",
    "shown_as",
    "signal",
    "spelling",
    "st",
    "text_of",
    "unpack",
]
