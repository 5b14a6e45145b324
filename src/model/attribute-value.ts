/** DynamoDB's attribute values in their wire form ("DynamoDB JSON"): exactly one member is present. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: AttributeMap };

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** An item, a key or the value of a map. `B` and `BS` members are base64 text, as on the wire. */
export interface AttributeMap {
  readonly [name: string]: AttributeValue;
}

/** The three types that a key attribute may have. */
export type KeyAttributeType = 'S' | 'N' | 'B';
