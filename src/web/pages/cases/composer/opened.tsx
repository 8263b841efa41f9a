// A reply that was opened on the network's own page: asks whether it was posted, and sees for itself once it is found there.
import { Button, Group } from '@mantine/core';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import type { CaseDetail } from '../../../../contract/views.ts';
import { useNetworkName } from '../../../components/network-mark.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { Draft } from './draft-store.ts';
import { Returned } from './returned.tsx';
import { useSheetState, type OpenedPage, type Sheet } from './sheet.ts';
import type { Drafting } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

/** What is remembered of it: a post of the account that comes later, answers the same post and was not sent from here is this one. */
export function openedNow(
  detail: CaseDetail,
  { target, account }: ReplySetting,
  { text }: Draft,
): OpenedPage | null {
  if (target === undefined) return null;
  const accountId = account?.id ?? null;
  return { answered: target.nativeId, accountId, text, before: new Set(detail.posts.map(({ id }) => id)) };
}

interface OpenedProps {
  detail: CaseDetail;
  sheet: Sheet;
  drafting: Drafting;
}

/** Replies that came back, or were opened elsewhere, and wait for a word of their writer. */
export function Undecided(props: OpenedProps): ReactNode {
  const { detail, sheet, drafting } = props;
  return (
    <>
      <Returned key={`returned of ${sheet.caseId}`} detail={detail} drafting={drafting} />
      <Opened {...props} />
    </>
  );
}

function Opened({ detail, sheet, drafting }: OpenedProps): ReactNode {
  const { opened } = useSheetState(sheet);
  const { t } = useI18n();
  const toasts = useToasts();
  const network = useNetworkName()(detail.case.network);
  const isFound =
    opened !== null &&
    detail.posts.some(
      ({ id, accountId, replyTo }) =>
        accountId !== null &&
        accountId === opened.accountId &&
        replyTo === opened.answered &&
        !opened.before.has(id) &&
        !detail.outbound.some(({ postId }) => postId === id),
    );
  const posted = (): void => {
    // What was written since is another reply.
    if (drafting.draft.text === opened?.text) drafting.change({ text: '', attachments: [], begunWith: [] });
    sheet.set({ opened: null });
  };
  const noteFound = useEffectEvent(() => {
    posted();
    toasts.done(t('composer.openedFound', { network }));
  });
  useEffect(() => {
    if (isFound) noteFound();
  }, [isFound]);
  if (opened === null || isFound) return null;
  return (
    <div className={classes['returned']}>
      <output>{t('composer.openedAsk', { network })}</output>
      <Group gap={8}>
        <Button size="compact-sm" variant="default" onClick={posted}>
          {t('composer.openedYes')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => sheet.set({ opened: null })}>
          {t('composer.openedNo')}
        </Button>
      </Group>
    </div>
  );
}
