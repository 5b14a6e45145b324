/** What a stream's records may hold, in the console's words. */
import type { StreamViewType } from '../../model/table.ts';

export const STREAM_VIEWS: readonly { readonly value: StreamViewType; readonly label: string }[] = [
  { value: 'KEYS_ONLY', label: 'Key attributes only' },
  { value: 'NEW_IMAGE', label: 'New image' },
  { value: 'OLD_IMAGE', label: 'Old image' },
  { value: 'NEW_AND_OLD_IMAGES', label: 'New and old images' },
];
