// The port every network implements: listen, read, connect, act. One folder per network holds the same files.
import type { Author, Heard, Post, Visibility } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { Received } from '../../domain/webhooks/inbox.ts';
import type { Standing } from '../../domain/webhooks/standing.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { MicroUsd, Priced, Reads, SpendState } from '../../domain/post/prices.ts';
import type { Fetch, Log, SocketGuard } from './ports.ts';

/** What is counted as one: so many of a price, and what they cost together. */
export interface SpendItem {
  what: Priced;
  units: number;
  microUsd: MicroUsd;
}

/** What was set aside for a send. */
export interface SetAside {
  /** Gives back what was certainly not bought, to the day it was set aside on. */
  giveBack(items: readonly SpendItem[]): Promise<void>;
}

/** What an account spends on a paid network, kept for all processes. */
export interface AccountSpending {
  /** Who reads in this session: listening and chores leave a part of the budget to people. */
  reads: Reads;
  /** Adds to what was spent today (UTC). */
  book(items: readonly SpendItem[]): Promise<void>;
  /** Counts beforehand what a send costs, where that much is left of the whole budget; two at once never share it. */
  setAside(items: readonly SpendItem[]): Promise<SetAside | { short: SpendState }>;
  /** What was spent so far, and what may be. */
  state(): Promise<SpendState>;
}

/** A connected account as a network sees it. Secrets are already decrypted; `saveSecrets` stores rotated ones at once. */
export interface AccountSession {
  /** Our id of the account. */
  id: string;
  /** Whose it is, for networks that live inside Kizuki; absent while the account is being connected. */
  workspaceId?: string;
  /** Base address of the server the account lives on (PDS, instance). */
  server: string;
  nativeId: string;
  handle: string;
  secrets: Record<string, string>;
  saveSecrets(secrets: Record<string, string>): Promise<void>;
  /** What a paid network counts; absent while the account is being connected. */
  spending?: AccountSpending;
  /** The secrets as stored now: another process may have rotated them since this session was read. */
  reloadSecrets?(): Promise<Record<string, string>>;
}

/** One raw record as it came, and what it meant. `heard` is null where a record is well-formed but of no interest. */
export interface Delivered {
  raw: unknown;
  outcome: { heard: Heard | null } | { malformed: string };
  /** Which post it holds and whose, where the outcome does not say: what is deleted later is forgotten by this. */
  about?: { nativeId: string; authorNativeId: string | null };
  /** Whether it came to us (mention, reply to us, DM) by the network's own word, not by our matching. */
  inbound?: 'mention' | 'reply' | 'dm';
}

/** A batch to be committed as one: the cursor is saved with the rows, or neither is. */
export interface Batch {
  items: Delivered[];
  /** Where to resume after this batch; null when the source has no position. */
  cursor: string | null;
}

export interface ListenInput {
  source: { id: string; kind: string; config: Record<string, string> };
  account: AccountSession | null;
  /** Last committed position; null on the first start. */
  cursor: string | null;
  /** Resolves once the batch is committed; await it before taking more (backpressure). Bounded batches: at most 1,000 items. */
  deliver(batch: Batch): Promise<void>;
  /** Call when connected, and whenever the other side shows life, so that silence can be noticed. */
  alive(): void;
  /** The workspace's active monitors as they are now, for networks that have to be asked for something. */
  monitors?(): Promise<readonly { id: string; query: string }[]>;
  /** Public posts of others that the workspace holds of this network, by our ids and from after one on: some name what is gone. */
  stored?(after: string | null, limit: number): Promise<readonly { id: string; nativeId: string }[]>;
  /** The queries of the monitors that this source does not hear, though it should; told anew whenever it is known. */
  unheard?(queries: readonly string[]): void;
  /** The stream could not resume where it stopped: posts between `since` (null: unknown) and now may be missing. */
  gap?(missed: { since: string | null; reason: string }): void;
  signal: AbortSignal;
}

/** What came to an account, by the network's own lists. */
export interface InboundWanted {
  source: ListenInput['source'];
  account: AccountSession;
  /** Epoch milliseconds. */
  sinceMs: number;
  signal: AbortSignal;
}

export interface InboundListed {
  /** Oldest first. */
  items: Delivered[];
  /** False where the network stopped telling before `sinceMs` was reached. */
  isComplete: boolean;
}

export interface Connected {
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  avatarUrl?: string;
  secrets: Record<string, string>;
}

export interface ImageToSend {
  bytes: Uint8Array;
  mimeType: string;
  alt: string;
  /** Pixels. */
  width: number;
  height: number;
}

export interface PublishRequest {
  /** Chosen by us before the first try; the network's own idempotency is built on it where it has one. */
  idempotencyKey: string;
  visibility: Visibility;
  text: string;
  /** ISO 639-1, when known. */
  lang?: string;
  images: ImageToSend[];
  /** Nobody decided on this one: where a network has a way to say so, it is said. */
  isAutomatic?: true;
  /** The post answered; absent for a post of our own. */
  replyTo?: {
    nativeId: string;
    root?: string;
    ref?: Record<string, string>;
    author: Author;
    conversation?: string;
  };
}

export interface Published {
  nativeId: string;
  url?: string;
  /** The network's time, ISO 8601 UTC. */
  createdAt: string;
  ref?: Record<string, string>;
}

/** The answer to "did this send happen?" */
export type Fate = { found: Published } | { absent: true } | { cannotTell: string };

/** What to look for in the network's own search; times are ISO 8601 UTC. */
export interface SearchInput {
  /** In the network's own search syntax. */
  query: string;
  since?: string;
  until?: string;
  /** ISO 639-1. */
  lang?: string;
  limit: number;
}

