"""The laws of the beamformer: delays, fractional delay, delay-and-sum, response, steered power."""

import math

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    at_most,
    close,
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

C = 343.0  # m/s

BY_HAND = "a few products: rounding stays below 1e-15 of the largest"
FAR = "the source is 1000 km away, where a wavefront over half a meter is flat to 1e-10 s"
DOT = "a scalar product of three numbers: rounding stays below 1e-18 s"
EACH = "products of three numbers and their sum: rounding stays below 1e-15 of each distance"
FFT = "a DFT and its inverse of at most 128 samples: errors stay below 1e-13 of the largest"
CHAIN = "at most 8 DFTs, turned by angles that are rounded at 1e-13: errors stay below 1e-11"
ENERGY = "a sum of at most 128 squares, each rounded at about 1e-13"
FAINT = "squares of at most 1, added or subtracted: rounding stays below 1e-14 of the largest"
ROUNDED = "this direction is too long by 4e-7 of its length; it may be used as it is or not"
TURNED = (
    "a DFT and its inverse of at most 1000 samples are good to 1e-13 of the largest sample; an angle "
    "of pi times the delay in samples is rounded at 1e-16 of itself"
)
ANGLE = "2 pi f t is rounded at 1e-16 of at most some hundred radians, about 1e-13"

sizes = st.sampled_from([8, 1, 2, 3, 4, 5, 7, 16]) | st.integers(1, 24)
odd = st.sampled_from([7, 9, 15, 31, 63])
# One list each, so that a counterexample shrinks to the first value that breaks the law.
parts = st.sampled_from([0.5, 0.25, 1.0, 1.5, -0.5, 0.1, -1.25, 3.3, 7.75, -10.4])
angles = st.sampled_from([90, -90, 30, -30, 0, 45, 60, -60, 135, 180, *range(-175, 180, 14)])
gains = st.sampled_from([1, 2, 10])
rates = st.sampled_from([8000.0, 16000.0, 48000.0, 44100.0])
speeds = st.sampled_from([343.0, 331.3, 349.0, 1480.0])
counts = st.sampled_from([2, 1, 3, 4, 8])
few = st.sampled_from([2, 1, 3])  # where every microphone costs a transform
spacings = st.sampled_from([0.1, 0.05, 0.2, 0.02, 0.343])
tones = st.sampled_from([1000.0, 440.0, 0.0, 100.0, 250.0, 3000.0, 7000.0])
phases = st.sampled_from([0, 90, -90, 45, 180, 30])
cycles = st.sampled_from([1, 2, 3, 5, 10])

UNITS = {
    "N": "samples",
    "steps": "samples",
    "delay": "samples",
    "more": "samples",
    "phase": "degrees",
    "azimuth": "degrees",
    "look": "degrees",
    "spacing": "m",
    "distance": "m",
    "wavelengths": "wavelengths",
    "M": "microphones",
    "f": "Hz",
    "fs": "Hz",
    "c": "m/s",
}


def microphones(**fixed):
    """Return what positions are drawn from: how many, in how many dimensions, how far apart."""
    usual = {"seed": seeds, "M": st.integers(1, 5), "d": st.just(2)}
    return st.fixed_dictionaries(usual | fixed)


def placed(seed, M, d, times=1.0, container="array", far=1.0):
    """Return the positions that were drawn; as integers they are whole meters."""
    positions = times * scattered(seed, M, d)
    positions[0] *= far
    if container == "list":
        return positions.tolist()
    return positions if container == "array" else np.abs(100 * positions).round().astype(container)


USUAL_POSITIONS = dict(
    usual=microphones(),
    one_microphone=(microphones(M=st.just(1)), lambda p: len(p) == 1),
    many=(microphones(M=st.just(40)), lambda p: len(p) == 40),
    on_a_line=(microphones(d=st.just(1)), lambda p: np.shape(p)[1] == 1),
    in_space=(microphones(d=st.just(3)), lambda p: np.shape(p)[1] == 3 and np.ptp(p, 0)[2] > 0),
    meters_apart=(microphones(times=st.just(100.0)), lambda p: np.ptp(p) > 2),
    a_list=(microphones(container=st.just("list")), lambda p: isinstance(p, list)),
    whole_meters=(
        microphones(container=st.sampled_from(["int16", "uint8"])),
        lambda p: getattr(p, "dtype", None) in (np.int16, np.uint8),
    ),
)
POSITIONS = place(lambda drawn: placed(**drawn), **USUAL_POSITIONS)
ANY_POSITIONS = place(  # where the answer is in proportion to them
    lambda drawn: placed(**drawn),
    **USUAL_POSITIONS,
    tiny=(microphones(times=st.just(2.0**-100)), lambda p: 0 < np.max(np.abs(p)) < 1e-20),
    one_far_away=(
        microphones(M=st.just(4), far=st.just(2.0**40)),
        lambda p: len(p) == 4 and np.max(np.abs(p)) > 1e9 > np.max(np.abs(p[1:])) > 0,
    ),
    huge=(microphones(times=st.just(2.0**100)), lambda p: np.max(np.abs(p)) > 1e20),
)
DIRECTION = place(
    lambda drawn: anywhere(drawn) if isinstance(drawn, int) else toward(drawn, 3),
    usual=seeds,
    straight_ahead=(st.just(0.0), lambda u: u[0] == 1),
    backward=(st.just(180.0), lambda u: u[0] == -1),
    nearly_ahead=(st.just(1e-5), lambda u: len(u) > 1 and 0 < abs(u[1]) < 1e-6),
)
DIRECTIONS = place(
    lambda drawn: np.array(
        [anywhere(drawn["seed"] + k % drawn.get("others", drawn["K"])) for k in range(drawn["K"])]
    ),
    usual=st.fixed_dictionaries({"seed": seeds, "K": st.integers(1, 4)}),
    one=(st.fixed_dictionaries({"seed": seeds, "K": st.just(1)}), lambda dirs: len(dirs) == 1),
    many=(st.fixed_dictionaries({"seed": seeds, "K": st.just(75)}), lambda dirs: len(dirs) == 75),
    one_of_them_twice=(
        st.fixed_dictionaries({"seed": seeds, "K": st.just(3), "others": st.just(2)}),
        lambda dirs: len(dirs) == 3 and np.array_equal(dirs[0], dirs[2]),
    ),
)


