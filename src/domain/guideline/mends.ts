// What one key does about findings: the draft without what is too much, or with what is missing.
import { measureLength } from '../post/length.ts';
import type { DraftContext } from './context.ts';
import type { DraftSpan, Finding } from './finding.ts';
import type { Fix, FixLabel } from './fixes.ts';
import type { ReasonCode } from './reasons.ts';
import { sentencesOf } from './sentences.ts';

type Mend = (context: DraftContext, spans: readonly DraftSpan[]) => Fix | null;

const word = /[\p{L}\p{N}]/u;
/** Sentences of Japanese that a sign ended. */
const ended =
  /(?:です|ます|ました|でした|ません|ください|下さい|でしょう|だよ|よ|ね|た|う|い|る|さい|ございます|どうぞ|お大事に|了解|お疲れさま|おつかれさま)$/u;
/** What hardly ever is the last word of an English sentence: the sign stood within it. */
const goesOn =
  /(?:^|[^\p{L}])(?:a|an|the|my|our|your|his|her|its|their|this|these|we|i|you|they|he|she|and|or|but|of|for|from|to|with|in|on|at|by|as|so|very|is|are|was|were|be|am|love|loves|heart|new)$/iu;
/** What an English sentence begins with, also where its writer began it small behind a sign. */
const begins =
  /^(?:does|do|did|is|are|was|were|can|could|would|will|has|have|what|which|when|where|why|who|how|please|we|we'll|we’ll|we're|we’re|i|i'll|i’ll|i'm|i’m|you|it|let|if|sorry|thanks|thank|try|send)(?![\p{L}'’])/iu;
const spaced = /[\p{sc=Latin}\p{sc=Cyrillic}\p{N})\]]$/u;

function asText(context: DraftContext, label: FixLabel, draft: string): Fix | null {
  if (draft === context.draft || !word.test(draft)) return null;
  const rule = context.length;
  // What no longer fits would need another mend.
  const isTooLong =
    rule !== undefined && !measureLength(draft, rule).fits && measureLength(context.draft, rule).fits;
  return isTooLong ? null : { kind: 'text', label, draft };
}

/** The draft without the signs; a sentence that one of them ended gets its full stop. */
const withoutSigns: Mend = (context, spans) => {
  const { draft, lang } = context;
  let text = draft;
  for (const [start, end] of spans.toReversed()) {
    const before = text.slice(0, start).replace(/[ \t　]+$/u, '');
    const behind = text.slice(end).replace(/^[ \t　]+/u, '');
    const isEnd = lang === 'ja' && ended.test(before) && !/^[\p{P}]/u.test(behind);
    const isStop = lang === 'en' && endsSentence(before, behind);
    if (isStop) {
      text = `${before}. ${behind.charAt(0).toUpperCase()}${behind.slice(1)}`;
      continue;
    }
    const isBetween = word.test(before.slice(-1)) || /[.,!?;:]$/u.test(before);
    const gap = isBetween && /^[\p{L}\p{N}]/u.test(behind) && lang !== 'ja' ? ' ' : '';
    text = before + (isEnd ? '。' : gap) + behind;
  }
  return asText(context, 'removeEmoji', text.trim());
};

/** Whether two English sentences met at a sign that stood between them in place of a full stop. */
function endsSentence(before: string, behind: string): boolean {
  const clause = before.slice(before.search(/[^.!?\n]*$/u));
  if (clause.trim().split(/\s+/u).length < 2 || !word.test(before.slice(-1)) || goesOn.test(before))
    return false;
  return begins.test(behind) && /^\S+\s+\S/u.test(behind);
}

function join(draft: string, added: string): string {
  const text = draft.trimEnd();
  const isTight =
    text === '' || (!spaced.test(text) && /[。！？」』）]$/u.test(text)) || /^[（(「]/u.test(added);
  return `${text}${isTight ? '' : ' '}${added}`;
}

const signed: Mend = (context) => {
  const { persona, draft, lang } = context;
  const { signature, name } = persona;
  const byName = lang === 'ja' ? `（${name}）` : `– ${name}`;
  return asText(context, 'sign', join(draft, signature.trim() === '' ? byName : signature));
};

const withHours: Mend = (context) => {
  const { hoursText = '', draft, persona } = context;
  const { signature } = persona;
  if (hoursText.trim() === '') return null;
  const isSigned = signature !== '' && draft.trimEnd().endsWith(signature);
  const body = isSigned ? draft.trimEnd().slice(0, -signature.length) : draft;
  const text = join(body, hoursText);
  if (!isSigned) return asText(context, 'sayHours', text);
  // The signature stays where it stood, on a line of its own where it had one.
  const between = body.slice(body.trimEnd().length);
  const said = between === '' ? join(text, signature) : `${text}${between}${signature}`;
  return asText(context, 'sayHours', said);
};

const withoutSelling: Mend = (context, spans) => {
  const { draft } = context;
  const sentences = sentencesOf(draft);
  const isSelling = ([start, end]: DraftSpan): boolean =>
    spans.some(([from, to]) => from < end && to > start);
  if (sentences.every(isSelling)) return null;
  let text = draft;
  for (const [start, end] of sentences.filter(isSelling).toReversed())
    text = text.slice(0, start) + text.slice(end).replace(/^[ \t　]+/u, '');
  return asText(context, 'removeSelling', text.trim());
};

const toDm: Mend = ({ channel }) => (channel === 'dm' ? null : { kind: 'toDm', label: 'toDm' });

const mends: Partial<Record<ReasonCode, Mend>> = {
  emoji: withoutSigns,
  kaomoji: withoutSigns,
  sells: withoutSelling,
  unsigned: signed,
  unnamed: signed,
  hoursUnsaid: withHours,
  personalData: toDm,
  asksPersonalData: toDm,
  repeatsPrivate: toDm,
};

/** The findings, each with what mends it and all of its kind, where something does. */
export function withMends(findings: readonly Finding[], context: DraftContext): Finding[] {
  const made = new Map<Mend, Fix | null>();
  return findings.map((finding) => {
    const mend = mends[finding.reason];
    if (mend === undefined || finding.fix !== undefined) return finding;
    let fix = made.get(mend);
    if (fix === undefined) {
      const alike = findings.filter(({ reason }) => mends[reason] === mend);
      const spans = alike.flatMap(({ span }) => (span === undefined ? [] : [span]));
      fix = mend(
        context,
        spans.toSorted(([one], [other]) => one - other),
      );
      made.set(mend, fix);
    }
    return fix === null ? finding : { ...finding, fix };
  });
}
