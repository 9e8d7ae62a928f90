"""What an attack is. Each file of this folder holds those of one theme.

An attack is a piece of notebook, put behind right solutions of all exercises. In its text, ``TARGET``
stands for the name of the exercise that it is about, and ``# %%`` begins a new cell. An attack that
looks for something sets ``won`` if it found it; an attack that wants points replaces the function.
"""

from dataclasses import dataclass

ALL, NOTHING = 1.0, 0.0
DECIBELS, ORACLE = ("decibels", "rms"), ("oracle", "attenuation")


@dataclass(frozen=True)
class Attack:
    """An attack, and what must come of it.

    Attributes
    ----------
    title, tries : str
        Its name, and what it hopes for.
    code : str
    earns : float or None
        The honest share of the target's points; None: less than all, for it depends on the draw.
    hasty : bool
        Whether it takes up all the time that it has: it gets little.
    status : str or None
        What the report says of the target.
    flag : str or None
        Part of the flag that the instructor sees; None: there is nothing to see.
    on : tuple of (str, str)
        Modules and their targets.
    wins : bool
        Whether success shows in `won`, not in points.
    confined : bool
        Whether it is harmless enough to be run against stock nbgrader.
    twice : bool
        Whether the second of two gradings of the same notebook is looked at.
    spoils : bool
        Whether it breaks the answers of its own notebook's other exercises, too. With `earns` None,
        points and flags depend on the moment.
    seeded : bool
        Whether it takes a class's own secret seed to see through it.
    """

    title: str
    tries: str
    code: str
    earns: float | None = NOTHING
    status: str | None = None
    flag: str | None = None
    on: tuple = (DECIBELS,)
    wins: bool = False
    confined: bool = True
    twice: bool = False
    spoils: bool = False
    hasty: bool = False
    seeded: bool = False
    theme: str = ""


ATTACKS = {}


def attack(title, tries, code, *, theme, **expected):
    """Add an attack to the corpus."""
    assert title not in ATTACKS, title
    ATTACKS[title] = Attack(title, tries, code.strip("\n"), theme=theme, **expected)


def load():
    """Return the whole corpus, ``{title: Attack}``."""
    from attacks import (  # noqa: F401
        detecting,
        forging,
        killing,
        lying,
        naming,
        patching,
        reaching,
        walking,
    )

    return ATTACKS
