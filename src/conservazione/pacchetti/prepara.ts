import { sql } from 'kysely';
import { leggiFascicolo, metadatiXml, type DocumentoContenuto, type EnteProduttore } from '#fascicoli';
import type { Tx } from '#platform/db';
import { giaVersato, senzaConservatore } from '../conservazione.errors.ts';
import { contestoVersamento } from '../contesto-versamento.ts';
import type { EnteDescritto, PersonaFisica } from '../metadati/descritto.ts';
import type { Dialetto } from '../metadati/dialetto.ts';
import { raccogliContenuto, type Contenuto, type Oggetto } from './contenuto.ts';
import { serieXml } from './serie-xml.ts';

/** Everything a package is made from, except the bytes of the files and their own metadata. */
export type Preparato = {
  contenuto: Contenuto;
  conservatoreId: string;
  dialetto: Dialetto;
  versione: number;
  identificativo: string;
  ente: EnteDescritto;
  responsabile: (PersonaFisica & { atto: string }) | null;
  aggregazioni: { nome: string; xml: string }[];
};

async function leggiEnte(tx: Tx): Promise<Pick<Preparato, 'ente' | 'responsabile'>> {
  const { rows } = await sql<Pick<Preparato, 'ente' | 'responsabile'>>`
    SELECT jsonb_build_object('denominazione', e.denominazione, 'codice', e.codice_ipa, 'codiceFiscale', e.codice_fiscale,
        'aoo', jsonb_build_object('denominazione', a.denominazione, 'codice', a.codice, 'casellaPec', a.casella_pec)) AS ente,
      (SELECT persona_fisica(n.utente_id) || jsonb_build_object('atto', n.atto) FROM nomina n
        WHERE n.ruolo = 'rsp' AND oggi_a_roma() BETWEEN n.dal AND coalesce(n.al, 'infinity'::date)
        ORDER BY n.dal DESC LIMIT 1) AS responsabile
    FROM aoo a JOIN ente e ON e.id = a.ente_id WHERE e.id = ente_corrente()`.execute(tx);
  if (!rows[0]) throw new Error('ente senza AOO');
  return rows[0];
}

type RigaDocumento = { registrazione: DocumentoContenuto['registrazione'] } & Pick<
  DocumentoContenuto,
  'id' | 'file'
>;

/** The documents of a part of a fascicolo, all of them and with every file: who keeps must have also what is reserved. */
async function documentiDi(tx: Tx, codice: string): Promise<DocumentoContenuto[]> {
  const { rows } = await sql<RigaDocumento>`
    SELECT y.id, CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('segnatura', r.segnatura) END AS registrazione,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_array(jsonb_build_object('documentoId', d.id, 'impronta', d.impronta,
          'algoritmo', d.algoritmo))
        ELSE (SELECT coalesce(jsonb_agg(jsonb_build_object('documentoId', x.documento_id, 'impronta', x.impronta,
          'algoritmo', x.algoritmo) ORDER BY x.ordine), '[]') FROM registrazione_documento x
          WHERE x.registrazione_id = r.id AND x.documento_id IS NOT NULL) END AS file
    FROM fascicolazione y JOIN fascicolo f ON f.id = y.fascicolo_id LEFT JOIN registrazione r ON r.id = y.registrazione_id
      LEFT JOIN documento d ON d.id = y.documento_id
    WHERE f.codice = ${codice} AND y.tolta_il IS NULL ORDER BY y.ordine_istante, y.ordine_numero, y.id`.execute(
    tx,
  );
  return rows as DocumentoContenuto[];
}

async function fascicoli(
  tx: Tx,
  enteId: string,
  c: Contenuto,
  ente: EnteDescritto,
): Promise<Preparato['aggregazioni']> {
  const ctx = await contestoVersamento(tx, enteId);
  const { rows } = await sql<{ versione: string; anni: number | null }>`
    SELECT t.versione, anni_di_conservazione(coalesce(f.aggregazione_id, f.voce_titolario_id)) AS anni
    FROM fascicolo f JOIN voce_titolario v ON v.id = f.voce_titolario_id JOIN titolario t ON t.id = v.titolario_id
    WHERE f.id = ${c.oggettoId}`.execute(tx);
  const produttore: EnteProduttore = {
    denominazione: ente.denominazione,
    codiceIpa: ente.codice,
    aoo: ente.aoo,
    titolario: rows[0]?.versione ?? '',
  };
  const fatti = [];
  for (const codice of c.fascicoli)
    fatti.push({
      nome: `FASC-${codice}`,
      xml: metadatiXml(
        await leggiFascicolo(tx, ctx, codice),
        await documentiDi(tx, codice),
        produttore,
        rows[0]?.anni ?? null,
      ),
    });
  return fatti;
}

