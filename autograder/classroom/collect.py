"""Collecting from nbgrader's exchange, without following links."""

import os
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.classroom.files import copy_own


class Collect(ExchangeCollect):
    """Copies what was submitted, but nothing that a link leads to.

    nbgrader copies the file behind a link, as the instructor: a notebook that is a link to the
    solutions would earn full marks and come back to the student as feedback.
    """

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
        for folder, folders, names in os.walk(src):
            unwanted = set(ignored(folder, folders + names))
            folders[:] = [name for name in folders if name not in unwanted]
            target = Path(dest, os.path.relpath(folder, src))
            target.mkdir(parents=True, exist_ok=True)
            if settings.groupshared:
                target.chmod(0o2770)
            for name in set(names) - unwanted:
                if not copy_own(Path(folder, name), target / name):
                    self.log.warning("Not an ordinary file, not collected: %s", Path(folder, name))
                elif settings.groupshared:
                    (target / name).chmod(0o660)
