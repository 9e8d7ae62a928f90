"""Makes the recordings of this folder: run it again, and the same files come out.

    python make.py [DIR]

The talkers need flite (Debian: ``apt install flite``); see README.md for where each sound comes from.
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import lfilter

FS = 16000  # Hz: what speech needs, and half the bytes of music
PEAK = 0.5
SILENCE = 0.1  # s before and after

# Two of the Harvard sentences (IEEE, 1969), which were made to have every sound of English.
TALKERS = {
    "woman": ("slt", "The birch canoe slid on the smooth planks."),
    "man": ("rms", "Glue the sheet to the dark blue background."),
}
CHORD = [110.0, 164.81, 220.0, 277.18, 329.63]  # Hz: A major, from the low string to the high one


def talker(voice, sentence):
    """Return a sentence read by one of flite's voices, without the silence around it."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", file.name], check=True)
        fs, x = wavfile.read(io.BytesIO(Path(file.name).read_bytes()))
    if fs != FS:
        raise SystemExit(f"flite's voice {voice} has {fs} Hz, expected {FS} Hz")
    loud = np.flatnonzero(np.abs(x) > 0.01 * np.abs(x).max())
    return x[loud[0] : loud[-1] + 1].astype(np.float64)


def guitar(seconds=3.0, strum=0.04):
    """Return a plucked chord, after Karplus and Strong (1983).

    Each string is a burst of noise that goes round a delay line of one period, and is averaged with
    its neighbor sample at every round: high partials fade first.
    """
    rng = np.random.default_rng(1983)
    chord = np.zeros(round(seconds * FS))
    for k, f in enumerate(CHORD):
        period = round(FS / f - 0.5)  # the average of two samples delays by half a sample
        start = round(k * strum * FS)
        burst = np.zeros(len(chord) - start)
        burst[:period] = rng.uniform(-1, 1, period)
        burst[:period] -= burst[:period].mean()  # a string has no offset
        feedback = np.zeros(period + 2)
        feedback[0], feedback[period], feedback[period + 1] = 1.0, -0.4985, -0.4985
        chord[start:] += lfilter([1.0], feedback, burst)
    return chord * np.minimum(1, np.arange(len(chord), 0, -1) / (0.2 * FS))


def save(path, x):
    rest = np.zeros(round(SILENCE * FS))
    x = np.concatenate([rest, x, rest])
    wavfile.write(path, FS, np.round(x * PEAK * 32767 / np.abs(x).max()).astype(np.int16))


def main(folder):
    save(folder / "guitar.wav", guitar())
    for name, (voice, sentence) in TALKERS.items():
        save(folder / f"{name}.wav", talker(voice, sentence))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
