"""Make labelled synthetic dossiers, or re-make the committed sample deliveries."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bulk import bulk
from committed import deliveries
from fonts import MissingFontError

SAMPLES = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", action="store_true", help="re-make the committed sample deliveries")
    parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same bytes (default: 7)")
    parser.add_argument("--count", type=int, default=20, help="how many dossiers (default: 20)")
    parser.add_argument("--out", type=Path, help="folder that gets deliveries/ and truth/")
    parser.add_argument(
        "--hold-out", action="store_true", help="use the wordings, fonts and layouts kept apart for measuring"
    )
    options = parser.parse_args(arguments)
    if not options.samples and options.out is None:
        parser.error("say where to with --out DIR, or use --samples")
    try:
        if options.samples:
            _samples(options.out or SAMPLES)
        else:
            bulk(options.out, options.seed, options.count, held_out=options.hold_out, report=_say)
    except MissingFontError as error:
        _say(str(error))
        return 5
    return 0


def _samples(out: Path) -> None:
    for name in ("deliveries", "truth"):
        shutil.rmtree(out / name, ignore_errors=True)
    for delivery, choices in deliveries():
        delivery.write(out, manifest=choices.manifest, encoding=choices.encoding)
        _say(f"{delivery.name}: {len(delivery.truths)} dossiers")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
