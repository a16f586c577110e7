"""The shape of the code: imports point one way, and the core keeps to itself."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mondegreen

ROOT = Path(mondegreen.__file__).parent

#: A module imports only modules of earlier lines; a package counts as one.
ORDER = (
    "errors",
    "text",
    "spans",
    "variants",
    "english",
    "wording",
    "inflection",
    "topics",
    "phonetics",
    "foreign_names",
    "sharing",
    "document",
    "proposal",
    "places",
    "formats",
    "lexicon",
    "yaml_nodes",
    "lexicon_file",
    "lexicon_writer",
    "lexicon_schema",
    "forms",
    "heard",
    "addresses",
    "subjects",
    "edits",
    "nearness",
    "soundalikes",
    "search",
    "likeness",
    "candidates",
    "namesakes",
    "guards",
    "notes",
    "context",
    "wordwise",
    "pairs",
    "slots",
    "features",
    "company",
    "rules",
    "scoring",
    "agreement",
    "decisions",
    "house_style",
    "corrector",
    "known_forms",
    "lexicon_check",
    "drafting",
    "lookup",
    "lexicon_stats",
    "evaluate",
    "gold_file",
    "corrected",
    "cleanup",
    "files",
    "config",
    "starter",
    "json_lines",
    "answers",
    "records",
    "replay",
    "lessons",
    "surroundings",
    "teaching",
    "learn",
    "interchange",
    "journal",
    "session",
    "review",
    "render",
    "cli",
    "__main__",
)
#: Imported inside a function: people look for `Lexicon.load` in `Lexicon`, which itself needs no files.
LATE = {("lexicon", "lexicon_file")}

#: Who may import what is not in the standard library.
THIRD_PARTY = {
    "numpy": {
        "english",
        "topics",
        "phonetics",
        "spans",
        "edits",
        "nearness",
        "search",
        "wordwise",
        "pairs",
        "slots",
        "features",
        "company",
        "scoring",
    },
    "rapidfuzz": {
        "edits",
        "nearness",
        "lexicon_check",
        "lookup",
        "search",
        "candidates",
        "features",
        "corrected",
    },
    "yaml": {"yaml_nodes"},
    "rich": {"render", "cli"},
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "click": {"cli"},
}

#: What looks outside: files, the clock, the environment, a terminal, a process, the network.
OUTSIDE_MODULES = {
    "os",
    "io",
    "sys",
    "time",
    "datetime",
    "subprocess",
    "socket",
    "logging",
    "shutil",
    "tempfile",
}
OUTSIDE_CALLS = {
    "print",
    "open",
    "input",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
}
#: The parts of the product whose work that is.
SHELL = {"cli", "files", "__main__"}
#: (module, function): what the core may still do, and why.
EXCEPTIONS = {
    ("english", "_unpacked"),  # package data
    ("topics", "_table"),  # package data
    ("phonetics.letters", "model"),  # package data
    ("phonetics.costs", "default_costs"),  # package data
    ("phonetics.costs", "read_costs"),
    ("phonetics.costs", "write_costs"),
    ("scoring", "load"),  # the fitted model
    ("interchange.tokens", "_ranks"),  # package data
    ("lexicon_file", "_load"),
    ("lexicon_file", "bytes_of"),
    ("config", "load"),
    ("config", "nearest"),
    ("render.look", "put"),  # to the console that it is given
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module by its name below `mondegreen`, "" for the package itself."""
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text("utf-8"), str(path))


MODULES = dict(modules())


def package_of(name: str) -> str:
    """The package that `from .x import y` in module `name` starts from."""
    is_package = (ROOT / name.replace(".", "/")).is_dir()
    return name if is_package else name.rpartition(".")[0]


