// What the stages need from outside: one transaction's stores, the networks, jobs, and the clock. src/main fills these.
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { WorkspaceStore } from './workspace-ports.ts';
import type { HoursStore } from './hours-ports.ts';
import type { DecisionStore } from './deciding-ports.ts';
import type { ApprovalStore } from './approval-ports.ts';
import type { DraftStore } from './draft-ports.ts';
import type { DraftingStore } from './drafting-ports.ts';
import type { GuidelineStore } from './guideline-ports.ts';
import type { JudgingStore } from './judging-ports.ts';
import type { PractisingStore } from './practising-ports.ts';
import type { PeopleStore } from './people-ports.ts';
import type { PostedByHand, Recipient } from './by-hand.ts';
import type { HeardSource, MalformedItem, ShareReceipt, SourceStore } from './source-ports.ts';
import type { CaseCore } from '../domain/case/case.ts';
import type { OutboundState } from '../domain/decision/outbox.ts';
import type { LedgerState, Origin } from '../domain/ledger/ledger.ts';
import type { MonitorMatch } from '../domain/listening/matcher.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { Author, Heard, Media, Mention, Post, PostKind, Visibility } from '../domain/post/post.ts';

/** Everything that is not decided by the input comes from here. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** UUIDv7. */
  newId(): string;
}

