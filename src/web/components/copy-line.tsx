// A text to be copied as it stands: an address, a piece of a page. Selected when it takes the focus, with a button beside.
import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './copy-line.module.css';

interface CopyLineProps {
  label: string;
  hint: string;
  value: string;
}

export function CopyLine({ label, hint, value }: CopyLineProps): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['line']}>
      <TextInput
        readOnly
        size="xs"
        label={label}
        description={hint}
        value={value}
        styles={{ input: { fontFamily: 'var(--kz-mono)' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value} timeout={2500}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            aria-label={copied ? undefined : t('common.copyOf', { name: label })}
            onClick={copy}
            leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          >
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
