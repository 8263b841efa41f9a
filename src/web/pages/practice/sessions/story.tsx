// A story of a session: how it ended, what it cost and why, the replies, and what a better one would have been.
import { IconBulb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PracticeSessionView } from '../../../../contract/practice-session-view.ts';
import { silenceReasons } from '../../../../domain/ledger/ledger.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { ReplyReview } from './reply-review.tsx';
import { Parts, Score } from './score.tsx';
import classes from './sessions.module.css';

export type PlayedStory = PracticeSessionView['stories'][number];

export function Story({ story, isOver }: { story: PlayedStory; isOver: boolean }): ReactNode {
  const { t, format, locale } = useI18n();
  const { outcome, firstAnswerMs } = story;
  const facts = [
    outcome === null
      ? t(isOver ? 'practice.sessions.brokenOff' : 'practice.sessions.goesOn')
      : t(`practice.outcome.${outcome}`),
    ...(firstAnswerMs === null
      ? []
      : [t('practice.sessions.firstAnswer', { time: format.duration(firstAnswerMs) })]),
    ...(outcome === null
      ? []
      : [t('practice.sessions.solvedAfter', { time: format.duration(story.clockMs) })]),
  ];
  return (
    <Section
      title={story.title[locale]}
      hint={facts.join(' · ')}
      actions={
        <b>
          <Score score={story.score} />
        </b>
      }
    >
      <Parts parts={story.parts} />
      <Decided story={story} />
      <Marks story={story} />
      {story.replies.length === 0 && isOver && (
        <p className={classes['quiet']}>{t('practice.sessions.noReply')}</p>
      )}
      {story.replies.map((reply) => (
        <ReplyReview key={reply.id} reply={reply} marks={story.marks} />
      ))}
      {isOver && <Lesson story={story} />}
    </Section>
  );
}

/** What was decided, against which advice, and the reason given. */
function Decided({ story: { decision, advice } }: { story: PlayedStory }): ReactNode {
  const { t } = useI18n();
  if (decision === null) return null;
  const { choice, advised, note } = decision;
  const known = silenceReasons.find((reason) => reason === decision.reason);
  const why = [...(known === undefined ? [] : [t(`reason.${known}`)]), ...(note === '' ? [] : [note])];
  const against = advised !== null && (advised === 'silent') !== (choice === 'silent');
  return (
    <p className={classes['decided']}>
      <b>{t(`ledger.choice.${choice}`)}</b>
      {why.length > 0 && t('practice.sessions.because', { why: why.join(t('common.comma')) })}
      {against && <span>{t('practice.sessions.against')}</span>}
      {advice !== null && (
        <span>
          {t(advice === 'speak' ? 'practice.sessions.rightSpeak' : 'practice.sessions.rightSilent')}
        </span>
      )}
    </p>
  );
}

/** What costs points beside the rules, which stand with the reply that broke them. */
function Marks({ story: { marks, outcome } }: { story: PlayedStory }): ReactNode {
  const { t } = useI18n();
  const others = marks.flatMap(({ why, ...mark }) =>
    why === 'rule_warned' || why === 'rule_passed_over' ? [] : [{ ...mark, why }],
  );
  if (others.length === 0) return null;
  return (
    <ul className={`plain ${classes['marks'] ?? ''}`}>
      {others.map(({ part, why, lost }) => (
        <li key={`${part} ${why}`}>
          <b className="tabular">{t('practice.sessions.minus', { lost })}</b>
          {t('practice.sessions.markOf', {
            part: t(`practice.part.${part}`),
            why: t(`practice.why.${why}`, {
              outcome: outcome === null ? '' : t(`practice.outcome.${outcome}`),
            }),
          })}
        </li>
      ))}
    </ul>
  );
}

function Lesson({ story: { lesson, modelAnswer } }: { story: PlayedStory }): ReactNode {
  const { t, locale } = useI18n();
  return (
    <div className={classes['lesson']}>
      {lesson[locale] !== '' && (
        <p>
          <IconBulb size={16} aria-hidden /> {lesson[locale]}
        </p>
      )}
      {modelAnswer !== null && (
        <>
          <h3>{t('practice.sessions.modelAnswer')}</h3>
          <blockquote>{modelAnswer}</blockquote>
        </>
      )}
    </div>
  );
}
