// What the server shows: the rows of the interface, as schemas both sides validate against.
import { z } from 'zod';
import { caseStates, outcomes } from '../domain/case/case.ts';
import { outboundStates } from '../domain/decision/outbox.ts';
import { businessHoursSchema, ownHoursSchema } from '../domain/hours/own-hours.ts';
import { candidateOrders } from '../domain/judgement/standing.ts';
import { ledgerHeaps, ledgerStates, origins, silenceReasons } from '../domain/ledger/ledger.ts';
import { manifestSchema } from '../domain/post/manifest.ts';
import { policyAnswerSchema } from '../domain/post/policy.ts';
import { mediaSchema, mentionSchema, postKinds, visibilities } from '../domain/post/post.ts';
import { roles } from '../domain/access/policy.ts';
import { attachmentRef, draftView } from './draft-view.ts';
import { approvalSettings, approvalView, crisisView, overrideView } from './approval-view.ts';
import { judgementView } from './judgement-view.ts';
import { quietView, readingView } from './source-state-view.ts';
import { spendingView } from './spending-view.ts';

export const id = z.uuid();
export const time = z.iso.datetime();
/** A time that somebody gives: within what a database can hold. */
export const givenTime = time.max(40).regex(/^(?!0000)[^.]*(?:\.\d{1,9})?Z$/, 'Not a time that can be kept');
export const none = z.object({}).strict();
/** [start, end) in UTF-16 units of the post's searchable text. */
export const span = z.tuple([z.number().int(), z.number().int()]);

export const personRef = z.object({ id, name: z.string() });

export const identityView = z.object({
  id,
  network: z.string(),
  nativeId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  bio: z.string(),
  followers: z.number().nullable(),
  following: z.number().nullable(),
  posts: z.number().nullable(),
  url: z.string().nullable(),
});
export type IdentityView = z.infer<typeof identityView>;

export const postView = z.object({
  id,
  network: z.string(),
  nativeId: z.string(),
  author: identityView,
  /** Ours: sent by this connected account. */
  accountId: id.nullable(),
  /** Ours, and the program wrote it by itself. */
  automatic: z.boolean(),
  kind: z.enum(postKinds),
  visibility: z.enum(visibilities),
  text: z.string(),
  lang: z.string().nullable(),
  replyTo: z.string().nullable(),
  root: z.string().nullable(),
  mentions: z.array(mentionSchema),
  hashtags: z.array(z.string()),
  links: z.array(z.string()),
  media: z.array(mediaSchema),
  url: z.string().nullable(),
  reposts: z.number(),
  createdAt: time,
  seenAt: time,
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
});
export type PostView = z.infer<typeof postView>;

/** A post as it stands in a thread or a timeline read live from the network; `known` when we hold it. */
export const threadPost = z.object({
  id: id.nullable(),
  network: z.string(),
  nativeId: z.string(),
  authorNativeId: z.string(),
  authorHandle: z.string(),
  authorName: z.string(),
  avatarUrl: z.string().nullable(),
  ours: z.boolean(),
  text: z.string(),
  visibility: z.enum(visibilities),
  replyTo: z.string().nullable(),
  media: z.array(mediaSchema),
  url: z.string().nullable(),
  createdAt: time,
  deletedAt: time.nullable(),
});
export type ThreadPost = z.infer<typeof threadPost>;

export const matchView = z.object({
  monitorId: id,
  monitorName: z.string(),
  spans: z.array(span),
});
export type MatchView = z.infer<typeof matchView>;

/** One row of the inbound ledger; a candidate is such a row that is waiting. `postId` is its id. */
export const ledgerEntryView = z.object({
  post: postView,
  brandId: id.nullable(),
  origin: z.enum(origins),
  state: z.enum(ledgerStates),
  heap: z.enum(ledgerHeaps),
  reason: z.string().nullable(),
  note: z.string(),
  laterUntil: time.nullable(),
  decidedBy: personRef.nullable(),
  decidedAt: time.nullable(),
  caseId: id.nullable(),
  /** Of a case that is a conversation. */
  isConversation: z.boolean(),
  caseNumber: z.number().nullable(),
  enteredAt: time,
  settledAt: time.nullable(),
  /** What its author wrote after we had stayed silent, which brought it back. */
  wroteAgain: z.object({ text: z.string(), at: time }).nullable(),
  matches: z.array(matchView),
  judgements: z.array(judgementView),
  /** From 4, which needs somebody first, to 0: noise. */
  priority: z.number(),
  /** Among those of its priority, from 3, which comes first, to 0: how many it reaches, and how sure the judgement is. */
  weight: z.number(),
  version: z.number(),
});
export type LedgerEntryView = z.infer<typeof ledgerEntryView>;

