"""Plausible wrong answers for the simulated room, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from solutions import rooms as right


def _cells(room, src, max_order):
    """Return the numbers of the mirror rooms of all images, and lengths and source as arrays."""
    room, src = np.array(room, dtype=float), np.array(src, dtype=float)
    pos, hits = right.image_sources(room, src, max_order)
    return np.floor(pos / room).astype(int), hits, room, src


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


@misconception(
    "RM-15",
    of="arrivals",
    breaks=["test_arrivals_from_one_wall"],
    says="The delays are sorted, but the amplitudes are too, apart from them. Each amplitude must go "
    "where its own delay goes.",
)
def sorted_apart(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays, np.sort(amps)[::-1]


@misconception(
    "RM-16",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="These are distances in meters. Divided by the speed of sound they become delays.",
)
def distances(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return delays * c, amps


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


@misconception(
    "RM-32",
    of="arrivals",
    breaks=["test_arrivals_of_the_direct_sound"],
    says="These delays are in milliseconds. Asked for are seconds: meters over meters per second.",
)
def milliseconds(room, src, mic, beta, max_order, c=343.0):
    delays, amps = right.arrivals(room, src, mic, beta, max_order, c)
    return 1000 * delays, amps


@misconception(
    "RM-33",
    of="arrivals",
    breaks=["test_arrivals_at_another_speed"],
    says="The speed of sound that was given is not used: the delays are those for 343 m/s.",
)
def always_343(room, src, mic, beta, max_order, c=343.0):
    right.arrivals(room, src, mic, beta, max_order, c)
    return right.arrivals(room, src, mic, beta, max_order)


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


@misconception(
    "RM-26",
    of="rir",
    breaks=["test_rir_of_one_arrival"],
    says="The delays are cut to whole samples. Each arrival needs its filter, at its own place "
    "between the samples.",
)
def whole_samples_only(delays, amps, fs, taps=81):
    h = np.zeros_like(right.rir(delays, amps, fs, taps))
    for delay, amp in zip(delays, amps, strict=True):
        h[int(delay * fs) + taps // 2] += amp
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


@misconception(
    "RM-28",
    of="rir",
    breaks=["test_rir_of_whole_delays"],
    says="Everything is half a filter too early, and the first half of the earliest arrival is lost. "
    "The time 0 is at index taps // 2.",
)
def without_the_latency(delays, amps, fs, taps=81):
    h = right.rir(delays, amps, fs, taps)
    return np.concatenate([h[taps // 2 :], np.zeros(taps // 2)])


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
