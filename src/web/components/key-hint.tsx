// The key of a command, shown beside what it does; nothing where it has none or on touch screens.
import type { ReactNode } from 'react';
import type { CommandId } from '../keyboard/commands.ts';
import { useKeyLabels } from '../keyboard/keyboard.tsx';
import classes from './key-hint.module.css';

export function Keys({ labels }: { labels: readonly string[] }): ReactNode {
  return (
    <span className={classes['keys']}>
      {labels.map((label, index) => (
        <kbd key={index}>{label}</kbd>
      ))}
    </span>
  );
}

/** Decoration: the sheet of keys is what tells them to everybody. */
export function KeyHint({ command }: { command: CommandId }): ReactNode {
  const labels = useKeyLabels(command);
  if (labels.length === 0) return null;
  return (
    <span className={classes['hint']} aria-hidden>
      <Keys labels={labels} />
    </span>
  );
}
