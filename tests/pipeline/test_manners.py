"""How the command line behaves: for a person at a terminal, for a program, for a shell, and for who sees no colours."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cyclopts
import pytest
from rich.console import Console

from pipeline.cli import app
from pipeline.commands.running import _bar

READS = {
    "collisions", "completion", "demo", "doctor", "down", "evaluate", "feed", "find", "history", "list", "products",
    "reads", "report", "review work", "show", "status", "up", "verify",
}  # fmt: skip
"""Commands that change nothing that people decided or published; demo and up only begin what `run` does, and `review
work` asks before each answer."""
COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7])[0-9;]*m")


def commands(parent: cyclopts.App = app, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], cyclopts.App]]:
    """Return every command, with the words that call it."""
    for name in parent:
        if not name.startswith("-"):
            here = parent[name]
            if here.default_command:
                yield (*path, name), here
            yield from commands(here, (*path, name))


def options(command: cyclopts.App) -> set[str]:
    return {name for argument in command.assemble_argument_collection() for name in argument.names}


def is_reading(path: tuple[str, ...]) -> bool:
    return bool({path[0], path[-1], " ".join(path)} & READS)


def test_every_command_that_tells_something_has_json() -> None:
    silent = {"completion"}
    assert [path for path, command in commands() if path[0] not in silent and "--json" not in options(command)] == []


def test_every_command_that_changes_something_can_be_tried_first() -> None:
    careless = [path for path, command in commands() if not is_reading(path) and "--dry-run" not in options(command)]
    assert careless == []


@pytest.mark.parametrize("path", [(), *(path for path, _ in commands())], ids=" ".join)
def test_help_fits_in_eighty_columns(path: tuple[str, ...]) -> None:
    out = io.StringIO()
    app.help_print(list(path), console=Console(file=out, width=80))
    lines = out.getvalue().splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= 80


def test_a_terminal_sees_speed_and_time_left() -> None:
    out = io.StringIO()
    console = Console(file=out, width=120, force_terminal=True, color_system=None)
    with _bar(console, "levering_01", shown=True) as tick:
        tick(0, 40)
        time.sleep(0.3)
        for done in range(1, 21):
            tick(done, 40)
        time.sleep(0.3)
    text = out.getvalue()
    assert "20/40" in text
    assert re.search(r"\d+ pages/min", text)
    assert re.search(r"\d:\d\d:\d\d \d:\d\d:\d\d", text), "time gone and time left"


def test_what_is_no_terminal_sees_no_bar() -> None:
    out = io.StringIO()
    with _bar(Console(file=out, width=120), "levering_01", shown=True) as tick:
        tick(20, 40)
    assert out.getvalue() == ""


def test_no_progress_is_heard() -> None:
    out = io.StringIO()
    with _bar(Console(file=out, width=120, force_terminal=True), "levering_01", shown=False) as tick:
        tick(20, 40)
    assert "20/40" not in out.getvalue()


def at_a_terminal(*words: str, **environment: str) -> str:
    """Run kaft at a terminal of its own and return all that it writes there."""
    leader, follower = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *words], stdin=follower, stdout=follower, stderr=follower,
        env={**known, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    )  # fmt: skip
    os.close(follower)
    told = b""
    while True:
        try:
            more = os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not more:
            break
        told += more
    os.close(leader)
    process.wait(timeout=300)
    return told.decode()


def test_colours_are_for_terminals_and_for_who_wants_them(tmp_path: Path) -> None:
    words = ("show", "nergens", "--work", str(tmp_path))
    assert COLOUR.search(at_a_terminal(*words))
    assert not COLOUR.search(at_a_terminal(*words, NO_COLOR="1"))


def test_bash_completes_commands_and_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["completion", "bash"], result_action="return_none")
    file = tmp_path / "kaft.bash"
    file.write_text(capsys.readouterr().out, encoding="utf-8")

    def completed(*words: str) -> list[str]:
        line = " ".join(f'"{word}"' for word in words)
        script = (
            f'. {file}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _kaft; printf "%s\\n" "${{COMPREPLY[@]}}"'
        )
        done = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True, timeout=300)
        return done.stdout.split()

    assert "status" in completed("kaft", "sta")
    assert "--workers" in completed("kaft", "run", "--work")
    assert "import" in completed("kaft", "reference", "im")


def test_zsh_gets_a_script_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    app(["completion", "zsh"], result_action="return_none")
    script = capsys.readouterr().out
    assert script.startswith("#compdef kaft")
    defined = re.findall(r"^(\w+)\(\) {", script, re.MULTILINE)
    called = script.rstrip().splitlines()[-1]  # zsh itself is not here: pressed by hand in 5.9
    assert [name for name in defined if f'{name} "$@"' in called and f"compdef {name} kaft" in called] == defined[:1]


@pytest.mark.parametrize("loading", ["cyclopts", "pydantic", "pipeline.commands.running"])
@pytest.mark.parametrize(("spoken", "said"), [("en", "Interrupted"), ("nl", "Gestopt")])
def test_who_stops_a_command_while_it_loads_gets_a_sentence(loading: str, spoken: str, said: str) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "pipeline.entry", "status"]
    words = ["env", "--default-signal=INT", *words]  # tests may run in the background
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "KAFT_LANG": spoken}) as begun:
        assert begun.stderr
        for line in begun.stderr:  # what was loaded, as it is loaded
            if line.rstrip().endswith(loading):
                break
        begun.send_signal(signal.SIGINT)
        told = [line for line in begun.stderr if not line.startswith("import time:")]

    assert begun.returncode == 130
    assert "".join(told).startswith(f"kaft: {said}")
    assert len(told) == 1


def test_a_wrong_word_gets_what_it_may_have_meant() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "statsu"], check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 2
    assert 'Did you mean "status"?' in done.stderr
    assert "`kaft --help`" in done.stderr


def test_a_terminal_that_cannot_show_a_letter_is_shown_another(tmp_path: Path) -> None:
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "pipeline.cli", "doctor", "--work", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, timeout=300, check=False, env=ascii_only)
    assert b"Python" in done.stdout
    assert b"unexpected" not in done.stderr
    script = "from pipeline.commands.options import DEFAULT; DEFAULT.show_json({'street': 'Coördinatieplein'})"
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=300, check=True, env=ascii_only
    ).stdout
    assert json.loads(shown) == {"street": "Coördinatieplein"}
