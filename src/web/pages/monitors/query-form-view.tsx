// A query as a form: words one lists, languages and networks one picks; what it asks for is shown as text below.
import { Button, Checkbox, Group, MultiSelect, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import type { QueryFacts } from './query-completion.ts';
import classes from './query-field.module.css';
import { excludableKinds, printEntry, printForm, type ExcludableKind, type QueryForm } from './query-form.ts';

/** Between words of a list, in either language. */
const separators = [',', '、', '，', '\n'];

interface WordsProps {
  label: string;
  description?: string;
  value: readonly string[];
  change: (value: string[]) => void;
  offers?: readonly string[];
  readOnly: boolean;
}

function Words({ label, description, value, change, offers = [], readOnly }: WordsProps): ReactNode {
  const { t } = useI18n();
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={value.length === 0 && !readOnly ? t('monitors.form.addWord') : ''}
      value={[...value]}
      onChange={(now) => change(now.map((one) => one.trim()).filter((one) => printEntry(one) !== ''))}
      data={[...new Set(offers)].filter((one) => !value.includes(one))}
      splitChars={separators}
      openOnFocus={false}
      readOnly={readOnly}
    />
  );
}

function isExcludable(kind: string): kind is ExcludableKind {
  return excludableKinds.some((one) => one === kind);
}

/** What is picked stays in the list, also where it is no longer offered. */
function choices(
  known: readonly { value: string; label: string }[],
  picked: readonly string[],
): { value: string; label: string }[] {
  const others = picked.filter((value) => !known.some((one) => one.value === value));
  return [...known, ...others.map((value) => ({ value, label: value }))];
}

interface PartProps {
  put: (part: Partial<QueryForm>) => void;
  facts: QueryFacts;
  readOnly: boolean;
}

/** There is always one group to begin with. */
function AnyGroups({ any, put, facts, readOnly }: PartProps & { any: string[][] }): ReactNode {
  const { t } = useI18n();
  const groups = any.length === 0 ? [[]] : any;
  return (
    <>
      {groups.map((group, index) => (
        <Words
          key={index}
          label={index === 0 ? t('monitors.form.any') : t('monitors.form.anyMore', { number: index + 1 })}
          {...(index === 0 ? { description: t('monitors.form.anyHint') } : {})}
          value={group}
          change={(words) => put({ any: groups.map((one, at) => (at === index ? words : one)) })}
          offers={facts.names}
          readOnly={readOnly}
        />
      ))}
      {!readOnly && (
        <Button
          className={classes['more'] ?? ''}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={(groups.at(-1) ?? []).length === 0}
          onClick={() => put({ any: [...groups, []] })}
        >
          {t('monitors.form.addGroup')}
        </Button>
      )}
    </>
  );
}

function Picks({ form, put, facts, readOnly }: PartProps & { form: QueryForm }): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['pair']}>
      <MultiSelect
        label={t('monitors.form.languages')}
        placeholder={form.languages.length === 0 ? t('monitors.form.anyLanguage') : ''}
        data={choices(
          facts.languages.map(({ code, name }) => ({ value: code, label: name })),
          form.languages,
        )}
        value={form.languages}
        onChange={(languages) => put({ languages })}
        searchable
        readOnly={readOnly}
      />
      <MultiSelect
        label={t('monitors.form.networks')}
        placeholder={form.networks.length === 0 ? t('monitors.form.anyNetwork') : ''}
        data={choices(
          facts.networks.map(({ id, name }) => ({ value: id, label: name })),
          form.networks,
        )}
        value={form.networks}
        onChange={(networks) => put({ networks })}
        readOnly={readOnly}
      />
    </div>
  );
}

interface QueryFormViewProps {
  form: QueryForm;
  change: (form: QueryForm) => void;
  facts: QueryFacts;
  readOnly: boolean;
}

export function QueryFormView({ form, change, facts, readOnly }: QueryFormViewProps): ReactNode {
  const { t } = useI18n();
  const put = (part: Partial<QueryForm>): void => change({ ...form, ...part });
  const printed = printForm(form);
  const tags = (value: readonly string[]): string[] =>
    value
      .map((tag) => tag.replaceAll(/[#＃\s]/gu, ''))
      .filter((tag) => tag !== '' && printEntry(`#${tag}`).startsWith('#'));
  return (
    <div className={classes['form']}>
      <AnyGroups any={form.any} put={put} facts={facts} readOnly={readOnly} />
      <Words
        label={t('monitors.form.all')}
        value={form.all}
        change={(all) => put({ all })}
        offers={facts.names}
        readOnly={readOnly}
      />
      <Words
        label={t('monitors.form.none')}
        value={form.none}
        change={(none) => put({ none })}
        readOnly={readOnly}
      />
      <Words
        label={t('monitors.form.hashtags')}
        value={form.hashtags.map((tag) => `#${tag}`)}
        change={(value) => put({ hashtags: tags(value) })}
        readOnly={readOnly}
      />
      <Picks form={form} put={put} facts={facts} readOnly={readOnly} />
      <Checkbox.Group
        label={t('monitors.form.without')}
        value={form.without}
        onChange={(kinds) => put({ without: kinds.filter(isExcludable) })}
      >
        <Group gap="md" mt={6}>
          {excludableKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`monitors.form.kind.${kind}`)} disabled={readOnly} />
          ))}
        </Group>
      </Checkbox.Group>
      {printed !== '' && (
        <p className={classes['printed']}>
          <span>{t('monitors.form.printed')}</span> <code>{printed}</code>
        </p>
      )}
    </div>
  );
}
