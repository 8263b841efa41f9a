// Postal addresses as they are written in English, Spanish, Portuguese, French and German: a street with a house's number.
import { matches, type Detector, type PersonalData } from './found.ts';

interface Form {
  pattern: RegExp;
  /** Whether a street and a number are enough; otherwise a town's code behind them or a word before them is asked for. */
  certain: boolean;
}

const name = String.raw`[\p{Lu}][\p{L}’'.-]{1,20}`;
const lower = '(?:de|del|de la|de las|de los|da|do|das|dos|du|des|la|le|les|von|van|der|y|e)';
const states =
  'A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|NSW|VIC|QLD';
const ukCode = String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}`;
const unit = String.raw`(?:,? ?(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]lat|[Rr]oom|#|[Nn]o)\.? ?#?[0-9]{0,4}[A-Za-z]?(?![a-z]))?`;
const town = String.raw`\p{Lu}[\p{Ll}’'.-]{1,20}`;
const englishTown = String.raw`(?:,? ${town}(?: ${town}){0,2})?(?:,? (?:${states})(?![a-zA-Z]))?(?:,? (?:\d{5}(?:-\d{4})?|${ukCode}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4})(?!\d))?`;
const englishStreet =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Close|Crescent|Cres|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Gardens|Grove|Mews|Row|Hill|Walk|Trail)';

const townBehind = String.raw`(?:,? ?[-–(]? ?(?:\d{5}(?:-\d{3})?|\d{4}-\d{3}|CEP:? ?\d{5}-?\d{3})(?!\d)(?: ${name}(?:[ -](?:${lower} )?${name}){0,2})?)?`;
const floor = String.raw`(?:,? ?(?:\d{1,2}[ºª°](?: ?[A-Za-z](?![\p{L}]))?|piso \d{1,2}(?:[ºª])?(?: ?[A-Za-z](?![\p{L}]))?|puerta \d{1,3}|apto?\.? ?\d{1,4}|apartamento \d{1,4}|bloco [A-Z0-9]{1,2}|casa \d{1,3}|bâtiment [A-Z]|appt?\.? ?\d{1,4}|esq\.|dcha\.?|izda\.?|int\.? ?\d{1,4})){0,3}`;
const townName = String.raw`(?:,? ?(?:- )?${name}(?:[ -](?:${lower} )?${name}){0,3}(?=,? ?(?:-|CEP|\d{4,5})))?`;

const forms: readonly Form[] = [
  {
    pattern: new RegExp(
      String.raw`(?:(?<!\p{L})(?:Flat|Apt|Unit|Apartment) \d{1,4}[A-Za-z]?,? )?(?<![\d\p{L}$€£.,:/-])\d{1,5}[A-Za-z]?,? (?:[NSEW]\.? |North |South |East |West )?(?:${name} |\d{1,3}(?:st|nd|rd|th) ){1,3}${englishStreet}(?!\p{L})\.?${unit}${englishTown}`,
      'gu',
    ),
    certain: false,
  },
  {
    pattern: new RegExp(
      String.raw`(?<!\p{L})(?:[Cc]alle|C/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]za\.?|[Pp]aseo|[Cc]arrera|[Cc]arretera|[Rr]onda|[Tt]ravesía|[Cc]amino|[Rr]ua|R\.|[Aa]v\.|[Tt]ravessa|[Aa]lameda|[Pp]raça|[Ee]strada|[Ll]argo|[Rr]odovia) ?(?:${lower} ){0,2}(?:\d{1,2} de ${name}|${name})(?: (?:${lower} ){0,2}${name}){0,4}(?:,? ?(?:n[ºo°]\.?|n\.º|número|num\.?|#) ?|,? )\d{1,5}(?:-?[A-Z](?!\p{L}))?(?![\d%€]|[.,]\d)${floor}${townName}${townBehind}`,
      'gu',
    ),
    certain: true,
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\d\p{L}.,:/-])\d{1,4}(?: ?(?:bis|ter|[A-D]))?,? (?:rue|avenue|av\.|boulevard|bd|impasse|allée|(?:chemin|quai|place|route|cours|square)(?= (?:de|du|des|d[’']|\p{Lu})))(?: (?:de la |de l[’']|des |du |de |d[’']|la |le |les )?[\p{L}][\p{L}’'-]{1,20}){1,5}?(?:,? (?:appt?\.? ?\d{1,4}|bâtiment [A-Z]))?(?:,? (?:- ?)?\d{5} ${name}(?:[ -]${name}){0,3}|(?=[,.;!?\n)]|$| (?:et|à|c'est|merci|mais|pour|avec|depuis|je|svp|au|dans|n)(?!\p{L})))`,
      'gu',
    ),
    certain: true,
  },
  {
    pattern: new RegExp(
      String.raw`(?<!\p{L})(?:(?:Am|An der|Im|In der|Zum|Zur|Auf der|Alte|Neue|Große|Kleine|Obere|Untere) )?\p{Lu}[\p{L}-]{1,30}(?:[- ](?=[Ss]tr))?(?:stra(?:ß|ss)e|str\.|Stra(?:ß|ss)e|Str\.) ?\d{1,3} ?(?:[a-h](?!\p{L}))?(?![\d%€]|[.,:]\d)(?:,? (?:\d{1,2}\. (?:Stock|OG)|EG|Wohnung \d{1,3}))?(?:,? (?:in )?(?:D-)?\d{5} ${name}(?: (?:am|an der|im) ${name})?)?`,
      'gu',
    ),
    certain: true,
  },
  {
    pattern: new RegExp(
      String.raw`(?<!\p{L})(?:(?:Am|An der|Im|In der|Zum|Zur|Auf der|Alte|Neue) )?\p{Lu}[\p{L}-]{2,30}(?:weg|platz|allee|gasse|ring|damm|ufer|hof|berg|markt|garten)? \d{1,3} ?(?:[a-h](?!\p{L}))?,? (?:in )?(?:D-)?\d{5} ${name}(?: (?:am|an der|im) ${name})?`,
      'gu',
    ),
    certain: true,
  },
  {
    pattern:
      /(?<!\p{L})\p{Lu}[\p{L}-]{2,30}(?:weg|platz|allee|gasse|ring|damm|ufer|hof) \d{1,3} ?(?:[a-h](?!\p{L}))?(?![\d%€]|[.,:]\d)/gu,
    certain: false,
  },
  { pattern: /(?<!\p{L})P\.? ?O\.? Box \d{1,6}/giu, certain: true },
];

/** A town's code at the end of what was found, or a flat: this is where somebody lives. */
const whole = new RegExp(
  String.raw`(?:(?:${states}) \d{5}(?:-\d{4})?|(?:${states})|\d{5}|${ukCode}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$|(?:apt|apartment|unit|suite|flat|#)\.? ?#?\d`,
  'iu',
);

export const westAddresses: Detector = ({ plain }, clues) => {
  const all: PersonalData[] = [];
  if (!/\d/u.test(plain)) return all;
  for (const { pattern, certain } of forms) {
    for (const { found, start, end } of matches(pattern, plain)) {
      const said = clues.near('address', start, end, { before: 30, after: 0 });
      if (!certain && !said && !whole.test(found)) continue;
      all.push({ kind: 'address', start, end, confidence: said ? 0.93 : 0.82 });
    }
  }
  return all;
};
