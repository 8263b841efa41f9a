// Adds a workspace: for agencies, one for each company they speak for.
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAdoptSession } from '../api/session.ts';
import { useApp } from '../app.tsx';
import { useMessageOf } from '../components/error-message.ts';
import { OurForm } from '../components/our-form.tsx';
import { useI18n } from '../i18n/i18n.tsx';

/** The form alone, for where there is no workspace yet. */
export function NewWorkspaceForm({ done, cancel }: { done: () => void; cancel?: () => void }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const adopt = useAdoptSession();
  const router = useRouter();
  const messageOf = useMessageOf();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const create = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      adopt(await client.call('createWorkspace', { body: { name: name.trim(), timeZone } }));
      done();
      await router.navigate({ to: '/welcome' });
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <OurForm send={() => void create()}>
      <TextInput
        data-autofocus
        label={t('frame.workspace.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
        error={failure}
        required
      />
      <Group justify="flex-end" mt="md">
        {cancel !== undefined && (
          <Button variant="default" onClick={cancel}>
            {t('common.cancel')}
          </Button>
        )}
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {t('frame.workspace.create')}
        </Button>
      </Group>
    </OurForm>
  );
}

export function NewWorkspace({ opened, close }: { opened: boolean; close: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('frame.workspace.new')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NewWorkspaceForm done={close} cancel={close} />
    </Modal>
  );
}
