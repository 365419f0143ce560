# Teksten in de pagina zelf. Taalniveau B1, u-vorm.

page-title = Veilig melden
brand = Belfry
skip-to-content = Naar de inhoud
language-label = Taal
other-language-name = English
tor-language = download/
exit = Snel weg
exit-address = https://nl.wikipedia.org/
problem-title = Er gaat iets mis
try-now = Probeer het nu opnieuw
try-again = Probeer het opnieuw
other-ways = Andere wegen
back = Terug
footer-nothing-kept = Deze site gebruikt geen cookies en bewaart niets op uw apparaat.
word = Woord
leave = Klaar, verlaat deze pagina
footer-exit = Met ‘Snel weg’ verlaat u deze pagina meteen en wissen wij wat u hebt getypt.
footer-escape = Drie keer op Esc drukken doet hetzelfde.

## Begin

start-title = Meld een misstand zonder uw naam te noemen
start-lead = U schrijft aan de integriteitscommissie. Uw eigen browser versleutelt uw bericht voordat het weggaat. Alleen de leden van de commissie kunnen het lezen. Wie deze site beheert, kan dat niet.
start-write = Schrijf een melding
start-return = Kom terug met uw code
start-no-account = U hebt geen account nodig en u hoeft niets te installeren. Het antwoord leest u met een code van 12 woorden.
no-script-title = Op deze pagina kunt u nu niet melden
no-script-why = JavaScript staat uit, of een deel van de pagina is niet geladen. Daarom kan uw browser uw bericht niet versleutelen. Zonder versleuteling versturen wij niets.
no-script-what = Zet JavaScript voor deze site aan en laad de pagina opnieuw. In Tor Browser kiest u bij het schild het beveiligingsniveau ‘Standaard’. Of kies een van de andere wegen onder aan deze pagina.

who-title = Wie leest uw melding?
who-text = Alleen de leden van de integriteitscommissie. Zij lezen uw bericht op een computer die niet met internet is verbonden. U ziet hun namen zodra u gaat schrijven. Uw browser controleert eerst of de lijst met namen echt is.
who-address = Gaat uw melding over iemand uit de commissie? Dan kunt u die persoon weglaten. Die kan uw bericht dan niet lezen, en merkt niet dat het er is.

known-title = Wat weten wij van u?
known-not = Wat wij niet weten
known-not-name = Uw naam, e-mailadres en telefoonnummer. Wij vragen er niet naar.
known-not-visit = Of u voor het eerst schrijft, terugkomt of alleen kijkt of er een antwoord is. Elk bezoek verstuurt één bericht, ook als u niets typt. Houd de pagina daarvoor minstens tien minuten open. Schrijft u in één bezoek meer berichten, dan is dat wel te zien.
known-not-operator = De beheerder van de server weet niet wat u schrijft, en ook niet of er een antwoord voor u klaarligt.
known-yes = Wat u wel kan verraden
known-yes-text = Wat u zelf schrijft. Denk aan een gesprek waar u alleen bij was, of aan uw manier van schrijven.
known-yes-time = Het moment. De commissie kan ongeveer zien op welke dag uw bericht kwam. Wie de server in de gaten houdt, ziet het op de minuut.
known-yes-address = Uw IP-adres. Wij bewaren het niet. Maar zonder Tor Browser kan wie deze site beheert het wel zien zolang u hier bent.
known-yes-network = Uw netwerk. Zonder Tor Browser kan uw werkgever of internetaanbieder zien dat u deze site bezoekt.

safer-title = Zo meldt u veiliger
safer-work = Gebruik geen computer, telefoon of wifi van uw werk.
safer-tor = Gebruik Tor Browser. Dan ziet uw netwerk niet welke site u bezoekt, en ziet deze site niet waar u bent.
safer-tor-link = Tor Browser downloaden
safer-place = Zoek een plek waar niemand op uw scherm meekijkt.
safer-details = Bedenk welke details alleen u kunt weten. Laat ze weg als u niet herkend wilt worden.

next-title = Hoe gaat het verder?
next-code = Voordat u verstuurt, krijgt u een terugkomcode van 12 woorden. Alleen met die code leest u later het antwoord.
next-seven = Binnen 7 dagen krijgt u een ontvangstbevestiging.
next-three-months = Binnen 3 maanden krijgt u een terugkoppeling: u leest wat de commissie met uw melding heeft gedaan of gaat doen.
next-protect = U kunt altijd terugkomen om iets toe te voegen of vragen te beantwoorden.

