/** A menu behind a button, as Cloudscape draws it; loaded by `menu-button.tsx`. */
import { useEffect, useRef, type ReactNode } from 'react';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';

export type MenuItems = readonly ButtonDropdownProps.ItemOrGroup[];

export interface MenuProps {
  readonly ariaLabel: string;
  readonly items: MenuItems;
  onChoose(id: string): void;
  readonly children: ReactNode;
  /** The button that this one replaces was pressed: open at once. */
  readonly opens: boolean;
}

export function Menu({ ariaLabel, items, onChoose, children, opens }: MenuProps) {
  const root = useRef<HTMLSpanElement>(null);
  const opensAtOnce = useRef(opens);
  useEffect(() => {
    if (!opensAtOnce.current) return;
    opensAtOnce.current = false;
    const button = root.current?.querySelector('button');
    button?.focus();
    button?.click();
  }, []);
  return (
    <span ref={root}>
      <ButtonDropdown ariaLabel={ariaLabel} items={items} onItemClick={({ detail }) => onChoose(detail.id)}>
        {children}
      </ButtonDropdown>
    </span>
  );
}
