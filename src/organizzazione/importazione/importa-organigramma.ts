import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { colonnePresenti } from '#platform/csv';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { attua } from '../unita/attua.ts';
import { campiDi } from '../unita/campi.ts';
import { scriviChiusura } from '../unita/chiudi-unita.ts';
import { inserisciUnita } from '../unita/crea-unita.ts';
import { VUOTO } from '../unita/stato.ts';
import { nelPassato, verificaAlbero } from '../unita/unita.errors.ts';
import { leggiStoria, oggiARoma } from '../unita/unita.queries.ts';
import { scriviVariazione } from '../unita/varia-unita.ts';
import { confronta, type Scrittura } from './confronta.ts';
import { importaAoo } from './importa-aoo.ts';
import { cambiata, codificaErrata, sconosciuto, troppeRighe } from './importazione.errors.ts';
import {
  bloccaOrganigramma,
  findAttuali,
  findCodiciIpa,
  findFuture,
  type Attuale,
} from './importazione.queries.ts';
import type {
  EsitoImportazioneOrganigramma,
  ImportazioneOrganigramma,
  RigaImportazione,
} from './importazione.schema.ts';
import { leggiIpa } from './leggi-ipa.ts';
import { leggiOrganigramma } from './leggi-organigramma.ts';
import { inOrdine } from './ordine.ts';
import type { FileLetto } from './proposta.ts';
import { riassumi } from './riassumi.ts';

/** More units than the largest ente has; a file with more is not of one ente. */
const RIGHE_MASSIME = 1500;

/**
 * Brings the chart to what a file says, from a day on. The first time it answers what would happen; nothing is written until that
 * preview is confirmed, by its fingerprint, and only if there is still nothing else to it. All or nothing, and said again it finds
 * everything as it is. A file of the AOO of IndicePA brings the data of the AOO instead, at once.
 *
 * @throws Rifiuto `importazione.codifica`, `importazione.colonne`, `importazione.illeggibile`, `importazione.colonna-mancante`,
 *   `importazione.troppe-righe`, `importazione.altro-ente`, `importazione.altra-aoo`, `importazione.aoo-non-ammessa`,
 *   `importazione.cambiata`, `unita.decorrenza`; confirming, whatever a change of a unit is refused for
 */
export async function importaOrganigramma(
  tx: Tx,
  ctx: Contesto,
  richiesta: ImportazioneOrganigramma,
): Promise<EsitoImportazioneOrganigramma> {
  const { contenuto, dal, atto, conferma } = richiesta;
  // A sheet that was not saved as a text, or read in the wrong encoding: no name is written with these.
  if (/[\x01-\x08\x0e-\x1f\ufffd]/.test(contenuto)) throw codificaErrata();
  const oggi = await oggiARoma(tx);
  if (dal < oggi) throw nelPassato();
  const formato = formatoDi(contenuto);
  if (formato === 'ipa-aoo') return await importaAoo(tx, ctx, contenuto, conferma);

  await bloccaOrganigramma(tx, ctx.ente.id);
  const attuali = await findAttuali(tx, dal);
  const file = await leggiFile(tx, formato, contenuto, attuali);
  if (file.righe.length > RIGHE_MASSIME) throw troppeRighe(RIGHE_MASSIME);
  const ipa = file.formato === 'ipa-uo';
  const { righe, scritture } = confronta({
    lette: file.righe,
    attuali,
    future: await findFuture(tx, dal),
    daChiudere: (u) => richiesta.chiudiAssenti && (!ipa || u.stato.codiceUnivoco !== undefined),
  });
  const esito = (scritta: boolean) => ({
    ...riassumi(file.formato, righe, `${dal} ${formato}`),
    altriEnti: file.altriEnti,
    scritta,
  });
  const ordinate = inOrdine(scritture, attuali);
  if (ordinate.length === 0 || righe.some((r) => r.esito === 'errore')) return esito(false);
  const quando = { dal, atto };
  if (conferma === undefined) {
    await prova(tx, righe, ordinate, (s) => scrivi(tx, ctx, s, quando));
    return esito(false);
  }
  const fatto = esito(true);
  if (conferma !== fatto.impronta) throw cambiata();
  for (const s of ordinate) await scrivi(tx, ctx, s, quando);
  await verificaAlbero(tx);
  const { nuove, variate, chiuse } = fatto;
  await traccia(
    tx,
    ctx,
    'organigramma.importato',
    { tipo: 'unita' },
    {
      formato,
      dal,
      atto,
      nuove,
      variate,
      chiuse,
      file: createHash('sha256').update(contenuto).digest('hex'),
    },
  );
  if (dal === oggi) await attua(tx);
  return fatto;
}

