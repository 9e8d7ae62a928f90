"""Independent right answers for the simulated room: other algorithms and styles.

None is in single precision inside: that is right to 1e-7, and the laws ask for 1e-9 and better, which
any solution in double precision has.
"""

import cmath
import decimal
import itertools
import math

import numpy as np
from scipy import fft, sparse, special
from scipy.spatial import distance

from autograder.laws import alternative


@alternative(of="reflection_coefficient")
def half_of_the_logarithm(alpha):
    _check(0 <= alpha <= 1)
    return 0.0 if alpha == 1 else math.exp(0.5 * math.log1p(-alpha))


@alternative(of="reflection_coefficient")
def cosine_of_an_angle(alpha):
    """The sine of the angle is the root of what is absorbed."""
    _check(0 <= alpha <= 1)
    return np.cos(np.arcsin(np.sqrt(alpha)))


@alternative(of="reflection_coefficient")
def newton(alpha):
    _check(0 <= alpha <= 1)
    share, guess = 1 - alpha, 1.0
    for _ in range(70):
        guess = (guess + share / guess) / 2 if guess > 0 else 0.0
    return guess if share else 0.0


@alternative(of="reflection_coefficient")
def by_hand_with_more_digits(alpha):
    _check(0 <= alpha <= 1)
    return float((1 - decimal.Decimal(float(alpha))).sqrt())


@alternative(of="image_sources")
def mirrored_again_and_again(room, src, max_order):
    """Mirror everything in every wall of the real room, and keep what is new."""
    room, src = _room(room, src, max_order)
    axes = len(room)
    found = {(0,) * axes: (src, np.zeros((axes, 2), dtype=int))}
    border = dict(found)
    for _ in range(max_order):
        grown = {}
        for cell, (pos, hits) in border.items():
            for axis, high in itertools.product(range(axes), (0, 1)):
                image = pos.copy()
                image[axis] = 2 * high * room[axis] - pos[axis]
                where = list(cell)
                where[axis] = 2 * high - 1 - cell[axis]
                if tuple(where) in found or tuple(where) in grown:
                    continue
                more = hits.copy()
                more[axis, high] += 1
                grown[tuple(where)] = (image, more)
        found.update(grown)
        border = grown
    images = list(found.values())
    return np.array([pos for pos, _ in images]), np.array([hits for _, hits in images])


@alternative(of="image_sources")
def loops_without_numpy(room, src, max_order):
    room, src = _room(room, src, max_order)
    room, src = room.tolist(), src.tolist()
    pos, hits = [], []
    for cell in itertools.product(range(-max_order, max_order + 1), repeat=len(room)):
        if sum(map(abs, cell)) <= max_order:
            pos.append(
                [m * L + (L - s if m % 2 else s) for m, L, s in zip(cell, room, src, strict=True)]
            )
            hits.append([list(_hits(m)) for m in cell])
    return np.array(pos), np.array(hits)


@alternative(of="image_sources")
def allen_and_berkley(room, src, max_order):
    """The double sum of 1979: p in {0, 1} and r a whole number, for every axis."""
    room, src = _room(room, src, max_order)
    rows = []
    for p in itertools.product((0, 1), repeat=len(room)):
        for r in itertools.product(range(-max_order, max_order + 1), repeat=len(room)):
            p_, r_ = np.array(p), np.array(r)
            if np.abs(2 * r_ - p_).sum() <= max_order:
                hits = np.stack([np.abs(r_ - p_), np.abs(r_)], axis=1)
                rows.append(((1 - 2 * p_) * src + 2 * r_ * room, hits))
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


@alternative(of="image_sources")
def axis_after_axis(room, src, max_order):
    """Recursion over the axes; what the first axes use up, the others lack."""
    room, src = _room(room, src, max_order)

    def from_axis(axis, left):
        if axis == len(room):
            return [((), ())]
        rows = []
        for m in range(-left, left + 1):
            here = abs(m) % 2 * (room[axis] - 2 * src[axis]) + src[axis] + m * room[axis]
            for pos, hits in from_axis(axis + 1, left - abs(m)):
                rows.append(((here, *pos), (_hits(m), *hits)))
        return rows

    rows = from_axis(0, max_order)[::-1]
    # Narrow counts, and a list: both will do.
    return [
        np.array([pos for pos, _ in rows]),
        np.array([hits for _, hits in rows], dtype=np.uint8),
    ]


