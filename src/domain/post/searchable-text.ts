// What of a post is searched. Apart from post.ts: the browser matches too, and needs no schemas for it.
import type { Media } from './post.ts';

/** The searchable text of a post: its text and the alt texts of its media. */
export function searchableText(post: { text: string; media: readonly Media[] }): string {
  const alts = post.media.map((m) => m.alt).filter((alt) => alt !== '');
  return alts.length === 0 ? post.text : `${post.text}\n${alts.join('\n')}`;
}