elsewhere-title = Waar kunt u nog meer terecht?
elsewhere-danger = Is er nu direct gevaar? Bel 112.
elsewhere-adviser = Wilt u eerst met iemand praten? Een vertrouwenspersoon denkt met u mee. Staan er vertrouwenspersonen op de lijst van deze commissie, dan ziet u hun namen en locaties als u gaat schrijven. Vaak kunt u hun daar ook een bericht sturen dat de commissie niet leest.
elsewhere-outside = U mag ook meteen buiten uw organisatie melden. U hoeft het dus niet eerst hier te doen.
elsewhere-house = Huis voor Klokkenluiders: gratis en vertrouwelijk advies. U kunt er een misstand ook melden.
elsewhere-house-link = huisvoorklokkenluiders.nl
elsewhere-authorities = Bevoegde autoriteiten, elk voor hun eigen terrein: de Autoriteit Consument en Markt, de Autoriteit Financiële Markten, de Autoriteit Persoonsgegevens, De Nederlandsche Bank, de Inspectie Gezondheidszorg en Jeugd, de Nederlandse Zorgautoriteit en de Autoriteit Nucleaire Veiligheid en Stralingsbescherming.
elsewhere-union = Europese instellingen, bijvoorbeeld het fraudebureau OLAF, als het gaat om een inbreuk op het Unierecht of om geld van de Europese Unie.
elsewhere-protected = De Wet bescherming klokkenluiders beschermt u tegen benadeling, zoals ontslag of overplaatsing, als u goede redenen hebt om te denken dat uw melding klopt. Dat geldt hier, bij het Huis voor Klokkenluiders en bij de autoriteiten.

## Is dit het goede meldpunt?

gate-title = Is dit het goede meldpunt?
gate-why = In het adres waarmee u hier kwam, ontbreekt het deel na het teken #. Daarom weet uw browser niet zeker of dit het meldpunt van uw commissie is.
gate-how = Op de poster of in de brief van uw commissie staan twaalf woorden. Typ de drie woorden over waar wij om vragen.
gate-wait = De gegevens van het meldpunt worden opgehaald…
gate-check = Controleer de woorden
gate-skip = Ik kan dit niet controleren
gate-meaning-title = Wat betekent dat?
gate-meaning-1 = Als deze site is nagemaakt of overgenomen, kan iemand anders uw bericht lezen. U ziet dat dan niet. De drie woorden beschermen u daartegen.
gate-meaning-2 = Kunt u het adres of de woorden nog opzoeken zonder dat het opvalt? Doe dat dan eerst. Gaat u toch door, noem dan niets waaraan iemand u kan herkennen.
gate-accept = Ik begrijp het en ga toch door

## Schrijven

write-title = Uw bericht
write-label = Wat is er gebeurd?
write-hint = Schrijf wat u hebt gezien of gehoord, waar dat was en wanneer. Uw naam is niet nodig. Uw tekst blijft in dit venster totdat u verstuurt.
to-title = Aan wie schrijft u?
service-legend = Waar gaat het over?
service-none = Weet ik niet, of iets anders
readers-title = Wie kan dit lezen?
readers-checking = De namen worden gecontroleerd. U kunt alvast schrijven. Versturen kan zodra de controle klaar is.
advisers-title = Liever eerst praten met een vertrouwenspersoon?
outside-title = Andere wegen die deze commissie noemt
write-code = Ik kreeg een code van de commissie of een vertrouwenspersoon
write-code-means = Zet de code in uw bericht. Dan weet de commissie dat dit bij uw eerdere melding hoort. Mocht iemand die melding niet lezen? Kies die persoon dan straks weer.
own-name-title = Uw naam (niet nodig)
own-name-label = Uw naam
own-name-means = Wilt u anoniem blijven? Laat dit dan leeg. Wat u hier invult, staat niet bij uw bericht: uw browser versleutelt het apart. Geeft u hier uw naam, zet hem dan niet ook in uw tekst.
write-next = Verder
proof-want = Ik wil een ontvangstbewijs
proof-means = Daarmee kunt u later laten zien, ook aan een rechter, dat een lid van de commissie deze tekst heeft gekregen. U bewaart dan twee bestanden. Let op: wie die vindt, weet dat u hebt gemeld, en wat. Hebt u het niet nodig, vraag er dan niet om.
write-who = Kies wie dit niet mag lezen

hand-title = Overdragen aan de commissie
hand-means = De commissie heeft uw gesprek met de vertrouwenspersoon niet gezien. Schrijf hier wat zij moet weten. De vertrouwenspersoon leest dit bericht niet. U houdt dezelfde 12 woorden.
hand-own = Wat u eerder zelf schreef, is nergens bewaard. Typ of plak het opnieuw. Wat de vertrouwenspersoon antwoordde, kunt u overnemen.

## Wie mag dit niet lezen?

who-may-title = Mag iedereen in de commissie dit lezen?
who-may-why = Gaat uw melding over iemand uit de commissie, of vertrouwt u iemand niet? Laat die persoon dan weg.
who-may-unseen = Wie u weglaat, kan uw berichten niet openen. Die persoon ziet ook niet dat u hebt geschreven. Dat geldt ook voor alles wat u later in dit gesprek schrijft.
who-may-again = Hebt u eerder al iemand weggelaten? Uw browser weet dat niet zeker. Laat die persoon dan opnieuw weg, anders kan die dit bericht wel lezen.
who-may-legend = Uw keuze
who-may-all = Alle leden mogen dit lezen
who-may-some = Een of meer leden mogen dit niet lezen
who-may-members = Wie mag dit niet lezen?
who-may-others = Wij kunnen niet voorkomen dat andere leden erover praten. Schrijf in uw bericht waarom deze persoon het niet mag weten.
write-back = Terug naar het gesprek

