// The open hours of one day of the week: spans from and to, with what is wrong said beside them.
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { DAY_MINUTES, faultOf, minutesOf, nextSpan, timeOf, type Span } from './hours.ts';
import classes from './settings.module.css';

function TimeField(props: {
  label: string;
  minutes: number;
  readOnly: boolean;
  change: (minutes: number) => void;
}): ReactNode {
  const { label, minutes, readOnly, change } = props;
  // What is half typed stays as it is until one leaves the field.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      size="xs"
      w={72}
      inputMode="numeric"
      aria-label={label}
      readOnly={readOnly}
      value={typed ?? timeOf(minutes)}
      error={typed !== null && minutesOf(typed) === null}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTyped(value);
        const read = minutesOf(value);
        if (read !== null) change(read);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function Track({ spans }: { spans: readonly Span[] }): ReactNode {
  return (
    <span className={classes['track']} aria-hidden>
      {spans.map(([from, to], index) => (
        <i
          key={index}
          style={{ '--from': from / DAY_MINUTES, '--length': (to - from) / DAY_MINUTES } as CSSProperties}
        />
      ))}
    </span>
  );
}

interface DayHoursProps {
  name: string;
  spans: readonly Span[];
  readOnly: boolean;
  change: (spans: Span[]) => void;
}

export function DayHours({ name, spans, readOnly, change }: DayHoursProps): ReactNode {
  const { t } = useI18n();
  const fault = faultOf(spans);
  const next = nextSpan(spans);
  const replace = (at: number, span: Span): void =>
    change(spans.map((held, index) => (index === at ? span : held)));
  return (
    <fieldset className={classes['day']}>
      <legend>{name}</legend>
      <div className={classes['spans']}>
        {spans.length === 0 && <span className={classes['closed']}>{t('settings.closed')}</span>}
        {spans.map((span, index) => {
          const number = index + 1;
          return (
            // A span has no name of its own: its place in the day is what tells it from others.
            <span key={index} className={classes['span']}>
              <TimeField
                label={t('settings.opens', { day: name, number })}
                minutes={span[0]}
                readOnly={readOnly}
                change={(from) => replace(index, [from, span[1]])}
              />
              <span aria-hidden>–</span>
              <TimeField
                label={t('settings.closes', { day: name, number })}
                minutes={span[1]}
                readOnly={readOnly}
                change={(to) => replace(index, [span[0], to])}
              />
              {!readOnly && (
                <ActionIcon
                  aria-label={t('settings.removeSpan', { day: name, number })}
                  onClick={() => change(spans.toSpliced(index, 1))}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              )}
            </span>
          );
        })}
        {!readOnly && next !== null && spans.length < 4 && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change([...spans, next])}
            aria-label={t('settings.addSpanTo', { day: name })}
          >
            {t('settings.addSpan')}
          </Button>
        )}
        {fault !== null && (
          <span className={classes['fault']} role="alert">
            {t(`settings.fault.${fault}`)}
          </span>
        )}
      </div>
      <Track spans={spans} />
    </fieldset>
  );
}
