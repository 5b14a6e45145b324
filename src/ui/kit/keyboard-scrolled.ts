/** For a region that scrolls and holds nothing to focus: it takes the focus itself, so that the keyboard can scroll it. */
export const KEYBOARD_SCROLLED = { tabIndex: 0 } as const;
