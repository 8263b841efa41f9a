// The fields of a new account: name, e-mail, password.
import { PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFirstFocus } from '../../components/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export interface AccountValues {
  name: string;
  email: string;
  password: string;
}

/** The contract's own bound. */
export const SHORTEST_PASSWORD = 10;

export function AccountFields(props: {
  values: AccountValues;
  change: (values: AccountValues) => void;
  /** Which field the server refused, and why. */
  failure?: { field: string | null; message: string | null };
}): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { values, change, failure } = props;
  const errorOf = (field: string): string | null => (failure?.field === field ? failure.message : null);
  const short = values.password !== '' && values.password.length < SHORTEST_PASSWORD;
  return (
    <>
      <TextInput
        ref={first}
        mt="lg"
        label={t('account.name')}
        description={t('account.nameHint')}
        autoComplete="name"
        required
        maxLength={80}
        value={values.name}
        error={errorOf('name')}
        onChange={(event) => change({ ...values, name: event.currentTarget.value })}
      />
      <TextInput
        mt="md"
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        value={values.email}
        error={errorOf('email')}
        onChange={(event) => change({ ...values, email: event.currentTarget.value })}
      />
      <PasswordInput
        mt="md"
        label={t('signIn.password')}
        description={t('account.passwordHint', { min: SHORTEST_PASSWORD })}
        autoComplete="new-password"
        required
        minLength={SHORTEST_PASSWORD}
        maxLength={200}
        value={values.password}
        error={
          errorOf('password') ??
          (short ? t('account.passwordLeft', { left: SHORTEST_PASSWORD - values.password.length }) : null)
        }
        onChange={(event) => change({ ...values, password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
    </>
  );
}
