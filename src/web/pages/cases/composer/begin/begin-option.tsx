// One thing a reply can begin with: what it is, where it comes from, and its words with their blanks.
// oxlint-disable jsx-a11y/prefer-tag-over-role -- No element of HTML is a list that one writes beside to choose from.
import { useEffect, useRef, type ReactNode } from 'react';
import type { ModelDraftView, SnippetView, Suggestions } from '../../../../../contract/endpoints/drafting.ts';
import { Moment } from '../../../../components/time.tsx';
import { WithBlanks } from '../../../../components/with-blanks.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import classes from './begin.module.css';
import type { BeginItem, OfferedArticle } from './begin-items.ts';

export const optionId = ({ point }: BeginItem): string => `begin-${point.id}`;

interface OptionProps {
  item: BeginItem;
  isChosen: boolean;
  choose: () => void;
  put: () => void;
}

export function Option({ item, isChosen, choose, put }: OptionProps): ReactNode {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // The keys are those of the field above, as in any combobox.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={row}
      id={optionId(item)}
      role="option"
      aria-selected={isChosen}
      className={classes['option']}
      onMouseMove={isChosen ? undefined : choose}
      onClick={put}
    >
      <Origin from={item.from} />
      <p className={classes['text']} lang={item.lang ?? undefined}>
        {'article' in item.from ? item.from.article.text : <WithBlanks text={item.text} />}
      </p>
    </div>
  );
}

function Origin({ from }: Pick<BeginItem, 'from'>): ReactNode {
  if ('snippet' in from) return <OfSnippet {...from} />;
  if ('article' in from) return <OfArticle {...from} />;
  return 'answer' in from ? <OfAnswer {...from} /> : <OfModel {...from} />;
}

/** That nobody of the team wrote it, and what was taken out of it. */
function OfModel({ model: { model, links, accounts } }: { model: ModelDraftView }): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <div className={classes['head']}>
        <b>{t('begin.model.by', { model })}</b>
        {links > 0 && <span className={classes['fact']}>{t('begin.model.links', { count: links })}</span>}
        {accounts > 0 && (
          <span className={classes['fact']}>{t('begin.model.accounts', { count: accounts })}</span>
        )}
      </div>
      <p className={classes['fact']}>{t('begin.model.check')}</p>
    </>
  );
}

/** Where the link leads; below stands what the page answers. */
function OfArticle({ article: { title, url, lang } }: { article: OfferedArticle }): ReactNode {
  const { format } = useI18n();
  return (
    <>
      <div className={classes['head']}>
        <b lang={lang ?? undefined}>{title}</b>
        {lang !== null && <span className={classes['fact']}>{format.language(lang)}</span>}
      </div>
      <p className={classes['question']}>{url}</p>
    </>
  );
}

function OfSnippet({ snippet }: { snippet: SnippetView }): ReactNode {
  const { t, format } = useI18n();
  const { name, key, lang, tags, use } = snippet;
  return (
    <div className={classes['head']}>
      <b>{name}</b>
      <code>{key}</code>
      {lang !== null && <span className={classes['fact']}>{format.language(lang)}</span>}
      {tags.map((tag) => (
        <span key={tag} className={classes['fact']}>
          {tag}
        </span>
      ))}
      <span className={classes['space']} />
      {use.sent > 0 && (
        <span className={classes['fact']}>{t('begin.used', { sent: use.sent, good: use.good })}</span>
      )}
    </div>
  );
}

function OfAnswer({ answer }: { answer: Suggestions['answers'][number] }): ReactNode {
  const { t } = useI18n();
  const { number, question, outcome, by, sentAt, lang } = answer;
  return (
    <>
      <div className={classes['head']}>
        <b>#{number}</b>
        <span className={classes['fact']}>{t(`outcome.${outcome}`)}</span>
        {by !== null && <span className={classes['fact']}>{by.name}</span>}
        <span className={classes['space']} />
        <span className={classes['fact']}>
          <Moment at={sentAt} />
        </span>
      </div>
      <p className={classes['question']} lang={lang ?? undefined}>
        {question}
      </p>
    </>
  );
}
