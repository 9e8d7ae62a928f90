"""The laws of a simulated room: reflection, image sources, arrivals, delays between samples, response."""

import math

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    at_most,
    close,
    count,
    domain,
    example,
    given,
    integer,
    number,
    over,
    place,
    real,
    refuses,
    seeds,
    shape,
    shown_as,
    st,
    unpack,
)

ROOT = "one square root: rounding stays below 1e-15"
NEAR_ZERO = "a share next to 1 is rounded at 1e-16, and the root of that is 1e-8"
DECIBEL = "a logarithm, rounded at 1e-15 of at most some ten dB"
PLACES = "a few additions of lengths up to 100 m: rounding stays below 1e-13 m"
COUNTED = "whole numbers are exact"
TIMES = "one root and one quotient: rounding stays below 1e-15 of the time"
PRODUCTS = "a product of a few numbers: rounding stays below 1e-14 of it"
BY_HAND = "a sine, a cosine and a few products: rounding stays below 1e-15"
SHIFTED = "u is a difference of numbers up to 100, rounded at 1e-14"
WINDOWED = "the window's sidelobes: at most 5 / taps^3 at frequencies up to fs / 6.3"
SUMS = "sums of a few products: rounding stays below 1e-13 of the largest amplitude"

OWN = "each value is a product of its own: rounding stays below 1e-13 of it, however small it is"
FAR_OFF = "the delay in samples is rounded at 1e-16 of it, and a steep flank turns that into height"

SPEED = 343.0  # m/s, where none is given
AXES = ("image", "axis", "wall")

absorptions = st.sampled_from([0.75, 0.5, 0.1, 0.0, 1.0, 0.01, 0.99]) | st.floats(0, 1)
lengths = st.floats(1.0, 20.0)
rooms = st.sampled_from([[4.0, 3.0], [5.0, 4.0, 3.0], [1.2, 0.8, 2.0]]) | st.lists(
    lengths, min_size=2, max_size=3
)
boxes = st.sampled_from([[5.0, 4.0, 3.0], [1.2, 0.8, 2.0], [4.0, 4.0, 4.0]]) | st.lists(
    lengths, min_size=3, max_size=3
)
# A place in parts of the room's lengths: the middle, and corners nearly, among them.
ears = st.lists(  # shrinks to another place than `places` does
    st.sampled_from([0.6, 0.5, 0.4, 0.1, 0.9]) | st.floats(0.05, 0.95), min_size=3, max_size=3
)
places = st.lists(
    st.sampled_from([0.25, 0.5, 0.4, 0.1, 0.9]) | st.floats(0.05, 0.95), min_size=3, max_size=3
)
orders = st.sampled_from([1, 2, 0, 3])
betas = st.lists(
    st.sampled_from([0.5, 1.0, 0.9, 0.8, 0.0]) | st.floats(0.0, 1.0), min_size=6, max_size=6
)
factors = st.sampled_from([2.0, 0.5, 4.0])
fractions = st.sampled_from([0.5, 0.25, 0.0, 0.1, 0.9, 0.75]) | st.floats(0.0, 1.0)
filters = st.sampled_from([9, 3, 21, 31, 81])
rates = st.sampled_from([8000.0, 16000.0, 44100.0, 48000.0]) | st.floats(1000.0, 96000.0)
# Arrivals as pairs: when, in samples, and how strong. Several may come at one time.
single = st.tuples(
    st.sampled_from([1.0, 0.0, 3.0, 2.5, 0.25]) | st.floats(0.0, 40.0),
    st.sampled_from([1.0, -1.0, 0.5, 2.0]) | st.floats(0.1, 2.0),
).map(list)
several = st.lists(single, min_size=1, max_size=5)

UNITS = {
    "room": "m",
    "src": "of the room's lengths",
    "mic": "of the room's lengths",
    "distance": "m",
    "c": "m/s",
    "whole": "samples",
    "fraction": "of a sample",
    "taps": "samples",
    "fs": "Hz",
    "steps": "samples",
    "frequency": "rad/sample",
    "arriving": "samples and amplitude",
}

EDGE = {
    "next to 0": (st.sampled_from([1e-9, 1e-6, 1e-12]), lambda v: 0 < v <= 1e-5),
    "a little": (st.floats(0.02, 0.3), lambda v: 0.01 < v < 0.4),
    "most": (st.floats(0.6, 0.98), lambda v: 0.5 < v < 0.99),
    "next to 1": (st.sampled_from([1 - 1e-6, 1 - 1e-9, 1 - 1e-4]), lambda v: 1 > v > 0.999),
}
REFLECTION_COEFFICIENT = domain(alpha=real(0, 1, absorptions, also=EDGE))

# Lengths from those of a box of matches to those of a valley.
ROOM = place(
    lambda lengths: lengths,
    usual=rooms,
    a_plane=(st.lists(lengths, min_size=2, max_size=2), lambda v: len(v) == 2),
    a_space=(st.lists(lengths, min_size=3, max_size=3), lambda v: len(v) == 3),
    a_cube=(st.sampled_from([[4.0] * 3, [2.5] * 2]), lambda v: len(set(v)) == 1),
    integers=(st.sampled_from([[5, 4, 3], [7, 2]]), lambda v: all(isinstance(x, int) for x in v)),
    tiny=(st.sampled_from([[0.02, 0.013, 0.005], [0.01, 0.003]]), lambda v: max(v) < 0.05),
    very_large=(st.sampled_from([[3e4, 1.7e4, 900.0], [2e4, 5e4]]), lambda v: max(v) > 1e4),
    very_long=(st.sampled_from([[900.0, 2.0, 2.5], [0.5, 400.0]]), lambda v: max(v) > 99 * min(v)),
)
# A place in parts of the room, until it is fitted.
PLACE = place(
    lambda parts: parts,
    usual=places,
    in_an_array=(places.map(lambda parts: ["array", *parts]), lambda v: isinstance(v, np.ndarray)),
)
EAR = place(
    lambda parts: parts,
    usual=ears,
    in_an_array=(ears.map(lambda parts: ["array", *parts]), lambda v: isinstance(v, np.ndarray)),
)
BESIDE_A_WALL = st.sampled_from([[1e-7, 0.5, 1 - 1e-7], [1 - 1e-6, 1e-6, 0.4]])


def beside_a_wall(room, src):
    """Return whether a place is nearer to a wall than a thousandth of the room."""
    return any(not 1e-3 < x / length < 1 - 1e-3 for x, length in zip(src, room, strict=True))


def fitted(room, **parts):
    """Return places in the room, in m, from parts of it; in an array where that was asked for."""
    out = {}
    for name, one in parts.items():
        pos = inside(room, one[1:] if one[0] == "array" else one)
        out[name] = np.array(pos) if one[0] == "array" else pos
    return out


