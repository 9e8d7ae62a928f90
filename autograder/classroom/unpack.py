"""Unpacks the archives of nbgrader's zip_collect, whatever they hold."""

import io
import os
import zipfile
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin

from autograder.classroom.files import copy_own
from autograder.grading.reading import MAX_BYTES

MAX_DEPTH = 3  # archives in archives
MAX_TOTAL = 4 * 2**30  # bytes of one archive, with those inside
MAX_FILES = 20_000
MAX_INNER = 200 * 10**6  # bytes of an archive in an archive


class Extractor(ExtractorPlugin):
    """Takes the notebooks, and archives of notebooks, out of zip files.

    nbgrader stops, with nothing collected, at the first archive that is broken or leads out of its
    folder, and unpacks however much there is. Here such a file is left out and named in the log. A
    notebook that is too large is cut, so that its student is graded and told.
    """

    def extract(self, archive_path, extracted_path):
        """Extract all that is in a folder; see nbgrader's :class:`ExtractorPlugin`."""
        for folder, _, names in os.walk(archive_path):
            target = Path(extracted_path, os.path.relpath(folder, archive_path))
            target.mkdir(parents=True, exist_ok=True)
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix == ".zip":
                    self._room, self._files = MAX_TOTAL, MAX_FILES
                    self._unpack(path, target / path.stem, str(path), MAX_DEPTH)
                elif path.suffix in self.zip_ext:
                    self.log.warning("Only zip files are unpacked, not collected: %s", path)
                elif not copy_own(path, target / name):
                    self.log.warning("Not an ordinary file, not collected: %s", path)

    def _unpack(self, source, target, shown, depth):
        """Unpack one archive (a path or an open file) into the folder `target`."""
        try:
            with zipfile.ZipFile(source) as archive:
                for entry in archive.infolist():
                    self._take(archive, entry, target, shown, depth)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self.log.warning("%s cannot be unpacked: %s", shown, error)

    def _take(self, archive, entry, target, shown, depth):
        shown = f"{shown}: {entry.filename}"
        place = PurePosixPath(entry.filename.replace("\\", "/"))
        nested = place.suffix == ".zip"
        if entry.is_dir() or not nested and place.suffix != ".ipynb":
            return
        is_link = entry.external_attr >> 28 == 0o12
        if place.is_absolute() or ".." in place.parts or is_link or nested and depth == 1:
            self.log.warning("Not an ordinary file, not collected: %s", shown)
            return
        if self._room <= 0 or self._files <= 0:
            self.log.warning("Too much in one archive, not collected: %s", shown)
            return
        self._files -= 1
        path = target / place
        try:
            with archive.open(entry) as file:
                # One more than can be graded: so its reader says that it is too large.
                data = file.read(MAX_INNER if nested else MAX_BYTES + 1)
            self._room -= len(data)
            if nested:
                self._unpack(io.BytesIO(data), path.with_suffix(""), shown, depth - 1)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except Exception as error:  # a password, a wrong checksum, an impossible name
            self.log.warning("%s cannot be unpacked: %s", shown, error)
