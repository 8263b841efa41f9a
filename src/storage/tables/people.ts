// The tables of people, workspaces and what a company has.
import type { ColumnType, Generated } from 'kysely';
import type { Role } from '../../domain/access/policy.ts';
import type { JsonWithDefault, TimeWithDefault, WithDefault } from './columns.ts';

export interface AppUserTable {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  locale: WithDefault<'ja' | 'en'>;
  preferences: JsonWithDefault<Record<string, unknown>>;
  created_at: TimeWithDefault;
  disabled_at: string | null;
}

export interface SessionTable {
  token_hash: Buffer;
  user_id: string;
  workspace_id: string | null;
  csrf_token: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  user_agent: WithDefault<string>;
}

export interface SignInAttemptTable {
  id: Generated<number>;
  key_hash: Buffer;
  at: string;
}

export interface WorkspaceTable {
  id: string;
  name: string;
  slug: string;
  settings: JsonWithDefault<Record<string, unknown>>;
  next_case_number: WithDefault<number>;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
}

export interface MembershipTable {
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
  trainee: WithDefault<boolean>;
  may_approve: WithDefault<boolean>;
}

export interface InviteTable {
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

export interface ApiTokenTable {
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

export interface IdempotencyKeyTable {
  workspace_id: string;
  key: string;
  actor: string;
  request_hash: Buffer;
  status: number | null;
  body: ColumnType<unknown, string | null | undefined, string | null>;
  created_at: TimeWithDefault;
}

export interface BrandTable {
  workspace_id: string;
  id: string;
  name: string;
  version: WithDefault<number>;
  created_at: TimeWithDefault;
  archived_at: string | null;
}

export interface ProductTable {
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
