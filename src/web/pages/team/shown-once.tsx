// A secret that is shown this once: a link or a token, with a button that copies it.
import { Alert, Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './team.module.css';

interface ShownOnceProps {
  title: string;
  label: string;
  body: string;
  secret: string;
  close: () => void;
}

export function ShownOnce({ title, label, body, secret, close }: ShownOnceProps): ReactNode {
  const { t } = useI18n();
  return (
    <Alert
      role="note"
      color="green"
      mb="md"
      title={title}
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={close}
    >
      <p>{body}</p>
      <div className={classes['secret']}>
        <TextInput
          readOnly
          aria-label={label}
          value={secret}
          styles={{ input: { fontFamily: 'var(--kz-mono)' } }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={secret} timeout={2500}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </Alert>
  );
}
