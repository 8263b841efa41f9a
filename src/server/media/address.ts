// The addresses under which browsers find pictures of the networks: here, so that no stranger's server sees an agent.
import { hash } from 'node:crypto';
import type { Media } from '../../domain/post/post.ts';

/** Pictures by what they belong to. */
export const mediaPath = '/api/media';
/** The practice network's pictures are ours already, whatever host they were once named with. */
const practicePicture = /\/api\/practice\/images\/[0-9a-f-]{36}$/;

/** Says that a picture is another one now, so that none is shown from a cache in its place. */
export function versionOf(source: string): string {
  return hash('sha256', source, 'base64url').slice(0, 10);
}

export function isPicture(url: string | null | undefined): url is string {
  return typeof url === 'string' && /^https?:\/\//i.test(url);
}

/** Where the picture of a person or account is; null where there is none. */
export function avatarAddress(of: 'identities' | 'accounts', id: string, url: string | null): string | null {
  return isPicture(url) ? `${mediaPath}/${of}/${id}?v=${versionOf(url)}` : null;
}

/** A post's media with its pictures' addresses here. What is no picture is opened on its network, by a person. */
export function mediaOfPost(postId: string, network: string, media: readonly Media[]): Media[] {
  return media.map((item, index) =>
    readdressed(item, network, (url, size) =>
      isPicture(url) ? `${mediaPath}/posts/${postId}/${index}?size=${size}&v=${versionOf(url)}` : null,
    ),
  );
}

/** Media of a post that is shown but not held here; `passing` gives a picture's address, or null. */
export function passingMedia(
  network: string,
  media: readonly Media[],
  passing: (url: string) => string | null,
): Media[] {
  return media.map((item) => readdressed(item, network, passing));
}

function readdressed(
  { url, thumbUrl, ...rest }: Media,
  network: string,
  address: (url: string, size: 'full' | 'small') => string | null,
): Media {
  if (rest.kind !== 'image') return url === undefined ? rest : { ...rest, url };
  const at = (source: string | undefined, size: 'full' | 'small'): string | null => {
    if (source === undefined) return null;
    const own = network === 'practice' ? practicePicture.exec(source)?.[0] : undefined;
    return own ?? address(source, size);
  };
  const full = at(url, 'full');
  const small = at(thumbUrl, 'small');
  return { ...rest, ...(full === null ? {} : { url: full }), ...(small === null ? {} : { thumbUrl: small }) };
}
