// Messages of one language: finds one by its id and fills in what belongs in it.
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../locales/en.json';

export type MessageId = keyof typeof en;
/** Not every message needs to be there yet: most come with the pages that say them. */
export type Catalog = Partial<Record<MessageId, string>>;
export type Locale = 'ja' | 'en';
export type Values = Record<string, string | number | boolean | Date | null | undefined>;
export interface Translator {
  locale: Locale;
  t: (id: MessageId, values?: Values) => string;
}

/** Makes the translator of a catalog; messages are parsed when they are first asked for. */
export function createTranslator(locale: Locale, catalog: Catalog): Translator {
  const parsed = new Map<string, IntlMessageFormat>();
  const messageOf = (text: string): IntlMessageFormat => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    parsed.set(text, made);
    return made;
  };
  return {
    locale,
    t(id, values) {
      // An id on the page would be a page that was opened without its words.
      const text = catalog[id] ?? id;
      if (values === undefined && !/[{'<]/.test(text)) return text;
      return String(messageOf(text).format<string>(values));
    },
  };
}

/** The language to begin with: the browser's first one that there is a catalog for. */
export function browserLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    if (/^ja\b/i.test(language)) return 'ja';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}