def delays_of(seed, seconds=1e-3, samples=None, container="array", alike=False):
    """Return delays in seconds for many microphones; or nearly whole samples, for `fit` to divide."""
    delays = seconds * np.random.default_rng(seed).uniform(-1, 1, 40)
    if samples is not None:
        delays = np.random.default_rng(seed).integers(-9, 10, 40) + samples
    delays = np.full(40, delays[0]) if alike else delays
    return delays.tolist() if container == "list" else delays


DELAYS = place(
    lambda drawn: delays_of(**drawn),
    usual=st.fixed_dictionaries({"seed": seeds, "seconds": st.sampled_from([1e-3, 1e-4])}),
    long=(
        st.fixed_dictionaries({"seed": seeds, "seconds": st.just(0.4)}),
        lambda delays: np.max(np.abs(delays)) > 0.01,
    ),
    tiny=(
        st.fixed_dictionaries({"seed": seeds, "seconds": st.just(1e-8)}),
        lambda delays: 0 < np.max(np.abs(delays)) < 1e-7,
    ),
    none=(st.just({"seed": 0, "seconds": 0.0}), lambda delays: not np.any(delays)),
    a_list=(
        st.fixed_dictionaries({"seed": seeds, "container": st.just("list")}),
        lambda delays: isinstance(delays, list),
    ),
    all_alike=(
        st.fixed_dictionaries({"seed": seeds, "alike": st.just(True)}),
        lambda delays: len(delays) > 1 and np.ptp(delays) == 0 and delays[0] != 0,
    ),
)
RECORDING = row(1, 1000, dims=(2,), containers=("list", "float32", "int16", "uint8"))
OF_SEVERAL = row(
    1,
    1000,
    dims=(2,),
    containers=("list", "float32", "int16", "uint8"),
    also={
        "one microphone": (st.just({"shape": [1, 12]}), lambda X: np.shape(X)[0] == 1),
        "many microphones": (st.just({"shape": [40, 16]}), lambda X: np.shape(X)[0] == 40),
    },
)
SPEED = real(100.0, 6000.0, speeds)
RATE = real(1.0, 192_000.0, rates)


def in_step(positions, **others):
    """Cut directions to the dimensions of the positions; give every microphone a row of samples."""
    d = np.shape(positions)[1]
    changed = {
        name: unit(others[name], d) for name in ("u", "look", "src", "dirs") if name in others
    }
    if "X" in others:
        changed["X"] = rows_of(others["X"], len(positions))
    return changed


def unit(u, d):
    """Return one direction, or several, in d dimensions."""
    cut = np.asarray(u)[..., :d]
    length = np.linalg.norm(cut, axis=-1, keepdims=True)
    return np.where(length > 0, cut, np.eye(d)[0]) / np.where(length > 0, length, 1)


def rows_of(X, M):
    """Return a recording with M rows, of the same container."""
    whole = np.resize(X, (M, np.shape(X)[-1]))
    return whole.tolist() if isinstance(X, list) else whole


STEERING_DELAYS = domain(positions=ANY_POSITIONS, u=DIRECTION, c=SPEED, fit=in_step)
DELAY_SIGNAL = domain(
    x=row(1, 1000, dims=(1, 2, 3), containers=("list", "float32", "int16", "uint8")),
    delay_samples=real(
        -1e5,
        1e5,
        parts,
        also={
            "a tiny part of a sample": (
                st.sampled_from([1e-3, -1e-4]),
                lambda d: 1e-5 < abs(d) < 0.01,
            ),
            "a millionth of a sample": (
                st.sampled_from([1e-6, -1e-7, 1e-9]),
                lambda d: 0 < abs(d) < 1e-5,
            ),
            "nearly a whole number": (
                st.sampled_from([1.00001, -2.0001, 2.999]),
                lambda d: 0 < abs(d - round(d)) < 0.01 and abs(d) > 0.5,
            ),
            "a whole number but for a hair": (
                st.sampled_from([2 + 1e-9, -1 + 1e-9, 1 - 1e-8]),
                lambda d: 0 < abs(d - round(d)) < 1e-7 and abs(d) > 0.5,
            ),
        },
    ),
)


def for_each(X, delays, fs):
    """Return one delay for each microphone, in seconds."""
    each = delays[: len(X)]
    return {"delays": each if np.max(np.abs(each)) < 0.5 else each / fs}


DELAY_AND_SUM = domain(
    X=OF_SEVERAL,
    delays=DELAYS,
    fs=RATE,
    also={
        "nearly whole samples": (
            st.fixed_dictionaries(
                {
                    "delays": st.fixed_dictionaries(
                        {"seed": seeds, "samples": st.sampled_from([1e-5, 1e-8])}
                    )
                }
            ),
            lambda X, delays, fs: (
                0 < np.min(off := np.abs(fs * np.array(delays) - np.round(fs * np.array(delays))))
                and np.max(off) < 1e-4
                and np.max(np.abs(fs * np.array(delays))) > 0.5
            ),
        )
    },
    fit=for_each,
)
BEAM_RESPONSE = domain(
    positions=POSITIONS,
    look=DIRECTION,
    src=DIRECTION,
    f=real(
        0.0,
        1e6,
        tones.filter(bool),
        also={"far below hearing": (st.sampled_from([0.01, 1e-4, 1e-7]), lambda f: 0 < f < 0.1)},
    ),
    c=SPEED,
    also={
        "where it looks": (
            seeds.map(lambda seed: {"look": seed, "src": seed}),
            lambda positions, look, src, f, c: np.array_equal(look, src),
        ),
        "in line, from behind": (
            st.fixed_dictionaries(
                {
                    "positions": microphones(d=st.just(1)),
                    "look": st.just(0.0),
                    "src": st.just(180.0),
                }
            ),
            lambda positions, look, src, f, c: np.array_equal(look, [1]) and src[0] == -1,
        ),
        "nearly where it looks": (
            st.just({"look": 30.0, "src": 30.0001}),
            lambda positions, look, src, f, c: 0 < np.max(np.abs(look - src)) < 1e-5,
        ),
    },
    fit=in_step,
)
STEERED_POWER = domain(X=RECORDING, positions=POSITIONS, dirs=DIRECTIONS, fs=RATE, fit=in_step)


