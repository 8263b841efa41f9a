// Judging as a stage: whose models judge a workspace's posts, and for whom.
import type { Correction } from '../domain/judgement/correction.ts';
import type { Judged } from '../domain/judgement/judge.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import type { JudgingStore } from './judging-ports.ts';

/** A workspace's judge: the built-in models, and what the workspace learnt on top of them. */
export interface WorkspaceJudge {
  /** What is to be kept of a post; what people said of it stands, and the rest follows it. */
  rowsOf(post: PostToJudge, said?: readonly Correction[]): JudgementRow[];
  /** The same before it is put in rows. */
  judge(post: PostToJudge): Judged;
  /** Whose word it is in a language: that of what the team taught it (`team`), or the built-in one's (`model`). */
  methodOf(lang: string | null): 'team' | 'model';
  /** From which probabilities on answers are yes; undefined where the language has no model. */
  cutsOf(lang: string | null): ReadonlyMap<string, number> | undefined;
}

/** Each workspace's judge as of a transaction: another version that was activated judges from the next one on. */
export interface JudgeStage {
  judgeFor(
    workspaceId: string,
    tx: { judging: Pick<JudgingStore, 'activeKey' | 'active'> },
  ): Promise<WorkspaceJudge>;
  /** SHA-256 of the built-in weights, by language. */
  bases: ReadonlyMap<string, string>;
}

/** Whom a post is for may not be known yet: then it may be about any of our brands. */
export function brandOf(names: ReadonlyMap<string, readonly string[]>, brandId: string | null): string[] {
  return brandId === null ? [...names.values()].flat() : [...(names.get(brandId) ?? [])];
}
