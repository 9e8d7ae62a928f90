"""The vocabulary of property, misconception and alternative files.

A property file imports everything it needs from here.
"""

from hypothesis import example
from hypothesis import strategies as st

from autograder.laws.assertions import (
    array,
    at_most,
    close,
    equal,
    number,
    numbers,
    refuses,
    unpack,
)
from autograder.laws.domains import domain, over, place
from autograder.laws.places import choice, count, real, row
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
)

__all__ = [
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
    "seeds",
    "shape",
    "signal",
    "st",
    "unpack",
]
