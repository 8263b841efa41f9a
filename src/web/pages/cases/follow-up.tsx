// Asking how it went: when to, and that the time has come.
import { Button } from '@mantine/core';
import { IconClockQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CaseRow } from '../../../contract/views.ts';
import { accountsQuery, workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { NumberedMenu } from '../../components/numbered-menu.tsx';
import { SLOW_BEAT_MS, useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './cases.module.css';
import { followUpAt, followUpNames, type FollowUpName } from './follow-up-times.ts';
import type { CaseActions } from './use-case-actions.ts';

type Planned = Pick<CaseRow, 'state' | 'followUpAt'>;

/** The time came, and nothing was heard since. */
export function isFollowUpDue({ state, followUpAt: at }: Planned, now: number): boolean {
  // The case is open again at that moment, before the clock here has moved on.
  return state === 'open' && at !== null && Date.parse(at) <= now + SLOW_BEAT_MS;
}

/** What is planned, in words; null where nothing is. */
function usePlanned(row: Planned): string | null {
  const { t, format } = useI18n();
  const now = useNow();
  if (row.followUpAt === null) return null;
  if (isFollowUpDue(row, now)) return t('case.followUpDue');
  return t('case.followUpAt', { time: format.moment(row.followUpAt, now) });
}

/** Nothing where no follow-up is planned. */
export function FollowUpChip({ row }: { row: Planned }): ReactNode {
  const due = isFollowUpDue(row, useNow());
  const planned = usePlanned(row);
  if (planned === null) return null;
  return (
    <span className={classes['chip']} data-state={due ? 'first' : 'follow-up'}>
      {planned}
    </span>
  );
}

export function FollowUp({ row, actions }: { row: CaseRow; actions: CaseActions }): ReactNode {
  const { t, format } = useI18n();
  const [opened, setOpened] = useState(false);
  const app = useApp();
  const workspace = useQuery(workspaceQuery(app)).data?.workspace.settings;
  const accounts = useQuery(accountsQuery(app)).data?.rows;
  // As the account that answers opens, the workspace else.
  const settings = accounts?.find(({ id }) => id === row.accountId)?.ownHours ?? workspace;
  const now = useNow();
  const planned = usePlanned(row);
  const due = isFollowUpDue(row, now);
  const isPossible = row.state !== 'closed' && settings !== undefined;
  useCommand('followUp', () => setOpened(true), isPossible);
  if (!isPossible) return null;
  const choose = (name: FollowUpName | 'none'): void =>
    void actions.followUp(row, name === 'none' ? null : followUpAt(name, now, settings));
  const times = followUpNames.map((value) => ({
    value,
    label: t(`followUp.${value}`),
    hint: format.moment(followUpAt(value, now, settings), now),
  }));
  const none = { value: 'none' as const, label: t('followUp.none') };
  return (
    <NumberedMenu
      opened={opened}
      setOpened={setOpened}
      title={t('case.followUpWhen')}
      options={row.followUpAt === null ? times : [...times, none]}
      choose={choose}
    >
      <Button
        variant={planned === null ? 'default' : 'light'}
        color={due ? 'yellow' : 'blue'}
        size="compact-md"
        radius="xl"
        aria-label={planned === null ? t('case.followUp') : `${t('case.followUp')}: ${planned}`}
        title={planned ?? t('case.followUp')}
        onClick={() => setOpened(!opened)}
      >
        <IconClockQuestion size={17} aria-hidden />
        {/* The head of a case has no room for when: the list says it. */}
        {due ? (
          <span className={`${classes['label'] ?? ''} ${classes['after'] ?? ''}`}>{planned}</span>
        ) : (
          <KeyHint command="followUp" />
        )}
      </Button>
    </NumberedMenu>
  );
}
