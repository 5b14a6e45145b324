/** Response bodies put together from JSON texts that are there already. */

const PLAIN = /^[\w.-]*$/;

/** `{"a":…,"b":…}` of the members that are there; `json` is JSON text. */
export function jsonBody(members: readonly (readonly [name: string, json: string | undefined])[]): string {
  let body = '';
  for (const [name, json] of members) {
    if (json !== undefined)
      body += `${body === '' ? '' : ','}${PLAIN.test(name) ? `"${name}"` : JSON.stringify(name)}:${json}`;
  }
  return `{${body}}`;
}
