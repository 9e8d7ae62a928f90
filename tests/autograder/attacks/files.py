"""Attacks on whoever opens the file: links, bombs, broken JSON, lying metadata.

Each function puts a file at a path, from a notebook that would earn all points.
"""

import json
import os

from attacks.corpus import ALL, NOTHING

FILES = {}


def file(tries, earns=NOTHING, says=None):
    """Add a file to the corpus: the share of points that it earns, or why it cannot be read."""

    def register(make):
        FILES[make.__name__.replace("_", " ")] = make, tries, earns, says
        return make

    return register


def write(path, notebook):
    path.write_text(json.dumps(notebook), encoding="utf-8")


@file("A link to another student's notebook, or to the solutions.", says="symbolic link")
def a_symbolic_link(path, notebook):
    other = path.with_name("another.ipynb")
    write(other, notebook)
    path.symlink_to(other)


@file("A link to itself.", says="symbolic link")
def a_link_to_itself(path, notebook):
    path.symlink_to(path)


@file("A named pipe: who opens it waits for ever.", says="not an ordinary file")
def a_named_pipe(path, notebook):
    os.mkfifo(path)


@file("An endless file.", says="symbolic link")
def a_link_to_a_device(path, notebook):
    path.symlink_to("/dev/zero")


@file("A directory with the name of a notebook.", says="directory")
def a_directory(path, notebook):
    path.mkdir()


@file("A gigabyte that takes no room on the disk.", says="larger than")
def a_hole_of_a_gigabyte(path, notebook):
    with path.open("wb") as sparse:
        sparse.truncate(2**30)


@file("A million cells.", says="larger than|more than")
def a_million_cells(path, notebook):
    cell = '{"cell_type":"code"}'
    path.write_text(f'{{"nbformat":4,"cells":[{",".join([cell] * 10**6)}]}}')


@file("Too many cells, each of them short.", says="more than")
def ten_thousand_cells(path, notebook):
    notebook["cells"] += [{"cell_type": "code", "source": "1", "metadata": {}}] * 10_000
    write(path, notebook)


@file("Six million empty lists would take half a gigabyte of memory.", says="a million parts")
def many_empty_lists(path, notebook):
    path.write_text("[" + "[]," * 6_000_000 + "1]")


@file("JSON so deep that its reader overflows.", says="nested too deep")
def deep_json(path, notebook):
    path.write_text("[" * 10**6)


@file("Bytes that are no UTF-8.", says="not UTF-8")
def bad_utf_8(path, notebook):
    path.write_bytes(json.dumps(notebook).encode().replace(b"import", b"\xff\xfe\xc0\x80"))


@file("A number of 100,000 digits takes long to read.", says="not JSON")
def a_number_of_many_digits(path, notebook):
    path.write_text(f'{{"nbformat": {"9" * 100_000}}}')


@file("Half characters, which cannot be written to any file.", earns=ALL)
def half_characters(path, notebook):
    notebook["cells"].append({"cell_type": "code", "source": "# \ud800", "metadata": {}})
    notebook["metadata"]["title"] = "\udfff"
    write(path, notebook)


@file("Scores and points that are NaN, negative, negative zero, infinite or huge.", earns=ALL)
def odd_scores(path, notebook):
    odd = [float("nan"), -1.0, -0.0, float("inf"), 10**300, "10"]
    for cell, value in zip(notebook["cells"], odd, strict=False):
        cell["metadata"] = {"nbgrader": {"grade": True, "points": value, "score": value}}
    notebook["metadata"]["score"] = float("nan")
    write(path, notebook)


@file("The same keys twice: one for the reader, one for the grader.", earns=NOTHING)
def keys_twice(path, notebook):
    text = json.dumps(notebook)
    path.write_text(text[:-1] + ', "cells": []}')


@file("Outputs of earlier runs say that all is right.", earns=NOTHING)
def only_outputs(path, notebook):
    result = {"output_type": "execute_result", "data": {"text/plain": "10.0"}, "metadata": {}}
    for cell in notebook["cells"]:
        cell["source"], cell["outputs"] = "", [result]
    write(path, notebook)


@file("A cell of a megabyte, and one of three.", earns=ALL)
def large_cells(path, notebook):
    for size in 10**6, 3 * 10**6:
        notebook["cells"].append({"cell_type": "code", "source": "#" * size, "metadata": {}})
    write(path, notebook)


@file("Null characters in the source.", earns=ALL)
def null_characters(path, notebook):
    notebook["cells"].append({"cell_type": "code", "source": "1\0", "metadata": {}})
    write(path, notebook)


@file("A notebook of another format than it says.", says="newer|old format|not a notebook")
def a_lying_format(path, notebook):
    notebook["nbformat"] = 3
    notebook["worksheets"] = [{"cells": [[[[]]]]}, 7]
    write(path, notebook)


@file("Metadata that names another module, as a path.", earns=ALL)
def a_path_for_a_module(path, notebook):
    notebook["metadata"]["soundcheck"] = {"module": "../../../../etc/passwd"}
    write(path, notebook)
