"""Plausible wrong answers for reverberation, with what to tell the learner."""

import math
from itertools import accumulate, pairwise

import numpy as np
from scipy import fft, signal, stats

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import reverb as right


def _rows(x, h):
    """Return sound and response as arrays, after what is none has been refused."""
    return as_signal(x), as_signal(h, "h")


def _energies(h):
    """Return the energy of each sample, after the reference has refused what has none."""
    right.energy_decay(h)
    return as_signal(h) ** 2


def _slope(level, time):
    """Return the slope of the straight line that fits best, in dB per second."""
    time = time - np.mean(time)
    return float(np.dot(time, level) / np.dot(time, time))


def _framed(h, fs, edges, frame):
    """Return the frames as rows, after the reference has refused what is none."""
    count = right.band_decay(h, fs, edges, frame).shape[1]
    return _padded(h, count * frame).reshape(count, frame)


def _energy(h, fs, edges, frame):
    """Return the energies of the bins, a row for each frame, and the frequencies of the bins."""
    energy = np.abs(np.fft.rfft(_framed(h, fs, edges, frame))) ** 2 / frame
    energy[:, 1 : (frame + 1) // 2] *= 2
    return energy, np.arange(frame // 2 + 1) * fs / frame


def _shared(energy, edges, f):
    """Return the sums over the bins of each band, a column for each frame."""
    return np.array([energy[:, (f >= a) & (f < b)].sum(axis=1) for a, b in pairwise(edges)])


def _padded(x, n):
    """Return the samples of `x` and as many zeros as make `n` of them."""
    return np.concatenate([x, np.zeros(n - len(x))])


@misconception(
    "RV-01",
    of="convolve_direct",
    breaks=["test_convolve_direct_by_hand"],
    says="Here the impulse response runs backwards: that is correlation. The sample h[k] belongs to "
    "the copy that is k samples late.",
)
def backwards_response(x, h):
    return right.convolve_direct(x, h[::-1])


@spelling("RV-01")
def correlated(x, h):
    right.convolve_direct(x, h)
    return signal.correlate(np.asarray(x, dtype=float), np.asarray(h, dtype=float))


@spelling("RV-01")
def later_samples_in_place_of_earlier_ones(x, h):
    n, m = len(x), len(h)
    y = np.zeros(len(right.convolve_direct(x, h)))
    for k in range(m):
        y[m - 1 - k : m - 1 - k + n] += h[k] * np.asarray(x, dtype=float)
    return y


@misconception(
    "RV-02",
    of="convolve_direct",
    breaks=["test_convolve_direct_has_room_for_the_tail"],
    says="The answer stops where the sound stops. The room goes on: the last sample of the sound has "
    "echoes, too, up to m - 1 samples later.",
)
def without_the_tail(x, h):
    return right.convolve_direct(x, h)[: len(x)]


@spelling("RV-02")
def as_a_filter_does(x, h):
    right.convolve_direct(x, h)
    return signal.lfilter(np.asarray(h, dtype=float), [1.0], np.asarray(x, dtype=float))


@spelling("RV-02")
def as_long_as_the_sound(x, h):
    right.convolve_direct(x, h)
    y = np.zeros(len(x))
    for k, factor in enumerate(h[: len(x)]):
        y[k:] += factor * np.asarray(x, dtype=float)[: len(x) - k]
    return y


@misconception(
    "RV-03",
    of="convolve_direct",
    breaks=["test_convolve_direct_by_hand"],
    says="Each copy replaces what was there before. Sounds add up: a copy is added to the ones that "
    "are already there.",
)
def copies_replace(x, h):
    y = right.convolve_direct(x, h)
    for k in range(len(h)):
        y[k : k + len(x)] = h[k] * np.asarray(x)
    return y


@spelling("RV-03")
def last_product_wins(x, h):
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    for i, sample in enumerate(x):
        y[i : i + h.size] = sample * h
    return y


@spelling("RV-03")
def each_copy_put_behind_a_cut(x, h):
    x, h = _rows(x, h)
    y = h[0] * x
    for k in range(1, h.size):
        y = np.append(y[:k], h[k] * x)
    return y


@misconception(
    "RV-04",
    of="convolve_direct",
    breaks=["test_convolve_direct_has_room_for_the_tail"],
    says="This has n + m samples, one too many. The last copy begins m - 1 samples after the first, "
    "since the first is not late at all.",
)
def one_too_long(x, h):
    return _padded(right.convolve_direct(x, h), len(x) + len(h))


@spelling("RV-04")
def room_for_both(x, h):
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size)
    for i, sample in enumerate(x):
        y[i : i + h.size] += sample * h
    return y


@spelling("RV-04")
def filter_with_all_the_zeros(x, h):
    x, h = _rows(x, h)
    return signal.lfilter(h, 1, np.append(x, np.zeros(h.size)))


@misconception(
    "RV-05",
    of="convolve_direct",
    breaks=["test_convolve_direct_by_hand"],
    says="The copies are averaged. They arrive on top of each other, and a room with more echoes is "
    "louder, not equally loud.",
)
def mean_of_the_copies(x, h):
    return right.convolve_direct(x, h) / len(h)


@spelling("RV-05")
def response_shared_out(x, h):
    x, h = _rows(x, h)
    return np.convolve(x, h / h.size)


@spelling("RV-05")
def mean_of_what_overlaps(x, h):
    x, h = _rows(x, h)
    copies = np.convolve(np.ones(x.size), np.ones(h.size))
    return np.convolve(x, h) / copies


@misconception(
    "RV-06",
    of="convolve_direct",
    breaks=["test_convolve_direct_by_hand"],
    says="What hangs over the end comes in again at the beginning. A sound that is over does not "
    "start before it began: this is circular convolution.",
)
def tail_comes_around(x, h):
    y = right.convolve_direct(x, h)
    n = max(len(x), len(h))
    around = y[:n].copy()
    around[: len(y) - n] += y[n:]
    return _padded(around, len(y))


@spelling("RV-06")
def rolled_copies(x, h):
    x, h = _rows(x, h)
    x = np.pad(x, (0, max(h.size - x.size, 0)))
    return sum(factor * np.roll(x, k) for k, factor in enumerate(h))


@spelling("RV-06")
def places_modulo_the_length_of_the_sound(x, h):
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    np.add.at(y, np.arange(y.size) % x.size, np.convolve(x, h))
    return y


@misconception(
    "RV-49",
    of="convolve_direct",
    breaks=["test_convolve_direct_has_room_for_the_tail"],
    says="This is cut at both ends, as mode='same' does: the first samples are gone, and all is too "
    "early. Sound begins when the sound begins, and ends with the last echo.",
)
def same_size(x, h):
    n, m = len(x), len(h)
    first = (min(n, m) - 1) // 2
    return right.convolve_direct(x, h)[first : first + max(n, m)]


@spelling("RV-49")
def mode_same(x, h):
    right.convolve_direct(x, h)
    return np.convolve(np.asarray(x, dtype=float), np.asarray(h, dtype=float), mode="same")


@spelling("RV-49")
def same_as_the_first(x, h):
    x, h = _rows(x, h)
    return signal.convolve(x, h, mode="same")


@misconception(
    "RV-50",
    of="convolve_direct",
    breaks=["test_convolve_direct_by_hand"],
    says="The first sample of h is left out, and with it the direct sound. Count from 0: h[0] is the "
    "echo that is not late at all.",
)
def without_the_direct_sound(x, h):
    right.convolve_direct(x, h)
    h = np.array(h, dtype=float)
    h[0] = 0
    return right.convolve_direct(x, h)


@spelling("RV-50")
def counted_from_one(x, h):
    y = np.zeros(len(right.convolve_direct(x, h)))
    for k in range(1, len(h)):
        for i, sample in enumerate(x):
            y[i + k] += float(h[k]) * float(sample)
    return y


@spelling("RV-50")
def one_sample_too_early(x, h):
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    for k in range(1, h.size):
        y[k - 1 : k - 1 + x.size] += h[k] * x
    return y


@misconception(
    "RV-07",
    of="convolve_fft",
    breaks=["test_convolve_fft_has_room_for_the_tail"],
    says="The FFTs are as long as the longer of the two signals, so the tail comes around and falls on "
    "the beginning. Zeros make room for it: all FFTs take n + m - 1 samples.",
)
def no_zeros(x, h):
    n = max(len(x), len(h))
    y = right.convolve_fft(x, h)
    around = y[:n].copy()
    around[: len(y) - n] += y[n:]
    return around


@spelling("RV-07")
def by_the_longer_one(x, h):
    right.convolve_fft(x, h)
    n = max(len(x), len(h))
    return fft.ifft(fft.fft(np.asarray(x, float), n) * fft.fft(np.asarray(h, float), n)).real


@spelling("RV-07")
def all_as_long_as_the_sound(x, h):
    x, h = _rows(x, h)
    return np.fft.irfft(np.fft.rfft(x) * np.fft.rfft(h, x.size), x.size)


@misconception(
    "RV-08",
    of="convolve_fft",
    breaks=["test_convolve_fft_has_room_for_the_tail"],
    says="This is one sample short where n + m - 1 is odd. The half of a spectrum does not tell whether "
    "the signal had an odd or an even number of samples: irfft has to be told.",
)
def odd_lengths_forgotten(x, h):
    size = len(right.convolve_fft(x, h))
    product = np.fft.rfft(x, size) * np.fft.rfft(h, size)
    return np.fft.irfft(product) if size > 1 else product.real


@spelling("RV-08")
def length_left_to_irfft(x, h):
    x, h = _rows(x, h)
    size = x.size + h.size - 1
    return fft.irfft(fft.rfft(x, size) * fft.rfft(h, size))


@spelling("RV-08")
def mirrored_as_an_even_spectrum(x, h):
    x, h = _rows(x, h)
    half = np.prod([np.fft.rfft(_padded(v, x.size + h.size - 1)) for v in (x, h)], axis=0)
    return np.fft.ifft(np.concatenate([half, np.conj(half[-2:0:-1])])).real


@misconception(
    "RV-09",
    of="convolve_fft",
    breaks=["test_convolve_fft_by_hand"],
    says="One of the spectra is conjugated, which turns its signal around in time. That is correlation; "
    "for convolution the spectra are multiplied as they are.",
)
def conjugated(x, h):
    size = len(right.convolve_fft(x, h))
    return np.fft.irfft(np.fft.rfft(x, size) * np.conj(np.fft.rfft(h, size)), size)


@spelling("RV-09")
def response_turned_in_the_loop(x, h):
    size = len(right.convolve_fft(x, h))
    h = np.roll(_padded(h, size)[::-1], 1)
    return fft.irfft(fft.rfft(_padded(x, size)) * fft.rfft(h), size)


@spelling("RV-09")
def correlated_by_fft(x, h):
    x, h = _rows(x, h)
    return signal.correlate(x, h, method="fft")


@misconception(
    "RV-10",
    of="convolve_fft",
    breaks=["test_convolve_fft_by_hand"],
    says="The spectra are added. Each frequency goes through the room with a gain of its own, and a gain "
    "is a factor.",
)
def spectra_added(x, h):
    size = len(right.convolve_fft(x, h))
    return np.fft.irfft(np.fft.rfft(x, size) + np.fft.rfft(h, size), size)


@spelling("RV-10")
def sum_of_two_spectra(x, h):
    x, h = _rows(x, h)
    size = x.size + h.size - 1
    return fft.ifft(fft.fft(x, size) + fft.fft(h, size)).real


@spelling("RV-10")
def spectra_summed_in_a_table(x, h):
    x, h = _rows(x, h)
    size = x.size + h.size - 1
    table = np.fft.rfft([_padded(x, size), _padded(h, size)])
    return np.fft.irfft(np.sum(table, axis=0), size)


@misconception(
    "RV-11",
    of="convolve_fft",
    breaks=["test_convolve_fft_by_hand"],
    says="The magnitudes of the spectra are multiplied, and the phases are gone. With them goes every "
    "time at which something happens.",
)
def magnitudes_multiplied(x, h):
    size = len(right.convolve_fft(x, h))
    return np.fft.irfft(np.abs(np.fft.rfft(x, size) * np.fft.rfft(h, size)), size)


@spelling("RV-11")
def product_of_the_magnitudes(x, h):
    x, h = _rows(x, h)
    size = x.size + h.size - 1
    return fft.ifft(np.abs(fft.fft(x, size)) * np.abs(fft.fft(h, size))).real


@spelling("RV-11")
def root_of_both_powers(x, h):
    x, h = _rows(x, h)
    power = 1.0
    for v in x, h:
        spectrum = np.fft.rfft(v, x.size + h.size - 1)
        power = power * (spectrum.real**2 + spectrum.imag**2)
    return np.fft.irfft(np.sqrt(power), x.size + h.size - 1)


@misconception(
    "RV-12",
    of="convolve_fft",
    breaks=["test_convolve_fft_by_hand"],
    says="The FFTs were too short, and the zeros came too late: the tail had already come around when "
    "they were appended.",
)
def zeros_afterwards(x, h):
    return _padded(no_zeros(x, h), len(x) + len(h) - 1)


@spelling("RV-12")
def padded_at_the_end(x, h):
    x, h = _rows(x, h)
    n = max(x.size, h.size)
    around = fft.ifft(fft.fft(x, n) * fft.fft(h, n)).real
    return np.pad(around, (0, min(x.size, h.size) - 1))


@spelling("RV-12")
def zeros_for_the_tail_of_the_answer(x, h):
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    y[: x.size] = np.fft.irfft(np.fft.rfft(x) * np.fft.rfft(h, x.size), x.size)
    return y


@misconception(
    "RV-13",
    of="convolve_blocks",
    breaks=["test_convolve_blocks_by_hand"],
    says="Each block replaces the tail of the one before. The tails are still to be heard while the next "
    "block plays: add to what is there.",
)
def blocks_replace(x, h, block):
    y = np.zeros(len(right.convolve_blocks(x, h, block)))
    for start in range(0, len(x), block):
        answer = right.convolve_fft(x[start : start + block], h)
        y[start : start + len(answer)] = answer
    return y


@spelling("RV-13")
def blocks_replace_by_sums(x, h, block):
    y = right.convolve_blocks(x, h, block) * 0
    for start in range(0, len(x), block):
        answer = np.convolve(np.array(x[start : start + block], float), np.array(h, float))
        y[start : start + answer.size] = answer
    return y


@spelling("RV-13")
def cut_where_the_next_block_begins(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    y = np.zeros(0)
    for start in range(0, x.size, block):
        y = np.append(y[:start], signal.fftconvolve(x[start : start + block], h))
    return y


@misconception(
    "RV-14",
    of="convolve_blocks",
    breaks=["test_convolve_blocks_by_hand"],
    says="The tail of every block was cut off. It has m - 1 samples that sound on while the next blocks "
    "play.",
)
def tails_cut_off(x, h, block):
    y = np.zeros(len(right.convolve_blocks(x, h, block)))
    for start in range(0, len(x), block):
        part = x[start : start + block]
        y[start : start + len(part)] = right.convolve_fft(part, h)[: len(part)]
    return y


@spelling("RV-14")
def each_block_by_a_filter(x, h, block):
    size = len(right.convolve_blocks(x, h, block))
    parts = [np.array(x[start : start + block], float) for start in range(0, len(x), block)]
    heard = [signal.lfilter(np.array(h, float), [1.0], part) for part in parts]
    return _padded(np.concatenate(heard), size)


@spelling("RV-14")
def as_much_out_as_in(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    parts = [x[start : start + block] for start in range(0, x.size, block)]
    return np.concatenate([np.convolve(part, h)[: part.size] for part in parts])


@misconception(
    "RV-15",
    of="convolve_blocks",
    breaks=["test_convolve_blocks_by_hand"],
    says="Only full blocks were heard, and the very last samples of the sound are missing, or all of "
    "them. The last block may be shorter than the others.",
)
def full_blocks_only(x, h, block):
    size = len(right.convolve_blocks(x, h, block))
    # A block too few: the loop ends where the last one would begin.
    whole = x[: (len(x) - 1) // block * block]
    return _padded(right.convolve_fft(whole, h), size) if len(whole) else np.zeros(size)


@spelling("RV-15")
def number_of_blocks_rounded_down(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    for i in range(x.size // block):
        answer = np.convolve(x[i * block : (i + 1) * block], h)
        y[i * block : i * block + answer.size] += answer
    return y


@spelling("RV-15")
def table_of_full_blocks(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    for i, row in enumerate(x[: x.size - x.size % block].reshape(-1, block)):
        y[i * block :][: block + h.size - 1] += signal.fftconvolve(row, h)
    return y


@misconception(
    "RV-16",
    of="convolve_blocks",
    breaks=["test_convolve_blocks_with_a_long_tail"],
    says="The tail is carried over to the next block only, and what is longer gets lost. A tail can be "
    "longer than a block; then several blocks have to add it up.",
)
def tail_for_one_block(x, h, block):
    y = np.zeros(len(right.convolve_blocks(x, h, block)))
    for start in range(0, len(x), block):
        answer = right.convolve_fft(x[start : start + block], h)[: 2 * block]
        y[start : start + len(answer)] += answer
    return y


@spelling("RV-16")
def tail_of_the_last_block_alone(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    y, tail = np.zeros(x.size + h.size - 1), np.zeros(0)
    for start in range(0, x.size, block):
        answer = np.convolve(x[start : start + block], h)
        y[start : start + answer.size] = answer
        y[start : start + tail.size] += tail
        tail = answer[block:]
    return y


@spelling("RV-16")
def one_block_kept_in_hand(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    heard, kept = [], np.zeros(block)
    for start in range(0, x.size, block):
        answer = np.pad(signal.fftconvolve(x[start : start + block], h), (0, 2 * block))
        heard.append(answer[:block] + kept)
        kept = answer[block : 2 * block]
    y = np.concatenate([*heard, kept, np.zeros(h.size)])
    return y[: x.size + h.size - 1]


@misconception(
    "RV-17",
    of="convolve_blocks",
    breaks=["test_convolve_blocks_has_room_for_the_tail"],
    says="The answers to the blocks stand one after the other, each with its tail in full, so the sound "
    "has gaps. A block's answer begins where the block begins, and overlaps with the next one.",
)
def one_after_the_other(x, h, block):
    right.convolve_blocks(x, h, block)
    parts = [x[start : start + block] for start in range(0, len(x), block)]
    return np.concatenate([right.convolve_fft(part, h) for part in parts])


@spelling("RV-17")
def answers_strung_together(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    y = np.zeros(0)
    for start in range(0, x.size, block):
        y = np.append(y, signal.lfilter(h, 1, np.pad(x[start : start + block], (0, h.size - 1))))
    return y


@spelling("RV-17")
def table_of_answers(x, h, block):
    right.convolve_blocks(x, h, block)
    x, h = _rows(x, h)
    count = math.ceil(x.size / block)
    size = block + h.size - 1
    table = np.fft.rfft(_padded(x, count * block).reshape(count, block), size)
    return np.fft.irfft(table * np.fft.rfft(h, size), size).ravel()


@misconception(
    "RV-18",
    of="wet_dry",
    breaks=["test_wet_dry_by_hand"],
    says="The sound as it is stays at its full strength. The two shares add up to 1: what the room gets, "
    "the dry sound loses.",
)
def dry_in_full(x, h, wet):
    y = right.wet_dry(x, h, wet)
    y[: len(x)] += wet * np.asarray(x)
    return y


@spelling("RV-18")
def sound_and_a_share_of_the_room(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = np.array(x, float), np.array(h, float)
    return np.pad(x, (0, h.size - 1)) + wet * signal.fftconvolve(x, h)


@spelling("RV-18")
def one_more_at_the_direct_sound(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    both = wet * h
    both[0] += 1
    return np.convolve(x, both)


@misconception(
    "RV-19",
    of="wet_dry",
    breaks=["test_wet_dry_by_hand"],
    says="The shares are exchanged: this is the mixture for 1 - wet. Wet is the share of the room.",
)
def exchanged(x, h, wet):
    right.wet_dry(x, h, wet)
    return right.wet_dry(x, h, 1 - wet)


@spelling("RV-19")
def wet_for_the_sound(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = np.array(x, float), np.array(h, float)
    return wet * np.pad(x, (0, h.size - 1)) + (1 - wet) * np.convolve(x, h)


@spelling("RV-19")
def from_the_room_to_the_sound(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    room = signal.lfilter(h, 1, np.pad(x, (0, h.size - 1)))
    return room + wet * (np.pad(x, (0, h.size - 1)) - room)


@misconception(
    "RV-20",
    of="wet_dry",
    breaks=["test_wet_dry_by_hand"],
    says="This is the share of the room alone. The rest of the mixture, the sound as it is, is missing.",
)
def room_alone(x, h, wet):
    right.wet_dry(x, h, wet)
    return wet * right.convolve_fft(x, h)


@spelling("RV-20")
def response_made_weaker(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    return np.convolve(x, wet * h)


@spelling("RV-20")
def copies_of_a_weaker_sound(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    y = np.zeros(x.size + h.size - 1)
    for k, factor in enumerate(h):
        y[k : k + x.size] += factor * (wet * x)
    return y


@misconception(
    "RV-21",
    of="wet_dry",
    breaks=["test_wet_dry_has_room_for_the_tail"],
    says="The mixture stops where the dry sound stops. The tail of the room goes on for m - 1 samples.",
)
def cut_to_the_sound(x, h, wet):
    return right.wet_dry(x, h, wet)[: len(x)]


@spelling("RV-21")
def mixed_where_both_are(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    return wet * np.convolve(x, h)[: x.size] + (1 - wet) * x


@spelling("RV-21")
def filtered_and_mixed(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    return signal.lfilter((1 - wet) * np.eye(1, h.size)[0] + wet * h, 1, x)


@misconception(
    "RV-22",
    of="wet_dry",
    breaks=["test_wet_dry_by_hand"],
    says="These shares keep the power of unrelated sounds, as roots do, or sine and cosine. Asked for are "
    "plain shares, wet and 1 - wet.",
)
def equal_power(x, h, wet):
    right.wet_dry(x, h, wet)
    y = math.sqrt(wet) * right.convolve_fft(x, h)
    y[: len(x)] += math.sqrt(1 - wet) * np.asarray(x)
    return y


@spelling("RV-22")
def sine_and_cosine_of_the_share(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    angle = wet * math.pi / 2
    return math.sin(angle) * np.convolve(x, h) + math.cos(angle) * np.pad(x, (0, h.size - 1))


@spelling("RV-22")
def response_with_roots(x, h, wet):
    right.wet_dry(x, h, wet)
    x, h = _rows(x, h)
    both = h * wet**0.5
    both[0] += (1 - wet) ** 0.5
    return signal.fftconvolve(x, both)


@misconception(
    "RV-23",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="This is the energy that has passed: it rises. Asked for is the energy still to come, summed from "
    "the end backwards.",
)
def from_the_front(h):
    right.energy_decay(h)
    energy = np.cumsum(np.square(h, dtype=float))
    return energy / energy[-1]


@spelling("RV-23")
def what_has_passed(h):
    right.energy_decay(h)
    energy = np.square(np.array(h, dtype=float))
    return np.array([np.sum(energy[: k + 1]) for k in range(energy.size)]) / np.sum(energy)


@spelling("RV-23")
def one_less_than_what_follows(h):
    curve = right.energy_decay(h)
    return 1 - np.append(curve[1:], 0.0)


@misconception(
    "RV-24",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="These are sums of magnitudes. Energy goes with the square of each sample.",
)
def sums_of_magnitudes(h):
    right.energy_decay(h)
    sums = np.cumsum(np.abs(h)[::-1])[::-1]
    return sums / sums[0]


@spelling("RV-24")
def magnitudes_one_by_one(h):
    right.energy_decay(h)
    sizes = np.abs(np.array(h, dtype=float))
    return np.array([np.sum(sizes[k:]) for k in range(sizes.size)]) / np.sum(sizes)


@spelling("RV-24")
def magnitudes_added_from_the_end(h):
    right.energy_decay(h)
    sums = list(accumulate(abs(v) for v in as_signal(h)[::-1].tolist()))
    return np.array(sums[::-1]) / sums[-1]


@misconception(
    "RV-25",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="This begins at the energy of the whole response. Asked for is the share of it, so that the "
    "curve begins at 1.",
)
def no_share(h):
    return right.energy_decay(h) * np.sum(np.square(h, dtype=float))


@spelling("RV-25")
def energy_to_come(h):
    return np.cumsum(_energies(h)[::-1])[::-1]


@spelling("RV-25")
def rest_times_rest(h):
    right.energy_decay(h)
    h = as_signal(h)
    return np.array([h[k:] @ h[k:] for k in range(h.size)])


@misconception(
    "RV-26",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="These are the energies of single samples, over the largest or over all. The curve adds up all that "
    "is still to come.",
)
def single_samples(h):
    right.energy_decay(h)
    energy = np.square(h, dtype=float)
    return energy / energy.max()


@spelling("RV-26")
def squares_of_relative_samples(h):
    right.energy_decay(h)
    size = np.abs(as_signal(h))
    return (size / np.max(size)) ** 2


@spelling("RV-26")
def share_of_each_sample(h):
    energy = _energies(h)
    return energy / np.sum(energy)


@misconception(
    "RV-27",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="Each value leaves out its own sample. At sample 0 all of the energy is still to come, so the "
    "curve begins at 1.",
)
def own_sample_left_out(h):
    return np.append(right.energy_decay(h)[1:], 0.0)


@spelling("RV-27")
def one_less_than_what_has_passed(h):
    energy = _energies(h)
    return 1 - np.cumsum(energy) / np.sum(energy)


@spelling("RV-27")
def sums_from_the_next_sample_on(h):
    energy = _energies(h)
    return np.array([np.sum(energy[k + 1 :]) for k in range(energy.size)]) / energy.sum()


@misconception(
    "RV-28",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="These are levels in dB. Asked for are shares, from 1 down to 0; levels are the next step.",
)
def in_decibels(h):
    curve = right.energy_decay(h)
    return 10 * np.log10(np.maximum(curve, 1e-30))


@spelling("RV-28")
def in_decibels_down_to_nothing(h):
    with np.errstate(divide="ignore"):
        return 10 * np.log10(right.energy_decay(h))


@spelling("RV-28")
def difference_of_levels(h):
    right.energy_decay(h)
    to_come = np.cumsum(np.square(h[::-1], dtype=float))[::-1]
    with np.errstate(divide="ignore"):
        return 10 * np.log10(to_come) - 10 * np.log10(to_come[0])


@misconception(
    "RV-29",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="These are averages of what is still to come. Asked for is the sum: a share of the energy does not "
    "depend on how long it takes to arrive.",
)
def mean_of_the_rest(h):
    curve = right.energy_decay(h)
    return curve * len(curve) / np.arange(len(curve), 0, -1)


@spelling("RV-29")
def means_one_by_one(h):
    energy = _energies(h)
    return np.array([np.mean(energy[k:]) for k in range(energy.size)]) / np.mean(energy)


@spelling("RV-29")
def running_mean_from_the_end(h):
    energy = _energies(h)[::-1]
    means = (np.cumsum(energy) / np.arange(1, energy.size + 1))[::-1]
    return means / means[0]


@misconception(
    "RV-30",
    of="energy_decay",
    breaks=["test_energy_decay_by_hand"],
    says="This is the root of the share, as for an amplitude. The curve is one of energies.",
)
def root_of_the_share(h):
    return np.sqrt(right.energy_decay(h))


@spelling("RV-30")
def roots_of_the_sums(h):
    sums = np.cumsum(_energies(h)[::-1])[::-1]
    return np.sqrt(sums) / np.sqrt(sums[0])


@spelling("RV-30")
def norm_of_the_rest(h):
    right.energy_decay(h)
    h = as_signal(h)
    return np.array([np.linalg.norm(h[k:]) for k in range(h.size)]) / np.linalg.norm(h)


@misconception(
    "RV-31",
    of="rt60",
    breaks=["test_rt60_of_an_exponential"],
    says="The decay comes out twice as fast as it is. The curve holds energies, so its level is 10 times "
    "the logarithm; 20 is for amplitudes.",
)
def twenty_for_ten(h, fs, hi=-5.0, lo=-35.0):
    return right.rt60(h, fs, hi / 2, lo / 2) / 2


@spelling("RV-31")
def twenty_logarithms(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    time, level = np.arange(len(h)) / fs, np.full(len(h), -np.inf)
    curve = right.energy_decay(h)
    level[curve > 0] = 20 * np.log10(curve[curve > 0])
    chosen = (level <= hi) & (level >= lo)
    return -60 / stats.linregress(time[chosen], level[chosen]).slope


@spelling("RV-31")
def limits_as_amplitudes(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    curve = right.energy_decay(h)
    chosen = (curve <= 10 ** (hi / 20)) & (curve >= 10 ** (lo / 20))
    line = stats.linregress(np.flatnonzero(chosen), 20 * np.log10(curve[chosen]))
    return -60 / line.slope / fs


@misconception(
    "RV-32",
    of="rt60",
    breaks=["test_rt60_of_an_exponential"],
    says="This is the time from one level to the other, as the line has it. The reverberation time is that "
    "for 60 dB: extrapolate.",
)
def not_extrapolated(h, fs, hi=-5.0, lo=-35.0):
    return right.rt60(h, fs, hi, lo) * (hi - lo) / 60


@spelling("RV-32")
def from_one_level_to_the_other(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    slope, start = np.polyfit(time - time[0], level, 1)
    return (lo - start) / slope - (hi - start) / slope


@spelling("RV-32")
def range_over_the_slope(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return (lo - hi) / _slope(*_levels(h, fs, hi, lo))


@misconception(
    "RV-33",
    of="rt60",
    breaks=["test_rt60_of_an_exponential"],
    says="This is counted in samples. Divide by the sample rate to get seconds.",
)
def in_samples(h, fs, hi=-5.0, lo=-35.0):
    return right.rt60(h, fs, hi, lo) * fs


@spelling("RV-33")
def sample_numbers_for_times(h, fs, hi=-5.0, lo=-35.0):
    return right.rt60(h, 1.0, hi, lo)


@spelling("RV-33")
def line_over_the_numbers_of_samples(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, 1, hi, lo)
    return -60 / stats.linregress(time, level).slope


@misconception(
    "RV-34",
    of="rt60",
    breaks=["test_rt60_of_an_exponential"],
    says="This is the slope of the line in dB per second. Ask how many seconds 60 dB take at this slope.",
)
def the_slope(h, fs, hi=-5.0, lo=-35.0):
    return -60 / right.rt60(h, fs, hi, lo)


@spelling("RV-34")
def slope_of_the_line(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    return np.polynomial.Polynomial.fit(time, level, 1).convert().coef[1]


@spelling("RV-34")
def decibels_lost_in_a_second(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return abs(_slope(*_levels(h, fs, hi, lo)))


@misconception(
    "RV-35",
    of="rt60",
    breaks=["test_rt60_is_a_least_squares_line"],
    says="Only two samples count here, where the curve passes the two levels. One of them may sit on a "
    "bump; the line that fits all of them best does not depend on single samples.",
)
def two_points(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    return 60 * (time[-1] - time[0]) / (level[0] - level[-1])


@spelling("RV-35")
def first_and_last_crossing(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(right.energy_decay(h))
    first, last = np.argmax(level <= hi), np.flatnonzero(level >= lo)[-1]
    return -60 / ((level[last] - level[first]) / ((last - first) / fs))


@spelling("RV-35")
def from_crossing_to_crossing(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    curve = right.energy_decay(h)
    first, last = (np.sum(curve > 10 ** (level / 10)) for level in (hi, lo))
    return float((last - first) / fs * 60 / (hi - lo))


@misconception(
    "RV-36",
    of="rt60",
    breaks=["test_rt60_is_a_least_squares_line"],
    says="The line goes through the whole curve. Its end bends down, since the recording stops there; fit "
    "only the part between the two levels.",
)
def whole_curve(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, 0.0, -math.inf)
    return -60 / np.polyfit(time, level, 1)[0]


@spelling("RV-36")
def line_through_all_levels(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    curve = right.energy_decay(h)
    curve = curve[curve > 0]
    level = 10 * np.log10(curve)
    return -60 / stats.linregress(np.arange(curve.size) / fs, level).slope


@spelling("RV-36")
def covariance_of_all_levels(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return -60 / _slope(*_levels(h, fs, 0, -np.inf))


@misconception(
    "RV-37",
    of="rt60",
    breaks=["test_rt60_from_any_part"],
    says="The result was doubled, whatever part was measured. Twice is right for 30 dB; from another part "
    "it is 60 over the number of decibels, or -60 over the slope.",
)
def always_doubled(h, fs, hi=-5.0, lo=-35.0):
    return 2 * right.rt60(h, fs, hi, lo) * (hi - lo) / 60


@spelling("RV-37")
def twice_the_time_between_the_limits(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    line = stats.linregress(time, level)
    begin, end = ((limit - line.intercept) / line.slope for limit in (hi, lo))
    return 2 * (end - begin)


@spelling("RV-37")
def sixty_of_thirty(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return (hi - lo) / -_slope(*_levels(h, fs, hi, lo)) * (60 / 30)


@misconception(
    "RV-38",
    of="rt60",
    breaks=["test_rt60_of_an_exponential"],
    says="The answer is negative: the decay has a negative slope, and it takes -60 over that slope.",
)
def negative_time(h, fs, hi=-5.0, lo=-35.0):
    return -right.rt60(h, fs, hi, lo)


@spelling("RV-38")
def sixty_over_the_slope(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return 60 / _slope(*_levels(h, fs, hi, lo))


@spelling("RV-38")
def sixty_decibels_up(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    slope, start = np.linalg.lstsq(np.stack([time, time**0], axis=1), level, rcond=None)[0]
    return ((start + 60) - start) / slope


@misconception(
    "RV-39",
    of="rt60",
    breaks=["test_rt60_is_a_least_squares_line"],
    says="This is the time at which the curve itself passes -60 dB. Few recordings are quiet enough for that: "
    "measure between the two levels, and extrapolate.",
)
def read_off_at_60(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return np.argmax(right.energy_decay(h) <= 1e-6) / fs


@spelling("RV-39")
def samples_above_60_down(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return float(np.sum(right.energy_decay(h) > 10 ** (-60 / 10)) / fs)


@spelling("RV-39")
def sample_nearest_to_60_down(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(right.energy_decay(h))
    return np.argmin(np.abs(level + 60)) / fs


@misconception(
    "RV-51",
    of="rt60",
    breaks=["test_rt60_is_a_least_squares_line"],
    says="hi and lo change nothing: the part from -5 to -35 dB is measured, whatever is asked for.",
)
def always_thirty_decibels(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, -5.0, -35.0)
    return -60 / np.polyfit(time, level, 1)[0]


@spelling("RV-51")
def levels_left_out(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return -60 / stats.linregress(*_levels(h, fs, -5.0, -35.0)[::-1]).slope


@spelling("RV-51")
def limits_not_passed_on(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    return right.rt60(h, fs)


@misconception(
    "RV-52",
    of="rt60",
    breaks=["test_rt60_of_two_samples"],
    says="The line goes through the levels of the single samples of h. They are too ragged; the line is "
    "to be fitted to the energy that is still to come.",
)
def line_through_the_samples(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    size = np.abs(np.array(h, dtype=float))
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(size / np.max(size))
    chosen = (level <= hi) & (level >= lo)
    return -60 / np.polyfit(np.flatnonzero(chosen) / fs, level[chosen], 1)[0]


@spelling("RV-52")
def line_through_the_energies(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    energy = np.square(h, dtype=float)
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(energy) - 10 * np.log10(np.max(energy))
    chosen = (level <= hi) & (level >= lo)
    return -60 / stats.linregress(np.arange(len(h))[chosen] / fs, level[chosen]).slope


@spelling("RV-52")
def levels_of_samples_as_they_are(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    h = as_signal(h)
    with np.errstate(divide="ignore"):
        level = 20 * np.log10(np.abs(h / h[np.argmax(np.abs(h))]))
    time = np.arange(h.size)[(level <= hi) & (level >= lo)] / fs
    level = level[(level <= hi) & (level >= lo)]
    return -60 * np.var(time) / np.mean((time - time.mean()) * level)


@misconception(
    "RV-53",
    of="rt60",
    breaks=["test_rt60_is_a_least_squares_line"],
    says="Here the time is fitted over the level. That line leaves out other errors and is steeper; the "
    "level is what is ragged, so it is to be fitted over the time.",
)
def time_over_level(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    return -60 * np.polyfit(level, time - time[0], 1)[0]


@spelling("RV-53")
def other_regression(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    level, time = _levels(h, fs, hi, lo)
    return -60 * stats.linregress(level, time).slope


@spelling("RV-53")
def covariance_over_the_wrong_variance(h, fs, hi=-5.0, lo=-35.0):
    right.rt60(h, fs, hi, lo)
    (tt, tl), (_, ll) = np.cov(_levels(h, fs, hi, lo)[::-1])
    return float(-60 * tl / ll)


@misconception(
    "RV-40",
    of="band_decay",
    breaks=["test_band_decay_of_one_sample"],
    says="Every bin is counted once. All bins but 0 Hz and fs/2 have a partner at the negative frequency, "
    "and half of their energy is there.",
)
def partners_forgotten(h, fs, edges, frame):
    def spread(energy):
        energy[:, 1 : (frame + 1) // 2] /= 2

    return _bands(h, fs, edges, frame, spread)


@spelling("RV-40")
def positive_half_of_the_fft(h, fs, edges, frame):
    frames = _framed(h, fs, edges, frame)
    f = np.fft.fftfreq(frame, 1 / fs)
    energy = np.abs(np.fft.fft(frames)) ** 2 / frame
    return _shared(energy[:, f >= 0], edges, f[f >= 0])


@spelling("RV-40")
def each_bin_of_rfft_as_it_is(h, fs, edges, frame):
    table = np.zeros((len(edges) + 1, len(frames := _framed(h, fs, edges, frame))))
    spectra = fft.rfft(frames).T / math.sqrt(frame)
    f = np.arange(len(spectra)) * fs / frame
    np.add.at(table, np.digitize(f, edges), (spectra * spectra.conj()).real)
    return table[1:-1]


@misconception(
    "RV-41",
    of="band_decay",
    breaks=["test_band_decay_of_one_sample"],
    says="Every bin is counted twice. The bin of 0 Hz, and that of fs/2 if the frame is even, have no "
    "partner.",
)
def doubled_everywhere(h, fs, edges, frame):
    def spread(energy):
        energy[:, 0] *= 2
        if frame % 2 == 0:
            energy[:, -1] *= 2

    return _bands(h, fs, edges, frame, spread)


@spelling("RV-41")
def twice_all_bins_of_rfft(h, fs, edges, frame):
    spectra = np.fft.rfft(_framed(h, fs, edges, frame), norm="ortho")
    return _shared(2 * np.abs(spectra) ** 2, edges, np.arange(frame // 2 + 1) * fs / frame)


@spelling("RV-41")
def half_the_amplitude_squared(h, fs, edges, frame):
    amplitude = np.abs(fft.rfft(_framed(h, fs, edges, frame))) * 2 / frame
    return _shared(amplitude**2 / 2 * frame, edges, np.arange(frame // 2 + 1) * fs / frame)


@misconception(
    "RV-42",
    of="band_decay",
    breaks=["test_band_decay_of_one_sample"],
    says="The sums are as many times too large as a frame has samples. By Parseval's theorem a bin has the "
    "energy |X[k]|**2 / N.",
)
def without_one_over_n(h, fs, edges, frame):
    return right.band_decay(h, fs, edges, frame) * frame


@spelling("RV-42")
def bare_squares(h, fs, edges, frame):
    def spread(energy):
        energy *= frame

    return _bands(h, fs, edges, frame, spread)


@spelling("RV-42")
def squares_of_both_sides(h, fs, edges, frame):
    spectra = np.fft.fft(_framed(h, fs, edges, frame))
    f = np.minimum(np.arange(frame), frame - np.arange(frame)) * fs / frame
    return _shared(np.abs(spectra) ** 2, edges, f)


@misconception(
    "RV-43",
    of="band_decay",
    breaks=["test_band_decay_keeps_the_energy"],
    says="The frames have a Hann window, and what is at their ends is lost. Here all energy has to be "
    "accounted for: cut the frames out as they are.",
)
def hann_frames(h, fs, edges, frame):
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frame) / frame)
    count = right.band_decay(h, fs, edges, frame).shape[1]
    frames = _padded(h, count * frame).reshape(count, frame) * window
    return right.band_decay(frames.ravel(), fs, edges, frame)


@spelling("RV-43")
def hanning_before_the_fft(h, fs, edges, frame):
    spectra = np.fft.fft(_framed(h, fs, edges, frame) * np.hanning(frame), norm="ortho")
    f = np.minimum(np.arange(frame), frame - np.arange(frame)) * fs / frame
    return _shared(np.abs(spectra) ** 2, edges, f)


@spelling("RV-43")
def window_with_its_power_taken_out(h, fs, edges, frame):
    window = signal.get_window("hann", frame)
    frames = _framed(h, fs, edges, frame) * window / np.sqrt(np.mean(window**2))
    return right.band_decay(frames.ravel(), fs, edges, frame)


@misconception(
    "RV-44",
    of="band_decay",
    breaks=["test_band_decay_at_an_edge"],
    says="Both limits belong to the band, so what is on an edge is counted in two bands. A band includes "
    "its lower limit only.",
)
def both_limits(h, fs, edges, frame):
    rows = [
        right.band_decay(h, fs, [low, np.nextafter(high, np.inf)], frame)[0]
        for low, high in zip(edges[:-1], edges[1:], strict=True)
    ]
    return np.array(rows)


@spelling("RV-44")
def between_and_on_both_edges(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    rows = [energy[:, (f >= a) & (f <= b)].sum(axis=1) for a, b in pairwise(edges)]
    return np.array(rows)


@spelling("RV-44")
def sums_up_to_the_upper_edge(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    first, last = np.searchsorted(f, edges[:-1]), np.searchsorted(f, edges[1:], side="right")
    return np.array([np.sum(energy.T[a:b], axis=0) for a, b in zip(first, last, strict=True)])


@misconception(
    "RV-45",
    of="band_decay",
    breaks=["test_band_decay_is_a_table"],
    says="The last frame is missing where it is not full. Fill it with zeros: its energy counts, too.",
)
def full_frames_only(h, fs, edges, frame):
    return right.band_decay(h, fs, edges, frame)[:, : len(h) // frame]


@spelling("RV-45")
def number_of_frames_rounded_down(h, fs, edges, frame):
    right.band_decay(h, fs, edges, frame)
    whole = len(h) // frame * frame
    if not whole:
        return np.zeros((len(edges) - 1, 0))
    return right.band_decay(h[:whole], fs, edges, frame)


@spelling("RV-45")
def as_long_as_a_frame_fits(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    inside = [(a <= f) & (f < b) for a, b in pairwise(edges)]
    starts = range(0, len(h) - frame + 1, frame)
    table = [[np.sum(energy[k // frame][band]) for band in inside] for k in starts]
    return np.array(table).reshape(-1, len(inside)).T


@misconception(
    "RV-46",
    of="band_decay",
    breaks=["test_band_decay_is_a_table"],
    says="Rows and columns are exchanged. Each band is a row, and time runs along it.",
)
def exchanged_axes(h, fs, edges, frame):
    return right.band_decay(h, fs, edges, frame).T.copy()


@spelling("RV-46")
def frames_for_rows(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    return np.array([[e[(a <= f) & (f < b)].sum() for a, b in pairwise(edges)] for e in energy])


@spelling("RV-46")
def bins_sorted_into_columns(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    band = np.searchsorted(edges, f, side="right")
    return energy @ (band[:, np.newaxis] == np.arange(1, len(edges)))


@misconception(
    "RV-47",
    of="band_decay",
    breaks=["test_band_decay_of_one_sample"],
    says="These are magnitudes. Energy goes with the square of the magnitude.",
)
def root_of_the_energy(h, fs, edges, frame):
    return np.sqrt(right.band_decay(h, fs, edges, frame))


@spelling("RV-47")
def sums_of_magnitudes_of_bins(h, fs, edges, frame):
    size = np.abs(np.fft.fft(_framed(h, fs, edges, frame))) / frame
    f = np.minimum(np.arange(frame), frame - np.arange(frame)) * fs / frame
    return _shared(size, edges, f)


@spelling("RV-47")
def norm_of_the_bins(h, fs, edges, frame):
    spectra = fft.rfft(_framed(h, fs, edges, frame)) / np.sqrt(frame)
    f = np.arange(frame // 2 + 1) * fs / frame
    bands = [(a <= f) & (f < b) for a, b in pairwise(edges)]
    return np.array([np.linalg.norm(spectra[:, band], axis=1) for band in bands])


@misconception(
    "RV-54",
    of="band_decay",
    breaks=["test_band_decay_of_one_sample"],
    says="These are averages over the bins of a band. Energies add up: a wide band has more of them.",
)
def mean_of_the_bins(h, fs, edges, frame):
    table = right.band_decay(h, fs, edges, frame)
    f = np.arange(frame // 2 + 1) * fs / frame
    for row, low, high in zip(table, edges[:-1], edges[1:], strict=True):
        row /= max(np.sum((low <= f) & (f < high)), 1)
    return table


@spelling("RV-54")
def mean_over_the_mask(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    bands = [(a <= f) & (f < b) for a, b in pairwise(edges)]
    return np.array([energy[:, b].mean(axis=1) if b.any() else 0 * energy[:, 0] for b in bands])


@spelling("RV-54")
def sum_over_the_number_of_bins(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    band = np.digitize(f, edges)
    inside = (band == np.arange(1, len(edges))[:, np.newaxis]).astype(float)
    with np.errstate(invalid="ignore"):
        return inside @ energy.T / inside.sum(axis=1, keepdims=True)


@misconception(
    "RV-48",
    of="band_decay",
    breaks=["test_band_decay_at_an_edge"],
    says="The upper limit belongs to the band and the lower one does not. It is the other way around, so "
    "that a band from 0 Hz on has the bin of 0 Hz.",
)
def upper_limit_only(h, fs, edges, frame):
    moved = [np.nextafter(edge, np.inf) for edge in edges]
    return right.band_decay(h, fs, moved, frame)


@spelling("RV-48")
def above_the_lower_up_to_the_upper_edge(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    return np.array([energy[:, (f > a) & (f <= b)].sum(axis=1) for a, b in pairwise(edges)])


@spelling("RV-48")
def digitized_from_the_right(h, fs, edges, frame):
    energy, f = _energy(h, fs, edges, frame)
    band = np.digitize(f, edges, right=True)
    return np.array([energy[:, band == k].sum(axis=1) for k in range(1, len(edges))])


def _levels(h, fs, hi, lo):
    """Return level and time of the samples of the decay curve from `hi` down to `lo`."""
    curve = right.energy_decay(h)
    level = 10 * np.log10(curve[curve > 0])
    chosen = (level <= hi) & (level >= lo)
    return level[chosen], np.flatnonzero(chosen) / fs


def _bands(h, fs, edges, frame, spread):
    """Return the energies in bands after `spread` has changed those of the bins, in place."""
    energy, f = _energy(h, fs, edges, frame)
    spread(energy)
    return _shared(energy, edges, f)
