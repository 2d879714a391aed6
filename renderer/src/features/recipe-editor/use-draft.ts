/**
 * A value while somebody edits it: it may be wrong for a moment, and is handed on whenever it is right. A new value
 * from outside replaces the draft; what the draft itself handed on does not come back to it.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Checked, FieldIssue } from './model/issues.ts';

export interface Draft<Value> {
  readonly draft: Value;
  readonly issues: readonly FieldIssue[];
  readonly change: (draft: Value) => void;
}

export interface DraftOptions<Value> {
  readonly check: (draft: Value) => Checked<Value>;
  readonly onChange: (value: Value) => void;
  readonly onValidity?: ((valid: boolean) => void) | undefined;
}

export function useDraft<Value>(
  value: Value,
  { check, onChange, onValidity }: DraftOptions<Value>,
): Draft<Value> {
  const [draft, setDraft] = useState(value);
  const known = useRef(value);
  if (known.current !== value) {
    known.current = value;
    setDraft(value);
  }
  const checked = useMemo(() => check(draft), [check, draft]);
  const valid = checked.ok;
  useEffect(() => onValidity?.(valid), [valid, onValidity]);

  return {
    draft,
    issues: checked.ok ? [] : checked.issues,
    change: (next) => {
      setDraft(next);
      const result = check(next);
      if (!result.ok) return;
      known.current = result.value;
      onChange(result.value);
    },
  };
}
