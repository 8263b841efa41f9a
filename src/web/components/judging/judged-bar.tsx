// What a post was judged to be, above the post, and the keys that correct it.
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { lazy, memo, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { useMay } from '../../api/session.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { useOpenMenuKeys } from '../../keyboard/open-menu.ts';
import { useJudgementWords } from '../judgements.ts';
import { KeyHint } from '../key-hint.tsx';
import { useStable } from '../use-stable.ts';
import classes from './judged-bar.module.css';
import { answersOfKey, valueNow } from './said-by-people.ts';
import type { Correcting } from './use-correct.ts';

/** Not for whoever only reads the list: fetched with the first post that is opened. */
const load = () => import('./judgement-menu.tsx');
const JudgementMenu = lazy(async () => ({ default: (await load()).JudgementMenu }));

function CorrectButton({ entry, correcting }: { entry: LedgerEntryView; correcting: Correcting }): ReactNode {
  const { t } = useI18n();
  const id = entry.post.id;
  /** The post it was opened for: the next one begins without a menu. */
  const [used, setUsed] = useState<{ id: string; opened: boolean } | null>(null);
  const opened = used?.id === id && used.opened;
  const setOpened = (is: boolean): void => setUsed({ id, opened: is });
  useEffect(() => void load(), []);
  useCommand('correct', () => setOpened(true));
  const choose = (letter: string): boolean => {
    const answers = answersOfKey(letter, entry.judgements);
    if (answers.length === 0) return false;
    setOpened(false);
    void correcting.say(entry, answers);
    return true;
  };
  // A key held down is still the one that opened the menu.
  useOpenMenuKeys(opened, ({ key, repeat }) => !repeat && choose(key.toLowerCase()));
  const press = useStable(() => setOpened(!opened));
  // One and the same from post to post.
  const button = useMemo(
    () => (
      <Button
        size="compact-sm"
        variant="default"
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={press}
      >
        {t('correct.action')}
        <KeyHint command="correct" />
      </Button>
    ),
    [opened, press, t],
  );
  if (used?.id !== id) return button;
  return (
    <Suspense fallback={button}>
      <JudgementMenu judgements={entry.judgements} opened={opened} setOpened={setOpened} choose={choose}>
        {button}
      </JudgementMenu>
    </Suspense>
  );
}

const TurnButton = memo(function TurnButton(props: { isAbout: boolean; onClick: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Button size="compact-sm" variant="default" onClick={props.onClick}>
      {t(props.isAbout ? 'judgement.notAbout' : 'judgement.about')}
      <KeyHint command="turnAbout" />
    </Button>
  );
});

/** The judgements as they stand now; who may decide can correct them, as long as the post is there. */
export function JudgedBar({ entry, correcting }: { entry: LedgerEntryView; correcting: Correcting }) {
  const { t } = useI18n();
  const said = useJudgementWords()(entry.judgements);
  const mayCorrect = useMay('work.decide') && entry.post.deletedAt === null;
  const turnAbout = useStable(() => correcting.turnAbout(entry));
  useCommand('turnAbout', turnAbout, mayCorrect);
  if (said.length === 0 && !mayCorrect) return null;
  const isAbout = valueNow(entry.judgements, 'about') === 'yes';
  return (
    <div className={classes['bar']}>
      {said.map(({ key, text, isByPerson }) => (
        <span key={key} className={classes['chip']} data-by-person={isByPerson || undefined}>
          {isByPerson && <IconCheck size={13} stroke={2.4} aria-hidden />}
          {text}
          {isByPerson && <span className="unseen">{t('correct.byTeam')}</span>}
        </span>
      ))}
      {mayCorrect && (
        <span className={classes['actions']}>
          <TurnButton isAbout={isAbout} onClick={turnAbout} />
          <CorrectButton entry={entry} correcting={correcting} />
        </span>
      )}
    </div>
  );
}
