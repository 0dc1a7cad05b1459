"""Makes the addons' plain modules importable without Odoo: `from mcrm_member.tools import qr_token`."""

import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "setup"))

from kit.paths import ADDONS  # noqa: E402


def _without_init(name):
    """A package whose `__init__` (which would load Odoo's models) is not run."""
    package = types.ModuleType(name)
    package.__path__ = [str(ROOT / name)]
    sys.modules[name] = package


for addon in ADDONS:
    _without_init(addon)
