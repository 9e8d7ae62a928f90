"""The laws of the discrete Fourier transform: forward, inverse, bins, amplitude and phase, DTFT."""

import math

import numpy as np

from autograder.laws import (
    agree,
    anchor,
    array,
    at_most,
    close,
    example,
    given,
    kinds,
    noise,
    number,
    refuses,
    seeds,
    shape,
    signal,
    st,
    unpack,
)

BY_HAND = "a few additions: rounding stays below 1e-15 of the largest"
SUMS = "sums of at most 128 products, their angles rounded at 1e-13: errors stay below 1e-12"
ENERGY = "a sum of at most 128 squares, each rounded at about 1e-13"
GRID = "one product and one quotient: rounding stays below 1e-15"
ANGLE = "2 pi f t is rounded at 1e-16 of at most some thousand radians, about 1e-12; then one sum"

sizes = st.sampled_from([8, 1, 2, 3, 4, 5, 7, 16]) | st.integers(1, 24)
long = st.sampled_from([8, 1, 2, 3, 31, 32, 100, 128])
amplitudes = st.sampled_from([1.0, 2.0, 0.5]) | st.floats(1e-3, 1e3)
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


def complex_noise(seed, n):
    """Return `n` random complex numbers, each part of variance 1."""
    return noise(seed, n) + 1j * noise(seed + 1, n)


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
    same(dft(samples), gain * waves[delay], atol=1e-12 * gain, because=BY_HAND)


@given(N=sizes, k=st.integers(0, 12), phase=phases)
@example(N=8, k=4, phase=0)
@example(N=1, k=0, phase=0)
@example(N=16, k=0, phase=90)
def test_dft_of_a_cosine(dft, N, k, phase):
    """A cosine of k whole cycles gives N/2 in the bins k and N - k, turned by its phase."""
    same(dft(cosine(N, k, phase)), pair_of_bins(N, k, phase), atol=1e-11 * N, because=SUMS)


@given(seed=seeds, other=seeds, phase=phases, N=sizes)
def test_dft_of_a_sum(dft, seed, other, phase, N):
    """The transform of a sum is the sum of the transforms, with complex factors, too."""
    x, y, factor = noise(seed, N), noise(other, N), np.exp(1j * math.radians(phase))
    apart = array(dft(x), N, dtype=complex) + factor * array(dft(y), N, dtype=complex)
    agree(dft(x + factor * y), apart, atol=1e-11 * N, calls=3, because=SUMS)


@given(seed=seeds, steps=steps, N=sizes)
def test_dft_of_a_shifted_signal(dft, seed, steps, N):
    """Moving a signal around by d samples turns bin k by k d / N of a full turn, backwards."""
    x = complex_noise(seed, N)
    agree(
        dft(np.roll(x, steps)),
        array(dft(x), N, dtype=complex) * turned(N, steps),
        atol=1e-11 * N,
        because=SUMS,
    )


@given(seed=seeds, N=sizes)
def test_dft_of_a_real_signal(dft, seed, N):
    """If the samples are real, bin N - k is the complex conjugate of bin k."""
    X = array(dft(noise(seed, N)), N, dtype=complex)
    agree(X[-np.arange(N)], np.conj(X), atol=1e-11 * N, calls=1, because=SUMS)


@given(seed=seeds, N=sizes)
def test_dft_keeps_the_energy(dft, seed, N):
    """The squares of the coefficients add up to N times the squares of the samples."""
    x = complex_noise(seed, N)
    energy = np.sum(np.abs(x) ** 2)
    total = np.sum(np.abs(array(dft(x), N, dtype=complex)) ** 2)
    close(total, N * energy, rtol=1e-11, what="the sum of the squares", because=ENERGY)


@given(seed=seeds, N=sizes | long)
def test_dft_is_that_of_numpy(dft, seed, N):
    """For any complex numbers the answer is that of np.fft.fft."""
    x = complex_noise(seed, N)
    same(dft(x), np.fft.fft(x), atol=1e-11 * N, because=SUMS)


@given(case=bad_rows)
def test_dft_refuses_what_is_no_row(dft, case):
    """No number, two dimensions, or a number that is not finite raise ValueError."""
    refuses(dft, NO_ROWS[case], because="this is not a row of numbers")


@given(seed=seeds, N=sizes)
def test_dft_agrees_with_the_reference(dft, reference, seed, N):
    """The coefficients are those that the course's own solution gives."""
    x = noise(seed, N)
    same(dft(x), reference(x), atol=1e-11 * N, because=SUMS)


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


@given(n=sizes | st.integers(25, 1000), fs=rates)
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
    same(idft(coefficients), gain * waves[k], atol=1e-12 * gain, because=BY_HAND)


@given(N=sizes, k=st.integers(0, 12), phase=phases)
@example(N=8, k=4, phase=0)
@example(N=1, k=0, phase=0)
def test_idft_of_a_pair_of_bins(idft, N, k, phase):
    """The bins k and N - k, with N/2 each and opposite angles, give a cosine of amplitude 1."""
    same(idft(pair_of_bins(N, k, phase)), cosine(N, k, phase), atol=1e-11, because=SUMS)


