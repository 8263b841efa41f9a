// A form that tells by itself what is missing: the browser's own bubbles speak the browser's language, and only once.
import type { ComponentProps, ReactNode } from 'react';

interface OurFormProps extends Omit<ComponentProps<'form'>, 'onSubmit' | 'noValidate'> {
  /** Sends, or marks the fields that keep it from being sent: the first of those then takes the focus. */
  send: () => void;
}

export function OurForm({ send, ...rest }: OurFormProps): ReactNode {
  return (
    <form
      {...rest}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        send();
        requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      }}
    />
  );
}
