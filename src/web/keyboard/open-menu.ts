// The keys of an open menu, from the moment it is asked for.
import { useEffect, useEffectEvent } from 'react';
import { isComposing } from './typing.ts';

/** Does what the key is for; answers whether it is one of the menu's. */
type MenuKey = (event: KeyboardEvent) => boolean;

/** Gives an open menu its keys before anything else on the page; those with a modifier and those of an input method pass by. */
export function useOpenMenuKeys(opened: boolean, take: MenuKey): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (isComposing(event) || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!take(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    if (!opened) return;
    // The menu stands there, and has the focus, a moment after it is asked for; fast fingers press the key before that.
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [opened]);
}
