import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leggiXml, trova, type Elemento } from '#platform/xml';
import { attoreSistema } from '#tracciamento';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { apriDiProva } from '../../../test/support/fascicoli-di-prova.ts';
import { bancoConservazione, type BancoConservazione } from '../../../test/support/conservazione-di-prova.ts';
import { difettiXml, schemaAllegato5, schemaCondiviso } from '../../../test/support/xml-di-prova.ts';
import { apriZip } from '../trasporti/apri-pacchetto.ts';
import { produciPacchetto } from './produci.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione('2026-12-30T09:00:00+01:00');
  await b.configura({
    denominazione: 'Archivio di prova',
    trasporto: 'cartella',
    cartella: { cartella: 'prova' },
  });
});
afterAll(() => b.chiudi());

async function apri(identificativo: string) {
  const { rows } = await b.superutente.query<{
    id: string;
    impronta: string;
    dimensione: string;
    tipo: string;
  }>(
    'SELECT id, impronta, dimensione, tipo FROM pacchetto WHERE identificativo LIKE $1 ORDER BY id DESC LIMIT 1',
    [`%${identificativo}`],
  );
  const [p] = rows;
  if (!p) throw new Error(`manca ${identificativo}`);
  const zip = await apriZip(b.lavori, b.ente.enteId, { ...p, dimensione: Number(p.dimensione) });
  const testo = async (nome: string): Promise<string> =>
    (await zip.entries.get(nome)?.bytes())?.toString('utf8') ?? '';
  return { ...p, zip, testo };
}
const file = (pindex: Elemento): Elemento[] =>
  pindex.figli.filter((f) => f.nome === 'FileGroup').flatMap((g) => g.figli.filter((f) => f.nome === 'File'));

/**
 * The same metadata as those of a document of the administration, of which alone the schema is public: where the two differ (root,
 * where it is registered, who registers) is replaced, and all the rest must be as the norm has it.
 */
const comeAmministrativo = (xml: string): string =>
  xml
    .replaceAll('DocumentoInformatico>', 'DocumentoAmministrativoInformatico>')
    .replace(
      /<Nessuno>.*<\/Nessuno>/s,
      String.raw`<Repertorio_Registro><TipoRegistro>Repertorio\Registro</TipoRegistro><DataRegistrazioneDocumento>2026-12-30</DataRegistrazioneDocumento><NumeroRegistrazioneDocumento>1</NumeroRegistrazioneDocumento><CodiceRegistro>X</CodiceRegistro></Repertorio_Registro>`,
    )
    .replaceAll('SoggettoCheEffettuaLaRegistrazione', 'Mittente')
    .replace('Soggetto Che Effettua La Registrazione', 'Mittente');

/** Every file of the package is in the index with the digest it has, and the index is valid. */
async function verificaIndice(t: Parameters<typeof schemaCondiviso>[0], p: Awaited<ReturnType<typeof apri>>) {
  const indice = await p.testo('PIndex.xml');
  expect(difettiXml(indice, schemaCondiviso(t, 'standards/uni11386-sincro/PIndex-sincro-v2.xsd'))).toEqual(
    [],
  );
  const detti = new Map<string, string>();
  for (const f of file(leggiXml(indice))) {
    detti.set(decodeURI(trova(f, 'Path')?.testo ?? ''), trova(f, 'Hash')?.testo ?? '');
    const m = trova(f, 'MoreInfo', 'ExternalMetadata');
    if (m) detti.set(decodeURI(trova(m, 'Path')?.testo ?? ''), trova(m, 'Hash')?.testo ?? '');
  }
  const veri = new Map<string, string>();
  for (const [nome, voce] of p.zip.entries)
    if (nome !== 'PIndex.xml') veri.set(nome, Buffer.from(await voce.sha256(), 'hex').toString('base64'));
  expect([...detti].sort()).toEqual([...veri].sort());
  return veri;
}

test('il pacchetto di un documento ha file, metadati e indice SInCRO, validi e con le impronte vere', async (t) => {
  const r = await b.registra({
    oggetto: 'Istanza con perché & «altro»',
    allegati: [await b.carica('operatore', 'pianta è così.pdf', Buffer.from('%PDF-1.4 finto\n%%EOF'))],
  });
  expect(await b.versa({ documenti: { registro: 'PG', anno: r.anno, dal: r.numero, al: r.numero } })).toEqual(
    {
      accolti: 1,
      esclusi: [],
    },
  );
  const p = await apri(`PG-${r.anno}-${String(r.numero).padStart(7, '0')}-v1`);
  const veri = await verificaIndice(t, p);
  expect(veri.size).toBe(4);
  const schema = schemaAllegato5(t, 'singoli');
  for (const nome of veri.keys())
    if (nome.startsWith('metadati/')) expect(difettiXml(await p.testo(nome), schema)).toEqual([]);
  // Whoever has only unzip reads it.
  const zip = b.percorso(p.impronta);
  expect(execFileSync('python3', ['-m', 'zipfile', '-t', zip], { encoding: 'utf8' })).toContain(
    'Done testing',
  );
});

