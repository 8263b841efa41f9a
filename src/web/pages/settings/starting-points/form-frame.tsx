// What every form for such a list ends with: what is not saved, what another changed, what went wrong, and the two ways out.
import { Alert, Button, Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChangedMeanwhile } from '../../../components/changed-meanwhile.tsx';
import { OurForm } from '../../../components/our-form.tsx';
import { LeaveUnsaved, Unsaved } from '../../../components/unsaved.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import type { WordsForm } from './use-words-form.ts';

/** Those that posts are judged in come first; any other that a row has is offered with it. */
const languages = ['ja', 'en', 'zh', 'ko', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'th', 'vi', 'id'];

interface FormFrameProps<Values> {
  form: WordsForm<Values>;
  isFilled: boolean;
  /** The field that says itself what the server found wrong with it. */
  sayingField: string;
  /** The values as a person reads them, each with its label. */
  said: (values: Values) => { label: string; value: string }[];
  done: () => void;
  children: ReactNode;
}

export function FormFrame<Values>(props: FormFrameProps<Values>): ReactNode {
  const { form, isFilled, sayingField, said, done, children } = props;
  const { t } = useI18n();
  const { failure, field, begun, busy } = form;
  return (
    <OurForm className={settings['productForm']} send={form.save}>
      {children}
      <Unsaved when={begun && !busy} />
      <Conflict form={form} said={said} />
      {failure !== null && field !== sayingField && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      <Group gap="xs">
        <Button type="submit" loading={busy} disabled={!isFilled}>
          {t('common.save')}
        </Button>
        <LeaveUnsaved asks={begun} leave={done}>
          {(go) => (
            <Button variant="default" onClick={go}>
              {t('common.cancel')}
            </Button>
          )}
        </LeaveUnsaved>
      </Group>
    </OurForm>
  );
}

function Conflict<Values>({ form, said }: Pick<FormFrameProps<Values>, 'form' | 'said'>): ReactNode {
  const { conflict, values, busy } = form;
  if (conflict === null) return null;
  const { latest, ...ways } = conflict;
  const theirs = said(latest);
  const differences = said(values)
    .map(({ label, value }, at) => ({ label, theirs: theirs[at]?.value ?? '', ours: value }))
    .filter((one) => one.theirs !== one.ours);
  return <ChangedMeanwhile differences={differences} busy={busy} {...ways} />;
}

interface LanguageChoiceProps {
  label: string;
  /** Empty for any. */
  value: string;
  choose: (lang: string) => void;
}

export function LanguageChoice({ label, value, choose }: LanguageChoiceProps): ReactNode {
  const { t, format } = useI18n();
  const offered = value === '' || languages.includes(value) ? languages : [...languages, value];
  return (
    <NativeSelect label={label} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{t('settings.snippets.anyLang')}</option>
      {offered.map((lang) => (
        <option key={lang} value={lang}>
          {format.language(lang)}
        </option>
      ))}
    </NativeSelect>
  );
}
