// What the stages need of what replies begin with.
import type { PostToTell } from '../domain/drafting/model-question.ts';
import type { StartingPoint } from '../domain/drafting/starting-point.ts';

/** A draft that a language model wrote. */
export interface ModelDraft {
  id: string;
  caseId: string;
  /** The post that it answers. */
  postId: string;
  model: string;
  text: string;
  /** Null: a program. */
  askedBy: string | null;
}

export interface DraftingStore {
  /** Texts of the snippets that hold for an account. */
  templates(account: { id: string; brandId: string | null }): Promise<string[]>;
  /** The texts of those starting points that are still there. */
  beginnings(begunWith: readonly StartingPoint[]): Promise<(StartingPoint & { text: string })[]>;
  keepUses(
    outboundId: string,
    uses: readonly (StartingPoint & { kept: number; own: number })[],
  ): Promise<void>;
  /** What was said in public of a case and around one of its posts up to now, oldest first. */
  saidInPublic(of: {
    caseId: string;
    post: { id: string; network: string; nativeId: string; root: string | null; replyTo: string | null };
  }): Promise<PostToTell[]>;
  /** What anybody's answers may end with, or did: the members' own signatures, those of personas, and initials in these. */
  signatures(): Promise<{ signatures: string[]; initials: string[] }>;
  /** False, and nothing is kept, where the post is gone. */
  keepModelDraft(draft: ModelDraft): Promise<boolean>;
  /** The words of all drafts that a language model wrote in a case. */
  modelDrafts(caseId: string): Promise<string[]>;
  /** Those of the last weeks in the whole workspace, the newest hundred. */
  lateModelDrafts(): Promise<string[]>;
}
