"""Domains: what each parameter of an exercise may be, written once, with its edges.

A law that is drawn :func:`over` a domain meets, in every run, each case of every parameter: the
least and the greatest number, zero, a negative one; one sample, an odd number of them, very many;
silence, very quiet, very loud; a list, single precision, 16-bit integers. `soundcheck verify` asks the
calls themselves whether they did.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

import hypothesis
from hypothesis import strategies as st

USUAL = "usual"


@dataclass(frozen=True)
class Place:
    """What one parameter may be.

    Attributes
    ----------
    cases : dict
        ``{case: strategy of plain JSON}``, the usual one first.
    met : dict
        ``{case: predicate of the argument}``; what is usual needs none.
    build : callable
        Makes the argument from what was drawn.
    least, most : float or None
        Its ends, where it is a number; of a row, its fewest and its most samples.
    dims : tuple of int
        How many dimensions it may have; () for what is no array.
    """

    cases: dict
    met: dict = field(default_factory=dict)
    build: Callable = lambda drawn: drawn
    least: float | None = None
    most: float | None = None
    dims: tuple = ()


@dataclass(frozen=True)
class Domain:
    """All places of a function, and cases that concern several of them.

    Attributes
    ----------
    places : dict
        ``{parameter: Place}``, in the function's order.
    also : dict
        ``{case: (strategy of a dict that takes the place of what is usual, predicate)}``; the
        predicate takes the arguments by name.
    fit : callable or None
        Takes the arguments by name and returns those that it changes, as a dict: rows that must be
        equally long, edges that must be in order.
    """

    places: dict
    also: dict
    fit: Callable | None

    @property
    def cases(self):
        """The names of all cases, what is usual first."""
        own = [f"{name}: {case}" for name, p in self.places.items() for case in p.met]
        return [USUAL, *own, *self.also]

    def case(self, name):
        """Return the strategy of examples of one case: dicts of plain JSON, with the case's name."""
        usual = {place: next(iter(p.cases.values())) for place, p in self.places.items()}
        if name in self.also:
            special = self.also[name][0]
        elif name != USUAL:
            place, _, case = name.partition(": ")
            special = st.fixed_dictionaries({place: self.places[place].cases[case]})
        else:
            special = st.just({})
        return st.tuples(st.fixed_dictionaries(usual), special).map(
            lambda both: {"case": name, **both[0], **both[1]}
        )

    @property
    def strategy(self):
        return st.sampled_from(self.cases).flatmap(self.case)

    def arguments(self, example):
        """Return the arguments that an example stands for, by name."""
        built = {name: place.build(example[name]) for name, place in self.places.items()}
        return {**built, **(self.fit(**built) if self.fit else {})}

    def meets(self, arguments):
        """Return the names of the cases that the arguments of a call are."""
        found = set()
        for name, place in self.places.items():
            if name in arguments:
                found |= {
                    f"{name}: {c}" for c, is_so in place.met.items() if is_so(arguments[name])
                }
        if arguments.keys() >= self.places.keys():
            found |= {c for c, (_, is_so) in self.also.items() if is_so(**arguments)}
        return found


def domain(fit=None, also=None, **places):
    """Return a Domain; see there. The keywords are the function's parameters, in its order."""
    return Domain(places, also or {}, fit)


def over(domain):
    """Draw a property's parameters from a domain: each of its cases in every run.

    The test takes the exercise, ``reference`` where it asks for it, and the parameters of the
    domain by name.
    """

    def decorate(body):
        fixtures = [p for p in inspect.signature(body).parameters if p not in domain.places]
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        signature = inspect.Signature(
            [inspect.Parameter(name, kind) for name in [*fixtures, "example"]]
        )

        def held(*args, **named):
            given = signature.bind(*args, **named).arguments
            drawn = domain.arguments(given.pop("example"))
            body(**given, **drawn)

        held.__name__, held.__qualname__ = body.__name__, body.__qualname__
        held.__module__, held.__doc__ = body.__module__, body.__doc__
        held.__signature__ = signature
        test = hypothesis.given(example=domain.strategy)(held)
        test.law_domain = domain
        test.law_strategies = {"example": domain.strategy}
        return test

    return decorate


def place(build, **cases):
    """Return a Place of one's own.

    Parameters
    ----------
    build : callable
        Makes the argument from what was drawn.
    **cases : strategy, or (strategy, predicate of the argument)
        What is usual first, as a strategy alone.
    """
    pairs = {
        name: case if isinstance(case, tuple) else (case, None) for name, case in cases.items()
    }
    return Place(
        {name.replace("_", " "): strategy for name, (strategy, _) in pairs.items()},
        {name.replace("_", " "): is_so for name, (_, is_so) in pairs.items() if is_so},
        build,
    )