export interface Log {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

/**
 * Hands a question to the process that `entry` is, and answers what it sends back; both as structured clones.
 * Errors: `payload_too_large` past a limit, others where it ends without an answer, with what it said. Filled by src/main.
 */
export type InChild = (
  entry: URL,
  question: unknown,
  limits: { timeMs: number; memoryMb: number },
) => Promise<unknown>;

export interface EventToAppend {
  type: string;
  subject:
    | 'ledger'
    | 'case'
    | 'post'
    | 'outbound'
    | 'note'
    | 'account'
    | 'source'
    | 'member'
    | 'judging'
    | 'identity'
    | 'workspace';
  subjectId: string;
  actorId: string | null;
  data?: Record<string, unknown>;
}

/** A post to be stored, with what was decided about it. */
export interface PostToStore {
  id: string;
  post: Post;
  identityId: string;
  accountId: string | null;
  sourceId: string | null;
  lang: string | null;
  raw: unknown;
}

/** What a stage needs to know of a stored post. */
export interface StoredPost {
  id: string;
  network: string;
  nativeId: string;
  identityId: string;
  accountId: string | null;
  kind: PostKind;
  visibility: Visibility;
  text: string;
  lang: string | null;
  replyTo: string | null;
  root: string | null;
  conversation: string | null;
  mentions: Mention[];
  media: Media[];
  ref: Record<string, string> | null;
  author: Author;
  createdAt: string;
  deletedAt: string | null;
}

export interface WindowPost {
  id: string;
  post: Post;
  lang: string | null;
}

export interface PostStore {
  byNativeIds(network: string, nativeIds: readonly string[]): Promise<Map<string, StoredPost>>;
  byIds(ids: readonly string[]): Promise<StoredPost[]>;
  /** The newest post of a DM conversation that we hold, if any. */
  newestInConversation(network: string, conversation: string): Promise<StoredPost | null>;
  /** Makes or refreshes identities; answers native id → our id. */
  saveIdentities(network: string, authors: readonly Author[], at: string): Promise<Map<string, string>>;
  /** Refreshes known authors; strangers get no row. Answers their ids. */
  refreshIdentities(network: string, authors: readonly Author[], at: string): Promise<string[]>;
  markAuthorGone(network: string, nativeId: string, gone: { at: string; forgetAs?: string }): Promise<void>;
  identityNativeId(identityId: string): Promise<string | null>;
  /** Answers the ids that were new; a post already held is left as it is. */
  insert(posts: readonly PostToStore[], seenAt: string): Promise<Set<string>>;
  insertMatches(rows: readonly { postId: string; matches: MonitorMatch[] }[]): Promise<void>;
  /** After an edit: earlier matches stay without their places. */
  replaceMatches(postId: string, matches: MonitorMatch[]): Promise<void>;
  insertMalformed(source: HeardSource, rows: readonly MalformedItem[], at: string): Promise<void>;
  insertWindow(posts: readonly WindowPost[], seenAt: string): Promise<void>;
  /** Keeps the old text as a version; answers the post's id, or null when the text is what we hold. */
  edit(postId: string, post: Post, editedAt: string): Promise<boolean>;
  /** Empties the content of posts deleted at the source, here and in the window; answers the ids that were alive. */
  bury(network: string, nativeIds: readonly string[], deletedAt: string): Promise<string[]>;
  /** Native ids of an author's living posts. */
  livingOf(network: string, authorNativeId: string): Promise<string[]>;
  lastWrittenIn(network: string, conversation: string): Promise<string | null>;
  /** Native ids of the living posts of a conversation, ours too. */
  livingIn(network: string, conversation: string): Promise<string[]>;
  /** Empties what we sent in a conversation, as it was written. */
  forgetWrittenIn(network: string, conversation: string): Promise<void>;
  /** Answers the ids of those that we hold. */
  addReposts(network: string, counts: ReadonlyMap<string, number>): Promise<string[]>;
}

export interface LedgerRow {
  postId: string;
  brandId: string | null;
  network: string;
  lang: string | null;
  origin: Origin;
  state: LedgerState;
  reason: string | null;
  note: string;
  laterUntil: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  caseId: string | null;
  settledAt: string | null;
  version: number;
}

/** An entry as it comes in, with what its post was judged to be, if it was. */
export interface EnteringRow extends LedgerRow {
  judgements?: readonly JudgementRow[];
}

export interface LedgerStore {
  insert(rows: readonly EnteringRow[], enteredAt: string): Promise<void>;
  /** Instead of what was said of these entries before; versions are raised. */
  judge(rows: readonly { postId: string; judgements: readonly JudgementRow[] }[]): Promise<void>;
  /** Anew, where how many a post reaches has changed; answers those that weigh something else now. Versions are raised. */
  weigh(postIds: readonly string[]): Promise<string[]>;
  /** Of authors, the posts whose entries wait or were put off. */
  waitingBy(identityIds: readonly string[]): Promise<string[]>;
  /** Locked for change, ordered by id so that two lockers never wait for each other. */
  lock(postIds: readonly string[]): Promise<LedgerRow[]>;
  /** Without a lock: for a look only. */
  read(postId: string): Promise<LedgerRow | undefined>;
  lockOfCase(caseId: string): Promise<LedgerRow[]>;
  /** Post id → when it came in. */
  enteredAt(postIds: readonly string[]): Promise<Map<string, string>>;
  lockDueLater(until: string, limit: number): Promise<LedgerRow[]>;
  lockLaterOf(identityIds: readonly string[]): Promise<LedgerRow[]>;
  /** Writes the row back and raises its version. */
  save(row: LedgerRow): Promise<void>;
}

export interface CaseRecord extends CaseCore {
  id: string;
  number: number;
  brandId: string | null;
  identityId: string;
  accountId: string | null;
  network: string;
  lang: string | null;
  rootPostId: string;
  newestPostId: string;
  /** When the oldest post was written that nobody has answered yet; null where nothing waits for us. The ledger tells it. */
  waitingSince: string | null;
  version: number;
  openedBy: string | null;
  openedAt: string;
  firstSeenAt: string;
  firstReactionMs: number | null;
  firstReactionBusinessMs: number | null;
  closedBy: string | null;
}

export interface CaseStore {
  /** Throws not_found. */
  lock(id: string): Promise<CaseRecord>;
  nextNumber(): Promise<number>;
  insert(row: CaseRecord): Promise<void>;
  /** Writes the row back, raises its version, and answers since when its customer waits, as the ledger stands. */
  save(row: CaseRecord): Promise<{ waitingSince: string | null }>;
  addPost(caseId: string, postId: string, at: string): Promise<void>;
  addNote(note: { id: string; caseId: string; authorId: string; text: string; at: string }): Promise<void>;
  /** Ids of cases that wait for the customer, and whose follow-up is due. */
  dueFollowUps(at: string, limit: number): Promise<string[]>;
  /** Post id → the cases it stands in. */
  casesOfPosts(postIds: readonly string[]): Promise<Map<string, { caseId: string; identityId: string }[]>>;
  /** Newest first. */
  casesOfIdentity(
    identityId: string,
  ): Promise<{ id: string; closedAt: string | null; accountId: string | null }[]>;
}

export type OutboundAction =
  'reply' | 'post' | 'dm' | 'like' | 'repost' | 'unlike' | 'unrepost' | 'edit' | 'delete';

/** What the program wrote by itself: it answers nobody's question and is no reaction. */
export type AutomaticKind = 'opening' | 'closing' | 'after_hours';

export interface OutboundRecord {
  id: string;
  caseId: string | null;
  accountId: string;
  action: OutboundAction;
  state: OutboundState;
  visibility: Visibility;
  text: string;
  lang: string | null;
  attachments: { attachmentId: string; alt: string }[];
  targetPostId: string | null;
  idempotencyKey: string;
  notBefore: string;
  attempts: number;
  claimedAt: string | null;
  claimedBy: string | null;
  errorCode: string | null;
  error: string | null;
  nativeId: string | null;
  postId: string | null;
  createdBy: string | null;
  /** Who made the API token that wrote it, or wrote what the clock posts; null: a person wrote it themselves. */
  onBehalfOf: string | null;
  createdAt: string;
  sentAt: string | null;
  /** `automatic`: null where a person wrote it. `notAfter`: not sent any more then; null: whenever it can be. */
  automatic: AutomaticKind | null;
  notAfter: string | null;
  /** Whether a model wrote the draft. */
  byModel: boolean;
  needsApproval: boolean;
  /** Who else read it and let it out. */
  approvedBy: string | null;
  /** A person does it on the network's own page: it is never sent from here. */
  byHand: boolean;
  version: number;
}

export interface OutboxStore {
  insert(row: OutboundRecord): Promise<void>;
  lock(id: string): Promise<OutboundRecord>;
  save(row: OutboundRecord): Promise<void>;
  /** Native ids of what an account sent since a time, by its own sends: none of them can be another send. */
  sentSince(accountId: string, since: string): Promise<Set<string>>;
  sentAs(network: string, nativeId: string): Promise<OutboundRecord | null>;
  /** Our posts by which the program itself answered one. */
  automaticTo(postId: string): Promise<string[]>;
  /** Whether an account is on its way with an answer to a post, or in a conversation. */
  isAnswering(
    accountId: string,
    to: { replyTo: string | null; conversation: string | null },
  ): Promise<boolean>;
  /** Whether an answer that a person wrote in a case is not out yet: it waits, is on its way, failed or came back. */
  isMoreToSend(caseId: string): Promise<boolean>;
  /** The reply that is posted by hand, was not found yet and is most like `post`, which answers its target; locked. */
  postedByHand(post: PostedByHand): Promise<OutboundRecord | null>;
  /** Locked: what is not out, to somebody or in a conversation, and is in nobody's hands just now. */
  standing(to: Recipient): Promise<OutboundRecord[]>;
  /** The newest reaction of this kind in a state: sent, to be taken back, or opened by hand. */
  reactionOf(
    accountId: string,
    postId: string,
    action: 'like' | 'repost',
    state?: 'sent' | 'opened',
  ): Promise<OutboundRecord | null>;
}

export interface AccountRecord {
  id: string;
  brandId: string | null;
  network: string;
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  tokenState: 'ok' | 'dead' | 'disconnected';
  limits: NetworkManifest['limits'] | null;
  /** Rises when a person gives it new secrets. */
  connection: number;
}

export interface AccountStore {
  all(): Promise<AccountRecord[]>;
  get(id: string): Promise<AccountRecord>;
  /** Answers whether the state changed. With `connection`, nothing does where a person has given it another token since. */
  setToken(
    id: string,
    state: 'ok' | 'dead',
    error: string | null,
    at: string,
    connection?: number,
  ): Promise<boolean>;
}

/** Everything one transaction in one workspace can do. */
export interface WorkTx {
  posts: PostStore;
  ledger: LedgerStore;
  decisions: DecisionStore;
  judging: JudgingStore;
  cases: CaseStore;
  outbox: OutboxStore;
  accounts: AccountStore;
  sources: SourceStore;
  workspace: WorkspaceStore;
  drafts: DraftStore;
  drafting: DraftingStore;
  guideline: GuidelineStore;
  hours: HoursStore;
  people: PeopleStore;
  approvals: ApprovalStore;
  practising: PractisingStore;
  /** Puts a job into the queue; it becomes visible when the transaction commits. Same `key` = same job, moved. The payload gets `workspaceId` added. */
  enqueue(job: {
    task: string;
    payload: Record<string, unknown>;
    runAt?: string;
    key?: string;
    /** A job of this key that waits already keeps its time. */
    keepsTime?: boolean;
    /** Of the jobs of one queue, one runs at a time. */
    queue?: string;
    /** How often it is tried before it is given up; 25 where nothing is said. */
    attempts?: number;
  }): Promise<void>;
  append(events: readonly EventToAppend[]): Promise<void>;
  newId(): string;
  /** The time of the transaction's work, ISO 8601 UTC. */
  at: string;
}

/** Runs `work` in one transaction of one workspace; nothing of it remains when it throws. */
export type InWorkspace = <T>(workspaceId: string, work: (tx: WorkTx) => Promise<T>) => Promise<T>;

/** Who acts. */
export interface Actor {
  workspaceId: string;
  userId: string | null;
  /** Who made the API token that acts; only where `userId` is null. */
  onBehalfOf?: string | null;
  role: 'owner' | 'admin' | 'supervisor' | 'agent' | 'viewer';
  name: string;
}

/** A batch as a listener delivers it. */
export interface HeardBatch {
  items: {
    raw: unknown;
    outcome: { heard: Heard | null } | { malformed: string };
    about?: { nativeId: string; authorNativeId: string | null };
    inbound?: 'mention' | 'reply' | 'dm';
  }[];
  cursor: string | null;
  /** Set where it came over the bus, which may deliver twice: the shares that its items are, one after the other. */
  shares?: { receipt: ShareReceipt; items: number }[];
}
