// The team: who is on it and may do what, invites, and API tokens.
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { PageBody } from '../../components/page.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Invites } from './invites.tsx';
import { Members } from './members.tsx';
import { Roles } from './roles.tsx';
import { Tokens } from './tokens.tsx';

export function TeamPage(): ReactNode {
  const { t } = useI18n();
  const mayInvite = useMay('team.change');
  const mayMakeTokens = useMay('token.change');
  return (
    <>
      <PageHeader title={t('frame.team')} />
      <PageBody>
        <Members />
        {mayInvite && <Invites />}
        <Roles />
        {mayMakeTokens && <Tokens />}
      </PageBody>
    </>
  );
}
