"""record.jsonld: read by rdflib, checked by pyshacl with the vocabulary loaded, and the traps of the standard."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

import schemas
from pipeline.bucket.linked_data import context, iri, linked
from schemas.located import Located, OfficialAddress
from schemas.record import Dates, Record, RecordDocument

LINKED = Path(schemas.__file__).parent / "linked"
OMV = Namespace("https://data.vlaanderen.be/ns/omgevingsvergunning#")
DOSSIER = Namespace("https://data.vlaanderen.be/ns/dossier#")
Make = Callable[..., Any]
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own class


def graph_of(document: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld", publicID="https://bucket.test/v1/x/")


def complaints(graph: Graph) -> str:
    ok, _, text = pyshacl.validate(
        graph, shacl_graph=Graph().parse(LINKED / "shapes.ttl"), ont_graph=Graph().parse(LINKED / "vocabulary.ttl")
    )
    return "" if ok else text


def dated(field: Make, decision: str | None) -> Dates:
    return Dates.model_construct(application=field(), receipt=field(), decision=field(decision), notification=field())


def test_a_full_record_conforms(make_record: Make) -> None:
    record: Record = make_record()
    graph = graph_of(linked(record))

    assert complaints(graph) == ""
    permit = URIRef(iri(record, "beslissing"))
    assert (permit, RDF.type, OMV.Vergunning) in graph
    assert str(graph.value(permit, OMV.ingangsdatum)) == "1940-09-18"
    assert len(list(graph.subjects(RDF.type, DOSSIER.Stuk))) == 4
    assert str(graph.value(URIRef(iri(record, "stuk-02")), DOSSIER.isVoorgesteldDoor)).endswith(
        "documents/02-besluit.pdf"
    )


def test_every_name_in_the_document_means_something(make_record: Make) -> None:
    """A key that the context does not know would vanish without a word."""
    known = set(context()["@context"])

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    document = {name: part for name, part in linked(make_record()).items() if name != "@context"}
    assert names(document) <= known


def located(record: Record, **kept: Any) -> Record:
    """Return a record whose one address has another name today."""
    today = OfficialAddress(
        municipality="Mechelen", nis="12025", street="Nieuwe Baan", number="80", postcode="2811",
        address_id="https://data.vlaanderen.be/id/adres/1",
    )  # fmt: skip
    place = Located.model_validate({"level": "address", "kind": "renamed", "score": 1.0, "today": today, **kept})
    return record.model_copy(update={"located": (place,) * len(record.addresses.values)})


def addresses(graph: Graph) -> list[Any]:
    return list(graph.subjects(URIRef("urn:kaft:ns:adresVandaag"), None))


def test_todays_address_stands_beside_the_one_on_the_paper(make_record: Make) -> None:
    record = located(make_record())
    graph = graph_of(linked(record))

    assert complaints(graph) == ""
    today = URIRef("https://data.vlaanderen.be/id/adres/1")
    full = URIRef("http://www.w3.org/ns/locn#fullAddress")
    assert addresses(graph)
    assert {graph.value(one, URIRef("urn:kaft:ns:adresVandaag")) for one in addresses(graph)} == {today}
    assert str(graph.value(today, full)) == "Nieuwe Baan 80, 2811 Mechelen"
    assert "Nieuwe Baan" not in {str(graph.value(one, full)) for one in addresses(graph)}


def test_todays_address_is_not_guessed(make_record: Make) -> None:
    record = make_record()
    other = OfficialAddress(municipality="Mechelen", nis="12025", street="Andere Baan")
    for doubtful in ({"level": "municipality"}, {"candidates": (other, other)}, {"today": None}):
        assert addresses(graph_of(linked(located(record, **doubtful)))) == []
    assert addresses(graph_of(linked(record))) == []


def test_the_context_is_the_published_one() -> None:
    assert context() == json.loads((LINKED / "context.jsonld").read_text(encoding="utf-8"))


def test_a_case_carries_both_names_of_its_class(make_record: Make) -> None:
    record = make_record()
    case = URIRef(iri(record, "zaak"))

    kinds = {str(kind) for kind in graph_of(linked(record)).objects(case, RDF.type)}

    assert kinds == {"http://dbpedia.org/ontology/Case", "https://dbpedia.org/ontology/Case"}


@pytest.mark.parametrize("decided", [None, "1940", "1940-09"])
def test_without_a_day_there_is_no_legal_act(decided: str | None, make_record: Make, field: Make) -> None:
    record = make_record(dates=dated(field, decided))
    graph = graph_of(linked(record))

    assert complaints(graph) == ""
    assert (URIRef(iri(record, "beslissing")), None, None) not in graph
    assert (URIRef(iri(record)), RDF.type, DOSSIER.Dossier) in graph
    assert "-01-01" not in json.dumps(linked(record))


@pytest.mark.parametrize("outcome", ["geweigerd", "stilzwijgend geweigerd"])
def test_a_refusal_is_no_permit(outcome: str, make_record: Make, field: Make) -> None:
    record = make_record(decision=field(outcome))
    graph = graph_of(linked(record))

    assert complaints(graph) == ""
    assert list(graph.subjects(RDF.type, OMV.Vergunning)) == []
    act = URIRef(iri(record, "beslissing"))
    assert (act, RDF.type, OMV.BestuurlijkeRechtshandeling) in graph
    assert graph.value(act, OMV.inhoud) is None


@pytest.mark.parametrize("outcome", ["ingetrokken", "zonder gevolg"])
def test_a_request_that_nobody_decided_on_has_no_decision(outcome: str, make_record: Make, field: Make) -> None:
    record = make_record(decision=field(outcome))

    assert "beslissing" not in {node["id"].rpartition("#")[2] for node in linked(record)["objecten"]}


def test_what_waits_for_a_person_is_not_asserted(make_record: Make, field: Make, fields: Make) -> None:
    record = make_record(decision=field("verleend", "review"), applicants=fields("Discart Jan", status="review"))
    text = json.dumps(linked(record)["objecten"])

    assert "omv:Vergunning" not in text
    assert '"naam"' not in text
    assert linked(record)["objecten"][0]["teControleren"] == ["decision", "applicants"]


def test_an_empty_record_conforms() -> None:
    from schemas.delivery import DossierKey

    key = DossierKey(delivery="l", folder="f")

    assert complaints(graph_of(linked(Record(id=key.id, key=key, parts=())))) == ""


def test_the_public_document_has_no_people_no_free_text_and_no_scans(
    make_record: Make, people: tuple[str, ...]
) -> None:
    document = linked(make_record(), public=True)
    text = json.dumps(document)

    assert complaints(graph_of(document)) == ""
    for name in (*people, "woning", "documents/"):
        assert name not in text
    assert "622/1940" in text


def test_the_shapes_see_the_traps(make_record: Make) -> None:
    """Each of these must fail; without the vocabulary the first two would pass."""
    record = make_record()
    good = linked(record)

    def broken(change: Callable[[dict[str, Any]], None], part: str) -> Graph:
        document = json.loads(json.dumps(good))
        change(next(node for node in document["objecten"] if node["id"] == iri(record, part)))
        return graph_of(document)

    assert complaints(broken(lambda node: node.pop("ingangsdatum"), "beslissing"))
    assert complaints(broken(lambda node: node.update(type="ZaakHttp"), "zaak"))
    assert complaints(broken(lambda node: node.update(soort="urn:kaft:beslissing:geweigerd"), "beslissing"))
    assert complaints(broken(lambda node: node.update(ingangsdatum="1940"), "beslissing"))


def test_a_document_that_is_a_sheet_of_nothing_has_no_file(make_record: Make) -> None:
    record = make_record(documents=(RecordDocument(type="blanco", pages=(1,), confidence=1.0),))

    assert "documents/" not in json.dumps(linked(record))
