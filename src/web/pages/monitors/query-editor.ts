// The editor of a query on CodeMirror: marks, offers and underlines from the language's own parser, still while an
// input method composes.
import {
  autocompletion,
  closeCompletion,
  completionKeymap,
  completionStatus,
  acceptCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import {
  Compartment,
  EditorState,
  StateEffect,
  StateField,
  Transaction,
  type Extension,
} from '@codemirror/state';
import { Decoration, EditorView, keymap, placeholder, type DecorationSet } from '@codemirror/view';
import { optionsAt, type OptionKind, type QueryFacts } from './query-completion.ts';
import { queryMarks, type MarkKind } from './query-marks.ts';
import classes from './query-editor.module.css';

/** A mistake as the editor underlines it. */
export interface Underline {
  start: number;
  end: number;
  message: string;
  /** What mends it, and how that is called; null where no one thing would. */
  mend: { text: string; label: string } | null;
}

export interface EditorOptions {
  parent: HTMLElement;
  query: string;
  readOnly: boolean;
  /** Attributes of the field that is written in: name, description, whether something is wrong. */
  attributes: Record<string, string>;
  words: { placeholder: string; options: string };
  /** Says what an option is. */
  explain: (kind: OptionKind) => string;
  facts: () => QueryFacts;
  /** Hears of the query when it changed, and not before an input method is done. */
  changed: (query: string) => void;
}

export interface QueryEditor {
  /** Takes a query from outside; one that is there already changes nothing. */
  write: (query: string) => void;
  /** Shows what is wrong with `query`, unless the editor has moved on meanwhile. */
  underline: (query: string, problems: readonly Underline[]) => void;
  setAttributes: (attributes: Record<string, string>) => void;
  /** The facts are others now: what is being written may have offers that it had not. */
  offerAgain: (facts: QueryFacts) => void;
  /** Puts the caret at a place and the focus into the field. */
  select: (start: number, end: number) => void;
  focus: () => void;
  destroy: () => void;
}

const composed = StateEffect.define();

function decorationsOf(state: EditorState): DecorationSet {
  const marks = queryMarks(state.doc.toString());
  return Decoration.set(marks.map(({ start, end, kind }) => markOf(kind).range(start, end)));
}

function markOf(kind: MarkKind): Decoration {
  return Decoration.mark({ class: classes[kind] ?? '' });
}

/** While a composition is under way the marks only move along: a changed node would end it. */
const highlighting = StateField.define<DecorationSet>({
  create: decorationsOf,
  update(marks, transaction) {
    if (transaction.effects.some((effect) => effect.is(composed))) return decorationsOf(transaction.state);
    if (!transaction.docChanged) return marks;
    if (transaction.isUserEvent('input.type.compose')) return marks.map(transaction.changes);
    return decorationsOf(transaction.state);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Offers from the language and from what this workspace has. */
function completion(options: EditorOptions): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    // An input method shows its own list, and its Enter and arrows must not meet ours.
    if (context.view?.composing === true) return null;
    const found = optionsAt(context.state.doc.toString(), context.pos, options.facts(), context.explicit);
    if (found === null) return null;
    return {
      from: found.start,
      to: found.end,
      filter: false,
      options: found.options.map(({ label, text, kind, name }): Completion => {
        const opensMore = kind.startsWith('field.');
        return {
          label,
          detail: name ?? options.explain(kind),
          apply: (view, _completion, from, to) => {
            view.dispatch({
              changes: { from, to, insert: text },
              selection: { anchor: from + text.length },
              annotations: Transaction.userEvent.of('input.complete'),
            });
            if (opensMore) startCompletion(view);
          },
        };
      }),
    };
  };
  return autocompletion({ override: [source], icons: false, defaultKeymap: false });
}

/** Tab stays the browser's, so that it leaves the field; an open list takes it, until Escape closes that. */
const keys = keymap.of([
  { key: 'Tab', run: acceptCompletion },
  // Belong to commands of the page, and must not write a line.
  { key: 'Mod-Enter', run: () => true, stopPropagation: false },
  { key: 'Mod-Shift-Enter', run: () => true, stopPropagation: false },
  ...completionKeymap,
  ...historyKeymap,
  ...standardKeymap,
]);

function diagnosticOf({ start, end, message, mend }: Underline): Diagnostic {
  const said = { from: start, to: end, severity: 'error', message } as const;
  if (mend === null) return said;
  const apply = (view: EditorView, from: number, to: number): void => {
    view.dispatch({ changes: { from, to, insert: mend.text } });
    view.focus();
  };
  return { ...said, actions: [{ name: mend.label, apply }] };
}

/**
 * Left to itself, a browser keeps the look of what is typed over by a style that the page's policy refuses. What is typed
 * over is asked of the page: the editor may hear of a selection only after the key, and events of text that no key wrote
 * name no range.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null) return false;
  if (view.composing || view.state.readOnly) return false;
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return false;
  const range = selection.getRangeAt(0);
  if (!view.contentDOM.contains(range.commonAncestorContainer)) return false;
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  view.dispatch({
    changes: { from, to, insert: event.data },
    selection: { anchor: from + event.data.length },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
}

function nonceOfPage(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** Makes an editor in `parent`; the caller destroys it. */
export function createQueryEditor(options: EditorOptions): QueryEditor {
  const attributes = new Compartment();
  const tell = (view: EditorView): void => options.changed(view.state.doc.toString());
  /** What came from outside during a composition, and waits for its end. */
  let waiting: string | null = null;
  const replace = (query: string): void => {
    if (view.state.doc.toString() === query) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query } });
  };
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.query,
      extensions: [
        EditorView.cspNonce.of(nonceOfPage()),
        EditorState.lineSeparator.of('\n'),
        EditorState.readOnly.of(options.readOnly),
        EditorState.phrases.of({ Completions: options.words.options }),
        EditorView.lineWrapping,
        history(),
        highlighting,
        completion(options),
        keys,
        placeholder(options.words.placeholder),
        attributes.of(EditorView.contentAttributes.of(options.attributes)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.view.composing) tell(update.view);
        }),
        EditorView.domEventHandlers({
          compositionend: (_event, at) => {
            // The last change of a composition arrives after its end.
            setTimeout(() => {
              if (!at.dom.isConnected || at.composing) return;
              at.dispatch({ effects: composed.of(null) });
              if (waiting !== null) replace(waiting);
              waiting = null;
              tell(at);
            }, 30);
          },
          beforeinput: typeOver,
          blur: (_event, at) => void closeCompletion(at),
        }),
      ],
    }),
  });
  return {
    write(query) {
      if (view.composing) waiting = query;
      else replace(query);
    },
    underline(query, problems) {
      if (view.composing || view.state.doc.toString() !== query) return;
      view.dispatch(setDiagnostics(view.state, problems.map(diagnosticOf)));
    },
    setAttributes: (next) =>
      view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(next)) }),
    offerAgain(facts) {
      const { state } = view;
      if (!view.hasFocus || view.composing || completionStatus(state) !== null) return;
      const found = optionsAt(state.doc.toString(), state.selection.main.head, facts, false);
      if (found !== null && found.options.length > 0) startCompletion(view);
    },
    select(start, end) {
      view.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
