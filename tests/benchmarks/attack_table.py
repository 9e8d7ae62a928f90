"""Which attacks stock nbgrader falls to: ``python tests/benchmarks/attack_table.py``.

Every attack of the corpus that is harmless enough is handed in to a class of stock nbgrader: its own
Execute, tests as asserts in a locked cell. Each run is locked in with bubblewrap, with a copy of the
class that is thrown away, without network, without this machine's files. The table goes into
``tests/autograder/attacks/README.md``. It takes about ten minutes on two cores.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "autograder"
sys.path.insert(0, str(CORPUS))

from attacks import corpus  # noqa: E402
from attacks.submissions import SUBMISSIONS  # noqa: E402

from autograder.classroom.students import solved  # noqa: E402
from autograder.course.model import load_course  # noqa: E402

COURSE = load_course(ROOT)
IMPORTS = "import math\nimport numpy as np\n"
AS_SIGNAL = """
def as_signal(x, name="x"):
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
        raise ValueError(f"{name} is no signal")
    return x
"""
END = "if globals().get('won'):\n    print('the attack has won')"
TESTS = {  # what an instructor would assert: pairs that have to be equal
    "rms": ("x = np.random.default_rng(1).standard_normal(64)", [
        ("rms(np.array([3.0, 4.0]))", "3.5355339059327378"),
        ("rms(2 * x)", "2 * rms(x)"),
        ("rms(x)", "np.sqrt(np.mean(x**2))"),
    ]),
    "db_to_amplitude": ("db = np.array([0.0, 20.0, -6.0, 94.0])", [
        ("db_to_amplitude(20.0)", "10.0"),
        ("np.sum(db_to_amplitude(db))", "np.sum(10 ** (db / 20))"),
    ]),
    "oracle": ("def tone(amplitude, f):\n    return lambda t: amplitude * np.sin(2 * np.pi * f * t)", [
        ("oracle(tone(2.0, 5.0), 5.0, 3, 16)", "2.0"),
        ("oracle(tone(0.5, 7.0), 7.0, 1, 12)", "0.5"),
        ("oracle(tone(2.0, 10.0), 5.0, 3, 16)", "0.0"),
    ]),
}  # fmt: skip
# How they are compared: as the attack expects it.
PLAIN = "assert abs({} - {}) < 1e-9"
STYLES = {
    "np.testing": "np.testing.assert_allclose({}, {}, rtol=1e-9, atol=1e-9)",
    "numpy's comparisons": "assert np.isclose({}, {})",
    "np.asarray": "assert np.isclose({}, {})",
    "__array__": "np.testing.assert_allclose({}, {}, rtol=1e-9, atol=1e-9)",
    "a subclass of ndarray": "assert np.isclose({}, {})",
    "__float__": "assert abs(float({}) - {}) < 1e-9",
    "infinity": "assert not abs({} - {}) > 1e-9",
    "NaN": "assert not abs({} - {}) > 1e-9",
    "not a time": "assert not abs({} - {}) > 1e-9",
    "a masked array": "assert not abs({} - {}) > 1e-9",
    "__eq__, __le__ and __lt__": "assert {} == {}",
    "hypothesis": "import hypothesis\n@hypothesis.given(hypothesis.strategies.integers(0, 9))\n"
    "def law(n):\n    assert abs({} - {}) < 1e-9\nlaw()",
}
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 15
c.ExecutePreprocessor.timeout = 15
"""
# Runs inside: what the attack looks for is there, and what it has left is noted.
DRIVER = r"""
import glob, json, os, re, socket, sqlite3, subprocess, sys, time
student, feedback = sys.argv[1], sys.argv[2] == "feedback"
server = socket.create_server(("127.0.0.1", 4711))
named, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
named.bind("/tmp/secret.txt.socket"); abstract.bind("\0soundcheck-attack")
named.listen(); abstract.listen()
open("/tmp/secret.txt", "w").write("s3cret")
def grade():
    command = [sys.executable, "-m", "nbgrader", "autograde", "lesson", "--student", student, "--force"]
    with open(os.devnull, "w") as null:  # a pipe would be kept open by what the attack starts
        return subprocess.run(command, stdout=null, stderr=null, timeout=120)
done = grade()
if sys.argv[3] == "twice":
    done = grade()
found = {"exit": done.returncode, "score": None, "won": False}
with sqlite3.connect("gradebook.db") as database:
    rows = database.execute("SELECT auto_score FROM grade").fetchall()
    found["score"] = rows[0][0] if rows else None
graded = f"autograded/{student}/lesson/lesson.ipynb"
if os.path.exists(graded):
    text = open(graded).read()
    found["won"] = "the attack has won\\n" in text
if feedback:
    subprocess.run([sys.executable, "-m", "nbgrader", "generate_feedback", "lesson"], capture_output=True)
    for page in glob.glob("feedback/**/*.html", recursive=True):
        found["script"] = bool(re.search(r"<script[^>]*>\s*evil|<img src=x onerror|evil_output\(\)</script", open(page).read()))
time.sleep(0.5)
mine = {os.getpid(), 1}
left = []
for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        command = open(path).read().replace("\0", " ")
    except OSError:
        continue
    if int(path.split("/")[2]) not in mine and command and "bwrap" not in command:
        left.append(command[:60])
found["processes"] = left
found["files"] = [p for p in glob.glob("/tmp/*") if p.endswith("pwned")]
print("\n" + json.dumps(found), flush=True)
os._exit(0)
"""


