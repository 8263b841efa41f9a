// What a persona was before: each version with who, when, why and what was different, and the way back to it.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MemberView } from '../../../../contract/views.ts';
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';
import type { Reply } from '../../../api/client.ts';
import { personasQuery, personaVersionsQuery } from '../../../api/personas.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { usePersonaName } from '../../../components/persona-name.ts';
import { ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { MessageId } from '../../../i18n/translator.ts';
import { Version, Versions } from '../versions.tsx';
import { personaChanges, type PersonaChange } from './persona-changes.ts';
import classes from './personas.module.css';

const names: Record<PersonaChange['field'], MessageId> = {
  name: 'settings.persona.name',
  tone: 'settings.persona.tone',
  register: 'settings.persona.register',
  emoji: 'settings.persona.emoji',
  signature: 'settings.persona.signature',
  examples: 'settings.persona.examples',
  limits: 'settings.persona.limits',
  speakers: 'settings.persona.speakers',
  ownerId: 'settings.persona.owner',
  handover: 'settings.persona.handover',
};
const values: Record<string, MessageId> = {
  'register polite': 'settings.persona.polite',
  'register friendly': 'settings.persona.friendly',
  'emoji none': 'settings.persona.emoji.none',
  'emoji allowed': 'settings.persona.emoji.allowed',
};

type Loss = NonNullable<Reply<'readPersonaVersions'>['rows'][number]['lost']>;

interface HistoryProps {
  personaId: string;
  members: readonly MemberView[];
  /** Null for whoever may not change it. */
  restore: ((definition: GuidelinePersona, version: number) => void) | null;
}

function ChangeLine({
  change,
  members,
}: {
  change: PersonaChange;
  members: readonly MemberView[];
}): ReactNode {
  const { t } = useI18n();
  const { field } = change;
  if (!('from' in change)) return <li>{t('settings.persona.changed', { field: t(names[field]) })}</li>;
  const said = (value: string): string => {
    const word = values[`${field} ${value}`];
    if (word !== undefined) return t(word);
    if (field === 'ownerId' && value !== '')
      return members.find(({ userId }) => userId === value)?.name ?? t('settings.persona.left');
    return value === '' ? '—' : value;
  };
  return (
    <li>
      {t(names[field])}: {said(change.from)} → <b>{said(change.to)}</b>
    </li>
  );
}

/** The version is there because another persona took something: which, and what. */
function Lost({ lost: { toId, accounts, isDefault } }: { lost: Loss }): ReactNode {
  const { t } = useI18n();
  const nameOf = usePersonaName();
  const taker = useQuery(personasQuery(useApp())).data?.rows.find(({ id }) => id === toId);
  const name = taker === undefined ? t('settings.persona.takerRemoved') : nameOf(taker);
  return (
    <>
      {accounts > 0 && <p>{t('settings.persona.lostAccounts', { name, count: accounts })}</p>}
      {isDefault && <p>{t('settings.persona.lostDefault', { name })}</p>}
    </>
  );
}

export function PersonaHistory({ personaId, members, restore }: HistoryProps): ReactNode {
  const { t } = useI18n();
  const query = useQuery(personaVersionsQuery(useApp(), personaId));
  const readable = (
    held: NonNullable<typeof query.data>['rows'][number] | undefined,
  ): GuidelinePersona | null => (held === undefined || 'fault' in held.definition ? null : held.definition);
  return (
    <Versions
      above={
        <>
          {query.isPending && <LoadingRows rows={2} height={48} />}
          {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} compact />}
        </>
      }
    >
      {query.data?.rows.map((version, index, rows) => {
        const definition = readable(version);
        const changes = definition === null ? [] : personaChanges(readable(rows[index + 1]), definition);
        return (
          <Version
            key={version.version}
            version={version}
            before={version.lost !== null && <Lost lost={version.lost} />}
            after={definition === null && <p className={classes['fault']}>{t('settings.persona.broken')}</p>}
            changes={changes.map((change) => (
              <ChangeLine key={change.field} change={change} members={members} />
            ))}
            restore={
              index > 0 && restore !== null && definition !== null
                ? () => restore(definition, version.version)
                : null
            }
          />
        );
      })}
    </Versions>
  );
}
