// Something of ours that is not out yet, or whose fate is not known: what is so, and what can be done.
import { Button, Group, Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconExternalLink,
  IconEyeCheck,
  IconHelpCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountView, CaseDetail, OutboundView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { PassedOver } from '../../components/approving/passed-over.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownOutbound } from '../../components/post/shown.ts';
import { useSecondsLeft } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { AskPosted } from './by-hand.tsx';
import classes from './cases.module.css';
import { useSettle, type Choice } from './use-settle.ts';
import { ApprovedBy, Waiting } from './waiting.tsx';

const choicesOf: Partial<Record<OutboundView['state'], readonly Exclude<Choice, 'posted'>[]>> = {
  failed: ['retry', 'give_up'],
  unknown: ['look_up', 'give_up'],
};

function State({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const left = useSecondsLeft(outbound.notBefore);
  const { state } = outbound;
  const waiting = state === 'queued' && left > 0;
  return (
    <span className={classes['state']} data-state={state}>
      {state === 'queued' && <IconClock size={15} aria-hidden />}
      {state === 'awaiting_approval' && <IconEyeCheck size={15} aria-hidden />}
      {state === 'sending' && <Loader size={13} />}
      {state === 'sent' && <IconCheck size={15} aria-hidden />}
      {state === 'failed' && <IconAlertTriangle size={15} aria-hidden />}
      {state === 'unknown' && <IconHelpCircle size={15} aria-hidden />}
      {state === 'opened' && <IconExternalLink size={15} aria-hidden />}
      {waiting ? t('outbound.in', { seconds: left }) : t(`outbound.${state}`)}
    </span>
  );
}

function Settle({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const errorName = useErrorName();
  const allowed = useMay('work.send');
  const { busy, settle } = useSettle(outbound);
  const choices = choicesOf[outbound.state];
  if (choices === undefined) return null;
  return (
    <div className={classes['settle']}>
      <p>
        {outbound.state === 'unknown'
          ? t('outbound.unknownBody')
          : errorName(outbound.errorCode, outbound.error)}
      </p>
      {allowed && (
        <Group gap={8} mt={6}>
          {choices.map((choice) => (
            <Button
              key={choice}
              size="compact-sm"
              variant={choice === 'give_up' ? 'subtle' : 'default'}
              color={choice === 'give_up' ? 'gray' : 'brand'}
              loading={busy === choice}
              onClick={() => void settle(choice)}
            >
              {t(`settle.${choice}`)}
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
}

export function OutboundCard({
  outbound,
  account,
  detail,
}: {
  outbound: OutboundView;
  account: AccountView | undefined;
  detail: CaseDetail;
}): ReactNode {
  const { t } = useI18n();
  return (
    <PostCard
      side="ours"
      post={shownOutbound(outbound, account)}
      aside={<State outbound={outbound} />}
      footer={
        <>
          {outbound.automatic !== null && <p className={classes['by']}>{t('post.automatic')}</p>}
          {outbound.createdBy !== null && outbound.state !== 'opened' && (
            <p className={classes['by']}>{t('outbound.by', { name: outbound.createdBy.name })}</p>
          )}
          <PassedOver outbound={outbound} />
          <ApprovedBy outbound={outbound} />
          {outbound.state === 'awaiting_approval' && <Waiting outbound={outbound} />}
          {outbound.state === 'opened' && <AskPosted outbound={outbound} detail={detail} />}
          <Settle outbound={outbound} />
        </>
      }
    />
  );
}
