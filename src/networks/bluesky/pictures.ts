// Where pictures stand that a record only names: on the public network's own servers, or on those of another atproto network.
import type { Media } from '../../domain/post/post.ts';
import type { Delivered, Network } from '../kit/network.ts';

/** The public network's. */
export const PUBLIC_PICTURES = 'https://cdn.bsky.app/img';

function movedMedia(media: Media, base: string): Media {
  const moved = (url: string): string =>
    url.startsWith(`${PUBLIC_PICTURES}/`) ? base + url.slice(PUBLIC_PICTURES.length) : url;
  return {
    ...media,
    ...(media.url === undefined ? {} : { url: moved(media.url) }),
    ...(media.thumbUrl === undefined ? {} : { thumbUrl: moved(media.thumbUrl) }),
  };
}

/** The same record, its pictures at `base`, an address without a slash at the end. */
export function withPicturesAt(base: string, item: Delivered): Delivered {
  const { outcome } = item;
  if ('malformed' in outcome || outcome.heard === null) return item;
  const { heard } = outcome;
  if (heard.type !== 'post' && heard.type !== 'edit') return item;
  const media = heard.post.media.map((each) => movedMedia(each, base));
  return { ...item, outcome: { heard: { ...heard, post: { ...heard.post, media } } } };
}

/** What listening and listing bring, with pictures at `base`; the AppView names whole addresses by itself. */
export function picturesFrom(
  base: string,
  { listen, listInbound }: Pick<Network, 'listen' | 'listInbound'>,
): Pick<Network, 'listen' | 'listInbound'> {
  const moved = (items: readonly Delivered[]): Delivered[] => items.map((item) => withPicturesAt(base, item));
  return {
    listen: async (input) =>
      await listen({
        ...input,
        deliver: async (batch) => await input.deliver({ ...batch, items: moved(batch.items) }),
      }),
    async listInbound(wanted) {
      const listed = await listInbound(wanted);
      return { ...listed, items: moved(listed.items) };
    },
  };
}
