// The limits of one server, as it states them; those of Mastodon as shipped where it does not. Pure.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { defaultLimits } from './manifest.ts';
import type { Instance } from './schemas.ts';

/** Limits for an account on the server that gave `instance`. */
export function limitsOf(instance: Instance): NetworkManifest['limits'] {
  const { statuses, media_attachments: media } = instance.configuration ?? {};
  const { images } = defaultLimits;
  const length = {
    unit: 'mastodon' as const,
    max: statuses?.max_characters ?? instance.max_toot_chars ?? 500,
    urlLength: statuses?.characters_reserved_per_url ?? 23,
  };
  const accepted = media?.supported_mime_types?.filter((type) => images.mimeTypes.includes(type)) ?? [];
  return {
    post: length,
    dm: length,
    images: {
      max: statuses?.max_media_attachments ?? images.max,
      maxBytes: media?.image_size_limit ?? images.maxBytes,
      altMax: media?.description_limit ?? images.altMax,
      mimeTypes: accepted.length === 0 ? images.mimeTypes : accepted,
    },
  };
}
