// The pictures of a draft with their descriptions, and the drop zone around the text.
import { ActionIcon, Loader, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { Attachments } from './use-attachments.ts';

interface PicturesProps {
  pictures: readonly { attachmentId: string; alt: string }[];
  attachments: Attachments;
  altMax: number;
  /** Speak up about missing descriptions: one tried to send. */
  nudge: boolean;
}

export function Pictures({ pictures, attachments, altMax, nudge }: PicturesProps): ReactNode {
  const { t } = useI18n();
  const { uploading, failure, describe, remove } = attachments;
  if (pictures.length === 0 && uploading.length === 0 && failure === null) return null;
  return (
    <div className={classes['pictures']}>
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
      {uploading.map((name, index) => (
        <output key={index} className={classes['uploading']}>
          <Loader size="xs" /> {t('attach.uploading', { name })}
        </output>
      ))}
      {failure !== null && (
        <p className={classes['problem']} role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}
