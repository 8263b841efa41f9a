// Where messages are drawn: set up in the page when the first one is shown.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import type { Toast } from './toast.tsx';
import { openStage } from './toast-place.ts';

function Message({
  text,
  actions,
  close,
}: Pick<Toast, 'text' | 'actions'> & { close: () => void }): ReactNode {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text size="sm">{text}</Text>
      <Group gap={4} wrap="nowrap">
        {actions.map(({ label, run }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              close();
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

export function hide(id: string): void {
  notifications.hide(id);
}

export function show({ id, title, text, actions, forMs, closeLabel, failure }: Toast): void {
  openStage();
  notifications.show({
    id,
    ...(title === undefined ? {} : { title }),
    ...(failure ? { color: 'red' } : {}),
    message: <Message text={text} actions={actions} close={() => hide(id)} />,
    autoClose: forMs,
    withBorder: true,
    role: failure ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': closeLabel },
  });
}
