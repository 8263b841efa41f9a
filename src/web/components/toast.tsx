// Short messages about what was just done, with the way to undo it.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useMessageOf } from './error-message.ts';

const SHORT_MS = 4000;
const LONG_MS = 8000;

export interface ToastAction {
  label: string;
  run: () => void;
}

interface Toasts {
  /** It was done. With actions it stays longer. Answers the id, to take it away early. */
  done: (message: string, actions?: readonly ToastAction[]) => string;
  /** It was not done: what was wanted, and why not. */
  failed: (error: unknown, what?: string) => void;
  hide: (id: string) => void;
}

function Message(props: { text: string; actions: readonly ToastAction[]; close: () => void }): ReactNode {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm">{props.text}</Text>
      <Group gap={4} wrap="nowrap">
        {props.actions.map(({ label, run }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              props.close();
              run();
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Group>
  );
}

/** Messages at the foot of the screen; screen readers are told politely, failures at once. */
export function useToasts(): Toasts {
  const { t } = useI18n();
  const messageOf = useMessageOf();
  const closeLabel = t('toast.close');
  const done = useCallback(
    (text: string, actions: readonly ToastAction[] = []) => {
      const id = crypto.randomUUID();
      const close = (): void => {
        notifications.hide(id);
      };
      return notifications.show({
        id,
        message: <Message text={text} actions={actions} close={close} />,
        autoClose: actions.length > 0 ? LONG_MS : SHORT_MS,
        withBorder: true,
        role: 'status',
        closeButtonProps: { 'aria-label': closeLabel },
      });
    },
    [closeLabel],
  );
  const failed = (error: unknown, what?: string): void => {
    notifications.show({
      color: 'red',
      ...(what === undefined ? {} : { title: what }),
      message: messageOf(error),
      autoClose: LONG_MS,
      withBorder: true,
      role: 'alert',
      closeButtonProps: { 'aria-label': closeLabel },
    });
  };
  return {
    done,
    failed,
    hide: (id) => {
      notifications.hide(id);
    },
  };
}
