// What the fakes of Meta's networks share: errors as the Graph API words them, and calls of a webhook, signed as Meta signs them.
import { createHmac } from 'node:crypto';

export interface GraphError {
  code: number;
  message: string;
  subcode?: number | undefined;
  data?: Record<string, string> | undefined;
}

export const graphError = ({ code, message, subcode, data }: GraphError) => ({
  error: {
    message,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(data === undefined ? {} : { error_data: data }),
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
  },
});

/** A fake that calls a webhook. */
interface Caller {
  webhookUrl: string;
  store: { appSecret: string };
}

/** Calls with any body; answers the status. */
export type PostAsMeta = (
  body: string | Uint8Array<ArrayBuffer>,
  over?: { secret?: string; headers?: Record<string, string> },
) => Promise<number>;

export async function postAsMeta(
  caller: Caller,
  ...[body, { secret = caller.store.appSecret, headers = {} } = {}]: Parameters<PostAsMeta>
): Promise<number> {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const response = await fetch(caller.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Asks whether anybody is there, as Meta does when an address is entered. */
export async function askAsMeta(
  { webhookUrl }: Pick<Caller, 'webhookUrl'>,
  verifyToken: string,
): Promise<{ status: number; body: string }> {
  const url = new URL(webhookUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.verify_token', verifyToken);
  url.searchParams.set('hub.challenge', '1158201444');
  const response = await fetch(url);
  return { status: response.status, body: await response.text() };
}
