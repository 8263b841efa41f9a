// All that one's writing at one case is made of: another case has a sheet of its own, so nothing of one reaches another.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createRef, useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from 'react';
import type { CaseDetail } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { createDraftStore } from './draft-store.ts';
import type { Upload } from './use-attachments.ts';
import type { Seen, Stopped } from './use-send.ts';

export interface SheetState {
  /** A note shows; else the side of the draft that is written on. */
  isNoting: boolean;
  /** One tried to send a picture without a description. */
  nudged: boolean;
  uploading: readonly Upload[];
  /** Why the last picture was not taken. */
  failure: string | null;
  /** What became of pictures that do not go out as they were chosen. */
  pictureNotes: readonly string[];
  /** The words we last put into the public reply: while they stand there as they were, others may take their place. */
  made: string | null;
  sending: boolean;
  noting: boolean;
  /** What of the thread its writer has seen. */
  seen: Seen;
  stale: boolean;
  stopped: Stopped | null;
}

export interface Sheet {
  readonly caseId: string;
  readonly drafts: DraftKeeper;
  /** The conversation and the field, while they are on screen. */
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** One key for one content: a second try after a lost answer is the same send. */
  readonly keyOf: (content: string, newId: () => string) => string;
  /** The next try is another send. */
  readonly forgetKey: () => void;
  /** Whether something of it is still under way: who comes back goes on with it, or there would be two. */
  readonly isUnderWay: () => boolean;
  readonly read: () => SheetState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (change: Partial<SheetState> | ((now: SheetState) => Partial<SheetState>)) => void;
}

export function seenOf(detail: CaseDetail): Seen {
  return { version: detail.case.threadVersion, posts: new Set(detail.posts.map((post) => post.id)) };
}

export function createSheet(detail: CaseDetail, drafts: DraftKeeper): Sheet {
  let state: SheetState = {
    isNoting: false,
    nudged: false,
    uploading: [],
    failure: null,
    pictureNotes: [],
    made: null,
    sending: false,
    noting: false,
    seen: seenOf(detail),
    stale: false,
    stopped: null,
  };
  let attempt: { content: string; key: string } | null = null;
  const listeners = new Set<() => void>();
  return {
    caseId: detail.case.id,
    drafts,
    scroll: createRef(),
    field: createRef(),
    keyOf(content, newId) {
      if (attempt?.content !== content) attempt = { content, key: newId() };
      return attempt.key;
    },
    forgetKey() {
      attempt = null;
    },
    isUnderWay() {
      const { sending, noting, uploading, stale, stopped } = state;
      const isAsking = stale || stopped !== null;
      return sending || noting || uploading.length > 0 || isAsking || attempt !== null || !drafts.isSettled();
    },
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(change) {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      for (const listener of listeners) listener();
    },
  };
}

/** The sheets of this page, by their user and case. */
const sheetsOfPage = new WeakMap<QueryClient, Map<string, Sheet>>();

function sheetsOf(queryClient: QueryClient): Map<string, Sheet> {
  const sheets = sheetsOfPage.get(queryClient) ?? new Map<string, Sheet>();
  sheetsOfPage.set(queryClient, sheets);
  return sheets;
}

/** Remembers the sheet that is open; of the others those of which something is under way. */
export function remember(sheets: Map<string, Sheet>, name: string, sheet: Sheet): void {
  for (const [each, { isUnderWay }] of sheets) if (!isUnderWay()) sheets.delete(each);
  sheets.set(name, sheet);
}

/** The one to go on with: the one that is remembered while something of it is under way, else a new one. */
export function takeUp(sheets: ReadonlyMap<string, Sheet>, name: string, make: () => Sheet): Sheet {
  const before = sheets.get(name);
  return before?.isUnderWay() === true ? before : make();
}

/** The sheet of the case that is open: the same one until another case is. */
export function useSheet(detail: CaseDetail): Sheet {
  const { client, now } = useApp();
  const queryClient = useQueryClient();
  const userId = useSession().user.id;
  const store = useMemo(() => createDraftStore(localStorage, userId, now), [userId, now]);
  const make = (): Sheet => {
    const caseId = detail.case.id;
    const save: Parameters<typeof createDraftKeeper>[0]['save'] = async (body, keepalive) => {
      const reply = await client.call('saveDraft', { params: { id: caseId }, body }, { keepalive });
      queryClient.setQueryData(keys.case(caseId), (held: CaseDetail | undefined) =>
        held === undefined ? held : { ...held, draft: reply.draft },
      );
      return reply.draft;
    };
    const newest = detail.posts.findLast((post) => post.accountId === null)?.visibility;
    const served = detail.draft;
    return createSheet(detail, createDraftKeeper({ caseId, store, served, newest, save, now }));
  };
  const sheets = sheetsOf(queryClient);
  const name = `${userId}.${detail.case.id}`;
  const [held, setHeld] = useState(() => takeUp(sheets, name, make));
  const open = held.caseId === detail.case.id ? held : takeUp(sheets, name, make);
  if (open !== held) setHeld(open);
  useEffect(() => remember(sheets, name, open), [sheets, name, open]);
  return open;
}

export function useSheetState({ subscribe, read }: Sheet): SheetState {
  return useSyncExternalStore(subscribe, read);
}
