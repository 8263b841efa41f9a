// Trying a query without saving it: by a key, by a button, or by itself when one has stopped typing.
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useMessageOf } from '../../components/error-message.ts';

export type DryRunReport = Reply<'dryRun'>;
export type Hit = DryRunReport['examples'][number];
export type Precision = NonNullable<DryRunReport['precision']>;

/** So long a pause means that one looks up. */
const PAUSE_MS = 900;

interface Tried {
  query: string;
  report: DryRunReport;
  /** The hits read so far, and where more begin. */
  hits: readonly Hit[];
  nextCursor: string | null;
}

export interface DryRunState {
  tried: Tried | null;
  busy: boolean;
  failure: string | null;
  /** `aside`: something else than the draft is tried, which leaves the draft as tried as it was. */
  run: (query: string, options?: { exact?: boolean; aside?: boolean }) => Promise<void>;
  more: () => Promise<void>;
  /** Puts what came of a label into what is shown. */
  relabel: (postId: string, label: Hit['label'], precision: Precision | null | undefined) => void;
}

/**
 * Tries queries for a monitor (null: one that is still to be made); a newer try takes the place of one under way.
 *
 * @param draft what to try by itself once typing pauses; null while that cannot be tried
 * @param saved what needs no trying by itself
 */
export function useDryRun(monitorId: string | null, draft: string | null, saved: string): DryRunState {
  const { client } = useApp();
  const messageOf = useMessageOf();
  const under = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  /** The draft that was tried last. */
  const [known, setKnown] = useState(saved);

  const read = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    under.current?.abort();
    const own = new AbortController();
    under.current = own;
    setBusy(true);
    setFailure(null);
    try {
      await work(own.signal);
    } catch (error) {
      if (!own.signal.aborted) setFailure(messageOf(error));
    } finally {
      if (under.current === own) setBusy(false);
    }
  };
  const run: DryRunState['run'] = (query, { exact = false, aside = false } = {}) =>
    read(async (signal) => {
      if (!aside) setKnown(query);
      const report = await client.call('dryRun', { body: { query, monitorId, exact } }, { signal });
      setTried({ query, report, hits: report.examples, nextCursor: report.nextCursor });
    });
  const more = async (): Promise<void> => {
    if (tried === null || tried.nextCursor === null) return;
    const { query, nextCursor: cursor } = tried;
    await read(async (signal) => {
      const page = await client.call('readDryRunHits', { body: { query, monitorId, cursor } }, { signal });
      // After an estimate the pages begin with the newest again.
      const known = new Set(tried.hits.map(({ id }) => id));
      const fresh = page.rows.filter(({ id }) => !known.has(id));
      setTried({ ...tried, hits: [...tried.hits, ...fresh], nextCursor: page.nextCursor });
    });
  };

  const runByItself = useEffectEvent((query: string) => void run(query));
  useEffect(() => {
    if (draft === null || draft.trim() === '' || draft === known) return undefined;
    const pause = setTimeout(() => runByItself(draft), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [draft, known]);
  useEffect(() => () => under.current?.abort(), []);

  return {
    tried,
    busy,
    failure,
    run,
    more,
    relabel: (postId, label, precision) =>
      setTried((now) =>
        now === null
          ? null
          : {
              ...now,
              hits: now.hits.map((hit) => (hit.id === postId ? { ...hit, label } : hit)),
              report: precision === undefined ? now.report : { ...now.report, precision },
            },
      ),
  };
}
