// What is known of the people we may speak with: how often we wrote to them, how it ended, and whether they wish to be left alone.
import type { Outcome } from '../domain/case/case.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';

/** Somebody's wish to be left alone, as it was written down. */
export interface OptOut {
  reason: string;
  /** Who wrote it down; null where that is nobody any more, or was a program. */
  by: { id: string; name: string } | null;
  at: string;
}

/** A wish that was taken back, or was a mistake. */
export interface LiftedOptOut extends OptOut {
  liftedBy: { id: string; name: string } | null;
  liftedAt: string;
  liftReason: string;
}

export interface PersonHistory {
  /** To how many of their posts we wrote in seven days without being asked. */
  contacts7d: number;
  optOut: OptOut | null;
  /** Of their last case that ended. */
  lastOutcome: Outcome | null;
}

/** Of all: cases whose turn is ours, since when the customers of the newest of them wait, and who is there. */
export interface TeamLoad {
  open: number;
  waitingSince: string[];
  people: number;
}

export interface PeopleStore {
  history(identityId: string): Promise<PersonHistory>;
  /** Newest first. */
  liftedOptOuts(identityId: string): Promise<LiftedOptOut[]>;
  /** Whether such an identity is there. */
  isThere(identityId: string): Promise<boolean>;
  hasSeen(identityId: string, userId: string): Promise<boolean>;
  markSeen(identityId: string, userId: string): Promise<void>;
  /** Answers whether that is news. */
  optOut(identityId: string, reason: string, by: string | null): Promise<boolean>;
  /** Answers whether there was a wish. */
  liftOptOut(identityId: string, reason: string, by: string | null): Promise<boolean>;
  hasWrittenDm(identityId: string): Promise<boolean>;
  teamLoad(): Promise<TeamLoad>;
  /** What a post in the ledger is judged to be. */
  judgementsOf(postId: string): Promise<JudgementRow[]>;
}
