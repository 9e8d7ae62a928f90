"""The lessons' vocabulary: alt texts that arrive, sounds that are safe, cells that wait."""

import base64
import io
import re
import subprocess
import sys
import wave
from pathlib import Path

import matplotlib.pyplot as plt
import nbclient
import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter, LatexExporter
from PIL import Image
from scipy.io import wavfile

from autograder import studio
from autograder.studio import (
    animation,
    as_signal,
    explore,
    figure,
    heatmap,
    play,
    sound,
    spectrum,
    waveform,
)
from autograder.studio.sliders import _slider
from autograder.studio.sounds import ready

ALT = 'A line from 0 to "one" & back'
STUBS = """
def rms(x):
    raise NotImplementedError

def level(x):
    return rms(x)
"""


def run(*cells, worker=False):
    """Execute the cells in a real kernel, the studio imported first; return the notebook."""
    first = (
        "import numpy as np\nimport matplotlib.pyplot as plt\nimport autograder.studio as studio"
    )
    if worker:
        first = "import os\nos.environ['SOUNDCHECK_WORKER'] = '1'\n" + first
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (first, *cells)]
    )
    client = nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3")
    client.execute()
    return notebook


def text(cell):
    return "".join(out.get("text", "") for out in cell.outputs)


@pytest.fixture
def shown(monkeypatch):
    """The mimebundles that the studio displays."""
    bundles = []
    monkeypatch.setattr("autograder.studio.pictures.show", bundles.append)
    monkeypatch.setattr("autograder.studio.sounds.show", bundles.append)
    return bundles


