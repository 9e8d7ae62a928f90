"""A worker may hang, die, lie and shout: the grader gets a value or a reason, in time."""

import os
import time

import numpy as np
import pytest
from caged import BOTH

from autograder.engine.subject import Crashed, Died, NotWritten, Other, TimedOut
from autograder.grading.session import Limits, Session
from autograder.grading.wire import WireError

CELLS = r"""import os, sys, time
import numpy as np
from autograder import check, hint
# %%


def crash(x):
    y = 2 * x
    return (x +
            helper(y))

def helper(y):
    return y.no_such_thing

# %%
def echo(*args, **kwargs):
    return [*args, *kwargs.values()]
# %%
def write(x):
    x[0] = 1.0
# %%
def todo(x):
    raise NotImplementedError('soon')
def needs_todo(x):
    return 2 * todo(x)
# %%
def broken(:
    pass
# %%
def hang():
    while True: pass
# %%
def leave():
    os._exit(3)
# %%
def quit_politely():
    sys.exit(0)
# %%
def overflow(x):
    return overflow(x)
# %%
%matplotlib inline
%config InlineBackend.figure_format = 'retina'
answer = !echo 42
def magic():
    return list(answer)
# %%
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
# %%
1 / 0
# %%
def lend(f, x):
    return f(x)
# %%
def lend_a_set(f):
    return f({1})
# %%
def lend_and_catch(f, x):
    try:
        return f(x)
    except ValueError as e:
        return str(e)
# %%
def shout():
    for fd in (0, 1, 2):
        try:
            os.write(fd, b'\xff' * 99999)
        except OSError:
            pass
    print('noise' * 9999)
    print('noise', file=sys.__stdout__)
    os.system('echo noise')
    return 'quiet'
# %%
def eat():
    return np.ones(4 * 10**9)
# %%
def too_large():
    return np.broadcast_to(1.0, 10**9)
# %%
def endless():
    x = []
    x.append(x)
    return x
# %%
class Mean(Exception):
    def __str__(self):
        raise SystemExit
    __traceback__ = property(lambda self: 1 / 0)
def mean():
    raise Mean
# %%
def forge():
    for fd in range(3, 64):
        try:
            os.write(fd, b'\0\0\0\1x')
        except OSError:
            pass
# %%
def fork_and_return():
    os.fork()
    return os.getpid()
# %%
def grandchild():
    if os.fork() == 0:
        os.setsid()
        time.sleep(6)
        os._exit(0)
    time.sleep(60)
# %%
def surroundings():
    return [sorted(os.environ), os.getcwd(), os.path.expanduser('~')]
# %%
def solutions():
    import solutions
""".split("\n# %%\n")


@pytest.fixture(scope="module", params=BOTH, ids=["plain", "sandbox"])
def session(request):
    """A session without and one with the sandbox: the protocol is the same."""
    limits = Limits(call=0.8, exercise=5.0, notebook=30.0)
    with Session(limits, sandbox=request.param) as session:
        session.sandbox = request.param
        session.loaded = session.load(CELLS, ["echo", "broken", "np", "crash"])
        yield session


def test_load_tells_what_is_there_and_what_broke(session):
    assert session.loaded.defined == ("echo", "crash")
    syntax, zero = session.loaded.errors
    assert (syntax.cell, syntax.type, syntax.line) == (5, "SyntaxError", 1)
    assert syntax.source == "def broken(:"
    assert (zero.cell, zero.type, zero.source) == (12, "ZeroDivisionError", "1 / 0")


def test_values_go_there_and_back(session):
    x = np.arange(4.0)
    back = session.call("echo", [x, 1, (2.5, "a")], {"gain": np.float32(0.5), "n": None})
    assert np.array_equal(back[0], x) and back[0].dtype == float
    assert back[1:3] == [1, (2.5, "a")] and back[4] is None
    assert back[3].dtype == np.float32 and back[3].shape == ()


