"""A seccomp filter for the process that runs a learner's notebook: a list of what it may ask for.

What is on the list is what NumPy, SciPy, Matplotlib and IPython need, threads among it. Not on it,
so denied, is what

- makes another process or program, or leaves the sandbox (fork, execve, ptrace, mount, setns);
- talks to a network, to another worker or to a bystander: sockets, System V and POSIX messages,
  keys, and all that two processes can see on one file that both may only read: locks and leases
  (flock, fcntl), notices (inotify, fanotify, F_NOTIFY), what of it is in memory (mincore, preadv2
  with RWF_NOWAIT, fadvise, readahead);
- holds what its limits do not count, or the grader's user has few of: memory files, locked memory,
  asynchronous input and output (io_setup), inotify instances, larger pipes;
- was the door of many a hole in the kernel (bpf, perf, userfaultfd, io_uring, keyctl).

Denied calls fail with EPERM; calls newer than this list fail with ENOSYS, as on an older kernel.
What no filter can hide is that reading a file takes longer the first time.
"""

import ctypes
import errno
import platform
import struct

# Numbers on x86_64 and aarch64; None where a machine lacks the call.
_ALLOWED = {
    # Files.
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "preadv": (295, 69), "pwritev": (296, 70), "open": (2, None),
    "openat": (257, 56), "openat2": (437, 437), "creat": (85, None), "close": (3, 57),
    "close_range": (436, 436), "lseek": (8, 62), "stat": (4, None), "fstat": (5, 80),
    "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291), "statfs": (137, 43),
    "fstatfs": (138, 44), "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "getdents": (78, None), "getdents64": (217, 61), "getcwd": (79, 17), "chdir": (80, 49),
    "fchdir": (81, 50), "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276),
    "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None), "mknod": (133, None),
    "mknodat": (259, 33), "link": (86, None), "linkat": (265, 37), "unlink": (87, None),
    "unlinkat": (263, 35), "symlink": (88, None), "symlinkat": (266, 36), "readlink": (89, None),
    "readlinkat": (267, 78), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "umask": (95, 166), "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47),
    "fsync": (74, 82), "fdatasync": (75, 83), "copy_file_range": (326, 285), "sendfile": (40, 71),
    "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24), "getxattr": (191, 8),
    "lgetxattr": (192, 9), "fgetxattr": (193, 10), "listxattr": (194, 11),
    "llistxattr": (195, 12), "flistxattr": (196, 13),
    # Pipes, waiting, and a pair of sockets.
    "pipe": (22, None), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73),
    "select": (23, None), "pselect6": (270, 72), "epoll_create": (213, None),
    "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None),
    "epoll_pwait": (281, 22), "epoll_pwait2": (441, 441), "eventfd": (284, None),
    "eventfd2": (290, 19), "signalfd": (282, None), "signalfd4": (289, 74),
    "timerfd_create": (283, 85), "timerfd_settime": (286, 86), "timerfd_gettime": (287, 87),
    "sendto": (44, 206), "recvfrom": (45, 207), "sendmsg": (46, 211), "recvmsg": (47, 212),
    "sendmmsg": (307, 269), "recvmmsg": (299, 243), "shutdown": (48, 210),
    "getsockname": (51, 204), "getpeername": (52, 205), "getsockopt": (55, 209),
    "setsockopt": (54, 208),
    # Memory.
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "mremap": (25, 216),
    "msync": (26, 227), "madvise": (28, 233), "brk": (12, 214), "membarrier": (324, 283),
    "get_mempolicy": (239, 236),
    # Threads, signals and limits of this process.
    "futex": (202, 98), "futex_waitv": (449, 449), "set_robust_list": (273, 99),
    "get_robust_list": (274, 100), "set_tid_address": (218, 96), "rseq": (334, 293),
    "arch_prctl": (158, None), "prctl": (157, 167), "gettid": (186, 178), "getpid": (39, 172),
    "getppid": (110, 173), "getpgid": (121, 155), "getpgrp": (111, None), "getsid": (124, 156),
    "setsid": (112, 157), "setpgid": (109, 154), "getuid": (102, 174), "geteuid": (107, 175),
    "getgid": (104, 176), "getegid": (108, 177), "getresuid": (118, 148), "getresgid": (120, 150),
    "getgroups": (115, 158), "capget": (125, 90), "exit": (60, 93), "exit_group": (231, 94),
    "wait4": (61, 260), "waitid": (247, 95), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "sched_setaffinity": (203, 122),
    "sched_getparam": (143, 121), "sched_getscheduler": (145, 120), "sched_getattr": (315, 275),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126),
    "getpriority": (140, 141), "setpriority": (141, 140), "getcpu": (309, 168),
    "getrusage": (98, 165), "times": (100, 153), "getrlimit": (97, 163), "setrlimit": (160, 164),
    "prlimit64": (302, 261), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "sigaltstack": (131, 132), "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "pause": (34, None), "alarm": (37, None), "restart_syscall": (219, 128),
    # Time, chance and the machine.
    "gettimeofday": (96, 169), "time": (201, None), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "getitimer": (36, 102), "setitimer": (38, 103), "timer_create": (222, 107),
    "timer_settime": (223, 110), "timer_gettime": (224, 108), "timer_getoverrun": (225, 109),
    "timer_delete": (226, 111), "getrandom": (318, 278), "uname": (63, 160), "sysinfo": (99, 179),
}  # fmt: skip
# These are allowed for some of their arguments only.
_CLONE, _CLONE3, _SOCKETPAIR = (56, 220), (435, 435), (53, 199)
_FCNTL, _IOCTL = (72, 25), (16, 29)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ
_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032)
# TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
_IOCTL_REQUESTS = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
_NEWEST = 450  # set_mempolicy_home_node: the same on both
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH

