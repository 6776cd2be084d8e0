"""The evidence pack of a series as one page of HTML in Dutch, to print and sign; no network, no code."""

from html import escape

from pipeline.names import tidy
from pipeline.reporting import parts
from pipeline.viewing.html_page import page
from schemas.substitution import EvidenceOfDelivery, EvidenceOfDossier, EvidencePack, Reason, Result

REASONS: dict[Reason, str] = {
    "kept": "bewaren: beslist", "not_published": "niet gelezen", "waiting": "na te kijken", "bad_scan": "slechte scan",
    "missing": "blad ontbreekt", "set_aside": "in quarantaine", "scan_again": "nieuwe scan gevraagd",
    "illegible": "onleesbaar op de scan", "withdrawn": "ingetrokken", "merged": "samengevoegd",
    "changed": "origineel veranderd", "sample": "steekproef niet aanvaard", "unaccounted": "bladen kloppen niet",
}  # fmt: skip
_RESULTS: dict[Result, tuple[str, str]] = {
    "accepted": ("aanvaard", "good"), "refused": ("afgekeurd", "bad"), "unfinished": ("niet afgewerkt", "warn"),
}  # fmt: skip
_BY_HAND = (
    "de geschreven procedure van deze reeks, met haar kenmerk en datum",
    "welke stukken er nooit voor in aanmerking komen (erfgoedwaarde, beschadigd, te groot)",
    "het scantoestel, zijn instellingen en wie het bediende (van de scanfirma)",
    "het advies van de functionaris voor gegevensbescherming en van het Rijksarchief",
    "het verslag van de back-up die teruggezet is, en het einde van de wachttijd",
)
"""What must be in a file on substitution and kaft cannot know."""


def page_of(pack: EvidencePack) -> str:
    """Return the page."""
    sections = [
        _heading(pack), _verdict(pack), _deliveries(pack), _sample(pack), _fixity(pack), _dossiers(pack),
        _exceptions(pack), _rest(pack),
    ]  # fmt: skip
    return page(
        "report_template.html",
        title=escape(f"Bewijs voor substitutie: {tidy(pack.series)}"),
        body="\n".join(section for section in sections if section),
    )


def _heading(pack: EvidencePack) -> str:
    stay, lost, again = sum(one.stays for one in pack.dossiers), pack.fixity.faults, "opnieuw te scannen of ontbrekend"
    cards = [
        parts.card(len(pack.dossiers), "dossier", "dossiers"),
        parts.card(sum(one.pages for one in pack.dossiers), "blad", "bladen"),
        parts.card(stay, "dossier: niet vernietigen", "dossiers: niet vernietigen", "bad" if stay else "good"),
        parts.card(len(pack.rescans), again, again, "bad" if pack.rescans else "good"),
        parts.card(
            lost, "origineel verloren of veranderd", "originelen verloren of veranderd", "bad" if lost else "good"
        ),
    ]
    menu = "".join(
        f'<a href="#{to}">{label}</a>'
        for to, label in (
            ("leveringen", "Leveringen"), ("steekproef", "Steekproef"), ("fixiteit", "Fixiteit"),
            ("dossiers", "Dossiers"), ("uitzonderingen", "Uitzonderingen"), ("rest", "Wat u zelf toevoegt"),
        )
    )  # fmt: skip
    return (
        f'<p class="kicker">Bewijs voor substitutie van een reeks, stand op {escape(pack.on)}</p>'
        f"<h1>{escape(tidy(pack.series))}</h1>"
        f'<nav aria-label="Inhoud">{menu}</nav><ul class="cards">{"".join(cards)}</ul>'
    )


def _verdict(pack: EvidencePack) -> str:
    stay = sum(one.stays for one in pack.dossiers)
    free = len(pack.dossiers) - stay
    said = (
        f"Van {stay} van de {len(pack.dossiers)} dossiers mag het papier niet vernietigd worden; de reden staat erbij."
        if stay
        else "Van geen enkel dossier is een reden bekend om het papier te houden."
    )
    others = f"Van {free} dossiers weet kaft alleen geen bezwaar. " if free else ""
    return (
        f'<div class="verdict {"bad" if stay else "warn"}"><p><b>{said}</b></p>'
        f"<p>Dit is geen toestemming. {others}Of papier weg mag, beslist uw procedure.</p></div>"
    )


def _deliveries(pack: EvidencePack) -> str:
    heads = (
        ("levering", "name"), ("bladen binnen", "n"), ("einde bekend", "n"), ("manifest", ""), ("steekproef", ""),
        ("oordeel", ""),
    )  # fmt: skip
    rows = [
        (
            escape(tidy(one.name)), str(one.pages), str(one.accounted), "ja" if one.listed else "nee",
            f"{one.judged} van {one.size} bekeken, {one.bad} slecht", _result(one),
        )
        for one in pack.deliveries
    ]  # fmt: skip
    table = parts.table("Wat binnenkwam en hoe het gekeurd is", heads, rows)
    return f'<h2 id="leveringen">Leveringen</h2>{table}'


def _result(one: EvidenceOfDelivery) -> str:
    label, tone = _RESULTS[one.result]
    return f'<span class="tag {tone}">{label}</span>'


