import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { ufficiPubblici, ufficiSenzaPosta } from './uffici-pubblici.ts';
import { UfficiPubblici, UfficiSenzaPosta } from './uffici.schema.ts';

const tags = ['Organizzazione'];

/** Where to write to each office, for anybody; and of which it is not known (RN-7.3). */
export function rotteUffici(app: App, { db }: { db: Db }): void {
  app.get(
    '/enti/:ente/uffici',
    {
      config: { permesso: 'pubblico', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        operationId: 'ufficiPubblici',
        tags,
        summary: 'Gli uffici di un ente con i loro recapiti, per la trasparenza (RN-7.3)',
        params: Type.Object({ ente: Type.String({ maxLength: 40, description: 'Codice IPA dell’ente' }) }),
        response: { 200: UfficiPubblici },
      },
    },
    async (richiesta) => {
      const uffici = await ufficiPubblici(db, richiesta.params.ente);
      if (uffici) return uffici;
      throw new Rifiuto({
        codice: 'ente.non-trovato',
        categoria: 'nonTrovato',
        dettaglio: 'L’ente non c’è.',
      });
    },
  );

  app.get(
    '/organigramma/senza-posta',
    {
      config: { permesso: 'organizzazione.consulta' },
      schema: {
        operationId: 'ufficiSenzaPosta',
        tags,
        summary: 'Servizi e uffici di cui manca l’indirizzo di posta elettronica',
        response: { 200: UfficiSenzaPosta },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        items: await ufficiSenzaPosta(tx),
      })),
  );
}
