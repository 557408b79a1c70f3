import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import type { App } from '#platform/http';
import type { PartiConservazione } from '../parti.ts';
import { accerta } from '../passaggio/accerta.ts';
import { decidi, riprova } from './decidi.ts';
import { leggiPacchetto } from './leggi-pacchetti.ts';
import { Accertamento, Conferma, Decisione, Pacchetto } from './pacchetti.schema.ts';

const tags = ['Conservazione'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Pacchetto' }) });

/** What is decided of a package: confirmed, refused, found out, tried again. */
export function rotteDecisioni(app: App, parti: PartiConservazione): void {
  const { db } = parti;

  for (const [via, esito, operationId, summary, body] of [
    ['conferma', 'conservato', 'confermaPacchetto', 'Conferma che il pacchetto è conservato', Conferma],
    ['rifiuto', 'rifiutato', 'rifiutaPacchetto', 'Rifiuta il pacchetto, con il motivo', Decisione],
  ] as const)
    app.post(
      `/conservazione/pacchetti/:id/${via}`,
      {
        schema: { operationId, tags, summary, params, body, response: { 200: Pacchetto } },
        config: { permesso: 'conservazione.decide' },
      },
      async (richiesta) => {
        const ctx = contestoDi(richiesta);
        const { id } = richiesta.params;
        const corpo = richiesta.body as { nota?: string; motivo?: string };
        return await inTransazione(db, ctx.ente.id, async (tx) => {
          await decidi(tx, ctx, id, esito, corpo.motivo ?? corpo.nota ?? null);
          return await leggiPacchetto(tx, ctx, id);
        });
      },
    );

  app.post(
    '/conservazione/pacchetti/:id/accertamento',
    {
      schema: {
        operationId: 'accertaPacchetto',
        tags,
        summary: 'Dice se un pacchetto è arrivato al conservatore di prima',
        description:
          'Di una consegna rimasta a metà quando il conservatore è cambiato. Arrivato: si aspetta il suo rapporto. Non arrivato: è ritirato, e al nuovo ne va un altro.',
        params,
        body: Accertamento,
        response: { 200: Pacchetto },
      },
      config: { permesso: 'conservazione.decide' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await accerta(tx, ctx, id, richiesta.body);
        return await leggiPacchetto(tx, ctx, id);
      });
    },
  );

  app.post(
    '/conservazione/pacchetti/:id/riprova',
    {
      schema: {
        operationId: 'riprovaPacchetto',
        tags,
        summary: 'Invia adesso; di uno rifiutato o ritirato prepara un pacchetto nuovo',
        params,
        response: { 200: Pacchetto },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const id = await riprova(parti, ctx, richiesta.params.id);
      return await inLettura(db, ctx.ente.id, (tx) => leggiPacchetto(tx, ctx, id));
    },
  );
}
