// One post of the practice network, with what a customer can do about it.
import { Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconHeart, IconMessageCircle, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Ago } from '../../components/time.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Composer } from './composer.tsx';
import classes from './practice.module.css';
import type { PracticePost } from './queries.ts';

function useDelete(post: PracticePost): () => void {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return () => {
    client.call('deleteAsCustomer', { params: { id: post.id } }).then(
      () => {
        toasts.done(t('practice.deleted'));
        void queryClient.invalidateQueries({ queryKey: ['practice'] });
      },
      (error: unknown) => toasts.failed(error),
    );
  };
}

function Words({ post }: { post: PracticePost }): ReactNode {
  const { t } = useI18n();
  if (post.deleted) return <p className={classes['gone']}>{t('post.deleted')}</p>;
  return (
    <>
      <p className={classes['text']}>
        {post.text.split(/([@#][\p{L}\p{N}_]+)/u).map((part, index) =>
          index % 2 === 1 ? (
            <span key={index} className={classes['tagged']}>
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </p>
      {post.image !== null && (
        <img className={classes['picture']} src={post.image.url} alt={post.image.alt} loading="lazy" />
      )}
    </>
  );
}

/** How far it went; what is said in private goes nowhere. */
function Counts({ post }: { post: PracticePost }): ReactNode {
  const { t, format } = useI18n();
  return (
    <>
      <Tooltip label={t('practice.reposts')}>
        <span>
          <IconRepeat size={17} aria-hidden /> {post.reposts > 0 && format.number(post.reposts)}
          <span className="unseen">{t('practice.repostCount', { count: post.reposts })}</span>
        </span>
      </Tooltip>
      <Tooltip label={t('practice.likes')}>
        <span data-liked={post.likes > 0 || undefined}>
          <IconHeart size={17} aria-hidden /> {post.likes > 0 && format.number(post.likes)}
          <span className="unseen">{t('practice.likeCount', { count: post.likes })}</span>
        </span>
      </Tooltip>
    </>
  );
}

interface ActionsProps {
  post: PracticePost;
  isDm: boolean;
  replying: boolean;
  toggleReply: () => void;
}

function Actions({ post, isDm, replying, toggleReply }: ActionsProps): ReactNode {
  const { t } = useI18n();
  const mayPlay = useMay('practice.play');
  const remove = useDelete(post);
  return (
    <footer className={classes['actions']}>
      {mayPlay && (
        <button
          type="button"
          aria-expanded={replying}
          aria-label={t('practice.replyTo', { name: post.name })}
          onClick={toggleReply}
        >
          <IconMessageCircle size={17} aria-hidden />
        </button>
      )}
      {!isDm && <Counts post={post} />}
      {mayPlay && !post.ours && (
        <button type="button" aria-label={t('practice.deletePost', { name: post.name })} onClick={remove}>
          <IconTrash size={17} aria-hidden />
        </button>
      )}
    </footer>
  );
}

interface PostProps {
  post: PracticePost;
  /** The post it answers, where that is known here. */
  parent: PracticePost | undefined;
  /** Inside a thread there is no way into it. */
  inThread: boolean;
  /** A direct message, which nobody else can pass on. */
  isDm?: boolean;
}

export function Post({ post, parent, inThread, isDm = false }: PostProps): ReactNode {
  const { t } = useI18n();
  const [replying, setReplying] = useState(false);
  return (
    <article className={classes['post']} data-ours={post.ours || undefined}>
      <Avatar name={post.name} size={44} />
      <div className={classes['postBody']}>
        <header className={classes['postHead']}>
          <b>{post.name}</b>
          {post.ours && <span className={classes['official']}>{t('practice.ours')}</span>}
          <span className={classes['quiet']}>{atHandle(post.handle)}</span>
          {inThread ? (
            <span className={classes['quiet']}>
              · <Ago at={post.at} />
            </span>
          ) : (
            <Link
              to="/practice"
              search={{ thread: post.id }}
              className={classes['when']}
              data-practice-post={post.id}
              preload={false}
            >
              <Ago at={post.at} />
              <span className="unseen">{t('practice.openThread', { name: post.name })}</span>
            </Link>
          )}
          {post.edited && !post.deleted && <span className={classes['quiet']}>{t('practice.edited')}</span>}
        </header>
        {post.replyTo !== null && !inThread && (
          <p className={classes['answers']}>
            <IconArrowBackUp size={14} aria-hidden />
            {parent === undefined ? t('practice.isReply') : t('practice.isReplyTo', { name: parent.name })}
          </p>
        )}
        <Words post={post} />
        {!post.deleted && (
          <Actions post={post} isDm={isDm} replying={replying} toggleReply={() => setReplying(!replying)} />
        )}
        {replying && <Composer replyTo={post} focus done={() => setReplying(false)} />}
      </div>
    </article>
  );
}
