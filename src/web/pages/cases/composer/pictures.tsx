// The pictures of a draft with their descriptions, and the drop zone around the text.
import { ActionIcon, Alert, Button, Loader, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNetworkName } from '../../../components/network-mark.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { Attachments } from './use-attachments.ts';

interface PicturesProps {
  pictures: readonly { attachmentId: string; alt: string }[];
  attachments: Attachments;
  altMax: number;
  /** Speak up about missing descriptions: one tried to send. */
  nudge: boolean;
  /** The network that would refuse them where they are now; null where it takes them. */
  refusedBy: string | null;
}

/** Written in public with pictures, then turned into a DM that cannot carry any: said at once, not when it is sent. */
function Refused({ network, removeAll }: { network: string; removeAll: () => void }): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  return (
    <Alert
      color="amber"
      className={classes['refused'] ?? ''}
      title={t('attach.notInDm', { network: networkName(network) })}
    >
      {t('attach.notInDmBody')}{' '}
      <Button size="compact-sm" variant="default" onClick={removeAll}>
        {t('attach.removeAll')}
      </Button>
    </Alert>
  );
}

export function Pictures({ pictures, attachments, altMax, nudge, refusedBy }: PicturesProps): ReactNode {
  const { t, format } = useI18n();
  const { uploading, failure, notes, describe, remove, removeAll } = attachments;
  if (pictures.length === 0 && uploading.length === 0 && failure === null) return null;
  return (
    <div className={classes['pictures']}>
      {refusedBy !== null && pictures.length > 0 && <Refused network={refusedBy} removeAll={removeAll} />}
      {pictures.map(({ attachmentId, alt }, index) => (
        <div key={attachmentId} className={classes['picture']}>
          <img src={`/api/attachments/${attachmentId}`} alt="" />
          <Textarea
            size="xs"
            autosize
            minRows={2}
            maxRows={4}
            maxLength={altMax}
            label={t('attach.alt', { number: index + 1 })}
            placeholder={t('attach.altExample')}
            value={alt}
            error={nudge && alt.trim() === '' ? t('attach.altMissing') : null}
            onChange={(event) => describe(attachmentId, event.currentTarget.value)}
          />
          <ActionIcon
            size="sm"
            aria-label={t('attach.remove', { number: index + 1 })}
            onClick={() => remove(attachmentId)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {uploading.map(({ name, shrinks }, index) => (
        <output key={index} className={classes['uploading']}>
          <Loader size="xs" /> {t(shrinks ? 'attach.shrinking' : 'attach.uploading', { name })}
        </output>
      ))}
      {pictures.length > 0 && notes.length > 0 && (
        <output className={classes['uploading']}>{notes.join(format.gap)}</output>
      )}
      {failure !== null && (
        <p className={classes['problem']} role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}
