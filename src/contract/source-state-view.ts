// What is told of a source beside its counts: that it brings less than usual, and how it was held against its network.
import { z } from 'zod';

const time = z.iso.datetime();

/** It brings much less than usual: over so many hours, so many posts, where so many are usual. */
export const quietView = z.object({ hours: z.number(), heard: z.number(), usual: z.number() });

/** How a source was last held against its network's own list, and whether that is asked for again. */
export const readingView = z.object({
  isAsked: z.boolean(),
  since: time,
  doneAt: time.nullable(),
  listed: z.number(),
  /** Of these, how many had not been heard; they are in the ledger now. */
  missing: z.number(),
  isComplete: z.boolean(),
  errorCode: z.string().nullable(),
});
