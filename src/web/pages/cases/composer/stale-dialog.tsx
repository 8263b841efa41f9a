// A send that was refused because the thread moved on: what is new, and the way to go on after reading it.
import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PostView } from '../../../../contract/views.ts';
import { PostCard } from '../../../components/post/post-card.tsx';
import { shownPost } from '../../../components/post/shown.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { Sending } from './use-send.ts';

/** `lastSeen`: shown when nothing new came but something was edited or deleted. */
export function StaleDialog({
  sending,
  lastSeen,
}: {
  sending: Sending;
  lastSeen: PostView | undefined;
}): ReactNode {
  const { t } = useI18n();
  const { stale, news, busy, dropStale, sendAfterReading } = sending;
  const shown = news.length > 0 ? news : lastSeen === undefined ? [] : [lastSeen];
  return (
    <Modal
      opened={stale}
      onClose={dropStale}
      size="lg"
      title={t('stale.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>{news.length > 0 ? t('stale.new', { count: news.length }) : t('stale.changed')}</p>
      <div className={classes['diff']}>
        {shown.map((post) => (
          <PostCard key={post.id} post={shownPost(post)} side={post.accountId === null ? 'theirs' : 'ours'} />
        ))}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={dropStale} data-autofocus>
          {t('stale.edit')}
        </Button>
        <Button loading={busy} onClick={() => void sendAfterReading()}>
          {t('stale.send')}
        </Button>
      </Group>
    </Modal>
  );
}
