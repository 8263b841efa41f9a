-- What another model was asked and what that cost, by day (UTC). It is the operator's purse, so it belongs to no workspace, and
-- nothing of any stands in it.
create table model_use (
  day date not null,
  model text not null,
  -- An outcome (answered, late, ...) or an amount (requests, input_tokens, output_tokens, micro_usd).
  what text not null,
  amount bigint not null,
  primary key (day, model, what)
);
