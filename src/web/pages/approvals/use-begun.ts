// What the one who is signed in has begun to write about a reply, as the answer shows it.
import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import { createBegunStore, type Begun } from './begun.ts';

const store = createBegunStore();

export interface UsedBegun extends Begun {
  change: (change: Partial<Begun>) => void;
  forget: () => void;
}

export function useBegun(outboundId: string): UsedBegun {
  const userId = useSession().user.id;
  const [begun, show] = useState(() => store.read(userId, outboundId));
  return {
    ...begun,
    change(change) {
      const next = { ...store.read(userId, outboundId), ...change };
      store.keep(userId, outboundId, next);
      show(next);
    },
    forget: () => store.forget(userId, outboundId),
  };
}
