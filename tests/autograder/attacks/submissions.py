"""Attacks on a class as a whole: one submission that would stop, fill or fool the batch.

Each function gets a notebook that would earn all points, as plain JSON, and the folder of its
submission, and returns the notebook to hand in (JSON or bytes), or None where it wrote its files
itself.
"""

import gzip
import json
import os
import socket

from attacks.corpus import ALL, NOTHING

SUBMISSIONS = {}
NAME = "01_gain.ipynb"
LATER = "timestamp.txt does not say"


def submission(tries, earns=ALL, flag=None, page=True, student=None):
    """Add a submission to the corpus.

    Parameters
    ----------
    tries : str
        What it hopes for.
    earns : float, optional
        The share of the points that it earns.
    flag : str, optional
        Part of the flag that the instructor sees; None: there is nothing to see.
    page : bool, optional
        Whether there is a feedback page.
    student : str, optional
        The name of the student's folder; default: the function's.
    """

    def register(make):
        name = student or make.__name__
        assert name not in SUBMISSIONS, name
        SUBMISSIONS[name] = make, tries, earns, flag, page
        return make

    return register


def cell(source="1", kind="code", **more):
    out = {"cell_type": kind, "source": source, "metadata": {}}
    if kind == "code":
        out |= {"outputs": [], "execution_count": None}
    return out | more


def deep(depth, inside=1):
    value = inside
    for _ in range(depth):
        value = {"a": value}
    return value


def nested(depth):
    """Return JSON text too deep for Python's own writer."""
    return '{"a":' * depth + "1" + "}" * depth


# Metadata


@submission("Metadata of a cell, nested deeper than libraries that copy it can go.")
def cell_metadata_600_deep(nb, folder):
    nb["cells"].append(cell(metadata=deep(600)))
    return nb


@submission("Metadata of the notebook, nested deeper than libraries that copy it can go.")
def metadata_600_deep(nb, folder):
    nb["metadata"]["x"] = deep(600)
    return nb


@submission("Metadata nested deeper than Python's reader goes.", NOTHING, "nested too deep")
def metadata_without_a_bottom(nb, folder):
    return (
        json.dumps(nb)
        .replace('"metadata": {', '"metadata": {"x": ' + nested(50_000) + ", ", 1)
        .encode()
    )


@submission("Outputs and attachments, nested, and half characters in them.")
def outputs_600_deep(nb, folder):
    data = {"application/json": deep(600), "text/html": "\ud800<script>"}
    shown = {"output_type": "display_data", "data": data, "metadata": deep(600)}
    nb["cells"].append(cell(outputs=[shown, "\udfff", 7, None]))
    nb["cells"].append(cell("![x](attachment:x)", "markdown", attachments={"x": deep(500)}))
    return nb


@submission("A half character in the name of a cell that claims to be graded.", flag="(\\ud800)")
def half_character_in_a_name(nb, folder):
    nb["cells"].append(cell(metadata={"nbgrader": {"grade": True, "grade_id": "\ud800"}}))
    return nb


@submission("Half characters wherever metadata may have text.", flag="claims \\udc00 points")
def half_characters_everywhere(nb, folder):
    half = "\udc00"
    for one in nb["cells"]:
        one["id"] = half
        if one["metadata"].get("nbgrader", {}).get("grade"):
            one["metadata"]["nbgrader"]["points"] = half
        one["metadata"] |= {half: half, "tags": [half]}
    nb["metadata"] = {half: half, "kernelspec": {"name": half}, "language_info": {"name": half}}
    return nb


@submission("Points of every type.", flag="claims")
def odd_points(nb, folder):
    odd = [float("nan"), float("inf"), 10**4000, [1], {"a": 1}, None, True, "9" * 10_000]
    for value in odd:
        own = {"grade": True, "grade_id": f"extra{len(nb['cells'])}", "points": value}
        nb["cells"].append(cell(metadata={"nbgrader": own}))
    for one in nb["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade_id") == "check-double":
            one["metadata"]["nbgrader"]["points"] = odd
    return nb


