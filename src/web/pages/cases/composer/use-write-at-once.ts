// Whoever decided to speak comes here to write: the field takes the focus, so that no word of theirs is read as keys.
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, type RefObject } from 'react';

/** Not where the focus brings up a keyboard over the post that is to be answered. */
const hasKeys = (): boolean => !globalThis.matchMedia('(pointer: coarse)').matches;

/** Once for each decision: who comes back to the case later comes to read. */
export function useWriteAtOnce(caseId: string, field: RefObject<HTMLElement | null>): void {
  const navigate = useNavigate();
  const meant = useLocation({ select: ({ state }) => state.toWrite });
  useEffect(() => {
    if (meant !== caseId) return;
    if (hasKeys()) field.current?.focus();
    void navigate({ to: '.', search: true, params: true, replace: true, state: { toWrite: undefined } });
  }, [meant, caseId, field, navigate]);
}