def toward(azimuth, d=2):
    """Return the unit vector to an azimuth in degrees: ahead is x, left is y."""
    a = math.radians(azimuth)
    # Rounded, so that zeros are shown as zeros; by far less than any tolerance.
    return (np.round([math.cos(a), math.sin(a), 0.0], 15) + 0.0)[:d]


def line(M, spacing):
    """Return `M` microphones in a line from right to left, around the origin."""
    y = (np.arange(M) - (M - 1) / 2) * spacing
    return np.stack([np.zeros(M), y], axis=1)


def scattered(seed, M, d=2):
    """Return `M` microphones anywhere within 0.3 m of the origin, in whole centimeters."""
    return np.random.default_rng(seed).integers(-17, 18, (M, d)) / 100


def anywhere(seed):
    """Return a direction in three dimensions."""
    u = noise(seed, 3)
    return u / np.linalg.norm(u)


def wave(N, cycles, phase, delays):
    """Return a cosine of whole cycles in N samples, one row for each delay in samples."""
    at = np.arange(N) - np.reshape(delays, (-1, 1))
    late = f"np.reshape({np.asarray(delays).tolist()}, (-1, 1))"
    text = f"2 * np.pi * {cycles} * (np.arange({N}) - {late}) / {N} + math.radians({phase})"
    return shown_as(np.cos(2 * np.pi * cycles * at / N + math.radians(phase)), f"np.cos({text})")


def arrivals(positions, u, fs):
    """Return by how many samples each microphone hears a source in direction u later."""
    return np.array(
        [-sum(p * q for p, q in zip(row, u, strict=True)) / C * fs for row in positions]
    )


def same(got, expected, **about):
    """Assert that two numbers are equal as complex numbers, also where the right one is real."""
    close(got, np.asarray(expected, dtype=complex), **about)


def one(got):
    """Return the answer as one complex number, or say what else it is."""
    return number(got, dtype=complex)


# steering_delays


@shape
@given(seed=seeds, M=st.integers(1, 8), d=st.integers(1, 3))
@example(seed=25, M=1, d=1)
def test_steering_delays_is_one_a_microphone(steering_delays, seed, M, d):
    """There is one real, finite delay for each microphone, in one, two or three dimensions."""
    u = toward(0, d)
    array(steering_delays(scattered(seed, M, d), u), M)


@anchor
@given(distance=st.sampled_from([0.343, 0.1715, 0.686, 3.43]), azimuth=st.sampled_from([90, -90]))
def test_steering_delays_of_34_centimeters(steering_delays, distance, azimuth):
    """A microphone 34.3 cm nearer to the source hears it 1 ms earlier, one beyond 1 ms later."""
    positions = [[0.0, distance], [0.0, 0.0], [0.0, -distance]]
    near = distance / 343 * (1 if azimuth == 90 else -1)
    right = np.array([-near, 0.0, near])
    close(steering_delays(positions, toward(azimuth)), right, unit="s", atol=1e-15, because=BY_HAND)


@anchor
@given(azimuth=st.sampled_from([30, -30, 150, 90, 0]), spacing=st.sampled_from([0.2, 0.1, 0.02]))
def test_steering_delays_of_a_pair(steering_delays, azimuth, spacing):
    """Two microphones 20 cm apart, a source 30 degrees to the left: 291.5 us between them."""
    right, left = array(steering_delays(line(2, spacing), toward(azimuth)), 2)
    half = {30: 0.5, -30: -0.5, 150: 0.5, 90: 1.0, 0: 0.0}[azimuth]
    between = half * spacing / 343
    close(
        right - left,
        between,
        unit="s",
        atol=1e-15,
        what="the second minus the first",
        because=BY_HAND,
    )


@given(seed=seeds, M=counts, c=speeds)
def test_steering_delays_are_differences_of_distances(steering_delays, seed, M, c):
    """The delay is (distance to the source - the origin's distance) / c, for a source far away."""
    positions, u = scattered(seed, M, 3), anywhere(seed)
    source = 1e6 * u
    # The difference of two long distances, without the digits that a subtraction would lose.
    away = np.linalg.norm(source - positions, axis=1)
    right = (np.sum(positions**2, axis=1) - 2 * positions @ source) / (away + 1e6) / c
    close(steering_delays(positions, u, c), right, unit="s", atol=1e-9, because=FAR)


@given(seed=seeds, distance=st.sampled_from([1.0, 0.5, -2.0]), c=speeds)
def test_steering_delays_of_an_array_moved_toward_the_source(steering_delays, seed, distance, c):
    """Moving the whole array 1 m toward the source makes every delay 1 m / c smaller."""
    positions, u = scattered(seed, 4, 3), anywhere(seed)
    twin = array(steering_delays(positions, u, c), 4) - distance / c
    there = steering_delays(positions + distance * u, u, c)
    agree(there, twin, unit="s", atol=1e-14, because=DOT)


@given(seed=seeds, M=counts, d=st.integers(1, 3))
@example(seed=25, M=1, d=1)
def test_steering_delays_give_back_the_positions(steering_delays, seed, M, d):
    """Sources on the axes measure the array: -343 m/s times the delay is the coordinate."""
    positions = scattered(seed, M, d)
    for axis in range(d):
        back = -C * array(steering_delays(positions, np.eye(d)[axis]), M)
        close(
            back, positions[:, axis], unit="m", atol=1e-13, what="-c times the delay", because=DOT
        )


