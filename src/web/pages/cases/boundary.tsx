// Where a conversation goes from public into private, or back: a line across it, with how the person came to write.
import { IconLock, IconUsersGroup, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseDetail } from '../../../contract/views.ts';
import { privacyOf, type Privacy } from '../../../domain/in-private/consent.ts';
import { isInGroup } from '../../../domain/post/in-group.ts';
import type { Visibility } from '../../../domain/post/post.ts';
import { networksQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './boundary.module.css';
import type { TimelineItem } from './timeline.ts';

/** Who reads an item; null for what stays in the team. */
function sideOf(item: TimelineItem): Visibility | null {
  if (item.kind === 'note') return null;
  return item.kind === 'post' ? item.post.visibility : item.outbound.visibility;
}

/** By the id of an item: the side that begins with it. A conversation begins in public unless it says so. */
export function boundariesOf(items: readonly TimelineItem[]): ReadonlyMap<string, Visibility> {
  const begins = new Map<string, Visibility>();
  let side: Visibility = 'public';
  for (const item of items) {
    const next = sideOf(item);
    if (next === null || next === side) continue;
    begins.set(item.id, next);
    side = next;
  }
  return begins;
}

/** How they came to write in private, in words that lead to that message; nothing where they have not. */
export function Consent({ consent }: { consent: Privacy['consent'] }): ReactNode {
  const { t } = useI18n();
  if (consent === null) return null;
  return (
    <>
      <Link
        className={classes['consent'] ?? ''}
        to="/ledger/{-$postId}"
        params={{ postId: consent.postId }}
        search={{}}
      >
        {t(`case.consent.${consent.how}`)}
      </Link>{' '}
      <Moment at={consent.at} />
    </>
  );
}

/** Whether what is told as private here is read by all members of a group. */
function useIsGroup({ case: { network }, posts }: CaseDetail): boolean {
  const manifest = useQuery(networksQuery(useApp())).data?.rows.find(({ id }) => id === network);
  return posts.some(({ visibility, author }) => visibility === 'dm' && isInGroup(manifest?.dm, author));
}

export function Boundary({ side, detail }: { side: Visibility; detail: CaseDetail }): ReactNode {
  const { t } = useI18n();
  const isGroup = useIsGroup(detail);
  const Icon = side === 'public' ? IconWorld : isGroup ? IconUsersGroup : IconLock;
  const dmWords = isGroup ? 'case.fromHereGroup' : 'case.fromHereDm';
  return (
    <p className={classes['boundary']} data-side={side}>
      <Icon size={14} aria-hidden />
      <b>{t(side === 'dm' ? dmWords : 'case.fromHerePublic')}</b>
      {side === 'dm' && (
        <span>
          <Consent consent={privacyOf(detail.posts).consent} />
        </span>
      )}
    </p>
  );
}

/** That we asked for a DM and none has come yet. */
export function Awaited({ detail }: { detail: CaseDetail }): ReactNode {
  const { t } = useI18n();
  const { invitedAt } = privacyOf(detail.posts);
  if (invitedAt === null || detail.case.state === 'closed') return null;
  return (
    <p className={classes['boundary']} data-side="awaited">
      <IconLock size={14} aria-hidden />
      <b>{t('case.awaitsDm')}</b>
      <span>
        {t('case.invitedAt')} <Moment at={invitedAt} />
      </span>
    </p>
  );
}
