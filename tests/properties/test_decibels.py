"""The laws of levels: RMS, decibels, sound pressure level, distance and incoherent sums."""

import math

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    at_most,
    close,
    domain,
    equal,
    example,
    given,
    kinds,
    noise,
    number,
    over,
    real,
    refuses,
    row,
    seeds,
    shape,
    signal,
    st,
)

ONE_ROOT = "one sum of squares, one square root: rounding stays below 1e-15, tiny squares underflow"
LONG_SUM = "a sum of 20,000 squares, one after the other, may be off by 2e-12"
ONE_LOG = "a rounding error of 1e-16 in the ratio is 1e-15 dB; the rest is margin"
EXACT = "the same numbers in another container are the same signal"

sizes = st.sampled_from([4, 1, 2, 3, 7, 8, 64, 1000])
gains = st.sampled_from([2.0, 10.0, 0.5, -1.0, 1e-3]) | st.floats(1e-6, 1e6)
amplitudes = st.sampled_from([1.0, 2.0, 0.1]) | st.floats(1e-6, 1e6)
references = st.sampled_from([1.0, 20e-6, 2.0]) | st.floats(1e-6, 1e3)
levels_db = st.sampled_from([60.0, 0.0, 94.0, -20.0]) | st.floats(-200, 200)
distances = st.sampled_from([1.0, 2.0, 10.0, 0.5]) | st.floats(0.01, 1e4)

UNITS = {
    "amplitude": "Pa",
    "offset": "Pa",
    "pascals": "Pa",
    "ref": "Pa",
    "level": "dB",
    "db": "dB",
    "first": "dB",
    "second": "dB",
    "shift": "dB",
    "r1": "m",
    "r2": "m",
    "r3": "m",
    "n": "samples",
    "per_cycle": "samples",
    "phase": "rad",
}
NOT_SIGNALS = [[], [[1.0, 2.0]], [1.0, math.nan], [math.inf, 0.0], [1.0, 1j], 3.0]
bad_signals = st.sampled_from(range(len(NOT_SIGNALS)))
bad_positive = st.sampled_from([0.0, -1.0, math.nan, math.inf])


SIGNAL = row(
    1,
    20_000,
    powers=(-300, 300),
    containers=("list", "float32", "int16", "uint8"),
    also={
        "integers whose squares overflow": (
            st.just({"container": "int64", "integers": [-(2**40), 2**40]}),
            lambda x: getattr(x, "dtype", None) == np.int64 and np.abs(x).max() > 2**32,
        ),
    },
)
#: Levels in dB: some tens of them, also thousands, also far apart.
LEVELS = {
    "powers": (0, 0),
    "silence": False,
    "spread": False,
    "containers": ("list", "float32", "int64", "int16", "uint8"),
    "integers": (-200, 200),
    "also": {
        "a thousand dB": (
            st.just({"power": 9, "shape": [8]}),
            lambda v: np.abs(v).max(initial=0) > 300,
        ),
        "nearly 0 dB": (
            st.just({"power": -30}),
            lambda v: 0 < np.abs(v).max(initial=0) < 1e-6,
        ),
    },
}
FAR_FROM_0 = {
    "four thousand dB": (
        st.just({"kind": "sine", "power": 12, "shape": [5]}),
        lambda v: np.abs(v).max(initial=0) > 3300,
    ),
}
FAR_APART = {
    "thousands of dB apart": (
        st.just({"power": 12, "shape": [5]}),
        lambda v: max(v) - min(v) > 3300,
    )
}
RMS = domain(x=SIGNAL)
LEVEL_DB = domain(
    x=SIGNAL,
    ref=real(1e-30, 1e30, references),
    also={
        "far below the reference": (
            st.just({"x": {"kind": "dc", "seed": 0, "shape": [4], "power": -300}, "ref": 1e30}),
            lambda x, ref: 0 < np.max(np.abs(x)) < 1e-99 * ref,
        ),
        "far above the reference": (
            st.just({"x": {"kind": "dc", "seed": 0, "shape": [4], "power": 300}, "ref": 1e-30}),
            lambda x, ref: np.max(np.abs(x)) > 1e99 * ref,
        ),
    },
)
SPL_DB = domain(p_pa=SIGNAL)
DB_TO_AMPLITUDE = domain(
    db=row(0, 5000, dims=(1, 0, 2, 3), **LEVELS | {"also": LEVELS["also"] | FAR_FROM_0})
)
LEVEL_AT_DISTANCE = domain(
    level=real(-2000, 2000, levels_db),
    r1=real(1e-9, 1e9, distances),
    r2=real(1e-9, 1e9, distances),
    also={
        "the same distance": (
            distances.map(lambda r: {"r1": r, "r2": r}),
            lambda level, r1, r2: r1 == r2,
        ),
        "nearly the same distance": (
            distances.map(lambda r: {"r1": r, "r2": r * (1 + 1e-5)}),
            lambda level, r1, r2: 1e-8 < abs(r2 / r1 - 1) < 1e-4,
        ),
        "very nearly the same distance": (
            distances.map(lambda r: {"r1": r, "r2": r * (1 - 5e-10)}),
            lambda level, r1, r2: 0 < abs(r2 / r1 - 1) < 1e-8,
        ),
        "integers only": (
            st.sampled_from([{"level": 60, "r1": 3, "r2": 2}, {"level": 60, "r1": 2, "r2": 3}]),
            lambda level, r1, r2: all(isinstance(v, int) for v in (level, r1, r2)),
        ),
        "from end to end": (
            st.sampled_from([{"r1": 1e-9, "r2": 1e9}, {"r1": 1e9, "r2": 1e-9}]),
            lambda level, r1, r2: abs(math.log10(r1 / r2)) > 17,
        ),
    },
)
SUM_LEVELS = domain(levels=row(1, 5000, **LEVELS | {"also": LEVELS["also"] | FAR_APART}))