IMAGE_SOURCES = domain(
    room=ROOM,
    src=PLACE,
    max_order=count(0, 24, orders),
    also={
        "many in space": (
            st.just({"room": [5.0, 4.0, 3.0], "max_order": 9}),
            lambda room, src, max_order: len(room) == 3 and max_order > 8,
        ),
        "beside a wall": (
            st.fixed_dictionaries({"src": BESIDE_A_WALL}),
            lambda room, src, max_order: beside_a_wall(room, src),
        ),
    },
    # Many only in a plane: in space that would be twenty thousand.
    fit=lambda room, src, max_order: {
        **fitted(room[:2] if max_order > 9 else room, src=src),
        "room": room[:2] if max_order > 9 else room,
    },
)
ARRIVALS = domain(
    room=ROOM,
    src=PLACE,
    mic=EAR,
    # Six coefficients, until they are fitted; or one for all walls.
    beta=place(
        lambda beta: beta,
        usual=betas,
        one_for_all=(absorptions, lambda v: np.ndim(v) == 0),
        an_integer=(st.sampled_from([1, 0]), lambda v: isinstance(v, int)),
        rigid=(st.just([1.0] * 6), lambda v: np.min(v) == 1),
        open=(st.just([0.0] * 6), lambda v: np.max(v) == 0),
        nearly_open=(
            st.just([1e-6, 1e-7, 1e-8, 3e-7, 1e-5, 1e-9]) | st.just(1e-8),
            lambda v: 0 < np.max(v) < 1e-4,
        ),
        far_apart=(st.just([1.0, 1e-9, 0.5, 1e-12, 0.9, 1e-6]), lambda v: np.ptp(v) > 0.99),
        nearly_rigid=(st.just([1 - 1e-6] * 6), lambda v: 1 > np.min(v) > 1 - 1e-5),
    ),
    max_order=count(0, 20, orders),
    c=real(1, 1e4, st.sampled_from([343.0, 331.3, 1480.0]) | st.floats(100, 2000)),
    also={
        "many in space": (
            st.just({"room": [5.0, 4.0, 3.0], "max_order": 9}),
            lambda room, src, mic, beta, max_order, c: len(room) == 3 and max_order > 8,
        ),
        "beside a wall": (
            st.fixed_dictionaries({"src": BESIDE_A_WALL}),
            lambda room, src, mic, beta, max_order, c: beside_a_wall(room, src),
        ),
        "near to each other": (
            st.just({"src": [0.5, 0.5, 0.5], "mic": [0.5001, 0.5, 0.5]}),
            lambda room, src, mic, beta, max_order, c: math.dist(src, mic) < 1e-3 * max(room),
        ),
    },
    fit=lambda room, src, mic, beta, max_order, c: all_fitted(room, src, mic, beta, max_order),
)


def all_fitted(room, src, mic, beta, max_order):
    """Return room, places and walls that fit each other; many reflections only in a plane."""
    room = room[:2] if max_order > 9 else room
    pos = fitted(room, src=src, mic=mic)
    if math.dist(pos["src"], pos["mic"]) < 1e-5:
        pos["mic"][0] = 0.97 * room[0]
    return {"room": room, **pos, "beta": beta if np.ndim(beta) == 0 else walls(beta, room)}


def near(n, off):
    return st.tuples(n, off).map(lambda both: both[0] + both[1])


tiny_steps = st.sampled_from([1e-3, -1e-3, 1e-6, -1e-6, 1e-9, -1e-9, 1e-12, 1e-5])


def odd_taps(least, most):
    """Return the place of an odd number of taps."""
    return place(
        lambda taps: taps,
        usual=filters,
        one=(st.just(1), lambda v: v == 1),
        three=(st.just(3), lambda v: v == 3),
        many=(st.just(most), lambda v: v >= most),
    )


def off_whole(v):
    """Return how far a number is from a whole one."""
    return abs(v - round(v))


FRACTIONAL_KERNEL = domain(
    delay_samples=real(
        -1e12,
        1e12,
        near(st.integers(0, 50), fractions),
        also={
            "beside a whole number": (
                near(st.sampled_from([7, 0, -7, 100, 1]), tiny_steps),
                lambda v: 0 < off_whole(v) < 0.01,
            ),
            "beside half of a sample": (
                near(st.sampled_from([7.5, 0.5, -7.5, -0.5]), tiny_steps),
                lambda v: 0.49 < off_whole(v) < 0.5,
            ),
            "half of a sample": (
                st.sampled_from([7.5, 2.5, -7.5, 0.5, -0.5]),
                lambda v: off_whole(v) == 0.5,
            ),
            "an hour": (
                near(st.just(1.7e8), fractions) | near(st.just(3e9), fractions),
                lambda v: 1e8 < v < 1e10,
            ),
        },
    ),
    taps=odd_taps(1, 1025),
)


def times(seed, many, most=40.0, container="array"):
    """Return so many delays in samples, in no order; they are divided by the rate when they are fitted."""
    delays = np.random.default_rng(seed).uniform(0, most, many)
    return delays.tolist() if container == "list" else delays


def sizes(seed, quietest=0, power=0, container="array"):
    """Return a thousand amplitudes of both signs, the last ones `quietest` dB below the first."""
    amps = np.random.default_rng(seed).uniform(0.1, 1, 1000) * np.tile([1.0, -1.0], 500)
    amps = amps * 10 ** (quietest / 20 * (np.arange(1000) % 5) / 4) * 2.0**power
    return amps.tolist() if container == "list" else amps


def drawn(**fixed):
    """Draw a dict with a seed; what is no strategy is the same in all."""
    parts = {k: v if isinstance(v, st.SearchStrategy) else st.just(v) for k, v in fixed.items()}
    return st.fixed_dictionaries({"seed": seeds, **parts})


def together_fitted(delays, amps, fs, taps):
    """Return as many amplitudes as delays, and delays in s; both as they were: lists or arrays."""
    late = np.asarray(delays) / fs
    amps = amps[: len(late)]
    if isinstance(delays, list):
        late = late.tolist()
    elif late.size > 16:
        text = ", ".join(f"{one!r}" for one in late.tolist())
        late = shown_as(late, f"np.array([{text}])")
    if isinstance(amps, np.ndarray) and amps.size > 16:
        text = ", ".join(f"{one!r}" for one in amps.tolist())
        amps = shown_as(amps.copy(), f"np.array([{text}])")
    return {"delays": late, "amps": amps}


def loudest(v):
    return float(np.max(np.abs(v)))


few = st.integers(1, 5)
RIR = domain(
    delays=place(
        lambda given: times(**given),
        usual=drawn(many=few),
        one=(drawn(many=1), lambda v: len(v) == 1),
        in_no_order=(drawn(many=6), lambda v: len(v) > 2 and (np.diff(v) < 0).any()),
        many=(drawn(many=700, most=300.0), lambda v: len(v) >= 700),
        late=(drawn(many=3, most=60_000.0), lambda v: len(v) == 3),
        all_at_once=(drawn(many=4, most=0.0), lambda v: len(v) > 1 and np.max(v) == 0),
        list=(drawn(many=few, container="list"), lambda v: isinstance(v, list)),
    ),
    amps=place(
        lambda given: sizes(**given),
        usual=drawn(),
        very_quiet=(drawn(power=-100), lambda v: loudest(v) < 2.0**-90),
        very_loud=(drawn(power=100), lambda v: loudest(v) > 2.0**90),
        list=(drawn(container="list"), lambda v: isinstance(v, list)),
    ),
    fs=real(1, 1e6, rates),
    taps=odd_taps(1, 1025),
    also={
        "200 dB apart": (
            st.fixed_dictionaries(
                {"delays": drawn(many=5, most=400.0), "amps": drawn(quietest=-200)}
            ),
            lambda delays, amps, fs, taps: np.min(np.abs(amps)) < 1e-9 * loudest(amps),
        ),
    },
    fit=together_fitted,
)


