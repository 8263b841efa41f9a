// A page of settings or tables: head, and a scrolling body of readable width.
import type { ReactNode } from 'react';
import classes from './page.module.css';

export function PageBody(props: { children: ReactNode; wide?: boolean }): ReactNode {
  return (
    <div className={classes['scroll']}>
      <div className={classes['body']} data-wide={props.wide === true || undefined}>
        {props.children}
      </div>
    </div>
  );
}

/** A block on a page, on its own ground, with a heading. */
export function Section(props: {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className={classes['section']}>
      <div className={classes['head']}>
        <div>
          <h2>{props.title}</h2>
          {props.hint !== undefined && <p>{props.hint}</p>}
        </div>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}
