"""Collecting from nbgrader's exchange: what is odd about one submission is its own affair."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.classroom.files import YEARS, copy_own, forget_bad_timestamp
from autograder.classroom.store import NOT_COLLECTED, unfit

_NEVER = datetime(1, 1, 1)  # stands for a time that cannot be read


class Collect(ExchangeCollect):
    """Copies what was submitted, but nothing that a link leads to.

    nbgrader copies the file behind a link, as the instructor: a notebook that is a link to the
    solutions would earn full marks and come back to the student as feedback. And it stops, with
    nothing more collected, at the first folder whose name or content it does not understand.
    """

    def _path_to_record(self, path):
        """Return a record in any case; those that are none are left out by :meth:`init_src`."""
        try:
            record = super()._path_to_record(path)
            if record["timestamp"].year in YEARS:
                return record
        except Exception:  # a name can make dateutil raise nearly anything
            pass
        name = os.path.basename(path)
        return {"username": name.partition("+")[0], "filename": name, "timestamp": _NEVER}

    def init_src(self):
        """Find the newest submission of each student."""
        super().init_src()
        self.src_records = [record for record in self.src_records if self._is_fit(record)]

    def _is_fit(self, record):
        student, path = record["username"], Path(self.inbound_path, record["filename"])
        if record["timestamp"] == _NEVER:
            why = "its name says no time"
        elif not student or student.startswith("."):
            why = "its name says no student"
        elif path.is_symlink() or not path.is_dir():
            why = "it is not a folder"
        else:
            why = unfit(student)
        if why:
            self._leave_out(record, why)
        return not why

    def _leave_out(self, record, why):
        shown = record["filename"].encode("utf-8", "backslashreplace").decode()
        self.log.warning("%s%s: %s", NOT_COLLECTED, " ".join(shown.split()), why)

    def copy_files(self):
        """Copy the submissions, one after the other."""
        settings = self.coursedir
        records = self.src_records
        for record in records:
            self.src_records = [record]
            target = settings.format_path(
                settings.submitted_directory, record["username"], settings.assignment_id
            )
            try:
                forget_bad_timestamp(Path(target))
                super().copy_files()
            except Exception as error:
                self._leave_out(record, f"{type(error).__name__}: {error}")
        self.src_records = records

    def do_copy(self, src, dest, log=None):
        """Copy a submission; see :class:`nbgrader.exchange.default.Exchange`."""
        settings = self.coursedir
        if self.get_size(src) > 1000 * settings.max_dir_size:
            raise RuntimeError(f"The submission is larger than {settings.max_dir_size} kB.")
        ignored = ignore_patterns(
            exclude=settings.ignore,
            include=settings.include,
            max_file_size=settings.max_file_size,
            log=self.log,
        )
        try:
            self._copy(src, dest, ignored)
        except BaseException:
            shutil.rmtree(dest, ignore_errors=True)
            raise

    def _copy(self, src, dest, ignored):
        for folder, folders, names in os.walk(src):
            unwanted = set(ignored(folder, folders + names))
            folders[:] = [name for name in folders if name not in unwanted]
            target = Path(dest, os.path.relpath(folder, src))
            target.mkdir(parents=True, exist_ok=True)
            if self.coursedir.groupshared:
                target.chmod(0o2770)
            for name in set(names) - unwanted:
                if not copy_own(Path(folder, name), target / name):
                    self.log.warning("Not an ordinary file, not collected: %s", Path(folder, name))
                elif self.coursedir.groupshared:
                    (target / name).chmod(0o660)
