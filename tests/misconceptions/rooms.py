"""Plausible wrong answers for the simulated room, with what to tell the learner."""

import itertools
import math

import numpy as np
from scipy.signal import get_window, unit_impulse

from autograder.laws import misconception, spelling
from solutions import rooms as right


def _cells(room, src, max_order):
    """Return the numbers of the mirror rooms of all images, and lengths and source as arrays."""
    room, src = np.array(room, dtype=float), np.array(src, dtype=float)
    pos, hits = right.image_sources(room, src, max_order)
    return np.floor(pos / room).astype(int), hits, room, src


def _table(rows, room):
    """Return rows of position and hits as the two arrays of an answer."""
    pos, hits = zip(*rows, strict=True) if rows else ([], [])
    axes = len(room)
    return np.array(pos, float).reshape(-1, axes), np.array(hits, int).reshape(-1, axes, 2)


def _rooms(room, src, max_order, each=False):
    """Yield the numbers of the mirror rooms, nearest first; with `each`, so many along every axis."""
    right.image_sources(room, src, max_order)
    m = sorted(range(-max_order, max_order + 1), key=abs)
    found = [np.array(one) for one in itertools.product(m, repeat=len(room))]
    found.sort(key=lambda cell: np.abs(cell).sum())
    return [cell for cell in found if each or np.abs(cell).sum() <= max_order]


def _sums(room, src, max_order, each=False):
    """Return room, source, p and r of the images, as Allen and Berkley count them, in an array each."""
    right.image_sources(room, src, max_order)
    steps = [(p, r) for r in range(-max_order, max_order + 1) for p in (0, 1)]
    steps = [(p, r) for p, r in steps if abs(2 * r - p) <= max_order]
    found = np.array(list(itertools.product(steps, repeat=len(room))))
    p, r = found[..., 0], found[..., 1]
    kept = np.abs(2 * r - p).sum(axis=1) <= max_order
    p, r = (p, r) if each else (p[kept], r[kept])
    return np.array(room, dtype=float), np.array(src, dtype=float), p, r


def _mirrored(room, image, count):
    """Yield an image's mirror images in all walls, each with its hits and its wall."""
    for axis, length in enumerate(room):
        for high in (0, 1):
            other, more = np.array(image, dtype=float), np.array(count)
            other[axis] = 2 * high * length - other[axis]
            more[axis, high] += 1
            yield other, more, (axis, high)


def _heard(room, src, mic, beta, max_order, c, factor=lambda b, hits: b**hits, wall=(0, 1)):
    """Return how far it is to the images, and what the walls leave: in loops over images and walls.

    `factor` is what a wall leaves after so many hits; `wall` says which coefficient each wall gets.
    """
    right.arrivals(room, src, mic, beta, max_order, c)
    beta = np.broadcast_to(np.array(beta, dtype=float), (len(room), 2))
    away, left = [], []
    for image, count in zip(*right.image_sources(room, src, max_order), strict=True):
        away.append(math.dist(image, mic))
        left.append(1.0)
        for axis in range(len(room)):
            for high in (0, 1):
                left[-1] *= factor(beta[axis][wall[high]], count[axis][high])
    return np.array(away), np.array(left)


def _summed(room, src, mic, beta, max_order, c, factor=np.power):
    """Return the same by the sum of Allen and Berkley, in another order."""
    right.arrivals(room, src, mic, beta, max_order, c)
    room, src, p, r = _sums(room, src, max_order)
    low, high = np.broadcast_to(np.array(beta, dtype=float), (len(room), 2)).T
    away = np.sqrt((((1 - 2 * p) * src + 2 * r * room - mic) ** 2).sum(axis=1))
    return away, (factor(low, abs(r - p)) * factor(high, abs(r))).prod(axis=1)


def _by_time(delays, amps):
    """Return arrivals sorted as pairs."""
    pairs = sorted(zip(np.asarray(delays).tolist(), np.asarray(amps).tolist(), strict=True))
    return tuple(np.array(row) for row in zip(*pairs, strict=True))


def _by_argsort(delays, amps):
    order = np.argsort(delays, kind="stable")
    return np.asarray(delays)[order], np.asarray(amps)[order]


def _around(delay_samples, taps):
    """Return where a filter starts, and how far its samples are from the delay."""
    right.fractional_kernel(delay_samples, taps)
    half = (taps - 1) // 2
    start = int(np.rint(delay_samples)) - half
    return start, np.arange(start, start + taps) - delay_samples


def _hann(u, taps):
    return 0.5 * (1 + np.cos(2 * np.pi * u / taps))


def _samples(delays, amps, fs, taps):
    """Return delays in samples, amplitudes, and an empty response; or refuse them."""
    h = np.zeros(len(right.rir(delays, amps, fs, taps)))
    return np.array(delays, dtype=float) * fs, np.array(amps, dtype=float), h


