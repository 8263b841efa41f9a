// The tables of accounts' hours and profiles: what was set, what was posted and answered by it, calendars, how they look.
import type { ColumnType } from 'kysely';
import type { WithDefault } from './columns.ts';

/** Read as unknown: what was stored is checked where it is used, and may be broken. */
type StoredJson = ColumnType<unknown, string | null, string | null>;

export interface AccountHoursTable {
  workspace_id: string;
  account_id: string;
  own_hours: StoredJson;
  day_posts: StoredJson;
  after_hours: StoredJson;
  day_posts_since: string | null;
  after_hours_since: string | null;
  day_posts_by: string | null;
  after_hours_by: string | null;
  version: WithDefault<number>;
  changed_by: string | null;
  changed_at: string;
}

export interface AccountProfileTable {
  workspace_id: string;
  account_id: string;
  brand_handle: WithDefault<string>;
  profile: StoredJson;
  brand_profile: StoredJson;
  written_in: WithDefault<string[]>;
  looked_at: string | null;
  brand_looked_at: string | null;
  tried_at: string | null;
  problem: string | null;
}

export interface DayPostTable {
  workspace_id: string;
  account_id: string;
  /** YYYY-MM-DD. */
  day: string;
  kind: 'opening' | 'closing';
  occasion: 'usual' | 'first' | 'last';
  turn: number;
  due_at: string;
  outbound_id: string | null;
  skipped: string | null;
  decided_at: string;
}

export interface AfterHoursAnswerTable {
  workspace_id: string;
  post_id: string;
  account_id: string;
  identity_id: string;
  closed_from: string;
  back_at: string | null;
  outbound_id: string | null;
  skipped: string | null;
  decided_at: string;
}

export interface CalendarFeedTable {
  workspace_id: string;
  id: string;
  account_id: string | null;
  token_hash: Buffer;
  created_by: string | null;
  created_at: string;
  read_at: string | null;
  revoked_at: string | null;
}
