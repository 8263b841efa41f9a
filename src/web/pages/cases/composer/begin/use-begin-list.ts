// What can be begun with, by what is typed, and which of it is chosen.
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { articlesQuery, snippetsQuery, suggestionsQuery } from '../../../../api/drafting-queries.ts';
import { useApp } from '../../../../app.tsx';
import { isComposing } from '../../../../keyboard/typing.ts';
import type { ReplySetting } from '../use-reply.ts';
import {
  answerItems,
  articleItems,
  modelItem,
  mostUntyped,
  snippetItems,
  type BeginItem,
} from './begin-items.ts';
import type { Beginning } from './use-begin.ts';
import { useModelDraft } from './use-model-draft.ts';

/** `find`: the field in which one types. */
export function useBeginList(
  setting: ReplySetting,
  begin: Beginning,
  find: RefObject<HTMLInputElement | null>,
) {
  const app = useApp();
  const snippets = useQuery(snippetsQuery(app));
  const listed = useQuery(articlesQuery(app));
  const suggestions = useQuery(suggestionsQuery(app, begin.caseId));
  const [typed, setTyped] = useState('');
  /** By what it is and not by its place: what comes later must not change what is chosen. */
  const [chosenId, setChosenId] = useState<string | null>(null);
  const lang = setting.target?.lang ?? null;
  const all = snippetItems(snippets.data?.rows ?? [], typed, { account: setting.account, lang });
  const shown = typed.trim() === '' ? all.slice(0, mostUntyped) : all;
  const answers = answerItems(suggestions.data?.answers ?? [], typed);
  const drafting = useModelDraft(setting, begin, ({ id }) => {
    setChosenId((held) => held ?? id);
    // There the keys are that put it in.
    find.current?.focus();
  });
  const { state } = drafting;
  const written = state.is === 'there' ? [modelItem(state.draft, lang)] : [];
  const articles = articleItems(
    { offered: suggestions.data?.articles ?? [], all: listed.data?.rows ?? [] },
    typed,
    { account: setting.account, lang },
  );
  const items = [...written, ...shown, ...articles, ...answers];
  const at = Math.max(
    0,
    items.findIndex(({ point }) => point.id === chosenId),
  );
  const choose = (item: BeginItem | undefined): void => setChosenId(item?.point.id ?? null);
  return {
    snippets,
    suggestions,
    drafting,
    written,
    shown,
    articles,
    answers,
    more: all.length - shown.length,
    chosen: items[at],
    choose,
    typed,
    type(text: string) {
      setTyped(text);
      setChosenId(null);
    },
    onKeyDown(event: KeyboardEvent): void {
      if (isComposing(event.nativeEvent)) return;
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const item = items[at];
      if (item === undefined) return;
      if (by !== 0) {
        event.preventDefault();
        choose(items[(at + by + items.length) % items.length]);
      } else if (event.key === 'Enter') {
        event.preventDefault();
        begin.put(item.point, item.text);
      }
    },
  };
}

export type BeginList = ReturnType<typeof useBeginList>;
