import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { giornoDiRoma, type Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { leggiCalendario, salvaCalendario } from './calendario.ts';
import { Calendario, CalendarioAnno } from './calendario.schema.ts';
import { festivita } from './festivita.ts';

const tags = ['Registro giornaliero'];

/** The days on which the offices are closed: they decide when a daily register is due. */
export function rotteCalendario(app: App, { db, orologio }: { db: Db; orologio: Orologio }): void {
  app.get(
    '/calendario',
    {
      config: { permesso: 'calendario.gestisce' },
      schema: {
        operationId: 'leggiCalendario',
        tags,
        summary: 'Giorni non lavorativi dell’ente, con i festivi nazionali di un anno',
        querystring: Type.Object(
          { anno: Type.Optional(Type.Integer({ format: 'int32', minimum: 2000, maximum: 2999 })) },
          { additionalProperties: false },
        ),
        response: { 200: CalendarioAnno },
      },
    },
    async (richiesta) => {
      const anno = richiesta.query.anno ?? Number(giornoDiRoma(orologio.adesso()).slice(0, 4));
      const suo = await inLettura(db, contestoDi(richiesta).ente.id, leggiCalendario);
      return { ...suo, festivita: festivita(anno) };
    },
  );

  app.put(
    '/calendario',
    {
      config: { permesso: 'calendario.gestisce' },
      schema: {
        operationId: 'salvaCalendario',
        tags,
        summary: 'Stabilisce patrono e chiusure straordinarie',
        description: 'Vale per i registri giornalieri prodotti da allora in poi.',
        body: Calendario,
        response: { 200: Calendario },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await salvaCalendario(tx, ctx, richiesta.body);
        return await leggiCalendario(tx);
      });
    },
  );
}
