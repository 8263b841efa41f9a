// The limits of one server, as it states them; those of Misskey as shipped where it does not. Pure.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { defaultLength, defaultLimits } from './manifest.ts';
import type { Meta } from './schemas.ts';

const MEGABYTE = 1024 * 1024;

/** Limits for an account on the server that said `meta`. */
export function limitsOf(meta: Meta): NetworkManifest['limits'] {
  const { images } = defaultLimits;
  const max = meta.maxNoteTextLength ?? defaultLength.max;
  const length = { ...defaultLength, max, maxBytes: 4 * max };
  const byRole = meta.policies?.maxFileSizeMb;
  const sizes = [meta.maxFileSize, byRole === undefined ? undefined : byRole * MEGABYTE];
  const known = sizes.flatMap((size) => (size === undefined ? [] : [size]));
  return {
    post: length,
    dm: length,
    images: { ...images, maxBytes: known.length === 0 ? images.maxBytes : Math.min(...known) },
  };
}
