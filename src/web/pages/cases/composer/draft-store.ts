// Drafts in this browser: kept as one types, so that a closed tab loses at most a word.
import type { DraftView } from '../../../../contract/views.ts';

export type Draft = Omit<DraftView, 'updatedAt' | 'version'> & {
  note: string;
  /** The writer leaves their signature out of this reply. */
  unsigned: boolean;
};

interface Kept {
  draft: Draft;
  /** True until the server has confirmed exactly this. */
  dirty: boolean;
  /** ISO 8601 UTC. */
  at: string;
}

export interface DraftStore {
  read: (caseId: string) => Kept | null;
  write: (caseId: string, draft: Draft, dirty: boolean, at: string) => void;
  drop: (caseId: string) => void;
}

const PREFIX = 'kizuki.draft.';
/** Old drafts of this browser are forgotten: the server has what counts. */
const KEPT_FOR_MS = 14 * 86_400_000;

export const emptyDraft: Draft = {
  text: '',
  note: '',
  visibility: 'public',
  accountId: null,
  replyToPostId: null,
  attachments: [],
  unsigned: false,
};

/** Whether nothing was written: such a draft is not kept. */
export function isEmpty(draft: Draft): boolean {
  return draft.text.trim() === '' && draft.note.trim() === '' && draft.attachments.length === 0;
}

/** Keeps the drafts of one user in `storage`; where storage fails, the page itself still holds the text. */
export function createDraftStore(storage: Storage, userId: string, now: () => number): DraftStore {
  const nameOf = (caseId: string): string => `${PREFIX}${userId}.${caseId}`;
  const drop = (caseId: string): void => storage.removeItem(nameOf(caseId));
  return {
    read(caseId) {
      try {
        const kept = JSON.parse(storage.getItem(nameOf(caseId)) ?? 'null') as Kept | null;
        if (kept === null) return null;
        if (now() - Date.parse(kept.at) <= KEPT_FOR_MS)
          return { ...kept, draft: { ...emptyDraft, ...kept.draft } };
        drop(caseId);
        return null;
      } catch {
        return null;
      }
    },
    write(caseId, draft, dirty, at) {
      try {
        if (isEmpty(draft)) drop(caseId);
        else storage.setItem(nameOf(caseId), JSON.stringify({ draft, dirty, at } satisfies Kept));
      } catch {
        // A full or closed storage must not stop anybody from writing; the server still keeps the draft.
      }
    },
    drop,
  };
}

/**
 * The draft to go on with: what this browser has not yet handed over comes first, because the server cannot know
 * it; else the server's, because another device may have gone on.
 */
export function draftToContinue(kept: Kept | null, server: DraftView | null): Draft {
  if (kept?.dirty === true) return kept.draft;
  const note = kept?.draft.note ?? '';
  const unsigned = kept?.draft.unsigned ?? false;
  if (server === null) return { ...emptyDraft, note };
  const { text, visibility, accountId, replyToPostId, attachments } = server;
  return { text, visibility, accountId, replyToPostId, attachments, note, unsigned };
}
