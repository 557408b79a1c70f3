import type { Contesto } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { leggiDaArchivio } from '../leggi-da-archivio.ts';
import { messaggioMio } from './agisci.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';

/**
 * Nothing runs, nothing is fetched, nothing is sent, and the page has no origin: whatever the cleaning let through can harm
 * nobody (RN-11.5-7). Only the product's own pages may frame it.
 */
export const CSP_CORPO =
  "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

const TESTA = `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Testo del messaggio</title><style>
body{margin:12px;font:16px/1.45 "Titillium Web",Arial,sans-serif;color:#19191a;background:#fff;overflow-wrap:anywhere}
img,table{max-width:100%}</style></head><body>`;

/** The body of a message as a page of its own, to be shown in a frame. */
export async function corpoMessaggio(parti: PartiMessaggi, ctx: Contesto, id: string): Promise<string> {
  const m = await inLettura(parti.db, ctx.ente.id, (tx) => messaggioMio(tx, ctx, id));
  const { html } = await leggiDaArchivio(parti, ctx.ente.id, m);
  return `${TESTA}${html ?? ''}</body></html>`;
}
