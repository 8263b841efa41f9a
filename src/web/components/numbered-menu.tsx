// A menu whose entries are chosen by their number, by arrow keys or with the mouse.
import { Menu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { isComposing } from '../keyboard/typing.ts';
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
  /** The button the menu belongs to. */
  children: ReactElement;
}

export function NumberedMenu<T extends string>(props: NumberedMenuProps<T>): ReactNode {
  const { opened, setOpened, title, options, choose, children } = props;
  return (
    <Menu opened={opened} onChange={setOpened} position="top-start" width={280} trapFocus returnFocus>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || event.metaKey || event.ctrlKey || event.altKey) return;
          const option = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined;
          if (option === undefined) return;
          event.preventDefault();
          setOpened(false);
          choose(option.value);
        }}
      >
        <Menu.Label>{title}</Menu.Label>
        {options.map((option, index) => (
          <Menu.Item
            key={option.value}
            leftSection={
              <kbd className={classes['number']} aria-hidden>
                {index + 1}
              </kbd>
            }
            rightSection={
              option.hint === undefined ? null : <span className={classes['hint']}>{option.hint}</span>
            }
            onClick={() => choose(option.value)}
          >
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
