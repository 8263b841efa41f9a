// The interface's language: hands translator and formats to every component.
import { createContext, use, useMemo, type ReactNode } from 'react';
import { createFormats, regionalOf, type Formats } from './format.ts';
import { createTranslator, type Catalog, type Locale, type Translator } from './translator.ts';

export interface I18n extends Translator {
  format: Formats;
}

const Context = createContext<I18n | null>(null);

export function I18nProvider(props: { locale: Locale; catalog: Catalog; children: ReactNode }): ReactNode {
  const { locale, catalog } = props;
  const value = useMemo<I18n>(
    () => ({
      ...createTranslator(locale, catalog),
      format: createFormats(locale, regionalOf(locale, navigator.languages)),
    }),
    [locale, catalog],
  );
  return <Context value={value}>{props.children}</Context>;
}

/** Translator and formats of the language chosen now. */
export function useI18n(): I18n {
  const value = use(Context);
  if (value === null) throw new Error('useI18n is used outside I18nProvider.');
  return value;
}
