// The words of each language: those of the first page at once, the others with the first page that says them.
import type { Part } from './parts.ts';
import type { Catalog, Locale } from './translator.ts';

const files: Record<Locale, Record<Part, () => Promise<{ default: Catalog }>>> = {
  ja: { first: () => import('virtual:words/ja-first'), later: () => import('virtual:words/ja-later') },
  en: { first: () => import('virtual:words/en-first'), later: () => import('virtual:words/en-later') },
};

/** The languages in use. A catalog grows in place: what stands on the page already has its words, and is not drawn again. */
const held = new Map<Locale, Catalog>();

async function load(locale: Locale, part: Part): Promise<Catalog> {
  const { default: words } = await files[locale][part]();
  const catalog = Object.assign(held.get(locale) ?? {}, words);
  held.set(locale, catalog);
  return catalog;
}

/** Fetches the words of the first page. */
export async function loadFirstWords(locale: Locale): Promise<Catalog> {
  return load(locale, 'first');
}

/** Fetches all words of a language. */
export async function loadAllWords(locale: Locale): Promise<Catalog> {
  const [catalog] = await Promise.all([load(locale, 'first'), load(locale, 'later')]);
  return catalog;
}

/** Adds what is still missing in the languages in use, for the pages after the first. */
export async function loadLaterWords(): Promise<void> {
  await Promise.all([...held.keys()].map((locale) => load(locale, 'later')));
}
