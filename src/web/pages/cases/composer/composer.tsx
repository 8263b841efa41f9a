// The composer: a public reply, a DM or a note, each unmistakable; drafts kept, length counted, pictures described.
import { Button, FileButton, Tooltip } from '@mantine/core';
import { IconLock, IconPhotoPlus, IconSend, IconWorld } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import type { CaseDetail } from '../../../../contract/views.ts';
import { useApp } from '../../../app.tsx';
import { useMay } from '../../../api/session.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { LengthMeter } from '../../../components/length-meter.tsx';
import { openAddress } from '../../../components/safe-address.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { useCommand } from '../../../keyboard/keyboard.tsx';
import { applyLocally } from '../../../live/merge.ts';
import { useQueryClient } from '@tanstack/react-query';
import classes from './composer.module.css';
import { Pictures } from './pictures.tsx';
import { AsWhom, Obstacle, Target } from './reply-setting.tsx';
import { StaleDialog } from './stale-dialog.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useAttachments } from './use-attachments.ts';
import type { Drafting } from './use-draft.ts';
import { useReply } from './use-reply.ts';
import { useSend } from './use-send.ts';

const tabs = ['public', 'dm', 'note'] as const;
export type ComposerTab = (typeof tabs)[number];
const keysOf = { public: 'reply', dm: 'dm', note: 'note' } as const;

interface ComposerProps {
  detail: CaseDetail;
  drafting: Drafting;
  tab: ComposerTab;
  setTab: (tab: ComposerTab) => void;
  typed: () => void;
}

