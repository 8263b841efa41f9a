// What is written: a public reply, a DM or a note, told apart by words, icon and colour.
import { IconLock, IconNote, IconWorld } from '@tabler/icons-react';
import { memo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';

const tabs = ['public', 'dm', 'note'] as const;
export type ComposerTab = (typeof tabs)[number];

const privateTabs = ['dm', 'note'] as const satisfies readonly ComposerTab[];

/** Where nothing is public, no public reply is offered; words that stand in one already still show. */
export const tabsOf = (hasPublic: boolean, tab: ComposerTab): readonly ComposerTab[] =>
  hasPublic || tab === 'public' ? tabs : privateTabs;

const commandOf = { public: 'reply', dm: 'dm', note: 'note' } as const;
const iconOf = { public: IconWorld, dm: IconLock, note: IconNote } as const;

interface TabsProps {
  tab: ComposerTab;
  /** What can be written here at all. */
  offered: readonly ComposerTab[];
  /** Where words wait that do not show. */
  waiting: ComposerTab | null;
  /** Chosen to write in: the text field takes the focus. */
  open: (tab: ComposerTab) => void;
  /** Gone past with the arrow keys: the focus stays among the tabs. */
  pass: (tab: ComposerTab) => void;
}

export const ComposerTabs = memo(function ComposerTabs({
  tab,
  offered,
  waiting,
  open,
  pass,
}: TabsProps): ReactNode {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = offered[(offered.indexOf(tab) + by + offered.length) % offered.length] ?? tab;
    pass(next);
    list.current?.querySelector<HTMLButtonElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={t('composer.kind')} className={classes['tablist']}>
      {offered.map((each) => {
        const Icon = iconOf[each];
        return (
          <button
            key={each}
            type="button"
            role="tab"
            className={classes['tab']}
            data-tab={each}
            aria-selected={tab === each}
            aria-controls="composer-box"
            title={waiting === each ? t('composer.draftWaits') : undefined}
            tabIndex={tab === each ? 0 : -1}
            onClick={() => open(each)}
            onKeyDown={onKeyDown}
          >
            <Icon size={15} aria-hidden />
            {t(`composer.tab.${each}`)}
            {waiting === each && <span className={classes['waiting']} aria-hidden />}
            <KeyHint command={commandOf[each]} />
          </button>
        );
      })}
    </div>
  );
});
