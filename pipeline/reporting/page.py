"""The report on a delivery as one page of HTML in Dutch: for the archive, or without any content for the contractor.

The page stands on its own: no network, no other files, no script (a content security policy sees to that).
"""

import base64
from collections import Counter
from html import escape
from typing import Literal

from pipeline.explaining.briefly import briefly
from pipeline.explaining.explained import explained
from pipeline.names import tidy
from pipeline.receiving.acceptance import LABELS, Code, ScanLimits
from pipeline.reporting import parts
from pipeline.reporting.facts import Facts
from pipeline.reporting.outcome import became_of_it
from pipeline.viewing.html_page import page

Audience = Literal["archive", "contractor"]


def render(facts: Facts, limits: ScanLimits, audience: Audience = "archive") -> str:
    """Return the report. For the contractor it holds names and measurements, and nothing of what stands on a page."""
    archive = audience == "archive"
    sections = [
        _heading(facts, archive=archive),
        _acceptance(facts, limits),
        _rescans(facts),
        _worst(facts) if archive else "",
        _set_aside(facts),
        _sample(facts),
        became_of_it(facts) if archive else "",
        _measurements(facts),
        _footer(facts, limits),
    ]
    return page(
        "report_template.html",
        title=escape(f"Levering {tidy(facts.delivery.name)}: verslag"),
        body="\n".join(section for section in sections if section),
    )


def _heading(facts: Facts, *, archive: bool) -> str:
    delivery = facts.delivery
    again, aside = "opnieuw te scannen of ontbrekend", len(delivery.quarantined)
    cards = [
        parts.card(len(delivery.dossiers), "dossier", "dossiers"),
        parts.card(len(facts.pages), "blad", "bladen"),
        parts.card(facts.defects, again, again, "bad" if facts.defects else "good"),
        parts.card(aside, "bestand in quarantaine", "bestanden in quarantaine", "warn" if aside else "good"),
    ]
    if archive:
        waiting = sum(outcome.state == "review" for outcome in facts.outcomes)
        label = ("dossier wacht op iemand", "dossiers wachten op iemand")
        cards.append(parts.card(waiting, *label, "warn" if waiting else "good"))
    links = [("keuring", "Keuring"), ("opnieuw", "Opnieuw te scannen")]
    links += [("beelden", "Slechtste bladen")] if archive and facts.pictures else []
    links += [("steekproef", "Steekproef")]
    links += [("dossiers", "Wat ervan werd")] if archive else []
    links += [("metingen", "Alle metingen")]
    menu = "".join(f'<a href="#{to}">{label}</a>' for to, label in links)
    kicker = "Verslag van een levering" if archive else "Verslag van een levering, voor de scanfirma"
    return (
        f'<p class="kicker">{kicker}</p><h1>{escape(tidy(delivery.name))}</h1>'
        f'<nav aria-label="Inhoud">{menu}</nav>'
        f'<ul class="cards">{"".join(cards)}</ul>'
    )


def _acceptance(facts: Facts, limits: ScanLimits) -> str:
    lot, plan = len(facts.pages), facts.plan
    share = facts.defects / lot * 100 if lot else 0.0
    tone = "good" if facts.defects == 0 else "warn" if share <= limits.aql else "bad"
    found = f"{parts.counted(facts.defects, 'gebrek', 'gebreken')} op {parts.counted(lot, 'blad', 'bladen')}"
    said = {
        "good": "Geen enkel blad overschrijdt een grens.",
        "warn": f"{found}: {parts.nl(share, 2)} %, binnen de grens van {parts.nl(limits.aql, 2)} %. "
        "Vraag wat hieronder staat opnieuw.",
        "bad": f"{found}: {parts.nl(share, 2)} %, meer dan de grens van {parts.nl(limits.aql, 2)} %. "
        "Volgens deze metingen voldoet de levering niet.",
    }[tone]
    if tone == "good" and facts.unused:
        tone, said = "warn", f"Geen enkel gelezen blad overschrijdt een grens. {_asked_about(facts)}"
    how = (
        "Alle bladen worden door een mens bekeken: de levering is klein."
        if plan.whole
        else f"Een mens bekijkt {plan.size} van de {lot} bladen (zie Steekproef): bij hoogstens {plan.accept} slechte "
        f"wordt de levering aanvaard, vanaf {plan.reject} geweigerd."
    )
    rows = [
        (parts.tag(LABELS[code], code), count, "opnieuw scannen" if parts.defect(code) else "ter informatie")
        for code, count in _counts(facts)
    ]
    table = parts.table(
        "Wat de metingen van alle bladen zeggen",
        (("vaststelling", ""), ("bladen", "n"), ("gevolg", "")),
        [(label, str(count), what) for label, count, what in rows],
    )
    nothing = '<p class="soft">Er is niets op te merken.</p>'
    return (
        f'<div class="verdict {tone}"><p><b>{said}</b></p><p>{how}</p></div>'
        f'<h2 id="keuring">Keuring</h2>{table if rows else nothing}'
    )


def _counts(facts: Facts) -> list[tuple[Code, int]]:
    counts = Counter(remark.code for judged in facts.pages for remark in judged.remarks)
    counts["missing"] += len(facts.gaps)
    return [(code, counts[code]) for code in LABELS if counts[code]]


