// Holds a page with unsaved changes open until one has said that they may go.
import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { Confirm } from './confirm.tsx';

/** Another page, another row or the browser's own way out: all of them ask first. Saving leaves with `ignoreBlocker`. */
export function Unsaved({ when }: { when: boolean }): ReactNode {
  const { t } = useI18n();
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    disabled: !when,
    withResolver: true,
  });
  return (
    <Modal
      opened={leaving.status === 'blocked'}
      onClose={() => leaving.reset?.()}
      title={t('unsaved.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>{t('unsaved.body')}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => leaving.reset?.()} data-autofocus>
          {t('unsaved.stay')}
        </Button>
        <Button color="red" onClick={() => leaving.proceed?.()}>
          {t('unsaved.leave')}
        </Button>
      </Group>
    </Modal>
  );
}

/** A way out of a form that stays on its page: with something unsaved, `children`'s button asks first. */
export function LeaveUnsaved(props: {
  asks: boolean;
  leave: () => void;
  children: (go: () => void) => ReactNode;
}): ReactNode {
  const { asks, leave, children } = props;
  const { t } = useI18n();
  return (
    <Confirm
      title={t('unsaved.title')}
      body={t('unsaved.body')}
      action={t('unsaved.leave')}
      run={() => Promise.resolve(leave())}
    >
      {(ask) => children(asks ? ask : leave)}
    </Confirm>
  );
}
