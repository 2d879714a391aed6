/** The error catalogue as oRPC knows it: every code with its HTTP status. */
import type { ErrorMap } from '@orpc/contract';
import { type } from '@orpc/contract';
import { ERRORS, type ErrorCode, type ErrorData } from '../errors.ts';

type CatalogueErrors = Record<ErrorCode, { status: number; data: ReturnType<typeof type<ErrorData>> }>;

/** oRPC only accepts statuses from 400 up; codes below are reasons for skipping and are never thrown. */
const LEAST_STATUS = 400;

export const ERROR_MAP = Object.fromEntries(
  Object.entries(ERRORS).map(([code, { status }]) => [
    code,
    { status: Math.max(status, LEAST_STATUS), data: type<ErrorData>() },
  ]),
) as CatalogueErrors satisfies ErrorMap;
