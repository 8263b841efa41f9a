// The environment of a program that a test starts: what it needs to run at all, and what the test gives it.
import path from 'node:path';

/** Code as Node has compiled it: a test run starts the same program some two hundred times. */
const COMPILED = path.resolve(import.meta.dirname, '../../.cache/compiled');

/** Only what is given here reaches the program: the tests' own environment must not configure it. */
export function childEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NODE_COMPILE_CACHE: COMPILED,
    ...env,
  };
}
