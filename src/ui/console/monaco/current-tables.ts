/** The live names at this moment, read by the editor's providers when they are asked. */
import type { JsonValue } from '../../../base/json.ts';
import { useApp } from '../../state/store.ts';
import { itemsOf } from '../items.ts';
import { liveTables, type LiveTable } from '../live-names.ts';

/** Items of an answer that are looked at for attribute names. */
const LOOKED_AT = 20;

export function currentTables(): readonly LiveTable[] {
  const { frame, outcomes, shown } = useApp.getState();
  const outcome = outcomes[shown];
  const seen = new Set<string>();
  if (outcome !== undefined && outcome.reply.errorCode === undefined) {
    const response: JsonValue = JSON.parse(outcome.reply.body);
    for (const item of (itemsOf(outcome.call.operation, response) ?? []).slice(0, LOOKED_AT)) {
      for (const name of Object.keys(item)) seen.add(name);
    }
  }
  return liveTables(frame, seen);
}
