"""``soundcheck learn``: a copy of the lessons that is the learner's own, opened in JupyterLab."""

import json
import os
import secrets
import shutil
import socket
import sys
from pathlib import Path

from autograder.course.model import CourseError

# Settings of a quiet JupyterLab without network: no news, no update checks, no instructor's tools.
_SETTINGS = Path(__file__).parent / "jupyter"


def copy_lessons(course, folder):
    """Copy the lessons that are not in `folder` yet; return the names of those that were copied.

    A file that is there is the learner's work and is never touched.
    """
    if not (course.folder / "exercises").is_dir():
        raise CourseError(
            "This installation has no lessons: open the notebook that your instructor "
            "released, or clone Soundcheck."
        )
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file: name a folder for your lessons with --dir.")
    folder.mkdir(parents=True, exist_ok=True)
    copied = []
    for module in course.modules:
        source = course.notebook(module)
        target = folder / source.name
        if not source.is_file():
            raise CourseError(f"exercises/{source.name} is missing: run 'soundcheck build'.")
        if not target.exists():
            target.write_text(_known_to_its_kernel(source.read_text("utf-8")), "utf-8")
            copied.append(target.name)
    for page in course.pages:  # nobody's work: the newest
        shutil.copyfile(page, folder / page.name)
    return copied


def _known_to_its_kernel(text):
    """Return a notebook's text with what JupyterLab would write into it when the kernel starts.

    So it is not marked as unsaved before the learner has touched it.
    """
    from ipykernel.ipkernel import IPythonKernel

    notebook = json.loads(text)
    notebook["metadata"]["language_info"] = IPythonKernel.language_info
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def open_lessons(course, folder, module_id=None):
    """Make the learner's copy, open JupyterLab on a lesson, and return its exit code.

    Without a browser the address is printed; it is printed with one too.
    """
    module = course.module(module_id) if module_id else course.modules[0]
    os.environ["JUPYTER_CONFIG_PATH"] = _before("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_PATH"] = _before("JUPYTER_PATH")
    # Kernels find this course, wherever the lessons are.
    os.environ["SOUNDCHECK_COURSE"] = str(course.folder)
    try:
        from jupyterlab.labapp import LabApp
    except ImportError:
        raise CourseError(
            "JupyterLab is not installed: run 'make setup', or pip install 'soundcheck[learn]'."
        ) from None
    copied = copy_lessons(course, folder)
    folder = Path(folder)
    kept = len(course.modules) - len(copied)
    print(f"Your lessons are in {folder}/ ({len(copied)} new, {kept} kept as you left them).")
    port, token = _free_port(), secrets.token_urlsafe(12)
    page = f"lab/tree/{module.stem}.ipynb"
    print(f"\nLesson {module.number}: {module.title}")
    print(f"  http://127.0.0.1:{port}/{page}?token={token}")
    print(
        "\nLeave this window open. Ctrl+C twice ends JupyterLab; your work is saved in the folder.",
        flush=True,
    )
    arguments = [
        str(folder),
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url=/{page}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    if not _has_browser():
        arguments.append("--no-browser")
    LabApp.launch_instance(arguments)
    return 0


def _before(variable):
    """Return a path variable's value with our settings in front."""
    return os.pathsep.join(filter(None, [str(_SETTINGS), os.environ.get(variable)]))


def _has_browser():
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _free_port():
    """Return 8888, as Jupyter's users expect, or any free port."""
    for wanted in (8888, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise CourseError("No free port on 127.0.0.1: close another JupyterLab.")
