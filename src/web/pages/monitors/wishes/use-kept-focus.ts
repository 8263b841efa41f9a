// Where the keyboard goes when what was said of a wish took the pressed button away: to the row that stands there now.
import { useEffect, useRef, type RefObject } from 'react';
import type { Wish, WishList } from './wish-list.ts';

interface Said {
  wish: Wish;
  index: number;
}

/** `box` holds the rows and gets the focus itself when none is left; `said`: to be called before a wish is corrected. */
export function useKeptFocus({ rows }: WishList): {
  box: RefObject<HTMLDivElement | null>;
  said: (wish: Wish, index: number) => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<Said | null>(null);
  useEffect(() => {
    const said = last.current;
    if (said === null) return;
    const now = rows.findIndex(({ id }) => id === said.wish.id);
    if (rows[now]?.spellings.length === said.wish.spellings.length) return;
    last.current = null;
    // Who went on meanwhile stays where they are.
    if (document.activeElement !== document.body) return;
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[data-wish]') ?? [])];
    const item = items[now === -1 ? said.index : now] ?? items.at(-1) ?? box.current;
    item?.focus();
  }, [rows]);
  return {
    box,
    said: (wish, index) => {
      last.current = { wish, index };
    },
  };
}
