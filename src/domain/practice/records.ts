// What the practice network consists of: people, posts, images, events, runs of stories, settings and faults.
import type { PostKind, Visibility } from '../post/post.ts';
import type { Fills, Outcome, PracticeLanguage, Trade, Voice } from './story.ts';
import type { Play } from './engine.ts';

/** `account`: one of ours · `customer`: played by somebody of the company · `cast`: played by the stories. */
export const personKinds = ['account', 'customer', 'cast'] as const;
export type PersonKind = (typeof personKinds)[number];

export interface PracticePerson {
  id: string;
  kind: PersonKind;
  /** Lower case, unique in the workspace, without `@`. */
  handle: string;
  displayName: string;
  bio: string;
  lang: PracticeLanguage;
  /** Set for `cast`. */
  voice: Voice | null;
  /** Whether strangers may write them a direct message. */
  dmOpen: boolean;
  followers: number;
  following: number;
  posts: number;
  /** ISO 8601 UTC. */
  createdAt: string;
  /** When they left the network; their posts went with them. */
  goneAt: string | null;
}

export type NewPerson = Pick<
  PracticePerson,
  'kind' | 'handle' | 'displayName' | 'bio' | 'lang' | 'voice' | 'dmOpen' | 'followers'
> & { at: string };

export interface PracticeImage {
  id: string;
  alt: string;
  mimeType: string;
  /** Pixels. */
  width: number;
  height: number;
}

export interface PracticePost {
  id: string;
  author: PracticePerson;
  kind: Exclude<PostKind, 'repost'>;
  visibility: Visibility;
  /** The two people of a direct conversation, as `conversationOf` names them; null for a public post. */
  conversation: string | null;
  text: string;
  lang: PracticeLanguage | null;
  replyTo: string | null;
  root: string | null;
  quotes: string | null;
  /** Ids and handles of the people mentioned. */
  mentions: { id: string; handle: string }[];
  images: PracticeImage[];
  /** The run of a story that this post belongs to. */
  runId: string | null;
  likes: number;
  reposts: number;
  createdAt: string;
  editedAt: string | null;
  /** A tombstone keeps place, author and thread; text, mentions and images are gone. */
  deletedAt: string | null;
}

export type NewPost = Pick<
  PracticePost,
  | 'kind'
  | 'visibility'
  | 'conversation'
  | 'text'
  | 'lang'
  | 'replyTo'
  | 'root'
  | 'quotes'
  | 'mentions'
  | 'images'
  | 'runId'
> & {
  authorId: string;
  /** The same key never makes a second post. */
  key: string | null;
  at: string;
  /** A post from before the network was listened to: it is there to be read, and no event tells of it. */
  silent?: boolean;
};

export const edgeKinds = ['like', 'repost', 'follow'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

export const eventTypes = [
  'post',
  'edit',
  'delete',
  'like',
  'unlike',
  'repost',
  'unrepost',
  'follow',
  'profile',
  'gone',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Something that happened; content is read when the event is, so that what was deleted is not told any more. */
export interface PracticeEvent {
  /** Grows by one in the order of commit, per workspace: a reader that remembers it misses nothing. */
  seq: number;
  type: EventType;
  at: string;
  /** Who did it. */
  person: PracticePerson;
  /** The post as it is now (perhaps a tombstone); null for `follow`, `profile` and `gone`. */
  post: PracticePost | null;
  /** Of a like or repost. */
  edgeId: string | null;
}

export interface PracticeRun {
  id: string;
  storyId: string;
  seed: string;
  fills: Fills;
  /** Role → person id. */
  cast: Record<string, string>;
  /** Label → post id. */
  labels: Record<string, string>;
  /** Our newest public reply in this story. */
  oursId: string | null;
  /** The account they talk to: the one they know, then the one that answered. */
  accountId: string | null;
  play: Play;
  /** How many effects were carried out; part of their keys. */
  done: number;
  /** Up to where our deeds were noticed. */
  heardSeq: number;
  /** Whether story time passes as in life, however fast the network goes: a session of practice. */
  ownClock: boolean;
  /** Until when story time ran. */
  tickedAt: string;
  startedAt: string;
  endedAt: string | null;
  outcome: Outcome | null;
}

export const paces = ['off', 'calm', 'busy'] as const;
export type Pace = (typeof paces)[number];

export interface PracticeProduct {
  name: string;
  aliases: string[];
  lookalikes: string[];
}

export interface PracticeSettings {
  /** How often new stories begin by themselves. */
  pace: Pace;
  /** Story time per real time: 1 to `speedMax`; 144 plays a day in ten minutes. */
  speed: number;
  languages: PracticeLanguage[];
  trade: Trade;
  company: string;
  products: PracticeProduct[];
}

export const speedMax = 1_000;

export const initialSettings: PracticeSettings = {
  pace: 'off',
  speed: 1,
  languages: ['ja', 'en'],
  trade: 'any',
  company: '',
  products: [],
};

/** What a fault does, and to which calls. */
export const faultKinds = ['latency', 'rate_limited', 'unavailable', 'reset_after', 'malformed'] as const;
export type FaultKind = (typeof faultKinds)[number];
export const faultAreas = ['all', 'listen', 'read', 'publish'] as const;
export type FaultArea = (typeof faultAreas)[number];

export interface PracticeFault {
  id: string;
  kind: FaultKind;
  area: FaultArea;
  /** Only every n-th call is hit; 1 hits each. */
  every: number;
  /** Calls hit before the fault goes away by itself; null: until it is taken away. */
  times: number | null;
  /** For `latency`: how long; for `rate_limited`: told as Retry-After. */
  delayMs: number;
}

/** The name of the direct conversation of two people, whoever asks. */
export function conversationOf(a: string, b: string): string {
  return a < b ? `dm:${a}:${b}` : `dm:${b}:${a}`;
}

/** The two people of a conversation; null for a name that is none. */
export function peopleOf(conversation: string): readonly [string, string] | null {
  const [, a, b] = /^dm:([^:]+):([^:]+)$/u.exec(conversation) ?? [];
  return a === undefined || b === undefined ? null : [a, b];
}
