"""Make labelled synthetic dossiers, or re-make the committed sample deliveries."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bulk import bulk
from committed import deliveries
from families.draws import NAMES
from fonts import MissingFontError
from orders import KINDS, order

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
    parser.add_argument(
        "--wording",
        default="A",
        choices=("A", "B", *NAMES, "CD", "GH"),
        help="which family writes: A the original, B its held-out half, C and D to learn from, E to calibrate, "
        "F for the last measurement, G to L to measure; CD and GH take two in turn (default: A)",
    )
    parser.add_argument("--kind", default="usual", choices=KINDS, help="what sort of dossiers (default: usual)")
    parser.add_argument("--folders", type=int, help="the same as --count")
    options = parser.parse_args(arguments)
    count = options.folders or options.count
    original = options.wording in {"A", "B"}
    if original and options.kind != "usual":
        parser.error(f"--kind {options.kind} needs one of --wording {', '.join(NAMES)}, CD or GH")
    if not options.samples and options.out is None:
        parser.error("say where to with --out DIR, or use --samples")
    try:
        if options.samples:
            _samples(options.out or SAMPLES)
        elif original:
            held_out = options.hold_out or options.wording == "B"
            bulk(options.out, options.seed, count, held_out=held_out, report=_say)
        else:
            order(options.out, options.wording, options.kind, options.seed, count, report=_say)
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
