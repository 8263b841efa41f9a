// What an Instagram message holds beside its text: pictures, videos, voice, and what was shared, each by a word where it has none.
import type { Media } from '../../domain/post/post.ts';
import { cut, most } from '../kit/bounds.ts';
import type { InstagramMedia, InstagramMessage } from './schemas.ts';

/** A map: a kind may be called as anything is that every object has. */
const kinds: ReadonlyMap<string, Media['kind']> = new Map([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['ig_reel', 'video'],
  ['reel', 'video'],
]);
/** Of these the title of what was shared says more than their name. */
const plain: ReadonlySet<string> = new Set(['image', 'video', 'audio']);

const isWeb = (address: string | undefined): address is string =>
  address !== undefined && /^https?:\/\//i.test(address);

const mediaAt = (kind: Media['kind'], alt: string, url: string | undefined): Media => ({
  kind,
  alt: cut(alt, most.alt),
  ...(isWeb(url) ? { url } : {}),
});

export function mediaOfMessage({
  attachments,
  reply_to: answered,
  is_unsupported: isOther,
}: InstagramMessage): Media[] {
  const sent = (attachments ?? []).map(({ type, payload }) => {
    const title = payload?.title ?? '';
    const alt = title === '' && !plain.has(type) ? type.replaceAll('_', ' ') : title;
    return mediaAt(kinds.get(type) ?? 'other', alt, payload?.url ?? undefined);
  });
  const story = answered?.story;
  if (story !== null && story !== undefined) sent.push(mediaAt('other', 'story', story.url ?? undefined));
  // What Instagram does not hand on is there all the same.
  if (sent.length === 0 && isOther === true) sent.push(mediaAt('other', 'unsupported', undefined));
  return sent;
}

/** Of a post on Instagram: one picture or film; of an album its first. */
export function mediaOfPost({ media_type: type, media_url: url }: InstagramMedia): Media[] {
  return url === undefined || url === null ? [] : [mediaAt(type === 'VIDEO' ? 'video' : 'image', '', url)];
}
