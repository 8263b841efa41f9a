// The decision: speak, answer and be done, stay silent with a reason, or decide later; one key each.
import { Button } from '@mantine/core';
import { IconBellOff, IconClock, IconMessagePlus, IconMessages } from '@tabler/icons-react';
import { lazy, memo, Suspense, useState, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { silenceReasons, type SilenceReason } from '../../../domain/ledger/ledger.ts';
import { useMay } from '../../api/session.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { NumberedMenu } from '../../components/numbered-menu.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { KeysHeld } from '../../keyboard/keys-held.tsx';
import classes from './candidates.module.css';
import { laterNames, laterTimes, type LaterName } from './later-times.ts';

const ReasonDialog = lazy(async () => ({ default: (await import('./reason-dialog.tsx')).ReasonDialog }));

interface SilentButtonProps {
  choose: (reason: SilenceReason, note: string) => void;
  label: string;
  /** Whether the key of the command belongs to this button. */
  keyed: boolean;
  /** Whether it is what is advised, which stands out. */
  advised?: boolean;
}

export function SilentButton({ choose, label, keyed, advised = false }: SilentButtonProps): ReactNode {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  useCommand('silent', () => setOpened(true), keyed);
  return (
    <>
      <NumberedMenu
        opened={opened}
        setOpened={setOpened}
        title={t('decide.why')}
        options={silenceReasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
        choose={(reason) => (reason === 'other' ? setAsking(true) : choose(reason, ''))}
      >
        <Button
          variant={advised ? 'filled' : 'default'}
          leftSection={<IconBellOff size={17} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {label}
          {keyed && <KeyHint command="silent" />}
        </Button>
      </NumberedMenu>
      <Suspense fallback={<KeysHeld />}>
        {asking && <ReasonDialog close={() => setAsking(false)} choose={(note) => choose('other', note)} />}
      </Suspense>
    </>
  );
}

function LaterButton({ choose }: { choose: (until: string) => void }): ReactNode {
  const { t, format } = useI18n();
  const [opened, setOpened] = useState(false);
  const now = useNow();
  useCommand('later', () => setOpened(true));
  const times = laterTimes(now);
  const pick = (name: LaterName): void => {
    const time = times.find((each) => each.name === name);
    if (time !== undefined) choose(time.at.toISOString());
  };
  return (
    <NumberedMenu
      opened={opened}
      setOpened={setOpened}
      title={t('decide.when')}
      options={laterNames.flatMap((name) => {
        const time = times.find((each) => each.name === name);
        if (time === undefined) return [];
        return [{ value: name, label: t(`later.${name}`), hint: format.moment(time.at.toISOString(), now) }];
      })}
      choose={pick}
    >
      <Button
        variant="default"
        leftSection={<IconClock size={17} aria-hidden />}
        onClick={() => setOpened(!opened)}
      >
        {t('decide.later')}
        <KeyHint command="later" />
      </Button>
    </NumberedMenu>
  );
}

export interface DecisionActions {
  /** `stay`: open the case without leaving the candidates. */
  speak: (entry: LedgerEntryView, stay: boolean) => void;
  /** Opens the case with the composer at a direct message. */
  speakPrivately: (entry: LedgerEntryView) => void;
  /** Opens a conversation, which ends by itself once it is answered. */
  converse: (entry: LedgerEntryView) => void;
  silent: (entry: LedgerEntryView, reason: SilenceReason, note: string) => void;
  later: (entry: LedgerEntryView, until: string) => void;
}

interface DecisionBarProps {
  /** About the post that is open, whichever that is: the bar is not drawn again for the next one. */
  speak: (stay: boolean) => void;
  converse: () => void;
  /** Whether its author called on us: nobody else is answered without a case. */
  mayConverse: boolean;
  silent: (reason: SilenceReason, note: string) => void;
  later: (until: string) => void;
  silentKeyed: boolean;
  /** Silence is advised: it stands out in place of speaking, where it always stands. */
  silentAdvised: boolean;
}

export const DecisionBar = memo(function DecisionBar(props: DecisionBarProps): ReactNode {
  const { speak, converse, mayConverse, silent, later, silentKeyed, silentAdvised } = props;
  const { t } = useI18n();
  const allowed = useMay('work.decide');
  useCommand('speak', () => speak(false), allowed);
  useCommand('speakStay', () => speak(true), allowed);
  useCommand('converse', converse, allowed && mayConverse);
  if (!allowed) return <p className={classes['denied']}>{t('decide.denied')}</p>;
  return (
    <fieldset className={classes['decision']} aria-label={t('decide.title')}>
      <Button
        variant={silentAdvised ? 'default' : 'filled'}
        leftSection={<IconMessagePlus size={17} aria-hidden />}
        onClick={() => speak(false)}
      >
        {t('decide.speak')}
        <KeyHint command="speak" />
      </Button>
      {mayConverse && (
        <Button variant="default" leftSection={<IconMessages size={17} aria-hidden />} onClick={converse}>
          {t('decide.converse')}
          <KeyHint command="converse" />
        </Button>
      )}
      <SilentButton keyed={silentKeyed} advised={silentAdvised} label={t('decide.silent')} choose={silent} />
      <LaterButton choose={later} />
    </fieldset>
  );
});
