// Keeps the draft of one case while it is written: in this browser at once, and on the server soon after.
import type { DraftView } from '../../../../contract/draft-view.ts';
import type { OutboundView } from '../../../../contract/views.ts';
import { isBlankSide } from '../../../../domain/post/draft-sides.ts';
import { joined } from '../../../../domain/post/joined.ts';
import type { Visibility } from '../../../../domain/post/post.ts';
import { turnedTo } from './draft-sides.ts';
import {
  beginsAsideOurs,
  draftToContinue,
  emptyDraft,
  isEmpty,
  type Draft,
  type DraftStore,
} from './draft-store.ts';
import { endsWithSignature, unsigned } from './signature.ts';

const LOCAL_DELAY_MS = 200;
const SERVER_DELAY_MS = 1500;
const RETRY_DELAY_MS = 5000;

export type Saved = 'clean' | 'here' | 'everywhere';
type Shown = Omit<DraftView, 'updatedAt' | 'version' | 'byModel' | 'aside'>;
type Body = Shown & Partial<Pick<DraftView, 'aside'>>;

/** What comes back of a reply. */
export type Returning = Pick<
  OutboundView,
  'text' | 'visibility' | 'accountId' | 'attachments' | 'targetPostId'
>;

export interface Drafted {
  draft: Draft;
  saved: Saved;
}

