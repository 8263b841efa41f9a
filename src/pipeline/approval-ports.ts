// What four eyes needs to know and to keep: who wrote what as whom, who may approve, and what was said of it.
import type { ApprovalFacts, ApprovalReason, ApprovalVerdict } from '../domain/decision/approval.ts';

export interface NewApproval {
  outboundId: string;
  reasons: readonly ApprovalReason[];
  askedBy: string | null;
  /** The conversation as its author saw it; null where it answers none. */
  threadVersion: number | null;
  /** From then on it is late. */
  dueAt: string;
}

export interface ApprovalAnswer {
  verdict: ApprovalVerdict;
  comment: string;
  /** What the author wrote, where the words were changed. */
  originalText: string | null;
  /** Null: the program, by the clock. */
  decidedBy: string | null;
}

export interface ApprovalStore {
  /**
   * What decides whether a reply needs approval. Nobody turns crisis mode on until this transaction ends. A writer who
   * is no member any more counts as a trainee.
   */
  facts(reply: {
    accountId: string;
    caseId: string | null;
    createdBy: string | null;
    byModel: boolean;
  }): Promise<ApprovalFacts>;
  /** What was given to a member or is asked of them, whatever their role. */
  memberOf(userId: string): Promise<{ isTrainee: boolean; mayApprove: boolean }>;
  ask(approval: NewApproval): Promise<void>;
  /** Does nothing where nobody was asked, or it was answered before. */
  answer(outboundId: string, answer: ApprovalAnswer): Promise<void>;
  /** The rules that a reply was written against, with a reason that was kept, and when it was last; null where none. */
  overridden(outboundId: string): Promise<{ rules: string[]; at: string } | null>;
  /** Sends that wait and are late at `at`. */
  overdue(at: string, limit: number): Promise<string[]>;
  /** Sends with words that wait in the queue and that nobody approved; of a brand, or (null) of all. */
  unapproved(brandId: string | null, limit: number): Promise<string[]>;
  /** What was sent back to a person in a case, and not given up; without edits, whose words are no draft. */
  returnedTo(caseId: string, userId: string): Promise<string[]>;
  /** Whether any of that was a model’s draft. */
  wasReturnedByModel(caseId: string, userId: string): Promise<boolean>;
  /** The edits of a post of ours that were sent back to a person, and not given up. */
  returnedEdits(postId: string, userId: string): Promise<string[]>;
  /** Waits for who is writing just now. Answers its id. Errors: not_found, already_exists where it is on. */
  startCrisis(crisis: { brandId: string | null; reason: string; by: string | null }): Promise<string>;
  /** Errors: not_found, where it is not on. */
  endCrisis(id: string, by: string | null): Promise<void>;
}
