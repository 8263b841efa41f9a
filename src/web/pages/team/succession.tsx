// When a member leaves: who answers from now on for the personas that were theirs, and what only they know of them.
import { Alert, Select, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PersonaView } from '../../../contract/endpoints/personas.ts';
import type { MemberView } from '../../../contract/views.ts';
import type { GuidelinePersona } from '../../../domain/guideline/persona.ts';
import { personaLimits } from '../../../domain/guideline/usual.ts';
import { keys } from '../../api/keys.ts';
import { personasQuery } from '../../api/personas.ts';
import { membersQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { usePersonaName } from '../../components/persona-name.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { handedOver, type Handover } from './handed-over.ts';
import classes from './team.module.css';

type Readable = PersonaView & { definition: GuidelinePersona };

export interface Succession {
  /** What is asked before somebody leaves; nothing where no persona is theirs. */
  fields: ReactNode;
  /** Keeps what was answered. Rejects as the call does. */
  save: () => Promise<void>;
}

export function useSuccession({ userId, name }: MemberView): Succession {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const members = useQuery(membersQuery(app)).data?.rows ?? [];
  const rows = useQuery(personasQuery(app)).data?.rows ?? [];
  const [answers, setAnswers] = useState<Record<string, Handover>>({});
  const isReadable = (row: PersonaView): row is Readable => !('fault' in row.definition);
  const theirs = rows.filter(isReadable).filter(({ definition }) => definition.ownerId === userId);
  const staying = members.filter((member) => member.userId !== userId);
  const save = async (): Promise<void> => {
    for (const { id, version, definition, accountIds, isDefault } of theirs) {
      const answer = answers[id];
      if (answer === undefined) continue;
      const next = handedOver(definition, { userId, staying: staying.map((one) => one.userId) }, answer);
      const body = { definition: next, accountIds, isDefault, reason: t('team.succession.reason', { name }) };
      await app.client.call('savePersona', { params: { id }, body }, { ifMatch: version });
    }
    if (theirs.length > 0) await queryClient.invalidateQueries({ queryKey: keys.personas });
  };
  const fields = theirs.map((persona) => (
    <OnePersona
      key={persona.id}
      persona={persona}
      staying={staying}
      answer={answers[persona.id] ?? { ownerId: null, handover: persona.definition.handover }}
      put={(answer) => setAnswers((held) => ({ ...held, [persona.id]: answer }))}
    />
  ));
  return { fields, save };
}

interface OnePersonaProps {
  persona: Readable;
  staying: readonly MemberView[];
  answer: Handover;
  put: (answer: Handover) => void;
}

function OnePersona({ persona, staying, answer, put }: OnePersonaProps): ReactNode {
  const { t } = useI18n();
  const name = usePersonaName()(persona);
  return (
    <Alert color="amber" mt="sm" title={t('team.succession.title', { name })}>
      <div className={classes['form']}>
        <Select
          label={t('team.succession.owner', { name })}
          placeholder={t('team.succession.nobody')}
          clearable
          data={staying.map((member) => ({ value: member.userId, label: member.name }))}
          value={answer.ownerId}
          onChange={(ownerId) => put({ ...answer, ownerId })}
        />
        <Textarea
          label={t('team.succession.handover')}
          description={t('team.succession.handoverHint')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={personaLimits.handover}
          value={answer.handover}
          onChange={(event) => put({ ...answer, handover: event.currentTarget.value })}
        />
      </div>
    </Alert>
  );
}
