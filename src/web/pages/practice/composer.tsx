// Writing as a customer: who one is, what one says, in public or as a direct message to the company.
import { Autocomplete, SegmentedControl, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { useFirstFocus } from '../../components/focus.ts';
import { useSubmission } from '../../components/form.ts';
import { OurForm } from '../../components/our-form.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { isComposing } from '../../keyboard/typing.ts';
import { useCustomerName } from './customer-name.ts';
import classes from './practice.module.css';
import { practiceStageQuery, type PracticePost } from './queries.ts';

interface ComposerProps {
  /** The post that is answered; null for a new one. */
  replyTo: PracticePost | null;
  /** After it was posted. */
  done?: () => void;
  focus?: boolean;
}

function Where(props: {
  visibility: 'public' | 'dm';
  choose: (visibility: 'public' | 'dm') => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('practice.visibility')}
      value={props.visibility}
      data={[
        { value: 'public', label: t('practice.public') },
        { value: 'dm', label: t('practice.dm') },
      ]}
      onChange={(value) => props.choose(value === 'dm' ? 'dm' : 'public')}
    />
  );
}

/** What the customer writes, and how it is posted. */
function useCustomerPost({ replyTo, done }: ComposerProps) {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [name, setName] = useCustomerName();
  const [text, setText] = useState('');
  const [visibility, setVisibility] = useState<'public' | 'dm'>(replyTo?.visibility ?? 'public');
  const { busy, failure, submit } = useSubmission();
  const creation = useRef(newId());
  const ready = name.trim() !== '' && text.trim() !== '' && !busy;

  const post = async (): Promise<void> => {
    const body = { name: name.trim(), text: text.trim(), replyTo: replyTo?.id ?? null, visibility };
    await client.call('postAsCustomer', { body }, { idempotencyKey: creation.current });
    creation.current = newId();
    setText('');
    await queryClient.invalidateQueries({ queryKey: ['practice'] });
    void queryClient.invalidateQueries({ queryKey: keys.counts });
    if (visibility === 'dm') toasts.done(t('practice.dmSent'));
    done?.();
  };
  const send = (): void => {
    if (ready) void submit(post);
  };
  return { name, setName, text, setText, visibility, setVisibility, ready, failure, send };
}

function Who({ name, change }: { name: string; change: (name: string) => void }): ReactNode {
  const { t } = useI18n();
  const people = useQuery(practiceStageQuery(useApp())).data?.people ?? [];
  return (
    <Autocomplete
      size="xs"
      aria-label={t('practice.asWhom')}
      placeholder={t('practice.asWhomExample')}
      maxLength={60}
      data={[...new Set(people.map((person) => person.name))]}
      limit={8}
      value={name}
      onChange={change}
      classNames={{ input: classes['nameInput'] ?? '' }}
    />
  );
}

export function Composer(props: ComposerProps): ReactNode {
  const { replyTo, focus = false } = props;
  const { t } = useI18n();
  const first = useFirstFocus();
  const id = useId();
  const { name, setName, text, setText, visibility, setVisibility, ready, failure, send } =
    useCustomerPost(props);
  const label = replyTo === null ? t('practice.write') : t('practice.replyTo', { name: replyTo.name });
  return (
    <OurForm className={classes['composer']} data-reply={replyTo !== null || undefined} send={send}>
      <Avatar name={name.trim() === '' ? '?' : name} size={replyTo === null ? 44 : 34} />
      <div className={classes['composerFields']}>
        <Who name={name} change={setName} />
        <Textarea
          id={id}
          aria-label={label}
          placeholder={visibility === 'dm' ? t('practice.dmExample') : t('practice.example')}
          autosize
          minRows={replyTo === null ? 2 : 1}
          maxRows={10}
          maxLength={2000}
          ref={focus ? first : null}
          value={text}
          error={failure}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const wants = event.key === 'Enter' && (event.metaKey || event.ctrlKey);
            if (wants && !isComposing(event.nativeEvent)) send();
          }}
          classNames={{ input: classes['textInput'] ?? '' }}
        />
        <div className={classes['composerFoot']}>
          {replyTo?.visibility === 'dm' ? <span /> : <Where visibility={visibility} choose={setVisibility} />}
          <button
            type="submit"
            className={classes['primary']}
            data-dm={visibility === 'dm' || undefined}
            disabled={!ready}
          >
            {t(
              visibility === 'dm' ? 'practice.sendDm' : replyTo === null ? 'practice.post' : 'practice.reply',
            )}
          </button>
        </div>
      </div>
    </OurForm>
  );
}
