// The words that ask into a DM, and those that say in public that it is settled: a starting point, said differently each time.
import { sharedWith } from '../guideline/rules/r11-copied.ts';
import { troublesOf } from '../guideline/troubles.ts';
import { ends, invitations, pageWords, type Five, type Register } from './phrases.ts';

export interface Said {
  /** ISO 639-1 of the post that is answered; null where nobody knows. Japanese, and English for all others. */
  lang: string | null;
  register: Register;
  /** What the account said to others lately: it is said differently. */
  recentReplies: readonly string[];
  /** Where to begin among those that are equally new; any whole number. */
  turn: number;
}

/** So little in common is nobody’s copy (R11). */
const newEnough = 0.5;
const fives = [0, 1, 2, 3, 4] as const;

/** 25 texts of three pieces each, any two of which have at most one piece in common. */
function textsOf([first, second, third]: readonly [Five, Five, Five], between: string): string[] {
  return fives.flatMap((one) =>
    fives.map((two) => [first[one], second[two], third[fives[(one + two) % 5] ?? 0]].join(between)),
  );
}

/** Of these the one that is least like what was said lately. */
function leastLike(texts: readonly string[], { recentReplies, turn }: Said): string {
  const from = Math.abs(turn) % texts.length;
  const inTurn = [...texts.slice(from), ...texts.slice(0, from)];
  let best = inTurn[0] ?? '';
  let least = Number.POSITIVE_INFINITY;
  for (const text of inTurn) {
    const most = Math.max(0, ...recentReplies.map((reply) => sharedWith(text, reply)));
    if (most < least) [best, least] = [text, most];
    if (least < newEnough) break;
  }
  return best;
}

const wordsIn = (lang: string | null): 'ja' | 'en' => (lang === 'ja' ? 'ja' : 'en');

/** A public reply that asks for a DM. `page`: where they write one, null where there is no such page. */
export function invitationText(
  said: Said & { post: string; page: string | null; name: string | null },
): string {
  const lang = wordsIn(said.lang);
  const { sorry, heard, why, how } = invitations[lang][said.register];
  const first = troublesOf(said.post, said.lang ?? lang).isStuck ? sorry : heard;
  const text = leastLike(textsOf([first, why, how], lang === 'ja' ? '' : ' '), said);
  const page = said.page === null ? '' : `\n${pageWords[lang]}${said.page}`;
  return `${text}${nameOf(said.name, lang)}${page}`;
}

/** A public reply that says that it was settled in private, and nothing of what was said there. */
export function settledText(said: Said & { name: string | null }): string {
  const lang = wordsIn(said.lang);
  const { thanks, settled, offer } = ends[lang];
  const text = leastLike(textsOf([thanks, settled, offer], lang === 'ja' ? '' : ' '), said);
  return `${text}${nameOf(said.name, lang)}`;
}

/** Who is not signed by a signature says who they are. */
function nameOf(name: string | null, lang: 'ja' | 'en'): string {
  if (name === null || name === '') return '';
  return lang === 'ja' ? `（${name}）` : ` – ${name}`;
}
