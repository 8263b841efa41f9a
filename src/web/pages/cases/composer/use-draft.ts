// The draft of the case that is open, as components see it.
import { useEffect, useSyncExternalStore } from 'react';
import type { Drafted, DraftKeeper } from './draft-keeper.ts';
import type { Sheet } from './sheet.ts';

/** What is written now, and how it is changed: at the case it was drawn for, also when another one is open by then. */
export type Drafting = Drafted & Pick<DraftKeeper, 'change' | 'clear' | 'restore'>;

export function useDraft({ drafts }: Sheet): Drafting {
  const { draft, saved } = useSyncExternalStore(drafts.subscribe, drafts.read);
  useEffect(() => {
    drafts.begin();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') drafts.leave();
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', hidden);
      drafts.leave();
    };
  }, [drafts]);
  const { change, clear, restore } = drafts;
  return { draft, saved, change, clear, restore };
}
