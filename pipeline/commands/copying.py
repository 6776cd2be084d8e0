"""`kaft publish --all --scans`: makes redacted copies of scans, and reports which documents are held back and why."""

from typing import Any

from pipeline.commands.language import say
from pipeline.commands.options import Common
from pipeline.publishing.copying import WHY, make_copies


def copy_scans(common: Common, dossier_ids: list[str]) -> dict[str, Any]:
    """Make the public copies that are allowed and missing, report on all, and return the same for programs."""
    done = make_copies(common.settings(), dossier_ids)
    back = [(dossier_id, made) for dossier_id, made in done.results if made.kept_back]
    shown = [made for _, made in done.results if made.files]
    words, hidden = sum(made.words for made in shown), sum(made.hidden for made in shown)
    if not common.json:
        for dossier_id, made in back:
            facts = {"number": made.number, "kind": made.type, "dossier": dossier_id, "page": made.page or "-"}
            why = say(WHY[made.kept_back or "failed"])
            told = "Kept back: document {number} ({kind}) of {dossier}, page {page}: {why}."
            common.console.print(say(told, **facts, why=why), soft_wrap=True)
        if done.results:
            told = "Public copies: {copies}, {share} of their words hidden; kept back: {back}; new: {new}."
            share = f"{hidden / max(words, 1):.0%}"
            common.console.print(say(told, copies=len(shown), share=share, back=len(back), new=done.new))
        else:
            told = "No public copies: the table of access opens no scan of these dossiers (places.access)."
            common.console.print(say(told), soft_wrap=True)
    listed = [
        {"dossier": dossier_id, "number": made.number, "type": made.type, "page": made.page, "why": made.kept_back}
        for dossier_id, made in back
    ]
    return {"copies": len(shown), "words": words, "hidden": hidden, "kept_back": listed}
