// Cues of Spanish.
import type { CuePatterns } from '../cues.ts';

export const esCues: CuePatterns = {
  asks: /(?<!\p{L})(?:c[oó]mo|cu[aá]ndo|d[oó]nde|por qu[eé]|alguien (?:sabe|m[aá]s|que)|me pueden|pueden|podr[ií]an|ayuda|ay[uú]denme|qu[eé] (?:hago|pasa|puedo)|se puede|hay (?:alguna|forma|manera))(?!\p{L})/gu,
  stuck:
    /\bno (?:me )?(?:puedo|deja|funciona|carga|abre|anda|va|sirve|llega|lleg[oó]|entra|conecta|prende|enciende|aparece|sale|responde|permite|da)(?!\p{L})|(?<!\p{L})(?:bloquead[oa]|atascad[oa]|sin (?:internet|luz|señal|servicio|agua))(?!\p{L})|\bimposible\b|\bse (?:queda|qued[oó]) \w+\b/gu,
  fault:
    /(?<!\p{L})(?:error|falla(?:s|ndo)?|fall[oó]|rot[oa]|roto|da[ñn]ad[oa]|defectuos[oa]|p[eé]sim[oa]|horrible|malo|mal[ií]sim[oa]|lent[oa]|tarde|retraso|verg[uü]enza|asco|basura|estafa|decepci[oó]n\w*|desastre|equivocad[oa]|se (?:cae|cay[oó]|cierra|cuelga|traba))(?!\p{L})/gu,
  waits:
    /(?<!\p{L})(?:esperando|llevo (?:\w+ )?(?:d[ií]as|horas|semanas|meses)|todav[ií]a no|a[uú]n no|sigo sin|nadie (?:contesta|responde|me)|sin respuesta|no (?:contestan|responden))(?!\p{L})/gu,
  repeats:
    /(?<!\p{L})(?:otra vez|de nuevo|siempre|cada (?:vez|d[ií]a|mes|rato)|(?:segunda|tercera|cuarta|\uE003[aª]?) vez|lo mismo|nuevamente)(?!\p{L})/gu,
  wishes:
    /(?<!\p{L})(?:ojal[aá]|deber[ií]an|estar[ií]a (?:bueno|bien|genial)|podr[ií]an (?:poner|agregar|a[ñn]adir|sacar)|sugerencia|me gustar[ií]a|por favor (?:agreguen|a[ñn]adan|vuelvan)|falta(?:r[ií]a)? (?:un|una))(?!\p{L})/gu,
  praises:
    /(?<!\p{L})(?:encanta|excelente|genial|buen[ií]sim[oa]|incre[ií]ble|perfecto|recomiendo|delicios[oa]|ric[oa]|lo mejor|maravill\w+|amo|contento|espectacular|crack|feliz)(?!\p{L})/gu,
  thanks: /(?<!\p{L})(?:gracias|agradec\w+)(?!\p{L})/gu,
  solved:
    /(?<!\p{L})(?:solucionad[oa]|ya (?:funciona|qued[oó]|lleg[oó]|anda|est[aá])|resuelto|arreglad[oa])(?!\p{L})/gu,
  money:
    /(?<!\p{L})(?:reembols\w+|cobr\w+|cargo|factura|pago|pagu[eé]|dinero|plata|euros?|pesos|doble|devoluci[oó]n|car[oa]|precio|comisi[oó]n|saldo|tarifa|indemniz\w+)(?!\p{L})|[$€]/gu,
  danger:
    /(?<!\p{L})(?:fuego|humo|incendi\w+|quem\w+|explot\w+|descarga el[eé]ctrica|herid[oa]|sangre|alergi\w+|hospital|urgencias|intoxic\w+|v[oó]mit\w+|gusano|moho|vidrio|frenos|gas|accidente|peligro\w*|hinchad[oa])(?!\p{L})/gu,
  deadline:
    /(?<!\p{L})(?:hoy|ma[ñn]ana|esta (?:noche|tarde)|urgente|ya mismo|vuelo|embar\w+|examen|boda|entrevista|vence|plazo|antes de|en (?:una|dos|\uE003) horas?|concierto)(?!\p{L})/gu,
  outage:
    /(?<!\p{L})(?:ca[ií]d[oa]s?|servidor(?:es)?|apag[oó]n|corte|a todos|nadie puede|todo el (?:barrio|pa[ií]s|edificio)|sin servicio|se cay[oó])(?!\p{L})/gu,
  leak: /(?<!\p{L})(?:hacke\w+|fraude|robaron|robo|estafa\w*|phishing|no (?:hice|autoric[eé]|reconozco|he hecho)|suplant\w+|filtr\w+|datos personales|clonad[oa])(?!\p{L})/gu,
  stranded:
    /(?<!\p{L})(?:varad[oa]s?|tirad[oa]s?|atrapad[oa]s?|encerrad[oa]s?|no puedo (?:volver|entrar a mi casa|salir))(?!\p{L})/gu,
  leaves:
    /(?<!\p{L})(?:darme de baja|doy de baja|baja|cancel(?:ar|o|[eé]|ando)|me (?:cambio|voy|paso)|nunca m[aá]s|no vuelvo|desinstal\w+|portabilidad|otra compa[ñn][ií]a|competencia|me fui|[uú]ltima vez)(?!\p{L})/gu,
  insults:
    /(?<!\p{L})(?:idiotas?|imb[eé]cil(?:es)?|est[uú]pid\w+|in[uú]til(?:es)?|ladrones|rateros|sinverg[uü]enzas?|mierda|put[oa]s?|hijos? de|payasos?|ineptos?|pendej\w+|boludos?|gilipollas|cabron\w*|chorros)(?!\p{L})/gu,
  threatens:
    /(?<!\p{L})(?:matar|demand(?:ar|a|o)|denunci\w+|abogad[oa]|los voy a|te voy a|se van a (?:arrepentir|enterar)|s[eé] d[oó]nde|quemar|profeco|consumo|escrachar)(?!\p{L})/gu,
  demands:
    /(?<!\p{L})(?:exijo|de rodillas|que (?:echen|despidan)|quiero (?:hablar con el|al gerente|una indemnizaci[oó]n)|disculpas p[uú]blicas)(?!\p{L})/gu,
  offers:
    /(?<!\p{L})(?:sorteo|sigue(?:me|nos)? y|retwite\w+|rt y|gan[aá] (?:dinero|plata)|ingresos|inversi[oó]n|cripto|c[oó]digo|descuento|link en|whatsapp|telegram|dm para|promo(?:ci[oó]n)?|gratis|oferta)(?!\p{L})|%/gu,
  private:
    /(?<!\p{L})(?:n[uú]mero de (?:pedido|cuenta|reserva|tel[eé]fono)|mi (?:direcci[oó]n|dni|tarjeta|correo|c[eé]dula)|historia cl[ií]nica|receta|diagn[oó]stico)(?!\p{L})/gu,
};
