// The twenty posting rules: what each is about, what is done about it, and what a finding of it does here.
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { ruleIds, type Level, type RuleId } from '../../../../domain/guideline/finding.ts';
import type { RuleWeight } from '../../../../domain/guideline/settings.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './guideline.module.css';

type Levels = Partial<Record<RuleId, RuleWeight>>;

interface RulesTableProps {
  levels: Levels;
  /** What each rule does where nothing is decided; one that is not named is kept elsewhere. */
  usual: ReadonlyMap<RuleId, Level>;
  readOnly: boolean;
  change: (levels: Levels) => void;
}

export function RulesTable({ levels, usual, readOnly, change }: RulesTableProps): ReactNode {
  const { t } = useI18n();
  const set = (rule: RuleId, chosen: string): void => {
    const { [rule]: _, ...rest } = levels;
    change(chosen === '' ? rest : { ...rest, [rule]: chosen as RuleWeight });
  };
  return (
    <Section title={t('settings.guideline.rules')} hint={t('settings.guideline.rulesHint')}>
      <table className={classes['rules']}>
        <thead>
          <tr>
            <th scope="col">{t('settings.guideline.rule')}</th>
            <th scope="col">{t('settings.guideline.level')}</th>
          </tr>
        </thead>
        <tbody>
          {ruleIds.map((rule) => (
            <tr key={rule}>
              <th scope="row">
                <span>
                  <small>{Number(rule.slice(1))}</small> {t(`rule.${rule}`)}
                </span>
                <span className={classes['does']}>{t(`ruleDoes.${rule}`)}</span>
              </th>
              <td>
                <LevelChoice
                  rule={rule}
                  level={levels[rule]}
                  usual={usual.get(rule)}
                  readOnly={readOnly}
                  set={(chosen) => set(rule, chosen)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface LevelChoiceProps {
  rule: RuleId;
  level: RuleWeight | undefined;
  usual: Level | undefined;
  readOnly: boolean;
  set: (chosen: string) => void;
}

function LevelChoice({ rule, level, usual, readOnly, set }: LevelChoiceProps): ReactNode {
  const { t } = useI18n();
  if (usual === undefined)
    return <span className={classes['does']}>{t('settings.guideline.elsewhere')}</span>;
  return (
    <NativeSelect
      size="xs"
      aria-label={t('settings.guideline.levelOf', { rule: t(`rule.${rule}`) })}
      disabled={readOnly}
      value={level ?? ''}
      data={[
        { value: '', label: t('settings.guideline.usually', { level: t(`settings.guideline.${usual}`) }) },
        ...(['off', 'warn', 'block'] as const).map((value) => ({
          value,
          label: t(`settings.guideline.${value}`),
        })),
      ]}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