/** Reads what is public (or what the account may read). Missing or deleted posts throw `network_post_gone`. */
export interface Reader {
  /** `ref`: as the network told it of the post, where it was heard. */
  post(nativeId: string, ref?: Record<string, string>): Promise<Post>;
  /** The thread around a post, oldest first, the post itself included; at most 200. */
  thread(post: Pick<Post, 'nativeId' | 'root' | 'visibility' | 'conversation' | 'ref'>): Promise<Post[]>;
  /** The author's newest posts, newest first. */
  authorPosts(author: Pick<Author, 'nativeId' | 'handle'>, limit: number): Promise<Post[]>;
  author(author: Pick<Author, 'nativeId' | 'handle'>): Promise<Author>;
  /**
   * A public profile whole, by its id or (where that is empty) by its handle; absent where the network shows none. Nobody
   * by that name: `network_post_gone`.
   */
  profile?(author: Pick<Author, 'nativeId' | 'handle'>): Promise<Profile>;
  /** Past public posts, newest first, where the network has a search: fills gaps of a stream and serves dry runs. */
  search?(input: SearchInput): Promise<Post[]>;
}

/**
 * Acts as an account. Errors: `network_rate_limited`, `network_unavailable` (certainly not done), `network_rejected`,
 * `network_post_gone`, `account_token_dead`, and `send_fate_unknown` when a request may have been carried out.
 */
export interface Publisher {
  publish(request: PublishRequest): Promise<Published>;
  /**
   * Looks a send up by its key (or, where the network keeps none, by text and target on our own timeline). `taken` are
   * the native ids of our other sends: alike as they may look, they are not this one.
   */
  lookUp(request: PublishRequest, since: string, taken?: ReadonlySet<string>): Promise<Fate>;
  edit(nativeId: string, text: string, ref: Record<string, string> | undefined): Promise<Published>;
  remove(nativeId: string, visibility: Visibility): Promise<void>;
  /** Idempotent; returns the native id of the like or repost, needed to take it back where the network has one. */
  like(post: { nativeId: string; ref?: Record<string, string> }, idempotencyKey: string): Promise<string>;
  unlike(post: { nativeId: string; ref?: Record<string, string> }, likeId: string): Promise<void>;
  repost(post: { nativeId: string; ref?: Record<string, string> }, idempotencyKey: string): Promise<string>;
  unrepost(post: { nativeId: string }, repostId: string): Promise<void>;
}

export interface OAuthStart {
  /** Where the browser is sent. */
  url: string;
  /** Kept by us (encrypted) until the callback; carries what `finish` needs. */
  pending: Record<string, string>;
}

export interface NetworkDeps {
  fetch: Fetch;
  log: Log;
  now(): number;
  /** Random id for tie-breaking and record keys; injected so tests can seed it. */
  randomId(): string;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Keeps WebSockets out of the operator's own network, as `fetch` is (safe-fetch.ts); absent: connect freely. */
  socketGuard?: SocketGuard;
}

/** What a network sent to our address. */
export interface WebhookCall {
  /** By lower-case names; of a name that comes twice, the first. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it stood on the wire. */
  body: Uint8Array;
}

/** A network. Made once per process by its `create(deps)`. */
export interface Network {
  readonly manifest: NetworkManifest;
  /** The manifest's limits as this account's server really has them (Mastodon instances differ). */
  limits(account: AccountSession): Promise<NetworkManifest['limits']>;
  /** One connection: returns when the stream ends, throws when it fails; the loop around it backs off and reconnects. */
  listen(input: ListenInput): Promise<void>;
  /** Lists what came to an account (a source of the kind `notifications`), to be held against what listening brought. */
  listInbound(wanted: InboundWanted): Promise<InboundListed>;
  reader(account: AccountSession | null, sourceConfig: Record<string, string>): Reader;
  publisher(account: AccountSession): Publisher;
  /** Checks what was entered and signs in; throws `network_rejected` naming the field that was wrong. */
  connect(fields: Record<string, string>): Promise<Connected>;
  oauthStart(input: {
    fields: Record<string, string>;
    redirectUri: string;
    state: string;
  }): Promise<OAuthStart>;
  oauthFinish(input: {
    pending: Record<string, string>;
    params: Record<string, string>;
    redirectUri: string;
  }): Promise<Connected>;
  /** Renews tokens before they run out; called on a schedule. Throws `account_token_dead` when a person must act. */
  keepAlive(account: AccountSession): Promise<void>;
  /**
   * For networks that call us: checks who sent it and that it can be read. It is kept and answered before anybody looks closer.
   * Throws `sign_in_failed` and `invalid_input`; then nothing is kept.
   */
  receive?(account: AccountSession, call: WebhookCall): Received;
  /** For networks that call us with more than the 256 KiB that most keep to: bytes of one call. */
  readonly mostCallBytes?: number;
  /** For networks that first ask, by GET, whether we are there; `token` is what a person enters at the network beside the address, if anything. */
  readonly question?: {
    token?(account: AccountSession): string;
    /** As what the answer is told; plain text otherwise. */
    readonly type?: 'application/json';
    /** What is answered. Throws `sign_in_failed` and `invalid_input`. */
    answer(account: AccountSession, query: Readonly<Record<string, unknown>>): string;
  };
  /** For networks whose calls are signed with a key that we make; the others sign with a secret of their own. */
  readonly signedWithOurKey?: true;
  /** Secrets that we made and others hold by now: an account that is connected again keeps those it has. */
  readonly keepsSecrets?: readonly string[];
  /** Secrets that need not be entered again: an account that is connected again keeps those it has, unless others are given. */
  readonly keepsUnlessGiven?: readonly string[];
  /** For networks that call us: how the account stands there. Throws `account_token_dead` and what reading throws. */
  standing?(account: AccountSession): Promise<Standing>;
}
