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

/** Give it the post's id as its key. */
export function JudgedEntry({ entry, isInFull = false }: JudgedEntryProps): ReactNode {
  const { remember, undo } = useUndoing();
  const [canUndo, setCanUndo] = useState(false);
  const correcting = useCorrect((takeBack) => {
    remember(takeBack);
    setCanUndo(true);
  });
  const undoOnce = (): void => {
    setCanUndo(false);
    undo();
  };
  // Offered only while there is something: elsewhere on the page a reply may be waiting to be undone.
  useCommand('undo', undoOnce, canUndo);
  return (
    <>
      <JudgedBar entry={entry} correcting={correcting} />
      {isInFull && <JudgedList entry={entry} correcting={correcting} />}
    </>
  );
}
