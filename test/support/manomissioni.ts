/** One way of altering the database behind its back: what it is called, and the statements that do it (`:r` is the register's id). */
export type Manomissione = { specie: string; dove: string; cosa: string; istruzioni: string[] };

type Colonna = { tabella: string; colonna: string; tipo: string; generata: boolean; nullabile: boolean };

/** Tables with something that a leaf, or a head, vouches for; and which row of each is altered. */
export const COPERTE: Record<string, string> = {
  registrazione: `registro_id = :r AND numero = 1`,
  scheda: `registro_id = :r AND numero = 1`,
  corrispondente: `registrazione_id = :prima AND edizione = 0 AND ruolo = 'mittente' AND ordine = 1`,
  registrazione_documento: `registrazione_id = :prima AND ordine = 1`,
  documento: `id = (SELECT documento_id FROM registrazione_documento WHERE registrazione_id = :prima AND ordine = 1)`,
  annullamento: `registrazione_id IN (SELECT id FROM registrazione WHERE registro_id = :r)`,
  rettifica: `registrazione_id = :prima AND edizione = 1`,
  variazione: `registrazione_id = :prima AND campo = 'note'`,
  richiesta: `id = (SELECT richiesta_id FROM annullamento LIMIT 1)`,
  foglia: `registro_id = :r AND posizione = 1`,
  testa: `registro_id = :r AND dimensione = (SELECT min(dimensione) FROM testa WHERE registro_id = :r)`,
  testa_marca: `registro_id = :r AND dimensione = (SELECT min(dimensione) FROM testa_marca WHERE registro_id = :r)`,
  chiave_firma: `progressivo = 1`,
  registro: `id = :r`,
  registro_stato: `registro_id = :r`,
  contatore: `registro_id = :r`,
  registro_giornaliero: `registro_id = :r AND giorno = (SELECT min(giorno) FROM registro_giornaliero WHERE registro_id = :r)`,
};

const INTERNO = 'riferimento interno: nome e nome utente sono nella foglia';
const DERIVATO = 'derivato: si ricalcola da ciò che è coperto';
const CONFIGURAZIONE =
  'configurazione del registro, che può cambiare: la foglia porta il codice e la numerazione';
const ANNUNCIATA = 'conta l’annuncio della chiave, che è nella foglia';

/** Columns of those tables that no leaf vouches for, and why. */
export const SCOPERTE: Record<string, Record<string, string>> = {
  registrazione: {
    token:
      'indirizzo della pagina pubblica di verifica: chi lo altera la rende introvabile, non la falsifica',
  },
  scheda: {
    versione: 'conta le modifiche, per accorgersi di chi modifica insieme',
    fascicolata: DERIVATO,
    visibile_a: DERIVATO,
    ricerca: DERIVATO,
    nomi: DERIVATO,
  },
  registrazione_documento: { doppia: DERIVATO },
  documento: {
    formato_secondo: 'quale programma ha riconosciuto il formato: è della ricezione, non della registrazione',
    avvisi: 'avvisi dati a chi ha caricato il file',
    caricato_da: 'chi ha caricato il file: è della ricezione, non della registrazione',
    chiave_api_id: 'chi ha caricato il file: è della ricezione, non della registrazione',
    caricato_il: 'quando è stato caricato il file: la registrazione ha il suo istante',
  },
  annullamento: { utente_id: INTERNO },
  rettifica: { utente_id: INTERNO },
  variazione: { id: 'riferimento interno che nessuno usa', utente_id: INTERNO, unita_id: INTERNO },
  richiesta: {
    campo: 'assente negli annullamenti; delle rettifiche è coperto (prova a parte)',
    valore: 'assente negli annullamenti; delle rettifiche è coperto (prova a parte)',
    richiesta_da: INTERNO,
    unita_id: INTERNO,
    richiesta_il: 'quando fu chiesto: la foglia ha l’istante in cui ebbe effetto',
    decisa_da: INTERNO,
    decisa_il: 'la foglia ha l’istante in cui ebbe effetto',
    motivo_decisione: 'facoltativo, di chi autorizza; la motivazione è nella foglia',
  },
  testa: {
    registro_id: 'toglie una testa: la rivelano il registro giornaliero che la stampa, e --testa',
    ente_id: 'toglie una testa: la rivelano il registro giornaliero che la stampa, e --testa',
  },
  testa_marca: {
    registro_id: 'toglie la marca a una testa, che può non averne',
    ente_id: 'toglie la marca a una testa, che può non averne',
    dimensione: 'toglie la marca a una testa, che può non averne',
    autorita: 'indirizzo a cui fu chiesta: fa fede il certificato nella marca',
  },
  chiave_firma: {
    ente_id: ANNUNCIATA,
    progressivo: ANNUNCIATA,
    pubblica: ANNUNCIATA,
    privata: 'segreta: non si esporta',
    firma: ANNUNCIATA,
    creata_il: ANNUNCIATA,
    ritirata_il: ANNUNCIATA,
  },
  registro: {
    ...Object.fromEntries(
      [
        'id',
        'aoo_id',
        'denominazione',
        'silenzio_massimo',
        'tipo',
        'descrizione',
        'classificazione',
        'voce_manuale',
        'chiuso_il',
        'versione',
        'giornaliero_dal',
      ].map((c) => [c, CONFIGURAZIONE]),
    ),
    ente_id: 'il registro sparisce intero: lo rivela una sua testa (--testa)',
    dei_giornalieri: CONFIGURAZIONE,
  },
  registro_giornaliero: {
    id: 'riferimento interno, della vidimazione: il giorno e l’identificativo sono nella foglia',
    dovuto_entro: 'derivato: il giorno lavorativo che segue, secondo il calendario',
  },
  registro_stato: { orologio_confermato_fino: 'atto del responsabile, che è nella traccia' },
};

