// A part of the workspace's settings while it is being changed, with the version it is changed against.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkspaceSettings, WorkspaceView } from '../../../contract/views.ts';
import { codeOf } from '../../api/errors.ts';
import { useApp } from '../../app.tsx';
import type { Difference } from '../../components/changed-meanwhile.tsx';
import { useSubmission } from '../../components/form.ts';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';

export interface WorkspacePart {
  name?: string;
  settings: Partial<WorkspaceSettings>;
}

interface WorkspaceFormOptions<Values> {
  workspace: WorkspaceView;
  /** What of the workspace this form shows. */
  read: (workspace: WorkspaceView) => Values;
  /** What is sent. */
  write: (values: Values) => WorkspacePart;
  /** Each field in words, to show what somebody else changed. */
  describe: (values: Values) => { label: string; text: string }[];
}

export function useWorkspaceForm<Values>(options: WorkspaceFormOptions<Values>) {
  const { read, write, describe } = options;
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, field, submit } = useSubmission();
  const [base, setBase] = useState(options.workspace);
  const [values, setValues] = useState(() => read(options.workspace));
  const [latest, setLatest] = useState<WorkspaceView | null>(null);

  const adopt = (workspace: WorkspaceView): void => {
    setBase(workspace);
    setValues(read(workspace));
    setLatest(null);
  };
  const saveAgainst = async (against: WorkspaceView): Promise<void> => {
    try {
      const saved = await client.call(
        'changeWorkspace',
        { body: write(values) },
        { ifMatch: against.version },
      );
      applyLocally(queryClient, [{ kind: 'workspace', id: saved.id, row: saved }]);
      adopt(saved);
      toasts.done(t('common.saved'));
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      const { workspace } = await client.call('readWorkspace', {});
      setLatest(workspace);
    }
  };
  const differences = (): Difference[] => {
    if (latest === null) return [];
    const theirs = describe(read(latest));
    return describe(values)
      .map(({ label, text }, index) => ({ label, ours: text, theirs: theirs[index]?.text ?? '' }))
      .filter((each) => each.ours !== each.theirs);
  };
  return {
    values,
    change: (part: Partial<Values>) => setValues({ ...values, ...part }),
    dirty: JSON.stringify(values) !== JSON.stringify(read(base)),
    busy,
    failure,
    field,
    save: () => submit(() => saveAgainst(base)),
    conflict:
      latest === null
        ? null
        : {
            differences: differences(),
            takeTheirs: () => adopt(latest),
            keepOurs: () => void submit(() => saveAgainst(latest)),
          },
  };
}
