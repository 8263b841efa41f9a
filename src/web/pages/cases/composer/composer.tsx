// The composer: a public reply, a DM or a note, each unmistakable; drafts kept, length counted, pictures described.
import { Button } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { CaseDetail } from '../../../../contract/views.ts';
import { useApprovalReasons } from '../../../api/approving.ts';
import { useMay } from '../../../api/session.ts';
import { useStable } from '../../../components/use-stable.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import { ApprovalNotice } from './approval-notice.tsx';
import { BeginPlace } from './begin/begin-button.tsx';
import { useBeginning, type Beginning } from './begin/use-begin.ts';
import classes from './composer.module.css';
import { turnedTo, waitingSide } from './draft-sides.ts';
import type { Draft } from './draft-store.ts';
import { Field } from './field.tsx';
import { Findings, firstToMend } from './guideline/findings.tsx';
import { StoppedDialog } from './guideline/stopped-dialog.tsx';
import { Underlines } from './guideline/underlines.tsx';
import { useGuideline } from './guideline/use-guideline.ts';
import { useMending } from './guideline/use-mending.ts';
import { PersonaButton, PersonaLines, usePersonaShown } from './persona.tsx';
import { Pictures } from './pictures.tsx';
import { PrivateButton } from './private-button.tsx';
import { AsWhom, Obstacle, Target } from './reply-setting.tsx';
import { Returned } from './returned.tsx';
import { SendRow } from './send-row.tsx';
import { useSheetState, type Sheet } from './sheet.ts';
import { SignatureLine } from './signature-line.tsx';
import { StaleDialog } from './stale-dialog.tsx';
import { ComposerTabs, tabsOf, type ComposerTab } from './tabs.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useAttachments } from './use-attachments.ts';
import type { Drafting } from './use-draft.ts';
import { useNote } from './use-note.ts';
import { usePrivate } from './use-private.ts';
import { useReply, type ReplySetting } from './use-reply.ts';
import { useSend, type Sending } from './use-send.ts';

interface ComposerProps {
  detail: CaseDetail;
  /** Where all of it is kept: the composer itself stays as one goes from case to case. */
  sheet: Sheet;
  drafting: Drafting;
  typed: () => void;
}

