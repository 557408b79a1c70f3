import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { apribile } from '../accesso.ts';
import { apriSottofascicolo } from '../apri-sottofascicolo.ts';
import { conflitto } from '../fascicoli.errors.ts';
import type { Pacchetto, PartePacchetto } from './pacchetto.schema.ts';
import { rimetti, type Resoconto } from './resoconto.ts';

type Riga = { codice: string; denominazione: string; aperto_il: Date; voce: string; versione: string };

/**
 * Whether the fascicolo with that number is the one exported. What was recorded opening it never changes; a part that was put back
 * has a day of its own, and the name it had.
 */
function eLaStessa(parte: PartePacchetto, titolario: string, qui: Riga): boolean {
  const stessaClasse = qui.voce === parte.classificazione.codice && qui.versione === titolario;
  if (!stessaClasse) return false;
  if (oraDiRoma(qui.aperto_il) === parte.apertoIl) return true;
  return parte.numero.includes('.') && qui.denominazione === parte.denominazione;
}

/** Sottofascicoli and inserti that are not here are opened again, each with the number it had or not at all. */
export async function rimettiParti(
  tx: Tx,
  ctx: Contesto,
  { indice, parti }: Pacchetto,
  resoconto: Resoconto,
): Promise<void> {
  const { rows } = await sql<Riga>`
    SELECT f.codice, f.denominazione, f.aperto_il, v.codice AS voce, t.versione FROM fascicolo f
      JOIN voce_titolario v ON v.id = f.voce_titolario_id JOIN titolario t ON t.id = v.titolario_id
    WHERE f.codice = ANY (${parti.map((p) => p.numero)}::text[]) AND ${apribile(ctx)}`.execute(tx);
  const presenti = new Map(rows.map((r) => [r.codice, r]));
  for (const parte of parti) {
    const qui = presenti.get(parte.numero);
    if (qui && eLaStessa(parte, indice.titolario, qui)) {
      resoconto.alPosto++;
    } else if (qui) {
      resoconto.problemi.push({
        codice: 'fascicolo.pacchetto-diverso',
        testo: `Il fascicolo ${parte.numero} di questo archivio («${qui.denominazione}», ${qui.voce}) non è quello del pacchetto («${parte.denominazione}», ${parte.classificazione.codice}).`,
      });
    } else {
      const cosa = { legame: 'parte', testo: `${parte.numero} «${parte.denominazione}»` } as const;
      await rimetti(tx, resoconto, cosa, () => riapriParte(tx, ctx, parte));
    }
  }
}

async function riapriParte(tx: Tx, ctx: Contesto, parte: PartePacchetto): Promise<void> {
  const padre = parte.numero.replace(/\.\d+$/, '');
  const { denominazione, oggetto, luogo, note, dati } = parte;
  const numero = await apriSottofascicolo(tx, ctx, padre, { denominazione, oggetto, luogo, note, dati });
  if (numero !== parte.numero)
    throw conflitto(
      'parte-con-altro-numero',
      `in ${padre} il prossimo numero è ${numero}: la parte non può riavere il suo.`,
    );
}
