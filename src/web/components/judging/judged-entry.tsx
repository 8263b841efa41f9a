// What an open post was judged to be, where nothing else can be undone: the bar with its keys, and the way back.
import { useState, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { JudgedBar } from './judged-bar.tsx';
import { JudgedList } from './judged-list.tsx';
import { useCorrect } from './use-correct.ts';
import { useUndoing } from './use-undoing.ts';

interface JudgedEntryProps {
  entry: LedgerEntryView;
  /** Also each judgement by itself, with how sure it is or who says so. */
  isInFull?: boolean;
}

/** What was corrected can be undone as long as its post is open. */
export function JudgedEntry({ entry, isInFull = false }: JudgedEntryProps): ReactNode {
  const { remember, undo } = useUndoing();
  const { id } = entry.post;
  /** The post that was corrected last. */
  const [corrected, setCorrected] = useState<string | null>(null);
  const correcting = useCorrect((takeBack) => {
    remember(takeBack);
    setCorrected(id);
  });
  const undoOnce = (): void => {
    setCorrected(null);
    undo();
  };
  // Offered only while there is something: elsewhere on the page a reply may be waiting to be undone.
  useCommand('undo', undoOnce, corrected === id);
  return (
    <>
      <JudgedBar entry={entry} correcting={correcting} />
      {isInFull && <JudgedList entry={entry} correcting={correcting} />}
    </>
  );
}
