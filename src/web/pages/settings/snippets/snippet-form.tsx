// Writing a snippet: its words with their blanks, and how and where it is found.
import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { snippetLimits } from '../../../../domain/drafting/find-snippets.ts';
import { useFirstFocus } from '../../../components/focus.ts';
import { atHandle } from '../../../components/post/post-card.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { FormFrame, LanguageChoice } from '../starting-points/form-frame.tsx';
import { useSnippetForm, type SnippetForm } from './use-snippet-form.ts';
import { whoseName, whoseOf, type Places } from './whose.ts';

interface SnippetFormProps {
  /** Null for one that is still to be made. */
  snippet: SnippetView | null;
  places: Places;
  done: () => void;
}

export function SnippetForm({ snippet, places, done }: SnippetFormProps): ReactNode {
  const { t, format } = useI18n();
  const form = useSnippetForm(snippet, done);
  const { name, key, text } = form.values;
  const said = (held: typeof form.values) => {
    const values = {
      ...held,
      tags: held.tags.join(t('common.comma')),
      lang: held.lang === '' ? t('settings.snippets.anyLang') : format.language(held.lang),
      whose: whoseName(whoseOf(held.whose), places) ?? t('settings.snippets.everybody'),
    };
    const fields = ['name', 'key', 'text', 'whose', 'lang', 'tags'] as const;
    return fields.map((field) => ({ label: t(`settings.snippets.${field}`), value: values[field] }));
  };
  return (
    <FormFrame
      form={form}
      isFilled={[name, key, text].every((words) => words.trim() !== '')}
      sayingField="key"
      said={said}
      done={done}
    >
      <Words form={form} />
      <Where form={form} places={places} />
    </FormFrame>
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
  const { t } = useI18n();
  const { values, change } = form;
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
        <LanguageChoice
          label={t('settings.snippets.lang')}
          value={values.lang}
          choose={(lang) => change({ lang })}
        />
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
