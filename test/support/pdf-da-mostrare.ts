import PDFDocument from 'pdfkit';

/** A one-page PDF whose words can be read on the screen. */
export function pdfDiProva(testo = 'Istanza di permesso di costruire'): Promise<Buffer> {
  return new Promise((fatto) => {
    const pdf = new PDFDocument({ size: 'A4', margin: 60 });
    const pezzi: Buffer[] = [];
    pdf.on('data', (pezzo: Buffer) => pezzi.push(pezzo));
    pdf.on('end', () => fatto(Buffer.concat(pezzi)));
    pdf.fontSize(16).text(testo);
    pdf.end();
  });
}
