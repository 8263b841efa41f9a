// What a post on Instagram shows: one picture or film; of an album its first.
import type { Media } from '../../domain/post/post.ts';
import type { InstagramMedia } from './schemas.ts';

export function mediaOfPost({ media_type: type, media_url: url }: InstagramMedia): Media[] {
  return url === undefined || url === null
    ? []
    : [
        {
          kind: type === 'VIDEO' ? 'video' : 'image',
          alt: '',
          ...(/^https?:\/\//i.test(url) ? { url } : {}),
        },
      ];
}