async function serie(tx: Tx, c: Contenuto, ente: EnteDescritto): Promise<Preparato['aggregazioni']> {
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    ufficio: EnteDescritto['aoo'];
    classificazione: { codice: string; descrizione: string; piano: string } | null;
    anni: number | null;
  }>`SELECT g.codice, g.denominazione, v.dato AS classificazione, anni_di_conservazione(v.id) AS anni,
      (SELECT jsonb_build_object('denominazione', u.denominazione, 'codice', u.codice) FROM unita u
        LEFT JOIN registro_unita ru ON ru.unita_id = u.id AND ru.registro_id = g.id
        ORDER BY ru.unita_id IS NULL, NOT u.ufficio_protocollo, u.ordine LIMIT 1) AS ufficio
    FROM registro g LEFT JOIN LATERAL (SELECT v.id, jsonb_build_object('codice', v.codice, 'descrizione', v.denominazione,
        'piano', t.versione) AS dato FROM voce_titolario v JOIN titolario t ON t.id = v.titolario_id
      WHERE v.codice = g.classificazione AND t.id = titolario_al(oggi_a_roma())) v ON true
    WHERE g.id = ${c.oggettoId}`.execute(tx);
  const [g] = rows;
  if (!g) throw new Error(`registro ${c.oggettoId} non riletto`);
  const id = `${ente.codice}-${ente.aoo.codice}-${g.codice}-${c.anno}`;
  return [
    { nome: `SERIE-${g.codice}-${c.anno}`, xml: serieXml({ ...g, id, anno: c.anno, ente, file: c.file }) },
  ];
}

/** In these states a package is on its way no more. */
const FINITI = new Set(['conservato', 'rifiutato', 'ritirato']);

/**
 * Reads what a package of this thing is made from, in one snapshot.
 *
 * @throws Rifiuto `conservazione.senza-conservatore`, `conservazione.gia-versato`, those of {@link raccogliContenuto}
 */
export async function prepara(tx: Tx, enteId: string, o: Oggetto): Promise<Preparato> {
  const conservatore = await tx
    .selectFrom('conservatore')
    .select(['id', 'dialetto'])
    .where('attivo', '=', true)
    .executeTakeFirst();
  if (!conservatore) throw senzaConservatore();
  const contenuto = await raccogliContenuto(tx, o);
  const altri = await tx
    .selectFrom('pacchetto')
    .select(['versione', 'stato'])
    .where('tipo', '=', o.tipo)
    .where('oggetto_id', '=', o.oggettoId)
    .where('anno', '=', o.anno)
    .execute();
  if (altri.some((p) => !FINITI.has(p.stato))) throw giaVersato();
  const versione = 1 + Math.max(0, ...altri.map((p) => p.versione));
  const edizione = 1 + altri.filter((p) => p.stato === 'conservato').length;
  const { ente, responsabile } = await leggiEnte(tx);
  const { spazi } = conservatore.dialetto as { spazi?: Dialetto['spazi'] };
  return {
    contenuto: {
      ...contenuto,
      // He keeps the earlier one under its own key for ever.
      chiave: {
        ...contenuto.chiave,
        numero: `${contenuto.chiave.numero}${edizione > 1 ? `-v${edizione}` : ''}`,
      },
    },
    conservatoreId: conservatore.id,
    dialetto: { spazi: spazi ?? 'singoli' },
    versione,
    identificativo: `${contenuto.nome}-v${versione}`,
    ente,
    responsabile,
    aggregazioni:
      o.tipo === 'fascicolo'
        ? await fascicoli(tx, enteId, contenuto, ente)
        : o.tipo === 'repertorio'
          ? await serie(tx, contenuto, ente)
          : [],
  };
}
