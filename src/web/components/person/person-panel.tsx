// Who is speaking: the author as the network knows them, what they wrote lately, and what we had with them before.
import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseRow, IdentityView, PostView } from '../../../contract/views.ts';
import { queueTimeOf, snippetLength } from '../../../domain/case/case.ts';
import { authorQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Avatar } from '../avatar.tsx';
import { safeAddress } from '../safe-address.ts';
import { ErrorState } from '../states.tsx';
import { LoadingRows } from '../loading.tsx';
import { BackButton } from '../panes/panes.tsx';
import { useRowText } from '../personal-data.tsx';
import { atHandle } from '../post/post-card.tsx';
import { Ago, Moment } from '../time.tsx';
import { LeftAlone } from './left-alone.tsx';
import classes from './person-panel.module.css';

/** A block of the panel under a small heading. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className={classes['section']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Figures({ identity }: { identity: IdentityView }): ReactNode {
  const { t, format } = useI18n();
  const figures: [string, number | null][] = [
    [t('person.followers'), identity.followers],
    [t('person.following'), identity.following],
    [t('person.posts'), identity.posts],
  ];
  const known = figures.filter((figure): figure is [string, number] => figure[1] !== null);
  if (known.length === 0) return null;
  return (
    <dl className={classes['figures']}>
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="tabular">{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Head({ identity, close }: { identity: IdentityView; close: () => void }): ReactNode {
  const address = safeAddress(identity.url);
  const name =
    identity.displayName === '' ? atHandle(identity.handle, identity.network) : identity.displayName;
  return (
    <header className={classes['head']}>
      <BackButton onClick={close} />
      <Avatar name={name} url={identity.avatarUrl} size={38} />
      <div className={classes['who']}>
        <b>{name}</b>
        {address === null ? (
          <span>{atHandle(identity.handle, identity.network)}</span>
        ) : (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" size="sm" c="dimmed">
            {atHandle(identity.handle, identity.network)} <IconExternalLink size={13} aria-hidden />
          </Anchor>
        )}
      </div>
    </header>
  );
}

function EarlierCases({ cases, except }: { cases: readonly CaseRow[]; except: string | null }): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  const others = cases.filter((row) => row.id !== except);
  if (others.length === 0) return <p className={classes['none']}>{t('person.noCases')}</p>;
  return (
    <ul className={`plain ${classes['cases'] ?? ''}`}>
      {others.slice(0, 8).map((row) => (
        <li key={row.id}>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/cases/{-$caseId}" params={{ caseId: row.id }} {...props} />}
          >
            #{row.number}
          </Anchor>{' '}
          <span className={classes['quiet']}>
            {row.outcome === null ? t(`caseState.${row.state}`) : t(`outcome.${row.outcome}`)} ·{' '}
            <Ago at={queueTimeOf(row)} />
          </span>
          <p className={classes['snippet']}>{rowText(row.snippet, row.snippet.length >= snippetLength)}</p>
        </li>
      ))}
    </ul>
  );
}

interface PersonPanelProps {
  /** The post the author is read by. */
  post: PostView;
  /** The case one looks at: it is not listed as an earlier one. */
  caseId?: string | null;
  close: () => void;
  /** Sections before the timeline: why this is here. */
  children?: ReactNode;
}

export function PersonPanel({ post, caseId = null, close, children }: PersonPanelProps): ReactNode {
  const { t } = useI18n();
  const author = useQuery(authorQuery(useApp(), post.id));
  const identity = author.data?.identity ?? post.author;
  return (
    <>
      <Head identity={identity} close={close} />
      <div className={classes['section']}>
        {identity.bio !== '' && <p className={classes['bio']}>{identity.bio}</p>}
        <Figures identity={identity} />
        <LeftAlone key={post.author.id} identityId={post.author.id} />
      </div>
      {children}
      <PanelSection title={t('person.recent')}>
        {author.isPending && <LoadingRows rows={2} height={54} />}
        {author.isError && <ErrorState compact error={author.error} retry={() => void author.refetch()} />}
        {author.data !== undefined && !author.data.fresh && (
          <p className={classes['stale']}>{t('post.notFresh')}</p>
        )}
        {author.data?.posts.length === 0 && <p className={classes['none']}>{t('person.noPosts')}</p>}
        <ul className={`plain ${classes['timeline'] ?? ''}`}>
          {author.data?.posts.slice(0, 12).map((recent) => (
            <li key={recent.nativeId} data-now={recent.nativeId === post.nativeId || undefined}>
              <p>{recent.deletedAt === null ? recent.text : t('post.deleted')}</p>
              <span className={classes['quiet']}>
                <Moment at={recent.createdAt} />
                {recent.createdAt > post.createdAt && recent.nativeId !== post.nativeId && (
                  <b className={classes['after']}>{t('person.after')}</b>
                )}
              </span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title={t('person.cases')}>
        <EarlierCases cases={author.data?.earlierCases ?? []} except={caseId} />
      </PanelSection>
    </>
  );
}
