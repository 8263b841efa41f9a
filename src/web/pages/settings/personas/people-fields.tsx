// Who answers for a persona, who may speak as it, which accounts do, and what whoever comes next has to know.
import { MultiSelect, Radio, Select, Switch, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AccountView, MemberView } from '../../../../contract/views.ts';
import { personaLimits } from '../../../../domain/guideline/usual.ts';
import { Section } from '../../../components/page.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import classes from './personas.module.css';
import type { PersonaFormState } from './use-persona-form.ts';

interface PeopleProps {
  form: PersonaFormState;
  readOnly: boolean;
  members: readonly MemberView[];
}

export function PeopleFields({ form, readOnly, members }: PeopleProps): ReactNode {
  const { t } = useI18n();
  const { values, define, faults } = form;
  const { ownerId, speakers } = values.definition;
  const people = members.map(({ userId, name }) => ({ value: userId, label: name }));
  return (
    <Section title={t('settings.persona.people')} hint={t('settings.persona.peopleHint')}>
      <div className={settings['fields']}>
        <Select
          label={t('settings.persona.owner')}
          description={t('settings.persona.ownerHint')}
          data={people}
          allowDeselect={false}
          readOnly={readOnly}
          value={ownerId}
          error={faults.includes('noOwner') ? t('settings.persona.noOwner') : null}
          onChange={(value) => define({ ownerId: value })}
        />
        <Radio.Group
          label={t('settings.persona.speakers')}
          description={t('settings.persona.speakersHint')}
          value={speakers === null ? 'all' : 'chosen'}
          onChange={(value) => define({ speakers: value === 'all' ? null : [] })}
        >
          <div className={classes['choices']}>
            <Radio value="all" disabled={readOnly} label={t('settings.persona.everybody')} />
            <Radio value="chosen" disabled={readOnly} label={t('settings.persona.chosen')} />
          </div>
        </Radio.Group>
        {speakers !== null && (
          <MultiSelect
            aria-label={t('settings.persona.chosen')}
            data={people}
            searchable
            readOnly={readOnly}
            value={speakers}
            error={faults.includes('noSpeakers') ? t('settings.persona.noSpeakers') : null}
            nothingFoundMessage={t('palette.nothing')}
            onChange={(value) => define({ speakers: value })}
          />
        )}
        <Textarea
          label={t('settings.persona.handover')}
          description={t('settings.persona.handoverHint')}
          autosize
          minRows={2}
          maxRows={14}
          maxLength={personaLimits.handover}
          readOnly={readOnly}
          value={values.definition.handover}
          onChange={(event) => define({ handover: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}

export function AccountFields(
  props: Omit<PeopleProps, 'members'> & { accounts: readonly AccountView[] },
): ReactNode {
  const { t } = useI18n();
  const { form, readOnly, accounts } = props;
  const { values, point } = form;
  return (
    <Section title={t('settings.persona.accounts')} hint={t('settings.persona.accountsHint')}>
      <div className={settings['fields']}>
        <MultiSelect
          aria-label={t('settings.persona.accounts')}
          placeholder={values.accountIds.length === 0 ? t('settings.persona.noAccounts') : ''}
          data={accounts.map(({ id, displayName, handle }) => ({
            value: id,
            label: displayName === '' ? atHandle(handle) : `${displayName} (${atHandle(handle)})`,
          }))}
          searchable
          readOnly={readOnly}
          value={[...values.accountIds]}
          nothingFoundMessage={t('palette.nothing')}
          onChange={(accountIds) => point({ accountIds })}
        />
        <Switch
          label={t('settings.persona.default')}
          description={t('settings.persona.defaultHint')}
          disabled={readOnly}
          checked={values.isDefault}
          onChange={(event) => point({ isDefault: event.currentTarget.checked })}
        />
      </div>
    </Section>
  );
}
