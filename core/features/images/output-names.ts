/** Gives every output of a job its own path, the same one on every run over the same files. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import {
  fillNameTemplate,
  type NameTemplate,
  type NameValues,
  nameKey,
  parseNameTemplate,
  safeFileName,
} from '../../../shared/naming/name-template.ts';
import { fileExtension } from '../../../shared/recipe/output-format.ts';
import type { OutputFormat } from '../../../shared/recipe/recipe.ts';
import { describeInput, type InputFile } from '../../files/collect-inputs.ts';
import type { JobOutput, JobRequest } from './job-request.ts';
import type { OutputFolder } from './output-folder.ts';

/** What a name may be made of, beyond the job itself. */
export interface NameFacts {
  readonly index: number;
  readonly format: OutputFormat;
  readonly width: number;
  readonly height: number;
  /** Hex SHA-256 of the source. */
  readonly sourceSha256: string;
  /** ISO date, `YYYY-MM-DD`: when the photo was taken, else when the file was last changed. */
  readonly takenOn: string;
}

/** Digits of `{counter}`. */
const COUNTER_DIGITS = 4;
/** Characters of `{hash}`: source and recipe together. */
const HASH_CHARACTERS = 8;

export interface OutputNames {
  /** First choice, then its numbered alternatives: `photo`, `photo-2`, `photo-3` … */
  readonly candidates: (input: InputFile, output: JobOutput, facts: NameFacts) => AsyncGenerator<string>;
  /** Takes a path for one output of one item; false when another item or output has it. */
  readonly claim: (path: string, index: number) => boolean;
  readonly release: (path: string) => void;
  readonly template: NameTemplate;
}

export function createOutputNames(request: JobRequest, folder: OutputFolder): OutputNames {
  const template = parseNameTemplate(request.template);
  /** Which item holds a name, by its key on the least capable file system. */
  const holders = new Map<string, number>();

  async function* candidates(input: InputFile, output: JobOutput, facts: NameFacts): AsyncGenerator<string> {
    const { name, dir } = describeInput(input);
    const values: NameValues = {
      name,
      dir,
      preset: output.presetId,
      variant: output.variant,
      width: String(facts.width),
      height: String(facts.height),
      format: facts.format,
      date: request.date,
      time: request.time,
      counter: String(facts.index + 1).padStart(COUNTER_DIGITS, '0'),
      hash: hash('sha256', facts.sourceSha256 + output.recipeHash).slice(0, HASH_CHARACTERS),
      'exif.date': facts.takenOn,
    };
    const tree = request.keepTree && !template.tokens.has('dir') ? safeFolders(input.relativeDir) : '';
    let stem = tree + fillNameTemplate(template, values);
    if (output.variant !== '' && !template.tokens.has('variant')) stem += `-${output.variant}`;
    const ending = `.${fileExtension(facts.format)}`;

    const first = await folder.resolveInside(join('.', stem + ending));
    yield first;
    if (holders.get(nameKey(first)) === facts.index && !template.tokens.has('preset')) {
      // Two presets of one picture met: the preset says more than a number would.
      stem += `-${output.presetId}`;
      yield folder.resolveInside(join('.', stem + ending));
    }
    for (let number = 2; ; number += 1) yield folder.resolveInside(join('.', `${stem}-${number}${ending}`));
  }

  return {
    candidates,
    template,
    claim: (path, index) => {
      const key = nameKey(path);
      if (holders.has(key)) return false;
      holders.set(key, index);
      return true;
    },
    release: (path) => holders.delete(nameKey(path)),
  };
}

function safeFolders(relativeDir: string): string {
  return relativeDir
    .split('/')
    .filter(Boolean)
    .map((folder) => `${safeFileName(folder)}/`)
    .join('');
}
