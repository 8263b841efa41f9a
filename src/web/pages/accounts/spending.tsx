// What an account spends on a paid network: today and this month, of how much, and what stopped because of it.
import { Button, NumberInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import type { AccountView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './accounts.module.css';

type SpendingView = NonNullable<AccountView['spending']>;

interface SpendingProps {
  account: AccountView;
  spending: SpendingView;
}

const MOST_USD = 1_000_000;

/** Amounts to the tenth of a cent, which is what the cheapest things cost. */
export function useDollars(): Intl.NumberFormat {
  const { locale } = useI18n();
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 3 });
}

export function Spending({ account, spending }: SpendingProps): ReactNode {
  const { t } = useI18n();
  const money = useDollars();
  const { todayUsd, monthUsd, dailyBudgetUsd, monthlyBudgetUsd, readingStopped, listeningStopped } = spending;
  const why = readingStopped ?? listeningStopped;
  const mayChange = useMay('account.change');
  return (
    <details className={classes['profile']} open={why !== null || undefined}>
      <summary>
        {t('accounts.spending.title')}{' '}
        <span className={`${classes['quiet'] ?? ''} tabular`}>
          {t('accounts.spending.ofDay', {
            spent: money.format(todayUsd),
            budget: money.format(dailyBudgetUsd),
          })}
          {' · '}
          {t('accounts.spending.ofMonth', {
            spent: money.format(monthUsd),
            budget: money.format(monthlyBudgetUsd),
          })}
        </span>
      </summary>
      {why !== null && (
        <p className={classes['reason']}>
          {t(`accounts.spending.${readingStopped === null ? 'listeningStopped' : 'readingStopped'}`, {
            period: why,
          })}
        </p>
      )}
      {/* Anew with what was saved: the fields begin with what holds. */}
      {mayChange && <Budget key={account.version} account={account} spending={spending} />}
    </details>
  );
}

function Budget({ account, spending }: SpendingProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const hint = useId();
  const { busy, failure, submit } = useSubmission();
  const [day, setDay] = useState<number | string>(spending.dailyBudgetUsd);
  const [month, setMonth] = useState<number | string>(spending.monthlyBudgetUsd);
  const isWhole = typeof day === 'number' && typeof month === 'number';
  const save = async (): Promise<void> => {
    if (!isWhole) return;
    const { id, version } = account;
    const body = { dailyBudgetUsd: day, monthlyBudgetUsd: month };
    const row = await client.call('changeAccount', { params: { id }, body }, { ifMatch: version });
    applyLocally(queryClient, [{ kind: 'account', id, row }]);
    toasts.done(t('common.saved'));
  };
  const field = { min: 0, max: MOST_USD, decimalScale: 2, prefix: '$', 'aria-describedby': hint } as const;
  return (
    <OurForm className={classes['budget']} send={() => void submit(save)}>
      <NumberInput label={t('accounts.spending.day')} value={day} onChange={setDay} {...field} />
      <NumberInput label={t('accounts.spending.month')} value={month} onChange={setMonth} {...field} />
      <Button type="submit" variant="default" loading={busy} disabled={!isWhole}>
        {t('common.save')}
      </Button>
      <p id={hint} className={classes['quiet']} role={failure === null ? undefined : 'alert'}>
        {failure ?? t('accounts.spending.hint')}
      </p>
    </OurForm>
  );
}
