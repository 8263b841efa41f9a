// One's own name, language, look and password.
import { Alert, Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { usePreferences } from '../../theme/preferences-provider.tsx';
import type { Preferences } from '../../theme/preferences.ts';
import { SHORTEST_PASSWORD } from '../sign-in/account-fields.tsx';
import classes from './settings.module.css';
import { SignatureSection } from './signature-section.tsx';

function Profile(): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { user } = useSession();
  const { busy, failure, submit } = useSubmission();
  const [name, setName] = useState(user.name);
  const save = async (): Promise<void> => {
    const session = await client.call('changeMe', { body: { name: name.trim() } });
    queryClient.setQueryData(keys.session, session);
    toasts.done(t('common.saved'));
  };
  return (
    <Section title={t('settings.profile')} hint={user.email}>
      <OurForm className={classes['form']} send={() => void submit(save)}>
        <TextInput
          label={t('account.name')}
          description={t('account.nameHint')}
          required
          maxLength={80}
          autoComplete="name"
          value={name}
          error={failure}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          className={classes['save'] ?? ''}
          loading={busy}
          disabled={name.trim() === '' || name.trim() === user.name}
        >
          {t('common.save')}
        </Button>
      </OurForm>
    </Section>
  );
}

function Look(): ReactNode {
  const { t } = useI18n();
  const toasts = useToasts();
  const [preferences, change] = usePreferences();
  const set = (wanted: Partial<Preferences>): void => {
    change(wanted).catch((error: unknown) => toasts.failed(error));
  };
  return (
    <Section title={t('settings.look')} hint={t('settings.lookHint')}>
      <div className={classes['choices']}>
        <div>
          <span id="language">{t('frame.language')}</span>
          <SegmentedControl
            aria-labelledby="language"
            value={preferences.locale}
            data={[
              { value: 'ja', label: t('frame.language.ja') },
              { value: 'en', label: t('frame.language.en') },
            ]}
            onChange={(value) => set({ locale: value === 'ja' ? 'ja' : 'en' })}
          />
        </div>
        <div>
          <span id="theme">{t('frame.theme')}</span>
          <SegmentedControl
            aria-labelledby="theme"
            value={preferences.theme}
            data={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`frame.theme.${value}`),
            }))}
            onChange={(theme) => set({ theme })}
          />
        </div>
        <div>
          <span id="density">{t('frame.density')}</span>
          <SegmentedControl
            aria-labelledby="density"
            value={preferences.density}
            data={(['comfortable', 'compact'] as const).map((value) => ({
              value,
              label: t(`frame.density.${value}`),
            }))}
            onChange={(density) => set({ density })}
          />
        </div>
      </div>
    </Section>
  );
}

function Password(): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { user } = useSession();
  const { busy, failure, submit } = useSubmission();
  const [wrong, setWrong] = useState(false);
  const [values, setValues] = useState({ current: '', next: '' });
  const short = values.next !== '' && values.next.length < SHORTEST_PASSWORD;
  const save = async (): Promise<void> => {
    setWrong(false);
    try {
      queryClient.setQueryData(keys.session, await client.call('changeMe', { body: { password: values } }));
    } catch (error) {
      if (codeOf(error) !== 'sign_in_failed') throw error;
      setWrong(true);
      return;
    }
    setValues({ current: '', next: '' });
    toasts.done(t('settings.passwordChanged'));
  };
  return (
    <Section title={t('settings.password')} hint={t('settings.passwordHint')}>
      <OurForm className={classes['form']} send={() => void submit(save)}>
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordInput
          label={t('settings.passwordCurrent')}
          autoComplete="current-password"
          required
          maxLength={200}
          value={values.current}
          error={wrong ? t('settings.passwordWrong') : null}
          onChange={(event) => setValues({ ...values, current: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <PasswordInput
          label={t('settings.passwordNext')}
          description={t('account.passwordHint', { min: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          required
          maxLength={200}
          value={values.next}
          error={short ? t('account.passwordLeft', { left: SHORTEST_PASSWORD - values.next.length }) : null}
          onChange={(event) => setValues({ ...values, next: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Button
          type="submit"
          variant="default"
          className={classes['save'] ?? ''}
          loading={busy}
          disabled={values.current === '' || values.next.length < SHORTEST_PASSWORD}
        >
          {t('settings.passwordChange')}
        </Button>
      </OurForm>
    </Section>
  );
}

export function MeSection(): ReactNode {
  return (
    <>
      <Profile />
      <SignatureSection />
      <Look />
      <Password />
    </>
  );
}
