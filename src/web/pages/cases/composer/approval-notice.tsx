// Above the button that sends: that a reply will wait for a second pair of eyes, and why.
import { IconEyeCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ApprovalReason } from '../../../../domain/decision/approval.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';

export function ApprovalNotice({ reasons }: { reasons: readonly ApprovalReason[] }): ReactNode {
  const { t } = useI18n();
  if (reasons.length === 0) return null;
  const why = reasons.map((reason) => t(`approval.reason.${reason}`)).join(t('common.comma'));
  return (
    <p className={classes['held']}>
      <IconEyeCheck size={16} aria-hidden />
      {t('approval.willWait', { why })}
    </p>
  );
}
