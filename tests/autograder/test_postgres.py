"""A class whose gradebook is on PostgreSQL, on a real server that the test starts."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from gradebooks import notebooks, rows
from small import copied, write_class
from tools import database

from autograder.classroom import run
from autograder.classroom.stock import NbGrader
from autograder.course.model import CourseError

pytestmark = pytest.mark.needs("database", "sandbox")


@pytest.fixture(scope="module")
def server():
    """Start a server of one's own; yield the folder of its socket and a function to stop it."""
    programs = Path(database()).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = None
    if os.getuid() == 0:  # which PostgreSQL refuses to run as
        user = "postgres"
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)

    def command(name, *arguments):
        program = [str(programs / name), "-D", str(folder / "data"), *arguments]
        subprocess.run(program, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    command("initdb", "--auth=trust", "--username=teacher", "--no-sync", "--encoding=UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    command("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "-o", options)
    running = [True]

    def stop():
        if running:
            running.clear()
            command("pg_ctl", "stop", "--mode=immediate")

    yield folder, stop
    stop()
    shutil.rmtree(folder)


def test_postgresql_holds_what_sqlite_holds(server, tmp_path):
    socket, stop = server
    lite = write_class(tmp_path)
    big = copied(lite, "on-postgresql")
    url = f"postgresql+psycopg://teacher@/postgres?host={socket}"
    with (big.folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
    (big.folder / "gradebook.db").unlink()

    for classroom in (lite, big):
        run.release(classroom.folder, [])
        assert run.grade(classroom.folder, []) == 1
    assert not (big.folder / "gradebook.db").exists()
    without_due = [row for row in rows(lite) if row[0] != "notebook"]
    assert [row for row in rows(big) if row[0] != "notebook"] == without_due
    assert notebooks(big) == notebooks(lite)
    before = rows(big)
    assert run.grade(big.folder, []) == 1 and rows(big) == before
    assert run.export(big.folder, []) == run.report(big.folder, []) == 0
    nbgrader = NbGrader(big)
    assert not nbgrader.run("feedback", nbgrader.api.generate_feedback, "gain", "s01")

    stop()
    with pytest.raises(CourseError, match="The gradebook cannot be used .*is kept") as error:
        run.grade(big.folder, [])
    assert "\n" not in str(error.value)
