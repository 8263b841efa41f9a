// The tables as Kysely sees them; migrations/ is the truth, and a test compares the two.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CaseState, Outcome } from '../domain/case/case.ts';
import type { OutboundState } from '../domain/decision/outbox.ts';
import type { LedgerState, Origin } from '../domain/ledger/ledger.ts';
import type { Media, Mention, PostKind, Visibility } from '../domain/post/post.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { Role } from '../domain/access/policy.ts';
import type { PracticeTables } from './practice-tables.ts';

/** ISO 8601 UTC in and out; the database's default is used where an insert leaves it out. */
type TimeWithDefault = ColumnType<string, string | undefined, string>;
/** JSON goes in as a string (Kysely does not know which driver types are JSON) and comes out parsed. */
type Json<T extends object> = JSONColumnType<T>;
type JsonWithDefault<T extends object> = ColumnType<T, string | undefined, string>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

interface AppUserTable {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  locale: WithDefault<'ja' | 'en'>;
  preferences: JsonWithDefault<Record<string, unknown>>;
  created_at: TimeWithDefault;
  disabled_at: string | null;
}

interface SessionTable {
  token_hash: Buffer;
  user_id: string;
  workspace_id: string | null;
  csrf_token: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  user_agent: WithDefault<string>;
}

interface SignInAttemptTable {
  id: Generated<number>;
  key_hash: Buffer;
  at: string;
}

interface WorkspaceTable {
  id: string;
  name: string;
  slug: string;
  settings: JsonWithDefault<Record<string, unknown>>;
  next_case_number: WithDefault<number>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
}

interface MembershipTable {
  workspace_id: string;
  user_id: string;
  role: Role;
  signature: WithDefault<string>;
  languages: WithDefault<string[]>;
  on_shift: WithDefault<boolean>;
  last_assigned_at: string | null;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  removed_at: string | null;
}

interface InviteTable {
  workspace_id: string;
  id: string;
  token_hash: Buffer;
  email: WithDefault<string>;
  role: Exclude<Role, 'owner'>;
  invited_by: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  used_by: string | null;
}

