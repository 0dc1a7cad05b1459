"""`setup/check`: lint and format of everything we wrote. `--fix` mends what can be mended by itself."""

import argparse
import os
import subprocess

from . import cli, install, paths
from .progress import say, step

PRETTIER = ("css", "html", "js", "mjs", "json", "md", "scss", "xml", "yaml", "yml")
NOT_OURS = ("/static/lib/", "package-lock.json", "tests/contract/")
OCA_CHECKS_OFF = (
    "file-not-used",  # it does not see files loaded by asset globs
    "xml-deprecated-data-node",
)


def _tracked(*suffixes):
    """:return: the files git knows or would add, with one of these suffixes (list of str)"""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    ours = (name for name in listed if not any(part in f"/{name}" for part in NOT_OURS))
    return [name for name in ours if name.endswith(tuple(f".{suffix}" for suffix in suffixes)) and _exists(name)]


def _exists(name):
    return (paths.ROOT / name).is_file()


def _addons():
    return [name for name in paths.ADDONS if _exists(f"{name}/__manifest__.py")]


def _linters(fix):
    """:return: what to run, by name (dict of str to list of str)"""
    binary = paths.VENV / "bin"
    node_modules = install.node_tools()
    python = _tracked("py")
    addon_python = [name for name in python if name.split("/")[0] in paths.ADDONS]
    script = _tracked("js", "mjs")
    return {
        "ruff": [binary / "ruff", "check", *(["--fix"] if fix else []), "."],
        "ruff format": [binary / "ruff", "format", *([] if fix else ["--check"]), "."],
        "pylint-odoo": [binary / "pylint", "--rcfile=.pylintrc", "--jobs=2", *addon_python],
        "oca-checks-odoo-module": [
            binary / "oca-checks-odoo-module",
            f"--disable={','.join(OCA_CHECKS_OFF)}",
            *(f"{name}/__manifest__.py" for name in _addons()),
        ],
        # its pretty format empties translations that equal their source, which are then counted as missing
        "oca-checks-po": [binary / "oca-checks-po", "--disable=po-pretty-format", *_tracked("po", "pot")],
        "prettier": [
            node_modules / "prettier",
            "--write" if fix else "--check",
            "--log-level=warn",
            *_tracked(*PRETTIER),
        ],
        # the types that client writers take, from the written contract
        "openapi-typescript": [
            node_modules / "openapi-typescript",
            "tests/contract/openapi.json",
            *([] if fix else ["--check"]),
            "--output",
            "mcrm_api/static/types/mcrm-api.d.ts",
        ],
        "eslint": [node_modules / "eslint", *(["--fix"] if fix else []), *script],
    }


def _environment():
    tools = paths.NODE_TOOLS
    bin_folder = tools / "node_modules/.bin"
    return {
        **os.environ,
        "MCRM_NODE_TOOLS": str(tools),
        "NODE_PATH": str(tools / "node_modules"),
        "PATH": f"{install.node()}:{bin_folder}:{os.environ['PATH']}",
    }


def run(fix=False):
    """Run every linter.

    :param bool fix: mend what can be mended by itself
    :return: the names of those that complained (list of str)
    """
    install.product()
    install.python_packages("-check")
    failed = []
    for name, line in _linters(fix).items():
        with step(name) as current:
            done = subprocess.run(
                list(map(str, line)), cwd=paths.ROOT, env=_environment(), capture_output=True, text=True
            )
            current.failed = bool(done.returncode)
        if done.returncode:
            failed.append(name)
            say((done.stdout + done.stderr).strip())
    return failed


def main():
    """:return: whether a linter complained (bool)"""
    parser = argparse.ArgumentParser(prog="setup/check", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend what can be mended by itself")
    failed = run(parser.parse_args().fix)
    say(f"\n✗ {', '.join(failed)}" if failed else "\n✓ setup/check: all is well")
    return bool(failed)


if __name__ == "__main__":
    cli.run(main)
