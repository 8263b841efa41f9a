// How everybody gets on, for who supervises: members with their sessions over time, and the rules broken most.
import { Select } from '@mantine/core';
import { useState, type CSSProperties, type ReactNode } from 'react';
import type { PracticeSessionRow } from '../../../../contract/practice-session-view.ts';
import { mostSessionsEach } from '../../../../domain/practice/session.ts';
import { Section } from '../../../components/page.tsx';
import { ruleName } from '../../../components/rule-name.ts';
import { Ago } from '../../../components/time.tsx';
import table from '../../../components/table.module.css';
import { useI18n } from '../../../i18n/i18n.tsx';
import { progressOf, type Progress } from './progress.ts';
import { SessionList } from './session-list.tsx';
import classes from './sessions.module.css';

const SHOWN_RULES = 3;

export function Overview({ rows }: { rows: readonly PracticeSessionRow[] }): ReactNode {
  const { t } = useI18n();
  const [member, setMember] = useState<string | null>(null);
  const everybody = progressOf(rows);
  const shown = rows.filter(({ user }) => member === null || user.id === member);
  return (
    <>
      <Section
        title={t('practice.sessions.members')}
        hint={t('practice.sessions.membersHint', { most: mostSessionsEach })}
      >
        {everybody.length === 0 ? (
          <p className={classes['quiet']}>{t('practice.sessions.none')}</p>
        ) : (
          <div className={classes['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('practice.sessions.member')}</th>
                  <th scope="col">{t('practice.sessions.count')}</th>
                  <th scope="col">{t('practice.sessions.last')}</th>
                  <th scope="col">{t('practice.sessions.trend')}</th>
                  <th scope="col">{t('practice.sessions.weakest')}</th>
                </tr>
              </thead>
              <tbody>
                {everybody.map((one) => (
                  <Member key={one.user.id} progress={one} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <Section
        title={t('practice.sessions.everybodys')}
        actions={
          <Select
            size="xs"
            aria-label={t('practice.sessions.member')}
            placeholder={t('practice.sessions.everybody')}
            data={everybody.map(({ user }) => ({ value: user.id, label: user.name }))}
            value={member}
            onChange={setMember}
            clearable
            clearButtonProps={{ 'aria-label': t('ledger.filter.clearOne') }}
          />
        }
      >
        <SessionList rows={shown} named />
      </Section>
    </>
  );
}

function Member({ progress }: { progress: Progress }): ReactNode {
  const { t } = useI18n();
  const { user, sessions, scores, lastAt, weakest } = progress;
  const last = scores.at(-1);
  return (
    <tr>
      <th scope="row">{user.name}</th>
      <td className="tabular">{sessions}</td>
      <td>
        <Ago at={lastAt} />
      </td>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- Its words stand deeper than the rule looks. */}
      <td>
        <span className={classes['trend']}>
          <span aria-hidden>
            {scores.map((score, index) => (
              <i key={index} style={{ '--share': score / 100 } as CSSProperties} />
            ))}
          </span>
          <span className="tabular">
            {last === undefined
              ? t('practice.sessions.noScore')
              : scores.length < 2
                ? t('practice.sessions.score', { score: last })
                : t('practice.sessions.fromTo', { first: scores[0] ?? last, last })}
          </span>
        </span>
      </td>
      <td>
        {weakest.slice(0, SHOWN_RULES).map(({ rule, replies, of }) => (
          <span key={rule} className={classes['weak']}>
            {t('practice.sessions.weak', { rule: ruleName(t, rule), replies, of })}
          </span>
        ))}
        {weakest.length === 0 && <span className={classes['quiet']}>{t('practice.sessions.noWeak')}</span>}
      </td>
    </tr>
  );
}