@given(seed=seeds, other=seeds, phase=phases, N=sizes)
def test_idft_of_a_sum(idft, seed, other, phase, N):
    """The inverse of a sum is the sum of the inverses, with complex factors, too."""
    X, Y, factor = noise(seed, N), noise(other, N), np.exp(1j * math.radians(phase))
    apart = array(idft(X), N, dtype=complex) + factor * array(idft(Y), N, dtype=complex)
    agree(idft(X + factor * Y), apart, atol=1e-11, calls=3, because=SUMS)


@given(seed=seeds, steps=steps, N=sizes)
def test_idft_of_turned_coefficients(idft, seed, steps, N):
    """Turning bin k by k d / N of a full turn, backwards, delays the signal by d samples."""
    X = complex_noise(seed, N)
    agree(
        idft(X * turned(N, steps)),
        np.roll(array(idft(X), N, dtype=complex), steps),
        atol=1e-11,
        because=SUMS,
    )


@given(seed=seeds, N=sizes)
def test_idft_keeps_the_energy(idft, seed, N):
    """The squares of the samples add up to 1/N times the squares of the coefficients."""
    X = complex_noise(seed, N)
    energy = np.sum(np.abs(X) ** 2)
    close(
        np.sum(np.abs(array(idft(X), N, dtype=complex)) ** 2),
        energy / N,
        rtol=1e-11,
        what="the sum of the squares",
        because=ENERGY,
    )


@given(seed=seeds, N=sizes | long)
@example(seed=0, N=1)
def test_idft_undoes_the_transform(idft, seed, N):
    """What np.fft.fft has transformed comes back, complex numbers, too."""
    x = complex_noise(seed, N)
    same(idft(np.fft.fft(x)), x, atol=1e-11, because=SUMS)


@given(case=bad_rows)
def test_idft_refuses_what_is_no_row(idft, case):
    """No number, two dimensions, or a number that is not finite raise ValueError."""
    refuses(idft, NO_ROWS[case], because="this is not a row of numbers")


@given(seed=seeds, N=sizes)
def test_idft_agrees_with_the_reference(idft, reference, seed, N):
    """The samples are those that the course's own solution gives."""
    X = complex_noise(seed, N)
    same(idft(X), reference(X), atol=1e-11, because=SUMS)


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


