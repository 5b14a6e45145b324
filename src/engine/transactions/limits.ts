/** What DynamoDB promises of request tokens, and how many of them are kept. */

/** A token counts this long after its request has finished. [API reference: TransactWriteItems, ClientRequestToken] */
export const TOKEN_LIFE_MS = 10 * 60_000;
/** Tokens kept at most; the oldest are forgotten before their time. Our choice. */
export const MAX_TOKENS = 100_000;
