// Invites: a link for one person, shown this once, and those that can still be taken up.
import { Alert, Button, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { emailLike, useFaults, useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { Ago, useNow } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { RoleSelect, type Invitable } from './role-select.tsx';
import { ShownOnce } from './shown-once.tsx';
import classes from './team.module.css';

type Invite = Reply<'listInvites'>['rows'][number];

function InviteRow({ invite, readAgain }: { invite: Invite; readAgain: () => void }): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const toasts = useToasts();
  const now = useNow();
  const revoke = (): void => {
    client.call('revokeInvite', { params: { id: invite.id } }).then(
      () => {
        toasts.done(t('team.inviteRevoked'));
        readAgain();
      },
      (error: unknown) => toasts.failed(error),
    );
  };
  return (
    <li className={classes['row']}>
      <span className={classes['who']}>
        <b>{invite.email === '' ? t('team.inviteAnyone') : invite.email}</b>
        <span className={classes['quiet']}>
          {t(`role.${invite.role}`)} · {t('team.invitedBy', { name: invite.invitedBy.name })} ·{' '}
          <Ago at={invite.createdAt} />
        </span>
      </span>
      <span className={classes['quiet']}>
        {t('invite.expires', { at: format.moment(invite.expiresAt, now) })}
      </span>
      <Button size="compact-sm" variant="default" onClick={revoke}>
        {t('team.revoke')}
      </Button>
    </li>
  );
}

/** Makes one, and shows its link this once. */
function Create({ readAgain }: { readAgain: () => void }): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const { busy, failure, field, submit } = useSubmission();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Invitable>('agent');
  // Without an address the link is for whoever has it.
  const faults = useFaults({ email: email.trim() === '' ? null : emailLike(email) });
  const [made, setMade] = useState<{ url: string; email: string } | null>(null);
  const invite = async (): Promise<void> => {
    const body = { email: email.trim(), role };
    const reply = await client.call('createInvite', { body }, { idempotencyKey: newId() });
    setMade({ url: reply.url, email: body.email });
    setEmail('');
    readAgain();
  };
  return (
    <>
      <div aria-live="polite">
        {made !== null && (
          <ShownOnce
            title={t('team.inviteMade')}
            label={t('team.inviteLink')}
            body={made.email === '' ? t('team.inviteBody') : t('team.inviteBodyFor', { email: made.email })}
            secret={made.url}
            close={() => setMade(null)}
          />
        )}
      </div>
      <OurForm className={classes['inline']} send={() => faults.pass() && void submit(invite)}>
        <TextInput
          type="email"
          label={t('team.inviteEmail')}
          placeholder="name@example.com"
          autoComplete="off"
          value={email}
          error={faults.of('email') ?? (field === 'email' ? failure : null)}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RoleSelect label={t('team.role')} role={role} change={setRole} />
        <Button
          type="submit"
          loading={busy}
          variant={made === null ? 'filled' : 'default'}
          leftSection={<IconUserPlus size={17} aria-hidden />}
        >
          {t('team.invite')}
        </Button>
      </OurForm>
      {failure !== null && field !== 'email' && (
        <Alert color="red" role="alert" mt="sm">
          {failure}
        </Alert>
      )}
    </>
  );
}

export function Invites(): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const invites = useQuery({
    queryKey: keys.invites,
    queryFn: ({ signal }) => client.call('listInvites', {}, { signal }),
    staleTime: 30_000,
  });
  const readAgain = (): void => void queryClient.invalidateQueries({ queryKey: keys.invites });
  return (
    <Section title={t('team.invites')} hint={t('team.invitesHint')}>
      <Create readAgain={readAgain} />
      {invites.isError && <ErrorState compact error={invites.error} retry={() => void invites.refetch()} />}
      <ul className={`plain ${classes['rows'] ?? ''}`}>
        {invites.data?.rows.map((invite) => (
          <InviteRow key={invite.id} invite={invite} readAgain={readAgain} />
        ))}
      </ul>
    </Section>
  );
}
