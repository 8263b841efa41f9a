// The tables of what is listened for, where, and what was heard without matching.
import type { ColumnType, Generated } from 'kysely';
import type { Media, Mention, PostKind } from '../../domain/post/post.ts';
import type { Quiet } from '../../domain/listening/quiet.ts';
import type { RecordFate } from '../../domain/listening/heard-record.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { Json, JsonWithDefault, TimeWithDefault, WithDefault } from './columns.ts';

export interface MonitorTable {
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

export interface MonitorVersionTable {
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

export interface MonitorLabelTable {
  workspace_id: string;
  monitor_id: string;
  monitor_version: number;
  post_id: string;
  user_id: string;
  relevant: boolean;
  labelled_at: string;
}

export interface WishCorrectionTable {
  workspace_id: string;
  monitor_id: string;
  spelling: Buffer;
  correction_id: string;
  kind: 'same' | 'none' | 'own';
  same_as: Buffer | null;
  corrected_by: string | null;
  corrected_at: string;
}

export interface AccountTable {
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
  /** How often a person gave it secrets. */
  connection: WithDefault<number>;
  limits: ColumnType<NetworkManifest['limits'] | null, string | null | undefined, string | null>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  removed_at: string | null;
  needs_approval: WithDefault<boolean>;
  persona_id: ColumnType<string | null, string | null | undefined>;
  /** Millionths of a US dollar, as is `monthly_budget`; null: what is usual. */
  daily_budget: ColumnType<number | null, number | null | undefined, number | null>;
  monthly_budget: ColumnType<number | null, number | null | undefined, number | null>;
}

export interface AccountSpendingTable {
  workspace_id: string;
  account_id: string;
  /** Of UTC, as networks count. */
  day: string;
  what: string;
  units: number;
  micro_usd: number;
}

export interface OauthPendingTable {
  workspace_id: string;
  state_hash: Buffer;
  user_id: string;
  network: string;
  brand_id: string | null;
  account_id: string | null;
  pending: Buffer;
  created_at: string;
  expires_at: string;
}

export interface SourceTable {
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
  quiet: ColumnType<Quiet | null, string | null | undefined, string | null>;
  resumed_at: string | null;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  removed_at: string | null;
}

export interface ReconciliationTable {
  workspace_id: string;
  source_id: string;
  tried_at: string;
  since: string;
  done_at: string | null;
  listed: WithDefault<number>;
  missing: WithDefault<number>;
  is_complete: WithDefault<boolean>;
  asked_since: ColumnType<string | null, string | null | undefined>;
  error_code: string | null;
  error: string | null;
}

export interface MalformedRecordTable {
  workspace_id: string;
  id: string;
  source_id: string;
  raw: string;
  problem: string;
  seen_at: string;
  /** Null where it was kept before these were. */
  network: string | null;
  native_id: string | null;
  author_native_id: string | null;
}

export interface HeardRecordTable {
  workspace_id: string;
  source_id: string;
  seq: Generated<number>;
  network: string;
  native_id: string | null;
  author_native_id: string | null;
  fate: RecordFate;
  problem: string | null;
  raw: string | null;
  made: string | null;
  seen_at: string;
}

/** Field values of a post that the query language's operators read. */
export interface WindowFacets {
  mentions: Mention[];
  hashtags: string[];
  links: string[];
  media: Media[];
}

/** Of stored posts and of the window: how many more or fewer were heard in a quarter hour. */
export interface HeardTallyTable {
  workspace_id: string;
  quarter: number;
  seen_quarter: number;
  id: Generated<number>;
  change: number;
}

export interface WindowPostTable {
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

export interface ShareReceiptTable {
  workspace_id: string;
  partition: number;
  stamp: string;
  seq: number;
}

export interface HeardCountTable {
  workspace_id: string;
  source_id: string;
  hour: string;
  heard: WithDefault<number>;
  matched: WithDefault<number>;
}

export interface WebhookDeliveryTable {
  workspace_id: string;
  account_id: string;
  seq: Generated<number>;
  event_id: string;
  post_id: string | null;
  is_deletion: Generated<boolean>;
  body: string | null;
  received_at: string;
}
