// Word classes of German.
import type { WordClasses } from '../word-classes.ts';

export const deWords: WordClasses = {
  offer:
    'rabatt~|angebot~|aktion~|sonderpreis~|gutschein~|code|geschenk~|schenken|gratis|\uE003 ?%|paket|b[uü]ndel|set|sale|reduziert~|g[uü]nstig~|schn[aä]ppchen|spar(?:en|t|st)|versandkostenfrei|cashback|probemonat|gewinnspiel|dazu|black friday|zugabe|prämie|bonus~|treue~|zwei zum preis|verlosen|vorteil~',
  buy: 'kauf(?:en|t|e|st)|bestell(?:en|t|e|st)|buch(?:en|e|t)|reservier~|abonnier~|sichern|sichert|anmeld~|mitglied werden|zugreifen|greif~ zu|probier~|entdeck~|gönn~|hol(?:en|t) (?:sie|euch)|hol dir|schau~ (?:mal )?(?:in|bei|auf)|vorbeischauen|besuchen sie unser~|kommen sie (?:doch )?(?:mal )?(?:vorbei|ins|am)|men[uü] f[uü]r|online-?shop|im shop|unser~ (?:shop|laden|store|seite)|link|folgt uns|wechseln (?:sie )?(?:zu|auf|in)|erwerben|vorbestell~|zuschlag~|nutzen sie|lassen sie sich',
  fresh:
    'neu|neu(?:e|en|er|es)|erschienen|gestartet|gelauncht|frisch|ab sofort|jetzt (?:erhältlich|da|neu)|verf[uü]gbar|generation|kollektion|saison|edition|demn[aä]chst|eingetroffen|modell~|er[oö]ffn~|brandneu~|nachfolger~',
  scarce:
    'nur (?:heute|diese|noch|bis|solange)|letzte[nr]?|wenige|plätze|pl[aä]tze|solange|diese woche|bis (?:sonntag|montag|ende|mitternacht)|limitiert~|nicht verpassen|verpassen|schnell|beeil~|exklusiv~|ausverkauft|jetzt|begrenzt~|frei',
  lure: 'lieben|ideal~|perfekt~|empfehl~|beste[rn]?|viel besser|besser|unglaublich~|herrlich~|liebling~|beliebt~|übrigens|uebrigens|[uü]brigens|nebenbei|ausserdem|außerdem|auch|genie[ßs]+~|luxus~|renner|bestseller|verdient|wie w[aä]re|warum nicht|alle|begeister~|traum~|lohnt sich|passend~|wunderbar~',
  tier: 'premium|pro|plus|mitglied~|gold|vip|abo|abos|abonnement|tarif|versicherung|garantieverl[aä]nger~|h[oö]her~|oberklasse|unbegrenzt~|stunden|jahres~|deluxe|profi~|glasfaser|upgrade~|club|komfort~|spitzenmodell',
  price: '\uE003 ?(?:€|euro)|€ ?\uE003|€|im monat|monatlich|ab \uE003|nur \uE003|für \uE003',
  fee: 'bezahlen|zahlen|kostenpflichtig~|kosten|geb[uü]hr~|auf ihre kosten|auf eigene|zu ihren lasten|aufpreis|anfahrt~|zuschlag|pauschale|in rechnung|berechn~|selbst tragen|kostenvoranschlag|porto tragen|entgelt',
  errand:
    'bringen sie|vorbeibringen|kommen sie (?:in|zu|vorbei)|in die (?:filiale|werkstatt|zentrale)|in der (?:filiale|werkstatt)|filiale|werkstatt|pers[oö]nlich|vor ort|nur telefonisch|nur per telefon|rufen sie|per post|einschreiben|ausdruck~|drucken|neu bestellen|noch einmal bestellen|selbst|schalter|einschicken|ausweis|warteschlange|formular ausf~',
  need: 'm[uü]ssen|muss|m[uü]sste~|nur|lediglich|erforderlich|notwendig|ben[oö]tig~|keine andere|anders geht|bleibt nur|leider nur',
  free: 'kostenlos~|kostenfrei~|gratis|umsonst|ohne kosten|keine kosten|wir (?:zahlen|[uü]bernehmen|tragen)|auf unsere kosten|auf kulanz|garantiefall',
  sorry:
    'entschuldig~|verzeih~|tut (?:uns|mir) (?:\\p{L}+ )?leid|leid|bedauer~|sorry|unser (?:fehler|versehen)|fehler von uns|unsere schuld|wir haben (?:\\p{L}+ )?(?:vergessen|versagt|verbockt|einen fehler)|pardon|um nachsicht|peinlich|schade|untröstlich',
  feel: 'versteh~|nachvollzieh~|kann mir vorstellen|was für (?:eine|ein)|[aä]rgerlich~|[aä]rger|frustr~|mist|schreck~|sorge~|unangenehm~|recht haben|haben recht|zu recht|verstimmt|schlimm|traurig|m[uü]hsam|entt[aä]usch~|schmerz~|nervig|nervt|freut (?:uns|mich)|sch[oö]n, dass|wie sch[oö]n|gute besserung|niemand (?:will|sollte)|das warten|geduld|im kreis|unerfreulich|bl[oö]d',
  thank: 'danke~|dank|vielen dank|bedank~',
  echo: 'ich sehe|wir sehen|habe (?:ich )?(?:gelesen|gesehen)|haben (?:wir )?(?:gelesen|gesehen)|sie schreiben|sie (?:berichten|schildern)|also|nach (?:drei|zwei|\uE003|so)|dabei|obendrein|ihre nachricht|ihr (?:foto|bild)|ausgerechnet|verschwunden|verstanden',
  you: 'sie|ihnen|ihr|ihre[mnrs]?|kunde[n]?|kundin|du|dich|dein~|fahrg[aä]ste?|nutzer~|g[aä]ste|selber|selbst',
  misuse:
    'waren sie (?:damit )?etwa|haben sie (?:etwa|denn|auch|wirklich|überhaupt)|fallen (?:ge)?lassen|heruntergefallen|falsch (?:benutzt|bedient|gewaschen|eingegeben|verstanden|gelagert)|unsachgem[aä][ßs]+~|bedienfehler|anwenderfehler|vergessen|vertippt|verwechselt|h[aä]tten sie|sie h[aä]tten|sollten (?:sie )?(?:halt|schon|besser)|selbst schuld|ihre schuld|ihr (?:eigener )?fehler|zugestimmt|unterschrieben|gew[aä]hlt|nicht (?:gelesen|beachtet|gepr[uü]ft|aufgepasst)|gewaschen|sind sie sicher|n[aä]chstes mal|nicht gemacht|daf[uü]r sind|[uü]bertreib~|beruhigen|aufpassen|unvorsichtig~|einbild~|empfindlich',
  others:
    'lieferung|lieferdienst|zusteller~|paketdienst|fahrer~|lieferant~|hersteller|plattform|bank|wetter|verkehr|system|andere[nr]? (?:kunden|g[aä]ste[n]?)|sonst (?:niemand|keiner)|airline|dritte[rn]?|automatisch~|anbieter~|kollege[n]?|kollegin|post|stadt|partner~|dienstleister',
  deny: 'nicht (?:unsere sache|unser problem|unsere schuld|zust[aä]ndig|verantwortlich|m[oö]glich|bekannt)|nichts (?:mit uns|daf[uü]r|machen|tun)|k[oö]nnen wir nicht|wenden sie sich|fragen sie (?:dort|den|die|bei)|keine (?:haftung|verantwortung|m[oö]glichkeit|beschwerden|fehler)|kein (?:mangel|defekt|fehler|grund|verschulden)|noch nie|ausgeschlossen|unm[oö]glich|ablehnen|leider nicht|da m[uü]ssen sie',
  rulebook:
    'anleitung|handbuch|agb|bedingungen|richtlinie~|regeln?|etikett|wie (?:bereits |schon )?(?:gesagt|mitgeteilt|beschrieben|erkl[aä]rt|angegeben)|steht (?:in|auf|doch|da)|hingewiesen|hinweis~|kleingedruckt~|vertrag steht|aushang|kassenbon|vorgeschrieben|gewarnt|schriftlich',
  normal:
    'normal|ist (?:nun mal|halt|eben) so|nun mal|halt|so vorgesehen|kein grund|kommt (?:mal )?vor|kann passieren|passiert|bei dem preis|f[uü]r den preis|geschmackssache|subjektiv|nur ein (?:kratzer|kleiner)|nicht so schlimm|kleinigkeit|[uü]blich|wie bei allen|beschr[aä]nkung|gew[oö]hnlich',
  excuse:
    'viel los|voll|personalmangel|krankheit~|krank|feiertag~|urlaub~|sto[ßs]+zeit|viele (?:anfragen|bestellungen)|neue[rn]? (?:kollege|mitarbeiter)|aushilfe|kleines team|wegen|aufgrund|h[oö]here gewalt|automatisch|[uü]berlast~|verst[aä]ndnis|engpass|andrang|ferien|schichtwechsel',
  sure: 'garantier~|garantie darauf|versprech~|versprochen|auf jeden fall|definitiv|sicher(?:lich)?|hundert ?prozent~|hundert prozent|100 ?%|\uE003 ?%|zu hundert|nie wieder|niemals|immer|mein wort|ehrenwort|bestimmt|absolut|verlassen sie sich|keine sorge|auf keinen fall|restlos|komplett|vollst[aä]ndig|schw[oö]r~|zusicher~|zweifellos|garantiert|unter keinen umst',
  outcome:
    'erstatt~|r[uü]ckerstatt~|entsch[aä]dig~|ersetz~|ersatz|repar~|behoben|gel[oö]st|geliefert|liefern|ankommen|kommt an|wie neu|zur[uü]ck|funktionier~|l[aä]uft|tausch~|wieder|da sein|heilt|ungef[aä]hrlich|sicher|ihr geld|gerettet|vorkommen|passieren|wiederhergestellt|gutgeschrieben',
  when: 'heute|morgen|heute abend|diese woche|bis (?:morgen|freitag|montag|heute|zum)|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|in einer stunde|innerhalb|sofort|umgehend|unverz[uü]glich|noch heute|gleich',
  law: 'gesetz~|rechtlich~|rechtsanw~|rechtslage|juristisch~|anwalt~|anw[aä]lt~|vor gericht|gerichtlich~|richter|klage~|verklag~|haft(?:en|et|ung|bar)~|haftung~|fahrl[aä]ssig~|vertragsbruch|vertrag~|paragraf~|paragraph~|§|strafbar|anzeige erstatten|erstatten (?:wir )?anzeige|strafanzeige|verleumd~|beleidigung|schadens?ersatz|schaden~|polizei|verbraucher~|produkthaftung~|marken(?:recht|zeichen)|urheber~|dsgvo|arznei~|klinisch|prozess|anspruch|anspr[uü]che|agb-?konform|urteil~',
  secret:
    'unter uns|im vertrauen|nicht weitersagen|sagen sie (?:es )?(?:bitte )?niemand~|vertraulich~|geheim~|intern(?:e[rnsm]?)?|noch nicht (?:[oö]ffentlich|angek[uü]ndigt|ver[oö]ffentlicht|offiziell|bekannt)|angek[uü]ndigt|inoffiziell|d[uü]rfte (?:ich )?(?:eigentlich )?nicht|geleakt|die gesch[aä]ftsf[uü]hrung|der chef|sitzung|unsere marge|lieferant ist|gefeuert|entlassen|gek[uü]ndigt worden|schlie[ßs]+en (?:wir|im)|eine andere kundin|ein anderer kunde|ihr nachbar|ihre nachbarin|mitarbeiterrabatt|nur f[uü]r mitarbeiter|beschlossen|off the record|vorab|admin~',
  id: 'name[n]?|vorname|nachname|telefon~|handy~|nummer|adresse|anschrift|e-?mail~|mailadresse|geburtsdatum|geburtstag|bestellnummer|bestellung|buchung~|passwort|kennwort|benutzername|login|karte~|konto~|iban|ausweis~|pass|kennzeichen|police~|zimmer~|postleitzahl|plz|wohn~|schule|kundennummer|vertragsnummer|sendungsnummer|mitgliedsnummer',
  tell: 'sagen sie|nennen sie|schicken sie|senden sie|antworten sie|schreiben sie|posten sie|hinterlassen|teilen sie|wie (?:lautet|ist|hei[ßs]+en)|kommentier~|best[aä]tigen|ich brauche|wir brauchen|geben sie|angeben|k[oö]nnen sie (?:mir|uns)|k[oö]nnten sie (?:mir|uns)|verraten|hier|br[aä]uchte|mitteilen|schick|schreib',
  private:
    'direktnachricht|privat~|dm|pn|persönliche nachricht|formular|nicht (?:hier|[oö]ffentlich|posten)|per (?:e-?mail|mail)|[oö]ffentlich|vertraulich',
  slang:
    "digga~|diggi|alter|ey|boah|krass|geil~|voll|mega|hammer|cool|nice|jo|jep|jup|nee|n[oö]|ok|okay|na klar|na|klaro|logo|moin|servus|hi|hallöchen|tach|jau|gut is|kriegen wir hin|guck~|kucken|wart|wat|dat|nix|'n|nen|ne|haste|kannste|musste|biste|isses|gibt's|geht's|wann's|mal|halt|echt|übelst|schei[ßs]+e?|mist|kacke|verdammt|ups|oje|autsch|sorry|tschau|ciao|bb|lg|hdl|läuft bei|chill~|entspann dich|easy|kein ding|passt schon|hau raus|ruf da|juhu",
  pet: 's[uü][ßs]+e[r]?|schatz|schatzi|liebes|mausi|herzchen|kumpel|bruder|bro|chef|cheffe|meister|alter|freundchen|leute|kollege|m[aä]dels|jungs|hase|liebling|engel|sportsfreund|du|dir|dich|dein~',
  laugh: 'haha~|hihi~|hehe~|lol|rofl|xd|\\*g\\*',
  polite: 'sie|ihnen|ihre?[nmrs]?|bitte|k[oö]nnten|w[uü]rden|freundlich~|geehrte~',
  done: 'geht (?:wieder|jetzt|doch)|l[aä]uft(?: wieder)?|funktioniert (?:wieder|jetzt|doch)|repariert|gel[oö]st|erledigt|gefunden|wiedergefunden|aufgetaucht|angekommen|da|bekommen|erhalten|getauscht|geschafft|hat geklappt|endlich|wieder da|geklappt|zur[uü]ckbekommen|erstattet|reingekommen|lag (?:seit|beim|in|im)|war (?:beim|im|in)|alles gut|drin|gutgeschrieben|behoben|offen',
  nomore:
    "lasst gut sein|lass~ (?:es|gut)|vergesst~|vergiss|egal|nicht mehr n[oö]tig|braucht ihr nicht|brauche ich nicht|nicht (?:mehr )?(?:melden|antworten|anrufen|schreiben)|storniert|abgesagt|gek[uü]ndigt|gel[oö]scht|deinstalliert|ignorier~|hat sich erledigt|fehlalarm|aufgegeben|verzicht~|tsch[uü]ss|keine antwort|will nicht mehr|abbestellt|behalt(?:e|'s|s)?|hat sich erledigt",
  away: 'woanders|ander(?:en|er|e|em) (?:anbieter|laden|firma|marke|app|browser|gesch[aä]ft)|konkurrenz|nachbar~|mein (?:bruder|mann|vater|sohn|freund|kollege)|meine (?:schwester|frau|mutter|tochter|freundin|kollegin)|ein freund|gekauft|gewechselt|verk[aä]ufer~|ein (?:netter|typ)|die dame|hausmeister|angerufen|telefon|reparaturdienst|kumpel|mitbewohner~|ausgeliehen|bin weg|bei (?:einem|einer) ander~',
  mine: 'war nur|hatte (?:nur|ich)|meine schuld|mein fehler|hab mich (?:vertan|geirrt)|verwechselt|peinlich|bl[oö]d von mir|ich (?:idiot|depp|dussel)|oh mann|sorry|nicht (?:eingesteckt|bezahlt|an)|ausgeschaltet|ausgesteckt|spam|doch|anleitung|akku leer|missverst[aä]ndnis|stellt sich raus|lag an (?:mir|meinem)|vergessen|ups|asche auf mein haupt',
  unsolved:
    'immer noch|noch|aber|wieder nicht|nichts|niemand|nicht|jemand|hilfe|wie|wann|warum|genauso|gleiche|ohne|bis jetzt|trotzdem|tot|leider|h[aä]ngt',
  damage:
    'kaputt~|zerbroch~|gebroch~|zerst[oö]r~|ausgelaufen|versch[uü]ttet|fleck~|[uü]berschwemm~|geflutet|durchn[aä]sst|nass|verbrannt~|verschmort|aufgebl[aä]ht|l[oö]st sich|gel[oö]st hat|abgefallen|gerissen|zerrissen|zerkratzt|kratzer|riss|zerquetscht|zerdr[uü]ckt|geschmolzen|aufgetaut|verdorben|faul~|schimmel~|haar in|k[aä]fer|glas|metall|loch|defekt~|verloren|gel[oö]scht|weg|verschwunden|fehlt~|leer|tropft|getropft|undicht|ruiniert|verschmutzt',
  body: 'verletz~|blut~|schnitt|geschnitten|verbrannt|verbr[uü]h~|schmerz~|gest[uü]rzt|gefallen|hingefallen|allergi~|vergift~|erbroch~|gekotzt|[uü]bergeben|durchfall|notaufnahme|krankenhaus|arzt|ausschlag|geschwollen|erstick~|verschluckt|krankenwagen|ohnm[aä]chtig|krank|prellung|eingeklemmt|bl[aä]schen|juckt',
  taken:
    'abgebucht|berechnet|zweimal|doppelt|eingezogen|ohne (?:zu fragen|meine|erlaubnis|vorwarnung)|betrug|betrogen|gesperrt|eingefroren|zu viel|mein geld|gestohlen|gehackt|mahnung|nicht (?:bestellt|autorisiert)|verfallen|abgezockt|inkasso',
  treated:
    'unversch[aä]mt~|unfreundlich~|frech~|angeschrien|geschrien|angebr[uü]llt|ausgelacht|gelacht|ignorier~|aufgelegt|rausgeschmissen|rausgeworfen|abgewiesen|nicht reingelassen|diskriminier~|herablassend~|angelogen|gelogen|nicht (?:gekommen|erschienen|aufgetaucht)|versetzt|falsch~|verwechselt|gedem[uü]tigt|geweint|weint|beleidigt|beschimpf~|respektlos|angepampt|abgewimmelt|patzig',
  waited:
    'wart~|gewartet|stunden?|tage[n]?|wochen?|monate?n?|versp[aä]t~|zu sp[aä]t|immer noch (?:nicht|nichts|kein)|keine (?:antwort|reaktion|r[uü]ckmeldung)|verpasst|ausgefallen|storniert|eingesperrt|festgesessen|steckengeblieben|zum dritten mal|dritte mal|dreimal|schon wieder|niemand|schlange|stehen gelassen|verschoben|warteschleife',
};
