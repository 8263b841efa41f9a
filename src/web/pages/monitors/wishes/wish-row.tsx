// One wish of the ranking: how many people, what was acknowledged, its posts, and what a reader can say of it.
import { Button, Select } from '@mantine/core';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import type { BodyInput } from '../../../api/client.ts';
import { useRowText } from '../../../components/personal-data.tsx';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { Period, Wish } from './wish-list.ts';
import { WishPosts } from './wish-posts.tsx';
import classes from './wishes.module.css';

type Say = (said: BodyInput<'correctWishes'>) => Promise<void>;

interface WishRowProps {
  monitorId: string;
  rank: number;
  wish: Wish;
  /** What it may be the same as. */
  others: readonly Wish[];
  period: Period;
  /** Null for those who may not correct. */
  say: Say | null;
}

const idsOf = ({ spellings }: Wish): string[] => spellings.map(({ id }) => id);

function SameAs({
  wish,
  others,
  say,
  close,
}: Pick<WishRowProps, 'wish' | 'others'> & { say: Say; close: () => void }): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  const [sameAs, setSameAs] = useState<string | null>(null);
  return (
    <div className={classes['same']}>
      <Select
        size="xs"
        label={t('monitors.wishes.sameAs', { wish: rowText(wish.text) })}
        data={others
          .filter(({ id }) => id !== wish.id)
          .map(({ id, text }) => ({ value: id, label: rowText(text) }))}
        value={sameAs}
        onChange={setSameAs}
        searchable
        limit={50}
        nothingFoundMessage={t('palette.nothing')}
      />
      <Button
        size="xs"
        disabled={sameAs === null}
        onClick={() => {
          if (sameAs === null) return;
          close();
          void say({ kind: 'same', spellings: idsOf(wish), sameAs });
        }}
      >
        {t('monitors.wishes.sameDo')}
      </Button>
      <Button size="xs" variant="subtle" onClick={close}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

function Spellings({ wish, say }: { wish: Wish; say: Say | null }): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  // There may be hundreds, in every row.
  const [open, setOpen] = useState(false);
  if (wish.spellings.length < 2) return null;
  return (
    <details className={classes['spellings']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('monitors.wishes.spellings', { count: wish.spellings.length })}</summary>
      <ul className="plain">
        {(open ? wish.spellings : []).map(({ id, text, people }) => (
          <li key={id}>
            {rowText(text)}{' '}
            <span className={classes['quiet']}>{t('monitors.wishes.people', { people })}</span>
            {say !== null && id !== wish.id && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('monitors.wishes.ownOf', { wish: rowText(text) })}
                onClick={() => void say({ kind: 'own', spellings: [id] })}
              >
                {t('monitors.wishes.own')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How many people, in how many posts, and how far it was acknowledged. */
function Facts({ wish }: { wish: Wish }): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  return (
    <>
      <p className={classes['what']}>
        <b>{rowText(wish.text)}</b>{' '}
        <span className={classes['people']}>{t('monitors.wishes.people', { people: wish.people })}</span>
      </p>
      <p className={classes['quiet']}>
        {t('monitors.wishes.counts', { posts: wish.posts, reposts: wish.reposts })}
        {' · '}
        {t('monitors.wishes.acknowledged', { count: wish.acknowledged, of: wish.posts })}
        {' · '}
        {t('monitors.wishes.newest')} <Moment at={wish.newest} />
      </p>
    </>
  );
}

interface CorrectsProps {
  wish: Wish;
  say: Say;
  /** The button that asks what it is the same as. */
  same: RefObject<HTMLButtonElement | null>;
  /** Whether that is asked just now; null where there is nothing else. */
  asking: boolean | null;
  ask: () => void;
}

function Corrects({ wish, say, same, asking, ask }: CorrectsProps): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  return (
    <>
      {asking !== null && (
        <Button ref={same} size="compact-xs" variant="subtle" aria-expanded={asking} onClick={ask}>
          {t('monitors.wishes.same')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('monitors.wishes.notWishOf', { wish: rowText(wish.text) })}
        onClick={() => void say({ kind: 'none', spellings: idsOf(wish) })}
      >
        {t('monitors.wishes.notWish')}
      </Button>
    </>
  );
}

export function WishRow({ monitorId, rank, wish, others, period, say }: WishRowProps): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  const [posts, setPosts] = useState<'all' | 'waiting' | null>(null);
  const [asking, setAsking] = useState(false);
  const same = useRef<HTMLButtonElement>(null);
  const waiting = wish.posts - wish.acknowledged;
  const text = rowText(wish.text);
  const toggle = (which: 'all' | 'waiting'): void => setPosts(posts === which ? null : which);
  return (
    <li className={classes['row']} data-wish={text} tabIndex={-1}>
      <span className={classes['rank']}>{rank}</span>
      <div>
        <Facts wish={wish} />
        <div className={classes['actions']}>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={posts === 'all'}
            onClick={() => toggle('all')}
          >
            {t('monitors.wishes.posts')}
          </Button>
          {waiting > 0 && (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={posts === 'waiting'}
              onClick={() => toggle('waiting')}
            >
              {t('monitors.wishes.waiting', { count: waiting })}
            </Button>
          )}
          {say !== null && (
            <Corrects
              wish={wish}
              say={say}
              same={same}
              asking={others.length > 1 ? asking : null}
              ask={() => setAsking(!asking)}
            />
          )}
        </div>
        {asking && say !== null && (
          <SameAs
            wish={wish}
            others={others}
            say={say}
            close={() => {
              // What is pressed goes away with the question.
              same.current?.focus();
              setAsking(false);
            }}
          />
        )}
        <Spellings wish={wish} say={say} />
        {posts !== null && (
          <WishPosts monitorId={monitorId} wish={wish} period={period} onlyWaiting={posts === 'waiting'} />
        )}
      </div>
    </li>
  );
}
