"""Whatever file is handed in, reading gives a notebook or one sentence that says why not."""

import json
import os

import nbformat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.grading import reading
from autograder.grading.reading import Cell, Unreadable, read_notebook


def code(source, **metadata):
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def notebook(*cells, **metadata):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "05_oracle.ipynb"


def read(file, content):
    file.write_text(json.dumps(content), encoding="utf-8")
    return read_notebook(file)


def test_code_cells_names_and_module(file):
    result = read(
        file,
        notebook(
            code("a = 1\nb = 2", nbgrader={"grade_id": "rms", "locked": True}),
            {"cell_type": "markdown", "source": "# Title", "metadata": {}},
            code(["c = 3\n", "d = 4"], nbgrader={"grade_id": 5, "locked": "yes"}),
            code("", nbgrader="?"),
            soundcheck={"module": "oracle"},
        ),
    )
    assert result.cells == [
        Cell("a = 1\nb = 2", "code", {"grade_id": "rms"}),
        Cell("c = 3\nd = 4", "code", {"grade_id": 5}),
        Cell(""),
    ]
    assert [cell.grade_id for cell in result.cells] == ["rms", None, None]
    assert (result.module, result.name) == ("oracle", "05_oracle")


def test_what_nbformat_writes_is_read(file):
    v4 = nbformat.v4
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("x = 'é'")]), file)
    assert read_notebook(str(file)).cells == [Cell("x = 'é'")]


def test_nbformat_3_is_upgraded(file):
    v3 = nbformat.v3
    sheet = v3.new_worksheet(cells=[v3.new_code_cell(input="x = 1"), v3.new_text_cell("html", "x")])
    result = read(file, v3.new_notebook(worksheets=[sheet]))
    assert result.cells == [Cell("x = 1")]


def test_a_byte_order_mark_does_no_harm(file):
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook()).encode())
    assert read_notebook(file).cells == []


def test_half_characters_become_printable(file):
    result = read(file, notebook(code("'\ud800'"), soundcheck={"module": "\udfff"}))
    assert result.cells[0].source == "'\\ud800'" and result.module == "\\udfff"


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xfe{\0}\0", "not UTF-8"),
        (b"def rms(x):", "not JSON"),
        (b'{"nbformat": 4, "cells": [', "not JSON"),
        (b"1" * 5000, "not JSON"),
        (b"[" * 200_000, "too deep"),
        (b"[]", "not a notebook"),
        (b"{}", "not a notebook"),
        (b'{"nbformat": true}', "not a notebook"),
        (b'{"nbformat": "4"}', "not a notebook"),
        (b'{"nbformat": 5}', "newer"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 3, "worksheets": [1]}', "cannot be converted"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "Cell 1"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [3]}]}', "Cell 1"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "Cell 1"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 5000 + b"{}]}", "5000 cells"),
        (b" " * (reading.MAX_BYTES + 1), "larger than 20 MB"),
        (b"[" + b"{}," * reading.MAX_PARTS + b"1]", "a million parts"),
        (b'{"nbformat": 1, "cells": []}', "cannot be converted"),
        (b'{"nbformat": 3, "worksheets": [{"cells": 1}]}', "cannot be converted"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_notebook_is_said_in_a_sentence(file, content, words):
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=words) as caught:
        read_notebook(file)
    assert len(str(caught.value)) <= 100 and "\n" not in str(caught.value)


def test_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "loop.ipynb").symlink_to("loop.ipynb")
    for path, words in [
        (tmp_path / "none.ipynb", "no such file"),
        (tmp_path, "directory"),
        (tmp_path / "pipe.ipynb", "not an ordinary file"),
        (tmp_path / "loop.ipynb", "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (tmp_path / "a\0b", "null"),
        ("/dev/zero", "not an ordinary file"),
    ]:
        with pytest.raises(Unreadable, match=words):
            read_notebook(path)


def test_symbolic_links_are_followed_only_when_trusted(tmp_path, file):
    read(file, notebook(code("x")))
    link = tmp_path / "link.ipynb"
    link.symlink_to(file)
    assert read_notebook(link).cells == [Cell("x")]
    with pytest.raises(Unreadable, match="symbolic link"):
        read_notebook(link, follow_symlinks=False)
    assert read_notebook(file, follow_symlinks=False).name == "05_oracle"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "cells metadata source cell_type nbgrader soundcheck module worksheets".split()
            ),
            inner,
            max_size=4,
        )
    ),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([1, 2, 3, 4]), json_values, json_values)
@example(3, [{"cells": [{"cell_type": "code"}]}], {})
@example(4, [{"cell_type": "code", "source": "x", "metadata": []}], [])
def test_any_json_is_a_notebook_or_unreadable(file, version, cells, metadata):
    content = {"nbformat": version, "cells": cells, "worksheets": cells, "metadata": metadata}
    try:
        read(file, content)
    except Unreadable:
        pass
