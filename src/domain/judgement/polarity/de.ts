// German words that sound bad or good whatever they speak of; `*` stands for any ending.
import type { Polarity } from '../polarity.ts';

export const dePolarity: Polarity = {
  bad: `abartig abgelehnt abgezock* abgestürzt abzock* absturz abstürz* albern angst* arm armselig arrogant asozial ausfall ausgefallen beleidig* bescheiden*
    beschwer* beschiss* beschädigt betrog* betrug betrüg* blöd* bodenlos boykott* böse bug* chaos* chaot* daneben defekt* demütig* depp* dreck* dreist* dumm*
    ekel* eklig* elend* empör* enttäusch* ernüchternd erschreck* erbärmlich* falsch* fassungslos fehlt fehler* fehlerhaft feige frech* frust* furchtbar*
    fürchterlich* gefährlich* genervt gescheitert geschädigt gestört gier* grausam* grauenhaft grottig grässlich hass* hasse hilflos hoffnungslos hässlich
    idiot* ignorier* inakzeptabel inkompetent* irreführend irre jämmerlich kacke kaputt* katastroph* kotz* krank* kritik kritisch kündig* lahm* langsam* langweilig*
    lächerlich* leider leiden lüge* lügen* lügner mangel* mangelhaft mies* mist müll nerv* nervig nutzlos panne* peinlich* pfusch* pleite problem* quatsch
    reinfall rücksichtslos sauer sauerei saumäßig schade schaden scham* schande* scheiß* scheiss* scheitern schlampig* schlecht* schlimm* schmerz* schmutz* schrecklich*
    schrott schuld* schwach* schwachsinn* skandal* sorge* spinnen stinkt stinkig stress* stör* störung* sinnlos tot traurig* trottel überteuert übel unbrauchbar
    unehrlich unfair unfreundlich* unfähig* ungenießbar unhöflich* unmöglich* unnötig* unseriös* unsicher* unverschämt* unzufrieden* unzumutbar* unzuverlässig* verarsch* verärgert
    verbuggt verdorben vergebens verloren vermisse verpasst verrückt versagt* verschlechter* verschwend* verspät* vertrösten verzweif* vorwurf wahnsinn warnung* wertlos
    widerlich* wut* wütend* zerstör* zumutung`,
  good: `angenehm* ausgezeichnet* begeister* bequem* beste* bester bestens bravo cool danke* dankbar* dankeschön effizient ehrlich* einfach einwandfrei* einzigartig* empfehl* empfohlen
    erfolg* erfreu* erfreulich erleichter* erstklassig* fair fantastisch* faszinier* fein* fleißig flott* freu* freude* freund* freundlich* froh* fröhlich* funktioniert gefällt
    geil* gelungen* gemütlich* genial* genieß* gern* gerne glück* glücklich* gratul* großartig* gut* günstig* hammer harmonisch herrlich* herzlich* hervorragend* hilfreich*
    hilfsbereit* hoffnung hoffe höflich* hübsch* hurra ideal* interessant* innovativ jubel* kompetent* kostenlos kulant* klasse klug* komfortabel* lecker* leicht lieb* liebe lieblings*
    lob* lohnt* lustig* motiviert mega nett* optimal* perfekt* positiv* praktisch* preiswert* prima professionell* problemlos pünktlich* reibungslos* respekt romantisch ruhig sauber*
    schnell* schön* schöne* sensationell* sicher* souverän spannend* spaß* spitze* stark* stolz* stilvoll süß* super* sympathisch* tipptopp top toll tolle* toller traumhaft* treu
    unkompliziert* überragend* überzeug* verbesser* verlässlich* vertrau* vorbildlich* vorfreude wertvoll* willkommen wow* wunder* wunderbar* wunderschön* wunderbar zauberhaft*
    zufrieden* zuverlässig* zuvorkommend*`,
};
