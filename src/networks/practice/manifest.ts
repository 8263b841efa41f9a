// What the practice network declares about itself: Bluesky's lengths, and nothing forbidden but what is rude everywhere.
import { practiceLimits } from '../../domain/practice/lines.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

export const practiceId = 'practice';

/** Those of the networks that are like it. */
const ours = { since: '2026-11-01', source: 'src/networks/practice' } as const;

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
    {
      actions: ['reply', 'post', 'dm', 'like', 'repost', 'delete', 'edit'],
      actors: ['person'],
      permission: 'api',
      ...ours,
    },
    { actions: ['post'], actors: ['schedule'], permission: 'api', ...ours },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...ours },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...ours },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...ours },
    { actions: ['dm'], actors: ['bot'], permission: 'none', why: onlyAfterTheirDm, ...ours },
    { actions: ['like', 'repost'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...ours },
    { actions: ['post', 'edit', 'delete'], actors: ['bot'], permission: 'api', ...ours },
  ],
  threading: { replyNeedsHandle: false },
};
