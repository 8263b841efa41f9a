// What can still be done about a post of ours that is out: edit it where the network can, and delete it there.
import { ActionIcon, Alert, Button, Group, Modal, Textarea, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CaseDetail, OutboundView, PostView } from '../../../contract/views.ts';
import { useApp } from '../../app.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useSubmission } from '../../components/form.ts';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import classes from './cases.module.css';

interface OwnPostProps {
  post: PostView;
  /** Shows what was asked of the network. */
  asked: (row: OutboundView, said: string) => void;
}

function Edit({ post, asked }: OwnPostProps): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const [text, setText] = useState<string | null>(null);
  const { busy, failure, submit } = useSubmission();
  const close = (): void => setText(null);
  const save = async (): Promise<void> => {
    const input = { params: { id: post.id }, body: { text: text ?? '' } };
    asked(await client.call('editOwnPost', input, { idempotencyKey: newId() }), t('ownPost.editing'));
    close();
  };
  return (
    <>
      <Tooltip label={t('ownPost.edit')}>
        <ActionIcon color="gray" aria-label={t('ownPost.edit')} onClick={() => setText(post.text)}>
          <IconPencil size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={text !== null}
        onClose={close}
        title={t('ownPost.edit')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Textarea
          label={t('ownPost.text')}
          autosize
          minRows={3}
          data-autofocus
          value={text ?? ''}
          onChange={(event) => setText(event.currentTarget.value)}
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
          <Button
            loading={busy}
            disabled={text === null || text.trim() === '' || text === post.text}
            onClick={() => void submit(save)}
          >
            {t('ownPost.save')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function Delete({ post, asked }: OwnPostProps): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const network = useNetworkName()(post.network);
  const remove = async (): Promise<void> => {
    const input = { params: { id: post.id } };
    asked(await client.call('deleteOwnPost', input, { idempotencyKey: newId() }), t('ownPost.deleting'));
  };
  return (
    <Confirm
      title={t('ownPost.delete')}
      body={
        // Its messages are deleted for oneself only.
        post.network === 'bluesky' && post.visibility === 'dm'
          ? t('ownPost.deleteBodyBlueskyDm')
          : t('ownPost.deleteBody', { network })
      }
      action={t('ownPost.deleteAction')}
      run={remove}
    >
      {(ask) => (
        <Tooltip label={t('ownPost.delete')}>
          <ActionIcon color="gray" aria-label={t('ownPost.delete')} onClick={ask}>
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Confirm>
  );
}

export function OwnPostActions({ detail, post }: { detail: CaseDetail; post: PostView }): ReactNode {
  const queryClient = useQueryClient();
  const { t } = useI18n();
  const toasts = useToasts();
  const allowed = detail.allowed.find((each) => each.accountId === post.accountId)?.actions;
  const asked: OwnPostProps['asked'] = (row, said) => {
    applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
    toasts.done(row.state === 'awaiting_approval' ? t('approval.asked') : said);
  };
  return (
    <div className={classes['acts']}>
      {allowed?.['edit']?.permission === 'api' && <Edit post={post} asked={asked} />}
      {allowed?.['delete']?.permission === 'api' && <Delete post={post} asked={asked} />}
    </div>
  );
}
