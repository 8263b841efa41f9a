// The sheet of keys: every command with the key it has now.
import { Alert, Anchor, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Keys } from '../components/key-hint.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { commandGroups, commandIds, commands, type CommandId } from './commands.ts';
import classes from './key-sheet.module.css';
import { useKeyLabels } from './keyboard.tsx';

function Line({ id }: { id: CommandId }): ReactNode {
  const { t } = useI18n();
  const labels = useKeyLabels(id);
  return (
    <div className={classes['line']}>
      <dt>{t(`command.${id}`)}</dt>
      <dd>{labels.length === 0 ? '—' : <Keys labels={labels} />}</dd>
    </div>
  );
}

export function KeySheet({ close }: { close: () => void }): ReactNode {
  const { t } = useI18n();
  const [{ shortcuts }] = usePreferences();
  return (
    <Modal
      opened
      onClose={close}
      title={t('keys.title')}
      size="min(1180px, 94vw)"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {!shortcuts && (
        <Alert color="amber" mb="md">
          {t('keys.off')}
        </Alert>
      )}
      <div className={classes['groups']}>
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {commandIds
                .filter((id) => commands[id].group === group)
                .map((id) => (
                  <Line key={id} id={id} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link to="/settings/{-$section}" params={{ section: 'keys' }} onClick={close} {...props} />
        )}
      >
        {t('keys.settings')}
      </Anchor>
    </Modal>
  );
}
