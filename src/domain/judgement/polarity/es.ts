// Spanish words that sound bad or good whatever they speak of; `*` stands for any ending.
import type { Polarity } from '../polarity.ts';

export const esPolarity: Polarity = {
  bad: `abandon* aberrante aburr* abus* acos* agotad* agresiv* amenaz* ansiedad antipátic* apestos* arruin* asco asquer* asust* atroz avería averiad* bloquead* bobada* basura bronca cabr* cabrón cabrea* cag* caído
    callar cancel* caos cansad* carísim* caro catástrof* catastr* chapuz* cobran cochinad* complicad* coraje corrupt* culpa* cutre dañ* debacle decepci* defectuos* defrauda* deficiente demora* deplorable depri* desagradable
    desastr* descar* desesper* desgracia* desilusi* deshonest* despreci* destru* disgust* dolor* duele dud* embuster* empeor* enferm* engañ* engaño enoj* enfad* equivocad* error* escándal* espant* estaf* estafador* estropea* estúpid*
    estafa exager* fall* falla falló falso* falsa fastidi* fatal* fatídic* feo fea fracas* fraude* fraudulent* frustr* furios* gilipoll* groser* guarr* harta harto hartos hartas horribl* horror* huelga humill* idiot* ignora* imbécil* imposible impresentable
    inaceptable inadmisible incómod* incompeten* incumpl* indigna* indignante inepto* ineptitud inestable injust* inseguro insoportable insult* inútil* ira jod* joder ladron* ladrón lament* lástima lentitud lento lenta llor* llorar mala malas malo malos mal maldit* maltrat* mamad* mentir* mentira*
    mierda miedo mediocre molest* morir muert* nefast* negar niegan odi* odio ofens* olvid* patétic* penos* peor* pesadilla pésim* pereza perder perdid* perdí porquería preocup* problema* protest* puta* puto queja* quejar* rabia rabios* rechaz* reclam* ridícul* roba* robo robar 
    rompi* roto rota ruido* ruina sinvergüenza* sucio sucia sufr* suspend* susto tard* tarda* terribl* timo tonto* tonta* tontería* tóxic* traición* trampa* triste* tristeza vergonz* vergüenza violen* vomit*`,
  good: `abraz* acertad* acogedor* agradable* agradec* alegr* alegría* alucinante amable* amabilidad amo amor* apasion* aplaus* asombros* atent* ayud* barat* bella bello belleza bendic* bendecid* bien bienvenid* bonit* bravo brillante* buen* bueno buena buenas buenos buenísim* calidad cariñ* celebr*
    chul* cómod* confia* confiable content* delici* disfrut* divert* divino dulce eficaz eficien* efectiv* elegan* emocion* encant* encanta enamora* enhorabuena espectacular* espléndid* estupend* excelen* exquisit* éxito* exitos* extraordinari* fabulos* fácil* facilidad fantástic* favorit* felicid* felicidades felicit* feliz felices fenomenal
    fiable* genial* gracias grandios* gust* gusta gustó hermos* honest* honrad* ideal* ilusi* ilusión impecable* impresionant* increíble* inmejorable* innovador* inolvidable* interes* linda* lindo* limpi* logr* lujo majo maravill* mejor* mejora* mejores motiva* orgull* paz perfect* placer* positiv* precios* premio profesional* puntual* rápid* rapidez
    recomend* recomiendo respet* rico ric* riquísim* risa sabros* satisf* seguro* sencill* sonrisa* sonri* sorprend* suerte súper superb* tranquil* triunf* único útil* valios* valient* victoria* viva wow`,
};
