/** The page's one store: what the user chose and what the host sent. Computing lives in plain functions elsewhere. */
import { create } from 'zustand';
import { createConsoleSlice, type ConsoleSlice } from './console-slice.ts';
import { createRunSlice, type RunSlice } from './run-slice.ts';
import { createViewSlice, type ViewSlice } from './view-slice.ts';

export type AppState = RunSlice & ViewSlice & ConsoleSlice;

export const useApp = create<AppState>()((set, get) => ({
  ...createRunSlice(set, get),
  ...createViewSlice(set, get),
  ...createConsoleSlice(set, get),
}));
