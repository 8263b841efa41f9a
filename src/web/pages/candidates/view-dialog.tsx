// Asks for the name under which the team keeps what the list shows now.
import { Alert, Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

export function ViewDialog(props: { close: () => void; save: (name: string) => Promise<void> }): ReactNode {
  const { close, save } = props;
  const { t } = useI18n();
  const [name, setName] = useState('');
  const { busy, failure, submit } = useSubmission();
  const keep = async (): Promise<void> => {
    await save(name.trim());
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('views.save')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <OurForm send={() => void submit(keep)}>
        <TextInput
          data-autofocus
          required
          label={t('views.name')}
          description={t('views.nameHint')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" role="alert" mt="xs">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </OurForm>
    </Modal>
  );
}
