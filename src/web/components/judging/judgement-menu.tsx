// What a person can say of a post, one letter each: open over the post, gone after one answer.
import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { JudgementKind } from '../../../domain/judgement/correction.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useValueWords, type Judgement } from '../judgements.ts';
import classes from './judgement-menu.module.css';
import { confirmKey, turningKeys, valueKeys, valueNow } from './said-by-people.ts';
import { useKindName, useValueName } from './value-names.ts';

interface JudgementMenuProps {
  judgements: readonly Judgement[];
  opened: boolean;
  setOpened: (opened: boolean) => void;
  /** By the letter of an answer. */
  choose: (letter: string) => void;
  /** The button the menu belongs to. */
  children: ReactElement;
}

interface ItemProps {
  letter: string;
  label: string;
  isSo: boolean;
  choose: (letter: string) => void;
}

function Item({ letter, label, isSo, choose }: ItemProps): ReactNode {
  return (
    <UnstyledButton className={classes['item']} aria-pressed={isSo} onClick={() => choose(letter)}>
      <kbd aria-hidden>{letter.toUpperCase()}</kbd>
      <span>{label}</span>
      {isSo && <IconCheck size={15} stroke={2.4} aria-hidden />}
    </UnstyledButton>
  );
}

function Items({ judgements, choose }: { judgements: readonly Judgement[] } & Pick<ItemProps, 'choose'>) {
  const { t } = useI18n();
  const wordsOf = useValueWords();
  const valueName = useValueName();
  const kindName = useKindName();
  const turning = Object.entries(turningKeys);
  const choices = Object.entries(valueKeys) as [JudgementKind, Record<string, string>][];
  return (
    <>
      <fieldset className={classes['group']} aria-label={t('correct.holds')}>
        {turning.map(([letter, kind]) => (
          <Item
            key={letter}
            letter={letter}
            label={wordsOf(kind, 'yes') ?? ''}
            isSo={valueNow(judgements, kind) === 'yes'}
            choose={choose}
          />
        ))}
      </fieldset>
      {choices.map(([kind, values]) => (
        <fieldset key={kind} className={classes['group']}>
          <legend>{kindName(kind)}</legend>
          {Object.entries(values).map(([letter, value]) => (
            <Item
              key={letter}
              letter={letter}
              label={valueName(kind, value)}
              isSo={valueNow(judgements, kind) === value}
              choose={choose}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

export function JudgementMenu(props: JudgementMenuProps): ReactNode {
  const { judgements, opened, setOpened, choose, children } = props;
  const { t } = useI18n();
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(440px, calc(100vw - 24px))"
      trapFocus
      returnFocus
      transitionProps={{ exitDuration: 0 }}
      shadow="md"
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown className={classes['menu']} aria-label={t('correct.title')}>
        <p className={classes['title']}>{t('correct.title')}</p>
        <Items judgements={judgements} choose={choose} />
        <UnstyledButton className={classes['all']} onClick={() => choose(confirmKey)}>
          <kbd aria-hidden>{confirmKey.toUpperCase()}</kbd>
          <span>{t('correct.allRight')}</span>
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  );
}
