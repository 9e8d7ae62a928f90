"""What may travel between the grader and the worker that runs a learner's code.

A frame is a 4-byte big-endian length and a payload of that many bytes. A payload is the tree's
length in 4 bytes, the tree in msgpack (plain values, and one-entry maps for the rest), and the
samples of the arrays in C order, one array after the other as the tree mentions them. So the number
of objects that a hostile frame can make is bounded by the small tree, not by the large arrays.
"""

import math
from dataclasses import dataclass

import msgpack
import numpy as np

from autograder.engine.subject import Other

MAX_FRAME = 64 * 2**20  # bytes
MAX_TREE = 2 * 2**20  # bytes: the frame without its arrays
MAX_ARRAYS = MAX_FRAME - MAX_TREE - 4  # bytes: the arrays of one frame
MAX_NODES = 200_000  # values in one frame, arrays not counted by their samples
MAX_DEPTH = 16
MAX_DIMENSIONS = 32
MAX_INT_BYTES = 1024
MAX_NAME = 100  # characters of a type's name

_NATIVE = {
    name: np.dtype(name)
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
    "float16 float32 float64 complex64 complex128".split()
}
_DTYPES = {name: np.dtype(dtype.str.replace(">", "<")) for name, dtype in _NATIVE.items()}
_NAMES = {dtype: name for name, dtype in _NATIVE.items()}  # of the usual ones: dtype.name is slow
_SCALARS = {np.dtype(code).type for code in "?bBhHiIlLqQfdFD"}
_PLAIN = {type(None), bool, float}


class WireError(ValueError):
    """A value that may not travel, or bytes that are no value."""


@dataclass(frozen=True)
class Callback:
    """Stands for a function that stays on the grader's side."""

    id: int


def dump(value, strict=False):
    """Encode a value, or a message (a dict of values).

    Parameters
    ----------
    value : None, bool, int, float, complex, str, bytes, list, tuple, array, Callback or dict
        A dict (with str keys) may only stand outermost. NumPy scalars travel as 0-d arrays, array
        subclasses as plain arrays; an object of any other type as :class:`Other`, by its name.
    strict : bool
        Refuse objects of other types instead.

    Returns
    -------
    bytes

    Raises
    ------
    WireError
        The value is too large or nested too deep; the text says which.
    """
    encoder = _Encoder(strict)
    tree = msgpack.packb(encoder.encode(value, 0), unicode_errors="backslashreplace")
    if len(tree) > MAX_TREE:
        raise WireError(f"a value of more than {MAX_TREE} bytes, arrays not counted")
    return b"".join([len(tree).to_bytes(4, "big"), tree, *encoder.blobs])


def load(frame):
    """Decode what :func:`dump` made.

    Parameters
    ----------
    frame : bytes or bytearray
        Any bytes whatever.

    Returns
    -------
    object
        Of the types that `dump` takes; arrays are read-only.

    Raises
    ------
    WireError
        And nothing else.
    """
    try:
        start = 4 + int.from_bytes(frame[:4], "big")
        if not 4 < start <= min(len(frame), MAX_TREE + 4):
            raise WireError("a frame without a tree")
        decoder = _Decoder(memoryview(frame)[start:])
        tree = msgpack.unpackb(frame[4:start], max_map_len=1, max_ext_len=0)
        return decoder.decode(tree, 0)
    except WireError:
        raise
    except Exception as error:  # whatever msgpack or NumPy finds wrong in hostile bytes
        raise WireError(f"a frame that cannot be read ({type(error).__name__})") from None


def framed(payload):
    """Return a payload with its length before it."""
    if len(payload) > MAX_FRAME:
        raise WireError(f"a value of more than {MAX_FRAME // 2**20} MiB")
    return len(payload).to_bytes(4, "big") + payload


def frame_size(header):
    """Return the length of the payload that a frame's first 4 bytes announce."""
    size = int.from_bytes(header, "big")
    if size > MAX_FRAME:
        raise WireError("a frame that is too large")
    return size


def send(stream, payload):
    """Write one frame to an unbuffered binary stream."""
    rest = memoryview(framed(payload))
    while rest:
        rest = rest[stream.write(rest) :]


def receive(stream):
    """Read one frame's payload from an unbuffered binary stream.

    Raises
    ------
    EOFError
        The other side closed the stream.
    WireError
        The frame is too large.
    """
    return _exactly(stream, frame_size(_exactly(stream, 4)))