def inside(room, parts):
    """Return a position in m from parts of the room's lengths."""
    return [length * part for length, part in zip(room, parts, strict=False)]


def how_many(axes, max_order):
    """Return the number of images: of order k > 0 there are 4 k in a plane, 4 k^2 + 2 in space."""
    per_order = [4 * k if axes == 2 else 4 * k * k + 2 for k in range(1, max_order + 1)]
    return 1 + sum(per_order)


def checked_images(answer, axes, max_order):
    """Return positions and hits as arrays of the right shape, or say what else they are."""
    pos, hits = unpack(answer, "pos, hits")
    n = how_many(axes, max_order)
    array(pos, (n, axes), what="pos", axes=AXES[:2])
    array(hits, (n, axes, 2), dtype=int, what="hits", axes=AXES)
    return np.asarray(pos, dtype=float), np.asarray(hits, dtype=float)


def image_at(place):
    """Return the name of an image, since the order of images is free."""
    return f"the image at ({', '.join(f'{x:.4g}' for x in place)})"


def by_cell(pos, hits, room):
    """Return images in the order of the mirror rooms they are in: their own order is free."""
    order = np.lexsort(np.floor(pos / room).T)
    return pos[order], hits[order]


def checked_arrivals(answer, n):
    """Return delays and amplitudes as arrays, or say what else they are."""
    delays, amps = unpack(answer, "delays, amps")
    array(delays, n, what="delays")
    array(amps, n, what="amps")
    return np.asarray(delays, dtype=float), np.asarray(amps, dtype=float)


def together(amps, delays):
    """Return the amplitudes summed over arrivals at one time: their order among them is free."""
    starts = np.flatnonzero(np.diff(delays, prepend=-1.0) > 1e-9 * delays[-1])
    return np.add.reduceat(amps, starts)


def same_arrivals(answer, delays, amps, compare=close):
    """Assert that an answer has these arrivals; `compare` is `agree` where they were answers, too."""
    order = np.argsort(delays, kind="stable")
    delays, amps = np.asarray(delays)[order], np.asarray(amps)[order]
    got_delays, got_amps = checked_arrivals(answer, len(delays))
    compare(got_delays, delays, unit="s", rtol=1e-9, what="delays", because=TIMES)
    same_time = np.diff(delays, prepend=-1.0) <= 1e-9 * delays[-1]
    compare(
        got_amps if not same_time.any() else together(got_amps, delays),
        amps if not same_time.any() else together(amps, delays),
        unit="1/m",
        rtol=1e-8,
        at=delays[~same_time] * 1000,
        at_unit="ms",
        what="amps, summed over what arrives together," if same_time.any() else "amps",
        because=OWN,
    )


def walls(beta, room):
    """Return six numbers as coefficients of the room's walls, a list of (low, high)."""
    return [[beta[2 * i], beta[2 * i + 1]] for i in range(len(room))]


def apart(room, src, mic):
    """Return source and microphone in m, not nearer to each other than 1 cm."""
    src, mic = inside(room, src), inside(room, mic)
    if math.dist(src, mic) < 0.01:
        mic[0] = 0.97 * room[0]
    return src, mic


def lattice(room, src, mic, beta, max_order):
    """Return the arrivals, as Allen and Berkley write them: a sum over p in {0, 1}, r in Z an axis.

    The image is at ``(1 - 2p) s + 2 r L``; the low wall has reflected |r - p| times, the high one
    |r| times.
    """
    axes = []
    for L, s, x, walls in zip(room, src, mic, beta, strict=True):
        low, high = walls
        p, r = np.meshgrid([0, 1], np.arange(-max_order, max_order + 1))
        p, r = p.ravel(), r.ravel()
        axes.append(
            ((1 - 2 * p) * s + 2 * r * L - x, low ** abs(r - p) * high ** abs(r), abs(2 * r - p))
        )
    away, strength, order = axes[0]
    square = away**2
    for away, factor, steps in axes[1:]:
        square = np.add.outer(square, away**2)
        strength = np.multiply.outer(strength, factor)
        order = np.add.outer(order, steps)
    within = order <= max_order
    distance = np.sqrt(square[within])
    return distance, strength[within] / (4 * math.pi * distance)


def kernel_of(answer, taps):
    """Return first index and filter, or say what else they are."""
    first_index, kernel = unpack(answer, "first_index, kernel")
    array(kernel, taps, what="kernel")
    return integer(first_index, "first_index"), np.asarray(kernel, dtype=float)


LAID_OUT = "the filter, beginning at first_index,"


def laid_out(answer, taps, delay):
    """Return the filter over the samples around the delay, one more on each side than it has."""
    first_index, kernel = kernel_of(answer, taps)
    start = math.floor(delay) - taps // 2 - 1
    row = np.zeros(taps + 3)
    for offset, value in enumerate(kernel):
        if 0 <= first_index + offset - start < row.size:
            row[first_index + offset - start] = value
    return start + np.arange(row.size), row


def split(arriving, fs):
    """Return delays in s and amplitudes of pairs with delays in samples."""
    return np.array([one[0] for one in arriving]) / fs, np.array([one[1] for one in arriving])


def response(got, delays, fs, taps):
    """Return the answer as an array of the length that the delays need, or say what else it is."""
    array(got, math.ceil(np.max(delays) * fs) + taps)
    return np.asarray(got, dtype=float)


# reflection_coefficient


@shape
@given(alpha=absorptions)
def test_reflection_coefficient_is_one_number(reflection_coefficient, alpha):
    """The answer is one finite number."""
    number(reflection_coefficient(alpha))


@anchor
@given(tenths=st.sampled_from([5, 0, 10, 8, 9, 6, 1]))
def test_reflection_coefficient_of_three_quarters(reflection_coefficient, tenths):
    """A wall that keeps 0.75 of the energy gives back half of the pressure; 0.36 leaves 0.8."""
    alpha = (100 - tenths**2) / 100
    close(reflection_coefficient(alpha), tenths / 10, atol=1e-12, because=ROOT)


@given(alpha=absorptions)
def test_reflection_coefficient_balances_the_energy(reflection_coefficient, alpha):
    """What is given back, squared to make it energy, and what is kept are everything: 1."""
    back = reflection_coefficient(alpha)
    number(back)
    close(float(back) ** 2, 1 - alpha, atol=1e-12, what="the square of the answer", because=ROOT)


@given(alpha=absorptions, other=absorptions)
def test_reflection_coefficient_of_two_walls(reflection_coefficient, alpha, other):
    """Two reflections in a row are one at a wall that leaves (1 - a)(1 - b) of the energy."""
    one, two = reflection_coefficient(alpha), reflection_coefficient(other)
    number(one)
    number(two)
    both = 1 - (1 - alpha) * (1 - other)
    product = float(one) * float(two)
    agree(reflection_coefficient(both), product, atol=3e-8, calls=3, because=NEAR_ZERO)