export const outboundView = z.object({
  id,
  caseId: id.nullable(),
  accountId: id,
  action: z.enum(['reply', 'post', 'dm', 'like', 'repost', 'unlike', 'unrepost', 'edit', 'delete']),
  state: z.enum(outboundStates),
  visibility: z.enum(visibilities),
  text: z.string(),
  attachments: z.array(attachmentRef),
  targetPostId: id.nullable(),
  /** The customer of its case. */
  to: z.object({ displayName: z.string(), handle: z.string(), network: z.string() }).nullable(),
  /** Until then it can be undone. */
  notBefore: time,
  attempts: z.number(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  nativeId: z.string().nullable(),
  postId: id.nullable(),
  createdBy: personRef.nullable(),
  /** Who made the API token that wrote it, or wrote what the clock posts; null: a person wrote it themselves. */
  onBehalfOf: personRef.nullable(),
  createdAt: time,
  sentAt: time.nullable(),
  /** Where a second pair of eyes was asked for. */
  approval: approvalView.nullable(),
  /** Where somebody passed over what the guideline stops: each time, oldest first. */
  overrides: z.array(overrideView),
  /** What the program wrote by itself; null: a person wrote it. */
  automatic: z.enum(['opening', 'closing', 'after_hours']).nullable(),
  /** A person does it on the network's own page; it is never sent from here. */
  byHand: z.boolean(),
  version: z.number(),
});
export type OutboundView = z.infer<typeof outboundView>;

export const caseRow = z.object({
  id,
  number: z.number(),
  brandId: id.nullable(),
  network: z.string(),
  accountId: id.nullable(),
  identity: identityView,
  state: z.enum(caseStates),
  origin: z.enum(origins),
  assignee: personRef.nullable(),
  outcome: z.enum(outcomes).nullable(),
  lang: z.string().nullable(),
  /** First `snippetLength` characters of the newest post by the customer. */
  snippet: z.string(),
  visibility: z.enum(visibilities),
  threadVersion: z.number(),
  openedAt: time,
  firstPostAt: time,
  firstSeenAt: time,
  firstAnswerAt: time.nullable(),
  /** From the customer's first post to our first answer: wall clock, and within business hours. */
  firstReactionMs: z.number().nullable(),
  firstReactionBusinessMs: z.number().nullable(),
  lastInboundAt: time,
  lastOutboundAt: time.nullable(),
  /** Since when the customer waits for us: when the oldest of their posts was written that nobody has answered yet. Null: nothing waits. */
  waitingSince: time.nullable(),
  /** Whether a reply in it waits for a second pair of eyes. */
  awaitsApproval: z.boolean(),
  closedAt: time.nullable(),
  /** When we ask how it went, should nothing be heard until then; past: it is due. */
  followUpAt: time.nullable(),
  /** It ends by itself when everything in it is answered, and no measure counts it. */
  isConversation: z.boolean(),
  version: z.number(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const noteView = z.object({ id, author: personRef, text: z.string(), createdAt: time });

/** What the composer may do for one post as one account, by the network's own rules. */
export const allowedView = z.object({
  accountId: id,
  actions: z.record(z.string(), policyAnswerSchema),
});

export const caseDetail = z.object({
  case: caseRow,
  posts: z.array(postView),
  /** Matches of the posts in this case, by post id. */
  matches: z.record(z.string(), z.array(matchView)),
  notes: z.array(noteView),
  outbound: z.array(outboundView),
  draft: draftView.nullable(),
  earlierCases: z.array(caseRow),
  allowed: z.array(allowedView),
});
export type CaseDetail = z.infer<typeof caseDetail>;

export const monitorView = z.object({
  id,
  brandId: id.nullable(),
  productId: id.nullable(),
  name: z.string(),
  query: z.string(),
  active: z.boolean(),
  matchCount24h: z.number(),
  createdAt: time,
  updatedAt: time,
  version: z.number(),
});
export type MonitorView = z.infer<typeof monitorView>;

/** How precise a monitor is, as far as posts were labelled: each post once, by whoever labelled it last. */
export const precisionView = z.object({
  /** Relevant ones, `of` all that were labelled. */
  count: z.number(),
  of: z.number(),
  /** From 0 to 1; Wilson's interval holds the true share with 95 % confidence. */
  share: z.number(),
  low: z.number(),
  high: z.number(),
});

export const monitorVersionView = z.object({
  version: z.number(),
  name: z.string(),
  query: z.string(),
  active: z.boolean(),
  changedBy: personRef.nullable(),
  changedAt: time,
  /** Why, as whoever changed it wrote. */
  reason: z.string(),
  /** Of the posts labelled under this version; null where none was. */
  precision: precisionView.nullable(),
});

export const accountView = z.object({
  id,
  brandId: id.nullable(),
  network: z.string(),
  server: z.string(),
  nativeId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  tokenState: z.enum(['ok', 'dead', 'disconnected']),
  tokenError: z.string().nullable(),
  tokenCheckedAt: time.nullable(),
  limits: manifestSchema.shape.limits,
  /** Opening hours of its own; null: the workspace's hold. */
  ownHours: ownHoursSchema.nullable(),
  /** On a paid network; null on free ones. */
  spending: spendingView.nullable(),
  sentToday: z.number(),
  needsApproval: z.boolean(),
  createdAt: time,
  version: z.number(),
});
export type AccountView = z.infer<typeof accountView>;

export const sourceView = z.object({
  id,
  network: z.string(),
  kind: z.string(),
  accountId: id.nullable(),
  config: z.record(z.string(), z.string()),
  active: z.boolean(),
  state: z.enum(['starting', 'listening', 'backing_off', 'paused', 'stopped']),
  lastErrorCode: z.string().nullable(),
  lastError: z.string().nullable(),
  retryAt: time.nullable(),
  addedAt: time,
  connectedAt: time.nullable(),
  lastHeardAt: time.nullable(),
  /** Posts it brought since it was added: also what was in already, and what is our own. */
  heardCount: z.number(),
  /** Those of them that entered the ledger by it. */
  matchedCount: z.number(),
  malformedCount: z.number(),
  quiet: quietView.nullable(),
  reading: readingView.nullable(),
  /** Posts heard in each of the last 24 hours, oldest first. */
  heardByHour: z.array(z.number()),
  version: z.number(),
});
export type SourceView = z.infer<typeof sourceView>;

export const businessHours = businessHoursSchema;

export const workspaceSettings = z.object({
  /** IANA name. */
  timeZone: z.string(),
  businessHours,
  undoPublicSeconds: z.number().int().min(0).max(120),
  undoDmSeconds: z.number().int().min(0).max(120),
  assignment: z.enum(['by_hand', 'in_turn']),
  approval: approvalSettings,
  /** Whether lists show personal data of people as dots. */
  coverPersonalData: z.boolean(),
  /** Whether a language model may be asked for drafts, where the operator has set one up. */
  modelDrafts: z.boolean(),
  /** Rolling window of what matched nothing, for dry runs. */
  window: z.object({
    enabled: z.boolean(),
    hours: z.number().int().min(1).max(168),
    maxPosts: z.number().int().min(1000).max(10_000_000),
  }),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const workspaceView = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  settings: workspaceSettings,
  /** Where crisis mode is on. */
  crises: z.array(crisisView),
  version: z.number(),
});
export type WorkspaceView = z.infer<typeof workspaceView>;

export const memberView = z.object({
  userId: id,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  signature: z.string(),
  languages: z.array(z.string()),
  onShift: z.boolean(),
  trainee: z.boolean(),
  /** Given to them, though their role does not. */
  mayApprove: z.boolean(),
  openCases: z.number(),
  version: z.number(),
});
export type MemberView = z.infer<typeof memberView>;

export const locales = ['ja', 'en'] as const;
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  shortcuts: z.boolean().default(true),
  keys: z.record(z.string(), z.string()).default({}),
  /** What stands first among the candidates. */
  candidateOrder: z.enum(candidateOrders).default('priority'),
});

export const sessionView = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), locale: z.enum(locales), preferences }),
  workspace: workspaceView.nullable(),
  role: z.enum(roles).nullable(),
  memberships: z.array(z.object({ workspaceId: id, name: z.string(), role: z.enum(roles) })),
  csrfToken: z.string(),
});
export type SessionView = z.infer<typeof sessionView>;

export const silenceReason = z.enum(silenceReasons);

/** A page of rows, and where the next begins; `nextCursor` is opaque. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
}
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
