// API tokens: made with a role of their own, shown this once, revoked at once.
import { Alert, Button, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { Ago } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { RoleSelect, type Invitable } from './role-select.tsx';
import { ShownOnce } from './shown-once.tsx';
import classes from './team.module.css';

type Token = Reply<'listTokens'>['rows'][number];

function Revoke({ token, readAgain }: { token: Token; readAgain: () => Promise<void> }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const revoke = async (): Promise<void> => {
    await client.call('revokeToken', { params: { id: token.id } });
    await readAgain();
  };
  return (
    <Confirm
      title={t('team.tokenRevokeTitle', { name: token.name })}
      body={t('team.tokenRevokeBody')}
      action={t('team.revoke')}
      run={revoke}
    >
      {(ask) => (
        <Button size="compact-sm" variant="default" onClick={ask}>
          {t('team.revoke')}
        </Button>
      )}
    </Confirm>
  );
}

function TokenRow({ token, readAgain }: { token: Token; readAgain: () => Promise<void> }): ReactNode {
  const { t } = useI18n();
  return (
    <li className={classes['row']}>
      <span className={classes['who']}>
        <b>{token.name}</b>
        <span className={classes['quiet']}>
          {t(`role.${token.role}`)} · {t('team.tokenSince')} <Ago at={token.createdAt} />
        </span>
      </span>
      <span className={classes['quiet']}>
        {token.lastUsedAt === null ? (
          t('team.tokenUnused')
        ) : (
          <>
            {t('team.tokenUsed')} <Ago at={token.lastUsedAt} />
          </>
        )}
      </span>
      <Revoke token={token} readAgain={readAgain} />
    </li>
  );
}

/** Makes one, and shows its secret this once. */
function Create({ readAgain }: { readAgain: () => Promise<void> }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const { busy, failure, submit } = useSubmission();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Invitable>('viewer');
  const [made, setMade] = useState<{ secret: string; name: string } | null>(null);
  const create = async (): Promise<void> => {
    const { secret, token } = await client.call('createToken', { body: { name: name.trim(), role } });
    setMade({ secret, name: token.name });
    setName('');
    await readAgain();
  };
  return (
    <>
      <div aria-live="polite">
        {made !== null && (
          <ShownOnce
            title={t('team.tokenMade', { name: made.name })}
            label={t('team.tokenSecret')}
            body={t('team.tokenBody')}
            secret={made.secret}
            close={() => setMade(null)}
          />
        )}
      </div>
      <OurForm className={classes['inline']} send={() => void submit(create)}>
        <TextInput
          label={t('team.tokenName')}
          placeholder={t('team.tokenExample')}
          maxLength={80}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <RoleSelect label={t('team.role')} role={role} change={setRole} />
        <Button
          type="submit"
          variant="default"
          loading={busy}
          disabled={name.trim() === ''}
          leftSection={<IconKey size={17} aria-hidden />}
        >
          {t('team.tokenCreate')}
        </Button>
      </OurForm>
      {failure !== null && (
        <Alert color="red" role="alert" mt="sm">
          {failure}
        </Alert>
      )}
    </>
  );
}

export function Tokens(): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const tokens = useQuery({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => client.call('listTokens', {}, { signal }),
    staleTime: 30_000,
  });
  const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: keys.tokens });
  return (
    <Section title={t('team.tokens')} hint={t('team.tokensHint')}>
      <Create readAgain={readAgain} />
      {tokens.isError && <ErrorState compact error={tokens.error} retry={() => void tokens.refetch()} />}
      <ul className={`plain ${classes['rows'] ?? ''}`}>
        {tokens.data?.rows.map((token) => (
          <TokenRow key={token.id} token={token} readAgain={readAgain} />
        ))}
      </ul>
    </Section>
  );
}
