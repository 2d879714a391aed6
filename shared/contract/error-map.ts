/** The error catalogue as oRPC knows it: every code with its HTTP status. */
import { type Schema, type } from '@orpc/contract';
import { ERRORS, type ErrorCode, type ErrorData } from '../errors.ts';

interface CatalogueEntry {
  readonly status: number;
  readonly data: Schema<ErrorData, ErrorData>;
}

/** An interface, so that compilers name it instead of repeating it for every leaf. */
export interface CatalogueErrors extends Record<ErrorCode, CatalogueEntry> {}

/** oRPC only accepts statuses from 400 up; codes below are reasons for skipping and are never thrown. */
const LEAST_STATUS = 400;

// Made of the catalogue itself, so it has all of its codes.
export const ERROR_MAP = Object.fromEntries(
  Object.entries(ERRORS).map(([code, { status }]) => [
    code,
    { status: Math.max(status, LEAST_STATUS), data: type<ErrorData>() },
  ]),
) as unknown as CatalogueErrors;
