// The composer: a public reply, a DM or a note, each unmistakable; drafts kept, length counted, pictures described.
import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import type { CaseDetail } from '../../../../contract/views.ts';
import { useMay } from '../../../api/session.ts';
import { openAddress } from '../../../components/safe-address.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import classes from './composer.module.css';
import type { Draft } from './draft-store.ts';
import { Field } from './field.tsx';
import { Pictures } from './pictures.tsx';
import { AsWhom, Obstacle, Target } from './reply-setting.tsx';
import { SendRow } from './send-row.tsx';
import { SignatureLine } from './signature-line.tsx';
import { StaleDialog } from './stale-dialog.tsx';
import { ComposerTabs, type ComposerTab } from './tabs.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useAttachments } from './use-attachments.ts';
import type { Drafting } from './use-draft.ts';
import { useNote } from './use-note.ts';
import { useReply, type ReplySetting } from './use-reply.ts';
import { useSend, type Sending } from './use-send.ts';

interface ComposerProps {
  detail: CaseDetail;
  drafting: Drafting;
  tab: ComposerTab;
  setTab: (tab: ComposerTab) => void;
  typed: () => void;
  /** A reply was accepted: the focus leaves the field, so that keys, that of undoing first, work again. */
  sent: () => void;
}

/** Whether a reply cannot go out now, whatever the reason; what stands in its way is told beside it. */
function isBlocked(draft: Draft, setting: ReplySetting, uploading: boolean): boolean {
  const written = draft.text.trim() !== '' || draft.attachments.length > 0;
  return (
    !written ||
    uploading ||
    setting.account?.tokenState !== 'ok' ||
    setting.target === undefined ||
    setting.permission === 'none' ||
    setting.length?.fits === false ||
    (draft.attachments.length > 0 && !setting.takesPictures)
  );
}

/** Posts that came while one was writing; one says when one has read them. */
function News({ sending }: { sending: Sending }): ReactNode {
  const { t } = useI18n();
  if (sending.news.length === 0) return null;
  return (
    <output className={classes['news']}>
      {t('composer.news', { count: sending.news.length })}
      <span className={classes['space']} />
      <Button size="compact-sm" variant="subtle" color="amber" onClick={sending.acknowledge}>
        {t('composer.read')}
      </Button>
    </output>
  );
}

export function Composer(props: ComposerProps): ReactNode {
  const { t } = useI18n();
  if (useMay('work.send')) return <OpenComposer {...props} />;
  return <div className={classes['composer']}>{t('composer.denied')}</div>;
}

/** Everything the composer does, whatever is written in it. */
function useWriting({ detail, drafting, tab, setTab, sent }: Omit<ComposerProps, 'typed'>) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [nudged, setNudged] = useState(false);
  const { draft, change } = drafting;
  const visibility = tab === 'dm' ? 'dm' : 'public';
  const setting = useReply(detail, draft, visibility);
  const attachments = useAttachments(drafting, setting, detail.case.network);
  const sending = useSend(detail, drafting, setting, visibility, sent);
  const noting = useNote(detail.case.id, drafting);
  const note = tab === 'note';
  const busy = sending.busy || noting.busy;
  const undescribed =
    !note && setting.takesPictures && draft.attachments.some((each) => each.alt.trim() === '');
  const blocked = note
    ? draft.note.trim() === ''
    : isBlocked(draft, setting, attachments.uploading.length > 0);

  const pass = (wanted: ComposerTab): void => {
    setTab(wanted);
    if (wanted !== 'note') change({ visibility: wanted });
  };
  const open = (wanted: ComposerTab): void => {
    pass(wanted);
    field.current?.focus();
  };
  const send = (): void => {
    if (blocked || busy) return;
    if (note) {
      void noting.add();
    } else if (undescribed && !nudged) {
      setNudged(true);
    } else if (setting.permission === 'open_in_network') {
      setNudged(false);
      void navigator.clipboard.writeText(setting.text).catch(() => undefined);
      openAddress(setting.target?.url);
    } else {
      setNudged(false);
      void sending.send();
    }
  };
  useCommand('reply', () => open('public'));
  useCommand('dm', () => open('dm'));
  useCommand('note', () => open('note'));
  useCommand('send', send);
  const write = (text: string): void => change(note ? { note: text } : { text, visibility });
  return {
    field,
    nudged,
    setting,
    attachments,
    sending,
    undescribed,
    blocked,
    busy,
    pass,
    open,
    send,
    write,
  };
}

function OpenComposer({ typed, ...props }: ComposerProps): ReactNode {
  const { detail, drafting, tab } = props;
  const { draft, change, saved } = drafting;
  const writing = useWriting(props);
  const { setting, attachments, nudged } = writing;
  const note = tab === 'note';
  return (
    <div className={classes['composer']}>
      <UndoBar detail={detail} drafting={drafting} />
      <News sending={writing.sending} />
      <div className={classes['tabs']}>
        <ComposerTabs tab={tab} open={writing.open} pass={writing.pass} />
        <span className={classes['space']} />
        {!note && <AsWhom setting={setting} choose={(accountId) => change({ accountId })} />}
      </div>
      {!note && <Obstacle setting={setting} network={detail.case.network} />}
      {!note && <Target setting={setting} choose={(replyToPostId) => change({ replyToPostId })} />}
      <Field
        field={writing.field}
        tab={tab}
        text={note ? draft.note : draft.text}
        write={(text) => {
          writing.write(text);
          typed();
        }}
        addFiles={attachments.add}
      >
        {!note && (
          <SignatureLine
            signature={setting.signature}
            draft={draft}
            leaveOut={(unsigned) => change({ unsigned })}
          />
        )}
      </Field>
      {!note && (
        <Pictures
          pictures={draft.attachments}
          attachments={attachments}
          altMax={setting.account?.limits.images.altMax ?? 1500}
          refusedBy={setting.takesPictures ? null : detail.case.network}
          nudge={nudged}
        />
      )}
      <SendRow
        tab={tab}
        setting={setting}
        saved={saved}
        blocked={writing.blocked}
        busy={writing.busy}
        undescribed={nudged && writing.undescribed}
        send={writing.send}
        addFiles={attachments.add}
      />
      <StaleDialog sending={writing.sending} lastSeen={detail.posts.at(-1)} />
    </div>
  );
}
