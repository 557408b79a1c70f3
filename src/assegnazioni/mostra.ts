import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { azioniPossibili, parteDi, unitaGuidate } from './accesso.ts';
import { nonTrovata } from './assegnazioni.errors.ts';
import { trovaAssegnazioni, type RigaAssegnazione } from './assegnazioni.queries.ts';
import type { Assegnazione } from './assegnazioni.schema.ts';

const quando = (istante: Date | null): string | undefined => (istante ? oraDiRoma(istante) : undefined);

/** An assignment as it is shown to who asks, with what he can do. */
export function mostra(ctx: Contesto, a: RigaAssegnazione, guidate: ReadonlySet<string>): Assegnazione {
  return {
    id: a.id,
    documento: {
      registro: a.registro,
      anno: a.anno,
      numero: numeroASetteCifre(a.progressivo),
      dataRegistrazione: oraDiRoma(a.registrata_il),
      flusso: a.flusso,
      supporto: a.supporto,
      oggetto: a.oggetto,
      corrispondenti: a.corrispondenti,
      classificazione: a.classificazione ?? undefined,
      annullata: a.annullata,
    },
    unita: { codice: a.unita_codice, denominazione: a.unita_denominazione },
    persona: a.utente_id === null ? undefined : { id: a.utente_id, nome: a.persona ?? '' },
    titolo: a.titolo,
    stato: a.stato,
    subassegnata: a.subassegnata,
    origine: a.origine_id ?? undefined,
    nota: a.nota ?? undefined,
    scadenza: a.scadenza ?? undefined,
    assegnataIl: oraDiRoma(a.assegnata_il),
    assegnataDa: a.assegnata_da_nome,
    smistataIl: quando(a.smistata_il),
    inCaricoIl: quando(a.in_carico_il),
    confermataIl: quando(a.confermata_il),
    conclusaIl: quando(a.conclusa_il),
    rinvio:
      a.rinvio_motivo === null
        ? undefined
        : { motivo: a.rinvio_motivo, bustaChiusa: a.busta_chiusa, evasoIl: quando(a.rinvio_evaso_il) },
    ritiroAutorizzato: a.ritiro_autorizzato_il
      ? {
          il: oraDiRoma(a.ritiro_autorizzato_il),
          da: a.ritiro_autorizzato_da ?? '',
          motivo: a.ritiro_motivo ?? '',
        }
      : undefined,
    versione: a.versione,
    azioni: azioniPossibili(a, parteDi(ctx, a, guidate)),
  };
}

/** Some assignments by id, in the order given: after a command, whoever gave it sees what became of them. */
export async function leggiAssegnazioni(
  tx: Tx,
  ctx: Contesto,
  ids: readonly string[],
): Promise<Assegnazione[]> {
  const righe = await trovaAssegnazioni(tx, sql`a.id = ANY (${[...ids]}::uuid[])`);
  const guidate = await unitaGuidate(tx, ctx);
  return ids.flatMap((id) => righe.filter((r) => r.id === id).map((r) => mostra(ctx, r, guidate)));
}

export async function leggiAssegnazione(tx: Tx, ctx: Contesto, id: string): Promise<Assegnazione> {
  const [a] = await leggiAssegnazioni(tx, ctx, [id]);
  if (!a) throw nonTrovata();
  return a;
}
