// What a monitor asks for, as a form or as text: two views of one query, which lives as text.
import { Alert, Input, SegmentedControl } from '@mantine/core';
import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { QueryProblem } from '../../../domain/listening/query-problems.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { QueryFacts } from './query-completion.ts';
import { QueryEditorField } from './query-editor-field.tsx';
import type { QueryEditor } from './query-editor.ts';
import classes from './query-field.module.css';
import { QueryFormView } from './query-form-view.tsx';
import { formOf, printForm, type QueryForm, type TextOnly } from './query-form.ts';
import { ProblemList } from './query-problem-list.tsx';
import { SyntaxHelp } from './syntax-help.tsx';

type View = 'form' | 'text';

const remembered = 'kizuki.monitors.view';

/** The view one chose last; a browser that keeps nothing starts with the form. */
function lastView(): View {
  try {
    return localStorage.getItem(remembered) === 'text' ? 'text' : 'form';
  } catch {
    return 'form';
  }
}

function remember(view: View): void {
  try {
    localStorage.setItem(remembered, view);
  } catch {
    // Then it is chosen again next time.
  }
}

/**
 * The form of a query for as long as it is open: half-filled fields stay as they are, and a query that came from
 * elsewhere is read anew.
 */
function useForm(query: string, change: (query: string) => void) {
  const [held, setHeld] = useState<{ form: QueryForm; query: string } | null>(null);
  const read = useMemo(() => formOf(query), [query]);
  const form = held !== null && held.query === query ? held.form : read;
  return {
    form,
    changeForm: (next: QueryForm) => {
      const printed = printForm(next);
      setHeld({ form: next, query: printed });
      change(printed);
    },
  };
}

/** The view that is open, and why the form could not be. */
function useView(query: string, form: QueryForm | TextOnly) {
  const [chosen, setChosen] = useState<View>(() => (typeof form === 'string' ? 'text' : lastView()));
  const [refused, setRefused] = useState<{ query: string; why: TextOnly } | null>(null);
  // A query that has no form came in while the form was open, or the form made one that has a mistake.
  if (chosen === 'form' && typeof form === 'string') {
    setChosen('text');
    setRefused({ query, why: form });
  }
  const choose = (view: View): void => {
    remember(view);
    if (view === 'form' && typeof form === 'string') setRefused({ query, why: form });
    else setChosen(view);
  };
  return { chosen, choose, refused: refused?.query === query ? refused.why : null };
}

function ViewSwitch({ view, choose }: { view: View; choose: (view: View) => void }): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['views']}>
      <Input.Description>
        {view === 'text' ? t('monitors.queryHint') : t('monitors.form.hint')}
      </Input.Description>
      <SegmentedControl
        size="xs"
        aria-label={t('monitors.view')}
        value={view}
        onChange={(chosen) => choose(chosen === 'form' ? 'form' : 'text')}
        data={[
          { value: 'form', label: t('monitors.view.form') },
          { value: 'text', label: t('monitors.view.text') },
        ]}
      />
    </div>
  );
}

interface QueryFieldProps {
  query: string;
  change: (query: string) => void;
  /** What is wrong with `checked`, which may be a moment behind the query. */
  checked: string;
  problems: readonly QueryProblem[];
  facts: QueryFacts;
  readOnly: boolean;
}

export function QueryField({
  query,
  change,
  checked,
  problems,
  facts,
  readOnly,
}: QueryFieldProps): ReactNode {
  const { t, locale } = useI18n();
  const id = useId();
  const { form, changeForm } = useForm(query, change);
  const { chosen, choose, refused } = useView(query, form);
  const editor = useRef<QueryEditor>(null);
  const asForm = chosen === 'form' && typeof form !== 'string' ? form : null;
  // An empty field is not a mistake yet.
  const shown = checked.trim() === '' ? [] : problems;
  return (
    <Input.Wrapper
      label={t('monitors.query')}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => editor.current?.focus() }}
      required={!readOnly}
    >
      <ViewSwitch view={asForm === null ? 'text' : 'form'} choose={choose} />
      {refused !== null && asForm === null && (
        <Alert color="amber" mt={6} role="alert">
          {t(`monitors.textOnly.${refused}`)}
        </Alert>
      )}
      {asForm !== null ? (
        <fieldset className={classes['group']} aria-labelledby={`${id}-label`}>
          <QueryFormView form={asForm} change={changeForm} facts={facts} readOnly={readOnly} />
        </fieldset>
      ) : (
        <>
          <div className={classes['field']} data-wrong={shown.length > 0 || undefined}>
            <QueryEditorField
              key={`${locale} ${String(readOnly)}`}
              labelId={`${id}-label`}
              describedBy={`${id}-problems`}
              query={query}
              change={change}
              checked={checked}
              problems={shown}
              facts={facts}
              readOnly={readOnly}
              editorRef={editor}
            />
          </div>
          <p className={classes['keys']}>{t('monitors.query.keys')}</p>
        </>
      )}
      <ProblemList
        id={`${id}-problems`}
        query={checked}
        problems={shown}
        mend={asForm === null && !readOnly ? change : null}
      />
      {asForm === null && <SyntaxHelp />}
    </Input.Wrapper>
  );
}