class TestAsSignal:
    @pytest.mark.parametrize(
        "x",
        [[1, 2, 3], (1.0, 2, 3), np.array([1, 2, 3], "int16"), np.array([1, 2, 3], "float32")],
    )
    def test_same_values_come_out_the_same(self, x):
        got = as_signal(x)
        assert got.dtype == np.float64
        assert got.tobytes() == np.array([1.0, 2.0, 3.0]).tobytes()

    def test_strided_and_read_only(self):
        x = np.arange(6.0)[::-2]
        x.flags.writeable = False
        assert as_signal(x).flags.c_contiguous
        assert as_signal(x).tolist() == [5.0, 3.0, 1.0]

    @pytest.mark.parametrize(
        ("x", "words"),
        [
            ([], "empty"),
            (3.0, "one row"),
            ([[1.0, 2.0]], r"\(1, 2\)"),
            ([[1.0], [1.0, 2.0]], "several lengths"),
            ([0.0, np.nan, np.inf], r"pressure\[1\] is nan \(2 of 3"),
            ([1 + 0j], "real"),
            (["1", "2"], "numbers"),
            ([None, 1], "numbers"),
            (None, "one row"),
        ],
    )
    def test_bad_signals_are_refused_in_words(self, x, words):
        with pytest.raises(ValueError, match=words) as error:
            as_signal(x, "pressure")
        assert str(error.value).startswith("pressure ")

    def test_costs_a_solution_nothing(self):
        code = (
            "import sys; from autograder.studio import as_signal; "
            "print([m for m in ('matplotlib', 'IPython', 'ipywidgets', 'PIL') if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"


class TestFigures:
    def test_alt_text_is_in_every_form(self, shown):
        fig, ax = plt.subplots()
        ax.plot([0, 1, 0])
        figure(fig, alt=ALT)
        (bundle,) = shown
        assert 'alt="A line from 0 to &quot;one&quot; &amp; back"' in bundle["text/html"]
        assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
        assert ALT in bundle["text/plain"]
        assert not plt.fignum_exists(fig.number)

    @pytest.mark.parametrize("alt", ["", "  ", None])
    def test_alt_text_must_say_something(self, alt):
        with pytest.raises(ValueError, match="alt is empty"):
            figure(plt.figure(), alt=alt)

    def test_waveform_in_seconds_or_milliseconds(self):
        assert waveform(np.ones(100), 100).get_xlabel() == "time (s)"
        ax = waveform(np.ones(99), 100, label="yours", unit="V")
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("time (ms)", "amplitude (V)")
        assert ax.lines[0].get_label() == "yours"
        plt.close("all")

    def test_spectrum_of_a_sine_stands_at_its_amplitude(self):
        t = np.arange(4800) / 48_000
        frequency, level = spectrum(0.5 * np.sin(2 * np.pi * 1000 * t), 48_000).lines[0].get_data()
        assert frequency[np.argmax(level)] == 1000
        assert np.max(level) == pytest.approx(20 * np.log10(0.5), abs=1e-9)
        plt.close("all")

    def test_spectrum_of_silence_is_the_floor(self):
        assert set(spectrum(np.zeros(64), 8000).lines[0].get_ydata()) == {-240.0}
        plt.close("all")

    def test_animation_has_a_still_and_an_alt_text(self, shown):
        def draw(k):
            fig, ax = plt.subplots(figsize=(2, 1))
            ax.plot([0, k])
            return fig

        animation(draw, 3, alt=ALT)
        assert plt.get_fignums() == []
        assert self.frames(shown[0]).n_frames == 3
        moving, still = re.findall("<img [^>]+>", shown[0]["text/html"])
        assert "data:image/gif" in moving and "data:image/png" in still
        assert moving.count("alt=") == still.count("alt=") == 1
        assert base64.b64decode(shown[0]["image/png"]).startswith(b"\x89PNG")

    def test_a_figure_of_which_little_changes_makes_the_same_frames(self, shown):
        def line(ax, k):
            return [*ax.plot([0, k], "r"), ax.set_title(f"{k} of 3"), ax.text(0, 1, "x" * k)]

        def framed():
            fig, ax = plt.subplots(figsize=(3, 2))
            ax.set(xlim=(0, 1), ylim=(0, 2), xlabel="x")
            return fig, ax

        def whole(k):
            fig, ax = framed()
            line(ax, k)
            return fig

        ax = framed()[1]
        animation(whole, 3, alt=ALT)
        animation(lambda k: line(ax, k), 3, alt=ALT)
        assert plt.get_fignums() == []
        one, other = map(self.frames, shown)
        for k in range(3):
            one.seek(k)
            other.seek(k)
            both = [np.asarray(gif.convert("RGB"), dtype=int) for gif in (one, other)]
            assert both[0].shape == (192, 288, 3)
            # The grid is over or under a line: no more differs.
            assert np.mean(np.abs(both[0] - both[1]) > 60) < 0.002

    def frames(self, bundle):
        data = re.search(r"data:image/gif;base64,([^\"]+)", bundle["text/html"])[1]
        return Image.open(io.BytesIO(base64.b64decode(data)))

    def test_the_axes_of_an_image_keep_their_colors_on_a_dark_page(self, shown):
        ax = heatmap(np.eye(3), range(3), range(3), xlabel="x", ylabel="y", label="z")
        figure(ax.figure, alt=ALT)
        kept = re.findall(r'<i style="left:([\d.]+)%;top:([\d.]+)%;', shown[0]["text/html"])
        assert len(kept) == 2  # the plane and its color bar, which is to the right of it
        assert float(kept[0][0]) < 20 and float(kept[1][0]) > 80

    def test_an_animation_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr("autograder.studio.pictures._LARGEST_GIF", 100)
        with pytest.raises(ValueError, match="fewer frames"):
            animation(lambda k: plt.figure(), 1, alt=ALT)
        plt.close("all")


class TestSounds:
    def samples(self, bundle):
        data = base64.b64decode(re.search(r"base64,([^\"]+)", bundle["text/html"])[1])
        with wave.open(io.BytesIO(data)) as sound:
            frames = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
            return sound.getframerate(), frames.reshape(-1, sound.getnchannels()) / 32767

    @pytest.mark.parametrize("gain", [1e-9, 1.0, 63.0])
    def test_peak_is_safe_whatever_the_unit(self, shown, gain):
        play(gain * np.random.default_rng(0).standard_normal(8000), 8000, label="noise")
        fs, samples = self.samples(shown[0])
        assert fs == 8000
        assert 20 * np.log10(np.max(np.abs(samples))) == pytest.approx(-12, abs=0.01)

    def test_faded_at_both_ends(self):
        sound = ready(np.ones(1000), 1000, -12)
        assert sound[0] == sound[-1] == 0
        assert np.all(np.diff(sound[:11]) > 0)
        assert np.ptp(sound[10:-10]) == 0

    def test_stereo_keeps_its_balance(self, shown):
        tone = np.sin(np.arange(8000) * 0.1)
        play([tone, 0.5 * tone], 8000, label="left louder")
        left, right = np.max(np.abs(self.samples(shown[0])[1]), axis=0)
        assert right / left == pytest.approx(0.5, abs=1e-3)

    def test_label_is_text_beside_the_player(self, shown):
        play(np.ones(8000), 8000, label="a <b> & c")
        assert "a &lt;b&gt; &amp; c (1.0 s)</div>" in shown[0]["text/html"]
        assert shown[0]["text/plain"] == "[sound: a <b> & c (1.0 s)]"

    def test_the_input_is_not_changed(self):
        x = np.ones(100)
        x.flags.writeable = False
        play(x, 8000, label="one")
        assert np.all(x == 1)

    @pytest.mark.parametrize(
        ("x", "options", "words"),
        [
            (np.zeros(100), {}, "silent"),
            ([], {}, "empty"),
            ([0.5, np.nan], {}, "finite"),
            (np.ones((3, 10)), {}, r"\(3, 10\)"),
            (1.0, {}, r"shape \(n,\)"),
            (np.ones(100), {"label": " "}, "label is empty"),
            (np.ones(100), {"level_dbfs": 1}, "at most 0"),
            (np.ones(100), {"level_dbfs": np.nan}, "at most 0"),
        ],
    )
    def test_what_cannot_be_heard_is_refused(self, x, options, words):
        with pytest.raises(ValueError, match=words):
            play(x, 8000, **{"label": "x", **options})


class TestWhileGrading:
    def test_nothing_is_rendered(self, monkeypatch, shown):
        monkeypatch.setenv("SOUNDCHECK_WORKER", "1")
        figure(plt.figure(), alt=ALT)
        animation(None, 10**9, alt=ALT)
        play(np.ones(100), 8000, label="x")
        explore(None, f=(1, 2, 1, 1))
        assert shown == []
        assert plt.get_fignums() == []


@pytest.fixture(scope="module")
def cells():
    """The cells of one notebook, run in one kernel."""
    sources = {
        "stubs": STUBS,
        "waits": "%%needs rms\nfig, ax = plt.subplots()\nprint('before')\nrms([1.0])",
        "waits inside": "%%needs level\nlevel([1.0])",
        "not run": "%%needs spl_db\nspl_db([1.0])",
        "value": "%%needs rms\ny = 40\ny + 2",
        "silenced": "%%needs rms\ny + 2;",
        "kept": "y",
        "magic inside": "%%needs rms\n%time z = 1",
        "picture": "fig, ax = plt.subplots()\nstudio.figure(fig, alt='a & b')",
        "explored": (
            "def draw(f, gain_dB):\n"
            "    fig, ax = plt.subplots(figsize=(2, 1))\n"
            "    studio.figure(fig, alt=f'at {f} Hz')\n"
            "    studio.play(np.sin(f * np.arange(800.0)), 8000, label=f'{f} Hz')\n"
            "studio.explore(draw, f=(100, 1000, 10, 440), gain_dB=(-3.0, 0.0, 0.5, -1.0))"
        ),
        "explored too early": "%%needs rms\nstudio.explore(lambda f: rms([f]), f=(1, 9, 1, 2))",
    }
    notebook = run(*sources.values())
    return dict(zip(sources, notebook.cells[1:], strict=True)), notebook


class TestNeeds:
    def test_one_friendly_line(self, cells):
        line = "{} is not written yet: fill it in above, run its cell, then run this one again.\n"
        assert text(cells[0]["waits"]) == "before\n" + line.format("rms")
        assert text(cells[0]["waits inside"]) == line.format("rms")
        assert text(cells[0]["not run"]) == line.format("spl_db")

    def test_no_half_made_figure(self, cells):
        assert len(cells[0]["waits"].outputs) == 1

    def test_last_expression_is_displayed(self, cells):
        assert cells[0]["value"].outputs[0].data["text/plain"] == "42"
        assert cells[0]["silenced"].outputs == []
        assert cells[0]["kept"].outputs[0].data["text/plain"] == "40"

    def test_other_magics_work_inside(self, cells):
        assert "Wall time" in text(cells[0]["magic inside"])

    @pytest.mark.parametrize(
        ("body", "name"),
        [
            ("1 / 0", "ZeroDivisionError"),
            ("rmss(1)", "NameError"),
            ("raise NotImplementedError", "NotImplementedError"),
        ],
    )
    def test_any_other_error_shows_as_usual(self, body, name):
        with pytest.raises(nbclient.exceptions.CellExecutionError) as error:
            run(STUBS, f"%%needs rms\na = 1\n{body}")
        assert error.value.ename == name
        assert "magics.py" not in error.value.traceback
        assert "run_cell_magic" not in error.value.traceback

    def test_a_syntax_error_shows_its_line(self):
        with pytest.raises(nbclient.exceptions.CellExecutionError, match="SyntaxError") as error:
            run("%%needs rms\na = 1\nb = (")
        assert "b = (" in error.value.traceback

    def test_not_run_while_grading(self):
        notebook = run("%%needs rms\nprint('ran')\n1 / 0", worker=True)
        assert notebook.cells[1].outputs == []


class TestExplore:
    def test_a_static_picture_for_the_start(self, cells):
        controls, picture = cells[0]["explored"].outputs
        assert "application/vnd.jupyter.widget-view+json" in controls.data
        assert "f = 440, gain (dB) = -1" in controls.data["text/html"]
        assert 'alt="at 440 Hz"' in picture.data["text/html"]
        assert "<audio" in picture.data["text/html"]
        assert picture.data["image/png"]

    def test_a_moved_slider_redraws(self):
        notebook = run(
            "import ipywidgets\n"
            "def draw(f):\n"
            "    studio.figure(plt.figure(), alt=f'at {f} Hz')\n"
            "studio.explore(draw, f=(1, 9, 1, 2))\n"
            "[s for s in ipywidgets.Widget.widgets.values() if hasattr(s, 'step')][-1].value = 7"
        )
        assert 'alt="at 7 Hz"' in notebook.cells[1].outputs[1].data["text/html"]

    def test_no_dead_slider_before_the_function_is_written(self, cells):
        (only,) = cells[0]["explored too early"].outputs
        assert only.text.startswith("rms is not written yet")

    @pytest.mark.parametrize(
        ("name", "limits", "label", "readout"),
        [
            ("delay_in_ms", (0.0, 5.0, 0.125, 1.0), "delay (ms)", ".3f"),
            ("spacing_cm", (1, 40, 1, 14), "spacing (cm)", "d"),
            ("target_frequency", (100.0, 1e3, 10.0, 440.0), "target frequency", ".0f"),
            ("gain_dB", (-1, 1, 1e-3, 0), "gain (dB)", ".3f"),
            ("q", (2, 5, 1, 4), "q", "d"),
        ],
    )
    def test_a_slider_says_what_it_sets_with_its_unit(self, name, limits, label, readout):
        widget = _slider(name, *limits)
        assert (widget.description, widget.tooltip) == (label, label)
        assert widget.readout_format == readout

    def test_showing_nothing_is_refused(self):
        with pytest.raises(ValueError, match="showed nothing"):
            explore(lambda f: f, f=(1, 9, 1, 2))


class TestPages:
    def test_the_alt_text_is_on_the_page(self, cells):
        page, _ = HTMLExporter().from_notebook_node(cells[1])
        assert 'alt="a &amp; b"' in page
        assert 'alt="at 440 Hz"' in page

    def test_print_has_the_picture(self, cells):
        body, resources = LatexExporter().from_notebook_node(cells[1])
        assert body.count("includegraphics") >= 2
        assert sum(name.endswith(".png") for name in resources["outputs"]) == 2


class TestSound:
    @pytest.mark.parametrize("name", ["woman", "man", "guitar"])
    def test_a_recording_has_a_peak_of_one_half(self, name):
        x, fs = sound(name)
        assert fs == 16000 and 2 * fs < len(x) < 4 * fs
        assert np.max(np.abs(x)) == 0.5 and abs(x.mean()) < 0.01

    def test_another_rate_keeps_the_length_in_seconds(self):
        (x, fs), (y, other) = sound("woman"), sound("woman", 44100)
        assert other == 44100 and len(y) / other == pytest.approx(len(x) / fs, abs=1e-4)

    @pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.float32])
    def test_your_own_file_of_any_kind_is_mixed_to_one_channel(self, kind, tmp_path):
        wave = np.sin(2 * np.pi * np.arange(800) / 80)
        scale = {"u": 100, "i": 0.7 * np.iinfo(np.int16).max, "f": 0.7}[np.dtype(kind).kind]
        scale *= 2**16 if kind == np.int32 else 1
        both = np.stack([wave, 0.5 * wave], axis=1) * scale + (128 if kind == np.uint8 else 0)
        wavfile.write(tmp_path / "mine.wav", 8000, both.astype(kind))
        x, fs = sound(tmp_path / "mine.wav")
        assert fs == 8000
        np.testing.assert_allclose(x, 0.5 * wave, atol=0.01)

    def test_silence_stays_silence(self, tmp_path):
        wavfile.write(tmp_path / "rest.wav", 8000, np.zeros(8, np.int16))
        assert not sound(tmp_path / "rest.wav")[0].any()

    def test_what_is_no_recording_is_refused_in_words(self, tmp_path):
        (tmp_path / "song.wav").write_bytes(b"not a wave file")
        wavfile.write(tmp_path / "empty.wav", 8000, np.zeros(0, np.int16))
        for name, why in [
            ("nobody", "give one of guitar, man, woman"),
            (tmp_path, "no recording"),
            (tmp_path / "song.wav", "export it as WAV"),
            (tmp_path / "empty.wav", "is empty"),
        ]:
            with pytest.raises(ValueError, match=why):
                sound(name)
        with pytest.raises(ValueError, match="whole number"):
            sound("woman", 0)

    @pytest.mark.needs("synthesizer")
    def test_the_recordings_are_what_their_script_makes(self, tmp_path):
        folder = Path(studio.__file__).parent / "material"
        subprocess.run([sys.executable, folder / "make.py", tmp_path], check=True)
        for path in folder.glob("*.wav"):
            kept, made = (wavfile.read(p)[1].astype(int) for p in (path, tmp_path / path.name))
            assert kept.shape == made.shape and np.max(np.abs(kept - made)) <= 2


class TestHeatmap:
    def test_a_cell_is_around_its_center(self):
        ax = heatmap(
            [[1, 2, 3], [4, 5, 6]],
            [0, 10, 20],
            [0, 1],
            xlabel="time (ms)",
            ylabel="f (Hz)",
            label="level (dB)",
        )
        assert (ax.get_xlim(), ax.get_ylim()) == ((-5, 25), (-0.5, 1.5))
        assert [a.get_ylabel() for a in ax.figure.axes] == ["f (Hz)", "level (dB)"]
        plt.close(ax.figure)

    def test_rows_and_columns_that_are_exchanged_are_refused(self):
        with pytest.raises(ValueError, match="y and x have 3 and 2 places"):
            heatmap(np.ones((2, 3)), [0, 1], [0, 1, 2], xlabel="", ylabel="", label="")
