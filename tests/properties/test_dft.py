"""The laws of the discrete Fourier transform: forward, inverse, bins, amplitude and phase, DTFT."""

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
    kinds,
    noise,
    number,
    over,
    real,
    refuses,
    row,
    seeds,
    shape,
    shown_as,
    signal,
    st,
    unpack,
)

BY_HAND = "a few additions: rounding stays below 1e-15 of the largest"
SUMS = "2 pi k n / N is rounded at 1e-16 of at most some thousand radians, then N are added up"
ENERGY = "a sum of at most 24 squares, each rounded at about 1e-13"
GRID = "one product and one quotient: rounding stays below 1e-15"
ANGLE = "2 pi f n / fs is rounded at 1e-16 of all its radians; then N products are added up"

sizes = st.sampled_from([8, 1, 2, 3, 4, 5, 7, 16]) | st.integers(1, 24)
long = st.sampled_from([8, 1, 2, 3, 31, 32, 100, 256])
amplitudes = st.sampled_from([1.0, 2.0, 0.5, 2.0**-100, 2.0**100]) | st.floats(1e-3, 1e3)
powers = st.sampled_from([0, -100, -40, 40, 100])
# How much larger than a wave a constant is that stands beside it.
beside = st.sampled_from([0.0, 1.0, 1e10])
# How much smaller than the real parts the imaginary ones are.
slight = st.sampled_from([1.0, 1e-10, 0.0, 1e10])
# One list, so that a counterexample shrinks to the first phase that breaks the law.
phases = st.sampled_from([0, 90, -90, 45, 180, 30, -60, 135, 0.1, *range(-179, 180, 19)])
steps = st.integers(1, 8)
rates = st.sampled_from([1000.0, 8000.0, 48000.0, 44100.0]) | st.floats(1.0, 1e6)
# Frequencies in parts of the sample rate: 0 Hz, a bin, half the rate and more among them.
parts = st.sampled_from([0.0, 0.125, 0.25, 0.5, 0.1, 0.3, -0.25, 1.1]) | st.floats(-2, 2)

UNITS = {
    "N": "samples",
    "n": "samples",
    "fs": "Hz",
    "phase": "degrees",
    "delay": "samples",
    "steps": "samples",
    "zeros": "samples",
}


NO_ROWS = [[], [[1.0, 2.0]], [1.0, math.nan], [math.inf, 0.0]]
bad_rows = st.sampled_from(range(len(NO_ROWS)))


def same(got, expected, **about):
    """Assert that two answers are equal as complex numbers, also where the right one is real."""
    close(got, np.asarray(expected, dtype=complex), **about)


def complex_noise(seed, n, scale=1.0, imaginary=1.0):
    """Return `n` random complex numbers."""
    x = scale * (noise(seed, n) + 1j * imaginary * noise(seed + 1, n))
    text = f"{scale!r} * (noise({seed}, {n}) + 1j * {imaginary!r} * noise({seed + 1}, {n}))"
    return shown_as(x, text)


def largest(x):
    """Return the largest magnitude of a row."""
    return float(np.max(np.abs(np.asarray(x, dtype=complex))))


def sums(x):
    """Return how far off rounding may bring a sum of the products of `x` and a wave."""
    return 2e-12 * len(x) * largest(x)


def cosine(n, cycles, phase=0.0):
    """Return `n` samples of a cosine; `phase` in degrees."""
    # Rounded, so that zeros are shown as zeros; by far less than any tolerance.
    return np.round(np.cos(2 * np.pi * cycles * np.arange(n) / n + math.radians(phase)), 14) + 0.0


def turned(n, steps):
    """Return what a delay by `steps` samples does to each of `n` coefficients."""
    return np.exp(-2j * np.pi * np.arange(n) * steps / n)


def pair_of_bins(n, k, phase):
    """Return the coefficients of a cosine: two bins, or one where k is its own partner."""
    X = np.zeros(n, dtype=np.complex128)
    X[k % n] += n / 2 * np.exp(1j * math.radians(phase))
    X[-k % n] += n / 2 * np.exp(-1j * math.radians(phase))
    return X


