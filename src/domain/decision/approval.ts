// Four eyes: which replies need another person's approval before they go out, why, and who may give it.
import { may, type Role } from '../access/policy.ts';

export const approvalReasons = ['trainee', 'crisis', 'account', 'model', 'program'] as const;
export type ApprovalReason = (typeof approvalReasons)[number];

export const approvalVerdicts = ['approved', 'edited', 'sent_back', 'timed_out', 'withdrawn'] as const;
export type ApprovalVerdict = (typeof approvalVerdicts)[number];

/** What decides whether a reply needs a second pair of eyes. */
export interface ApprovalFacts {
  /** Who wrote it; null: a program, with an API token. */
  author: { isTrainee: boolean } | null;
  /** Of the workspace, of the account's brand, or of the case's. */
  isCrisis: boolean;
  account: { needsApproval: boolean };
  /** Whether a model wrote the draft, though a person may have changed it since. */
  byModel: boolean;
}

/** Why a reply needs another person's approval, in the order of `approvalReasons`; none where it may go out without. */
export function approvalReasonsOf(facts: ApprovalFacts): ApprovalReason[] {
  const holds: Record<ApprovalReason, boolean> = {
    trainee: facts.author?.isTrainee === true,
    crisis: facts.isCrisis,
    account: facts.account.needsApproval,
    model: facts.byModel,
    // Said by whoever asks the network's rules (src/pipeline/gate.ts).
    program: false,
  };
  return approvalReasons.filter((reason) => holds[reason]);
}

/** What is sent to be read; only these need approval. Likes, reposts and deletions have no words. */
export const spokenActions = ['reply', 'post', 'dm', 'edit'] as const;

/** Whether what goes out has words of ours. */
export function isSpoken(action: string): boolean {
  return spokenActions.some((spoken) => spoken === action);
}

export interface Approver {
  /** Null: a program, with an API token. */
  userId: string | null;
  role: Role;
  isTrainee: boolean;
  /** Given to them, whatever their role. */
  mayApprove: boolean;
}

/** Whether somebody may approve what others wrote. */
export function mayApproveOthers({ userId, role, isTrainee, mayApprove }: Approver): boolean {
  if (userId === null || isTrainee) return false;
  return may(role, 'work.approve') || (mayApprove && may(role, 'work.send'));
}

/** Whose words a reply is. */
interface WrittenBy {
  createdBy: string | null;
  /** Who made the API token that wrote it, or wrote what the clock posts. */
  onBehalfOf: string | null;
}

/** Why somebody may not approve a reply, as a sentence; null where they may. */
export function whyNotApprove(approver: Approver, reply: WrittenBy): string | null {
  if (approver.userId === null) return 'Only a person can approve a reply, not an API token.';
  if (approver.isTrainee) return 'A trainee cannot approve a reply. Ask a supervisor.';
  if (!mayApproveOthers(approver)) {
    return 'Supervisors and above approve replies, and agents who were given the right.';
  }
  if (approver.userId === reply.createdBy) {
    return 'Nobody approves what they wrote themselves. Ask somebody else who may approve.';
  }
  if (approver.userId === reply.onBehalfOf) {
    return 'Nobody approves what a program wrote on their behalf. Ask somebody else who may approve.';
  }
  return null;
}

/** Who may be marked as a trainee: somebody with more rights could lift the mark by other ways. */
export function canBeTrainee(role: Role): boolean {
  return !may(role, 'work.approve');
}
