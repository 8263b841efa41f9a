// The end of a settings form: what went wrong, what somebody else changed, and the button that saves.
import { Alert, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChangedMeanwhile, type Difference } from '../../components/changed-meanwhile.tsx';
import { Unsaved } from '../../components/unsaved.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './settings.module.css';

interface SaveBarProps {
  allowed: boolean;
  dirty: boolean;
  /** What was entered can be saved. */
  valid: boolean;
  busy: boolean;
  failure: string | null;
  conflict: { differences: readonly Difference[]; takeTheirs: () => void; keepOurs: () => void } | null;
}

export function SaveBar({ allowed, dirty, valid, busy, failure, conflict }: SaveBarProps): ReactNode {
  const { t } = useI18n();
  if (!allowed) return <p className={classes['quiet']}>{t('settings.readOnly')}</p>;
  return (
    <>
      <Unsaved when={dirty && !busy} />
      {conflict !== null && <ChangedMeanwhile {...conflict} busy={busy} />}
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Button type="submit" className={classes['save'] ?? ''} loading={busy} disabled={!dirty || !valid}>
        {t('common.save')}
      </Button>
    </>
  );
}