/** @throws Rifiuto `importazione.colonne` */
function formatoDi(contenuto: string): EsitoImportazioneOrganigramma['formato'] {
  const colonne = colonnePresenti(contenuto, {
    Codice_uni_uo: [],
    Descrizione_uo: ['desou'],
    Codice_uni_aoo: ['codaoo'],
    Denominazione_aoo: ['desaoo'],
    codice: [],
    denominazione: ['nome', 'ufficio', 'descrizione'],
  });
  if (colonne.has('Codice_uni_uo') && colonne.has('Descrizione_uo')) return 'ipa-uo';
  if (colonne.has('Codice_uni_aoo') && colonne.has('Denominazione_aoo')) return 'ipa-aoo';
  if (colonne.has('codice') && colonne.has('denominazione')) return 'organigramma';
  throw sconosciuto();
}

async function leggiFile(
  tx: Tx,
  formato: FileLetto['formato'],
  contenuto: string,
  attuali: readonly Attuale[],
): Promise<FileLetto> {
  if (formato === 'organigramma') return leggiOrganigramma(contenuto);
  return leggiIpa(
    contenuto,
    await findCodiciIpa(tx),
    attuali.map((u) => ({
      codice: u.codice,
      denominazione: u.stato.denominazione,
      codiceUnivoco: u.stato.codiceUnivoco ?? null,
      aperta: u.stato.attiva,
    })),
  );
}

/** The preview does it and takes it back: what the database would refuse is said before, not after. */
async function prova(
  tx: Tx,
  righe: RigaImportazione[],
  scritture: readonly Scrittura[],
  scriviUna: (s: Scrittura) => Promise<void>,
): Promise<void> {
  let riga: RigaImportazione | undefined;
  await sql`SAVEPOINT anteprima`.execute(tx);
  try {
    for (const s of scritture) {
      riga = s.riga;
      await scriviUna(s);
    }
    riga = undefined;
    await verificaAlbero(tx);
  } catch (errore) {
    if (!(errore instanceof Rifiuto)) throw errore;
    const perche = { esito: 'errore' as const, messaggio: errore.dettaglio };
    if (riga) Object.assign(riga, perche);
    else righe.push({ codice: '', denominazione: 'Nel suo insieme', cambia: [], ...perche });
  } finally {
    await sql`ROLLBACK TO SAVEPOINT anteprima`.execute(tx);
  }
}

async function scrivi(
  tx: Tx,
  ctx: Contesto,
  { riga, id, detti }: Scrittura,
  { dal, atto }: { dal: string; atto: string },
): Promise<void> {
  const scheda = { tipo: 'unita', id: riga.codice };
  const dettaglio = { ...detti, dal, atto, importata: true };
  if (id === undefined) {
    const { denominazione = riga.denominazione, tipo = 'ufficio' } = detti;
    const campi = await campiDi(tx, detti);
    await inserisciUnita(tx, ctx, riga.codice, dal, atto, { ...VUOTO, denominazione, tipo, ...campi });
    await traccia(tx, ctx, 'unita.creata', scheda, dettaglio);
    return;
  }
  const quale = { id, storia: await leggiStoria(tx, id), dal, atto };
  if (riga.esito === 'chiusa') await scriviChiusura(tx, ctx, quale, []);
  else await scriviVariazione(tx, ctx, quale, await campiDi(tx, detti));
  await traccia(tx, ctx, riga.esito === 'chiusa' ? 'unita.chiusa' : 'unita.variata', scheda, dettaglio);
}
