import { generateKeyPairSync } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { impronta256 } from './impronta.ts';
import type { DB, Tx } from '#platform/db';
import type { Vault } from '#platform/vault';
import { traccia, type Attore } from '#tracciamento';
import { firmaTesto } from './testo-testa.ts';

export type ChiaveFirma = Selectable<DB['chiave_firma']>;

const luogo = (id: string): string => `chiave_firma/${id}`;

/** Held by who makes, replaces or signs with the key: a head is never signed with a key that is being replaced. */
export async function bloccaChiavi(tx: Tx, enteId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`registro-verificabile/chiavi/${enteId}`}, 0))`.execute(
    tx,
  );
}

/** What the old key signs to hand over to the new one. */
export function testoPassaggio(codiceIpa: string, improntaNuova: string): string {
  return `tabularium/chiave/1\n${codiceIpa}\n${improntaNuova}\n`;
}

export function chiaveInUso(tx: Tx): Promise<ChiaveFirma | undefined> {
  return tx.selectFrom('chiave_firma').selectAll().where('ritirata_il', 'is', null).executeTakeFirst();
}

function nuovaCoppia(): { pubblica: Buffer; privata: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    pubblica: publicKey.export({ format: 'der', type: 'spki' }),
    privata: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}

async function scriviChiave(
  tx: Tx,
  vault: Vault,
  enteId: string,
  coppia: { pubblica: Buffer; privata: Buffer },
  dati: { progressivo: number; firma: Buffer | null },
): Promise<string> {
  const id = uuidv7();
  const impronta = impronta256(coppia.pubblica);
  await tx
    .insertInto('chiave_firma')
    .values({
      id,
      ente_id: enteId,
      progressivo: dati.progressivo,
      pubblica: coppia.pubblica,
      impronta,
      privata: vault.seal(luogo(id), coppia.privata.toString('base64')),
      firma: dati.firma,
    })
    .execute();
  return impronta.toString('hex');
}

/**
 * The key in use, made now if the ente has none. After an import there are keys but no private half: the new one is signed by none of
 * them, and is trusted from what is printed. The caller holds {@link bloccaChiavi}.
 */
export async function assicuraChiave(tx: Tx, vault: Vault, chi: Attore): Promise<ChiaveFirma> {
  const presente = await chiaveInUso(tx);
  if (presente) return presente;
  const { ultimo } = await tx
    .selectFrom('chiave_firma')
    .select((e) => e.fn.max('progressivo').as('ultimo'))
    .executeTakeFirstOrThrow();
  const progressivo = (ultimo ?? 0) + 1;
  const impronta = await scriviChiave(tx, vault, chi.ente.id, nuovaCoppia(), { progressivo, firma: null });
  await traccia(tx, chi, 'chiave-firma.creata', { tipo: 'chiave-firma', id: impronta });
  return (await chiaveInUso(tx)) as ChiaveFirma;
}

/** @returns PKCS #8, DER; sealed again with the vault's newest key when it was not */
export async function apriPrivata(tx: Tx, vault: Vault, chiave: ChiaveFirma): Promise<Buffer> {
  const chiusa = chiave.privata ?? '';
  const testo = vault.open(luogo(chiave.id), chiusa);
  if (vault.isStale(chiusa))
    await tx
      .updateTable('chiave_firma')
      .set({ privata: vault.seal(luogo(chiave.id), testo) })
      .where('id', '=', chiave.id)
      .execute();
  return Buffer.from(testo, 'base64');
}

/**
 * Replaces the key: the old one signs the new one and its private half is forgotten. Each log has the announcement before its next
 * head.
 *
 * @returns digest of the new key, hex
 */
export async function ruotaChiave(
  tx: Tx,
  vault: Vault,
  chi: Attore & { ente: { id: string; codiceIpa: string } },
): Promise<string> {
  await bloccaChiavi(tx, chi.ente.id);
  const vecchia = await assicuraChiave(tx, vault, chi);
  const coppia = nuovaCoppia();
  const passaggio = testoPassaggio(chi.ente.codiceIpa, impronta256(coppia.pubblica).toString('hex'));
  const firma = Buffer.from(firmaTesto(await apriPrivata(tx, vault, vecchia), passaggio), 'base64');
  await tx
    .updateTable('chiave_firma')
    .set({ privata: null, ritirata_il: sql`clock_timestamp()` })
    .where('id', '=', vecchia.id)
    .execute();
  const impronta = await scriviChiave(tx, vault, chi.ente.id, coppia, {
    progressivo: vecchia.progressivo + 1,
    firma,
  });
  await traccia(
    tx,
    chi,
    'chiave-firma.sostituita',
    { tipo: 'chiave-firma', id: impronta },
    {
      precedente: vecchia.impronta.toString('hex'),
    },
  );
  return impronta;
}
