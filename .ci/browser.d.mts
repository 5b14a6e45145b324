/** Path of a Chromium that is there, or undefined. */
export function chromiumPath(): string | undefined;
