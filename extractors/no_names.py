"""Words of forms, plans and offices that are part of nobody's name."""

from extractors.cues import words

NO_NAME = words(
    "handelingen stedenbouwkundige voorstel akte college burgemeester schepenen gemeente gemeentebestuur stad "
    "aanvrager bouwheer architect eigenaar secretaris naam voornaam voornamen adres ligging straat kadaster "
    "datum plan werk werken bouwen vergunning aanvraag dossier nummer schaal heer mevrouw heren heeren "
    "provincie gemachtigde ambtenaar orde architecten besluit beslissing zelfde grond perceel voorwerp "
    "onderwerp handtekening stempel telefoon ondergetekende dienst bestuur bouwvergunning stedebouw stedenbouw "
    "idem zijn haar nihil geen nvt gevel voorgevel betreft ontvangen vergund sectie gelet titularis aanvragers "
    "woonst geachte mijnheer bijlage kopie project blad laan plaats gezien beroep type goed een eene huis woonhuis "
    "woning garage stal loods werkplaats winkel magazijn appartement appartementen gebouw verbouwen verbouwing "
    "uitbreiden rekening opdracht eigendom nieuwbouw rijwoning eengezinswoning bouwplan schepencollege bureau "
    "ruimtelijke ordening brandweer ministerie agentschap vlaamse overheid koninkrijk belgie arrondissement bouwheren "
    "recu inscrit commune rue objet nom annee propriete grondplan straatgevel dwarssnede situatie doorsnede gevelzicht "
    "waschplaats keuken slaapkamer badkamer gelijkvloers inplantingsplan omgevingsplan voorgevel achtergevel "
    "mijne bouwdossier bouwaanvraag zitting verslag advies uittreksel register verkaveling lot loten percelen wonende "
    "indicateur post schepencollege volgnummer ontvangst hoofdgevel gelijkgronds uitgave "
    "ontwerper ontwerpers bouwmeester doorsnee dagteekening gedagteekend snede sneden "
    "voorbehouden ingeboekt ingekomen toegekomen binnengekomen ingeschreven"
)
"""In plain letters; a line that holds one is no person."""
