/** A button that opens a menu. Until the menu has been loaded it is only the button, which remembers being pressed. */
import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import { useLate } from './first-screen.ts';
import type { MenuItems, MenuProps } from './menu.tsx';

export interface MenuButtonProps extends Omit<MenuProps, 'items' | 'opens'> {
  /** Undefined while they are still being loaded. */
  readonly items: MenuItems | undefined;
  /** The menu is wanted before its turn: what `items` need should be loaded now. */
  readonly onHurry?: () => void;
}

const loadMenu = async () => (await import('./menu.tsx')).Menu;

export function MenuButton({ ariaLabel, items, onChoose, onHurry, children }: MenuButtonProps) {
  const { value: Menu, hurry } = useLate(loadMenu);
  const [pressed, setPressed] = useState(false);
  // What has the focus is not taken away.
  const [focused, setFocused] = useState(false);
  if (Menu !== undefined && items !== undefined && (pressed || !focused)) {
    return (
      <Menu ariaLabel={ariaLabel} items={items} onChoose={onChoose} opens={pressed}>
        {children}
      </Menu>
    );
  }
  return (
    <span onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}>
      <Button
        ariaLabel={ariaLabel}
        iconAlign="right"
        iconName="caret-down-filled"
        onClick={() => {
          setPressed(true);
          hurry();
          onHurry?.();
        }}
        nativeButtonAttributes={{ 'aria-haspopup': true }}
      >
        {children}
      </Button>
    </span>
  );
}
