// The first run in three steps: the owner, the company and its products, where to listen.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery, workspaceQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { BarePage } from '../../components/bare-page.tsx';
import { Pending } from '../../components/loading.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { CompanyStep } from './company-step.tsx';
import { ListenStep } from './listen-step.tsx';
import { OtherWorkspaces } from './other-workspaces.tsx';
import { OwnerStep } from './owner-step.tsx';
import classes from './welcome.module.css';

type Step = 1 | 2 | 3;

function Steps({ now }: { now: Step }): ReactNode {
  const { t } = useI18n();
  const names = [t('welcome.owner.step'), t('welcome.company.step'), t('welcome.listen.step')];
  return (
    <ol className={classes['steps']}>
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index + 1 < now ? 'done' : index + 1 === now ? 'now' : 'next'}
          aria-current={index + 1 === now ? 'step' : undefined}
        >
          <span aria-hidden>{index + 1 < now ? '✓' : index + 1}</span>
          <b>{name}</b>
        </li>
      ))}
    </ol>
  );
}

/** What is done already decides the step, so that a reload or another day goes on where it stopped. */
export function WelcomePage(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const session = useQuery(sessionQuery(app)).data ?? null;
  const workspace = useQuery({ ...workspaceQuery(app), enabled: session?.workspace != null });
  let step: Step = 1;
  let body: ReactNode = <OwnerStep />;
  if (session !== null) {
    if (workspace.isError) {
      body = <ErrorState error={workspace.error} retry={() => void workspace.refetch()} />;
    } else if (workspace.data === undefined) {
      body = <Pending />;
    } else if (workspace.data.brands.length === 0) {
      step = 2;
      body = <CompanyStep workspace={workspace.data.workspace} />;
    } else {
      step = 3;
      body = <ListenStep brandId={workspace.data.brands[0]?.id ?? null} />;
    }
  }
  return (
    <BarePage
      title={t('welcome.title')}
      wide={step !== 1}
      aside={session !== null && <OtherWorkspaces session={session} />}
    >
      <Steps now={step} />
      {body}
    </BarePage>
  );
}
