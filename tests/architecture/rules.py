"""The rules of the house, as functions from a source tree to the list of what breaks them.

They read imports and declarations; nothing is imported or run. Each takes the folder that holds the addons (Path)
and gives sentences of the form "file: what is wrong" (list of str).
"""

import ast
import re

import polib

# Who stands on whose shoulders: an addon knows those named here, and nothing else of ours.
KNOWS = {
    "mcrm_member": set(),
    "mcrm_loyalty": {"mcrm_member"},
    "mcrm_reservation": {"mcrm_member"},
    "mcrm_push": {"mcrm_member"},
    "mcrm_api": {"mcrm_member", "mcrm_loyalty", "mcrm_reservation", "mcrm_push"},
    "mcrm_app": set(),  # it talks HTTP to mcrm_api: it depends on it, and imports nothing of it
}
DEPENDS = {**KNOWS, "mcrm_app": {"mcrm_api"}}
# What plain modules may not touch: the framework, the clock, the network, chance.
IMPURE = {
    "odoo",
    "psycopg2",
    "requests",
    "socket",
    "urllib.request",
    "http.client",
    "aiohttp",
    "random",
    "secrets",
    "time",
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today"), ("time", "time")}
JS_IMPORT = re.compile(r"""(?:import|export)\s[^;"']*?from\s*["']([^"']+)["']|import\s*\(?["']([^"']+)["']""")
EDGE_FORBIDS = ("search", "search_count", "search_fetch", "create", "write", "unlink", "execute")


def _files(root, pattern):
    for addon in KNOWS:
        for file in sorted((root / addon).glob(pattern)):
            if "static/lib" not in file.as_posix():
                yield addon, file


def _tree(file):
    return ast.parse(file.read_text(), str(file))


def _imports(tree):
    """:return: the absolute names that a module imports (set of str)"""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def _js_imports(file):
    return {name for pair in JS_IMPORT.findall(file.read_text()) for name in pair if name}


def _stranger(addon, text, known):
    """:return: the addons of ours that `text` names although `addon` may not know them (list of str)"""
    named = set(re.findall(r"\bmcrm_(?:member|loyalty|reservation|push|api|app)\b", text))
    return sorted(named - known[addon] - {addon})


def layers(root):
    """An addon depends on and refers to only those that stand below it."""
    wrong = []
    for addon in KNOWS:
        manifest = root / addon / "__manifest__.py"
        if manifest.exists():
            depends = " ".join(ast.literal_eval(manifest.read_text()).get("depends", ()))
            wrong += [f"{addon}/__manifest__.py: depends on {name}" for name in _stranger(addon, depends, DEPENDS)]
    for addon, file in _files(root, "**/*.py"):
        imported = " ".join(name for name in _imports(_tree(file)) if name.startswith("odoo.addons."))
        wrong += [f"{file.relative_to(root)}: imports {name}" for name in _stranger(addon, imported, KNOWS)]
    for addon, file in _files(root, "**/*.js"):
        imported = " ".join(name for name in _js_imports(file) if name.startswith("@"))
        wrong += [f"{file.relative_to(root)}: imports {name}" for name in _stranger(addon, imported, KNOWS)]
    for addon, file in _files(root, "**/*.xml"):
        references = " ".join(re.findall(r"\bmcrm_\w+(?=\.\w)", file.read_text()))
        wrong += [f"{file.relative_to(root)}: refers to {name}" for name in _stranger(addon, references, DEPENDS)]
    return wrong


def _clock_calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if (name, node.func.attr) in CLOCKS:
                yield f"{name}.{node.func.attr}()"


def pure_tools(root):
    """`tools/` is plain Python: no framework, clock, network or chance."""
    wrong = []
    for _addon, file in _files(root, "tools/**/*.py"):
        tree = _tree(file)
        for name in sorted(_imports(tree)):
            if any(name == bad or name.startswith(f"{bad}.") for bad in IMPURE):
                wrong.append(f"{file.relative_to(root)}: imports {name}")
        wrong += [f"{file.relative_to(root)}: reads the clock by {call}" for call in _clock_calls(tree)]
    return wrong


def _in_core(file, target):
    """:return: whether what `file` imports as `target` lies in a `core/` folder too (bool)"""
    if target.startswith("."):
        return "core" in (file.parent / target).resolve().parent.parts
    return bool(re.match(r"@mcrm_\w+/(\w+/)*core/", target))


def pure_core(root):
    """JavaScript `core/` is pure: it imports only from `core/` and touches neither the page nor the clock."""
    wrong = []
    touches = re.compile(r"\b(document|window|localStorage|navigator|Date\.now|new Date\(\)|Math\.random)\b")
    for _addon, file in _files(root, "static/src/**/core/**/*.js"):
        if "tests" in file.parts:
            continue
        name = file.relative_to(root)
        wrong += [f"{name}: imports {target}" for target in _js_imports(file) if not _in_core(file, target)]
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(), flags=re.DOTALL)
        wrong += [f"{name}: touches {found}" for found in sorted(set(touches.findall(code)))]
    return wrong


def thin_controllers(root):
    """`controllers/` parse, call one method, render: no query, no write, no rule."""
    wrong = []
    for _addon, file in _files(root, "controllers/**/*.py"):
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EDGE_FORBIDS:
                wrong.append(f"{file.relative_to(root)}:{node.lineno}: calls .{node.func.attr}()")
    return wrong


def _said(docstring, parameter):
    return re.search(rf":param(?: [^:]*)? {re.escape(parameter)}:|`{re.escape(parameter)}`", docstring)


def documented_tools(root):
    """Each public function of `tools/` says what it takes and gives, with types."""
    wrong = []
    for _addon, file in _files(root, "tools/**/*.py"):
        for node in _tree(file).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            docstring = ast.get_docstring(node) or ""
            where = f"{file.relative_to(root)}: {node.name}"
            parameters = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
            wrong += [f"{where} does not explain {name}" for name in parameters if not _said(docstring, name)]
            if (
                any(isinstance(each, ast.Return) and each.value for each in ast.walk(node))
                and ":return" not in docstring
            ):
                wrong.append(f"{where} does not say what it returns")
    return wrong


def no_commit(root):
    """Business code never commits: only a cron's own progress call does."""
    wrong = []
    for _addon, file in _files(root, "**/*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
                wrong.append(f"{file.relative_to(root)}:{node.lineno}: commits")
    return wrong


def translated(root):
    """Every text has an Indonesian translation, and none is left in doubt."""
    wrong = []
    for addon in KNOWS:
        if not (root / addon / "__manifest__.py").exists():
            continue
        template, indonesian = root / addon / f"i18n/{addon}.pot", root / addon / "i18n/id.po"
        if not template.exists() or not indonesian.exists():
            wrong.append(f"{addon}/i18n: {addon}.pot and id.po are needed")
            continue
        done = {entry.msgid: entry for entry in polib.pofile(str(indonesian)) if entry.translated()}
        for entry in polib.pofile(str(template)):
            if entry.msgid and entry.msgid not in done:
                wrong.append(f"{addon}/i18n/id.po: no translation of {entry.msgid!r}")
    return wrong


RULES = (layers, pure_tools, pure_core, thin_controllers, documented_tools, no_commit, translated)