/** Whether a reply cannot go out now, whatever the reason; what stands in its way is told beside it. */
function isBlocked(draft: Draft, setting: ReplySetting, uploading: boolean): boolean {
  const written = draft.text.trim() !== '' || draft.attachments.length > 0;
  return (
    !written ||
    uploading ||
    setting.account?.tokenState !== 'ok' ||
    setting.target === undefined ||
    !setting.signatures.isKnown ||
    (setting.persona?.stops ?? null) !== null ||
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

export const Composer = memo(function Composer(props: ComposerProps): ReactNode {
  const { t } = useI18n();
  if (useMay('work.send')) return <OpenComposer {...props} />;
  return <div className={classes['composer']}>{t('composer.denied')}</div>;
});

/** Everything the composer does, whatever is written in it. */
function useWriting({ detail, sheet, drafting, typed }: ComposerProps) {
  const state = useSheetState(sheet);
  const { nudged } = state;
  const { field } = sheet;
  const { draft, change } = drafting;
  const tab: ComposerTab = state.isNoting ? 'note' : draft.visibility;
  // Also while a note shows: what a dialog then sends goes where it was written for.
  const { visibility } = draft;
  const setting = useReply(detail, draft, visibility);
  const attachments = useAttachments(sheet, state, drafting, setting, detail.case.network);
  const sending = useSend({ sheet, state, detail, drafting, setting, visibility });
  const addNote = useNote(sheet, drafting);
  const note = tab === 'note';
  const busy = state.sending || state.noting;
  const undescribed =
    !note && setting.takesPictures && draft.attachments.some((each) => each.alt.trim() === '');
  const blocked = note
    ? draft.note.trim() === ''
    : isBlocked(draft, setting, attachments.uploading.length > 0);

  const pass = (wanted: ComposerTab): void => {
    sheet.set({ isNoting: wanted === 'note' });
    if (wanted !== 'note') change((now) => turnedTo(now, wanted));
  };
  const open = (wanted: ComposerTab): void => {
    pass(wanted);
    field.current?.focus();
  };
  const send = (): void => {
    if (blocked || busy) return;
    if (note) {
      void addNote();
    } else if (undescribed && !nudged) {
      sheet.set({ nudged: true });
    } else {
      sheet.set({ nudged: false });
      void sending.send();
    }
  };
  useCommand('reply', () => open(setting.hasPublic ? 'public' : 'dm'));
  useCommand('dm', () => open('dm'));
  useCommand('note', () => open('note'));
  useCommand('send', send);
  const write = (text: string): void => change(note ? { note: text } : { text });
  return {
    tab,
    field,
    nudged,
    setting,
    attachments,
    sending,
    undescribed,
    blocked,
    busy,
    write,
    type: (text: string) => {
      write(text);
      typed();
    },
    // The same from case to case, for what is not drawn anew: they do it at the one that is open.
    pass: useStable(pass),
    open: useStable(open),
    send: useStable(send),
    addFiles: useStable(attachments.add),
  };
}

/** What the guideline says of the reply, and what is done about it. */
function useGuided({ detail, sheet, drafting }: ComposerProps, writing: ReturnType<typeof useWriting>) {
  const { draft, change } = drafting;
  const { tab, field, setting } = writing;
  const going = usePrivate({ detail, sheet, drafting, setting });
  const isChecked = tab !== 'note' && draft.text !== '';
  const guideline = useGuideline(
    detail,
    setting,
    { text: isChecked ? setting.text : '', begunWith: draft.begunWith },
    tab,
  );
  const mending = useMending({
    field,
    signature: draft.unsigned ? '' : setting.signature,
    write: writing.write,
    sign: draft.unsigned && setting.signature !== '' ? () => change({ unsigned: false }) : null,
    toDm: going.goPrivate,
  });
  const mendable = firstToMend(guideline.findings);
  useCommand('mend', () => mendable !== undefined && mending.mend(mendable), mendable !== undefined);
  const begin = useBeginning({ sheet, drafting, setting, tab, write: writing.type });
  const speaking = usePersonaShown(setting.persona, setting.account?.displayName ?? '');
  return { guideline, mending, going, begin, speaking, reasons: useApprovalReasons(detail, setting.account) };
}

/** What keeps a reply from going out, and what it can begin with; made when it is needed. */
function Dialogs(props: {
  writing: ReturnType<typeof useWriting>;
  lastSeen: CaseDetail['posts'][number] | undefined;
  begin: Beginning;
}): ReactNode {
  const { sending, field, setting } = props.writing;
  const back = (drop: () => void) => (): void => {
    drop();
    field.current?.focus();
  };
  const given = { ...sending, dropStale: back(sending.dropStale), dropStopped: back(sending.dropStopped) };
  return (
    <>
      {sending.stopped !== null && <StoppedDialog sending={given} />}
      {sending.stale && <StaleDialog sending={given} lastSeen={props.lastSeen} />}
      <BeginPlace setting={setting} begin={props.begin} />
    </>
  );
}

interface TabsProps {
  writing: ReturnType<typeof useWriting>;
  waiting: ComposerTab | null;
}

function Tabs({ writing: { tab, setting, open, pass }, waiting }: TabsProps): ReactNode {
  const offered = tabsOf(setting.hasPublic, tab);
  return <ComposerTabs tab={tab} offered={offered} waiting={waiting} open={open} pass={pass} />;
}

function OpenComposer(props: ComposerProps): ReactNode {
  const { detail, sheet, drafting } = props;
  const { caseId } = sheet;
  const { draft, change, saved } = drafting;
  const writing = useWriting(props);
  const { tab, setting, attachments, nudged, field } = writing;
  const note = tab === 'note';
  const leaveOut = (unsigned: boolean): void => change({ unsigned });
  const { guideline, mending, going, begin, speaking, reasons } = useGuided(props, writing);
  return (
    <div className={classes['composer']}>
      <UndoBar detail={detail} drafting={drafting} />
      <Returned key={`returned of ${caseId}`} detail={detail} drafting={drafting} />
      <News sending={writing.sending} />
      <div className={classes['tabs']}>
        <Tabs writing={writing} waiting={waitingSide(draft)} />
        <PrivateButton tab={tab} going={going} />
        <span className={classes['space']} />
        {!note && <PersonaButton {...speaking} />}
        {!note && <AsWhom key={caseId} setting={setting} choose={(accountId) => change({ accountId })} />}
      </div>
      {!note && <Obstacle setting={setting} network={detail.case.network} />}
      {!note && <PersonaLines {...speaking} />}
      {!note && <Target setting={setting} choose={(replyToPostId) => change({ replyToPostId })} />}
      {/* The browser's own undo, and a word that is being composed, stay with the field they were typed in. */}
      <Field
        key={`field of ${caseId}`}
        field={field}
        tab={tab}
        inGroup={setting.inGroup}
        composing={guideline.composing}
        under={!note && <Underlines field={field} text={draft.text} findings={guideline.findings} />}
        text={note ? draft.note : draft.text}
        write={writing.type}
        addFiles={attachments.add}
      >
        {!note && <SignatureLine signature={setting.signature} draft={draft} leaveOut={leaveOut} />}
      </Field>
      {!note && <Findings {...guideline} {...mending} />}
      {!note && (
        <Pictures
          pictures={draft.attachments}
          attachments={attachments}
          altMax={setting.account?.limits.images.altMax ?? 1500}
          refusedBy={setting.takesPictures ? null : detail.case.network}
          nudge={nudged}
        />
      )}
      {!note && <ApprovalNotice reasons={reasons} />}
      <SendRow
        caseId={caseId}
        tab={tab}
        setting={setting}
        saved={saved}
        blocked={writing.blocked}
        busy={writing.busy}
        held={reasons.length > 0}
        undescribed={nudged && writing.undescribed}
        send={writing.send}
        addFiles={writing.addFiles}
        begin={begin.open}
      />
      <Dialogs key={`dialogs of ${caseId}`} writing={writing} lastSeen={detail.posts.at(-1)} begin={begin} />
    </div>
  );
}
