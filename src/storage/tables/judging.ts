// The tables of what people said of judgements, and of the models learnt from it.
import type { ColumnType } from 'kysely';
import type { JudgementKind } from '../../domain/judgement/correction.ts';
import type { HeadName } from '../../domain/judgement/labels.ts';
import type { JudgementRow } from '../../domain/judgement/rows.ts';
import type { Figure } from '../../domain/judgement/team/make.ts';
import type { Json, JsonWithDefault } from './columns.ts';

export interface JudgementCorrectionTable {
  workspace_id: string;
  post_id: string;
  kind: JudgementKind;
  value: string;
  said: string | null;
  p: JsonWithDefault<Partial<Record<HeadName, number>>>;
  lang: string | null;
  corrected_by: string | null;
  corrected_at: string;
  outdated_at: string | null;
  others: ColumnType<JudgementRow[] | null, string | null, string | null>;
}

export type TeamModelState = 'active' | 'candidate' | 'offered' | 'kept';

export interface TeamModelTable {
  workspace_id: string;
  lang: string;
  version: number;
  state: TeamModelState;
  made_at: string;
  made_by: string | null;
  base: string;
  learnt_from: number;
  held_back: number;
  took_ms: number;
  is_refitted: boolean;
  figures: Json<Figure[]>;
  otherwise: Json<{ count: number; of: number }>;
  weights: Buffer;
}

export interface TeamModelChoiceTable {
  workspace_id: string;
  lang: string;
  version: number;
  chosen_by: string | null;
  chosen_at: string;
}

export interface OtherQuestionTable {
  workspace_id: string;
  post_id: string;
}
