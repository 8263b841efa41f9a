// Tells the server once that somebody has looked at who a person is: the posting rules ask for that before a first contact.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type RefObject } from 'react';
import type { KnownIdentity } from '../../../contract/endpoints/deciding.ts';
import { keys } from '../../api/keys.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';

/** Whoever flies past has not looked. */
const LOOK_MS = 800;

/** Give what it answers to what shows the person; it counts once that has stood in sight for a moment. */
export function useSeen(known: KnownIdentity | undefined): RefObject<HTMLDivElement | null> {
  const { client } = useApp();
  const queryClient = useQueryClient();
  const mayDecide = useMay('work.decide');
  const ref = useRef<HTMLDivElement>(null);
  const id = known?.id;
  const isUnseen = mayDecide && known?.hasSeen === false;
  useEffect(() => {
    const element = ref.current;
    if (!isUnseen || id === undefined || element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = async (): Promise<void> => {
      await client.call('markIdentitySeen', { params: { id } });
      queryClient.setQueryData<KnownIdentity>(
        keys.identity(id),
        (held) => held && { ...held, hasSeen: true },
      );
      // What a reply is checked by says that nobody has looked.
      await queryClient.invalidateQueries({ queryKey: ['replyContext'] });
    };
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.some(({ isIntersecting }) => isIntersecting))
        timer = setTimeout(() => void tell().catch(() => undefined), LOOK_MS);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [client, queryClient, id, isUnseen]);
  return ref;
}
