// What the rules ask of the model of acts, if there is one: where a draft does something beside the phrases that are known.
import type { PostAct, ReplyAct } from './acts.ts';
import type { DraftContext } from './context.ts';
import type { DraftSpan } from './finding.ts';

/** Who asks tells nothing that is secret, and promises nothing. */
const neverAsked: ReadonlySet<ReplyAct> = new Set(['inside', 'legal', 'promises']);
const question = /(?:[?？]|(?:です|ます|でしょう|ません|ました)か[。.]?)\s*$/u;

/** Asks to be told in private, which is no secret told. */
const byMessage = /\b(?:dms?|direct message|private(?:ly)?)\b|DM|ＤＭ|ダイレクトメッセージ/iu;

/** Says who speaks: the desk that is named in it sends nobody to a desk. */
const introduction =
  /^[^、。,]{0,30}(?:窓口|係|担当|受付|相談室|サポート|室)(?:です|でございます|の[^、。]{1,12}(?:です|でございます))[。]?\s*$|^[^\s、。]{2,12}の\p{sc=Han}{1,3}(?:です|でございます|と申します)[。]?\s*$|^(?:I'm|I am|This is|It's) \p{Lu}[\p{L}’'-]+,? (?:from|at|with|of) [^.!?]{1,40}[.!]?$/u;

/** A sentence of which nothing is left without who signs it, or who is introduced by name, does nothing. */
function isName(sentence: string, { persona }: DraftContext): boolean {
  if (introduction.test(sentence)) return true;
  const { signature, name } = persona;
  const rest = [signature, name].reduce(
    (text, known) => (known === '' ? text : text.replaceAll(known, '')),
    sentence,
  );
  // A signature with a stop in it is read as two sentences.
  if (signature.includes(sentence.trim())) return true;
  return rest !== sentence && (rest.match(/[\p{L}\p{N}]/gu)?.length ?? 0) <= 4;
}

/** `places`, and the sentences of the draft that do `act` without any of them within. */
export function withActed(places: readonly DraftSpan[], act: ReplyAct, context: DraftContext): DraftSpan[] {
  const { acts, draft, lang } = context;
  const acted = (acts?.placesOf(act, draft, lang) ?? []).filter((span) => {
    const sentence = draft.slice(...span);
    if (act === 'inside' && byMessage.test(sentence)) return false;
    return !isName(sentence, context) && !(neverAsked.has(act) && question.test(sentence));
  });
  const others = acted.filter(([start, end]) => places.every(([from, to]) => to <= start || from >= end));
  return [...places, ...others].toSorted(([one], [other]) => one - other);
}

export function draftDoes(act: ReplyAct, { acts, draft, lang }: DraftContext): boolean {
  return (acts?.placesOf(act, draft, lang) ?? []).length > 0;
}

export function postDoes(act: PostAct, text: string, { acts, lang }: DraftContext): boolean {
  return acts?.doesPost(act, text, lang) === true;
}

/**
 * Whether all that a draft says besides who signs it only fills: thanks, wishes, ourselves, or that nothing is answered
 * here. False without the model.
 */
export function onlyFills(context: DraftContext): boolean {
  const { acts, draft, lang } = context;
  const said = (acts?.sentences(draft, lang) ?? []).filter(
    ({ span }) => !isName(draft.slice(...span), context),
  );
  const fills = said.map(({ span, acts: done }) => {
    if (done.has('refuses')) return true;
    return (
      done.has('fills') &&
      !/https?:|[?？]|\b\d{1,2}[:/.]\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day/u.test(
        draft.slice(...span).toLowerCase(),
      )
    );
  });
  return fills.length > 0 && fills.every(Boolean);
}