interface ApiTokenTable {
  workspace_id: string;
  id: string;
  token_hash: Buffer;
  name: string;
  role: Exclude<Role, 'owner'>;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

interface IdempotencyKeyTable {
  workspace_id: string;
  key: string;
  actor: string;
  request_hash: Buffer;
  status: number | null;
  body: ColumnType<unknown, string | null | undefined, string | null>;
  created_at: TimeWithDefault;
}

interface BrandTable {
  workspace_id: string;
  id: string;
  name: string;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  archived_at: string | null;
}

interface ProductTable {
  workspace_id: string;
  id: string;
  brand_id: string;
  name: string;
  aliases: WithDefault<string[]>;
  lookalikes: WithDefault<string[]>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  archived_at: string | null;
}

interface MonitorTable {
  workspace_id: string;
  id: string;
  brand_id: string | null;
  product_id: string | null;
  name: string;
  query: string;
  active: WithDefault<boolean>;
  version: WithDefault<number>;
  created_by: string | null;
  created_at: TimeWithDefault;
  updated_at: TimeWithDefault;
  archived_at: string | null;
}

interface MonitorVersionTable {
  workspace_id: string;
  monitor_id: string;
  version: number;
  name: string;
  query: string;
  active: boolean;
  changed_by: string | null;
  changed_at: string;
  reason: WithDefault<string>;
}

interface AccountTable {
  workspace_id: string;
  id: string;
  brand_id: string | null;
  network: string;
  server: string;
  native_id: string;
  handle: string;
  display_name: WithDefault<string>;
  avatar_url: string | null;
  secrets: Buffer | null;
  secrets_key_id: string | null;
  token_state: WithDefault<'ok' | 'dead' | 'disconnected'>;
  token_error: string | null;
  token_checked_at: string | null;
  limits: ColumnType<NetworkManifest['limits'] | null, string | null | undefined, string | null>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  removed_at: string | null;
}

interface OauthPendingTable {
  workspace_id: string;
  state_hash: Buffer;
  user_id: string;
  network: string;
  brand_id: string | null;
  pending: Buffer;
  created_at: string;
  expires_at: string;
}

interface SourceTable {
  workspace_id: string;
  id: string;
  network: string;
  kind: string;
  account_id: string | null;
  config: JsonWithDefault<Record<string, string>>;
  active: WithDefault<boolean>;
  cursor: string | null;
  state: WithDefault<'starting' | 'listening' | 'backing_off' | 'paused' | 'stopped'>;
  last_error_code: string | null;
  last_error: string | null;
  retry_at: string | null;
  connected_at: string | null;
  last_heard_at: string | null;
  heard_count: WithDefault<number>;
  matched_count: WithDefault<number>;
  malformed_count: WithDefault<number>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  removed_at: string | null;
}

interface MalformedRecordTable {
  workspace_id: string;
  id: string;
  source_id: string;
  raw: string;
  problem: string;
  seen_at: string;
}

/** Field values of a post that the query language's operators read. */
export interface WindowFacets {
  mentions: Mention[];
  hashtags: string[];
  links: string[];
  media: Media[];
}

interface WindowPostTable {
  workspace_id: string;
  id: string;
  network: string;
  native_id: string;
  author_native_id: string;
  author_handle: string;
  kind: PostKind;
  text: string;
  lang: string | null;
  facets: Json<WindowFacets>;
  seen_at: string;
}

interface HeardCountTable {
  workspace_id: string;
  source_id: string;
  hour: string;
  heard: WithDefault<number>;
  matched: WithDefault<number>;
}

interface IdentityTable {
  workspace_id: string;
  id: string;
  network: string;
  native_id: string;
  handle: WithDefault<string>;
  display_name: WithDefault<string>;
  avatar_url: string | null;
  bio: WithDefault<string>;
  followers: number | null;
  following: number | null;
  posts: number | null;
  url: string | null;
  profile_seen_at: string | null;
  gone_at: string | null;
  first_seen_at: string;
}

interface IdentityHandleTable {
  workspace_id: string;
  identity_id: string;
  handle: string;
  seen_at: string;
}

interface PostTable {
  workspace_id: string;
  id: string;
  network: string;
  native_id: string;
  identity_id: string;
  account_id: string | null;
  source_id: string | null;
  kind: PostKind;
  visibility: Visibility;
  text: string;
  lang: string | null;
  reply_to: string | null;
  root: string | null;
  quotes: string | null;
  conversation: string | null;
  mentions: JsonWithDefault<Mention[]>;
  hashtags: WithDefault<string[]>;
  links: WithDefault<string[]>;
  media: JsonWithDefault<Media[]>;
  url: string | null;
  ref: ColumnType<Record<string, string> | null, string | null | undefined, string | null>;
  raw: ColumnType<unknown, string | null | undefined, string | null>;
  grams: WithDefault<number[]>;
  reposts: WithDefault<number>;
  created_at: string;
  seen_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

interface PostVersionTable {
  workspace_id: string;
  post_id: string;
  version: number;
  text: string;
  replaced_at: string;
}

interface MonitorMatchTable {
  workspace_id: string;
  post_id: string;
  monitor_id: string;
  monitor_version: number;
  spans: Json<[number, number][]>;
}

interface JudgementTable {
  workspace_id: string;
  post_id: string;
  kind: string;
  value: string;
  probability: number | null;
  method: string;
}

interface SupportCaseTable {
  workspace_id: string;
  id: string;
  number: number;
  brand_id: string | null;
  identity_id: string;
  account_id: string | null;
  network: string;
  state: CaseState;
  assignee_id: string | null;
  outcome: Outcome | null;
  origin: Origin;
  lang: string | null;
  root_post_id: string;
  newest_post_id: string;
  thread_version: WithDefault<number>;
  version: WithDefault<number>;
  opened_by: string | null;
  opened_at: string;
  first_post_at: string;
  first_seen_at: string;
  first_answer_at: string | null;
  first_reaction_ms: number | null;
  first_reaction_business_ms: number | null;
  last_inbound_at: string;
  last_outbound_at: string | null;
  closed_by: string | null;
  closed_at: string | null;
}

interface CasePostTable {
  workspace_id: string;
  case_id: string;
  post_id: string;
  added_at: string;
}

interface CaseNoteTable {
  workspace_id: string;
  id: string;
  case_id: string;
  author_id: string;
  text: string;
  created_at: string;
}

interface InboundLedgerTable {
  workspace_id: string;
  post_id: string;
  brand_id: string | null;
  network: string;
  lang: string | null;
  origin: Origin;
  state: LedgerState;
  reason: string | null;
  note: WithDefault<string>;
  later_until: string | null;
  decided_by: string | null;
  decided_at: string | null;
  case_id: string | null;
  entered_at: string;
  settled_at: string | null;
  version: WithDefault<number>;
}

interface DecisionTable {
  workspace_id: string;
  id: string;
  post_id: string;
  choice: 'speak' | 'silent' | 'later' | 'reconsider';
  reason: string | null;
  note: WithDefault<string>;
  actor_id: string | null;
  at: string;
}

/** A picture put into a draft or a send. */
export interface AttachmentRef {
  attachmentId: string;
  alt: string;
}

interface DraftTable {
  workspace_id: string;
  case_id: string;
  user_id: string;
  text: string;
  visibility: Visibility;
  account_id: string | null;
  reply_to_post_id: string | null;
  attachments: JsonWithDefault<AttachmentRef[]>;
  updated_at: string;
  version: WithDefault<number>;
}

interface AttachmentTable {
  workspace_id: string;
  id: string;
  storage_key: string;
  mime_type: string;
  bytes: number;
  width: number;
  height: number;
  sha256: Buffer;
  uploaded_by: string;
  created_at: string;
}

/** What an outbound row does on the network. */
export type OutboundAction =
  'reply' | 'post' | 'dm' | 'like' | 'repost' | 'unlike' | 'unrepost' | 'edit' | 'delete';

interface OutboundTable {
  workspace_id: string;
  id: string;
  case_id: string | null;
  account_id: string;
  action: OutboundAction;
  state: OutboundState;
  visibility: Visibility;
  text: WithDefault<string>;
  lang: string | null;
  attachments: JsonWithDefault<AttachmentRef[]>;
  target_post_id: string | null;
  idempotency_key: string;
  not_before: string;
  attempts: WithDefault<number>;
  claimed_at: string | null;
  claimed_by: string | null;
  error_code: string | null;
  error: string | null;
  native_id: string | null;
  post_id: string | null;
  created_by: string | null;
  created_at: string;
  sent_at: string | null;
  version: WithDefault<number>;
}

interface EventTable {
  id: Generated<number>;
  tx: Generated<string>;
  workspace_id: string;
  at: string;
  actor_id: string | null;
  type: string;
  subject: string;
  subject_id: string;
  data: JsonWithDefault<Record<string, unknown>>;
}

export interface Database extends PracticeTables {
  app_user: AppUserTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  workspace: WorkspaceTable;
  membership: MembershipTable;
  invite: InviteTable;
  api_token: ApiTokenTable;
  idempotency_key: IdempotencyKeyTable;
  brand: BrandTable;
  product: ProductTable;
  monitor: MonitorTable;
  monitor_version: MonitorVersionTable;
  account: AccountTable;
  oauth_pending: OauthPendingTable;
  source: SourceTable;
  malformed_record: MalformedRecordTable;
  window_post: WindowPostTable;
  heard_count: HeardCountTable;
  identity: IdentityTable;
  identity_handle: IdentityHandleTable;
  post: PostTable;
  post_version: PostVersionTable;
  monitor_match: MonitorMatchTable;
  judgement: JudgementTable;
  support_case: SupportCaseTable;
  case_post: CasePostTable;
  case_note: CaseNoteTable;
  inbound_ledger: InboundLedgerTable;
  decision: DecisionTable;
  draft: DraftTable;
  attachment: AttachmentTable;
  outbound: OutboundTable;
  event: EventTable;
}
