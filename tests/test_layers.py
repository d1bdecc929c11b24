"""The floors of the house: imports go down only, inside functions as well."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the ground up. Rooms on one floor do not import each other.
FLOORS = (
    ("articles.choices", "articles.text", "articles.constraints"),
    ("articles.fields",),
    ("articles.models",),
    ("articles.history", "articles.counts", "articles.audit", "articles.protection"),
    ("articles.blocking",),
    ("articles.images", "articles.publishing", "articles.search", "articles.accounts"),
    ("articles.links", "articles.merging"),
    ("articles.imports",),
    ("articles.submissions",),
    ("articles.demo",),
    ("articles.forms", "articles.seo"),
    ("articles.citations",),
    ("articles.templatetags",),
    (
        "articles.views",
        "articles.admin",
        "articles.feeds",
        "articles.sitemaps",
        "articles.management",
    ),
    ("articles.api",),
    ("articles.urls", "articles.apps"),
    ("nkdbcms",),
)
# What is said aloud: the staff's preview is the public page itself.
ALLOWED = {("articles.admin", "articles.views"), ("articles.apps", "articles.admin")}
ROOMS = {room: height for height, floor in enumerate(FLOORS) for room in floor}


def room_of(module: str) -> str | None:
    """The room in which a module lies; None for a module from outside."""
    parts = module.split(".")
    if parts[0] == "nkdbcms":
        return "nkdbcms"
    room = ".".join(parts[:2])
    if parts[0] == "articles" and len(parts) > 1 and not room.endswith("migrations"):
        assert room in ROOMS, f"{room} has no floor: give it one in {__name__}"
        return room
    return None


def imported_modules(source: str, package: str):
    """Every module that a source text imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: -node.level + 1 or None] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def climbing_imports(source: str, module: str, package: str) -> set[str]:
    """The imports of a module that do not go down."""
    here = room_of(module)
    return {
        imported
        for imported in imported_modules(source, package)
        if (there := room_of(imported))
        and here != there
        and (here, there) not in ALLOWED
        and ROOMS[there] >= ROOMS[here]
    }


def modules():
    for folder in ("articles", "nkdbcms"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts).removesuffix(".__init__")
            if room_of(name):
                package = name if path.stem == "__init__" else name.rpartition(".")[0]
                yield pytest.param(path, name, package, id=name)


@pytest.mark.parametrize(("path", "module", "package"), list(modules()))
def test_imports_go_down(path, module, package):
    assert climbing_imports(path.read_text(), module, package) == set()


@pytest.mark.parametrize(("path", "module", "package"), list(modules()))
def test_every_import_of_ours_leads_to_a_module(path, module, package):
    """Also where nothing runs the import before a reader does."""
    ours = {name for name in imported_modules(path.read_text(), package) if room_of(name)}
    assert {name for name in ours if not (_is_module(name) or _is_module(_parent(name)))} == set()


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def _parent(name: str) -> str:
    return name.rpartition(".")[0]


@pytest.mark.parametrize(
    "source",
    [
        "import articles.views",
        "from articles import publishing",
        "from articles.publishing import publish",
        "def later():\n    from articles.admin.site import StaffSite",
        "from ..links import capture",
        "from nkdbcms import settings",
    ],
)
def test_a_climbing_import_is_found(source):
    assert climbing_imports(source, "articles.models.article", "articles.models")


@pytest.mark.parametrize(
    "source", ["from articles.text import html", "from .base import Named", "import datetime"]
)
def test_an_import_that_goes_down_is_not(source):
    assert climbing_imports(source, "articles.models.article", "articles.models") == set()


def test_only_env_reads_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("articles", "nkdbcms")
        for path in (ROOT / folder).rglob("*.py")
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    }
    assert readers == {"nkdbcms/env.py", "nkdbcms/wsgi.py", "nkdbcms/asgi.py"}
