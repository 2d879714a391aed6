/** Events in the Open Cybersecurity Schema Framework, one JSON object per line. */
import type { AuditEntry } from '../audit-entry.ts';
import { severityOf } from './severity.ts';

const SCHEMA_VERSION = '1.4.0';
const SEVERITIES = { info: 1, notice: 2, warning: 3 } as const;

/** The classes used, and their categories. */
const CLASSES = {
  3001: { name: 'Account Change', category: 3 },
  3002: { name: 'Authentication', category: 3 },
  3004: { name: 'Entity Management', category: 3 },
  6002: { name: 'Application Lifecycle', category: 6 },
  6003: { name: 'API Activity', category: 6 },
} as const;
type ClassUid = keyof typeof CLASSES;

/** The schema names the activity then as the event itself does. */
const OTHER = 99;

/** Anything else is API activity of its own kind. */
const ACTIVITIES = new Map<string, readonly [class_uid: ClassUid, activity_id: number]>(
  Object.entries({
    'app.started': [6002, 3],
    'app.stopped': [6002, 4],
    'login.succeeded': [3002, 1],
    'login.failed': [3002, 1],
    'session.revoked': [3002, 2],
    'session.refreshed': [3002, OTHER],
    'account.registered': [3001, 1],
    'account.enabled': [3001, 2],
    'password.changed': [3001, 3],
    'recovery.used': [3001, 4],
    'account.disabled': [3001, 5],
    'account.deleted': [3001, 6],
    'account.unlocked': [3001, OTHER],
    'recovery.created': [3001, OTHER],
    'role.changed': [3001, OTHER],
    'preset.created': [3004, 1],
    'preset.imported': [3004, 1],
    'preset.updated': [3004, 3],
    'preset.deleted': [3004, 4],
    'settings.changed': [3004, 3],
    'preferences.changed': [3004, 3],
    'key.created': [3004, 1],
    'key.rotated': [3004, 3],
    'key.revoked': [3004, 4],
    'image.processed': [6003, 1],
    'image.failed': [6003, 1],
    'preview.made': [6003, 1],
    'job.started': [6003, 1],
    'audit.pruned': [6003, 4],
    'audit.erased': [6003, 4],
  }),
);

export function ocsfLine(entry: AuditEntry, appVersion: string): string {
  return `${JSON.stringify(ocsfEvent(entry, appVersion))}\n`;
}

function ocsfEvent(entry: AuditEntry, appVersion: string) {
  const [classUid, activityId] = ACTIVITIES.get(entry.action) ?? [6003, isReading(entry.action) ? 2 : OTHER];
  const { name, category } = CLASSES[classUid];
  const succeeded = entry.outcome === 'success';
  return {
    class_uid: classUid,
    class_name: name,
    category_uid: category,
    activity_id: activityId,
    activity_name: entry.action,
    type_uid: classUid * 100 + activityId,
    time: entry.at,
    severity_id: SEVERITIES[severityOf(entry)],
    status_id: succeeded ? 1 : 2,
    status: succeeded ? 'Success' : 'Failure',
    status_detail: entry.outcome,
    ...(entry.reason === null ? {} : { status_code: entry.reason }),
    message: `${entry.action} ${entry.outcome}`,
    metadata: {
      version: SCHEMA_VERSION,
      product: { name: 'Easel', vendor_name: 'Easel', version: appVersion },
      uid: `${entry.logId}:${entry.seq}`,
      event_code: entry.action,
      log_name: entry.logId,
      sequence: entry.seq,
      ...(entry.requestId === '' ? {} : { correlation_uid: entry.requestId }),
    },
    actor: {
      user: { uid: entry.actor, type: entry.role, type_id: userType(entry) },
      ...(entry.session === null ? {} : { session: { uid: entry.session } }),
    },
    ...detailsOfClass(classUid, entry, appVersion),
    unmapped: {
      category: entry.category,
      resource: entry.resource,
      surface: entry.surface,
      boot_id: entry.bootId,
      mono: entry.mono,
    },
  };
}

/** What each class requires beyond what all have. */
function detailsOfClass(classUid: ClassUid, entry: AuditEntry, appVersion: string) {
  const source = { uid: entry.logId, svc_name: entry.surface };
  const [type = '', uid = ''] = splitOnce(entry.resource);
  switch (classUid) {
    case 3001:
      return { user: { uid: entry.resource }, src_endpoint: source };
    case 3002:
      return { user: { uid: entry.resource }, service: { name: 'Easel' }, src_endpoint: source };
    case 3004:
      return { entity: { type, uid } };
    case 6002:
      return { app: { name: 'Easel', vendor_name: 'Easel', version: appVersion } };
    case 6003:
      return {
        api: {
          operation: entry.action,
          ...(entry.requestId === '' ? {} : { request: { uid: entry.requestId } }),
        },
        resources: [{ type, uid }],
        src_endpoint: source,
      };
  }
}

/** 0 unknown, 1 user, 2 admin, 3 system, 4 service. */
function userType({ actor, role }: AuditEntry): number {
  if (role === 'ADMIN') return 2;
  if (role === 'SYSTEM') return 3;
  if (actor.startsWith('key:')) return 4;
  return actor.startsWith('user:') ? 1 : 0;
}

function isReading(action: string): boolean {
  return /\.(read|exported|verified)$/.test(action);
}

/** `job:<id>` as kind and id. */
function splitOnce(resource: string): readonly [kind: string, id: string] {
  const at = resource.indexOf(':');
  return at === -1 ? ['', resource] : [resource.slice(0, at), resource.slice(at + 1)];
}
