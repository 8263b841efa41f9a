// Why a reply waits for a second pair of eyes, who asked when, and since when it is late.
import type { ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { Ago, useNow } from '../time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { Translator } from '../../i18n/translator.ts';
import classes from './approving.module.css';

export function isLate(outbound: OutboundView, now: number): boolean {
  const { approval } = outbound;
  return approval !== null && approval.verdict === null && Date.parse(approval.dueAt) <= now;
}

/** Whoever wrote a reply; of a program, also on whose behalf. */
export function authorName(
  t: Translator['t'],
  { createdBy, onBehalfOf }: Pick<OutboundView, 'createdBy' | 'onBehalfOf'>,
): string {
  if (createdBy !== null) return createdBy.name;
  return onBehalfOf === null ? t('approval.program') : t('approval.programFor', { name: onBehalfOf.name });
}

export function Reasons({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  return (
    <>
      {outbound.approval?.reasons.map((reason) => (
        <span key={reason} className={classes['chip']}>
          {t(`approval.reason.${reason}`)}
        </span>
      ))}
    </>
  );
}

export function Asked({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const late = isLate(outbound, useNow());
  if (outbound.approval === null) return null;
  const name = authorName(t, outbound);
  return (
    <span className={classes['asked']}>
      {t('approval.askedBy', { name })} <Ago at={outbound.approval.askedAt} />
      {late && <b className={classes['late']}>{t('approval.late')}</b>}
    </span>
  );
}
