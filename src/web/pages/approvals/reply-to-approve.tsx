// One reply that waits: what was said to us, what would be answered, as whom, why it waits, and what is done about it.
import { Alert, Button, CopyButton, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseDetail, OutboundView } from '../../../contract/views.ts';
import { whyNotApprove } from '../../../domain/decision/approval.ts';
import { useApprover } from '../../api/approving.ts';
import { accountsQuery, caseQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import shared from '../../components/approving/approving.module.css';
import { DropReturned } from '../../components/approving/drop-returned.tsx';
import { Asked, Reasons } from '../../components/approving/reasons.tsx';
import { PassedOver } from '../../components/approving/passed-over.tsx';
import { ReturnedBy } from '../../components/approving/returned-by.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { BackButton } from '../../components/panes/panes.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownOutbound, shownPost, spansOf } from '../../components/post/shown.ts';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Answer } from './answer.tsx';
import classes from './approvals.module.css';

/** So much of the conversation tells what it is about; the case has the rest. */
const SHOWN_POSTS = 6;
const COPIED_MS = 2500;

interface ReplyProps {
  outbound: OutboundView;
  back: () => void;
  /** It is answered: on to the next. */
  goOn: () => void;
}

export function ReplyToApprove({ outbound, back, goOn }: ReplyProps): ReactNode {
  const { t } = useI18n();
  const { caseId } = outbound;
  const opened = useQuery({ ...caseQuery(useApp(), caseId ?? ''), enabled: caseId !== null });
  const title = opened.data === undefined ? t('approval.reply') : `#${String(opened.data.case.number)}`;
  return (
    <>
      <header className={classes['head']}>
        <BackButton onClick={back} />
        <h2>{title}</h2>
        <Asked outbound={outbound} />
        <span className={classes['space']} />
        {caseId !== null && (
          <ButtonLink to="/cases/{-$caseId}" params={{ caseId }} size="compact-sm" variant="subtle">
            {t('approval.toCase')}
          </ButtonLink>
        )}
      </header>
      <section
        className={classes['body']}
        // A region that scrolls must be reachable by keyboard, also where nothing in it takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t('approval.reply')}
      >
        {caseId !== null && opened.isPending && <LoadingRows rows={2} height={90} />}
        {opened.isError && <ErrorState error={opened.error} retry={() => void opened.refetch()} compact />}
        {opened.data !== undefined && <Conversation detail={opened.data} outbound={outbound} />}
        <Written outbound={outbound} />
      </section>
      <Foot outbound={outbound} detail={opened.data} goOn={goOn} />
    </>
  );
}

function Conversation({ detail, outbound }: { detail: CaseDetail; outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const asked = outbound.approval?.askedAt ?? '';
  const target = detail.posts.find((post) => post.id === outbound.targetPostId);
  const newer = detail.posts.filter((post) => post.seenAt > asked && post.id !== target?.id);
  const warnings = [
    ...(target === undefined || target.deletedAt !== null ? [t('approval.gone')] : []),
    ...(target?.editedAt != null && target.editedAt > asked ? [t('approval.changed')] : []),
    ...(newer.length > 0 ? [t('approval.newer', { count: newer.length })] : []),
  ];
  const shown = detail.posts.slice(-SHOWN_POSTS);
  return (
    <>
      {shown.map((post) => (
        <PostCard
          key={post.id}
          post={shownPost(post)}
          spans={spansOf(detail.matches[post.id])}
          side={post.accountId === null ? 'theirs' : 'ours'}
          lang={post.lang}
          aside={
            newer.includes(post) ? <span className={shared['late']}>{t('approval.isNewer')}</span> : null
          }
        />
      ))}
      {warnings.map((warning) => (
        <Alert key={warning} color="amber" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {warning}
        </Alert>
      ))}
    </>
  );
}

/** The reply as it would go out. */
function Written({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const account = useQuery(accountsQuery(useApp())).data?.rows.find(({ id }) => id === outbound.accountId);
  return (
    <PostCard
      side="ours"
      post={shownOutbound(outbound, account)}
      aside={
        <>
          <b className={classes['notSent']}>{t('approval.notSent')}</b>
          <Reasons outbound={outbound} />
        </>
      }
      footer={
        <>
          {outbound.action === 'edit' && <p className={classes['quiet']}>{t('approval.isEdit')}</p>}
          <PassedOver outbound={outbound} />
        </>
      }
    />
  );
}

/** One's own again: why, its words to go on with, and the end of it. */
function CameBack({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const { caseId, approval, text } = outbound;
  return (
    <div className={classes['answer']}>
      <p>
        <ReturnedBy outbound={outbound} />
        {approval !== null && approval.comment !== '' && ` ${approval.comment}`}
      </p>
      {outbound.action === 'edit' && caseId !== null && (
        <p className={classes['quiet']}>{t('approval.editAgain')}</p>
      )}
      <Group gap={8}>
        {caseId !== null && (
          <ButtonLink to="/cases/{-$caseId}" params={{ caseId }} size="compact-sm">
            {t('approval.rewrite')}
          </ButtonLink>
        )}
        <CopyButton value={text} timeout={COPIED_MS}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {t(copied ? 'common.copied' : 'approval.copy')}
            </Button>
          )}
        </CopyButton>
        <DropReturned outbound={outbound} />
      </Group>
    </div>
  );
}

function whyNot(userId: string | null, written: { createdBy: string | null; onBehalfOf: string | null }) {
  if (userId === written.createdBy) return 'approval.own';
  return userId === written.onBehalfOf ? 'approval.ownByProgram' : 'approval.denied';
}

interface FootProps extends Pick<ReplyProps, 'outbound' | 'goOn'> {
  detail: CaseDetail | undefined;
}

function Foot({ outbound, detail, goOn }: FootProps): ReactNode {
  const { t } = useI18n();
  const approver = useApprover();
  const { caseId, state } = outbound;
  if (state === 'returned') return <CameBack outbound={outbound} />;
  const written = { createdBy: outbound.createdBy?.id ?? null, onBehalfOf: outbound.onBehalfOf?.id ?? null };
  if (whyNotApprove(approver, written) !== null) {
    return (
      <div className={classes['answer']}>
        <p className={classes['quiet']}>{t(whyNot(approver.userId, written))}</p>
      </div>
    );
  }
  if (caseId !== null && detail === undefined) return null;
  const isAnswer = outbound.action !== 'edit' && caseId !== null;
  const threadVersion = isAnswer ? (detail?.case.threadVersion ?? null) : null;
  return <Answer outbound={outbound} threadVersion={threadVersion} goOn={goOn} />;
}
