import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Difetti, type Difetto } from '../verifica/difetto.ts';
import { improntaBlocco, istanteUtc } from './impronta-blocco.ts';
import type { Blocco } from './sigilla-traccia.ts';

export type EsitoTraccia = {
  blocchi: number;
  righe: number;
  /** Lines written since the last block. */
  nonSigillate: number;
  difetti: Difetto[];
};

/**
 * Checks the audit trail against its blocks and these against what the log of the protocollo says of them: a line altered, removed or
 * slipped in is found by the block it lies in; blocks made again, by the leaves.
 */
export async function verificaTraccia(tx: Tx): Promise<EsitoTraccia> {
  const difetti = new Difetti('');
  const { rows: blocchi } =
    await sql<Blocco>`SELECT progressivo, ${istanteUtc('dal')} AS dal, ${istanteUtc('al')} AS al, righe,
    encode(impronta, 'hex') AS impronta FROM blocco_traccia ORDER BY progressivo`.execute(tx);
  let prima: Blocco | undefined;
  for (const b of blocchi) {
    const dove = { tabella: 'traccia', posizione: b.progressivo };
    if (b.progressivo !== (prima?.progressivo ?? 0) + 1 || b.dal !== (prima?.al ?? null))
      difetti.aggiungi(
        'blocco-mancante',
        { ...dove, tabella: 'blocco_traccia' },
        `Il blocco ${b.progressivo} della traccia non segue quello prima.`,
      );
    const { impronta, righe } = await improntaBlocco(tx, prima?.impronta ?? '', b.dal, b.al);
    if (impronta.toString('hex') !== b.impronta)
      difetti.aggiungi(
        'traccia-alterata',
        dove,
        `Traccia, blocco ${b.progressivo} (fino alle ${b.al}): ${righe === b.righe ? 'una riga è cambiata' : `erano ${b.righe} righe, sono ${righe}`}.`,
      );
    prima = b;
  }
  await confrontaFoglie(tx, new Map(blocchi.map((b) => [b.progressivo, b.impronta])), difetti);
  const { rows: resto } = await sql<{ quante: number }>`SELECT count(*)::int AS quante FROM traccia
    WHERE ente_id = ente_corrente() AND (${prima?.al ?? null}::timestamptz IS NULL OR istante > ${prima?.al ?? null}::timestamptz)`.execute(
    tx,
  );
  return {
    blocchi: blocchi.length,
    righe: blocchi.reduce((n, b) => n + b.righe, 0),
    nonSigillate: resto[0]?.quante ?? 0,
    difetti: difetti.elenco,
  };
}

async function confrontaFoglie(tx: Tx, blocchi: Map<number, string>, difetti: Difetti): Promise<void> {
  const { rows } = await sql<{ posizione: number; blocco: number; impronta: string }>`
    SELECT f.posizione, (f.contenuto::jsonb ->> 'blocco')::int AS blocco, f.contenuto::jsonb ->> 'impronta' AS impronta
    FROM foglia f WHERE f.registrazione_id IS NULL AND f.tipo = 'traccia' ORDER BY f.posizione`.execute(tx);
  for (const f of rows)
    if (blocchi.get(f.blocco) !== f.impronta)
      difetti.aggiungi(
        'traccia-non-testimoniata',
        { tabella: 'blocco_traccia', posizione: f.posizione },
        `La foglia ${f.posizione} del protocollo dice un’altra impronta per il blocco ${f.blocco} della traccia.`,
      );
}
