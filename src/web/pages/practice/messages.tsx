// The direct messages between the customer one plays and the company: nobody else on the network can read them.
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCustomerName } from './customer-name.ts';
import { Post } from './post.tsx';
import classes from './practice.module.css';
import { practiceMessagesQuery, practiceStageQuery } from './queries.ts';

export function Messages(): ReactNode {
  const people = useQuery(practiceStageQuery(useApp())).data?.people ?? [];
  const [name] = useCustomerName();
  const wanted = name.trim().replace(/^@/u, '');
  const person =
    people.find((each) => each.handle === wanted.toLowerCase()) ??
    people.find((each) => each.name === wanted);
  return person === undefined ? null : <Talk key={person.id} person={person} />;
}

function Talk({ person }: { person: { id: string; name: string } }): ReactNode {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  const posts = useQuery(practiceMessagesQuery(useApp(), person.id)).data?.rows ?? [];
  const { length } = posts;
  // The newest stands at the end, where one reads on.
  useEffect(() => {
    if (length > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [length]);
  if (posts.length === 0) return null;
  return (
    <section className={classes['messages']} aria-labelledby="practice-messages">
      <h2 id="practice-messages">
        <IconLock size={15} aria-hidden />
        {t('practice.messages', { name: person.name })}
      </h2>
      <div className={classes['talk']} ref={list}>
        {posts.map((post) => (
          <Post key={post.id} post={post} parent={undefined} inThread isDm />
        ))}
      </div>
    </section>
  );
}