@given(lost=st.sampled_from([6.0, 3.0, 20.0, 0.1]) | st.floats(0.01, 60.0))
def test_reflection_coefficient_in_decibels(reflection_coefficient, lost):
    """A wall that takes 3 dB off the energy takes 3 dB off the level of the pressure."""
    back = reflection_coefficient(1 - 10 ** (-lost / 10))
    number(back)
    no_turn = "a rigid wall turns no pressure around"
    at_most(-float(back), 0.0, what="minus the answer", because=no_turn)
    got = 20 * math.log10(max(float(back), 1e-300))
    rounded = "a share next to 1 is rounded at 1e-16"
    close(got, -lost, unit="dB", atol=1e-8, what="the level of the answer", because=rounded)


@given(case=st.sampled_from(range(5)))
def test_reflection_coefficient_refuses_no_share(reflection_coefficient, case):
    """A share below 0 or above 1 is a ValueError; 0 and 1 themselves are not."""
    close(reflection_coefficient(0.0), 1.0, atol=1e-12, because=ROOT)
    close(reflection_coefficient(1), 0.0, atol=1e-12, because=ROOT)
    bad = [-0.01, 1.01, -1e-9, 1 + 1e-9, math.nan]
    refuses(reflection_coefficient, bad[case], because="no share of the energy")


@over(REFLECTION_COEFFICIENT)
def test_reflection_coefficient_agrees_with_the_reference(reflection_coefficient, reference, alpha):
    """The coefficient is the one that the course's own solution gives."""
    right = reference(alpha)
    # What is rounded at 1e-16 in a share is 1e-16 over the root of what is left in the root.
    off = 1e-15 / right if right > 1e-7 else 3e-8
    close(reflection_coefficient(alpha), right, atol=off, because=NEAR_ZERO)


# image_sources


@shape
@given(room=rooms, src=places, max_order=st.sampled_from([1, 2, 0, 3, 4, 5]))
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], max_order=1)
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], max_order=0)
def test_image_sources_are_as_many_as_mirror_rooms(image_sources, room, src, max_order):
    """1, 5, 13, 25 images in a plane up to order 0, 1, 2, 3; in space 1, 7, 25, 63."""
    checked_images(image_sources(room, inside(room, src), max_order), len(room), max_order)


@anchor
@given(
    width=st.sampled_from([4, 5, 9, 2]),
    depth=st.sampled_from([3, 4, 7]),
    x=st.sampled_from([1, 1.5]),
    y=st.sampled_from([1, 2]),
)
def test_image_sources_in_four_walls(image_sources, width, depth, x, y):
    """In a plane of 4 m by 3 m a source at (1, 1) has the images (-1, 1), (7, 1), (1, -1), (1, 5)."""
    pos, hits = checked_images(image_sources([width, depth], [x, y], 1), 2, 1)
    # An image, and how often it was hit by low x, high x, low y, high y.
    images = [
        ((x, y), (0, 0, 0, 0)),
        ((-x, y), (1, 0, 0, 0)),
        ((2 * width - x, y), (0, 1, 0, 0)),
        ((x, -y), (0, 0, 1, 0)),
        ((x, 2 * depth - y), (0, 0, 0, 1)),
    ]
    for image, once in images:
        nearest = np.argmin(np.linalg.norm(pos - image, axis=1))
        right = np.array(image, dtype=float)
        close(
            pos[nearest],
            right,
            unit="m",
            atol=1e-9,
            what=image_at(right),
            axes=AXES[1:2],
            because=PLACES,
        )
        count = np.array(once, dtype=float).reshape(2, 2)
        name = f"the hits of {image_at(right)}"
        close(hits[nearest], count, what=name, axes=AXES[1:], because=COUNTED)


@anchor
@given(max_order=st.sampled_from([2, 1, 3, 4]), x=st.integers(1, 4))
@example(max_order=4, x=1)
def test_image_sources_along_one_axis(image_sources, max_order, x):
    """In 5 m a source at 1 m has images at 1, 9, 11, 19 m and so on, and at -1, -9, -11, -19 m."""
    pos, hits = checked_images(image_sources([5, 4, 3], [x, 1, 2], max_order), 3, max_order)
    pos, _ = by_cell(pos, hits, [5, 4, 3])
    row = pos[(np.abs(pos[:, 1] - 1) < 1e-6) & (np.abs(pos[:, 2] - 2) < 1e-6), 0]
    up = [x, 10 - x, 10 + x, 20 - x, 20 + x][: max_order + 1]
    down = [-x, x - 10, -10 - x, x - 20][:max_order]
    what = "the images along the first axis, from the lowest,"
    array(row, 2 * max_order + 1, what=what)
    right = np.array(down[::-1] + up, dtype=float)
    close(row, right, unit="m", atol=1e-9, what=what, because=PLACES)


@given(room=rooms, src=places, max_order=orders)
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], max_order=1)
def test_image_sources_stand_one_in_each_mirror_room(image_sources, room, src, max_order):
    """Each mirror room that takes at most N steps to reach has one image in it, and no other has."""
    pos, _ = checked_images(image_sources(room, inside(room, src), max_order), len(room), max_order)
    cells = np.floor(pos / room)
    at_most(
        float(np.max(np.abs(cells).sum(axis=1))), max_order, unit="steps",
        what="the way to the farthest mirror room",
        because="each step leads through one wall",
    )  # fmt: skip
    found = len({tuple(cell) for cell in cells.tolist()})
    close(float(found), float(len(cells)), what="mirror rooms with an image", because=COUNTED)


@given(room=rooms, src=places, max_order=st.sampled_from([1, 2, 3]), wall=st.integers(0, 5))
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], max_order=1, wall=0)
def test_image_sources_mirrored_are_image_sources(image_sources, room, src, max_order, wall):
    """An image of order below N, mirrored in a wall, is an image again."""
    axis, high = wall // 2 % len(room), wall % 2
    pos, hits = checked_images(
        image_sources(room, inside(room, src), max_order), len(room), max_order
    )
    mirrored = pos[hits.sum(axis=(1, 2)) < max_order]
    array(mirrored, (how_many(len(room), max_order - 1), len(room)))
    mirrored[:, axis] = 2 * high * room[axis] - mirrored[:, axis]
    nearest = np.abs(mirrored[:, None] - pos[None]).sum(axis=2).min(axis=1)
    at_most(
        float(np.max(nearest)), 0.0, unit="m", slack=1e-9, because=PLACES,
        what="the way from a mirrored image to the nearest image",
    )  # fmt: skip


@given(room=rooms, src=places, mic=ears, max_order=orders, pick=st.integers(0, 1000))
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], mic=[0.6, 0.7, 0.8], max_order=3, pick=46)
def test_image_sources_count_the_walls_on_the_way(image_sources, room, src, mic, max_order, pick):
    """Sound that leaves toward an image and bounces ends at the source, after just those hits."""
    src = inside(room, src)
    pos, hits = checked_images(image_sources(room, src, max_order), len(room), max_order)
    chosen = pick % len(pos)
    end, count = bounced(room, inside(room, mic), pos[chosen])
    end_of = f"the end of the way to image {chosen}"
    close(end, np.array(src), unit="m", atol=1e-8, what=end_of, because=PLACES)
    close(
        hits[chosen], count, what=f"the hits of image {chosen}", axes=AXES[1:],
        because=COUNTED,
    )  # fmt: skip


