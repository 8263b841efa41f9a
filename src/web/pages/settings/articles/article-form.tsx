// Writing a help article down: where it is, what it answers, and for whom.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ArticleView } from '../../../../contract/endpoints/articles.ts';
import type { BrandView } from '../../../../contract/brand-views.ts';
import { articleLimits } from '../../../../domain/drafting/find-articles.ts';
import { useFirstFocus } from '../../../components/focus.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { FormFrame, LanguageChoice } from '../starting-points/form-frame.tsx';
import { useArticleForm, type OpenArticleForm } from './use-article-form.ts';

interface ArticleFormProps {
  /** Null for one that is still to be made. */
  article: ArticleView | null;
  brands: readonly BrandView[];
  done: () => void;
}

export function ArticleForm({ article, brands, done }: ArticleFormProps): ReactNode {
  const { t, format } = useI18n();
  const form = useArticleForm(article, done);
  const { title, url, text } = form.values;
  const said = (held: typeof form.values) => {
    const values = {
      ...held,
      brand: brands.find(({ id }) => id === held.brandId)?.name ?? t('settings.articles.everybody'),
      lang: held.lang === '' ? t('settings.snippets.anyLang') : format.language(held.lang),
    };
    const fields = ['title', 'url', 'text', 'brand', 'lang'] as const;
    return fields.map((field) => ({ label: t(`settings.articles.${field}`), value: values[field] }));
  };
  return (
    <FormFrame
      form={form}
      isFilled={[title, url, text].every((words) => words.trim() !== '')}
      sayingField="url"
      said={said}
      done={done}
    >
      <Words form={form} />
      <Where form={form} brands={brands} />
    </FormFrame>
  );
}

function Words({ form }: { form: OpenArticleForm }): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const { values, change, field, code, failure } = form;
  const fault = code === 'invalid_input' ? t('settings.articles.notAddress') : failure;
  return (
    <>
      <TextInput
        ref={first}
        label={t('settings.articles.title')}
        maxLength={articleLimits.title}
        required
        value={values.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('settings.articles.url')}
        inputMode="url"
        placeholder="https://"
        maxLength={articleLimits.url}
        required
        error={field === 'url' ? fault : null}
        value={values.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <Textarea
        label={t('settings.articles.text')}
        description={t('settings.articles.textHint')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={articleLimits.text}
        required
        value={values.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
    </>
  );
}

function Where({ form, brands }: { form: OpenArticleForm; brands: readonly BrandView[] }): ReactNode {
  const { t } = useI18n();
  const { values, change } = form;
  return (
    <div className={settings['two']}>
      <NativeSelect
        label={t('settings.articles.brand')}
        value={values.brandId}
        onChange={(event) => change({ brandId: event.currentTarget.value })}
      >
        <option value="">{t('settings.articles.everybody')}</option>
        {brands.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <LanguageChoice
        label={t('settings.articles.lang')}
        value={values.lang}
        choose={(lang) => change({ lang })}
      />
    </div>
  );
}
