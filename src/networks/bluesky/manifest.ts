// What Bluesky allows and how much: read by the interface, the checks and the policy gate.
import type { NetworkManifest } from '../../domain/post/manifest.ts';

/** The network's id, as it stands in `Post.network`. */
export const NETWORK = 'bluesky';
export const DEFAULT_JETSTREAM = 'wss://jetstream2.us-east.bsky.network';
export const DEFAULT_RELAY = 'wss://bsky.network';
export const DEFAULT_APPVIEW = 'https://public.api.bsky.app';
export const DEFAULT_SERVER = 'https://bsky.social';

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Bluesky',
  sources: [
    {
      kind: 'jetstream',
      needsAccount: false,
      brings: 'stream',
      fields: [
        {
          name: 'url',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_JETSTREAM,
          initial: DEFAULT_JETSTREAM,
        },
        {
          name: 'appview',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_APPVIEW,
          initial: DEFAULT_APPVIEW,
        },
      ],
    },
    {
      kind: 'firehose',
      needsAccount: false,
      brings: 'stream',
      fields: [
        { name: 'url', kind: 'url', required: true, placeholder: DEFAULT_RELAY, initial: DEFAULT_RELAY },
        {
          name: 'appview',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_APPVIEW,
          initial: DEFAULT_APPVIEW,
        },
      ],
    },
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [
        { name: 'poll_seconds', kind: 'text', required: false, placeholder: '10', initial: '10' },
        { name: 'since_hours', kind: 'text', required: false, placeholder: '24', initial: '24' },
        { name: 'dms', kind: 'switch', required: false, initial: 'true' },
      ],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'server', kind: 'url', required: true, placeholder: DEFAULT_SERVER, initial: DEFAULT_SERVER },
        { name: 'identifier', kind: 'text', required: true, placeholder: 'example.bsky.social' },
        { name: 'password', kind: 'secret', required: true, placeholder: 'xxxx-xxxx-xxxx-xxxx' },
      ],
    },
    {
      kind: 'oauth',
      fields: [
        { name: 'identifier', kind: 'text', required: false, placeholder: 'example.bsky.social' },
        {
          name: 'server',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_SERVER,
          initial: DEFAULT_SERVER,
        },
      ],
    },
  ],
  limits: {
    post: { unit: 'graphemes', max: 300, maxBytes: 3000 },
    dm: { unit: 'graphemes', max: 1000, maxBytes: 10_000 },
    images: {
      max: 4,
      maxBytes: 2_000_000,
      altMax: 2000,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    },
  },
  dm: {
    takesPictures: false,
    weBegin: 'if_they_follow',
    why: 'People take DMs from whom they follow, unless they chose everybody or nobody (allowIncoming of chat.bsky.actor.declaration, read November 2026).',
    page: 'https://bsky.app/profile/{handle}',
  },
  policy: [
    { action: 'reply', actor: 'person', permission: 'api' },
    { action: 'post', actor: 'person', permission: 'api' },
    { action: 'dm', actor: 'person', permission: 'api' },
    { action: 'like', actor: 'person', permission: 'api' },
    { action: 'repost', actor: 'person', permission: 'api' },
    { action: 'delete', actor: 'person', permission: 'api' },
    { action: 'edit', actor: 'person', permission: 'none', reason: 'bluesky_has_no_edit' },
    // Programs may post as their own account; with people they may only speak who addressed them
    // (https://docs.bsky.app/docs/starter-templates/bots).
    { action: 'post', actor: 'bot', permission: 'api' },
    { action: 'dm', actor: 'bot', permission: 'api', onlyIf: 'wrote_dm_first' },
    { action: 'dm', actor: 'bot', permission: 'none', reason: 'bluesky_bot_dm_only_when_written_first' },
    { action: 'reply', actor: 'bot', permission: 'api', onlyIf: 'mentioned_us' },
    { action: 'reply', actor: 'bot', permission: 'none', reason: 'bluesky_bot_only_when_tagged' },
  ],
  threading: { replyNeedsHandle: false },
};