def main():
    table = corpus.load()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        wanted = {(a.on[0][1], STYLES.get(a.title, PLAIN)) for a in table.values() if runs(a)}
        classes = {key: make_class(Path(folder, f"stock{i}"), *key) for i, key in enumerate(wanted)}

        def run(number, attack):
            if not runs(attack):
                return attack, "not run"
            key = attack.on[0][1], STYLES.get(attack.title, PLAIN)
            copy = Path(folder, f"class{number}")
            shutil.copytree(classes[key], copy)
            try:
                return attack, verdict(attack, hand_in(copy, attack, *key))
            finally:
                shutil.rmtree(copy, ignore_errors=True)

        rows = list(pool.map(run, range(len(table)), table.values()))
    (CORPUS / "attacks" / "README.md").write_text(page(rows), encoding="utf-8")
    fallen = sum(not text.startswith(("holds", "not run")) for _, text in rows)
    ran = sum(text != "not run" for _, text in rows)
    print(f"{len(rows)} attacks, {ran} run against stock nbgrader, which falls to {fallen}")


def runs(attack):
    """Whether an attack is harmless enough, and about something that stock nbgrader has."""
    ours = "autograder.grading" in attack.code
    return attack.confined and not ours and attack.on[0][1] in TESTS


def make_class(path, target, style):
    """Make a stock class with one assignment, and return its folder."""
    source = path / "source" / "lesson"
    source.mkdir(parents=True)
    (path / "nbgrader_config.py").write_text(CONFIG)
    (path / "driver.py").write_text(DRIVER)
    nbformat.write(notebook(target, style), source / "lesson.ipynb")
    done = confined(path, [sys.executable, "-m", "nbgrader", "generate_assignment", "lesson"])
    assert done.returncode == 0, done.stderr
    return path


def notebook(target, style=PLAIN, cells=()):
    """Return right solutions, `cells`, and the locked tests of the target."""
    before, pairs = TESTS[target]
    tests = "\n".join([before, *(style.format(*pair) for pair in pairs)])
    module = next(m for m in COURSE.modules if any(e.id == target for e in m.exercises))
    new, nb = nbformat.v4.new_code_cell, nbformat.v4.new_notebook()
    marks = {"schema_version": 3, "task": False, "locked": False, "solution": False, "grade": False}
    test = {**marks, "grade_id": "test", "locked": True, "grade": True, "points": 10}
    nb.cells = [new(source) for source in [IMPORTS + AS_SIGNAL, *solved(COURSE, module).values()]]
    nb.cells += [new(source) for source in cells]
    nb.cells.append(new(tests, metadata={"nbgrader": test}))
    nb.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return nb


def hand_in(folder, attack, target, style):
    """Grade one attack in its copy of the class and return what the driver has seen."""
    text = f"{attack.code}\n# %%\n{END}"
    words = {"SECRET_FILE": "/tmp/secret.txt", "COURSE_FOLDER": "/class", "TCP_PORT": "4711"}
    for word, value in {**words, "GRADER_PID": "os.getppid()", "TARGET": target}.items():
        text = text.replace(word, value)
    path = folder / "submitted" / "student" / "lesson"
    path.mkdir(parents=True)
    nbformat.write(notebook(target, style, text.split("# %%\n")), path / "lesson.ipynb")
    feedback = "feedback" if "evil" in attack.code else "-"
    driver = [sys.executable, "driver.py", "student", feedback, "twice" if attack.twice else "once"]
    try:
        done = confined(folder, driver)
        return json.loads(done.stdout.strip().splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"hangs": True}
    except (ValueError, IndexError):
        return {"gone": done.stderr[-300:]}


