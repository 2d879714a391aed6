/** Exports what the filters find, piece by piece, and can be stopped. */
import { useEffect, useRef, useState } from 'react';
import type { HistoryFilterInput } from '../../../../shared/contract/history.ts';
import { client } from '../../api/client.ts';
import { saveFile } from '../../browser/save-file.ts';
import { currentFormat } from '../../format/use-format.ts';
import { showError, showNote } from '../../ui/notify.tsx';
import { historyText } from './history.texts.ts';

export interface CsvExport {
  /** Lines read so far; null while nothing is being exported. */
  readonly lines: number | null;
  readonly start: () => void;
  readonly stop: () => void;
}

export function useCsvExport(filter: HistoryFilterInput): CsvExport {
  const [lines, setLines] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setLines(0);
    try {
      const pieces = await readPieces(filter, { signal: controller.signal, onLines: setLines });
      const total = countLines(pieces) - 1;
      saveFile(fileName(), pieces, 'text/csv');
      showNote(historyText('exported', { count: total, lines: currentFormat().count(total) }));
    } catch (error) {
      if (!controller.signal.aborted) showError(error);
    } finally {
      setLines(null);
    }
  };
  return { lines, start: () => void start(), stop: () => running.current?.abort() };
}

interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onLines: (lines: number) => void;
}

async function readPieces(filter: HistoryFilterInput, { signal, onLines }: ReadOptions): Promise<string[]> {
  const pieces: string[] = [];
  let lines = -1;
  for await (const piece of await client.history.exportCsv(filter, { signal })) {
    signal.throwIfAborted();
    pieces.push(piece);
    lines += countLines([piece]);
    onLines(Math.max(0, lines));
  }
  // A stream that was called off may simply end.
  signal.throwIfAborted();
  return pieces;
}

/** Line breaks inside quotes are rare enough in file names to be counted as lines. */
function countLines(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + piece.split('\n').length - 1, 0);
}

function fileName(): string {
  return `easel-history-${new Date().toISOString().slice(0, 10)}.csv`;
}
