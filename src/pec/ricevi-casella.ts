import { inLettura, inTransazione } from '#platform/db';
import { Corsie } from './corsie.ts';
import { scriviStato } from './libro/stato-casella.ts';
import { togliCopie } from './libro/togli-copie.ts';
import { daConservare, ultimoVisto, vedi, type DaConservare } from './libro/vedi.ts';
import type { PartiRicezione } from './parti.ts';
import { conservaELeggi, scaricaCopia, type Scaricata } from './prendi-copia.ts';
import type { Scaricata as Chiesta, Trasporto } from './trasporti/trasporto.ts';

export type CasellaAperta = { id: string; enteId: string; politica: unknown };

const PAGINA = 200;
// While one is read the next ones come: the server, the disk and the reader do not wait for one another. Of large ones a reader has one.
const INSIEME = 6;
const BYTE_INSIEME = 24 * 1024 * 1024;
const ANTICIPO = 1024 * 1024;
const STATO_OGNI = 1_000;

/**
 * One pass over an open mailbox: what is new is written down, then fetched one by one, kept, read, put on the desk; last, what the
 * policy says of the server's copies is done. Of each message every step is committed before the next, and all of it may be repeated.
 *
 * @param tutto looks at every copy, not only at those after the last seen
 * @returns messages that were kept now
 */
export async function riceviCasella(
  parti: PartiRicezione,
  casella: CasellaAperta,
  trasporto: Trasporto,
  tutto: boolean,
): Promise<number> {
  const { db } = parti;
  const { id, enteId } = casella;
  const { uidvalidity } = trasporto;
  const dopo = tutto ? undefined : await inLettura(db, enteId, (tx) => ultimoVisto(tx, id, uidvalidity));
  const copie = await trasporto.elenca(dopo);
  for (let i = 0; i < copie.length; i += 1000)
    await inTransazione(db, enteId, (tx) => vedi(tx, enteId, id, uidvalidity, copie.slice(i, i + 1000)));
  await parti.punto?.('visto');
  const presi = await prendiTutte(parti, casella, trasporto);
  await scriviStato(parti, casella, { uidvalidity, sulServer: await trasporto.quanti() });
  await togliCopie(parti, casella, trasporto);
  return presi;
}

async function prendiTutte(
  parti: PartiRicezione,
  casella: CasellaAperta,
  trasporto: Trasporto,
): Promise<number> {
  const { id, enteId } = casella;
  const { uidvalidity } = trasporto;
  const falliti = new Set<string>();
  const corsie = new Corsie(INSIEME, BYTE_INSIEME);
  let presi = 0;
  let statoIl = 0;
  let chiesta: Promise<Chiesta | undefined> | undefined;
  try {
    for (;;) {
      const pagina = await inLettura(parti.db, enteId, (tx) =>
        daConservare(tx, id, uidvalidity, PAGINA + falliti.size),
      );
      const nuovi = pagina.filter((c) => !falliti.has(c.uid));
      if (nuovi.length === 0) return presi;
      for (const [i, copia] of nuovi.entries()) {
        const questa = await (chiesta ?? trasporto.scarica(copia.uid));
        const scarica = async (): Promise<Scaricata | undefined> => {
          const scaricata = await scaricaCopia(parti, casella, uidvalidity, copia, questa);
          if (scaricata) presi++;
          else falliti.add(copia.uid);
          return scaricata;
        };
        if (questa && piccola(questa)) {
          // All of it is here already: the server answers about the next one while this goes to the disk.
          chiesta = chiedi(trasporto, nuovi[i + 1]);
          await corsie
            .avvia(questa.dimensione ?? 0, async () => {
              const scaricata = await scarica();
              if (scaricata) await conservaELeggi(parti, enteId, scaricata);
            })
            .catch((errore: unknown) => {
              questa.corpo.destroy();
              throw errore;
            });
        } else {
          chiesta = undefined;
          const scaricata = await scarica();
          if (scaricata)
            await corsie
              .avvia(scaricata.ricevuto.deposito.size, () => conservaELeggi(parti, enteId, scaricata))
              .catch(async (errore: unknown) => {
                await scaricata.ricevuto.deposito.discard();
                throw errore;
              });
        }
        if (Date.now() - statoIl < STATO_OGNI) continue;
        statoIl = Date.now();
        await scriviStato(parti, casella, { uidvalidity, sulServer: await trasporto.quanti() });
      }
      await corsie.vuote();
    }
  } finally {
    // Whoever opens the box again must not find work of before still going on.
    await corsie.riposo();
    (await chiesta?.catch(() => undefined))?.corpo.destroy();
  }
}

const piccola = ({ dimensione = Infinity }: Chiesta): boolean => dimensione <= ANTICIPO;

/** While a small message goes to the disk the server answers about the next one. */
function chiedi(
  trasporto: Trasporto,
  copia: DaConservare | undefined,
): Promise<Chiesta | undefined> | undefined {
  const risposta = copia && trasporto.scarica(copia.uid);
  // Whoever waits for it is told; when something before it failed nobody waits any more.
  risposta?.catch(() => undefined);
  return risposta;
}
