// A draft by a language model, asked for in the panel of what replies begin with: under way, failed, or there.
import { useEffect, useRef, useState } from 'react';
import type { ModelDraftView } from '../../../../../contract/endpoints/drafting.ts';
import { mayLeave } from '../../../../../domain/post/terms.ts';
import { useApp } from '../../../../app.tsx';
import type { ReplySetting } from '../use-reply.ts';
import type { Beginning } from './use-begin.ts';

type State =
  | { is: 'idle' }
  | { is: 'asking' }
  | { is: 'failed'; error: unknown }
  | { is: 'there'; draft: ModelDraftView };

export interface ModelDraft {
  state: State;
  /** Why none may be asked for; null where one may. */
  refused: 'dm' | 'terms' | null;
  ask: () => void;
  /** What was asked for is not wanted any more; the server lets it go, too. */
  stop: () => void;
}

function refusedFor(target: ReplySetting['target']): ModelDraft['refused'] {
  if (target === undefined || mayLeave(target)) return null;
  return target.visibility === 'dm' ? 'dm' : 'terms';
}

/** `arrived`: told once a draft is there. */
export function useModelDraft(
  { account, target }: ReplySetting,
  { caseId, visibility }: Pick<Beginning, 'caseId' | 'visibility'>,
  arrived: (draft: ModelDraftView) => void,
): ModelDraft {
  const { client, newId } = useApp();
  const [state, setState] = useState<State>({ is: 'idle' });
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  const stop = (): void => {
    underWay.current?.abort();
    underWay.current = null;
    setState({ is: 'idle' });
  };
  const ask = async (): Promise<void> => {
    if (account === undefined || target === undefined || underWay.current !== null) return;
    const mine = new AbortController();
    underWay.current = mine;
    setState({ is: 'asking' });
    const body = { accountId: account.id, replyToPostId: target.id, visibility };
    try {
      const draft = await client.call(
        'askForDraft',
        { params: { id: caseId }, body },
        { signal: mine.signal, idempotencyKey: newId() },
      );
      if (underWay.current !== mine) return;
      setState({ is: 'there', draft });
      arrived(draft);
    } catch (error) {
      if (underWay.current === mine) setState({ is: 'failed', error });
    } finally {
      if (underWay.current === mine) underWay.current = null;
    }
  };
  return { state, refused: refusedFor(target), ask: () => void ask(), stop };
}
