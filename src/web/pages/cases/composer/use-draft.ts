// The draft of a case while it is written: kept in the browser at once and on the server soon after.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { CaseDetail, DraftView } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { createDraftStore, draftToContinue, emptyDraft, isEmpty, type Draft } from './draft-store.ts';
import { endsWithSignature, unsigned } from './signature.ts';

const LOCAL_DELAY_MS = 200;
const SERVER_DELAY_MS = 1500;
const RETRY_DELAY_MS = 5000;

export type Saved = 'clean' | 'here' | 'everywhere';

export interface Drafting {
  draft: Draft;
  /** What changes, or how it follows from the draft as it is at that moment. */
  change: (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;
  /** After a send: nothing is left to keep. The server forgot its copy with the send. */
  clear: (what: 'reply' | 'note') => void;
  /** Takes up what the server put back, after an undo of what `signature` was under. */
  restore: (draft: DraftView, signature: string) => void;
  saved: Saved;
}

/** Where a draft that is taken up again is kept. */
function keptWhere(draft: Draft, kept: { dirty: boolean } | null): Saved {
  if (isEmpty({ ...draft, note: '' })) return 'clean';
  return kept?.dirty === true ? 'here' : 'everywhere';
}

/** Use with the case's id as the component's key: another case is another draft. */
export function useDraft(detail: CaseDetail): Drafting {
  const caseId = detail.case.id;
  const { client, now } = useApp();
  const queryClient = useQueryClient();
  const userId = useSession().user.id;
  const store = useMemo(() => createDraftStore(localStorage, userId, now), [userId, now]);
  const [draft, setDraft] = useState<Draft>(() => draftToContinue(store.read(caseId), detail.draft));
  const [saved, setSaved] = useState<Saved>(() => keptWhere(draft, store.read(caseId)));
  const latest = useRef(draft);
  const dirty = useRef(store.read(caseId)?.dirty === true);
  const localTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const serverTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keepHere = (): void => {
    clearTimeout(localTimer.current);
    localTimer.current = undefined;
    store.write(caseId, latest.current, dirty.current, new Date(now()).toISOString());
  };

  const keepThere = async (keepalive = false): Promise<void> => {
    clearTimeout(serverTimer.current);
    serverTimer.current = undefined;
    const sending = latest.current;
    const { note: _, unsigned: __, ...body } = sending;
    try {
      const reply = await client.call('saveDraft', { params: { id: caseId }, body }, { keepalive });
      queryClient.setQueryData(keys.case(caseId), (held: CaseDetail | undefined) =>
        held === undefined ? held : { ...held, draft: reply.draft },
      );
      if (latest.current !== sending) return;
      dirty.current = false;
      setSaved('everywhere');
      keepHere();
    } catch {
      // The browser has it; the server gets it when it is back.
      serverTimer.current ??= setTimeout(() => void keepThere(), RETRY_DELAY_MS);
    }
  };

  const set = (next: Draft): void => {
    latest.current = next;
    setDraft(next);
  };
  const change: Drafting['change'] = (change) => {
    const wanted = typeof change === 'function' ? change(latest.current) : change;
    const next = { ...latest.current, ...wanted };
    const reply = Object.keys(wanted).some((name) => name !== 'note');
    if (reply) {
      dirty.current = true;
      // Counted from the first unsaved word, so that steady typing does not put the saving off.
      serverTimer.current ??= setTimeout(() => void keepThere(), SERVER_DELAY_MS);
      setSaved('here');
    }
    localTimer.current ??= setTimeout(keepHere, LOCAL_DELAY_MS);
    set(next);
  };

  const leave = useEffectEvent(() => {
    keepHere();
    if (dirty.current) void keepThere(true);
  });
  /** What a tab that was killed could not hand over any more. */
  const handOver = useEffectEvent(() => {
    if (dirty.current) void keepThere();
  });
  useEffect(() => {
    handOver();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', hidden);
      leave();
      clearTimeout(serverTimer.current);
    };
  }, []);

  return {
    draft,
    change,
    saved,
    clear(what) {
      const { note, visibility, accountId } = latest.current;
      if (what === 'note') {
        set({ ...latest.current, note: '' });
      } else {
        clearTimeout(serverTimer.current);
        serverTimer.current = undefined;
        dirty.current = false;
        set({ ...emptyDraft, note, visibility, accountId });
        setSaved('clean');
      }
      keepHere();
    },
    restore(server, signature) {
      dirty.current = false;
      const back = draftToContinue({ draft: latest.current, dirty: false, at: '' }, server);
      set({
        ...back,
        text: unsigned(back.text, signature),
        unsigned: !endsWithSignature(back.text, signature),
      });
      keepHere();
    },
  };
}