## Terugkomcode

receipt-title = Schrijf deze 12 woorden op
receipt-lead = Dit is uw terugkomcode. Hiermee leest u later het antwoord en schrijft u verder. Uw bericht is nog niet verstuurd.
receipt-paper = Schrijf de woorden in deze volgorde op papier. Maak geen foto en bewaar ze niet op een telefoon of computer.
receipt-only = Raakt u de woorden kwijt, dan kunt u het antwoord niet meer lezen. Niemand kan u een nieuwe code geven, ook de commissie niet.
receipt-nobody = Geef de woorden aan niemand. Wie ze heeft, kan uw antwoorden lezen en namens u schrijven.
receipt-next = Ik heb ze opgeschreven
receipt-edit = Terug naar de tekst
check-title = Staan ze goed op papier?
check-why = Typ twee woorden over van uw papier. Daarna versturen wij uw bericht.
check-send = Controleer en verstuur
check-again = Laat de woorden nog eens zien

## Versturen

sending-title = Uw bericht wordt verstuurd
sending-hint = Laat dit venster open.
sending-own = Uw tekst
sent-title = Uw bericht is verstuurd
sent-lead = Het staat versleuteld op de server. Alleen wie het mag lezen, kan het openen.
sent-proof = U hebt om een ontvangstbewijs gevraagd. Bewaar nu uw tekst, en verander niets in het bestand: zonder deze tekst bewijst het niets. Bewaar hem waar niemand anders kijkt, niet op een apparaat van uw werk. Het bewijs vindt u later bij het antwoord.
proof-save-text = Bewaar mijn tekst
sent-next-title = Wat gebeurt er nu?
sent-come-back = Kom over een week terug met uw 12 woorden. Dan ziet u of er een antwoord is.
sent-adviser = Een vertrouwenspersoon geeft u advies. Een bericht aan een vertrouwenspersoon is nog geen melding. Wilt u dat de commissie het onderzoekt? Dan kunt u het gesprek overdragen zodra er een antwoord is.
sent-cannot-warn = Wij kunnen u niet laten weten dat er een antwoord is, want wij weten niet wie u bent.
add-files = Voeg bestanden toe
sent-more = Schrijf nog een bericht

## Terugkomen

return-title = Typ uw 12 woorden
return-how = Pak het papier met uw terugkomcode.
return-hint = De eerste vier letters van elk woord zijn genoeg. Met de spatiebalk gaat u naar het volgende vak. U kunt ook alle woorden tegelijk plakken.
return-open = Open het gesprek
return-private = De woorden blijven in uw browser. Ze worden niet verstuurd.
nothing-title = Er is geen antwoord gevonden
nothing-lead = Dat kan twee dingen betekenen:
nothing-not-yet = Er is nog niets voor u gepubliceerd. Probeer het over een paar dagen opnieuw.
nothing-wrong-word = Een van de woorden klopt niet, ook al bestaat het woord wel. Vergelijk ze met uw papier.
nothing-write-means = U kunt toch een bericht schrijven. Klopt een van de woorden niet, dan komt uw bericht aan als een nieuwe melding. Wie het leest, ziet dan niet dat het bij een eerder bericht hoort. Het antwoord leest u dan met de woorden die u nu hebt getypt.
nothing-retype = Controleer de woorden
nothing-write = Schrijf toch een bericht

## Gesprek

conversation-title = Uw gesprek
answers-title = Antwoorden
answers-none = Er is nog geen antwoord. Uw bericht is wel ontvangen.
collect-title = Wilt u dit bestand ophalen?
collect-server = De server ziet dan dat iemand nu een bestand van de commissie ophaalt, en ongeveer hoe groot het is. Lezen kan de server het niet. Met Tor Browser weet de server ook niet wie u bent.
collect-device = Het bestand komt op uw apparaat te staan. Wie uw apparaat bekijkt, kan het vinden. Doe dit niet op een apparaat van uw werk.
collect-open = Verbreek de verbinding met internet voordat u het bestand opent. Een bestand kan bij het openen iets van internet halen, en dan kan iemand zien waar u bent.
collect-yes = Ja, haal het bestand op
collect-no = Nee
proofs-title = Ontvangstbewijs
proofs-how = Een lid van de commissie tekende dat een tekst is ontvangen. Of dat uw tekst is, blijkt als iemand dit bewijs en uw bewaarde tekst samen controleert, met het gewone programma minisign. Hoe dat gaat, staat in de handleiding van Belfry bij ‘ontvangstbewijs’. Wie deze bestanden vindt, weet dat u hebt gemeld, en wat.
received-title = Ontvangen
conversation-write = Schrijf een bericht
conversation-hand = Draag dit over aan de commissie
conversation-kept = Uw eigen berichten staan hier niet: die kan na het versturen alleen de ontvanger nog openen. Een antwoord blijft hier een tijd staan en verdwijnt daarna vanzelf.
