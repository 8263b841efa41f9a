// A form that tells by itself what is missing: the browser's own bubbles speak the browser's language, and only once.
import type { ComponentProps, ReactNode } from 'react';

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
        void Promise.resolve(send()).then(() => {
          requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        });
      }}
    />
  );
}
