// The words of the interface in one language, so that tests look for what a person reads, in Japanese and in English.
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type en from '../../../src/web/locales/en.json';

export type Locale = 'ja' | 'en';
type MessageId = keyof typeof en;
type Values = Record<string, string | number>;
export type Words = (id: MessageId, values?: Values) => string;

const locales = new URL('../../../src/web/locales/', import.meta.url);

/** Answers what the interface says for a message. Throws for a message that the catalog does not have. */
export function wordsOf(locale: Locale): Words {
  const catalog = JSON.parse(readFileSync(new URL(`${locale}.json`, locales), 'utf8')) as Record<
    string,
    string
  >;
  return (id, values = {}) => {
    const text = catalog[id];
    if (text === undefined) throw new Error(`The ${locale} catalog has no message ${id}.`);
    const ignoreTag = !text.includes('</');
    return String(new IntlMessageFormat(text, locale, undefined, { ignoreTag }).format(values));
  };
}
