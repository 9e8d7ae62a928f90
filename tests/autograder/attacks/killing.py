"""Attacks that hang, die, flood, multiply and stay."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

kill = partial(attack, theme="killing", hasty=True)
BOTH = DECIBELS, ORACLE


def doing(statement, before=""):
    return f"{before}\n\ndef TARGET(*args, **kwargs):\n    {statement}\n"


kill(
    "os._exit",
    "Ends the process with success.",
    doing("os._exit(0)", "import os"),
    status="killed",
    on=BOTH,
)
kill(
    "os._exit in a cell",
    "Ends the process before anything is graded.",
    "import os\nos._exit(0)",
    earns=ALL,
    flag="Cell",
)
kill(
    "kill -9",
    "Kills itself, its group, its parent, everybody.",
    """
import os, signal
for pid in os.getpid(), 0, -1, os.getppid(), 1:
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
""",
    earns=ALL,
    on=BOTH,
    confined=False,
)
kill(
    "a segmentation fault",
    "Reads where there is no memory.",
    doing("return ctypes.string_at(1)", "import ctypes"),
    status="killed",
    on=BOTH,
)
kill(
    "a stack overflow",
    "Recursion without a limit, in C.",
    doing(
        "sys.setrecursionlimit(10**9); return ctypes.PYFUNCTYPE(ctypes.c_int)(TARGET)()",
        "import ctypes, sys",
    ),
    status="killed",
    on=BOTH,
)
kill("recursion", "Recursion in Python.", doing("return TARGET(*args)"), status="error", on=BOTH)
kill(
    "a memory bomb",
    "Takes all memory of the machine.",
    doing("x = [np.ones(10**7)]\n    while True: x.append(x[0].copy())"),
    on=BOTH,
    confined=False,
)
kill(
    "a fork bomb",
    "Multiplies until the machine stands still.",
    doing("while True: os.fork()", "import os"),
    status="error",
    on=BOTH,
    confined=False,
)
kill(
    "a thread bomb",
    "Starts threads without end.",
    "import threading, time\n"
    "while True:\n    threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    earns=ALL,
    confined=False,
)
kill(
    "a flood of output",
    "Prints without end.",
    doing("while True: print('noise' * 10**5); os.write(2, b'x' * 10**5)", "import os"),
    status="timeout",
    on=BOTH,
    confined=False,
)
kill(
    "a flood of files",
    "Fills the disk and its table of files.",
    """
import os
try:
    for i in range(10**6):
        with open(f"file{i}", "wb") as file:
            file.write(b"x" * 10**5)
except OSError:
    pass
""",
    earns=ALL,
    confined=False,
)
kill("a loop", "Never answers.", doing("while True: pass"), status="timeout", on=BOTH)
kill(
    "deaf to signals",
    "Ignores every signal and every exception.",
    doing(
        "while True:\n        try: time.sleep(9)\n        except BaseException: pass",
        """
import ctypes, signal, time
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
""",
    ),
    status="timeout",
)
kill(
    "__del__ that hangs",
    "The interpreter hangs while it cleans up.",
    doing(
        "Sticky(); return 0.0",
        "class Sticky:\n    def __del__(self):\n        while True: pass",
    ),
    status="timeout",
)
kill(
    "atexit that hangs",
    "The process never ends.",
    "import atexit, threading, time\natexit.register(time.sleep, 10**6)\n"
    "threading.Thread(target=time.sleep, args=(10**6,)).start()\nraise SystemExit",
    earns=ALL,
)
kill(
    "a detached process",
    "Forks twice, leaves the session and waits until the grader has gone.",
    """
import os, subprocess, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
subprocess.Popen(["sleep", "600"], start_new_session=True)
""",
    earns=ALL,
    on=BOTH,
)
kill(
    "a thread that outlives the grader",
    "Waits for the end of grading and then changes the results.",
    """
import os, threading, time

def wait():
    while True:
        time.sleep(0.05)
        try:
            open("SECRET_FILE.pwned", "w").write("pwned")
        except OSError:
            pass

threading.Thread(target=wait, daemon=True).start()
""",
    earns=ALL,
    on=BOTH,
)
kill(
    "slowly, within the limits",
    "Each call takes almost as long as it may.",
    doing("time.sleep(0.2); return _right(*args)", "import time\n_right = TARGET"),
    status="timeout",
    confined=False,
)
kill(
    "slow cells, again at every death",
    "Cells as slow as allowed, run anew whenever a function ends the process.",
    "import os, time\ntime.sleep(1.0)\n# %%\ntime.sleep(1.0)\n# %%\n"
    "def TARGET(*args):\n    os._exit(0)",
    status="killed",
    confined=False,
)
kill(
    "rlimits raised",
    "Gives itself more memory, more processes, more time.",
    """
import resource
won = False
for kind in resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU:
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        won = True
    except (ValueError, OSError):
        pass
""",
    earns=ALL,
    wins=True,
)
