import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { chiaveIdempotenza, conIdempotenza, rispondiGiaScritto, type App } from '#platform/http';
import { Registrazione } from '#registrazione';
import { messaggioMio } from './agisci.ts';
import { chiediAlMittente, richiestaProposta } from './chiedi-al-mittente.ts';
import { comunicaRifiuto, rifiutoProposto } from './comunica-rifiuto.ts';
import { Messaggio } from './messaggi.schema.ts';
import { mittenteACuiScrivere } from './mittente-a-cui-scrivere.ts';
import { ComunicazioneRifiuto, Motivo, RichiestaAlMittente, TestoProposto } from './mittente.schema.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';
import { segnaPiuIstanze, segnaScansioni } from './segna.ts';
import { svolgi } from './svolgi.ts';

const tags = ['Posta in arrivo'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Messaggio' }) });
const stretto = { additionalProperties: false };

/** What somebody sees of a message besides what the programme does, and what is written to who sent it. */
export function rotteMittente(app: App, parti: PartiMessaggi): void {
  const { db } = parti;

  app.put(
    '/pec/messaggi/:id/piu-istanze',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'segnaPiuIstanze',
        tags,
        summary: 'Il messaggio contiene più istanze: se ne propone il rifiuto (RN-79.4a)',
        params,
        body: Type.Object({ piuIstanze: Type.Boolean() }, stretto),
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => segnaPiuIstanze(tx, ctx, id, richiesta.body.piuIstanze));
    },
  );

  app.put(
    '/pec/messaggi/:id/scansioni',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'segnaScansioni',
        tags,
        summary: 'Quali file sono scansioni di originali sottoscritti (BES-13)',
        params,
        body: Type.Object(
          { percorsi: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 500 }) },
          stretto,
        ),
        response: { 200: Messaggio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await svolgi(parti, ctx, id, (tx) => segnaScansioni(tx, ctx, id, richiesta.body.percorsi));
    },
  );

  app.get(
    '/pec/messaggi/:id/comunicazione-rifiuto',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'rifiutoProposto',
        tags,
        summary: 'Che cosa si propone di scrivere al mittente di un messaggio rifiutato',
        params,
        response: { 200: TestoProposto },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => {
        const m = await messaggioMio(tx, ctx, richiesta.params.id);
        const { indirizzo } = mittenteACuiScrivere(m);
        return { ...(await rifiutoProposto(tx, m)), destinatario: indirizzo, casella: m.indirizzo };
      });
    },
  );

  app.post(
    '/pec/messaggi/:id/comunicazione-rifiuto',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'comunicaRifiuto',
        tags,
        summary:
          'Comunica il rifiuto al mittente: il documento è registrato in partenza e accodato (RN-79.6)',
        params,
        body: ComunicazioneRifiuto,
        response: { 201: Registrazione },
      },
    },
    async (richiesta, risposta) => {
      const esito = await comunicaRifiuto(
        parti,
        contestoDi(richiesta),
        richiesta.params.id,
        richiesta.body,
        chiaveIdempotenza(richiesta),
      );
      return rispondiGiaScritto(risposta, esito);
    },
  );

  app.get(
    '/pec/messaggi/:id/richiesta',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'richiestaProposta',
        tags,
        summary: 'Che cosa si propone di chiedere al mittente',
        params,
        querystring: Type.Object({ motivo: Motivo }, stretto),
        response: { 200: TestoProposto },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, async (tx) => {
        const m = await messaggioMio(tx, ctx, richiesta.params.id);
        const { indirizzo } = mittenteACuiScrivere(m);
        return {
          ...richiestaProposta(m, richiesta.query.motivo),
          destinatario: indirizzo,
          casella: m.indirizzo,
        };
      });
    },
  );

  app.post(
    '/pec/messaggi/:id/richiesta',
    {
      config: { permesso: 'pec.registra' },
      schema: {
        operationId: 'chiediAlMittente',
        tags,
        summary: 'Chiede al mittente un nuovo invio, o ciò che manca (BES-10, BES-19)',
        params,
        body: RichiestaAlMittente,
        response: { 201: Type.Object({ invio: Type.String({ format: 'uuid' }) }) },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const invio = await chiediAlMittente(tx, ctx, id, richiesta.body);
        return { posizione: `/api/v1/pec/invii/${invio}`, corpo: { invio } };
      });
    },
  );
}
