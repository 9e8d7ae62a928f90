"""The laws of reverberation: convolution in three ways, wet and dry, decay, reverberation time."""

import math

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    close,
    count,
    domain,
    example,
    given,
    kinds,
    noise,
    number,
    over,
    place,
    real,
    refuses,
    row,
    seeds,
    shape,
    shown_as,
    signal,
    st,
)

BY_HAND = "a few additions: rounding stays below 1e-15 of the largest"
SUMS = "sums of at most 64 products, or FFTs of as many samples: errors stay below 1e-13"
SHARE = "a sum of at most 64 squares over another: rounding stays below 1e-14"
LINE = "a straight line through levels that are right to 1e-12 dB"
CUT = (
    "the decay is cut off where it has fallen by 96 dB, which bends the curve by 1e-5 dB at -35 dB"
)
PARSEVAL = "FFTs of at most 160 samples, squared and added up: errors stay below 1e-13"
DECIBELS = "the logarithm of a quotient that is right to 1e-12"
COPIES = "each sum may lose 1e-16 of the largest possible one with every product, an FFT 1e-15"
FALLING = "a sum of 4600 positive numbers, from the end: each is right to 1e-12 of itself"
LATE = "a decay that begins late leaves eleven digits to times that are not centered"

sizes = st.sampled_from([4, 1, 2, 3, 5, 8, 16]) | st.integers(1, 24)
tails = st.sampled_from([3, 1, 2, 4, 7, 16]) | st.integers(1, 24)
gains = st.sampled_from([2.0, 10.0, 0.5, -1.0]) | st.floats(1e-3, 1e3)
delays = st.integers(0, 8)
blocks = st.sampled_from([2, 1, 3, 4, 7, 100]) | st.integers(1, 30)
wets = st.sampled_from([0.5, 0.25, 0.0, 1.0, 0.1]) | st.floats(0, 1)
rates = st.sampled_from([1000.0, 8000.0, 16_000.0, 44_100.0])
# How many samples a decay of 60 dB takes; the sound itself is 1.6 times as long.
lengths = st.sampled_from([200, 100, 150, 320]) | st.integers(60, 320)
# No hi of 0 dB where the first value of the curve may be rounded to either side of it.
ranges = st.sampled_from([[-5.0, -35.0], [-5.0, -25.0], [-1.0, -11.0], [-10.0, -40.0]])
frames = st.sampled_from([8, 1, 2, 3, 4, 7, 16]) | st.integers(1, 24)
bands = st.integers(1, 4)


def drawn_rows(**sizes):
    """Draw what :func:`row` takes for several signals, with a number of samples between two each."""
    return st.fixed_dictionaries(
        {
            name: st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(["noise", "sine"]),
                    "seed": seeds,
                    "shape": st.integers(*between).map(lambda n: [n]),
                }
            )
            for name, between in sizes.items()
        }
    )


def with_blocks(least, most):
    """Draw a block in addition."""
    return lambda rows: st.integers(least, most).map(lambda block: {**rows, "block": block})


UNITS = {
    "n": "samples",
    "m": "samples",
    "delay": "samples",
    "zeros": "samples",
    "block": "samples",
    "frame": "samples",
    "length": "samples",
    "fs": "Hz",
    "edge": "Hz",
    "T": "s",
    "lo": "dB",
    "levels": "dB",
}


# Sounds of some samples, and of more than a table of all products has room for.
CONVOLVE_DIRECT = domain(
    x=row(1, 4600, usual=sizes),
    h=row(1, 4600, usual=tails),
    also={
        "both long": (
            drawn_rows(x=(250, 300), h=(250, 300)),
            lambda x, h: len(x) >= 250 and len(h) >= 250,
        ),
    },
)
CONVOLVE_FFT = domain(
    x=row(1, 20_000, usual=sizes),
    h=row(1, 20_000, usual=tails),
    also={
        "both very long": (
            st.just(
                {
                    "x": {"kind": "noise", "seed": 1, "shape": [135_000]},
                    "h": {"kind": "noise", "seed": 2, "shape": [135_001]},
                }
            ),
            lambda x, h: len(x) >= 135_000 and len(h) >= 134_000,
        ),
    },
)
CONVOLVE_BLOCKS = domain(
    x=row(1, 2500, usual=sizes),
    h=row(1, 2500, usual=tails),
    block=count(1, 10_000, blocks),
    also={
        "many blocks under a tail of 100 blocks": (
            drawn_rows(x=(150, 200), h=(900, 1000)).flatmap(with_blocks(2, 8)),
            lambda x, h, block: len(x) > 15 * block and len(h) > 100 * block,
        ),
        "the last block is full": (
            drawn_rows(x=(12, 12), h=(1, 9)).flatmap(with_blocks(4, 4)),
            lambda x, h, block: len(x) % block == 0 and len(x) > block > 1,
        ),
    },
)
WET_DRY = domain(
    x=row(1, 2000, usual=sizes),
    h=row(1, 2000, usual=tails),
    wet=real(
        0,
        1,
        wets,
        also={
            "next to 0": (st.sampled_from([1e-6, 1e-9, 1e-5]), lambda v: 0 < v <= 1e-5),
            "next to 1": (st.sampled_from([1 - 1e-6, 1 - 1e-9]), lambda v: 1 > v >= 1 - 1e-5),
        },
    ),
)
ENERGY_DECAY = domain(h=row(1, 4600, usual=sizes, silence=False))


def later(h, delay):
    """Return a signal with `delay` zeros in front."""
    return np.concatenate([np.zeros(delay), h])


