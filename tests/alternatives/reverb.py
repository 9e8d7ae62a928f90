"""Independent right answers for reverberation: other algorithms and styles.

None is in single precision inside: that is right to 1e-7, and the laws ask for 1e-8 and better, which
any solution in double precision has.
"""

import cmath
import math
from collections import deque
from itertools import accumulate

import numpy as np
from scipy import fft, linalg, signal, stats

from autograder.laws import alternative
from autograder.studio import as_signal


def _pair(x, h):
    """Return both signals, or raise ValueError."""
    return as_signal(x), as_signal(h, "h")


def _check(good):
    if not good:
        raise ValueError("out of range")


@alternative(of="convolve_direct")
def library(x, h):
    return np.convolve(*_pair(x, h))


@alternative(of="convolve_direct")
def two_loops(x, h):
    x, h = (list(map(float, row)) for row in _pair(x, h))
    y = [0.0] * (len(x) + len(h) - 1)
    for i, sample in enumerate(x):
        for k, factor in enumerate(h):
            y[i + k] += sample * factor
    return np.array(y)


@alternative(of="convolve_direct")
def toeplitz_matrix(x, h):
    x, h = _pair(x, h)
    column = np.concatenate([h, np.zeros(x.size - 1)])
    return linalg.toeplitz(column, np.zeros(x.size)) @ x


@alternative(of="convolve_direct")
def sample_by_sample(x, h):
    """What a loudspeaker would do: each output sample from the last m input samples."""
    x, h = _pair(x, h)
    line = np.concatenate([np.zeros(h.size - 1), x, np.zeros(h.size - 1)])
    count = x.size + h.size - 1
    return np.array([np.dot(line[i : i + h.size], h[::-1]) for i in range(count)])


@alternative(of="convolve_direct")
def halves(x, h):
    """Divide and conquer: the answers to both halves of the signal, the second one later."""
    x, h = _pair(x, h)
    if x.size == 1:
        return x[0] * h
    half = x.size // 2
    y = np.zeros(x.size + h.size - 1)
    y[: half + h.size - 1] = halves(x[:half], h)
    y[half:] += halves(x[half:], h)
    return y


@alternative(of="convolve_fft")
def library_fft(x, h):
    return signal.fftconvolve(*_pair(x, h))


@alternative(of="convolve_fft")
def power_of_two(x, h):
    x, h = _pair(x, h)
    n = x.size + h.size - 1
    size = 1 << n.bit_length()
    return fft.irfft(fft.rfft(x, size) * fft.rfft(h, size), size)[:n]


@alternative(of="convolve_fft")
def both_in_one_complex_transform(x, h):
    """x as the real part, h as the imaginary part: the square's imaginary part is twice x * h.

    Both must be of one size for that, else the squares of the larger one bury the product.
    """
    x, h = _pair(x, h)
    n = x.size + h.size - 1
    loud, strong = np.linalg.norm(x) or 1.0, np.linalg.norm(h) or 1.0
    z = np.zeros(n, dtype=complex)
    z[: x.size] += x / loud
    z[: h.size] += 1j * h / strong
    return np.fft.ifft(np.fft.fft(z) ** 2).imag / 2 * loud * strong


def _transform(z, sign):
    """Return the DFT of 2^p numbers: short ones by a matrix, then two halves and a turn, again and again."""
    size = min(z.size, 32)
    waves = linalg.dft(size)
    X = (waves if sign < 0 else waves.conj()) @ z.reshape(size, -1)
    while len(X) < z.size:
        even, odd = np.split(X, 2, axis=1)
        odd = np.exp(sign * 1j * np.pi * np.arange(len(X)) / len(X))[:, np.newaxis] * odd
        X = np.concatenate([even + odd, even - odd])
    return X[:, 0]


@alternative(of="convolve_fft")
def butterflies(x, h):
    x, h = _pair(x, h)
    n = x.size + h.size - 1
    size = 1 << (n - 1).bit_length()
    X, H = (_transform(np.pad(row, (0, size - row.size)), -1) for row in (x, h))
    return _transform(X * H, +1)[:n].real / size


@alternative(of="convolve_blocks")
def queue_of_what_is_to_come(x, h, block):
    """Block after block, and sample after sample, without NumPy: the tail waits in a queue."""
    x, h = (list(map(float, row)) for row in _pair(x, h))
    _check(block >= 1)
    tail, y = deque([0.0] * len(h)), []
    for start in range(0, len(x), block):
        for sample in x[start : start + block]:
            for k, factor in enumerate(h):
                tail[k] += factor * sample
            y.append(tail.popleft())
            tail.append(0.0)
    return np.array(y + list(tail)[: len(h) - 1])


@alternative(of="convolve_blocks")
class Stream:
    """A box with a memory: it takes a block, and gives as many samples back."""

    def __new__(cls, x, h, block):
        x, h = _pair(x, h)
        _check(block >= 1)
        box = super().__new__(cls)
        box.h, box.tail = h, np.zeros(h.size - 1)
        parts = [box.process(x[start : start + block]) for start in range(0, x.size, block)]
        return np.concatenate([*parts, box.tail])

    def process(self, part):
        answer = np.convolve(part, self.h)
        answer[: self.tail.size] += self.tail
        self.tail = answer[part.size :]
        return answer[: part.size]


