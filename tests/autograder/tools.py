"""What some tests need besides Python: how it is found, and how one gets it.

``@pytest.mark.needs("browser")`` skips a test where there is none. Where ``CI`` is set it fails.
"""

import shutil
from functools import cache
from pathlib import Path

from autograder.grading.bubblewrap import SandboxMissing
from autograder.grading.sandbox import close
from autograder.grading.session import Session


def browser():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def database():
    """Return the ``initdb`` of a PostgreSQL server; Debian does not keep it on the PATH."""
    if found := shutil.which("initdb"):
        return found
    if not shutil.which("pg_ctlcluster"):
        return None
    every = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(every, key=lambda path: int(path.parts[-3]), default=None)


def synthesizer():
    return shutil.which("flite")


_FOUND = {
    "browser": (browser, "sudo apt install chromium"),
    "database": (database, "sudo apt install postgresql"),
    "synthesizer": (synthesizer, "sudo apt install flite"),
}


@cache
def missing(tool):
    """Return None, or one line that says what is missing and how to get it."""
    if tool == "sandbox":
        try:
            with Session() as session:
                session.load(["1"], [])
        except SandboxMissing as error:
            return f"needs a {tool}: {error}"
        finally:
            close()
        return None
    find, mend = _FOUND[tool]
    return None if find() else f"needs a {tool}: {mend}"
