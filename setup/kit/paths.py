"""Where things are. Everything the commands install or create lies in one cache folder."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "setup"
TESTS = ROOT / "tests"
CACHE = Path(os.environ.get("MCRM_CACHE") or ROOT / ".cache").resolve()
VENV = CACHE / "venv"
ODOO_TREE = CACHE / "odoo"
PGDATA = CACHE / "postgres"
DATA_DIR = CACHE / "data"  # Odoo's filestore and sessions
ODOO_RC = CACHE / "odoo.conf"
LOGS = CACHE / "logs"
SCREENSHOTS = ROOT / "screenshots"
NODE_TOOLS = CACHE / "node"

ADDONS = ("mcrm_member", "mcrm_loyalty", "mcrm_reservation", "mcrm_push", "mcrm_api", "mcrm_app")
DEMO_DB = os.environ.get("MCRM_DB") or "mcrm_demo"


def odoo_home():
    """:return: the folder that holds the `odoo` package: the user's checkout, or the one we unpacked (Path)"""
    if os.environ.get("ODOO_HOME"):
        return Path(os.environ["ODOO_HOME"]).expanduser().resolve()
    return ODOO_TREE / "usr/lib/python3/dist-packages"


def addons_path():
    """:return: Odoo's addons path, ours last (list of Path)"""
    home = odoo_home()
    candidates = (home / "odoo/addons", home / "addons", ROOT)
    return [path for path in candidates if path.is_dir()]
