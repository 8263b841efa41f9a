// What mail can do: people write to an address of the company, and the company answers them.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';

export const NETWORK = 'mail';

const stays: BothLanguages = {
  ja: '送ったメールは、取り消しも書き換えもできません。',
  en: 'A mail that was sent can be neither taken back nor changed.',
};
const onlyTheirs: BothLanguages = {
  ja: '自動応答できるのは、先にメールをくれた人だけです。',
  en: 'A program may answer only who sent a mail first.',
};
const nothingPublic: BothLanguages = {
  ja: 'メールには、公開の投稿も「いいね」も再共有もありません。',
  en: 'Mail has no public posts, no likes and no reposts.',
};

/** RFC 3834 says whom a program may answer, and how it says that it is one; laws ask for consent to anything but answers. */
const asRead = { since: '2026-11-01', source: 'https://www.rfc-editor.org/rfc/rfc3834' } as const;
const asLaw = {
  since: '2026-11-01',
  source: 'https://laws.e-gov.go.jp/law/414AC1000000026',
} as const;
const asBuilt = { since: '2026-11-01', source: 'https://www.rfc-editor.org/rfc/rfc5321' } as const;

/** Far above what anybody writes; servers take more. */
const length = { unit: 'graphemes', max: 20_000, maxBytes: 100_000 } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Mail',
  sources: [
    {
      kind: 'mailbox',
      needsAccount: true,
      brings: 'inbound',
      hasParts: true,
      fields: [
        { name: 'folder', kind: 'text', required: false, placeholder: 'INBOX', initial: 'INBOX' },
        { name: 'since_hours', kind: 'text', required: false, placeholder: '24', initial: '24' },
      ],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'address', kind: 'text', required: true, placeholder: 'support@example.com' },
        { name: 'name', kind: 'text', required: false },
        { name: 'imap_host', kind: 'text', required: true, placeholder: 'imap.example.com' },
        { name: 'imap_port', kind: 'text', required: false, placeholder: '993', initial: '993' },
        { name: 'smtp_host', kind: 'text', required: true, placeholder: 'smtp.example.com' },
        { name: 'smtp_port', kind: 'text', required: false, placeholder: '465', initial: '465' },
        { name: 'user', kind: 'text', required: false },
        { name: 'password', kind: 'secret', required: true },
        { name: 'plus_address', kind: 'switch', required: false, initial: 'false' },
        { name: 'copy_to_self', kind: 'switch', required: false, initial: 'true' },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    images: {
      max: 4,
      maxBytes: 5 * 1024 * 1024,
      altMax: 500,
      mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    },
  },
  dm: {
    takesPictures: true,
    weBegin: 'never',
    why: 'An address is known only from a mail that somebody sent us, and mail to others needs their consent (Act on Regulation of Transmission of Specified Electronic Mail; read November 2026).',
    page: 'mailto:{handle}',
  },
  policy: [
    { actions: ['dm'], actors: ['person'], permission: 'api', ...asLaw },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...asRead },
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyTheirs, ...asLaw },
    {
      actions: ['edit', 'delete'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: stays,
      ...asBuilt,
    },
    {
      actions: ['reply', 'post', 'like', 'repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: nothingPublic,
      ...asBuilt,
    },
  ],
  threading: { replyNeedsHandle: false },
};
