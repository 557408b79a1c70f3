import { Rifiuto } from '#platform/http';
import type { Regola } from '../bozza.ts';

/** The address printed in QR codes cannot be corrected afterwards: a real ente sets it before its first registration. */
export const urlPubblicoConfigurato: Regola = (_bozza, { ctx, urlConfigurato }) => {
  if (urlConfigurato || ctx.ente.dimostrativo) return;
  throw new Rifiuto({
    codice: 'configurazione.url-pubblico-mancante',
    categoria: 'nonDisponibile',
    dettaglio:
      'Prima di registrare occorre impostare TABULARIUM_URL_PUBBLICO: è l’indirizzo stampato nei codici QR di ogni documento e non si potrà correggere sulle carte già uscite.',
  });
};
