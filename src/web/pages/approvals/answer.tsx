// The answer to a reply that waits: approve it, change and approve it, or send it back with a comment.
import { Button, Group, Textarea } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconPencil } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import { Difference } from '../../components/approving/difference.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { isComposing, isModalOpen } from '../../keyboard/typing.ts';
import { StoppedDialog } from '../cases/composer/guideline/stopped-dialog.tsx';
import classes from './approvals.module.css';
import { useBegun } from './use-begun.ts';
import { useApproving, type Approving } from './use-approving.ts';

const MOST = { text: 20_000, comment: 2000 } as const;
type Mode = 'read' | 'edit' | 'back';

interface AnswerProps {
  outbound: OutboundView;
  /** The conversation as it is shown; null where it answers none. */
  threadVersion: number | null;
  /** It is answered: on to the next. */
  goOn: () => void;
}

const nothing = (): void => undefined;

/** One word of an answer is not lost by one key: stepping on is off, and Escape goes back to reading. */
function useWritingKeys(isWriting: boolean, close: () => void): void {
  // Offered last, so that these stand before the page's own.
  useCommand('next', nothing, isWriting);
  useCommand('previous', nothing, isWriting);
  useCommand('back', nothing, isWriting);
  const escape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isComposing(event) && !isModalOpen()) close();
  });
  useEffect(() => {
    if (!isWriting) return undefined;
    const pressed = (event: KeyboardEvent): void => escape(event);
    // Before a dialog that stands above has gone by the same key.
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [isWriting]);
}

/** Give it the send's id as its key. */
export function Answer({ outbound, threadVersion, goOn }: AnswerProps): ReactNode {
  const [mode, setMode] = useState<Mode>('read');
  const begun = useBegun(outbound.id);
  const text = begun.text ?? outbound.text;
  const approving = useApproving(outbound, threadVersion, () => {
    begun.forget();
    goOn();
  });
  const read = (): void => setMode('read');
  useWritingKeys(mode !== 'read', read);
  const words = mode === 'edit' ? text : undefined;
  useCommand('approve', () => void approving.approve(), mode === 'read' && !approving.busy);
  useCommand('changeReply', () => setMode('edit'), mode === 'read');
  useCommand('sendBack', () => setMode('back'), mode === 'read');
  const stopping = {
    ...approving,
    sendAgainst: async (reason: string) => void (await approving.approve(words, reason)),
  };
  return (
    <div className={classes['answer']}>
      {mode === 'read' && <Choices approving={approving} setMode={setMode} />}
      {mode === 'edit' && (
        <Edit
          before={outbound.text}
          text={text}
          setText={(changed) => begun.change({ text: changed })}
          approving={approving}
          close={read}
        />
      )}
      {mode === 'back' && (
        <Back
          comment={begun.comment}
          setComment={(comment) => begun.change({ comment })}
          approving={approving}
          close={read}
        />
      )}
      {approving.stopped !== null && <StoppedDialog sending={stopping} />}
    </div>
  );
}

function Choices(props: { approving: Approving; setMode: (mode: Mode) => void }): ReactNode {
  const { approving, setMode } = props;
  const { t } = useI18n();
  return (
    <Group gap={8}>
      <Button
        leftSection={<IconCheck size={16} aria-hidden />}
        loading={approving.busy}
        onClick={() => void approving.approve()}
      >
        {t('approval.approve')}
        <KeyHint command="approve" />
      </Button>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setMode('edit')}
      >
        {t('approval.edit')}
        <KeyHint command="changeReply" />
      </Button>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setMode('back')}
      >
        {t('approval.sendBack')}
        <KeyHint command="sendBack" />
      </Button>
    </Group>
  );
}

interface EditProps {
  before: string;
  text: string;
  setText: (text: string) => void;
  approving: Approving;
  close: () => void;
}

function Edit({ before, text, setText, approving, close }: EditProps): ReactNode {
  const { t } = useI18n();
  const possible = text.trim() !== '' && !approving.busy;
  const approve = (): void => void approving.approve(text);
  useCommand('send', approve, possible);
  return (
    <>
      <Textarea
        label={t('approval.words')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={MOST.text}
        // One asked to change the words: they are what one goes on with.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== before && <Difference before={before} after={text} />}
      <Group gap={8} mt={8}>
        <Button loading={approving.busy} disabled={!possible} onClick={approve}>
          {t('approval.approveEdited')}
          <KeyHint command="send" />
        </Button>
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
      </Group>
    </>
  );
}

interface BackProps {
  comment: string;
  setComment: (comment: string) => void;
  approving: Approving;
  close: () => void;
}

function Back({ comment, setComment, approving, close }: BackProps): ReactNode {
  const { t } = useI18n();
  const possible = comment.trim() !== '' && !approving.busy;
  const sendBack = (): void => void approving.sendBack(comment.trim());
  useCommand('send', sendBack, possible);
  return (
    <>
      <Textarea
        label={t('approval.comment')}
        description={t('approval.commentHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MOST.comment}
        // One asked to write it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group gap={8} mt={8}>
        <Button loading={approving.busy} disabled={!possible} onClick={sendBack}>
          {t('approval.sendBack')}
          <KeyHint command="send" />
        </Button>
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
      </Group>
    </>
  );
}
