// How a record of a network that breaks its schema is reported.
import type { z } from 'zod';

/** Where and how a payload breaks its schema, in one line. */
export function describeFault(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.length === 0 ? 'record' : issue.path.join('.')}: ${issue.message}`)
    .join('; ');
}
