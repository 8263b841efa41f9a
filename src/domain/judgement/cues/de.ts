// Cues of German.
import type { CuePatterns } from '../cues.ts';

export const deCues: CuePatterns = {
  asks: /(?<!\p{L})(?:wie|wann|wo|warum|wieso|wer (?:kann|wei[sß]+|hat)|wei[sß]+ jemand|hat jemand|kann (?:mir|man|jemand|ich)|k[oö]nnt ihr|k[oö]nnen sie|hilfe|helfen|gibt es|was (?:tun|mach|kann)|ist das normal)(?!\p{L})/gu,
  stuck:
    /(?<!\p{L})(?:(?:geht|funktioniert|l[aä]dt|startet|[oö]ffnet|klappt|reagiert|verbindet|l[aä]uft|kommt|komme|kann) (?:\w+ ){0,3}nicht|nicht (?:m[oö]glich|angekommen|erreichbar|m[aä]glich|rein)|kein (?:internet|netz|strom|empfang|zugang)|ausgesperrt|gesperrt|h[aä]ngt|h[aä]ngen|unm[oö]glich|verschwunden|fehlt)(?!\p{L})/gu,
  fault:
    /(?<!\p{L})(?:kaputt|defekt|fehler(?:meldung)?|bug|abst[uü]rz\w*|st[uü]rzt|besch[aä]digt|falsch\w*|schlecht\w*|langsam|versp[aä]t\w*|mies\w*|katastroph\w+|frech\w*|unversch[aä]mt\w*|entt[aä]usch\w*|m[uü]ll|schrott|witz|peinlich|l[aä]cherlich|abzocke|furchtbar|st[oö]rung)(?!\p{L})/gu,
  waits:
    /(?<!\p{L})(?:warte\w*|seit (?:\w+ )?(?:tagen|stunden|wochen|monaten|wochen)|immer noch|noch (?:immer|nicht|keine)|keine (?:antwort|r[uü]ckmeldung|reaktion)|niemand (?:geht|antwortet|meldet)|warteschleife|vertr[oö]stet)(?!\p{L})/gu,
  repeats:
    /(?<!\p{L})(?:schon wieder|wieder|st[aä]ndig|jedes mal|jeden (?:tag|monat)|immer|(?:zweite|dritte|vierte|\uE003\.?) mal|dauernd|erneut|zum \w+ten mal)(?!\p{L})/gu,
  wishes:
    /(?<!\p{L})(?:w[aä]re (?:toll|sch[oö]n|super|gut|cool)|w[uü]nsch\w*|solltet|k[oö]nntet ihr|vorschlag|bitte (?:f[uü]gt|macht|bringt)|h[aä]tte gern\w*|es fehlt|baut|einbauen|w[uü]rde mir)(?!\p{L})/gu,
  praises:
    /(?<!\p{L})(?:toll\w*|super|liebe|perfekt\w*|klasse|empfehl\w+|lecker\w*|beste[rns]?|gro[sß]+artig\w*|begeistert|zufrieden|sch[oö]n\w*|genial\w*|wunderbar\w*|spitze|geil\w*|freue)(?!\p{L})/gu,
  thanks: /(?<!\p{L})(?:danke|dank|dankesch[oö]n)(?!\p{L})/gu,
  solved:
    /(?<!\p{L})(?:gel[oö]st|geht wieder|l[aä]uft wieder|funktioniert (?:wieder|jetzt)|erledigt|repariert|behoben)(?!\p{L})/gu,
  money:
    /(?<!\p{L})(?:erstatt\w+|r[uü]ckerstatt\w+|abgebucht|abbuchung|rechnung\w*|bezahl\w+|zahl\w+|geld|euro|doppelt|teuer|preis\w*|geb[uü]hr\w*|[uü]berweis\w+|guthaben|konto|kaution|entsch[aä]dig\w+|mahnung)(?!\p{L})|€/gu,
  danger:
    /(?<!\p{L})(?:feuer|brennt|gebrannt|rauch\w*|qualm\w*|explod\w+|stromschlag|verbr\w+|verletz\w+|blut\w*|allergi\w+|krankenhaus|notaufnahme|vergift\w+|erbrochen|maden?|schimmel\w*|glas(?:splitter)?|bremsen?|gas(?:geruch)?|unfall|gef[aä]hrlich|aufgebl[aä]ht|erstick\w+)(?!\p{L})/gu,
  deadline:
    /(?<!\p{L})(?:heute|morgen|sofort|dringend|eilt|flug|abflug|pr[uü]fung|hochzeit|vorstellungsgespr[aä]ch|frist|bis (?:heute|morgen|montag|freitag)|in (?:einer|zwei|\uE003) stunden?|konzert|gleich)(?!\p{L})/gu,
  outage:
    /(?<!\p{L})(?:ausfall|ausgefallen|server|down|st[oö]rung|stromausfall|alle (?:haben|betroffen)|ganze[rns]? (?:stadt|ort|stra[sß]+e|land)|deutschlandweit|bundesweit|offline)(?!\p{L})/gu,
  leak: /(?<!\p{L})(?:gehackt|hack\w*|betrug|betr[uü]ger|geklaut|gestohlen|phishing|datenleck|daten(?:schutz|panne)|unbefugt\w*|nicht (?:von mir|autorisiert|bestellt|veranlasst)|fake|identit[aä]t\w*|fremde\w*)(?!\p{L})/gu,
  stranded:
    /(?<!\p{L})(?:gestrandet|eingesperrt|festsitz\w*|sitzen? fest|sitze fest|nicht nach hause|ohne (?:heizung|strom|wasser)|ausgesperrt)(?!\p{L})/gu,
  leaves:
    /(?<!\p{L})(?:k[uü]ndig\w+|gek[uü]ndigt|wechs(?:el|le|eln)\w*|nie wieder|konkurrenz|anderen anbieter|deinstallier\w+|l[oö]sch\w+|letzte[sn]? mal|bin (?:weg|raus)|tsch[uü]ss|abbestell\w+|widerruf\w*)(?!\p{L})/gu,
  insults:
    /(?<!\p{L})(?:idioten?|deppen?|vollidiot\w*|trottel|unf[aä]hig\w*|inkompetent\w*|saftladen|arsch\w*|schei(?:[sß]+|ss)\w*|betr[uü]gerbande|penner|drecks\w*|versager|bl[oö]d\w*|verarsch\w+|hirnlos\w*|pfeifen)(?!\p{L})/gu,
  threatens:
    /(?<!\p{L})(?:umbringen|anzeig\w+|anwalt|klage\w*|gericht|verklag\w+|ich komme (?:vorbei|zu)|ihr werdet|bereuen|wei[sß]+ wo|abfackeln|an den pranger|verbraucherzentrale|fertig ?machen)(?!\p{L})/gu,
  demands:
    /(?<!\p{L})(?:verlange|fordere|auf (?:den )?knien|gefeuert|entlass\w+|feuert|(?:chef|gesch[aä]ftsf[uü]hrer) sprechen|schmerzensgeld|schadensersatz)(?!\p{L})/gu,
  offers:
    /(?<!\p{L})(?:gewinnspiel|folg(?:t|e)|retweet|teilen und|verlos\w+|nebenverdienst|geld verdienen|invest\w+|krypto|rabatt(?:code)?|gutschein(?:code)?|link in (?:der )?bio|whatsapp|telegram|anzeige|werbung|gratis|kostenlos|angebot)(?!\p{L})|%/gu,
  private:
    /(?<!\p{L})(?:bestellnummer|kundennummer|kontonummer|iban|meine (?:adresse|nummer|daten|e-?mail)|vertragsnummer|rezept|diagnose|buchungsnummer)(?!\p{L})/gu,
};