test('un fascicolo chiuso porta le sue parti e tutti i suoi documenti, anche riservati; uno aperto non si versa', async (t) => {
  const f = await apriDiProva(b, 'operatore');
  await b.registra({ classificazione: 'VI.3', fascicoli: [f.numero], riservatezza: 'riservato' });
  const esito = await b.versa({ fascicoli: [f.numero, '9999'] });
  expect(esito).toEqual({
    accolti: 0,
    esclusi: [
      { che: `fascicolo ${f.numero}`, motivo: 'è aperto' },
      { che: 'fascicolo 9999', motivo: 'non esiste' },
    ],
  });
  const sciolto = await b.chiama('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
    corpo: {
      documento: await b.carica('operatore', 'verbale & foto.pdf', pdfDiProva('Sopralluogo')),
      denominazione: 'Verbale di sopralluogo «mai protocollato»',
    },
  });
  expect(sciolto.stato, sciolto.testo).toBe(201);
  const chiusura = await b.chiama('operatore', 'POST', `/fascicoli/${f.numero}/chiusura`, {
    corpo: {},
  });
  expect(chiusura.stato, chiusura.testo).toBeLessThan(300);
  expect((await b.versa({ fascicoli: [f.numero] })).accolti).toBe(1);
  const p = await apri(`FASC-${f.numero}-v1`);
  await verificaIndice(t, p);
  const aggregazione = await p.testo(`aggregazioni/FASC-${f.numero}.xml`);
  const schema = join(import.meta.dirname, '../schemi/aggregazione.xsd');
  expect(difettiXml(aggregazione, schema)).toEqual([]);
  expect(trova(leggiXml(aggregazione), 'IndiceDocumenti')?.figli).toHaveLength(2);
  // What was never registered has its metadata too: nothing in the package is only a digest.
  const nome = [...p.zip.entries.keys()].find((n) => n.startsWith('metadati/non-registrato-')) ?? '';
  const metadati = await p.testo(nome);
  expect(difettiXml(metadati, join(import.meta.dirname, '../schemi/documento-informatico.xsd'))).toEqual([]);
  const letto = leggiXml(metadati);
  expect(trova(letto, 'ChiaveDescrittiva', 'Oggetto')?.testo).toBe(
    'Verbale di sopralluogo «mai protocollato»',
  );
  expect(trova(letto, 'DatiDiRegistrazione', 'TipoRegistro', 'Nessuno', 'DataDocumento')?.testo).toMatch(
    /^\d{4}-/,
  );
  expect(trova(letto, 'Agg', 'TipoAgg', 'IdAggregazione')?.testo).toBe(`c_prova1-APROVA1-FASC-${f.numero}`);
  expect(difettiXml(comeAmministrativo(metadati), schemaAllegato5(t, 'singoli'))).toEqual([]);
  const nostro = readFileSync(schema, 'utf8');
  expect(nostro).toContain('urn:tabularium:aggregazione:1');
});

test('un repertorio si versa ad anno finito, come serie, una volta; e il registro giornaliero da sé', async (t) => {
  await b.registra();
  expect((await b.versa({ repertori: [{ registro: 'ORDINANZE', anno: 2026 }] })).esclusi).toEqual([
    { che: 'ORDINANZE del 2026', motivo: 'l’anno non è finito' },
  ]);
  await b.sposta('2027-01-02T09:00:00+01:00');
  await b.chiudiGiornate();
  await b.ronda();
  const giornalieri = await b.elenco('?tipo=registro-giornaliero');
  expect(giornalieri).toHaveLength(3);
  const p = await apri(giornalieri.at(-1)?.identificativo ?? '');
  const veri = await verificaIndice(t, p);
  const schema = schemaAllegato5(t, 'singoli');
  const metadati = [...veri.keys()].filter((n) => n.startsWith('metadati/'));
  expect(metadati).toHaveLength(2);
  for (const nome of metadati) {
    const xml = await p.testo(nome);
    expect(difettiXml(xml, schema)).toEqual([]);
    expect(trova(leggiXml(xml), 'ModalitaDiFormazione')?.testo).toMatch(/^generazione o raggruppamento/);
  }
  expect((await b.versa({ repertori: [{ registro: 'RG', anno: 2026 }] })).accolti).toBe(1);
  const serie = await apri('RG-2026-v1');
  await verificaIndice(t, serie);
  expect(
    difettiXml(
      await serie.testo('aggregazioni/SERIE-RG-2026.xml'),
      join(import.meta.dirname, '../schemi/aggregazione.xsd'),
    ),
  ).toEqual([]);
});

test('di due che versano insieme la stessa cosa uno solo fa il pacchetto, e ciò che è conservato non si rimanda uguale', async () => {
  const r = await b.registra();
  const { rows } = await b.superutente.query<{ id: string }>(
    'SELECT id FROM registrazione WHERE registro_id = $1 AND anno = $2 AND numero = $3',
    [b.ente.registroId, r.anno, r.numero],
  );
  const oggetto = { tipo: 'documento', oggettoId: rows[0]?.id ?? '', anno: 0 } as const;
  const fa = () => produciPacchetto(b.lavori, attoreSistema(b.ente.enteId), oggetto);
  const esiti = await Promise.allSettled([fa(), fa(), fa()]);
  expect(esiti.filter((e) => e.status === 'fulfilled')).toHaveLength(1);
  for (const e of esiti)
    if (e.status === 'rejected') expect(e.reason).toMatchObject({ codice: 'conservazione.gia-versato' });
  const [p] = await b.elenco('?tipo=documento&stato=prodotto');
  await b.invia(p?.id ?? '');
  const conferma = await b.chiama('tecnico', 'POST', `/conservazione/pacchetti/${p?.id}/conferma`, {
    corpo: {},
  });
  expect(conferma.stato, conferma.testo).toBe(200);
  await expect(fa()).rejects.toMatchObject({ codice: 'conservazione.gia-versato' });
  // What is said of it changed: it is another package, under another key.
  const via = `/registri/PG/registrazioni/${r.anno}/${r.numero}`;
  const nota = await b.chiama('operatore', 'PATCH', via, {
    corpo: { note: 'Annotazione nuova', versione: 1 },
  });
  expect(nota.stato, nota.testo).toBe(200);
  const secondo = await b.leggi(await fa());
  expect(secondo).toMatchObject({ versione: 2, stato: 'prodotto' });
});
