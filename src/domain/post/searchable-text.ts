// What of a post is searched. Apart from post.ts: the browser matches too, and needs no schemas for it.
import type { Media } from './post.ts';

/** Where the alt texts begin in the searchable text; null where there are none. */
export function altsAt(post: { text: string; media: readonly Media[] }): number | null {
  return post.media.some(({ alt }) => alt !== '') ? post.text.length + 1 : null;
}

/** The searchable text of a post: its text and the alt texts of its media. */
export function searchableText(post: { text: string; media: readonly Media[] }): string {
  const alts = post.media.map((m) => m.alt).filter((alt) => alt !== '');
  return alts.length === 0 ? post.text : `${post.text}\n${alts.join('\n')}`;
}
