// One candidate in the list: who, where, when, two lines of what they wrote, and why it is here.
import { memo, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { publishing } from '../../../domain/post/networks.ts';
import { forRow, useJudgementWords } from '../../components/judgements.ts';
import { NetworkMark } from '../../components/network-mark.tsx';
import { RowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { RowLink } from '../../components/row-link.tsx';
import { spansOf } from '../../components/post/shown.ts';
import { Ago, useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './candidates.module.css';
import { GroupHeading } from './group-heading.tsx';
import { Reaches } from './reaches.tsx';

interface CandidateRowProps {
  entry: LedgerEntryView;
  /** Where the row is the first of its group: the group's priority. */
  group: number | undefined;
  selected: boolean;
  marked: boolean;
  /** While some are marked, every row shows its box. */
  marking: boolean;
  toggle: (id: string) => void;
  select: (id: string) => void;
}

/** That its author brought it back. */
function Again({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t } = useI18n();
  if (entry.wroteAgain === null) return null;
  return (
    <span className={classes['tag']} data-again>
      {t('candidates.wroteAgain')}
    </span>
  );
}

/** That a publisher wrote it, who waits for no answer. */
function Exposure({ network }: { network: string }): ReactNode {
  const { t } = useI18n();
  if (!publishing.has(network)) return null;
  return (
    <span className={classes['tag']} data-exposure>
      {t('candidates.exposure')}
    </span>
  );
}

export const CandidateRow = memo(function CandidateRow(props: CandidateRowProps): ReactNode {
  const { entry, group, selected, marked, marking, toggle, select } = props;
  const { t, format } = useI18n();
  const now = useNow();
  const { post, origin, matches, laterUntil } = entry;
  const judged = forRow(useJudgementWords()(entry.judgements));
  const name =
    post.author.displayName === '' ? atHandle(post.author.handle, post.network) : post.author.displayName;
  return (
    <div>
      {group !== undefined && <GroupHeading priority={group} />}
      <div
        className={classes['row']}
        data-post={post.id}
        data-on={selected || undefined}
        data-marking={marking || undefined}
        data-priority={entry.priority}
      >
        <input
          type="checkbox"
          className={classes['box']}
          checked={marked}
          onChange={() => toggle(post.id)}
          aria-label={t('candidates.mark', { name })}
        />
        <RowLink
          href={`/candidates/${post.id}`}
          open={() => select(post.id)}
          current={selected}
          className={classes['link']}
        >
          <span className={classes['line']}>
            <b className={classes['name']}>{name}</b>
            <NetworkMark network={post.network} dm={post.visibility === 'dm'} />
            <span className={classes['space']} />
            <Reaches entry={entry} className={classes['age']} />
            <span className={classes['age']}>
              <Ago at={post.createdAt} />
            </span>
          </span>
          <span className="excerpt" lang={post.lang ?? undefined}>
            {post.deletedAt === null ? (
              <RowText text={post.text} spans={spansOf(matches)} />
            ) : (
              t('post.deleted')
            )}
          </span>
          <span className={`${classes['line'] ?? ''} ${classes['tags'] ?? ''}`}>
            <span className={classes['tag']} data-origin={origin}>
              {t(`origin.${origin}`)}
            </span>
            <Exposure network={post.network} />
            <Again entry={entry} />
            {judged.map(({ key, text }) => (
              <span key={key} className={classes['tag']} data-judged={key}>
                {text}
              </span>
            ))}
            {matches[0] !== undefined && <span className={classes['monitor']}>{matches[0].monitorName}</span>}
            <span className={classes['space']} />
            {laterUntil !== null && (
              <span className={classes['until']}>
                {t('candidates.until', { at: format.moment(laterUntil, now) })}
              </span>
            )}
            {post.media.length > 0 && <span>{t('candidates.media', { count: post.media.length })}</span>}
            {post.lang !== null && <span>{format.language(post.lang)}</span>}
          </span>
        </RowLink>
      </div>
    </div>
  );
});
