// The tables of drafts, attachments, the outbox, and the event log.
import type { ColumnType, Generated } from 'kysely';
import type { OutboundState } from '../../domain/decision/outbox.ts';
import type { DraftSide } from '../../domain/post/draft-sides.ts';
import type { Visibility } from '../../domain/post/post.ts';
import type { JsonWithDefault, WithDefault } from './columns.ts';

/** A picture put into a draft or a send. */
export interface AttachmentRef {
  attachmentId: string;
  alt: string;
}

export interface DraftTable {
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
  by_model: WithDefault<boolean>;
  aside: ColumnType<DraftSide | null, string | null | undefined, string | null>;
}

export interface AttachmentTable {
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

/** What the program writes by itself. */
export type AutomaticKind = 'opening' | 'closing' | 'after_hours';

export interface OutboundTable {
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
  /** Who made the token that wrote it, or wrote what the clock posts; null: a person wrote it themselves. */
  on_behalf_of: WithDefault<string | null>;
  created_at: string;
  sent_at: string | null;
  /** Null: a person wrote it. */
  automatic: WithDefault<AutomaticKind | null>;
  not_after: WithDefault<string | null>;
  version: WithDefault<number>;
  by_model: WithDefault<boolean>;
  needs_approval: WithDefault<boolean>;
  approved_by: string | null;
  /** A person does it on the network's own page. */
  by_hand: WithDefault<boolean>;
}

export interface EventTable {
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
