// Drafts as the stages keep them: one for each member and case, theirs until it is sent.
import type { DraftSide } from '../domain/post/draft-sides.ts';
import type { Visibility } from '../domain/post/post.ts';

export interface DraftToKeep {
  text: string;
  visibility: Visibility;
  accountId: string | null;
  replyToPostId: string | null;
  attachments: { attachmentId: string; alt: string }[];
  /** Once a model wrote it, it stays so until the draft is empty or sent. */
  byModel?: boolean;
  /** What is written for the other side, public or DM; absent: that side stays as it is. */
  aside?: DraftSide | null | undefined;
}

export interface DraftStore {
  remove(caseId: string, userId: string): Promise<void>;
  put(caseId: string, userId: string, draft: DraftToKeep, at: string): Promise<void>;
  /** Where they have written something else meanwhile, that stays. */
  putUnlessWritten(caseId: string, userId: string, draft: DraftToKeep, at: string): Promise<void>;
  /** What went out is no draft any more; what is written for the other side stays. */
  removeSent(caseId: string, userId: string, sent: Visibility): Promise<void>;
  /** Puts it before what they have written meanwhile on its side. */
  putBefore(caseId: string, userId: string, draft: DraftToKeep, at: string): Promise<void>;
  isByModel(caseId: string, userId: string): Promise<boolean>;
}
