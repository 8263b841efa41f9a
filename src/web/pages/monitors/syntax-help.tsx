// How a query is written: each form with what it finds, short enough to read beside the field.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './monitors.module.css';

const forms = ['words', 'or', 'phrase', 'not', 'group', 'tag', 'handle', 'lang'] as const;

export function SyntaxHelp(): ReactNode {
  const { t } = useI18n();
  return (
    <details className={classes['help']}>
      <summary>{t('monitors.help.title')}</summary>
      <dl>
        {forms.map((form) => (
          <div key={form}>
            <dt>
              <code>{t(`monitors.help.${form}.example`)}</code>
            </dt>
            <dd>{t(`monitors.help.${form}.means`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('monitors.help.folding')}</p>
    </details>
  );
}
