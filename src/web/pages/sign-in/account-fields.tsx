// The fields of a new account: name, e-mail, password.
import { PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFirstFocus } from '../../components/focus.ts';
import { emailLike, filled, useFaults, type Faults } from '../../components/form.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export interface AccountValues {
  name: string;
  email: string;
  password: string;
}

/** The contract's own bound. */
export const SHORTEST_PASSWORD = 10;

/** What keeps a new account from being sent. */
export function useAccountFaults({ name, email, password }: AccountValues): Faults<keyof AccountValues> {
  const tooShort = password.length < SHORTEST_PASSWORD ? 'form.missing' : null;
  return useFaults({ name: filled(name), email: emailLike(email), password: tooShort });
}

export function AccountFields(props: {
  values: AccountValues;
  change: (values: AccountValues) => void;
  faults: Faults<keyof AccountValues>;
  /** Which field the server refused, and why. */
  failure: { field: string | null; message: string | null };
}): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { values, change, faults, failure } = props;
  const errorOf = (field: keyof AccountValues): string | null =>
    failure.field === field ? failure.message : faults.of(field);
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
        maxLength={200}
        value={values.password}
        error={
          short
            ? t('account.passwordLeft', { left: SHORTEST_PASSWORD - values.password.length })
            : errorOf('password')
        }
        onChange={(event) => change({ ...values, password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
    </>
  );
}
