/** An error: DynamoDB's own words, then what they mean and what to try. */
import type { ExecuteReply } from '../../host/api.ts';
import { adviceFor, throttleArithmetic } from './error-advice.ts';

export function ErrorView({ reply }: { readonly reply: ExecuteReply }) {
  const { errorCode = '', errorMessage = '', throttle, status } = reply;
  const advice = adviceFor(errorCode, throttle);
  return (
    <div className="hr-error" role="alert">
      <h2>
        {errorCode} <small>HTTP {status}</small>
      </h2>
      <p className="hr-error-words">{errorMessage}</p>
      {throttle !== undefined && (
        <p>
          <code>{throttle.reason}</code>
          <br />
          {throttleArithmetic(throttle)}
        </p>
      )}
      {advice !== undefined && (
        <dl>
          <div>
            <dt>It means</dt>
            <dd>{advice.means}</dd>
          </div>
          <div>
            <dt>Try</dt>
            <dd>{advice.tries}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}
