-- accounts.all
select "id", "brand_id" as "brandId", "network", "server", "native_id" as "nativeId", "handle", "display_name" as "displayName", "token_state" as "tokenState", "limits", "connection"
  from "account"
  where "removed_at" is null
  order by "id";

-- accounts.get
select "id", "brand_id" as "brandId", "network", "server", "native_id" as "nativeId", "handle", "display_name" as "displayName", "token_state" as "tokenState", "limits", "connection"
  from "account"
  where "id" = $1;

-- accounts.setToken
with held as (
  select id, token_state from account where id = $1 and token_state <> 'disconnected'
  and ($2::int is null or connection = $3::int) for no key update
  )
  update account set token_state = $4, token_error = $5,
  token_checked_at = $6::timestamptz,
  version = account.version + (held.token_state <> $7)::int
  from held
  where account.id = held.id
  returning held.token_state <> $8 as changed;
