// What a post was judged to be, one judgement at a time.
import { z } from 'zod';

export const judgementView = z.object({
  kind: z.string(),
  value: z.string(),
  probability: z.number().nullable(),
  /** Who says so: `model`, built in; `team`, what the workspace learnt; `person`, who corrected it; else the name of another model. */
  method: z.string(),
});
