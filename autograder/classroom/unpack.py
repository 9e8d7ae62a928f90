"""Unpacks the archives of nbgrader's zip_collect, whatever they hold, and says whose each notebook is.

The owner of a notebook is the outermost name that the learning platform, not the student, gave: that
of the file in the platform's archive, or of the folder in it, up to the first underscore. What an
archive in that archive holds a student has named, so names in there tell the lesson and nothing else.

A zip file that lies in ``archive/`` alone is taken for the platform's. Among others it is one
student's own, as they are when the platform's has been unpacked by hand, unless
``c.Extractor.from_platform`` in nbgrader_config.py names it.
"""

import fnmatch
import io
import os
import re
import time
import zipfile
from pathlib import Path, PurePosixPath

from nbgrader.plugins import ExtractorPlugin
from traitlets import List, Unicode

from autograder.classroom.files import copy_own
from autograder.classroom.store import NOT_COLLECTED, unfit
from autograder.grading.reading import MAX_BYTES

MAX_DEPTH = 3  # archives in archives
MAX_TOTAL = 4 * 2**30  # bytes of one archive, with those inside
MAX_FILES = 20_000
MAX_INNER = 200 * 10**6  # bytes of an archive in an archive
_LESSON = re.compile(r"(?:.*[^0-9])?(\d\d_[^\W\d]\w*?)(?:-\d+)?\.ipynb", re.DOTALL)


