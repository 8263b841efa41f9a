// The lists a source reads, and the channel of the stream that adds to each.
import type { Channels } from 'misskey-js';
import { AppError } from '../../domain/errors.ts';
import type { Feed as KitFeed } from '../kit/feed.ts';
import { parseTags } from '../kit/tags.ts';
import type { AskOptions, Client } from './client.ts';
import type { HttpAnswer } from '../kit/http.ts';

/** Where a page lies: after an id (oldest first), before one (newest first), or between two. */
export interface PageWanted {
  limit: number;
  sinceId?: string;
  untilId?: string;
}

/** A channel with the parameters that Misskey defines for it. */
type Channel = { [C in keyof Channels]: { channel: C; params: Channels[C]['params'] } }[keyof Channels];

export interface Feed extends KitFeed {
  of: 'notes' | 'notifications';
  stream: Channel;
  read(client: Client, page: PageWanted, options: AskOptions): Promise<HttpAnswer>;
}

/** The most that the API gives. */
const PAGE_SIZE = 100;
/** Servers close a connection with more than 32 channels. */
const MAX_CHANNELS = 20;

/** What somebody wrote to us, or shared of ours; asking for it leaves it unread for whoever looks at the page. */
const toUs = { includeTypes: ['mention', 'reply', 'quote', 'renote'], markAsRead: false } as const;

const notifications: Feed = {
  key: 'notifications',
  name: 'the notifications',
  of: 'notifications',
  pageSize: PAGE_SIZE,
  stream: { channel: 'main', params: null },
  read: (client, page, options) =>
    client.ask(
      'i/notifications',
      { ...page, markAsRead: toUs.markAsRead, includeTypes: [...toUs.includeTypes] },
      options,
    ),
};

const shared = { withReplies: true, withRenotes: true } as const;

const localTimeline: Feed = {
  key: 'public:local',
  name: 'the local timeline',
  of: 'notes',
  pageSize: PAGE_SIZE,
  stream: { channel: 'localTimeline', params: shared },
  read: (client, page, options) => client.ask('notes/local-timeline', { ...page, ...shared }, options),
};

const globalTimeline: Feed = {
  key: 'public',
  name: 'the global timeline',
  of: 'notes',
  pageSize: PAGE_SIZE,
  stream: { channel: 'globalTimeline', params: { withRenotes: true } },
  read: (client, page, options) =>
    client.ask('notes/global-timeline', { ...page, withRenotes: true }, options),
};

/** What an account's server tells it that nobody had to ask for. */
export const socialTimeline: Feed = {
  key: 'social',
  name: 'the social timeline',
  of: 'notes',
  pageSize: PAGE_SIZE,
  stream: { channel: 'hybridTimeline', params: shared },
  read: (client, page, options) => client.ask('notes/hybrid-timeline', { ...page, ...shared }, options),
};

const hashtag = (tag: string): Feed => ({
  key: `tag:${tag}`,
  name: `the hashtag #${tag}`,
  of: 'notes',
  pageSize: PAGE_SIZE,
  stream: { channel: 'hashtag', params: { q: [[tag]] } },
  read: (client, page, options) => client.ask('notes/search-by-tag', { ...page, tag }, options),
});

export const antennaFeed = (antennaId: string): Feed => ({
  key: `antenna:${antennaId}`,
  name: `the antenna ${antennaId}`,
  of: 'notes',
  pageSize: PAGE_SIZE,
  stream: { channel: 'antenna', params: { antennaId } },
  read: (client, page, options) => client.ask('antennas/notes', { ...page, antennaId }, options),
});

/** The ids of antennas as a person enters them: bare, or as the address of the antenna's page. */
export function parseAntennas(list: string): string[] {
  const ids = list
    .split(/[\s,、，]+/u)
    .map((entry) => /([0-9a-z]{8,40})(?:\/edit)?\/?$/iu.exec(entry)?.[1] ?? entry)
    .filter((id) => id !== '');
  return [...new Set(ids)];
}

function each(names: readonly string[], field: string, what: string, make: (name: string) => Feed): Feed[] {
  if (names.length > 0 && names.length <= MAX_CHANNELS) return names.map(make);
  const text =
    names.length === 0 ? `Enter at least one ${what}` : `Enter at most ${MAX_CHANNELS} ${what}s per source`;
  throw new AppError('network_rejected', text, { where: field });
}

/** The feeds of a source; throws `network_rejected` naming the field that cannot be used. */
export function feedsOf(kind: string, config: Record<string, string>): Feed[] {
  switch (kind) {
    case 'notifications':
      return [notifications];
    case 'public_timeline':
      return [config['local_only'] === 'true' ? localTimeline : globalTimeline];
    case 'social_timeline':
      return [socialTimeline];
    case 'hashtag':
      return each(parseTags(config['tags'] ?? ''), 'tags', 'hashtag', hashtag);
    case 'antenna':
      return each(parseAntennas(config['antennas'] ?? ''), 'antennas', 'antenna', antennaFeed);
    default:
      throw new AppError('network_rejected', `Misskey has no source of kind ${kind}`);
  }
}
