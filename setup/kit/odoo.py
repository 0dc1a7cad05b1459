"""The project's Odoo command line, and the few things done with it."""

import contextlib
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from . import install, paths, postgres
from .run import CommandFailed, environment, quiet

MAIN = paths.SETUP / "kit/bin/odoo"
START_TIMEOUT = 120  # seconds


def configure():
    """Write the configuration file that every Odoo process of the project reads (`ODOO_RC`)."""
    paths.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings = {
        "addons_path": ",".join(map(str, paths.addons_path())),
        "data_dir": paths.DATA_DIR,
        "http_interface": "127.0.0.1",
        "server_wide_modules": "base,web",
        "max_cron_threads": 1,
        "limit_time_cpu": 600,
        "limit_time_real": 1200,
        "list_db": False,
        "log_handler": ":INFO",
    }
    lines = [f"{name} = {value}" for name, value in settings.items()]
    paths.ODOO_RC.write_text("\n".join(["[options]", *lines, ""]))


def command(*arguments):
    """:return: the command line that runs Odoo with `arguments` (list)"""
    return [sys.executable, str(MAIN), *map(str, arguments)]


def env(**extra):
    """:return: the environment that an Odoo process of ours needs (dict)"""
    return environment(ODOO_RC=str(paths.ODOO_RC), PYTHONPATH=None, **extra)


def run(*arguments, log):
    """Run Odoo to its end with its output in a log file.

    :raise CommandFailed: when it fails
    :return: the log file (Path)
    """
    return quiet(command(*arguments), log, env=env(), cwd=paths.ROOT)


def shell(database, module, function, *arguments, log):
    """Call a function of a module of ours with an Odoo environment as first argument, then commit.

    :param str module: importable with `setup/` and the project's root on the path, e.g. "cafe"
    """
    code = (
        f"import sys; sys.path[:0] = [{str(paths.SETUP)!r}, {str(paths.ROOT)!r}]\n"
        f"from importlib import import_module\n"
        f"import_module({module!r}).{function}(env, *{arguments!r})\n"
        "env.cr.commit()\n"
    )
    line = command("shell", "-d", database, "--no-http", "--max-cron-threads=0")
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    script = paths.LOGS / f"{log}.py"
    script.write_text(code)
    with script.open() as stdin:
        return quiet(line, log, env=env(), stdin=stdin, cwd=paths.ROOT)


def answers(address, timeout=5):
    """:return: whether a GET of that address is answered with a success (bool)"""
    try:
        with urllib.request.urlopen(address, timeout=timeout) as reply:
            return 200 <= reply.status < 300
    except (urllib.error.URLError, OSError):
        return False


def stop(process):
    """Stop a server we started, by its own pid."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def serve(database, port, *arguments, log="server"):
    """A running Odoo server for the time of the block.

    :param str database: the only database it serves
    :param int port: on 127.0.0.1
    :raise CommandFailed: when it does not answer in time
    :return: its base address (str)
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    file = paths.LOGS / f"{log}.log"
    address = f"http://127.0.0.1:{port}"
    line = command(
        "server", "-d", database, f"--db-filter=^{database}$", "-p", port, "--gevent-port", port + 1, *arguments
    )
    with file.open("w") as out:
        process = subprocess.Popen(
            line, stdout=out, stderr=subprocess.STDOUT, env=env(), cwd=paths.ROOT, start_new_session=True
        )
    try:
        _wait_until_up(process, address, file)
        yield address
    finally:
        stop(process)


def _wait_until_up(process, address, file):
    deadline = time.monotonic() + START_TIMEOUT
    while not answers(f"{address}/web/health"):
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(file.read_text(errors="replace").splitlines()[-40:])
            raise CommandFailed(f"Odoo did not start on {address}; {file} ends:\n{tail}")
        time.sleep(0.3)


@contextlib.contextmanager
def ready():
    """Odoo installed, configured, and its database server running, for the time of the block."""
    install.product()
    configure()
    with postgres.server():
        yield


def main():
    """`setup/odoo ARGS…`: run Odoo with the project's addons, environment and database server."""
    with ready():
        done = subprocess.run(command(*sys.argv[1:]), env=env())
    return done.returncode


if __name__ == "__main__":
    from . import cli

    cli.run(main)
