import { Type } from 'typebox';
import { autentica, contestoDi } from '#autorizzazioni';
import type { Db } from '#platform/db';
import { ascoltaBanca, type Ascolto } from '#platform/events';
import { Rifiuto, type App } from '#platform/http';
import type { Log } from '#platform/log';
import { Collegamento } from './collegamento.ts';
import { Smistatore } from './smistatore.ts';

const BATTITO_MS = 20_000;
/** Browsers of one person at once; the tabs of a browser share one. */
const PER_PERSONA = 6;
const IN_TUTTO = 2_000;
// Screens that come back after a restart do not all come at once.
const ritorno = (): number => 1_000 + Math.floor(Math.random() * 3_000);

export type PartiEventi = { db: Db; url: string; log: Log; inattivitaMinuti: number };

/** What changes while one looks: the screens ask again, without being reloaded. */
export function rotteEventi(app: App, parti: PartiEventi): void {
  const { db, inattivitaMinuti } = parti;
  const smistatore = new Smistatore();
  let ascolto: Ascolto | undefined;
  let battito: NodeJS.Timeout | undefined;
  // One connection for the whole process, opened with the first screen.
  const avvia = (): Ascolto => {
    battito ??= setInterval(() => smistatore.battito(), BATTITO_MS).unref();
    return (ascolto ??= ascoltaBanca(
      parti,
      'tabularium_eventi',
      (testo) => smistatore.smista(testo),
      () => smistatore.ripresa(),
    ));
  };
  // Before the server waits for its requests to end: these would not.
  app.addHook('preClose', async () => {
    clearInterval(battito);
    smistatore.ferma();
    await ascolto?.ferma();
  });

  app.get(
    '/eventi',
    {
      schema: {
        operationId: 'eventi',
        tags: ['Comunicazioni'],
        summary: 'Ciò che cambia, mentre cambia (server-sent events)',
        description:
          'Flusso text/event-stream. `pronto`: da ora gli annunci arrivano, ciò che si è letto prima può essere superato. `cambiato`: ' +
          'elenco tra `scrivania`, `comunicazioni`, `pec` e `registro` di ciò che va richiesto di nuovo; non dice che cosa è cambiato. `fine`: la sessione ' +
          'è `bloccata` o `scaduta`. Non tiene aperta la sessione. Al più sei per persona.',
        produces: ['text/event-stream'],
        response: { 200: Type.Unsafe<Collegamento>({ type: 'string', description: 'Flusso di eventi' }) },
      },
      config: { permesso: 'comunicazione.legge', sottofondo: true },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const utenteId = ctx.utenteId;
      const { suoi, tutti } = smistatore.conta(ctx.soggetto.id);
      if (utenteId === null || suoi >= PER_PERSONA || tutti >= IN_TUTTO) {
        throw new Rifiuto({
          codice: 'eventi.troppi',
          categoria: 'troppeRichieste',
          dettaglio: 'Ci sono già troppe finestre in ascolto.',
        });
      }
      avvia();
      const collegamento = new Collegamento(ritorno());
      smistatore.aggiungi({
        collegamento,
        enteId: ctx.ente.id,
        utenteId,
        principali: new Set(ctx.principali),
        rileggi: async () => {
          const ora = await autentica(db, richiesta, inattivitaMinuti);
          if (!ora) return 'scaduta';
          if (ora.bloccata) return 'bloccata';
          return ora.contesto.permessi.has('comunicazione.legge')
            ? new Set(ora.contesto.principali)
            : 'scaduta';
        },
      });
      // Proxies that gather answers before passing them on would hold back what must be heard at once.
      return risposta
        .type('text/event-stream')
        .header('x-accel-buffering', 'no')
        .header('connection', 'close')
        .send(collegamento);
    },
  );
}