#: Rows of numbers, real or complex.
COMPLEX = {
    "complex": (st.just({"complex": True}), np.iscomplexobj),
    "very quiet and complex": (
        st.just({"complex": True, "power": -100}),
        lambda x: np.iscomplexobj(x) and 0 < largest(x) < 2.0**-90,
    ),
    "complex, in single precision": (
        st.just({"complex": True, "container": "float32"}),
        lambda x: getattr(x, "dtype", None) == np.complex64,
    ),
    "complex, many": (
        st.just({"complex": True, "shape": [300]}),
        lambda x: np.iscomplexobj(x) and len(x) == 300,
    ),
}
NUMBERS = row(1, 300, containers=("list", "float32", "int16", "uint8", "int64"), also=COMPLEX)
# An answer of more is recorded in part, and a phase means nothing without its amplitude.
SAMPLES = row(1, 250, containers=("list", "float32", "int16", "uint8", "int64"))
DFT, IDFT = domain(x=NUMBERS), domain(X=NUMBERS)
AMPLITUDE_PHASE = domain(x=SAMPLES)
BIN_FREQUENCIES = domain(n=count(1, 100_000), fs=real(1e-6, 1e12, rates))


def on_a_bin(n, k, off, fs):
    """Return arguments of dtft at, or next to, a bin."""
    x = {"kind": "noise", "seed": k, "shape": [n]}
    return {"x": x, "f": (k + off) * fs / n, "fs": fs}


def from_a_bin(x, f, fs):
    """Return how many bins lie between `f` and the nearest one."""
    return abs(f * len(x) / fs - round(f * len(x) / fs))


tones = st.sampled_from([440.0, 100.0, 1000.0, 261.6]) | st.floats(0, 24e3)
DTFT = domain(
    x=row(1, 20_000, containers=("list", "float32", "int16", "uint8", "int64")),
    f=real(-1e6, 1e6, tones),
    fs=real(1.0, 192e3, rates.filter(lambda fs: fs <= 192e3)),
    also={
        "at a bin": (
            st.builds(
                on_a_bin,
                st.sampled_from([8, 5, 100]),
                st.integers(1, 4),
                st.just(0.0),
                st.just(1000.0),
            ),
            lambda x, f, fs: 0 < f < fs / 2 and f == round(f * len(x) / fs) * fs / len(x),
        ),
        "next to a bin": (
            st.builds(
                on_a_bin,
                st.sampled_from([1000, 1024, 8]),
                st.sampled_from([1, 3, 400]),
                st.sampled_from([1e-3, -1e-3, 1e-5, 1e-7, -1e-7]),
                st.sampled_from([48e3, 44.1e3]),
            ),
            lambda x, f, fs: 0 < from_a_bin(x, f, fs) < 2e-3,
        ),
        "at half the rate": (
            st.builds(lambda fs: {"f": fs / 2, "fs": fs}, rates.filter(lambda fs: fs <= 192e3)),
            lambda x, f, fs: f == fs / 2,
        ),
        "above half the rate": (
            st.builds(
                lambda fs, part: {"f": part * fs, "fs": fs},
                rates.filter(lambda fs: fs <= 192e3),
                st.floats(0.55, 2),
            ),
            lambda x, f, fs: f > fs / 2,
        ),
    },
)


# dft


@shape
@given(kind=kinds, seed=seeds, N=sizes)
def test_dft_is_one_coefficient_per_sample(dft, kind, seed, N):
    """There is one finite number for each sample."""
    array(dft(signal(kind, seed, N)), N, dtype=complex)