@misconception(
    "RM-01",
    of="reflection_coefficient",
    breaks=["test_reflection_coefficient_of_three_quarters"],
    says="1 - alpha is the share of the energy that comes back. Pressure goes with the root of the "
    "energy: a quarter of the energy is half of the pressure.",
)
def energy_for_pressure(alpha):
    right.reflection_coefficient(alpha)
    return 1.0 - alpha


@spelling("RM-01")
def square_of_the_root(alpha):
    return right.reflection_coefficient(alpha) ** 2


@spelling("RM-01")
def level_to_a_ratio_of_powers(alpha):
    right.reflection_coefficient(alpha)
    return 10 ** (10 * math.log10(1 - alpha) / 10) if alpha < 1 else 0.0


@misconception(
    "RM-02",
    of="reflection_coefficient",
    breaks=["test_reflection_coefficient_of_three_quarters"],
    says="The root of alpha is about what the wall keeps. Asked for is what it gives back.",
)
def root_of_what_is_kept(alpha):
    right.reflection_coefficient(alpha)
    return math.sqrt(alpha)


@spelling("RM-02")
def power_of_one_half(alpha):
    right.reflection_coefficient(alpha)
    return np.power(float(alpha), 0.5)


@spelling("RM-02")
def root_of_one_minus_the_energy(alpha):
    right.reflection_coefficient(alpha)
    energy = 1 - alpha
    return math.sqrt(1 - energy)


@misconception(
    "RM-03",
    of="reflection_coefficient",
    breaks=["test_reflection_coefficient_of_three_quarters"],
    says="Pressures are not what adds up to 1; energies are. Take the share of the energy that comes "
    "back first, then its root.",
)
def pressures_add_up(alpha):
    right.reflection_coefficient(alpha)
    return 1.0 - math.sqrt(alpha)


@spelling("RM-03")
def absorbed_pressure_taken_away(alpha):
    right.reflection_coefficient(alpha)
    return np.subtract(1, np.power(float(alpha), 0.5))


@spelling("RM-03")
def share_by_half_of_the_level(alpha):
    right.reflection_coefficient(alpha)
    return 1 - 10 ** (10 * math.log10(alpha) / 20) if alpha else 1.0


@misconception(
    "RM-04",
    of="image_sources",
    breaks=["test_image_sources_in_four_walls"],
    says="Every image stands at the same place of its room, s + m L: these rooms are copies, not "
    "mirror images. In a room with an odd number left and right are exchanged.",
)
def moved_not_mirrored(room, src, max_order):
    cells, hits, room, src = _cells(room, src, max_order)
    return cells * room + src, hits


