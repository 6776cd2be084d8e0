"""The door of the command: loading it takes a second or two, and who stops it then gets a sentence, no traceback.

Nothing is imported before the handler stands but what Python has loaded by itself, and nothing in the handler: it may
interrupt the loading of any module, and half a module is none.
"""

import _signal  # type: ignore[import-not-found]  # C; `signal` loads enum and re first, 15 ms in which Ctrl-C ends with a traceback
import os
import sys

_SAID = "Interrupted before anything was begun."


def main() -> object:
    """Load the command and run it; Ctrl-C ends it with 130, from the first moment on."""
    if _signal.getsignal(_signal.SIGINT) is _signal.SIG_IGN:  # started in the background: then it is for somebody else
        from pipeline.cli import main as command

        return command()
    _signal.signal(_signal.SIGINT, _not_yet)
    import pipeline.commands.spoken  # noqa: F401  # the handler looks whether it is there
    from pipeline.cli import main as command

    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    return command()


def _not_yet(*_: object) -> None:
    language = getattr(sys.modules.get("pipeline.commands.spoken"), "language", None)
    said = _in_dutch() if language and language() == "nl" else _SAID
    os.write(2, f"kaft: {said}\n".encode())
    os._exit(130)  # what is half loaded cannot be left in order


def _in_dutch() -> str:
    place = f"{os.path.dirname(__file__)}/commands/dutch.toml"  # noqa: PTH120  # pathlib may be half loaded
    with open(place, encoding="utf-8") as table:  # noqa: PTH123  # the same
        return next((line.split('"')[3] for line in table if line.startswith(f'"{_SAID}"')), _SAID)


if __name__ == "__main__":
    main()