@submission("Names of cells of every type.", flag="claims to be graded")
def odd_names(nb, folder):
    for value in (None, True, 1.5, [1], {"a": 1}, "", "x" * 10**6, "../../x", "<b>", "\x1b[2J\n"):
        own = {"grade": True, "grade_id": value, "solution": value, "locked": value}
        nb["cells"].append(cell(metadata={"nbgrader": own}))
    return nb


@submission("Thousands of things to be flagged.", flag="more of this kind")
def thousands_of_flags(nb, folder):
    own = {"nbgrader": {"grade": True, "grade_id": "bonus"}}
    nb["cells"] += [cell(metadata=own) for _ in range(4000)]
    return nb


@submission("A schema of nbgrader's that stops it.")
def schemas(nb, folder):
    for one, version in zip(nb["cells"], (99, 0, "x", 10**400, -1, None), strict=False):
        one["metadata"].setdefault("nbgrader", {})["schema_version"] = version
    return nb


@submission("Ids of cells: the same twice, huge, no text.")
def odd_ids(nb, folder):
    for one, value in zip(nb["cells"], ("a", "a", "x" * 10**6, 7, None, {"a": 1}), strict=False):
        one["id"] = value
    return nb


@submission("Another language, and a kernel that does not exist.")
def another_kernel(nb, folder):
    nb["metadata"] = {
        "kernelspec": [deep(300)],
        "language_info": {"name": "../../x", "pygments_lexer": "<script>", "version": 3},
        "soundcheck": {"module": ["gain"], "flags": ["x"], "readable": False},
        "unreadable": "x",
    }
    return nb


@submission("Metadata that are none.")
def metadata_of_other_types(nb, folder):
    for one, value in zip(nb["cells"], (None, [], "x", 3, True), strict=False):
        if not one["metadata"].get("nbgrader"):
            one["metadata"] = value
    nb["metadata"] = [1]
    return nb


@submission("A hundred thousand keys, and a widget's state of 8 MB.")
def much_metadata(nb, folder):
    nb["metadata"]["widgets"] = {"state": "x" * 8_000_000}
    nb["metadata"]["keys"] = {str(number): number for number in range(100_000)}
    return nb


@submission("Six million empty objects: gigabytes, once read.", NOTHING, "a million parts")
def millions_of_objects(nb, folder):
    return (
        json.dumps(nb)
        .replace('"metadata": {', '"metadata": {"x": [' + "{}," * 6_400_000 + "1], ", 1)
        .encode()
    )


# Texts


@submission(
    "Newlines, for a pattern that looks at each of them from each of them.", flag="ran longer"
)
def newlines(nb, folder):
    nb["cells"] += [cell("\n" * 300_000, kind) for kind in ("markdown", "raw", "code")]
    return nb


@submission("Blanks, backticks and brackets, for other patterns of that kind.")
def long_runs(nb, folder):
    for text in (" " * 10**6, "`" * 300_000, "` " * 300_000, "[" * 100_000, "<" * 10**6, "$" * 10**5,
                 "![" * 10**5, "*_" * 10**5, "> " * 10**5, "|" * 10**5, "&" * 10**5, "\\" * 10**5):  # fmt: skip
        nb["cells"] += [cell(text, "markdown")]
    return nb


@submission("Code that Pygments colors for minutes.")
def colored_for_minutes(nb, folder):
    nb["cells"].append(cell("if 0:\n  @" + "a." * 60_000 + "a\n  def f(): pass"))
    for text in (
        "@" + "a." * 40_000,
        "'" * 100_000,
        "\\\n" * 50_000,
        "0" * 10**5 + "x",
        "f'{" * 9000,
    ):
        nb["cells"].append(cell(text))
    return nb


@submission("A few hundred cells that take seconds each to color.")
def colored_for_minutes_in_parts(nb, folder):
    nb["cells"] += [cell("if 0: pass\n#" + "\n@" + "a." * 9_000)] * 300
    return nb


