/** The forms of everything an audit event names: what it happened to, who did it, in which request. */
import { AUDIT_ACTIONS, type AuditAction, type ResourceKind } from '../../../shared/audit/audit-actions.ts';

export type AuditOutcome = 'success' | 'denied' | 'failed';
export type AuditRole = 'ANONYMOUS' | 'USER' | 'PREMIUM' | 'ADMIN' | 'SYSTEM';
export type AuditSurface = 'cli' | 'ipc' | 'loopback' | 'api' | 'sync';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** The public part of an API key: random, and too short for an address or a path. */
const KEY_ID = '[0-9A-Za-z]{8}';

/**
 * What an id of each kind looks like. Bodies can never be erased, so a path, a file name, an e-mail or an IP address
 * must not fit any of these.
 */
const RESOURCE_IDS: Record<ResourceKind, RegExp> = {
  device: new RegExp(`^${UUID}$`),
  job: new RegExp(`^${UUID}$`),
  // A processing, or the item of a job.
  image: new RegExp(`^${UUID}(:\\d{1,9})?$`),
  preset: /^[a-z0-9]+(-[a-z0-9]+)*$/,
  setting: /^[a-z][a-zA-Z]*(\.[a-zA-Z_]+)+$/,
  log: new RegExp(`^${UUID}$`),
  user: new RegExp(`^${UUID}$`),
  session: new RegExp(`^${UUID}$`),
  key: new RegExp(`^${KEY_ID}$`),
};

/** A pseudonym: a person's random id, a key's, a device's, or the app itself. */
const ACTOR_REF = new RegExp(`^((user|device):${UUID}|key:${KEY_ID}|system)$`);
const SESSION = new RegExp(`^${UUID}$`);
/** Made here, never by a client; item requests carry the item's number. */
const REQUEST_ID = new RegExp(`^(${UUID}(:\\d{1,9})?)?$`);

/** Whether an id has the form of the kind of thing the action happens to. */
export function isResourceId(action: AuditAction, id: string): boolean {
  return RESOURCE_IDS[AUDIT_ACTIONS[action].resource].test(id);
}

/** `job:<id>` and so on; throws when the id is not of its kind's form. */
export function resourceRef(action: AuditAction, id: string): string {
  const kind = AUDIT_ACTIONS[action].resource;
  return `${kind}:${matching(RESOURCE_IDS[kind], id, `${kind} id`)}`;
}

export function actorRef(value: string): string {
  return matching(ACTOR_REF, value, 'actor');
}

export function sessionRef(value: string | null): string | null {
  return value === null ? null : matching(SESSION, value, 'session');
}

export function requestRef(value: string): string {
  return matching(REQUEST_ID, value, 'request id');
}

function matching(pattern: RegExp, value: string, what: string): string {
  // The value itself may be what must not be recorded, so it is not repeated here.
  if (!pattern.test(value)) throw new TypeError(`Not a form the audit log accepts as ${what}.`);
  return value;
}
