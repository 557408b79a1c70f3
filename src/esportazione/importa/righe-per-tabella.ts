/** A row to be written, and where. */
export type Riga = Record<string, unknown>;
export type Scrivi = (tabella: string, riga: Riga) => void;

type Chi = { enteId: string; registroId: string; chiavi: ReadonlyMap<string, string> };
type DocumentoRegistrato = Riga & { documento: Riga | null };
type Voce = Riga & { richiesta: Riga | null };

const base64 = (testo: unknown): string => `\\x${Buffer.from(String(testo), 'base64').toString('hex')}`;

/** How a line of each file of a register becomes rows again: the inverse of `file-del-registro.ts`. */
export const righeDelFile: Record<string, (riga: Riga, chi: Chi, scrivi: Scrivi) => void> = {
  foglie: (
    { registrazione, posizione, tipo, istante, contenuto, impronta },
    { enteId, registroId },
    scrivi,
  ) => {
    scrivi('foglia', {
      registro_id: registroId,
      ente_id: enteId,
      registrazione_id: registrazione,
      posizione,
      tipo,
      istante,
      contenuto,
      impronta: `\\x${String(impronta)}`,
    });
  },
  teste: (t, { enteId, registroId, chiavi }, scrivi) => {
    const quale = { registro_id: registroId, ente_id: enteId, dimensione: t.dimensione };
    scrivi('testa', {
      ...quale,
      radice: base64(t.radice),
      istante: t.istante,
      chiave_id: chiavi.get(String(t.chiave)),
      testo: t.testo,
      firma: base64(t.firma),
    });
    if (t.marca !== null)
      scrivi('testa_marca', {
        ...quale,
        marca: base64(t.marca),
        autorita: t.marcaAutorita,
        istante: t.marcaIstante,
      });
  },
  registrazioni: (r, _chi, scrivi) => {
    scrivi('registrazione', r.registrazione as Riga);
    if (r.scheda) scrivi('scheda', r.scheda as Riga);
    for (const c of r.corrispondenti as Riga[]) scrivi('corrispondente', c);
    for (const { documento, ...d } of r.documenti as DocumentoRegistrato[]) {
      if (documento) scrivi('documento', documento);
      scrivi('registrazione_documento', d);
    }
  },
  annullamenti: (r, _chi, scrivi) => {
    scrivi('annullamento', r.annullamento as Riga);
    if (r.richiesta) scrivi('richiesta', (r as Voce).richiesta as Riga);
  },
  rettifiche: (r, _chi, scrivi) => {
    scrivi('rettifica', r.rettifica as Riga);
    if (r.richiesta) scrivi('richiesta', (r as Voce).richiesta as Riga);
  },
  variazioni: (r, _chi, scrivi) => scrivi('variazione', r.variazione as Riga),
  giornalieri: (r, _chi, scrivi) => scrivi('registro_giornaliero', r.riga as Riga),
};