def bounced(room, start, target):
    """Walk from `start` toward `target` with reflections; return where it ends, and the hits.

    Each axis by itself: where a wall is reached, it is counted and the way that is left turns around.
    """
    end, hits = np.zeros(len(room)), np.zeros((len(room), 2))
    for axis, (length, here, there) in enumerate(zip(room, start, target, strict=True)):
        left = abs(there - here)
        upward = there > here
        while True:
            wall = length if upward else 0.0
            if left <= abs(wall - here):
                break
            left -= abs(wall - here)
            here = wall
            hits[axis, int(upward)] += 1
            upward = not upward
        end[axis] = here + left if upward else here - left
    return end, hits


@given(case=st.sampled_from(range(8)))
def test_image_sources_refuses_a_source_outside(image_sources, case):
    """A source 1 mm from a wall will do; one on a wall or outside, or an order below 0, will not."""
    pos, _ = checked_images(image_sources([4.0, 3.0], [3.999, 0.001], 1), 2, 1)
    for name, ends, right in (
        ("highest", np.max(pos, axis=0), [4.001, 5.999]),
        ("lowest", np.min(pos, axis=0), [-3.999, -0.001]),
    ):
        what = f"the {name} coordinate of any image along the axis"
        close(ends, np.array(right), unit="m", atol=1e-9, what=what, because=PLACES)
    checked_images(image_sources([4.0, 3.0, 2.0], [0.001, 2.999, 1.0], 0), 3, 0)
    good = ([4.0, 3.0], [1.0, 1.0], 1)
    bad = [
        (good[0], good[1], -1),
        (good[0], [0.0, 1.0], 1),
        (good[0], [1.0, 3.0], 1),
        (good[0], [-1.0, 1.0], 1),
        (good[0], [1.0, 1.0, 1.0], 1),
        ([4.0], [1.0], 1),
        ([4.0, 3.0, 2.0, 1.0], [1.0, 1.0, 1.0, 0.5], 1),
        ([4.0, -3.0], [1.0, 1.0], 1),
    ]
    refuses(image_sources, *bad[case], because="no source in a room")


def images(room, src, max_order):
    """Return images and hits as Allen and Berkley count them: see lattice."""
    axes = []
    for L, s in zip(room, src, strict=True):
        p, r = np.meshgrid([0, 1], np.arange(-max_order, max_order + 1))
        p, r = p.ravel(), r.ravel()
        near = abs(2 * r - p) <= max_order
        p, r = p[near], r[near]
        axes.append(((1 - 2 * p) * s + 2 * r * L, np.stack([abs(r - p), abs(r)], axis=1)))
    which = np.stack(np.meshgrid(*[np.arange(len(pos)) for pos, _ in axes]), axis=-1)
    which = which.reshape(-1, len(axes))
    pos = np.stack([axes[i][0][which[:, i]] for i in range(len(axes))], axis=1)
    hits = np.stack([axes[i][1][which[:, i]] for i in range(len(axes))], axis=1)
    within = hits.sum(axis=(1, 2)) <= max_order
    return pos[within], hits[within]


@over(IMAGE_SOURCES)
def test_image_sources_are_those_of_allen_and_berkley(image_sources, room, src, max_order):
    """Images and hits are those that Allen and Berkley published in 1979, in any order."""
    answer = image_sources(room, src, max_order)
    pos, hits = by_cell(*checked_images(answer, len(room), max_order), room)
    there, count = by_cell(*images(room, src, max_order), room)
    off = 1e-13 * (max_order + 1)
    bad = (np.abs(pos - there) > off * np.array(room)).any(axis=1) | (hits != count).any(
        axis=(1, 2)
    )
    # In the order of the mirror rooms, not of the answer: a row is told by the place of the image.
    for i in np.flatnonzero(bad)[:1].tolist() or range(min(len(pos), 9)):
        for axis, length in enumerate(room):
            close(
                pos[i, axis], there[i, axis], unit="m", atol=off * length,
                what=f"{image_at(there[i])}, axis {axis},", because=PLACES,
            )  # fmt: skip
        close(
            hits[i], count[i].astype(float), what=f"the hits of {image_at(there[i])}",
            axes=AXES[1:], because=COUNTED,
        )  # fmt: skip


@given(room=rooms, src=places, max_order=st.sampled_from([1, 2, 0]))
@example(room=[4.0, 4.0, 4.0], src=[0.5, 0.5, 0.5], max_order=1)
def test_image_sources_agrees_with_the_reference(image_sources, reference, room, src, max_order):
    """Images and hits are those that the course's own solution gives, in any order."""
    axes, src = len(room), inside(room, src)
    pos, hits = by_cell(*checked_images(image_sources(room, src, max_order), axes, max_order), room)
    right = by_cell(*checked_images(reference(room, src, max_order), axes, max_order), room)
    # In the order of the mirror rooms, not of the answer: rows are told by the place of the image.
    for image, walls_hit, there, right_hits in zip(pos, hits, *right, strict=True):
        close(
            image, there, unit="m", atol=1e-9, what=image_at(there), axes=AXES[1:2], because=PLACES
        )
        close(
            walls_hit, right_hits, what=f"the hits of {image_at(there)}", axes=AXES[1:],
            because=COUNTED,
        )  # fmt: skip


# arrivals


