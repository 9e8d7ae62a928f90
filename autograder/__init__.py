"""Soundcheck's engine: checks what learners write, grades it, and proves the course right.

In a notebook: ``from autograder import check, hint``. Everything heavy is imported on first use.
"""

_NOTEBOOK = ("check", "hint", "show", "status")

__all__ = list(_NOTEBOOK)


def __getattr__(name):
    if name in _NOTEBOOK:
        from autograder.learner import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
