// What we answered somebody, as it is offered for an answer to somebody else: nothing of the one person is left in it.
import { initialsPlace } from '../guideline/persona-signature.ts';
import { mention } from '../personal-data/mention.ts';
import { findPersonalData } from '../personal-data/personal-data.ts';
import { withoutNames, type Named } from './names.ts';

const labels = {
  ja: { name: '名前', account: 'アカウント', data: '個人情報' },
  other: { name: 'name', account: 'account', data: 'personal data' },
} as const;

const labelsOf = (lang: string | null): (typeof labels)['ja' | 'other'] =>
  lang === 'ja' ? labels.ja : labels.other;

interface Wrote {
  lang: string | null;
  /** What their answers may end with: their own signature, and those of the personas, with the place for initials in them. */
  signatures: readonly string[];
  /** As they stand, or stood, in the signatures of personas. */
  initials: readonly string[];
}

/**
 * An answer of ours with blanks where it spoke of the person: their name, handles, personal data. It cannot be sent before they
 * are filled in. The signature of whoever wrote it is taken off its end.
 */
export function offeredAnswer(
  text: string,
  { lang, signatures, initials, ...person }: Named & Wrote,
): string {
  const { name, account, data } = labelsOf(lang);
  let offered = withoutSignature(text, signatures, initials);
  let masked = '';
  let at = 0;
  for (const { start, end } of findPersonalData(offered)) {
    masked += `${offered.slice(at, start)}{${data}}`;
    at = end;
  }
  offered = masked + offered.slice(at);
  // What the network puts before a reply by itself is no part of what was said, nor who else was to see it.
  offered = offered
    .replace(/^(?:[@＠][\p{L}\p{N}_.@-]+\s+)+/u, '')
    .replace(onlyToldToo, '')
    // The blank for a name is filled with that of whoever is answered then: another account’s is one of its own.
    .replaceAll(mention, (handle) => `{${isOf(handle, person) ? name : account}}`);
  return withoutNames(offered, person, `{${name}}`).trim();
}

/** At the end: accounts that are named only to be told too. */
const onlyToldToo = /\s+\(?(?:cc|fyi|via)[: ]*(?:[@＠][\p{L}\p{N}_.@-]+[,、]?\s*)+\)?\s*$/iu;

/** Whether an account that a text names is this person's: with its server, or without. */
function isOf(named: string, { handle }: Named): boolean {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/^@/u, '');
  const [whole, theirs] = [plain(named), plain(handle)];
  return whole === theirs || whole === theirs.split('@')[0] || whole.split('@')[0] === theirs;
}

/** What somebody asked, shown beside the answer: who it was is nobody's business here. */
export function shownQuestion(text: string, person: Named): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of findPersonalData(text)) {
    shown += `${text.slice(at, start)}…`;
    at = end;
  }
  shown = (shown + text.slice(at)).replaceAll(mention, '@…');
  return withoutNames(shown, person, '…').trim();
}

/** The text without what its writer puts under every one. */
export function withoutSignature(
  text: string,
  signatures: readonly string[],
  initials: readonly string[],
): string {
  const plain = text.trimEnd();
  const ends = signatures
    .flatMap((sign) => (sign.includes(initialsPlace) ? signedBy(sign, plain, initials) : [sign]))
    .map((sign) => sign.trim())
    .toSorted((a, b) => b.length - a.length);
  const end = ends.find((sign) => sign !== '' && plain.endsWith(sign));
  return end === undefined ? plain : plain.slice(0, -end.length).trimEnd();
}

/** A persona's signature with initials in it: theirs; or any, as they stand at the end of this text, where it is known by the rest. */
function signedBy(sign: string, text: string, initials: readonly string[]): string[] {
  const theirs = initials.map((own) => sign.replaceAll(initialsPlace, () => own));
  const around = sign.trim().split(initialsPlace);
  if (!/[^\s\p{L}\p{N}]|\p{L}{2}/u.test(around.join(''))) return theirs;
  const escaped = around.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  const end = new RegExp(`(?<![\\p{L}\\p{N}])${escaped.join('[\\p{L}\\p{N}.]{1,8}')}$`, 'u').exec(text)?.[0];
  return end === undefined ? theirs : [...theirs, end];
}