@shape
@given(room=rooms, src=places, mic=ears, beta=betas, max_order=orders)
@example(
    room=[4.0, 3.0],
    src=[0.25, 0.25, 0.25],
    mic=[0.6, 0.6, 0.6],
    beta=[0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    max_order=3,
)
def test_arrivals_are_two_rows(arrivals, room, src, mic, beta, max_order):
    """The answer is delays, then amplitudes: one finite number each for every image."""
    src, mic = apart(room, src, mic)
    answer = arrivals(room, src, mic, walls(beta, room), max_order)
    checked_arrivals(answer, how_many(len(room), max_order))


@anchor
@given(
    distance=st.sampled_from([3.43, 1.0, 0.343, 6.86]) | st.floats(0.1, 8.0), axes=st.integers(2, 3)
)
def test_arrivals_of_the_direct_sound(arrivals, distance, axes):
    """Over 3.43 m sound takes 10 ms, and arrives with the amplitude 1 / (4 pi 3.43)."""
    room, src = [10.0, 4.0, 3.0][:axes], [1.0, 1.0, 2.0][:axes]
    mic = [1.0 + distance, 1.0, 2.0][:axes]
    strength = 1 / (4 * math.pi * distance)
    same_arrivals(arrivals(room, src, mic, 0.5, 0), [distance / SPEED], [strength])


@anchor
@given(wall=st.integers(0, 5), coefficient=st.sampled_from([1.0, 0.5, 0.9]))
def test_arrivals_from_one_wall(arrivals, wall, coefficient):
    """With one wall left in the open, there are the direct sound and one reflection from it."""
    room, src, mic = [8.0, 7.0, 5.0], [2.0, 3.0, 1.0], [5.0, 3.0, 1.0]
    axis, high = wall // 2, wall % 2
    beta = [[0.0, 0.0] for _ in room]
    beta[axis][high] = coefficient
    # From (2, 3, 1) to (5, 3, 1) m there are 3 m; by way of a wall as many as to the image.
    way = [7.0, 9.0, math.hypot(3, 6), math.hypot(3, 8), math.hypot(3, 2), math.hypot(3, 8)][wall]
    delays, amps = checked_arrivals(arrivals(room, src, mic, beta, 1), 7)
    # The ways by all six walls, and what is left after them: only one of them reflects.
    ways = np.array([3.0, 7.0, 9.0, math.hypot(3, 6), math.hypot(3, 8), math.hypot(3, 2),
                     math.hypot(3, 8)])  # fmt: skip
    strengths = np.zeros(7)
    strengths[0], strengths[1 + wall] = 1 / 3, coefficient / way
    same_arrivals((delays, amps), ways / SPEED, strengths / (4 * math.pi))


@given(room=rooms, src=places, mic=ears, max_order=orders)
@example(room=[4.0, 3.0], src=[0.25, 0.25, 0.25], mic=[0.6, 0.6, 0.6], max_order=0)
def test_arrivals_come_in_order(arrivals, room, src, mic, max_order):
    """The delays never fall, and the first is that of the straight way."""
    src, mic = apart(room, src, mic)
    answer = arrivals(room, src, mic, 0.9, max_order)
    delays, _ = checked_arrivals(answer, how_many(len(room), max_order))
    straight = math.dist(src, mic) / SPEED
    close(delays[0], straight, unit="s", rtol=1e-9, what="the first of the delays", because=TIMES)
    late = float(np.max(-np.diff(delays, append=delays[-1])))
    at_most(
        late,
        0.0,
        unit="s",
        what="the deepest fall in delays",
        because="an ascending row never falls",
    )


@given(room=boxes, src=places, mic=ears, beta=betas)
@example(
    room=[5.0, 4.0, 3.0], src=[0.2, 0.25, 0.5], mic=[0.8, 0.5, 0.5], beta=[1, 0.9, 0.8, 0.7, 0.6, 0]
)
def test_arrivals_from_six_walls(arrivals, room, src, mic, beta):
    """One reflection at each of six walls: their images, one by one."""
    src, mic = apart(room, src, mic)
    ways, strengths = [math.dist(src, mic)], [1.0]
    for axis in range(3):
        for high in (0, 1):
            image = list(src)
            image[axis] = 2 * high * room[axis] - src[axis]
            ways.append(math.dist(image, mic))
            strengths.append(beta[2 * axis + high])
    ways, strengths = np.array(ways), np.array(strengths)
    answer = arrivals(room, src, mic, walls(beta, room), 1)
    same_arrivals(answer, ways / SPEED, strengths / (4 * math.pi * ways))


@given(room=rooms, src=places, mic=ears, beta=betas, max_order=orders)
def test_arrivals_are_the_same_the_other_way_round(arrivals, room, src, mic, beta, max_order):
    """Exchange source and microphone, make all twice as large: twice as late, half as strong."""
    src, mic = apart(room, src, mic)
    beta, n = walls(beta, room), how_many(len(room), max_order)
    there = checked_arrivals(arrivals(room, src, mic, beta, max_order), n)
    large, far, away = (2 * np.array(one) for one in (room, src, mic))
    back = arrivals(large, away, far, beta, max_order)
    same_arrivals(back, 2 * there[0], there[1] / 2, compare=agree)


@given(axes=st.integers(2, 3), c=st.sampled_from([331.3, 349.0, 1480.0, 100.0]))
def test_arrivals_at_another_speed(arrivals, axes, c):
    """At another speed of sound the delays are others, in proportion; the amplitudes are not."""
    room, src, mic = [5.0, 4.0, 3.0][:axes], [1.0, 1.0, 2.0][:axes], [4.0, 2.0, 1.0][:axes]
    delays, amps = checked_arrivals(arrivals(room, src, mic, 0.8, 2), how_many(axes, 2))
    straight = math.dist(src, mic) / SPEED
    close(delays[0], straight, unit="s", rtol=1e-9, what="the first of the delays", because=TIMES)
    other = arrivals(room, src, mic, 0.8, 2, c)
    same_arrivals(other, delays * (SPEED / c), amps, compare=agree)


@over(ARRIVALS)
def test_arrivals_are_those_of_allen_and_berkley(arrivals, room, src, mic, beta, max_order, c):
    """They are the double sum that Allen and Berkley published in 1979, each as exact as any."""
    each = beta if np.ndim(beta) else [[beta, beta]] * len(room)
    ways, amps = lattice(room, src, mic, each, max_order)
    same_arrivals(arrivals(room, src, mic, beta, max_order, c), ways / c, amps)


@given(case=st.sampled_from(range(8)))
def test_arrivals_refuses_what_cannot_be(arrivals, case):
    """A microphone outside or at the source, and a wall that amplifies, are a ValueError."""
    room, src, mic = [4.0, 3.0], [1.0, 1.0], [2.0, 1.0]
    answer = arrivals(room, src, [1.00001, 1.0], [[0.0, 1.0], [0, 1]], 0)
    strength = 1 / (4 * math.pi * 1e-5)
    amps, near = checked_arrivals(answer, 1)[1], "1e-5 m, rounded at 1e-16"
    close(amps, [strength], rtol=1e-6, what="amps", because=near)
    bad = [
        (room, src, src, 0.5, 1),
        (room, src, [4.0, 1.0], 0.5, 1),
        (room, src, [2.0, 0.0], 0.5, 1),
        (room, src, mic, 1.01, 1),
        (room, src, mic, [[0.5, 0.5], [0.5, -0.01]], 1),
        (room, src, mic, 0.5, -1),
        (room, src, mic, 0.5, 1, 0.0),
        (room, src, [1.0 + 1e-7, 1.0], 0.5, 1),
    ]
    refuses(arrivals, *bad[case], because="no such room, wall or place")


@given(room=rooms, src=places, mic=ears, beta=betas, max_order=orders)
@example(
    room=[4.0, 4.0, 4.0],
    src=[0.25, 0.25, 0.25],
    mic=[0.6, 0.6, 0.6],
    beta=[0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    max_order=0,
)
def test_arrivals_agrees_with_the_reference(arrivals, reference, room, src, mic, beta, max_order):
    """Delays and amplitudes are those that the course's own solution gives."""
    src, mic = apart(room, src, mic)
    beta, n = walls(beta, room), how_many(len(room), max_order)
    right = checked_arrivals(reference(room, src, mic, beta, max_order), n)
    same_arrivals(arrivals(room, src, mic, beta, max_order), *right)


# fractional_kernel


@shape
@given(whole=st.integers(0, 50), fraction=fractions, taps=filters)
@example(whole=0, fraction=0.0, taps=3)
def test_fractional_kernel_is_a_place_and_a_row(fractional_kernel, whole, fraction, taps):
    """The answer is the whole number where the filter starts, then its taps."""
    kernel_of(fractional_kernel(whole + fraction, taps), taps)


@anchor
@given(whole=st.integers(0, 50), taps=filters | st.just(1))
@example(whole=7, taps=9)
@example(whole=1, taps=1)
def test_fractional_kernel_of_a_whole_delay(fractional_kernel, whole, taps):
    """A delay by 7 samples is a single 1 at sample 7, in the middle of the filter."""
    first_index, kernel = kernel_of(fractional_kernel(whole, taps), taps)
    right = float(whole - taps // 2)
    close(float(first_index), right, unit="samples", what="first_index", because=COUNTED)
    one = (np.arange(taps) == taps // 2).astype(float)
    close(kernel, one, atol=1e-12, what="kernel", because=BY_HAND)


@anchor
@given(whole=st.integers(1, 20), quarters=st.sampled_from([2, 1, 3]))
@example(whole=4, quarters=2)
def test_fractional_kernel_of_half_a_sample(fractional_kernel, whole, quarters):
    """With 3 taps and 4.5 samples, the samples 4 and 5 get (2 / pi) cos(30 degrees)^2 = 0.477465."""
    places, row = laid_out(fractional_kernel(whole + quarters / 4, 3), 3, whole + quarters / 4)
    # 0.25 samples: sinc(0.25) cos(15)^2, sinc(0.75) cos(45)^2, sinc(1.25) cos(75)^2.
    right = {
        2: [0, 0, 0.477464829276, 0.477464829276, 0, 0],
        1: [0, -0.012061951492, 0.840006558695, 0.150052719360, 0, 0],
        3: [0, 0, 0.150052719360, 0.840006558695, -0.012061951492, 0],
    }[quarters]
    close(
        row, np.array(right), at=places, at_unit="sample", what=LAID_OUT, atol=1e-9,
        because="nine digits here",
    )  # fmt: skip


@given(whole=st.integers(0, 50), fraction=fractions, taps=filters)
@example(whole=0, fraction=0.0, taps=21)
def test_fractional_kernel_has_the_delay_in_its_middle(fractional_kernel, whole, fraction, taps):
    """The middle tap is not further than half a sample from the delay, and the largest."""
    first_index, kernel = kernel_of(fractional_kernel(whole + fraction, taps), taps)
    off = abs(first_index + taps // 2 - whole - fraction)
    at_most(
        off, 0.5, unit="samples", slack=1e-9, because="the nearest whole number",
        what="the way from the delay to the middle tap",
    )  # fmt: skip
    at_most(
        float(np.max(np.abs(kernel))), float(kernel[taps // 2]), slack=1e-12,
        what="the largest tap, beside the middle one",
        because="nearest to the delay the filter is highest",
    )  # fmt: skip


@given(whole=st.integers(0, 20), fraction=fractions, taps=filters, steps=st.integers(1, 30))
@example(whole=0, fraction=0.0, taps=9, steps=1)
def test_fractional_kernel_moves_by_whole_samples(fractional_kernel, whole, fraction, taps, steps):
    """A delay that is longer by whole samples is the same filter, later."""
    delay = whole + fraction
    # One filter laid out against the other: half-way between two samples either start will do.
    _, early = laid_out(fractional_kernel(delay, taps), taps, delay)
    at, late = laid_out(fractional_kernel(delay + steps, taps), taps, delay + steps)
    if math.floor(delay + steps) != math.floor(delay) + steps:
        early = np.append(early[1:], 0)
    agree(late, early, at=at, at_unit="sample", what=LAID_OUT, atol=1e-11, because=SHIFTED)
    close(float(np.sum(late)), 1.0, atol=5 / taps**3, what="the sum of the taps", because=WINDOWED)


@given(fraction=fractions, taps=filters)
def test_fractional_kernel_is_symmetric_about_the_delay(fractional_kernel, fraction, taps):
    """Delays of 20 - d and 20 + d samples have mirror images of one filter."""
    below, row = laid_out(fractional_kernel(20 - fraction, taps), taps, 20)
    first_index, kernel = kernel_of(fractional_kernel(20 + fraction, taps), taps)
    mirrored = np.zeros(below.size)
    for offset, value in enumerate(kernel):
        place = 40 - (first_index + offset) - below[0]
        if 0 <= place < mirrored.size:
            mirrored[place] = value
    agree(row, mirrored, at=below, at_unit="sample", what=LAID_OUT, atol=1e-11, because=SHIFTED)
    taps_sum = float(np.sum(kernel))
    close(taps_sum, 1.0, atol=5 / taps**3, what="the sum of the taps", because=WINDOWED)


@given(
    whole=st.integers(0, 30),
    fraction=fractions,
    taps=st.sampled_from([81, 31, 9]),
    frequency=st.sampled_from([0.3, 0.0, 1.0]) | st.floats(0, 1),
)
def test_fractional_kernel_delays_low_frequencies(
    fractional_kernel, whole, fraction, taps, frequency
):
    """Waves of more than 6.3 samples a cycle come through as they are, just late."""
    answer = (
        fractional_kernel(whole + fraction)
        if taps == 81
        else fractional_kernel(whole + fraction, taps)
    )
    first_index, kernel = kernel_of(answer, taps)
    passed = np.sum(kernel * np.exp(-1j * frequency * (first_index + np.arange(taps))))
    off = passed * np.exp(1j * frequency * (whole + fraction)) - 1
    at_most(
        abs(off), 0.0, slack=5 / taps**3, what="the difference between both waves", because=WINDOWED
    )


NODES, WEIGHTS = np.polynomial.legendre.leggauss(128)


@given(whole=st.integers(0, 30), fraction=fractions, taps=filters)
@example(whole=0, fraction=0.0, taps=9)
def test_fractional_kernel_has_all_frequencies(fractional_kernel, whole, fraction, taps):
    """It is the mean of all cosines from 0 Hz to fs/2 with their crests at the delay, windowed."""
    delay = whole + fraction
    at, row = laid_out(fractional_kernel(delay, taps), taps, delay)
    u = at - delay
    mean = np.cos(np.outer(u, np.pi * (NODES + 1) / 2)) @ WEIGHTS / 2
    hann = np.where(np.abs(u) < taps / 2, 0.5 + 0.5 * np.cos(2 * np.pi * u / taps), 0)
    right = mean * hann
    close(row, right, at=at, at_unit="sample", what=LAID_OUT, atol=1e-10, because=SHIFTED)


@given(case=st.sampled_from(range(5)))
def test_fractional_kernel_refuses_what_has_no_middle(fractional_kernel, case):
    """An even number of taps, and a delay that is no number, are a ValueError."""
    kernel_of(fractional_kernel(0.0, 1), 1)
    bad = [(1.5, 80), (1.5, 0), (1.5, -1), (math.nan, 9), (math.inf, 9)]
    refuses(fractional_kernel, *bad[case], because="no such filter")


@over(FRACTIONAL_KERNEL)
def test_fractional_kernel_agrees_with_the_reference(
    fractional_kernel, reference, delay_samples, taps
):
    """The filter is the one that the course's own solution gives."""
    at, row = laid_out(fractional_kernel(delay_samples, taps), taps, delay_samples)
    first, kernel = reference(delay_samples, taps)
    right = np.zeros(row.size)
    right[first - at[0] : first - at[0] + taps] = kernel
    close(row, right, at=at, at_unit="sample", what=LAID_OUT, atol=1e-11, because=SHIFTED)


# rir


@shape
@given(arriving=several, fs=rates, taps=filters)
@example(arriving=[[2.5, 1.0], [2.5, 1.0], [2.5, 1.0]], fs=8000.0, taps=9)
def test_rir_is_as_long_as_it_must_be(rir, arriving, fs, taps):
    """There are real, finite samples: the longest delay in samples, rounded up, and taps more."""
    # Whether a delay of whole samples is rounded up to itself, or a half one down, the last bit decides.
    apart = [[place + 0.25 * (2 * place == round(2 * place)), amp] for place, amp in arriving]
    delays, amps = split(apart, fs)
    response(rir(delays, amps, fs, taps), delays, fs, taps)


@anchor
@given(
    steps=st.lists(st.integers(0, 20), min_size=1, max_size=5, unique=True),
    taps=filters,
    fs=st.sampled_from([1000.0, 8000.0]),
)
@example(steps=[3, 5], taps=9, fs=1000.0)
def test_rir_of_whole_delays(rir, steps, taps, fs):
    """At 1000 Hz, delays of 3 and 5 ms with 9 taps are single samples at 3 + 4 and 5 + 4."""
    amps = [1 / (place + 1) for place in range(len(steps))]
    delays = np.array(steps) / fs
    right = np.zeros(math.ceil(np.max(delays) * fs) + taps)
    for step, amp in zip(steps, amps, strict=True):
        right[step + taps // 2] = amp
    close(rir(delays, amps, fs, taps), right, fs=fs, atol=1e-11, because=SUMS)


@anchor
@given(
    step=st.integers(0, 20), amps=st.lists(st.sampled_from([1.0, 0.5, 2.0]), min_size=2, max_size=4)
)
def test_rir_adds_what_arrives_together(rir, step, amps):
    """Arrivals at one time add up: 1 and 0.5 give 1.5."""
    delays = np.full(len(amps), step / 1000)
    right = np.zeros(math.ceil(np.max(delays) * 1000.0) + 81)
    right[step + 40] = sum(amps)
    close(rir(delays, amps, 1000.0), right, fs=1000.0, atol=1e-11, because=SUMS)


@given(arriving=several, fs=rates, taps=st.sampled_from([9, 3, 21]))
@example(arriving=[[2.5, 1.0], [2.5, 1.0], [2.5, 1.0]], fs=8000.0, taps=9)
def test_rir_is_the_sum_of_its_arrivals(rir, arriving, fs, taps):
    """The response to all arrivals is the sum of the responses to each of them alone."""
    delays, amps = split(arriving, fs)
    whole = response(rir(delays, amps, fs, taps), delays, fs, taps)
    total = np.zeros(whole.size)
    for late, size in zip(delays, amps, strict=True):
        one = response(rir([late], [size], fs, taps), [late], fs, taps)
        total[: one.size] += one
        off = 5 / taps**3 * abs(size)
        close(float(np.sum(one)), size, atol=off, what="the sum of all samples", because=WINDOWED)
    agree(whole, total, fs=fs, atol=1e-11, calls=1 + len(amps), because=SUMS)


@given(arriving=several, taps=st.sampled_from([9, 3, 21]), factor=factors)
@example(arriving=[[2.5, 1.0], [2.5, 1.0], [2.5, 1.0]], taps=9, factor=2.0)
def test_rir_scaling(rir, arriving, taps, factor):
    """Delays half as long at twice the rate are the same samples; twice the amplitudes twice as high."""
    delays, amps = split(arriving, 8000.0)
    twin = factor * response(rir(delays, amps, 8000.0, taps), delays, 8000.0, taps)
    fs = 8000.0 * factor
    got = rir(delays / factor, factor * amps, fs, taps)
    agree(got, twin, fs=fs, atol=1e-10, because=SUMS)
    off = 5 / taps**3 * factor * float(np.sum(np.abs(amps)))
    total = factor * float(np.sum(amps))
    close(float(np.sum(got)), total, atol=off, what="the sum of all samples", because=WINDOWED)


@given(
    delay=st.sampled_from([2.5, 0.0, 7.25]) | st.floats(0, 40),
    amp=st.sampled_from([1.0, -0.5, 0.02]),
    frequency=st.sampled_from([0.3, 0.0, 1.0]) | st.floats(0, 1),
)
def test_rir_of_one_arrival(rir, delay, amp, frequency):
    """Waves of more than 6.3 samples a cycle arrive with the right amplitude at the right time."""
    fs = 16000.0
    h = response(rir([delay / fs], [amp], fs), [delay / fs], fs, 81)
    passed = np.sum(h * np.exp(-1j * frequency * (np.arange(h.size) - 40)))
    off = passed * np.exp(1j * frequency * delay) / amp - 1
    at_most(
        abs(off), 0.0, slack=5 / 81**3, what="the difference between both waves", because=WINDOWED
    )


@given(arriving=several, fs=rates, taps=filters)
@example(arriving=[[2.5, 1.0], [2.5, 1.0], [2.5, 1.0]], fs=8000.0, taps=9)
def test_rir_is_a_table_of_windowed_sincs(rir, arriving, fs, taps):
    """Sample by sample it is the sum of a windowed sinc for each arrival, everywhere."""
    delays, amps = split(arriving, fs)
    n = math.ceil(np.max(delays) * fs) + taps
    u = np.arange(n)[:, None] - taps // 2 - delays * fs
    hann = np.where(np.abs(u) < taps / 2, 0.5 + 0.5 * np.cos(2 * np.pi * u / taps), 0)
    got = rir(delays, amps, fs, taps)
    close(got, (np.sinc(u) * hann) @ amps, fs=fs, atol=1e-10, because=SUMS)


@given(case=st.sampled_from(range(8)))
def test_rir_refuses_what_cannot_arrive(rir, case):
    """No delay at all will do; one below 0, rows of two lengths, and no arrival are a ValueError."""
    at_once = (np.arange(9) == 4).astype(float)
    close(rir([0.0], [1.0], 1000.0, 9), at_once, fs=1000.0, atol=1e-11, because=SUMS)
    bad = [
        ([-0.001], [1.0], 1000.0),
        ([0.001, 0.002], [1.0], 1000.0),
        ([], [], 1000.0),
        ([0.001], [math.nan], 1000.0),
        ([math.inf], [1.0], 1000.0),
        ([0.001], [1.0], 0.0),
        ([0.001], [1.0], math.inf),
        ([[0.001]], [[1.0]], 1000.0),
    ]
    refuses(rir, *bad[case], because="no sound arrives like that")


@given(seed=seeds, db=st.sampled_from([60, 100, 140, 200]), quiet_first=st.booleans())
def test_rir_of_a_quiet_arrival(rir, seed, db, quiet_first):
    """Far from the loud direct sound, an arrival 60 to 200 dB below it is there as well."""
    loud, quiet = np.random.default_rng(seed).uniform([10, 200], [20, 210])
    amp = 10 ** (-db / 20)
    delays, amps = np.array([loud, quiet]) / 1000, np.array([1.0, amp])
    if quiet_first:
        delays, amps = delays[::-1].copy(), amps[::-1].copy()
    got = response(rir(delays, amps, 1000.0, 31), delays, 1000.0, 31)
    u = np.arange(180, got.size) - 15 - max(delays) * 1000.0
    right = amp * np.sinc(u) * np.where(np.abs(u) < 15.5, np.cos(np.pi * u / 31) ** 2, 0)
    close(
        got[180:], right, atol=1e-10 * amp + 1e-15,
        at=np.arange(180, got.size), at_unit="sample",
        what="the quiet arrival", because="an FFT loses 1e-16 of the loudest",
    )  # fmt: skip


@over(RIR)
def test_rir_agrees_with_the_reference(rir, reference, delays, amps, fs, taps):
    """The response is the one that the course's own solution gives."""
    right = reference(delays, amps, fs, taps)
    off = (1e-14 + 1e-15 * (float(np.max(delays)) * fs + taps)) * float(np.sum(np.abs(amps)))
    close(rir(delays, amps, fs, taps), right, fs=fs, atol=off, because=FAR_OFF)
