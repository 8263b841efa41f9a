// Bringing a list in from a file, and taking it out as one.
import { Button, Group, Menu } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FileFormat } from '../../../../domain/drafting/table-file.ts';
import { useI18n } from '../../../i18n/i18n.tsx';

interface FilesProps {
  /** Null for who may not. */
  bring: (() => void) | null;
  /** Null where there is nothing to take. */
  take: ((format: FileFormat) => void) | null;
}

export function Files({ bring, take }: FilesProps): ReactNode {
  const { t } = useI18n();
  return (
    <Group gap={6}>
      {bring !== null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUpload size={15} aria-hidden />}
          onClick={bring}
        >
          {t('settings.import.open')}
        </Button>
      )}
      {take !== null && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
              {t('settings.export.open')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => take('csv')}>{t('settings.export.csv')}</Menu.Item>
            <Menu.Item onClick={() => take('ndjson')}>{t('settings.export.ndjson')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
