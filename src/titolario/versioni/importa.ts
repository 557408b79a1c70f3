import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { leggiCsv } from '#platform/csv';
import { scriviVoci, vociDaTitoli, type VoceDaScrivere } from '../importa-titolario.ts';
import { inOrdine, vociDi, type RigaVoce } from '../titolario.queries.ts';
import { apriBozza } from './crea-bozza.ts';
import { daRomano } from './romano.ts';
import { trovaVersione } from './versioni.queries.ts';
import type { EsitoImportazione, Importazione } from './versioni.schema.ts';

const numero = Type.Integer({ minimum: 1, maximum: 999 });
const testo = Type.String({ minLength: 1, maxLength: 500 });
const partizione = {
  codice: Type.String({ minLength: 1, maxLength: 40 }),
  numero,
  denominazione: testo,
  chiusa: Type.Optional(Type.Boolean()),
  voci: Type.Optional(
    Type.Array(
      Type.Object({
        numero,
        descrizione: testo,
        tipi: Type.Array(Type.String({ maxLength: 80 })),
        nota: Type.Optional(Type.String({ maxLength: 500 })),
        testoOriginale: Type.Optional(Type.String({ maxLength: 1000 })),
        chiusa: Type.Optional(Type.Boolean()),
      }),
    ),
  ),
};
const Forma = Type.Object({
  titoli: Type.Array(
    Type.Object({
      ...partizione,
      classi: Type.Array(
        Type.Object({ ...partizione, sottoclassi: Type.Optional(Type.Array(Type.Object(partizione))) }),
      ),
    }),
    { minItems: 1 },
  ),
});

type Letto = { voci: VoceDaScrivere[]; sconosciuti: string[]; orfani: string[] };

/**
 * Makes a draft of a titolario prepared elsewhere. Entries with a code in use keep their identity, so that the comparison and
 * the history go on; entries of the version in use that the file lacks are closed. What cannot be read as an entry and
 * what is under a code that is not there are reported, not imported.
 *
 * @throws Rifiuto `importazione.illeggibile`, `importazione.colonna-mancante`, `importazione.vuota`, those of `apriBozza`
 */
export async function importa(tx: Tx, ctx: Contesto, i: Importazione): Promise<EsitoImportazione> {
  const { voci, sconosciuti, orfani } =
    i.formato === 'json' ? leggiJson(i.contenuto) : leggiTabella(i.contenuto);
  if (voci.length === 0)
    throw new Rifiuto({
      codice: 'importazione.vuota',
      categoria: 'nonValido',
      dettaglio: 'Nel file non c’è nessuna voce di titolario.',
      campo: 'contenuto',
      dati: { sconosciuti, orfani },
    });
  const { id, origine } = await apriBozza(tx, ctx, i.versione);
  const { righe, assenti } = riconosci(voci, inOrdine(await vociDi(tx, origine)));
  await scriviVoci(tx, ctx.ente.id, id, righe);
  await traccia(
    tx,
    ctx,
    'titolario.importato',
    { tipo: 'titolario', id },
    { versione: i.versione, voci: voci.length, sconosciuti, orfani, assenti },
  );
  return { versione: await trovaVersione(tx, id), importate: voci.length, sconosciuti, orfani, assenti };
}

function leggiJson(contenuto: string): Letto {
  let dati: unknown;
  try {
    dati = JSON.parse(contenuto);
  } catch (errore) {
    throw illeggibile(errore instanceof Error ? errore.message : '');
  }
  if (!Value.Check(Forma, dati)) {
    const primo = [...Value.Errors(Forma, dati)][0];
    throw illeggibile(`${primo?.instancePath ?? ''} ${primo?.message ?? ''}`.trim());
  }
  return ordinaPerCodice(vociDaTitoli(dati.titoli));
}

function illeggibile(perche: string): Rifiuto {
  return new Rifiuto({
    codice: 'importazione.illeggibile',
    categoria: 'nonValido',
    dettaglio: `Il file non è un titolario in JSON: ${perche}`,
    campo: 'contenuto',
  });
}

/** Codes must say where an entry is: those that do not are unknown, those under nothing are orphans. */
function ordinaPerCodice(voci: VoceDaScrivere[]): Letto {
  const perId = new Map(voci.map((v) => [v.id, v]));
  const buone = new Set<string>();
  const visti = new Set<string>();
  const sconosciuti: string[] = [];
  const orfani: string[] = [];
  const tenute = voci.filter((v) => {
    const padre = v.padre_id === null ? undefined : perId.get(v.padre_id);
    if (padre && !buone.has(padre.id)) {
      orfani.push(v.codice ?? `${padre.codice ?? ''} ${v.denominazione}`);
      return false;
    }
    const giusto = padre ? `${padre.codice ?? ''}.${v.numero}` : undefined;
    const valido =
      v.codice === null ? padre !== undefined : padre ? v.codice === giusto : daRomano(v.codice) === v.numero;
    if (!valido || (v.codice !== null && visti.has(v.codice))) {
      sconosciuti.push(v.codice ?? v.denominazione);
      return false;
    }
    if (v.codice !== null) visti.add(v.codice);
    buone.add(v.id);
    return true;
  });
  return { voci: tenute, sconosciuti, orfani };
}