def _sample(pack: EvidencePack) -> str:
    plans = "".join(
        f"<p>{escape(tidy(one.name))}: ISO 2859-1:1999, enkelvoudige steekproef, normale keuring, niveau {one.level}, "
        f"AQL {parts.nl(one.aql, 2)} %, partij {one.lot} bladen, codeletter {one.letter}: {one.size} bladen, "
        f"aanvaarden tot {one.accept}, afkeuren vanaf {one.accept + 1}.</p>"
        for one in pack.deliveries
    )
    heads = (("levering", "name"), ("bestand", "name"), ("blad", "n"), ("oordeel", ""), ("door", ""), ("datum", ""))
    rows = [
        (escape(tidy(one.delivery)), escape(tidy(one.file)), str(one.page), escape(one.verdict or "–"),
         escape(tidy(one.by)), escape(tidy(one.on)))
        for one in pack.sample
    ]  # fmt: skip
    listed = parts.table("De gelote bladen en wat iemand ervan zei", heads, rows)
    return (
        f'<h2 id="steekproef">Steekproef</h2>{plans}<p class="soft">Vul steekproef.csv in en maak het pakket opnieuw '
        f"met --sample.</p><details><summary>{len(rows)} bladen</summary>{listed}</details>"
    )


def _fixity(pack: EvidencePack) -> str:
    found = pack.fixity
    end = f" Het einde van de keten is <code>{escape(found.sealed[:16])}…</code>." if found.sealed else ""
    return (
        '<h2 id="fixiteit">Fixiteit</h2>'
        f"<p>Voor dit pakket zijn {found.originals} originelen herlezen en met hun SHA-256 vergeleken: "
        f"<b>{found.faults} verloren of veranderd</b>. De keten van het register telt {found.chain_lines} regels, met "
        f"<b>{found.chain_faults} fouten</b>.{end} De gepubliceerde bestanden kijkt <code>kaft verify</code> na; "
        "bewaar ook die uitvoer.</p>"
    )


def _dossiers(pack: EvidencePack) -> str:
    heads = (
        ("dossiermap", "name"), ("versie", "n"), ("op", ""), ("bladen", "n"), ("nagekeken", ""),
        ("niet vernietigen", ""),
    )  # fmt: skip
    ordered = sorted(pack.dossiers, key=lambda one: not one.stays)
    rows = [
        (
            f'{escape(tidy(one.folder))}<br><span class="soft">{escape(tidy(one.delivery))}</span>',
            str(one.version or "–"), escape(one.at[:10]), str(one.pages), _looked(one), _flags(one),
        )
        for one in ordered
    ]  # fmt: skip
    table = parts.table("Alle dossiers; wie moet blijven eerst", heads, rows)
    return f'<h2 id="dossiers">Dossiers</h2>{table}'


def _looked(one: EvidenceOfDossier) -> str:
    return f"{one.answers} × door {escape(', '.join(one.reviewers))}" if one.answers else "–"


def _flags(one: EvidenceOfDossier) -> str:
    if not one.stays:
        return '<span class="soft">geen reden bekend</span>'
    return "".join(
        f'<p><span class="tag bad">{REASONS[flag.reason]}</span> {escape(tidy(flag.detail))}</p>' for flag in one.flags
    )


def _exceptions(pack: EvidencePack) -> str:
    found = ""
    if pack.rescans:
        heads: tuple[parts.Head, ...] = (
            ("dossiermap", "name"),
            ("bestand", "name"),
            ("blad", "n"),
            ("waarom", ""),
            ("meting", ""),
        )
        rows = [
            (
                escape(tidy(one.folder)),
                escape(tidy(one.file)),
                str(one.page or ""),
                escape(one.why),
                escape(one.measured),
            )
            for one in pack.rescans
        ]
        found += parts.table("Opnieuw te scannen of ontbrekend", heads, rows)
    if pack.set_aside:
        heads = (("bestand", "name"), ("levering", "name"), ("waarom", ""), ("kwam terug in", "name"))
        files_ = [
            (escape(tidy(one.file)), escape(tidy(one.delivery)), escape(one.why), escape(tidy(one.replaced_by)))
            for one in pack.set_aside
        ]
        found += parts.table("Bestanden in quarantaine", heads, files_)
    nothing = '<p class="soft">Er zijn geen uitzonderingen.</p>'
    return f'<h2 id="uitzonderingen">Uitzonderingen</h2>{found or nothing}'


def _rest(pack: EvidencePack) -> str:
    by_hand = "".join(f"<li>{escape(line)}</li>" for line in _BY_HAND)
    programs = "".join(f"<li><code>{escape(one)}</code></li>" for one in pack.programs)
    limits = ", ".join(f"{escape(name)} {escape(value)}" for name, value in pack.limits.items())
    signed = parts.table(
        "Handtekeningen", (("rol", ""), ("naam", ""), ("datum", ""), ("handtekening", "")),
        [(role, "", "", "<br><br>") for role in ("archivaris", "verantwoordelijke van de reeks", "algemeen directeur")],
    )  # fmt: skip
    return (
        f'<h2 id="rest">Wat u zelf toevoegt</h2><ul>{by_hand}</ul>{signed}'
        f"<h2>Waarmee gelezen en gemeten is</h2><ul>{programs}</ul>"
        f"<footer><p>Grenzen van de keuring: {limits}. Dezelfde gegevens staan in bewijs.json en de drie "
        "CSV-bestanden.</p></footer>"
    )
