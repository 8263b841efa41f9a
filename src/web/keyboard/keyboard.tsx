// The keyboard layer: components offer what they can do, and the keys do it where nobody is typing.
import { createContext, use, useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react';
import { tinykeys } from 'tinykeys';
import { commandIds, commands, keyLabels, keyOf, type CommandId } from './commands.ts';
import { isComposing, isModalOpen, isTypingTarget } from './typing.ts';

type Handler = () => void;

interface Keyboard {
  /** Offers a command; the newest offer is the one that is used. Answers how to take it back. */
  offer: (id: CommandId, handler: Handler) => () => void;
  run: (id: CommandId) => boolean;
  has: (id: CommandId) => boolean;
  labels: (id: CommandId) => string[];
}

const Context = createContext<Keyboard | null>(null);

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export interface KeyboardPreferences {
  shortcuts: boolean;
  keys: Readonly<Record<string, string>>;
}

export function KeyboardProvider(props: KeyboardPreferences & { children: ReactNode }): ReactNode {
  const { shortcuts, keys } = props;
  const offers = useRef(new Map<CommandId, Handler[]>());

  const keyboard = useMemo<Keyboard>(
    () => ({
      offer(id, handler) {
        offers.current.set(id, [...(offers.current.get(id) ?? []), handler]);
        return () => {
          const rest = (offers.current.get(id) ?? []).filter((held) => held !== handler);
          offers.current.set(id, rest);
        };
      },
      run(id) {
        const handler = offers.current.get(id)?.at(-1);
        handler?.();
        return handler !== undefined;
      },
      has: (id) => (offers.current.get(id)?.length ?? 0) > 0,
      labels(id) {
        const key = keyOf(id, keys);
        const active = shortcuts || 'whileTyping' in commands[id];
        return key === null || !active ? [] : keyLabels(key, isMac);
      },
    }),
    [shortcuts, keys],
  );

  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const key of new Set(commandIds.map((id) => keyOf(id, keys)))) {
      if (key === null) continue;
      const ids = commandIds.filter((id) => keyOf(id, keys) === key);
      bindings[key] = (event) => {
        // Other sequences with the same beginning would go on waiting: the next key is a new one.
        if (key.includes(' ')) listen();
        if (isModalOpen()) return;
        const typing = isTypingTarget(event.target);
        const able = ids.filter((id) => 'whileTyping' in commands[id] || (shortcuts && !typing));
        if (able.some((id) => keyboard.run(id))) event.preventDefault();
      };
    }
    let stop = (): void => undefined;
    function listen(): void {
      stop();
      stop = tinykeys(window, bindings, {
        ignore: (event) => (event.repeat && event.key === 'Enter' ? true : isComposing(event)),
      });
    }
    listen();
    return () => stop();
  }, [keys, shortcuts, keyboard]);

  return <Context value={keyboard}>{props.children}</Context>;
}

function useKeyboard(): Keyboard {
  const keyboard = use(Context);
  if (keyboard === null) throw new Error('A command is used outside KeyboardProvider.');
  return keyboard;
}

/** Does `handler` when the command's key is pressed, while the component is there and `enabled`. */
export function useCommand(id: CommandId, handler: () => void, enabled = true): void {
  const { offer } = useKeyboard();
  const run = useEffectEvent(handler);
  useEffect(() => (enabled ? offer(id, () => run()) : undefined), [id, enabled, offer]);
}

/** What to show for a command's key: nothing when it has none. */
export function useKeyLabels(id: CommandId): string[] {
  return useKeyboard().labels(id);
}

export interface Offered {
  has: (id: CommandId) => boolean;
  run: (id: CommandId) => void;
}

/** What can be done now, by whatever is on screen. */
export function useOffered(): Offered {
  const { has, run } = useKeyboard();
  return { has, run };
}
