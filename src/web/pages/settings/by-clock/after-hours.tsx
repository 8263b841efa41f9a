// The answer to whom writes while nobody is there: its texts, how it would read next, to whom it never goes, and its switch.
import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';
import { Places } from './places.tsx';
import { Problems, Refusal } from './problems.tsx';
import { sampleAfterHours } from './samples.ts';
import type { ShownPlan } from './use-plan.ts';

type Settings = Reply<'readAccountHours'>['afterHours'];

interface AfterHoursProps {
  settings: Settings;
  on: boolean;
  allowed: Reply<'readAccountHours'>['allowed'];
  plan: ShownPlan;
  readOnly: boolean;
  change: (settings: Settings) => void;
  turn: (on: boolean) => void;
}

export function AfterHours(props: AfterHoursProps): ReactNode {
  const { settings, on, allowed, plan, readOnly, change, turn } = props;
  const { t } = useI18n();
  const { texts } = settings;
  const isEmpty = texts.ja === '' && texts.en === '';
  const isForbidden = allowed.mention.permission !== 'api' && allowed.dm.permission !== 'api';
  const isWrong = plan.afterHoursProblems.length > 0;
  return (
    <Section title={t('settings.byClock.afterHours')} hint={t('settings.byClock.afterHoursHint')}>
      {isForbidden && <Refusal why={allowed.mention.why} what="answer" />}
      {!isForbidden && <Limits allowed={allowed} />}
      {isEmpty && !readOnly && (
        <Button variant="default" mb="sm" onClick={() => change(sampleAfterHours(settings))}>
          {t('settings.byClock.sample')}
        </Button>
      )}
      <div className={classes['fields']}>
        {(['ja', 'en'] as const).map((lang) => (
          <Textarea
            key={lang}
            label={t(`settings.byClock.texts.${lang}`)}
            description={<Places places={['next', 'help', 'other']} />}
            autosize
            minRows={2}
            maxLength={3000}
            readOnly={readOnly}
            value={texts[lang]}
            onChange={(event) =>
              change({ ...settings, texts: { ...texts, [lang]: event.currentTarget.value } })
            }
          />
        ))}
        <TextInput
          label={t('settings.byClock.help')}
          type="url"
          placeholder="https://"
          maxLength={500}
          readOnly={readOnly}
          value={settings.help}
          onChange={(event) => change({ ...settings, help: event.currentTarget.value.trim() })}
        />
        <TextInput
          label={t('settings.byClock.other')}
          maxLength={300}
          readOnly={readOnly}
          value={settings.other}
          onChange={(event) => change({ ...settings, other: event.currentTarget.value })}
        />
      </div>
      {!isEmpty && <Problems problems={plan.afterHoursProblems} />}
      <NextAnswers plan={plan} />
      <Switch
        mt="md"
        label={t('settings.byClock.afterHoursOn')}
        description={t('settings.byClock.afterHoursOnHint')}
        disabled={readOnly || (!on && (isForbidden || isWrong || plan.isStale))}
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
    </Section>
  );
}

/** The words somebody would read who writes in the next closed time. */
function NextAnswers({ plan }: { plan: ShownPlan }): ReactNode {
  const { t } = useI18n();
  if (plan.answers.length === 0) return null;
  return (
    <div className={classes['plan']} data-stale={plan.isStale || undefined} aria-busy={plan.isStale}>
      <h3>{t('settings.byClock.nextAnswer')}</h3>
      {plan.answers.map(({ lang, text }) => (
        <blockquote key={lang} lang={lang} className={classes['words']}>
          {text}
        </blockquote>
      ))}
    </div>
  );
}

/** What the network lets a program answer, where that is not everything. */
function Limits({ allowed }: { allowed: AfterHoursProps['allowed'] }): ReactNode {
  const { t, locale, format } = useI18n();
  const { mention, reply: toReply, dm } = allowed;
  return (
    <ul className={classes['limits']}>
      <li>
        {t(mention.permission === 'api' ? 'settings.byClock.toMention' : 'settings.byClock.notToMention')}
      </li>
      <li>
        {t(toReply.permission === 'api' ? 'settings.byClock.toReply' : 'settings.byClock.notToReply')}
        {format.gap}
        {toReply.why?.[locale]}
      </li>
      <li>{t(dm.permission === 'api' ? 'settings.byClock.toDm' : 'settings.byClock.notToDm')}</li>
      <li>{t('settings.byClock.never')}</li>
    </ul>
  );
}