@submission("Brackets, conditions and strings for the parser.", flag="ran longer")
def hard_to_parse(nb, folder):
    for text in ("(" * 50_000, "-" * 90_000 + "1", "x" + ".a" * 60_000, "if 1:\n" * 90, "lambda:" * 9000,
                 "'''", "\x00", "\ufeff1", "%%" + "x" * 10**5, "!" * 10**5, "1" * 5000):  # fmt: skip
        nb["cells"].append(cell(text))
    return nb


@submission("Sources that are lists of lists, objects and numbers in text cells.")
def odd_text_sources(nb, folder):
    for value in ([["a"], "b"], deep(450), 7, None, True, [None, "x\n", 3]):
        nb["cells"] += [cell(value, "markdown"), cell(value, "raw")]
    return nb


@submission("A source that is a list of lists in a code cell.", NOTHING, "no readable source")
def odd_code_sources(nb, folder):
    nb["cells"].append(cell([["a"], "b"]))
    return nb


@submission("Control characters, line separators, and text from right to left.")
def control_characters(nb, folder):
    text = "\x1b[2J\x07\x00\u2028\u202e\x85\r\x0b\ufffe" + "e\u0301" * 1000
    nb["cells"] += [cell(text, kind) for kind in ("markdown", "raw", "code")]
    return nb


@submission("Cells that are none.")
def cells_of_other_types(nb, folder):
    nb["cells"] += [None, 7, "x", [], {}, {"cell_type": 1}, {"cell_type": "heading", "source": "x"}]
    return nb


# Files


@submission("The same keys twice: one for the reader, one for the grader.", NOTHING)
def keys_twice(nb, folder):
    return (json.dumps(nb)[:-1] + ', "cells": []}').encode()


@submission("A byte order mark.")
def a_byte_order_mark(nb, folder):
    return b"\xef\xbb\xbf" + json.dumps(nb).encode()


@submission("UTF-16.", NOTHING, "not UTF-8")
def utf_16(nb, folder):
    return json.dumps(nb).encode("utf-16")


@submission("Latin-1.", NOTHING, "not UTF-8")
def latin_1(nb, folder):
    nb["cells"].append(cell("# é"))
    return json.dumps(nb, ensure_ascii=False).encode("latin-1")


@submission("A compressed file.", NOTHING, "not UTF-8")
def compressed(nb, folder):
    return gzip.compress(json.dumps(nb).encode())


@submission("Nothing but blanks, 20 MB of them.", NOTHING, "is empty")
def blanks(nb, folder):
    return b" " * 19_999_999


@submission("One string of 19 MB.", NOTHING, "not a notebook")
def one_string(nb, folder):
    return b'"' + b"x" * 19_000_000 + b'"'


@submission("The notebook's first format.", NOTHING, "cannot be converted")
def format_1(nb, folder):
    return nb | {"nbformat": 1}


@submission("An old format with junk in it.", NOTHING, "cannot be converted")
def format_3_with_junk(nb, folder):
    return {"nbformat": 3, "worksheets": [deep(400), 7], "metadata": deep(400)}


@submission("A named pipe in place of the notebook.", NOTHING, "not an ordinary file")
def a_pipe(nb, folder):
    os.mkfifo(folder / NAME)


@submission("A socket in place of the notebook.", NOTHING, "cannot be read")
def a_socket(nb, folder):
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(folder, os.O_RDONLY)
        server.bind(f"/proc/self/fd/{here}/{NAME}")
        os.close(here)


@submission("A folder in place of the notebook.", NOTHING, "directory")
def a_folder(nb, folder):
    (folder / NAME).mkdir()
    (folder / NAME / NAME).write_text(json.dumps(nb))


@submission("A link to a device that never ends.", NOTHING, "symbolic link")
def a_device(nb, folder):
    (folder / NAME).symlink_to("/dev/zero")


@submission(
    "Bytes that are no UTF-8 in the notebook's name.", NOTHING, "There is no 01_gain", page=False
)
def bad_name(nb, folder):
    path = os.path.join(os.fsencode(folder), b"\xff\x1b[2J_gain.ipynb")
    with open(path, "wb") as file:
        file.write(json.dumps(nb).encode())


