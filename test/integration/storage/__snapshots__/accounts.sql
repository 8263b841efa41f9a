-- accounts.all
select "id", "brand_id" as "brandId", "network", "server", "native_id" as "nativeId", "handle", "display_name" as "displayName", "token_state" as "tokenState", "limits"
  from "account"
  where "removed_at" is null
  order by "id";

-- accounts.get
select "id", "brand_id" as "brandId", "network", "server", "native_id" as "nativeId", "handle", "display_name" as "displayName", "token_state" as "tokenState", "limits"
  from "account"
  where "id" = $1;

-- accounts.setToken
with held as (
  select id, token_state from account where id = $1 and token_state <> 'disconnected' for no key update
  )
  update account set token_state = $2, token_error = $3,
  token_checked_at = $4::timestamptz,
  version = account.version + (held.token_state <> $5)::int
  from held
  where account.id = held.id
  returning held.token_state <> $6 as changed;
