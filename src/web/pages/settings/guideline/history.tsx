// What was decided before: each version with who, when, why and what was different; and what was sent against it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { Section } from '../../../components/page.tsx';
import { ruleName } from '../../../components/rule-name.ts';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Version, Versions } from '../versions.tsx';
import listed from '../versions.module.css';
import { changesBetween, type Change, type Decided } from './differences.ts';
import classes from './guideline.module.css';

type Guideline = Reply<'readGuideline'>;
type Held = Guideline['versions'][number];

/** What a version decided; null where it cannot be read. `under` holds where it decided nothing. */
export function decidedOf(
  { settings }: Pick<Held, 'settings'>,
  under: Guideline['inherited'],
): Decided | null {
  const decided = settings ?? under.settings;
  return 'fault' in decided ? null : { settings: decided };
}

function ChangeLine({ change }: { change: Change }): ReactNode {
  const { t } = useI18n();
  const level = (weight: 'off' | 'warn' | 'block' | null): string =>
    weight === null ? t('settings.guideline.usual') : t(`settings.guideline.${weight}`);
  switch (change.of) {
    case 'rule':
      return (
        <li>
          {t(`rule.${change.rule}`)}: {level(change.from)} → <b>{level(change.to)}</b>
        </li>
      );
    case 'words':
      return (
        <li>
          {t(`settings.guideline.${change.list}`)}:{' '}
          {change.removed.map((word) => (
            <del key={word}>{word}</del>
          ))}{' '}
          {change.added.map((word) => (
            <ins key={word}>{word}</ins>
          ))}
        </li>
      );
  }
}

interface HistoryProps {
  guideline: Guideline;
  /** Null for whoever may not change it. */
  restore: ((decided: Decided, version: number) => void) | null;
}

export function History({ guideline, restore }: HistoryProps): ReactNode {
  const { t } = useI18n();
  const { versions, inherited } = guideline;
  return (
    <Versions
      above={versions.length === 0 && <p className={classes['does']}>{t('settings.guideline.noHistory')}</p>}
    >
      {versions.map((version, index) => {
        const decided = decidedOf(version, inherited);
        const before = decidedOf(versions[index + 1] ?? { settings: null }, inherited);
        const changes = decided === null || before === null ? [] : changesBetween(before, decided);
        return (
          <Version
            key={version.version}
            version={version}
            after={
              <>
                {version.settings === null && <p>{t('settings.guideline.gaveUp')}</p>}
                {decided === null && <p className={classes['broken']}>{t('settings.guideline.broken')}</p>}
              </>
            }
            changes={changes.map((change, at) => (
              <ChangeLine key={at} change={change} />
            ))}
            restore={
              index > 0 && restore !== null && decided !== null
                ? () => restore(decided, version.version)
                : null
            }
          />
        );
      })}
    </Versions>
  );
}

export function Overrides({ overrides }: { overrides: Guideline['overrides'] }): ReactNode {
  const { t } = useI18n();
  const { days, counts, newest } = overrides;
  return (
    <Section title={t('settings.guideline.overrides')} hint={t('settings.guideline.overridesHint', { days })}>
      {newest.length === 0 && <p className={classes['does']}>{t('settings.guideline.noOverrides')}</p>}
      <p className={classes['counts']}>
        {counts.map(({ rule, count }) => (
          <span key={rule}>{t('settings.guideline.timesOf', { rule: ruleName(t, rule), count })}</span>
        ))}
      </p>
      <ul className={`plain ${listed['versions'] ?? ''}`}>
        {newest.map((one) => (
          <li key={`${one.outboundId} ${one.at}`}>
            <p className={listed['head']}>
              <b>{one.rules.map((rule) => ruleName(t, rule)).join(t('common.comma'))}</b>
              <span>
                {one.by?.name ?? t('ledger.byProgram')} · <Moment at={one.at} />
              </span>
            </p>
            <p>{one.reason}</p>
            {one.caseId !== null && (
              <Link to="/cases/{-$caseId}" params={{ caseId: one.caseId }} search={{}}>
                {t('settings.guideline.toCase')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
