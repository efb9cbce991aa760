import { escapeControls } from '../run/escapeControls.js';

/** Escapes a text or an attribute of XML or HTML. */
export function escapeMarkup(text: string): string {
  return escapeControls(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
