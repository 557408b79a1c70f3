import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Db } from '#platform/db';
import { proponi, type Proposta } from './classificatore.ts';
import type { MisureFascicoli } from './misure-fascicoli.ts';
import type { InMemoria, ModelliInMemoria } from './modelli-in-memoria.ts';
import { PROGRAMMA } from './modello.ts';
import type { DomandaSuggerimenti, Suggerimenti } from './suggerimenti.schema.ts';
import { tratti } from './tratti.ts';
import { proponiUffici } from './uffici.ts';

const QUANTI = 3;
/** Asked for more than shown: some may no longer be usable. */
const DA_SCEGLIERE = 8;
/** What the model hardly believes itself is not worth a look. */
const MINIMO = 0.02;
/** With neither the sender nor so much of the words in common a fascicolo is of the same class and nothing more. */
const PAROLE_MINIME = 0.02;

type Parti = { db: Db; modelli: ModelliInMemoria; misure: MisureFascicoli };
type Usabile = { risposta: string; id: string; codice: string; denominazione: string };
type Trovato = {
  numero: string;
  oggetto: string;
  perCorrispondente: boolean;
  perOggetto: number;
  perClasse: boolean;
};
type Risposta = { modello: string | null; usabili: Usabile[]; fascicoli: Trovato[] };

/**
 * At most three classes, offices and fascicoli for what is being registered, the likeliest first. Nothing is applied: they
 * are there to be chosen. Fascicoli are open ones where there are documents of the same correspondent, or about the same words
 * (RN-43.4), with how often such proposals were right: of the last that were shown, because a fascicolo opened today is in no model.
 *
 * @returns `manca` when the ente has no model that this program can read
 */
export async function suggerisci(
  parti: Parti,
  ctx: Contesto,
  domanda: DomandaSuggerimenti,
): Promise<{ suggerimenti: Suggerimenti; manca: boolean }> {
  const { db, modelli, misure } = parti;
  let inMemoria = modelli.di(ctx.ente.id);
  let proposte = proposteDi(inMemoria, domanda);
  let trovato = await cerca(db, ctx, domanda, proposte);
  const conservato = trovato.modello?.startsWith(`${PROGRAMMA} `) ? trovato.modello : undefined;
  // Another one is stored by now, as when it learned since: it is read, and asked again.
  if (conservato !== inMemoria?.segno) {
    inMemoria = await modelli.leggi(db, ctx.ente.id);
    proposte = proposteDi(inMemoria, domanda);
    trovato = await cerca(db, ctx, domanda, proposte);
  }
  const usabili = new Map(trovato.usabili.map((u) => [u.risposta, u]));
  const misura = trovato.fascicoli.length > 0 ? await misure.di(db, ctx.ente.id) : undefined;
  return {
    manca: inMemoria === undefined,
    suggerimenti: {
      classifiche: scegli(proposte.classi, usabili),
      uffici: scegli(proposte.uffici, usabili),
      fascicoli: trovato.fascicoli.map((f) => ({
        numero: f.numero,
        oggetto: f.oggetto,
        punteggio: arrotonda(
          Math.min(1, (Number(f.perCorrispondente) * 0.5 + f.perOggetto * 3 + Number(f.perClasse) * 0.3) / 2),
        ),
      })),
      modello: {
        ...inMemoria?.misure.classi,
        esempi: inMemoria?.esempi ?? 0,
        ...(inMemoria && { addestratoIl: inMemoria.addestratoIl.toISOString() }),
        ...(inMemoria?.misure.uffici && { uffici: inMemoria.misure.uffici }),
        ...(misura && { fascicoli: misura }),
      },
    },
  };
}

type Proposte = { classi: Proposta[]; uffici: Proposta[] };

function proposteDi(inMemoria: InMemoria | undefined, domanda: DomandaSuggerimenti): Proposte {
  const modello = domanda.oggetto.trim() === '' ? undefined : inMemoria?.modello;
  if (!modello) return { classi: [], uffici: [] };
  const t = tratti(domanda);
  const credute = (proposte: Proposta[]): Proposta[] => proposte.filter((p) => p.punteggio >= MINIMO);
  return {
    classi: credute(proponi(modello.classi, t, DA_SCEGLIERE)),
    uffici: credute(proponiUffici(modello, t, DA_SCEGLIERE)),
  };
}

async function cerca(
  db: Db,
  ctx: Contesto,
  domanda: DomandaSuggerimenti,
  { classi, uffici }: Proposte,
): Promise<Risposta> {
  const conFascicoli = ctx.permessi.has('fascicolo.consulta') && domanda.oggetto.trim() !== '';
  const chiesto = {
    classi: classi.map((p) => p.risposta),
    uffici: uffici.map((p) => p.risposta),
    quanteClassi: QUANTI,
    fascicoli: conFascicoli
      ? {
          ufficio: ctx.unita?.id,
          oggetto: domanda.oggetto,
          codiceFiscale: domanda.codiceFiscale?.trim().toUpperCase() || undefined,
          corrispondente: domanda.corrispondente?.trim() || undefined,
          quanti: QUANTI,
          paroleMinime: PAROLE_MINIME,
        }
      : null,
  };
  const { rows } = await sql<{
    r: Risposta;
  }>`SELECT suggerimenti_per(${ctx.ente.id}, ${JSON.stringify(chiesto)}) AS r`.execute(db);
  return rows[0]?.r ?? { modello: null, usabili: [], fascicoli: [] };
}

const arrotonda = (punteggio: number): number => Math.round(punteggio * 1000) / 1000;

function scegli(proposte: Proposta[], usabili: Map<string, Usabile>): Suggerimenti['classifiche'] {
  const gia = new Set<string>();
  return proposte
    .flatMap((p) => {
      const trovata = usabili.get(p.risposta);
      // A closed office and its successor are one answer, with the better score.
      if (!trovata || gia.has(trovata.id)) return [];
      gia.add(trovata.id);
      const { codice, denominazione } = trovata;
      return [{ codice, denominazione, punteggio: arrotonda(p.punteggio) }];
    })
    .slice(0, QUANTI);
}