@submission("The name in capitals.", NOTHING, "There is no 01_gain", page=False)
def capitals(nb, folder):
    (folder / NAME.upper().replace("IPYNB", "ipynb")).write_text(json.dumps(nb))


@submission("A name of 255 bytes beside the notebook, folders 100 deep, a loop of links, a socket.")
def odd_neighbors(nb, folder):
    (folder / ("x" * 255)).write_text("x")
    place = folder
    for _ in range(100):
        place /= "deeper"
    place.mkdir(parents=True)
    (place / "file.txt").write_text("x")
    (folder / "loop").symlink_to(folder)
    (folder / "solution.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")
    with open(os.path.join(os.fsencode(folder), b"\xff.txt"), "wb"):
        pass
    return nb


@submission("Two thousand files beside the notebook.")
def thousands_of_files(nb, folder):
    for number in range(2000):
        (folder / f"{number}.txt").write_text("x")
    return nb


@submission("A folder named like a page of the class.")
def in_the_way_of_a_page(nb, folder):
    (folder / "conventions.md").mkdir()
    (folder / "conventions.md" / "timestamp.txt").write_text("x")
    return nb


@submission("A file named like a folder of the class, and the notebook's checkpoints.")
def in_the_way_of_a_folder(nb, folder):
    (folder / "data").write_text("x")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / NAME).write_text("{")
    return nb


@submission("Files that a grader would run.")
def files_that_run(nb, folder):
    for name in ("sitecustomize.py", "numpy.py", "nbgrader_config.py", "conftest.py", "json.py"):
        (folder / name).write_text("raise SystemExit(3)")
    return nb


# Times


def stamp(name, tries, text, flag=LATER):
    @submission(tries, flag=flag, student=name)
    def make(nb, folder):
        (folder / "timestamp.txt").write_bytes(text)
        return nb


stamp("year_1", "A time before all others.", b"0001-01-01 00:00:00 UTC")
stamp("year_9999", "A time after all others.", b"9999-12-31 23:59:59.999999 -1400")
stamp("no_time", "A text that is no time.", b"yesterday, I think")
stamp("bytes_for_a_time", "A time that is no text.", b"\xff\xfe\x00")
stamp("empty_time", "A time that is empty.", b"", flag=None)
stamp("a_long_time", "A time of 10 MB.", b"9" * 10**7)
stamp(
    "a_zone_that_is_a_path", "A time zone that is a file.", b"2026-01-05 10:00:00 /dev/zero", None
)


@submission("A folder in place of the time.", flag=LATER)
def a_folder_for_a_time(nb, folder):
    (folder / "timestamp.txt").mkdir()
    return nb


@submission("A pipe in place of the time.", flag=LATER)
def a_pipe_for_a_time(nb, folder):
    os.mkfifo(folder / "timestamp.txt")
    return nb


# Names of students


def named(student, tries, **expected):
    @submission(tries, student=student, **expected)
    def make(nb, folder):
        return nb


named("=HYPERLINK(1)", "A name that a spreadsheet calculates.")
named("+1", "A name that a spreadsheet calculates.")
named("-rf", "A name that is an option.")
named("@SUM(A1)", "A name that a spreadsheet calculates.")
named("\ttab", "A name that begins with a blank.", earns=NOTHING, flag="a blank", page=False)
named("*", "A name that is a pattern of names.", earns=NOTHING, flag="holds *", page=False)
named("[h]onest", "A pattern of names.", earns=NOTHING, flag="holds *", page=False)
named("{student_id}", "A name that is a pattern of text.")
named("%s%n", "A name that is a pattern of text.")
named("'; DROP TABLE student; --", "A name that is SQL.")
named("<script>evil_html()</script>".replace("/", "∕"), "A name that a browser would run.")
named("é", "One letter, spelled in one way.")
named("e\u0301", "The same letter, spelled in the other way.")
named("HONEST", "Another's name, in capitals.")
named("n" * 255, "The longest name that there is.")
named("new\nline \x1b[2J", "A name of two lines that wipes the screen.", page=False)
named(
    os.fsdecode(b"\xff\xfe"), "A name that is no UTF-8.", earns=NOTHING, flag="no UTF-8", page=False
)
