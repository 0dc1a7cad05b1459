"""The contract, word for word.

`tests/contract/openapi.json` in the repository is what client writers rely on. After a deliberate change of a route or
schema refresh it and let the diff show what changed:

    MCRM_REFRESH_CONTRACT=1 setup/odoo -d DB -u mcrm_api --test-tags /mcrm_api:TestContract --stop-after-init
"""

import json
import os
from pathlib import Path

from odoo.tests import tagged

from ..controllers.system import contract
from ..dispatch.route import ROUTES
from ..schemas.examples import explains_itself
from .common import ApiCase

SNAPSHOT = Path(__file__).resolve().parents[2] / "tests" / "contract" / "openapi.json"


@tagged("post_install", "-at_install")
class TestContract(ApiCase):
    def test_the_contract_is_the_written_one(self):
        current = json.loads(json.dumps(contract()))
        if os.environ.get("MCRM_REFRESH_CONTRACT"):
            SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
            SNAPSHOT.write_text(json.dumps(current, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
        self.assertTrue(SNAPSHOT.exists(), "the written contract belongs to the repository")
        self.maxDiff = None
        self.assertEqual(current, json.loads(SNAPSHOT.read_text()))

    def test_every_route_is_in_it_once(self):
        document = self.ask("GET", "openapi.json").json()
        self.assertEqual(document["openapi"], "3.1.0")
        operations = [operation for path in document["paths"].values() for operation in path.values()]
        self.assertEqual(len(operations), len(ROUTES))
        names = [operation["operationId"] for operation in operations]
        self.assertEqual(len(names), len(set(names)))

    def test_every_field_has_an_example(self):
        schemas = contract()["components"]["schemas"]
        bare = [
            f"{schema}.{name}"
            for schema, content in schemas.items()
            for name, field in content.get("properties", {}).items()
            if not explains_itself(field) and field.get("format") not in ("date", "date-time")
        ]
        self.assertEqual(bare, [])

    def test_every_reference_has_a_schema(self):
        text = json.dumps(contract())
        for part in text.split('"$ref": "#/components/schemas/')[1:]:
            self.assertIn(part.partition('"')[0], contract()["components"]["schemas"])

    def test_the_page_stands_alone(self):
        page = self.ask("GET", "docs")
        self.assertEqual(page.status_code, 200)
        self.assertTrue(page.headers["Content-Type"].startswith("text/html"))
        self.assertNotIn("Set-Cookie", page.headers)
        for route in ROUTES:
            self.assertIn(f"/{route.template}", page.text)
        for outside in ("http://", "https://", "src=", "@import"):
            self.assertNotIn(outside, page.text)
