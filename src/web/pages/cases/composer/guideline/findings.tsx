// What the guideline found, under the field: why, where, and the one press that mends it.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from '../../../../components/key-hint.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import classes from './guideline.module.css';
import type { ShownFinding } from './shown-finding.ts';

/** The first one whose mending one key does. */
export function firstToMend(findings: readonly ShownFinding[]): ShownFinding | undefined {
  return findings.find(({ fix }) => fix !== null);
}

/** The same reason is told once, wherever it stands. */
function toldOnce(findings: readonly ShownFinding[]): ShownFinding[] {
  const byWhy = new Map<string, ShownFinding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.why}`;
    if (!byWhy.has(key)) byWhy.set(key, finding);
  }
  return [...byWhy.values()];
}

interface FindingsProps {
  findings: readonly ShownFinding[];
  /** Aloud only when the writer rests: not with every key. */
  paused: boolean;
  show: (span: readonly [number, number]) => void;
  mend: (finding: ShownFinding) => void;
}

export function Findings({ findings, paused, show, mend }: FindingsProps): ReactNode {
  const { t } = useI18n();
  const told = toldOnce(findings);
  const first = firstToMend(told);
  const stops = told.filter(({ level }) => level === 'block').length;
  const summary = told.length === 0 ? '' : t('composer.found', { stops, minds: told.length - stops });
  return (
    <>
      <output className="unseen">{paused ? summary : ''}</output>
      {told.length > 0 && (
        <ul className={classes['findings'] ?? ''} aria-label={t('composer.guideline')}>
          {told.map((finding) => (
            <Row
              key={`${finding.rule} ${finding.why}`}
              finding={finding}
              isFirst={finding === first}
              show={show}
              mend={mend}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Row(
  props: Omit<FindingsProps, 'findings' | 'paused'> & { finding: ShownFinding; isFirst: boolean },
) {
  const { finding, isFirst, show, mend } = props;
  const { rule, level, span, why, fix } = finding;
  const { t } = useI18n();
  const Icon = level === 'block' ? IconHandStop : IconAlertTriangle;
  return (
    <li className={classes['finding']} data-level={level}>
      <Icon size={16} aria-hidden />
      <b>{t(level === 'block' ? 'composer.stops' : 'composer.mind')}</b>
      {span === null ? (
        <span className={classes['why']}>{why}</span>
      ) : (
        <button type="button" className={classes['why']} onClick={() => show(span)}>
          {why}
        </button>
      )}
      <span className={classes['rule']}>{t(`rule.${rule}`)}</span>
      {fix !== null && (
        <Button size="compact-xs" variant="default" onClick={() => mend(finding)}>
          {fix.says}
          {isFirst && <KeyHint command="mend" />}
        </Button>
      )}
    </li>
  );
}