export interface DraftKeeper {
  /** The same object until something changed. */
  read: () => Drafted;
  subscribe: (listener: () => void) => () => void;
  /** What changes, or how it follows from the draft as it is at that moment. */
  change: (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;
  /** After a send or a note: what went out is empty; the other side stays. The server forgot what went out with the send. */
  clear: (what: Visibility | 'note') => void;
  /** Takes up what was taken or sent back and had `signature` under it, before what its side has by now. */
  restore: (back: Returning, signature: string) => void;
  /** Hands over what a tab that was killed could not any more. */
  begin: () => void;
  /** Keeps everything now: nobody may come back to it here. */
  leave: () => void;
  /** Whether the server has all of it, and no save is under way: another keeper may begin where this one ends. */
  isSettled: () => boolean;
}

interface KeeperPorts {
  caseId: string;
  store: DraftStore;
  /** What the server had when the case was opened. */
  served: DraftView | null;
  /** Where they wrote last: so one answers, unless something is written. */
  newest?: Visibility | undefined;
  /**
   * `keepalive`: also when the page is closed before the answer. A body without the other side leaves that one as it
   * is. Gives what the server has by then; rejects where it has not got the words.
   */
  save: (body: Body, keepalive: boolean) => Promise<Pick<DraftView, 'visibility' | 'aside'> | null>;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What stays in this browser. */
const onlyHere: ReadonlySet<string> = new Set(['note', 'begunWith'] satisfies (keyof Draft)[]);

/** What the server keeps of a draft: both sides, but no note. */
function bodyOf({ text, visibility, accountId, replyToPostId, attachments, aside }: Draft): Required<Body> {
  return { text, visibility, accountId, replyToPostId, attachments, aside };
}

/** Of the other side only what was changed here is said: another device may have written there. */
function toSave(body: Required<Body>, isAsideOurs: boolean): Body {
  const { aside, ...shown } = body;
  return isAsideOurs ? { ...shown, aside } : shown;
}

/** Where a draft that is taken up again is kept. */
function keptWhere(draft: Draft, dirty: boolean): Saved {
  if (isEmpty({ ...draft, note: '' })) return 'clean';
  return dirty ? 'here' : 'everywhere';
}

/** With nothing written, the side on which they wrote last shows. */
function firstDraft(draft: Draft, newest: Visibility | undefined): Draft {
  // Who decided on a private word begins with one.
  const isChosen = newest === undefined || draft.visibility === 'dm' || !isBlankSide(draft);
  return isChosen ? draft : { ...draft, ...turnedTo(draft, newest) };
}

/** One for each case that is opened: whoever still holds one writes to its case and to no other. */
export function createDraftKeeper({ caseId, store, served, newest, save, now }: KeeperPorts): DraftKeeper {
  const kept = store.read(caseId);
  const first = firstDraft(draftToContinue(kept, served), newest);
  let isAsideOurs = beginsAsideOurs(kept, served);
  let dirty = kept?.dirty === true || isAsideOurs;
  let held: Drafted = { draft: first, saved: keptWhere(first, dirty) };
  let isTouched = false;
  let saving = 0;
  let localTimer: ReturnType<typeof setTimeout> | undefined;
  let serverTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const show = (next: Partial<Drafted>): void => {
    held = { ...held, ...next };
    isTouched = true;
    for (const listener of listeners) listener();
  };
  const set = (next: Partial<Drafted>): void => {
    const { visibility, aside } = held.draft;
    const { draft = held.draft } = next;
    if (draft.visibility !== visibility || draft.aside !== aside) isAsideOurs = true;
    show(next);
  };
  const keepHere = (): void => {
    clearTimeout(localTimer);
    localTimer = undefined;
    if (isTouched) store.write(caseId, held.draft, dirty, new Date(now()).toISOString(), isAsideOurs);
  };
  const keepThere = async (keepalive = false): Promise<void> => {
    clearTimeout(serverTimer);
    serverTimer = undefined;
    const body = bodyOf(held.draft);
    saving += 1;
    try {
      const there = await save(toSave(body, isAsideOurs), keepalive);
      const isSame = JSON.stringify(bodyOf(held.draft)) === JSON.stringify(body);
      if (isSame && dirty) {
        dirty = false;
        isAsideOurs = false;
        // What another device wrote for the other side meanwhile waits here from now on.
        const aside = there?.visibility === body.visibility ? there.aside : body.aside;
        show({ draft: { ...held.draft, aside }, saved: 'everywhere' });
        keepHere();
      } else if (!isSame && !dirty) {
        // It was sent meanwhile: the server may have got these words after it forgot them.
        void keepThere();
      }
    } catch {
      // The browser has it; the server gets it when it is back.
      if (dirty) serverTimer ??= setTimeout(() => void keepThere(), RETRY_DELAY_MS);
    } finally {
      saving -= 1;
    }
  };

  const saveSoon = (): void => {
    dirty = true;
    // Counted from the first unsaved word, so that steady typing does not put the saving off.
    serverTimer ??= setTimeout(() => void keepThere(), SERVER_DELAY_MS);
    set({ saved: 'here' });
  };

  return {
    read: () => held,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(change) {
      const wanted = typeof change === 'function' ? change(held.draft) : change;
      const draft = { ...held.draft, ...wanted };
      const isReply = Object.keys(wanted).some((name) => !onlyHere.has(name));
      set({ draft });
      if (isReply) saveSoon();
      localTimer ??= setTimeout(keepHere, LOCAL_DELAY_MS);
    },
    clear(what) {
      const { note, visibility, accountId, aside } = held.draft;
      if (what === 'note') {
        set({ draft: { ...held.draft, note: '' } });
      } else if (what === visibility) {
        clearTimeout(serverTimer);
        serverTimer = undefined;
        dirty = false;
        set({ draft: { ...emptyDraft, note, visibility, accountId, aside }, saved: 'clean' });
        // Some of the other side it may not have got yet.
        if (aside !== null && !isBlankSide(aside)) saveSoon();
      } else {
        set({ draft: { ...held.draft, aside: null } });
        if (!isBlankSide(held.draft)) saveSoon();
      }
      keepHere();
    },
    restore(back, signature) {
      const { visibility, accountId, targetPostId: replyToPostId, attachments } = back;
      // What was written for the other side meanwhile stays there.
      const begun = { ...held.draft, ...turnedTo(held.draft, visibility) };
      const both = joined({ text: unsigned(back.text, signature), attachments }, begun);
      const isUnsigned = !endsWithSignature(back.text, signature);
      set({ draft: { ...begun, ...both, accountId, replyToPostId, unsigned: isUnsigned } });
      saveSoon();
      keepHere();
    },
    begin() {
      if (dirty) void keepThere();
    },
    leave() {
      keepHere();
      if (dirty) void keepThere(true);
      else clearTimeout(serverTimer);
    },
    isSettled: () => !dirty && saving === 0,
  };
}
