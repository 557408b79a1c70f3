import canonicalize from 'canonicalize';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { conflitto, nonAmmesso } from '../fascicoli.errors.ts';
import type { RiferimentoRegistrazione } from '../fascicoli.schema.ts';
import { collegamentiPresenti } from './legami.queries.ts';
import type { IndicePacchetto, Pacchetto } from './pacchetto.schema.ts';
import { comeSiScrive, rimetti, type Resoconto } from './resoconto.ts';

/** The verbs of the slices above, which the composition hands down: links of registrations, serie archivistiche. */
export type VerbiLegami = {
  collega: (
    tx: Tx,
    ctx: Contesto,
    da: RiferimentoRegistrazione,
    a: RiferimentoRegistrazione & Pick<IndicePacchetto['collegamenti'][number], 'tipo'>,
  ) => Promise<void>;
  aggiungiASerie: (tx: Tx, ctx: Contesto, serieId: string, quale: { fascicolo: string }) => Promise<string>;
};

/** Links between registrations that are not here any more; nothing of the product takes one away, a restored copy may lack it. */
export async function rimettiCollegamenti(
  tx: Tx,
  ctx: Contesto,
  { indice: { collegamenti } }: Pacchetto,
  verbi: VerbiLegami,
  resoconto: Resoconto,
): Promise<void> {
  const presenti = new Set((await collegamentiPresenti(tx, collegamenti)).map((c) => canonicalize(c)));
  for (const c of collegamenti) {
    if (presenti.has(canonicalize(c))) {
      resoconto.alPosto++;
      continue;
    }
    const cosa = {
      legame: 'collegamento',
      testo: `${comeSiScrive(c.da)} → ${comeSiScrive(c.a)} (${c.tipo})`,
    } as const;
    await rimetti(tx, resoconto, cosa, async () => {
      if (!ctx.permessi.has('registrazione.modifica'))
        throw nonAmmesso('senza-collegamenti', 'chi importa non può collegare registrazioni.');
      await verbi.collega(tx, ctx, c.da, { ...c.a, tipo: c.tipo });
    });
  }
}

/** Back into the serie it was in, by who composes them. */
export async function rimettiInSerie(
  tx: Tx,
  ctx: Contesto,
  { indice: { fascicolo, serie } }: Pacchetto,
  verbi: VerbiLegami,
  resoconto: Resoconto,
): Promise<void> {
  for (const s of serie) {
    const qui = await tx
      .selectFrom('serie')
      .leftJoin('serie_unita as x', (si) =>
        si
          .onRef('x.serie_id', '=', 'serie.id')
          .on('x.fascicolo_id', '=', (eb) =>
            eb.selectFrom('fascicolo as f').select('f.id').where('f.codice', '=', fascicolo),
          ),
      )
      .select('x.id as unita')
      .where('serie.id', '=', s.id)
      .executeTakeFirst();
    if (qui?.unita) {
      resoconto.alPosto++;
      continue;
    }
    await rimetti(tx, resoconto, { legame: 'serie', testo: `serie «${s.denominazione}»` }, async () => {
      if (!qui) throw conflitto('serie-sconosciuta', 'la serie non c’è in questo archivio.');
      if (!ctx.permessi.has('repertorio.gestisce'))
        throw nonAmmesso('senza-serie', 'lo rimette nella serie chi le gestisce, il responsabile.');
      await verbi.aggiungiASerie(tx, ctx, s.id, { fascicolo });
    });
  }
}
