// Who sent something of one's own back, or that nobody approved it in time.
import type { ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export function ReturnedBy({ outbound: { approval } }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  return (
    <b>
      {approval?.decidedBy == null
        ? t('approval.timedOut')
        : t('approval.returnedBy', { name: approval.decidedBy.name })}
    </b>
  );
}
