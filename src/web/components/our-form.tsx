// A form that tells by itself what is missing: the browser's own bubbles speak the browser's language, and only once.
import type { ComponentProps, ReactNode } from 'react';

/** What was told is drawn within these. */
const framesToWait = 3;

/** Focuses the first field that is wrong; where none is, what had the focus before a busy button gave it up. */
function focusFault(form: HTMLElement, from: Element | null, frames: number): void {
  requestAnimationFrame(() => {
    const fault = form.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (fault !== null) fault.focus();
    else if (frames > 0) focusFault(form, from, frames - 1);
    else if (document.activeElement === document.body && from instanceof HTMLElement) from.focus();
  });
}

interface OurFormProps extends Omit<ComponentProps<'form'>, 'onSubmit' | 'noValidate'> {
  /** Sends, or marks the fields that keep it from being sent or that were refused: the first of those then takes the focus. */
  send: () => unknown;
}

export function OurForm({ send, ...rest }: OurFormProps): ReactNode {
  return (
    <form
      {...rest}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const from = document.activeElement;
        void Promise.resolve(send()).then(() => focusFault(form, from, framesToWait));
      }}
    />
  );
}