@given(M=counts, spacing=spacings, c=speeds)
def test_steering_delays_of_a_rounded_direction(steering_delays, M, spacing, c):
    """A direction that is rounded to six digits, 0.707107 and 0.707107, is good enough."""
    right = -line(M, spacing)[:, 1] * 0.707107 / c
    got = steering_delays(line(M, spacing), [0.707107, 0.707107], c)
    close(got, right, unit="s", rtol=1e-6, atol=1e-14, because=ROUNDED)


@given(case=st.sampled_from(range(9)))
def test_steering_delays_refuses_what_is_no_direction(steering_delays, case):
    """A direction has the length 1, to 1e-6, and a position's coordinates; c is above zero."""
    pair = [[0.0, 0.1], [0.0, -0.1]]
    right = np.array([-0.1, 0.1]) / 100
    almost = steering_delays(pair, [0.0, 1.0000005], 100.0)
    close(almost, right, unit="s", rtol=1e-6, because="this direction is too long by 5e-7 of 1")
    bad = [
        (pair, [0.0, 2.0]),
        (pair, [1.0, 1.0]),
        (pair, [0.0, 1.00001]),
        (pair, [0.0, 0.99999]),
        (pair, [0.0, 0.0]),
        (pair, [1.0, 0.0, 0.0]),
        (pair, [0.0, 1.0], 0.0),
        (pair, [0.0, 1.0], -343.0),
        ([], [0.0, 1.0]),
    ]
    refuses(steering_delays, *bad[case], because="u must have the length 1, c be above zero")


@over(STEERING_DELAYS)
def test_steering_delays_agrees_with_the_reference(steering_delays, reference, positions, u, c):
    """The delays are those that the course's own solution gives."""
    reach = np.sum(np.abs(np.asarray(positions, dtype=float)), axis=1)  # of each microphone
    close(
        steering_delays(positions, u, c),
        reference(positions, u, c),
        unit="s",
        atol=2e-15 * reach / c,
        because=EACH,
    )


# delay_signal


@shape
@given(kind=kinds, seed=seeds, N=sizes, rows=st.integers(0, 3), delay=parts)
def test_delay_signal_keeps_the_shape(delay_signal, kind, seed, N, rows, delay):
    """The answer has the shape of x, for one row of samples and for several."""
    x = signal(kind, seed, N)
    x = np.tile(x, (rows, 1)) if rows else x
    array(delay_signal(x, delay), x.shape)


@anchor
@given(steps=st.sampled_from([1, 0, 2, 3, -1]), gain=gains)
def test_delay_signal_by_a_whole_sample(delay_signal, steps, gain):
    """The samples 1, 0, 0, 0 become 0, 1, 0, 0 with a delay of 1, and 0, 0, 0, 1 with one of -1."""
    right = np.zeros(4)
    right[steps] = gain
    close(delay_signal([gain, 0, 0, 0], steps), right, atol=1e-12 * gain, because=BY_HAND)


@anchor
@given(gain=gains)
def test_delay_signal_by_half_a_sample(delay_signal, gain):
    """One cycle in four samples, 1, 0, -1, 0, half a sample later: 0.707, 0.707, -0.707, -0.707."""
    right = gain * math.sqrt(0.5) * np.array([1, 1, -1, -1])
    close(
        delay_signal(gain * np.array([1.0, 0, -1, 0]), 0.5), right, atol=1e-12 * gain, because=FFT
    )


