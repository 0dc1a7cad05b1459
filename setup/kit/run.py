"""Starting other programs: quietly when they succeed, with the end of their output when they fail."""

import os
import subprocess

from . import paths

TAIL = 60  # lines of output shown of a command that failed


class CommandFailed(Exception):
    """A program ended with a status other than 0; the message carries the end of its output."""


def quiet(arguments, log, **options):
    """Run a program with its output in a log file.

    :param list arguments: the command line
    :param str log: the log's name, without folder or suffix
    :raise CommandFailed: when it does not end with 0
    :return: the log file (Path)
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    file = paths.LOGS / f"{log}.log"
    with file.open("w") as out:
        done = subprocess.run([str(word) for word in arguments], stdout=out, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        lines = file.read_text(errors="replace").splitlines()[-TAIL:]
        raise CommandFailed("\n".join([f"{arguments[0]} ended with {done.returncode}; {file} ends:", *lines]))
    return file


def environment(**extra):
    """:return: this process's environment with `extra` set, `None` meaning unset (dict)"""
    env = {**os.environ, **{name: value for name, value in extra.items() if value is not None}}
    return {name: value for name, value in env.items() if extra.get(name, "") is not None}