/** Values that an enumeration admits: another of them, not nonsense. */
const AMMESSI: Record<string, string> = {
  'registrazione.flusso': `'I'`,
  'registrazione.supporto': `'analogico'`,
  'registrazione.segnatura_dati': `jsonb_set(segnatura_dati, '{numero}', '99')`,
  'scheda.flusso': `'I'`,
  'corrispondente.ruolo': `'conoscenza'`,
  'corrispondente.tipo': `'PG'`,
  'registrazione_documento.ruolo': `'principale'`,
  'richiesta.stato': `'respinta'`,
  'richiesta.tipo': `'rettifica'`,
  'registro.numerazione': `'continua'`,
  'registro.codice': `'ALTRO'`,
};

function altrimenti({ tabella, colonna, tipo }: Colonna): string {
  const c = `"${colonna}"`;
  const gia = AMMESSI[`${tabella}.${colonna}`];
  if (gia) return gia;
  if (tipo.endsWith('[]'))
    return `array_append(coalesce(${c}, '{}'), ${tipo === 'uuid[]' ? 'gen_random_uuid()' : `'~'`})`;
  switch (tipo) {
    case 'boolean':
      return `NOT coalesce(${c}, false)`;
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `coalesce(${c}, 0) + 1`;
    case 'date':
      return `coalesce(${c} - 1, '2020-01-01')`;
    case 'timestamp with time zone':
      return `coalesce(${c} - interval '1 millisecond', '2020-01-01')`;
    case 'interval':
      return `coalesce(${c}, '0') + interval '1 day'`;
    case 'uuid':
      return 'gen_random_uuid()';
    case 'bytea':
      return `set_byte(${c}, length(${c}) - 1, (get_byte(${c}, length(${c}) - 1) + 1) % 256)`;
    case 'jsonb':
      return `CASE jsonb_typeof(${c}) WHEN 'object' THEN ${c} || '{"nominativo": "~"}' WHEN 'array' THEN ${c} || '["~"]' ELSE '"~"' END`;
    case 'tsvector':
      return `''`;
    default:
      return `coalesce(${c}, '') || '~'`;
  }
}

/** One for each column of the covered tables, from the catalogue: a column added tomorrow is among them by itself. */
export function perColonna(colonne: readonly Colonna[]): Manomissione[] {
  return colonne
    .filter((c) => !c.generata && SCOPERTE[c.tabella]?.[c.colonna] === undefined)
    .map((c) => ({
      specie: 'colonna alterata',
      dove: `${c.tabella}.${c.colonna}`,
      cosa: `altro valore in ${c.tabella}.${c.colonna}`,
      istruzioni: [
        `UPDATE ${c.tabella} SET "${c.colonna}" = ${altrimenti(c)} WHERE ${COPERTE[c.tabella] ?? 'false'}`,
      ],
    }));
}

