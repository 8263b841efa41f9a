// The place of messages in the page, empty and free until there is one.
import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react';
import { onStage, stageIsOpen } from './toast-place.ts';

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

export function ToastOutlet(): ReactNode {
  const open = useSyncExternalStore(onStage, stageIsOpen);
  if (!open) return null;
  return (
    <Suspense>
      <Notifications position="bottom-left" limit={4} />
    </Suspense>
  );
}
