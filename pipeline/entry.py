"""The door of the command: loading it takes a second or two, and who stops it then gets a sentence, no traceback."""

import os
import signal
from pathlib import Path
from typing import Any

from pipeline.commands.spoken import language

_SAID = "Interrupted before anything was begun."


def main() -> Any:
    """Load the command and run it; Ctrl-C ends it with 130, from the first moment on."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: then it is for somebody else
        from pipeline.cli import main as command

        return command()
    signal.signal(signal.SIGINT, _not_yet)
    from pipeline.cli import main as command

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return command()


def _not_yet(*_: Any) -> None:
    said = _SAID
    if language() == "nl":
        import tomllib

        table = (Path(__file__).parent / "commands" / "dutch.toml").read_text(encoding="utf-8")
        said = tomllib.loads(table)["words"][_SAID]
    os.write(2, f"kaft: {said}\n".encode())
    os._exit(130)  # what is half loaded cannot be left in order


if __name__ == "__main__":
    main()
