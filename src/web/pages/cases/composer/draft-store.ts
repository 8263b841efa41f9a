// Drafts in this browser: kept as one types, so that a closed tab loses at most a word.
import type { DraftView } from '../../../../contract/draft-view.ts';
import type { StartingPoint } from '../../../../domain/drafting/starting-point.ts';
import { isBlankSide, otherSide, type DraftSide } from '../../../../domain/post/draft-sides.ts';
import { joined } from '../../../../domain/post/joined.ts';

export type Draft = Omit<DraftView, 'updatedAt' | 'version' | 'byModel'> & {
  note: string;
  /** The writer leaves their signature out of this reply. */
  unsigned: boolean;
  /** What was put in to begin with; kept in this browser only. */
  begunWith: readonly (StartingPoint & { text: string })[];
};

export interface Kept {
  draft: Draft;
  /** True until the server has confirmed exactly this. */
  dirty: boolean;
  /** ISO 8601 UTC. */
  at: string;
  /** The other side was changed here since the server had it; absent where it was never handed over at all. */
  isAsideOurs?: boolean;
}

export interface DraftStore {
  read: (caseId: string) => Kept | null;
  write: (caseId: string, draft: Draft, dirty: boolean, at: string, isAsideOurs: boolean) => void;
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
  aside: null,
  begunWith: [],
};

/** Whether nothing was written: such a draft is not kept. */
export function isEmpty(draft: Draft): boolean {
  const { aside, note } = draft;
  return isBlankSide(draft) && note.trim() === '' && (aside === null || isBlankSide(aside));
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
    write(caseId, draft, dirty, at, isAsideOurs) {
      try {
        if (isEmpty(draft)) drop(caseId);
        else
          storage.setItem(nameOf(caseId), JSON.stringify({ draft, dirty, at, isAsideOurs } satisfies Kept));
      } catch {
        // A full or closed storage must not stop anybody from writing; the server still keeps the draft.
      }
    },
    drop,
  };
}

/**
 * What waits on the other side in this browser alone, because it was kept before drafts were handed over with both
 * sides; null where nothing does.
 */
export function toHandOver(kept: Kept | null, server: DraftView | null): DraftSide | null {
  if (kept === null || kept.dirty || kept.isAsideOurs !== undefined || server?.aside != null) return null;
  const { aside } = kept.draft;
  return aside === null || isBlankSide(aside) ? null : aside;
}

/** Whether the other side is to be handed over with what is still to be saved. */
export function beginsAsideOurs(kept: Kept | null, server: DraftView | null): boolean {
  if (kept?.dirty !== true) return toHandOver(kept, server) !== null;
  return kept.isAsideOurs ?? kept.draft.aside !== null;
}

/**
 * The draft to go on with: what this browser has not yet handed over comes first, because the server cannot know
 * it; else the server's, because another device may have gone on. The note and the signature that was left out are
 * never handed over: they are always those of this browser.
 */
export function draftToContinue(kept: Kept | null, server: DraftView | null): Draft {
  if (kept?.dirty === true) {
    if (server === null || beginsAsideOurs(kept, server)) return kept.draft;
    return { ...kept.draft, aside: otherSide(server, kept.draft.visibility) };
  }
  const note = kept?.draft.note ?? '';
  const unsigned = kept?.draft.unsigned ?? false;
  const begunWith = kept?.draft.begunWith ?? [];
  const waiting = toHandOver(kept, server);
  if (server === null)
    return { ...emptyDraft, note, ...(waiting?.visibility === 'public' ? waiting : { aside: waiting }) };
  const { text, visibility, accountId, replyToPostId, attachments, aside } = server;
  const draft = { text, visibility, accountId, replyToPostId, attachments, note, unsigned, aside, begunWith };
  if (waiting?.visibility === visibility) return { ...draft, ...joined(waiting, draft) };
  return waiting === null ? draft : { ...draft, aside: waiting };
}
