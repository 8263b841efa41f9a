-- What came to an account is read again from a time that somebody asked for; null when nobody does.
alter table reconciliation add column asked_since timestamptz;
