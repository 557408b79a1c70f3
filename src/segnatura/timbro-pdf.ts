import { drawQr, fitSize, MM, newPdf, qrCode } from '#platform/pdf';
import { componiRighe, disegnaRighe } from './disegna-segno.ts';
import { componiSegno } from './segno.ts';
import { type DatiSegnatura } from './segnatura.ts';

const INCHIOSTRO = '#17324d';
const AVVERTENZA = 'Copia di cortesia – l’originale è conservato';

/**
 * The stamp as a PDF of one small page, 70 mm wide and as high as its lines: segnatura on the left, QR of the
 * verification page on the right, on white so that it reads on any ground. It says of itself that it is on a copy:
 * the registered original bears no stamp (AMB-11).
 */
export async function timbroPdf(dati: DatiSegnatura, urlVerifica: string): Promise<Uint8Array> {
  const qr = await qrCode(urlVerifica);
  const segno = componiSegno(dati);
  const pdf = await newPdf({
    title: `Timbro ${segno.numero}`,
    instant: new Date(dati.istante),
    kind: 'plain',
  });
  const larghezza = 70 * MM;
  const bordo = 1.6 * MM;
  const lato = 15.5 * MM;
  const colonna = larghezza - lato - 3.2 * bordo;
  const composto = componiRighe(pdf, segno, colonna, 0.92);
  const avvertenza = pdf.clean('italic', AVVERTENZA);
  const corpo = fitSize(pdf, 'italic', avvertenza, colonna, 5.6, 4);
  const altezza = Math.max(lato, composto.altezza + corpo * 1.5) + 2 * bordo;

  pdf.doc.addPage({ size: [larghezza, altezza], margin: 0 });
  pdf.doc
    .roundedRect(0.4, 0.4, larghezza - 0.8, altezza - 0.8, 2)
    .lineWidth(0.8)
    .fillAndStroke('#ffffff', INCHIOSTRO);
  const sotto = disegnaRighe(pdf, composto, bordo * 1.3, bordo, INCHIOSTRO);
  pdf.use('italic', corpo, INCHIOSTRO);
  pdf.doc.text(avvertenza, bordo * 1.3, Math.max(sotto + corpo * 0.3, altezza - bordo - corpo * 1.2), {
    lineBreak: false,
  });
  drawQr(pdf, qr, larghezza - bordo - lato, (altezza - lato) / 2, lato);
  return pdf.finish();
}