def imported(name: str, tree: ast.AST) -> Iterator[str]:
    """The absolute names of all modules that `tree` imports, wherever in it, `TYPE_CHECKING` included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = f"mondegreen.{package_of(name)}".rstrip(".").split(".")
                base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [base])])
            yield base
            # "from mondegreen import formats" imports a module too
            yield from (f"{base}.{a.name}" for a in node.names if f"{base}.{a.name}"[11:] in MODULES)


def own(names: Iterator[str]) -> set[str]:
    """Of `names`, the top-level parts of mondegreen."""
    return {n.split(".")[1] for n in names if n.startswith("mondegreen.")}


def calls_outside(node: ast.AST) -> Iterator[str]:
    """What in `node` reaches beyond the program: names of modules and calls."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            called = inner.func
            said = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if said in OUTSIDE_CALLS:
                yield f"{said}()"
        elif isinstance(inner, ast.Attribute) and inner.attr == "environ":
            yield "environ"


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every function of a module by name, and what is left of the module as ""."""
    rest = ast.Module(body=[], type_ignores=[])
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.ClassDef):
            todo += node.body
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node
        else:
            rest.body.append(node)
    yield "", rest


def test_every_module_has_its_place() -> None:
    assert {name.split(".")[0] for name in MODULES} - {""} == set(ORDER)


@pytest.mark.parametrize("name", [m for m in MODULES if m])
def test_imports_point_one_way(name: str) -> None:
    top = name.split(".")[0]
    allowed = {*ORDER[: ORDER.index(top)], top}
    wrong = {(top, other) for other in own(imported(name, MODULES[name])) - allowed} - LATE
    assert wrong == set()


@pytest.mark.parametrize(("who", "what"), sorted(LATE))
def test_late_imports_are_inside_functions(who: str, what: str) -> None:
    at_import = dict(functions(MODULES[who]))[""]
    assert what not in own(imported(who, at_import))
    assert what in own(imported(who, MODULES[who]))  # else the exception is no longer needed


def test_packages_have_no_circles() -> None:
    """Inside a package: the modules can be ordered so that each imports only earlier ones."""
    inside = {
        name: {other[11:] for other in imported(name, tree) if other[11:] in MODULES} - {name}
        for name, tree in MODULES.items()
        if "." in name
    }
    while ready := [name for name, needs in inside.items() if not needs & set(inside)]:
        for name in ready:
            del inside[name]
    assert inside == {}


@pytest.mark.parametrize("library", THIRD_PARTY)
def test_who_imports_a_library(library: str) -> None:
    users = {
        name.split(".")[0]
        for name, tree in MODULES.items()
        if library in {i.split(".")[0] for i in imported(name, tree)}
    }
    assert users - THIRD_PARTY[library] == set()
    assert users  # a library that nobody uses is not in the table


def test_no_other_library_is_needed() -> None:
    known = sys.stdlib_module_names | {*THIRD_PARTY, "mondegreen", "__future__"}
    wanted = {i.split(".")[0] for name, tree in MODULES.items() for i in imported(name, tree)}
    assert wanted - known == set()


@pytest.mark.parametrize("name", [m for m in MODULES if m.split(".")[0] not in SHELL])
def test_the_core_is_silent(name: str) -> None:
    allowed = {function for module, function in EXCEPTIONS if module == name}
    loud = {
        (function, what)
        for function, node in functions(MODULES[name])
        for what in calls_outside(node)
        if function not in allowed
    }
    assert loud == set()


def test_the_core_imports_nothing_that_looks_outside() -> None:
    users = {
        (name, library)
        for name, tree in MODULES.items()
        for library in {i.split(".")[0] for i in imported(name, tree)} & OUTSIDE_MODULES
        if name.split(".")[0] not in SHELL
    }
    assert users <= {("render.patch", "os")}  # for paths, as git writes them


def test_the_exceptions_are_needed() -> None:
    used = {
        (name, function)
        for name, tree in MODULES.items()
        for function, node in functions(tree)
        if (name, function) in EXCEPTIONS and any(calls_outside(node))
    }
    assert used == EXCEPTIONS