const RIGA = 'SELECT id FROM registrazione WHERE registro_id = :r AND numero = 2';
const ULTIMA = 'SELECT id FROM registrazione WHERE registro_id = :r ORDER BY anno DESC, numero DESC LIMIT 1';
/** Makes again the digest of a leaf whose text was changed, as whoever knows the format would. */
const RIFAI = `UPDATE foglia SET impronta = sha256('\\x00'::bytea || convert_to(contenuto, 'UTF8')) WHERE registro_id = :r`;
const nelTesto = (da: string, a: string, dove: string): string =>
  `UPDATE foglia SET contenuto = replace(contenuto, ${da}, ${a}) WHERE registro_id = :r AND ${dove}`;
const TOGLI = (quale: string): string[] => [
  `DELETE FROM corrispondente WHERE registrazione_id IN (${quale})`,
  `DELETE FROM registrazione_documento WHERE registrazione_id IN (${quale})`,
  `DELETE FROM scheda WHERE registrazione_id IN (${quale})`,
  `DELETE FROM registrazione WHERE id IN (${quale})`,
];
const s = (specie: string, dove: string, cosa: string, ...istruzioni: string[]): Manomissione => ({
  specie,
  dove,
  cosa,
  istruzioni,
});

/** Rows removed, added, swapped, renumbered, back-dated; leaves, heads and stamps forged. */
export const STRUTTURA: Manomissione[] = [
  s('riga tolta', 'registrazione', 'registrazione tolta, la foglia resta', ...TOGLI(RIGA)),
  s('riga tolta', 'registrazione', 'ultima registrazione tolta, la foglia resta', ...TOGLI(ULTIMA)),
  s('riga tolta', 'scheda', 'scheda tolta', `DELETE FROM scheda WHERE registrazione_id IN (${RIGA})`),
  s(
    'riga tolta',
    'corrispondente',
    'mittente tolto',
    `DELETE FROM corrispondente WHERE registrazione_id IN (${RIGA})`,
  ),
  s(
    'riga tolta',
    'corrispondente',
    'corrispondenti di una rettifica tolti',
    'DELETE FROM corrispondente WHERE edizione > 0',
  ),
  s(
    'riga tolta',
    'registrazione_documento',
    'allegato tolto',
    'DELETE FROM registrazione_documento WHERE registrazione_id = :prima AND ordine = 2',
  ),
  s(
    'riga tolta',
    'documento',
    'riga del documento tolta',
    `DELETE FROM documento WHERE ${COPERTE.documento ?? ''}`,
  ),
  s(
    'riga tolta',
    'annullamento',
    'annullamento tolto, con la sua richiesta',
    'UPDATE scheda SET annullata = false',
    'DELETE FROM annullamento',
  ),
  s('riga tolta', 'rettifica', 'rettifica tolta', 'DELETE FROM rettifica WHERE edizione = 1'),
  s('riga tolta', 'variazione', 'variazione tolta', `DELETE FROM variazione WHERE campo = 'note'`),
  s(
    'riga tolta',
    'richiesta',
    'richiesta dell’annullamento tolta',
    `DELETE FROM richiesta WHERE ${COPERTE.richiesta ?? ''}`,
  ),
  s(
    'riga tolta',
    'foglia',
    'prima foglia tolta',
    'DELETE FROM foglia WHERE registro_id = :r AND posizione = 1',
  ),
  s(
    'riga tolta',
    'foglia',
    'foglia tolta nel mezzo',
    'DELETE FROM foglia WHERE registro_id = :r AND posizione = 3',
  ),
  s(
    'riga tolta',
    'foglia',
    'ultima foglia tolta',
    'DELETE FROM foglia WHERE registro_id = :r AND posizione = (SELECT max(posizione) FROM foglia WHERE registro_id = :r)',
  ),
  s(
    'riga tolta',
    'foglia',
    'registrazione e foglia tolte insieme',
    `DELETE FROM foglia WHERE registrazione_id IN (${RIGA})`,
    ...TOGLI(RIGA),
  ),
  s('riga tolta', 'contatore', 'contatore tolto', 'DELETE FROM contatore WHERE registro_id = :r'),
  s(
    'riga aggiunta',
    'registrazione',
    'registrazione infilata senza foglia',
    `INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, segnatura, segnatura_dati,
       impronta_segnatura, token, operatore, unita_id)
     SELECT gen_random_uuid(), ente_id, registro_id, anno, 1000, istante, flusso, oggetto, supporto, segnatura, segnatura_dati,
       impronta_segnatura, 'altro', operatore, unita_id FROM registrazione WHERE id IN (${RIGA})`,
  ),
  s(
    'riga aggiunta',
    'corrispondente',
    'destinatario aggiunto',
    `INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, dati)
    SELECT ente_id, id, 'destinatario', 1, 'PF', 'Altri', '{"tipo":"PF","nominativo":"Altri"}' FROM registrazione WHERE id IN (${RIGA})`,
  ),
  s(
    'riga aggiunta',
    'registrazione_documento',
    'allegato aggiunto',
    `INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, descrizione)
    SELECT ente_id, id, 9, 'allegato', 'Altro' FROM registrazione WHERE id IN (${RIGA})`,
  ),
  s(
    'riga aggiunta',
    'annullamento',
    'annullamento senza foglia',
    `INSERT INTO annullamento (registrazione_id, ente_id, richiesta_id, istante, motivazione, atto_numero, atto_data, operatore)
    SELECT r.id, r.ente_id, (SELECT richiesta_id FROM annullamento LIMIT 1), r.istante, 'x', '1', '2026-01-01', 'x' FROM registrazione r WHERE r.id IN (${RIGA})`,
  ),
  s(
    'riga aggiunta',
    'rettifica',
    'rettifica senza foglia',
    `INSERT INTO rettifica SELECT (jsonb_populate_record(t, '{"edizione":99}')).* FROM rettifica t WHERE edizione = 1 LIMIT 1`,
  ),
  s(
    'riga aggiunta',
    'variazione',
    'variazione senza foglia',
    `INSERT INTO variazione SELECT (jsonb_populate_record(v, '{"id":"00000000-0000-7000-8000-000000000002","campo":"rpa"}')).* FROM variazione v WHERE campo = 'note'`,
  ),
  s(
    'riga aggiunta',
    'foglia',
    'foglia infilata nel mezzo, le altre spostate',
    'UPDATE foglia SET posizione = -posizione WHERE registro_id = :r AND posizione >= 3',
    'UPDATE foglia SET posizione = 1 - posizione WHERE registro_id = :r AND posizione < 0',
    'INSERT INTO foglia SELECT registro_id, 3, ente_id, tipo, registrazione_id, istante, contenuto, impronta FROM foglia WHERE registro_id = :r AND posizione = 2',
    'UPDATE registro_stato SET ultima_foglia = ultima_foglia + 1 WHERE registro_id = :r',
  ),
  s(
    'righe scambiate',
    'registrazione',
    'numeri di due registrazioni scambiati',
    'UPDATE registrazione SET numero = CASE numero WHEN 2 THEN 3000 ELSE 2 END WHERE registro_id = :r AND numero IN (2, 3)',
    'UPDATE registrazione SET numero = 3 WHERE registro_id = :r AND numero = 3000',
  ),
  s(
    'righe scambiate',
    'foglia',
    'posizioni di due foglie scambiate',
    'UPDATE foglia SET posizione = CASE posizione WHEN 2 THEN 3000 ELSE 2 END WHERE registro_id = :r AND posizione IN (2, 3)',
    'UPDATE foglia SET posizione = 3 WHERE registro_id = :r AND posizione = 3000',
  ),
  s(
    'righe scambiate',
    'corrispondente',
    'mittenti di due registrazioni scambiati',
    `UPDATE corrispondente c SET registrazione_id = CASE WHEN r.numero = 1 THEN (${RIGA}) ELSE :prima END FROM registrazione r
     WHERE r.id = c.registrazione_id AND r.registro_id = :r AND r.numero IN (1, 2) AND edizione = 0`,
  ),
  s(
    'righe rinumerate',
    'registrazione',
    'un numero diventa un altro, con la scheda',
    'UPDATE registrazione SET numero = 500 WHERE registro_id = :r AND numero = 2',
    'UPDATE scheda SET numero = 500 WHERE registro_id = :r AND numero = 2',
  ),
  s(
    'righe rinumerate',
    'foglia',
    'una registrazione tolta e tutto rinumerato, foglie rifatte',
    `DELETE FROM foglia WHERE registrazione_id IN (${RIGA})`,
    ...TOGLI(RIGA),
    'UPDATE foglia SET posizione = posizione - 1 WHERE registro_id = :r AND posizione > 2',
    `UPDATE foglia SET contenuto = replace(contenuto, '"posizione":' || (posizione + 1), '"posizione":' || posizione) WHERE registro_id = :r AND posizione >= 2`,
    RIFAI,
    'UPDATE registro_stato SET ultima_foglia = ultima_foglia - 1 WHERE registro_id = :r',
  ),
  s(
    'righe retrodatate',
    'registrazione',
    'registrazione retrodatata di un giorno, con la scheda',
    `UPDATE registrazione SET istante = istante - interval '1 day' WHERE registro_id = :r AND numero = 4`,
    `UPDATE scheda SET istante = istante - interval '1 day' WHERE registro_id = :r AND numero = 4`,
  ),
  s(
    'righe retrodatate',
    'foglia',
    'registrazione retrodatata anche nella foglia, rifatta',
    `UPDATE registrazione SET istante = istante - interval '1 millisecond' WHERE registro_id = :r AND numero = 2`,
    `UPDATE scheda SET istante = istante - interval '1 millisecond' WHERE registro_id = :r AND numero = 2`,
    `UPDATE foglia SET istante = istante - interval '1 millisecond', contenuto = replace(contenuto,
       '"istante":"' || to_char(istante AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"',
       '"istante":"' || to_char((istante - interval '1 millisecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"')
     WHERE registrazione_id IN (${RIGA}) AND tipo = 'registrazione'`,
    RIFAI,
  ),
  s(
    'foglia rifatta',
    'foglia',
    'oggetto cambiato nella riga, nella scheda e nella foglia, impronta rifatta',
    `UPDATE registrazione SET oggetto = oggetto || '~' WHERE registro_id = :r AND numero = 2`,
    `UPDATE scheda SET oggetto = oggetto || '~' WHERE registro_id = :r AND numero = 2`,
    `UPDATE foglia f SET contenuto = replace(contenuto, '"oggetto":"', '"oggetto":"~') WHERE registrazione_id IN (${RIGA})`,
    RIFAI,
  ),
  s(
    'foglia rifatta',
    'foglia',
    'contenuto non più in forma canonica, impronta rifatta',
    nelTesto(`'{"'`, `'{ "'`, 'posizione = 1'),
    RIFAI,
  ),
  ...['registrazione', 'annullamento', 'rettifica', 'variazione', 'chiave', 'registro-giornaliero'].map(
    (tipo) =>
      s(
        'foglia rifatta',
        'foglia',
        `un dato in più nelle foglie «${tipo}», impronta rifatta`,
        `UPDATE foglia SET contenuto = '{"a":1,' || substr(contenuto, 2) WHERE registro_id = :r AND tipo = '${tipo}'`,
        RIFAI,
      ),
  ),
  s(
    'testa falsificata',
    'testa',
    'teste della stessa dimensione del registro scambiate',
    'UPDATE testa SET dimensione = -dimensione WHERE registro_id = :r',
    'UPDATE testa t SET dimensione = (SELECT -x.dimensione FROM testa x WHERE x.registro_id = :r AND x.dimensione <> t.dimensione LIMIT 1) WHERE registro_id = :r',
  ),
  s(
    'testa falsificata',
    'testa',
    'firma di una testa messa su un’altra',
    'UPDATE testa t SET firma = (SELECT x.firma FROM testa x WHERE x.registro_id = :r AND x.dimensione <> t.dimensione LIMIT 1) WHERE registro_id = :r',
  ),
  s(
    'testa falsificata',
    'testa',
    'testo e colonne cambiati insieme, senza la chiave',
    `UPDATE testa SET istante = istante - interval '1 day', testo = replace(testo, to_char(istante AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
       to_char((istante - interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD')) WHERE registro_id = :r`,
  ),
  s(
    'chiave falsificata',
    'foglia',
    'annuncio di un’altra chiave, foglia rifatta',
    `UPDATE foglia SET contenuto = regexp_replace(contenuto, '"chiave":"MCowBQYDK2VwAyEA.{4}', '"chiave":"MCowBQYDK2VwAyEAAAAA') WHERE registro_id = :r AND tipo = 'chiave'`,
    RIFAI,
  ),
  s(
    'marca falsificata',
    'testa_marca',
    'marca di una testa messa su un’altra',
    'UPDATE testa_marca t SET marca = (SELECT x.marca FROM testa_marca x WHERE x.registro_id = :r AND x.dimensione <> t.dimensione LIMIT 1) WHERE registro_id = :r',
  ),
  s(
    'marca falsificata',
    'testa_marca',
    'un byte della marca',
    'UPDATE testa_marca SET marca = set_byte(marca, length(marca) / 2, (get_byte(marca, length(marca) / 2) + 1) % 256)',
  ),
  s(
    'richiesta alterata',
    'richiesta',
    'campo chiesto da una rettifica',
    `UPDATE richiesta SET campo = 'destinatari' WHERE tipo = 'rettifica' AND campo = 'mittenti'`,
  ),
  s(
    'richiesta alterata',
    'richiesta',
    'valore chiesto da una rettifica',
    `UPDATE richiesta SET valore = '"altro"' WHERE tipo = 'rettifica' AND campo = 'oggetto'`,
  ),
  s(
    'riga tolta',
    'registro_giornaliero',
    'registro giornaliero tolto, la foglia resta',
    `DELETE FROM registro_giornaliero WHERE ${COPERTE.registro_giornaliero ?? ''}`,
  ),
  s(
    'riga tolta',
    'registro_giornaliero',
    'registro giornaliero tolto con la sua foglia',
    `DELETE FROM foglia WHERE registro_id = :r AND tipo = 'registro-giornaliero' AND contenuto::jsonb ->> 'giorno' = (SELECT min(giorno)::text FROM registro_giornaliero WHERE registro_id = :r)`,
    `DELETE FROM registro_giornaliero WHERE ${COPERTE.registro_giornaliero ?? ''}`,
  ),
  s(
    'riga tolta',
    'registrazione',
    'registrazione del registro giornaliero tolta dal suo repertorio',
    `UPDATE registro_giornaliero SET registrazione_id = gen_random_uuid() WHERE registro_id = :r`,
    ...TOGLI(
      'SELECT r.id FROM registrazione r JOIN registro g ON g.id = r.registro_id WHERE g.dei_giornalieri',
    ),
  ),
  s(
    'riga aggiunta',
    'registro_giornaliero',
    'registro giornaliero di un altro giorno, senza foglia',
    `INSERT INTO registro_giornaliero SELECT (jsonb_populate_record(g, '{"id":"00000000-0000-7000-8000-000000000003","giorno":"2026-01-20","progressivo":99,"identificativo":"altro"}')).*
     FROM registro_giornaliero g WHERE ${COPERTE.registro_giornaliero ?? ''}`,
  ),
  s(
    'righe scambiate',
    'registro_giornaliero',
    'giorni di due registri giornalieri scambiati',
    `UPDATE registro_giornaliero SET giorno = (SELECT min(giorno) FROM registro_giornaliero) + ((SELECT max(giorno) FROM registro_giornaliero) - giorno) WHERE registro_id = :r`,
  ),
  s(
    'righe scambiate',
    'registro_giornaliero',
    'PDF di due registri giornalieri scambiati',
    `UPDATE registro_giornaliero g SET (documento_pdf_id, impronta_pdf) = (SELECT x.documento_pdf_id, x.impronta_pdf FROM registro_giornaliero x
     WHERE x.registro_id = :r AND x.giorno <> g.giorno LIMIT 1) WHERE registro_id = :r`,
  ),
  s(
    'foglia rifatta',
    'registro_giornaliero',
    'conto di un registro giornaliero cambiato nella riga e nella foglia, impronta rifatta',
    `UPDATE registro_giornaliero SET quante = 1 WHERE ${COPERTE.registro_giornaliero ?? ''}`,
    `UPDATE foglia SET contenuto = regexp_replace(contenuto, '"quante":[0-9]+', '"quante":1') WHERE registro_id = :r AND tipo = 'registro-giornaliero'`,
    RIFAI,
  ),
];

/** What is not found, done as the others are so that it is known and not believed. */
export const NON_TROVABILI: Manomissione[] = [
  s(
    'dopo l’ultima testa',
    'foglia',
    'oggetto dell’ultima registrazione cambiato ovunque, foglia rifatta, dopo l’ultima testa',
    `UPDATE registrazione SET oggetto = '~' WHERE id IN (${ULTIMA})`,
    `UPDATE scheda SET oggetto = '~' WHERE registrazione_id IN (${ULTIMA})`,
    `UPDATE foglia f SET contenuto = regexp_replace(contenuto, '"oggetto":"[^"]*"', '"oggetto":"~"') WHERE registrazione_id IN (${ULTIMA})`,
    RIFAI,
  ),
  s('marca tolta', 'testa_marca', 'marca temporale tolta', 'DELETE FROM testa_marca'),
  s(
    'ultima testa tolta',
    'testa',
    'ultima testa tolta, senza un suo testimone',
    'DELETE FROM testa_marca',
    'DELETE FROM testa WHERE registro_id = :r AND dimensione = (SELECT max(dimensione) FROM testa WHERE registro_id = :r)',
  ),
];
