// The text of a query in its editor, as a field with one name: told what is wrong, and telling what changed.
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, type ReactNode, type Ref } from 'react';
import type { QueryProblem } from '../../../domain/listening/query-problems.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { QueryFacts } from './query-completion.ts';
import { createQueryEditor, type QueryEditor, type Underline } from './query-editor.ts';
import classes from './query-editor.module.css';
import { useProblemWords } from './query-problem-list.tsx';

interface QueryEditorFieldProps {
  /** Ids of what names the field and what says more about it. */
  labelId: string;
  describedBy: string;
  query: string;
  change: (query: string) => void;
  /** What is wrong with `checked`, which may be a moment behind. */
  checked: string;
  problems: readonly QueryProblem[];
  facts: QueryFacts;
  readOnly: boolean;
  editorRef: Ref<QueryEditor | null>;
}

/** Takes the editor for as long as it is there. */
function give(ref: Ref<QueryEditor | null>, editor: QueryEditor | null): void {
  if (typeof ref === 'function') ref(editor);
  else if (ref !== null) ref.current = editor;
}

function useAttributes(props: QueryEditorFieldProps): Record<string, string> {
  const { labelId, describedBy, readOnly } = props;
  const wrong = props.problems.length > 0;
  return useMemo(
    () => ({
      'aria-labelledby': labelId,
      'aria-describedby': describedBy,
      'aria-required': String(!readOnly),
      'aria-invalid': String(wrong),
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    }),
    [labelId, describedBy, readOnly, wrong],
  );
}

function useUnderlines(checked: string, problems: readonly QueryProblem[]): Underline[] {
  const { t } = useI18n();
  const wordsOf = useProblemWords();
  return useMemo(
    () =>
      problems.map((problem) => {
        const { start, end, suggestion } = problem;
        const mend =
          suggestion === null ? null : { text: suggestion, label: t('monitors.query.mend', { suggestion }) };
        return { start, end, message: wordsOf(checked, problem), mend };
      }),
    [checked, problems, t, wordsOf],
  );
}

/** Its language and whether it can be changed stay: give it another key for others. */
export function QueryEditorField(props: QueryEditorFieldProps): ReactNode {
  const { query, checked, problems, readOnly, editorRef } = props;
  const { t } = useI18n();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<QueryEditor | null>(null);
  /** What the editor said and has not come back yet: an echo must not overwrite what was typed since. */
  const said = useRef<string[]>([]);
  const changed = useEffectEvent((now: string) => {
    if (now === query && said.current.length === 0) return;
    said.current.push(now);
    props.change(now);
  });
  const facts = useEffectEvent(() => props.facts);
  const attributes = useAttributes(props);
  const start = useEffectEvent((parent: HTMLElement) =>
    createQueryEditor({
      parent,
      query,
      readOnly,
      attributes,
      words: { placeholder: t('monitors.queryExample'), options: t('monitors.query.options') },
      explain: (kind) =>
        kind === 'value'
          ? ''
          : kind === 'product'
            ? t('monitors.option.product')
            : t(`monitors.option.${kind}`),
      facts: () => facts(),
      changed: (now) => changed(now),
    }),
  );

  useLayoutEffect(() => {
    if (place.current === null) return undefined;
    const made = start(place.current);
    said.current = [];
    editor.current = made;
    give(editorRef, made);
    return () => {
      editor.current = null;
      give(editorRef, null);
      made.destroy();
    };
  }, [editorRef]);

  useLayoutEffect(() => {
    const echo = said.current.lastIndexOf(query);
    if (echo === -1) {
      said.current = [];
      editor.current?.write(query);
    } else said.current = said.current.slice(echo + 1);
  }, [query]);

  useLayoutEffect(() => editor.current?.setAttributes(attributes), [attributes]);

  // They come from the server, and one may type before they are there.
  useEffect(() => editor.current?.offerAgain(props.facts), [props.facts]);

  const underlines = useUnderlines(checked, problems);
  useEffect(() => editor.current?.underline(checked, underlines), [checked, underlines]);

  return <div ref={place} className={classes['editor']} />;
}