class Extractor(ExtractorPlugin):
    """Takes the notebooks, and archives of notebooks, out of zip files.

    nbgrader stops, with nothing collected, at the first archive that is broken or leads out of its
    folder, or at the second notebook of one student, and unpacks however much there is. Here such a
    file is left out and named in the log. A notebook that is too large is cut, so that its student
    is graded and told.
    """

    from_platform = List(
        Unicode(), help="Names of archives that are the platform's own; * stands for anything."
    ).tag(config=True)

    def extract(self, archive_path, extracted_path):
        """Extract all that is in a folder; see nbgrader's :class:`ExtractorPlugin`."""
        archive, self._to = Path(archive_path), Path(extracted_path)
        paths = sorted(
            Path(folder, name) for folder, _, names in os.walk(archive) for name in names
        )
        zips = [path for path in paths if path.suffix == ".zip" and _is_zip(path)]
        alone = len([path for path in paths if path in zips or path.suffix == ".ipynb"]) == 1
        for path in paths:
            inside = PurePosixPath(path.relative_to(archive))
            if path in zips:
                self._room, self._files = MAX_TOTAL, MAX_FILES
                named = any(fnmatch.fnmatch(path.name, one) for one in self.from_platform)
                owner = None if named or alone else _owner(inside)
                self._unpack(path, str(inside), owner, MAX_DEPTH)
            elif path.suffix in self.zip_ext:
                self._leave_out(inside, "it is no zip file that can be read")
            elif path.suffix == ".ipynb":
                self._put(
                    inside, _owner(inside), str(inside), lambda to, path=path: _copy(path, to)
                )
        self._sort_out()

    def _unpack(self, source, shown, owner, depth):
        """Unpack one archive (a path or an open file), a student's own if it has an owner."""
        try:
            with zipfile.ZipFile(source) as archive:
                # What lies nearest to the top comes first, and of one lesson only that is taken.
                entries = sorted(
                    archive.infolist(), key=lambda e: (e.filename.count("/"), e.filename)
                )
                for entry in entries:
                    self._take(archive, entry, shown, owner, depth)
        except Exception as error:  # zipfile raises whatever a broken archive makes it stumble over
            self._leave_out(shown, f"it cannot be unpacked ({error})")

    def _take(self, archive, entry, shown, owner, depth):
        shown = f"{shown}: {entry.filename}"
        place = PurePosixPath(entry.filename.replace("\\", "/"))
        nested = place.suffix == ".zip"
        if entry.is_dir() or not nested and place.suffix != ".ipynb" or "__MACOSX" in place.parts:
            return
        is_link = entry.external_attr >> 28 == 0o12
        if place.is_absolute() or ".." in place.parts or is_link or nested and depth == 1:
            self._leave_out(shown, "not an ordinary file")
            return
        if self._room <= 0 or self._files <= 0:
            self._leave_out(shown, "too much in one archive")
            return
        self._files -= 1

        def read(most):
            with archive.open(entry) as file:
                data = file.read(most)
            self._room -= len(data)
            return data

        if nested:
            try:
                inner = io.BytesIO(read(MAX_INNER))
            except Exception as error:  # a password, a wrong checksum
                self._leave_out(shown, f"it cannot be unpacked ({error})")
            else:
                self._unpack(inner, shown, owner or _owner(place), depth - 1)
            return

        def write(path):
            # One more than can be graded: so its reader says that it is too large.
            path.write_bytes(read(MAX_BYTES + 1))
            os.utime(path, (_time(entry),) * 2)
            return True

        if owner:  # whatever else the student called it
            place = PurePosixPath(owner, place.name)
        self._put(place, owner or _owner(place), shown, write)

    def _put(self, place, owner, shown, write):
        """Have a notebook written to where its name, for the collector, is that of its owner."""
        lesson = _LESSON.fullmatch(place.name)
        unowned = len(place.parts) == 1 and lesson and place.name.startswith(lesson[1])
        if unowned or not owner.isprintable() or owner.startswith(".") or not owner or unfit(owner):
            self._leave_out(shown, "its name says no student")
            return
        if len(place.parts) == 1:  # the platform's own name, which may say more than we know
            path = self._to / place
        elif lesson:
            path = self._to / owner / f"{lesson[1]}.ipynb"
        else:
            self._leave_out(shown, "its name says no lesson")
            return
        if os.path.lexists(path):
            self._leave_out(shown, "there is another one of this student")
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not write(path):
                self._leave_out(shown, "not an ordinary file")
        except Exception as error:  # a password, a wrong checksum, an impossible name
            if os.path.isfile(path):  # for a name that is too long Path.is_file raises
                path.unlink()
            self._leave_out(shown, f"it cannot be unpacked ({error})")

    def _sort_out(self):
        """Keep the newest of several notebooks that the collector would take for one."""
        collector = self.parent.collector_plugin_inst
        kept = {}
        for path in sorted(self._to.rglob("*.ipynb"), key=_age):
            found = collector.collect(str(path)) or {}
            key = found.get("student_id"), found.get("file_id")
            if found.get("timestamp"):
                continue  # then nbgrader takes the newest
            if None in key or key[0].startswith("."):
                self._leave_out(path.name, "its name says no student and lesson")
                path.unlink()
            elif key in kept:
                older, kept[key] = kept[key], path
                self._leave_out(older.name, f"{path.name} of the same student is newer")
                older.unlink()
            else:
                kept[key] = path

    def _leave_out(self, shown, why):
        text = "".join(c if c.isprintable() else "?" for c in f"{NOT_COLLECTED}{shown}: {why}")
        self.log.warning("%s", text)


def _owner(place):
    """Return the student whom a path in the platform's archive names first."""
    return PurePosixPath(place.parts[0]).stem.split("_")[0]


def _is_zip(path):
    return path.is_file() and not path.is_symlink() and zipfile.is_zipfile(path)


def _copy(path, to):
    time = path.lstat().st_mtime
    if not copy_own(path, to):
        return False
    os.utime(to, (time, time))
    return True


def _age(path):
    """Return what sorts notebooks from old to new; Canvas counts later attempts: lesson-1, lesson-2."""
    attempt = re.search(r"-(\d+)\.ipynb$", path.name)
    return path.stat().st_mtime, int(attempt[1]) if attempt else 0, path.name


def _time(entry):
    try:
        return time.mktime((*entry.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0