@anchor
@given(delay=st.integers(0, 3), gain=st.sampled_from([1, 2, 10]))
def test_dft_of_four_samples(dft, delay, gain):
    """The samples 1, 0, 0, 0 give 1, 1, 1, 1; a sample later, 0, 1, 0, 0 give 1, -j, -1, j."""
    samples = [gain * (m == delay) for m in range(4)]
    waves = np.array([[1, 1, 1, 1], [1, -1j, -1, 1j], [1, -1, 1, -1], [1, 1j, -1, -1j]])
    same(dft(samples), gain * waves[delay], atol=1e-14 * gain, because=BY_HAND)


@given(N=sizes, k=st.integers(0, 12), phase=phases, dc=beside)
@example(N=8, k=4, phase=0, dc=0.0)
@example(N=1, k=0, phase=0, dc=0.0)
@example(N=16, k=0, phase=90, dc=0.0)
def test_dft_of_a_cosine(dft, N, k, phase, dc):
    """A cosine of k whole cycles gives N/2 in the bins k and N - k, turned by its phase."""
    x, right = dc + cosine(N, k, phase), pair_of_bins(N, k, phase)
    right[0] += N * dc
    same(dft(x), right, atol=sums(x) + 1e-13 * N, because=SUMS)


@given(seed=seeds, other=seeds, phase=phases, gain=amplitudes, N=sizes)
def test_dft_of_a_sum(dft, seed, other, phase, gain, N):
    """The transform of a sum is the sum of the transforms, with complex factors, too."""
    x, y, factor = noise(seed, N), noise(other, N), gain * np.exp(1j * math.radians(phase))
    apart = array(dft(x), N, dtype=complex) + factor * array(dft(y), N, dtype=complex)
    off = sums(x) + gain * sums(y)
    agree(dft(x + factor * y), apart, atol=off, calls=3, because=SUMS)


@given(seed=seeds, steps=steps, power=powers, N=sizes)
def test_dft_of_a_shifted_signal(dft, seed, steps, power, N):
    """Moving a signal around by d samples turns bin k by k d / N of a full turn, backwards."""
    x = complex_noise(seed, N, 2.0**power)
    agree(
        dft(np.roll(x, steps)),
        array(dft(x), N, dtype=complex) * turned(N, steps),
        atol=2 * sums(x),
        because=SUMS,
    )


@given(seed=seeds, power=powers, N=sizes)
def test_dft_of_a_real_signal(dft, seed, power, N):
    """If the samples are real, bin N - k is the complex conjugate of bin k."""
    x = noise(seed, N, 2.0**power)
    X = array(dft(x), N, dtype=complex)
    agree(X[-np.arange(N)], np.conj(X), atol=2 * sums(x), calls=1, because=SUMS)


@given(seed=seeds, power=powers, N=sizes)
def test_dft_keeps_the_energy(dft, seed, power, N):
    """The squares of the coefficients add up to N times the squares of the samples."""
    x = complex_noise(seed, N, 2.0**power)
    energy = np.sum(np.abs(x) ** 2)
    total = np.sum(np.abs(array(dft(x), N, dtype=complex)) ** 2)
    close(total, N * energy, rtol=1e-12, what="the sum of the squares", because=ENERGY)


@given(seed=seeds, imaginary=slight, N=sizes | long)
@example(seed=0, imaginary=1.0, N=600)
def test_dft_is_that_of_numpy(dft, seed, imaginary, N):
    """For any complex numbers the answer is that of np.fft.fft."""
    x = complex_noise(seed, N, imaginary=imaginary)
    same(dft(x), np.fft.fft(x), atol=sums(x), because=SUMS)


@given(case=bad_rows)
def test_dft_refuses_what_is_no_row(dft, case):
    """No number, two dimensions, or a number that is not finite raise ValueError."""
    refuses(dft, NO_ROWS[case], because="this is not a row of numbers")


@over(DFT)
def test_dft_agrees_with_the_reference(dft, reference, x):
    """The coefficients are those that the course's own solution gives."""
    same(dft(x), reference(x), atol=sums(x), because=SUMS)


# bin_frequencies


