"""Installs what the commands need into the cache folder: Python packages, Odoo, a browser, lint tools."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import paths
from .progress import step
from .run import CommandFailed, quiet

FONTS = [
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-font-awesome",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]
LEFT_OUT = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)  # blurs the background of video calls
SUITE = "sid"  # the Debian suite that has Odoo 19
NOT_UNPACKED = (  # a second copy of the addons, and the localisations of other countries
    "./usr/lib/python3/dist-packages/addons",
    "./usr/lib/python3/dist-packages/odoo/addons/l10n_[!i]*",
    "./usr/lib/python3/dist-packages/odoo/addons/l10n_i[!d]*",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NODE_VERSION = (20, 19)  # what eslint 10 asks for


class Missing(Exception):
    """Something that cannot be installed here; the message says what to do."""


def _stamp(name):
    return paths.CACHE / "stamps" / name


def _digest(*files):
    digest = hashlib.sha256()
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def _once(name, value, label, action):
    """Run `action` unless it was done for the same `value` before."""
    stamp = _stamp(name)
    if stamp.exists() and stamp.read_text() == value:
        return
    with step(label):
        action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def python_packages(group=""):
    """Install the pinned packages of `setup/requirements<group>.txt` into the virtual environment.

    :param str group: "", "-test" or "-check"
    """
    file = paths.SETUP / f"requirements{group}.txt"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", file]
    _once(f"pip{group}", _digest(file), f"Python packages ({file.name})", lambda: quiet(pip, f"pip{group}"))


def _debian_source():
    """:return: the machine's own Debian source entry, turned to the suite that has Odoo (name, text)"""
    etc = Path("/etc/apt")
    for file in sorted(etc.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text()):
            ours = all(
                re.search(pattern, stanza) for pattern in (r"(?m)^Components:.*\bmain\b", r"(?m)^URIs:.*/debian/?\s*$")
            )
            if ours and "security" not in stanza:
                return "debian.sources", re.sub(r"(?m)^Suites:.*$", f"Suites: {SUITE}", stanza).strip() + "\n"
    for file in (etc / "sources.list", *sorted(etc.glob("sources.list.d/*.list"))):
        for line in file.read_text().splitlines() if file.exists() else ():
            found = re.match(r"deb\s+(\[.*?\]\s+)?(\S+/debian/?)\s+\S+\s+.*\bmain\b", line)
            if found:
                return "debian.list", f"deb {found[1] or ''}{found[2]} {SUITE} main\n"
    raise Missing(
        "No Debian package source found here, and Odoo 19 is taken from there.\n"
        "Point ODOO_HOME at a checkout of Odoo 19 Community instead, for example ODOO_HOME=~/odoo setup/demo"
    )


def _apt():
    """:return: an apt-get command line that reads and writes only our cache folder (list)"""
    folder = paths.CACHE / "apt"
    for sub in ("lists/partial", "cache/archives/partial"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    name, text = _debian_source()
    (folder / name).write_text(text)
    options = {
        "Dir::Etc::sourcelist": folder / name,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State": folder,
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
        "APT::Architecture": "amd64",  # Odoo and the fonts are the same on every architecture
    }
    return ["apt-get", *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]


def _unpack(package, target):
    reader = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE)
    unpacked = subprocess.run(
        ["tar", "-x", "-C", str(target), *(f"--exclude={path}" for path in NOT_UNPACKED)], stdin=reader.stdout
    )
    if reader.wait() or unpacked.returncode:
        raise CommandFailed(f"{package.name} could not be unpacked")


def _fetch_odoo():
    """Download Odoo and the files it links to, and unpack them under the cache folder."""
    shutil.rmtree(paths.ODOO_TREE, ignore_errors=True)
    target = paths.CACHE / "odoo.partial"
    shutil.rmtree(target, ignore_errors=True)
    (target / "debs").mkdir(parents=True)
    quiet([*_apt(), "update"], "apt-update")
    quiet([*_apt(), "download", "odoo-19", *FONTS], "apt-download", cwd=target / "debs")
    for package in sorted((target / "debs").glob("*.deb")):
        _unpack(package, target)
    shutil.rmtree(target / "debs")
    for name in LEFT_OUT:  # bundles name them, and would complain on each page
        file = target / "usr/lib/python3/dist-packages/odoo/addons" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    target.rename(paths.ODOO_TREE)


def odoo():
    """Make Odoo 19 importable in the virtual environment: the user's checkout (`ODOO_HOME`), or the package.

    :raise Missing: when `ODOO_HOME` holds no Odoo, or there is no package source
    """
    if not os.environ.get("ODOO_HOME"):
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
            raise Missing("Without Debian's apt, point ODOO_HOME at a checkout of Odoo 19 Community.")
        _once("odoo", "19.0-1", "Odoo 19 Community", _fetch_odoo)
    home = paths.odoo_home()
    if not (home / "odoo/release.py").exists():
        raise Missing(f"No Odoo 19 in {home}: set ODOO_HOME to the folder that contains odoo/release.py")
    site_packages = next(paths.VENV.glob("lib/python3*/site-packages"))
    (site_packages / "odoo.pth").write_text(f"{home}\n")


def program(package, *names):
    """Find a program of the machine, installing Debian's package when we may.

    :param str package: the Debian package
    :param str names: what the program may be called
    :return: its path (str)
    :raise Missing: when there is none and it cannot be installed
    """
    found = next(filter(None, map(shutil.which, names)), None)
    if not found and not os.geteuid() and shutil.which("apt-get"):
        with step(package):
            quiet(["apt-get", "update"], f"apt-{package}")
            quiet(["apt-get", "install", "-y", "--no-install-recommends", package], f"apt-{package}")
        found = shutil.which(names[0])
    if not found:
        raise Missing(f"{package} is needed: install the package of that name, or run this once as root.")
    return found


def chromium():
    """:return: the path of a Chromium for the browser tests: the one `CHROMIUM` names, or the machine's (str)"""
    return os.environ.get("CHROMIUM") or program("chromium", *BROWSERS)


def node():
    """Find Node.js, taking PyPI's copy where the machine's own is missing or too old.

    :return: the folder of `node` and `npm` (Path)
    """
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")
        if tuple(map(int, version.split(".")[:2])) >= NODE_VERSION:
            return Path(found).parent
    python_packages("-node")
    return paths.VENV / "bin"


def node_tools():
    """Install the lint tools of `setup/package.json`.

    :return: the folder of their commands (Path)
    """
    bin_folder = node()
    manifest = [paths.SETUP / "package.json", paths.SETUP / "package-lock.json"]

    def install():
        paths.NODE_TOOLS.mkdir(parents=True, exist_ok=True)
        for file in manifest:
            shutil.copy(file, paths.NODE_TOOLS)
        env = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        quiet([bin_folder / "npm", "ci", "--no-audit", "--no-fund"], "npm", cwd=paths.NODE_TOOLS, env=env)

    _once("npm", _digest(*manifest), "Lint tools (npm)", install)
    return paths.NODE_TOOLS / "node_modules/.bin"


def product():
    """Everything `setup/demo` needs."""
    python_packages()
    odoo()