@alternative(of="arrivals")
def with_distances_of_scipy(room, src, mic, beta, max_order, c=343.0):
    pos, hits = allen_and_berkley(room, src, max_order)
    beta = _arrivals(room, src, mic, beta, c)
    r = distance.cdist(pos, [mic])[:, 0]
    with np.errstate(divide="ignore"):
        logs = np.log(beta)
    strength = np.exp(np.where(hits > 0, hits * np.where(hits > 0, logs, 0), 0).sum(axis=(1, 2)))
    order = np.lexsort([r])
    return (r / c)[order], (strength / (4 * np.pi * r))[order]


@alternative(of="arrivals")
def sorted_tuples(room, src, mic, beta, max_order, c=343.0):
    pos, hits = loops_without_numpy(room, src, max_order)
    beta = _arrivals(room, src, mic, beta, c).tolist()
    found = []
    for image, count in zip(pos.tolist(), hits.tolist(), strict=True):
        r = math.dist(image, list(mic))
        amp = 0.25 / math.pi / r
        for (low, high), (lows, highs) in zip(beta, count, strict=True):
            amp *= low**lows * high**highs
        found.append((r / c, amp))
    found.sort()
    return [np.array(row) for row in zip(*found, strict=True)]


@alternative(of="arrivals")
def one_axis_at_a_time(room, src, mic, beta, max_order, c=343.0):
    """Squares of distances add up over the axes, coefficients multiply: outer sums and products."""
    _room(room, src, max_order)
    beta = _arrivals(room, src, mic, beta, c)
    square, strength, order = np.zeros(1), np.full(1, 1 / (4 * np.pi)), np.zeros(1, dtype=int)
    m = np.arange(-max_order, max_order + 1)
    for L, s, x, (low, high) in zip(room, src, mic, beta, strict=True):
        way = m * L + np.where(m % 2, L - s, s) - x
        hits = np.array([_hits(one) for one in m])
        square = np.add.outer(square, way**2).ravel()
        strength = np.multiply.outer(strength, low ** hits[:, 0] * high ** hits[:, 1]).ravel()
        order = np.add.outer(order, abs(m)).ravel()
        kept = order <= max_order
        square, strength, order = square[kept], strength[kept], order[kept]
    r = np.sqrt(square)
    by_time = np.argsort(r, kind="stable")
    return np.stack([r / c, strength / r])[:, by_time]


@alternative(of="arrivals")
def images_of_the_microphone(room, src, mic, beta, max_order, c=343.0):
    """Every way can be gone backwards, so the images of the microphone will do as well."""
    _room(room, src, max_order)
    beta = _arrivals(room, src, mic, beta, c)
    found = []
    for ear, hits in zip(*mirrored_again_and_again(room, mic, max_order), strict=True):
        r = math.hypot(*(ear - np.array(src, dtype=float)))
        found.append([r / c, math.prod((beta**hits).ravel().tolist()) / (4 * math.pi * r)])
    table = np.array(sorted(found))
    return table[:, 0], table[:, 1]


