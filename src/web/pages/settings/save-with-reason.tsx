// The end of a form whose changes are kept in versions: why, what stood in the way, and the button that saves.
import { Alert, Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { Section } from '../../components/page.tsx';
import { Unsaved } from '../../components/unsaved.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './settings.module.css';

const MOST_REASON = 500;

interface SaveWithReasonProps {
  hint: string;
  form: {
    reason: string;
    setReason: (reason: string) => void;
    busy: boolean;
    failure: string | null;
    conflict: { takeTheirs: () => void; keepOurs: () => void } | null;
  };
  /** Leaving would lose something. */
  unsaved: boolean;
  /** Whether there is something to save, and nothing is missing. */
  ready: boolean;
}

export function SaveWithReason({ hint, form, unsaved, ready }: SaveWithReasonProps): ReactNode {
  const { t } = useI18n();
  const { reason, setReason, busy, failure, conflict } = form;
  return (
    <Section title={t('settings.guideline.save')} hint={hint}>
      <div className={classes['fields']}>
        <Unsaved when={unsaved && !busy} />
        <Textarea
          label={t('settings.guideline.reason')}
          autosize
          minRows={2}
          maxLength={MOST_REASON}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {conflict !== null && <ChangedMeanwhile differences={[]} {...conflict} busy={busy} />}
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <div>
          <Button type="submit" loading={busy} disabled={!ready}>
            {t('common.save')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
