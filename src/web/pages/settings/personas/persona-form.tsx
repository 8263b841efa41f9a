// One persona: all that it is, read by everybody and changed with a reason by whoever may.
import { Alert, Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PersonaView } from '../../../../contract/endpoints/personas.ts';
import type { AccountView, MemberView } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { useMay, useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { OurForm } from '../../../components/our-form.tsx';
import { LeaveUnsaved } from '../../../components/unsaved.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { SaveWithReason } from '../save-with-reason.tsx';
import { Examples } from './examples.tsx';
import { Initials } from './initials.tsx';
import { Limits } from './limits.tsx';
import { MannerFields } from './manner-fields.tsx';
import { AccountFields, PeopleFields } from './people-fields.tsx';
import { PersonaHistory } from './persona-history.tsx';
import classes from './personas.module.css';
import { usePersonaForm, type PersonaFormState } from './use-persona-form.ts';

interface PersonaFormProps {
  /** Null while it is being made. */
  persona: PersonaView | null;
  members: readonly MemberView[];
  accounts: readonly AccountView[];
  /** Back to all personas. */
  leave: () => void;
  saved: (persona: PersonaView) => void;
}

export function PersonaForm({ persona, members, accounts, leave, saved }: PersonaFormProps): ReactNode {
  const allowed = useMay('guideline.change');
  const ownId = useSession().user.id;
  const team = { userIds: new Set(members.map(({ userId }) => userId)), ownId };
  const form = usePersonaForm(persona, team, saved);
  const { values, define } = form;
  const fields = { definition: values.definition, readOnly: !allowed, define };
  return (
    <>
      <Back asks={form.begun} leave={leave} />
      <Warnings persona={persona} />
      <OurForm send={() => void form.save()}>
        <MannerFields {...fields} />
        <Limits {...fields} />
        <Examples {...fields} />
        <AccountFields form={form} readOnly={!allowed} accounts={accounts} />
        <PeopleFields form={form} readOnly={!allowed} members={members} />
        <Save form={form} allowed={allowed} />
      </OurForm>
      {persona !== null && <Initials persona={persona} members={members} />}
      {persona !== null && (
        <PersonaHistory personaId={persona.id} members={members} restore={allowed ? form.restore : null} />
      )}
      {persona !== null && allowed && <Remove persona={persona} gone={leave} />}
    </>
  );
}

/** The list is on the same path as the form, so that what is unsaved is asked about here. */
function Back({ asks, leave }: { asks: boolean; leave: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <LeaveUnsaved asks={asks} leave={leave}>
      {(go) => (
        <div className={classes['back']}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconArrowLeft size={15} aria-hidden />}
            onClick={go}
          >
            {t('settings.persona.all')}
          </Button>
        </div>
      )}
    </LeaveUnsaved>
  );
}

function Warnings({ persona }: { persona: PersonaView | null }): ReactNode {
  const { t } = useI18n();
  if (persona === null) return null;
  const { definition, isOwned } = persona;
  if ('fault' in definition) {
    return (
      <Alert color="red" role="alert" mb="md" title={t('settings.persona.broken')}>
        {t('settings.guideline.brokenBody', { fault: definition.fault })}
      </Alert>
    );
  }
  if (isOwned) return null;
  return (
    <Alert color="red" role="alert" mb="md" title={t('settings.persona.ownerless')}>
      <p>{t('settings.persona.ownerlessBody')}</p>
      {definition.handover === '' && <p>{t('settings.persona.noHandover')}</p>}
    </Alert>
  );
}

function Save({ form, allowed }: { form: PersonaFormState; allowed: boolean }): ReactNode {
  const { t } = useI18n();
  if (!allowed) return <p className={classes['quiet']}>{t('settings.persona.readOnly')}</p>;
  const { begun, dirty, faults } = form;
  const ready = dirty && faults.length === 0;
  return <SaveWithReason hint={t('settings.persona.saveHint')} form={form} unsaved={begun} ready={ready} />;
}

function Remove({ persona, gone }: { persona: PersonaView; gone: () => void }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  if (persona.isDefault || persona.accountIds.length > 0) return null;
  const remove = async (): Promise<void> => {
    await client.call('removePersona', { params: { id: persona.id } });
    gone();
    await queryClient.invalidateQueries({ queryKey: keys.personas });
  };
  return (
    <Confirm
      title={t('settings.persona.removeTitle')}
      body={t('settings.persona.removeBody')}
      action={t('settings.persona.remove')}
      run={remove}
    >
      {(ask) => (
        <Button variant="subtle" color="red" size="compact-sm" onClick={ask}>
          {t('settings.persona.remove')}
        </Button>
      )}
    </Confirm>
  );
}