def test_arguments_are_read_only(session):
    with pytest.raises(Crashed, match="read-only") as caught:
        session.call("write", [np.zeros(3)])
    assert (caught.value.line, caught.value.source) == (2, "x[0] = 1.0")


def test_a_crash_is_told_at_the_learners_own_line(session):
    with pytest.raises(Crashed) as caught:
        session.call("crash", [1])
    assert (caught.value.type, caught.value.line) == ("AttributeError", 9)
    assert caught.value.source == "return y.no_such_thing"


def test_not_written_yet(session):
    with pytest.raises(NotWritten, match="^$"):
        session.call("todo", [1])
    with pytest.raises(NotWritten, match="^todo$"):
        session.call("needs_todo", [1])


def test_what_a_function_leads_to(session):
    names = ["todo", "needs_todo", "write"]
    assert session.reached("needs_todo", names) == ("todo",)
    assert session.reached("todo", names) == ()


@pytest.mark.parametrize(
    "name, kind",
    [
        ("quit_politely", "SystemExit"),
        ("eat", "MemoryError"),
        ("no_such_function", "NameError"),
        ("mean", "Mean"),
        ("solutions", "ModuleNotFoundError"),
    ],
)
def test_errors_of_all_kinds_are_errors(session, name, kind):
    with pytest.raises(Crashed) as caught:
        session.call(name)
    assert kind in caught.value.type  # NumPy has its own MemoryError


def test_recursion_is_an_error(session):
    with pytest.raises(Crashed) as caught:
        session.call("overflow", [1])
    assert caught.value.type == "RecursionError"


@pytest.mark.parametrize("name, words", [("too_large", "MB"), ("endless", "16 deep")])
def test_what_is_too_much_comes_back_as_its_description(session, name, words):
    back = session.call(name)
    assert type(back) is Other and words in back.type_name


def test_magics_work(session):
    assert session.call("magic") == ([] if session.sandbox else ["42"])


def test_printing_forges_nothing(session):
    assert session.call("shout") == "quiet"


def test_callbacks(session):
    calls = []

    def lent(x):
        calls.append(x)
        if np.any(x < 0):
            raise ValueError("negative")
        return 2.0 * x

    assert session.call("lend", [lent, np.array([1.0, 2.0])]).tolist() == [2.0, 4.0]
    assert session.call("lend", [lent], {"x": 3.0}) == 6.0
    assert session.call("lend_and_catch", [lent, -1.0]) == "negative"
    with pytest.raises(Crashed, match="ValueError: negative") as caught:
        session.call("lend", [lent, -1.0])
    assert caught.value.source == "return f(x)"
    assert len(calls) == 4


def test_a_callback_gets_plain_values_only(session):
    with pytest.raises(Crashed, match="TypeError"):
        session.call("lend_a_set", [lambda x: x])
    with pytest.raises(Crashed, match="WireError|RuntimeError"):
        session.call("lend", [lambda x: {x}, 1])


def test_an_argument_that_may_not_travel_is_the_callers_error(session):
    with pytest.raises(WireError, match="dict"):
        session.call("echo", [{1: 2}])
    assert session.call("echo", [1]) == [1]


def test_a_loop_costs_one_call(session):
    begin = time.monotonic()
    with pytest.raises(TimedOut, match="0.8 s"):
        session.call("hang")
    assert time.monotonic() - begin < 2.0
    assert session.call("echo", [1]) == [1]


def test_a_dead_worker_costs_one_call(session):
    with pytest.raises(Died, match="exit status 3"):
        session.call("leave")
    assert session.call("echo", [1]) == [1]


def test_a_forged_frame_costs_one_call(session):
    with pytest.raises(Died):
        session.call("forge")
    assert session.call("echo", [1]) == [1]


