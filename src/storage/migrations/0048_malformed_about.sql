-- What could not be read names the post it is about and its author, where the network says so: it goes when they do.
alter table malformed_record add column network text;
alter table malformed_record add column native_id text;
alter table malformed_record add column author_native_id text;
create index malformed_record_post on malformed_record (workspace_id, network, native_id) where native_id is not null;
create index malformed_record_author on malformed_record (workspace_id, network, author_native_id)
  where author_native_id is not null;
create index malformed_record_source on malformed_record (workspace_id, source_id, id);
create index malformed_record_seen on malformed_record (workspace_id, seen_at);
