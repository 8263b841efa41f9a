// A section of the settings with what replies begin with: those in use, those that were put away, one that is made, and files.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, useState, type ReactNode } from 'react';
import type { FileFormat } from '../../../../domain/drafting/table-file.ts';
import { useMay } from '../../../api/session.ts';
import { Section } from '../../../components/page.tsx';
import { saveFile } from '../../../components/save-file.ts';
import { EmptyState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { Files } from './files.tsx';
import { ImportDialog } from './import-dialog.tsx';
import type { ListKind } from './kind.ts';
import classes from './starting-points.module.css';

interface ListSectionProps<Row> {
  kind: ListKind;
  icon: ReactNode;
  rows: readonly Row[];
  /** The file of those in use. */
  write: (rows: readonly Row[], format: FileFormat) => string;
  /** What makes a new one. */
  renderForm: (done: () => void) => ReactNode;
  renderRow: (row: Row, allowed: boolean) => ReactNode;
}

export function ListSection<Row extends { id: string; archivedAt: string | null }>(
  props: ListSectionProps<Row>,
): ReactNode {
  const { kind, icon, rows, write, renderForm, renderRow } = props;
  const { t } = useI18n();
  const allowed = useMay('guideline.change');
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const close = (): void => setOpen(null);
  const inUse = rows.filter(({ archivedAt }) => archivedAt === null);
  const away = rows.filter(({ archivedAt }) => archivedAt !== null);
  const add = (
    <Button
      size="compact-sm"
      variant={inUse.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => setOpen('add')}
    >
      {t(`settings.${kind}.add`)}
    </Button>
  );
  const list = (shown: readonly Row[]): ReactNode => (
    <ul className={`plain ${classes['rows'] ?? ''}`}>
      {shown.map((one) => (
        <Fragment key={one.id}>{renderRow(one, allowed)}</Fragment>
      ))}
    </ul>
  );
  const take = (format: FileFormat): void => saveFile(kind, format, write(inUse, format));
  return (
    <Section
      title={t(`settings.section.${kind}`)}
      hint={t(`settings.${kind}.about`)}
      actions={
        <Files bring={allowed ? () => setOpen('import') : null} take={inUse.length > 0 ? take : null} />
      }
    >
      {allowed && open !== 'add' && inUse.length > 0 && add}
      {open === 'add' && renderForm(close)}
      {open === 'import' && <ImportDialog kind={kind} close={close} />}
      {inUse.length === 0 && open !== 'add' && (
        <EmptyState compact icon={icon} title={t(`settings.${kind}.none`)} action={allowed ? add : undefined}>
          {t(`settings.${kind}.noneBody`)}
        </EmptyState>
      )}
      {!allowed && <p className={settings['quiet']}>{t(`settings.${kind}.readOnly`)}</p>}
      {list(inUse)}
      {away.length > 0 && (
        <details className={classes['away']}>
          <summary>{t(`settings.${kind}.away`, { count: away.length })}</summary>
          {list(away)}
        </details>
      )}
    </Section>
  );
}
