// Word classes of Spanish.
import type { WordClasses } from '../word-classes.ts';

export const esWords: WordClasses = {
  offer:
    'descuento~|rebaj~|oferta~|promoci~|promo|cup[oó]n~|c[oó]digo|regal~|gratis|\uE003 ?%|bono~|pack|sorteo|ahorr~|precio especial|dos por uno|\uE003x\uE003|barat~|chollo|ganga|env[ií]o gratis|cashback|prueba gratuita|mes gratis|de regalo|viernes negro',
  buy: 'compr(?:a|e|ar|ando|as|es)|pid(?:a|e|ela|elo|ala)|res[eé]rv~|reserv~|suscr[ií]b~|ap[uú]nt~|h[aá]g(?:a|as)se|hazte|llev[eéa]~|ll[eé]vese|pru[eé]b~|descubr~|aprovech~|ech[ea] un vistazo|visit[ea] nuestr~|p[aá]s(?:e|ate|ese)|contrat~|inscr[ií]b~|an[ií]m~|encarg~|tienda online|nuestra (?:web|tienda)|vengan?|men[uú] para|enlace|s[ií]g(?:a|ue)nos|pasarse a|d[eé]se|adquier~|la tiene a|lo tiene a',
  fresh:
    'nuev[oa]s?|lanz~|estren~|acaba(?:mos)? de|reci[eé]n|novedad~|ya disponible|[uú]ltima generaci[oó]n|generaci[oó]n|colecci[oó]n|temporada|edici[oó]n|pr[oó]ximamente|lleg(?:ó|an) ya|modelo|inaugur~',
  scarce:
    'solo (?:hoy|esta|este|hasta)|s[oó]lo hoy|[uú]ltim[oa]s|pocas|pocos|quedan|plazas|antes del?|esta semana|hasta (?:el )?(?:domingo|agotar|fin)|limitad~|no (?:se )?l[oa]s? pierda|no te l[oa] pierdas|corr[ea]|date prisa|exclusiv~|agot~|ahora o nunca',
  lure: 'le encantar~|te encantar~|ideal|perfect[oa]s?|recomend~|mejor~|mucho mejor|incre[ií]ble|estupend[oa]|maravill~|favorit~|por cierto|adem[aá]s|de paso|tambi[eé]n|disfrut~|luj~|mim~|[eé]xito|m[aá]s vendid~|merece|le va a|¿?por qu[eé] no|todo el mundo|anim~|fant[aá]stic~',
  tier: 'premium|pro|plus|socio|oro|vip|abono|suscripci[oó]n|plan|tarifa|seguro|garant[ií]a extendida|superior|gama|ilimitad~|clases|anual|deluxe|avanzad[oa]|fibra',
  price: '\uE003 ?(?:€|euros?|pesos?|d[oó]lares?)|\\$ ?\uE003|€|al mes|desde|por solo|por s[oó]lo',
  fee: 'pagar|pago|de pago|coste|costo|cobr(?:a|amos|an|ar)|tarifa de|gastos|a su cargo|corre de su cuenta|por su cuenta|tasa|comisi[oó]n|recargo|abonar|desplazamiento|presupuesto|de su bolsillo|con cargo|importe',
  errand:
    'll[eé]v(?:e|ar)lo|traer(?:lo)?|tr[aá]ig~|acud(?:a|ir)|ac[eé]rqu~|ven(?:ir|ga)|tienda f[ií]sica|sucursal|oficina|taller|servicio t[eé]cnico|en persona|presencial~|solo por tel[eé]fono|por correo postal|imprim~|correo certificado|vuelva a (?:pedir|comprar)|usted mismo|debe llevar|mostrador|ll[aá]m~ a|haga cola|dni',
  need: 'tendr[aá]|deber[aá]|debe|tiene que|hay que|necesita|solo|[uú]nic[oa]|no queda otra|obligatori~',
  free: 'gratis|gratuit~|sin (?:coste|cargo|costo)|no (?:le|te) cuesta|nosotros (?:pagamos|asumimos)|corre de nuestra|en garant[ií]a|lo pagamos',
  sorry:
    'perd[oó]n~|disculp~|lo (?:siento|sentimos|lamento|lamentamos)|(?:siento|sentimos|lamento|lamentamos)|nuestro error|error nuestro|culpa nuestra|fallo nuestro|nos equivocamos|se nos (?:olvid|pas)~|mil disculpas|metimos la pata|avergonz~',
  feel: 'entiendo|entendemos|comprend~|imagin~|qu[eé] (?:susto|mal|rabia|faena|pena|noche|disgusto|l[aá]stima|d[ií]a|alegr[ií]a|bien)|menud[oa]|vaya|frustr~|molest~|normal que|l[oó]gico que|tiene (?:toda la )?raz[oó]n|preocup~|angusti~|debe de|doloros~|decepci~|trag[oa]|me alegr~|nos alegr~|da gusto|fastidi~|nadie (?:quiere|deber[ií]a)|injust~|agotador|duro',
  thank: 'gracias|agrade~|mil gracias',
  echo: 'veo que|vemos que|he (?:le[ií]do|visto)|hemos (?:le[ií]do|visto)|cuenta que|dice que|as[ií] que|tras|despu[eé]s de|con lo que|encima|nos cuenta|su mensaje|su foto',
  you: 'usted(?:es)?|su|sus|le|cliente~|t[uú]|vosotros|viajer~|pasajer~|usuari~',
  misuse:
    '¿no (?:habr[aá]|ser[aá]|estar[aá])~?|no (?:habr[aá]|ley[oó]|mir[oó]|sigui[oó]|guard[oó]|avis[oó]|revis[oó])|se le (?:cay[oó]|habr[aá])|mal us[oa]~|us[oó] mal|uso (?:indebido|incorrecto)|golpe~|olvid[oó]|equivoc[oó]|deb(?:i[oó]|er[ií]a) (?:haber|leer|revisar|avisar)|hubiera|haber (?:le[ií]do|mirado|avisado|llegado)|culpa (?:suya|de usted)|acept[oó]|firm[oó]|eligi[oó]|descuid~|despist~|lav[oó]|est[aá] seguro|seguro que no|la pr[oó]xima vez|no son .{0,20}para|exager~|tranquil[ií]cese',
  others:
    'reparto|repartidor~|transportista|mensajer[ií]a|proveedor~|fabricante|plataforma|banco|tiempo|tr[aá]fico|sistema|otros clientes|dem[aá]s|nadie m[aá]s|aerol[ií]nea|terceros|autom[aá]tic~|operador~|compa[ñn]er~|correos|ayuntamiento',
  deny: 'no es (?:cosa|culpa|problema|responsabilidad|asunto) (?:nuestr[oa]|m[ií][oa])|no (?:somos|depende|podemos|nos|consta|hay nada|tenemos|es posible|aceptamos|procede)|nada que ver|ajeno|recl[aá]m~ a|habl[ea] con|p[oó]ngase|dir[ií]jase|nunca (?:ha|nos)|ning[uú]n (?:otro|problema|fallo)|imposible que|no me consta',
  rulebook:
    'manual|instrucciones|condiciones|t[eé]rminos|pol[ií]tica|normas?|etiqueta|como (?:ya )?(?:le )?(?:dijimos|indicamos|avisamos|explicamos|pone|consta)|est[aá] escrito|lo pone|avisamos|advert~|letra peque[ñn]a|reglamento|aviso|contrato dice|ticket|tique',
  normal:
    'es normal|normal en|por dise[ñn]o|as[ií] funciona|son cosas que pasan|estas cosas|suele pasar|a ese precio|por ese precio|para gustos|subjetiv~|es lo que hay|solo es|no es para tanto|peque[ñn]o|funciona (?:bien|as[ií])|como todos|l[ií]mite|gajes',
  excuse:
    'mucho trabajo|lleno|falta de personal|poco personal|festivos?|verano|hora punta|muchos (?:pedidos|mensajes)|nuevo (?:compa[ñn]ero|empleado)|somos pocos|debido a|por culpa de|fuerza mayor|autom[aá]ticamente|saturad~|vacaciones|h[aá]gase cargo|entienda',
  sure: 'garanti[zc]~|promet~|segur[oa](?!\\s+que no)|sin (?:falta|duda)|seguro|100 ?%|\uE003 ?%|cien por cien|por supuesto que|nunca m[aá]s|jam[aá]s|siempre|mi palabra|palabra|definitiv~|se lo juro|juro|absolut~|desde luego|cu[eé]ntelo|d[eé]lo por|tranquil[oa]|pase lo que pase|totalmente|en ning[uú]n caso|prometid~|conf[ií]e',
  outcome:
    'reembols~|devolver(?:emos|[eé]|le)|devoluci[oó]n|indemni~|compens~|repar(?:ado|aremos|ar)|arregl~|llegar[aá]|entreg~|como nuev[oa]|resuelt~|resolver|solucion~|volver[aá]|funcionar[aá]|cambi(?:amos|aremos)|repetir[aá]|pasar[aá]|cur(?:a|ar[aá])|segur[oa]|todo su dinero|tendr[aá] su|recuper~',
  when: 'hoy|ma[ñn]ana|esta (?:noche|tarde|semana)|el (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)|en (?:una hora|\uE003)|antes de|inmediat~|ya mismo|de aqu[ií] a|en breve',
  law: 'ley|leyes|legal~|abogad~|juzgad~|juez|tribunal~|demand~|denunci~|indemni~|responsabl~|responsabilidad|negligen~|incumpl~|contrato|cl[aá]usula|art[ií]culo \uE003|delito|difamaci[oó]n|injuri~|derechos?|da[ñn]os y perjuicios|polic[ií]a|consumidor~|marca registrada|propiedad intelectual|r[eé]gimen|juicio|acciones legales|c[oó]digo civil|medicament~|cl[ií]nicamente',
  secret:
    'entre (?:nosotros|usted y yo|t[uú] y yo)|no (?:se )?lo (?:cuente|diga)s?|confidencial~|secret~|intern[oa]s?|internamente|a[uú]n no (?:lo |se )?(?:hemos|ha)|todav[ií]a no (?:lo |se )?(?:hemos|ha)|sin anunciar|anunciad~|no deber[ií]a dec~|filtraci[oó]n~|se filtr[oó]|direcci[oó]n ha|la jefa|el jefe|reuni[oó]n|nuestro margen|proveedor es|despid~|despidieron|cierra (?:la empresa|para siempre)|cerramos (?:a final|para siempre|en)|otra clienta|otro cliente|su vecin[oa]|empleados|ya est[aá] decidido|extraoficial~|primicia|panel',
  id: 'nombre|apellidos?|tel[eé]fono|m[oó]vil|direcci[oó]n|correo|e-?mail|email|dni|nif|fecha de nacimiento|nacimiento|pedido|reserva|n[uú]mero|contrase[ñn]a|clave|usuario|tarjeta|cuenta|iban|pasaporte|matr[ií]cula|p[oó]liza|habitaci[oó]n|c[oó]digo postal|domicilio|colegio|localizador|socio',
  tell: 'd[ií]ga(?:nos|me)|dime|dinos|env[ií]e~|env[ií][ae]nos|mand[ea]~|respond[ea]|escriba|escr[ií]b~|ponga|p[oó]n~|deje|d[eé]jenos|fac[ií]l[ií]~|indi(?:que|car)|cu[aá]l es|comente|confirm~|necesito|necesitamos|publique|comparta|puede (?:darnos|decirnos|mandarnos)|aqu[ií]',
  private:
    'privad[oa]|md|dm|mensaje directo|formulario|no (?:lo |la )?(?:ponga|publique|escriba)|por correo|en p[uú]blico|aqu[ií] no|por interno',
  slang:
    'guay|mol(?:a|e)|jo|jol[ií]n|tron[co]~|t[ií][oa]s?|vale,|venga|ok|okey|oki|porfa|bajonazo|baj[oó]n|hostia|joder|co[ñn]o|mierda|flip~|curr~|pillar|pilla|apa[ñn]amos|crack|m[aá]quina|fiera|figura|ech[oa] un ojo|mogoll[oó]n|chulo|guap[ií]sim~|qu[eé] pasa|ey|hey|yep|nop~|pues nada|tranqui|pasada|t[ií]rale|ch[eé]vere|wey|g[uü]ey|onda|p[aá]sala|besitos?|besis|bss|xq|tmb|dime|ahorita|toma',
  pet: 'guap[aoi]s?|cari[ñn]o|cielo|amor|coraz[oó]n|bonit[ao]|nen[ae]|t[ií][oa]|colega|amig[oa]|jef[ea]|crack|campe[oó]n|maj[oa]|preciosa|bombon~|peque|bro|hermano',
  laugh: '(?:ja){2,}~|(?:je){2,}~|jiji~|xd+|lol|jsjs~',
  polite: 'usted|le|su|disculpe|por favor|podr[ií]a|estimad[oa]|se[ñn]or[ae]?',
  done: 'ya (?:va|est[aá]|funciona|lo tengo|me lleg|ha llegado|puedo|me han|se)~?|funciona|arreglad[oa]|solucionad[oa]|resuelto|encontr[eé]|lo encontr~|apareci[oó]|lleg[oó]|recib[ií]|me lo (?:han|arregl|cambi)~|conseguid[oa]|logr[eé]|por fin|ha vuelto|volvi[oó]|listo|me devolvieron|me han devuelto|entr[eé]|lo tengo|lo ten[ií]a|al final|todo bien',
  nomore:
    'd[eé]jalo|dejadlo|d[eé]jenlo|olv[ií]d~|da igual|ya no|no hace falta|no respond~|no me (?:llam|escrib|contact)~|cancel~|me di de baja|baja|borr[eé]|paso|ign[oó]r~|no importa|nada nada|no quiero|me l[oa] quedo|no l[oa] devuelvo|renunci~|falsa alarma|me rindo|ciao|adi[oó]s',
  away: 'otr[oa] (?:compa[ñn][ií]a|tienda|sitio|marca|app|empresa|navegador)|a otra|otro lado|competencia|vecin[oa]|mi (?:hermano|hermana|marido|mujer|padre|madre|hijo|hija|primo|amig[oa]|novi[oa]|compa[ñn]er[oa])|un amigo|compr[eé]|me cambi[eé]|me fui|dependient[ea]|un chico|la se[ñn]ora|portero|tienda de al lado|llam[eé]|por tel[eé]fono',
  mine: 'era (?:que|yo|mi|el|la)|resulta que|culpa m[ií]a|error m[ií]o|fallo m[ií]o|me equivoqu[eé]|confund[ií]|qu[eé] verg[uü]enza|tont[oa]|despist~|soy (?:un|una|idiota)|perd[oó]n|no hab[ií]a|estaba (?:apagado|desenchufado|en)|madre m[ií]a|spam|no deseado|desenchuf~|ven[ií]a en|le[ií]|bater[ií]a',
  unsolved:
    'sigue|sigo|todav[ií]a|a[uú]n|pero|otra vez|nada|nadie|no (?:va|funciona|puedo|me|hay|llega|suena)|alguien|ayuda|c[oó]mo|cu[aá]ndo|por qu[eé]|igual|sin|tampoco|hasta que',
  damage:
    'rot[oa]s?|romp~|roto|destroz~|derram~|manch~|inund~|empap~|quem~|chamusc~|hinch~|despeg~|descos~|rasg~|ray~|agriet~|aplast~|derret~|estrope~|podrid~|moh~|pelo en|bicho|cristal~|met[aá]l|agujero|averi~|perdid[oa]|borrad~|borr[oó]|desapare~|falta~|vac[ií][oa]|gote~|arruin~|defectuos~',
  body: 'herid~|hiri[oó]|sangr~|cort(?:e|[eé]|[oó])|quemadur~|dolor|duele|golpe[oó]|ca[ií]~|cay[oó]|alergi~|intoxic~|v[oó]mit~|vomit~|diarrea|urgencias|hospital|m[eé]dico|ronchas|sarpullido|hinchad~|atragant~|ambulancia|lesion~|desmay~|enferm~',
  taken:
    'cobr(?:ado|aron|asteis|[oó])|dos veces|doble|cargo|cargaron|me han (?:cobrado|quitado|robado)|no autoriz~|no reconozco|estafa~|fraude|bloquead~|congel~|sin permiso|sin avisar|quitado|de m[aá]s|mi dinero|penaliz~|robo',
  treated:
    'maleducad~|groser~|grit~|ri[oó]|re[ií]~|se r[ií]en|ignor~|colg~|ech[oóa]~|no me dej~|discrimin~|desprec~|trat~|minti~|mentira|no (?:vino|apareci[oó]|se present[oó])|plant~|otro (?:pedido|producto|modelo)|equivocad~|confund~|humill~|llor~|verg[uü]enza|insult~|faltar? al respeto|burl~',
  waited:
    'esper~|llev(?:o|amos)|horas|d[ií]as|semanas|mes(?:es)?|tarde|retras~|demor~|no (?:llega|contest|respond)~|sin respuesta|perd[ií]|perdimos|cancel~|atrapad~|encerrad~|tirad[oa]s?|tercera vez|tres veces|otra vez|nadie me|cola|plant[oó]n|en tierra',
};
