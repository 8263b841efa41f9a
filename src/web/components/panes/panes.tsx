// Three panes side by side: queue, conversation, person. On a phone each is a page of its own.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './panes.module.css';

export type Pane = 'list' | 'main' | 'side';

interface PanesProps {
  list: ReactNode;
  main: ReactNode;
  /** Null where there is nobody to show: the others take its room. */
  side: ReactNode;
  /** Which pane a phone shows; wider screens show what fits. */
  show: Pane;
  labels: { list: string; main: string; side: string };
}

/** Where the side does not fit beside the others it lies above them, while it is asked for. */
export function Panes({ list, main, side, show, labels }: PanesProps): ReactNode {
  return (
    <div className={classes['panes']} data-show={show} data-sideless={side === null || undefined}>
      <section className={classes['list']} aria-label={labels.list}>
        {list}
      </section>
      <section className={classes['main']} aria-label={labels.main}>
        {main}
      </section>
      {side !== null && (
        <aside className={classes['side']} aria-label={labels.side}>
          {side}
        </aside>
      )}
    </div>
  );
}

/** The back button of a pane, on screens where panes are pages. */
export function BackButton({
  onClick,
  label,
  always = false,
}: {
  onClick: () => void;
  label?: string;
  always?: boolean;
}): ReactNode {
  const { t } = useI18n();
  return (
    <button
      type="button"
      className={classes['back']}
      data-always={always || undefined}
      onClick={onClick}
      aria-label={label ?? t('common.back')}
    >
      <svg
        width="20"
        height="20"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden
      >
        <path d="M15 6l-6 6l6 6" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </button>
  );
}

/** Shows and hides the person, where they do not fit beside the rest. */
export const PersonButton = memo(function PersonButton({ onClick }: { onClick: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Tooltip label={t('command.togglePerson')}>
      <ActionIcon
        className={classes['person'] ?? ''}
        aria-label={t('command.togglePerson')}
        onClick={onClick}
        size="lg"
      >
        <IconUser size={19} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
});