export function Composer({ detail, drafting, tab, setTab, typed }: ComposerProps): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const field = useRef<HTMLTextAreaElement>(null);
  const [over, setOver] = useState(false);
  const [nudged, setNudged] = useState(false);
  const [noting, setNoting] = useState(false);
  const maySend = useMay('work.send');
  const { draft, change, saved } = drafting;
  const visibility = tab === 'dm' ? 'dm' : 'public';
  const setting = useReply(detail, draft, visibility);
  const attachments = useAttachments(drafting, setting.account?.limits ?? null);
  const sending = useSend(detail, drafting, setting, visibility);
  const note = tab === 'note';
  const text = note ? draft.note : draft.text;
  const written = text.trim() !== '' || (!note && draft.attachments.length > 0);
  const undescribed = draft.attachments.some((each) => each.alt.trim() === '');
  const blocked =
    !written ||
    (!note &&
      (setting.account?.tokenState !== 'ok' ||
        setting.target === undefined ||
        setting.permission === 'none' ||
        setting.length?.fits === false ||
        attachments.uploading.length > 0));

  const open = (wanted: ComposerTab): void => {
    setTab(wanted);
    if (wanted !== 'note') change({ visibility: wanted });
    field.current?.focus();
  };
  useCommand('reply', () => open('public'), maySend);
  useCommand('dm', () => open('dm'), maySend);
  useCommand('note', () => open('note'), maySend);

  const addNote = async (): Promise<void> => {
    setNoting(true);
    try {
      const id = detail.case.id;
      const row = await app.client.call(
        'addNote',
        { params: { id }, body: { text: draft.note.trim() } },
        { idempotencyKey: app.newId() },
      );
      applyLocally(queryClient, [{ kind: 'note', id: row.id, caseId: id, row }]);
      drafting.clear('note');
    } catch (error) {
      toasts.failed(error, t('note.failed'));
    } finally {
      setNoting(false);
    }
  };
  const send = (): void => {
    if (blocked || sending.busy || noting) return;
    if (note) {
      void addNote();
    } else if (setting.permission === 'open_in_network') {
      void navigator.clipboard.writeText(draft.text).catch(() => undefined);
      openAddress(setting.target?.url);
    } else if (undescribed && !nudged) {
      setNudged(true);
    } else {
      setNudged(false);
      void sending.send();
    }
  };
  useCommand('send', send, maySend);
  const label = note
    ? t('composer.addNote')
    : setting.permission === 'open_in_network'
      ? t('composer.openAndReply')
      : t(tab === 'dm' ? 'composer.sendDm' : 'composer.sendPublic');
  if (!maySend) return <div className={classes['composer']}>{t('composer.denied')}</div>;
  return (
    <div className={classes['composer']}>
      <UndoBar detail={detail} drafting={drafting} />
      {sending.news.length > 0 && (
        <output className={classes['news']}>
          {t('composer.news', { count: sending.news.length })}
          <span className={classes['space']} />
          <Button size="compact-sm" variant="subtle" color="amber" onClick={sending.acknowledge}>
            {t('composer.read')}
          </Button>
        </output>
      )}
      <div className={classes['tabs']}>
        <div role="tablist" aria-label={t('composer.kind')} className={classes['tabs']} style={{ margin: 0 }}>
          {tabs.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              className={classes['tab']}
              data-tab={each}
              aria-selected={tab === each}
              aria-controls="composer-box"
              onClick={() => open(each)}
            >
              {each === 'public' && <IconWorld size={15} aria-hidden />}
              {each === 'dm' && <IconLock size={15} aria-hidden />}
              {t(`composer.tab.${each}`)}
              <KeyHint command={keysOf[each]} />
            </button>
          ))}
        </div>
        <span className={classes['space']} />
        {!note && <AsWhom setting={setting} choose={(accountId) => change({ accountId })} />}
      </div>
      {!note && <Obstacle setting={setting} network={detail.case.network} />}
      {!note && <Target setting={setting} choose={(replyToPostId) => change({ replyToPostId })} />}
      <div id="composer-box" role="tabpanel" className={classes['box']} data-tab={tab} data-over={over}>
        <textarea
          ref={field}
          onDragOver={(event) => {
            if (note) return;
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            if (!note) attachments.add([...event.dataTransfer.files]);
          }}
          value={text}
          aria-label={t(`composer.label.${tab}`)}
          placeholder={t(`composer.hint.${tab}`)}
          maxLength={note ? 10_000 : 20_000}
          onChange={(event) => {
            change(
              note ? { note: event.currentTarget.value } : { text: event.currentTarget.value, visibility },
            );
            typed();
          }}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0 || note) return;
            event.preventDefault();
            attachments.add(files);
          }}
        />
      </div>
      {!note && (
        <Pictures
          pictures={draft.attachments}
          attachments={attachments}
          altMax={setting.account?.limits.images.altMax ?? 1500}
          nudge={nudged}
        />
      )}
      <div className={classes['send']}>
        <Tooltip label={t(`composer.where.${tab}`)}>
          <Button
            color={tab === 'dm' ? 'violet' : tab === 'note' ? 'amber' : 'brand'}
            leftSection={<IconSend size={16} aria-hidden />}
            disabled={blocked}
            loading={sending.busy || noting}
            onClick={send}
          >
            {nudged && undescribed ? t('composer.sendAnyway') : label}
            <KeyHint command="send" />
          </Button>
        </Tooltip>
        {!note && (
          <FileButton multiple accept="image/*" onChange={(files) => attachments.add(files)}>
            {(props) => (
              <Button
                {...props}
                variant="subtle"
                color="gray"
                leftSection={<IconPhotoPlus size={17} aria-hidden />}
              >
                {t('attach.add')}
              </Button>
            )}
          </FileButton>
        )}
        {!note && setting.mention !== '' && (
          <span>{t('composer.mention', { mention: setting.mention.trim() })}</span>
        )}
        <span className={classes['space']} />
        {!note && saved !== 'clean' && (
          <span className={classes['saved']}>{t(saved === 'here' ? 'draft.here' : 'draft.everywhere')}</span>
        )}
        {!note && setting.length !== null && <LengthMeter length={setting.length} />}
      </div>
      <StaleDialog sending={sending} lastSeen={detail.posts.at(-1)} />
    </div>
  );
}
