// The tables of what replies begin with: snippets and articles, their versions, drafts of a language model, and how they were used.
import type { StartingPointKind } from '../../domain/drafting/starting-point.ts';
import type { WithDefault } from './columns.ts';

export interface SnippetTable {
  workspace_id: string;
  id: string;
  name: string;
  key: string;
  text: string;
  tags: WithDefault<string[]>;
  lang: string | null;
  brand_id: string | null;
  account_id: string | null;
  version: WithDefault<number>;
  created_by: string | null;
  created_at: string;
  changed_by: string | null;
  changed_at: string;
  archived_at: WithDefault<string | null>;
  used_at: WithDefault<string | null>;
}

export interface SnippetVersionTable {
  workspace_id: string;
  snippet_id: string;
  version: number;
  name: string;
  key: string;
  text: string;
  tags: string[];
  lang: string | null;
  is_archived: boolean;
  changed_by: string | null;
  changed_at: string;
}

export interface ArticleTable {
  workspace_id: string;
  id: string;
  title: string;
  url: string;
  text: string;
  lang: string | null;
  brand_id: string | null;
  version: WithDefault<number>;
  created_by: string | null;
  created_at: string;
  changed_by: string | null;
  changed_at: string;
  archived_at: WithDefault<string | null>;
  used_at: WithDefault<string | null>;
  looked_at: WithDefault<string | null>;
  gone_at: WithDefault<string | null>;
}

export interface ArticleVersionTable {
  workspace_id: string;
  article_id: string;
  version: number;
  title: string;
  url: string;
  text: string;
  lang: string | null;
  is_archived: boolean;
  changed_by: string | null;
  changed_at: string;
}

export interface StartingPointUseTable {
  workspace_id: string;
  outbound_id: string;
  kind: StartingPointKind;
  source_id: string;
  kept: number;
  own: number;
  used_at: string;
}

export interface ModelDraftTable {
  workspace_id: string;
  id: string;
  case_id: string;
  post_id: string;
  model: string;
  text: string;
  asked_by: string | null;
  asked_at: string;
}
