// Messages of one language: finds one by its id and fills in what belongs in it.
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../locales/en.json';

export type MessageId = keyof typeof en;
export type Catalog = Record<MessageId, string>;
export type Locale = 'ja' | 'en';
export type Values = Record<string, string | number | boolean | Date | null | undefined>;
export interface Translator {
  locale: Locale;
  t: (id: MessageId, values?: Values) => string;
}

/** Makes the translator of a catalog; messages are parsed when they are first asked for. */
export function createTranslator(locale: Locale, catalog: Catalog): Translator {
  const parsed = new Map<MessageId, IntlMessageFormat>();
  const messageOf = (id: MessageId): IntlMessageFormat => {
    const known = parsed.get(id);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(catalog[id], locale, undefined, { ignoreTag: true });
    parsed.set(id, made);
    return made;
  };
  return {
    locale,
    t(id, values) {
      const text = catalog[id];
      if (values === undefined && !/[{'<]/.test(text)) return text;
      return String(messageOf(id).format<string>(values));
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
