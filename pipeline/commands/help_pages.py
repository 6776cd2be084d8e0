"""The help pages: in the command line's language, and without meaningless defaults."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve
from cyclopts.help import DefaultFormatter, DescriptionRenderer, HelpEntry, HelpPanel, InlineText
from cyclopts.help.specs import get_default_command_columns, get_default_parameter_columns
from rich.console import Console, ConsoleOptions
from rich.markdown import Markdown
from rich.text import Text

from pipeline.commands.language import dutch, say
from pipeline.commands.spoken import language

_SAYS_NOTHING = {"False", "True", '""', "''"}


class HelpPages(DefaultFormatter):
    """Shows help as Cyclopts does, in Dutch where people read Dutch."""

    def __call__(self, console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
        """Print one panel of commands or options."""
        entries = [
            evolve(
                entry,
                description=_spoken(entry.description),
                default=None if entry.default in _SAYS_NOTHING else entry.default,
            )
            for entry in panel.entries
        ]
        build = get_default_command_columns if panel.format == "command" else get_default_parameter_columns
        *before, last = build(console, options, entries)
        formatter = DefaultFormatter(column_specs=(*before, evolve(last, renderer=_described)))
        formatter(console, options, panel.copy(title=_said(str(panel.title)), entries=entries))

    def render_usage(self, console: Console, options: ConsoleOptions, usage: Any) -> None:  # noqa: ARG002  # as Cyclopts calls it
        """Print how a command is written."""
        # Small letters are names of commands: `review` is a word of reports too, and no command of another name.
        words = [word if word.islower() else say(word) for word in str(usage or "").split()]
        console.print(Text(f"{say('Usage:')} {' '.join(words)}\n", style="bold"))

    def render_description(self, console: Console, options: ConsoleOptions, description: Any) -> None:  # noqa: ARG002  # the same
        """Print what a command does."""
        if description:
            console.print(_spoken(description))


def _said(english: str) -> str:
    return dutch("help").get(english, english) if language() == "nl" else english


def _spoken(description: Any) -> Any:
    """Return a description in the language of the command line; each paragraph is looked up by itself."""
    written = getattr(description, "primary_renderable", None)
    if language() == "en" or not isinstance(written, Markdown):
        return description
    paragraphs = [" ".join(part.split()) for part in written.markup.split("\n\n")]
    end = getattr(description, "force_empty_end", False)
    return InlineText.from_format("\n\n".join(map(_said, paragraphs)), "markdown", force_empty_end=end)


def _described(entry: HelpEntry) -> Any:
    """Return the description of an option with what may stand there, in the language of the command line."""
    if language() == "en":
        return DescriptionRenderer()(entry)
    told = DescriptionRenderer()(evolve(entry, choices=None, env_var=None, default=None, required=False))
    if isinstance(told, InlineText):
        for note in _notes(entry):
            told.append(Text(f"[{note}]", "dim"))
    return told


def _notes(entry: HelpEntry) -> Iterable[str]:
    if entry.choices:
        yield f"{say('choices')}: {', '.join(entry.choices)}"
    if entry.env_var:
        yield f"{say('env var')}: {', '.join(entry.env_var)}"
    if entry.default is not None:
        yield f"{say('default')}: {entry.default}"
    if entry.required:
        yield say("required")
