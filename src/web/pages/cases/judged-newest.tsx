// What the customer's newest post was judged to be, below the head of a case, and the keys that correct it.
import { useQuery } from '@tanstack/react-query';
import { memo, type ReactNode } from 'react';
import { entryQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { JudgedEntry } from '../../components/judging/judged-entry.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './judged-newest.module.css';

export const JudgedNewest = memo(function JudgedNewest({ postId }: { postId: string }): ReactNode {
  const { t } = useI18n();
  const entry = useQuery(entryQuery(useApp(), postId)).data?.entry;
  if (entry === undefined) return null;
  return (
    <section className={classes['judged']} aria-label={t('case.judged')}>
      <span className={classes['what']}>{t('case.judged')}</span>
      <JudgedEntry entry={entry} />
    </section>
  );
});
