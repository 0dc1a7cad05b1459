"""The project keeps the rules of the house."""

from pathlib import Path

import pytest

from .rules import RULES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_project_keeps_rule(rule):
    assert rule(ROOT) == []