@alternative(of="convolve_blocks")
def overlap_save(x, h, block):
    """The other method: blocks that overlap going in, of whose answers only the clean part is kept."""
    x, h = _pair(x, h)
    _check(block >= 1)
    n = x.size + h.size - 1
    line = np.concatenate([np.zeros(h.size - 1), x, np.zeros(h.size - 1 + block)])
    size = block + h.size - 1
    y = []
    for start in range(0, n, block):
        circular = np.fft.irfft(
            np.fft.rfft(line[start : start + size], size) * np.fft.rfft(h, size), size
        )
        y.extend(circular[h.size - 1 :])
    return np.array(y[:n])


@alternative(of="convolve_blocks")
def state_of_a_filter(x, h, block):
    x, h = _pair(x, h)
    _check(block >= 1)
    line = np.concatenate([x, np.zeros(h.size - 1)])
    state, parts = np.zeros(h.size - 1), []
    for start in range(0, line.size, block):
        part, state = signal.lfilter(h, [1.0], line[start : start + block], zi=state)
        parts.append(part)
    return np.concatenate(parts)


@alternative(of="wet_dry")
def one_response(x, h, wet):
    x, h = _pair(x, h)
    _check(0 <= wet <= 1)
    both = wet * h
    both[0] += 1 - wet
    return np.convolve(x, both)


@alternative(of="wet_dry")
def with_zeros(x, h, wet):
    x, h = _pair(x, h)
    _check(0 <= wet <= 1)
    room = signal.fftconvolve(x, h)
    dry = np.pad(x, (0, h.size - 1))
    return dry + wet * (room - dry)


@alternative(of="wet_dry")
def list_by_list(x, h, wet):
    x, h = (list(map(float, row)) for row in _pair(x, h))
    _check(0 <= wet <= 1)
    y = []
    for i in range(len(x) + len(h) - 1):
        room = sum(h[k] * x[i - k] for k in range(len(h)) if 0 <= i - k < len(x))
        dry = x[i] if i < len(x) else 0.0
        y.append(wet * room + (1 - wet) * dry)
    return np.array(y)


@alternative(of="wet_dry")
def two_matrices(x, h, wet):
    x, h = _pair(x, h)
    _check(0 <= wet <= 1)
    room = linalg.convolution_matrix(h, x.size)
    return (wet * room + (1 - wet) * np.eye(*room.shape)) @ x


@alternative(of="wet_dry")
class Desk:
    """A mixing desk: two channels into one bus."""

    def __new__(cls, x, h, wet):
        x, h = _pair(x, h)
        _check(0 <= wet <= 1)
        desk = super().__new__(cls)
        desk.bus = np.zeros(x.size + h.size - 1)
        desk.add(x, 1 - wet)
        desk.add(signal.lfilter(h, [1.0], np.pad(x, (0, h.size - 1))), wet)
        return desk.bus

    def add(self, sound, gain):
        self.bus[: sound.size] += gain * sound


@alternative(of="energy_decay")
def scaled_before_it_is_squared(h):
    h = np.flip(as_signal(h, "h"))
    _check(h.any())
    energy = np.square(h / np.max(np.abs(h)))
    sums = np.add.accumulate(energy)
    return np.flip(sums / sums[-1])


@alternative(of="energy_decay")
def one_sum_each(h):
    h = [float(value) for value in as_signal(h, "h")]
    total = math.fsum(value * value for value in h)
    _check(total > 0)
    return np.array([math.fsum(v * v for v in h[k:]) / total for k in range(len(h))])


@alternative(of="energy_decay")
def from_the_end(h):
    h = as_signal(h, "h")
    sums = list(accumulate(float(value) ** 2 for value in h[::-1]))[::-1]
    _check(sums[0] > 0)
    return np.array(sums) / sums[0]


@alternative(of="energy_decay")
def triangle(h):
    h = as_signal(h, "h")
    energy = (h / (np.max(np.abs(h)) or 1.0)) ** 2
    _check(energy.sum() > 0)
    return np.triu(np.ones((h.size, h.size))) @ energy / energy.sum()


def _decay(h, fs, hi, lo):
    """Return time and level of the samples of the decay curve from `hi` down to `lo`."""
    h = as_signal(h, "h")
    _check(0 < fs < math.inf and -math.inf < lo < hi <= 0)
    curve = from_the_end(h)
    time, level = [], []
    for k, value in enumerate(curve):
        if value > 0 and lo <= 10 * math.log10(value) <= hi:
            time.append(k / fs)
            level.append(10 * math.log10(value))
    _check(len(set(level)) > 1)
    return np.array(time), np.array(level)


@alternative(of="rt60")
def library_regression(h, fs, hi=-5.0, lo=-35.0):
    return -60 / stats.linregress(*_decay(h, fs, hi, lo)).slope


@alternative(of="rt60")
def equations(h, fs, hi=-5.0, lo=-35.0):
    time, level = _decay(h, fs, hi, lo)
    table = np.stack([time, np.ones_like(time)], axis=1)
    slope, start = np.linalg.lstsq(table, level, rcond=None)[0]
    return ((start - 60) - start) / slope