@given(N=st.sampled_from([8, 9, 16, 32, 101]), k=cycles, phase=phases, delay=parts)
def test_delay_signal_of_a_wave(delay_signal, N, k, phase, delay):
    """A cosine that fits the loop is the same cosine, drawn `delay` samples later."""
    k = k % ((N + 1) // 2)
    x, right = wave(N, k, phase, 0)[0], wave(N, k, phase, delay)[0]
    close(delay_signal(x, delay), right, atol=1e-10, because=FFT)


@given(seed=seeds, N=sizes, rows=st.integers(1, 3), steps=st.integers(-20, 20))
@example(seed=0, N=4, rows=2, steps=1)
def test_delay_signal_rolls_every_row(delay_signal, seed, N, rows, steps):
    """Whole samples move every row around the loop, also by more than once around."""
    x = noise(seed, rows * N).reshape(rows, N)
    close(delay_signal(x, steps), np.roll(x, steps, axis=-1), atol=1e-10, because=FFT)


@given(seed=seeds, N=odd, delay=parts, more=parts)
@example(seed=0, N=7, delay=0.5, more=-0.5)
def test_delay_signal_adds_up(delay_signal, seed, N, delay, more):
    """Two delays, one after the other, are one delay by their sum (N odd)."""
    x = noise(seed, N)
    first, together = (array(delay_signal(x, d), N) for d in (delay, delay + more))
    agree(delay_signal(first, more), together, atol=1e-10, calls=3, because=FFT)


@given(seed=seeds, N=odd, delay=parts)
def test_delay_signal_keeps_the_energy(delay_signal, seed, N, delay):
    """The squares of the samples add up to the same as before (N odd)."""
    x = noise(seed, N)
    energy = np.sum(array(delay_signal(x, delay), N) ** 2)
    close(energy, np.sum(x**2), rtol=1e-10, what="the sum of the squares", because=ENERGY)


@given(N=st.sampled_from([2, 4, 8, 16]), delay=parts)
def test_delay_signal_at_half_the_rate(delay_signal, N, delay):
    """The samples 1, -1, 1, -1 come out times cos(pi d): no other wave of fs/2 has real samples."""
    x = (-1.0) ** np.arange(N)
    close(delay_signal(x, delay), math.cos(math.pi * delay) * x, atol=1e-10, because=FFT)


@given(seed=seeds, N=sizes | st.sampled_from([32, 100, 101, 128]), delay=parts)
def test_delay_signal_is_a_sum_of_waves(delay_signal, seed, N, delay):
    """For any samples: every wave of the DFT, from -fs/2 to fs/2, drawn later, and added up."""
    x = noise(seed, N)
    f = np.fft.fftfreq(N)
    right = np.real(np.exp(2j * np.pi * np.outer(np.arange(N) - delay, f)) @ np.fft.fft(x)) / N
    close(delay_signal(x, delay), right, atol=1e-10, because=FFT)


@given(seed=seeds, N=sizes, power=st.sampled_from([-60, 60, -100, 100]), delay=parts)
def test_delay_signal_of_a_whisper_beside_a_shout(delay_signal, seed, N, power, delay):
    """Each row is delayed on its own: one far louder or softer than the other changes nothing."""
    x = noise(seed, 2 * N).reshape(2, N)
    alone = [array(delay_signal(row, delay), N) for row in x]
    both = array(delay_signal(x * np.array([[1.0], [2.0**power]]), delay), (2, N))
    for got, gain, twin in zip(both, (1.0, 2.0**power), alone, strict=True):
        agree(got / gain, twin, atol=1e-12, calls=3, because=FFT)


@given(N=st.sampled_from([8, 9, 16, 33]), delay=parts, faint=st.sampled_from([0.5, 1e-5, 1e-9]))
def test_delay_signal_of_a_faint_wave_beside_a_strong_one(delay_signal, N, delay, faint):
    """A wave of two cycles, 180 dB below one of a single cycle, is moved as well."""
    x = wave(N, 1, 0, 0)[0] + faint * wave(N, 2, 30, 0)[0]
    got = array(delay_signal(x, delay), N)
    right = faint * wave(N, 2, 30, delay)[0]
    what = "the faint wave, which is left without the strong one"
    close(got - wave(N, 1, 0, delay)[0], right, atol=1e-13, what=what, because=FFT)


@given(case=st.sampled_from(range(5)))
def test_delay_signal_refuses_no_number(delay_signal, case):
    """One sample will do; none, one or a delay that is not finite, or a bare number, will not."""
    close(delay_signal([3.0], 2), np.array([3.0]), atol=1e-12, because=BY_HAND)
    close(delay_signal([3.0, 1.0], -1), np.array([1.0, 3]), atol=1e-12, because=BY_HAND)
    bad = [([], 1), ([1.0, math.nan], 1), ([1.0, 2.0], math.nan), ([1.0, 2.0], math.inf), (3.0, 1)]
    refuses(delay_signal, *bad[case], because="there is nothing to delay")


@over(DELAY_SIGNAL)
def test_delay_signal_agrees_with_the_reference(delay_signal, reference, x, delay_samples):
    """The samples are those that the course's own solution gives."""
    off = (1e-12 + 1e-14 * abs(delay_samples)) * np.max(np.abs(np.asarray(x, dtype=float)))
    close(delay_signal(x, delay_samples), reference(x, delay_samples), atol=off, because=TURNED)


# delay_and_sum


@shape
@given(kind=kinds, seed=seeds, M=counts, N=sizes, fs=rates)
def test_delay_and_sum_is_one_row(delay_and_sum, kind, seed, M, N, fs):
    """From M microphones with N samples each comes one row of N real, finite numbers."""
    X = np.tile(signal(kind, seed, N), (M, 1))
    array(delay_and_sum(X, np.arange(M) / fs, fs), N)


@anchor
@given(gain=gains, fs=st.sampled_from([1000.0, 8000.0, 48000.0]), steps=st.sampled_from([1, 2]))
def test_delay_and_sum_of_a_click(delay_and_sum, gain, fs, steps):
    """The second microphone hears the click a sample later: removed, 1, 0, 0, 0 comes out."""
    later = np.roll([gain, 0, 0, 0], steps)
    X = [[gain, 0, 0, 0], [int(value) for value in later]]
    right = np.array([gain, 0.0, 0, 0])
    close(delay_and_sum(X, [0, steps / fs], fs), right, atol=1e-10 * gain, because=BY_HAND)


@anchor
@given(gain=gains, fs=rates)
def test_delay_and_sum_without_delays(delay_and_sum, gain, fs):
    """With no delay it is the mean: 1, 2, 3 and 3, 2, 1 give 2, 2, 2; 1, 0, -1 and -1, 0, 1 nothing."""
    X = gain * np.array([[1, 2, 3, 1, 0, -1], [3, 2, 1, -1, 0, 1]])
    right = gain * np.array([2, 2, 2, 0, 0, 0])
    close(delay_and_sum(X, [0.0, 0.0], fs), right, atol=1e-11 * gain, because=BY_HAND)


@given(
    M=counts,
    spacing=spacings,
    azimuth=angles,
    N=st.sampled_from([32, 33, 128]),
    k=cycles,
    phase=phases,
    fs=rates,
)
def test_delay_and_sum_recovers_the_source(delay_and_sum, M, spacing, azimuth, N, k, phase, fs):
    """A wave that reaches each microphone with its delay comes out as it was sent."""
    delays = arrivals(line(M, spacing), toward(azimuth), fs)
    X, source = wave(N, k, phase, delays), wave(N, k, phase, 0)[0]
    close(delay_and_sum(X, delays / fs, fs), source, atol=1e-9, because=CHAIN, fs=fs)


@given(N=st.sampled_from([16, 32, 33]), k=cycles, phase=phases, delay=parts, fs=rates)
def test_delay_and_sum_weakens_what_is_not_aligned(delay_and_sum, N, k, phase, delay, fs):
    """A wave in step at two microphones, taken d apart in opposite ways, is left times cos(2 pi f d)."""
    k = k % ((N + 1) // 2)
    x = wave(N, k, phase, 0)[0]
    right = math.cos(2 * math.pi * k * delay / N) * x
    got = delay_and_sum(np.stack([x, x]), [delay / fs, -delay / fs], fs)
    close(got, right, atol=1e-9, because=CHAIN)


@given(seed=seeds, M=few, N=odd, fs=rates)
def test_delay_and_sum_lets_in_noise(delay_and_sum, seed, M, N, fs):
    """A click in one microphone alone keeps 1/M^2 of its energy, whatever the delays: 1/M in all."""
    delays = arrivals(scattered(seed, M), toward(30), fs) / fs
    for m in range(M):
        X = np.zeros((M, N))
        X[m, 0] = 1.0
        energy = np.sum(array(delay_and_sum(X, delays, fs), N) ** 2)
        close(energy, 1 / M**2, atol=1e-10, what="the energy", because=ENERGY)


@given(seed=seeds, M=st.sampled_from([2, 3, 4]), N=st.sampled_from([8, 9, 16]), fs=rates)
def test_delay_and_sum_in_any_order(delay_and_sum, seed, M, N, fs):
    """It does not matter in which order the microphones are listed."""
    X = noise(seed, M * N).reshape(M, N)
    delays = arrivals(scattered(seed, M), toward(30), fs) / fs
    beam = array(delay_and_sum(X, delays, fs), N)
    order = np.random.default_rng(seed).permutation(M)
    order = order if list(order) != sorted(order) else order[::-1]
    again = delay_and_sum(X[order], delays[order], fs)
    agree(again, beam, atol=1e-10, because=CHAIN)


@given(seed=seeds, other=seeds, M=few, N=st.sampled_from([8, 9, 16]), fs=rates)
def test_delay_and_sum_of_two_sources(delay_and_sum, seed, other, M, N, fs):
    """The beam of two sounds at once is the sum of their beams."""
    X, Y = noise(seed, M * N).reshape(M, N), noise(other, M * N).reshape(M, N)
    delays = arrivals(scattered(seed, M), toward(30), fs) / fs
    twin = sum(array(delay_and_sum(sound, delays, fs), N) for sound in (X, Y))
    agree(delay_and_sum(X + Y, delays, fs), twin, atol=1e-10, calls=3, because=CHAIN)


@given(case=st.sampled_from(range(7)))
def test_delay_and_sum_refuses_what_does_not_fit(delay_and_sum, case):
    """There must be one delay for each microphone, and a sample rate above zero."""
    X = [[1.0, 2.0], [3.0, 4.0]]
    close(delay_and_sum(X, [0, 0.5], 2), np.array([2.5, 2.5]), atol=1e-12, because=BY_HAND)
    bad = [
        (X, [0.0], 8000.0),
        (X, [0.0, 0.0, 0.0], 8000.0),
        (X, [0.0, math.nan], 8000.0),
        (X, [0.0, 0.0], 0.0),
        (X, [0.0, 0.0], -8000.0),
        (X, [0.0, 0.0], math.nan),
        ([], [], 8000.0),
    ]
    refuses(delay_and_sum, *bad[case], because="each microphone needs its delay, fs be above zero")


@over(DELAY_AND_SUM)
def test_delay_and_sum_agrees_with_the_reference(delay_and_sum, reference, X, delays, fs):
    """The beam is the one that the course's own solution gives."""
    turned = 1e-12 + 1e-14 * fs * np.max(np.abs(delays))
    off = turned * np.max(np.abs(np.asarray(X, dtype=float)))
    close(delay_and_sum(X, delays, fs), reference(X, delays, fs), atol=off, because=TURNED)


# beam_response


@shape
@given(M=counts, spacing=spacings, look=angles, azimuth=angles, f=tones)
def test_beam_response_is_one_number(beam_response, M, spacing, look, azimuth, f):
    """The answer is one finite number, complex or real."""
    one(beam_response(line(M, spacing), toward(look), toward(azimuth), f))


@anchor
@given(wavelengths=st.sampled_from([0.25, 0.5, 0.75, 1.0]), azimuth=st.sampled_from([90, -90]))
def test_beam_response_of_one_microphone(beam_response, wavelengths, azimuth):
    """A microphone 0.25 wavelengths nearer to the tone hears it a quarter of a turn ahead: g = j."""
    real, imag = {0.25: (0, 1), 0.5: (-1, 0), 0.75: (0, -1), 1.0: (1, 0)}[wavelengths]
    right = complex(real, imag if azimuth == 90 else 0 - imag)
    got = beam_response([[0.0, 0.343 * wavelengths]], [1.0, 0.0], toward(azimuth), 1000.0)
    same(got, right, atol=1e-12, because=BY_HAND)


@anchor
@given(wavelengths=st.sampled_from([0.5, 0.25, 1.0, 1.5, 2.0, 0.0]))
def test_beam_response_of_a_pair(beam_response, wavelengths):
    """Two microphones, tone from the side: 0 if half a wavelength apart, 0.707 a quarter, -1 a whole."""
    right = {0.5: 0, 0.25: math.sqrt(0.5), 1.0: -1, 1.5: 0, 2.0: 1, 0.0: 1}[wavelengths]
    got = beam_response(line(2, 0.343), [1.0, 0.0], [0.0, 1.0], 1000.0 * wavelengths)
    same(got, right, atol=1e-12, because=BY_HAND)


@given(off=st.sampled_from([0.1, 1e-3, -1e-6, 1e-9]))
def test_beam_response_nearly_half_a_wavelength(beam_response, off):
    """Half a wavelength and a little more between a pair: minus the sine of that, however small."""
    got = beam_response(line(2, 0.343), [1.0, 0.0], [0.0, 1.0], 500.0 * (1 + off))
    same(got, -math.sin(math.pi / 2 * off), atol=1e-14, because=BY_HAND)


@given(seed=seeds, M=counts, look=angles, f=tones, c=speeds)
def test_beam_response_to_what_it_looks_at(beam_response, seed, M, look, f, c):
    """Where the beam looks everything comes through: g = 1. Elsewhere, never more."""
    positions = scattered(seed, M)
    same(beam_response(positions, toward(look), toward(look), f, c), 1, atol=1e-12, because=ANGLE)
    elsewhere = one(beam_response(positions, toward(look), toward(look + 77), f, c))
    mean = "a mean of M turns is no longer than one"
    at_most(abs(elsewhere), 1.0, slack=1e-12, what="|g|", because=mean)


@given(M=st.sampled_from([2, 3, 4, 8]), spacing=spacings, look=angles, azimuth=angles, f=tones)
def test_beam_response_of_a_line(beam_response, M, spacing, look, azimuth, f):
    """For M microphones in a line |g| is |sin(M a) / (M sin a)|, with 2a the turn between two."""
    off = f * spacing * (math.sin(math.radians(azimuth)) - math.sin(math.radians(look))) / C
    off = off - round(off)  # turns from one microphone to the next
    right = abs(np.sinc(M * off) / np.sinc(off))
    got = one(beam_response(line(M, spacing), toward(look), toward(azimuth), f))
    close(abs(got), right, atol=1e-10, what="|g|", because=ANGLE)


@given(seed=seeds, M=counts, look=angles, azimuth=angles, f=tones, c=speeds)
def test_beam_response_is_what_a_simulation_gives(beam_response, seed, M, look, azimuth, f, c):
    """Send one cycle of the tone to every microphone, align, average: the same gain and phase."""
    positions, u, v = scattered(seed, M), toward(look), toward(azimuth)
    t = np.arange(16) / (16 * f) if f else np.zeros(16)
    beam = np.zeros(16)
    for p in positions:
        arrives, removed = -(p @ v) / c, -(p @ u) / c
        beam = beam + np.cos(2 * np.pi * f * (t - arrives + removed)) / M
    factor = 2 if f else 1
    right = factor * np.mean(beam * np.exp(-2j * np.pi * f * t))
    same(beam_response(positions, u, v, f, c), right, atol=1e-10, because=ANGLE)


@given(seed=seeds, M=counts, look=angles, azimuth=angles, f=tones)
def test_beam_response_the_other_way_round(beam_response, seed, M, look, azimuth, f):
    """Exchanging the two directions gives the complex conjugate."""
    positions = scattered(seed, M)
    twin = np.conj(one(beam_response(positions, toward(look), toward(azimuth), f)))
    there = beam_response(positions, toward(azimuth), toward(look), f)
    agree(there, twin, atol=1e-10, because=ANGLE)


@given(seed=seeds, look=angles, azimuth=angles, distance=st.sampled_from([0.1, 1.0, -0.5]), f=tones)
@example(seed=0, look=0, azimuth=90, distance=0.1, f=0.0)
def test_beam_response_of_a_moved_array(beam_response, seed, look, azimuth, distance, f):
    """Moving the array adds the same turn at every microphone: the gain stays, the phase does not."""
    u, v, step = toward(look), toward(azimuth), distance * toward(20)
    positions = scattered(seed, 3)
    turn = np.exp(2j * np.pi * f * (step @ (v - u)) / C)
    twin = turn * one(beam_response(positions, u, v, f))
    agree(beam_response(positions + step, u, v, f), twin, atol=1e-10, because=ANGLE)


@given(case=st.sampled_from(range(6)))
def test_beam_response_refuses_no_frequency(beam_response, case):
    """0 Hz will do; a frequency below 0 or not finite, or a direction of another length, will not."""
    pair, ahead, left = [[0.0, 0.1], [0.0, -0.1]], [1.0, 0.0], [0.0, 1.0]
    same(beam_response(pair, ahead, left, 0), 1, atol=1e-12, because=BY_HAND)
    bad = [
        (pair, ahead, left, -1.0),
        (pair, ahead, left, math.nan),
        (pair, ahead, left, math.inf),
        (pair, [2.0, 0.0], left, 440.0),
        (pair, ahead, [0.0, 2.0], 440.0),
        (pair, ahead, left, 440.0, 0.0),
    ]
    refuses(beam_response, *bad[case], because="there is no such tone")


@over(BEAM_RESPONSE)
def test_beam_response_agrees_with_the_reference(
    beam_response, reference, positions, look, src, f, c
):
    """Gain and phase are those that the course's own solution gives."""
    got = beam_response(positions, look, src, f, c)
    off = 1e-12 + 1e-14 * f * np.max(np.abs(positions)) / c
    same(got, reference(positions, look, src, f, c), atol=off, because=ANGLE)


# steered_power


@shape
@given(kind=kinds, seed=seeds, M=few, N=sizes, K=st.integers(1, 4), fs=rates)
def test_steered_power_is_one_a_direction(steered_power, kind, seed, M, N, K, fs):
    """There is one real, finite power for each direction."""
    X = np.tile(signal(kind, seed, N), (M, 1))
    dirs = np.array([toward(20 * k) for k in range(K)])
    array(steered_power(X, line(M, 0.1), dirs, fs), K)


@anchor
@given(gain=gains)
def test_steered_power_of_a_click_from_the_left(steered_power, gain):
    """A click of 1 from the left, four samples: power 1/4 to the left, 1/8 to the right."""
    # 34.3 cm are one sample at 1 kHz: the left microphone hears the click first.
    X = [[0, gain, 0, 0], [gain, 0, 0, 0]]
    got = steered_power(X, [[0.0, 0.0], [0.0, 0.343]], [[0.0, 1.0], [0.0, -1.0]], 1000.0)
    close(got, gain**2 * np.array([0.25, 0.125]), atol=1e-10 * gain**2, because=BY_HAND)


@given(
    M=few,
    spacing=spacings,
    look=angles,
    azimuth=angles,
    N=st.sampled_from([16, 33, 64]),
    k=cycles,
    gain=gains,
    fs=rates,
)
def test_steered_power_of_a_tone(steered_power, M, spacing, look, azimuth, N, k, gain, fs):
    """A tone of amplitude A has the power A^2/2, times the square of the beam's response."""
    k = 1 + k % ((N - 1) // 2)
    positions, u, v = line(M, spacing), toward(look), toward(azimuth)
    arrives, removed = arrivals(positions, v, fs), arrivals(positions, u, fs)
    response = abs(np.mean(np.exp(2j * np.pi * k * (arrives - removed) / N)))
    X = gain * wave(N, k, 0, arrives)
    right = gain**2 / 2 * np.array([1.0, response**2])
    close(steered_power(X, positions, [v, u], fs), right, atol=1e-9 * gain**2, because=CHAIN)


@given(seed=seeds, N=odd, faint=st.sampled_from([0.1, 1e-3, -1e-4]), gain=gains)
def test_steered_power_of_what_nearly_cancels(steered_power, seed, N, faint, gain):
    """If the second row is minus the first, from the left, but for 1/1000, a faint beam is left."""
    # 34.3 cm are one sample at 1 kHz: the second microphone hears the left a sample earlier.
    x = gain * noise(seed, N)
    other = -(1 + faint) * np.roll(x, -1)
    dirs, positions = [[0.0, 1.0], [0.0, -1.0]], [[0.0, 0.0], [0.0, 0.343]]
    right = [np.mean((faint * x / 2) ** 2), np.mean(((x + np.roll(other, -1)) / 2) ** 2)]
    off = 1e-14 * np.max(x**2) * np.array([1, 100])
    close(
        steered_power(np.stack([x, other]), positions, dirs, 1000.0),
        np.array(right),
        atol=off,
        because=FAINT,
    )


@given(seed=seeds, M=few, azimuth=angles, N=odd, fs=rates)
def test_steered_power_is_largest_at_the_truth(steered_power, seed, M, azimuth, N, fs):
    """No direction has more power than that of the source, which has the source's own."""
    positions, source = scattered(seed, M), noise(seed, N)
    f = np.fft.rfftfreq(N)
    arrives = arrivals(positions, toward(azimuth), fs)
    X = np.fft.irfft(np.fft.rfft(source) * np.exp(-2j * np.pi * np.outer(arrives, f)), N)
    dirs = [toward(azimuth), *(toward(azimuth + step) for step in (30, 180))]
    got = array(steered_power(X, positions, np.array(dirs), fs), len(dirs))
    power = np.mean(source**2)
    close(got[0], power, rtol=1e-9, what="the first direction", because=ENERGY)
    no_more = "|response| is at most 1"
    at_most(np.max(got), power, slack=1e-9, what="the largest power", because=no_more)


@given(seed=seeds, M=few, N=odd, fs=rates)
def test_steered_power_of_microphones_in_one_place(steered_power, seed, M, N, fs):
    """Microphones in one place cannot tell directions apart: everywhere the mean square (N odd)."""
    x = noise(seed, N)
    positions = np.tile([0.1, 0.05], (M, 1))
    right = np.full(2, np.mean(x**2))
    dirs = np.array([toward(0), toward(-45)])
    got = steered_power(np.tile(x, (M, 1)), positions, dirs, fs)
    close(got, right, rtol=1e-9, because=ENERGY)


@given(seed=seeds, M=st.sampled_from([2, 3]), N=st.sampled_from([8, 9]), look=angles, fs=rates)
def test_steered_power_of_one_direction_after_the_other(steered_power, seed, M, N, look, fs):
    """Each direction stands on its own: one at a time gives the same powers."""
    X, positions = noise(seed, M * N).reshape(M, N), scattered(seed, M)
    dirs = np.array([toward(look), toward(look + 60)])
    alone = [array(steered_power(X, positions, u[None, :], fs), 1)[0] for u in dirs]
    agree(steered_power(X, positions, dirs, fs), np.array(alone), atol=1e-9, calls=3, because=CHAIN)


@given(seed=seeds, gain=st.sampled_from([2.0, -1.0, 0.5, 1000.0]), M=few, fs=rates)
def test_steered_power_of_a_louder_sound(steered_power, seed, gain, M, fs):
    """A recording with g times the amplitude has g^2 times the power."""
    X, positions = noise(seed, M * 9).reshape(M, 9), scattered(seed, M)
    dirs = np.array([toward(50)])
    twin = gain**2 * array(steered_power(X, positions, dirs, fs), 1)
    agree(steered_power(gain * X, positions, dirs, fs), twin, atol=1e-9 * gain**2, because=CHAIN)


@given(case=st.sampled_from(range(6)))
def test_steered_power_refuses_no_direction(steered_power, case):
    """One direction will do; none, one of another length, or a microphone too many will not."""
    X, pair, left = [[1.0, 2.0], [3.0, 4.0]], [[0.0, 0.1], [0.0, -0.1]], [[0.0, 1.0]]
    ahead = steered_power(X, pair, [[1.0, 0.0]], 8000.0)
    close(ahead, np.array([6.5]), atol=1e-12, because=BY_HAND)  # the mean of 2^2 and 3^2
    bad = [
        (X, pair, [], 8000.0),
        (X, pair, [[0.0, 2.0]], 8000.0),
        (X, pair, [[0.0, 1.0], [0.0, 0.5]], 8000.0),
        (X, [*pair, [0.0, 0.0]], left, 8000.0),
        (X, pair, left, 0.0),
        (X, pair, left, -8000.0),
    ]
    refuses(steered_power, *bad[case], because="there is no such beam")


@over(STEERED_POWER)
def test_steered_power_agrees_with_the_reference(steered_power, reference, X, positions, dirs, fs):
    """The powers are those that the course's own solution gives."""
    right = reference(X, positions, dirs, fs)
    turned = 1e-11 + 1e-13 * fs * np.max(np.abs(positions)) / C
    off = turned * np.max(np.square(np.asarray(X, dtype=float)))
    close(steered_power(X, positions, dirs, fs), right, atol=off, because=TURNED)
