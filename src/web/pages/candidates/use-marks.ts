// Rows marked for doing one thing with all of them.
import { useCallback, useState } from 'react';

export interface Marks {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  add: (ids: readonly string[]) => void;
  clear: () => void;
}

export function useMarks(): Marks {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string): void => {
    setIds((held) => {
      const next = new Set(held);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const add = (more: readonly string[]): void => setIds((held) => new Set([...held, ...more]));
  return { ids, toggle, add, clear: () => setIds(new Set()) };
}
