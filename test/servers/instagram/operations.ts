// What Instagram may be asked, after its documents, each question with the one that describes it: no machine-readable description exists.

import type { Operation } from '../kit/graph.ts';

const media = [
  'id',
  'caption',
  'permalink',
  'timestamp',
  'username',
  'media_type',
  'media_url',
  'comments_count',
  'owner',
];
const comment = ['id', 'text', 'timestamp', 'username', 'from', 'parent_id', 'media', 'replies', 'hidden'];
const account = [
  'user_id',
  'username',
  'name',
  'account_type',
  'profile_picture_url',
  'biography',
  'website',
  'followers_count',
];
const login = 'instagram-api-with-instagram-login';

/** Documents below developers.facebook.com/documentation/instagram-platform. */
export const operations: readonly Operation[] = [
  { method: 'GET', path: 'me', query: ['fields'], fields: account, document: `${login}/get-started` },
  {
    method: 'GET',
    path: 'me/media',
    query: ['fields', 'limit', 'after'],
    fields: media,
    document: `${login}/get-started`,
  },
  { method: 'POST', path: 'me/subscribed_apps', query: ['subscribed_fields'], document: 'webhooks' },
  { method: 'GET', path: 'me/subscribed_apps', query: [], document: 'webhooks' },
  {
    method: 'GET',
    path: 'me/conversations',
    query: ['platform', 'user_id', 'fields', 'limit'],
    fields: ['id', 'updated_time'],
    document: `${login}/conversations-api`,
  },
  {
    method: 'GET',
    path: '{conversation-id}',
    query: ['fields'],
    fields: ['messages'],
    document: `${login}/conversations-api`,
  },
  {
    method: 'GET',
    path: '{message-id}',
    query: ['fields'],
    fields: ['id', 'created_time', 'from', 'to', 'message'],
    document: `${login}/conversations-api`,
  },
  {
    method: 'GET',
    path: '{igsid}',
    query: ['fields'],
    fields: ['name', 'username', 'profile_pic', 'follower_count'],
    document: `${login}/messaging-api/user-profile`,
  },
  {
    method: 'POST',
    path: '{ig-id}/messages',
    query: [],
    body: ['recipient', 'message', 'sender_action', 'payload', 'messaging_type', 'tag'],
    document: `${login}/messaging-api and private-replies`,
  },
  {
    method: 'GET',
    path: '{media-id}',
    query: ['fields'],
    fields: media,
    document: 'reference/instagram-media',
  },
  {
    method: 'GET',
    path: '{media-id}/comments',
    query: ['fields', 'limit', 'after'],
    fields: comment,
    document: 'instagram-graph-api/reference/ig-media/comments',
  },
  {
    method: 'POST',
    path: '{media-id}/comments',
    query: [],
    body: ['message'],
    document: 'instagram-graph-api/reference/ig-media/comments',
  },
  {
    method: 'GET',
    path: '{comment-id}',
    query: ['fields'],
    fields: comment,
    document: 'instagram-graph-api/reference/ig-comment',
  },
  { method: 'DELETE', path: '{comment-id}', query: [], document: 'comment-moderation' },
  {
    method: 'GET',
    path: '{comment-id}/replies',
    query: ['fields', 'limit', 'after'],
    fields: comment,
    document: 'instagram-graph-api/reference/ig-comment/replies',
  },
  {
    method: 'POST',
    path: '{comment-id}/replies',
    query: [],
    body: ['message'],
    document: 'instagram-graph-api/reference/ig-comment/replies',
  },
  {
    method: 'GET',
    path: '{ig-id}',
    query: ['fields'],
    fields: ['mentioned_comment.comment_id', 'mentioned_media.media_id'],
    document: 'instagram-graph-api/reference/ig-user/mentioned_comment and …/mentioned_media',
  },
  {
    method: 'POST',
    path: '{ig-id}/mentions',
    query: [],
    body: ['media_id', 'comment_id', 'message'],
    document: 'instagram-graph-api/reference/ig-user/mentions',
  },
];
