import { drawQr, MM, newPdf, type Pdf, qrCode, type QrCode } from '#platform/pdf';
import { componiSegnatura } from './componi-segnatura.ts';
import {
  capoverso,
  giustezza,
  inchiostro,
  intestazione,
  margini,
  piePagina,
  riga,
  riserva,
  sinistra,
} from './foglio.ts';
import {
  attestazione,
  dataEstesa,
  type DatiRicevuta,
  dimensioneEstesa,
  type DocumentoRicevuta,
  notaAllegati,
  registrazioneEstesa,
  titoloRicevuta,
  type SoggettoRicevuta,
} from './ricevuta.ts';
import { componiSegno } from './segno.ts';

/** Longer lists are closed by a count: a ricevuta names people, it is not the list of a mailing (RN-58.3). */
const SOGGETTI_MASSIMI = 50;

/**
 * The ricevuta di protocollazione (RN-24.4, CORI-10): tagged PDF/A-1b, fonts embedded, with every datum of the
 * registration and the way to verify it. The same data give the same bytes. About 0.1 s once fonts are loaded.
 */
export async function ricevutaPdf(dati: DatiRicevuta): Promise<Uint8Array> {
  const { numero } = componiSegno(dati.segnatura);
  const { denominazione } = dati.segnatura.amministrazione;
  const titolo = titoloRicevuta(dati.segnatura);
  const qr = await qrCode(dati.urlVerifica);
  const pdf = await newPdf({
    title: `${titolo} ${numero} - ${denominazione}`,
    author: denominazione,
    subject: dati.oggetto,
    margins: margini,
    instant: new Date(dati.segnatura.istante),
    kind: 'archival',
    bufferPages: true,
  });
  if (dati.annullamento) pdf.background(() => filigrana(pdf));
  pdf.doc.addPage();
  const radice = pdf.doc.struct('Document');
  pdf.doc.addStructure(radice);
  intestazione(pdf, radice, dati.segnatura);
  capoverso(pdf, radice, titolo, {
    tipo: 'H1',
    face: 'title',
    corpo: 15,
    colore: inchiostro.testo,
    sotto: 3,
  });
  capoverso(pdf, radice, attestazione(dati), {
    face: 'sans',
    corpo: 9.5,
    colore: inchiostro.testo,
    sotto: 10,
  });
  pannello(pdf, radice, dati, qr);
  annullamento(pdf, radice, dati);
  for (const dicitura of dati.segnatura.diciture)
    capoverso(pdf, radice, dicitura, { face: 'bold', corpo: 10.5, colore: inchiostro.testo, sotto: 4 });
  datiRegistrati(pdf, radice, dati);
  documenti(pdf, radice, dati);
  verifica(pdf, radice, dati);
  radice.end();
  piePagina(pdf, `${denominazione}  ·  ${titolo} ${numero}`);
  return pdf.finish();
}

/** Number, date and QR: what the person at the counter looks for first. */
function pannello(pdf: Pdf, radice: PDFKit.PDFStructureElement, dati: DatiRicevuta, qr: QrCode): void {
  const alto = pdf.doc.y;
  const altezza = 30 * MM;
  const lato = 24 * MM;
  const bordo = 3 * MM;
  pdf.artifact(() => {
    pdf.doc.roundedRect(sinistra, alto, giustezza, altezza, 3).fill(inchiostro.fondo);
    pdf.doc.rect(sinistra + giustezza - lato - 2 * bordo, alto, lato + 2 * bordo, altezza).fill('#ffffff');
    pdf.doc.roundedRect(sinistra, alto, giustezza, altezza, 3).lineWidth(0.8).stroke(inchiostro.ente);
  });
  const stile = {
    face: 'sans' as const,
    corpo: 10.5,
    colore: inchiostro.testo,
    x: sinistra + 5 * MM,
    larghezza: giustezza - lato - 14 * MM,
  };
  pdf.doc.y = alto + 6 * MM;
  const { numero } = componiSegno(dati.segnatura);
  capoverso(pdf, radice, numero, { ...stile, face: 'bold', corpo: 19, colore: inchiostro.ente, sotto: 2 });
  for (const testo of registrazioneEstesa(dati.segnatura))
    capoverso(pdf, radice, testo, { ...stile, sotto: 1 });
  pdf.tag(radice, 'Figure', () => drawQr(pdf, qr, sinistra + giustezza - lato - bordo, alto + bordo, lato), {
    alt: `Codice QR della pagina di verifica: ${dati.urlVerifica}`,
  });
  pdf.doc.y = alto + altezza + 9;
}

