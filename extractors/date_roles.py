"""The words that give a date its role: session, receipt, application, notification, and dates that are not ours."""

ROLES: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "law": (
            "wet van|wetten van|besluitwet van|decreet van|decreten van|koninklijk besluit van|k b van|kb van|k b|"
            "kb|vlaamse regering van|ministerieel besluit van|gewestplan|gecoordineerd op|codex|omzendbrief|"
            "verordening van|bijzonder plan van aanleg|loi du|arrete royal|staatsblad|besluit van de regent|"
            "koninklijke besluiten van|regentsbesluit|wet dd|decreet dd|ministerieel besluit|"
            "ruimtelijke ordening van|vlaamse codex|goedgekeurd bij|gemeentewet|arrete royal du|lois du|"
            "besluit der regering|besluiten van de|reglement van|bouwverordening van|wet|decreet|"
            "koninklijk besluit|arrete loi|bouwreglement|goedgekeurd bij koninklijk besluit|"
            "verkavelingsvergunning van|ruimtelijk uitvoeringsplan|gemeenteraad van|gemeenteraad in zitting van|"
            "besluit van de vlaamse regering|besluit van de vlaamse executieve van|ministeriele omzendbrief|"
            "gewestelijke verordening|algemene verordening|plaatselijke verordening|gemeentereglement|"
            "politiereglement|bouwreglement van|politieverordening|plan van aanleg|b p a|bpa|r u p|rup|"
            "structuurplan|b s|ordonnantie|loi|decret|arrete du|reglement du|k b dd|bvr van|decreetsbepaling|"
            "bouwverordening|organieke wet|gemeentedecreet|verordening"
        ),
        "birth": (
            "geboren|geboortedatum|ne le|geboren te|geboren op|beroep geboortedatum|geb|nee le|naissance|"
            "geboorteplaats en datum|geboorte|geboren den|ne a|nee a"
        ),
        "advice": (
            "advies van|verslag van|adviseerde|advies uitgebracht|advies|gemachtigde ambtenaar|uitgebracht op|"
            "brandweer|eensluidend advies|advies dd|verslag|avis du|rapport du|wegopzichter van|bouwopzichter|"
            "brandvoorkomingsverslag|gunstig advies|ongunstig advies|agentschap wegen en verkeer|"
            "onroerend erfgoed|afgeleverd op|afgeleverd te|opgemeten op|plaatsbezoek|sinds|rapport|herinnering|"
            "aanmaning|nota van|bericht van de|schrijven van de gemachtigde|brief van de brandweer|commissie van|"
            "kommissie van|stadsingenieur|ingenieur|stadsbouwmeester|rapport van|avis|preadvies|"
            "bevinding van|bevinding dd|op de stukken van|stukken van|plaatsbezoek van|"
            "gunstig geadviseerd|bindend advies|voorafgaand advies|advies verleend op|advies ontvangen op|"
            "geadviseerd op|polder|watering|gezondheidsdienst|inspectie|wegendienst|dienst wegen|"
            "monumenten en landschappen|bruggen en wegen|bestendige deputatie|plans du|plannen van|plannen dd|"
            "plan van|plannen gedateerd|datum van het plan|"
            "datum van de plannen|datum der plannen|datum plan|datum plannen"
        ),
        "decision": (
            "bouwtoelating dd|bouwvergunning dd|bouwmachtiging dd|genomen den|"
            "zitting van|in zitting van|vergadering van|vergadering op|ter zitting van|zitting dd|besluit van|"
            "beslissing van|ons besluit van|bij besluit van|vergund|vergund op|seance du|beslist in zitting|"
            "beslist in zitting van|het college van|college in zitting van|beslissing van het college van|"
            "besluit van het college van|goedgekeurd|geweigerd|geweigerd op|goedgekeurd in zitting van|"
            "decision du|collegezitting van|collegebesluit van|schepencollege van|collegebeslissing van|zitting|"
            "aldus beslist|datum beslissing|datum besluit|datum van de beslissing|aldus vastgesteld|"
            "vergunning verleend op|vergunningsdatum|datum vergunning|toelating van|besluit dd|beslissing dd|"
            "aldus gedaan|gedaan in zitting|du college du|zitting van het college van|besluit genomen op|"
            "beslissing d d|genomen op|vergunning d d|geacht geweigerd te zijn op|verstreken op|verstreek op|"
            "verstreken is op|verstreken was op|"
            "geacht geweigerd op|datum van de vergunning|bouwvergunning van|zitting van het college|"
            "gezien en goedgekeurd|gezien om gevoegd te worden bij het besluit van|gevoegd bij ons besluit van|"
            "gevoegd bij besluit van|besluit van heden|annexe a la decision du|besluit van het schepencollege van|"
            "bijeenkomst van|bijeenkomst|in bijeenkomst van|bijeengekomen op|vergaderd op|vergadering|"
            "in vergadering van|vergadering dd|genomen in de collegezitting van|collegezitting|"
            "schepencollege in zitting van|vastgesteld ter zitting|vastgesteld ter zitting van het college op|"
            "vastgesteld in zitting van|ter zitting|zitting op|zitting d d|in zitting dd|zitting gehouden op|"
            "openbare zitting van|gewone zitting van|geheime zitting van|besloten zitting van|notulen van|"
            "beslist op|besloten op|beslist te|besloten te|uitspraak van|aldus besloten in vergadering van|"
            "aldus verordend|aldus beraadslaagd|beraadslaagd in zitting|beraadslaging van|gedaan ter zitting|"
            "gedaan in vergadering|gegeven te|weigering van|weigering op|weigeringsbesluit van|afgewezen op|"
            "datum weigering|datum uitspraak|datum toelating|datum machtiging|datum verlening|verleend op|"
            "verleend den|toegestaan op|toegekend op|ingewilligd op|vergunning van|vergunning op|machtiging van|"
            "bouwtoelating van|bouwmachtiging van|toelating dd|toelating verleend op|toegelaten op|seance|"
            "reunion du|en seance du|fait en seance|deliberation du|permis du|permis delivre le|autorisation du|"
            "autorise le|refuse le|date de la decision|besluit|beslissing|besluitdatum|beslissingsdatum|"
            "vergunningsbesluit van|afgeleverd in zitting|vergunning afgeleverd op|vergunning afgegeven op|"
            "toelating afgeleverd op|ten jare|college van|schepencollege van|in college van|college bijeengekomen op|"
            "college dd|besloten in college van|goedgekeurd op het college van|college op|"
            "vastgesteld op het college van|beslist op het college van|beslist door het college op|"
            "collegebeslissing|stand vergund|stand geweigerd|"
            "vergund met voorwaarden|sprak zich op|sprak zich uit op|uitspraak op|college sprak zich"
        ),
        "receipt": (
            "ontvangen op|ingekomen op|ingekomen|ontvangen|datum draagt van|bewijs van ontvangst|ontvangstbewijs|"
            "ontvangst|ontvangstdatum|datum van ontvangst|datum ontvangst|porte la date du|recu le|recu|"
            "binnengekomen|binnengekomen op|neergelegd op|ontvangen den|ontvangstbewijs van|ontvangstbewijs dd|"
            "ontvangen bij|entre le|afgifte ontvangstbewijs|afgegeven tegen ontvangstbewijs|"
            "ontvangstbewijs draagt de datum van|ontvangen te|werd ontvangen op|ter ontvangst|post in|"
            "ingekomen stuk|ingekomen den|inkomende post|briefwisseling in|ingeschreven op|ingeschreven|"
            "geboekt op|geregistreerd op|registratiedatum|toegekomen op|toegekomen|aangekomen op|aangekomen|"
            "ontvangst van het dossier|ontvangst dossier|dossier ontvangen|dossier ontvangen op|dag van ontvangst|"
            "entree le|arrive le|enregistre le|bewijs van ontvangst afgegeven op|volledig bevonden op|"
            "afgifte op het gemeentehuis|ter post ontvangen|ons toegekomen op|in ons bezit gekomen op|"
            "bereikte ons op|ontving op|ontvingen op|in goede orde ontvangen op|inschrijving|date de reception|"
            "reception|ingediend ten gemeentehuize op|vervolledigd op|"
            "tijdstip van ontvangst|tijdstip ontvangst|voor goede ontvangst op|voor ontvangst op|"
            "inboekdatum|"
            "ingeboekt|ingeboekt op|ingeboekt den|geboekt|geboekt den|bericht ontvangen|bericht ontvangen den|"
            "aangeboden op|ingeschreven den|ingekomen ter secretarie|ontvangen ten gemeentehuize|"
            "neergelegd ten gemeentehuize|stempel van ontvangst|ontvangststempel|inkomstdatum|binnengebracht op|"
            "ter griffie|ter griffie ontvangen|ter secretarie ontvangen|"
            "afgiftedatum dossier|neerlegging gebeurde op|neerlegging op|neerlegging|"
            "bewijs van neerlegging|in ontvangst genomen op|"
            "dossier werd vervolledigd op|vervolledigd|afgegeven op het gemeentehuis op"
        ),
        "application": (
            "ingediend op|verzonden op|gedateerd|aanvraag van|uw bericht van|uw aanvraag van|uw brief van|"
            "gedaan te|aanvraag dd|aangevraagd op|datum aanvraag|datum van de aanvraag|demande du|aanvraag d d|"
            "datum van aanvraag|uw schrijven van|schrijven van|zijn schrijven van|het schrijven van|"
            "aanvraag ingediend op|verzoek van|requete du|ingediend den|bouwaanvraag van|en date du|"
            "aanvraag gedateerd|verzoekschrift van|aangetekend verzonden op|per beveiligde zending verzonden op|"
            "per aangetekende brief verzonden op|datum indiening|indieningsdatum|ingediend|ondertekend op|"
            "ondertekend te|ondertekend|getekend op|getekend te|gedagtekend|dagtekening|aanvraagdatum|"
            "ondertekening op|ondertekening|aangifte van|aangifte dd|aangifte|"
            "tekende op|tekende dit op|tekende den|teken op|tekenen op|teken dit op|"
            "opgesteld te|opgesteld op|opgemaakt den|gedaan op|gedaan den|rekest van|rekwest van|request van|"
            "request dd|rekest dd|verzoek dd|verzoek gedateerd|rekest gedateerd|ingeleverd op|ingestuurd op|"
            "ingezonden op|voorgelegd op|overhandigd op|aanvraag dagtekenend|gedateerd op|dagtekenend van|"
            "bouwaanvraag dd|schrijven dd|brief van|brief dd|uw vraag van|uw verzoek van|zijn verzoek van|"
            "haar verzoek van|zijn brief van|zijn aanvraag van|date de la demande|fait a|introduite le|"
            "introduit le|datee du|indiening|ingediende aanvraag van|handtekening en datum|aanvraag gedaan op|"
            "datum en handtekening|smeekschrift van|vraagschrift van|"
            "deposee le|vraag van|vraag dd|vraag d d|de vraag van|verzoekschrift dat op|bouwaanvraag dd|rekwest dd|"
            "tijdstip van indiening|tijdstip indiening|met dagtekening van"
        ),
        "notification": (
            "betekend op|kennisgeving|ter kennis gebracht|datum van verzending|verzonden aan de aanvrager op|"
            "verzending|toegezonden op|afschrift gezonden op|betekening|notifie le|kennis gegeven op|"
            "datum kennisgeving|datum verzending|kennisgeving aan de aanvrager|besluit verzonden op|"
            "vergunning verzonden op|verstuurd op|uitgereikt op|overgemaakt op|beslissing verzonden op|"
            "afgifte aan de aanvrager|kennisgegeven op|kennis gegeven den|meegedeeld op|medegedeeld op|"
            "toegestuurd op|toegezonden den|afschrift verzonden op|afschrift overgemaakt op|afgehaald op|"
            "vergunning afgehaald op|overhandigd aan de aanvrager op|notification le|envoye le|"
            "verzonden aan aanvrager|datum van betekening|datum betekening|aangetekende zending van|"
            "besluit betekend op|ter kennis gegeven op|besluit toegestuurd op"
        ),
        "lapse": (
            "met ingang van|vanaf|ingaande op|ingevolge het verstrijken op"
        ),
        "deed": (
            "akte|verleden|notaris|koopakte|verkoopakte|acte|aankoop|compromis|eigendomsakte|notariele akte|"
            "verkoping|verkaveling goedgekeurd|gekocht op|akte verleden"
        ),
        "history": (
            "reeds|eerder verleend|voorgeschiedenis|historiek|eerder vergund|vroegere|vorige vergunning|"
            "werd voor het perceel|toelating verleend onder|destijds|in het verleden|eerdere vergunning|"
            "eerdere dossiers|eerder dossier|laatst vergunde|vroegere vergunning|antecedenten|antecedents|"
            "eerdere vergunningen|eerdere beslissingen|vorige beslissing"
        ),
        "works": (
            "aanvang der werken|aanvang van de werken|begonnen op|voltooid op|einde der werken|werken aangevat op|"
            "bouwlijn afgepaald|afgepaald op|"
            "vervallen op|vervalt op|geldig tot|uiterlijk|begonnen zijn op|begonnen werd op|"
            "aangevangen op|aangevat op|gestart op|start der werken|start van de werken|begin der werken|"
            "aanvang werken|einde werken|beeindigd op|voltooiing|in gebruik genomen op|geldig tot en met|"
            "tot en met|uiterlijk op|ten laatste op|facturatie|factuurdatum|betaald op|factuur van"
        ),
        "inquiry": (
            "openbaar onderzoek|aangeplakt|aanplakking|gehouden van|bekendgemaakt|bekendmaking|"
            "resultaat van het ontvankelijkheids en volledigheidsonderzoek|volledig verklaard|"
            "volledigheidsonderzoek|bezwaren ingediend tot|ter inzage van|ter inzage|onderzoek gehouden van|"
            "ontvankelijk en volledig verklaard op|aangeplakt op|affichage|enquete|"
            "ingesteld op|beroep van|beroep aangetekend op"
        ),
        "date": (
            "adres van|adres van de architect|datum|date|teekening|tekening|teekeningen|tekeningen|"
            "opgemaakt te|opgemaakt op|opgemaakt|dd|d d|de dato|in dato|den|datum van opmaak|te"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""A phrase that stands before a date, and the role it gives. Beside the four roles of the procedure: `law`, `birth`,
`advice`, `lapse`, `deed`, `history`, `works` and `inquiry` keep a date out; `date` says only that it is one."""
