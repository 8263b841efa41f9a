// Writing a snippet: its words with their blanks, and how and where it is found.
import { Alert, Button, Group, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { snippetLimits } from '../../../../domain/drafting/find-snippets.ts';
import { ChangedMeanwhile } from '../../../components/changed-meanwhile.tsx';
import { useFirstFocus } from '../../../components/focus.ts';
import { OurForm } from '../../../components/our-form.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { LeaveUnsaved, Unsaved } from '../../../components/unsaved.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { useSnippetForm, type SnippetForm } from './use-snippet-form.ts';
import { whoseName, whoseOf, type Places } from './whose.ts';

/** Those that posts are judged in come first; any other that a snippet has is offered with it. */
const languages = ['ja', 'en', 'zh', 'ko', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'th', 'vi', 'id'];

interface SnippetFormProps {
  /** Null for one that is still to be made. */
  snippet: SnippetView | null;
  places: Places;
  done: () => void;
}

export function SnippetForm({ snippet, places, done }: SnippetFormProps): ReactNode {
  const { t } = useI18n();
  const form = useSnippetForm(snippet, done);
  return (
    <OurForm className={settings['productForm']} send={form.save}>
      <Words form={form} />
      <Where form={form} places={places} />
      <Unsaved when={form.begun && !form.busy} />
      <Conflict form={form} places={places} />
      {form.failure !== null && form.field !== 'key' && (
        <Alert color="red" role="alert">
          {form.failure}
        </Alert>
      )}
      <Group gap="xs">
        <Button type="submit" loading={form.busy} disabled={!form.isFilled}>
          {t('common.save')}
        </Button>
        <Cancel asks={form.begun} leave={done} />
      </Group>
    </OurForm>
  );
}

function Conflict({ form, places }: { form: SnippetForm; places: Places }): ReactNode {
  const { t, format } = useI18n();
  const { conflict, values, busy } = form;
  if (conflict === null) return null;
  const { latest, ...ways } = conflict;
  const said = (held: typeof values) => ({
    ...held,
    tags: held.tags.join(t('common.comma')),
    lang: held.lang === '' ? t('settings.snippets.anyLang') : format.language(held.lang),
    whose: whoseName(whoseOf(held.whose), places) ?? t('settings.snippets.everybody'),
  });
  const [theirs, ours] = [said(latest), said(values)];
  const differences = (['name', 'key', 'text', 'whose', 'lang', 'tags'] as const)
    .map((field) => ({ label: t(`settings.snippets.${field}`), theirs: theirs[field], ours: ours[field] }))
    .filter((one) => one.theirs !== one.ours);
  return <ChangedMeanwhile differences={differences} busy={busy} {...ways} />;
}

/** Leaves the form; what was typed is asked about first. */
function Cancel({ asks, leave }: { asks: boolean; leave: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <LeaveUnsaved asks={asks} leave={leave}>
      {(go) => (
        <Button variant="default" onClick={go}>
          {t('common.cancel')}
        </Button>
      )}
    </LeaveUnsaved>
  );
}

function Words({ form }: { form: SnippetForm }): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { values, change } = form;
  return (
    <>
      <div className={settings['two']}>
        <TextInput
          ref={first}
          label={t('settings.snippets.name')}
          maxLength={snippetLimits.name}
          required
          value={values.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('settings.snippets.key')}
          description={t('settings.snippets.keyHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={snippetLimits.key}
          required
          error={form.field === 'key' ? form.failure : null}
          value={values.key}
          onChange={(event) => change({ key: event.currentTarget.value.replaceAll(/\s/gu, '-') })}
        />
      </div>
      <Textarea
        label={t('settings.snippets.text')}
        description={t('settings.snippets.textHint', { name: '{name}', product: '{product}' })}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={snippetLimits.text}
        required
        value={values.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
    </>
  );
}

function Where({ form, places }: { form: SnippetForm; places: Places }): ReactNode {
  const { t, format } = useI18n();
  const { values, change } = form;
  const offered =
    values.lang === '' || languages.includes(values.lang) ? languages : [...languages, values.lang];
  return (
    <>
      <div className={settings['two']}>
        <NativeSelect
          label={t('settings.snippets.whose')}
          value={values.whose}
          onChange={(event) => change({ whose: event.currentTarget.value })}
        >
          <option value="">{t('settings.snippets.everybody')}</option>
          {places.brands.map(({ id, name }) => (
            <option key={id} value={`brand ${id}`}>
              {name}
            </option>
          ))}
          {places.accounts.map(({ id, handle }) => (
            <option key={id} value={`account ${id}`}>
              {atHandle(handle)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('settings.snippets.lang')}
          value={values.lang}
          onChange={(event) => change({ lang: event.currentTarget.value })}
        >
          <option value="">{t('settings.snippets.anyLang')}</option>
          {offered.map((lang) => (
            <option key={lang} value={lang}>
              {format.language(lang)}
            </option>
          ))}
        </NativeSelect>
      </div>
      <TagsInput
        label={t('settings.snippets.tags')}
        value={values.tags}
        onChange={(tags) => change({ tags })}
        acceptValueOnBlur
        maxTags={snippetLimits.tags}
      />
    </>
  );
}