@shape
@given(n=sizes | st.integers(1, 2048), fs=rates)
def test_bin_frequencies_is_half_of_the_bins(bin_frequencies, n, fs):
    """There are n // 2 + 1 real, finite numbers: bin 0, and half of the others."""
    array(bin_frequencies(n, fs), n // 2 + 1)


@anchor
@given(n=st.sampled_from([8, 5, 4, 2, 3, 6, 7, 9, 10, 11, 12]))
def test_bin_frequencies_a_thousand_apart(bin_frequencies, n):
    """8 samples at 8000 Hz have bins at 0, 1000, 2000, 3000, 4000 Hz; 5 at 5000 Hz up to 2000 Hz."""
    expected = np.array([0, 1000, 2000, 3000, 4000, 5000, 6000.0])[: n // 2 + 1]
    close(bin_frequencies(n, 1000.0 * n), expected, unit="Hz", rtol=1e-12, because=GRID)


@anchor
@given(gain=st.sampled_from([1, 2, 0.5]))
def test_bin_frequencies_of_1024_samples(bin_frequencies, gain):
    """1024 samples at 20 kHz: 0, 19.53125, 39.0625, 58.59375 Hz and so on up to 10 kHz."""
    got = bin_frequencies(1024, 20_000.0 * gain)
    array(got, 513)
    right = gain * np.array([0, 19.53125, 39.0625, 58.59375, 10_000])
    at = [0, 1, 2, 3, 512]
    got = np.asarray(got)[at]
    close(got, right, unit="Hz", rtol=1e-12, at=at, at_unit="index", because=GRID)


@given(n=st.sampled_from([8, 9, 2, 3]) | st.integers(2, 2048), fs=rates)
def test_bin_frequencies_end_at_half_the_rate(bin_frequencies, n, fs):
    """The last bin is at fs/2 if n is even, and half a spacing below it if n is odd."""
    got = bin_frequencies(n, fs)
    array(got, n // 2 + 1)
    last = fs / 2 if n % 2 == 0 else fs / 2 - fs / n / 2
    got = float(np.asarray(got)[-1])
    close(got, last, unit="Hz", rtol=1e-12, what="the last bin", because=GRID)


@given(n=sizes, fs=rates)
def test_bin_frequencies_repeat_after_n_samples(bin_frequencies, n, fs):
    """In the time of n samples each bin's wave goes through one cycle more than the one before."""
    got = bin_frequencies(n, fs)
    array(got, n // 2 + 1)
    cycles = np.asarray(got, dtype=float) * (n / fs)
    right = np.arange(n // 2 + 1)
    close(cycles, right, unit="cycles", atol=1e-10, what="the wave of a bin", because=GRID)


@given(n=sizes, fs=rates, gain=st.sampled_from([2.0, 0.5]))
def test_bin_frequencies_grow_with_the_rate(bin_frequencies, n, fs, gain):
    """Sampling twice as fast doubles every frequency."""
    slow = bin_frequencies(n, fs)
    array(slow, n // 2 + 1)
    twin = gain * np.asarray(slow, dtype=float)
    agree(bin_frequencies(n, gain * fs), twin, unit="Hz", rtol=1e-12, because=GRID)


@given(n=sizes | st.integers(1, 2048), fs=rates)
def test_bin_frequencies_are_those_of_numpy(bin_frequencies, n, fs):
    """The frequencies are those of np.fft.rfftfreq."""
    right = np.fft.rfftfreq(n, 1 / fs)
    close(bin_frequencies(n, fs), right, unit="Hz", rtol=1e-12, because=GRID)


@given(case=st.sampled_from(range(5)))
def test_bin_frequencies_refuses_no_samples(bin_frequencies, case):
    """No sample, or a sample rate that is not above zero and finite, raises ValueError."""
    bad = [(0, 8000.0), (-8, 8000.0), (8, 0.0), (8, -8000.0), (8, math.nan)]
    refuses(bin_frequencies, *bad[case], because="there are no such bins")


@over(BIN_FREQUENCIES)
def test_bin_frequencies_agrees_with_the_reference(bin_frequencies, reference, n, fs):
    """The frequencies are those that the course's own solution gives."""
    close(bin_frequencies(n, fs), reference(n, fs), unit="Hz", rtol=1e-12, because=GRID)


# idft


@shape
@given(kind=kinds, seed=seeds, N=sizes)
def test_idft_is_one_sample_per_coefficient(idft, kind, seed, N):
    """There is one finite number for each coefficient."""
    array(idft(signal(kind, seed, N)), N, dtype=complex)


@anchor
@given(k=st.integers(0, 3), gain=st.sampled_from([1, 2, 10]))
def test_idft_of_four_coefficients(idft, k, gain):
    """The coefficients 4, 0, 0, 0 give 1, 1, 1, 1; and 0, 4, 0, 0 give 1, j, -1, -j."""
    coefficients = [4 * gain * (bin == k) for bin in range(4)]
    waves = np.array([[1, 1, 1, 1], [1, 1j, -1, -1j], [1, -1, 1, -1], [1, -1j, -1, 1j]])
    same(idft(coefficients), gain * waves[k], atol=1e-14 * gain, because=BY_HAND)


@given(N=sizes, k=st.integers(0, 12), phase=phases, dc=beside)
@example(N=8, k=4, phase=0, dc=0.0)
@example(N=1, k=0, phase=0, dc=0.0)
def test_idft_of_a_pair_of_bins(idft, N, k, phase, dc):
    """The bins k and N - k, with N/2 each and opposite angles, give a cosine of amplitude 1."""
    X = pair_of_bins(N, k, phase)
    X[0] += N * dc
    same(idft(X), dc + cosine(N, k, phase), atol=sums(X) / N + 1e-13, because=SUMS)


@given(seed=seeds, other=seeds, phase=phases, gain=amplitudes, N=sizes)
def test_idft_of_a_sum(idft, seed, other, phase, gain, N):
    """The inverse of a sum is the sum of the inverses, with complex factors, too."""
    X, Y, factor = noise(seed, N), noise(other, N), gain * np.exp(1j * math.radians(phase))
    apart = array(idft(X), N, dtype=complex) + factor * array(idft(Y), N, dtype=complex)
    off = (sums(X) + gain * sums(Y)) / N
    agree(idft(X + factor * Y), apart, atol=off, calls=3, because=SUMS)


@given(seed=seeds, steps=steps, power=powers, N=sizes)
def test_idft_of_turned_coefficients(idft, seed, steps, power, N):
    """Turning bin k by k d / N of a full turn, backwards, delays the signal by d samples."""
    X = complex_noise(seed, N, 2.0**power)
    agree(
        idft(X * turned(N, steps)),
        np.roll(array(idft(X), N, dtype=complex), steps),
        atol=2 * sums(X) / N,
        because=SUMS,
    )


@given(seed=seeds, power=powers, N=sizes)
def test_idft_keeps_the_energy(idft, seed, power, N):
    """The squares of the samples add up to 1/N times the squares of the coefficients."""
    X = complex_noise(seed, N, 2.0**power)
    energy = np.sum(np.abs(X) ** 2)
    total = np.sum(np.abs(array(idft(X), N, dtype=complex)) ** 2)
    close(total, energy / N, rtol=1e-12, what="the sum of the squares", because=ENERGY)


@given(seed=seeds, imaginary=slight, N=sizes | long)
@example(seed=0, imaginary=1.0, N=1)
@example(seed=0, imaginary=1.0, N=600)
def test_idft_undoes_the_transform(idft, seed, imaginary, N):
    """What np.fft.fft has transformed comes back, complex numbers, too."""
    x = complex_noise(seed, N, imaginary=imaginary)
    X = np.fft.fft(x)
    shown_as(X, f"np.fft.fft(noise({seed}, {N}) + 1j * {imaginary!r} * noise({seed + 1}, {N}))")
    same(idft(X), x, atol=sums(X) / N, because=SUMS)


@given(case=bad_rows)
def test_idft_refuses_what_is_no_row(idft, case):
    """No number, two dimensions, or a number that is not finite raise ValueError."""
    refuses(idft, NO_ROWS[case], because="this is not a row of numbers")


@over(IDFT)
def test_idft_agrees_with_the_reference(idft, reference, X):
    """The samples are those that the course's own solution gives."""
    same(idft(X), reference(X), atol=sums(X) / len(X), because=SUMS)


# amplitude_phase


def both(answer, N):
    """Return amplitude and phase as arrays, or say what came instead."""
    amplitude, phase = unpack(answer, "amplitude, phase")
    array(amplitude, N // 2 + 1, what="amplitude")
    array(phase, N // 2 + 1, what="phase")
    return np.asarray(amplitude, dtype=float), np.asarray(phase, dtype=float)


ARROW = "amplitude exp(j phase)"


def arrows(answer, N):
    """Return amplitude and phase as one complex number each: a phase has no meaning at amplitude 0."""
    amplitude, phase = both(answer, N)
    return amplitude * np.exp(1j * phase)


@shape
@given(kind=kinds, seed=seeds, N=sizes)
def test_amplitude_phase_is_two_rows(amplitude_phase, kind, seed, N):
    """The answer is amplitudes, then phases: N // 2 + 1 real, finite numbers each."""
    both(amplitude_phase(signal(kind, seed, N)), N)


@anchor
@given(gain=st.sampled_from([1, 2, 10]), delay=st.integers(0, 3))
def test_amplitude_phase_of_four_samples(amplitude_phase, gain, delay):
    """The samples 4, 1, 0, 1 are a constant 1.5, a cosine of 2 and, at fs/2, one of 0.5."""
    x = gain * np.roll([4, 1, 0, 1], delay)
    amplitude, _ = both(amplitude_phase(x), 4)
    right = gain * np.array([1.5, 2, 0.5])
    close(amplitude, right, atol=1e-12 * gain, what="amplitude", because=BY_HAND)


@given(
    N=st.sampled_from([8, 5, 16, 9]) | st.integers(5, 24),
    amplitude=amplitudes,
    phase=phases,
    dc=beside,
)
def test_amplitude_phase_of_a_cosine(amplitude_phase, N, amplitude, phase, dc):
    """A cos(x + phi) has the amplitude A, and the phase phi: 0 for a cosine, -pi/2 for a sine."""
    A, phi = both(amplitude_phase(amplitude * (dc + cosine(N, 2, phase))), N)
    bins = np.where(np.arange(N // 2 + 1) == 2, amplitude, 0.0)
    bins[0] = amplitude * dc
    off = 2e-12 * (1 + dc)
    close(A, bins, atol=off * amplitude, what="amplitude", because=SUMS)
    right = math.remainder(math.radians(phase), 2 * math.pi)
    # 180 and -180 degrees are the same.
    turns = round((float(phi[2]) - right) / (2 * math.pi))
    right += 2 * math.pi * turns if abs(turns) <= 1 else 0
    close(float(phi[2]), right, unit="rad", atol=off, what="phase at index 2", because=SUMS)


@given(N=sizes, level=st.sampled_from([1.0, -1.0, 3.0, -0.5, -1e-30]), alternating=st.booleans())
@example(N=1, level=-1.0, alternating=False)
@example(N=8, level=2.0, alternating=True)
def test_amplitude_phase_of_bins_without_a_partner(amplitude_phase, N, level, alternating):
    """A constant c has the amplitude |c|; so has c, -c, c, -c, if N is even."""
    alternating = alternating and N % 2 == 0
    x = level * (-1.0) ** np.arange(N) if alternating else np.full(N, level)
    bins = np.zeros(N // 2 + 1)
    bins[-1 if alternating else 0] = level
    off = 2e-12 * abs(level)
    amplitude, _ = answer = both(amplitude_phase(x), N)
    close(amplitude, np.abs(bins), atol=off, what="amplitude", because=SUMS)
    same(arrows(answer, N), bins, atol=off, what=ARROW, because=SUMS)


@given(seed=seeds, N=sizes)
def test_amplitude_phase_stays_in_range(amplitude_phase, seed, N):
    """No amplitude is below 0, and every phase is from -pi to pi."""
    amplitude, phase = both(amplitude_phase(noise(seed, N)), N)
    lowest = float(np.max(-amplitude))
    at_most(lowest, 0.0, what="minus the smallest amplitude", because="an amplitude is a length")
    highest = float(np.max(np.abs(phase)))
    at_most(highest, math.pi, unit="rad", slack=1e-9, what="the largest phase", because="one turn")


@given(seed=seeds, gain=st.sampled_from([2.0, 0.5, -1.0, 1000.0, 2.0**-100, 2.0**100]), N=sizes)
def test_amplitude_phase_scaling(amplitude_phase, seed, gain, N):
    """Making a signal g times larger makes the amplitudes |g| times larger, and no phase other."""
    x = noise(seed, N)
    one, other = both(amplitude_phase(x), N), both(amplitude_phase(gain * x), N)
    off = 4e-12 * largest(x) * abs(gain)
    agree(other[0], abs(gain) * one[0], atol=off, what="amplitude", because=SUMS)
    agree(arrows(other, N), gain * arrows(one, N), atol=off, what=ARROW, because=SUMS)


@given(seed=seeds, power=powers, N=sizes)
def test_amplitude_phase_rebuilds_the_signal(amplitude_phase, seed, power, N):
    """The sum of all A cos(2 pi k n / N + phi) is the signal again, for odd and even N."""
    x = noise(seed, N, 2.0**power)
    amplitude, phase = both(amplitude_phase(x), N)
    angle = 2 * np.pi * np.outer(np.arange(N), np.arange(N // 2 + 1)) / N
    total = (np.cos(angle + phase) * amplitude).sum(axis=1)
    close(total, x, atol=sums(x), what="the sum of all cosines", because=SUMS)


@given(case=bad_rows | st.just(len(NO_ROWS)))
def test_amplitude_phase_refuses_what_is_no_signal(amplitude_phase, case):
    """An empty, two-dimensional, non-finite or complex input raises ValueError."""
    bad = [*NO_ROWS, np.array([1.0, 1j])]
    refuses(amplitude_phase, bad[case], because="this is not a real signal")


@over(AMPLITUDE_PHASE)
def test_amplitude_phase_agrees_with_the_reference(amplitude_phase, reference, x):
    """Amplitudes and phases are those that the course's own solution gives."""
    N, off = len(x), 4e-12 * largest(x)
    A, phi = (np.asarray(part, dtype=float) for part in reference(x))
    answer = both(amplitude_phase(x), N)
    close(answer[0], A, atol=off, what="amplitude", because=SUMS)
    same(arrows(answer, N), A * np.exp(1j * phi), atol=off, what=ARROW, because=SUMS)


# dtft


def turning(x, f, fs):
    """Return how far off rounding may bring the sum of `x` times a wave of `f` Hz."""
    total = float(np.sum(np.abs(np.asarray(x, dtype=float))))
    return total * (1e-12 + 1e-14 * abs(f / fs) * len(x))


@shape
@given(kind=kinds, seed=seeds, N=sizes, fs=rates, part=parts)
@example(kind="noise", seed=0, N=5, fs=1000.0, part=0.5)
def test_dtft_is_one_number(dtft, kind, seed, N, fs, part):
    """The answer is one finite number, complex or real."""
    number(dtft(signal(kind, seed, N), part * fs, fs), dtype=complex)


@anchor
@given(delay=st.integers(0, 3), gain=st.sampled_from([1, 2, 10]), fs=rates)
def test_dtft_at_a_quarter_of_the_rate(dtft, delay, gain, fs):
    """At a quarter of the sample rate the sample 1 gives 1, and the samples 0, 1 give -j."""
    x = [0] * delay + [gain]
    right = gain * [1, -1j, -1, 1j][delay]
    same(dtft(x, fs / 4, fs), right, atol=1e-13 * gain, because=BY_HAND)


@given(seed=seeds, N=sizes, fs=rates, k=st.integers(0, 24))
@example(seed=0, N=8, fs=1000.0, k=4)
def test_dtft_at_a_bin(dtft, seed, N, fs, k):
    """At the frequency k fs / N it is bin k of np.fft.fft."""
    x, f = noise(seed, N), k * fs / N
    same(dtft(x, f, fs), np.fft.fft(x)[k % N], atol=turning(x, f, fs), because=ANGLE)


@given(N=sizes, fs=rates, part=parts)
@example(N=8, fs=8000.0, part=0.0625)
@example(N=8, fs=1000.0, part=0.5)
def test_dtft_of_a_constant(dtft, N, fs, part):
    """For N samples of value 1 its magnitude is |sin(pi N f/fs) / sin(pi f/fs)|."""
    off = part - round(part)
    right = N * abs(np.sinc(off * N) / np.sinc(off))
    close(
        abs(number(dtft(np.ones(N), part * fs, fs), dtype=complex)),
        right,
        atol=turning(np.ones(N), part, 1.0),
        what="the magnitude",
        because=ANGLE,
    )


@given(seed=seeds, N=sizes, fs=rates, part=parts, turns=st.sampled_from([1, -1, 2]))
def test_dtft_repeats(dtft, seed, N, fs, part, turns):
    """One sample rate higher it has the same value again."""
    x = noise(seed, N)
    twin, f = number(dtft(x, part * fs, fs), dtype=complex), (part + turns) * fs
    off = turning(x, part * fs, fs) + turning(x, f, fs)
    agree(dtft(x, f, fs), twin, atol=off, because=ANGLE)


@given(seed=seeds, N=sizes, fs=rates, part=parts, zeros=st.integers(1, 16))
@example(seed=0, N=5, fs=1000.0, part=0.5, zeros=3)
def test_dtft_of_a_later_signal(dtft, seed, N, fs, part, zeros):
    """Zeros in front turn the answer backwards by the delay times f; zeros behind do nothing."""
    x = noise(seed, N)
    twin = number(dtft(x, part * fs, fs), dtype=complex) * np.exp(-2j * np.pi * part * zeros)
    later = np.concatenate([np.zeros(zeros), x, np.zeros(zeros)])
    off = 2 * turning(later, part * fs, fs)
    agree(dtft(later, part * fs, fs), twin, atol=off, because=ANGLE)


@given(seed=seeds, N=sizes, power=powers, fs=rates, part=parts)
@example(seed=0, N=5, power=0, fs=1000.0, part=0.5)
def test_dtft_at_negative_frequencies(dtft, seed, N, power, fs, part):
    """At -f it is the complex conjugate of its value at f, since the samples are real."""
    x = noise(seed, N, 2.0**power)
    twin = np.conj(number(dtft(x, part * fs, fs), dtype=complex))
    off = 2 * turning(x, part * fs, fs)
    agree(dtft(x, -part * fs, fs), twin, atol=off, because=ANGLE)


@given(case=st.sampled_from(range(5)))
def test_dtft_refuses_no_frequency(dtft, case):
    """A frequency that is not finite, a rate that is not above zero, or no sample is refused."""
    bad = [(math.nan, 8000.0), (math.inf, 8000.0), (440.0, 0.0), (440.0, -1.0), (440.0, math.nan)]
    refuses(dtft, [1.0, 2.0], *bad[case], because="there is no such frequency")


@over(DTFT)
def test_dtft_agrees_with_the_reference(dtft, reference, x, f, fs):
    """The value is the one that the course's own solution gives."""
    same(dtft(x, f, fs), reference(x, f, fs), atol=turning(x, f, fs), because=ANGLE)
