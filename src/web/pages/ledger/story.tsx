// What became of an entry, step by step: how it came in, each decision, our replies to it, and the end of its case.
import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconMessagePlus,
  IconRotate,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseDetail } from '../../../contract/views.ts';
import type { Reply } from '../../api/client.ts';
import { caseQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { authorName } from '../../components/approving/reasons.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useReasonName } from './entry-words.ts';
import classes from './entry-pane.module.css';
import { repliesTo, type ReplyTo } from './replies-to.ts';

type Detail = Reply<'readLedgerEntry'>;
type Decision = Detail['decisions'][number];

const icons = { speak: IconMessagePlus, silent: IconBan, later: IconClock, reconsider: IconRotate } as const;

/** The case comes after the entry: its steps are added at the end, where nothing moves. */
export function Story({ detail }: { detail: Detail }): ReactNode {
  const { entry, decisions } = detail;
  const { caseId, post } = entry;
  const inCase = useQuery({ ...caseQuery(useApp(), caseId ?? ''), enabled: caseId !== null }).data;
  const steps = [
    { at: entry.enteredAt, step: <Entered key="entered" entry={entry} /> },
    ...decisions.map((decision, index) => ({
      at: decision.at,
      step: <Decided key={`decided ${String(index)}`} decision={decision} />,
    })),
    ...(inCase === undefined ? [] : stepsOf(inCase, post)),
  ];
  return (
    <ol className={classes['decisions']}>
      {steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ step }) => step)}
    </ol>
  );
}

/** What we sent in answer to the post, and when its case was closed. */
function stepsOf(detail: CaseDetail, post: Detail['entry']['post']): { at: string; step: ReactNode }[] {
  const { closedAt } = detail.case;
  const replies = repliesTo(detail, post).map((reply) => ({
    at: reply.sentAt,
    step: <Replied key={reply.send.id} {...reply} />,
  }));
  if (closedAt === null) return replies;
  return [...replies, { at: closedAt, step: <Closed key="closed" row={detail.case} at={closedAt} /> }];
}

function Step(props: { icon: TablerIcon; mirrored?: boolean; children: ReactNode }): ReactNode {
  const { icon: Icon, mirrored = false, children } = props;
  return (
    <li>
      <Icon size={16} aria-hidden className={mirrored ? classes['entered'] : undefined} />
      <div>{children}</div>
    </li>
  );
}

function Entered({ entry }: { entry: Detail['entry'] }): ReactNode {
  const { t } = useI18n();
  return (
    <Step icon={IconArrowBackUp} mirrored>
      <p>{t(`ledger.entered.${entry.origin}`)}</p>
      <span className={classes['quiet']}>
        <Moment at={entry.enteredAt} />
      </span>
    </Step>
  );
}

function Decided({ decision }: { decision: Decision }): ReactNode {
  const { t } = useI18n();
  const reason = useReasonName()(decision.reason);
  return (
    <Step icon={icons[decision.choice]}>
      <p>
        {t(decision.isConversation ? 'ledger.choice.conversation' : `ledger.choice.${decision.choice}`)}
        {reason !== '' && <span className={classes['reason']}>{reason}</span>}
      </p>
      {decision.advice !== null && (
        <p className={classes['quiet']}>
          {t('ledger.advised', { advice: t(`advice.${decision.advice.advice}`) })}
        </p>
      )}
      {decision.note !== '' && <p className={classes['note']}>{decision.note}</p>}
      <span className={classes['quiet']}>
        {decision.actorName ?? t('ledger.byProgram')} · <Moment at={decision.at} />
      </span>
    </Step>
  );
}

function Replied({ send, sentAt, elsewhere }: ReplyTo): ReactNode {
  const { t } = useI18n();
  return (
    <Step icon={IconSend}>
      <p>
        {t(`ledger.replied.${send.visibility === 'dm' ? 'dm' : 'public'}`)}
        {elsewhere !== null && (
          <span className={classes['reason']}>{t(`ledger.repliedAt.${elsewhere}`)}</span>
        )}
      </p>
      <span className={classes['quiet']}>
        {authorName(t, send)} · <Moment at={sentAt} />
      </span>
    </Step>
  );
}

function Closed({ row, at }: { row: CaseDetail['case']; at: string }): ReactNode {
  const { t } = useI18n();
  return (
    <Step icon={IconCheck}>
      <p>
        {t('ledger.closed', { number: row.number })}
        {row.outcome !== null && <span className={classes['reason']}>{t(`outcome.${row.outcome}`)}</span>}
      </p>
      <span className={classes['quiet']}>
        <Moment at={at} />
      </span>
    </Step>
  );
}
