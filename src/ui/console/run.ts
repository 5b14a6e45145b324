/** Runs what the console holds: statement after statement, each when the one before it has been answered. */
import { withHost } from '../state/actions.ts';
import type { Call } from '../state/console-slice.ts';
import { useApp } from '../state/store.ts';
import { placeText, prepareWanted, type Wanted } from './statements.ts';
import { summaryOf } from './summary.ts';

/** Sends the statements wanted, unless one of them cannot be read: then none is. */
export async function run(wanted: Wanted): Promise<void> {
  const { language, texts, finishRun } = useApp.getState();
  const text = texts[language];
  const prepared = prepareWanted(language, text, wanted);
  const problems = prepared.flatMap((one) =>
    one.kind === 'problem' ? [`${capitalized(placeText(text, one.span.offset))}: ${one.message}`] : [],
  );
  const calls = prepared.flatMap((one) => (one.kind === 'call' ? [one.call] : []));
  if (problems.length > 0 || calls.length === 0) {
    useApp.setState({ outcomes: [], shown: 0 });
    finishRun(problems.length > 0 ? problems : ['There is no statement here to run.']);
    return;
  }
  await send(calls);
}

/** Sends one call again, as it is. */
export async function replay(call: Call): Promise<void> {
  await send([call]);
}

async function send(calls: readonly Call[]): Promise<void> {
  const { running, startRun, addOutcome, finishRun } = useApp.getState();
  if (running) return;
  startRun();
  for (const call of calls) {
    const { operation, body } = call;
    const reply = await withHost(`${operation} was not answered`, (host) =>
      host.execute({ operation, body }),
    );
    if (reply === undefined) break;
    addOutcome(call, reply, summaryOf({ call, reply }));
    // What follows a refused statement may have counted on it.
    if (reply.errorCode !== undefined) break;
  }
  finishRun([]);
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
