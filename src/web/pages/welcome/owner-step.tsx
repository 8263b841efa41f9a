// First step: the owner's account.
import { Alert, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { useAdoptSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Card } from '../../components/bare-page.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { AccountFields, useAccountFaults } from '../sign-in/account-fields.tsx';

export function OwnerStep(): ReactNode {
  const { t, locale } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const adopt = useAdoptSession();
  const { busy, failure, field, submit } = useSubmission();
  const [values, setValues] = useState({ name: '', email: '', password: '' });
  const faults = useAccountFaults(values);

  const setUp = async (): Promise<void> => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const session = await client.call('setUp', {
      body: {
        name: values.name.trim(),
        email: values.email.trim(),
        password: values.password,
        workspaceName: t('welcome.draftName'),
        locale,
        timeZone,
      },
    });
    adopt(session);
    queryClient.setQueryData(keys.setup, { needsOwner: false, version: '' });
  };
  return (
    <Card title={t('welcome.owner.title')} hint={t('welcome.owner.hint')}>
      <OurForm send={() => faults.pass() && void submit(setUp)}>
        <AccountFields
          values={values}
          change={setValues}
          faults={faults}
          failure={{ field, message: failure }}
        />
        {failure !== null && !Object.hasOwn(values, field ?? '') && (
          <Alert color="red" mt="md" role="alert">
            {failure}
          </Alert>
        )}
        <Button type="submit" fullWidth mt="lg" size="md" loading={busy}>
          {t('welcome.owner.action')}
        </Button>
      </OurForm>
    </Card>
  );
}
