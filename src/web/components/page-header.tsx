// The head of a page: its name, a figure, and what can be done; it names the browser's tab too.
import { useEffect, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { BackButton } from './panes/panes.tsx';
import classes from './page-header.module.css';

/** Names the browser's tab while the component is there. */
export function useTitle(title: string): void {
  const { t } = useI18n();
  const app = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${app}`;
  }, [title, app]);
}

export function PageHeader(props: { title: string; count?: ReactNode; children?: ReactNode }): ReactNode {
  useTitle(props.title);
  return (
    <header className={classes['header']}>
      <h1 className={classes['title']}>{props.title}</h1>
      {props.count !== undefined && <span className={classes['count']}>{props.count}</span>}
      <span className={classes['space']} />
      {props.children}
    </header>
  );
}

/** Of a page that was opened from another one. */
export function HeaderWithBack(props: {
  title: string;
  back: { label: string; go: () => void };
  children?: ReactNode;
}): ReactNode {
  const { title, back, children } = props;
  return (
    <div className={classes['withBack']}>
      <BackButton always label={back.label} onClick={back.go} />
      <PageHeader title={title}>{children}</PageHeader>
    </div>
  );
}
