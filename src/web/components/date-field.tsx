// A day to enter: written as the language of the page writes it, whatever the browser’s own is, or chosen from a calendar.
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './date-field.module.css';
import { readDate, writeDate } from './dates.ts';

interface DateFieldProps extends Pick<TextInputProps, 'size'> {
  label: string;
  /** YYYY-MM-DD; empty for none. */
  value: string;
  change: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

interface Typed {
  text: string;
  day: string;
  /** The day that stood there when it was typed; null once what was typed is taken. */
  before: string | null;
}

export function DateField({ label, value, change, size = 'sm', onKeyDown }: DateFieldProps): ReactNode {
  const { t, locale } = useI18n();
  // What is half typed stays as it is until one leaves the field.
  const [typed, setTyped] = useState<Typed | null>(null);
  const [isWrong, setWrong] = useState(false);
  const calendar = useRef<HTMLInputElement>(null);
  const read = (text: string): void => {
    const day = readDate(text) ?? '';
    setTyped({ text, day, before: value });
    setWrong(false);
    change(day);
  };
  // Whoever asked may have taken the day and emptied the field since; until they took it, the day before it stands there.
  if (typed !== null && typed.before !== null && typed.day === value) setTyped({ ...typed, before: null });
  const held = typed !== null && (typed.day === value || typed.before === value) ? typed.text : null;
  const leave = (): void => {
    const wrong = held !== null && readDate(held) === null;
    setWrong(wrong);
    if (!wrong) setTyped(null);
  };
  return (
    <div className={classes['field']}>
      <TextInput
        size={size}
        label={label}
        placeholder={t('date.placeholder')}
        autoComplete="off"
        value={held ?? writeDate(value, locale)}
        error={isWrong && held !== null && t('date.wrong')}
        onChange={(event) => read(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={onKeyDown}
        rightSection={
          <ActionIcon
            size={26}
            aria-label={t('date.choose', { label })}
            onClick={() => calendar.current?.showPicker()}
          >
            <IconCalendar size={16} aria-hidden />
          </ActionIcon>
        }
      />
      {/* Lends its calendar only: how it writes a day is the browser’s affair. */}
      <input
        ref={calendar}
        type="date"
        className={classes['calendar']}
        tabIndex={-1}
        aria-hidden
        value={value}
        onChange={(event) => {
          setTyped(null);
          setWrong(false);
          change(event.currentTarget.value);
        }}
      />
    </div>
  );
}
