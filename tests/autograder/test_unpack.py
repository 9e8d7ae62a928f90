"""Whose a notebook in an archive is: what the platform named, never what a student did."""

import io
import re
import zipfile

import pytest
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets.config import LoggingConfigurable

from autograder.classroom.create import _CONFIG
from autograder.classroom.unpack import Extractor

LESSON = "01_gain.ipynb"
PATTERN = re.search(r'named_regexp = \(\s*r"(.*)"\)', _CONFIG)[1]


class App(LoggingConfigurable):
    """As much of nbgrader's application as the plugin looks at."""

    collector_plugin_inst = None


def packed(**files):
    """Return a zip file that holds files by name; a dict is a zip file in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, packed(**text) if isinstance(text, dict) else text)
    return data.getvalue()


@pytest.fixture
def collected(tmp_path):
    """Return a function: archives by name -> {(student, lesson): text}."""

    def collect(**archives):
        archive, extracted = tmp_path / "archive", tmp_path / "extracted"
        archive.mkdir(), extracted.mkdir()
        for name, data in archives.items():
            path = archive / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(packed(**data) if isinstance(data, dict) else data.encode())
        app = App()
        collector = app.collector_plugin_inst = FileNameCollectorPlugin(parent=app)
        collector.named_regexp = PATTERN
        Extractor(parent=app).extract(str(archive), str(extracted))
        found = {}
        for path in extracted.rglob("*.ipynb"):
            info = collector.collect(str(path))
            key = info["student_id"], info["file_id"]
            assert key not in found  # nbgrader would stop here, with nothing collected
            found[key] = path.read_text()
        assert not [p for p in tmp_path.rglob("*.ipynb") if extracted not in p.parents
                    and archive not in p.parents]  # fmt: skip
        return {student: text for (student, _), text in found.items()}

    return collect


@pytest.mark.parametrize(
    "archives, wanted",
    [
        ({"all.zip": {f"bob_1_2_{LESSON}": "B"}}, {"bob": "B"}),
        ({"all.zip": {f"bob/{LESSON}": "B", f"eve_{LESSON}": "E"}}, {"bob": "B", "eve": "E"}),
        # In an archive of a student's own no name counts but the lesson's.
        ({"all.zip": {"bob_1_2_work.zip": {f"alice_{LESSON}": "B"}}}, {"bob": "B"}),
        ({"all.zip": {"bob_1_2_work.zip": {f"alice/{LESSON}": "B"}}}, {"bob": "B"}),
        ({"all.zip": {"bob_1_w.zip": {"alice_3.zip": {f"eve_{LESSON}": "B"}}}}, {"bob": "B"}),
        ({"bob_w.zip": {f"alice_{LESSON}": "B"}, f"alice_{LESSON}": "A"}, {"bob": "B", "alice": "A"}),
        ({"bob_w.zip": {f"alice_{LESSON}": "B"}, "eve.zip": {LESSON: "E"}}, {"bob": "B", "eve": "E"}),
        # Nor in a folder that the platform made for a student.
        ({"all.zip": {f"Bo Muster_7_assign_file_/alice_{LESSON}": "B"}}, {"Bo Muster": "B"}),
        ({f"bob/alice_{LESSON}": "B"}, {"bob": "B"}),
        ({"all.zip": {f"bob/alice.zip": {LESSON: "B"}}}, {"bob": "B"}),  # noqa: F541
        # Two of one student cost nobody else anything.
        (
            {"all.zip": {"bob_1_w.zip": {LESSON: "1", f"sub/{LESSON}": "2"}, f"zoe_{LESSON}": "Z"}},
            {"bob": "1", "zoe": "Z"},
        ),
        (
            {"all.zip": {f"bob_1_{LESSON}": "1", "bob_1_01_gain-1.ipynb": "2", f"zoe_{LESSON}": "Z"}},
            {"bob": "2", "zoe": "Z"},
        ),
        # Names that are paths, or nobody's.
        ({"all.zip": {f".._{LESSON}": "X", f"._{LESSON}": "X", f".dot_{LESSON}": "X"}}, {}),
        ({"all.zip": {f"x/.._{LESSON}": "X", f"../x_{LESSON}": "X", f"/x_{LESSON}": "X"}}, {"x": "X"}),
        ({"all.zip": {LESSON: "X", f"a\nb_{LESSON}": "X", f"\x1b_{LESSON}": "X"}}, {}),
        ({"all.zip": {f"{'n' * 300}_{LESSON}": "X", f"zoe_{LESSON}": "Z"}}, {"zoe": "Z"}),
        ({"all.zip": {f"__MACOSX/._zoe_{LESSON}": "X", f"zoe_{LESSON}": "Z"}}, {"zoe": "Z"}),
    ],
)  # fmt: skip
def test_whose_it_is(collected, archives, wanted):
    assert collected(**archives) == wanted