def _rescans(facts: Facts) -> str:
    rows = [(*parts.page_cells(judged.page), *parts.reasons(judged)) for judged in facts.pages if judged.defective]
    rows += [
        (escape(tidy(gap.folder)), escape(tidy(gap.what)), "", parts.tag(LABELS["missing"], "missing"), "")
        for gap in facts.gaps
    ]
    heads = (("dossiermap", "name"), ("bestand", "name"), ("blad", "n"), ("waarom", ""), ("meting", ""))
    body = (
        parts.table("Deze bladen vraagt u opnieuw aan de scanfirma", heads, rows)
        if rows
        else '<p class="soft">Geen enkel gelezen blad moet opnieuw gescand worden.</p>'
    )
    aside = f"<p>{_asked_about(facts)}</p>" if facts.unused else ""
    return f'<h2 id="opnieuw">Opnieuw te scannen</h2>{body}{aside}'


def _asked_about(facts: Facts) -> str:
    """Return that files in quarantine have to be asked for too: what could not be opened was not measured."""
    one = len(facts.unused) == 1
    files = "Eén bestand kon" if one else f"{len(facts.unused)} bestanden konden"
    return f"{files} niet gebruikt worden: vraag de scanfirma ook daarnaar (zie In quarantaine)."


def _worst(facts: Facts) -> str:
    if not facts.pictures:
        return ""
    figures = "".join(_figure(facts, place, picture) for place, picture in facts.pictures.items())
    return f'<h2 id="beelden">Slechtste bladen</h2><ul class="sheets">{figures}</ul>'


def _figure(facts: Facts, place: int, picture: bytes) -> str:
    judged = facts.pages[place]
    name = f"{tidy(judged.page.scan.file)}, blad {judged.page.scan.page_index + 1}"
    found = "".join(parts.tag(LABELS[remark.code], remark.code) for remark in judged.remarks)
    source = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    why = ", ".join(LABELS[remark.code] for remark in judged.remarks)
    return (
        f'<li><figure><img src="{source}" alt="{escape(name)}: {escape(why)}">'
        f"<figcaption>{escape(name)}<br>{found}</figcaption></figure></li>"
    )


def _set_aside(facts: Facts) -> str:
    files_ = [
        (escape(tidy(file.file)), parts.tag(briefly(file.problem), "damaged"), f"{file.size} bytes")
        for file in facts.unused
    ]
    problems = [(escape(briefly(problem)), escape(explained(problem).message)) for problem in facts.problems]
    found = ""
    if files_:
        heads: tuple[parts.Head, ...] = (("bestand", "name"), ("waarom", ""), ("grootte", "n"))
        found += parts.table(
            "Deze bestanden konden niet gebruikt worden; ze worden bewaard zoals ze kwamen", heads, files_
        )
    if problems:
        heads = (("vaststelling", ""), ("toelichting", ""))
        found += "<h3>Over de levering zelf</h3>" + parts.table(
            "Manifest, inventaris, mappen, en wat er ook elders is", heads, problems
        )
    return f"<h2>In quarantaine en over de levering</h2>{found}" if found else ""


def _sample(facts: Facts) -> str:
    plan = facts.plan
    lot = parts.counted(plan.lot, "blad", "bladen")
    used = f", gebruikt plan {plan.used}" if plan.used != plan.letter else ""
    said = (
        f"ISO 2859-1:1999, enkelvoudige steekproef, normale keuring, niveau {plan.level}, "
        f"AQL {parts.nl(plan.aql, 2)} %: partij {lot}, codeletter {plan.letter}{used}, "
        f"steekproef {plan.size}, aanvaarden tot {plan.accept}, weigeren vanaf {plan.reject}."
    )
    if plan.whole:
        return f'<h2 id="steekproef">Steekproef</h2><p>{said} De steekproef is de hele levering.</p>'
    rows = [(*parts.page_cells(facts.pages[place].page), "") for place in facts.sample]
    heads = (("dossiermap", "name"), ("bestand", "name"), ("blad", "n"), ("oordeel", ""))
    return (
        f'<h2 id="steekproef">Steekproef</h2><p>{said}</p>'
        "<p>Welke bladen geloot zijn, hangt alleen af van de naam en de bestanden van de levering: "
        "dezelfde levering geeft altijd dezelfde bladen.</p>"
        f"<details><summary>De {plan.size} bladen van de steekproef</summary>"
        f"{parts.table('Vul het oordeel in: goed of slecht', heads, rows)}</details>"
    )


def _measurements(facts: Facts) -> str:
    rows = [parts.measured(judged) for judged in facts.pages]
    heads = (
        ("bestand", "name"), ("blad", "n"), ("dpi", "n"), ("soort", ""), ("papier en inkt", "n"), ("randbreedte", "n"),
        ("lijndikte", "n"), ("scheef", "n"), ("vaststellingen", ""),
    )  # fmt: skip
    return (
        f'<h2 id="metingen">Alle metingen</h2><details><summary>{parts.counted(len(rows), "blad", "bladen")}</summary>'
        f"{parts.table('Tonen van 0 tot 255; randbreedte in pixels; lijndikte in millimeter', heads, rows)}</details>"
    )


def _footer(facts: Facts, limits: ScanLimits) -> str:
    texts = sum(judged.page.prepared is not None for judged in facts.pages)
    return (
        f"<footer><p>Gemeten bladen: {texts} van {len(facts.pages)}. Grenzen: {limits.min_dpi} dpi (groter dan A3 "
        f"{limits.min_dpi_large} dpi), randen {parts.nl(limits.edge_px, 1)} pixels, contrast {limits.contrast} tonen, "
        f"scheefstand {parts.nl(limits.skew, 1)}°. Ze staan met hun herkomst onder [acceptance] in de instellingen.</p>"
        "</footer>"
    )
