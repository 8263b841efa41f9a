// The field of a query: what is wrong is underlined where it stands, said in words below, and mended with one click.
import { Button, Input } from '@mantine/core';
import { IconAlertCircle, IconWand } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import type { ProblemCode, QueryProblem } from '../../../domain/listening/query-problems.ts';
import { tidySpans } from '../../components/highlighted.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './query-field.module.css';

/** Line and column as people count them: from 1, in characters and not in UTF-16 units. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

/** Codes that name the words they are about. */
const naming: readonly ProblemCode[] = [
  'query_unknown_field',
  'query_missing_value',
  'query_bad_lang',
  'query_bad_network',
  'query_bad_kind',
  'query_bad_has',
  'query_bad_count',
  'query_bad_url',
  'query_bad_account',
  'query_bad_tag',
];

function Problem(props: { query: string; problem: QueryProblem; mend: (query: string) => void }): ReactNode {
  const { query, problem, mend } = props;
  const { t } = useI18n();
  const { line, column } = placeOf(query, problem.start);
  const { suggestion } = problem;
  const words = naming.includes(problem.code) ? query.slice(problem.start, problem.end) : '';
  return (
    <li className={classes['problem']}>
      <IconAlertCircle size={15} aria-hidden />
      <span>
        <b>
          {query.includes('\n')
            ? t('monitors.query.place', { line, column })
            : t('monitors.query.column', { column })}
        </b>{' '}
        {t(`monitors.problem.${problem.code}`, { words })}
      </span>
      {suggestion !== null && (
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconWand size={13} aria-hidden />}
          onClick={() => mend(query.slice(0, problem.start) + suggestion + query.slice(problem.end))}
        >
          {t('monitors.query.mend', { suggestion })}
        </Button>
      )}
    </li>
  );
}

/** The words of the query once more, unseen behind the field, to carry the underlines. */
function Mirror({ query, problems }: { query: string; problems: readonly QueryProblem[] }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  const spans = tidySpans(
    problems.map(({ start, end }) => [start, Math.max(end, start + 1)] as const),
    query.length,
  );
  for (const [start, end] of spans) {
    parts.push(query.slice(at, start));
    parts.push(
      <span key={start} className={classes['wrong']}>
        {query.slice(start, end)}
      </span>,
    );
    at = end;
  }
  parts.push(query.slice(at));
  return (
    <div className={classes['mirror']} aria-hidden>
      {parts}
      {'\n'}
    </div>
  );
}

interface QueryFieldProps {
  query: string;
  change: (query: string) => void;
  problems: readonly QueryProblem[];
  readOnly: boolean;
}

export function QueryField({ query, change, problems, readOnly }: QueryFieldProps): ReactNode {
  const { t } = useI18n();
  const id = useId();
  // An empty field is not a mistake yet.
  const shown = query.trim() === '' ? [] : problems;
  return (
    <Input.Wrapper
      label={t('monitors.query')}
      description={t('monitors.queryHint')}
      id={id}
      required={!readOnly}
      labelProps={{ htmlFor: id }}
    >
      <div className={classes['field']} data-wrong={shown.length > 0 || undefined}>
        <Mirror query={query} problems={shown} />
        <textarea
          id={id}
          className={classes['input']}
          value={query}
          readOnly={readOnly}
          required
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          aria-invalid={shown.length > 0 || undefined}
          aria-describedby={`${id}-problems`}
          placeholder={t('monitors.queryExample')}
          onChange={(event) => change(event.currentTarget.value)}
        />
      </div>
      <ul id={`${id}-problems`} className={`plain ${classes['problems'] ?? ''}`} aria-live="polite">
        {shown.map((problem) => (
          <Problem
            key={`${problem.code}-${problem.start}-${problem.end}`}
            query={query}
            problem={problem}
            mend={change}
          />
        ))}
      </ul>
    </Input.Wrapper>
  );
}
