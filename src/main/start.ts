// npm start: runs the program, and says why when it cannot start.
import { exitCodeOf } from '../cli/exit-codes.ts';
import { AppError } from '../domain/errors.ts';
import { serve } from './serve.ts';

serve().then(
  () => process.exit(0),
  (error: unknown) => {
    // Expected failures say what to do; a stack would only hide it.
    const text =
      error instanceof AppError
        ? `Kizuki cannot start: ${error.message}`
        : String((error as Error).stack ?? error);
    process.stderr.write(`${text}\n`);
    process.exit(exitCodeOf(error));
  },
);
