// A reply that the guideline stopped: why, the way back to the words, and for whoever may, the way past it with a reason.
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useI18n } from '../../../../i18n/i18n.tsx';
import type { Sending, Stopped } from '../use-send.ts';
import classes from './guideline.module.css';

const MOST = 500;

/** Whatever waits for other words or a reason. */
type Stopping = Pick<Sending, 'busy' | 'stopped' | 'dropStopped' | 'sendAgainst'>;

export function StoppedDialog({ sending }: { sending: Stopping }): ReactNode {
  const { t } = useI18n();
  const { stopped, dropStopped } = sending;
  return (
    <Modal
      opened={stopped !== null}
      onClose={dropStopped}
      size="lg"
      title={t('composer.stopped')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {stopped !== null && <Stop stopped={stopped} sending={sending} />}
    </Modal>
  );
}

function Stop({ stopped, sending }: { stopped: Stopped; sending: Stopping }): ReactNode {
  const { t, locale } = useI18n();
  const [reason, setReason] = useState('');
  const { busy, dropStopped, sendAgainst } = sending;
  const stops = stopped.findings.filter(({ level }) => level === 'block');
  return (
    <>
      <ul className={classes['stops'] ?? ''}>
        {stops.map((finding, index) => (
          <li key={index} className={classes['finding']} data-level="block">
            <IconHandStop size={16} aria-hidden />
            <b>{t(`rule.${finding.rule}`)}</b>
            <span className={classes['why']}>{finding.why[locale]}</span>
          </li>
        ))}
      </ul>
      {stopped.mayOverride ? (
        <Textarea
          label={t('composer.overrideReason')}
          description={t('composer.overrideHint')}
          autosize
          minRows={2}
          maxLength={MOST}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : (
        <p className={classes['hint']}>{t('composer.noOverride')}</p>
      )}
      <Group justify="flex-end" mt="md">
        {stopped.mayOverride && (
          <Button
            variant="default"
            color="red"
            loading={busy}
            disabled={reason.trim() === ''}
            onClick={() => void sendAgainst(reason.trim())}
          >
            {t('composer.override')}
          </Button>
        )}
        <Button onClick={dropStopped} data-autofocus>
          {t('stale.edit')}
        </Button>
      </Group>
    </>
  );
}
