import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { Rifiuto, type App } from '#platform/http';
import { copiaPerDestinatario, numeroASetteCifre } from '#segnatura';
import { invia } from './invia.ts';
import { leggiTracciando } from './leggi-riservato.ts';
import { trovaCorrispondenti, trovaRegistrazione } from './registrazione.queries.ts';
import { ParametriRegistrazione, REGISTRAZIONE, type PartiRegistrazione } from './rotte-comuni.ts';
import { leggiDatiStampa } from './stampe.ts';

/** Copies of one letter that differ only in their variable fields, all with the same segnatura (RN-58.3). */
export function rotteLettere(app: App, parti: PartiRegistrazione): void {
  app.post(
    `${REGISTRAZIONE}/lettere`,
    {
      config: { permesso: 'registrazione.consulta' },
      schema: {
        operationId: 'letteraPerDestinatario',
        tags: ['Segnatura e ricevuta'],
        summary: 'Copia di una lettera con i campi variabili di un destinatario',
        description: 'Nel testo i campi si scrivono {{nome}}. Ogni copia porta la stessa segnatura.',
        params: ParametriRegistrazione,
        body: Type.Object(
          {
            testo: Type.String({ minLength: 1, maxLength: 100_000 }),
            ruolo: Type.Optional(Type.Union([Type.Literal('destinatario'), Type.Literal('conoscenza')])),
            destinatario: Type.Integer({
              format: 'int32',
              minimum: 1,
              maximum: 10_000,
              description: 'Posto del destinatario nell’elenco',
            }),
          },
          { additionalProperties: false },
        ),
        produces: ['application/pdf'],
        response: {
          200: {
            description: 'PDF/A-1b',
            content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { registro, anno, numero } = richiesta.params;
      const { testo, ruolo = 'destinatario', destinatario } = richiesta.body;
      const { stampa, riga } = await leggiTracciando(
        parti.db,
        ctx,
        richiesta.params,
        'lettera',
        async (tx) => {
          const r = await trovaRegistrazione(tx, ctx, registro, anno, numero);
          const [trovato] = await trovaCorrispondenti(tx, r.id, ruolo, destinatario - 1, 1);
          return {
            stampa: await leggiDatiStampa(tx, ctx, parti.urlPubblico, richiesta.params),
            riga: trovato,
          };
        },
      );
      if (!riga) {
        throw new Rifiuto({
          codice: 'registrazione.destinatario-assente',
          categoria: 'nonTrovato',
          dettaglio: `La registrazione non ha un destinatario numero ${destinatario}.`,
          campo: 'destinatario',
        });
      }
      const variabili = (riga.dati as { variabili?: Record<string, string> }).variabili ?? {};
      const pdf = await copiaPerDestinatario(
        { testo, destinatario: riga.nominativo, variabili },
        stampa.segnatura,
      );
      return invia(
        risposta,
        'application/pdf',
        `lettera-${anno}-${numeroASetteCifre(numero)}-${destinatario}.pdf`,
        pdf,
      );
    },
  );
}