function annullamento(pdf: Pdf, radice: PDFKit.PDFStructureElement, { annullamento: a }: DatiRicevuta): void {
  if (!a) return;
  const rosso = { colore: inchiostro.allarme, sotto: 2 };
  capoverso(pdf, radice, 'REGISTRAZIONE ANNULLATA', { ...rosso, tipo: 'H2', face: 'bold', corpo: 13 });
  capoverso(
    pdf,
    radice,
    `Annullata il ${dataEstesa(a.data)} con provvedimento n. ${a.provvedimento.numero} del ${dataEstesa(a.provvedimento.data)}.`,
    { ...rosso, face: 'bold', corpo: 9.5 },
  );
  if (a.motivo)
    capoverso(pdf, radice, `Motivo: ${a.motivo}`, { ...rosso, face: 'sans', corpo: 9.5, sotto: 6 });
}

/** The word across the page, under the text. */
function filigrana(pdf: Pdf): void {
  const { doc } = pdf;
  doc.save();
  doc.rotate(-52, { origin: [105 * MM, 148 * MM] });
  pdf.use('bold', 96, '#f7e3e3');
  const parola = 'ANNULLATA';
  doc.text(parola, 105 * MM - doc.widthOfString(parola) / 2, 130 * MM, { lineBreak: false });
  doc.restore();
}

function datiRegistrati(pdf: Pdf, radice: PDFKit.PDFStructureElement, dati: DatiRicevuta): void {
  const tabella = pdf.doc.struct('Table');
  radice.add(tabella);
  const voce = (etichetta: string, testo: string | undefined): void => {
    if (testo !== undefined && testo.trim() !== '') riga(pdf, tabella, etichetta, [{ testo }]);
  };
  const { segnatura, protocolloMittente: p } = dati;
  riga(pdf, tabella, 'Oggetto', [{ testo: dati.oggetto, face: 'bold' }]);
  soggetti(pdf, tabella, dati.mittenti.length > 1 ? 'Mittenti' : 'Mittente', dati.mittenti);
  soggetti(pdf, tabella, dati.destinatari.length > 1 ? 'Destinatari' : 'Destinatario', dati.destinatari);
  voce('Presentato il', dati.dataArrivo && dataEstesa(dati.dataArrivo));
  voce('Mezzo', dati.mezzo);
  voce('Protocollo del mittente', p && `n. ${p.numero}${p.data ? ` del ${dataEstesa(p.data)}` : ''}`);
  voce('Ufficio competente', dati.ufficioCompetente);
  voce('Responsabile del procedimento', dati.responsabileProcedimento);
  if (segnatura.classificazione)
    voce('Classificazione', `${segnatura.classificazione.codice} ${segnatura.classificazione.denominazione}`);
  voce('Registrato da', dati.operatore);
  tabella.end();
}

function soggetti(
  pdf: Pdf,
  tabella: PDFKit.PDFStructureElement,
  etichetta: string,
  elenco: SoggettoRicevuta[],
): void {
  if (elenco.length === 0) return;
  const altri = elenco.length - SOGGETTI_MASSIMI;
  riga(pdf, tabella, etichetta, [
    ...elenco
      .slice(0, SOGGETTI_MASSIMI)
      .flatMap(({ denominazione, dettaglio, perConoscenza }) => [
        { testo: perConoscenza ? `${denominazione} (per conoscenza)` : denominazione },
        ...(dettaglio ? [{ testo: dettaglio, corpo: 8, colore: inchiostro.secondario }] : []),
      ]),
    ...(altri > 0
      ? [{ testo: `e altri ${altri.toLocaleString('it-IT')}, elencati nella registrazione` }]
      : []),
  ]);
}

