// Why something cannot be switched on: what is wrong with its texts, or what the network forbids.
import { Alert } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BothLanguages } from '../../../../domain/post/policy.ts';
import type { Reply } from '../../../api/client.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';

type Problem = Reply<'previewAccountHours'>['dayPostProblems'][number];

const places = [
  'opening.usual',
  'opening.first',
  'closing.usual',
  'closing.last',
  'texts.ja',
  'texts.en',
  'help',
  'other',
] as const;

function Where({ where }: { where: string }): ReactNode {
  const { t } = useI18n();
  const place = places.find((one) => where === one || where.startsWith(`${one}.`));
  if (place === undefined) return null;
  const number = Number(where.slice(place.length + 1)) + 1;
  const label = t(`settings.byClock.${place}`);
  return (
    <b>
      {where.length > place.length && Number.isInteger(number)
        ? t('settings.byClock.textNumber', { label, number })
        : label}
      {': '}
    </b>
  );
}

export function Problems({ problems }: { problems: readonly Problem[] }): ReactNode {
  const { t } = useI18n();
  if (problems.length === 0) return null;
  return (
    <Alert color="amber" mt="sm" title={t('settings.byClock.problems')}>
      <ul className={classes['problems']}>
        {problems.map(({ code, where, detail }) => (
          <li key={`${code} ${where} ${detail}`}>
            <Where where={where} />
            {t(`settings.byClock.problem.${code}`, { detail })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

interface RefusalProps {
  what: 'post' | 'answer';
  /** The network's own reason, where it gives one. */
  why: BothLanguages | null;
}

/** What the network does not let a program do is not offered. */
export function Refusal({ what, why }: RefusalProps): ReactNode {
  const { t, locale } = useI18n();
  return (
    <Alert color="gray" mb="sm" icon={<IconBan size={18} aria-hidden />}>
      {t(`settings.byClock.forbidden.${what}`)} {why?.[locale]}
    </Alert>
  );
}
