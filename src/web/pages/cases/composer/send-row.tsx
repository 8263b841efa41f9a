// Below the text: the one button that sends, pictures, what the network adds, and how long it is.
import { Button, FileButton, Tooltip } from '@mantine/core';
import { IconPhotoPlus, IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { uploadTypes } from '../../../../contract/upload-limits.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { LengthMeter } from '../../../components/length-meter.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import type { ComposerTab } from './tabs.tsx';
import type { Saved } from './use-draft.ts';
import type { ReplySetting } from './use-reply.ts';

const colorOf = { public: 'brand', dm: 'violet', note: 'amber' } as const;

interface SendRowProps {
  tab: ComposerTab;
  setting: ReplySetting;
  saved: Saved;
  blocked: boolean;
  busy: boolean;
  /** A picture has no description, and one was told so: the next press sends it as it is. */
  undescribed: boolean;
  send: () => void;
  addFiles: (files: readonly File[]) => void;
}

function SendButton({ tab, setting, blocked, busy, undescribed, send }: SendRowProps): ReactNode {
  const { t } = useI18n();
  const label =
    tab === 'note'
      ? t('composer.addNote')
      : undescribed
        ? t('composer.sendAnyway')
        : setting.permission === 'open_in_network'
          ? t('composer.openAndReply')
          : t(tab === 'dm' ? 'composer.sendDm' : 'composer.sendPublic');
  return (
    <Tooltip label={t(`composer.where.${tab}`)}>
      <Button
        color={colorOf[tab]}
        leftSection={<IconSend size={16} aria-hidden />}
        disabled={blocked}
        loading={busy}
        onClick={send}
      >
        {label}
        <KeyHint command="send" />
      </Button>
    </Tooltip>
  );
}

export function SendRow(props: SendRowProps): ReactNode {
  const { tab, setting, saved, addFiles } = props;
  const { t } = useI18n();
  return (
    <div className={classes['send']}>
      <SendButton {...props} />
      {tab !== 'note' && (
        <>
          {setting.takesPictures && (
            <FileButton multiple accept={uploadTypes.join(',')} onChange={addFiles}>
              {(button) => (
                <Button
                  {...button}
                  variant="subtle"
                  color="gray"
                  leftSection={<IconPhotoPlus size={17} aria-hidden />}
                >
                  {t('attach.add')}
                </Button>
              )}
            </FileButton>
          )}
          {setting.mention !== '' && (
            <span>{t('composer.mention', { mention: setting.mention.trim() })}</span>
          )}
          <span className={classes['space']} />
          {saved !== 'clean' && (
            <span className={classes['saved']}>
              {t(saved === 'here' ? 'draft.here' : 'draft.everywhere')}
            </span>
          )}
          {setting.length !== null && <LengthMeter length={setting.length} />}
        </>
      )}
    </div>
  );
}
