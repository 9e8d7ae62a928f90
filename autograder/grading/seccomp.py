"""A seccomp filter for the process that runs a learner's notebook.

What NumPy, SciPy, Matplotlib and IPython need stays allowed, threads among it. Denied is what makes
another process or program, leaves the sandbox, talks to a network or to another worker, holds
memory that ``RLIMIT_AS`` does not count, or was the door of many a hole in the kernel. Denied calls
fail with EPERM; calls newer than this list fail with ENOSYS, as on an older kernel.
"""

import ctypes
import errno
import platform
import struct

# Numbers on x86_64 and aarch64; None where a machine lacks the call.
_DENIED = {
    # Other processes and programs. clone and clone3 are treated below.
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    # Namespaces and mounts.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # Sockets. A pair of connected ones (asyncio has one) is left, see below.
    "socket": (41, 198), "bind": (49, 200), "connect": (42, 203), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242),
    # Memory and messages that outlive a mapping, or a worker.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # Doors.
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "fanotify_init": (300, 262), "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77),
    "personality": (135, 92), "modify_ldt": (154, None), "iopl": (172, None),
    "ioperm": (173, None), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "reboot": (169, 142), "syslog": (103, 116), "swapon": (167, 224), "swapoff": (168, 225),
    "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
}  # fmt: skip
_CLONE, _CLONE3, _SOCKETPAIR = (56, 220), (435, 435), (53, 199)
_NEWEST = 450  # set_mempolicy_home_node: the same on both
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH

_CLONE_THREAD = 0x10000
_SOCK_STREAM, _SOCK_TYPE_MASK = 1, 0xF

# Classic BPF over struct seccomp_data: offsets, instructions, verdicts.
_NUMBER, _ARCH, _ARGUMENT = 0, 4, 16  # the low half of argument i is at 16 + 8 i
_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_IF_EQUAL, _IF_GREATER, _IF_ANY_BIT = 0x15, 0x25, 0x45
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
    for numbers in _DENIED.values():
        if numbers[column] is not None:
            code += [(_IF_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _FAIL | errno.EPERM)]
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


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
