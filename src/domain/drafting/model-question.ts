// What a language model is asked for a draft with: the conversation without who it is with, and what the company says of its own voice.
import { placesOfWords } from '../guideline/own-words.ts';
import type { GuidelinePersona } from '../guideline/persona.ts';
import type { GuidelineWords } from '../guideline/settings.ts';
import { personalDataKinds } from '../personal-data/found.ts';
import { textToLeave } from '../personal-data/outgoing.ts';
import type { Visibility } from '../post/post.ts';
import { withoutNames, type Named } from '../similar/names.ts';

export interface PostToTell extends Named {
  from: 'customer' | 'other' | 'us';
  text: string;
}

/** What a draft may take facts and links from; `question` is what an earlier customer had asked. */
export interface DraftSource {
  kind: 'snippet' | 'answer' | 'article';
  question?: string;
  text: string;
}

export interface DraftMaterial {
  /** ISO 639-1 of the post that is answered; null where nobody knows. */
  lang: string | null;
  channel: Visibility;
  /** Names of the company's brands and products, and of the account. */
  names: readonly string[];
  persona: GuidelinePersona;
  words: GuidelineWords;
  /** Characters that the network takes, without what stands around the text. */
  longest: number;
  /** Oldest first; the last one of the customer is answered. */
  posts: readonly PostToTell[];
  sources: readonly DraftSource[];
}

/** All that leaves. */
export interface DraftQuestion {
  company: string[];
  speaker: {
    name: string;
    voice: string;
    register: GuidelinePersona['register'];
    emoji: GuidelinePersona['emoji'];
    examples: { kind: 'good' | 'bad'; text: string; why: string }[];
    neverSpeakOf: { words: string[]; instead: string }[];
  };
  words: { never: string[]; oneOf: string[]; spellings: { wrong: string; right: string }[] };
  language: string | null;
  channel: 'public' | 'direct message';
  longest: number;
  conversation: { from: PostToTell['from']; text: string }[];
  sources: DraftSource[];
}

/** More says little and costs. Texts in UTF-16 units. */
const most = { names: 30, examples: 6, limits: 30, words: 100, posts: 12, sources: 12 } as const;
const longest = { post: 1_500, source: 1_500, example: 500 } as const;

const labels = {
  ja: { name: '名前', account: 'アカウント', link: 'リンク', number: '番号', data: '個人情報' },
  other: { name: 'name', account: 'account', link: 'link', number: 'number', data: 'personal data' },
} as const;

/** What blanks are called in a draft of that language. */
export const blankLabels = (lang: string | null): (typeof labels)['ja' | 'other'] =>
  lang === 'ja' ? labels.ja : labels.other;

const masked = new RegExp(`\\[(${[...personalDataKinds, 'link', 'account', 'number'].join('|')})\\]`, 'gu');
/** The beginning of a handle, where it is no common word. In characters. */
const shortestHandle = 4;

const folded = (name: string): string => name.normalize('NFKC').toLowerCase();

/** The question, with blanks in braces for whoever the conversation is with, and for their data; without what is confidential. */
export function draftQuestion(material: DraftMaterial): DraftQuestion {
  const { lang, channel, persona, words, posts } = material;
  const names = [...new Set(material.names.filter((name) => name !== ''))].slice(0, most.names);
  const people = peopleIn(posts, names);
  const keep = (text: string): string => withoutConfidential(text, words.confidential);
  const isOpen = (...texts: string[]): boolean => texts.every((text) => keep(text) === text);
  const told = (text: string): string => keep(withoutPeople(text, people, names, lang));
  return {
    company: names.map(keep),
    speaker: {
      name: keep(persona.name),
      voice: keep(persona.tone),
      register: persona.register,
      emoji: persona.emoji,
      examples: persona.examples
        .slice(0, most.examples)
        .map(({ kind, text, why }) => ({ kind, text: keep(cut(text, longest.example)), why: keep(why) })),
      neverSpeakOf: persona.limits
        .slice(0, most.limits)
        .map((limit) => ({ words: limit.words.map(keep), instead: keep(limit.instead) })),
    },
    words: {
      never: words.forbidden.filter((word) => isOpen(word)).slice(0, most.words),
      oneOf: words.wanted.filter((word) => isOpen(word)).slice(0, most.words),
      spellings: words.spellings.filter(({ wrong, right }) => isOpen(wrong, right)).slice(0, most.words),
    },
    language: lang,
    channel: channel === 'dm' ? 'direct message' : 'public',
    longest: material.longest,
    conversation: posts.slice(-most.posts).map(({ from, text }) => ({ from, text: told(text) })),
    sources: material.sources.slice(0, most.sources).map(({ kind, question, text }) => ({
      kind,
      ...(question === undefined ? {} : { question: told(question) }),
      text: keep(cut(text, longest.source)),
    })),
  };
}

/** What the company wrote itself of a question: whatever link stands here may stand in the draft. */
export function companyWords({ speaker, sources }: DraftQuestion): string {
  return [
    speaker.voice,
    ...speaker.examples.map(({ text }) => text),
    ...speaker.neverSpeakOf.map(({ instead }) => instead),
    ...sources.map(({ text }) => text),
  ].join('\n');
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`;

/** Everybody of the conversation but us, without what of their names is the company's. */
function peopleIn(posts: readonly PostToTell[], ours: readonly string[]): Named[] {
  const own = new Set(ours.map(folded));
  const named = posts.filter(({ from }) => from !== 'us');
  return named.flatMap(({ handle, displayName }) => {
    const theirs = ours.reduce((name, one) => name.replaceAll(one, ' '), displayName).trim();
    const [first = ''] = handle.split(/[.@]/u);
    const isName = first.length >= shortestHandle && !own.has(folded(first));
    return [{ handle, displayName: theirs }, ...(isName ? [{ handle: first, displayName: '' }] : [])];
  });
}

function withoutPeople(
  text: string,
  people: readonly Named[],
  ours: readonly string[],
  lang: string | null,
): string {
  const { name, account, link, number, data } = blankLabels(lang);
  const blankOf: Record<string, string> = { name, account, link, number };
  const shown = textToLeave(text, ours).replaceAll(masked, (_, kind: string) => `{${blankOf[kind] ?? data}}`);
  return cut(
    people.reduce((left, person) => withoutNames(left, person, `{${name}}`), shown),
    longest.post,
  );
}

function withoutConfidential(text: string, words: readonly string[]): string {
  let left = text;
  for (const [start, end] of placesOfWords(text, words).toSorted(([a], [b]) => b - a)) {
    left = `${left.slice(0, start)}…${left.slice(end)}`;
  }
  return left;
}
