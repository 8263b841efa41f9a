// Versions of what was decided: each with who, when, why and what was different, and the way back to it.
import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Section } from '../../components/page.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './versions.module.css';

/** The newest first, as children. */
export function Versions({ above, children }: { above?: ReactNode; children: ReactNode }): ReactNode {
  const { t } = useI18n();
  return (
    <Section title={t('settings.guideline.history')} hint={t('settings.guideline.historyHint')}>
      {above}
      <ol className={`plain ${classes['versions'] ?? ''}`}>{children}</ol>
    </Section>
  );
}

interface VersionProps {
  version: { version: number; changedBy: { name: string } | null; changedAt: string; reason: string };
  /** Besides the reason: why it is there, and whether it can be read. */
  before?: ReactNode;
  after?: ReactNode;
  /** What was different, as items of a list. */
  changes: ReactNode;
  /** Null where there is no way back to it. */
  restore: (() => void) | null;
}

export function Version({ version, before, after, changes, restore }: VersionProps): ReactNode {
  const { t } = useI18n();
  return (
    <li>
      <p className={classes['head']}>
        <b>{t('settings.guideline.version', { number: version.version })}</b>
        <span>
          {version.changedBy?.name ?? t('ledger.byProgram')} · <Moment at={version.changedAt} />
        </span>
      </p>
      {before}
      <p>{version.reason}</p>
      {after}
      <ul className={classes['changes']}>{changes}</ul>
      {restore !== null && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconRestore size={14} aria-hidden />}
          onClick={restore}
        >
          {t('settings.guideline.restore')}
        </Button>
      )}
    </li>
  );
}
