// An answer that is asked for by a button, about the query as it stood then; a newer question takes the place of one under way.
import { useEffect, useRef, useState } from 'react';
import { useMessageOf } from '../../components/error-message.ts';
import { codeOf } from '../../api/errors.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export interface Asked<T> {
  answer: { query: string; reply: T } | null;
  busy: boolean;
  failure: string | null;
  ask: (query: string) => void;
}

export function useAsked<T>(read: (query: string, signal: AbortSignal) => Promise<T>): Asked<T> {
  const { t } = useI18n();
  const messageOf = useMessageOf();
  const under = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Asked<T>['answer']>(null);
  useEffect(() => () => under.current?.abort(), []);
  const ask = async (query: string): Promise<void> => {
    under.current?.abort();
    const own = new AbortController();
    under.current = own;
    setBusy(true);
    setFailure(null);
    try {
      const reply = await read(query, own.signal);
      if (!own.signal.aborted) setAnswer({ query, reply });
    } catch (error) {
      if (own.signal.aborted) return;
      setFailure(codeOf(error) === 'payload_too_large' ? t('monitors.tooLarge') : messageOf(error));
    } finally {
      if (under.current === own) setBusy(false);
    }
  };
  return { answer, busy, failure, ask: (query) => void ask(query) };
}
