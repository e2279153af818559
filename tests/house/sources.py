"""The program's modules, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One file of the program: its path from the root, and its syntax tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.path, self.text)

    @property
    def name(self) -> str:
        plain = self.path.removesuffix(".py").replace("/", ".")
        return plain.removesuffix(".__init__")

    def is_in(self, *places: str) -> bool:
        """Whether the file is one of these, or lies in one of these folders (ending in /)."""
        return any(self.path.startswith(p) if p.endswith("/") else self.path == p for p in places)


@cache
def _parsed(path: str, text: str) -> ast.Module:
    return ast.parse(text, filename=path)


@cache
def modules() -> tuple[Module, ...]:
    """Every module under app/."""
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "app").rglob("*.py"))
    )


def imports(module: Module, known: frozenset[str]) -> set[str]:
    """Dotted names that a module imports anywhere, also for types only or inside functions."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
        elif isinstance(node, ast.Call) and _called(node) == "import_module" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def _called(node: ast.Call) -> str:
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def calls(module: Module) -> list[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    return [(_called(node), node) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


def names() -> frozenset[str]:
    """The dotted names of every module."""
    return frozenset(module.name for module in modules())
