// What a member opened on the network's own page: who and when, whether a reply was posted there, and the way to it again.
import { Anchor, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { use, type ReactNode } from 'react';
import type { CaseDetail, OutboundView, PostView } from '../../../contract/views.ts';
import type { NetworkManifest } from '../../../domain/post/manifest.ts';
import type { Visibility } from '../../../domain/post/post.ts';
import { writePage } from '../../../domain/post/write-page.ts';
import { networksQuery } from '../../api/queries.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { authorName } from '../../components/approving/reasons.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { safeAddress } from '../../components/safe-address.ts';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './cases.module.css';
import { TakenBack } from './composer/taken-back.ts';
import type { Reaction } from './timeline.ts';
import { useSettle } from './use-settle.ts';

/** The network's page for writing these words to that post. A DM has no page that takes its words. */
export function pageToWrite(
  manifest: NetworkManifest | undefined,
  target: PostView | undefined,
  { text, visibility }: { text: string; visibility: Visibility },
): string | null {
  if (target === undefined) return null;
  const template = manifest?.writePage;
  if (template === undefined || visibility === 'dm') return target.url;
  return writePage(template, { nativeId: target.nativeId, text });
}

/** The network's page for liking or reposting a post. */
export function pageToReact(
  manifest: NetworkManifest | undefined,
  post: PostView,
  reaction: Reaction,
): string | null {
  const template = manifest?.reactPages?.[reaction];
  return template === undefined ? post.url : writePage(template, { nativeId: post.nativeId, text: '' });
}

export function useManifest(network: string): NetworkManifest | undefined {
  return useQuery(networksQuery(useApp())).data?.rows.find(({ id }) => id === network);
}

/** Asks the team once whether a reply was posted; what is found there answers by itself. */
export function AskPosted({ outbound, detail }: { outbound: OutboundView; detail: CaseDetail }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const maySend = useMay('work.send');
  const userId = useSession().user.id;
  const takenBack = use(TakenBack);
  const { busy, settle } = useSettle(outbound);
  const network = useNetworkName()(detail.case.network);
  const target = detail.posts.find(({ id }) => id === outbound.targetPostId);
  const page = safeAddress(pageToWrite(useManifest(detail.case.network), target, outbound));
  // What another person let out has been opened by nobody yet.
  const approvedAt = outbound.approval?.decidedAt ?? null;
  const giveUp = async (): Promise<void> => {
    const row = await settle('give_up');
    // What somebody else opened is in their draft again.
    if (row !== null && row.createdBy?.id === userId) takenBack(row);
  };
  return (
    <div className={classes['settle']}>
      <p>
        {t(approvedAt === null ? 'outbound.openedAsk' : 'outbound.approvedAsk', {
          name: authorName(t, outbound),
          network,
          time: format.moment(approvedAt ?? outbound.createdAt, now),
        })}
      </p>
      {maySend && (
        <Group gap={8} mt={6}>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy === 'posted'}
            onClick={() => void settle('posted')}
          >
            {t('outbound.posted')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            loading={busy === 'give_up'}
            onClick={() => void giveUp()}
          >
            {t('outbound.notPosted')}
          </Button>
          {page !== null && (
            <Anchor href={page} target="_blank" rel="noreferrer noopener" size="sm">
              {t(approvedAt === null ? 'outbound.openAgain' : 'outbound.openPage', { network })}
            </Anchor>
          )}
        </Group>
      )}
    </div>
  );
}

/** Who opened the network's page to like or repost a post; whether they did it there nobody is told. */
export function OpenedReactions({ detail, post }: { detail: CaseDetail; post: PostView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const network = useNetworkName()(detail.case.network);
  return detail.outbound.map((each) => {
    const { action, state, targetPostId, createdAt } = each;
    if (state !== 'opened' || targetPostId !== post.id || (action !== 'like' && action !== 'repost')) {
      return null;
    }
    const said = { name: authorName(t, each), network, time: format.moment(createdAt, now) };
    return (
      <p key={each.id} className={classes['by']}>
        {t(`react.opened.${action}`, said)}
      </p>
    );
  });
}
