// Where a contact form is for everybody, and how it is put into a page of the company's own site.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { codeOf } from '../../api/errors.ts';
import { accountFormQuery } from '../../api/hours-queries.ts';
import { useApp } from '../../app.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { useErrorName } from '../../components/error-name.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './accounts.module.css';

/** To be pasted into a page; the address holds nothing that HTML reads. */
const frameOf = (address: string, title: string): string =>
  `<iframe src="${address}" title="${title}" width="100%" height="900" style="border:0"></iframe>`;

export function AccountForm({ accountId }: { accountId: string }): ReactNode {
  const { t } = useI18n();
  const errorName = useErrorName();
  const { data, error } = useQuery(accountFormQuery(useApp(), accountId));
  if (error !== null) {
    return <p className={classes['profile']}>{errorName(codeOf(error), error.message)}</p>;
  }
  const form = data?.form ?? null;
  if (form === null) return null;
  return (
    <div className={classes['profile']}>
      <CopyLine
        label={t('accounts.formAddress')}
        hint={t('accounts.formAddressHint', { days: form.keepDays })}
        value={form.address}
      />
      <p>
        <a className={classes['formLink']} href={form.address} target="_blank" rel="noopener noreferrer">
          {t('accounts.formOpen')}
        </a>
      </p>
      {form.origins.length === 0 ? (
        <p className={classes['quiet']}>{t('accounts.formNoFrame')}</p>
      ) : (
        <CopyLine
          label={t('accounts.formFrame')}
          hint={t('accounts.formFrameHint', { sites: form.origins.join(' ') })}
          value={frameOf(form.address, t('accounts.formFrameTitle'))}
        />
      )}
    </div>
  );
}
