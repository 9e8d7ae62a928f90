"""What parameters are made of: numbers, counts, choices, rows and tables of samples."""

import numpy as np
from hypothesis import strategies as st

from autograder.engine.expression import shown_as
from autograder.laws.domains import USUAL, Place
from autograder.laws.writing import seeds, signal

#: A row at least so many powers of two above or below 1 is loud or quiet, and very much so.
_FAR, _VERY_FAR = 30, 90


def real(least, most, usual=None, also=None):
    """Return the place of a real number.

    Its cases: the least and the greatest (within a tenth), a negative one and zero where they are
    allowed, and an integer.

    Parameters
    ----------
    least, most : float
        The ends, both allowed.
    usual : strategy, optional
        What most examples have: a number that a person would pick; by default anything between the ends.
    also : dict, optional
        ``{case: (strategy, predicate)}``: what is near to special, for example.
    """
    between = st.floats(least, most)
    usual = between if usual is None else usual
    cases, met = {USUAL: usual}, {}
    tenth = (most - least) / 10
    low = min(2 * least, least + tenth) if least > 0 else least + tenth
    if least < 0 < most:
        cases["negative"], met["negative"] = usual.map(lambda v: -abs(v) or -1.0), _negative
    if least <= 0 <= most:
        cases["zero"], met["zero"] = st.just(0.0), lambda v: v == 0
    if least != 0:
        cases["least"] = st.just(float(least)) | st.floats(least, low)
        met["least"] = lambda v: v <= low
    cases["greatest"] = st.just(float(most)) | st.floats(most - tenth, most)
    met["greatest"] = lambda v: v >= most - tenth
    whole = max(int(np.ceil(least)), -(2**53)), min(int(np.floor(most)), 2**53)
    if whole[0] <= whole[1]:
        near = [n for n in (1, 2, 3, 10, 440) if whole[0] <= n <= whole[1]] or [whole[0]]
        cases["an integer"], met["an integer"] = st.sampled_from(near), _is_integer
    for name, (strategy, is_so) in (also or {}).items():
        cases[name], met[name] = strategy, is_so
    return Place(cases, met, least=least, most=most)


