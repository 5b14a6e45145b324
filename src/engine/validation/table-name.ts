/** The rules for a table's name where its ARN may stand instead. */

const NAME = /^[a-zA-Z0-9_.-]{1,255}$/;
const ARN = /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]*:\d*:table\/[a-zA-Z0-9_.-]{1,255}$/;

/** Only creating a table insists on three characters: a shorter name elsewhere is simply not found. */
export function isTableNameOrArn(text: string): boolean {
  return NAME.test(text) || isTableArn(text);
}

export function isTableArn(text: string): boolean {
  return text.startsWith('arn:') && ARN.test(text);
}

/** As the key of a map of tables, a name has its three characters. */
export function isTableKey(text: string): boolean {
  return text.length >= 3 && isTableNameOrArn(text);
}
