/** The page's entry: the look, the connection to the engine, and the frame. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { listenForShortcuts } from './app/shortcuts.ts';
import { applyTheme, followSystem } from './app/theme.ts';
import { begin, listenForLinks } from './scenarios/begin.ts';
import { offerDeveloperTools } from './sdk/developer-tools.ts';
import { workerConnector } from './state/connect-worker.ts';
import { keepTexts } from './state/console-texts.ts';
import { runSession } from './state/session.ts';
import { useApp } from './state/store.ts';
import './tokens/tokens.css';

const chosenTheme = () => useApp.getState().theme;

followSystem(chosenTheme);
applyTheme(chosenTheme());
useApp.subscribe((state, previous) => {
  if (state.theme !== previous.theme) applyTheme(state.theme);
});
keepTexts();
listenForShortcuts();
listenForLinks();
offerDeveloperTools();
void runSession({ connect: workerConnector(), begin: (_host, hello) => begin(hello) });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
