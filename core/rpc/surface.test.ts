/** The surface of Easel, pinned: nothing appears, moves or opens up unnoticed. */
import { oc } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import { assertComplete, leavesOf } from './complete.ts';

describe('the contract', () => {
  it('has exactly these leaves, each with who, what it uses up, what is recorded and where', () => {
    const lines = leavesOf(contract).map(
      ({ path, meta: { access, meter, audit, surface } }) =>
        `${path}: ${access}, ${meter}, ${audit.action} by ${audit.success}, ${surface.join(' ')}`,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "desktop.chooseFiles: anyone, none, desktop.used by call, ipc",
        "desktop.chooseFolders: anyone, none, desktop.used by call, ipc",
        "desktop.chooseOutputFolder: anyone, none, desktop.used by call, ipc",
        "desktop.dragOut: anyone, none, desktop.used by call, ipc",
        "desktop.events: anyone, none, desktop.used by call, ipc",
        "desktop.openFolder: anyone, none, desktop.used by call, ipc",
        "desktop.reveal: anyone, none, desktop.used by call, ipc",
        "history.count: anyone, none, history.read by call, ipc loopback cli",
        "history.exportCsv: anyone, none, history.exported by call, ipc loopback cli",
        "history.facets: anyone, none, history.read by call, ipc loopback cli",
        "history.get: anyone, none, history.read by call, ipc loopback cli",
        "history.list: anyone, none, history.read by call, ipc loopback cli",
        "images.check: anyone, none, image.read by call, ipc loopback cli",
        "images.inspect: anyone, none, image.read by call, ipc loopback cli",
        "jobs.cancel: anyone, none, job.steered by call, ipc loopback cli",
        "jobs.discard: anyone, none, job.steered by call, ipc loopback cli",
        "jobs.list: anyone, none, job.read by call, ipc loopback cli",
        "jobs.pause: anyone, none, job.steered by call, ipc loopback cli",
        "jobs.plan: anyone, none, job.read by call, ipc loopback cli",
        "jobs.resume: anyone, IMAGE_PROCESS, job.started by service, ipc loopback cli",
        "jobs.retryFailed: anyone, IMAGE_PROCESS, job.started by service, ipc loopback cli",
        "jobs.start: anyone, IMAGE_PROCESS, job.started by service, ipc loopback cli",
        "jobs.undo: anyone, none, job.undone by service, ipc loopback cli",
        "jobs.unpause: anyone, none, job.steered by call, ipc loopback cli",
        "jobs.watch: anyone, none, job.read by call, ipc loopback cli",
        "preferences.get: anyone, none, preferences.read by call, ipc loopback",
        "preferences.update: anyone, none, preferences.changed by call, ipc loopback",
        "presets.create: anyone, none, preset.created by call, ipc loopback cli",
        "presets.delete: anyone, none, preset.deleted by call, ipc loopback cli",
        "presets.duplicate: anyone, none, preset.created by call, ipc loopback cli",
        "presets.edit: anyone, none, preset.updated by call, ipc loopback cli",
        "presets.exportFile: anyone, none, preset.read by call, ipc loopback cli",
        "presets.get: anyone, none, preset.read by call, ipc loopback cli",
        "presets.importFile: anyone, none, preset.imported by call, ipc loopback cli",
        "presets.list: anyone, none, preset.read by call, ipc loopback cli",
        "presets.restore: anyone, none, preset.created by call, ipc loopback cli",
        "previews.estimate: anyone, none, preview.made by call, ipc loopback",
        "previews.render: anyone, none, preview.made by call, ipc loopback",
        "quotas.status: anyone, none, quota.read by call, ipc loopback cli api",
        "quotas.watch: anyone, none, quota.read by call, ipc loopback cli api",
        "settings.list: anyone, none, settings.read by call, ipc loopback cli",
        "settings.reset: anyone, none, settings.changed by service, ipc loopback cli",
        "settings.set: anyone, none, settings.changed by service, ipc loopback cli",
        "sources.browse: anyone, none, source.read by call, ipc loopback",
        "sources.facts: anyone, none, source.read by call, ipc loopback cli",
        "sources.scan: anyone, none, source.read by call, ipc loopback cli",
        "system.doctor: anyone, none, system.read by call, ipc loopback cli",
        "system.info: anyone, none, system.read by call, ipc loopback",
      ]
    `);
  });

  it('refuses to start with a leaf that says none of it', () => {
    const silent = oc.input(z.string());
    expect(() => assertComplete({ jobs: contract.jobs, silent })).toThrow(/^silent does not say/);
  });
});
