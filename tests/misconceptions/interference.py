"""Plausible wrong answers for interference, with what to tell the learner."""

import math

import numpy as np

from autograder.laws import misconception, spelling
from autograder.studio import as_signal
from solutions import interference as right


@misconception(
    "IN-01",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="The phase is added to the time here, as if it were a delay in seconds. It is an angle: "
    "it belongs to 2 pi f t, not to t.",
)
def phase_as_seconds(f, amp, phase, fs, n):
    return right.sine(f, amp, 2 * np.pi * f * phase, fs, n)


@misconception(
    "IN-02",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="The phase is taken for degrees and converted. It comes in radians already, the unit that "
    "np.sin takes: a quarter turn is pi/2, not 90.",
)
def phase_as_degrees(f, amp, phase, fs, n):
    return right.sine(f, amp, math.radians(phase), fs, n)


@misconception(
    "IN-03",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="The times reach to the very end, as with np.linspace and its endpoint. n samples take "
    "n/fs seconds, but the last one starts one step before that: samples stand 1/fs apart.",
)
def endpoint_included(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(2 * np.pi * f * np.linspace(0, n / fs, n) + phase)


@spelling("IN-03")
def angles_up_to_the_end(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(np.linspace(phase, phase + 2 * np.pi * f * n / fs, n))


@spelling("IN-03")
def duration_by_one_less(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    step = n / fs / max(n - 1, 1)
    return np.array([amp * math.sin(math.tau * f * k * step + phase) for k in range(n)])


@misconception(
    "IN-04",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="The factor 2 pi is missing. f counts turns a second, and np.sin wants radians, 2 pi of "
    "them to a turn.",
)
def turns_as_radians(f, amp, phase, fs, n):
    return right.sine(f / (2 * np.pi), amp, phase, fs, n)


@misconception(
    "IN-05",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="This is a cosine: at the phase 0 it starts at its crest. Our waves are sines, which start "
    "at zero and rise.",
)
def cosine(f, amp, phase, fs, n):
    return right.sine(f, amp, phase + np.pi / 2, fs, n)


@misconception(
    "IN-06",
    of="phasor_sum",
    breaks=["test_phasor_sum_of_two_equal_waves"],
    says="The amplitudes are added as if all waves were in step. What adds at every moment is the "
    "pressure. Half a turn apart, two equal waves leave silence.",
)
def amplitudes_add(amps, phases):
    _, phase = right.phasor_sum(amps, phases)
    return float(np.sum(np.abs(amps))), phase


@misconception(
    "IN-07",
    of="phasor_sum",
    breaks=["test_phasor_sum_of_two_equal_waves"],
    says="The squares of the amplitudes are added, whatever the phases. That is the rule for "
    "independent sources, on average. These waves have one frequency and fixed phases.",
)
def powers_add(amps, phases):
    _, phase = right.phasor_sum(amps, phases)
    return math.hypot(*amps), phase


@misconception(
    "IN-08",
    of="phasor_sum",
    breaks=["test_phasor_sum_of_two_equal_waves"],
    says="The phases are taken for degrees and converted. They come in radians already.",
)
def phases_as_degrees(amps, phases):
    return right.phasor_sum(amps, np.radians(phases))


@spelling("IN-08")
def arrows_of_degrees(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    arrow = np.sum(amps * np.exp(1j * np.pi / 180 * phases))
    return abs(arrow), np.angle(arrow)


@spelling("IN-08")
def coordinates_of_degrees(amps, phases):
    right.phasor_sum(amps, phases)
    turns = [math.radians(p) for p in phases]
    x = sum(a * math.cos(p) for a, p in zip(amps, turns, strict=True))
    y = sum(a * math.sin(p) for a, p in zip(amps, turns, strict=True))
    return math.hypot(x, y), math.atan2(y, x)


@misconception(
    "IN-09",
    of="phasor_sum",
    breaks=["test_phasor_sum_is_the_sum_at_every_moment"],
    says="The phase is the arctangent of a quotient, which is the same for opposite arrows, so half "
    "of all directions come out half a turn off. The signs of both coordinates decide.",
)
def arctangent_of_a_quotient(amps, phases):
    amp, phase = right.phasor_sum(amps, phases)
    return amp, math.remainder(phase, math.pi)


@misconception(
    "IN-10",
    of="phasor_sum",
    breaks=["test_phasor_sum_lies_in_the_middle"],
    says="The phase of the sum is in degrees here. Asked for are radians, as for the phases that "
    "go in.",
)
def answer_in_degrees(amps, phases):
    amp, phase = right.phasor_sum(amps, phases)
    return amp, math.degrees(phase)


@spelling("IN-10")
def angle_with_deg(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    arrow = np.dot(amps, np.exp(1j * phases))
    return abs(arrow), np.angle(arrow, deg=True)


@spelling("IN-10")
def arctangent_times_180_by_pi(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    x, y = np.sum(amps * np.cos(phases)), np.sum(amps * np.sin(phases))
    return math.sqrt(x**2 + y**2), math.atan2(y, x) * 180 / math.pi


@misconception(
    "IN-11",
    of="beat_rate",
    breaks=["test_beat_rate_of_1000_and_1030"],
    says="This is half the difference, the frequency of the slow cosine in sin a + sin b = "
    "2 cos((a - b)/2) sin((a + b)/2). That cosine passes through zero twice a cycle, and each time "
    "the sound fades.",
)
def half_the_difference(f1, f2):
    return right.beat_rate(f1, f2) / 2


@misconception(
    "IN-12",
    of="beat_rate",
    breaks=["test_beat_rate_has_no_order"],
    says="This depends on which tone comes first, and may be negative. Beats are counted: there "
    "cannot be fewer than none.",
)
def signed_difference(f1, f2):
    right.beat_rate(f1, f2)
    return f2 - f1


@misconception(
    "IN-13",
    of="beat_rate",
    breaks=["test_beat_rate_of_1000_and_1030"],
    says="This is the rate at which the waveform repeats exactly, the greatest common divisor. The "
    "swelling does not wait for that: it follows the difference alone.",
)
def common_divisor(f1, f2):
    right.beat_rate(f1, f2)
    return float(math.gcd(round(f1), round(f2)))


@spelling("IN-13")
def common_divisor_of_whole_hertz(f1, f2):
    right.beat_rate(f1, f2)
    a, b = int(f1), int(f2)
    while b:
        a, b = b, a % b
    return float(a)


@spelling("IN-13")
def common_divisor_of_floats(f1, f2):
    right.beat_rate(f1, f2)
    while f2 > 1e-6:
        f1, f2 = f2, f1 % f2
    return f1


@misconception(
    "IN-14",
    of="two_tone_envelope",
    breaks=["test_two_tone_envelope_of_two_in_step"],
    says="This envelope takes two beats to come back. In sin a + sin b = 2 cos((a - b)/2) "
    "sin((a + b)/2) the half is there once; here the frequencies are halved twice.",
)
def half_the_beat(t, f1, f2, phi1, phi2):
    return right.two_tone_envelope(as_signal(t) / 2, f1, f2, phi1, phi2)


@misconception(
    "IN-15",
    of="two_tone_envelope",
    breaks=["test_two_tone_envelope_of_two_in_step"],
    says="This envelope comes back twice in a beat. The angle between the arrows turns with the "
    "difference of the frequencies; the length of their sum depends on half of that angle.",
)
def twice_the_beat(t, f1, f2, phi1, phi2):
    return right.two_tone_envelope(2 * as_signal(t), f1, f2, 2 * phi1, 2 * phi2)


@misconception(
    "IN-16",
    of="two_tone_envelope",
    breaks=["test_two_tone_envelope_of_two_in_step"],
    says="This becomes negative. The slow cosine does change its sign from beat to beat, but an "
    "amplitude is a length: there is no sound quieter than silence.",
)
def with_a_sign(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return 2 * np.cos(np.pi * (f1 - f2) * np.asarray(t) + (phi1 - phi2) / 2)


@spelling("IN-16")
def half_of_the_angle_between(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    t = as_signal(t)
    between = (2 * np.pi * f2 * t + phi2) - (2 * np.pi * f1 * t + phi1)
    return 2 * np.cos(between / 2)


@spelling("IN-16")
def seen_from_the_mean_arrow(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    one, other = (math.tau * f * as_signal(t) + p for f, p in ((f1, phi1), (f2, phi2)))
    return np.real((np.exp(1j * one) + np.exp(1j * other)) * np.exp(-0.5j * (one + other)))


@misconception(
    "IN-17",
    of="two_tone_envelope",
    breaks=["test_two_tone_envelope_starts_as_the_phases_say"],
    says="The phases play no role here. They do not change how the envelope looks, but they decide "
    "when it swells.",
)
def phases_forgotten(t, f1, f2, phi1, phi2):
    return right.two_tone_envelope(t, f1, f2, 0.0, 0.0)


@spelling("IN-17")
def cosine_without_phases(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return np.abs(2 * np.cos(np.pi * (f1 - f2) * as_signal(t)))


@spelling("IN-17")
def arrows_without_phases(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    t = as_signal(t)
    return np.abs(np.exp(2j * np.pi * f1 * t) + np.exp(2j * np.pi * f2 * t))


@misconception(
    "IN-18",
    of="comb_gain_db",
    breaks=["test_comb_gain_db_of_a_millisecond"],
    says="Teeth and gaps have changed places. A copy that is a whole period late is in step again, "
    "and adds; half a period late, it cancels.",
)
def gaps_at_whole_periods(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(2 * np.abs(np.sin(np.pi * np.asarray(f) * tau)))


@misconception(
    "IN-19",
    of="comb_gain_db",
    breaks=["test_comb_gain_db_of_a_millisecond"],
    says="These are 10 logarithms of an amplitude ratio. Ten belongs to powers; twice the amplitude "
    "is +6.02 dB.",
)
def ten_logarithms(f, tau):
    return right.comb_gain_db(f, tau) / 2


@misconception(
    "IN-20",
    of="comb_gain_db",
    breaks=["test_comb_gain_db_of_a_millisecond"],
    says="This is the mean of both, not their sum: the level is 6.02 dB too low everywhere.",
)
def mean_of_both(f, tau):
    return right.comb_gain_db(f, tau) - 20 * math.log10(2)


@misconception(
    "IN-21",
    of="comb_gain_db",
    breaks=["test_comb_gain_db_of_a_millisecond"],
    says="The factor 2 pi is missing. f times tau counts periods, and a period is 2 pi radians.",
)
def periods_as_radians(f, tau):
    return right.comb_gain_db(as_signal(f) / (2 * np.pi), tau)


@misconception(
    "IN-22",
    of="cancel_db",
    breaks=["test_cancel_db_of_ten_degrees"],
    says="The copy is added the right way up. It is meant to be the opposite: without errors, "
    "nothing is left.",
)
def copy_not_inverted(gain_error_db, phase_error_deg):
    return right.cancel_db(gain_error_db, phase_error_deg + 180)


@misconception(
    "IN-23",
    of="cancel_db",
    breaks=["test_cancel_db_of_ten_degrees"],
    says="The phase error is in degrees, and it was used as radians.",
)
def degrees_as_radians(gain_error_db, phase_error_deg):
    return right.cancel_db(gain_error_db, math.degrees(phase_error_deg))


@misconception(
    "IN-24",
    of="cancel_db",
    breaks=["test_cancel_db_of_ten_degrees"],
    says="These are 10 logarithms of an amplitude ratio. Ten belongs to powers.",
)
def ten_logarithms_of_what_is_left(gain_error_db, phase_error_deg):
    return right.cancel_db(gain_error_db, phase_error_deg) / 2


@misconception(
    "IN-25",
    of="cancel_db",
    breaks=["test_cancel_db_of_ten_degrees"],
    says="The gain error went into the exponent as a power ratio, with 10. The copy's amplitude "
    "goes with 20.",
)
def gain_as_a_power_ratio(gain_error_db, phase_error_deg):
    return right.cancel_db(2 * gain_error_db, phase_error_deg)


@misconception(
    "IN-26",
    of="cancel_db",
    breaks=["test_cancel_db_of_the_exact_opposite"],
    says="A small constant inside the logarithm keeps it finite for a perfect match, but changes "
    "every deep cancellation. Treat silence as its own case.",
    between=True,
)
def tiny_constant_in_the_log(gain_error_db, phase_error_deg):
    return 20 * math.log10(10 ** (right.cancel_db(gain_error_db, phase_error_deg) / 20) + 1e-10)


@misconception(
    "IN-27",
    of="sine",
    breaks=["test_sine_of_four_samples_a_cycle"],
    says="The samples are counted in the place of the seconds: sample number k is not at k s. Where on "
    "the clock it is, the sample rate tells.",
)
def sample_numbers_as_times(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(2 * np.pi * f * np.arange(n) + phase)


@spelling("IN-27")
def sample_numbers_in_a_loop(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.array([amp * math.sin(math.tau * f * k + phase) for k in range(n)])


@spelling("IN-27")
def sample_numbers_as_an_arrow(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.imag(amp * np.exp(1j * (2 * np.pi * f * np.arange(n) + phase)))


@misconception(
    "IN-28",
    of="phasor_sum",
    breaks=["test_phasor_sum_lies_in_the_middle"],
    says="The two coordinates have changed places in the arctangent. It takes the height first, then "
    "what lies to the right.",
)
def arctangent_of_the_other_quotient(amps, phases):
    amp, phase = right.phasor_sum(amps, phases)
    return amp, math.atan2(math.cos(phase), math.sin(phase))


@spelling("IN-28")
def coordinates_exchanged(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    x, y = np.sum(amps * np.cos(phases)), np.sum(amps * np.sin(phases))
    return np.hypot(x, y), np.arctan2(x, y)


@spelling("IN-28")
def cosines_up_sines_to_the_right(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    arrow = np.sum(amps * (np.sin(phases) + 1j * np.cos(phases)))
    return abs(arrow), np.angle(arrow)


@misconception(
    "IN-29",
    of="two_tone_envelope",
    breaks=["test_two_tone_envelope_of_two_in_step"],
    says="This is the size of the sum itself, which passes through zero in every cycle. The envelope is "
    "the line on which its crests lie: how high the sum can get around that moment.",
)
def size_of_the_sum(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    t = as_signal(t)
    return np.abs(np.sin(2 * np.pi * f1 * t + phi1) + np.sin(2 * np.pi * f2 * t + phi2))


@spelling("IN-29")
def size_of_the_product(t, f1, f2, phi1, phi2):
    slow = right.two_tone_envelope(t, f1, f2, phi1, phi2)
    fast = np.sin(np.pi * (f1 + f2) * as_signal(t) + (phi1 + phi2) / 2)
    return np.abs(slow * fast)


@spelling("IN-29")
def size_of_the_imaginary_part(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    t = as_signal(t)
    arrows = np.exp(1j * (math.tau * f1 * t + phi1)) + np.exp(1j * (math.tau * f2 * t + phi2))
    return np.abs(arrows.imag)


@misconception(
    "IN-30",
    of="comb_gain_db",
    breaks=["test_comb_gain_db_of_a_millisecond"],
    says="The copy is taken for twice as late as it is: the gaps are twice as close as they should be. In "
    "2 |cos(...)| stands half of the angle between the arrows, not the whole.",
)
def whole_angle_in_the_cosine(f, tau):
    return right.comb_gain_db(f, 2 * tau)


@spelling("IN-30")
def cosine_of_two_pi(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(2 * np.abs(np.cos(2 * np.pi * as_signal(f) * tau)))


@spelling("IN-30")
def arrow_of_four_pi(f, tau):
    right.comb_gain_db(f, tau)
    return 20 * np.log10(np.abs(1 + np.exp(4j * np.pi * as_signal(f) * tau)))


@spelling("IN-02")
def phase_by_np_radians(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(2 * np.pi * f * np.arange(n) / fs + np.radians(phase))


@spelling("IN-02")
def phase_times_pi_by_180(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.array(
        [amp * math.sin(math.tau * f * k / fs + phase * math.pi / 180) for k in range(n)]
    )


@spelling("IN-05")
def cosine_itself(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.cos(2 * np.pi * f * np.arange(n) / fs + phase)


@spelling("IN-05")
def real_part_of_an_arrow(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.real(amp * np.exp(1j * (2 * np.pi * f * np.arange(n) / fs + phase)))


@spelling("IN-04")
def no_two_pi(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(f * (np.arange(n) / fs) + phase)


@spelling("IN-04")
def no_two_pi_in_a_loop(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.array([amp * math.sin(f * k / fs + phase) for k in range(n)])


@spelling("IN-01")
def phase_added_to_the_time(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return amp * np.sin(2 * np.pi * f * (np.arange(n) / fs + phase))


@spelling("IN-01")
def phase_inside_the_bracket(f, amp, phase, fs, n):
    right.sine(f, amp, phase, fs, n)
    return np.array([amp * math.sin(math.tau * f * (k / fs + phase)) for k in range(n)])


@spelling("IN-06")
def python_sum_of_sizes(amps, phases):
    _, phase = right.phasor_sum(amps, phases)
    return sum(abs(a) for a in as_signal(amps)), phase


@spelling("IN-06")
def plain_sum_of_amplitudes(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    return np.sum(amps), np.angle(amps @ np.exp(1j * phases))


@spelling("IN-07")
def root_of_the_squares(amps, phases):
    _, phase = right.phasor_sum(amps, phases)
    return np.sqrt(np.sum(as_signal(amps) ** 2)), phase


@spelling("IN-07")
def norm_of_the_amplitudes(amps, phases):
    _, phase = right.phasor_sum(amps, phases)
    return np.linalg.norm(as_signal(amps)), phase


@spelling("IN-09")
def guarded_quotient(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    x, y = np.sum(amps * np.cos(phases)), np.sum(amps * np.sin(phases))
    return math.hypot(x, y), math.atan(y / x) if x else math.pi / 2 * (y > 0)


@spelling("IN-09")
def quotient_without_nan(amps, phases):
    amps, phases = as_signal(amps), as_signal(phases)
    right.phasor_sum(amps, phases)
    arrow = np.sum(amps * np.exp(1j * phases))
    with np.errstate(all="ignore"):
        return np.abs(arrow), np.nan_to_num(np.arctan(arrow.imag / arrow.real))


@spelling(
    "IN-09", nameless="the first law stops at NaN, for silence, which has no phase of its own"
)
def bare_quotient(amps, phases):
    right.phasor_sum(amps, phases)
    y, x = amps @ np.sin(phases), amps @ np.cos(phases)
    with np.errstate(all="ignore"):
        return np.hypot(x, y), np.arctan(y / x)


@spelling("IN-11")
def half_of_the_size(f1, f2):
    right.beat_rate(f1, f2)
    return abs(f1 - f2) / 2


@spelling("IN-11")
def half_of_what_is_between(f1, f2):
    right.beat_rate(f1, f2)
    return 0.5 * (max(f1, f2) - min(f1, f2))


@spelling("IN-12")
def first_minus_second(f1, f2):
    right.beat_rate(f1, f2)
    return f1 - f2


@spelling("IN-12")
def difference_of_angular_frequencies(f1, f2):
    right.beat_rate(f1, f2)
    w1, w2 = 2 * np.pi * f1, 2 * np.pi * f2
    return (w2 - w1) / (2 * np.pi)


@spelling("IN-14")
def quarter_of_the_angle(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return 2 * np.abs(np.cos(np.pi / 2 * (f1 - f2) * as_signal(t) + (phi1 - phi2) / 2))


@spelling("IN-14")
def quarter_of_the_angle_and_of_the_phases(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return 2 * np.abs(np.cos((2 * np.pi * (f1 - f2) * as_signal(t) + phi1 - phi2) / 4))


@spelling("IN-15")
def whole_angle_in_the_envelope(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return 2 * np.abs(np.cos(2 * np.pi * (f1 - f2) * as_signal(t) + phi1 - phi2))


@spelling("IN-15")
def twice_the_beat_with_half_the_phases(t, f1, f2, phi1, phi2):
    right.two_tone_envelope(t, f1, f2, phi1, phi2)
    return 2 * np.abs(np.cos(2 * np.pi * (f1 - f2) * as_signal(t) + (phi1 - phi2) / 2))


@spelling("IN-19")
def ten_logarithms_of_the_arrow(f, tau):
    right.comb_gain_db(f, tau)
    return 10 * np.log10(np.abs(1 + np.exp(-2j * np.pi * as_signal(f) * tau)))


@spelling("IN-19")
def ten_logarithms_of_the_cosine(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(2 * np.abs(np.cos(np.pi * as_signal(f) * tau)))


@spelling("IN-20")
def cosine_without_the_two(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(np.abs(np.cos(np.pi * as_signal(f) * tau)))


@spelling("IN-20")
def half_of_each(f, tau):
    right.comb_gain_db(f, tau)
    return 20 * np.log10(np.abs(0.5 + 0.5 * np.exp(-2j * np.pi * as_signal(f) * tau)))


@spelling("IN-18")
def copy_subtracted(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(np.abs(1 - np.exp(-2j * np.pi * as_signal(f) * tau)))


@spelling("IN-18")
def rule_of_cosines_with_a_minus(f, tau):
    right.comb_gain_db(f, tau)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(2 - 2 * np.cos(2 * np.pi * as_signal(f) * tau))


@spelling("IN-21")
def periods_in_the_arrow(f, tau):
    right.comb_gain_db(f, tau)
    return 20 * np.log10(np.abs(1 + np.exp(-1j * as_signal(f) * tau)))


@spelling("IN-21")
def half_of_f_tau_in_the_cosine(f, tau):
    right.comb_gain_db(f, tau)
    return 20 * np.log10(2 * np.abs(np.cos(as_signal(f) * tau / 2)))


@spelling("IN-22")
def plus_in_the_place_of_minus(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    left = abs(1 + 10 ** (gain_error_db / 20) * np.exp(1j * math.radians(phase_error_deg)))
    return 20 * math.log10(left) if left else -math.inf


@spelling("IN-22")
def rule_of_cosines_with_a_plus(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    g, turn = 10 ** (gain_error_db / 20), math.radians(phase_error_deg)
    power = 1 + g**2 + 2 * g * math.cos(turn)
    return 10 * math.log10(power) if power > 0 else -math.inf


@spelling("IN-23")
def bare_degrees_in_the_arrow(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    left = abs(1 - 10 ** (gain_error_db / 20) * np.exp(1j * phase_error_deg))
    return 20 * math.log10(left) if left else -math.inf


@spelling("IN-23")
def cosine_of_bare_degrees(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    g = 10 ** (gain_error_db / 20)
    power = 1 + g**2 - 2 * g * math.cos(phase_error_deg)
    return 20 * math.log10(math.sqrt(power)) if power > 0 else -math.inf


@spelling("IN-24")
def ten_logarithms_of_the_distance(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    left = abs(1 - 10 ** (gain_error_db / 20) * np.exp(1j * math.radians(phase_error_deg)))
    return 10 * math.log10(left) if left else -math.inf


@spelling("IN-24")
def ten_logarithms_of_a_length(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    g, turn = 10 ** (gain_error_db / 20), math.radians(phase_error_deg)
    left = math.hypot(1 - g * math.cos(turn), g * math.sin(turn))
    return 10 * math.log10(left) if left > 0 else -math.inf


@spelling("IN-25")
def ten_in_the_exponent(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    left = abs(1 - 10 ** (gain_error_db / 10) * np.exp(1j * math.radians(phase_error_deg)))
    return 20 * math.log10(left) if left else -math.inf


@spelling("IN-25")
def length_with_ten_in_the_exponent(gain_error_db, phase_error_deg):
    right.cancel_db(gain_error_db, phase_error_deg)
    g, turn = math.pow(10, gain_error_db / 10), math.radians(phase_error_deg)
    left = math.hypot(1 - g * math.cos(turn), g * math.sin(turn))
    return 20 * math.log10(left) if left > 0 else -math.inf


@spelling("IN-26")
def larger_constant_in_the_log(gain_error_db, phase_error_deg):
    return 20 * math.log10(10 ** (right.cancel_db(gain_error_db, phase_error_deg) / 20) + 1e-3)


@spelling("IN-26")
def smaller_constant_in_the_log(gain_error_db, phase_error_deg):
    return 20 * math.log10(10 ** (right.cancel_db(gain_error_db, phase_error_deg) / 20) + 1e-14)


@spelling("IN-26")
def floor_in_the_log(gain_error_db, phase_error_deg):
    return 20 * math.log10(max(10 ** (right.cancel_db(gain_error_db, phase_error_deg) / 20), 1e-12))