function leggiTabella(contenuto: string): Letto {
  const righe = leggiCsv(
    contenuto,
    {
      codice: ['classificazione'],
      denominazione: ['descrizione'],
      voce: ['vocedescrittiva'],
      tipi: ['tipo', 'aggregazione'],
      nota: ['note'],
      chiusa: [],
    },
    ['codice', 'denominazione'],
  );
  const perCodice = new Map<string, VoceDaScrivere>();
  const sconosciuti: string[] = [];
  const orfani: string[] = [];
  const voci: VoceDaScrivere[] = [];
  const numeri = new Map<string, number>();
  for (const { linea, celle } of righe) {
    const codice = celle.codice.toUpperCase();
    const parti = codice.split('.');
    const ultima = parti.at(-1) ?? '';
    const numero =
      parti.length === 1 ? daRomano(ultima) : /^[1-9]\d{0,2}$/.test(ultima) ? Number(ultima) : undefined;
    const comune = {
      id: crypto.randomUUID(),
      tipi: celle.tipi
        .split('|')
        .map((t) => t.trim())
        .filter(Boolean),
      nota: celle.nota || null,
      chiusa: /^(s|si|sì|x|1|true|chiusa)$/i.test(celle.chiusa),
    };
    if (celle.voce !== '') {
      const padre = perCodice.get(codice);
      if (!padre) {
        orfani.push(`${codice} ${celle.voce}`);
        continue;
      }
      const n = (numeri.get(codice) ?? 0) + 1;
      numeri.set(codice, n);
      voci.push({
        ...comune,
        padre_id: padre.id,
        livello: padre.livello + 1,
        codice: null,
        numero: n,
        denominazione: celle.voce,
      });
      continue;
    }
    const sopra = parti.slice(0, -1).join('.');
    const padre = perCodice.get(sopra);
    if (numero === undefined || parti.length > 3 || celle.denominazione === '' || perCodice.has(codice)) {
      sconosciuti.push(celle.codice || `riga ${linea}`);
      continue;
    }
    if (sopra !== '' && !padre) {
      orfani.push(codice);
      continue;
    }
    const voce: VoceDaScrivere = {
      ...comune,
      padre_id: padre?.id ?? null,
      livello: parti.length,
      codice,
      numero,
      denominazione: celle.denominazione,
    };
    perCodice.set(codice, voce);
    voci.push(voce);
  }
  return { voci, sconosciuti, orfani };
}

const piega = (t: string): string =>
  t.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/\W+/g, ' ').trim();

/** Gives each entry the identity it already has, by code, or by name under the same code; adds, closed, those left out. */
function riconosci(voci: VoceDaScrivere[], inUso: (RigaVoce & { percorso: string })[]) {
  const codici = new Map<string, string | null>([...inUso, ...voci].map((v) => [v.id, v.codice]));
  const chiaveDi = (v: { codice: string | null; padre_id: string | null; denominazione: string }): string =>
    v.codice ?? `${v.padre_id === null ? '' : (codici.get(v.padre_id) ?? '')}/${piega(v.denominazione)}`;
  const note = new Map(inUso.map((v) => [chiaveDi(v), v]));
  const nuovoId = new Map<string, string>();
  const usate = new Set<string>();
  const righe = voci.map((v) => {
    const nota = note.get(chiaveDi(v));
    if (!nota || usate.has(nota.identita)) return { ...v, identita: crypto.randomUUID() };
    usate.add(nota.identita);
    nuovoId.set(nota.id, v.id);
    return {
      ...v,
      testo_originale: v.testo_originale ?? nota.testo_originale,
      identita: nota.identita,
      introdotta_il: nota.introdotta_il,
      variata_il: nota.variata_il,
    };
  });
  const assenti: string[] = [];
  const fratelli = new Map<string, number>();
  for (const v of righe) {
    const chiave = `${v.padre_id ?? ''}/${v.codice === null}`;
    fratelli.set(chiave, Math.max(fratelli.get(chiave) ?? 0, v.numero));
  }
  // In order: who is above is already there when its own come.
  for (const v of inUso) {
    if (usate.has(v.identita)) continue;
    const id = crypto.randomUUID();
    nuovoId.set(v.id, id);
    const padre = v.padre_id === null ? null : (nuovoId.get(v.padre_id) ?? null);
    if (!v.chiusa) assenti.push(v.codice ?? `${v.percorso} › ${v.denominazione}`);
    const chiave = `${padre ?? ''}/true`;
    const dopo = (fratelli.get(chiave) ?? 0) + 1;
    if (v.codice === null) fratelli.set(chiave, dopo);
    righe.push({
      id,
      padre_id: padre,
      livello: v.livello,
      codice: v.codice,
      numero: v.codice === null ? dopo : v.numero,
      denominazione: v.denominazione,
      tipi: v.tipi,
      nota: v.nota,
      testo_originale: v.testo_originale,
      chiusa: true,
      identita: v.identita,
      introdotta_il: v.introdotta_il,
      variata_il: v.variata_il,
    });
  }
  return { righe, assenti };
}
