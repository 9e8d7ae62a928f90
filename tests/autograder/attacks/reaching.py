"""Attacks that reach for what is outside: files, processes, the network, the next notebook."""

from functools import partial

from attacks.corpus import ALL, DECIBELS, ORACLE, attack

reach = partial(attack, theme="reaching", wins=True, earns=ALL)
BOTH = DECIBELS, ORACLE
IMPORTS = """
import glob, os, socket, sys
from pathlib import Path
won = False
def attempt(f, *args):
    global won
    try:
        won = bool(f(*args)) or won
    except Exception:
        pass
"""

reach(
    "the environment",
    "Secrets in the grader's environment variables.",
    IMPORTS + 'won = "s3cret" in repr(dict(os.environ))',
    on=BOTH,
)
reach(
    "/proc/*/environ and cmdline",
    "Environment and arguments of all processes.",
    IMPORTS
    + """
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/task/*/environ"):
    attempt(lambda: b"s3cret" in Path(path).read_bytes())
for path in glob.glob("/proc/[0-9]*/cmdline"):
    attempt(lambda: Path(path).parent.name not in ("self", str(os.getpid())))
""",
    on=BOTH,
)
reach(
    "memory of other processes",
    "/proc/PID/mem, process_vm_readv and ptrace of the grader, the parent and process 1.",
    IMPORTS
    + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for pid in {os.getppid(), GRADER_PID, 1} - {os.getpid()}:
    attempt(lambda: open(f"/proc/{pid}/mem", "rb").close() or pid)
    attempt(lambda: Path(f"/proc/{pid}/maps").read_text())
    won = won or pid and libc.ptrace(16, pid, 0, 0) == 0
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    won = won or pid and libc.process_vm_readv(pid, vector, 1, vector, 1, 0) > 0
""",
)
reach(
    "descriptors of other processes",
    "/proc/PID/fd and pidfd_getfd open what others have open.",
    IMPORTS
    + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for pid in {os.getppid(), GRADER_PID, 1} - {os.getpid(), 0}:
    attempt(os.listdir, f"/proc/{pid}/fd")
    pidfd = libc.syscall(434, pid, 0)
    won = won or pidfd >= 0 and libc.syscall(438, pidfd, 1, 0) >= 0
""",
)
reach(
    "solutions, laws and recorded answers",
    "Opens the course's files where they usually are, and asks Python for them.",
    IMPORTS
    + """
for path in "solutions/decibels.py", "tests/fingerprints/oracle.json", "course.yml", "source":
    attempt(lambda: os.path.exists(os.path.join("COURSE_FOLDER", path)))
import importlib
for name in "solutions.decibels", "autograder._course", "autograder.classroom", "tests.properties":
    attempt(importlib.import_module, name)
import autograder
attempt(lambda: list(Path(autograder.__file__).parent.rglob("fingerprints/*")))
attempt(lambda: list(Path(autograder.__file__).parent.rglob("test_*.py")))
""",
    on=BOTH,
)
reach(
    "a search through the whole disk",
    "Walks all directories for a gradebook, other submissions, keys and a planted secret.",
    IMPORTS
    + """
wanted = {"gradebook.db", "submitted", "nbgrader_config.py", ".ssh", "shadow", "course.yml", ".git"}
for folder in "/home", "/root", "/tmp", "/etc", "/srv", "/mnt", "/opt", "/var", "/run", "/work", "COURSE_FOLDER":
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "site-packages"]
        won = won or bool(wanted & {*folders, *files})
attempt(lambda: "s3cret" in Path("SECRET_FILE").read_text())
""",
    on=BOTH,
)
reach(
    "the gradebook",
    "Writes full marks for every student.",
    IMPORTS
    + """
import sqlite3
for path in ["COURSE_FOLDER/gradebook.db", *glob.glob("/**/gradebook.db")]:
    def write():
        with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as database:
            return database.execute("UPDATE grade SET manual_score = 10").rowcount + 1
    attempt(write)
""",
)
reach(
    "device files",
    "Memory, disks, terminals and the kernel's log.",
    IMPORTS
    + """
import fcntl
for path in glob.glob("/dev/*"):
    if os.path.basename(path) in ("mem", "kmem", "kmsg", "port") or path.startswith(("/dev/sd", "/dev/vd", "/dev/tty")):
        attempt(lambda: os.open(path, os.O_RDONLY | os.O_NONBLOCK) >= 0)
attempt(lambda: fcntl.ioctl(0, 0x5412, b"x") == 0)
attempt(lambda: os.chmod("/dev/null", 0o600) is None)
""",
    confined=False,
)
reach(
    "the clock, the host's name, priorities",
    "Settings of the whole machine.",
    IMPORTS
    + """
import time
attempt(lambda: time.clock_settime(time.CLOCK_REALTIME, 0) is None)
attempt(lambda: os.nice(-5) < 0)
for path in "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/self/oom_score_adj":
    attempt(lambda: open(path, "w").write("-1" if "oom" in path else "h") and "oom" not in path)
""",
    confined=False,
)
reach(
    "mount, unshare, chroot",
    "Makes a world of its own with more rights.",
    IMPORTS
    + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
attempt(lambda: libc.unshare(0x10000000) == 0)
attempt(lambda: libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0)
attempt(lambda: os.chroot("/tmp") is None)
attempt(lambda: libc.setns(os.open("/proc/1/ns/net", 0), 0) == 0)
attempt(lambda: os.setuid(0) is None)
""",
    on=BOTH,
)
reach(
    "the network",
    "Connects to a server on this machine, asks for a name, listens.",
    IMPORTS
    + """
attempt(lambda: socket.create_connection(("127.0.0.1", TCP_PORT), timeout=0.3))
attempt(lambda: socket.getaddrinfo("localhost", TCP_PORT))
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", TCP_PORT)))
attempt(lambda: socket.create_server(("127.0.0.1", 0)))
""",
    on=BOTH,
)
reach(
    "Unix sockets",
    "A socket with a path and one without, in the abstract namespace.",
    IMPORTS
    + """
for address in "SECRET_FILE.socket", "\\0soundcheck-attack":
    def connect():
        with socket.socket(socket.AF_UNIX) as s:
            return s.connect(address) is None
    attempt(connect)
""",
    on=BOTH,
)
reach(
    "descriptors passed on",
    "Sends open files to another process.",
    IMPORTS
    + """
def send():
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return socket.send_fds(one, [b"x"], [0])
attempt(send)
""",
)
reach(
    "a file for the next notebook",
    "Leaves its answers in every place that can be written, and looks for those of others.",
    IMPORTS
    + """
import tempfile, site
places = ["/tmp", "/var/tmp", "/dev/shm", os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir(),
          "/run/lock", "COURSE_FOLDER", *site.getsitepackages(), os.path.dirname(np.__file__)]
won = any(os.path.exists(os.path.join(place, "from-an-attacker")) for place in places)
for place in places:
    attempt(lambda: Path(place, "from-an-attacker").write_text("answers") and False)
""",
    twice=True,
    on=BOTH,
)
reach(
    "shared memory for the next notebook",
    "System V and POSIX shared memory outlive a process.",
    IMPORTS
    + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
won = libc.shmget(0x5C5C, 8, 0) >= 0
libc.shmget(0x5C5C, 8, 0o1600)
from multiprocessing import shared_memory
attempt(lambda: shared_memory.SharedMemory("from-an-attacker") is not None)
attempt(lambda: shared_memory.SharedMemory("from-an-attacker", create=True, size=8) and False)
""",
    twice=True,
    confined=False,
)
reach(
    "a module for the next notebook",
    "Changes numpy, in its files and in the memory that all workers share.",
    IMPORTS
    + """
won = hasattr(np, "from_an_attacker")
np.from_an_attacker = 1
sys.modules["from_an_attacker"] = np
attempt(lambda: open(np.__file__, "a").write("\\nfrom_an_attacker = 1\\n"))
attempt(lambda: Path(os.path.dirname(np.__file__), "__pycache__", "x.pyc").write_bytes(b""))
""",
    twice=True,
    confined=False,
)
reach(
    "links to files of the grader's",
    "Symbolic and hard links, and path names with dots, out of the own directory.",
    IMPORTS
    + """
for link in os.symlink, os.link:
    for target in "SECRET_FILE", "../../../../../../..SECRET_FILE", "COURSE_FOLDER/course.yml", os.path.join("/proc/1", "root", "etc/passwd"):
        def follow():
            link(target, "a-link")
            try:
                return bool(Path("a-link").read_text())
            finally:
                os.unlink("a-link")
        attempt(follow)
""",
)

attack(
    "locks, leases and notices",
    "What two processes can see of one file that both may only read is a way to talk.",
    r"""
import ctypes, fcntl, os
file = os.open(os.__file__, os.O_RDONLY)
def works(function, *args):
    try:
        function(*args)
    except OSError:
        return False
    return True
shared = fcntl.LOCK_SH | fcntl.LOCK_NB
call = ctypes.CDLL(None).syscall
inotify, asynchronous = ([253, 294], 206) if os.uname().machine == "x86_64" else ([26], 0)
context = ctypes.c_ulong(0)
won = any([
    works(fcntl.flock, file, shared), works(fcntl.lockf, file, shared),
    works(fcntl.fcntl, file, 1024, fcntl.F_RDLCK), works(fcntl.fcntl, file, 1026, 1),
    works(os.posix_fadvise, file, 0, 0, os.POSIX_FADV_DONTNEED),
    *(call(number, 0) >= 0 for number in inotify),
    call(asynchronous, 8, ctypes.byref(context)) >= 0,
])
""",
    earns=ALL,
    wins=True,
    theme="reaching",
)
