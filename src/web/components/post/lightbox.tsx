// A picture as large as the screen allows, with its description.
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Media } from '../../../domain/post/post.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { safeAddress } from '../safe-address.ts';
import classes from './media.module.css';

export function Lightbox({ media, close }: { media: Media; close: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Modal
      opened
      onClose={close}
      size="auto"
      title={t('media.image')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <figure className={classes['large']}>
        <img
          src={safeAddress(media.url ?? media.thumbUrl) ?? undefined}
          alt={media.alt}
          referrerPolicy="no-referrer"
        />
        <figcaption>{media.alt === '' ? t('media.noAlt') : media.alt}</figcaption>
      </figure>
    </Modal>
  );
}
