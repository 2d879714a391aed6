/** This installation: what it is, what its host can do, and whether it is well. */
import { type } from '@orpc/contract';
import type { EngineResult, EngineVersions } from '../engine.ts';
import { action, ON_THIS_COMPUTER, type Surface, WITH_INTERFACE } from './action.ts';

export interface SystemInfo {
  readonly version: string;
  readonly platform: string;
  readonly surface: Surface;
  readonly installId: string;
  readonly dataFolder: string;
  /** A folder for results that always works. */
  readonly suggestedOutputFolder: string;
  /** Folders files may come from and go to; null: anywhere. */
  readonly roots: readonly string[] | null;
  /** Native dialogs, reveal in folder and opening files exist. */
  readonly desktop: boolean;
}

export interface Finding {
  readonly name: string;
  readonly value: string;
  readonly ok: boolean;
}

export interface HealthReport {
  readonly healthy: boolean;
  readonly versions: Readonly<Record<string, string | number>> & EngineVersions;
  readonly dataFolder: string;
  readonly installation: string;
  readonly database: readonly Finding[];
  readonly engine: { readonly slots: number; readonly tests: EngineResult<'selfTest'>['tests'] };
}

const read = {
  access: 'anyone',
  meter: 'none',
  audit: { action: 'system.read', success: 'call' },
} as const;

export const system = {
  info: action({ ...read, surface: WITH_INTERFACE }).output(type<SystemInfo>()),
  doctor: action({ ...read, surface: ON_THIS_COMPUTER }).output(type<HealthReport>()),
};
