/** Shapes that the stream operations share. */
import { string } from '../shape.ts';

export const streamArn = string({ minLength: 37, maxLength: 1024 });
export const shardId = string({ minLength: 28, maxLength: 65 });
export const sequenceNumber = string({ minLength: 21, maxLength: 40 });
export const shardIterator = string({ minLength: 1, maxLength: 2048 });
