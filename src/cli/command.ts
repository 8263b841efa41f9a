// What a command is made of: its name, its options, and what it does with the ports it is given.
import type { Readable, Writable } from 'node:stream';
import type { ExitCode } from './exit-codes.ts';
import type { Ports } from './ports.ts';

export interface OptionSpec {
  /** `flag` takes no value. */
  readonly kind: 'flag' | 'text';
  readonly meaning: string;
  /** Stands for the value in the help: `ADDRESS`. */
  readonly value?: string;
  readonly required?: boolean;
  /** Only these values. */
  readonly values?: readonly string[];
  readonly initial?: string;
}

export interface Input {
  /** By the names in the command's `takes`. */
  readonly positionals: Readonly<Record<string, string>>;
  flag(name: string): boolean;
  /** The option's value, or its initial one; null without either. */
  text(name: string): string | null;
  /** A required option's value. */
  must(name: string): string;
}

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Writes to standard output and waits while the other side is slow. */
  out(text: string | Uint8Array): Promise<void>;
  /** Writes a line for people to standard error. */
  note(line: string): void;
}

export interface Context {
  readonly ports: Ports;
  readonly io: Io;
  /** Whether one JSON document is asked for. */
  readonly json: boolean;
}

export interface Command {
  /** One word, or two: `user create`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** More, for the command's own help and docs/cli.md. */
  readonly details?: string;
  /** Positional arguments in order; only the last may be optional. */
  readonly takes?: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly isOptional?: boolean;
  }[];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  run(input: Input, context: Context): Promise<ExitCode>;
}

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  json: {
    kind: 'flag',
    meaning: 'Print one JSON document for programs; failures are JSON on standard error.',
  },
  help: { kind: 'flag', meaning: 'Show what the command takes.' },
};
