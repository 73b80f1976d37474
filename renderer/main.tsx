import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { must } from '../shared/assert.ts';
import { App, windowNames } from './app.tsx';
import { startClock } from './store/clock.ts';
import type { Language } from './store/texts.ts';
import { languages, loadTexts } from './store/texts.ts';
import type { Ui } from './store/ui.ts';
import { createUiStore, densities, themes } from './store/ui.ts';
import { Api } from './sync/api.ts';
import { findDesktop, sessionPlace } from './sync/desktop.ts';
import { SessionKeeper } from './sync/session.ts';

const place = 'baton.look';

/** How this screen looked last; what is not understood is left out. */
function lastLook(): Partial<Ui> & { language?: Language } {
  try {
    const { theme, density, language } = JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, unknown>;
    return {
      ...(themes.find((one) => one === theme) ? { theme: theme as Ui['theme'] } : matchMedia('(prefers-color-scheme: dark)').matches ? { theme: 'dark' } : {}),
      ...(densities.find((one) => one === density) ? { density: density as Ui['density'] } : {}),
      ...(languages.find((one) => one === language) ? { language: language as Language } : {}),
    };
  } catch {
    return {};
  }
}

async function start(): Promise<void> {
  const { language = navigator.language.startsWith('de') ? 'de' : 'en', ...look } = lastLook();
  const asked = new URLSearchParams(location.search);
  const desktop = findDesktop((window as { batonDesktop?: unknown }).batonDesktop);
  const [texts, storage] = await Promise.all([
    loadTexts(languages.find((one) => one === asked.get('language')) ?? language),
    sessionPlace(desktop, sessionStorage),
  ]);
  const windowName = windowNames.find((one) => one === asked.get('window')) ?? 'main';
  const ui = createUiStore({ ...look, ...(windowName === 'wall' ? { screen: 'wall' } : {}) });
  const root = document.documentElement;
  root.lang = texts.locale;
  root.dir = texts.direction;
  const paint = ({ theme, density }: Ui): void => {
    root.dataset['theme'] = theme;
    root.dataset['density'] = density;
    localStorage.setItem(place, JSON.stringify({ theme, density, language }));
  };
  paint(ui.getState());
  ui.subscribe(paint);
  const keeper = new SessionKeeper(storage);
  const api = new Api({ url: '', token: keeper.token });
  const clock = startClock();
  createRoot(must(document.querySelector('#root'), 'the page has its root')).render(
    <App url={location.origin} api={api} keeper={keeper} ui={ui} texts={texts} clock={clock} desktop={desktop} windowName={windowName} />,
  );
}

await start();
