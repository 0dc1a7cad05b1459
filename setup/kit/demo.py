"""`setup/demo`: install what is needed, create the demo café, serve it, print where it is."""

import argparse
import contextlib
import hashlib
import signal
import socket
import threading

from . import cli, database, odoo, paths
from .progress import say, step

PORT = 8069
TEST_DB = "mcrm_test_demo"  # the untouched copy that tests and benchmarks clone
PAGES = {
    "Customer app": "/mcrm",
    "Point of sale": "/pos/ui/1",
    "Backend": "/odoo",
    "API docs": "/mcrm/api/v1/docs",
}
CHECKED = ("/mcrm", "/web/login", "/mcrm/api/v1/docs", "/mcrm/api/v1/openapi.json", "/mcrm/api/v1/health")
LOGINS = (
    ("Administrator", "admin", "admin"),
    ("Manager", "manager", "manager"),
    ("Cashier", "cashier", "cashier"),
    ("Member", "member@example.com", "member"),
)


def sources_digest():
    """:return: a digest of what decides how the demo database looks: the addons and the café (str)"""
    digest = hashlib.sha256()
    folders = [*(paths.ROOT / name for name in paths.ADDONS), paths.SETUP / "cafe"]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix in (".py", ".xml", ".csv", ".po", ".js", ".scss", ".css"):
                digest.update(str(file.relative_to(paths.ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def _stamp(name):
    return paths.CACHE / "stamps" / f"db-{name}"


def _remember(name):
    _stamp(name).parent.mkdir(parents=True, exist_ok=True)
    _stamp(name).write_text(sources_digest())


def create(name):
    """Create the demo café's database from nothing."""
    database.drop(name)
    with step("Database with Odoo and our addons"):
        odoo.run(
            *("-d", name, "-i", ",".join((*paths.ADDONS, "l10n_id")), "--load-language=id_ID"),
            *("--without-demo", "--stop-after-init", "--no-http", "--max-cron-threads=0"),
            log=f"{name}-install",
        )
    with step("Demo café"):
        odoo.shell(name, "cafe", "build", log=f"{name}-cafe")
    _remember(name)


def bring_up_to_date(name, fresh=False):
    """Have the demo café's database as the sources want it: created, upgraded, or as it is.

    :param str name: the database
    :param bool fresh: create it anew rather than upgrade it
    """
    known = database.exists(name) and _stamp(name).exists()
    if not known or (fresh and _stamp(name).read_text() != sources_digest()):
        create(name)
    elif _stamp(name).read_text() != sources_digest():
        with step("Upgrade of our addons"):
            odoo.run(
                *("-d", name, "-u", ",".join(paths.ADDONS), "--stop-after-init", "--no-http", "--max-cron-threads=0"),
                log=f"{name}-upgrade",
            )
        _remember(name)


def _free(port):
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _announce(address):
    say()
    for name, path in PAGES.items():
        print(f"  {name:<15} {address}{path}")
    print()
    for role, login, password in LOGINS:
        print(f"  {role:<15} {login} / {password}")
    print("\n  Codes that members are sent lie in the backend: Settings, Technical, Emails.")


def _check(address):
    """:return: the addresses that do not answer (list of str)"""
    missing = []
    for path in CHECKED:
        with step(address + path) as current:
            current.failed = not odoo.answers(address + path, timeout=60)
        if current.failed:
            missing.append(path)
    return missing


def _wait_for_the_user():
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: stopped.set())
    print("\n  Ctrl-C stops it all.", flush=True)
    stopped.wait()
    say("\nStopping …")


def _arguments():
    parser = argparse.ArgumentParser(prog="setup/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"port on 127.0.0.1 (default {PORT})")
    parser.add_argument("--reset", action="store_true", help="throw the demo database away and make it anew")
    parser.add_argument("--check", action="store_true", help="prove that each address answers, then stop")
    parser.add_argument("--members", type=int, default=0, metavar="N", help="add N bulk members, for trials of scale")
    return parser.parse_args()


def run(arguments):
    """:return: the exit status (int)"""
    if not _free(arguments.port):
        say(f"Port {arguments.port} is taken on this machine. Choose another one: setup/demo --port 8169")
        return 1
    with odoo.ready():
        if arguments.reset:
            database.drop(paths.DEMO_DB)
        bring_up_to_date(paths.DEMO_DB)
        if arguments.members:
            with step(f"{arguments.members} bulk members"):
                odoo.shell(paths.DEMO_DB, "cafe.bulk", "create", arguments.members, log="bulk")
        database.set_address(paths.DEMO_DB, f"http://127.0.0.1:{arguments.port}")
        with contextlib.ExitStack() as stack:
            with step("Server"):
                address = stack.enter_context(odoo.serve(paths.DEMO_DB, arguments.port, log="demo-server"))
            if arguments.check:
                return bool(_check(address))
            _announce(address)
            _wait_for_the_user()
    return 0


if __name__ == "__main__":
    cli.run(lambda: run(_arguments()))
