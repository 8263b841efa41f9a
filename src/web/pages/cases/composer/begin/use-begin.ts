// Beginning a reply with words that are there: what is chosen is typed at the cursor, and its first blank selected.
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { blanksIn, isTheirName, withFilled } from '../../../../../domain/drafting/blanks.ts';
import type { StartingPoint } from '../../../../../domain/drafting/starting-point.ts';
import type { Visibility } from '../../../../../domain/post/post.ts';
import { useStable } from '../../../../components/use-stable.ts';
import { useCommand } from '../../../../keyboard/keyboard.tsx';
import type { Sheet } from '../sheet.ts';
import type { ComposerTab } from '../tabs.tsx';
import { selectBlank, typeOver } from '../type-over.ts';
import type { Drafting } from '../use-draft.ts';
import type { ReplySetting } from '../use-reply.ts';

/** Longer, it is no name one would address anybody by. */
const LONGEST_NAME = 40;

export interface Beginning {
  caseId: string;
  /** The side that is written on. */
  visibility: Visibility;
  isOpen: boolean;
  open: () => void;
  /** Back to the field, with nothing put in. */
  close: () => void;
  put: (point: StartingPoint, text: string) => void;
}

interface BeginningOptions {
  sheet: Sheet;
  drafting: Drafting;
  setting: ReplySetting;
  tab: ComposerTab;
  write: (text: string) => void;
}

export function useBeginning({ sheet, drafting, setting, tab, write }: BeginningOptions): Beginning {
  const { field, caseId } = sheet;
  /** The case it was opened at: another one has not asked for it. */
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === caseId && tab !== 'note';
  const open = (): void => setOpenAt(caseId);
  useCommand('begin', open, tab !== 'note');
  const shut = (): void => flushSync(() => setOpenAt(null));
  return {
    caseId,
    visibility: drafting.draft.visibility,
    isOpen,
    open: useStable(open),
    close() {
      shut();
      field.current?.focus();
    },
    put(point, text) {
      shut();
      const { current } = field;
      const { author } = setting.target ?? {};
      const name = (author?.displayName ?? '').trim();
      const isKnown = name !== '' && name.length <= LONGEST_NAME && blanksIn(name).length === 0;
      const filled = withFilled(text, (label) => (isKnown && isTheirName(label) ? name : null));
      drafting.change(({ begunWith }) => ({
        begunWith: [...begunWith.filter(({ id }) => id !== point.id), { ...point, text }],
      }));
      if (current === null) {
        write(filled);
        return;
      }
      const [start, end] = [current.selectionStart, current.selectionEnd];
      if (!typeOver(current, start, end, filled)) {
        write(current.value.slice(0, start) + filled + current.value.slice(end));
      }
      selectBlank(current, start);
    },
  };
}
