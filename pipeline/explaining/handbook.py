"""Writes the page of the handbook that lists every code."""

from pipeline.explaining.explained import EXPLANATIONS
from pipeline.explaining.explanation import SUBJECTS

_HEAD = """# Meldingen en wat u eraan doet

Elke melding heeft een code. Die code staat in `kaft status --json`, in Prefect en in het record; hieronder staat wat ze
betekent en wat u doet. *Niets wordt ooit weggegooid*: ook wat in quarantaine staat, wordt bewaard zoals het kwam.

<!-- Gemaakt uit pipeline/explaining: pytest tests/test_handbook.py --golden -->
"""


def problem_page() -> str:
    """Return the page in Markdown: a table per subject, codes in alphabetical order."""
    parts = [_HEAD]
    for subject, title in SUBJECTS.items():
        rows = [
            f"| `{code}` | {known.sentence} | {known.todo} |"
            for code, known in sorted(EXPLANATIONS.items())
            if known.subject == subject
        ]
        parts.append("\n".join([f"\n## {title}\n", "| Code | Wat er is | Wat u doet |", "|---|---|---|", *rows]) + "\n")
    return "".join(parts)
