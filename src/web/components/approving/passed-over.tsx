// Which rules of the guideline somebody passed over with a reply, and why.
import type { ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { ruleName } from '../rule-name.ts';
import classes from './approving.module.css';

export function PassedOver({ outbound }: { outbound: Pick<OutboundView, 'overrides'> }): ReactNode {
  const { t } = useI18n();
  return outbound.overrides.map(({ rules, reason, by, at }) => (
    <p key={at} className={classes['passed']}>
      <b>
        {t('approval.passedOver', {
          rules: rules.map((rule) => ruleName(t, rule)).join(t('common.comma')),
        })}
      </b>{' '}
      {t('approval.passedOverBy', { name: by?.name ?? t('approval.program'), reason })}
    </p>
  ));
}
