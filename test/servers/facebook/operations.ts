// What Facebook may be asked, after its documents, each question with the one that describes it: no machine-readable description exists.
import type { Operation } from '../kit/graph.ts';

const post = ['id', 'message', 'created_time', 'updated_time', 'from', 'permalink_url', 'full_picture'];
const comment = ['id', 'message', 'created_time', 'from', 'parent', 'permalink_url', 'attachment'];
const proof = 'appsecret_proof';
const listed = [proof, 'fields', 'limit', 'after'];
const docs = 'docs/graph-api/reference';
const messenger = 'documentation/business-messaging/messenger-platform';
const edges = `${docs}/object/comments`;

/** Documents below developers.facebook.com; the proof is docs/graph-api/guides/secure-requests. */
export const operations: readonly Operation[] = [
  { method: 'GET', path: 'debug_token', query: ['input_token'], document: `${docs}/debug_token` },
  {
    method: 'GET',
    path: 'oauth/access_token',
    query: ['grant_type', 'client_id', 'client_secret', 'fb_exchange_token'],
    document: 'docs/facebook-login/guides/access-tokens/get-long-lived',
  },
  { method: 'GET', path: '{app-id}/subscriptions', query: [], document: `${docs}/app/subscriptions` },
  {
    method: 'GET',
    path: 'me/accounts',
    query: listed,
    fields: ['id', 'name', 'username', 'access_token', 'tasks'],
    document: 'docs/pages/managing',
  },
  {
    method: 'GET',
    path: 'me',
    query: [proof, 'fields'],
    fields: ['id', 'name', 'username', 'picture', 'about', 'website'],
    document: `${docs}/page`,
  },
  {
    method: 'POST',
    path: 'me/subscribed_apps',
    query: [proof, 'subscribed_fields'],
    document: 'docs/pages-api/webhooks-for-pages',
  },
  {
    method: 'GET',
    path: 'me/subscribed_apps',
    query: [proof],
    document: 'docs/pages-api/webhooks-for-pages',
  },
  { method: 'GET', path: 'me/feed', query: listed, fields: post, document: `${docs}/page/feed` },
  { method: 'GET', path: 'me/tagged', query: listed, fields: post, document: `${docs}/page/tagged` },
  { method: 'GET', path: '{post-id}', query: [proof, 'fields'], fields: post, document: `${docs}/pagepost` },
  {
    method: 'GET',
    path: '{comment-id}',
    query: [proof, 'fields'],
    fields: comment,
    document: `${docs}/comment`,
  },
  { method: 'DELETE', path: '{comment-id}', query: [proof], document: `${docs}/comment` },
  ...['{post-id}/comments', '{comment-id}/comments'].flatMap((path): Operation[] => [
    { method: 'GET', path, query: [...listed, 'filter', 'order'], fields: comment, document: edges },
    {
      method: 'POST',
      path,
      query: [proof],
      body: ['message'],
      document: 'documentation/pages-api/comments-mentions',
    },
  ]),
  ...['{post-id}/likes', '{comment-id}/likes'].flatMap((path): Operation[] => [
    { method: 'POST', path, query: [proof], document: `${docs}/object/likes` },
    { method: 'DELETE', path, query: [proof], document: `${docs}/object/likes` },
  ]),
  {
    method: 'GET',
    path: 'me/conversations',
    query: [proof, 'platform', 'user_id', 'fields', 'limit'],
    fields: ['id', 'updated_time'],
    document: `${messenger}/conversations`,
  },
  {
    method: 'GET',
    path: '{conversation-id}',
    query: [proof, 'fields'],
    fields: ['messages'],
    document: `${messenger}/conversations`,
  },
  {
    method: 'GET',
    path: '{message-id}',
    query: [proof, 'fields'],
    fields: ['id', 'created_time', 'from', 'to', 'message'],
    document: `${messenger}/conversations`,
  },
  {
    method: 'GET',
    path: '{psid}',
    query: [proof, 'fields'],
    fields: ['name', 'first_name', 'last_name', 'profile_pic'],
    document: `${messenger}/identity/user-profile`,
  },
  {
    method: 'POST',
    path: '{page-id}/messages',
    query: [proof],
    body: ['recipient', 'message', 'sender_action', 'payload', 'messaging_type', 'tag'],
    document: `${messenger}/send-messages, …/discovery/private-replies and …/send-messages/sender-actions`,
  },
];
