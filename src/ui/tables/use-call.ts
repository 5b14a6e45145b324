/** One API call at a time from a form: running, refused with DynamoDB's words, or answered. */
import { useCallback, useState } from 'react';
import type { JsonObject } from '../../base/json.ts';
import type { ExecuteReply, HostApi } from '../../host/api.ts';

/** One call before it is made. */
export interface PlannedCall {
  readonly operation: string;
  readonly input: JsonObject;
}

export interface CallFailure {
  /** DynamoDB's short code, or what the page itself says about a failing host. */
  readonly code: string;
  readonly message: string;
}

export type CallResult =
  | { readonly ok: true; readonly output: JsonObject; readonly reply: ExecuteReply }
  | { readonly ok: false; readonly failure: CallFailure };

export type CallHost = Pick<HostApi, 'execute'>;

/** Never throws: a host that fails is a result too. */
export async function makeCall(host: CallHost, call: PlannedCall): Promise<CallResult> {
  let reply: ExecuteReply;
  try {
    reply = await host.execute({ operation: call.operation, body: JSON.stringify(call.input) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { code: 'No answer', message: `The engine did not answer: ${message}` } };
  }
  if (reply.errorCode !== undefined) {
    return { ok: false, failure: { code: reply.errorCode, message: reply.errorMessage ?? '' } };
  }
  return { ok: true, output: JSON.parse(reply.body) as JsonObject, reply };
}

export interface CallState {
  readonly isRunning: boolean;
  readonly failure: CallFailure | undefined;
  readonly run: (call: PlannedCall) => Promise<CallResult>;
  readonly forget: () => void;
}

export function useCall(host: CallHost, onRan?: (reply: ExecuteReply) => void): CallState {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<CallFailure>();
  const run = useCallback(
    async (call: PlannedCall): Promise<CallResult> => {
      setRunning(true);
      setFailure(undefined);
      const result = await makeCall(host, call);
      setRunning(false);
      if (result.ok) onRan?.(result.reply);
      else setFailure(result.failure);
      return result;
    },
    [host, onRan],
  );
  const forget = useCallback(() => setFailure(undefined), []);
  return { isRunning, failure, run, forget };
}