@given(N=st.sampled_from([8, 5, 16, 9]) | st.integers(5, 24), amplitude=amplitudes, phase=phases)
def test_amplitude_phase_of_a_cosine(amplitude_phase, N, amplitude, phase):
    """A cos(x + phi) has the amplitude A, and the phase phi: 0 for a cosine, -pi/2 for a sine."""
    A, phi = both(amplitude_phase(amplitude * cosine(N, 2, phase)), N)
    bins = amplitude * (np.arange(N // 2 + 1) == 2)
    close(A, bins, atol=1e-11 * amplitude, what="amplitude", because=SUMS)
    right = math.remainder(math.radians(phase), 2 * math.pi)
    # 180 and -180 degrees are the same.
    turns = round((float(phi[2]) - right) / (2 * math.pi))
    right += 2 * math.pi * turns if abs(turns) <= 1 else 0
    close(
        float(phi[2]), right, unit="rad", atol=1e-9,
        what="phase at index 2", because="the angle of a number, rounded at 1e-13",
    )  # fmt: skip


@given(N=sizes, level=st.sampled_from([1.0, -1.0, 3.0, -0.5]), alternating=st.booleans())
@example(N=1, level=-1.0, alternating=False)
@example(N=8, level=2.0, alternating=True)
def test_amplitude_phase_of_bins_without_a_partner(amplitude_phase, N, level, alternating):
    """A constant c has the amplitude |c|; so has c, -c, c, -c, if N is even."""
    alternating = alternating and N % 2 == 0
    x = level * (-1.0) ** np.arange(N) if alternating else np.full(N, level)
    bins = np.zeros(N // 2 + 1)
    bins[-1 if alternating else 0] = level
    amplitude, _ = answer = both(amplitude_phase(x), N)
    close(amplitude, np.abs(bins), atol=1e-11, what="amplitude", because=SUMS)
    same(arrows(answer, N), bins, atol=1e-11, what=ARROW, because=SUMS)


@given(seed=seeds, N=sizes)
def test_amplitude_phase_stays_in_range(amplitude_phase, seed, N):
    """No amplitude is below 0, and every phase is from -pi to pi."""
    amplitude, phase = both(amplitude_phase(noise(seed, N)), N)
    lowest = float(np.max(-amplitude))
    at_most(lowest, 0.0, what="minus the smallest amplitude", because="an amplitude is a length")
    largest = float(np.max(np.abs(phase)))
    at_most(largest, math.pi, unit="rad", slack=1e-9, what="the largest phase", because="one turn")


@given(seed=seeds, gain=st.sampled_from([2.0, 0.5, -1.0, 1000.0]), N=sizes)
def test_amplitude_phase_scaling(amplitude_phase, seed, gain, N):
    """Making a signal g times larger makes the amplitudes |g| times larger, and no phase other."""
    x = noise(seed, N)
    one, other = both(amplitude_phase(x), N), both(amplitude_phase(gain * x), N)
    atol = 1e-11 * abs(gain)
    agree(other[0], abs(gain) * one[0], atol=atol, what="amplitude", because=SUMS)
    agree(arrows(other, N), gain * arrows(one, N), atol=atol, what=ARROW, because=SUMS)


@given(seed=seeds, N=sizes)
def test_amplitude_phase_rebuilds_the_signal(amplitude_phase, seed, N):
    """The sum of all A cos(2 pi k n / N + phi) is the signal again, for odd and even N."""
    x = noise(seed, N)
    amplitude, phase = both(amplitude_phase(x), N)
    angle = 2 * np.pi * np.outer(np.arange(N), np.arange(N // 2 + 1)) / N
    total = (np.cos(angle + phase) * amplitude).sum(axis=1)
    close(total, x, atol=1e-10, what="the sum of all cosines", because=SUMS)


@given(case=bad_rows | st.just(len(NO_ROWS)))
def test_amplitude_phase_refuses_what_is_no_signal(amplitude_phase, case):
    """An empty, two-dimensional, non-finite or complex input raises ValueError."""
    bad = [*NO_ROWS, np.array([1.0, 1j])]
    refuses(amplitude_phase, bad[case], because="this is not a real signal")


@given(seed=seeds, N=sizes)
def test_amplitude_phase_agrees_with_the_reference(amplitude_phase, reference, seed, N):
    """Amplitudes and phases are those that the course's own solution gives."""
    x = noise(seed, N)
    right = both(reference(x), N)
    amplitude, _ = answer = both(amplitude_phase(x), N)
    close(amplitude, right[0], atol=1e-10, what="amplitude", because=SUMS)
    same(arrows(answer, N), arrows(right, N), atol=1e-10, what=ARROW, because=SUMS)


# dtft


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
    same(dtft(x, fs / 4, fs), right, atol=1e-12 * gain, because=BY_HAND)


@given(seed=seeds, N=sizes, fs=rates, k=st.integers(0, 24))
@example(seed=0, N=8, fs=1000.0, k=4)
def test_dtft_at_a_bin(dtft, seed, N, fs, k):
    """At the frequency k fs / N it is bin k of np.fft.fft."""
    x = noise(seed, N)
    same(dtft(x, k * fs / N, fs), np.fft.fft(x)[k % N], atol=1e-10 * N, because=ANGLE)


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
        atol=1e-10 * N,
        what="the magnitude",
        because=ANGLE,
    )


@given(seed=seeds, N=sizes, fs=rates, part=parts, turns=st.sampled_from([1, -1, 2]))
def test_dtft_repeats(dtft, seed, N, fs, part, turns):
    """One sample rate higher it has the same value again."""
    x = noise(seed, N)
    twin = number(dtft(x, part * fs, fs), dtype=complex)
    agree(dtft(x, (part + turns) * fs, fs), twin, atol=1e-10 * N, because=ANGLE)


@given(seed=seeds, N=sizes, fs=rates, part=parts, zeros=st.integers(1, 16))
@example(seed=0, N=5, fs=1000.0, part=0.5, zeros=3)
def test_dtft_of_a_later_signal(dtft, seed, N, fs, part, zeros):
    """Zeros in front turn the answer backwards by the delay times f; zeros behind do nothing."""
    x = noise(seed, N)
    twin = number(dtft(x, part * fs, fs), dtype=complex) * np.exp(-2j * np.pi * part * zeros)
    later = np.concatenate([np.zeros(zeros), x, np.zeros(zeros)])
    agree(dtft(later, part * fs, fs), twin, atol=1e-10 * N, because=ANGLE)


@given(seed=seeds, N=sizes, fs=rates, part=parts)
@example(seed=0, N=5, fs=1000.0, part=0.5)
def test_dtft_at_negative_frequencies(dtft, seed, N, fs, part):
    """At -f it is the complex conjugate of its value at f, since the samples are real."""
    x = noise(seed, N)
    twin = np.conj(number(dtft(x, part * fs, fs), dtype=complex))
    agree(dtft(x, -part * fs, fs), twin, atol=1e-10 * N, because=ANGLE)


@given(case=st.sampled_from(range(5)))
def test_dtft_refuses_no_frequency(dtft, case):
    """A frequency that is not finite, a rate that is not above zero, or no sample is refused."""
    bad = [(math.nan, 8000.0), (math.inf, 8000.0), (440.0, 0.0), (440.0, -1.0), (440.0, math.nan)]
    refuses(dtft, [1.0, 2.0], *bad[case], because="there is no such frequency")


@given(seed=seeds, N=sizes, fs=rates, part=parts)
@example(seed=0, N=5, fs=1000.0, part=0.5)
def test_dtft_agrees_with_the_reference(dtft, reference, seed, N, fs, part):
    """The value is the one that the course's own solution gives."""
    x = noise(seed, N)
    same(dtft(x, part * fs, fs), reference(x, part * fs, fs), atol=1e-10 * N, because=ANGLE)
