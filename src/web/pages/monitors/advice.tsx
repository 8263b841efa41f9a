// Keyword advice: words to add or exclude, each with its evidence; it is tried by a click and never applied by itself.
import { Alert, Button, Group } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { Section } from '../../components/page.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './advice.module.css';
import { HitText } from './hit-text.tsx';
import { useAsked } from './use-asked.ts';

type Advice = Reply<'adviseKeywords'>;
export type Suggestion = Advice['suggestions'][number];

const kinds = ['variant', 'word', 'hashtag', 'exclusion'] as const satisfies readonly Suggestion['kind'][];

/** What it would do to the posts, and what was said of them. */
function Effect({ suggestion }: { suggestion: Suggestion }): ReactNode {
  const { t, format } = useI18n();
  const { kind, posts, precision } = suggestion;
  if (kind === 'exclusion')
    return <span>{t('monitors.advice.spares', { all: posts.all, wrongly: posts.relevant })}</span>;
  return (
    <span>
      {t('monitors.advice.brings', { all: posts.all })}
      {format.gap}
      {precision === null
        ? t('monitors.advice.unlabelled')
        : t('monitors.advice.precision', {
            count: precision.count,
            of: precision.of,
            low: precision.low,
            high: precision.high,
          })}
    </span>
  );
}

interface ItemProps {
  suggestion: Suggestion;
  attempt: (suggestion: Suggestion) => void;
  /** Null for those who may not change the monitor. */
  take: ((suggestion: Suggestion) => void) | null;
}

function Item({ suggestion, attempt, take }: ItemProps): ReactNode {
  const { t } = useI18n();
  const { kind, form, of, text, evidence } = suggestion;
  return (
    <li className={classes['item']}>
      <p className={classes['what']}>
        <code>{kind === 'exclusion' ? `-${text}` : text}</code>
        {form !== null && (
          <span className={classes['quiet']}>{t(`monitors.advice.form.${form}`, { of: of ?? '' })}</span>
        )}
      </p>
      <p className={classes['effect']}>
        <Effect suggestion={suggestion} />
      </p>
      <Group gap="xs">
        <Button size="compact-xs" variant="default" onClick={() => attempt(suggestion)}>
          {t('monitors.advice.try')}
        </Button>
        {take !== null && (
          <Button size="compact-xs" variant="subtle" onClick={() => take(suggestion)}>
            {t('monitors.advice.take')}
          </Button>
        )}
      </Group>
      <details className={classes['evidence']}>
        <summary>{t('monitors.advice.evidence')}</summary>
        <p className={classes['quiet']}>
          {t(kind === 'exclusion' ? 'monitors.advice.contrastExclusion' : 'monitors.advice.contrast', {
            inside: evidence.inside,
            outside: evidence.outside,
          })}
        </p>
        {evidence.examples.map((hit) => (
          <div key={hit.id} className={classes['example']}>
            <HitText hit={hit} />
          </div>
        ))}
      </details>
    </li>
  );
}

interface KeywordAdviceProps extends Omit<ItemProps, 'suggestion'> {
  monitorId: string | null;
  /** Null while it cannot be asked about. */
  query: string | null;
}

export function KeywordAdvice({ monitorId, query, attempt, take }: KeywordAdviceProps): ReactNode {
  const { t, format } = useI18n();
  const { client } = useApp();
  const { answer, busy, failure, ask } = useAsked<Advice>((text, signal) =>
    client.call('adviseKeywords', { body: { query: text, monitorId } }, { signal }),
  );
  const advice = answer?.reply ?? null;
  const button = (
    <Button
      variant="default"
      leftSection={<IconBulb size={17} aria-hidden />}
      disabled={query === null}
      loading={busy}
      onClick={() => query !== null && ask(query)}
    >
      {t('monitors.advice.action')}
    </Button>
  );
  return (
    <Section title={t('monitors.advice.title')} hint={t('monitors.advice.hint')} actions={button}>
      <div aria-live="polite">
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {advice !== null && (
          <p className={classes['quiet']}>
            {t('monitors.advice.looked', {
              looked: advice.looked,
              hits: advice.hits,
              relevant: advice.relevant,
              notRelevant: advice.notRelevant,
            })}
            {format.gap}
            {advice.relevant + advice.notRelevant < 10 && t('monitors.advice.labelMore')}
          </p>
        )}
        {advice?.suggestions.length === 0 && <p className={classes['quiet']}>{t('monitors.advice.none')}</p>}
      </div>
      {answer !== null && query !== null && answer.query !== query && (
        <p className={classes['outdated']}>{t('monitors.advice.outdated')}</p>
      )}
      {kinds.map((kind) => {
        const some = advice?.suggestions.filter((one) => one.kind === kind) ?? [];
        if (some.length === 0) return null;
        return (
          <div key={kind}>
            <h3 className={classes['head']}>{t(`monitors.advice.kind.${kind}`)}</h3>
            <ul className={classes['list']}>
              {some.map((suggestion) => (
                <Item key={suggestion.text} suggestion={suggestion} attempt={attempt} take={take} />
              ))}
            </ul>
          </div>
        );
      })}
    </Section>
  );
}
