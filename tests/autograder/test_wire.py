"""The wire carries plain values exactly, all else by name, and believes nothing."""

import msgpack
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.engine.subject import Other
from autograder.grading import wire

DTYPES = (
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128"
)

arrays = st.sampled_from(DTYPES.split()).flatmap(
    lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
values = st.recursive(
    scalars | arrays,
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)


def same(a, b):
    """Whether two values are equal in type, dtype, shape and every bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return repr(a) == repr(b)


@settings(max_examples=100, deadline=None)
@given(values)
def test_values_come_back_exactly(value):
    assert same(wire.load(wire.dump(value)), value)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(), values, max_size=4))
def test_messages_come_back_exactly(message):
    back = wire.load(wire.dump(message))
    assert list(back) == list(message) and all(same(back[k], message[k]) for k in message)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
@example(b"")
@example(b"\0\0\0\1\x80")
def test_any_bytes_are_a_value_or_a_wire_error(frame):
    for payload in (frame, len(frame).to_bytes(4, "big") + frame):
        try:
            wire.load(payload)
        except wire.WireError:
            pass


@settings(max_examples=300, deadline=None)
@given(values, st.data())
def test_damaged_frames_are_a_value_or_a_wire_error(value, data):
    frame = bytearray(wire.dump(value))
    for _ in range(3):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        wire.load(frame)
    except wire.WireError:
        pass


def forged(tree, samples=b""):
    packed = msgpack.packb(tree)
    return len(packed).to_bytes(4, "big") + packed + samples


def nested(depth):
    value = 1.0
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "frame",
    [
        forged({"a": ["float64", 2]}, b"12345678"),
        forged({"a": ["float64", -1, -1]}, b"12345678"),
        forged({"a": ["float64", 2**62, 2**62, 2**62]}),
        forged({"a": ["float64", True]}, b"12345678"),
        forged({"a": ["object", 1]}, b"12345678"),
        forged({"a": [["float64"], 1]}, b"12345678"),
        forged({"a": ["float64"] + [1] * 100}, b"12345678"),
        forged({"a": ["float64"] + [2**63] * 150_000}),
        forged({"i": b"\1" * 2000}),
        forged({"c": [1, 2]}),
        forged({"o": 3}),
        forged({"t": "ab"}),
        forged({"m": {"a": 1}}),
        forged([{"m": [["a", 1]]}]),
        forged({"__class__": 1}),
        forged({}),
        forged(msgpack.Timestamp(1)),
        forged(msgpack.ExtType(5, b"abc")),
        forged(nested(17)),
        forged({"t": [{"t": nested(16)}]}),
        (500).to_bytes(4, "big") + b"\x91" * 500,
        (600).to_bytes(4, "big") + b"\x81\xa1t\x91" * 150,
        forged([None] * (wire.MAX_NODES + 1)),
        b"\0\x08\0\5\xdd\0\x08\0\0" + b"\x90" * 0x80000,  # half a million empty lists
        b"\xff\xff\xff\xff" + b"\0" * 100,
    ],
)
def test_forged_frames_are_refused(frame):
    with pytest.raises(wire.WireError):
        wire.load(frame)


def test_forged_bools_are_true_or_false():
    array = wire.load(forged({"a": ["bool", 3]}, b"\0\2\xff"))
    assert array.sum() == 2 and array.view(np.uint8).max() == 1


class Liar:
    """Claims to be an array and a number."""

    __class__ = np.ndarray

    def __array__(self, *args, **kwargs):
        raise AssertionError("asked for its array")

    def __float__(self):
        raise AssertionError("asked for its number")


class Misnamed(type):
    __name__ = property(lambda self: 1 / 0)


class MyFloat(float):
    pass


class MyArray(np.ndarray):
    """Overrides everything that a careless reader would ask."""

    def __getattribute__(self, name):
        raise AssertionError(f"asked for {name}")


@pytest.mark.parametrize(
    "value, name",
    [
        (Liar(), "Liar"),
        (Misnamed("Strange", (), {})(), "Strange"),
        (MyFloat(1.0), "MyFloat"),
        (np.str_("a"), "str_"),
        ({"a": 1}, None),
        ({1, 2}, "set"),
        (np.array([1, None]), "array of dtype object"),
        (np.array(["a"]), "array of dtype str32"),
        (np.zeros(1, [("a", float)]), "array of dtype void64"),
        (np.array(["2020-01-01"], "datetime64[D]"), "array of dtype datetime64[D]"),
        (len, "builtin_function_or_method"),
    ],
)
def test_other_objects_travel_by_name(value, name):
    [back] = wire.load(wire.dump([value]))
    assert type(back) is Other and back.type_name == (name or "dict")


def test_numpy_scalars_keep_their_dtype():
    for value in (np.float32(0.1), np.float64(0.1), np.int16(3), np.bool_(True), np.complex64(1j)):
        back = wire.load(wire.dump(value))
        assert type(back) is np.ndarray and back.shape == () and back.dtype == value.dtype
        assert back[()] == value


def test_array_subclasses_become_plain_arrays():
    for value in (
        np.array([1.0, 2.0]).view(MyArray),
        np.ma.masked_array([1.0, 2.0], mask=[0, 1]),
        np.array([1.0, 2.0]).view(np.recarray),
    ):
        back = wire.load(wire.dump(value))
        assert type(back) is np.ndarray and back.tolist() == [1.0, 2.0]


def test_memory_layout_does_not_matter():
    grid = np.arange(12.0).reshape(3, 4)
    for value in (grid.T, grid[::-1, ::2], np.broadcast_to(1.5, (2, 2)), grid.astype(">f8")):
        back = wire.load(wire.dump(value))
        assert np.array_equal(back, value) and back.dtype == np.dtype(float)
        assert back.dtype.isnative and not back.flags.writeable and back.flags.c_contiguous


def test_what_is_too_much_is_said():
    endless = []
    endless.append(endless)
    wide = [0.0] * 10
    for _ in range(6):
        wide = [wide] * 10  # a million values in a few objects
    for value, words in [
        (endless, "16 deep"),
        (wide, "200000 values"),
        (np.broadcast_to(1.0, 10**9), "MB"),
        ([np.zeros(2**20)] * 100, "MB"),
        ("x" * (wire.MAX_TREE + 1), "bytes"),
        (2**100_000, "integer"),
    ]:
        with pytest.raises(wire.WireError, match=words):
            wire.dump(value)


def test_lone_surrogates_become_printable():
    assert wire.load(wire.dump("a\ud800")) == "a\\ud800"
