"""The form labels and set phrases that announce what follows them."""

LABELS: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "applicant": (
            "aanvrager|aanvragers|aanvraagster|naam aanvrager|naam van de aanvrager|naam der aanvragers|naam|"
            "naam en voornaam|naam en voornamen|naam voornaam|ondergetekende naam en|naam van de bouwheer|"
            "bouwheer|bouwheren|bouwheer eigenaar|opdrachtgever|opdrachtgevers|verzoeker|"
            "gegevens van de aanvrager|identiteit van de aanvrager|de aanvrager|naam der bouwheer|naam bouwheer|"
            "maitre de l'ouvrage|demandeur|le demandeur|nom du demandeur|nom et prenoms|titularis|"
            "vergunninghouder|aanvrager bouwheer|bouwheer aanvrager|naam van den aanvrager|naam verzoeker|"
            "verkavelaar|verzoekers|naam van den verzoeker|vergunningaanvrager|naam en adres van de aanvrager|"
            "naam en adres aanvrager|naam en adres van de bouwheer|naam aanvragers|houder van de vergunning|"
            "ik ondergetekende|de ondergetekende|initiatiefnemer|identiteit|indiener|indieners|"
            "aanvraag van de heer|naam en voornaam van de aanvrager|bouwer|wie|wie vraagt aan|klant|de klant|wie bouwt|"
            "bouwdame|aanvraag door|betrokkene|betrokkenen|maitre d'ouvrage|requerant|"
            "aanvragende partij|eigenaar bouwheer|vergunninghoudster|aanvrager s|naam aanvrager s|naam van de firma|"
            "firmanaam|rechtspersoon|naam en hoedanigheid van de aanvrager|familienaam|familienaam en voornaam|"
            "maatschappelijke benaming|naam rechtspersoon|naam vennootschap|naam van de vennootschap|"
            "gegevens aanvrager|"
            "bouwheer s|naam bouwheren|naam en adres bouwheer|aangevraagd door|ingediend door|ten name van|op naam van|"
            "naam indiener|besteller|identiteit bouwheer|identiteit aanvrager|verzoekende partij|"
            "naam en adres verzoeker|begunstigde|vergund aan|verleend aan|eigendom van|in opdracht van|"
            "voor rekening van|rekwestrant|rekestrant|requestrant|suppliant|melder|vergunningvrager|"
            "geteisterde|vrager|aanvr|bouwh"
        ),
        "owner": (
            "eigenaar van de grond|eigenaar van het goed|eigenaar van het perceel|eigenaar|naam van de eigenaar|"
            "proprietaire|eigenaars"
        ),
        "applicant_address": (
            "adres|woonplaats|wonende te|adres aanvrager|adres van de aanvrager|adres van de bouwheer|"
            "adres bouwheer|domicilie|verblijfplaats|adresse|domicile|huidig adres|correspondentieadres|"
            "adres opdrachtgever|adres van de opdrachtgever|woonst|adres eigenaar|maatschappelijke zetel|"
            "verblijvende te|wonende|wonend te|thuisadres|adres van den aanvrager|woonplaats van de aanvrager|"
            "woonplaats aanvrager|adres verzoeker|adres aanvragers|demeurant|contactadres|adres van de eigenaar|"
            "huisadres"
        ),
        "site": (
            "ligging|plaats van de handelingen|plaats van de aanvraag|inrichting gelegen te|ligging van het goed|"
            "ligging van het bouwwerk|ligging van het perceel|ligging van het project|ligging van de werken|"
            "ligging der werken|ligging van de bouwplaats|ligging bouwplaats|ligging van de grond|"
            "ligging van het eigendom|plaats van de werken|plaats der werken|plaats van het werk|"
            "plaats van uitvoering|adres werken|adres van de werken|adres der werken|adres van het goed|"
            "adres bouwplaats|adres project|adres van het project|adres van de bouwplaats|bouwplaats|werkadres|"
            "adres perceel|bouwadres|adres van het bouwwerk|straat|straat en nummer|straat en nr|straat of plaats|"
            "straat of gehucht|situering|situation|situation du bien|lieu des travaux|ligging eigendom|gelegen|"
            "gelegen te|ligging terrein|ligging van het terrein|plaats|werf|werf te|adres van de werf|"
            "adres van de handelingen|locatie|straatnaam|waar|waar gelegen|plaats van de bouw|plaats van den bouw|"
            "plaats der bouwwerken|plaats bouwwerken|bouwgrond|ligging der bouwwerken|ligging bouwwerken|"
            "ligging bouwwerk|ligging bouw|adres bouwwerf|adres van het bouwproject|adres goed|emplacement|lieu|"
            "ligging gebouw|ligging van het gebouw|ligging der eigendom|ligging der eigendommen|ligging perceel|"
            "ligging goed|plaatsaanduiding|situering van het goed|situering van de werken|adres van de aanvraag|"
            "projectadres|projectlocatie|plaats van het project|plaats werken|plaats van de inrichting|"
            "plaats der werf|werfadres|adres werf|adres van de bouw|adres bouwwerk|adres terrein|"
            "adres van het terrein|straat en huisnummer|straat huisnummer|ligging werken|situering perceel|"
            "adres van het perceel|adres eigendom|adres handelingen|standplaats|terrein|bouwterrein|staanplaats|"
            "plaats van het bouwwerk|ligging der gronden|gelegenheid|plaatsgelegenheid|te|goed|grond|immeuble"
        ),
        "parcels": (
            "kadaster|kadastrale omschrijving|kadastrale gegevens|kadastrale percelen|kadastrale ligging|"
            "kadastraal bekend|kadastraal nummer|kadastrale aanduiding|kadastrale kenmerken|cadastre|"
            "kadastraal perceel|perceel|percelen|sectie en|perceelnummer|kad|kadastraal|perceel kadaster|"
            "kadastergegevens|kadastrale sectie|kadasternummer|kadastrale referte|kadastrale vermelding|"
            "kadasternummers|kadastrale nummers|perceelgegevens|kadasterinfo|kadastrale info|kadastrale informatie"
        ),
        "subject": (
            "voorwerp|omvang van het werk|omvang van de werken|omvang der werken|"
            "voorwerp van de aanvraag|voorwerp der aanvraag|onderwerp|onderwerp van de aanvraag|"
            "aard der werken|aard van de werken|aard van het werk|aard der bouwwerken|aard van de aanvraag|"
            "aard werken|werk|werken|omschrijving|omschrijving van de handelingen|omschrijving handelingen|"
            "omschrijving van het voorwerp|beknopte omschrijving|omschrijving van de werken|"
            "omschrijving der werken|omschrijving van de aanvraag|uit te voeren werken|"
            "omschrijving van het project|vraagt vergunning voor|vraagt de vergunning voor|vraagt toelating voor|"
            "vraagt vergunning tot|objet|nature des travaux|objet de la demande|aard|project|projectomschrijving|"
            "ontwerp|aard en bestemming van de werken|omschrijving project|projectnaam|aanvraag tot|aanvraag voor|"
            "doel van de aanvraag|doel|aard van het bouwwerk|aard van den bouw|aangevraagde werken|"
            "geplande werken|voorgenomen werken|beschrijving der werken|beschrijving van de werken|beschrijving|"
            "gevraagde werken|aanvraag om|aard van het project|omschrijving werken|korte omschrijving|"
            "te verrichten werken|aangevraagde handelingen|stedenbouwkundige handelingen|"
            "uit te voeren handelingen|titel van het project|betreft aanvraag|strekkende tot|travaux|"
            "but de la demande|description des travaux|inhoud van de aanvraag|onderwerp der aanvraag|opdracht|"
            "aard van het bouwen|projectinhoud|inhoud van het project|voorwerp van het rekwest|voorwerp van het rekest|"
            "voorwerp van het verzoek|voorwerp van het verzoekschrift|voorwerp van de vraag|onderwerp van het verzoek|"
            "onderwerp plan|voorwerp plan|bouwproject|wat|wat bouwen|bouwwerk|welke werken"
        ),
        "first_name": (
            "voornaam|voornamen|prenom|prenoms"
        ),
        "matter": (
            "betreft|betr|betreffende|object|concerne|inzake|onderwerp van uw schrijven"
        ),
        "architect": (
            "architect|de architect|naam van de architect|naam architect|bouwmeester|ontwerper|de ontwerper|"
            "architecte|architect ontwerper|naam en adres van de architect|ontwerper architect|bouwkundige|"
            "l'architecte|architekt|de architekt|plannen opgemaakt door|plan opgemaakt door|ontwerp van|"
            "ontworpen door|plannen van|naam en adres ontwerper|auteur du projet|auteur de projet|architecten|"
            "architectenbureau|plannen getekend door|ontwerpbureau|architect urbanist|getekend door|"
            "bouwmeester architect|arch|ir architect|ontwerpers|ontwerp architect|ontwerp en leiding|"
            "bouwkundige|getekend door architect|ontwerpend architect|"
            "opgemaakt door architect|plan van|plannen door|door wie ontworpen|tekeningen|tekeningen van|tekenaar|"
            "opsteller plannen|opsteller van de plannen|opsteller der plannen|opmaker plannen|opmaker van de plannen|"
            "maker van de plannen|auteur van de plannen|auteur plannen|tekenaar van de plannen|plannen opgesteld door|"
            "planopsteller|de tekenaar|de teekenaar|opsteller|getekend|geteekend|naam opsteller plannen"
        ),
        "architect_address": (
            "adres architect|adres van de architect|adres ontwerper|kantooradres|adres van de ontwerper|"
            "adres bouwmeester|kantoor|bureel|bureau"
        ),
        "contractor": (
            "aannemer|de aannemer|uitvoerder|entrepreneur|landmeter|ingenieur|studiebureau|veiligheidscoordinator|"
            "epb verslaggever"
        ),
        "reference": (
            "ref gemeente|referte gemeente|gemeente ref|dossiernummer|dossier nr|dossier nummer|nr|nummer|"
            "gemeentelijk dossiernummer|nr gemeente|dossiernr|volgnummer|aanvraagnummer|aanvraagnr|"
            "bouwaanvraag nr|bouwvergunning nr|bouwdossier|bouwdossier nr|vergunning nr|register nr|dossier|"
            "kenm|ons kenm|uw kenm|"
            "kenmerk|ons kenmerk|uw kenmerk|onze ref|uw ref|onze referte|projectnummer|dossiernummer gemeente|"
            "referentie|referentienummer|nummer gemeente|gemeentelijk nummer|bouwtoelating nr|toelating nr|"
            "nr van de aanvraag|dossiernr stedenbouw|intern nummer|referte|nr register|verkaveling nr|"
            "inschrijvingsnummer|bureel nr|no|numero|volgnr|verkavelingsvergunning nr|gemeentelijk dossiernr|"
            "nummer van het dossier|uw referte|omv nummer|omgevingsloketnummer|zaaknummer|zaak nr|"
            "vergunningsnummer|vergunningnr|vergunningnummer|aanvraag nr|nr bouwdossier|dossierkenmerk|"
            "gemeente nr|stad nr|nr vergunning|bouwaanvraagnummer|ons nr|kaftnummer|rubrieknummer|"
            "dossier gemeente|volgnummer dossier|volgnr dossier|dossiervolgnummer|"
            "gemeentelijke referentie|gemeentelijk kenmerk|ref dossier|onze referentie|"
            "uw referentie|nr dossier|notre reference|votre reference|reference|permis n|nummer der aanvraag|"
            "nr der aanvraag|registernummer|aktenummer|inschrijving|inschrijving nr|ander nummer"
        ),
        "stedenbouw": (
            "dossiernummer arohm|nr bestuur stedebouw|nr bestuur stedenbouw|dossiernummer rohm|"
            "dossiernummer stedenbouw|kenmerk stedebouw|ref stedenbouw|nr stedebouw|"
            "dossiernummer ruimte vlaanderen|referentie rohm|dossier stedebouw|kenmerk arohm|ref stedebouw|"
            "extern nummer|nr stedebouw provincie|dossiernummer r o vlaanderen|nummer stedebouw|ref arohm|ref rohm|"
            "bestuur van de stedebouw nr|kenmerk rohm|referte stedebouw|nummer bestuur|ref ruimtelijke ordening|"
            "kenmerk stedenbouw|a r o l nr|arol nr|a r o h m nr|ref urbanisme|rohm nr|arohm nr|"
            "bestuur stedenbouw nr|kenmerk ruimtelijke ordening|nummer ruimtelijke ordening|ruimte vlaanderen nr|"
            "dossiernummer stedebouw|nr r o vlaanderen|referte ruimtelijke ordening|kenmerk gemachtigde ambtenaar|"
            "ref gemachtigde ambtenaar|nr urbanisme|bestuur ruimtelijke ordening nr|dossiernummer gsa|kenmerk gsa|"
            "nummer arohm|nr ruimtelijke ordening"
        ),
        "date": (
            "datum|date|opgemaakt te|gedaan te|opgemaakt op|datum van de aanvraag|datum aanvraag|datum van opmaak|"
            "opgesteld te|datum en handtekening|getekend te|ondertekend op|ondertekend te"
        ),
        "other": (
            "telefoon|tel|rijksregisternummer|beroep|beroep geboortedatum|geboortedatum|geraamde kostprijs|"
            "kostprijs|schaal|blad|plan nr|plannr|echelle|bij deze aanvraag zijn gevoegd|bebouwde oppervlakte|"
            "volume|aantal bouwlagen|nis code|btw|ondernemingsnummer|e mail|fax|gsm|bestemming|oppervlakte|type|"
            "gemeente|postcode|nationaliteit|notaris|inhoud|klasse|rekeningnummer|bijlagen|bijlage|ontvangen op|"
            "ontvangst|ingekomen op|ingekomen|ontvangen|vergund|jaar|doos|afgeleverd op|beslissing|besluit|"
            "historiek|voorgeschiedenis|gevel|kadastrale gemeente|conclusie|nationaal nummer|geboren op|"
            "geboorteplaats|refnis|grondoppervlakte|aantal woongelegenheden|aantal verdiepingen|"
            "opgemaakt door de politie|maatstaf|gevoegd|bij te voegen|handtekening|burgerlijke stand|"
            "verwijzing vorige vergunning|vorige vergunningen|vorige vergunning|voorgaande vergunningen|"
            "kroonlijsthoogte|nuttige oppervlakte|perceelsoppervlakte|schalen"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""Words before a value on a form, a cover or in a title block; only at the start of a line."""

FORMULAS: dict[str, str] = {
    phrase: role
    for role, phrases in {
        "applicant": (
            "ingediend door|aanvraag ingediend door|aanvraag van|gezien de aanvraag van|aanvraag door|"
            "ondergetekende|ondergeteekende|ondergetekenden|de ondergetekende|ik ondergetekende|aangevraagd door|"
            "verzoek van|verzoekschrift van|ingezonden door|demande introduite par|le soussigne|demande de|"
            "demande presentee par|requete de|wordt afgegeven aan|wordt verleend aan|wordt afgeleverd aan|"
            "afgegeven aan|afgeleverd aan|verleend aan|toegestaan aan|est delivre a|est accorde a|"
            "de bouwaanvraag van|bouwaanvraag van|aanvraag uitgaande van|ingediend namens|wordt toegekend aan|"
            "request van|rekwest van|het verzoek gedaan door|gedaan door|aanvraag gedaan door|wordt geweigerd aan|"
            "vergunning aan|toelating aan|demande formulee par|introduite par|de vraag van|gelet op de vraag van|"
            "bouwheer is|verkavelingsaanvraag van|exploitant|le permis est delivre a|accorde a|autorise|machtigt|"
            "rekest van|verzoek ingediend door|op verzoek van|op aanvraag van|ten name van|op naam van|"
            "mijn naam is|in naam van|namens de heer|namens mevrouw|ik ben|wij zijn|ten gunste van|voorstel van|"
            "stukken ontvangen van|wordt uitgereikt aan|"
            "uitgereikt aan|"
            "toegekend aan|vergund aan|verzoekschrift ingediend door|request ingediend door|ingediend is door|"
            "ingeleverd door|neergelegd door|introduite par monsieur|dossier van|toelating verleend aan|"
            "vergunning verleend aan|ik de ondergetekende|ingeleid door|dossier ingeleid door|ingesteld door|"
            "voor rekening van|in opdracht van|eigendom van|vanwege|uitgaande van|aanvraag vanwege|de vraag vanwege|"
            "opgestuurd door|ingestuurd door|woning voor de heer|woonhuis voor de heer|waarbij de heer|"
            "waarbij den heer|waarbij mevrouw|waarbij mevr|waarbij het echtpaar|waarbij de echtgenoten|"
            "waarbij den burger|besproken waarbij|onderzocht waarbij|gegeven worden aan|gegeven aan|"
            "delen u mee dat|deel u mee dat|punt rekwest van|vraagt u|verzoekt u|wordt verzocht door|smeekschrift van|"
            "vraag uitgaande van|verzoeker is|aanvrager is|indiener is|initiatiefnemer is|opdrachtgever is"
        ),
        "applicant_address": (
            "wonende te|wonend te|woonachtig te|wonende|gevestigd te|gedomicilieerd te|met zetel te|"
            "met maatschappelijke zetel te|demeurant a|domicilie a|met als adres|verblijvende te|"
            "met woonplaats te|wier zetel gevestigd is te|residant a|wonende aan de|met adres te|wonende in de|"
            "met kantoor te|waarvan de zetel gevestigd is te|demeurant|wonende alhier|met adres|verblijvende|"
            "verblijvend te|huizende|gehuisvest te|gedomicilieerd|gehuisd te|gevestigd|woonachtig|wonend|ik woon|"
            "en woon|en wonen|gehuisd|"
            "zetel te|zetelende te|met als woonplaats|kantoor houdende te|mijn adres is|mijn woonplaats is|"
            "met bureel te|domicilie"
        ),
        "site": (
            "gelegen te|gelegen aan|gelegen in|gelegen langs|gelegen op|gelegen aldaar|"
            "met betrekking tot een goed gelegen te|met betrekking tot het perceel gelegen te|"
            "op een perceel gelegen te|op een perceel te|terrein met als adres|terrein gelegen te|terrein gelegen|"
            "op een terrein gelegen te|op een terrein te|een bien sis|bien sis a|bien sis|sis a|sis|situe a|situe|"
            "perceel gelegen|goed gelegen te|goed gelegen|eigendom gelegen te|eigendom gelegen|gelegen alhier|"
            "betrekking op een terrein met als adres|op zijn eigendom|ligging van het goed|op haar eigendom|"
            "een perceel grond gelegen|met als ligging|gelegen hoek|staande te|staande en gelegen te|op het adres|"
            "plaats genaamd|in de gemeente|ter plaatse genaamd|grond gelegen te|goed ligt|perceel ligt|"
            "slaat op het goed|heeft betrekking op het goed|heeft betrekking op het terrein|"
            "betrekking op een goed|voor het goed|op het goed|goed gelegen is|gelegen is te|op een eigendom|"
            "op een eigendom te|eigendom te|op te richten aan|op te richten in|op te richten te|op te trekken te|"
            "te bouwen aan|te bouwen in de|te bouwen te|ter plaatse|gelegen hoek van|voor het perceel|"
            "op den hoek van|op de hoek van|woning gelegen|huis gelegen|gebouw gelegen|pand gelegen|"
            "gronden gelegen|perceel grond te|stuk grond gelegen|bouwgrond gelegen|gelegen ter|situee a|"
            "gelegen ten|gelegen bij|aan het pand|op mijn eigendom|op mijn grond|op mijnen grond|op onzen grond|"
            "op zijnen grond|op mijnen eigendom|op mijn erf|op mijn goed|"
            "op onze eigendom|"
            "uit te voeren te|uit te voeren aan|werken te|werken aan de"
        ),
        "matter": (
            "in verband met|aangaande|nopens het|nopens de|wat betreft|uw bouwwerken|uw bouwplan|uw eigendom"
        ),
        "parcels": (
            "kadastraal bekend|ten kadaster bekend|ten kadaster gekend|kadastraal gekend|gekadastreerd|"
            "cadastre section|met als kadastrale omschrijving|kadastrale omschrijving|ten kadaster|"
            "gekend ten kadaster|ten cadaster bekend|gekadastreerd sectie|bekend ten kadaster|"
            "kadastraal gekend als|kadastraal gekend onder|kadastraal bekend onder|sectie|kadaster bekend|"
            "kadaster gekend|bij het kadaster bekend|ten kadaster ingeschreven|kadastraal gelegen|"
            "ingeschreven ten kadaster|cadastree|cadastre|connu au cadastre"
        ),
        "subject": (
            "strekkende tot|strekkend tot|het betreft|het betreft een aanvraag tot|betreft een aanvraag tot|"
            "tendant a|toelating te vragen voor|toelating te vragen om|vergunning te vragen voor|"
            "vergunning aan te vragen voor|toelating tot bouwen voor|toelating tot het|vergunning tot het|"
            "machtiging tot het|toelating om|tot het bekomen van|met het oog op|heeft als voorwerp|omvat|"
            "omvattende|verlangende|ten einde te mogen|om te mogen|waarbij vergunning gevraagd wordt voor|"
            "vergunning voor|toelating voor|waarbij hij toelating vraagt tot|toelating vraagt tot|"
            "toelating vraagt om|vergunning vraagt tot|vergunning vraagt voor|vergunning vragen voor|"
            "waarbij toelating gevraagd wordt|autorisation de|l'autorisation de|houdende aanvraag tot|"
            "aanvraag tot het|strekt tot|aanvraag voor|uw aanvraag voor|machtiging om|machtiging te bekomen tot|"
            "vergunning om|verzoekt om|vraagt om|vragen om|waarbij hij vraagt om|vraagt toelating tot|"
            "betreffende|heeft betrekking op|project omvat|over te gaan tot|"
            "wenst over te gaan tot|"
            "wens over te gaan tot|wenst over te gaan|overgaan tot|overgaat tot|dossier heeft neergelegd voor|"
            "ingediend voor|ingediend tot|teneinde over te gaan tot|strekkend om|ertoe strekkende|"
            "met de vraag tot|toelating gevraagd tot|bouwtoelating voor|bouwtoelating tot|"
            "vergunning wordt gevraagd voor|bouwvergunning voor|verlof tot|om te kunnen overgaan tot|"
            "ten einde over te gaan tot|met als voorwerp|met als onderwerp|met betrekking tot het|"
            "voor het uitvoeren van|ayant pour objet|en vue de|pour la construction|voor volgende werken|"
            "volgende werken"
        ),
        "architect": (
            "opgemaakt door architect|opgemaakt door den bouwmeester|opgemaakt door de architect|"
            "plannen van architect|getekend door architect|volgens de plannen van architect|door architect|"
            "door de heer architect|door den heer architect|ontworpen door|par l'architecte|plans de l'architecte|"
            "architectenbureau|bureau van architect|architect|opgemaakt door den heer|"
            "opgemaakt door de bouwmeester|bouwmeester|architekt|architecte|opgemaakt door|plannen opgemaakt door|"
            "plannen opgesteld door|plannen getekend door|onder leiding van architect|onder leiding van den heer|"
            "dresses par|ontwerp van architect|architecten|plan van bouwmeester|plan van architect|"
            "naar ontwerp van|opgemaakt door den architect|tekenaar architect|plan door den heer bouwmeester|"
            "plans van bouwmeester|plannen van bouwmeester|door bouwmeester|door den heer bouwmeester|"
            "plan door architect|ontwerper architect|met medewerking van|architektenburo|architectenburo|ontwerp door|"
            "van de hand van|uit de hand van|"
            "plannen zijn van|plans zijn van|plan is van|plannen zijn getekend door|tekeningen door|tekeningen van|"
            "teekenaar van mijn plan is|tekenaar van mijn plan is|tekenaar van het plan is|teekenaar van het plan is|"
            "teekenaar is|tekenaar is|"
            "getekend door den heer|van den bouwkundige|bouwkundige|den bouwkundige|van de bouwkundige"
        ),
        "contractor": (
            "notaris|notariskantoor|landmeter|aannemer|namens notaris|kantoor van notaris|deurwaarder|"
            "studiebureau|n otaire|beedigd schatter|meester notaris|expert|beedigd landmeter|meetkundige"
        ),
        "official": (
            "aanwezig|waren aanwezig|tegenwoordig|zijn aanwezig|onder voorzitterschap van|zijn tegenwoordig|"
            "tegenwoordig de heren|aanwezige schepenen|afwezig|verontschuldigd"
        ),
        "neighbour": (
            "bezwaarschrift van|bezwaar ingediend door|bezwaren van|eigenaar van het aanpalende|"
            "aanpalende eigenaar|bezwaar van|klacht van|gebuur|bezwaarindiener|naburige eigenaar|buren|"
            "bezwaarschrift ingediend door"
        ),
        "clause": (
            "gelet op|overwegende dat|besluit|artikel 1|artikel 2|gezien het verslag|in zitting van|overwegende|"
            "artikel 3|vu la|attendu que|considerant|beslist|op last|namens het college|historiek|"
            "voorgeschiedenis|relevante voorgeschiedenis|openbaar onderzoek|beoordeling|de aanvraag werd|"
            "het perceel is|de gemachtigde ambtenaar|die ertoe gehouden is|onder de volgende voorwaarden|"
            "onder de voorwaarden|wordt geweigerd|wordt verleend|heeft de eer|geachte|mijnheer|mijne heren|"
            "mijne heeren|gelieve|in bijlage|wij hebben de eer|wij delen u mede|de werken zullen|aangezien|"
            "herzien|kennis genomen|considerant que|vu le|in acht genomen|beschikt|toetsingskader|afweging|"
            "eerdere dossiers|tegen dit besluit|edelachtbare heren|edelachtbare heeren|wij zenden|wij bevestigen|"
            "onze dienst|wij raden|hoogachtend|dankend bij voorbaat|inmiddels verblijven wij|met beleefde groeten|"
            "beroep worden ingesteld"
        ),
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""Formulas of running text; anywhere in a line."""
