// Personas in the settings: all of them with who answers for each, and one of them opened.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMasksTheater, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PersonaView } from '../../../../contract/endpoints/personas.ts';
import type { AccountView, MemberView } from '../../../../contract/views.ts';
import { personasQuery } from '../../../api/personas.ts';
import { accountsQuery, membersQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { usePersonaName } from '../../../components/persona-name.ts';
import { atHandle } from '../../../components/post/post-card.tsx';
import { EmptyState, ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { PersonaForm } from './persona-form.tsx';
import classes from './personas.module.css';

const NEW = 'new';

export function PersonasSection(): ReactNode {
  const app = useApp();
  const personas = useQuery(personasQuery(app));
  const members = useQuery(membersQuery(app));
  const accounts = useQuery(accountsQuery(app));
  const [opened, setOpened] = useState<string | null>(null);
  const failed = [personas, members, accounts].find((query) => query.isError);
  if (failed?.isError === true)
    return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!personas.isSuccess || !members.isSuccess || !accounts.isSuccess)
    return <LoadingRows rows={4} height={64} />;
  const { rows } = personas.data;
  const persona = rows.find(({ id }) => id === opened) ?? null;
  const given = { members: members.data.rows, accounts: accounts.data.rows };
  if (persona === null && opened !== NEW) return <List {...given} rows={rows} open={setOpened} />;
  return (
    <PersonaForm
      key={opened}
      {...given}
      persona={persona}
      leave={() => setOpened(null)}
      saved={({ id }) => setOpened(id)}
    />
  );
}

interface ListProps {
  rows: readonly PersonaView[];
  members: readonly MemberView[];
  accounts: readonly AccountView[];
  open: (id: string) => void;
}

function List({ rows, members, accounts, open }: ListProps): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('guideline.change');
  const add = allowed && (
    <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => open(NEW)}>
      {t('settings.persona.new')}
    </Button>
  );
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconMasksTheater />} title={t('settings.persona.none')} action={add}>
        {t('settings.persona.noneBody')}
      </EmptyState>
    );
  }
  return (
    <Section title={t('settings.section.personas')} hint={t('settings.persona.hint')} actions={add}>
      <ul className={`plain ${classes['list'] ?? ''}`}>
        {rows.map((row) => (
          <Row key={row.id} row={row} members={members} accounts={accounts} open={() => open(row.id)} />
        ))}
      </ul>
    </Section>
  );
}

function Row({
  row,
  members,
  accounts,
  open,
}: Omit<ListProps, 'rows' | 'open'> & { row: PersonaView; open: () => void }): ReactNode {
  const { t } = useI18n();
  const { definition, isOwned, isDefault, accountIds } = row;
  const name = usePersonaName()(row);
  const ownerId = 'fault' in definition ? null : definition.ownerId;
  const owner = isOwned ? members.find(({ userId }) => userId === ownerId)?.name : undefined;
  const handles = accounts.filter(({ id }) => accountIds.includes(id)).map(({ handle }) => atHandle(handle));
  return (
    <li>
      <button type="button" className={classes['row']} onClick={open}>
        <span className={classes['rowHead']}>
          <b>{name}</b>
          {isDefault && <span className={classes['tag']}>{t('settings.persona.isDefault')}</span>}
        </span>
        <span className={classes['quiet']}>
          {handles.length === 0 ? t('settings.persona.noAccounts') : handles.join(t('common.comma'))}
        </span>
        {'fault' in definition ? (
          <span className={classes['fault']}>{t('settings.persona.broken')}</span>
        ) : owner === undefined ? (
          <span className={classes['fault']}>
            <IconAlertTriangle size={14} aria-hidden /> {t('settings.persona.ownerless')}
          </span>
        ) : (
          <span className={classes['quiet']}>{t('settings.persona.ownedBy', { name: owner })}</span>
        )}
      </button>
    </li>
  );
}
