// The test DM service itself: a conversation from request to reply, what both sides see, and the errors of the real one.
import { AtpAgent } from '@atproto/api';
import { afterEach, expect, test } from 'vitest';
import { startBlueskyChat } from './bluesky-chat.ts';
import type { BlueskyChat } from './bluesky-chat.ts';

const TARO = { did: 'did:plc:taroaaaaaaaaaaaaaaaaaaaa', handle: 'taro.test', displayName: '太郎' };
const DESK = { did: 'did:plc:deskaaaaaaaaaaaaaaaaaaaa', handle: 'desk.test' };

let chat: BlueskyChat | undefined;
afterEach(async () => {
  await chat?.close();
});

async function start(): Promise<BlueskyChat> {
  chat = await startBlueskyChat();
  chat.register(TARO);
  chat.register(DESK);
  return chat;
}

/** A client that calls the service directly with a token that names its owner. */
function clientOf(service: BlueskyChat, did: string): AtpAgent {
  const payload = Buffer.from(JSON.stringify({ sub: did })).toString('base64url');
  const agent = new AtpAgent({ service: service.url });
  agent.setHeader('authorization', `Bearer head.${payload}.sign`);
  return agent;
}

test('a request becomes a conversation when it is answered', async () => {
  const service = await start();
  const desk = clientOf(service, DESK.did);
  const { data: before } = await desk.chat.bsky.convo.getLog({});

  service.say(TARO.did, DESK.did, '注文番号は12345です');
  const { data: list } = await desk.chat.bsky.convo.listConvos({ status: 'request' });
  expect(list.convos).toMatchObject([
    { status: 'request', unreadCount: 1, lastMessage: { text: '注文番号は12345です' } },
  ]);
  const convoId = list.convos[0]?.id ?? '';
  expect(list.convos[0]?.members.map(({ handle }) => handle).toSorted()).toEqual(['desk.test', 'taro.test']);

  const { data: sent } = await desk.chat.bsky.convo.sendMessage({ convoId, message: { text: '確認します' } });
  expect(sent).toMatchObject({ text: '確認します', sender: { did: DESK.did } });
  const { data: read } = await desk.chat.bsky.convo.updateRead({ convoId });
  expect(read.convo).toMatchObject({ status: 'accepted', unreadCount: 0 });
  expect((await desk.chat.bsky.convo.listConvos({ readState: 'unread' })).data.convos).toEqual([]);

  const { data: newest } = await desk.chat.bsky.convo.getMessages({ convoId, limit: 1 });
  expect(newest.messages).toMatchObject([{ text: '確認します' }]);
  const { data: older } = await desk.chat.bsky.convo.getMessages({ convoId, cursor: newest.cursor ?? '' });
  expect(older.messages).toMatchObject([{ text: '注文番号は12345です' }]);
  expect(service.between(TARO.did, DESK.did).map(({ text }) => text)).toEqual([
    '注文番号は12345です',
    '確認します',
  ]);

  const { data: log } = await desk.chat.bsky.convo.getLog({ cursor: before.cursor ?? '' });
  expect(log.logs.map(({ $type }) => $type.split('#')[1])).toEqual([
    'logBeginConvo',
    'logCreateMessage',
    'logAcceptConvo',
    'logCreateMessage',
    'logReadConvo',
  ]);
  expect((await desk.chat.bsky.convo.getLog({ cursor: log.cursor ?? '' })).data).toEqual({
    logs: [],
    cursor: log.cursor,
  });
});

test('the same two people have one conversation', async () => {
  const service = await start();
  const [desk, taro] = [clientOf(service, DESK.did), clientOf(service, TARO.did)];
  const { data: byDesk } = await desk.chat.bsky.convo.getConvoForMembers({ members: [TARO.did] });
  const { data: byTaro } = await taro.chat.bsky.convo.getConvoForMembers({ members: [DESK.did] });
  expect(byTaro.convo.id).toBe(byDesk.convo.id);
  expect((await taro.chat.bsky.convo.getConvo({ convoId: byDesk.convo.id })).data.convo.status).toBe(
    'request',
  );
});

test('refuses what the real service refuses', async () => {
  const service = await start();
  const desk = clientOf(service, DESK.did);
  service.disable(TARO.did);
  await expect(desk.chat.bsky.convo.getConvoForMembers({ members: [TARO.did] })).rejects.toMatchObject({
    status: 400,
    error: 'MessagesDisabled',
  });
  await expect(desk.chat.bsky.convo.getConvo({ convoId: 'nowhere' })).rejects.toMatchObject({
    error: 'InvalidConvo',
  });
  service.say(TARO.did, DESK.did, 'hi');
  const convoId = (await desk.chat.bsky.convo.listConvos({})).data.convos[0]?.id ?? '';
  await expect(
    desk.chat.bsky.convo.sendMessage({ convoId, message: { text: '長'.repeat(1_001) } }),
  ).rejects.toMatchObject({ status: 400, error: 'InvalidRequest' });
  const stranger = clientOf(service, 'did:plc:strangeraaaaaaaaaaaaaaaa');
  await expect(stranger.chat.bsky.convo.getMessages({ convoId })).rejects.toMatchObject({
    error: 'InvalidConvo',
  });
  const unsigned = await fetch(`${service.url}/xrpc/chat.bsky.convo.listConvos`);
  expect([unsigned.status, await unsigned.json()]).toEqual([
    401,
    { error: 'AuthMissing', message: 'Authentication Required' },
  ]);
});
