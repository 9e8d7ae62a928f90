"""nbgrader's own interface, for one class; its log goes to ``logs/`` in the class."""

import warnings
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property

from autograder.classroom.folder import nbgrader_config, tools_on_path
from autograder.classroom.store import printable

# The settings of a new class that decide what `nbgrader autograde` does. With these, and only with
# these, grading does without nbgrader's converters and comes to the same.
_OWN = "autograder.classroom.preprocessors."
_NB = "nbgrader.preprocessors."
_KNOWN = {
    "Autograde": {
        "exporter_class": _OWN + "SubmissionExporter",
        "sanitize_preprocessors": [
            _OWN + "Restore",
            _NB + "ClearOutput",
            _NB + "DeduplicateIds",
            _NB + "OverwriteKernelspec",
            _NB + "OverwriteCells",
            _NB + "CheckCellMetadata",
        ],
        "autograde_preprocessors": [
            _OWN + "Grade",
            _NB + "IgnorePattern",
            "nbconvert.preprocessors.ClearMetadataPreprocessor",
            _NB + "LimitOutput",
            _NB + "SaveAutoGrades",
            _NB + "AssignLatePenalties",
            _NB + "CheckCellMetadata",
        ],
    },
    "OverwriteCells": {"add_missing_cells": True},
}
# Settings that have no part in it, or that grading follows by itself.
_FREE = {
    "AssignLatePenalties",
    "ClearSolutions",
    "Exchange",
    "ExchangeFactory",
    "ExportApp",
    "FileNameCollectorPlugin",
    "FormgradeApp",
    "GenerateAssignment",
    "GenerateFeedback",
    "LateSubmissionPlugin",
    "ZipCollectApp",
}
_FREE_OF_COURSE = {"root", "course_id", "db_url", "include", "ignore"}


class NbGrader:
    """nbgrader's interface for one class.

    Parameters
    ----------
    classroom : Classroom

    Raises
    ------
    CourseError
        If the class's settings cannot be used.
    """

    def __init__(self, classroom):
        self.classroom = classroom
        self.config = nbgrader_config(classroom)
        self.said = ""  # what nbgrader said in its last run

    @cached_property
    def coursedir(self):
        with quiet():
            from nbgrader.coursedir import CourseDirectory

            return CourseDirectory(config=self.config)

    @cached_property
    def api(self):
        with quiet():
            from nbgrader.apps.api import NbGraderAPI  # takes seconds to import

            return NbGraderAPI(coursedir=self.coursedir, config=self.config)

    @property
    def as_new(self):
        """Whether `nbgrader autograde` has the settings that a new class has."""
        config = self.config
        deciding = {k: dict(v) for k, v in config.items() if k not in _FREE | {"CourseDirectory"}}
        return deciding == _KNOWN and set(config.CourseDirectory) <= _FREE_OF_COURSE

    def late_penalty(self):
        """Return the class's rule: (student, score, seconds late) -> points to take off, or None."""
        with quiet():
            from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=self.config)
        step.init_plugin()
        return step.plugin_inst.late_submission_penalty

    def open_gradebook(self):
        """Return the gradebook, whichever database nbgrader_config.py names."""
        with quiet(), tools_on_path():
            from nbgrader.api import Gradebook

            return Gradebook(self.coursedir.db_url, self.coursedir.course_id)

    @contextmanager
    def gradebook(self):
        """Yield the gradebook and close it."""
        gradebook = self.open_gradebook()
        try:
            with quiet():
                yield gradebook
        finally:
            gradebook.close()

    def run(self, command, function, *args, **kwargs):
        """Call nbgrader, keep its log, and return its error, an empty string if there was none."""
        with quiet(), tools_on_path():
            outcome = function(*args, **kwargs)
        self.said = outcome.get("log", "")
        self.log(command, args[0], self.said + outcome.get("error", ""))
        return "" if outcome["success"] else _reason(outcome)

    def log(self, command, about, text):
        """Add to a command's log, if it can be written: a log is worth less than a grade."""
        path = self.classroom.folder / "logs" / f"{command}.log"
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"--- {datetime.now():%Y-%m-%d %H:%M:%S} {command} {about}\n{text}")


@contextmanager
def quiet():
    """Hide the warnings of nbgrader's code about itself, which an instructor cannot mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _reason(outcome):
    """Return the line of nbgrader's log that tells most, on one line."""
    lines = [line for line in outcome.get("log", "").splitlines() if line.startswith("[ERROR]")]
    told = [
        line.removeprefix("[ERROR]").strip()
        for line in lines
        if "Traceback" not in line and "There was an error" not in line
    ]
    text = told[0] if told else (outcome.get("error", "").strip().splitlines() or ["no reason"])[-1]
    return printable(text)[:300].rstrip(". ")
