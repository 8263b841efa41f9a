// A short list to choose from by number, by arrow keys or with the mouse.
import { Popover, UnstyledButton } from '@mantine/core';
import { useRef, type ReactElement, type ReactNode } from 'react';
import { useOpenMenuKeys } from '../keyboard/open-menu.ts';
import classes from './numbered-menu.module.css';

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
  children: ReactElement;
}

/** Moves the focus among the buttons of a list, round its ends. */
function moveFocus(list: HTMLElement, by: number): void {
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + by) % buttons.length)?.focus();
}

export function NumberedMenu<T extends string>(props: NumberedMenuProps<T>): ReactNode {
  const { opened, setOpened, title, options, choose, children } = props;
  const pick = (value: T): void => {
    setOpened(false);
    choose(value);
  };
  const list = useRef<HTMLDivElement>(null);
  useOpenMenuKeys(opened, (event) => {
    const option = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined;
    if (option !== undefined) pick(option.value);
    else if (list.current === null) return false;
    else if (event.key === 'ArrowDown' || event.key === 'j') moveFocus(list.current, 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') moveFocus(list.current, -1);
    else return false;
    return true;
  });
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-start"
      width={290}
      trapFocus
      returnFocus
      // Gone at once: while it fades it would keep the focus, and with it the key of the next decision.
      transitionProps={{ exitDuration: 0 }}
      shadow="md"
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown ref={list} className={classes['list']} aria-label={title}>
        <p className={classes['title']}>{title}</p>
        {options.map((option, index) => (
          <UnstyledButton key={option.value} className={classes['option']} onClick={() => pick(option.value)}>
            <kbd className={classes['number']} aria-hidden>
              {index + 1}
            </kbd>
            <span className={classes['label']}>{option.label}</span>
            {option.hint !== undefined && <span className={classes['hint']}>{option.hint}</span>}
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
