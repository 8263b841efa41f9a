// The fields of a form as a network's manifest lists them.
import { Alert, PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConfigField } from '../../../domain/post/manifest.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useNetworkWords } from './network-words.ts';

export type FieldValues = Record<string, string>;

/** What a form begins with: what is held already, else the manifest's own suggestion. */
export function initialValues(fields: readonly ConfigField[], held: FieldValues = {}): FieldValues {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, held[name] ?? initial ?? '']));
}

/** An address as people type it, with its scheme. */
export function withScheme(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, '');
  return trimmed === '' || /^\w+:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`;
}

/** What is sent: only fields of the manifest, addresses whole, empty ones left out. */
export function fieldsToSend(fields: readonly ConfigField[], values: FieldValues): FieldValues {
  const entries = fields.map(({ name, kind }): [string, string] => {
    const value = values[name] ?? '';
    return [name, kind === 'url' ? withScheme(value) : value.trim()];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** What has to be filled in still. */
export function missingIn(fields: readonly ConfigField[], values: FieldValues): ReadonlySet<string> {
  const missing = fields.filter(({ name, required }) => required && (values[name] ?? '').trim() === '');
  return new Set(missing.map(({ name }) => name));
}

interface OneFieldProps {
  network: string;
  field: ConfigField;
  value: string;
  error: string | null;
  change: (value: string) => void;
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function OneField({ network, field, value, error, change }: OneFieldProps): ReactNode {
  const { t } = useI18n();
  const words = useNetworkWords();
  const common = {
    label: words.field(network, field.name),
    description: words.fieldHint(network, field.name),
    required: field.required,
    error,
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
  };
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          label={common.label}
          description={common.description}
          error={error}
          checked={value === 'true'}
          onChange={(event) => change(event.currentTarget.checked ? 'true' : 'false')}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...common}
          value={splitList(value)}
          acceptValueOnBlur
          onChange={(values) => change(values.map((each) => each.replace(/^[#＃]/, '')).join(', '))}
        />
      );
    case 'secret':
      return (
        <PasswordInput
          {...common}
          value={value}
          autoComplete="off"
          onChange={(event) => change(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      );
    case 'url':
    case 'text':
      return (
        <TextInput
          {...common}
          value={value}
          inputMode={field.kind === 'url' ? 'url' : 'text'}
          autoCapitalize="off"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}

interface Failure {
  /** The field that the server refused, such as `fields.server`, and why. */
  field: string | null;
  message: string | null;
}

const isOf = ({ field }: Failure, name: string): boolean => field?.split('.').at(-1) === name;

interface OtherFailureProps {
  fields: readonly ConfigField[];
  failure: Failure;
}

/** What was refused and is not told at one of the fields. */
export function OtherFailure({ fields, failure }: OtherFailureProps): ReactNode {
  if (failure.message === null || fields.some(({ name }) => isOf(failure, name))) return null;
  return (
    <Alert color="red" role="alert">
      {failure.message}
    </Alert>
  );
}

interface ConfigFieldsProps {
  network: string;
  fields: readonly ConfigField[];
  values: FieldValues;
  change: (values: FieldValues) => void;
  /** The fields to fill in still, once one tried to send. */
  missing: ReadonlySet<string>;
  failure: Failure;
}

export function ConfigFields(props: ConfigFieldsProps): ReactNode {
  const { network, fields, values, change, missing, failure } = props;
  const { t } = useI18n();
  const faultOf = (name: string): string | null => {
    if (missing.has(name)) return t('form.missing');
    return isOf(failure, name) ? failure.message : null;
  };
  return fields.map((field) => (
    <OneField
      key={field.name}
      network={network}
      field={field}
      value={values[field.name] ?? ''}
      error={faultOf(field.name)}
      change={(value) => change({ ...values, [field.name]: value })}
    />
  ));
}
