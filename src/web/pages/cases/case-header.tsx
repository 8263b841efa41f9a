// The head of a case: number, state, how fast we were, who has it, and how it ends.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconRotate, IconUser, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CaseRow } from '../../../contract/views.ts';
import { outcomes } from '../../../domain/case/case.ts';
import { membersQuery } from '../../api/queries.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { NumberedMenu } from '../../components/numbered-menu.tsx';
import { BackButton } from '../../components/panes/panes.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './cases.module.css';
import type { CaseActions } from './use-case-actions.ts';

const MINUTE_MS = 60_000;

/** Until our first answer the clock runs; then it says what it came to. */
export function FirstReaction({ row }: { row: CaseRow }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow('fast');
  if (row.firstReactionMs === null) {
    if (row.state === 'closed') return null;
    const waited = Math.max(0, now - Date.parse(row.firstPostAt));
    return (
      <span className={classes['clock']} data-running>
        {t('case.waitingFirst', {
          time: format.duration(waited < MINUTE_MS ? waited : Math.floor(waited / MINUTE_MS) * MINUTE_MS),
        })}
      </span>
    );
  }
  const wall = format.duration(row.firstReactionMs);
  const business = row.firstReactionBusinessMs;
  return (
    <Tooltip label={t('case.firstReactionHint')} disabled={business === null}>
      <span className={classes['clock']}>
        {business === null
          ? t('case.firstReaction', { wall })
          : t('case.firstReactionBoth', { wall, business: format.duration(business) })}
      </span>
    </Tooltip>
  );
}

function Assignee({ row, actions }: { row: CaseRow; actions: CaseActions }): ReactNode {
  const { t } = useI18n();
  const me = useSession().user;
  const mayOthers = useMay('work.assign_others');
  const [opened, setOpened] = useState(false);
  const members = useQuery({ ...membersQuery(useApp()), enabled: opened }).data?.rows ?? [];
  const others = members
    .filter((member) => member.userId !== me.id && member.role !== 'viewer')
    .toSorted((a, b) => Number(b.onShift) - Number(a.onShift) || a.openCases - b.openCases);
  useCommand('assign', () => setOpened(true));
  useCommand(
    'takeOn',
    () => void actions.assign(row, { id: me.id, name: me.name }),
    row.assignee?.id !== me.id,
  );
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          radius="xl"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('case.assigneeIs', { name: row.assignee?.name ?? t('case.nobody') })}
        >
          {row.assignee === null ? t('case.nobody') : t('case.assignee', { name: row.assignee.name })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserPlus size={16} aria-hidden />}
          rightSection={<KeyHint command="takeOn" />}
          disabled={row.assignee?.id === me.id}
          onClick={() => void actions.assign(row, { id: me.id, name: me.name })}
        >
          {t('case.takeOn')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRotate size={16} aria-hidden />}
          onClick={() => void actions.assignInTurn(row)}
        >
          {t('case.inTurn')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          disabled={row.assignee === null}
          onClick={() => void actions.assign(row, null)}
        >
          {t('case.release')}
        </Menu.Item>
        {mayOthers && others.length > 0 && <Menu.Label>{t('frame.team')}</Menu.Label>}
        {mayOthers &&
          others.map((member) => (
            <Menu.Item
              key={member.userId}
              leftSection={<Avatar name={member.name} size={22} />}
              rightSection={
                <span className={classes['load']}>
                  {t(member.onShift ? 'case.onShift' : 'case.offShift', { count: member.openCases })}
                </span>
              }
              onClick={() => void actions.assign(row, { id: member.userId, name: member.name })}
            >
              {member.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Close({ row, actions }: { row: CaseRow; actions: CaseActions }): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  useCommand('close', () => (row.state === 'closed' ? void actions.reopen(row) : setOpened(true)));
  if (row.state === 'closed') {
    return (
      <Button variant="default" size="compact-md" radius="xl" onClick={() => void actions.reopen(row)}>
        {t('case.reopen')}
        <KeyHint command="close" />
      </Button>
    );
  }
  return (
    <NumberedMenu
      opened={opened}
      setOpened={setOpened}
      title={t('case.howEnded')}
      options={outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
      choose={(outcome) => void actions.close(row, outcome)}
    >
      <Button
        variant="default"
        size="compact-md"
        radius="xl"
        onClick={() => setOpened(!opened)}
        leftSection={<IconCheck size={15} aria-hidden />}
      >
        <span className={classes['label']}>{t('case.close')}</span>
        <KeyHint command="close" />
      </Button>
    </NumberedMenu>
  );
}

interface CaseHeaderProps {
  row: CaseRow;
  actions: CaseActions;
  back: () => void;
  togglePerson: () => void;
}

export function CaseHeader({ row, actions, back, togglePerson }: CaseHeaderProps): ReactNode {
  const { t } = useI18n();
  const mayWork = useMay('work.decide');
  const { identity, snippet } = row;
  const name = identity.displayName === '' ? identity.handle : identity.displayName;
  return (
    <header className={classes['head']}>
      {/* Read out as one goes from case to case. */}
      <output className="unseen">{t('candidates.said', { name, text: snippet })}</output>
      <BackButton onClick={back} />
      <h1>#{row.number}</h1>
      <NetworkMark network={row.network} dm={row.visibility === 'dm'} />
      <span className={classes['chip']} data-state={row.state}>
        {row.outcome === null
          ? t(`caseState.${row.state}`)
          : `${t('caseState.closed')} · ${t(`outcome.${row.outcome}`)}`}
      </span>
      <span className={classes['space']} />
      <FirstReaction row={row} />
      {mayWork && <Assignee row={row} actions={actions} />}
      {mayWork && <Close row={row} actions={actions} />}
      <Tooltip label={t('command.togglePerson')}>
        <ActionIcon
          className={classes['person']}
          aria-label={t('command.togglePerson')}
          onClick={togglePerson}
          size="lg"
        >
          <IconUser size={19} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