def count(least, most, usual=None, also=None):
    """Return the place of a number of things: the least, an odd and an even one, very many.

    Parameters
    ----------
    least, most : int
        The ends, both allowed; `most` is what a check has the time for.
    usual : strategy, optional
    also : dict, optional
        ``{case: (strategy, predicate)}``.
    """
    usual = st.integers(least, min(most, max(least + 8, 16))) if usual is None else usual
    many = most - (most - least) // 10
    cases = {
        USUAL: usual,
        "least": st.just(least),
        "odd": st.integers(least // 2, max(least // 2, min(most // 2 - 1, 8))).map(_odd),
        "even": st.integers(-(-least // 2), max(-(-least // 2), min(most // 2, 8))).map(_even),
        "many": st.just(most) | st.integers(many, most),
    }
    met = {
        "least": lambda v: v == least,
        "odd": lambda v: v % 2 == 1,
        "even": lambda v: v % 2 == 0,
        "many": lambda v: v >= many,
    }
    for name, (strategy, is_so) in (also or {}).items():
        cases[name], met[name] = strategy, is_so
    return Place(cases, met, least=least, most=most)


def choice(*values):
    """Return the place of one of a few values; each is a case."""
    cases = {USUAL: st.sampled_from(values)} | {f"{value!r}": st.just(value) for value in values}
    met = {f"{value!r}": lambda v, value=value: v is value or v == value for value in values}
    return Place(cases, met)


def row(
    least=1,
    most=5000,
    *,
    powers=(-100, 100),
    kinds=("noise", "sine", "dc", "impulse"),
    silence=True,
    spread=True,
    containers=("list", "float32", "int16"),
    dims=(1,),
    integers=None,
    complex=False,
    usual=None,
    also=None,
):
    """Return the place of a signal: a row of samples, or a table whose last axis is one.

    Its cases: the fewest samples, an odd and an even number, very many; quiet, very quiet, loud, very
    loud; silence; a large and a tiny part side by side; every container; every number of dimensions.

    Parameters
    ----------
    least, most : int
        The fewest samples, and as many as a check has the time for.
    powers : (int, int)
        The powers of two by which a signal may be quieter and louder than 1.
    kinds : sequence of str
        Of :func:`~autograder.laws.signal`.
    silence, spread : bool
        Whether zeros, and samples 240 dB apart, are signals here.
    containers : sequence of str
        Besides float64: "list", "float32", "int16", "uint8", "int64".
    dims : sequence of int
        How many dimensions it may have, the usual number first; 0 is a number alone.
    integers : (int, int), optional
        The range of samples that are integers; by default all that the container holds, the
        greatest among them, so that sums and squares overflow.
    complex : bool
        Whether samples are complex.
    usual : strategy, optional
        Of the number of samples of most examples.
    also : dict, optional
        ``{case: (strategy of a dict that takes the place of what is usual, predicate)}``.
    """
    size = (st.integers(least, min(most, max(least, 24)))) if usual is None else usual
    shapes = {d: _shape(d, size) for d in dims}
    many = most - (most - least) // 10
    short = min(most, least + 8)

    def drawn(n=size, **fixed):
        shape = shapes[dims[0]] if n is size else _shape(dims[0], n)
        parts = {"kind": st.sampled_from(kinds), "seed": seeds, "shape": shape}
        return st.fixed_dictionaries({**parts, **fixed})

    one = dims[0] > 0
    cases, met = {USUAL: drawn()}, {}

    def add(name, strategy, is_so):
        cases[name], met[name] = strategy, lambda v: bool(is_so(np.asarray(v)))

    if one:
        add("fewest", drawn(st.just(least)), lambda x: x.ndim and x.shape[-1] == least)
        if most > least + 1:
            odd = st.integers(least // 2, max(least // 2, short // 2 - 1)).map(_odd)
            even = st.integers(-(-least // 2), max(-(-least // 2), short // 2)).map(_even)
            add("odd", drawn(odd), lambda x: x.ndim and x.shape[-1] % 2 == 1)
            add("even", drawn(even), lambda x: x.ndim and x.shape[-1] and x.shape[-1] % 2 == 0)
            add(
                "long",
                drawn(st.just(most) | st.integers(many, most)),
                lambda x: x.ndim and x.shape[-1] >= many,
            )
    for name, power in (
        ("very quiet", powers[0]),
        ("quiet", max(powers[0], -40)),
        ("loud", min(powers[1], 40)),
        ("very loud", powers[1]),
    ):
        far = _VERY_FAR if "very" in name else _FAR
        if abs(power) >= far:
            add(name, drawn(power=st.just(power)), _is_beyond(far if power > 0 else -far))
    if silence:
        add("silence", drawn(kind=st.just("silence")), lambda x: x.size and not x.any())
    if spread and most > 1:
        add(
            "tiny beside large",
            drawn(st.integers(max(2, least), short), kind=st.just("spread")),
            _is_spread,
        )
    for name in containers:
        size_in = size if name != "list" else st.integers(least, max(least, min(most, 8)))
        cases[name], met[name] = drawn(size_in, container=st.just(name)), _IN[name]
    for d in dims[1:]:
        strategy = st.fixed_dictionaries(
            {"kind": st.sampled_from(kinds), "seed": seeds, "shape": shapes[d]}
        )
        add(f"{d}-D", strategy, lambda x, d=d: x.ndim == d and x.size)
    for name, (changed, is_so) in (also or {}).items():
        strategy = st.tuples(drawn(), changed).map(lambda both: {**both[0], **both[1]})
        cases[name], met[name] = strategy, is_so
    fixed = {"complex": complex} if complex else {}
    fixed |= {"integers": integers} if integers else {}
    return Place(cases, met, lambda drawn: samples(**drawn, **fixed), least, most, tuple(dims))


def samples(kind, seed, shape, power=0, container="float64", complex=False, integers=None):
    """Return an array, or a list, of samples: what is drawn of a :func:`row`.

    Parameters
    ----------
    kind : str
        A kind of :func:`~autograder.laws.signal`, or "spread": noise, every second sample 2**40
        times smaller.
    seed : int
    shape : sequence of int
    power : int, optional
        The samples are multiplied by 2**power.
    container : {"float64", "float32", "list", "int16", "uint8", "int64"}, optional
        Integers are drawn from all that the container holds (int64: 16 bits of it) or from `integers`,
        the greatest first.
    complex : bool, optional
    integers : (int, int), optional
    """
    said = {"power": power, "container": container, "complex": complex, "integers": integers}
    usual = {"power": 0, "container": "float64", "complex": False, "integers": None}
    named = [f"{name}={value!r}" for name, value in said.items() if value != usual[name]]
    text = ", ".join([repr(kind), str(seed), str(list(shape)), *named])
    x = _built(kind, seed, shape, power, container, complex, integers)
    return x if isinstance(x, list | float) else shown_as(x, f"samples({text})")


def _built(kind, seed, shape, power, container, complex, integers):
    size = int(np.prod(shape))
    if container in ("int16", "uint8", "int64"):
        held = np.iinfo(np.int16 if container == "int64" else container)
        low, high = integers or (held.min, held.max)
        x = np.random.default_rng(seed).integers(low, high + 1, size)
        x[:2] = high
        return x.astype(container).reshape(shape)
    x = _samples(kind, seed, size)
    if complex:
        x = x + 1j * _samples(kind, seed + 1, size)
    x = (x * 2.0**power).reshape(shape)
    if container == "list":
        return x.tolist()
    if container == "float32":
        return x.astype(np.complex64 if complex else np.float32)
    return x


def _samples(kind, seed, size):
    if kind != "spread":
        return signal(kind, seed, size) if size else np.zeros(0)
    x = signal("noise", seed, size)
    x[1::2] *= 2.0**-40
    return x


def _shape(dims, size):
    if dims == 0:
        return st.just([])
    before = [st.integers(1, 3)] * (dims - 1)
    return st.tuples(*before, size).map(list)


def _odd(half):
    return 2 * half + 1


def _even(half):
    return 2 * half


def _negative(v):
    return v < 0


def _is_integer(v):
    return isinstance(v, int | np.integer) and not isinstance(v, bool)


def _is_beyond(power):
    def is_so(x):
        top = float(np.abs(x.astype(complex)).max(initial=0.0))
        return top > 2.0**power if power > 0 else 0 < top < 2.0**power

    return is_so


def _is_spread(x):
    size = np.abs(x.astype(complex)).ravel()
    size = size[size > 0]
    return size.size > 1 and size.min() < 1e-9 * size.max()


_IN = {
    "list": lambda v: isinstance(v, list),
    "float32": lambda v: getattr(v, "dtype", None) in (np.float32, np.complex64),
} | {
    name: lambda v, name=name: getattr(v, "dtype", None) == name
    for name in ("int16", "uint8", "int64")
}
