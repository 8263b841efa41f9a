// The text field of the composer; pictures may be dropped on it or pasted into it.
import { useState, type ReactNode, type RefObject } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import { isComposing } from '../../../keyboard/typing.ts';
import classes from './composer.module.css';
import type { ComposerTab } from './tabs.tsx';
import { selectBlank } from './type-over.ts';

/** The contract's own bounds. */
const MOST = { public: 20_000, dm: 20_000, note: 10_000 } as const;

interface FieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  tab: ComposerTab;
  /** Whether a DM here is read by all members of a group. */
  inGroup: boolean;
  text: string;
  write: (text: string) => void;
  addFiles: (files: readonly File[]) => void;
  /** What lies beneath the words. */
  under?: ReactNode;
  composing?: (is: boolean) => void;
  /** What stands under the text. */
  children?: ReactNode;
}

export function Field(props: FieldProps): ReactNode {
  const { field, tab, inGroup, text, write, addFiles, under, composing, children } = props;
  const { t } = useI18n();
  const [over, setOver] = useState(false);
  const takes = tab !== 'note';
  return (
    <div id="composer-box" role="tabpanel" className={classes['box']} data-tab={tab} data-over={over}>
      {under}
      <textarea
        ref={field}
        onCompositionStart={() => composing?.(true)}
        onCompositionEnd={() => composing?.(false)}
        value={text}
        aria-label={t(`composer.label.${tab}`)}
        placeholder={t(`composer.hint.${tab === 'dm' && inGroup ? 'group' : tab}`)}
        maxLength={MOST[tab]}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // From blank to blank; after the last one the key leaves the field as ever.
          const isPlain = event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey;
          if (!isPlain || !takes || isComposing(event.nativeEvent)) return;
          if (selectBlank(event.currentTarget, event.currentTarget.selectionEnd)) event.preventDefault();
        }}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0 || !takes) return;
          event.preventDefault();
          addFiles(files);
        }}
        onDragOver={(event) => {
          if (!takes) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false);
          const files = [...event.dataTransfer.files];
          if (files.length === 0 || !takes) return;
          event.preventDefault();
          addFiles(files);
        }}
      />
      {children}
    </div>
  );
}
