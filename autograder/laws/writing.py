"""How content files mark their functions, and what properties draw."""

import hypothesis
import numpy as np
from hypothesis import strategies as st

from autograder.engine.expression import shown_as

#: Seeds for :func:`noise` and :func:`signal`.
seeds = st.integers(0, 2**32 - 1)

#: Kinds of :func:`signal`, the hard cases among them.
kinds = st.sampled_from(["noise", "sine", "dc", "impulse", "silence"])


def given(**strategies):
    """Draw a property's parameters, as Hypothesis's own ``given`` with keywords does.

    The strategies stay at hand, so that the engine can draw once and replay.
    """

    def decorate(body):
        test = hypothesis.given(**strategies)(body)
        test.law_strategies = strategies
        return test

    return decorate


def shape(test):
    """Mark a property as the shape check: when it fails, nothing after it is run."""
    test.law_kind = "shape"
    return test


def anchor(test):
    """Mark a property as an anchor: a number that a person can verify by hand."""
    test.law_kind = "anchor"
    return test


def noise(seed, n, scale=1.0):
    """Return `n` normally distributed samples, the same ones for the same seed."""
    x = scale * np.random.default_rng(seed).standard_normal(n)
    return shown_as(x, f"noise({seed}, {n}{f', {scale!r}' if scale != 1 else ''})")


def signal(kind, seed, n):
    """Return one of the standard test signals, shape (n,), float64.

    Parameters
    ----------
    kind : {"noise", "sine", "dc", "impulse", "silence"}
    seed : int
        Chooses the noise, the phase, the level or the place.
    n : int
        Number of samples.
    """
    return shown_as(_signal(kind, np.random.default_rng(seed), n), f"signal({kind!r}, {seed}, {n})")


def _signal(kind, rng, n):
    if kind == "noise":
        return rng.standard_normal(n)
    if kind == "sine":
        return np.sin(2 * np.pi * np.arange(n) / 8 + rng.uniform(0, 2 * np.pi))
    if kind == "dc":
        return np.full(n, rng.uniform(0.1, 2.0))
    x = np.zeros(n)
    if kind == "impulse":
        x[rng.integers(n)] = 1.0
    return x


def misconception(id, *, of, breaks, says, between=False):
    """Mark a plausible wrong function.

    Parameters
    ----------
    id : str
        For example "DB-02".
    of : str
        The exercise whose function this one replaces.
    breaks : list of str
        The properties that fail for it, by the names of their tests.
    says : str
        One or two sentences to the learner; never the solution.
    between : bool, optional
        Whether answers that lie between those of this function and of its spellings are this mistake
        too: it has a constant, and the spellings have its extremes.
    """

    def mark(function):
        function.misconception = {
            "id": id,
            "of": of,
            "breaks": list(breaks),
            "says": says,
            "between": between,
        }
        return function

    return mark


def spelling(id, *, nameless=""):
    """Mark a function that makes the mistake `id` in other words: another algorithm or constant.

    Parameters
    ----------
    id : str
        That of the :func:`misconception` of the same exercise.
    nameless : str, optional
        Why this one cannot be told by its answers; then it is not named.
    """

    def mark(function):
        function.spelling = id
        function.nameless = nameless
        return function

    return mark


def alternative(of):
    """Mark an independent right function for the exercise `of`."""

    def mark(function):
        function.alternative = of
        return function

    return mark
