// Keeps a newly connected account: its secrets sealed to its row, and sources that hear what comes to it.
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { insertAccount, renewAccount, saveSecrets } from '../storage/accounts.ts';
import type { Change } from '../storage/change.ts';
import { inWorkspace } from '../storage/database.ts';
import { expectRoom } from '../storage/room.ts';
import { insertSource } from '../storage/sources.ts';
import { expectBrand } from '../storage/workspace.ts';
import type { Services } from './context.ts';
import type { ConnectedAccount, NetworkPort } from './ports.ts';

/** Errors: `invalid_input`. */
export function expectNetwork({ networks }: Pick<Services, 'networks'>, id: string): NetworkPort {
  const network = networks.get(id);
  if (network !== undefined) return network;
  throw new AppError('invalid_input', `This program does not speak the network "${id}".`, {
    where: 'body.network',
  });
}

/** Refuses fields that the network did not ask for, and required ones that are missing. Errors: `invalid_input`. */
export function expectFields(
  asked: readonly { name: string; required: boolean }[],
  given: Record<string, string>,
  where: string,
): Record<string, string> {
  for (const name of Object.keys(given)) {
    if (!asked.some((field) => field.name === name)) {
      throw new AppError('invalid_input', `There is no field "${name}" here.`, { where: `${where}.${name}` });
    }
  }
  const filled = Object.entries(given).map(([name, value]) => [name, value.trim()] as const);
  const kept = Object.fromEntries(filled.filter(([, value]) => value !== ''));
  for (const field of asked) {
    if (field.required && kept[field.name] === undefined) {
      throw new AppError('invalid_input', `The field "${field.name}" is required.`, {
        where: `${where}.${field.name}`,
      });
    }
  }
  return kept;
}

export interface ToKeep {
  network: NetworkPort;
  connected: ConnectedAccount;
  brandId: string | null;
}

/**
 * Stores a connected account, or renews one whose token was dead; answers its id. Errors: `already_exists`,
 * `not_found` for a brand that is not here.
 */
export async function keepAccount(services: Services, change: Change, kept: ToKeep): Promise<string> {
  const { network, connected, brandId } = kept;
  const { workspaceId } = change;
  const manifest = network.manifest;
  const newId = services.newId();
  const limits = await ownLimits(services, network, connected);
  const seal = (id: string) =>
    services.secretBox.seal(connected.secrets, { workspaceId, table: 'account', rowId: id });

  const id = await inWorkspace(services.db, workspaceId, async (trx) => {
    if (brandId !== null) await expectBrand(trx, brandId);
    const { nativeId, handle } = connected;
    const renewed = await renewAccount(trx, change, { network: manifest.id, nativeId, handle });
    if (renewed !== null) {
      await saveSecrets(trx, renewed, seal(renewed));
      return renewed;
    }
    await expectRoom(trx, workspaceId, 'accounts');
    await insertAccount(trx, change, {
      id: newId,
      brandId,
      network: manifest.id,
      server: connected.server,
      nativeId,
      handle,
      displayName: connected.displayName,
      avatarUrl: connected.avatarUrl ?? null,
      secrets: seal(newId),
      limits,
    });
    for (const source of manifest.sources) {
      if (source.brings !== 'inbound' || !source.needsAccount) continue;
      await insertSource(trx, change, {
        id: services.newId(),
        network: manifest.id,
        kind: source.kind,
        accountId: newId,
        config: {},
      });
    }
    return newId;
  });
  services.listening.sourcesChanged(workspaceId);
  return id;
}

/** The limits of the account's own server; null (the network's usual ones hold) where it does not say. */
async function ownLimits(
  services: Services,
  network: NetworkPort,
  connected: ConnectedAccount,
): Promise<NetworkManifest['limits'] | null> {
  try {
    const { server, nativeId, handle, secrets } = connected;
    // Not stored yet: what is renewed while asking is kept with the rest.
    const saveSecrets = async (renewed: Record<string, string>): Promise<void> => {
      Object.assign(secrets, renewed);
    };
    return await network.limits({ id: '', server, nativeId, handle, secrets, saveSecrets });
  } catch (error) {
    services.log.warn({ err: error, network: network.manifest.id }, 'an account’s limits could not be read');
    return null;
  }
}
