// The settings of the embedded server: small, predictable, and safe for data that matters.

export type Settings = Readonly<Record<string, string>>;

/** The settings of the server of this major version, for many small interactive queries beside the program. */
export function serverSettings(major: number): Settings {
  return {
    listen_addresses: '127.0.0.1',
    // TCP on loopback with a password is one way for every platform; a socket's path may be too long for the system.
    unix_socket_directories: '',
    max_connections: '40',
    superuser_reserved_connections: '3',
    shared_buffers: '96MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    huge_pages: 'off',
    // Compilation and parallel workers cost more than our queries take, and a container's /dev/shm is too small for them.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    // A new workspace fills its tables within a minute: until they are analyzed they are planned as empty.
    autovacuum_naptime: '15s',
    autovacuum_max_workers: '2',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    max_wal_senders: '2',
    // Nobody subscribes to this server; its launcher would only take memory.
    max_logical_replication_workers: '0',
    max_wal_size: '512MB',
    min_wal_size: '64MB',
    checkpoint_timeout: '10min',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    // Errors of single statements are the program's to report; here they would put people's data into a log file.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_duration_statement: '2000',
    log_parameter_max_length: '0',
    password_encryption: 'scram-sha-256',
    ...(major >= 18 ? { io_workers: '1' } : {}),
  };
}

/** For test servers, whose data nobody will miss: no waiting for the disk. */
export const throwAwaySettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '100',
};

/** The same as arguments of the server program. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** What initdb needs so that text is UTF-8 and sorts the same on every machine. */
export function localeArguments(major: number): string[] {
  if (major < 17) return ['--encoding=UTF8', '--locale=C.UTF-8'];
  return ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}
