"""Which of an addon's Odoo tests bear a name, for `setup/test -k`."""

import ast

from . import paths


def _methods(node):
    names = [child.name for child in node.body if isinstance(child, ast.FunctionDef)]
    return [name for name in names if name.startswith("test_")]


def _chosen(node, keyword):
    """:return: the whole class (["Class"]), or those of its methods that bear the name (list of str)"""
    methods = _methods(node)
    if methods and keyword in node.name.lower():
        return [node.name]
    return [f"{node.name}.{method}" for method in methods if keyword in method.lower()]


def tags(addon, keyword="", root=paths.ROOT):
    """Find the tests that have a word in the name of their class or method, as pytest does.

    :param str addon: its technical name
    :param str keyword: part of a name, in whatever case; empty for all tests
    :param Path root: the folder that holds the addon
    :return: Odoo test tags, none when the addon has no such test (list of str)
    """
    if not keyword:
        return [f"/{addon}"]
    found = []
    for file in sorted((root / addon / "tests").glob("test_*.py")):
        classes = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.ClassDef)]
        found += [f"/{addon}:{name}" for node in classes for name in _chosen(node, keyword.lower())]
    return found