def sine(amplitude, cycles, n, phase):
    """Return `n` samples of a sine with a whole number of cycles."""
    return amplitude * np.sin(2 * np.pi * cycles * np.arange(n) / n + phase)


def containers(x):
    """Return `x` as a list, as a strided view and in single precision where that is exact."""
    return {
        "list": x.tolist(),
        "strided": np.repeat(x, 2)[::2],
        "float32": x.astype(np.float32),
        "integers": x.astype(np.int64),
        "small integers": x.astype(np.int8),
        "half precision": x.astype(np.float16),
    }


# rms


@shape
@given(kind=kinds, seed=seeds, n=sizes)
def test_rms_is_one_number(rms, kind, seed, n):
    """The RMS of a signal is one real, finite number."""
    number(rms(signal(kind, seed, n)))


@anchor
@given(scale=st.sampled_from([1.0, 10.0, 0.001]))
def test_rms_of_three_and_four(rms, scale):
    """The RMS of the two samples 3 and 4 is the root of 12.5, about 3.5355."""
    close(
        rms(scale * np.array([3.0, 4.0])),
        scale * 12.5**0.5,
        unit="Pa",
        rtol=1e-12,
        because=ONE_ROOT,
    )


@given(
    amplitude=amplitudes,
    cycles=st.integers(1, 40),
    per_cycle=st.integers(3, 32),
    phase=st.sampled_from([0.0, 1.0]) | st.floats(0, 2 * math.pi),
)
def test_rms_of_a_sine(rms, amplitude, cycles, per_cycle, phase):
    """Over whole cycles a sine of amplitude A has the RMS A/sqrt(2)."""
    x = sine(amplitude, cycles, cycles * per_cycle, phase)
    close(
        rms(x),
        amplitude / math.sqrt(2),
        unit="Pa",
        rtol=1e-12,
        because="the phase of the last cycle is rounded at about 1e-14",
    )


@given(gain=gains, seed=seeds, n=sizes)
@example(gain=0.0, seed=0, n=4)
def test_rms_scaling(rms, gain, seed, n):
    """Making a signal g times larger makes its RMS |g| times larger."""
    x = noise(seed, n)
    agree(rms(gain * x), abs(gain) * rms(x), unit="Pa", rtol=1e-12, atol=1e-150, because=ONE_ROOT)


@given(seed=seeds, n=sizes, times=st.integers(2, 4))
def test_rms_ignores_order_sign_and_repeats(rms, seed, n, times):
    """Reversing, negating and repeating a signal do not change its RMS."""
    x = noise(seed, n)
    agree(rms(np.tile(-x[::-1], times)), rms(x), unit="Pa", rtol=1e-12, because=ONE_ROOT)


