// Writes down somebody's wish to be left alone, or takes it back, with a reason. Few ask for it: it comes when it is wanted.
import { Alert, Button, Group, Modal, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { KnownIdentity } from '../../../contract/endpoints/deciding.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useSubmission } from '../form.ts';
import { OurForm } from '../our-form.tsx';

interface WishDialogProps {
  known: KnownIdentity;
  close: () => void;
}

export function WishDialog({ known, close }: WishDialogProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const { busy, failure, submit } = useSubmission();
  const [reason, setReason] = useState('');
  const optedOut = known.optOut === null;
  const save = async (): Promise<void> => {
    const body = { optedOut, reason: reason.trim() };
    const held = await client.call('setOptOut', { params: { id: known.id }, body });
    queryClient.setQueryData(keys.identity(known.id), held);
    close();
    await Promise.all(
      ['advice', 'replyContext'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={optedOut ? t('person.leaveAlone') : t('person.liftTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <OurForm send={() => void submit(save)}>
        <Textarea
          data-autofocus
          required
          label={t('person.wishReason')}
          description={optedOut ? t('person.wishHint') : t('person.liftHint')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" role="alert" mt="sm">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
            {optedOut ? t('person.setWish') : t('person.liftWish')}
          </Button>
        </Group>
      </OurForm>
    </Modal>
  );
}
