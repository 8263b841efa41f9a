// The lists a source reads: one for a timeline or the notifications, one per tag for hashtags.
import { AppError } from '../../domain/errors.ts';
import type { Feed as KitFeed } from '../kit/feed.ts';
import { parseTags } from '../kit/tags.ts';

export interface Feed extends KitFeed {
  of: 'statuses' | 'notifications';
  path: string;
  params: Record<string, string>;
  stream: { path: string; params: Record<string, string> };
}

const MAX_TAGS = 20;

/** The feeds of a source; throws `network_rejected` naming the field that cannot be used. */
export function feedsOf(kind: string, config: Record<string, string>): Feed[] {
  if (kind === 'notifications') {
    return [
      {
        key: 'notifications',
        name: 'the notifications',
        of: 'notifications',
        path: '/api/v1/notifications',
        params: {},
        pageSize: 80,
        // The user's stream, not its part for notifications: only it tells of deletions.
        stream: { path: '/api/v1/streaming/user', params: {} },
      },
    ];
  }
  if (kind === 'public_timeline') {
    const isLocal = config['local_only'] === 'true';
    return [
      {
        key: isLocal ? 'public:local' : 'public',
        name: 'the public timeline',
        of: 'statuses',
        path: '/api/v1/timelines/public',
        params: isLocal ? { local: 'true' } : {},
        pageSize: 40,
        stream: { path: `/api/v1/streaming/public${isLocal ? '/local' : ''}`, params: {} },
      },
    ];
  }
  if (kind !== 'hashtag') throw new AppError('network_rejected', `Mastodon has no source of kind ${kind}`);
  const tags = parseTags(config['tags'] ?? '');
  if (tags.length === 0 || tags.length > MAX_TAGS) {
    const text =
      tags.length === 0 ? 'Enter at least one hashtag' : `Enter at most ${MAX_TAGS} hashtags per source`;
    throw new AppError('network_rejected', text, { where: 'tags' });
  }
  return tags.map((tag) => ({
    key: `tag:${tag}`,
    name: `the hashtag #${tag}`,
    of: 'statuses',
    path: `/api/v1/timelines/tag/${encodeURIComponent(tag)}`,
    params: {},
    pageSize: 40,
    stream: { path: '/api/v1/streaming/hashtag', params: { tag } },
  }));
}
