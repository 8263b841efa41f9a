// What lists of entries can be narrowed to by judgements, and what a kept view of the candidates shows.
import { z } from 'zod';
import { candidateOrders } from '../domain/judgement/standing.ts';
import { origins } from '../domain/ledger/ledger.ts';
import { id } from './views.ts';

/** All of these, with commas: `help`, `urgency 3`, `about no`; `worth` is what is not noise, `noise` what is. */
export const judgedNames = z
  .string()
  .max(400)
  .regex(/^[a-z0-9 ]+(?:,[a-z0-9 ]+){0,9}$/);

/** As the address of the list says it. */
export const shownCandidates = z
  .object({
    order: z.enum(candidateOrders).optional(),
    judged: judgedNames.optional(),
    brandId: id.optional(),
    network: z.string().max(40).optional(),
    origin: z.enum(origins).optional(),
    lang: z.string().max(8).optional(),
    monitorId: id.optional(),
    state: z.literal('later').optional(),
  })
  .strict();
