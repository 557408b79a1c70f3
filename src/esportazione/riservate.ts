/**
 * What never leaves, table by table, and why. Whatever else carries `ente_id` is exported whole: a new table is in the export unless
 * somebody writes here that it must not be.
 */
export const NON_ESPORTATE: Record<string, string> = {
  sessione: 'credenziali di chi è al lavoro adesso',
  accesso_esterno: 'accessi in corso presso un fornitore di identità',
  sfida: 'sfide in corso dei secondi fattori',
  dispositivo: 'riconosce un browser: vale come parte di una credenziale',
  tentativo: 'password errate in corso di conteggio',
  tentativi_fattore: 'codici errati in corso di conteggio',
  recupero_password: 'gettoni per cambiare la password',
  password_passata: 'impronte di password',
  codice_recupero: 'impronte di codici di recupero',
  fattore_totp: 'semi dei codici, sigillati',
  passkey: 'credenziali legate all’indirizzo di questa installazione',
  fornitore_identita: 'contiene il segreto concordato con il fornitore; si configura di nuovo',
  identita_esterna: 'legata al fornitore di identità, che non si esporta',
  idempotenza: 'prime risposte, tenute un giorno per le ripetizioni della stessa richiesta',
  esportazione: 'descrive file di questa installazione; chi ha portato via i dati e quando è nella traccia',
  modello_suggerimenti: 'imparato dai dati: nell’altra installazione si impara di nuovo',
  vidimazione_arretrata: 'segue dalle vidimazioni: nell’altra installazione si cerca di nuovo',
  vidimazione_cercata: 'fin dove si è cercato, in questa installazione',
};

/** Columns left out of tables that are exported, and what the import writes in them (`null`: nothing). */
export const COLONNE_RISERVATE: Record<string, Record<string, string | null>> = {
  // No password verifies against it: whoever is imported is given a new one.
  utente: { password: '!' },
  chiave_api: { impronta_segreto: null },
  casella: { segreto: null, uscita_segreto: null },
  conservatore: { segreto: null },
  chiave_firma: { privata: null },
};

/** Tables whose rows are in the folder of their register, where the verifier compares them with the leaves. */
export const NEI_REGISTRI = [
  'registro',
  'registro_stato',
  'contatore',
  'registrazione',
  'scheda',
  'corrispondente',
  'registrazione_documento',
  'annullamento',
  'rettifica',
  'variazione',
  'foglia',
  'testa',
  'testa_marca',
  'registro_giornaliero',
] as const;

/** Rows that are beside their registration or its event, and so not among those of their table. */
export const ALTROVE: Record<string, string> = {
  documento: 'NOT EXISTS (SELECT FROM registrazione_documento d WHERE d.documento_id = t.id)',
  richiesta: `NOT EXISTS (SELECT FROM annullamento a WHERE a.richiesta_id = t.id)
    AND NOT EXISTS (SELECT FROM rettifica x WHERE x.richiesta_id = t.id)`,
};

const NELL_ANNO = (colonna: string): string =>
  `extract(year FROM t.${colonna} AT TIME ZONE 'Europe/Rome') = :anno`;

/** In the export of a year: which rows of the tables that do not hang from a registration. Those not named are left out. */
export const DELL_ANNO: Record<string, string> = {
  ...Object.fromEntries(
    [
      'aoo',
      'unita',
      'unita_storia',
      'unita_responsabile',
      'unita_successore',
      'utente',
      'titolario',
      'voce_titolario',
      'livelli_titolario',
      'piano_conservazione',
      'piano_regola',
      'serie',
      'serie_unita',
      'registro_unita',
      'categoria_esclusa',
      'chiave_firma',
      'servizio_protocollo',
      'nomina',
    ].map((nome) => [nome, 'true']),
  ),
  traccia: NELL_ANNO('istante'),
  esclusione: NELL_ANNO('istante'),
  fascicolo: `t.anno = :anno OR EXISTS (SELECT FROM fascicolazione f JOIN registrazione r ON r.id = f.registrazione_id
    WHERE f.fascicolo_id = t.id AND r.anno = :anno)`,
};

/** Tables whose rows are in an order that the verifier relies on: that of their digests. */
export const ORDINE: Record<string, string> = {
  traccia: 't.istante, t.id',
  modifica: '(SELECT r.istante FROM traccia r WHERE r.id = t.traccia_id), t.traccia_id, t.posizione',
  blocco_traccia: 't.progressivo',
};
