"""Options that several commands share, and how results are shown."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape

from pipeline import log
from pipeline.commands.language import say
from pipeline.errors import ConfigError
from pipeline.room import unwritable
from pipeline.settings import Settings, load


@Parameter(name="*")
@dataclass(frozen=True)
class Common:
    """Options that every command has."""

    config: Annotated[Path | None, Parameter(help="TOML file with settings (see config/default.toml).")] = None
    work: Annotated[Path | None, Parameter(help="Folder for everything kaft keeps here (default kaft-work).")] = None
    register: Annotated[str | None, Parameter(help="Register: sqlite:///path or postgresql+psycopg://…")] = None
    bucket: Annotated[str | None, Parameter(help="Output bucket: file:///path or s3://bucket/prefix")] = None
    json: Annotated[bool, Parameter(help="Print JSON for programs instead of tables for people.", negative="")] = False
    verbose: Annotated[bool, Parameter(name=["--verbose", "-v"], help="Log every stage.", negative="")] = False
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], help="Say only what went wrong.", negative="")] = False
    progress: Annotated[bool, Parameter(help="Show a progress bar when on a terminal.")] = True

    def settings(self) -> Settings:
        """Return the settings with what the command line says, and start the log in the work folder."""
        settings = load(self.config, work=self.work, register_url=self.register, bucket_url=self.bucket)
        level = "debug" if self.verbose else "error" if self.quiet else settings.logging.level
        try:
            log.configure(level, file := settings.work / "log" / "kaft.jsonl", partial(_log_is_lost, file))
        except OSError as error:
            raise unwritable(settings.work, error) or ConfigError(
                f"{settings.work} cannot be used: {error.strerror}.", "Choose another --work."
            ) from error
        return settings

    @property
    def console(self) -> Console:
        """Return where people read: standard output, without colours where none are wanted."""
        return Console(highlight=False, quiet=self.quiet)

    def tell(self, value: Any, sentence: str) -> None:
        """Say what was done, or would be done, to a program or to a person."""
        if self.json:
            self.show_json(value)
        else:
            self.console.print(sentence, soft_wrap=True, markup=False)

    def show_json(self, value: Any) -> None:
        """Print a value as JSON on standard output."""
        sys.stdout.write(_as_json(value) + "\n")

    def show_json_list(self, name: str, values: Iterable[Any], rest: Callable[[], dict[str, Any]]) -> None:
        """Print an object with one long list, value by value, and what is known when all of them were there."""
        sys.stdout.write(f"{{{json.dumps(name)}: [")
        for place, value in enumerate(values):
            sys.stdout.write(f"{',' if place else ''}\n{_as_json(value)}")
        sys.stdout.write(f"\n],{_as_json(rest()).removeprefix('{')}\n")


def _as_json(value: Any) -> str:
    """Return a value as JSON, with letters escaped that standard output cannot show."""
    return json.dumps(value, ensure_ascii=not (sys.stdout.encoding or "").lower().startswith("utf"), indent=1)


def _log_is_lost(file: Path, why: str) -> None:
    said = say("The log {file} cannot be written: {why}. The work goes on, and is not noted there.", file=file, why=why)
    Console(stderr=True, highlight=False).print(f"[yellow]! {escape(said)}[/]", soft_wrap=True)


DEFAULT = Common()
