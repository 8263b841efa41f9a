// What the practice network declares about itself: Bluesky's lengths, and nothing forbidden but what is rude everywhere.
import { practiceLimits } from '../../domain/practice/lines.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';

export const practiceId = 'practice';

export const manifest: NetworkManifest = {
  id: practiceId,
  name: 'Practice network',
  sources: [
    { kind: 'timeline', needsAccount: false, brings: 'stream', fields: [] },
    { kind: 'notifications', needsAccount: true, brings: 'inbound', fields: [] },
  ],
  connect: [
    {
      kind: 'local',
      fields: [
        { name: 'handle', kind: 'text', required: true, placeholder: 'minamo_support' },
        { name: 'displayName', kind: 'text', required: true, placeholder: 'Minamo Support' },
      ],
    },
  ],
  limits: {
    post: practiceLimits.post,
    dm: practiceLimits.dm,
    images: {
      max: 4,
      maxBytes: 2_000_000,
      altMax: 2_000,
      mimeTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
    },
  },
  dm: { takesPictures: true, weBegin: 'always', why: 'Its people read every DM.' },
  policy: [
    { action: 'reply', actor: 'person', permission: 'api' },
    { action: 'reply', actor: 'bot', permission: 'api', onlyIf: 'mentioned_us' },
    { action: 'reply', actor: 'bot', permission: 'none', reason: 'practice_bot_only_when_mentioned' },
    { action: 'post', actor: 'person', permission: 'api' },
    { action: 'post', actor: 'bot', permission: 'api' },
    { action: 'dm', actor: 'person', permission: 'api' },
    { action: 'dm', actor: 'bot', permission: 'api', onlyIf: 'wrote_dm_first' },
    { action: 'dm', actor: 'bot', permission: 'none', reason: 'practice_bot_dm_only_when_written_first' },
    { action: 'like', actor: 'person', permission: 'api' },
    { action: 'repost', actor: 'person', permission: 'api' },
    { action: 'edit', actor: 'person', permission: 'api' },
    { action: 'edit', actor: 'bot', permission: 'api' },
    { action: 'delete', actor: 'person', permission: 'api' },
    { action: 'delete', actor: 'bot', permission: 'api' },
  ],
  threading: { replyNeedsHandle: false },
};