def size_of(x):
    """Return the root of the energy of a signal, whatever holds it."""
    return float(np.linalg.norm(np.asarray(x, dtype=float)))


def slack(x, h):
    """Return how far off a sample of the convolution may be: see COPIES."""
    return (2e-14 + 2e-16 * min(len(x), len(h))) * size_of(x) * size_of(h)


# convolve_direct


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=tails)
@example(kind="dc", seed=0, n=1, m=1)
def test_convolve_direct_has_room_for_the_tail(convolve_direct, kind, seed, n, m):
    """The answer has n + m - 1 finite samples: those of the sound, and the tail after it."""
    array(convolve_direct(signal(kind, seed, n), noise(seed + 1, m)), n + m - 1)


@anchor
@given(gain=st.sampled_from([1, 2, 10]))
def test_convolve_direct_by_hand(convolve_direct, gain):
    """The samples 1, 2, 3 with the answer 1, 0.5: 1, 2, 3, 0 and 0, 0.5, 1, 1.5 make 1, 2.5, 4, 1.5."""
    x = [gain, 2 * gain, 3 * gain]
    right = gain * np.array([1, 2.5, 4, 1.5])
    close(convolve_direct(x, [1, 0.5]), right, atol=1e-12 * gain, because=BY_HAND)


@given(seed=seeds, m=tails, delay=delays, gain=gains)
def test_convolve_direct_of_an_impulse(convolve_direct, seed, m, delay, gain):
    """An impulse brings out the impulse response: as strong as the impulse, and as late."""
    h = noise(seed, m)
    x = later([gain], delay)
    close(convolve_direct(x, h), gain * later(h, delay), rtol=1e-12, atol=1e-12, because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_direct_either_way_around(convolve_direct, seed, n, m):
    """Signal and impulse response may change places: the sound is the same."""
    x, h = noise(seed, n), noise(seed + 1, m)
    swapped = convolve_direct(h, x)
    array(swapped, n + m - 1)
    agree(convolve_direct(x, h), swapped, atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails, gain=gains)
def test_convolve_direct_of_two_sounds(convolve_direct, seed, n, m, gain):
    """Two sounds at once give the sum of what each gives alone."""
    x, other, h = noise(seed, n), noise(seed + 1, n), noise(seed + 2, m)
    alone = np.convolve(x, h) + gain * np.convolve(other, h)
    close(convolve_direct(x + gain * other, h), alone, atol=1e-9, because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_direct_of_constant_parts(convolve_direct, seed, n, m):
    """The sum of all samples is the product of the sums: that is 0 Hz."""
    x, h = noise(seed, n) + 1, noise(seed + 1, m) + 1
    got = convolve_direct(x, h)
    array(got, n + m - 1)
    right = float(np.sum(x) * np.sum(h))
    close(float(np.sum(got)), right, atol=1e-9, what="the sum of all samples", because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_direct_is_that_of_numpy(convolve_direct, seed, n, m):
    """The samples are those of np.convolve."""
    x, h = noise(seed, n), noise(seed + 1, m)
    close(convolve_direct(x, h), np.convolve(x, h), atol=1e-11, because=SUMS)


@over(CONVOLVE_DIRECT)
def test_convolve_direct_agrees_with_the_reference(convolve_direct, reference, x, h):
    """The samples are those that the course's own solution gives."""
    close(convolve_direct(x, h), reference(x, h), atol=slack(x, h), because=COPIES)


# convolve_fft


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=tails)
@example(kind="dc", seed=0, n=1, m=1)
@example(kind="dc", seed=0, n=2, m=2)
def test_convolve_fft_has_room_for_the_tail(convolve_fft, kind, seed, n, m):
    """The answer has n + m - 1 finite samples, be that number odd or even."""
    array(convolve_fft(signal(kind, seed, n), noise(seed + 1, m)), n + m - 1)


@anchor
@given(gain=st.sampled_from([1, 2, 10]))
def test_convolve_fft_by_hand(convolve_fft, gain):
    """The samples 1, 2, 3 with the answer 1, 0.5 make 1, 2.5, 4, 1.5: nothing comes around."""
    x = [gain, 2 * gain, 3 * gain]
    right = gain * np.array([1, 2.5, 4, 1.5])
    close(convolve_fft(x, [1, 0.5]), right, atol=1e-12 * gain, because=BY_HAND)


@given(seed=seeds, m=tails, delay=delays, gain=gains)
def test_convolve_fft_of_an_impulse(convolve_fft, seed, m, delay, gain):
    """An impulse brings out the impulse response: as strong as the impulse, and as late."""
    h = noise(seed, m)
    atol = 1e-11 * abs(gain)
    close(convolve_fft(later([gain], delay), h), gain * later(h, delay), atol=atol, because=SUMS)


@given(seed=seeds, n=sizes, zeros=st.integers(1, 8))
def test_convolve_fft_of_a_late_echo(convolve_fft, seed, n, zeros):
    """With an echo right after the sound, the sound is heard twice, and nothing before it."""
    x = noise(seed, n)
    h = later([0.5], n + zeros - 1)
    right = later(0.5 * x, n + zeros - 1)
    close(convolve_fft(x, h), right, atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_fft_in_two_rooms(convolve_fft, seed, n, m):
    """One room after the other is one room: its response is that of both, one through the other."""
    x, h, g = noise(seed, n), noise(seed + 1, m), noise(seed + 2, 3)
    first = convolve_fft(x, h)
    array(first, n + m - 1)
    right = np.convolve(x, np.convolve(h, g))
    agree(convolve_fft(first, g), right, atol=1e-10, because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_fft_multiplies_spectra(convolve_fft, seed, n, m):
    """Its spectrum, seen at any frequency, is the product of both spectra."""
    x, h = noise(seed, n), noise(seed + 1, m)
    got = convolve_fft(x, h)
    array(got, n + m - 1)
    size = n + m + 6  # other bins than those that a solution would use
    right = np.fft.irfft(np.fft.fft(x, size) * np.fft.fft(h, size), size)
    close(got, right[: n + m - 1], atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails)
def test_convolve_fft_is_that_of_numpy(convolve_fft, seed, n, m):
    """The samples are those of np.convolve."""
    x, h = noise(seed, n), noise(seed + 1, m)
    close(convolve_fft(x, h), np.convolve(x, h), atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, db=st.sampled_from([200, 100, 240]), gain=gains)
def test_convolve_fft_of_a_quiet_detail(convolve_fft, seed, n, db, gain):
    """Noise 100 dB and more below a constant comes out again: no bin is too weak to matter."""
    x = shown_as(
        1 + 10 ** (-db / 20) * noise(seed, n), f"1 + 10 ** (-{db} / 20) * noise({seed}, {n})"
    )
    off = 1e-14 * abs(gain)
    close(convolve_fft(x, [gain]), gain * x, atol=off, because="an FFT loses 1e-15 of the largest")


@over(CONVOLVE_FFT)
def test_convolve_fft_agrees_with_the_reference(convolve_fft, reference, x, h):
    """The samples are those that the course's own solution gives."""
    close(convolve_fft(x, h), reference(x, h), atol=slack(x, h), because=COPIES)


# convolve_blocks


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=tails, block=blocks)
@example(kind="dc", seed=0, n=1, m=1, block=1)
def test_convolve_blocks_has_room_for_the_tail(convolve_blocks, kind, seed, n, m, block):
    """The answer has n + m - 1 finite samples, whatever the size of the blocks."""
    array(convolve_blocks(signal(kind, seed, n), noise(seed + 1, m), block), n + m - 1)


@anchor
@given(gain=st.sampled_from([1, 2, 10]))
def test_convolve_blocks_by_hand(convolve_blocks, gain):
    """1, 2, 3, 4 in blocks of 2 with the answer 1, 1: 1, 3, 2 and, two later, 3, 7, 4 add up."""
    x = gain * np.array([1, 2, 3, 4])
    right = gain * np.array([1, 3, 5, 7, 4])
    close(convolve_blocks(x, [1, 1], 2), right, atol=1e-12 * gain, because=BY_HAND)


@given(seed=seeds, m=tails, delay=delays, block=blocks)
def test_convolve_blocks_of_an_impulse(convolve_blocks, seed, m, delay, block):
    """An impulse brings out the impulse response, in whichever block it comes."""
    h = noise(seed, m)
    x = later([1.0], delay)
    close(convolve_blocks(x, h, block), later(h, delay), atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, block=st.sampled_from([2, 1, 3]), m=st.integers(4, 24))
def test_convolve_blocks_with_a_long_tail(convolve_blocks, seed, n, block, m):
    """A tail that is longer than a block goes on through all the blocks that follow."""
    x, h = noise(seed, n), 0.9 ** np.arange(m)
    close(convolve_blocks(x, h, block), np.convolve(x, h), atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails, block=blocks)
def test_convolve_blocks_of_any_size(convolve_blocks, seed, n, m, block):
    """The size of the blocks makes no difference: one sample, or the whole sound at once."""
    x, h = noise(seed, n), noise(seed + 1, m)
    whole = convolve_blocks(x, h, n)
    array(whole, n + m - 1)
    agree(convolve_blocks(x, h, block), whole, atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails, block=blocks)
def test_convolve_blocks_is_that_of_numpy(convolve_blocks, seed, n, m, block):
    """The samples are those of np.convolve, also if the last block is not full."""
    x, h = noise(seed, n), noise(seed + 1, m)
    close(convolve_blocks(x, h, block), np.convolve(x, h), atol=1e-11, because=SUMS)


@given(block=st.sampled_from([0, -1, -8]))
def test_convolve_blocks_refuses_empty_blocks(convolve_blocks, block):
    """Blocks of one sample will do, but a block of none raises ValueError."""
    one = convolve_blocks([1.0, 2.0], [1.0, 0.5], 1)
    close(one, np.array([1, 2.5, 1]), atol=1e-12, because=BY_HAND)
    refuses(convolve_blocks, [1.0, 2.0], [1.0], block, because="there is no such block")


@over(CONVOLVE_BLOCKS)
def test_convolve_blocks_agrees_with_the_reference(convolve_blocks, reference, x, h, block):
    """The samples are those that the course's own solution gives."""
    right = reference(x, h, block)
    close(convolve_blocks(x, h, block), right, atol=slack(x, h), because=COPIES)


# wet_dry


@shape
@given(kind=kinds, seed=seeds, n=sizes, m=tails, wet=wets)
@example(kind="dc", seed=0, n=4, m=3, wet=0.0)
def test_wet_dry_has_room_for_the_tail(wet_dry, kind, seed, n, m, wet):
    """The answer has n + m - 1 finite samples, even if nothing of the tail is wanted."""
    array(wet_dry(signal(kind, seed, n), noise(seed + 1, m), wet), n + m - 1)


@anchor
@given(gain=st.sampled_from([1, 2, 10]))
def test_wet_dry_by_hand(wet_dry, gain):
    """4, 8 with the response 0, 1, a quarter wet: 3, 6, 0 of the sound and 0, 1, 2 of the room."""
    right = gain * np.array([3, 7, 2])
    got = wet_dry([4 * gain, 8 * gain], [0, 1], 0.25)
    close(got, right, atol=1e-12 * gain, because=BY_HAND)


@given(seed=seeds, n=sizes, m=tails, wet=st.sampled_from([0.0, 1.0]))
def test_wet_dry_at_both_ends(wet_dry, seed, n, m, wet):
    """With wet = 0 it is the sound and then silence, with wet = 1 the sound in the room."""
    x, h = noise(seed, n), noise(seed + 1, m)
    right = np.convolve(x, h) if wet else np.concatenate([x, np.zeros(m - 1)])
    close(wet_dry(x, h, wet), right, atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails, wet=wets)
def test_wet_dry_on_the_way(wet_dry, seed, n, m, wet):
    """In between it goes in a straight line from the one to the other."""
    x, h = noise(seed, n), noise(seed + 1, m)
    dry, room = wet_dry(x, h, 0.0), wet_dry(x, h, 1.0)
    array(dry, n + m - 1)
    array(room, n + m - 1)
    twin = np.asarray(dry, dtype=float) + wet * (np.asarray(room) - np.asarray(dry))
    agree(wet_dry(x, h, wet), twin, atol=1e-11, calls=3, because=SUMS)


@given(seed=seeds, n=sizes, wet=wets)
def test_wet_dry_in_a_room_without_walls(wet_dry, seed, n, wet):
    """If the impulse response is one single 1, every mixture is the sound itself."""
    x = noise(seed, n)
    close(wet_dry(x, [1.0], wet), x, atol=1e-11, because=SUMS)


@given(seed=seeds, n=sizes, m=tails, wet=wets)
@example(seed=0, n=4, m=3, wet=0.0)
def test_wet_dry_is_one_response(wet_dry, seed, n, m, wet):
    """It is the sound with a single response: wet times h, and 1 - wet more at its sample 0."""
    x, h = noise(seed, n), noise(seed + 1, m)
    both = wet * h
    both[0] += 1 - wet
    close(wet_dry(x, h, wet), np.convolve(x, both), atol=1e-11, because=SUMS)


@given(case=st.sampled_from(range(4)))
def test_wet_dry_refuses_impossible_shares(wet_dry, case):
    """Shares of 0 and 1 will do; one below 0, above 1 or no number raises ValueError."""
    close(wet_dry([1, 2], [0, 1], 0), np.array([1.0, 2, 0]), atol=1e-12, because=BY_HAND)
    close(wet_dry([1, 2], [0, 1], 1), np.array([0.0, 1, 2]), atol=1e-12, because=BY_HAND)
    bad = [-0.1, 1.1, math.nan, math.inf]
    refuses(wet_dry, [1.0, 2.0], [1.0], bad[case], because="there is no such share")


@over(WET_DRY)
def test_wet_dry_agrees_with_the_reference(wet_dry, reference, x, h, wet):
    """The samples are those that the course's own solution gives."""
    # Two channels, or one response with 1 - wet more at its first sample: errors are those of both.
    off = slack(x, h) + 1e-14 * size_of(x)
    close(wet_dry(x, h, wet), reference(x, h, wet), atol=off, because=COPIES)


# energy_decay


@shape
@given(seed=seeds, n=sizes, kind=st.sampled_from(["noise", "sine", "dc", "impulse"]))
def test_energy_decay_has_a_value_for_each_sample(energy_decay, kind, seed, n):
    """There is one finite number for each sample of the impulse response."""
    array(energy_decay(signal(kind, seed, n)), n)


@anchor
@given(gain=st.sampled_from([1, 2, -1, 10]))
def test_energy_decay_by_hand(energy_decay, gain):
    """The samples 3, 0, 4 have the energies 9, 0, 16: of 25 there are 25, 16, 16 still to come."""
    right = [1, 0.64, 0.64]
    close(energy_decay([3 * gain, 0, 4 * gain]), right, rtol=1e-12, because=BY_HAND)


@given(n=sizes, gain=gains)
def test_energy_decay_of_equal_samples(energy_decay, n, gain):
    """Of n equal samples there are n/n, (n - 1)/n and so on to 1/n still to come."""
    right = np.arange(n, 0, -1) / n
    close(energy_decay(np.full(n, gain)), right, rtol=1e-11, because=SHARE)


@given(seed=seeds, n=sizes)
def test_energy_decay_loses_what_has_passed(energy_decay, seed, n):
    """It begins at 1, and falls from each sample to the next by that sample's share."""
    h = noise(seed, n)
    got = energy_decay(h)
    array(got, n)
    curve = np.append(np.asarray(got, dtype=float), 0.0)  # after the end nothing is left
    right = h**2 / np.sum(h**2)
    close(-np.diff(curve), right, atol=1e-11, what="the fall to the next sample", because=SHARE)


@given(seed=seeds, n=sizes, gain=gains, zeros=st.integers(0, 5), delay=st.integers(0, 5))
def test_energy_decay_of_a_quieter_room(energy_decay, seed, n, gain, zeros, delay):
    """A factor changes nothing; silence before it adds ones, silence after it zeros."""
    h = noise(seed, n)
    first = energy_decay(h)
    array(first, n)
    twin = np.concatenate([np.ones(delay), first, np.zeros(zeros)])
    padded = np.concatenate([np.zeros(delay), gain * h, np.zeros(zeros)])
    agree(energy_decay(padded), twin, atol=1e-11, because=SHARE)


@given(seed=seeds, n=sizes)
def test_energy_decay_sum_by_sum(energy_decay, seed, n):
    """Each value is the sum of the squares from there on, over the sum of all."""
    h = noise(seed, n)
    right = [np.sum(h[k:] ** 2) / np.sum(h**2) for k in range(n)]
    close(energy_decay(h), right, rtol=1e-9, atol=1e-12, because=SHARE)


@given(n=sizes)
def test_energy_decay_refuses_silence(energy_decay, n):
    """Silence has no energy to decay, and raises ValueError."""
    refuses(energy_decay, np.zeros(n), because="there is no energy of which to take a share")


@given(seed=seeds, n=sizes, per_sample=st.sampled_from([60, 20, 6, 120]))
def test_energy_decay_deep_in_the_tail(energy_decay, seed, n, per_sample):
    """Hundreds of dB below the beginning each value is as right as it is there: compare its level."""
    h = shown_as(
        noise(seed, n) * 10.0 ** (-per_sample / 20 * np.arange(n)),
        f"noise({seed}, {n}) * 10.0 ** (-{per_sample} / 20 * np.arange({n}))",
    )
    energy = (h * h).tolist()
    right = np.array([math.fsum(energy[k:]) for k in range(n)]) / math.fsum(energy)
    close(energy_decay(h), right, rtol=1e-11, because=FALLING)


@over(ENERGY_DECAY)
def test_energy_decay_agrees_with_the_reference(energy_decay, reference, h):
    """The curve is the one that the course's own solution gives."""
    close(energy_decay(h), reference(h), rtol=1e-11, because=FALLING)


# rt60


def dying(length, factor=1.6):
    """Return a decay by 60 dB in `length` samples, `factor` times as long."""
    n = math.ceil(factor * length)
    return shown_as(10 ** (-3 * np.arange(n) / length), f"10 ** (-3 * np.arange({n}) / {length!r})")


def hall(seed, length):
    """Return noise that dies away by 60 dB in `length` samples."""
    n = math.ceil(1.2 * length)
    text = f"noise({seed}, {n}) * 10 ** (-3 * np.arange({n}) / {length!r})"
    return shown_as(noise(seed, n) * dying(length, 1.2), text)


def response(seed, length, n, before=0, after=0, power=0, container="float64"):
    """Return a decay in noise: by 60 dB in `length` samples, `n` long, with silence around it.

    Integers are rounded to 1/20,000 of what they begin with: their squares add up exactly.
    """
    h, zeros = noise(seed, n) * 10.0 ** (-3 * np.arange(n) / length), np.zeros
    text = f"noise({seed}, {n}) * 10.0 ** (-3 * np.arange({n}) / {length})"
    if power:
        h, text = h * 2.0**power, f"{text} * 2.0**{power}"
    if container == "int16":
        h, text = np.rint(5000 * h).astype(np.int16), f"np.rint(5000 * {text}).astype(np.int16)"
    if before or after:
        h = np.concatenate([zeros(before), h, zeros(after)])
        text = f"np.concatenate([np.zeros({before}), {text}, np.zeros({after})])"
    return h.tolist() if container == "list" else shown_as(h, text)


def responses(length=lengths, times=1.2, **fixed):
    """Draw what :func:`response` takes; `times` as long as a decay by 60 dB."""
    own = {name: st.just(value) for name, value in fixed.items()}
    return length.flatmap(
        lambda n: st.fixed_dictionaries(
            {"seed": seeds, "length": st.just(n), "n": st.just(math.ceil(times * n)), **own}
        )
    )


def top(v):
    """Return the largest sample of a signal."""
    return float(np.max(np.abs(np.asarray(v, dtype=float))))


def silent_before(v):
    """Return how many zeros a signal begins with."""
    return int(np.argmax(np.asarray(v) != 0))


RT60 = domain(
    h=place(
        lambda drawn: response(**drawn),
        usual=responses(),
        very_quiet=(responses(power=-100), lambda v: top(v) < 2.0**-90),
        very_loud=(responses(power=100), lambda v: top(v) > 2.0**90),
        steep=(responses(st.integers(16, 20)), lambda v: len(v) <= 24),
        long=(responses(st.just(4000)), lambda v: len(v) >= 4600),
        half_a_second_late=(
            responses(st.integers(16, 20), before=8000),
            lambda v: silent_before(v) >= 8000,
        ),
        silence_after_it=(responses(after=50), lambda v: not np.any(v[-50:])),
        list=(responses(st.integers(16, 30), container="list"), lambda v: isinstance(v, list)),
        int16=(responses(container="int16"), lambda v: getattr(v, "dtype", 0) == np.int16),
    ),
    fs=real(1, 1e6, rates),
    hi=real(-40, 0, st.sampled_from([-5.0, -1.0, -10.0, -0.1]) | st.floats(-20, -0.1)),
    lo=real(-200, -6, st.sampled_from([-35.0, -25.0, -11.0, -60.0]) | st.floats(-60, -6)),
    also={
        "from 0 dB": (
            st.fixed_dictionaries(
                {"h": responses(container="int16"), "hi": st.sampled_from([0, 0.0])}
            ),
            lambda h, fs, hi, lo: hi == 0,
        ),
        "from very high to very low": (
            st.fixed_dictionaries(
                {
                    "h": responses(times=6),
                    "hi": st.sampled_from([-5.0, -150.0]),
                    "lo": st.just(-300.0) | st.floats(-350, -200),
                }
            ),
            lambda h, fs, hi, lo: lo <= -200 and len(h) > 200,
        ),
    },
    # Far enough apart for several different levels; from 0 dB only where sums are exact.
    fit=lambda h, fs, hi, lo: {
        "hi": hi if hi or getattr(h, "dtype", 0) == np.int16 else -0.5,
        "lo": min(lo, hi - (5 if np.count_nonzero(h) > 60 else 30)),
    },
)


@shape
@given(seed=seeds, length=lengths, fs=rates)
def test_rt60_is_one_number(rt60, seed, length, fs):
    """The answer is one finite number."""
    number(rt60(hall(seed, length), fs))


@anchor
@given(length=lengths, fs=rates)
@example(length=200, fs=1000.0)
def test_rt60_of_an_exponential(rt60, length, fs):
    """A decay whose amplitude falls to 1/1000, its energy to a millionth, in T, takes T."""
    close(rt60(dying(length), fs), length / fs, unit="s", rtol=1e-4, because=CUT)


@anchor
@given(fs=rates, lo=st.sampled_from([-11.0, -30.0, -60.0]))
def test_rt60_of_two_samples(rt60, fs, lo):
    """The samples 3, 1 stand at 0 and -10 dB, since 10 and 1 are to come: 60 dB take six samples."""
    close(rt60([3, 1], fs, 0.0, lo), 6 / fs, unit="s", rtol=1e-9, because=LINE)


@given(length=lengths, fs=rates, levels=ranges)
def test_rt60_from_any_part(rt60, length, fs, levels):
    """A steady decay has the same reverberation time, whichever part of it is measured."""
    got = rt60(dying(length), fs, *levels)
    close(got, length / fs, unit="s", rtol=1e-3, because=CUT)


@given(seed=seeds, length=lengths, fs=rates, gain=gains, zeros=st.integers(0, 40))
def test_rt60_of_a_later_sound(rt60, seed, length, fs, gain, zeros):
    """How strong the response is, and when it begins, makes no difference."""
    h = hall(seed, length)
    twin = rt60(h, fs)
    number(twin)
    agree(rt60(later(gain * h, zeros), fs), float(twin), unit="s", rtol=1e-8, because=LINE)


@given(seed=seeds, length=lengths, fs=rates, slower=st.sampled_from([2.0, 0.5, 10.0]))
def test_rt60_of_a_slower_recording(rt60, seed, length, fs, slower):
    """The same samples, played at half the sample rate, take twice as long to decay."""
    h = hall(seed, length)
    twin = rt60(h, fs)
    number(twin)
    agree(rt60(h, fs / slower), slower * twin, unit="s", rtol=1e-9, because=LINE)


@given(seed=seeds, length=lengths, fs=rates, levels=ranges)
def test_rt60_is_a_least_squares_line(rt60, seed, length, fs, levels):
    """It is -60 over the slope of the straight line that fits best between the two levels."""
    hi, lo = levels
    h = hall(seed, length)
    level = 10 * np.log10(np.tri(h.size).T @ h**2 / np.sum(h**2))
    at = np.flatnonzero((level <= hi) & (level >= lo))
    time, level = at / fs, level[at]
    time, level = time - time.mean(), level - level.mean()
    right = -60 * np.sum(time**2) / np.sum(time * level)
    close(rt60(h, fs, hi, lo), right, unit="s", rtol=1e-8, because=LINE)


@given(fs=rates, case=st.sampled_from(range(6)))
def test_rt60_refuses_what_does_not_decay(rt60, fs, case):
    """Silence, or a curve without two different levels from hi to lo, raises ValueError."""
    # All begin with silence: a line through a single sample at 0 s makes LAPACK print its own words.
    bad = [[1.0], [1.0, 0.1], [1.0, 0.0, 0.0, 0.25], [0.0], [1.0, 0.5, 0.001], [1.0, 0.0]]
    bad = [[0.0, *h] for h in bad]
    refuses(rt60, bad[case], fs, because="there is no slope to measure")


@given(case=st.sampled_from(range(6)))
def test_rt60_refuses_impossible_levels(rt60, case):
    """A rate that is not above zero, or levels that do not fall from at most 0 dB, raise ValueError."""
    bad = [(0.0, -5, -35), (-1000.0, -5, -35), (math.inf, -5, -35)]
    bad += [(1000.0, 5, -35), (1000.0, -35, -5), (1000.0, -5, -math.inf)]
    h = shown_as(0.5 ** np.arange(20.0), "0.5 ** np.arange(20.0)")
    refuses(rt60, h, *bad[case], because="there is no such decay")


@over(RT60)
def test_rt60_agrees_with_the_reference(rt60, reference, h, fs, hi, lo):
    """The time is the one that the course's own solution gives."""
    right = reference(h, fs, hi, lo)
    close(rt60(h, fs, hi, lo), right, unit="s", rtol=1e-10, because=LATE)


# band_decay


def limits(count, fs):
    """Return the edges of `count` bands from 0 Hz to a little above fs/2, none of them on a bin."""
    return np.linspace(0, 0.51 * fs, count + 1)


def on_a_bin(edge, fs, frame):
    """Return whether a frequency is that of a bin."""
    return edge >= 0 and 2 * edge <= fs and edge * frame % fs == 0


# Edges in bins of 1/8 of the rate; the rates are powers of two, so that no edge is rounded off its bin.
exact = st.fixed_dictionaries(
    {"fs": st.sampled_from([8192, 1024, 16384]), "frame": st.sampled_from([8, 16, 64])}
)


def edges_in_eighths(*rows):
    """Draw edges that are so many eighths of the rate, with frames and rates that are exact."""
    return st.tuples(exact, st.sampled_from(rows)).map(
        lambda both: {**both[0], "edges": [k * both[0]["fs"] / 8 for k in both[1]]}
    )


BAND_DECAY = domain(
    h=row(1, 4600, usual=sizes),
    fs=real(1, 1e6, rates),
    # In parts of the sample rate, until they are fitted; "edges in Hz" are as they are.
    edges=place(
        lambda drawn: drawn,
        usual=bands.map(lambda count: np.linspace(0, 0.5123456789, count + 1).tolist()),
        below_0_Hz=(st.just([-0.3123, -0.1234, 0.2123]), lambda v: v[0] < 0),
        unequal=(
            st.lists(st.integers(0, 520), min_size=2, max_size=6, unique=True).map(
                lambda parts: sorted((part + 0.37) / 1000 for part in parts)
            ),
            lambda v: len(v) > 2 and np.ptp(np.diff(v)) > 1e-3 * np.ptp(v),
        ),
        many=(
            st.just(np.linspace(0.0011111, 0.4987654, 41).tolist()),
            lambda v: len(v) > 40,
        ),
    ),
    frame=count(1, 600, frames),
    also={
        "an edge on a bin": (
            edges_in_eighths([0, 1, 2, 4], [1, 2, 3], [-1, 2, 5]),
            lambda h, fs, edges, frame: any(on_a_bin(e, fs, frame) for e in edges[1:-1]),
        ),
        "the last edge on a bin": (
            edges_in_eighths([0, 1], [1, 2, 3], [0, 3]),
            lambda h, fs, edges, frame: on_a_bin(edges[-1], fs, frame) and 2 * edges[-1] < fs,
        ),
        "the last edge at half the rate": (
            edges_in_eighths([0, 4], [1, 2, 4]),
            lambda h, fs, edges, frame: 2 * edges[-1] == fs and frame % 2 == 0,
        ),
        "edges next to a bin": (
            edges_in_eighths([0, 1 + 1e-7, 3], [1 - 1e-7, 2 + 1e-9, 3], [0, 2 - 1e-9, 3 + 1e-6]),
            lambda h, fs, edges, frame: any(
                0 < abs(e * frame / fs - round(e * frame / fs)) < 1e-4 for e in edges
            ),
        ),
        "several long frames": (
            st.just({"frame": 520, "h": {"kind": "noise", "seed": 1, "shape": [700]}}),
            lambda h, fs, edges, frame: len(h) > frame > 512,
        ),
        "above half the rate": (
            st.just({"edges": [0.3123, 0.6123, 0.9123, 2.3123]}),
            lambda h, fs, edges, frame: 2 * edges[-2] > fs,
        ),
        "edges in a list of integers": (
            st.just({"edges": [0, 101, 3001], "fs": 8000}),
            lambda h, fs, edges, frame: all(isinstance(e, int) for e in edges),
        ),
    },
    fit=lambda h, fs, edges, frame: {
        "edges": edges if edges[-1] > 3 or fs < 10 else [float(e * fs) for e in edges]
    },
)


@shape
@given(kind=kinds, seed=seeds, n=sizes, frame=frames, bands=bands, fs=rates)
@example(kind="noise", seed=0, n=9, frame=4, bands=2, fs=8000.0)
@example(kind="dc", seed=0, n=4, frame=8, bands=1, fs=1000.0)
def test_band_decay_is_a_table(band_decay, kind, seed, n, frame, bands, fs):
    """There is a row for each band, and a column for each frame, the last one full or not."""
    got = band_decay(signal(kind, seed, n), fs, limits(bands, fs), frame)
    array(got, (bands, -(-n // frame)))


@anchor
@given(gain=st.sampled_from([1, 2, 4]), place=st.integers(0, 7))
def test_band_decay_of_one_sample(band_decay, gain, place):
    """A sample of 1 in a frame of 8 gives each of 8 bins an eighth: 1 at 0 Hz, 6 between, 1 at fs/2."""
    h = gain * (np.arange(8) == place)
    right = gain**2 * np.array([[0.125], [0.75], [0.125]])
    close(band_decay(h, 8000.0, [0, 500, 3500, 4500], 8), right, rtol=1e-11, because=BY_HAND)


@given(seed=seeds, n=sizes, frame=frames, bands=bands, fs=rates)
def test_band_decay_keeps_the_energy(band_decay, seed, n, frame, bands, fs):
    """All bands together have the energy of the frame: the sum of its squared samples."""
    h = noise(seed, n)
    got = band_decay(h, fs, limits(bands, fs), frame)
    array(got, (bands, -(-n // frame)))
    right = np.add.reduceat(h**2, np.arange(0, n, frame))
    total = np.sum(got, axis=0)
    close(
        total, right, rtol=1e-10, atol=1e-11, what="the sum of all bands of a frame",
        because=PARSEVAL,
    )  # fmt: skip


@given(T=st.sampled_from([0.5, 0.1, 0.2, 1.0, 2.0]), fs=st.sampled_from([8000.0, 16_000.0]))
def test_band_decay_of_an_exponential(band_decay, T, fs):
    """Where 60 dB take T, each 10 ms take 60 x 0.01 / T of them: with 0.5 s that is 1.2 dB."""
    frame = round(0.01 * fs)
    t = np.arange(4 * frame) / fs
    h = 10 ** (-3 * t / T) * np.sin(2 * np.pi * 1000 * t)
    got = band_decay(h, fs, [707, 1414], frame)
    array(got, (1, 4))
    level = 10 * np.log10(np.maximum(np.asarray(got, dtype=float)[0], 1e-30))
    right = np.full(3, -0.6 / T)
    steps = np.diff(level)
    close(steps, right, unit="dB", atol=1e-6, what="the step to the next frame", because=DECIBELS)


@given(edge=st.sampled_from([1000, 2000, 3000]), amplitude=st.sampled_from([1.0, 2.0]))
def test_band_decay_at_an_edge(band_decay, edge, amplitude):
    """A tone on the edge of two bands belongs to the upper one: 8 samples of cosine have energy 4."""
    h = amplitude * np.round(np.cos(2 * np.pi * edge * np.arange(8) / 8000), 15)
    right = amplitude**2 * np.array([[0.0], [4.0]])
    got = band_decay(h, 8000.0, [edge - 1000, edge, edge + 1000], 8)
    close(got, right, atol=1e-11, because=PARSEVAL)


@given(k=st.integers(1, 3), frame=st.sampled_from([8, 7, 9, 16, 21]), fs=rates)
def test_band_decay_of_a_narrow_band(band_decay, k, frame, fs):
    """A tone that goes through k cycles in a frame is in the band that has k fs / frame, and in no other."""
    h = np.cos(2 * np.pi * k * np.arange(frame) / frame)
    edges = fs / frame * np.array([k - 0.5, k - 1e-4, k + 1e-4, k + 0.5])
    right = np.array([[0.0], [frame / 2], [0.0]])
    close(band_decay(h, fs, edges, frame), right, atol=1e-10, because=PARSEVAL)


@given(seed=seeds, frame=frames, fs=rates)
def test_band_decay_between_two_bins(band_decay, seed, frame, fs):
    """A band in which no bin lies has no energy, however much sound there is: frames are too short."""
    h = noise(seed, 2 * frame) + 1
    spacing = fs / frame
    edges = spacing * np.array([-0.5, 0.5, 0.75])
    mean = np.mean(h.reshape(2, frame), axis=1)
    right = np.stack([frame * mean**2, np.zeros(2)])
    close(band_decay(h, fs, edges, frame), right, rtol=1e-9, atol=1e-11, because=PARSEVAL)


@given(seed=seeds, n=sizes, frame=frames, bands=bands, fs=rates)
def test_band_decay_band_by_band(band_decay, seed, n, frame, bands, fs):
    """The energy is that of the frame after all other frequencies have been taken out of it."""
    h = noise(seed, n)
    edges = limits(bands, fs)
    count = -(-n // frame)
    padded = np.append(h, np.zeros(count * frame - n)).reshape(count, frame)
    f = np.abs(np.fft.fftfreq(frame, 1 / fs))
    right = []
    for band in range(bands):
        kept = (f >= edges[band]) & (f < edges[band + 1])
        right.append(np.sum(np.abs(np.fft.ifft(np.fft.fft(padded) * kept)) ** 2, axis=1))
    close(band_decay(h, fs, edges, frame), right, atol=1e-11, because=PARSEVAL)


@given(case=st.sampled_from(range(7)))
def test_band_decay_refuses_impossible_bands(band_decay, case):
    """Edges that do not rise, an empty frame, or a rate that is not above zero raise ValueError."""
    bad = [(1000.0, [0.0], 4), (1000.0, [0.0, 0.0], 4), (1000.0, [500.0, 0.0], 4)]
    bad += [(1000.0, [0.0, 500.0], 0), (1000.0, [0.0, 500.0], -4)]
    bad += [(0.0, [0.0, 500.0], 4), (-1000.0, [0.0, 500.0], 4)]
    refuses(band_decay, [1.0, 0.5], *bad[case], because="there is no such table")


@given(seed=seeds, frame=st.sampled_from([8, 4, 16]), db=st.sampled_from([300, 100, 200]))
def test_band_decay_of_a_quiet_frame(band_decay, seed, frame, db):
    """A frame hundreds of dB below the one before has its own energy, as exactly as any."""
    loud, quiet = noise(seed, frame) + 1, noise(seed + 1, frame) + 1
    h = shown_as(
        np.concatenate([loud, 10 ** (-db / 20) * quiet]),
        f"np.concatenate([noise({seed}, {frame}) + 1, "
        f"10 ** (-{db} / 20) * (noise({seed + 1}, {frame}) + 1)])",
    )
    got = band_decay(h, 8000.0, [-1000, 100, 4100], frame)
    array(got, (2, 2))
    mean = frame * np.mean(h[frame:]) ** 2
    right = np.array([mean, np.sum(h[frame:] ** 2) - mean])
    off = 1e-12 * float(np.sum(h[frame:] ** 2))
    close(got[:, 1], right, atol=off, what="the second frame", because=PARSEVAL)


@over(BAND_DECAY)
def test_band_decay_agrees_with_the_reference(band_decay, reference, h, fs, edges, frame):
    """The energies are those that the course's own solution gives."""
    right = reference(h, fs, edges, frame)
    off = 1e-13 * size_of(h) ** 2
    close(band_decay(h, fs, edges, frame), right, atol=off, because=PARSEVAL)
