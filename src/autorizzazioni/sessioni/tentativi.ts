import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import type { Credenziale } from '../segreti.ts';

/** Wrong passwords in a row before a place pauses: a browser or an address; all unknown places together. */
const TENTATIVI = 5;
const TENTATIVI_IGNOTI = 20;
/** The pause doubles from one minute up to this. */
const PAUSA_MASSIMA_MINUTI = 15;
/** Hours without a wrong password after which one begins to count anew. */
const MEMORIA_ORE = 24;
/** Days an address stays known to somebody who got in from it. */
export const GIORNI_LUOGO_NOTO = 90;

/** From where a password is tried: the address, and the browser if it says that it is known. */
export type Provenienza = { ip: string; dispositivo: Credenziale | undefined };

export type EsitoTentativo =
  | { ammesso: true; dispositivoNoto: boolean }
  | { ammesso: false; motivo: 'password' | 'sospeso'; sospesoFino: Date | null };

/**
 * Counts an attempt and says whether it is let in. Three purses, so that guessing is slow from everywhere together and nobody can keep
 * a colleague out by guessing (docs/decisioni):
 *
 * - a browser its user has signed in with spends only its own;
 * - an address he has signed in from spends only its own;
 * - any other address spends its own and the one of all unknown places.
 *
 * The rows are locked, so attempts made together are judged one by one: those behind the last one admitted find the place paused
 * and learn nothing, even with the right password. While it is paused nothing is counted.
 *
 * @param chi a user, or {@link nessuno} for a name nobody has: both are counted, and answered, alike
 */
export async function contaTentativo(
  tx: Tx,
  enteId: string,
  chi: string,
  da: Provenienza,
  esatta: boolean,
): Promise<EsitoTentativo> {
  const dispositivoNoto = await conosciuto(tx, chi, da.dispositivo);
  const rete = `rete ${prefisso(da.ip)}`;
  const { rows } = await sql<{ fonte: string; sospeso: boolean; sospesoFino: Date | null; nota: boolean }>`
    INSERT INTO tentativo AS t (ente_id, chi, fonte, ultimo_il)
    SELECT ${enteId}::uuid, ${chi}::uuid, f, ${adesso}
    FROM unnest(${dispositivoNoto ? [`dispositivo ${da.dispositivo?.impronta.toString('hex')}`] : ['ignota', rete]}::text[]) f
    ON CONFLICT (ente_id, chi, fonte) DO UPDATE SET falliti =
      CASE WHEN t.ultimo_il < ${adesso} - make_interval(hours => ${MEMORIA_ORE}) THEN 0 ELSE t.falliti END
    RETURNING fonte, coalesce(sospeso_fino > ${adesso}, false) AS sospeso, sospeso_fino AS "sospesoFino",
      coalesce(riuscito_il > ${adesso} - make_interval(days => ${GIORNI_LUOGO_NOTO}), false) AS nota`.execute(
    tx,
  );
  const luogoNoto = rows.some((r) => r.fonte === rete && r.nota);
  const fonti = rows.filter((r) => !(luogoNoto && r.fonte === 'ignota'));
  const pausa = fonti.find((r) => r.sospeso);
  if (pausa) return { ammesso: false, motivo: 'sospeso', sospesoFino: pausa.sospesoFino };
  const nomi = fonti.map((r) => r.fonte);
  if (esatta) {
    await sql`UPDATE tentativo SET falliti = 0, sospeso_fino = NULL, ultimo_il = ${adesso}, riuscito_il = ${adesso}
      WHERE chi = ${chi} AND fonte = ANY (${nomi}::text[])`.execute(tx);
    return { ammesso: true, dispositivoNoto };
  }
  const contati = await sql<{ sospesoFino: Date | null }>`
    UPDATE tentativo t SET falliti = t.falliti + 1, ultimo_il = ${adesso},
      sospeso_fino = CASE WHEN t.falliti + 1 >= s.soglia THEN ${adesso} +
        make_interval(mins => least(${PAUSA_MASSIMA_MINUTI}, (2 ^ least(10, t.falliti + 1 - s.soglia))::int)) END
    FROM (SELECT x.fonte, CASE x.fonte WHEN 'ignota' THEN ${TENTATIVI_IGNOTI}::int ELSE ${TENTATIVI}::int END AS soglia
      FROM unnest(${nomi}::text[]) x (fonte)) s
    WHERE t.chi = ${chi} AND t.fonte = s.fonte
    RETURNING t.sospeso_fino AS "sospesoFino"`.execute(tx);
  const sospesoFino = contati.rows.map((r) => r.sospesoFino).find((d) => d !== null) ?? null;
  return { ammesso: false, motivo: 'password', sospesoFino };
}

/**
 * A place among those that names of nobody share: the same name always has the same, and what was typed, which is often a
 * password in the wrong box, cannot be found again from it (twelve bits).
 */
export function nessuno(nomeUtente: string): string {
  const dodici = createHash('sha256').update(nomeUtente).digest('hex').slice(0, 3);
  return `00000000-0000-4000-8000-000000000${dodici}`;
}

async function conosciuto(tx: Tx, chi: string, dispositivo: Credenziale | undefined): Promise<boolean> {
  const riga = await tx
    .selectFrom('dispositivo')
    .select('utente_id')
    .where('utente_id', '=', chi)
    .where('impronta_segreto', '=', dispositivo?.impronta ?? Buffer.alloc(0))
    .executeTakeFirst();
  return riga !== undefined;
}

/** The address as it is counted: whole for IPv4, the first 64 bits for IPv6, of which a home has as many as it likes. */
function prefisso(ip: string): string {
  const v4 = ip.replace(/^::ffff:/i, '');
  if (isIPv4(v4)) return v4;
  const [testa = '', coda = ''] = ip.split('%')[0]?.split('::') ?? [];
  const prima = testa.split(':').filter(Boolean);
  const dopo = coda.split(':').filter(Boolean);
  const zeri = ip.includes('::') ? Array<string>(Math.max(0, 8 - prima.length - dopo.length)).fill('0') : [];
  return [...prima, ...zeri, ...dopo]
    .slice(0, 4)
    .map((gruppo) => gruppo.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}
