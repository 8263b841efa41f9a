// Every key: changed by pressing another, turned off, or put back; clashes are said where they are.
import { ActionIcon, Alert, Button, Switch } from '@mantine/core';
import { IconKeyboardOff, IconRestore } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Keys } from '../../components/key-hint.tsx';
import { Section } from '../../components/page.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import {
  commandGroups,
  commandIds,
  commands,
  conflicts,
  keyLabels,
  keyOf,
  type CommandId,
} from '../../keyboard/commands.ts';
import { usePreferences } from '../../theme/preferences-provider.tsx';
import { pressOf } from './captured-key.ts';
import classes from './settings.module.css';

/** A second press within this time makes a sequence, such as G then C. */
const SEQUENCE_MS = 900;
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A button that, while it listens, takes the next press (or two) as the key. */
function KeyButton(props: { id: CommandId; current: string | null; set: (key: string) => void }): ReactNode {
  const { id, current, set } = props;
  const { t } = useI18n();
  const [listening, setListening] = useState(false);
  const [first, setFirst] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stop = (): void => {
    clearTimeout(timer.current);
    setListening(false);
    setFirst(null);
  };
  const finish = (key: string): void => {
    stop();
    set(key);
  };
  const name = t(`command.${id}`);
  const labels = keyLabels(first ?? (listening ? '' : (current ?? '')), isMac).filter(
    (label) => label !== '',
  );
  const said = listening
    ? t('settings.pressKeyFor', { name })
    : t('settings.changeKey', { name, key: labels.join(' ') || t('settings.noKey') });
  const shown =
    labels.length > 0 ? <Keys labels={labels} /> : t(listening ? 'settings.pressKey' : 'settings.noKey');
  return (
    <button
      type="button"
      className={classes['key']}
      data-listening={listening || undefined}
      onClick={() => setListening(true)}
      onBlur={stop}
      onKeyDown={(event) => {
        if (!listening) return;
        event.preventDefault();
        // The layer that runs commands must not hear it.
        event.nativeEvent.stopImmediatePropagation();
        event.stopPropagation();
        if (event.key === 'Escape') return stop();
        const press = pressOf(event.nativeEvent);
        if (press === null || event.repeat) return;
        if (first !== null) return finish(`${first} ${press}`);
        setFirst(press);
        timer.current = setTimeout(() => finish(press), SEQUENCE_MS);
      }}
    >
      <span className="unseen">{said}</span>
      <span aria-hidden>{shown}</span>
    </button>
  );
}

function Command(props: {
  id: CommandId;
  own: Readonly<Record<string, string>>;
  change: (keys: Record<string, string>) => void;
  clash: readonly CommandId[];
}): ReactNode {
  const { id, own, change, clash } = props;
  const { t } = useI18n();
  const name = t(`command.${id}`);
  const { [id]: mine, ...rest } = own;
  return (
    <div className={classes['command']} data-clash={clash.length > 0 || undefined}>
      <span>
        {name}
        {clash.length > 0 && (
          <span className={classes['clash']}>
            {t('settings.clash', { others: clash.map((other) => t(`command.${other}`)).join('、') })}
          </span>
        )}
      </span>
      <KeyButton id={id} current={keyOf(id, own)} set={(key) => change({ ...own, [id]: key })} />
      <ActionIcon
        aria-label={t('settings.turnOffKey', { name })}
        disabled={mine === ''}
        onClick={() => change({ ...own, [id]: '' })}
      >
        <IconKeyboardOff size={17} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={t('settings.resetKey', { name, key: keyLabels(commands[id].key, isMac).join(' ') })}
        // Its place stays, so that nothing moves when a key is changed.
        style={{ visibility: mine === undefined ? 'hidden' : 'visible' }}
        onClick={() => change(rest)}
      >
        <IconRestore size={17} aria-hidden />
      </ActionIcon>
    </div>
  );
}

export function KeysSection(): ReactNode {
  const { t } = useI18n();
  const toasts = useToasts();
  const [{ shortcuts, keys: own }, changePreferences] = usePreferences();
  const set = (wanted: Parameters<typeof changePreferences>[0]): void => {
    changePreferences(wanted).catch((error: unknown) => toasts.failed(error));
  };
  const clashes = conflicts(own);
  const clashOf = (id: CommandId): CommandId[] =>
    clashes.find((ids) => ids.includes(id))?.filter((other) => other !== id) ?? [];
  const changed = Object.keys(own).length > 0;
  return (
    <Section
      title={t('settings.section.keys')}
      hint={t('settings.keysHint')}
      actions={
        changed && (
          <Button size="compact-sm" variant="default" onClick={() => set({ keys: {} })}>
            {t('settings.resetAllKeys')}
          </Button>
        )
      }
    >
      <Switch
        mb="sm"
        label={t('settings.shortcuts')}
        description={t('settings.shortcutsHint')}
        checked={shortcuts}
        onChange={(event) => set({ shortcuts: event.currentTarget.checked })}
      />
      <div aria-live="polite">
        {clashes.length > 0 && (
          <Alert color="amber" role="note" mb="sm">
            {t('settings.clashes', { count: clashes.length })}
          </Alert>
        )}
      </div>
      {commandGroups.map((group) => (
        <section key={group} className={classes['commands']}>
          <h3>{t(`keys.group.${group}`)}</h3>
          {commandIds
            .filter((id) => commands[id].group === group)
            .map((id) => (
              <Command key={id} id={id} own={own} change={(keys) => set({ keys })} clash={clashOf(id)} />
            ))}
        </section>
      ))}
    </Section>
  );
}
