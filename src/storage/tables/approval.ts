// The tables of four eyes: what was asked of a second pair of eyes, and the times of crisis mode.
import type { ApprovalReason, ApprovalVerdict } from '../../domain/decision/approval.ts';
import type { WithDefault } from './columns.ts';

export interface ApprovalTable {
  workspace_id: string;
  outbound_id: string;
  reasons: ApprovalReason[];
  asked_by: string | null;
  asked_at: string;
  thread_version: number | null;
  due_at: string;
  original_text: string | null;
  verdict: ApprovalVerdict | null;
  comment: WithDefault<string>;
  decided_by: string | null;
  decided_at: string | null;
}

export interface CrisisModeTable {
  workspace_id: string;
  id: string;
  brand_id: string | null;
  reason: string;
  started_by: string | null;
  started_at: string;
  ended_by: string | null;
  ended_at: string | null;
}
