// Which language's posts one looks at; all of them where none is chosen.
import { Select } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './judgement.module.css';

interface LanguageSelectProps {
  langs: readonly string[];
  lang: string | null;
  choose: (lang: string | null) => void;
}

export function LanguageSelect({ langs, lang, choose }: LanguageSelectProps): ReactNode {
  const { t, format } = useI18n();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Select
      ref={field}
      className={classes['language']}
      size="xs"
      rightSectionWidth={24}
      clearable
      aria-label={t('filters.lang')}
      placeholder={t('judging.allLanguages')}
      data={langs.map((value) => ({ value, label: format.language(value) }))}
      value={lang}
      onChange={(value) => {
        choose(value);
        // The keys are the page's again.
        field.current?.blur();
      }}
    />
  );
}
