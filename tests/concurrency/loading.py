"""Odoo in this process. Before our addons are imported, since Odoo's loader finds them."""

import threading
from types import SimpleNamespace

from odoo.service import model, server
from odoo.tools import config

SHORTER = 20  # times


def load(database):
    """Load Odoo for a database; `ODOO_RC` names its configuration."""
    config.parse_config(["-d", database, "--no-http", "--log-level=critical"], setup_logging=True)
    server.load_server_wide_modules()


def hurry():
    """Odoo waits up to half a minute between tries; let it be the same waits, but shorter."""
    moment = threading.Event()
    model.time = SimpleNamespace(sleep=lambda seconds: moment.wait(seconds / SHORTER))
