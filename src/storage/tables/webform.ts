// The tables of our own contact forms: conversations, and the words in them.
import type { Generated } from 'kysely';
import type { FormLanguage } from '../../domain/webform/words.ts';

export interface FormTalkTable {
  workspace_id: string;
  id: string;
  account_id: string;
  submission: string;
  secret_hash: Buffer;
  lang: FormLanguage;
  name: string;
  email: string;
  reference: string;
  keep_days: number;
  created_at: string;
  expires_at: string;
}

export interface FormWordTable {
  workspace_id: string;
  id: string;
  talk_id: string;
  place: Generated<number>;
  by_team: boolean;
  reply_to: string | null;
  text: string;
  key: string;
  said_at: string;
  edited_at: string | null;
}
