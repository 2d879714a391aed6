/** Commands that work on every page; draws nothing. */
import { useLocation } from 'wouter';
import { useKeyboard } from '../commands/keyboard.ts';
import { useCommand } from '../commands/registry.ts';
import { usePreferences } from '../preferences/use-preferences.ts';
import { freshAddress } from './pages.ts';

export function AppCommands() {
  const [, navigate] = useLocation();
  const { update } = usePreferences();
  useKeyboard();
  useCommand('go.workbench', () => navigate(freshAddress('/')));
  useCommand('go.presets', () => navigate(freshAddress('/presets')));
  useCommand('go.history', () => navigate(freshAddress('/history')));
  useCommand('go.settings', () => navigate(freshAddress('/settings')));
  useCommand('app.shortcuts', () => navigate(freshAddress('/shortcuts')));
  useCommand('app.about', () => navigate(freshAddress('/about')));
  useCommand('app.lightTheme', () => update({ theme: 'light' }));
  useCommand('app.darkTheme', () => update({ theme: 'dark' }));
  useCommand('app.systemTheme', () => update({ theme: 'system' }));
  useCommand('app.english', () => update({ language: 'en' }));
  useCommand('app.indonesian', () => update({ language: 'id' }));
  return null;
}
