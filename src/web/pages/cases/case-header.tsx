// The head of a case: number, state, how fast we were, who has it, and how it ends.
import { Button, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconRotate, IconUser, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useState, type ReactNode } from 'react';
import type { CaseRow } from '../../../contract/views.ts';
import { supportOutcomes, type Outcome } from '../../../domain/case/case.ts';
import { membersQuery } from '../../api/queries.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { NumberedMenu } from '../../components/numbered-menu.tsx';
import { BackButton, PersonButton } from '../../components/panes/panes.tsx';
import { useNow } from '../../components/time.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './cases.module.css';
import { ConversationChip } from './conversation-line.tsx';
import { FollowUp } from './follow-up.tsx';
import type { CaseActions } from './use-case-actions.ts';

const MINUTE_MS = 60_000;

/** Until our first answer the clock runs; then it says what it came to. */
export function FirstReaction({ row }: { row: CaseRow }): ReactNode {
  const { t, format } = useI18n();
  // Seconds are told within the first minute only.
  const since = row.waitingSince ?? row.firstPostAt;
  const waitsBriefly = useNow() - Date.parse(since) < MINUTE_MS;
  const now = useNow(waitsBriefly ? 'fast' : 'slow');
  if (row.firstReactionMs === null) {
    // Of a conversation nothing is measured, nor what was answered while it was one.
    if (row.state === 'closed' || row.isConversation || row.firstAnswerAt !== null) return null;
    // Who took back all that they wrote waits no more.
    if (row.waitingSince === null) return null;
    const waited = Math.max(0, now - Date.parse(since));
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
        {business === null || business === row.firstReactionMs
          ? t('case.firstReaction', { wall })
          : business === 0
            ? t('case.firstReactionClosed', { wall })
            : t('case.firstReactionBoth', { wall, business: format.duration(business) })}
      </span>
    </Tooltip>
  );
}

interface AssigneeProps {
  assignee: CaseRow['assignee'];
  /** Of the case that is open, whichever that is. */
  assign: (to: { id: string; name: string } | null) => void;
  assignInTurn: () => void;
}

const Assignee = memo(function Assignee({ assignee, assign, assignInTurn }: AssigneeProps): ReactNode {
  const { t } = useI18n();
  const me = useSession().user;
  const mayOthers = useMay('work.assign_others');
  const [opened, setOpened] = useState(false);
  const members = useQuery({ ...membersQuery(useApp()), enabled: opened }).data?.rows ?? [];
  const others = members
    .filter((member) => member.userId !== me.id && member.role !== 'viewer')
    .toSorted((a, b) => Number(b.onShift) - Number(a.onShift) || a.openCases - b.openCases);
  useCommand('assign', () => setOpened(true));
  const takeOn = (): void => assign({ id: me.id, name: me.name });
  useCommand('takeOn', takeOn, assignee?.id !== me.id);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          radius="xl"
          className={classes['assigned'] ?? ''}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('case.assigneeIs', { name: assignee?.name ?? t('case.nobody') })}
        >
          <span className={classes['whom']}>
            {assignee === null ? t('case.nobody') : t('case.assignee', { name: assignee.name })}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserPlus size={16} aria-hidden />}
          rightSection={<KeyHint command="takeOn" />}
          disabled={assignee?.id === me.id}
          onClick={takeOn}
        >
          {t('case.takeOn')}
        </Menu.Item>
        <Menu.Item leftSection={<IconRotate size={16} aria-hidden />} onClick={assignInTurn}>
          {t('case.inTurn')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          disabled={assignee === null}
          onClick={() => assign(null)}
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
              onClick={() => assign({ id: member.userId, name: member.name })}
            >
              {member.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
});

interface CloseProps {
  isClosed: boolean;
  isConversation: boolean;
  /** Of the case that is open, whichever that is. */
  close: (outcome: Outcome) => void;
  reopen: () => void;
}

const Close = memo(function Close({ isClosed, isConversation, close, reopen }: CloseProps): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  // What it is comes first: a last word that needs no answer is most of what one ends by hand.
  const endings = isConversation ? (['conversation', ...supportOutcomes] as const) : supportOutcomes;
  useCommand('close', () => (isClosed ? reopen() : setOpened(true)));
  if (isClosed) {
    return (
      <Button variant="default" size="compact-md" radius="xl" onClick={reopen}>
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
      options={endings.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
      choose={close}
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
});

interface CaseHeaderProps {
  row: CaseRow;
  actions: CaseActions;
  back: () => void;
  togglePerson: () => void;
}

export const CaseHeader = memo(function CaseHeader(props: CaseHeaderProps): ReactNode {
  const { row, actions, back, togglePerson } = props;
  const { t } = useI18n();
  const mayWork = useMay('work.decide');
  const assign: AssigneeProps['assign'] = useStable((to) => void actions.assign(row, to));
  const assignInTurn = useStable(() => void actions.assignInTurn(row));
  const close: CloseProps['close'] = useStable((outcome) => void actions.close(row, outcome));
  const reopen = useStable(() => void actions.reopen(row));
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
      {row.state !== 'closed' && <ConversationChip row={row} />}
      <span className={classes['space']} />
      <FirstReaction row={row} />
      {mayWork && <Assignee assignee={row.assignee} assign={assign} assignInTurn={assignInTurn} />}
      {mayWork && !row.isConversation && <FollowUp row={row} actions={actions} />}
      {mayWork && (
        <Close
          isClosed={row.state === 'closed'}
          isConversation={row.isConversation}
          close={close}
          reopen={reopen}
        />
      )}
      <PersonButton onClick={togglePerson} />
    </header>
  );
});
