// Bringing a list in from a file: looked at first, with every fault by its line, then brought in.
import { Alert, Button, FileButton, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { ImportReport } from '../../../../contract/endpoints/starting-points.ts';
import { articleColumns } from '../../../../domain/drafting/write-articles.ts';
import { snippetColumns } from '../../../../domain/drafting/write-snippets.ts';
import { fileLimits, formatOf, type FileFormat } from '../../../../domain/drafting/table-file.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Faults } from './faults.tsx';
import type { ListKind } from './kind.ts';
import { readWords } from './read-file.ts';

const columnsOf = { snippets: snippetColumns.columns, articles: articleColumns.columns } as const;
const callOf = { snippets: 'importSnippets', articles: 'importArticles' } as const;

interface Looked {
  file: { format: FileFormat; text: string };
  report: ImportReport;
}

/** The file that was chosen, as it was found, and how it is brought in. */
function useImport(kind: ListKind, close: () => void) {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [isTooLong, setTooLong] = useState(false);
  const look = async (chosen: File): Promise<void> => {
    setLooked(null);
    // No encoding has more than four bytes for a character: what is larger is not even read.
    const text = chosen.size > 4 * fileLimits.text ? null : readWords(await chosen.arrayBuffer());
    const isLong = text === null || text.length > fileLimits.text;
    setTooLong(isLong);
    if (isLong) return;
    const file = { format: formatOf(text), text };
    setLooked({ file, report: await client.call(callOf[kind], { body: { ...file, dryRun: true } }) });
  };
  const bring = async ({ file }: Looked): Promise<void> => {
    const { added, changed } = await client.call(callOf[kind], { body: file });
    await queryClient.invalidateQueries({ queryKey: keys[kind] });
    toasts.done(t('settings.import.done', { added, changed }));
    close();
  };
  return {
    busy,
    failure: isTooLong ? t('settings.import.tooLong', { most: fileLimits.text }) : failure,
    looked,
    look: (file: File | null) => void (file !== null && submit(() => look(file))),
    bring: (found: Looked) => void submit(() => bring(found)),
  };
}

export function ImportDialog({ kind, close }: { kind: ListKind; close: () => void }): ReactNode {
  const { t } = useI18n();
  const { busy, failure, looked, look, bring } = useImport(kind, close);
  /** The same file, mended, is chosen again. */
  const reset = useRef<() => void>(null);
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t(`settings.${kind}.importTitle`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>
        {t('settings.import.hint', {
          columns: columnsOf[kind].join(', '),
          same: t(`settings.${kind}.importSame`),
        })}
      </p>
      <Group my="sm">
        <FileButton
          resetRef={reset}
          accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
          onChange={(file) => {
            look(file);
            reset.current?.();
          }}
        >
          {(props) => (
            <Button variant="default" data-autofocus {...props}>
              {t('settings.import.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      {looked !== null && (
        <Found report={looked.report} busy={busy} bring={() => bring(looked)} close={close} />
      )}
    </Modal>
  );
}

function Found(props: {
  report: ImportReport;
  busy: boolean;
  bring: () => void;
  close: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { report, busy, bring, close } = props;
  const { added, changed, same, faults } = report;
  const count = added + changed;
  return (
    <>
      <output>{t('settings.import.found', { added, changed, same })}</output>
      <Faults faults={faults} />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button loading={busy} disabled={count === 0} onClick={bring}>
          {t('settings.import.bring', { count })}
        </Button>
      </Group>
    </>
  );
}
