// A reply of a session with what the guideline found in it: the words, the rule and why, what it cost, what mends it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Highlighted, type Span } from '../../../components/highlighted.tsx';
import { ruleName } from '../../../components/rule-name.ts';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { MessageId } from '../../../i18n/translator.ts';
import classes from './sessions.module.css';
import type { PlayedStory } from './story.tsx';

type Reply = PlayedStory['replies'][number];

interface ReviewProps {
  reply: Reply;
  marks: PlayedStory['marks'];
}

export function ReplyReview({ reply, marks }: ReviewProps): ReactNode {
  const { t } = useI18n();
  const spans = reply.findings.flatMap(({ span }): Span[] => (span === null ? [] : [span]));
  return (
    <article className={classes['reply']} data-dm={reply.visibility === 'dm' || undefined}>
      {reply.answers !== '' && <blockquote className={classes['answered']}>{reply.answers}</blockquote>}
      <p className={classes['words']}>
        <Highlighted text={reply.text} spans={spans} />
      </p>
      <p className={classes['quiet']}>
        {reply.visibility === 'dm' && 'DM · '}
        <Moment at={reply.at} />
        {reply.caseId !== null && (
          <>
            {' · '}
            <Link to="/cases/{-$caseId}" params={{ caseId: reply.caseId }} search={{}}>
              {t('settings.guideline.toCase')}
            </Link>
          </>
        )}
      </p>
      {reply.findings.length === 0 && <p className={classes['kept']}>{t('practice.sessions.allKept')}</p>}
      <Findings reply={reply} marks={marks} />
      {reply.overrides.map(({ rules, reason }) => (
        <p key={rules.join(' ')} className={classes['quiet']}>
          {t('approval.passedOver', {
            rules: rules.map((rule) => ruleName(t, rule)).join(t('common.comma')),
          })}{' '}
          {reason}
        </p>
      ))}
    </article>
  );
}

function Findings({ reply, marks }: ReviewProps): ReactNode {
  const { t, locale } = useI18n();
  const rules = [...new Set(reply.findings.map(({ rule }) => rule))];
  return (
    <ul className={`plain ${classes['findings'] ?? ''}`}>
      {rules.map((rule) => {
        const found = reply.findings.filter((finding) => finding.rule === rule);
        const mended = found.find((finding) => finding.mended !== null)?.mended ?? null;
        const lost = marks.find((mark) => mark.replyId === reply.id && mark.rule === rule)?.lost ?? 0;
        return (
          <li key={rule}>
            <p>
              <b className="tabular">{t('practice.sessions.minus', { lost })}</b>
              <b>{ruleName(t, rule)}</b>
            </p>
            {[...new Set(found.map(({ why }) => why[locale]))].map((why) => (
              <p key={why}>{why}</p>
            ))}
            <p className={classes['quiet']}>{t(`ruleDoes.${rule}` as MessageId)}</p>
            {mended !== null && (
              <p className={classes['mended']}>
                {t('practice.sessions.mended')} <q>{mended}</q>
              </p>
            )}
            {found.some(({ toDm }) => toDm) && (
              <p className={classes['mended']}>{t('practice.sessions.mendedInDm')}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
