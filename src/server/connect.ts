// Keeps a newly connected account: its secrets sealed to its row, and sources that hear what comes to it.
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { insertAccount, readAccountToSpeak } from '../storage/accounts.ts';
import type { Change } from '../storage/change.ts';
import { inWorkspace, type WorkspaceTransaction } from '../storage/database.ts';
import { lockToRenew, renewAccount, type AccountToRenew } from '../storage/renewing.ts';
import { expectRoom } from '../storage/room.ts';
import type { SecretPlace } from '../storage/secret-box.ts';
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
  /** The account to renew; null where one is connected. */
  accountId: string | null;
}

/** Whether an account can be renewed by way of `network`. Errors: `not_found`, `invalid_input`. */
export async function expectRenewable(
  trx: WorkspaceTransaction,
  network: NetworkPort,
  accountId: string,
): Promise<void> {
  const account = await readAccountToSpeak(trx, accountId);
  if (account.network === network.manifest.id) return;
  throw new AppError('invalid_input', `${account.handle} is not an account of ${network.manifest.name}.`, {
    where: 'body.network',
  });
}

/**
 * Stores a connected account, or renews the one named, and one whose token was dead; answers its id. Errors: `already_exists`,
 * `other_account`, `not_found` for a brand or an account that is not here.
 */
export async function keepAccount(services: Services, change: Change, kept: ToKeep): Promise<string> {
  const { workspaceId } = change;
  const limits = await ownLimits(services, kept.network, kept.connected);
  const id = await inWorkspace(services.db, workspaceId, async (trx) => {
    if (kept.brandId !== null) await expectBrand(trx, kept.brandId);
    const newcomer = { ...kept.connected, network: kept.network.manifest.id };
    const known = await lockToRenew(trx, newcomer, kept.accountId);
    return known === null
      ? keepNew(services, trx, change, kept, limits)
      : keepRenewed(services, trx, change, kept, { known, limits });
  });
  services.listening.sourcesChanged(workspaceId);
  return id;
}

type Limits = NetworkManifest['limits'] | null;

async function keepNew(
  services: Services,
  trx: WorkspaceTransaction,
  change: Change,
  { network, connected, brandId }: ToKeep,
  limits: Limits,
): Promise<string> {
  const { manifest } = network;
  const { secrets, avatarUrl = null, ...told } = connected;
  const id = services.newId();
  await expectRoom(trx, change.workspaceId, 'accounts');
  await insertAccount(trx, change, {
    ...told,
    id,
    brandId,
    network: manifest.id,
    avatarUrl,
    secrets: services.secretBox.seal(secrets, placeOf(change, id)),
    limits,
  });
  for (const source of manifest.sources) {
    if (source.brings !== 'inbound' || !source.needsAccount) continue;
    await insertSource(trx, change, {
      id: services.newId(),
      network: manifest.id,
      kind: source.kind,
      accountId: id,
      config: {},
    });
  }
  return id;
}

async function keepRenewed(
  { secretBox }: Services,
  trx: WorkspaceTransaction,
  change: Change,
  { network, connected }: ToKeep,
  { known, limits }: { known: AccountToRenew; limits: Limits },
): Promise<string> {
  const { id } = known;
  const place = placeOf(change, id);
  const before = known.secrets === null ? {} : secretBox.open(known.secrets, place);
  const { keepsSecrets = [], keepsUnlessGiven = [] } = network;
  const kept = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
  const { server, handle, displayName, avatarUrl = null } = connected;
  const secrets = secretBox.seal(
    { ...kept(keepsUnlessGiven), ...connected.secrets, ...kept(keepsSecrets) },
    place,
  );
  await renewAccount(trx, change, id, { server, handle, displayName, avatarUrl, limits, secrets });
  return id;
}

const placeOf = ({ workspaceId }: Change, rowId: string): SecretPlace => ({
  workspaceId,
  table: 'account',
  rowId,
});

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
