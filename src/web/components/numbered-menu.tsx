// A short list to choose from by number, by arrow keys or with the mouse.
import {
  cloneElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import { useOpenMenuKeys } from '../keyboard/open-menu.ts';
import classes from './numbered-menu.module.css';
import { useStable } from './use-stable.ts';

export interface NumberedOption<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

interface NumberedMenuProps<T extends string> {
  opened: boolean;
  setOpened: (opened: boolean) => void;
  title: string;
  options: readonly NumberedOption<T>[];
  choose: (value: T) => void;
  /** The button the list belongs to: a press opens it and closes it again. */
  children: ReactElement<HTMLAttributes<HTMLButtonElement> & RefAttributes<HTMLButtonElement>>;
}

type Place = RefObject<HTMLElement | null>;

/** Pixels between the list and its button, and between the list and the edge of the window. */
const GAP = 8;

/** Moves the focus among the buttons of a list, round its ends. */
function moveFocus(list: HTMLElement, by: number): void {
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + by) % buttons.length)?.focus();
}

/** Puts the list above its button, or below where there is no room. */
function place(list: HTMLElement, button: HTMLElement): void {
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = list;
  const above = top - GAP - offsetHeight;
  const below = Math.min(bottom + GAP, innerHeight - offsetHeight - GAP);
  list.style.left = `${Math.max(GAP, Math.min(left, innerWidth - offsetWidth - GAP))}px`;
  list.style.top = `${above >= GAP ? above : Math.max(GAP, below)}px`;
}

/** The list stands at its button, whatever moves. */
function usePlace(list: Place, button: Place): void {
  useLayoutEffect(() => {
    const again = (): void => {
      if (list.current !== null && button.current !== null) place(list.current, button.current);
    };
    again();
    window.addEventListener('resize', again);
    window.addEventListener('scroll', again, true);
    return () => {
      window.removeEventListener('resize', again);
      window.removeEventListener('scroll', again, true);
    };
  }, [list, button]);
}

/** A press anywhere else closes the list; what its button does is its own affair. */
function useCloseOutside(list: Place, button: Place, close: () => void): void {
  const closeNow = useStable(close);
  useEffect(() => {
    const onPress = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || list.current?.contains(target) || button.current?.contains(target))
        return;
      closeNow();
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [list, button, closeNow]);
}

interface ListProps<T extends string> extends Omit<NumberedMenuProps<T>, 'opened' | 'children'> {
  id: string;
  button: Place;
}

function List<T extends string>({ id, button, title, options, choose, setOpened }: ListProps<T>): ReactNode {
  const list = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    button.current?.focus({ preventScroll: true });
    setOpened(false);
  };
  const pick = (value: T): void => {
    close();
    choose(value);
  };
  useOpenMenuKeys(true, (event) => {
    const { key, shiftKey } = event;
    const option = /^[1-9]$/.test(key) ? options[Number(key) - 1] : undefined;
    if (option !== undefined) pick(option.value);
    else if (key === 'Escape') close();
    else if (list.current === null) return false;
    else if (key === 'ArrowDown' || key === 'j' || (key === 'Tab' && !shiftKey)) moveFocus(list.current, 1);
    else if (key === 'ArrowUp' || key === 'k' || key === 'Tab') moveFocus(list.current, -1);
    else return false;
    return true;
  });
  usePlace(list, button);
  useCloseOutside(list, button, () => setOpened(false));
  useLayoutEffect(() => list.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  return (
    <dialog ref={list} id={id} open aria-label={title} className={classes['list']}>
      <p className={classes['title']}>{title}</p>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          className={classes['option']}
          onClick={() => pick(option.value)}
        >
          <kbd className={classes['number']} aria-hidden>
            {index + 1}
          </kbd>
          <span className={classes['label']}>{option.label}</span>
          {option.hint !== undefined && <span className={classes['hint']}>{option.hint}</span>}
        </button>
      ))}
    </dialog>
  );
}

/** Opens and closes at once: the next decision is a key away. */
export function NumberedMenu<T extends string>(props: NumberedMenuProps<T>): ReactNode {
  const { opened, children, ...rest } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      {cloneElement(children, {
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': opened,
        'aria-controls': opened ? id : undefined,
      })}
      {opened && createPortal(<List id={id} button={button} {...rest} />, document.body)}
    </>
  );
}
