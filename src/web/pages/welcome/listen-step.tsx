// Third step: where to listen. One choice is enough to begin; more can be added later.
import { Alert, Button, TagsInput, TextInput } from '@mantine/core';
import { IconBroadcast, IconServer2, IconSchool } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { useMessageOf } from '../../components/error-message.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './welcome.module.css';

type Choice = 'practice' | 'bluesky' | 'mastodon';

function Way(props: {
  icon: ReactNode;
  title: string;
  body: string;
  tag?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section className={classes['way']}>
      <div className={classes['wayIcon']} aria-hidden>
        {props.icon}
      </div>
      <h2>{props.title}</h2>
      {props.tag !== undefined && <span className={classes['tag']}>{props.tag}</span>}
      <p>{props.body}</p>
      <div className={classes['wayAction']}>{props.children}</div>
    </section>
  );
}

/** An address as people type it, with its scheme. */
function asServer(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, '');
  return /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
}

interface Place {
  server: string;
  tags: string[];
}

/** Begins to listen, and goes to where posts arrive. */
function useBegin(brandId: string | null, { server, tags }: Place) {
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const messageOf = useMessageOf();
  const [busy, setBusy] = useState<Choice | null>(null);
  const [failed, setFailed] = useState<{ choice: Choice; message: string } | null>(null);

  const begin: Record<Choice, () => Promise<unknown>> = {
    practice: () => client.call('joinPractice', { body: { brandId } }),
    bluesky: () =>
      client.call(
        'createSource',
        { body: { network: 'bluesky', kind: 'jetstream' } },
        { idempotencyKey: newId() },
      ),
    mastodon: () => {
      const config = { server: asServer(server) };
      const body =
        tags.length === 0
          ? { network: 'mastodon', kind: 'public_timeline', config }
          : { network: 'mastodon', kind: 'hashtag', config: { ...config, tags: tags.join(', ') } };
      return client.call('createSource', { body }, { idempotencyKey: newId() });
    },
  };
  const choose = async (choice: Choice): Promise<void> => {
    setBusy(choice);
    setFailed(null);
    try {
      await begin[choice]();
    } catch (error) {
      // Listening there already is what was wanted.
      if (codeOf(error) !== 'already_exists') {
        setFailed({ choice, message: messageOf(error) });
        setBusy(null);
        return;
      }
    }
    for (const queryKey of [keys.sources, keys.accounts]) void queryClient.invalidateQueries({ queryKey });
    await navigate({ to: '/candidates/{-$postId}', params: { postId: undefined } });
  };
  return { busy, failed, choose };
}

interface ActionProps {
  choice: Choice;
  label: string;
  beginning: ReturnType<typeof useBegin>;
  disabled?: boolean;
}

/** The button of one way, and why it did not work. */
function Action({ choice, label, beginning, disabled = false }: ActionProps): ReactNode {
  const { busy, failed, choose } = beginning;
  return (
    <>
      {failed?.choice === choice && (
        <Alert color="red" mb="sm" role="alert">
          {failed.message}
        </Alert>
      )}
      <Button
        fullWidth
        variant={choice === 'practice' ? 'filled' : 'default'}
        loading={busy === choice}
        disabled={disabled || (busy !== null && busy !== choice)}
        onClick={() => void choose(choice)}
      >
        {label}
      </Button>
    </>
  );
}

function MastodonFields({
  place,
  change,
}: {
  place: Place;
  change: (part: Partial<Place>) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <TextInput
        label={t('welcome.listen.server')}
        placeholder="mastodon.social"
        inputMode="url"
        value={place.server}
        onChange={(event) => change({ server: event.currentTarget.value })}
      />
      <TagsInput
        mt="xs"
        mb="sm"
        label={t('welcome.listen.tags')}
        description={t('welcome.listen.tagsHint')}
        value={place.tags}
        acceptValueOnBlur
        onChange={(values) => change({ tags: values.map((tag) => tag.replace(/^[#＃]/, '')) })}
      />
    </>
  );
}

export function ListenStep({ brandId }: { brandId: string | null }): ReactNode {
  const { t } = useI18n();
  const [place, setPlace] = useState<Place>({ server: '', tags: [] });
  const beginning = useBegin(brandId, place);
  return (
    <>
      <div className={classes['intro']}>
        <h1>{t('welcome.listen.title')}</h1>
        <p>{t('welcome.listen.hint')}</p>
      </div>
      <div className={classes['ways']}>
        <Way
          icon={<IconSchool />}
          title={t('welcome.listen.practice')}
          tag={t('welcome.listen.practiceTag')}
          body={t('welcome.listen.practiceBody')}
        >
          <Action choice="practice" label={t('welcome.listen.practiceAction')} beginning={beginning} />
        </Way>
        <Way
          icon={<IconBroadcast />}
          title={t('welcome.listen.bluesky')}
          body={t('welcome.listen.blueskyBody')}
        >
          <Action choice="bluesky" label={t('welcome.listen.blueskyAction')} beginning={beginning} />
        </Way>
        <Way
          icon={<IconServer2 />}
          title={t('welcome.listen.mastodon')}
          body={t('welcome.listen.mastodonBody')}
        >
          <MastodonFields place={place} change={(part) => setPlace((now) => ({ ...now, ...part }))} />
          <Action
            choice="mastodon"
            label={t('welcome.listen.mastodonAction')}
            beginning={beginning}
            disabled={place.server.trim() === ''}
          />
        </Way>
      </div>
      <p className={classes['after']}>{t('welcome.listen.after')}</p>
    </>
  );
}
