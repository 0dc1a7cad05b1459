"""Each rule notices when it is broken, and says where."""

import pytest

from . import rules

BROKEN = {
    "feature_depends_on_feature": (
        rules.layers,
        "mcrm_loyalty/__manifest__.py",
        '{"name": "x", "depends": ["mcrm_push"]}',
        "depends on mcrm_push",
    ),
    "feature_imports_feature": (
        rules.layers,
        "mcrm_reservation/models/venue.py",
        "from odoo.addons.mcrm_loyalty.tools import ledger\n",
        "imports mcrm_loyalty",
    ),
    "member_imports_api": (
        rules.layers,
        "mcrm_member/models/partner.py",
        "import odoo.addons.mcrm_api.tokens\n",
        "imports mcrm_api",
    ),
    "app_imports_api": (
        rules.layers,
        "mcrm_app/controllers/main.py",
        "from odoo.addons.mcrm_api import tokens\n",
        "imports mcrm_api",
    ),
    "script_imports_feature": (
        rules.layers,
        "mcrm_member/static/src/app/x.js",
        'import { y } from "@mcrm_loyalty/app/y";\n',
        "imports mcrm_loyalty",
    ),
    "view_refers_to_feature": (
        rules.layers,
        "mcrm_push/views/x.xml",
        '<odoo><menuitem id="a" parent="mcrm_reservation.menu" /></odoo>',
        "refers to mcrm_reservation",
    ),
    "tools_import_odoo": (rules.pure_tools, "mcrm_member/tools/x.py", "from odoo import fields\n", "imports odoo"),
    "tools_import_chance": (rules.pure_tools, "mcrm_member/tools/x.py", "import secrets\n", "imports secrets"),
    "tools_read_clock": (
        rules.pure_tools,
        "mcrm_member/tools/x.py",
        "import datetime\nNOW = datetime.datetime.now()\n",
        "reads the clock by datetime.now()",
    ),
    "core_imports_framework": (
        rules.pure_core,
        "mcrm_app/static/src/core/x.js",
        'import { Component } from "@odoo/owl";\n',
        "imports @odoo/owl",
    ),
    "core_imports_service": (
        rules.pure_core,
        "mcrm_app/static/src/core/x.js",
        'import { session } from "../services/session";\n',
        "imports ../services/session",
    ),
    "core_touches_page": (
        rules.pure_core,
        "mcrm_app/static/src/core/x.js",
        "document.title = 1;\n",
        "touches document",
    ),
    "controller_searches": (
        rules.thin_controllers,
        "mcrm_api/controllers/x.py",
        "def f(env):\n    return env['res.partner'].search([])\n",
        "calls .search()",
    ),
    "tool_without_types": (
        rules.documented_tools,
        "mcrm_member/tools/x.py",
        'def f(a):\n    """Do."""\n    return a\n',
        "does not explain a",
    ),
    "business_code_commits": (
        rules.no_commit,
        "mcrm_push/models/x.py",
        "def f(self):\n    self.env.cr.commit()\n",
        "commits",
    ),
}


@pytest.mark.parametrize(("rule", "name", "text", "complaint"), BROKEN.values(), ids=BROKEN.keys())
def test_rule_notices(tmp_path, rule, name, text, complaint):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert any(str(name) in wrong and complaint in wrong for wrong in rule(tmp_path)), rule(tmp_path)


@pytest.mark.parametrize("translation", ["", "Halo"])
def test_missing_translation_is_noticed(tmp_path, translation):
    folder = tmp_path / "mcrm_member/i18n"
    folder.mkdir(parents=True)
    (folder.parent / "__manifest__.py").write_text("{}")
    (folder / "mcrm_member.pot").write_text('msgid ""\nmsgstr ""\n\nmsgid "Hello"\nmsgstr ""\n')
    (folder / "id.po").write_text(f'msgid ""\nmsgstr ""\n\nmsgid "Hello"\nmsgstr "{translation}"\n')
    assert bool(rules.translated(tmp_path)) == (not translation)


def test_allowed_knowledge_passes(tmp_path):
    file = tmp_path / "mcrm_api/controllers/x.py"
    file.parent.mkdir(parents=True)
    file.write_text("from odoo.addons.mcrm_loyalty.tools import ledger\n")
    assert rules.layers(tmp_path) == []