@alternative(of="rt60")
def covariance(h, fs, hi=-5.0, lo=-35.0):
    h = as_signal(h, "h")
    _check(0 < fs < math.inf and -math.inf < lo < hi <= 0)
    curve = from_the_end(h)
    level = 10 * np.log10(curve, out=np.full(h.size, -np.inf), where=curve > 0)
    place = np.arange(h.size)[(level <= hi) & (level >= lo)]
    level = level[(level <= hi) & (level >= lo)]
    _check(level.size > 1 and level.max() > level.min())
    place = place - place.mean()
    return float(-60 * (place @ place) / (place @ level) / fs)


@alternative(of="rt60")
def running_sums(h, fs, hi=-5.0, lo=-35.0):
    """Without NumPy: five sums are all that a straight line needs, with times from its middle."""
    h = [float(value) for value in as_signal(h, "h")]
    _check(0 < fs < math.inf and -math.inf < lo < hi <= 0)
    to_come = list(accumulate(v * v for v in reversed(h)))
    total, points = to_come[-1], []
    for k, left in enumerate(reversed(to_come)):
        here = 10 * math.log10(left / total) if left else -math.inf
        if lo <= here <= hi:
            points.append((k, here))
    _check(len({here for _, here in points}) > 1)
    middle = points[len(points) // 2][0]
    n = time = level = squares = products = 0.0
    for k, here in points:
        t = (k - middle) / fs
        n, time, level = n + 1, time + t, level + here
        squares, products = squares + t * t, products + t * here
    return -60 * (n * squares - time**2) / (n * products - time * level)


def _frames(h, fs, edges, frame):
    """Return the frames, zeros in the last one, and the edges; or raise ValueError."""
    h, edges = as_signal(h, "h"), as_signal(edges, "edges")
    _check(edges.size > 1 and (np.diff(edges) > 0).all())
    _check(0 < fs < math.inf and frame >= 1)
    return np.pad(h, (0, -h.size % frame)).reshape(-1, frame), edges


@alternative(of="band_decay")
def both_halves(h, fs, edges, frame):
    rows, edges = _frames(h, fs, edges, frame)
    energy = np.abs(np.fft.fft(rows, norm="ortho")) ** 2
    f = np.abs(np.fft.fftfreq(frame)) * fs
    return np.stack(
        [energy @ ((lo <= f) & (f < hi)) for lo, hi in zip(edges[:-1], edges[1:], strict=True)]
    )


@alternative(of="band_decay")
def counted(h, fs, edges, frame):
    """Each bin of each frame is thrown into the box of its band."""
    rows, edges = _frames(h, fs, edges, frame)
    table = np.zeros((edges.size - 1, len(rows)))
    for j, row in enumerate(rows):
        for k, value in enumerate(np.fft.rfft(row)):
            band = np.searchsorted(edges, k * fs / frame, side="right") - 1
            if 0 <= band < len(table):
                twice = 1 if k == 0 or 2 * k == frame else 2
                table[band, j] += twice * abs(value) ** 2 / frame
    return table


@alternative(of="band_decay")
def plain_loops(h, fs, edges, frame):
    """Without NumPy: one bin of one frame at a time, positive and negative frequencies."""
    rows, edges = (array.tolist() for array in _frames(h, fs, edges, frame))
    table = [[0.0] * len(rows) for _ in edges[1:]]
    for j, row in enumerate(rows):
        for k in range(frame):
            X = sum(
                v * cmath.exp(-2j * cmath.pi * (i * k % frame) / frame) for i, v in enumerate(row)
            )
            for band in range(len(table)):
                if edges[band] <= min(k, frame - k) * fs / frame < edges[band + 1]:
                    table[band][j] += abs(X) ** 2 / frame
    return np.array(table)


@alternative(of="band_decay")
def cosines_and_sines(h, fs, edges, frame):
    rows, edges = _frames(h, fs, edges, frame)
    angle = 2 * np.pi * np.outer(np.arange(frame), np.arange(frame)) / frame
    energy = (rows @ np.cos(angle)) ** 2 + (rows @ np.sin(angle)) ** 2
    k = np.arange(frame)
    f = np.minimum(k, frame - k) * fs / frame
    return np.array(
        [
            energy[:, (f >= lo) & (f < hi)].sum(axis=1) / frame
            for lo, hi in zip(edges[:-1], edges[1:], strict=True)
        ]
    )


@alternative(of="band_decay")
def spectrogram_of_the_library(h, fs, edges, frame):
    rows, edges = _frames(h, fs, edges, frame)
    f, _, power = signal.spectrogram(
        rows.ravel(), fs, window=np.ones(frame), noverlap=0, detrend=False, scaling="spectrum"
    )
    power = power * frame  # mean power in a bin, times as many samples
    f = np.arange(f.size) * fs / frame
    return np.array(
        [
            power[(lo <= f) & (f < hi)].sum(axis=0)
            for lo, hi in zip(edges[:-1], edges[1:], strict=True)
        ]
    )
