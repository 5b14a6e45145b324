/** Fields for a table's tags. */
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';
import type { TableForm } from './table-form.ts';

export interface TagFieldsProps {
  readonly tags: TableForm['tags'];
  readonly onChange: (tags: TableForm['tags']) => void;
}

export function TagFields({ tags, onChange }: TagFieldsProps): ReactNode {
  const nextId = tags.reduce((highest, tag) => Math.max(highest, tag.id), 0) + 1;
  return (
    <div className="tables-stack">
      {tags.map((tag, place) => (
        <div key={tag.id} className="tables-row">
          <div className="tables-grow">
            <Input
              ariaLabel="Tag key"
              placeholder="Key"
              value={tag.key}
              onChange={({ detail }) => onChange(tags.with(place, { ...tag, key: detail.value }))}
            />
          </div>
          <div className="tables-grow">
            <Input
              ariaLabel={`Value of the tag ${tag.key}`}
              placeholder="Value"
              value={tag.value}
              onChange={({ detail }) => onChange(tags.with(place, { ...tag, value: detail.value }))}
            />
          </div>
          <Button
            variant="icon"
            iconName="close"
            ariaLabel={`Remove the tag ${tag.key}`}
            onClick={() => onChange(tags.toSpliced(place, 1))}
          />
        </div>
      ))}
      <Button
        variant="inline-link"
        iconName="add-plus"
        onClick={() => onChange([...tags, { id: nextId, key: '', value: '' }])}
      >
        Add tag
      </Button>
    </div>
  );
}