@alternative(of="fractional_kernel")
def sine_over_angle(delay_samples, taps=81):
    _kernel(delay_samples, taps)
    middle = math.floor(delay_samples + 0.5)
    kernel = []
    for n in range(middle - taps // 2, middle + taps // 2 + 1):
        u = n - delay_samples
        sinc = 1.0 if u == 0 else math.sin(math.pi * u) / (math.pi * u)
        kernel.append(sinc * (0.5 + 0.5 * math.cos(2 * math.pi * u / taps)))
    return middle - taps // 2, np.array(kernel)


@alternative(of="fractional_kernel")
def rounded_down_at_one_half(delay_samples, taps=81):
    """Other than rounding to the nearest even: half-way between, this takes the earlier sample."""
    _kernel(delay_samples, taps)
    middle = math.ceil(delay_samples - 0.5)
    n = np.arange(taps) - (taps - 1) / 2 + middle
    return np.int64(n[0]), np.sinc(delay_samples - n) * np.sin(
        np.pi * (n - delay_samples + taps / 2) / taps
    ) ** 2


@alternative(of="fractional_kernel")
def three_sincs(delay_samples, taps=81):
    """A Hann window is a sum of three waves, so the filter is a sum of three modulated sincs."""
    _kernel(delay_samples, taps)
    middle = round(delay_samples)
    u = np.array([middle - taps // 2 + k - delay_samples for k in range(taps)])
    turn = np.array([cmath.exp(2j * math.pi * one / taps) for one in u])
    return middle - taps // 2, (np.sinc(u) * (2 + turn + np.conj(turn)) / 4).real


@alternative(of="fractional_kernel")
def spherical_bessel(delay_samples, taps=81):
    """The spherical Bessel function of order 0 is sin(x) / x."""
    _kernel(delay_samples, taps)
    u = math.floor(delay_samples + 0.5) - delay_samples + np.arange(-(taps // 2), taps // 2 + 1)
    window = (1 + np.cos(2 * np.pi / taps * u)) / 2
    return round(u[0] + delay_samples), special.spherical_jn(0, np.pi * np.abs(u)) * window


@alternative(of="rir")
def plain_loops(delays, amps, fs, taps=81):
    """Sample after sample, without NumPy inside: what is left there of each arrival."""
    delays, amps, n = _response(delays, amps, fs, taps)
    arriving = list(zip((delays * fs).tolist(), amps.tolist(), strict=True))
    h = []
    for i in range(n):
        total = 0.0
        for delay, amp in arriving:
            u = i - taps // 2 - delay
            if abs(u) < taps / 2:
                sinc = math.sin(math.pi * u) / (math.pi * u) if u else 1.0
                total += amp * sinc * math.cos(math.pi * u / taps) ** 2
        h.append(total)
    return np.array(h)


@alternative(of="rir")
def table_of_sincs(delays, amps, fs, taps=81):
    delays, amps, n = _response(delays, amps, fs, taps)
    u = np.arange(n)[:, None] - (taps // 2 + delays * fs)
    window = np.where(2 * np.abs(u) < taps, np.cos(np.pi * u / taps) ** 2, 0.0)
    return (np.sinc(u) * window) @ amps


@alternative(of="rir")
def sparse_matrix(delays, amps, fs, taps=81):
    """Every arrival is a column of a matrix with `taps` entries."""
    delays, amps, n = _response(delays, amps, fs, taps)
    rows, columns, values = [], [], []
    for column, delay in enumerate(delays * fs):
        first, kernel = three_sincs(delay, taps)
        rows.extend(range(first + taps // 2, first + taps // 2 + taps))
        columns.extend([column] * taps)
        values.extend(kernel)
    return sparse.csr_array((values, (rows, columns)), shape=(n, delays.size)) @ amps


@alternative(of="rir")
def all_at_once(delays, amps, fs, taps=81):
    delays, amps, n = _response(delays, amps, fs, taps)
    start = np.rint(delays * fs).astype(int)
    place = start[:, None] + np.arange(taps)
    u = place - taps // 2 - (delays * fs)[:, None]
    values = amps[:, None] * np.sinc(u) * np.cos(np.pi * u / taps) ** 2
    return np.bincount(place.ravel(), values.ravel(), minlength=n)


@alternative(of="rir")
def each_convolved(delays, amps, fs, taps=81):
    """A single sample for every arrival, convolved with the filter for what is left of the delay."""
    delays, amps, n = _response(delays, amps, fs, taps)
    total = np.zeros(n)
    size = fft.next_fast_len(n + taps)
    for delay, amp in sorted(zip(delays * fs, amps, strict=True)):
        whole = round(delay)
        first, kernel = sine_over_angle(delay - whole, taps)
        click = np.zeros(size)
        click[whole + first + taps // 2] = amp
        spread = fft.irfft(fft.rfft(click) * fft.rfft(kernel, size), size)
        total += spread[:n]
    return total


def _hits(m):
    """Return how often low and high wall of an axis are hit on the way to mirror room m."""
    many, few = (abs(m) + 1) // 2, abs(m) // 2
    return (few, many) if m > 0 else (many, few)


def _check(good):
    if not good:
        raise ValueError("not a valid input")


def _room(room, src, max_order):
    room, src = np.array(room, dtype=float), np.array(src, dtype=float)
    _check(room.ndim == 1 and room.size in (2, 3) and np.isfinite(room).all() and room.min() > 0)
    _check(src.shape == room.shape and (src > 0).all() and (src < room).all() and max_order >= 0)
    return room, src


def _arrivals(room, src, mic, beta, c):
    """Check what `image_sources` does not; return the coefficients of all walls."""
    _room(room, mic, 0)
    beta = np.broadcast_to(np.array(beta, dtype=float), (len(room), 2))
    _check(math.dist(src, mic) >= 1e-6 and (beta >= 0).all() and (beta <= 1).all())
    _check(0 < c < math.inf)
    return beta


def _kernel(delay, taps):
    _check(math.isfinite(delay) and taps > 0 and taps % 2 == 1)


def _response(delays, amps, fs, taps):
    delays, amps = np.array(delays, dtype=float), np.array(amps, dtype=float)
    _check(delays.ndim == 1 and delays.size > 0 and delays.shape == amps.shape)
    _check(np.isfinite(delays).all() and np.isfinite(amps).all() and delays.min() >= 0)
    _check(0 < fs < math.inf)
    return delays, amps, math.ceil(np.max(delays) * fs) + taps
