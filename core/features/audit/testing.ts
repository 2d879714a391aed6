/** An audit context and events for tests, with a clock that moves one second per reading. */
import { randomBytes } from 'node:crypto';
import { createIds } from '../../ids.ts';
import type { AuditContext, AuditEvent } from './audit.service.ts';

export const TEST_IDS = createIds({ now: Date.now, randomBytes });

const START_MS = 1_790_000_000_000;

export function testAuditContext(logId: string = TEST_IDS.next()): AuditContext {
  let readings = 0;
  return {
    logId,
    bootId: TEST_IDS.next(),
    now: () => START_MS + readings++ * 1000,
    mono: () => readings * 1000,
    ids: TEST_IDS,
    randomBytes,
    onAppended: async () => undefined,
  };
}

export function testEvent(overrides: Partial<AuditEvent> = {}): AuditEvent {
  return {
    action: 'image.processed',
    outcome: 'success',
    actor: { ref: `device:${TEST_IDS.next()}`, role: 'ANONYMOUS', session: null },
    surface: 'cli',
    resourceId: TEST_IDS.next(),
    requestId: `${TEST_IDS.next()}:3`,
    reason: null,
    detail: null,
    ...overrides,
  };
}
