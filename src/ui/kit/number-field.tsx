/** A small number field: what is typed counts when it is finished (Enter or leaving), within its bounds. */
import { useState } from 'react';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  onCommit(value: number): void;
}

export function NumberField({ label, value, min, max, onCommit }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const commit = (): void => {
    if (draft === undefined) return;
    setDraft(undefined);
    const typed = Number(draft);
    if (draft.trim() === '' || !Number.isFinite(typed)) return;
    const bounded = Math.min(max, Math.max(min, typed));
    if (bounded !== value) onCommit(bounded);
  };
  return (
    <input
      className="hr-field hr-number"
      type="number"
      inputMode="decimal"
      step="any"
      aria-label={label}
      value={draft ?? String(value)}
      min={min}
      max={max}
      style={{ width: '84px' }}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
