// The tables of the guideline: its versions, the replies that went out against it, and the personas that accounts speak as.
import type { ColumnType } from 'kysely';
import type { WithDefault } from './columns.ts';

/** Read as unknown: what was stored is checked where it is used, and may be broken. */
type StoredJson = ColumnType<unknown, string | null, never>;

export interface GuidelineVersionTable {
  workspace_id: string;
  id: string;
  account_id: string | null;
  version: number;
  settings: StoredJson;
  reason: string;
  changed_by: string | null;
  changed_at: string;
}

export interface GuidelineOverrideTable {
  workspace_id: string;
  outbound_id: string;
  account_id: string;
  rules: string[];
  reason: string;
  overridden_by: string | null;
  overridden_at: string;
}

export interface PersonaTable {
  workspace_id: string;
  id: string;
  is_default: WithDefault<boolean>;
  created_at: string;
  removed_at: string | null;
}

export interface PersonaVersionTable {
  workspace_id: string;
  persona_id: string;
  version: number;
  definition: StoredJson;
  reason: string;
  changed_by: string | null;
  changed_at: string;
}

export interface PersonaInitialsTable {
  workspace_id: string;
  persona_id: string;
  user_id: string;
  initials: string;
}
