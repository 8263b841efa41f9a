// A valid request for every endpoint of what replies begin with.
import type { Example, Ids } from './filled.ts';

export function draftingExamples(ids: Ids) {
  return {
    listSnippets: {},
    readSnippet: { params: { id: ids.snippet } },
    createSnippet: { body: { name: 'Wait', key: 'wait', text: 'One moment, {name}.', brandId: ids.brand } },
    changeSnippet: {
      params: { id: ids.snippet },
      body: { name: 'Sorry', key: 'sorry', text: 'We are sorry, {name}.', accountId: ids.account },
    },
    importSnippets: { body: { format: 'csv', text: 'key,name,text\nhi,Hello,Hello {name}' } },
    readSuggestions: { params: { id: ids.case } },
    askForDraft: {
      params: { id: ids.case },
      body: { accountId: ids.account, replyToPostId: ids.post, visibility: 'public' },
    },
  } satisfies Record<string, Example>;
}
