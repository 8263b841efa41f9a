// Checks entities against the published description of the Mastodon API, when the shared data has it.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readSharedJson } from '../kit/shared.ts';
import { asEntity } from './entities.ts';

const CONTRACT = 'contracts/mastodon-4.7.0.json';

/** Names what is wrong with an entity, or nothing. */
export type EntityCheck = (entity: string, value: unknown) => string[];

/** Reads the contract; without it nothing is checked, and that is recorded as skipped. */
export function createEntityCheck(): EntityCheck {
  const contract = asEntity(
    readSharedJson(CONTRACT, 'Mastodon entities against the published API description'),
  );
  if (!('components' in contract)) return () => [];
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(contract, 'mastodon');
  return (entity, value) => {
    const validate = ajv.getSchema(`mastodon#/components/schemas/${entity}`);
    if (validate === undefined) throw new Error(`The contract of Mastodon describes no ${entity}`);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${entity}${instancePath} ${message}`);
  };
}
