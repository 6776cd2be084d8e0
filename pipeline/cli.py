"""The command `kaft`: from words on the command line to an exit code."""

import io
import os
import sys
from importlib.metadata import version
from typing import Annotated, Any, Literal

import cyclopts
import structlog
from rich.console import Console
from rich.markup import escape

from pipeline.commands import (
    exporting,
    finding,
    identity,
    keeping,
    looking,
    measuring,
    preparing,
    products,
    publishing,
    read_log,
    reference,
    reporting,
    review_work,
    running,
    settling,
    sharing,
    substituting,
    up,
)
from pipeline.commands.help_pages import HelpPages
from pipeline.commands.language import complaint, translated
from pipeline.errors import ConfigError, ContractBroken, KaftError, UsageError
from pipeline.room import no_memory

_ZSH_CALLS = """
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then _cyclopts_kaft "$@"; else compdef _cyclopts_kaft kaft; fi
"""
"""The library's script only defines a function: zsh calls it when it finds the file, or learns it by `source`."""
_OTHER_PLACE = "Choose another place, or ask for the right to write there."
_HELP = "`kaft --help` lists the commands and their options."

app = cyclopts.App(
    name="kaft",
    help="Scanned paper building dossiers in; a register people can trust, with the evidence for every value, out.",
    version=lambda: version("kaft"),
    version_flags=["--version"],
    help_formatter=HelpPages(),
    suppress_keyboard_interrupt=False,  # `main` says something, the library would end without a word
)
for command in (
    running.demo, preparing.separators, running.run, looking.status, looking.show, finding.find,
    exporting.export, reporting.report, measuring.verify, measuring.doctor, measuring.evaluate, measuring.calibrate,
    publishing.publish, publishing.withdraw, publishing.history, publishing.feed, sharing.link, read_log.reads,
    substituting.substitution, substituting.keep,
    identity.collisions, identity.merge, identity.split, identity.undo,
    settling.settle, keeping.backup, keeping.restore, up.up, up.down,
):  # fmt: skip
    app.command(command)
app.command(reference.reference)
app.command(products.app)
app.command(review_work.app)


@app.command
def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], cyclopts.Parameter(help="Which shell.")],
) -> None:
    """Print what a shell needs to complete commands and options.

    bash: kaft completion bash > ~/.local/share/bash-completion/completions/kaft

    zsh: kaft completion zsh > _kaft, in a folder of $fpath
    """
    sys.stdout.write(app.generate_completion(prog_name="kaft", shell=shell))
    if shell == "zsh":
        sys.stdout.write(_ZSH_CALLS)


def main(words: list[str] | None = None) -> Any:
    """Run a command; every KaftError becomes its message and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that a terminal of another age cannot show stops no work
            stream.reconfigure(errors="backslashreplace")
    try:
        app(words, exit_on_error=False, print_error=False, result_action="return_none")
    except cyclopts.CycloptsError as error:
        _complain(*complaint("usage", str(error), _HELP))
        sys.exit(2)
    except UsageError as error:
        message, hint = complaint(error.code, error.message, error.hint)
        help_ = translated(_HELP)
        _complain(message, hint if "`kaft --help`" in f"{message} {hint}" else f"{hint} {help_}")
        sys.exit(error.exit_code)
    except KaftError as error:
        _complain(*complaint(error.code, error.message, error.hint))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        running.interrupted()
    except BrokenPipeError:  # whoever reads our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (
        PermissionError,
        IsADirectoryError,
        NotADirectoryError,
        FileExistsError,
    ) as error:  # a place that people named
        place = f"{error.filename or error} cannot be used: {error.strerror}."
        _complain(*complaint(ConfigError.code, place, _OTHER_PLACE))
        sys.exit(ConfigError.exit_code)
    except MemoryError:
        lacking = no_memory()
        _complain(*complaint(lacking.code, lacking.message, lacking.hint))
        sys.exit(lacking.exit_code)
    except Exception as error:  # noqa: BLE001  # the other of two: a fault of ours must not look like one of the user's
        structlog.get_logger("kaft.cli").exception("command_failed", error=type(error).__name__)
        _complain(f"Something unexpected went wrong: {type(error).__name__}.", "Report it with the log of this run.")
        sys.exit(ContractBroken.exit_code)


def _complain(message: str, hint: str) -> None:
    Console(stderr=True, highlight=False).print(f"[bold red]kaft:[/] {escape(message)} {escape(hint)}", soft_wrap=True)


if __name__ == "__main__":
    main()