def _exactly(stream, size):
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        count = stream.readinto(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return data


def type_name(kind):
    """Return a type's name as a short plain str, also when its metaclass lies about it."""
    return str.__getitem__(type.__dict__["__name__"].__get__(kind), slice(MAX_NAME))


class Outcomes:
    """A list that is encoded while it grows; :func:`dump` takes it inside a message."""

    def __init__(self):
        self._encoder = _Encoder(strict=False)
        self._nodes = []

    def add(self, value):
        """Take a value as it is now, if it fits; return whether there is room for another."""
        encoder, blobs = self._encoder, len(self._encoder.blobs)
        try:
            self._nodes.append(encoder.encode(value, 2))
        except WireError:
            del encoder.blobs[blobs:]
            return False
        return (
            encoder.nodes > MAX_NODES // 2
            and encoder.tree_room > MAX_TREE // 2
            and encoder.array_room > MAX_ARRAYS // 2
        )

    def parts(self):
        """Return what msgpack shall pack, and the arrays' samples."""
        return self._nodes, self._encoder.blobs


class _Encoder:
    def __init__(self, strict):
        self.strict = strict
        self.blobs = []
        self.nodes = MAX_NODES
        self.tree_room = MAX_TREE
        self.array_room = MAX_ARRAYS

    def encode(self, value, depth):
        """Return what msgpack shall pack. Exact types only, so that no code of `value` is run."""
        kind = type(value)
        self.nodes -= 1
        if self.nodes < 0:
            raise WireError(f"more than {MAX_NODES} values, arrays not counted")
        if kind in _PLAIN:
            return value
        if kind is int:
            return value if -(2**63) <= value < 2**64 else {"i": _int_to_bytes(value)}
        if kind is np.ndarray:
            return self._array(value)
        if kind is str or kind is bytes:
            self.tree_room -= len(value)
            if self.tree_room < 0:
                raise WireError(f"a value of more than {MAX_TREE} bytes, arrays not counted")
            return value
        if kind is complex:
            return {"c": [value.real, value.imag]}
        if kind in _SCALARS:
            return self._array(np.asarray(value))
        if issubclass(kind, np.ndarray):
            return self._array(np.ndarray.view(value, np.ndarray))
        if kind is Callback:
            return {"f": value.id}
        if kind is Other:
            return {"o": value.type_name}
        if kind is list:
            return self._items(value, depth)
        if kind is tuple:
            return {"t": self._items(value, depth)}
        if kind is Outcomes and depth == 1:
            nodes, blobs = value.parts()
            self.blobs += blobs
            return nodes
        if kind is dict and depth == 0:
            return {"m": [[key, self.encode(item, 1)] for key, item in value.items()]}
        return self._other(type_name(kind))

    def _other(self, name):
        if self.strict:
            raise WireError(f"a value of type {name}, which may not travel")
        return {"o": name[:MAX_NAME]}

    def _items(self, values, depth):
        if depth >= MAX_DEPTH:
            raise WireError(f"lists nested more than {MAX_DEPTH} deep")
        return [self.encode(value, depth + 1) for value in values]

    def _array(self, array):
        name = _NAMES.get(array.dtype) or array.dtype.name
        dtype = _DTYPES.get(name)
        if dtype is None:
            return self._other(f"array of dtype {name}")
        if array.ndim > MAX_DIMENSIONS:
            return self._other(f"array of {array.ndim} dimensions")
        self.array_room -= array.nbytes
        if self.array_room < 0:
            raise WireError(f"arrays of more than {MAX_ARRAYS // 10**6} MB")
        if array.dtype is not dtype:
            array = array.astype(dtype, copy=False)
        self.blobs.append(array.tobytes())
        return {"a": [name, *array.shape]}


class _Decoder:
    def __init__(self, samples):
        self.samples = samples
        self.start = 0  # of the next array's
        self.nodes = MAX_NODES

    def decode(self, node, depth):
        """Build the value of one node of the tree, believing nothing about it."""
        kind = type(node)
        self.nodes -= 1
        if self.nodes < 0:
            raise WireError("too many values")
        if kind in _PLAIN or kind is int or kind is str or kind is bytes:
            return node
        if kind is list:
            return self._items(node, depth)
        if kind is not dict or len(node) != 1:
            raise WireError(f"a {kind.__name__} in the tree")
        [(tag, body)] = node.items()
        if tag == "a":
            return self._array(*body)
        if tag == "m" and depth == 0:
            return {_exact(key, str): self.decode(item, 1) for key, item in body}
        if tag == "t":
            return tuple(self._items(body, depth))
        if tag == "c":
            real, imag = body
            return complex(_exact(real, float), _exact(imag, float))
        if tag == "i":
            if len(_exact(body, bytes)) > MAX_INT_BYTES:
                raise WireError("too large an integer")
            return int.from_bytes(body, "big", signed=True)
        if tag == "f":
            return Callback(_exact(body, int))
        if tag == "o":
            return Other(_exact(body, str)[:MAX_NAME])
        raise WireError("an unknown tag")

    def _items(self, body, depth):
        if depth >= MAX_DEPTH:
            raise WireError("lists nested too deep")
        return [self.decode(item, depth + 1) for item in _exact(body, list)]

    def _array(self, name, *shape):
        dtype = _DTYPES[name]
        if len(shape) > MAX_DIMENSIONS:
            raise WireError("an impossible shape")
        for length in shape:
            if type(length) is not int or length < 0:
                raise WireError("an impossible shape")
        start, self.start = self.start, self.start + math.prod(shape) * dtype.itemsize
        if self.start > len(self.samples):
            raise WireError("an array without its samples")
        # A copy: it does not keep the whole frame alive. And bytes cannot be written to.
        samples = bytes(self.samples[start : self.start])
        if name == "bool" and samples.translate(None, b"\0\1"):  # these are no bools
            samples = bytes(map(bool, samples))
        array = np.ndarray(shape, dtype, samples)
        if dtype is not _NATIVE[name]:
            array = array.astype(_NATIVE[name], copy=False)
            array.flags.writeable = False
        return array


def _exact(value, kind):
    if type(value) is not kind:
        raise WireError(f"a {type(value).__name__} where a {kind.__name__} belongs")
    return value


def _int_to_bytes(value):
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
    return value.to_bytes(size, "big", signed=True)
