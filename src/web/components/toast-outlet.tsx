// The place of messages in the page: each is drawn once, and goes without drawing the others again.
import { IconX } from '@tabler/icons-react';
import { memo, useSyncExternalStore, type FocusEvent, type ReactNode } from 'react';
import classes from './toast.module.css';
import { toastStage } from './toast.tsx';
import type { Toast } from './toast-stage.ts';

const Card = memo(function Card({ toast }: { toast: Toast }): ReactNode {
  const { id, title, text, actions, closeLabel, failure } = toast;
  const close = (): void => {
    toastStage.hide(id);
    // Its button has gone with the focus, and tells nobody.
    toastStage.release();
  };
  return (
    <div className={classes['toast']} role={failure ? 'alert' : 'status'} data-failure={failure || undefined}>
      <div className={classes['words']}>
        {title !== undefined && <b>{title}</b>}
        <p>{text}</p>
      </div>
      {actions.map(({ label, run }) => (
        <button
          key={label}
          type="button"
          className={classes['action']}
          onClick={() => {
            close();
            run();
          }}
        >
          {label}
        </button>
      ))}
      <button type="button" className={classes['close']} aria-label={closeLabel} onClick={close}>
        <IconX size={16} aria-hidden />
      </button>
    </div>
  );
});

function left(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.contains(event.relatedTarget)) toastStage.release();
}

export function ToastOutlet(): ReactNode {
  const toasts = useSyncExternalStore(toastStage.subscribe, toastStage.read);
  if (toasts.length === 0) return null;
  return (
    <div
      className={classes['stage']}
      onPointerMove={toastStage.hold}
      onPointerLeave={toastStage.release}
      onFocus={toastStage.hold}
      onBlur={left}
    >
      {toasts.map((toast) => (
        <Card key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
