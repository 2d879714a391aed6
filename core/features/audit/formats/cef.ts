/** Events in ArcSight's Common Event Format, one per line. */
import type { AuditEntry } from '../audit-entry.ts';
import { severityOf } from './severity.ts';

/** 0 to 10. */
const SEVERITIES = { info: 3, notice: 5, warning: 7 } as const;

export function cefLine(entry: AuditEntry, appVersion: string): string {
  const header = [
    'CEF:0',
    'Easel',
    'Easel',
    appVersion,
    entry.action,
    `${entry.action} ${entry.outcome}`,
    String(SEVERITIES[severityOf(entry)]),
  ].map(headerField);
  const extension = Object.entries(fieldsOf(entry))
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${extensionValue(String(value))}`);
  return `${header.join('|')}|${extension.join(' ')}\n`;
}

function fieldsOf(entry: AuditEntry): Readonly<Record<string, string | number | null>> {
  return {
    rt: entry.at,
    externalId: entry.seq,
    deviceExternalId: entry.logId,
    cat: entry.category,
    act: entry.action,
    outcome: entry.outcome,
    reason: entry.reason,
    suid: entry.actor,
    spriv: entry.role,
    ...custom(1, 'resource', entry.resource),
    ...custom(2, 'request', entry.requestId),
    ...custom(3, 'surface', entry.surface),
    ...custom(4, 'session', entry.session),
    ...custom(5, 'boot', entry.bootId),
  };
}

/** What the format has no name for goes into numbered fields that carry their name beside them. */
function custom(number: number, label: string, value: string | null) {
  return value === null ? {} : { [`cs${number}`]: value, [`cs${number}Label`]: label };
}

/** A header cannot hold a line break; Easel writes none there. */
function headerField(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ').replaceAll(/[\\|]/g, '\\$&');
}

function extensionValue(text: string): string {
  return text.replaceAll(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
