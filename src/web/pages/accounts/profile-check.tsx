// What an account's public profile lacks for a support account, with words to copy, and the brand account it should lead to.
import { ActionIcon, Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconEye } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountView } from '../../../contract/views.ts';
import { findingWords } from '../../../domain/profile/words.ts';
import type { Reply } from '../../api/client.ts';
import { accountProfilesQuery } from '../../api/hours-queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { useSubmission } from '../../components/form.ts';
import { atHandle } from '../../components/post/post-card.tsx';
import { Ago } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

type Profile = Reply<'lookAtProfile'>;
type Finding = NonNullable<Profile['findings']>[number];

/** Nothing until it is known what the server saw. */
export function ProfileCheck({ account }: { account: AccountView }): ReactNode {
  const { t } = useI18n();
  const rows = useQuery(accountProfilesQuery(useApp())).data?.rows;
  const profile = rows?.find((row) => row.accountId === account.id);
  if (profile === undefined) return null;
  const { findings, problem } = profile;
  return (
    <details className={classes['profile']}>
      <summary>
        {t('accounts.profile.title')}{' '}
        <span className={classes['quiet']}>{t(stateOf(profile), { count: findings?.length ?? 0 })}</span>
      </summary>
      {problem !== null && problem !== 'not_shown' && <Trouble code={problem} />}
      {findings !== null && findings.length > 0 && (
        <ul className={`plain ${classes['findings'] ?? ''}`}>
          {findings.map((finding) => (
            <FindingRow key={finding.code + finding.about} finding={finding} />
          ))}
        </ul>
      )}
      {problem !== 'not_shown' && <Again account={account} profile={profile} />}
    </details>
  );
}

function stateOf({ findings, problem }: Profile) {
  if (problem === 'not_shown') return 'accounts.profile.notShown' as const;
  if (findings === null) return 'accounts.profile.unseen' as const;
  return findings.length === 0 ? ('accounts.profile.good' as const) : ('accounts.profile.lacks' as const);
}

function Trouble({ code }: { code: string }): ReactNode {
  const errorName = useErrorName();
  return <p className={classes['reason']}>{errorName(code, null)}</p>;
}

function FindingRow({ finding }: { finding: Finding }): ReactNode {
  const { locale } = useI18n();
  const { says, todo } = findingWords(finding, locale);
  return (
    <li>
      <b>{says}</b>
      <span>{todo}</span>
      {finding.copy.map(({ lang, text }) => (
        <span key={lang} className={classes['copy']}>
          <q lang={lang}>{text}</q>
          <Copy text={text} />
        </span>
      ))}
    </li>
  );
}

function Copy({ text }: { text: string }): ReactNode {
  const { t } = useI18n();
  return (
    <CopyButton value={text} timeout={2500}>
      {({ copied, copy }) => (
        <ActionIcon
          aria-label={copied ? t('common.copied') : t('accounts.profile.copy', { text })}
          onClick={copy}
        >
          {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}

function Again({ account, profile }: { account: AccountView; profile: Profile }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const { busy, failure, submit } = useSubmission();
  const mayName = useMay('guideline.change');
  const [handle, setHandle] = useState(profile.brandHandle);
  const params = { id: account.id };
  const show = (row: Profile): void => {
    queryClient.setQueryData(accountProfilesQuery({ client }).queryKey, (held) =>
      held === undefined
        ? held
        : { rows: held.rows.map((one) => (one.accountId === row.accountId ? row : one)) },
    );
  };
  const name = async (): Promise<void> =>
    show(await client.call('nameBrandAccount', { params, body: { handle } }));
  const look = async (): Promise<void> => show(await client.call('lookAtProfile', { params }));
  return (
    <>
      {mayName ? (
        <form
          className={classes['brandAccount']}
          onSubmit={(event) => {
            event.preventDefault();
            void submit(name);
          }}
        >
          <TextInput
            label={t('accounts.profile.brand')}
            description={t('accounts.profile.brandHint')}
            placeholder="@brand"
            maxLength={400}
            value={handle}
            onChange={(event) => setHandle(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" variant="default" loading={busy}>
            {t('accounts.profile.brandSave')}
          </Button>
        </form>
      ) : (
        profile.brandHandle !== '' && (
          <p>
            {t('accounts.profile.brand')}: {atHandle(profile.brandHandle)}
          </p>
        )
      )}
      {failure !== null && <p role="alert">{failure}</p>}
      <p className={classes['actions']}>
        {profile.lookedAt !== null && (
          <span className={classes['quiet']}>
            {t('accounts.profile.seen')} <Ago at={profile.lookedAt} />
          </span>
        )}
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          leftSection={<IconEye size={15} aria-hidden />}
          onClick={() => void submit(look)}
        >
          {t('accounts.profile.look')}
        </Button>
      </p>
    </>
  );
}
