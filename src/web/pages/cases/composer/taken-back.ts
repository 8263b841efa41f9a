// How a card of the conversation hands the words of a reply that was taken back to the composer below.
import { createContext, useCallback } from 'react';
import { useSignatureOf } from '../../../api/personas.ts';
import { useStable } from '../../../components/use-stable.ts';
import type { Returning } from './draft-keeper.ts';
import type { Drafting } from './use-draft.ts';

type HandOver = (back: Returning) => void;

/** Puts the words before what was begun since. */
export const TakenBack = createContext<HandOver>(() => undefined);

/** Into the draft of the case that is drawn: another one may be open when the server has taken back what was asked for here. */
export function useTakenBack({ restore }: Drafting): HandOver {
  const signatureOf = useStable(useSignatureOf());
  return useCallback((back) => restore(back, signatureOf(back.accountId)), [restore, signatureOf]);
}
