// One post as it stands in a thread: who, when, the words with what matched, pictures, and where to see it.
import { Tooltip } from '@mantine/core';
import { IconExternalLink, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Media } from '../../../domain/post/post.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Avatar } from '../avatar.tsx';
import type { Span } from '../highlighted.tsx';
import { useNetworkName } from '../network-mark.tsx';
import { PersonalDataNote, usePersonalData } from '../personal-data.tsx';
import { safeAddress } from '../safe-address.ts';
import { Moment } from '../time.tsx';
import { MediaRow } from './media.tsx';
import { PostText } from './post-text.tsx';
import classes from './post-card.module.css';

export interface ShownPost {
  network: string;
  name: string;
  handle: string;
  avatarUrl: string | null;
  text: string;
  media: readonly Media[];
  url: string | null;
  createdAt: string;
  editedAt?: string | null;
  deletedAt: string | null;
  visibility: 'public' | 'dm';
}

interface PostCardProps {
  post: ShownPost;
  spans?: readonly Span[];
  /** `ours` stands on our side; `context` is quieter than what is being read. */
  side?: 'theirs' | 'ours' | 'context';
  /** Beside the time: the state of a send, a translation, an action. */
  aside?: ReactNode;
  footer?: ReactNode;
  lang?: string | null;
}

/** Not after people: mail addresses have an `@` of their own, articles are named by their site, visitors of a form by either. */
const withoutAt = ['googleplay', 'mail', 'rss', 'webform', 'whatsapp'];

/** Handles as the network writes them, with one `@`. */
export function atHandle(handle: string, network = ''): string {
  if (withoutAt.includes(network)) return handle;
  return handle === '' ? '' : `@${handle.replace(/^@/, '')}`;
}

export function PostCard({
  post,
  spans = [],
  side = 'theirs',
  aside,
  footer,
  lang,
}: PostCardProps): ReactNode {
  const { t } = useI18n();
  const networkName = useNetworkName();
  const personal = usePersonalData(post.text, side !== 'ours');
  const name = post.name === '' ? atHandle(post.handle, post.network) : post.name;
  const url = safeAddress(post.url);
  return (
    <article className={classes['card']} data-side={side} data-dm={post.visibility === 'dm' || undefined}>
      <header className={classes['head']}>
        <Avatar name={name} url={post.avatarUrl} size={side === 'context' ? 26 : 34} />
        <span className={classes['who']}>
          <b>{name}</b>
          <span className={classes['meta']}>
            {atHandle(post.handle, post.network)} · <Moment at={post.createdAt} />
            {post.visibility === 'dm' && <span className={classes['dm']}>DM</span>}
            {post.editedAt != null && (
              <Tooltip label={t('post.edited')}>
                <span className={classes['edited']}>
                  <IconPencil size={14} aria-hidden />
                  <span className="unseen">{t('post.edited')}</span>
                </span>
              </Tooltip>
            )}
          </span>
        </span>
        <span className={classes['space']} />
        {aside}
        {url !== null && post.deletedAt === null && (
          <a className={classes['open']} href={url} target="_blank" rel="noreferrer noopener">
            <span className={classes['openText']}>
              {post.network === 'practice'
                ? t('post.openPractice')
                : t('post.open', { network: networkName(post.network) })}
            </span>
            <IconExternalLink size={14} aria-hidden />
          </a>
        )}
      </header>
      {post.deletedAt === null ? (
        <>
          <PostText text={post.text} spans={spans} personal={personal} lang={lang ?? undefined} />
          <PersonalDataNote
            found={personal}
            isDm={post.visibility === 'dm'}
            className={classes['personalNote']}
          />
          <MediaRow media={post.media} />
        </>
      ) : (
        <p className={classes['deleted']}>
          <IconTrash size={15} aria-hidden /> {t('post.deleted')}
        </p>
      )}
      {footer}
    </article>
  );
}
