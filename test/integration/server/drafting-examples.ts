// An article, and a valid request for every endpoint of what replies begin with.
import type { Example, Ids } from './filled.ts';
import type { Person } from './support.ts';

const start = {
  title: 'The rocket does not start',
  url: 'https://help.acme.example/start',
  text: 'Press twice.',
};

export const makeArticle = (person: Person): Promise<{ id: string }> =>
  person.do('POST', '/articles', { body: start });

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
    listArticles: {},
    readArticle: { params: { id: ids.article } },
    createArticle: {
      body: { title: 'Wait', url: 'https://help.acme.example/wait', text: 'How long.', brandId: ids.brand },
    },
    changeArticle: {
      params: { id: ids.article },
      body: { ...start, text: 'Press it twice.' },
    },
    importArticles: {
      body: { format: 'csv', text: 'title,url,text\nHi,https://help.acme.example/hi,How to say hello' },
    },
    readSuggestions: { params: { id: ids.case } },
    askForDraft: {
      params: { id: ids.case },
      body: { accountId: ids.account, replyToPostId: ids.post, visibility: 'public' },
    },
  } satisfies Record<string, Example>;
}
