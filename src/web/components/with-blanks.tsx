// A text in which its blanks are seen.
import type { ReactNode } from 'react';
import { blanksIn } from '../../domain/drafting/blanks.ts';
import classes from './with-blanks.module.css';

export function WithBlanks({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { span } of blanksIn(text)) {
    parts.push(
      text.slice(from, span[0]),
      <mark key={span[0]} className={classes['blank']}>
        {text.slice(...span)}
      </mark>,
    );
    from = span[1];
  }
  return [...parts, text.slice(from)];
}
