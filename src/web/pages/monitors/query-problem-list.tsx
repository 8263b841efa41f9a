// What is wrong with a query, in words: where, why, and one click that mends it.
import { Button } from '@mantine/core';
import { IconAlertCircle, IconWand } from '@tabler/icons-react';
import { useCallback, type ReactNode } from 'react';
import type { ProblemCode, QueryProblem } from '../../../domain/listening/query-problems.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './query-field.module.css';

/** Line and column as people count them: from 1, in characters and not in UTF-16 units. */
function placeOf(text: string, offset: number): { line: number; column: number } {
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

/** The words of a problem, without its place. */
export function useProblemWords(): (query: string, problem: QueryProblem) => string {
  const { t } = useI18n();
  return useCallback(
    (query, problem) => {
      const words = naming.includes(problem.code) ? query.slice(problem.start, problem.end) : '';
      return t(`monitors.problem.${problem.code}`, { words });
    },
    [t],
  );
}

interface ProblemListProps {
  id: string;
  query: string;
  problems: readonly QueryProblem[];
  /** Null in the form, where a place in the text says nothing. */
  mend: ((query: string) => void) | null;
}

export function ProblemList({ id, query, problems, mend }: ProblemListProps): ReactNode {
  const { t } = useI18n();
  const wordsOf = useProblemWords();
  const place = ({ start }: QueryProblem): string => {
    const { line, column } = placeOf(query, start);
    return query.includes('\n')
      ? t('monitors.query.place', { line, column })
      : t('monitors.query.column', { column });
  };
  return (
    <ul id={id} className={`plain ${classes['problems'] ?? ''}`} aria-live="polite">
      {problems.map((problem) => {
        const { code, start, end, suggestion } = problem;
        return (
          <li key={`${code}-${start}-${end}`} className={classes['problem']}>
            <IconAlertCircle size={15} aria-hidden />
            <span>
              {mend !== null && <b>{place(problem)} </b>}
              {wordsOf(query, problem)}
            </span>
            {suggestion !== null && mend !== null && (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconWand size={13} aria-hidden />}
                onClick={() => mend(query.slice(0, start) + suggestion + query.slice(end))}
              >
                {t('monitors.query.mend', { suggestion })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
