// The tables of the inbound ledger, decisions and cases.
import type { Generated } from 'kysely';
import type { CaseState, Outcome } from '../../domain/case/case.ts';
import type { AdviceChoice } from '../../domain/decision/advice-choice.ts';
import type { LedgerState, Origin } from '../../domain/ledger/ledger.ts';
import type { JudgementRow } from '../../domain/judgement/rows.ts';
import type { Json, JsonWithDefault, WithDefault } from './columns.ts';

export interface SupportCaseTable {
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
  waiting_since: string | null;
  last_outbound_at: string | null;
  closed_by: string | null;
  closed_at: string | null;
  follow_up_at: string | null;
  is_conversation: WithDefault<boolean>;
}

export interface CasePostTable {
  workspace_id: string;
  case_id: string;
  post_id: string;
  added_at: string;
}

export interface CaseNoteTable {
  workspace_id: string;
  id: string;
  case_id: string;
  author_id: string;
  text: string;
  created_at: string;
}

export interface InboundLedgerTable {
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
  /** Of its post in `post_search`. */
  block: WithDefault<number>;
  monitor_ids: WithDefault<string[]>;
  judgements: JsonWithDefault<JudgementRow[]>;
  /** What it can be filtered by (domain/judgement/standing.ts). */
  judged: WithDefault<string[]>;
  /** From 4, which needs somebody first, to 0, noise. */
  priority: WithDefault<number>;
  /** Among those of its priority, from 3 to 0 (domain/judgement/weight.ts). */
  weight: WithDefault<number>;
  /** The post by which its author brought it back after a silence. */
  wrote_again: string | null;
}

export interface LedgerTallyTable {
  workspace_id: string;
  day: string;
  /** `noise`: waits, and was judged to be that. */
  state: LedgerState | 'noise';
  id: Generated<number>;
  change: number;
}

export interface CandidateViewTable {
  workspace_id: string;
  id: string;
  name: string;
  shown: Json<Record<string, string>>;
  created_by: string | null;
  created_at: string;
}

export interface DecisionTable {
  workspace_id: string;
  id: string;
  post_id: string;
  choice: 'speak' | 'silent' | 'later' | 'reconsider';
  reason: string | null;
  note: WithDefault<string>;
  actor_id: string | null;
  at: string;
  /** As it stood then; null where it was not there yet. */
  advice: AdviceChoice | null;
  /** From 0 to 1. */
  advice_strength: number | null;
  /** Codes of what spoke for it, then, after `against`, of what spoke against it. */
  advice_reasons: WithDefault<string[]>;
  is_private: WithDefault<boolean>;
  is_conversation: WithDefault<boolean>;
}
