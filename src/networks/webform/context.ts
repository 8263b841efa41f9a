// What every part of the form's network needs: where its conversations are kept, and whose they are.
import { AppError } from '../../domain/errors.ts';
import type { FormStore } from '../../domain/webform/words.ts';
import type { NetworkDeps } from '../kit/network.ts';

export interface FormContext {
  deps: NetworkDeps;
  store: FormStore;
}

/** Errors: network_rejected where the caller does not say. */
export function expectWorkspace(workspaceId: string | undefined): string {
  if (workspaceId !== undefined && workspaceId !== '') return workspaceId;
  throw new AppError('network_rejected', 'A form is asked for within its workspace.', {
    where: 'workspaceId',
  });
}

export const gone = (what: string): AppError =>
  new AppError('network_post_gone', `${what} was erased, or its page has run out.`);
