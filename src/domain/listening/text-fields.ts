// What a text itself says of its fields, where no network told: accounts mentioned, hashtags, links.
import { addressPlaces, withoutPlaces, withoutSentenceEnd } from './addresses.ts';

export interface TextFields {
  /** Handles without `@`. */
  mentions: string[];
  /** Without `#`. */
  hashtags: string[];
  links: string[];
}

const tag = /(?<![\p{L}\p{N}\p{M}_])[#＃](?<tag>[\p{L}\p{N}\p{M}_]+)/gu;

/** Reads the fields of a text, in its order. */
export function textFields(text: string): TextFields {
  const fields: TextFields = { mentions: [], hashtags: [], links: [] };
  const places = addressPlaces(text);
  for (let n = 0; n < places.length; n += 2) {
    const written = withoutSentenceEnd(text.slice(places[n], places[n + 1]));
    if (/^[@＠]/u.test(written)) fields.mentions.push(written.slice(1));
    else fields.links.push(written);
  }
  for (const found of withoutPlaces(text, places).matchAll(tag))
    fields.hashtags.push(found.groups?.['tag'] ?? '');
  return fields;
}
