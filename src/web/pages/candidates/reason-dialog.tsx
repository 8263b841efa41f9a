// Asks why, in words: for a reason that no list has.
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { isComposing } from '../../keyboard/typing.ts';

export function ReasonDialog(props: { close: () => void; choose: (note: string) => void }): ReactNode {
  const { t } = useI18n();
  const [note, setNote] = useState('');
  const confirm = (): void => {
    if (note.trim() === '') return;
    props.close();
    props.choose(note.trim());
    setNote('');
  };
  return (
    <Modal
      opened
      onClose={props.close}
      title={t('decide.otherTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Textarea
        data-autofocus
        label={t('decide.otherLabel')}
        description={t('decide.otherHint')}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          const send = event.key === 'Enter' && (event.metaKey || event.ctrlKey);
          if (send && !isComposing(event.nativeEvent)) confirm();
        }}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.close}>
          {t('common.cancel')}
        </Button>
        <Button onClick={confirm} disabled={note.trim() === ''}>
          {t('decide.silent')}
        </Button>
      </Group>
    </Modal>
  );
}