function documenti(pdf: Pdf, radice: PDFKit.PDFStructureElement, dati: DatiRicevuta): void {
  riserva(pdf, 70);
  pdf.doc.y += 12;
  capoverso(pdf, radice, 'Documenti', {
    tipo: 'H2',
    face: 'title',
    corpo: 11.5,
    colore: inchiostro.ente,
    sotto: 2,
  });
  const tabella = pdf.doc.struct('Table');
  radice.add(tabella);
  if (dati.documentoPrincipale) documento(pdf, tabella, 'Documento principale', dati.documentoPrincipale);
  dati.allegati.forEach((allegato, indice) => documento(pdf, tabella, `Allegato ${indice + 1}`, allegato));
  if (!dati.documentoPrincipale && dati.allegati.length === 0)
    riga(pdf, tabella, 'Documento principale', [{ testo: 'Documento di carta, senza file' }]);
  tabella.end();
  pdf.doc.y += 7;
  const nota = notaAllegati(dati);
  if (nota) capoverso(pdf, radice, nota, { face: 'bold', corpo: 9, colore: inchiostro.testo, sotto: 2 });
}

function documento(
  pdf: Pdf,
  tabella: PDFKit.PDFStructureElement,
  etichetta: string,
  d: DocumentoRicevuta,
): void {
  const minuto = { corpo: 8, colore: inchiostro.secondario };
  const nome = d.nomeFile ?? d.descrizione ?? 'Documento senza descrizione';
  riga(pdf, tabella, etichetta, [
    { testo: nome, face: 'bold' },
    ...(d.nomeFile && d.descrizione ? [{ testo: d.descrizione }] : []),
    ...(d.dimensione === undefined ? [] : [{ testo: dimensioneEstesa(d.dimensione), ...minuto }]),
    ...(d.impronta
      ? [{ testo: `SHA-256 ${d.impronta}`, face: 'mono' as const, corpo: 6.6, colore: inchiostro.secondario }]
      : []),
    ...(d.impronta === undefined ? [{ testo: 'Documento cartaceo', ...minuto }] : []),
  ]);
}

function verifica(pdf: Pdf, radice: PDFKit.PDFStructureElement, dati: DatiRicevuta): void {
  riserva(pdf, 104);
  pdf.doc.y += 12;
  capoverso(pdf, radice, 'Segnatura', {
    tipo: 'H2',
    face: 'title',
    corpo: 11.5,
    colore: inchiostro.ente,
    sotto: 2,
  });
  capoverso(pdf, radice, componiSegnatura(dati.segnatura), {
    face: 'sans',
    corpo: 9.5,
    colore: inchiostro.testo,
    sotto: 8,
  });
  capoverso(
    pdf,
    radice,
    'Chiunque può verificare la registrazione inquadrando il codice QR o aprendo l’indirizzo:',
    { face: 'sans', corpo: 8.5, colore: inchiostro.secondario, sotto: 1 },
  );
  capoverso(pdf, radice, dati.urlVerifica, { face: 'mono', corpo: 7.5, colore: inchiostro.ente, sotto: 5 });
  if (!dati.foglia) return;
  capoverso(
    pdf,
    radice,
    `Impronta nel registro verificabile, alla posizione ${dati.foglia.posizione}; dopo la chiusura del giorno la pagina ne dà la prova:`,
    { face: 'sans', corpo: 8.5, colore: inchiostro.secondario, sotto: 1 },
  );
  capoverso(pdf, radice, dati.foglia.impronta, { face: 'mono', corpo: 7.5, colore: inchiostro.testo });
}