_CLONE_THREAD = 0x10000
_SOCK_STREAM, _SOCK_TYPE_MASK = 1, 0xF

# Classic BPF over struct seccomp_data: offsets, instructions, verdicts.
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # the low half of argument i is at 16 + 8 i
_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2


class NoFilter(Exception):
    """This kind of processor has no filter."""


def program(machine=None):
    """Return the filter as the bytes of its BPF instructions.

    Parameters
    ----------
    machine : str, optional
        ``x86_64`` or ``aarch64``; default: this machine's.

    Raises
    ------
    NoFilter
        For any other machine.
    """
    machine = machine or platform.machine()
    if machine not in _MACHINES:
        raise NoFilter(f"There is no seccomp filter for {machine} processors.")
    column, architecture = _MACHINES[machine]
    code = [
        (_LOAD, 0, 0, _ARCH),
        (_IF_EQUAL, 1, 0, architecture),  # else the numbers mean other calls
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_GREATER, 0, 1, _NEWEST),  # the x32 calls of x86_64 are among these
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        # glibc takes clone in its place. The flags of clone3 are in memory, where no filter sees.
        (_IF_EQUAL, 0, 1, _CLONE3[column]),
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        # A thread, not a process. (The accumulator is not the number after this: so it returns.)
        (_IF_EQUAL, 0, 4, _CLONE[column]),
        (_LOAD, 0, 0, _ARGUMENT),
        (_IF_ANY_BIT, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
        # A pair of streams: datagrams could be sent to others as well.
        (_IF_EQUAL, 0, 5, _SOCKETPAIR[column]),
        (_LOAD, 0, 0, _ARGUMENT + 8),
        (_AND, 0, 0, _SOCK_TYPE_MASK),
        (_IF_EQUAL, 0, 1, _SOCK_STREAM),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
    ]
    for call, arguments, error in (
        (_FCNTL, _FCNTL_COMMANDS, errno.EPERM),
        (_IOCTL, _IOCTL_REQUESTS, errno.ENOTTY),
    ):
        code += [(_IF_EQUAL, 0, 2 * len(arguments) + 2, call[column]), (_LOAD, 0, 0, _ARGUMENT + 8)]
        for argument in arguments:
            code += [(_IF_EQUAL, 0, 1, argument), (_RETURN, 0, 0, _ALLOW)]
        code.append((_RETURN, 0, 0, _FAIL | error))
    for first, last in _ranges(column):
        code += [
            (_IF_AT_LEAST, 0, 2, first),
            (_IF_GREATER, 1, 0, last),
            (_RETURN, 0, 0, _ALLOW),
        ]
    code.append((_RETURN, 0, 0, _FAIL | errno.EPERM))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


def _ranges(column):
    """Return the allowed numbers as pairs of the first and the last of an unbroken row."""
    rows = []
    for number in sorted(row[column] for row in _ALLOWED.values() if row[column] is not None):
        if rows and rows[-1][1] == number - 1:
            rows[-1][1] = number
        else:
            rows.append([number, number])
    return rows


def install(filter_bytes, libc):
    """Put this thread, and all that it starts, under a filter for good.

    Parameters
    ----------
    filter_bytes : bytes
        What :func:`program` made.
    libc : ctypes.CDLL
        With ``use_errno``.

    Raises
    ------
    OSError
        The kernel refuses it.
    """

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]

    filter_program = Program(len(filter_bytes) // 8, filter_bytes)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "cannot install the seccomp filter")
