// Proves that no written word is lost between a browser, its storage and the server.
import { describe, expect, test } from 'vitest';
import type { DraftView } from '../../../../contract/draft-view.ts';
import { createDraftStore, draftToContinue, emptyDraft, type Draft } from './draft-store.ts';

const AT = '2026-11-01T00:00:00Z';
const NOW = Date.parse(AT);
const written: Draft = { ...emptyDraft, text: 'お困りのところ' };

function storage(odd: Partial<Storage> = {}): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
    ...odd,
  };
}
const server = (text: string): DraftView => ({
  text,
  visibility: 'dm',
  accountId: null,
  replyToPostId: null,
  attachments: [],
  byModel: false,
  aside: null,
  updatedAt: AT,
  version: 1,
});

describe('the store', () => {
  test('gives back what was written, to its writer only', () => {
    const disk = storage();
    createDraftStore(disk, 'u1', () => NOW).write('c1', written, true, AT, false);
    expect(createDraftStore(disk, 'u1', () => NOW).read('c1')).toEqual({
      draft: written,
      dirty: true,
      at: AT,
      isAsideOurs: false,
    });
    expect(createDraftStore(disk, 'u2', () => NOW).read('c1')).toBeNull();
  });

  test('keeps no empty draft and no old one', () => {
    const disk = storage();
    const store = createDraftStore(disk, 'u1', () => NOW);
    store.write('c1', written, true, AT, false);
    store.write('c1', emptyDraft, true, AT, false);
    expect(disk.length).toBe(0);
    store.write('c1', written, true, AT, false);
    expect(createDraftStore(disk, 'u1', () => NOW + 15 * 86_400_000).read('c1')).toBeNull();
  });

  test('lives with a storage that refuses, and with nonsense in it', () => {
    const full = storage({
      setItem: () => {
        throw new Error('full');
      },
    });
    expect(() => createDraftStore(full, 'u1', () => NOW).write('c1', written, true, AT, false)).not.toThrow();
    const odd = storage({ getItem: () => '{' });
    expect(createDraftStore(odd, 'u1', () => NOW).read('c1')).toBeNull();
  });
});

describe('where to go on', () => {
  test('words the server never got come first', () => {
    expect(draftToContinue({ draft: written, dirty: true, at: AT }, server('older')).text).toBe(written.text);
  });

  test('else the server decides: another device may have gone on, or sent it', () => {
    const kept = { draft: { ...written, note: 'memo' }, dirty: false, at: AT };
    expect(draftToContinue(kept, server('newer'))).toMatchObject({
      text: 'newer',
      visibility: 'dm',
      note: 'memo',
    });
    const aside = { visibility: 'public' as const, text: 'waits', attachments: [], replyToPostId: null };
    expect(draftToContinue(kept, { ...server('newer'), aside }).aside).toEqual(aside);
    const known = { ...kept, draft: { ...written, aside }, isAsideOurs: false };
    expect(draftToContinue(known, server('newer')).aside).toBeNull();
    expect(draftToContinue(kept, null)).toEqual({ ...emptyDraft, note: 'memo' });
    expect(draftToContinue(null, null)).toEqual(emptyDraft);
  });

  test('what waits on the other side is kept where the server never had it', () => {
    const aside = { visibility: 'public' as const, text: 'waits', attachments: [], replyToPostId: null };
    const kept = { draft: { ...written, visibility: 'dm' as const, aside }, dirty: false, at: AT };
    expect(draftToContinue(kept, server('newer'))).toMatchObject({ text: 'newer', aside });
    const inPublic: DraftView = { ...server('newer'), visibility: 'public' };
    expect(draftToContinue(kept, inPublic)).toMatchObject({ text: 'waits\nnewer', aside: null });
    expect(draftToContinue(kept, null)).toMatchObject({ text: 'waits', visibility: 'public', aside: null });
  });

  test('words the server never got come beside what another device wrote for the other side', () => {
    const kept = { draft: written, dirty: true, at: AT, isAsideOurs: false };
    expect(draftToContinue(kept, server('from there'))).toMatchObject({
      text: written.text,
      aside: { visibility: 'dm', text: 'from there' },
    });
    expect(draftToContinue({ ...kept, isAsideOurs: true }, server('from there')).aside).toBeNull();
  });
});
