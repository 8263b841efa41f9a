// Shown when a change was refused because somebody else was faster: what they changed, and which of the two to keep.
import { Alert, Button, Group } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './changed-meanwhile.module.css';
import table from './table.module.css';

export interface Difference {
  label: string;
  /** As it stands on the server now. */
  theirs: string;
  /** As it was entered here. */
  ours: string;
}

interface ChangedMeanwhileProps {
  differences: readonly Difference[];
  takeTheirs: () => void;
  keepOurs: () => void;
  busy?: boolean;
}

/** Fields that are the same on both sides are left out by the caller. */
export function ChangedMeanwhile(props: ChangedMeanwhileProps): ReactNode {
  const { differences, takeTheirs, keepOurs, busy = false } = props;
  const { t } = useI18n();
  return (
    <Alert
      role="alert"
      color="amber"
      icon={<IconGitCompare size={18} aria-hidden />}
      title={t('conflict.title')}
      className={classes['alert'] ?? ''}
    >
      <p>{differences.length === 0 ? t('conflict.same') : t('conflict.body')}</p>
      {differences.length > 0 && (
        <table className={`${table['table'] ?? ''} ${classes['table'] ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.ours')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ label, theirs, ours }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{theirs}</td>
                <td>{ours}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs" mt="sm">
        <Button size="compact-sm" variant="default" onClick={takeTheirs}>
          {t('conflict.takeTheirs')}
        </Button>
        <Button size="compact-sm" variant="default" loading={busy} onClick={keepOurs}>
          {t('conflict.keepOurs')}
        </Button>
      </Group>
    </Alert>
  );
}
