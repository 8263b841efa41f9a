// R15: keep guidance easy: short, a few steps at a time, one link.
import type { DraftContext } from '../context.ts';
import type { Found, Rule } from '../finding.ts';

/** In characters; scripts without spaces say about twice as much in each. */
const mostLength = { dense: 280, spaced: 560 } as const;
const mostSteps = 4;
const mostLinks = 2;
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu;
const link = /https?:\/\/\S+/gu;
const step = /(?:^|[\s。、.])(?:[①-⑳]|\d{1,2}[.)．）]|手順\s*\d|step\s*\d|ステップ\s*\d)|→|⇒|->/giu;
/** Steps that are told one after the other, without numbers. */
const inTurn =
  /まず|次に|つぎに|その(?:後|あと)|続いて|それから|最後に|首先|然后|接着|随后|最后|먼저|그다음|그런 다음|이어서|마지막으로|(?<!\p{L})(?:first|then|next|after that|finally|zuerst|dann|danach|anschließend|zuletzt|d'abord|ensuite|puis|enfin|primero|luego|después|finalmente|primeiro|depois|em seguida|por fim)(?!\p{L})/giu;

/** The same for one sentence. */
const mostSentence = { dense: 110, spaced: 230 } as const;
const mostTerms = 3;
const sentenceEnd = /[。！？!?\n]|\.(?=\s|$)/u;
/** Abbreviations and names of settings, which say something to who made the thing. */
const term =
  /(?<![\p{L}\p{N}_])(?:(?!OK\b|DM\b|PM\b|AM\b|FAQ\b|QR\b|USB\b|TV\b|PC\b|ID\b|URL\b|SMS\b|PDF\b|UK\b|USA?\b|EU\b|GB\b|MB\b|LED\b|WI\b|FI\b)[A-Z]{2,6}\d?|[a-z]+[_.][a-z_.]+[a-z]|[A-Z]+_[A-Z_]+)(?![\p{L}\p{N}_])/gu;

/** Figures with their units, sizes and norms: each is little, many are a data sheet. */
const figure =
  /(?<![\p{L}\p{N}])(?:[A-Z]{2,6}\/?-?\d{1,6}|\d{1,6}(?:\.\d{1,6})?(?:gsm|kg|mm|cm|dB|[GMk]?Hz|[KMGT]B|bps|%|dpi|px|mAh|W|V|nm|rpm))(?![\p{L}\p{N}])/gu;
const mostFigures = 4;

const kana = /\p{sc=Hiragana}/u;
/** Words of offices and trades in Japanese: long runs of Chinese characters. */
const officialese = /\p{sc=Han}{6,}/gu;
const mostHeavy = 3;

const han = /\p{sc=Han}/gu;
/** Of a Japanese sentence that is no mere list, so much is read by those of the trade only. */
const mostHan = 0.52;
const leastHan = 24;

/** The first sentence that is nearly all Chinese characters. */
function officialSentence(words: string): string | null {
  const sentences = words.split(sentenceEnd).map((one) => one.trim());
  return (
    sentences.find((one) => {
      const many = one.match(han)?.length ?? 0;
      return kana.test(one) && many >= leastHan && many / Array.from(one).length > mostHan;
    }) ?? null
  );
}

/** Words in Latin letters that a Japanese reader meets in no shop. */
const latin = /(?<![A-Za-z0-9@/._-])[A-Za-z][A-Za-z0-9.-]{1,}(?![A-Za-z0-9@/])/gu;
const known =
  /^(?:dm|line|ok|web|id|sms|qr|pc|tv|usb|url|app|iphone|ipad|android|windows|mac|google|apple|wi-?fi|bluetooth|gps|sim|esim|cd|dvd|pdf|faq|hp|sns|am|pm|no|vol|xs|twitter|instagram|youtube|store|play|led|ac|gb|mb|kb|cm|mm|kg|ml|km|off|on)$/iu;
const mostLatin = 4;

/** Of these, what the person has not said. */
function strangeWords(words: string, { post, thread, persona }: DraftContext): string[] {
  if (!kana.test(words)) return [];
  const said = [post, ...thread].map(({ text }) => text).join(' ');
  const ours = `${persona.name} ${persona.signature}`;
  return [...new Set(words.match(latin))].filter(
    (one) => !known.test(one) && !said.includes(one) && !ours.includes(one),
  );
}

export const r15: Rule = {
  id: 'R15',
  level: 'warn',
  check(context) {
    const { draft } = context;
    const found: Found[] = [];
    const links = draft.match(link)?.length ?? 0;
    const words = draft.replaceAll(link, '');
    const isDense = (words.match(dense)?.length ?? 0) * 4 > words.length;
    const length = Array.from(words).length;
    if (length > mostLength[isDense ? 'dense' : 'spaced'])
      found.push({ reason: 'long', params: { length: String(length) } });
    const sentence = Math.max(...words.split(sentenceEnd).map((one) => Array.from(one.trim()).length));
    if (sentence > mostSentence[isDense ? 'dense' : 'spaced'])
      found.push({ reason: 'longSentence', params: { length: String(sentence) } });
    const terms = [...new Set(words.match(term))];
    const heavy = kana.test(words) ? [...new Set(words.match(officialese))] : [];
    if (heavy.length >= mostHeavy)
      found.push({ reason: 'jargon', params: { words: heavy.slice(0, 4).join('、') } });
    const figures = [...new Set(words.match(figure))];
    if (
      heavy.length < mostHeavy &&
      terms.length <= mostTerms &&
      figures.length > 1 &&
      figures.length + terms.length > mostFigures
    )
      found.push({ reason: 'jargon', params: { words: [...figures, ...terms].slice(0, 4).join(', ') } });
    if (heavy.length < mostHeavy && terms.length > mostTerms)
      found.push({ reason: 'jargon', params: { words: terms.slice(0, 4).join(', ') } });
    const official = kana.test(words) ? officialSentence(words) : null;
    const strange = strangeWords(words, context);
    if (!found.some(({ reason }) => reason === 'jargon') && (official !== null || strange.length > mostLatin))
      found.push({ reason: 'jargon', params: { words: official ?? strange.slice(0, 4).join('、') } });
    const steps = Math.max(words.match(step)?.length ?? 0, words.match(inTurn)?.length ?? 0);
    if (steps > mostSteps)
      found.push({ reason: 'manySteps', params: { count: String(steps), most: String(mostSteps) } });
    if (links > mostLinks) found.push({ reason: 'manyLinks', params: { count: String(links) } });
    return found;
  },
};
