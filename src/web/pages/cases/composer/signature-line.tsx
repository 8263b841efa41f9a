// The signature as it will stand under the reply, before it is sent; one press leaves it out of this one.
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { Draft } from './draft-store.ts';
import { endsWithSignature } from './signature.ts';

interface SignatureLineProps {
  signature: string;
  draft: Draft;
  leaveOut: (unsigned: boolean) => void;
}

export function SignatureLine({ signature, draft, leaveOut }: SignatureLineProps): ReactNode {
  const { t } = useI18n();
  if (signature === '' || endsWithSignature(draft.text, signature)) return null;
  return (
    <p className={classes['signature']}>
      {draft.unsigned ? (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => leaveOut(false)}>
          {t('composer.sign', { signature })}
        </Button>
      ) : (
        <>
          <span className="unseen">{t('composer.signedWith')}</span>
          <span>{signature}</span>
          <ActionIcon size={24} aria-label={t('composer.leaveUnsigned')} onClick={() => leaveOut(true)}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </>
      )}
    </p>
  );
}
