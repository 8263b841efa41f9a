// What a feed of news or a blog can do: be read. Whoever wants to answer does so where the article stands.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';

export const NETWORK = 'rss';

const onThePage: BothLanguages = {
  ja: 'フィードは読むだけのものです。記事を開き、そこのコメント欄か、媒体への連絡先から答えてください。',
  en: 'A feed can only be read. Open the article and answer by its comments, or write to its publisher.',
};
const onlyRead: BothLanguages = {
  ja: 'フィードは読むだけのもので、送る手段がありません。',
  en: 'A feed can only be read; it has no way to send.',
};

/** RSS, Atom and JSON Feed describe documents that are fetched, and no way to write back. */
const asRead = { since: '2026-11-23', source: 'https://www.rfc-editor.org/rfc/rfc4287' } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'News and blogs (RSS)',
  sources: [
    {
      kind: 'feed',
      needsAccount: false,
      brings: 'stream',
      fields: [
        { name: 'url', kind: 'url', required: true, placeholder: 'https://news.example.com/feed.xml' },
        { name: 'poll_minutes', kind: 'text', required: false, placeholder: '10', initial: '10' },
        { name: 'since_hours', kind: 'text', required: false, placeholder: '72', initial: '72' },
      ],
    },
  ],
  connect: [],
  limits: {
    post: { unit: 'graphemes', max: 0, maxBytes: 0 },
    dm: { unit: 'graphemes', max: 0, maxBytes: 0 },
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: { takesPictures: false, weBegin: 'never', why: 'Feeds have no messages.' },
  policy: [
    { actions: ['reply'], actors: ['person'], permission: 'open_in_network', why: onThePage, ...asRead },
    {
      actions: ['reply', 'post', 'dm', 'like', 'repost', 'delete', 'edit'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: onlyRead,
      ...asRead,
    },
  ],
  threading: { replyNeedsHandle: false },
};