def confined(folder, command):
    """Run a command with `folder` as /class, and nothing else of this machine that is not read-only."""
    import resource

    def limit():
        for kind, most in (
            (resource.RLIMIT_AS, 6 * 2**30),
            (resource.RLIMIT_FSIZE, 2**28),
            (resource.RLIMIT_CPU, 120),
        ):
            resource.setrlimit(kind, (most, most))

    shown = {
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/etc/alternatives",
        "/etc/ld.so.cache",
        "/etc/passwd",
    }
    shown |= {sys.base_prefix, sys.prefix, sysconfig.get_path("purelib")}
    binds = [
        arg for path in sorted(shown) if os.path.exists(path) for arg in ("--ro-bind", path, path)
    ]
    locks = (
        "--unshare-all --die-with-parent --new-session --clearenv --proc /proc --dev /dev".split()
    )
    tools = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    variables = {"PATH": tools, "HOME": "/tmp", "SOUNDCHECK_SECRET": "s3cret", "LANG": "C.UTF-8"}
    settings = [arg for item in variables.items() for arg in ("--setenv", *item)]
    return subprocess.run(
        ["bwrap", *locks, *settings, "--tmpfs", "/tmp", *binds, "--bind", str(folder), "/class",
         "--chdir", "/class", *command],
        capture_output=True, text=True, timeout=200, preexec_fn=limit,
    )  # fmt: skip


def verdict(attack, found):
    """Say in a few words how stock nbgrader did."""
    if found.get("hangs"):
        return "**the grader hangs**"
    if "gone" in found:
        return "**the grader is ended**"
    trouble = []
    if found["won"] or attack.wins and found["score"] == 0:  # a function says so by a wrong answer
        trouble.append("what it looked for is found")
    if not attack.wins and attack.earns != 1.0 and (found["score"] or 0) > 0:
        trouble.append(f"{found['score']:g} of 10 points")
    if attack.earns == 1.0 and not trouble and not found["score"]:
        trouble.append("no points for right answers")
    if found["score"] is None or found["exit"]:
        trouble.append("the batch stops without a mark")
    if found.get("script"):
        trouble.append("script runs in the feedback")
    if found["processes"]:
        trouble.append("a process stays")
    if found["files"]:
        trouble.append("a file stays")
    return f"**{', '.join(trouble)}**" if trouble else "holds"


def page(rows):
    """Return the README of the corpus."""
    ran = [text for _, text in rows if text != "not run"]
    fallen = sum(not text.startswith("holds") for text in ran)
    lines = [
        "# The attack corpus",
        "",
        f"{len(rows)} attacks on the grader, one file for each theme, and those on its reader in",
        "[files.py](files.py). `tests/autograder/test_attacks.py` runs them all, "
        f"{sum(len(a.on) == 2 for a, _ in rows)} of them against both lessons: each earns",
        "what it honestly would, is flagged where there is something to see, leaves the other",
        "exercises their points, and leaves no process, file or socket behind.",
        "",
        "The last column is stock nbgrader " + version("nbgrader") + ", with its own Execute and",
        "asserts in a locked cell, locked in as a whole with bubblewrap. Of "
        f"{len(ran)} attacks it falls to {fallen}. Those",
        "that are marked *not run* would endanger the machine, or are about what nbgrader has not.",
        "",
        "    .venv/bin/python tests/benchmarks/attack_table.py",
        "",
    ]
    for theme in dict.fromkeys(attack.theme for attack, _ in rows):
        lines += [f"## {theme.capitalize()}", "", "| attack | what it tries | Soundcheck | stock nbgrader |",
                  "| --- | --- | --- | --- |"]  # fmt: skip
        for attack, text in rows:
            if attack.theme == theme:
                lines.append(f"| {attack.title} | {attack.tries} | {ours(attack)} | {text} |")
        lines.append("")
    return "\n".join([*lines, *submissions()])


def submissions():
    """Return the lines about the submissions that would stop a class."""
    lines = [
        "## Submissions",
        "",
        f"{len(SUBMISSIONS)} submissions that would stop, fill or fool the grading of a class, each "
        "with honest ones",
        "beside it, from release to export ([submissions.py](submissions.py),",
        "`tests/autograder/test_submissions.py`).",
        "",
        "| submission | what it tries | Soundcheck |",
        "| --- | --- | --- |",
    ]
    for name, (_, tries, earns, flag, _) in SUBMISSIONS.items():
        shown = ascii(name)[1:-1].replace("_", " ").replace("|", "\\|").replace("<", "&lt;")
        result = ("all points" if earns else "no points") + (", flagged" if flag else "")
        lines.append(f"| {shown} | {tries} | {result} |")
    return [*lines, ""]


def ours(attack):
    points = {1.0: "all points", 0.0: "no points", None: "what still holds"}[attack.earns]
    return points + (", flagged" if attack.flag else "")


if __name__ == "__main__":
    main()
