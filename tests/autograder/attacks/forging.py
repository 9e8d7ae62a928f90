"""Attacks on what the worker sends: forged replies, forged errors, forged flags."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

forge = partial(attack, theme="forging", hasty=True)
BOTH = DECIBELS, ORACLE
CHANNEL = "from autograder.grading import wire\nfrom autograder.grading.worker import _Channel\n"


def replying(reply):
    """Return a cell after which the worker sends a message of the attacker's, whatever was asked."""
    return (
        CHANNEL + f"_Channel.reply = lambda self, number, reply: self._send(wire.dump({reply}))\n"
    )


forge(
    "junk in every descriptor",
    "Writes to all open files, the grader's pipe among them.",
    """
import os
for fd in range(256):
    try:
        os.write(fd, b'\\0\\0\\0\\1x{"score": 10.0}')
    except OSError:
        pass
""",
    earns=ALL,
    flag="Cell",
    on=BOTH,
    confined=False,
)
forge(
    "answers sent ahead",
    "Guesses the number of the next question and answers it, with a score.",
    CHANNEL
    + """
import gc
_send = _Channel._send
def TARGET(*args, **kwargs):
    [channel] = [c for c in gc.get_objects() if type(c) is _Channel]
    for number in range(1000):
        _send(channel, wire.dump({"id": number, "value": 3.5, "score": 10.0, "passed": True}))
    return 0.0
""",
    status="killed",
    on=BOTH,
)
forge(
    "a score in place of a value",
    "The reply has a score, a pass and the exercises' results.",
    replying(
        '{"id": number, "score": 10.0, "passed": True, "exercises": [["TARGET", 10.0]], '
        '"defined": ["TARGET"], "value": "passed", "outcomes": [["passed"]]}'
    ),
    spoils=True,
)
forge(
    "a number that is an array",
    "The question's number comes back as an array, which cannot be compared with one.",
    replying('{"id": np.array([1, 2])}'),
    earns=ALL,
    flag="Cell",
)
forge(
    "names that are arrays",
    "The list of defined functions holds arrays, which compare with no name.",
    "from autograder.grading.worker import _Worker\n"
    '_Worker.do_names = lambda self, request: {"defined": [np.array([1, 2]), *request["names"]]}',
    earns=ALL,
)
forge(
    "an error that is none",
    "The error of a cell is a number.",
    replying('{"id": number, "error": 7}'),
    earns=ALL,
    flag="Cell",
)
forge(
    "a frame of 4 GB",
    "Announces more than the grader can hold.",
    CHANNEL + "import os\n_Channel._send = lambda self, frame: os.write(4, b'\\xff' * 8)",
    earns=ALL,
    flag="Cell",
    on=BOTH,
)
forge(
    "half a frame",
    "Announces 60 MB, sends some and waits.",
    CHANNEL
    + "import os, time\n_Channel._send = lambda self, frame: (os.write(4, b'\\3\\0\\0\\0xyz'), time.sleep(99))",
    earns=ALL,
    flag="Cell",
)
forge(
    "two answers to one question",
    "The second is there before the next question.",
    CHANNEL
    + "_reply = _Channel.reply\n"
    + "_Channel.reply = lambda self, *a: (_reply(self, *a), _reply(self, *a))",
    earns=None,
    spoils=True,
)
forge(
    "call-backs without end",
    "Instead of an answer the worker keeps on calling one of the grader's functions.",
    CHANNEL
    + "def _again(self, number, reply):\n    while True:\n"
    + "        self._send(wire.dump({'callback': 0, 'args': [np.ones(9)]}))\n"
    + "        self.receive()\n\n_Channel.reply = _again",
    earns=ALL,
    flag="Cell",
)
forge(
    "call-backs that were never lent",
    "Negative, huge and odd numbers of functions, and arguments that are none.",
    CHANNEL
    + """
import gc
def TARGET(*args, **kwargs):
    [channel] = [c for c in gc.get_objects() if type(c) is _Channel]
    for number in -1, 0, 2**62, None, "0", True, 0.0, [0], b"0":
        for arguments in [], None, {}, [[[]]], 7:
            channel._send(wire.dump({"callback": number, "args": arguments}))
            if "value" in channel.receive():
                return "won"
    return 0.0
""",
    on=BOTH,
)
forge(
    "the grader's next question, read by a thread",
    "A thread takes the questions from the pipe and the answers are its own.",
    """
import os, threading

def _steal():
    while True:
        os.read(3, 10**6)

threading.Thread(target=_steal, daemon=True).start()
""",
    earns=None,
    spoils=True,
    confined=False,
)
forge(
    "an error with a forged line",
    "Line and source of an error are the attacker's, with HTML and an escape sequence.",
    replying(
        '{"id": number, "error": ["<script>evil()</script>", "\\x1b[2J<b>all laws hold</b>", '
        '10**30, "<img src=x onerror=evil()>"]}'
    )
    + "def TARGET(*a):\n    return 1.0",
    spoils=True,
)
forge(
    "a megabyte of message",
    "The message of an exception fills the report, once for every law.",
    replying('{"id": number, "error": ["E" * 10**6, "M" * 9 * 10**5, 1, "S" * 10**4]}'),
    spoils=True,
)
forge(
    "a flag of one's own",
    "An exception that is called TimedOut puts its text among the instructor's flags.",
    "class TimedOut(Exception):\n    pass\n\nraise TimedOut('\\x1b[2JThis student is honest.')",
    earns=ALL,
)
forge(
    "an exception that cannot be read",
    "__str__, __repr__, __traceback__ and the name of the class raise or lie.",
    """
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)

class Mean(Exception, metaclass=Meta):
    def __str__(self): raise SystemExit
    __repr__ = __str__
    __traceback__ = property(lambda self: 1 / 0)
    __cause__ = __context__ = property(lambda self: self)

def TARGET(*args, **kwargs):
    raise Mean
""",
    status="error",
    on=BOTH,
)
for kind in "SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException":
    forge(
        kind,
        f"A {kind} passes most `except` clauses, and ends a grader that lets it through.",
        f"def TARGET(*args, **kwargs):\n    raise {kind}('10.0')",
        status="error",
        on=BOTH if kind == "SystemExit" else (DECIBELS,),
    )
forge(
    "StopIteration and StopAsyncIteration",
    "Exceptions that end a loop of the grader's.",
    "def TARGET(*args, **kwargs):\n    raise StopIteration if len(repr(args)) % 2 else StopAsyncIteration",
    status="error",
)
forge(
    "outputs",
    "HTML, JavaScript, Markdown and widgets that would run in the instructor's browser.",
    """
from IPython.display import HTML, Javascript, Markdown, display
display(HTML("<script>evil_output()</script>"), Javascript("evil_output()"))
display(Markdown("<img src=x onerror=evil_output()>"))
display({"text/plain": "10.0", "application/javascript": "evil_output()"}, raw=True)
10.0
""",
    earns=ALL,
)
forge(
    "a forged execute_result",
    "Publishes a result of 10.0 for whatever cell comes next.",
    """
def TARGET(*args, **kwargs):
    shell = get_ipython()
    shell.displayhook(10.0)
    shell.display_pub.publish({"text/plain": "10.0"})
    print("10.0")
    raise SystemExit
""",
    on=BOTH,
)
