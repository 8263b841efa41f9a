// Taking an invite up: as a new user, or as one who already has an account.
import { Alert, Button, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { codeOf } from '../../api/errors.ts';
import type { Reply } from '../../api/client.ts';
import { useAdoptSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { BarePage, Card } from '../../components/bare-page.tsx';
import { useMessageOf } from '../../components/error-message.ts';
import { useSubmission } from '../../components/form.ts';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { AccountFields, useAccountFaults } from './account-fields.tsx';

const route = getRouteApi('/invite/$token');

export function InvitePage(): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const { token } = route.useParams();
  const messageOf = useMessageOf();
  const invite = useQuery({
    queryKey: ['invite', token],
    queryFn: () => client.call('readInvite', { params: { token } }),
  });
  let body: ReactNode = <LoadingRows rows={3} />;
  if (invite.isError && codeOf(invite.error) === 'invite_invalid') {
    const action = (
      <Button component={Link} to="/sign-in" variant="default">
        {t('signIn.action')}
      </Button>
    );
    body = (
      <EmptyState icon={<IconMailOff />} title={t('invite.invalid')} action={action}>
        {messageOf(invite.error)}
      </EmptyState>
    );
  } else if (invite.isError) {
    body = <ErrorState error={invite.error} retry={() => void invite.refetch()} />;
  } else if (invite.data !== undefined) {
    body = <Accept token={token} invite={invite.data} />;
  }
  return <BarePage title={t('invite.title')}>{body}</BarePage>;
}

function Accept({ token, invite }: { token: string; invite: Reply<'readInvite'> }): ReactNode {
  const { t, locale, format } = useI18n();
  const { client } = useApp();
  const adopt = useAdoptSession();
  const router = useRouter();
  const { busy, failure, field, submit } = useSubmission();
  const [values, setValues] = useState({ name: '', email: invite.email, password: '' });
  const now = useNow();
  const faults = useAccountFaults(values);

  const accept = async (): Promise<void> => {
    const body = { ...values, name: values.name.trim(), email: values.email.trim(), locale };
    adopt(await client.call('acceptInvite', { params: { token }, body }));
    await router.navigate({ to: '/' });
  };
  const { workspaceName, invitedBy, role, expiresAt } = invite;
  return (
    <Card
      title={t('invite.join', { workspace: workspaceName })}
      hint={t('invite.hint', { name: invitedBy, role: t(`role.${role}`) })}
    >
      <OurForm send={() => faults.pass() && void submit(accept)}>
        <AccountFields
          values={values}
          change={setValues}
          faults={faults}
          failure={{ field, message: failure }}
        />
        <Text size="xs" c="dimmed" mt="md">
          {t('invite.existing')}
        </Text>
        {failure !== null && !Object.hasOwn(values, field ?? '') && (
          <Alert color="red" mt="md" role="alert">
            {failure}
          </Alert>
        )}
        <Button type="submit" fullWidth mt="lg" size="md" loading={busy}>
          {t('invite.action')}
        </Button>
        <Text size="xs" c="dimmed" mt="sm" ta="center">
          {t('invite.expires', { at: format.moment(expiresAt, now) })}
        </Text>
      </OurForm>
    </Card>
  );
}
