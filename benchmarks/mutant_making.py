"""The mutants of a module: every small change that mutmut makes inside its functions, one at a time."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

_NEVER = {"__getattribute__", "__setattr__", "__new__"}


@dataclass(frozen=True)
class Mutant:
    """One change in one function."""

    module: str
    """Path from the root of the project."""
    function: str
    """Its name, with that of its class before it."""
    line: int
    """Where the changed piece begins."""
    last_line: int
    function_line: int
    """Where the function begins, its decorators included, as Python counts it."""
    before: libcst.FunctionDef
    original: libcst.CSTNode
    mutated: libcst.CSTNode

    @cached_property
    def after(self) -> libcst.FunctionDef:
        """The function with the change in it."""
        changed = self.before.deep_replace(self.original, self.mutated)
        if not isinstance(changed, libcst.FunctionDef):
            raise TypeError(f"the change of {self.module}:{self.line} replaced the whole function")
        return changed

    @property
    def of_a_default(self) -> bool:
        """Whether the change is in the default of a parameter, which is taken when the function is made."""
        return not self.before.params.deep_equals(self.after.params)

    def source(self) -> str:
        """Return the changed function alone, in its class if it has one."""
        return _alone(self.after, self.function)

    def difference(self) -> str:
        """Return what changed, for a reader."""
        before, after = _alone(self.before, self.function).splitlines(), self.source().splitlines()
        lines = difflib.unified_diff(before, after, lineterm="", n=1)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def mutants_of(module: str, root: Path) -> list[Mutant]:
    """Return all changes of a module that differ from one another, in the order of its lines."""
    wrapper = MetadataWrapper(libcst.parse_module((root / module).read_text(encoding="utf-8")))
    visitor = _Visitor(module)
    wrapper.visit(visitor)
    return visitor.found


class _Visitor(MutationVisitor):
    """Mutmut's own walk, which also tells where a change is, and goes into decorated functions.

    Mutmut leaves these out because it puts a function of its own in their place; here the code inside the function
    itself is replaced, so that its decorators do not matter.
    """

    def __init__(self, module: str) -> None:
        super().__init__(mutation_operators, IgnoredCode(set(), set(), set()))
        self.found: list[Mutant] = []
        self._module = module
        self._classes: dict[libcst.CSTNode, str] = {}

    def visit_ClassDef(self, node: libcst.ClassDef) -> None:  # noqa: N802 - libcst calls it by this name
        for child in node.body.body:
            self._classes[child] = node.name.value

    def on_visit(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.ClassDef):
            self.visit_ClassDef(node)
        return bool(super().on_visit(node))

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.FunctionDef) and node.decorators and node.name.value not in _NEVER:
            return False
        return bool(super()._skip_node_and_children(node))

    def _create_mutations(self, node: libcst.CSTNode) -> None:
        super()._create_mutations(node)
        for mutation in self.mutations:
            function = mutation.contained_by_top_level_function
            if isinstance(function, libcst.FunctionDef):
                self._keep(function, mutation.original_node, mutation.mutated_node)
        self.mutations.clear()

    def _keep(self, function: libcst.FunctionDef, original: libcst.CSTNode, mutated: libcst.CSTNode) -> None:
        place = self.get_metadata(PositionProvider, original)
        first: libcst.CSTNode = function.decorators[0] if function.decorators else function
        name = function.name.value
        owner = self._classes.get(function)
        self.found.append(
            Mutant(
                module=self._module,
                function=f"{owner}.{name}" if owner else name,
                line=place.start.line,
                last_line=place.end.line,
                function_line=self.get_metadata(PositionProvider, first).start.line,
                before=function,
                original=original,
                mutated=mutated,
            )
        )


def _alone(function: libcst.FunctionDef, name: str) -> str:
    bare = function.with_changes(decorators=[], leading_lines=[], lines_after_decorators=[])
    body: libcst.BaseStatement = bare
    if "." in name:
        owner = libcst.Name(name.rpartition(".")[0])
        body = libcst.ClassDef(name=owner, body=libcst.IndentedBlock(body=[bare]))
    return libcst.Module(body=[body]).code


def modules_of(packages: Iterable[str], root: Path) -> list[str]:
    """Return the paths of the modules in these packages, without that of the package itself."""
    found = (path for package in packages for path in sorted((root / package).glob("*.py")))
    return [str(path.relative_to(root)) for path in found if path.name != "__init__.py"]
