// The tables of posts, their authors, and what was found out about them.
import type { ColumnType } from 'kysely';
import type { Media, Mention, PostKind, Visibility } from '../../domain/post/post.ts';
import type { Json, JsonWithDefault, WithDefault } from './columns.ts';

export interface IdentityTable {
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
  /** The network says that it is a program. */
  is_bot: WithDefault<boolean>;
}

export interface OptOutTable {
  workspace_id: string;
  id: string;
  identity_id: string;
  reason: string;
  set_by: string | null;
  set_at: string;
  lifted_by: string | null;
  lifted_at: string | null;
  lift_reason: WithDefault<string>;
}

export interface IdentitySeenTable {
  workspace_id: string;
  identity_id: string;
  user_id: string;
  seen_at: string;
}

export interface IdentityHandleTable {
  workspace_id: string;
  identity_id: string;
  handle: string;
  seen_at: string;
}

export interface PostTable {
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
  reposts: WithDefault<number>;
  created_at: string;
  seen_at: string;
  edited_at: string | null;
  deleted_at: string | null;
  /** Last read again at the source; null until the first time. */
  checked_at: ColumnType<string | null, string | null | undefined, string | null>;
}

/** Nothing of a post that is deleted. */
export interface PostSearchTable {
  workspace_id: string;
  post_id: string;
  block: number;
  place: number;
  in_case: WithDefault<boolean>;
  folded: string;
  keys: number[];
}

export interface PostVersionTable {
  workspace_id: string;
  post_id: string;
  version: number;
  text: string;
  replaced_at: string;
}

export interface MonitorMatchTable {
  workspace_id: string;
  post_id: string;
  monitor_id: string;
  monitor_version: number;
  spans: Json<[number, number][]>;
}