def test_a_fork_does_not_answer_twice(session):
    if session.sandbox:
        with pytest.raises(Crashed, match="PermissionError"):
            session.call("fork_and_return")
        return
    first = session.call("fork_and_return")
    assert first == session.call("fork_and_return") == session._running.worker._process.pid


def test_a_grandchild_that_keeps_the_pipes_delays_nobody(session):
    if session.sandbox:
        pytest.skip("no process is started there")
    begin = time.monotonic()
    with pytest.raises(TimedOut):
        session.call("grandchild")
    assert session.call("echo", [1]) == [1]
    assert time.monotonic() - begin < 5.0


def test_surroundings_are_bare_and_private(session):
    names, here, home = session.call("surroundings")
    assert "SOUNDCHECK_WORKER" in names and not {"USER", "PYTHONPATH", "SSH_AUTH_SOCK"} & {*names}
    assert here == home != os.path.expanduser("~")
    session.close()
    assert not os.path.exists(home)


def test_a_function_that_keeps_hanging_is_given_up(session):
    leave = session.function("leave")
    for _ in range(3):
        with pytest.raises(Died, match="exit status"):
            leave()
    with pytest.raises(Died, match="3 times"):
        leave()
    echo = session.function("echo")
    assert echo(1, x=2) == [1, 2]


@pytest.mark.needs("sandbox")
def test_all_calls_of_a_function_have_one_limit():
    with Session(Limits(call=1.0, exercise=0.5)) as session:
        session.load(["import time\ndef nap():\n    time.sleep(0.2)"], [])
        nap = session.function("nap")
        with pytest.raises(TimedOut, match="All calls"):
            for _ in range(5):
                nap()


@pytest.mark.needs("sandbox")
def test_cells_that_hang_or_kill_cost_only_themselves():
    cells = ["a = 1", "while True: pass", "import os; os.abort()", "def f():\n    return a"]
    with Session(Limits(exercise=0.5)) as session:
        loaded = session.load(cells, ["f"])
        assert loaded.defined == ("f",)
        assert [(e.cell, e.type) for e in loaded.errors] == [(1, "TimedOut"), (2, "Died")]
        assert "signal SIG" in loaded.errors[1].message
        assert session.call("f") == 1


@pytest.mark.needs("sandbox")
def test_a_notebook_that_takes_too_long_is_given_up():
    with Session(Limits(exercise=0.3, notebook=0.8)) as session:
        with pytest.raises(TimedOut, match="0.8 s"):
            session.load(["while True: pass"] * 10, [])


@pytest.mark.needs("sandbox")
def test_odd_cells_are_errors_of_theirs():
    cells = ["", "\0", "(" * 10_000, "%no_such_magic", "x" * 3_000_000, "\ud800", "exit()", "y = 1"]
    with Session() as session:
        loaded = session.load(cells, ["y"])
        assert {e.cell for e in loaded.errors} >= {1, 2, 4, 5}
        assert all(e.type not in ("Died", "TimedOut") for e in loaded.errors)


def test_a_tree_too_deep_to_remove_stops_nobody():
    dig = "import os\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')\ndef f(): return 1"
    with Session(sandbox=False) as session:
        session.load([dig], ["f"])
        assert session.call("f") == 1
        home = session._running.worker._home
    assert not home.exists()


def test_what_a_function_imports_is_imported_before_its_time_runs(tmp_path, monkeypatch):
    (tmp_path / "sluggish.py").write_text("import time\ntime.sleep(0.8)\nVALUE = 3\n")
    source = f"import sys\nsys.path.append({str(tmp_path)!r})\n"
    helper = "def helper():\n    import sluggish\n    return sluggish.VALUE"
    asks = "def f():\n    from math import pi\n    return helper()"
    with Session(Limits(call=0.4, exercise=5.0), sandbox=False) as session:
        session.load([source, helper, asks, "def g():\n    import no_such_thing"], ["f", "g"])
        assert session.call("f") == 3
        with pytest.raises(Crashed, match="no_such_thing"):
            session.call("g")
