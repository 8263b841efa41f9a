// Signing in with e-mail and password.
import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAdoptSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { BarePage, Card } from '../../components/bare-page.tsx';
import { emailLike, useFaults, useSubmission } from '../../components/form.ts';
import { useFirstFocus } from '../../components/focus.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage(): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { client } = useApp();
  const { next } = route.useSearch();
  const adopt = useAdoptSession();
  const router = useRouter();
  const { busy, failure, submit } = useSubmission();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const faults = useFaults({ email: emailLike(email), password: password === '' ? 'form.missing' : null });

  const signIn = async (): Promise<void> => {
    adopt(await client.call('signIn', { body: { email: email.trim(), password } }));
    router.history.push(next ?? '/');
  };
  return (
    <BarePage title={t('signIn.title')}>
      <Card title={t('signIn.title')} hint={t('signIn.hint')}>
        <OurForm send={() => faults.pass() && void submit(signIn)}>
          <TextInput
            ref={first}
            mt="lg"
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            error={faults.of('email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            mt="md"
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            value={password}
            error={faults.of('password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
          {failure !== null && (
            <Alert color="red" mt="md" role="alert">
              {failure}
            </Alert>
          )}
          <Button type="submit" fullWidth mt="lg" size="md" loading={busy}>
            {t('signIn.action')}
          </Button>
        </OurForm>
      </Card>
    </BarePage>
  );
}
