// Hashtags as a person enters them, and in a text whose network does not name them.
import { most } from './bounds.ts';

/** The tags of a list as a person enters it: separated by commas, spaces or lines, with or without `#`. */
export function parseTags(list: string): string[] {
  const tags = list
    .split(/[\s,、，]+/u)
    .map((tag) =>
      tag
        .replace(/^[#＃]/u, '')
        .normalize('NFKC')
        .toLowerCase(),
    )
    .filter((tag) => tag !== '');
  return [...new Set(tags)];
}

const tags = /(?<![\w&])[#＃]([\p{L}\p{M}\p{N}_]{1,100})/gu;
/** Each once, in their order. */
export const hashtagsIn = (said: string): string[] =>
  [...new Set([...said.matchAll(tags)].map(([, tag = '']) => tag))].slice(0, most.listed);
