// How many pictures a post may have: a DM may take fewer than a public post, or none.
import type { NetworkManifest } from './manifest.ts';
import type { Visibility } from './post.ts';

export function mostPictures(
  dm: Pick<NetworkManifest['dm'], 'takesPictures' | 'mostPictures'>,
  images: { max: number },
  visibility: Visibility,
): number {
  if (visibility !== 'dm') return images.max;
  return dm.takesPictures ? Math.min(images.max, dm.mostPictures ?? images.max) : 0;
}
