// Pictures of a post, small in a row and large on demand; other media open on their network.
import { Anchor, UnstyledButton } from '@mantine/core';
import { IconFile, IconPhotoOff, IconPlayerPlay, IconVolume } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Media } from '../../../domain/post/post.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { safeAddress } from '../safe-address.ts';
import classes from './media.module.css';

const Lightbox = lazy(async () => ({ default: (await import('./lightbox.tsx')).Lightbox }));

const icons = { video: IconPlayerPlay, audio: IconVolume, other: IconFile } as const;

function Thumb({ media, open }: { media: Media; open: () => void }): ReactNode {
  const { t } = useI18n();
  const [broken, setBroken] = useState(false);
  const source = safeAddress(media.thumbUrl ?? media.url);
  const name = media.alt === '' ? t('media.noAlt') : media.alt;
  if (source === null || broken) {
    return (
      <span className={classes['missing']}>
        <IconPhotoOff size={20} aria-hidden />
        {name}
      </span>
    );
  }
  return (
    <UnstyledButton className={classes['thumb']} onClick={open}>
      <img
        src={source}
        alt={t('media.enlarge', { alt: name })}
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setBroken(true)}
      />
      {media.alt !== '' && (
        <span className={classes['alt']} aria-hidden>
          ALT
        </span>
      )}
    </UnstyledButton>
  );
}

export function MediaRow({ media }: { media: readonly Media[] }): ReactNode {
  const { t } = useI18n();
  const [shown, setShown] = useState<Media | null>(null);
  if (media.length === 0) return null;
  return (
    <div className={classes['row']}>
      {media.map((each, index) => {
        if (each.kind === 'image') return <Thumb key={index} media={each} open={() => setShown(each)} />;
        const Icon = icons[each.kind];
        const label = each.alt === '' ? t(`media.${each.kind}`) : each.alt;
        const address = safeAddress(each.url);
        return address === null ? (
          <span key={index} className={classes['file']}>
            <Icon size={18} aria-hidden /> {label}
          </span>
        ) : (
          <Anchor
            key={index}
            className={classes['file']}
            href={address}
            target="_blank"
            rel="noreferrer noopener"
          >
            <Icon size={18} aria-hidden /> {label}
          </Anchor>
        );
      })}
      <Suspense>{shown !== null && <Lightbox media={shown} close={() => setShown(null)} />}</Suspense>
    </div>
  );
}
