// Length of a text by a network's own counting, as data in its manifest, so browser and server agree.

export type LengthRule =
  /** Bluesky: user-perceived characters, and UTF-8 bytes beside. */
  | { unit: 'graphemes'; max: number; maxBytes: number }
  /** Mastodon: characters (graphemes), every URL counts `urlLength`, a remote mention counts only its local part. */
  | { unit: 'mastodon'; max: number; urlLength: number }
  /** X: characters of most scripts without alphabet, and each emoji, count two; every URL counts `urlLength`. */
  | { unit: 'weighted'; max: number; urlLength: number }
  /** LINE: UTF-16 code units, so that most emoji count two or more. */
  | { unit: 'utf16'; max: number };

export interface Length {
  used: number;
  max: number;
  /** Whether the network would accept a text of this length. */
  fits: boolean;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const urlPattern = /https?:\/\/[^\s<>"'）」』】]+/gu;
const remoteMention = /(^|[^\w/])@([\w.-]+)@[\w.-]+\w/gu;

function graphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Whether X counts a character as one: Latin, Greek, Cyrillic, Arabic … up to Georgian, and common punctuation. */
function isLight(code: number): boolean {
  return (
    code <= 0x10ff ||
    (code >= 0x2000 && code <= 0x200d) ||
    (code >= 0x2010 && code <= 0x201f) ||
    (code >= 0x2032 && code <= 0x2037)
  );
}

const emoji = /^\p{RGI_Emoji}$/v;

function weighted(text: string): number {
  let weight = 0;
  for (const { segment } of segmenter.segment(text.normalize('NFC'))) {
    if (emoji.test(segment)) weight += 2;
    else for (const char of segment) weight += isLight(char.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return weight;
}

// What X takes for a link (twitter-text's rules): it ends a path at letters that are neither Latin nor Cyrillic, and a
// domain with a known ending is a link without a scheme too.
const countries =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc ' +
  'cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb ' +
  'gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke ' +
  'kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu ' +
  'mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw ' +
  'sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ' +
  'ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw';
const others =
  'academy aero agency amazon app art arpa asia band bank bar bio biz blog business cafe camp care cash cat center ' +
  'chat city click cloud club codes coffee com community company computer consulting coop cool dance design dev digital ' +
  'direct edu education email energy engineering events exchange expert express family fan farm fashion finance fit fun ' +
  'fund gallery game games global goo goog google gov group guide guru health help host hosting house inc info ink int ' +
  'jobs kyoto land law legal life link live llc lol love ltd management market marketing media men mil mobi moe mov ' +
  'museum music name nagoya net network news ninja okinawa one online org osaka page partners party photo photos pics ' +
  'plus post press pro productions pub radio red rent repair report rest restaurant review reviews rocks run ryukyu ' +
  'sale school science security services shop show site social software solutions space store stream studio style ' +
  'support systems tax team tech technology tel tips today tokyo tools top tours town toys travel university ventures ' +
  'video vip wiki win work works world wtf xyz yoga yokohama youtube zip zone';
// No label of a domain is longer; without an end to it a long text without a dot would be read again from each of its letters.
const domain = `(?:[a-z0-9_\\u00c0-\\u024f-]{1,63}\\.)+(?:${[...countries.split(' '), ...others.split(' ')].join('|')}|xn--[a-z0-9-]+)(?![a-z0-9@+-])`;
const inPath = String.raw`[\w\u00c0-\u024f\u0400-\u04ff!*';:=+,.$\/%#\[\]~@|&\-]`;
const inQuery = String.raw`[\w!?*'@();:&=+$\/%#\[\].,~|\-]`;
const group = String.raw`\(${inPath}+\)`;
const tail =
  `(?::\\d+)?(?:\\/(?:(?:${inPath}|${group})*(?:[\\w+\\u00c0-\\u024f\\u0400-\\u04ff=#\\/\\-]|${group}))?)?` +
  `(?:\\?${inQuery}*[\\w&=#\\/\\-])?`;
const before = '(?<![a-z0-9@＠$#＃_])';
const linkOfX = new RegExp(
  `${before}(?<link>https?:\\/\\/${domain}${tail})|(?<other>https?:\\/\\/[^\\s<>"'）」』】]+)|${before}(?<![./-])(?<bare>${domain}${tail})`,
  'giu',
);

/** Whether X finds an address in a text, and so asks for it what it asks for addresses. */
export const hasLinkOfX = (text: string): boolean => text.search(linkOfX) !== -1;

/** What X leaves as it is, or may shorten by an ending not known here, counts as the longer of both. */
const asXShortens = (text: string, urlLength: number): string =>
  text.replace(linkOfX, (found: string, link?: string, other?: string) =>
    'x'.repeat(other === undefined ? urlLength : Math.max(urlLength, weighted(other))),
  );

/** Counts `text` under `rule`. */
export function measureLength(text: string, rule: LengthRule): Length {
  if (rule.unit === 'utf16') return { used: text.length, max: rule.max, fits: text.length <= rule.max };
  if (rule.unit === 'graphemes') {
    const used = graphemes(text);
    return { used, max: rule.max, fits: used <= rule.max && utf8Bytes(text) <= rule.maxBytes };
  }
  const used =
    rule.unit === 'weighted'
      ? weighted(asXShortens(text, rule.urlLength))
      : graphemes(text.replace(urlPattern, 'x'.repeat(rule.urlLength)).replace(remoteMention, '$1@$2'));
  return { used, max: rule.max, fits: used <= rule.max };
}