@given(
    offset=st.sampled_from([1.0, -2.0, 0.1, 1e-4]) | st.floats(-10, 10),
    seed=seeds,
    n=st.sampled_from([2, 4, 8, 64]),
)
def test_rms_counts_the_mean(rms, offset, seed, n):
    """A constant c added to a zero-mean signal adds c*c to the square of its RMS."""
    half = noise(seed, n // 2)
    x = np.concatenate([half, -half])
    agree(
        rms(x + offset) ** 2,
        rms(x) ** 2 + offset**2,
        unit="Pa^2",
        rtol=1e-11,
        atol=1e-13,
        because="the cross terms cancel up to the rounding of the mean",
    )


@given(seed=seeds, n=sizes)
def test_rms_takes_any_container(rms, seed, n):
    """Lists, integers, single precision and strided views give the same RMS as an array."""
    x = np.random.default_rng(seed).integers(-100, 101, n).astype(float)
    right = math.sqrt(math.fsum(x * x) / n)
    for same in containers(x).values():
        close(rms(same), right, unit="Pa", rtol=1e-12, because=EXACT)


@given(case=bad_signals)
def test_rms_refuses_what_is_no_signal(rms, case):
    """An empty, two-dimensional or non-finite input raises ValueError."""
    refuses(rms, NOT_SIGNALS[case], because="this is not a signal")


@over(RMS)
def test_rms_agrees_with_the_reference(rms, reference, x):
    """The RMS is the one that the course's own solution gives."""
    close(rms(x), reference(x), unit="Pa", rtol=1e-11, because=LONG_SUM)


# level_db


@shape
@given(kind=kinds.filter(lambda kind: kind != "silence"), seed=seeds, n=sizes, ref=references)
def test_level_db_is_one_number(level_db, kind, seed, n, ref):
    """The level of a signal that is not silent is one real, finite number."""
    number(level_db(signal(kind, seed, n), ref))


@anchor
@given(
    ratio_and_db=st.sampled_from([[10.0, 20.0], [1.0, 0.0], [100.0, 40.0]]),
    ref=st.sampled_from([1.0, 2.0]),
)
def test_level_db_of_ten_times(level_db, ratio_and_db, ref):
    """Ten times the reference is +20 dB, a hundred times +40 dB, the reference itself is 0 dB."""
    ratio, db = ratio_and_db
    close(level_db(np.full(4, ratio * ref), ref), db, unit="dB", atol=1e-9, because=ONE_LOG)


@given(ref=references, n=sizes)
def test_level_db_of_silence(level_db, ref, n):
    """Silence has the level -inf, not a large negative number."""
    equal(level_db(np.zeros(n), ref), -math.inf, because="zero power is infinitely far below any")


@given(gain=gains, seed=seeds, n=sizes, ref=references)
def test_level_db_of_a_gain(level_db, gain, seed, n, ref):
    """Making a signal g times larger adds the same number of dB, whatever the signal."""
    x = noise(seed, n)
    agree(
        level_db(gain * x, ref) - level_db(x, ref),
        level_db(gain * np.ones(3), 1.0),
        unit="dB",
        atol=1e-9,
        calls=3,
        because=ONE_LOG,
    )


@given(doublings=st.integers(1, 12), seed=seeds, n=sizes)
def test_level_db_of_doubling(level_db, doublings, seed, n):
    """Each doubling of the amplitude adds 6.0206 dB, for very quiet signals too."""
    x = noise(seed, n, scale=1e-9)
    agree(
        level_db(2.0**doublings * x, 1.0),
        level_db(x, 1.0) + 6.020599913279624 * doublings,
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


@given(seed=seeds, n=sizes, ref=references)
def test_level_db_is_ten_logs_of_the_power_ratio(level_db, seed, n, ref):
    """The level is ten times the logarithm of the ratio of the powers."""
    x = noise(seed, n)
    power_ratio = math.fsum((x / ref) ** 2) / n
    close(level_db(x, ref), 10 * math.log10(power_ratio), unit="dB", atol=1e-9, because=ONE_LOG)


@given(amplitude=amplitudes, ref=references)
def test_level_db_exchanged(level_db, amplitude, ref):
    """Exchanging signal and reference changes the sign of the level."""
    agree(
        level_db(np.full(4, amplitude), ref),
        -level_db(np.full(4, ref), amplitude),
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


@given(step=st.sampled_from([0.01, 1e-5, -1e-5, 5e-10]), ref=references)
@example(step=1e-5, ref=1.0)
@example(step=5e-10, ref=1.0)
def test_level_db_of_a_small_step(level_db, step, ref):
    """A signal a little above its reference is a little above 0 dB, and not at 0 dB."""
    close(
        level_db(np.full(4, ref * (1 + step)), ref),
        20 * math.log1p(step) / math.log(10),
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


@given(ref=bad_positive, amplitude=st.sampled_from([1.0, 0.0]))
def test_level_db_refuses_a_bad_reference(level_db, ref, amplitude):
    """A reference that is zero, negative or not finite raises ValueError, for silence too."""
    refuses(level_db, np.full(4, amplitude), ref, because=f"the reference is {ref}")


@over(LEVEL_DB)
def test_level_db_agrees_with_the_reference(level_db, reference, x, ref):
    """The level is the one that the course's own solution gives."""
    close(level_db(x, ref), reference(x, ref), unit="dB", atol=1e-9, because=ONE_LOG)


# spl_db


@shape
@given(kind=kinds.filter(lambda kind: kind != "silence"), seed=seeds, n=sizes)
def test_spl_db_is_one_number(spl_db, kind, seed, n):
    """The sound pressure level of a signal that is not silent is one real, finite number."""
    number(spl_db(signal(kind, seed, n)))


@anchor
@given(
    n=sizes,
    pascals_and_db=st.sampled_from(
        [
            [1.0, 93.97940008672037],
            [20e-6, 0.0],
            [2.0, 100.0],
            [0.02, 60.0],
            [20.0002e-6, 8.685846e-5],
        ]
    ),
)
def test_spl_db_of_one_pascal(spl_db, n, pascals_and_db):
    """1 Pa is 93.9794 dB, 20 micropascals are 0 dB, 2 Pa are 100 dB."""
    pascals, db = pascals_and_db
    close(spl_db(np.full(n, pascals)), db, unit="dB", atol=1e-9, because=ONE_LOG)


@given(n=sizes)
def test_spl_db_of_silence(spl_db, n):
    """Silence has the level -inf."""
    equal(spl_db(np.zeros(n)), -math.inf, because="zero power is infinitely far below any")


@given(gain=gains, seed=seeds, n=sizes)
def test_spl_db_of_ten_times(spl_db, gain, seed, n):
    """Ten times the pressure is 20 dB more, at any level."""
    x = noise(seed, n, scale=gain)
    agree(spl_db(10 * x), spl_db(x) + 20.0, unit="dB", atol=1e-9, because=ONE_LOG)


@given(amplitude=amplitudes, per_cycle=st.integers(3, 32))
def test_spl_db_of_a_sine(spl_db, amplitude, per_cycle):
    """A sine of amplitude A pascals has 3.0103 dB less than a constant of A pascals."""
    constant = spl_db(np.full(4, amplitude))
    less = spl_db(sine(amplitude, 4, 4 * per_cycle, 0.5))
    agree(less + 3.010299956639812, constant, unit="dB", atol=1e-9, because=ONE_LOG)


@over(SPL_DB)
def test_spl_db_agrees_with_the_reference(spl_db, reference, p_pa):
    """The level is the one that the course's own solution gives."""
    close(spl_db(p_pa), reference(p_pa), unit="dB", atol=1e-9, because=ONE_LOG)


# db_to_amplitude

RATIO = "one power: the exponent is rounded at 1e-16 of up to 200 dB, times ln(10)/20"


@shape
@given(rows=st.integers(1, 4), columns=st.integers(1, 4), db=levels_db)
def test_db_to_amplitude_keeps_the_shape(db_to_amplitude, rows, columns, db):
    """An array of levels gives an array of ratios of the same shape."""
    array(db_to_amplitude(np.full((rows, columns), db)), (rows, columns))


@anchor
@given(
    db_and_ratio=st.sampled_from(
        [[20.0, 10.0], [0.0, 1.0], [-20.0, 0.1], [40.0, 100.0], [6.020599913279624, 2.0]]
    )
)
def test_db_to_amplitude_of_twenty(db_to_amplitude, db_and_ratio):
    """+20 dB is ten times the amplitude, 0 dB is once, -20 dB is a tenth."""
    db, ratio = db_and_ratio
    close(db_to_amplitude(np.array([db])), np.array([ratio]), rtol=1e-12, because=RATIO)


@given(first=levels_db, second=levels_db)
def test_db_to_amplitude_multiplies(db_to_amplitude, first, second):
    """Adding decibels multiplies amplitudes."""
    one, other, both = (db_to_amplitude(np.array([db])) for db in (first, second, first + second))
    agree(
        np.asarray(one) * np.asarray(other),
        np.asarray(both, dtype=float),
        rtol=1e-12,
        calls=3,
        because=RATIO,
    )


@given(ratio=st.sampled_from([2.0, 10.0]) | st.floats(1e-9, 1e9))
@example(ratio=1.0)
def test_db_to_amplitude_undoes_the_level(db_to_amplitude, ratio):
    """The ratio comes back from its own level."""
    db = 10 * math.log10(ratio * ratio)
    close(db_to_amplitude(np.array([db])), np.array([ratio]), rtol=1e-12, because=RATIO)


@given(n=st.integers(1, 8))
def test_db_to_amplitude_of_silence(db_to_amplitude, n):
    """-inf dB is the amplitude zero, also beside levels of 0 dB."""
    db, ratio = np.zeros(2 * n), np.ones(2 * n)
    db[::2], ratio[::2] = -math.inf, 0.0
    equal(db_to_amplitude(db), ratio, because="silence has no amplitude, and 0 dB is the ratio 1")


@given(db=st.sampled_from([20, 0, 60, -20]) | st.integers(-200, 200))
def test_db_to_amplitude_takes_any_container(db_to_amplitude, db):
    """A number, a list, integers and single precision give the same ratio as an array."""
    right = 10.0 ** (db / 20)
    for same in (db, float(db), [db], np.array([db]), np.array([db], dtype=np.float32)):
        ratio = db_to_amplitude(same)
        # Of one level, a ratio will do, and so will a row of one.
        close(ratio, right if np.ndim(ratio) == 0 else np.array([right]), rtol=1e-12, because=EXACT)


@given(more=st.integers(0, 3))
def test_db_to_amplitude_refuses_no_number(db_to_amplitude, more):
    """NaN, alone or beside levels, raises ValueError."""
    refuses(db_to_amplitude, np.append(np.zeros(more), math.nan), because="NaN is no level")


@over(DB_TO_AMPLITUDE)
def test_db_to_amplitude_agrees_with_the_reference(db_to_amplitude, reference, db):
    """The ratios are those that the course's own solution gives."""
    close(db_to_amplitude(db), reference(db), rtol=1e-12, because=RATIO)


# level_at_distance


@shape
@given(level=levels_db, r1=distances, r2=distances)
def test_level_at_distance_is_one_number(level_at_distance, level, r1, r2):
    """The level at another distance is one real, finite number."""
    number(level_at_distance(level, r1, r2))


@anchor
@given(level=levels_db, r1=distances)
def test_level_at_distance_doubled(level_at_distance, level, r1):
    """Twice the distance is 6.0206 dB less."""
    close(
        level_at_distance(level, r1, 2 * r1),
        level - 6.020599913279624,
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


@given(level=levels_db, r1=distances, decades=st.sampled_from([1, -1, 2, 3]))
def test_level_at_distance_ten_times(level_at_distance, level, r1, decades):
    """Ten times the distance is 20 dB less, a tenth of it 20 dB more."""
    close(
        level_at_distance(level, r1, r1 * 10.0**decades),
        level - 20.0 * decades,
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


@given(level=levels_db, r1=distances, r2=distances, r3=distances)
def test_level_at_distance_in_two_steps(level_at_distance, level, r1, r2, r3):
    """Going from r1 to r2 and on to r3 gives the same level as going there at once."""
    agree(
        level_at_distance(level_at_distance(level, r1, r2), r2, r3),
        level_at_distance(level, r1, r3),
        unit="dB",
        atol=1e-9,
        calls=3,
        because=ONE_LOG,
    )


@given(level=levels_db, r1=distances, r2=distances)
def test_level_at_distance_spreads_the_power(level_at_distance, level, r1, r2):
    """The power through each sphere around the source is the same: intensity times r*r."""
    right = level - 10 * math.log10(r2 * r2 / (r1 * r1))
    close(level_at_distance(level, r1, r2), right, unit="dB", atol=1e-9, because=ONE_LOG)


@given(level=levels_db, bad=bad_positive, which=st.sampled_from(["r1", "r2", "both"]))
def test_level_at_distance_refuses_no_distance(level_at_distance, level, bad, which):
    """A distance that is zero, negative or not finite raises ValueError, and so do two of them."""
    r1, r2 = {"r1": (bad, 1.0), "r2": (1.0, bad), "both": (bad, bad)}[which]
    refuses(level_at_distance, level, r1, r2, because=f"a distance is {bad} m")


@over(LEVEL_AT_DISTANCE)
def test_level_at_distance_agrees_with_the_reference(level_at_distance, reference, level, r1, r2):
    """The level is the one that the course's own solution gives."""
    close(
        level_at_distance(level, r1, r2),
        reference(level, r1, r2),
        unit="dB",
        atol=1e-9,
        because=ONE_LOG,
    )


# sum_levels

POWERS = "one sum of at most 5000 powers and one logarithm"


@shape
@given(level=levels_db, k=st.integers(1, 100))
def test_sum_levels_is_one_number(sum_levels, level, k):
    """The level of several sources is one real, finite number."""
    number(sum_levels(np.full(k, level)))


@anchor
@given(level=levels_db, k=st.sampled_from([2, 1, 4, 10, 100]))
def test_sum_levels_of_equal_sources(sum_levels, level, k):
    """Two equal sources are 3.0103 dB above one, ten are 10 dB above one."""
    above = {1: 0.0, 2: 3.010299956639812, 4: 6.020599913279624, 10: 10.0, 100: 20.0}[k]
    close(sum_levels(np.full(k, level)), level + above, unit="dB", atol=1e-9, because=POWERS)


@given(level=levels_db, k=st.integers(1, 5), silent=st.integers(1, 5))
def test_sum_levels_ignores_silence(sum_levels, level, k, silent):
    """A silent source (-inf dB) changes nothing."""
    sources = np.full(k, level)
    agree(
        sum_levels(np.concatenate([np.full(silent, -math.inf), sources])),
        sum_levels(sources),
        unit="dB",
        atol=1e-9,
        because=POWERS,
    )


@given(k=st.integers(1, 5))
def test_sum_levels_of_silence(sum_levels, k):
    """Silent sources together are silent: -inf dB."""
    equal(
        sum_levels(np.full(k, -math.inf)), -math.inf, because="zero power plus zero power is zero"
    )


@given(
    level=levels_db,
    below=st.sampled_from([30.0, 60.0, 90.0, 130.0, 1e-7]) | st.floats(20, 100),
    k=st.sampled_from([1000, 1, 5000]),
)
@example(level=60.0, below=130.0, k=5000)
@example(level=60.0, below=1e-7, k=1)
def test_sum_levels_counts_the_quiet(sum_levels, level, below, k):
    """Quiet sources count: a thousand of them 30 dB below a loud one are as strong as that one."""
    close(
        sum_levels(np.append(np.full(k, level - below), level)),
        level + 10 * math.log1p(k * 10 ** (-below / 10)) / math.log(10),
        unit="dB",
        atol=1e-9,
        because=POWERS,
    )


@given(seed=seeds, k=st.integers(1, 20))
def test_sum_levels_is_not_below_the_loudest(sum_levels, seed, k):
    """The sum is not below its loudest source."""
    levels = noise(seed, k, scale=30)
    at_most(
        float(levels.max()) - sum_levels(levels), 0.0, unit="dB", slack=1e-9, because=POWERS,
        what="the loudest level minus the answer",
    )  # fmt: skip


@given(seed=seeds, k=st.integers(2, 20), split=st.integers(1, 19))
def test_sum_levels_in_groups(sum_levels, seed, k, split):
    """Summing two groups first and then both sums gives the same level."""
    levels = noise(seed, k, scale=20)
    cut = min(split, k - 1)
    agree(
        sum_levels(np.array([sum_levels(levels[:cut]), sum_levels(levels[cut:])])),
        sum_levels(levels),
        unit="dB",
        atol=1e-9,
        calls=4,
        because=POWERS,
    )


@given(level=levels_db, shift=st.sampled_from([10.0, 1000.0, -5000.0]) | st.floats(-9000, 9000))
def test_sum_levels_shifts(sum_levels, level, shift):
    """Making every source louder by d dB makes the sum louder by d dB, without overflow."""
    levels = np.array([level, level - 3.0])
    agree(
        sum_levels(levels + shift),
        sum_levels(levels) + shift,
        unit="dB",
        atol=1e-8,
        because="thousands of dB leave fewer digits behind the decimal point",
    )


@given(case=st.sampled_from(range(4)))
def test_sum_levels_refuses_no_level(sum_levels, case):
    """No level at all, NaN, +inf or a table of levels raise ValueError."""
    bad = [[], [60.0, math.nan], [math.inf], [[60.0, 60.0]]]
    refuses(sum_levels, bad[case], because="this is no list of levels")


@over(SUM_LEVELS)
def test_sum_levels_agrees_with_the_reference(sum_levels, reference, levels):
    """The level is the one that the course's own solution gives."""
    close(sum_levels(levels), reference(levels), unit="dB", atol=1e-9, because=POWERS)