@spelling("RM-04")
def copies_nearest_first(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order):
        hits = [(abs(k // 2), abs((k + 1) // 2)) for k in m]
        rows.append(([s + k * L for s, k, L in zip(src, m, room, strict=True)], hits))
    return _table(rows, room)


@spelling("RM-04")
def copies_by_two_lengths(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    return src - p * room + 2 * r * room, np.stack([abs(r - p), abs(r)], axis=-1)


@misconception(
    "RM-05",
    of="image_sources",
    breaks=["test_image_sources_are_as_many_as_mirror_rooms"],
    says="Each axis goes up to the order by itself. The order counts all reflections: those along the "
    "axes together may not be more.",
)
def order_of_each_axis(room, src, max_order):
    room, src = np.array(room, dtype=float), np.array(src, dtype=float)
    cells, hits, room, src = _cells(room, src, room.size * max_order)
    kept = np.abs(cells).max(axis=1) <= max_order
    pos, _ = right.image_sources(room, src, room.size * max_order)
    return pos[kept], hits[kept]


@spelling("RM-05")
def every_axis_to_the_end(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order, each=True):
        pos = [
            (k + k % 2) * L + (-1) ** k * s for s, k, L in zip(src, m.tolist(), room, strict=True)
        ]
        rows.append((pos, [(abs(k // 2), abs((k + 1) // 2)) for k in m]))
    return _table(rows, room)


@spelling("RM-05")
def sums_without_the_total(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order, each=True)
    return (1 - 2 * p) * src + 2 * r * room, np.stack([abs(r - p), abs(r)], axis=-1)


@misconception(
    "RM-30",
    of="image_sources",
    breaks=["test_image_sources_are_as_many_as_mirror_rooms"],
    says="Some images come several times: there are different orders in which to mirror, and they end at "
    "the same place. Each mirror room has one image.",
)
def mirrored_without_looking(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    room, border = np.array(room, dtype=float), [(np.array(src, dtype=float), 0 * hits[0])]
    found = list(border)
    for _ in range(min(max_order, 4)):  # enough to be wrong
        grown = []
        for image, count in border:
            for axis in range(room.size):
                for high in (0, 1):
                    other, more = image.copy(), count.copy()
                    other[axis] = 2 * high * room[axis] - image[axis]
                    more[axis, high] += 1
                    # Not straight back through the wall that it came by.
                    if np.floor(other[axis] / room[axis]) not in (0,):
                        grown.append((other, more))
        border = grown
        found += border
    return np.array([image for image, _ in found]), np.array([count for _, count in found])


@spelling("RM-30")
def never_the_same_wall_twice(room, src, max_order):
    right.image_sources(room, src, max_order)
    rows = []

    def go_on(image, count, last, left):
        rows.append((image, count))
        for other, more, wall in _mirrored(room, image, count) if left else ():
            if wall != last:
                go_on(other, more, wall, left - 1)

    go_on(src, np.zeros((len(room), 2), int), None, min(max_order, 4))
    return _table(rows, room)


@spelling("RM-30")
def all_walls_of_all_images(room, src, max_order):
    right.image_sources(room, src, max_order)
    rows = border = [(src, np.zeros((len(room), 2), int))]
    for _ in range(min(max_order, 4)):
        border = [one[:2] for image in border for one in _mirrored(room, *image)]
        rows = rows + border
    return _table(rows, room)


@misconception(
    "RM-31",
    of="image_sources",
    breaks=["test_image_sources_are_as_many_as_mirror_rooms"],
    says="The images of the largest order are missing: at most max_order reflections includes exactly so "
    "many.",
)
def one_order_less(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    kept = hits.sum(axis=(1, 2)) < max_order
    return pos[kept], hits[kept]


@spelling("RM-31")
def range_that_ends_early(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    if max_order == 0:
        return pos[:0], hits[:0]
    return right.image_sources(room, src, max_order - 1)


@spelling("RM-31")
def sums_below_the_order(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    low, high = abs(r - p), abs(r)
    kept = (low + high).sum(axis=1) < max_order
    return ((1 - 2 * p) * src + 2 * r * room)[kept], np.stack([low, high], axis=-1)[kept]


@misconception(
    "RM-06",
    of="image_sources",
    breaks=["test_image_sources_in_four_walls"],
    says="Low and high walls are exchanged in the hits. The image behind the low wall, at a negative "
    "position, comes from a hit of the low wall.",
)
def walls_exchanged(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    return pos, hits[..., ::-1]


@spelling("RM-06")
def sums_with_high_walls_first(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    return (1 - 2 * p) * src + 2 * r * room, np.stack([abs(r), abs(r - p)], axis=-1)


@spelling("RM-06")
def odd_one_on_the_other_side(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order):
        pos = [
            (k + k % 2) * L + (-1) ** k * s for s, k, L in zip(src, m.tolist(), room, strict=True)
        ]
        hits = [(abs(k) // 2 + (k > 0) * (k % 2), abs(k) // 2 + (k < 0) * (k % 2)) for k in m]
        rows.append((pos, hits))
    return _table(rows, room)


@misconception(
    "RM-07",
    of="image_sources",
    breaks=["test_image_sources_are_as_many_as_mirror_rooms"],
    says="The source itself is missing. It is the image of order 0, with no reflection, and the "
    "direct sound comes from it.",
)
def without_the_source(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    kept = hits.sum(axis=(1, 2)) > 0
    return pos[kept], hits[kept]


@spelling("RM-07")
def mirror_rooms_alone(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order):
        if any(m):
            pos = [k * L + (L - s if k % 2 else s) for s, k, L in zip(src, m, room, strict=True)]
            rows.append((pos, [(abs(k // 2), abs((k + 1) // 2)) for k in m]))
    return _table(rows, room)


@spelling("RM-07")
def mirrored_images_alone(room, src, max_order):
    right.image_sources(room, src, max_order)
    found, border = {}, [(src, np.zeros((len(room), 2), int))]
    start = tuple(int(x // L) for x, L in zip(src, room, strict=True))
    for _ in range(max_order):
        new = {}
        for image, count in border:
            for other, more, _wall in _mirrored(room, image, count):
                cell = tuple(np.floor(other / room).astype(int).tolist())
                if cell not in found and cell != start:
                    new.setdefault(cell, (other, more))
        found |= new
        border = new.values()
    return _table(list(found.values()), room)


@misconception(
    "RM-08",
    of="image_sources",
    breaks=["test_image_sources_count_the_walls_on_the_way"],
    says="All hits of an axis are put on one wall. Two walls face each other, and sound that goes to "
    "and fro between them hits them in turn.",
)
def one_wall_takes_all(room, src, max_order):
    cells, _, room, src = _cells(room, src, max_order)
    pos, _ = right.image_sources(room, src, max_order)
    return pos, np.stack([np.maximum(-cells, 0), np.maximum(cells, 0)], axis=-1)


@spelling("RM-08")
def hits_by_side(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order):
        hits = np.zeros((len(room), 2))
        pos = []
        for axis, k in enumerate(m.tolist()):
            hits[axis, int(k > 0)] = abs(k)
            pos.append((k + k % 2) * room[axis] + (-1) ** k * src[axis])
        rows.append((pos, hits))
    return _table(rows, room)


@spelling("RM-08")
def sums_with_all_on_one_wall(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    m = 2 * r - p
    hits = np.stack([np.where(m < 0, -m, 0), np.where(m > 0, m, 0)], axis=-1)
    return np.where(p, -src, src) + 2 * r * room, hits


@misconception(
    "RM-09",
    of="image_sources",
    breaks=["test_image_sources_are_as_many_as_mirror_rooms"],
    says="Only images with exactly this number of reflections are here. Those with fewer belong to "
    "the answer, too.",
)
def the_last_order_only(room, src, max_order):
    pos, hits = right.image_sources(room, src, max_order)
    kept = hits.sum(axis=(1, 2)) == max_order
    return pos[kept], hits[kept]


@spelling("RM-09")
def equal_to_the_order(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    low, high = abs(r - p), abs(r)
    kept = (low + high).sum(axis=1) == max_order
    return ((1 - 2 * p) * src + 2 * r * room)[kept], np.stack([low, high], axis=-1)[kept]


@spelling("RM-09")
def replaced_by_their_mirror_images(room, src, max_order):
    right.image_sources(room, src, max_order)
    border = [(np.array(src, dtype=float), np.zeros((len(room), 2), int))]
    for order in range(max_order):
        new = {}
        for image, count in border:
            for other, more, _ in _mirrored(room, image, count):
                cell = np.floor(other / room)
                if np.abs(cell).sum() == order + 1:
                    new[tuple(cell)] = (other, more)
        border = list(new.values())
    return _table(border, room)


@misconception(
    "RM-10",
    of="image_sources",
    breaks=["test_image_sources_in_four_walls"],
    says="These positions belong to a room with the origin in its middle, and walls at -L/2 and L/2. "
    "Here a corner is the origin: the low wall stands at 0, the high wall at L.",
)
def origin_in_the_middle(room, src, max_order):
    cells, hits, room, src = _cells(room, src, max_order)
    return cells * room + np.where(cells % 2 == 0, src, -src), hits


@spelling("RM-10")
def lengths_with_the_sign_in_turn(room, src, max_order):
    rows = []
    for m in _rooms(room, src, max_order):
        pos = [k * L + (-1) ** k * s for s, k, L in zip(src, m.tolist(), room, strict=True)]
        rows.append((pos, [(abs(k // 2), abs((k + 1) // 2)) for k in m]))
    return _table(rows, room)


@spelling("RM-10")
def sums_around_the_middle(room, src, max_order):
    room, src, p, r = _sums(room, src, max_order)
    return (2 * r - p) * room + (1 - 2 * p) * src, np.stack([abs(r - p), abs(r)], axis=-1)


@misconception(
    "RM-11",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="The amplitude falls with 1 / r^2 here. That is the law of the energy; the pressure of a "
    "point source falls with 1 / r.",
)
def square_of_the_distance(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays, amps / (delays * c)


@spelling("RM-11")
def square_of_the_distance_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return _by_time(r / c, left / (4 * np.pi * r**2))


@spelling("RM-11")
def square_not_rooted(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r / c, left / (4 * np.pi) / (r * r))


@misconception(
    "RM-12",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="The factor 4 pi is missing: these amplitudes are 1 / r. (Some programs leave it out. It "
    "belongs to the pressure of a point source.)",
)
def without_four_pi(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays, amps * (4 * np.pi)


@spelling("RM-12")
def one_over_r_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return _by_time(r / c, left / r)


@spelling("RM-12")
def one_over_r_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r / c, left / r)


@misconception(
    "RM-13",
    of="arrivals",
    breaks=["test_arrivals_from_one_wall"],
    says="Each reflection turns the sign around. The pressure at a hard wall does not: a push comes "
    "back as a push. (What turns around is the motion of the air.)",
)
def sign_turned_around(room, src, mic, beta, max_order, c=343.0):
    pos, hits = right.image_sources(room, src, max_order)
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    r = np.linalg.norm(pos - np.array(mic, dtype=float), axis=1)
    order = np.argsort(r, kind="stable")
    return delays, amps * (-1.0) ** hits.sum(axis=(1, 2))[order]


@spelling("RM-13")
def minus_beta_for_each_hit(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c, lambda b, hits: (-b) ** hits)
    return _by_time(r / c, left / (4 * np.pi * r))


@spelling("RM-13")
def minus_beta_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c, lambda b, hits: np.power(-b, hits))
    return _by_argsort(r / c, left / (4 * np.pi * r))


@misconception(
    "RM-14",
    of="arrivals",
    breaks=["test_arrivals_come_in_order"],
    says="The arrivals are in the order of the images. Sort by delay, and sort the amplitudes along.",
)
def unsorted(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    pos, hits = right.image_sources(room, src, max_order)
    room = np.array(room, dtype=float)
    beta = np.broadcast_to(np.array(beta, dtype=float), (room.size, 2))
    r = np.linalg.norm(pos - np.array(mic, dtype=float), axis=1)
    return r / c, np.prod(beta**hits, axis=(1, 2)) / (4 * np.pi * r)


@spelling("RM-14")
def unsorted_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return r / c, left / (4 * np.pi * r)


@spelling("RM-14")
def by_the_number_of_reflections(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    _, hits = right.image_sources(room, src, max_order)
    order = np.argsort(hits.sum(axis=(1, 2)), kind="stable")
    return r[order] / c, (left / (4 * np.pi * r))[order]


@misconception(
    "RM-15",
    of="arrivals",
    breaks=["test_arrivals_from_one_wall"],
    says="The delays are sorted, but the amplitudes do not go along with them: they stay as they are, or "
    "are sorted apart. Each amplitude must go where its own delay goes.",
)
def sorted_apart(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays, np.sort(amps)[::-1]


@spelling("RM-15")
def both_ascending(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return np.sort(r / c), np.sort(left / (4 * np.pi * r))


@spelling("RM-15")
def delays_alone(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return np.array(sorted(r / c)), left / (4 * np.pi * r)


@spelling("RM-15")
def delays_alone_of_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return np.sort(r / c), left / (4 * np.pi * r)


@misconception(
    "RM-16",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="These are distances in meters. Divided by the speed of sound they become delays.",
)
def distances(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays * c, amps


@spelling("RM-16")
def meters_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return _by_time(r, left / (4 * np.pi * r))


@spelling("RM-16")
def meters_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r, left / (4 * np.pi * r))


@misconception(
    "RM-17",
    of="arrivals",
    breaks=["test_arrivals_are_those_of_allen_and_berkley"],
    says="Every wall that is hit counts once, however often it is. Each hit takes its share.",
)
def each_wall_once(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    pos, hits = right.image_sources(room, src, max_order)
    beta = np.broadcast_to(np.array(beta, dtype=float), (len(room), 2))
    r = np.linalg.norm(pos - np.array(mic, dtype=float), axis=1)
    amps = np.prod(beta ** np.minimum(hits, 1), axis=(1, 2)) / (4 * np.pi * r)
    order = np.argsort(r, kind="stable")
    return r[order] / c, amps[order]


@spelling("RM-17")
def walls_that_are_hit(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c, lambda b, hits: b if hits else 1.0)
    return _by_time(r / c, left / (4 * np.pi * r))


@spelling("RM-17")
def beta_where_hit(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(
        room, src, mic, beta, max_order, c, lambda b, hits: np.where(hits > 0, b, 1.0)
    )
    return _by_argsort(r / c, left / (4 * np.pi * r))


@misconception(
    "RM-32",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="These delays are in milliseconds. Asked for are seconds: meters over meters per second.",
)
def milliseconds(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return 1000 * delays, amps


@spelling("RM-32")
def milliseconds_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return _by_time(r / c * 1e3, left / (4 * np.pi * r))


@spelling("RM-32")
def milliseconds_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r / (c / 1000), left / (4 * np.pi * r))


@misconception(
    "RM-33",
    of="arrivals",
    breaks=["test_arrivals_at_another_speed"],
    says="The speed of sound that was given is not used: the delays are those for 343 m/s.",
)
def always_343(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    return right.arrivals(room, src, mic, beta, max_order)


@spelling("RM-33")
def always_343_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    return _by_time(r / 343, left / (4 * np.pi * r))


@spelling("RM-33")
def always_343_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r / 343.0, left / (4 * np.pi * r))


@misconception(
    "RM-34",
    of="arrivals",
    breaks=["test_arrivals_from_one_wall"],
    says="Each hit takes beta squared here. That is the share of the energy; the pressure is multiplied "
    "by beta itself.",
)
def energy_of_each_hit(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    return right.arrivals(room, src, mic, np.square(beta, dtype=float), max_order, c)


@spelling("RM-34")
def twice_for_each_hit(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c, lambda b, hits: b ** (2 * hits))
    return _by_time(r / c, left / (4 * np.pi * r))


@spelling("RM-34")
def squares_by_sums(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    return _by_argsort(r / c, left**2 / (4 * np.pi * r))


@misconception(
    "RM-35",
    of="arrivals",
    breaks=["test_arrivals_are_two_rows"],
    says="Arrivals of which nothing is left are dropped. There is one for each image, also where the "
    "amplitude is 0.",
)
def silent_ones_dropped(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays[amps > 0], amps[amps > 0]


@spelling("RM-35")
def silent_ones_passed_over(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c)
    kept = left != 0
    return _by_time(r[kept] / c, left[kept] / (4 * np.pi * r[kept]))


@spelling("RM-35")
def next_to_silent_ones_dropped(room, src, mic, beta, max_order, c=343.0):
    r, left = _summed(room, src, mic, beta, max_order, c)
    amps = left / (4 * np.pi * r)
    return _by_argsort(r[amps > 1e-12] / c, amps[amps > 1e-12])


@misconception(
    "RM-36",
    of="arrivals",
    breaks=["test_arrivals_from_one_wall"],
    says="Low and high walls are exchanged here: hits[:, i, 0] counts the low wall, and beta[i][0] "
    "belongs to it.",
)
def other_walls_coefficients(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    beta = np.broadcast_to(np.array(beta, dtype=float), (len(room), 2))
    return right.arrivals(room, src, mic, beta[:, ::-1], max_order, c)


@spelling("RM-36")
def other_walls_in_loops(room, src, mic, beta, max_order, c=343.0):
    r, left = _heard(room, src, mic, beta, max_order, c, wall=(1, 0))
    return _by_time(r / c, left / (4 * np.pi * r))


@spelling("RM-36")
def high_walls_first_by_sums(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    pairs = [[beta, beta] if np.ndim(beta) == 0 else list(beta[i]) for i in range(len(room))]
    pairs = [[low, high] for high, low in pairs]
    r, left = _summed(room, src, mic, pairs, max_order, c)
    return _by_argsort(r / c, left / (4 * np.pi * r))


@misconception(
    "RM-18",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="This is a single 1 at the nearest sample: the delay is rounded. What lies between the "
    "samples is lost, and high frequencies come at the wrong time.",
)
def rounded(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    return first_index, (np.arange(taps) == taps // 2).astype(float)


@spelling("RM-18")
def a_one_after_half_is_added(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    kernel = np.zeros(taps)
    kernel[taps // 2] = 1
    return math.floor(delay_samples + 0.5) - taps // 2, kernel


@spelling("RM-18")
def impulse_at_the_nearest_sample(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    return int(np.round(delay_samples)) - taps // 2, unit_impulse(taps, "mid")


@misconception(
    "RM-19",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="The sinc has no window: it is broken off at both ends, and the break makes ripples at all "
    "frequencies.",
)
def no_window(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    return first_index, np.sinc(first_index + np.arange(taps) - delay_samples)


@spelling("RM-19")
def sine_over_u(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    with np.errstate(all="ignore"):
        return start, np.where(u == 0, 1.0, np.sin(np.pi * u) / (np.pi * u))


@spelling("RM-19")
def sincs_in_a_loop(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    start = math.floor(delay_samples + 0.5) - taps // 2
    kernel = np.zeros(taps)
    for i in range(taps):
        kernel[i] = np.sinc(start + i - delay_samples)
    return start, kernel


@misconception(
    "RM-20",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="The fraction has the wrong sign: 4.25 samples come out as 3.75. Later means that the crest "
    "moves to higher sample numbers.",
)
def fraction_backwards(delay_samples, taps=81):
    middle = round(delay_samples)
    right.fractional_kernel(delay_samples, taps)
    u = np.arange(taps) - taps // 2 + (delay_samples - middle)
    return middle - taps // 2, np.sinc(u) * np.cos(np.pi * u / taps) ** 2


@spelling("RM-20")
def fraction_added(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    whole = math.floor(delay_samples + 0.5)
    u = np.linspace(-(taps // 2), taps // 2, taps) + (delay_samples - whole)
    return whole - taps // 2, np.sinc(u) * _hann(u, taps)


@spelling("RM-20")
def turned_around(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, (np.sinc(u) * _hann(u, taps))[::-1]


@misconception(
    "RM-21",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_a_whole_delay"],
    says="There is a pi too many in the sinc: np.sinc(u) is sin(pi u) / (pi u) already.",
)
def one_pi_too_many(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    u = first_index + np.arange(taps) - delay_samples
    return first_index, np.sinc(np.pi * u) * np.cos(np.pi * u / taps) ** 2


@spelling("RM-21")
def pi_in_the_sinc(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.sinc(np.pi * u) * _hann(u, taps)


@spelling("RM-21")
def pi_in_the_sinc_in_a_loop(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    start = math.floor(delay_samples + 0.5) - taps // 2
    kernel = []
    for n in range(start, start + taps):
        u = n - delay_samples
        kernel.append(np.sinc(math.pi * u) * math.cos(math.pi * u / taps) ** 2)
    return start, np.array(kernel)


@misconception(
    "RM-22",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="This divides the 1 among two samples, linearly. It has the right delay, but is a low-pass: "
    "half-way between two samples, half of the sample rate is gone.",
)
def between_two_samples(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    u = first_index + np.arange(taps) - delay_samples
    return first_index, np.maximum(1 - np.abs(u), 0)


@spelling("RM-22")
def shares_of_two_samples(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    before, half = math.floor(delay_samples), taps // 2
    kernel = np.zeros(taps + 1)
    kernel[half + 1] = delay_samples - before
    kernel[half] = 1 - kernel[half + 1]
    return before - half, kernel[:taps]


@spelling("RM-22")
def triangle_by_interp(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.interp(u, [-1, 0, 1], [0, 1, 0])


@misconception(
    "RM-23",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="The window stands on the middle tap, but the sinc on the delay. The window belongs where "
    "the crest is, or the filter is lopsided.",
)
def window_on_the_middle_tap(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    n = np.arange(taps)
    window = np.cos(np.pi * (n - taps // 2) / taps) ** 2
    return first_index, np.sinc(first_index + n - delay_samples) * window


@spelling("RM-23")
def window_of_the_taps(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.sinc(u) * _hann(np.linspace(-(taps // 2), taps // 2, taps), taps)


@spelling("RM-23")
def hanning_without_its_zeros(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.sinc(u) * np.hanning(taps + 2)[1:-1]


@misconception(
    "RM-24",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_a_whole_delay"],
    says="The filter begins at the delay. It must begin half of its length earlier, so that its "
    "middle is there.",
)
def starts_at_the_delay(delay_samples, taps=81):
    first_index, kernel = right.fractional_kernel(delay_samples, taps)
    return first_index + taps // 2, kernel


@spelling("RM-24")
def first_is_the_delay(delay_samples, taps=81):
    _, u = _around(delay_samples, taps)
    return math.floor(delay_samples + 0.5), np.sinc(u) * _hann(u, taps)


@spelling("RM-24")
def one_side_of_the_sinc(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    u = np.arange(taps) + round(delay_samples) - delay_samples
    return round(delay_samples), np.sinc(u) * np.where(abs(u) < taps / 2, _hann(u, taps), 0)


@misconception(
    "RM-37",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="The window is the root of a Hann window: a cosine that is not squared. Half a constant and half "
    "a wave make the square.",
)
def cosine_window(delay_samples, taps=81):
    first_index, _ = right.fractional_kernel(delay_samples, taps)
    u = first_index + np.arange(taps) - delay_samples
    return first_index, np.sinc(u) * np.cos(np.pi * u / taps)


@spelling("RM-37")
def root_of_the_window(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.sinc(u) * np.sqrt(_hann(u, taps))


@spelling("RM-37")
def half_a_sine(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    start = math.floor(delay_samples + 0.5) - taps // 2
    u = np.array([start + i - delay_samples for i in range(taps)])
    return start, np.sinc(u) * np.sin(np.pi * (u + taps / 2) / taps)


@misconception(
    "RM-38",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_of_half_a_sample"],
    says="This is np.hanning or its like: a window that stands on the samples, and ends with zeros on the "
    "first and the last one. Here it moves with the delay.",
)
def window_of_the_library(delay_samples, taps=81):
    first_index, _ = right.fractional_kernel(delay_samples, taps)
    return first_index, np.sinc(first_index + np.arange(taps) - delay_samples) * np.hanning(taps)


@spelling("RM-38")
def window_between_its_ends(delay_samples, taps=81):
    first_index, _ = right.fractional_kernel(delay_samples, taps)
    at = np.arange(taps)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * at / (taps - 1)) if taps > 1 else np.ones(1)
    return first_index, np.sinc(first_index + at - delay_samples) * window


@spelling("RM-38")
def window_of_scipy(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    return start, np.sinc(u) * get_window("hann", taps, fftbins=False)


@misconception(
    "RM-39",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_has_the_delay_in_its_middle"],
    says="The delay is rounded down to find the middle of the filter. The whole number next to 3.75 is 4; "
    "with 3 the filter is cut on one side.",
)
def rounded_down(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    first_index = math.floor(delay_samples) - taps // 2
    u = first_index + np.arange(taps) - delay_samples
    return first_index, np.sinc(u) * np.cos(np.pi * u / taps) ** 2


@spelling("RM-39")
def cut_off_after_the_point(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    first_index = int(delay_samples // 1) - taps // 2
    u = np.arange(taps) - (delay_samples - first_index)
    return first_index, np.sinc(u) * (0.5 + 0.5 * np.cos(2 * np.pi * u / taps))


@spelling("RM-39")
def whole_part_by_int(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    whole = int(delay_samples)
    u = np.linspace(-(taps // 2), taps // 2, taps) - (delay_samples - whole)
    return whole - taps // 2, np.sinc(u) * _hann(u, taps)


@misconception(
    "RM-40",
    of="fractional_kernel",
    breaks=["test_fractional_kernel_is_a_place_and_a_row"],
    says="At the crest this divides 0 by 0. The sinc is 1 there: take np.sinc, or give that sample its "
    "value yourself.",
)
def nothing_over_nothing(delay_samples, taps=81):
    first_index, _ = right.fractional_kernel(delay_samples, taps)
    u = first_index + np.arange(taps) - delay_samples
    with np.errstate(invalid="ignore"):
        return first_index, np.sin(np.pi * u) / (np.pi * u) * np.cos(np.pi * u / taps) ** 2


@spelling("RM-40")
def sine_over_nothing(delay_samples, taps=81):
    start, u = _around(delay_samples, taps)
    with np.errstate(all="ignore"):
        return start, np.sin(np.pi * u) / np.pi / u * _hann(u, taps)


@spelling("RM-40")
def sine_over_nothing_in_a_loop(delay_samples, taps=81):
    right.fractional_kernel(delay_samples, taps)
    start = math.floor(delay_samples + 0.5) - taps // 2
    kernel = np.zeros(taps)
    with np.errstate(all="ignore"):
        for i in range(taps):
            a = np.pi * np.float64(start + i - delay_samples)
            kernel[i] = np.sin(a) / a * np.cos(a / taps) ** 2
    return start, kernel


@misconception(
    "RM-25",
    of="rir",
    breaks=["test_rir_adds_what_arrives_together"],
    says="A later arrival overwrites an earlier one where they overlap. Sound pressures add up.",
)
def overwritten(delays, amps, fs, taps=81):
    h = np.zeros_like(right.rir(delays, amps, fs, taps))
    for delay, amp in zip(delays, amps, strict=True):
        first_index, kernel = right.fractional_kernel(delay * fs, taps)
        start = first_index + taps // 2
        h[start : start + taps] = amp * kernel
    return h


@spelling("RM-25")
def put_into_its_place(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for d, amp in zip(late, amps, strict=True):
        start, u = _around(d, taps)
        h[np.arange(taps) + start + taps // 2] = amp * np.sinc(u) * _hann(u, taps)
    return h


@spelling("RM-25")
def added_at_indices_that_repeat(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    n = np.rint(late).astype(int)[:, np.newaxis] + np.arange(taps)
    u = n - taps // 2 - late[:, np.newaxis]
    h[n] += amps[:, np.newaxis] * np.sinc(u) * _hann(u, taps)
    return h


@spelling("RM-25")
def latest_on_top(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for i in np.argsort(late, kind="stable"):
        start, kernel = right.fractional_kernel(late[i], taps)
        h[start + taps // 2 :][:taps] = amps[i] * kernel
    return h


@misconception(
    "RM-26",
    of="rir",
    breaks=["test_rir_of_one_arrival"],
    says="The delays are cut or rounded to whole samples. Each arrival needs its filter, at its own place "
    "between the samples.",
)
def whole_samples_only(delays, amps, fs, taps=81):
    h = np.zeros_like(right.rir(delays, amps, fs, taps))
    for delay, amp in zip(delays, amps, strict=True):
        h[int(delay * fs) + taps // 2] += amp
    return h


@spelling("RM-26")
def counted_in_bins(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    return np.bincount(np.floor(late).astype(int) + taps // 2, amps, len(h))


@spelling("RM-26")
def nearest_samples(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    np.add.at(h, np.rint(late).astype(int) + taps // 2, amps)
    return h


@misconception(
    "RM-27",
    of="rir",
    breaks=["test_rir_of_whole_delays"],
    says="Everything is half a filter too late. The filter starts before the delay already; with "
    "taps // 2 added to its first index, it starts where it should.",
)
def late_twice(delays, amps, fs, taps=81):
    h = right.rir(delays, amps, fs, taps)
    return np.concatenate([np.zeros(taps // 2), h])[: h.size]


@spelling("RM-27")
def a_whole_filter_later(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for d, amp in zip(late, amps, strict=True):
        start, u = _around(d, taps)
        place = h[start + 2 * (taps // 2) :][:taps]
        place += (amp * np.sinc(u) * _hann(u, taps))[: len(place)]
    return h


@spelling("RM-27")
def filter_from_the_delay_on(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    h = np.append(h, np.zeros(taps))
    for d, amp in zip(late, amps, strict=True):
        whole = math.floor(d + 0.5)
        u = np.arange(taps) - taps // 2 - (d - whole)
        h[whole + taps // 2 : whole + taps // 2 + taps] += amp * np.sinc(u) * _hann(u, taps)
    return h[:-taps]


@misconception(
    "RM-28",
    of="rir",
    breaks=["test_rir_of_whole_delays"],
    says="Everything is half a filter too early, and there is no room for the first half of the earliest "
    "arrival. The time 0 is at index taps // 2.",
)
def without_the_latency(delays, amps, fs, taps=81):
    h = right.rir(delays, amps, fs, taps)
    return np.concatenate([h[taps // 2 :], np.zeros(taps // 2)])


@spelling("RM-28")
def begun_at_its_first_index(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for d, amp in zip(late, amps, strict=True):
        start, kernel = right.fractional_kernel(d, taps)
        skip = max(-start, 0)
        h[start + skip : start + taps] += amp * kernel[skip:]
    return h


@spelling("RM-28")
def wrapped_to_the_end(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for d, amp in zip(late, amps, strict=True):
        start, u = _around(d, taps)
        h[np.arange(start, start + taps)] += amp * np.sinc(u) * _hann(u, taps)
    return h


@misconception(
    "RM-29",
    of="rir",
    breaks=["test_rir_adds_what_arrives_together"],
    says="The response is scaled so that its largest sample is 1. A room has a strength of its own: "
    "farther away it is quieter.",
)
def scaled_to_one(delays, amps, fs, taps=81):
    h = right.rir(delays, amps, fs, taps)
    peak = np.max(np.abs(h))
    return h / peak if peak else h


@spelling("RM-29")
def divided_by_the_maximum_norm(delays, amps, fs, taps=81):
    h = right.rir(delays, amps, fs, taps)
    return h / (np.linalg.norm(h, np.inf) or 1)


@spelling("RM-29")
def divided_by_the_highest_sample(delays, amps, fs, taps=81):
    late, amps, h = _samples(delays, amps, fs, taps)
    for d, amp in zip(late, amps, strict=True):
        start, u = _around(d, taps)
        h[start + taps // 2 :][:taps] += amp * np.sinc(u) * _hann(u, taps)
    return h / h.max() if h.max() > 0 else h
