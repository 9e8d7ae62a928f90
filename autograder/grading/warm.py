"""The warm parent: it lives in the sandbox, imports what notebooks need, and forks the workers.

Three kinds of process, from the grader's side inwards:

* The *parent* runs no learner's code. Over its socket it gets, for each session, the worker's ends
  of two pipes and of a control socket, and forks a keeper.
* A *keeper* makes namespaces of the session's own, forks the worker, and waits. It kills the worker
  when the grader hangs up and tells the grader how the worker ended.
* A *worker* is process 1 of its PID namespace, so all that it might start ends with it. It gives up
  every right before it serves its first request (:mod:`autograder.grading.worker`).
"""

import ctypes
import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys

from autograder.grading import seccomp, worker

READY = b"ready"
TROUBLE = b"!"  # begins a message on the control socket that says why there is no worker
USER = 1000  # user and group, inside
HOME_BYTES = 64 * 2**20
HOME_FILES = 4096
MAX_THREADS = 64
MAX_REQUEST = 65536

_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000
_NEW_MOUNT, _NEW_CGROUP, _NEW_UTS, _NEW_IPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_NAMESPACES = _NEW_USER | _NEW_PID | _NEW_NET | _NEW_MOUNT | _NEW_CGROUP | _NEW_UTS | _NEW_IPC
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC = 1, 2, 4, 8
_REMOUNT = 0x20 | 0x1000  # MS_REMOUNT | MS_BIND
_PRIVATE = 0x4000 | 0x40000  # MS_REC | MS_PRIVATE
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP = 1, 24
_CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def main():
    """Serve the grader, which is at the other end of standard input, until it hangs up."""
    grader = socket.socket(fileno=os.dup(0))
    _leave_standard_streams((0, 1))
    filter_bytes = seccomp.program()
    worker.warm_up()
    # When memory runs out on this machine, a worker goes first.
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
    grader.send(READY)
    _leave_standard_streams((2,))
    while True:
        request, fds, _, _ = socket.recv_fds(grader, MAX_REQUEST, 3)
        if not request:
            os._exit(0)
        _import(json.loads(request)["modules"])
        if os.fork() == 0:
            grader.close()
            _keep(*fds, filter_bytes)
        for fd in fds:
            os.close(fd)


def _leave_standard_streams(fds):
    """Let go of what the grader had opened: through it one could change the machine's own file."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in fds:
        os.dup2(null, fd)
    os.close(null)


def _import(modules):
    for name in modules:
        if name in sys.modules:
            continue
        try:
            importlib.import_module(name)
            if name == "matplotlib.pyplot":
                _plot()
        except Exception:
            pass  # the notebook meets the same error, and is told
    gc.collect()
    gc.freeze()  # a collection in a worker leaves the shared pages alone


def _plot():
    """Draw something, for the first picture is slow."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    axes.plot([0, 1], label="0")
    axes.legend()
    figure.canvas.draw()
    pyplot.close(figure)


def _keep(requests, replies, control, filter_bytes):
    """Be the keeper of one session. Never returns."""
    control = socket.socket(fileno=control)
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _check(_libc.unshare(_NAMESPACES), "make namespaces")
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{USER} {USER} 1"),
            ("gid_map", f"{USER} {USER} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
        pid = os.fork()
        if pid == 0:
            _work(requests, replies, control, filter_bytes)
        os.close(requests)
        os.close(replies)
        poll = select.poll()
        for fd in (control.fileno(), os.pidfd_open(pid)):
            poll.register(fd, select.POLLIN)
        poll.poll()  # until the grader hangs up or the worker ends
        os.kill(pid, signal.SIGKILL)
        control.send(b"%d" % os.waitpid(pid, 0)[1])
    except OSError as error:
        _report(control, error)
    finally:
        os._exit(0)


def _work(requests, replies, control, filter_bytes):
    """Be the worker of one session. Never returns."""
    try:
        os.setsid()  # a signal to a process group would reach the keeper
        _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "bind it to its keeper")
        _mount_own_files()
        socket.sethostname("soundcheck")
        os.chdir(os.environ["HOME"])
        _leave_standard_streams((0, 1, 2))
        _limit()
        _drop_capabilities()
        seccomp.install(filter_bytes, _libc)
    except BaseException as error:
        _report(control, error)
        os._exit(1)
    first = 3  # below it: /dev/null
    for fd in [fcntl.fcntl(fd, fcntl.F_DUPFD, first + 2) for fd in (requests, replies)]:
        os.dup2(fd, first)
        first += 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))
    worker.serve(3, 4)


def _mount_own_files():
    flags = _NO_SUID | _NO_DEVICES
    _mount(None, "/", None, _PRIVATE)
    # No user namespace may be made in this one.
    _mount("proc", "/proc", "proc", flags | _NO_EXEC)
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")
    _check(_libc.umount2(b"/proc", 0), "unmount /proc")
    # Read-only: when the grader runs as root, some settings of the whole machine could be written.
    _mount("proc", "/proc", "proc", flags | _NO_EXEC | _READ_ONLY, "subset=pid")
    # Read-only, for the same reason: these are the machine's own device files. They can be written.
    for device in os.scandir("/dev"):
        if not device.is_dir() and not device.is_symlink():
            _mount(None, device.path, None, _REMOUNT | _READ_ONLY | _NO_SUID | _NO_EXEC)
    size = f"size={HOME_BYTES},nr_inodes={HOME_FILES},mode=0700"
    _mount("tmpfs", os.environ["HOME"], "tmpfs", flags, size)


def _mount(source, target, kind, flags, data=None):
    arguments = [text and text.encode() for text in (source, target, kind)]
    result = _libc.mount(*arguments, ctypes.c_ulong(flags), data and data.encode())
    _check(result, f"mount {target}")


def _limit():
    import resource

    for kind, limit in (
        (resource.RLIMIT_NPROC, MAX_THREADS),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def _drop_capabilities():
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
            break  # the kernel knows no more
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()), "drop the capabilities")


def _check(result, what):
    if result:
        raise OSError(ctypes.get_errno(), f"cannot {what}: {os.strerror(ctypes.get_errno())}")


def _report(control, error):
    text = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    try:
        control.send(TROUBLE + text.encode()[:1000])
    except OSError:
        pass  # the grader has hung up
