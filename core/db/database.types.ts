/** The tables as TypeScript, generated from the migrations by `npm run db:generate`. Do not edit. */
import type { ColumnType } from 'kysely';

/** Read as a Buffer; any byte array can be written. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;

export interface AnalyticsDaily {
  bytes_in: Generated<number>;
  bytes_out: Generated<number>;
  count: Generated<number>;
  day: string;
  format: string;
  ms_total: Generated<number>;
  outcome: string;
  pixels: Generated<number>;
  preset_id: string;
  subject: string;
}

export interface ApiKeys {
  created_at: number;
  expires_at: number;
  id: string;
  last_used_at: number | null;
  last_used_surface: string | null;
  last4: string;
  name: string;
  revoked_at: number | null;
  revoked_by: string | null;
  revoked_reason: string | null;
  rotated_from: string | null;
  scopes: string;
  secret_hash: string;
  user_id: string;
}

export interface AuditCheckpoints {
  cosignature: string | null;
  created_at: number;
  frontier: Bytes;
  log_id: string;
  note: string;
  root: Bytes;
  size: number;
}

export interface AuditDetails {
  detail: string;
  id: string;
  log_id: string;
  salt: Bytes;
  seq: number;
  subject: string | null;
}

export interface AuditHead {
  frontier: Bytes;
  last_prev: Bytes;
  log_id: string;
  size: number;
}

export interface AuditHolds {
  created_at: number;
  id: string;
  log_id: string;
  reason: string;
  released_at: number | null;
  subject: string | null;
}

export interface AuditLogs {
  action: string;
  actor_ref: string;
  body: Bytes;
  category: string;
  leaf: Bytes;
  log_id: string;
  outcome: string;
  prev: Bytes;
  request_id: string;
  resource: string;
  role: string;
  seq: number;
  surface: string;
  ts: number;
}

export interface AuditPrunes {
  created_at: number;
  frontier: Bytes;
  last_prev: Bytes;
  log_id: string;
  note: string;
  size: number;
}

export interface CopyGenerations {
  cost_micro: Generated<number>;
  created_at: number;
  device_id: string;
  error_code: string | null;
  id: string;
  language: string;
  model: string;
  ms: Generated<number>;
  outcome: string;
  platform: string;
  provider: string;
  request: string;
  result: string | null;
  source_name: string;
  source_sha256: string;
  subject: string;
  tokens_in: Generated<number>;
  tokens_out: Generated<number>;
  tone: string;
  user_id: string | null;
}

export interface Device {
  created_at: number;
  id: string;
  install_id: string;
}

export interface DeviceStreams {
  acked_seq: Generated<number>;
  created_at: number;
  device_id: string;
  epoch: number;
  revoked_at: number | null;
  root: Bytes | null;
  size: Generated<number>;
  skew_ms: Generated<number>;
  tenant_id: string;
  updated_at: number;
}

export interface ImageProcessings {
  created_at: number;
  device_id: string;
  engine_versions: string;
  error_code: string | null;
  error_message: string | null;
  id: string;
  item_idx: number;
  job_id: string;
  ms: Generated<number>;
  outcome: string;
  output_bytes: number | null;
  output_format: string | null;
  output_height: number | null;
  output_key: string;
  output_mtime_ms: number | null;
  output_path: string | null;
  output_sha256: string | null;
  output_width: number | null;
  pixels: Generated<number>;
  preset_id: string;
  quality: number | null;
  recipe_hash: string;
  source_bytes: number | null;
  source_ctime_ms: number | null;
  source_format: string | null;
  source_height: number | null;
  source_mtime_ms: number | null;
  source_name: string;
  source_path: string;
  source_sha256: string | null;
  source_width: number | null;
  subject: string;
  user_id: string | null;
  variant: string;
}

export interface JobItems {
  attempts: Generated<number>;
  error_code: string | null;
  error_message: string | null;
  explicit: number;
  idx: number;
  job_id: string;
  outcome: string | null;
  plan: string | null;
  relative_dir: string;
  source_path: string;
  status: string;
  updated_at: number;
}

export interface Jobs {
  counts: string | null;
  created_at: number;
  device_id: string;
  finished_at: number | null;
  heartbeat_at: number | null;
  id: string;
  owner_boot: string | null;
  owner_pid: number | null;
  request: string;
  started_at: number;
  status: string;
  subject: string;
  surface: string;
  total: number;
  user_id: string | null;
}

export interface LoginGuards {
  consecutive_failures: Generated<number>;
  key: string;
  locked_until: Generated<number>;
  tat: number;
}

export interface Presets {
  body: string;
  category: string;
  created_at: number;
  deleted_at: number | null;
  id: string;
  name: string;
  owner: string;
  updated_at: number;
  version: number;
}

export interface QuarantineEvents {
  body: Bytes;
  device_id: string;
  epoch: number;
  event_id: string | null;
  id: string;
  kind: string | null;
  reason: string;
  received_at: number;
  resolved_at: number | null;
  seq: number;
  tenant_id: string;
}

export interface QuotaLeases {
  action: string;
  device_id: string;
  expires_at: number;
  granted: number;
  id: string;
  subject: string;
  used: Generated<number>;
  window_start: number;
}

export interface RateBuckets {
  action: string;
  minute: number;
  subject: string;
  used: Generated<number>;
}

export interface RecoveryCodes {
  code_hash: string;
  created_at: number;
  id: string;
  used_at: number | null;
  user_id: string;
}

export interface Sessions {
  created_at: number;
  device_id: string | null;
  epoch: number;
  expires_at: number;
  family_id: string;
  id: string;
  idle_expires_at: number;
  last_seen_at: number;
  prev_hash: string | null;
  prev_valid_until: number | null;
  refresh_hash: string;
  revoked_at: number | null;
  revoked_reason: string | null;
  surface: string;
  user_id: string;
}

export interface SettingsHistory {
  changed_at: number;
  changed_by: string | null;
  id: string;
  key: string;
  new_value: string | null;
  old_value: string | null;
  version: number;
}

export interface SettingsMeta {
  id: Generated<number>;
  version: number;
}

export interface SyncEvents {
  body: Bytes;
  event_id: string;
  kind: string;
  leaf: Bytes;
  occurred_at: number;
  schema_version: number;
  seq: number;
  stream_id: string;
}

export interface SyncStreams {
  acked_seq: Generated<number>;
  device_id: string;
  epoch: number;
  last_error: string | null;
  last_success_at: number | null;
  next_seq: number;
  state: string;
  stream_id: string;
  tenant_id: string;
}

export interface SystemSettings {
  key: string;
  updated_at: number;
  updated_by: string | null;
  value: string;
  version: number;
}

export interface TeamMembers {
  joined_at: number;
  role: string;
  team_id: string;
  user_id: string;
}

export interface Teams {
  created_at: number;
  id: string;
  name: string;
  policy_version: Generated<number>;
  status: string;
  updated_at: number;
}

export interface UsageRecords {
  action: string;
  cost_micro: Generated<number>;
  created_at: number;
  device_id: string;
  id: string;
  job_id: string | null;
  overage: Generated<number>;
  request_id: string;
  state: string;
  subject: string;
  units: number;
  user_id: string | null;
}

export interface UserPreferences {
  key: string;
  subject: string;
  updated_at: number;
  value: string;
}

export interface Users {
  created_at: number;
  email: string;
  email_key: string;
  id: string;
  last_login_at: number | null;
  must_change_password: Generated<number>;
  name: string;
  password_hash: string;
  password_scheme: string;
  role: string;
  session_epoch: Generated<number>;
  status: string;
  updated_at: number;
}

export interface Database {
  analytics_daily: AnalyticsDaily;
  api_keys: ApiKeys;
  audit_checkpoints: AuditCheckpoints;
  audit_details: AuditDetails;
  audit_head: AuditHead;
  audit_holds: AuditHolds;
  audit_logs: AuditLogs;
  audit_prunes: AuditPrunes;
  copy_generations: CopyGenerations;
  device: Device;
  device_streams: DeviceStreams;
  image_processings: ImageProcessings;
  job_items: JobItems;
  jobs: Jobs;
  login_guards: LoginGuards;
  presets: Presets;
  quarantine_events: QuarantineEvents;
  quota_leases: QuotaLeases;
  rate_buckets: RateBuckets;
  recovery_codes: RecoveryCodes;
  sessions: Sessions;
  settings_history: SettingsHistory;
  settings_meta: SettingsMeta;
  sync_events: SyncEvents;
  sync_streams: SyncStreams;
  system_settings: SystemSettings;
  team_members: TeamMembers;
  teams: Teams;
  usage_records: UsageRecords;
  user_preferences: UserPreferences;
  users: Users;
}
