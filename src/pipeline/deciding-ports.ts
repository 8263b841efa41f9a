// Decisions as the stages keep them, and the silences that their authors can bring back.
import type { AdviceChoice } from '../domain/decision/advice-choice.ts';

/** An advice as it is kept with a decision. */
export interface KeptAdvice {
  advice: AdviceChoice;
  /** From 0 to 1. */
  strength: number;
  /** domain/decision/advice.ts, `codesOf`. */
  codes: readonly string[];
}

export interface DecisionToAdd {
  postId: string;
  choice: 'speak' | 'silent' | 'later' | 'reconsider';
  reason: string | null;
  note: string;
  actorId: string | null;
  at: string;
  /** Of `speak`: in a direct message. */
  isPrivate: boolean;
  /** Of `speak`: as a conversation. */
  isConversation: boolean;
  /** As it stands; null where nobody has looked yet. */
  advice: KeptAdvice | null;
}

/** An entry closed by a silence, and the place of its post in its thread. */
export interface SilentPost {
  postId: string;
  reason: string | null;
  identityId: string;
  nativeId: string;
  root: string | null;
  conversation: string | null;
}

export interface DecisionStore {
  /** Answers the decision's id. */
  add(decision: DecisionToAdd): Promise<string>;
  /** Of decisions that have no advice yet, the posts. */
  withoutAdvice(decisionIds: readonly string[]): Promise<{ id: string; postId: string }[]>;
  /** A decision that has an advice keeps it. */
  addAdvice(decisionId: string, advice: KeptAdvice): Promise<void>;
  /** Who chose last to just answer in a case; null where no person did. */
  conversationBy(caseId: string): Promise<string | null>;
  /** Of these posts, those that were closed by a silence; without those of authors who wish to be left alone. */
  silentAmong(postIds: readonly string[]): Promise<{ postId: string; reason: string | null }[]>;
  /** What was closed by a silence of these authors lately, newest first; without those who wish to be left alone. */
  silentOf(identityIds: readonly string[]): Promise<SilentPost[]>;
  /** By which post its author brought an entry back. */
  markWroteAgain(postId: string, byPostId: string): Promise<void>;
}
