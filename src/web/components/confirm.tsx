// Asks before something that cannot be undone: what will be gone, what stays, and one button that does it.
import { Alert, Button, Group, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useSubmission } from './form.ts';

interface ConfirmProps {
  title: string;
  body: ReactNode;
  /** What the button that does it says. */
  action: string;
  /** Nothing is lost by it: it is asked for another reason. */
  harmless?: boolean;
  /** Rejects when it was refused; the dialog stays and says why. */
  run: () => Promise<void>;
  /** Draws what opens the dialog. */
  children: (ask: () => void) => ReactNode;
}

export function Confirm({ title, body, action, harmless = false, run, children }: ConfirmProps): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  const { busy, failure, submit } = useSubmission();
  const doIt = async (): Promise<void> => {
    await run();
    setOpened(false);
  };
  return (
    <>
      {children(() => setOpened(true))}
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={title}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div>{body}</div>
        {failure !== null && (
          <Alert color="red" role="alert" mt="sm">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setOpened(false)} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color={harmless ? 'brand' : 'red'} loading={busy} onClick={() => void submit(doIt)}>
            {action}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
